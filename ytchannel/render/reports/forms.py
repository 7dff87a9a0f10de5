"""The forms of a report by name: which of them are files, and what makes each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ytchannel.redaction import redact
from ytchannel.render.reports import documents, presenting
from ytchannel.render.screen import Screen

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from ytchannel.report.composing import Report

Form = Literal["table", "json", "csv", "xlsx", "html", "docx", "md", "ics"]
By = Literal["section", "video", "day", "source", "country", "device"]

FILES: frozenset[Form] = frozenset({"xlsx", "docx"})
"""Forms that are no text, so that they need a file to go to."""

TEMPLATES: frozenset[Form] = frozenset({"html", "docx"})

VIEWS: dict[By, str] = {
    "section": "sections",
    "video": "videos",
    "day": "days",
    "source": "sources",
    "country": "countries",
    "device": "devices",
}

_TOP: dict[Form, int] = {"docx": 20, "html": 50, "md": 50}
"""Rows of long views where --top says nothing; the other forms have all."""


def of_file(file: Path) -> Form | None:
    """The form that a file name asks for."""
    return {
        ".json": "json",
        ".csv": "csv",
        ".xlsx": "xlsx",
        ".html": "html",
        ".htm": "html",
        ".docx": "docx",
        ".md": "md",
        ".ics": "ics",
    }.get(file.suffix.lower())  # type: ignore[return-value]


def made(report: Report, form: Form, by: By, zone: tzinfo, top: int | None, template: bytes | None) -> bytes:
    """The report in a form, as the content of a file. Raises UsageError for a template that cannot be filled in."""
    if form == "json":
        return Screen.as_text(documents.document(report, zone)).encode()
    if form == "ics":
        from ytchannel.render.reports import agenda

        return agenda.as_ics(report, zone)
    presentation = presenting.present(report, zone, top or _TOP.get(form))
    if form == "xlsx":
        from ytchannel.render.reports import workbook

        return workbook.as_xlsx(presentation)
    if form == "docx":
        from ytchannel.render.reports import document

        return document.as_docx(presentation, template)
    if form == "html":
        from ytchannel.render.reports import page

        return redact(page.as_html(presentation, template.decode("utf-8-sig") if template else None)).encode()
    if form == "md":
        from ytchannel.render.reports import markdown

        return redact(markdown.as_markdown(presentation)).encode()
    from ytchannel.render.reports import delimited

    return redact(delimited.as_csv(presentation, VIEWS[by])).encode()
