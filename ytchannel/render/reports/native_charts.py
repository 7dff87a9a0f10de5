"""The charts of views as spreadsheets and word processors draw them themselves, from cells that can be edited."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from ytchannel import words
from ytchannel.render.reports.formats import Formats, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.render.reports.presentation import Chart, View

FONT = "Times New Roman"
MOST_BARS = 15
_MAIN, _FAINT = "#1F4E79", "#C55A11"  # apart in black and white too: the second is dashed
_WIDTH, _LINE_HEIGHT, _HEAD, _BAR = 640, 320, 70, 30  # pixels


def size(view: View, chart: Chart) -> tuple[int, int]:
    """Width and height of a view's chart in pixels: the more bars, the higher."""
    if chart.form == "line":
        return _WIDTH, _LINE_HEIGHT
    return _WIDTH, _HEAD + _BAR * max(3, min(MOST_BARS, len(view.rows)))


def add(book: Any, sheet: str, view: View, chart: Chart, places: Mapping[str, int]) -> Any:  # noqa: ANN401
    """The chart of a view whose headings are in the first row of a sheet; `places` are the columns of its keys."""
    drawn = (_bars if chart.form == "bars" else _line)(book, sheet, view, chart, places)
    drawn.set_title({"name": chart.title, "name_font": _font(12, bold=True), "overlay": False})
    width, height = size(view, chart)
    drawn.set_size({"width": width, "height": height})
    drawn.set_chartarea({"border": {"none": True}})
    return drawn


def alone(view: View, chart: Chart) -> tuple[bytes, bytes]:
    """The chart of a view as a part of a document, and the workbook of its numbers."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    sheet = book.add_worksheet("data")
    formats = Formats(book)
    places = {}
    for place, key in enumerate((chart.label, *chart.values)):
        column = view.columns[view.at(key)]
        places[key] = place
        put(sheet, formats, 0, place, column.title, "text")
        for number, row in enumerate(view.rows):
            put(sheet, formats, number + 1, place, row[view.at(key)], column.kind)
    sheet.insert_chart(0, len(places) + 1, add(book, "data", view, chart, places))
    book.close()
    with zipfile.ZipFile(stream) as archive:
        return explicit(archive.read("xl/charts/chart1.xml")), stream.getvalue()


def explicit(xml: bytes) -> bytes:
    """The XML of a chart with what Excel takes for granted, and Word and LibreOffice take for the opposite."""
    for given, wanted in _TAKEN_FOR_GRANTED:
        xml = given.sub(wanted, xml)
    return xml


_TAKEN_FOR_GRANTED = tuple(
    (re.compile(given), added)
    for given, added in (
        (rb'<c:lang val="[^"]*"/>', rb'\g<0><c:roundedCorners val="0"/>'),
        (rb'<c:grouping val="[^"]*"/>', rb'\g<0><c:varyColors val="0"/>'),
        (rb'<c:showVal val="1"/>', (rb'<c:showLegendKey val="0"/>\g<0><c:showCatName val="0"/><c:showSerName val="0"/>'
                                   rb'<c:showPercent val="0"/><c:showBubbleSize val="0"/>')),
        (rb"(?<=</c:val>)(?=</c:ser>.*</c:lineChart>)", rb'<c:smooth val="0"/>'),
        (rb"</c:scaling>(?=<c:axPos)", rb'\g<0><c:delete val="0"/>'),
        (rb"<c:layout/>(?=</c:title>|<c:txPr>|</c:legend>)", rb'\g<0><c:overlay val="0"/>'),
        (rb'<c:plotVisOnly val="1"/>', rb'\g<0><c:dispBlanksAs val="gap"/>'),
        (rb"(<c:cat><c:numRef><c:f>[^<]*</c:f><c:numCache><c:formatCode>)General", rb"\g<1>dd/mm/yyyy"),
    )
)  # fmt: skip

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Of a workbook: text is data and stays text."""


def _thousands() -> str:
    """Numbers with the separators of the report's language, where a program has no language of its own."""
    return "[$-42A]#,##0" if words.current() == "vi" else "#,##0"


def _font(points: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": points, "bold": bold}


def _bars(book: Any, sheet: str, view: View, chart: Chart, places: Mapping[str, int]) -> Any:  # noqa: ANN401
    """Bars that lie below each other, each with its number, so an axis of numbers is not needed."""
    drawn = book.add_chart({"type": "bar"})
    drawn.add_series(
        _series(sheet, places, chart.label, chart.values[0], min(MOST_BARS, len(view.rows)))
        | {
            "fill": {"color": _MAIN},
            "gap": 45,
            "data_labels": {"value": True, "num_format": _thousands(), "font": _font(10)},
        }
    )
    drawn.set_y_axis({"reverse": True, "num_font": _font(10), "major_tick_mark": "none", "line": {"color": "#7F7F7F"}})
    drawn.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    drawn.set_legend({"none": True})
    return drawn


def _line(book: Any, sheet: str, view: View, chart: Chart, places: Mapping[str, int]) -> Any:  # noqa: ANN401
    """A line of the period, and a dashed one of what it is compared with."""
    drawn = book.add_chart({"type": "line"})
    looks = ({"color": _MAIN, "width": 2.25}, {"color": _FAINT, "width": 1.5, "dash_type": "dash"})
    for key, look in zip(chart.values, looks, strict=False):
        drawn.add_series(_series(sheet, places, chart.label, key, len(view.rows)) | {"line": look})
    pattern = "dd/mm" if words.current() == "vi" else "d mmm"
    drawn.set_x_axis({"date_axis": True, "num_format": pattern, "num_font": _font(10), "major_tick_mark": "outside"})
    drawn.set_y_axis(
        {"min": 0, "num_format": _thousands(), "num_font": _font(10), "major_gridlines": {"visible": True,
         "line": {"color": "#D9D9D9"}}, "line": {"none": True}}
    )  # fmt: skip
    drawn.set_legend({"position": "bottom", "font": _font(10)})
    drawn.show_blanks_as("gap")
    return drawn


def _series(sheet: str, places: Mapping[str, int], label: str, key: str, count: int) -> dict[str, Any]:
    names, place = places[label], places[key]
    return {
        "name": [sheet, 0, place],
        "categories": [sheet, 1, names, count, names],
        "values": [sheet, 1, place, count, place],
    }
