"""A report as a workbook for Excel: an overview, then a sheet a view with its chart."""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

from ytchannel.render.reports import cells, native_charts
from ytchannel.render.reports.formats import Formats, put
from ytchannel.render.sheets import xml_text
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.reports.presentation import Column, Presentation, View

_LINE = 15.5  # points of a row
_A4 = 9  # Excel's number of the paper
_NARROWEST, _WIDEST = 9, 42  # characters of a column
_PRINTABLE = 1700  # pixels beside each other that can still be read on A4
_HEAD = {"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "text_wrap": True}
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def as_xlsx(presentation: Presentation) -> bytes:
    """The report as an .xlsx file, in the language in use. No cell has a formula."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, native_charts.OPTIONS)
    organisation = xml_text(presentation.organisation)
    book.set_properties({"title": _heading(presentation), "author": organisation, "company": organisation})
    formats = Formats(book)
    taken: set[str] = {"history"}  # Excel keeps this name for itself
    _overview(_sheet(book, _("Overview"), taken), formats, presentation)
    for view in presentation.views:
        _view(book, _sheet(book, view.title, taken), formats, view)
    book.close()
    return stream.getvalue()


def _heading(presentation: Presentation) -> str:
    return xml_text(f"{presentation.title} – {presentation.period}")


def _sheet(book: Any, title: str, taken: set[str]) -> Any:  # noqa: ANN401 - of xlsxwriter
    """A sheet for printing on A4, one page wide, whose name is valid and not `taken` yet."""
    base = _NO_NAME.sub(" ", xml_text(title)).strip(" '")[:_LONGEST_NAME].strip(" '") or "-"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: _LONGEST_NAME - 2 - len(str(number))]} {number}"
    taken.add(name.casefold())
    sheet = book.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    return sheet


def _overview(sheet: Any, formats: Formats, presentation: Presentation) -> None:  # noqa: ANN401 - of xlsxwriter
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 26)
    put(sheet, formats, 0, 0, presentation.title, "id", bold=True, font_size=16)
    row = 1
    for label, text in (
        (_("Organisation"), presentation.organisation),
        (_("Channel"), presentation.handle),
        (_("Period"), presentation.period),
        (_("Compared with"), presentation.compared),
        (_("Made at"), presentation.made),
    ):
        if text:
            put(sheet, formats, row, 0, label, "text")
            put(sheet, formats, row, 1, text, "id")
            row += 1
    row += 1
    for place, heading in enumerate((_("Figure"), _("Value"), _("Change"))):
        put(sheet, formats, row, place, heading, "text", **_HEAD, **({"align": "right"} if place else {}))
    for fact in presentation.facts:
        row += 1
        put(sheet, formats, row, 0, fact.label, "text")
        put(sheet, formats, row, 1, fact.value, "id", align="right")
        put(sheet, formats, row, 2, fact.change or None, "id", align="right")
    row += 2
    for remark in presentation.remarks:
        _sentence(sheet, formats, row, remark, 3)
        row += 1


def _sentence(sheet: Any, formats: Formats, row: int, text: str, wide: int) -> None:  # noqa: ANN401 - of xlsxwriter
    """A sentence over some columns, as high as it needs: cells that are joined do not grow by themselves."""
    shown = xml_text(text)
    look = formats.of(text_wrap=True, italic=True)
    if wide > 1:
        sheet.merge_range(row, 0, row, wide - 1, "", look)
    sheet.write_string(row, 0, shown, look)
    sheet.set_row(row, 16 * math.ceil(len(shown) / (28 * wide)))


def _view(book: Any, sheet: Any, formats: Formats, view: View) -> None:  # noqa: ANN401 - of xlsxwriter
    """Headings, rows, the total and a note; the chart stands to the right of them."""
    last, count = len(view.columns) - 1, len(view.rows)
    for place, column in enumerate(view.columns):
        put(sheet, formats, 0, place, column.title, "text", **_HEAD, align="right" if column.is_numeric else "left")
        for number, row in enumerate(view.rows):
            put(sheet, formats, number + 1, place, row[place], column.kind)
        if view.total is not None:
            put(sheet, formats, count + 1, place, view.total[place], column.kind, bold=True, top=1)
    widths = [_width(view, place, column) for place, column in enumerate(view.columns)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    _heighten(sheet, view, widths)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(count, 1), last)  # the total is not among what is filtered
    bottom = count + (view.total is not None)
    if view.note:
        bottom += 2
        _sentence(sheet, formats, bottom, view.note, min(3, last + 1))
    if view.chart is None:
        return
    places = {column.key: place for place, column in enumerate(view.columns)}
    sheet.insert_chart(
        1, last + 2, native_charts.add(book, sheet.get_name(), view, view.chart, places), {"object_position": 3}
    )
    if 7 * sum(widths) + native_charts.size(view, view.chart)[0] > _PRINTABLE:
        sheet.print_area(0, 0, bottom, last)  # with the chart the figures would be too small on paper


def _heighten(sheet: Any, view: View, widths: Sequence[int]) -> None:  # noqa: ANN401 - of xlsxwriter
    """Rows as high as their wrapped text needs: not every program finds that out when it opens a file."""
    rows = [[len(value) if isinstance(value, str) else 0 for value in row] for row in view.rows]
    heads = [[_broken(column.title, width) * width for column, width in zip(view.columns, widths, strict=True)]]
    for number, lengths in enumerate(heads + rows):
        lines = max((math.ceil(length / width) for length, width in zip(lengths, widths, strict=True)), default=1)
        if lines > 1:
            sheet.set_row(number, _LINE * lines)


def _broken(heading: str, width: int) -> int:
    """The lines of a heading that is broken between its words."""
    lines, line = 1, ""
    for word in heading.split():
        if line and len(f"{line} {word}") > width - 3:  # the button of the filter
            lines, line = lines + 1, word
        else:
            line = f"{line} {word}".strip()
    return lines


def _width(view: View, place: int, column: Column) -> int:
    """The characters that a column needs; a long heading is broken between its words, long text anywhere."""
    rows = [*view.rows, *([view.total] if view.total else [])]
    longest = max((len(cells.written(row[place], column.kind)) for row in rows), default=0)
    word = max(map(len, column.title.split()), default=0) + 3  # the button of the filter
    return min(_WIDEST, max(_NARROWEST, longest + 2, word))
