"""A workbook as an office has it: a title, headings, formulas, pictures, charts, and parts that no library knows."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADINGS = ("Tệp", "Tiêu đề", "Số chữ", "Chuyên mục")
CONTROL = (
    b"<formControlPr xmlns='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main' objectType='CheckBox'/>"
)
EXTENSION = (
    b'<extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerList/></ext></extLst>'
)


def written(file: Path, rows: Sequence[tuple[str, str]], headings: Sequence[str] = ()) -> bytes:
    """Write the workbook: on sheet “Danh sách” a title in row 1, headings in row 3, `rows` from row 4 on."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet["A1"] = "DANH SÁCH VIDEO QUÝ IV"
    sheet.merge_cells("A1:D1")
    for column, text in enumerate((*HEADINGS, *headings), start=1):
        cell = sheet.cell(3, column, text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDD00")
    for number, (name, title) in enumerate(rows, start=4):
        sheet.cell(number, 1, name)
        sheet.cell(number, 2, title).data_type = "s"
        sheet.cell(number, 3, f"=LEN(B{number})")
    sheet.column_dimensions["B"].width = 50
    listed = DataValidation(type="list", formula1='"tin-co-so,phong-su"')
    listed.add("D4:D99")
    sheet.add_data_validation(listed)
    sheet.conditional_formatting.add("C4:C99", CellIsRule(operator="greaterThan", formula=["100"]))
    sheet["A4"].comment = Comment("Của Văn phòng", "Lan")
    sheet.auto_filter.ref = "A3:D9"
    other = book.create_sheet("Biểu đồ")
    other.append(["Tháng", 10])
    chart = BarChart()
    chart.add_data(Reference(other, min_col=2, min_row=1))
    other.add_chart(chart, "E2")
    stream = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(stream, "PNG")
    other.add_image(Image(stream), "A9")
    stream = io.BytesIO()
    book.save(stream)
    file.write_bytes(_with_unknown_parts(stream.getvalue()))
    return file.read_bytes()


def _with_unknown_parts(book: bytes) -> bytes:
    """The workbook with a form control, a macro and an extension, which openpyxl loses."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</worksheet>", EXTENSION + b"</worksheet>")
            new.writestr(info, content)
        new.writestr("xl/ctrlProps/ctrlProp1.xml", CONTROL)
        new.writestr("xl/vbaProject.bin", bytes(range(256)))
    return stream.getvalue()


def parts(book: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(book: bytes) -> Workbook:
    """The workbook as openpyxl reads it, which warns of what it would lose if it wrote it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(io.BytesIO(book))
