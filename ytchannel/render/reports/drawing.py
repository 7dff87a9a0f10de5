"""A native chart in a Word document: the chart as a part of it, with the workbook of its numbers beside."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ytchannel.render.reports import native_charts
from ytchannel.render.sheets import xml_text

if TYPE_CHECKING:
    from ytchannel.render.reports.presentation import Chart, View

_EMU = 36_000  # a millimetre, in the unit of drawings
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def drawing(part: Any, view: View, chart: Chart, width_mm: float) -> str:  # noqa: ANN401 - of python-docx
    """The XML of a w:drawing that shows the chart of a view, which is added to the document of `part`."""
    relation = part.relate_to(_chart(part.package, view, chart), f"{_RELATIONS}/chart")
    across, high = native_charts.size(view, chart)
    size = f'cx="{round(width_mm * _EMU)}" cy="{round(width_mm * _EMU * high / across)}"'
    name = escape(xml_text(chart.title))
    number = sum(1 for each in part.package.iter_parts() if "/charts/" in each.partname)
    return (
        f'<w:drawing xmlns:w="{_WORDPROCESSING}" xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" '
        f'xmlns:a="{_DRAWINGML}/main" xmlns:c="{_DRAWINGML}/chart" xmlns:r="{_RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{9000 + number}" name="{name}" descr="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_DRAWINGML}/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def _chart(package: Any, view: View, chart: Chart) -> Any:  # noqa: ANN401 - of python-docx
    """The part of a chart, with its numbers in it and in a workbook that Word opens when somebody edits them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml, book = native_charts.alone(view, chart)
    parts = {str(each.partname) for each in package.iter_parts()}
    number = next(n for n in range(1, len(parts) + 2) if f"/word/charts/chart{n}.xml" not in parts)
    sheet = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _SHEET, book, package)
    drawn = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
    relation = drawn.relate_to(sheet, f"{_RELATIONS}/package")
    outside = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    drawn._blob = xml.replace(b"<c:printSettings>", outside.encode() + b"<c:printSettings>", 1)  # noqa: SLF001 - it has no setter
    return drawn
