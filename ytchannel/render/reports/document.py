"""A report as a Word document, set as offices in Vietnam set theirs (Decree 30/2020/NĐ-CP), to be signed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ytchannel import words
from ytchannel.render.reports import cells, drawing, own_document, word_page
from ytchannel.render.reports.choosing import chosen
from ytchannel.render.sheets import xml_text
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.reports.presentation import Presentation, View

_MOST_DAYS = 31
_LONGEST = 255  # characters of a property of a document


def as_docx(presentation: Presentation, template: bytes | None = None) -> bytes:
    """The report as a .docx file, in the language in use: of our own form, or of a template of the organisation.

    Raises UsageError when the template cannot be used.
    """
    if template is not None:
        return own_document.filled(template, presentation)
    from docx import Document

    document = Document()
    word_page.set_up(document, presentation.language)
    _describe(document, presentation)
    _head(document, presentation)
    _facts(document, presentation)
    for remark in presentation.remarks:
        document.add_paragraph(xml_text(remark))
    for view in presentation.views:
        _view(document, view)
    _signatures(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _describe(document: Any, presentation: Presentation) -> None:  # noqa: ANN401 - of python-docx
    properties = document.core_properties
    properties.title = xml_text(f"{presentation.title} – {presentation.period}")[:_LONGEST]
    properties.author = properties.last_modified_by = xml_text(presentation.organisation)[:_LONGEST]
    properties.subject = xml_text(presentation.handle)[:_LONGEST]
    properties.language = presentation.language
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _head(document: Any, presentation: Presentation) -> None:  # noqa: ANN401 - of python-docx
    """Who reports stands at the top left, under it a short line; the title in the middle."""
    corner = word_page.bare_table(document, (90, 75)).cell(0, 0)
    name = corner.paragraphs[0]
    name.alignment = word_page.CENTRE
    run = name.add_run(xml_text(presentation.organisation))
    run.bold = run.font.all_caps = True
    word_page.short_line(name if not presentation.handle else word_page.centred(corner, xml_text(presentation.handle)))
    title = document.add_paragraph(xml_text(presentation.title), style="Title")
    title.paragraph_format.space_before = word_page.points(18)
    period = xml_text(presentation.period)
    word_page.centred(document, period[:1].upper() + period[1:], bold=True)
    if presentation.compared:
        against = _("Compared with {period}").format(period=xml_text(presentation.compared))
        word_page.centred(document, against, italic=True)
    word_page.centred(document, _("Figures of {time}").format(time=xml_text(presentation.made)), italic=True, after=12)


def _facts(document: Any, presentation: Presentation) -> None:  # noqa: ANN401 - of python-docx
    changed = any(fact.change for fact in presentation.facts)
    head = [_("Figure"), _("Value"), *([_("Change")] if changed else [])]
    rows = [
        [fact.label, fact.value, *([fact.change] if changed else [])]  # what has no change has an empty cell
        for fact in presentation.facts
    ]
    widths = [85.0, 45, 35] if changed else [105.0, 60]
    word_page.table(document, head, rows, None, widths, [False, True, True])


def _view(document: Any, view: View) -> None:  # noqa: ANN401 - of python-docx
    """A heading, the chart, the table, and how much of it is not shown."""
    document.add_heading(xml_text(view.title), 1)
    if view.chart is not None:
        paragraph = document.add_paragraph()
        paragraph.alignment = word_page.CENTRE
        width = word_page.WIDTH_MM if view.chart.form == "line" else word_page.WIDTH_MM * 0.85
        word_page.draw(paragraph, drawing.drawing(document.part, view, view.chart, width))
    for note in (*_left_out(view), view.note):
        if note:
            paragraph = document.add_paragraph(xml_text(note))
            paragraph.paragraph_format.keep_with_next = True
            paragraph.runs[0].italic = True
    shown = view.rows[: _shown(view)]
    if not view.rows:
        document.add_paragraph(_("None."))
    elif shown:
        places, widths = chosen(view, word_page.WIDTH_MM)
        columns = [view.columns[place] for place in places]
        word_page.table(
            document,
            [column.title for column in columns],
            [[cells.written(row[place], view.columns[place].kind) for place in places] for row in shown],
            _total(view, places),
            widths,
            [column.is_numeric for column in columns],
        )


def _total(view: View, places: Sequence[int]) -> list[str] | None:
    if view.total is None:
        return None
    return [
        "" if view.total[place] is None else cells.written(view.total[place], view.columns[place].kind)
        for place in places
    ]


def _shown(view: View) -> int:
    """How many rows of a view are shown: of days a month at the most, else the chart has to do; of others all."""
    is_by_day = view.chart is not None and view.chart.form == "line"
    return 0 if is_by_day and len(view.rows) > _MOST_DAYS else len(view.rows)


def _left_out(view: View) -> list[str]:
    left = len(view.rows) - _shown(view)
    return (
        [words.plural("{count} day is in the chart only.", "{count} days are in the chart only.", left)] if left else []
    )


def _signatures(document: Any) -> None:  # noqa: ANN401 - of python-docx
    """Where who made the report and who is responsible for it sign; one row, which no page's end tears apart.

    It is not alone on a page: the end of the last table goes with it.
    """
    word_page.keep_end(document)
    grid = word_page.bare_table(document, (82.5, 82.5))
    above = ("", _("…………………, ……/……/20……"))
    for cell, dated, who in zip(grid.rows[0].cells, above, (_("Prepared by"), _("Approved by")), strict=True):
        first = cell.paragraphs[0]
        first.alignment = word_page.CENTRE
        first.paragraph_format.space_before, first.paragraph_format.space_after = (
            word_page.points(18),
            word_page.points(2),
        )
        first.add_run(dated).italic = True
        word_page.centred(cell, who, bold=True)
        word_page.centred(cell, _("(signature and full name)"), italic=True, after=64)
