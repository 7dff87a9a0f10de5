"""The report as Markdown, CSV and JSON: read again by others, with the same figures in each."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.unit.sample_report import HOSTILE, ZONE, report
from ytchannel import words
from ytchannel.errors import UsageError
from ytchannel.render.reports import cells, delimited, documents, markdown, presenting
from ytchannel.render.screen import Screen, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ytchannel.render.reports.presentation import Presentation

WHOLE = {
    "change": ("change_percent", 100),
    "share": ("share_percent", 100),
    "hours": ("minutes", 60),
    "duration": ("average_seconds", 1),
}
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(params=["vi", "en"])
def presentation(request: pytest.FixtureRequest) -> Iterator[Presentation]:
    words.use(request.param)
    yield presenting.present(report(), ZONE)
    words.use("en")


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a Markdown text, as a reader sees their cells."""
    found: list[list[list[str]]] = []
    for token in PARSER.parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and found and token.level == 4 + (len(found) == 0):
            children = token.children or []
            assert {child.type for child in children} <= {"text", "strong_open", "strong_close", "text_special"}, token
            found[-1][-1].append("".join(child.content for child in children))
    return found


def test_markdown_has_the_figures_of_each_view(presentation: Presentation) -> None:
    found = tables(markdown.as_markdown(presentation))
    assert [row[1] for row in found[0][1:]] == [fact.value for fact in presentation.facts]
    for table, view in zip(found[1:], presentation.views, strict=True):
        shown = [place for place, column in enumerate(view.columns) if column.kind != "id"]
        assert table[0] == [view.columns[place].title for place in shown]
        written = [
            [plain(cells.written(row[place], view.columns[place].kind)).strip() for place in shown] for row in view.rows
        ]
        assert table[1 : 1 + len(written)] == written


def test_markdown_shows_titles_as_they_are(presentation: Presentation) -> None:
    text = markdown.as_markdown(presentation)
    titles = {row[0] for table in tables(text) for row in table}
    assert {plain(title).strip() for title in HOSTILE} <= titles
    html = PARSER.render(text)
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html


@given(st.text(max_size=60))
def test_any_text_is_text_in_markdown(text: str) -> None:
    (heading,) = [token for token in PARSER.parse(f"# x {markdown.escaped(text)} x") if token.type == "inline"]
    assert {child.type for child in heading.children or []} <= {"text"}
    assert heading.children is None or "".join(c.content for c in heading.children) == f"x {plain(text).strip()} x"
    assert [token.type for token in PARSER.parse(f"* {markdown.escaped(text)} x")].count("list_item_open") == 1


def test_csv_has_the_values_as_excel_reads_them(presentation: Presentation) -> None:
    for view in presentation.views:
        text = delimited.as_csv(presentation, view.key)
        assert text.startswith("\ufeff")
        assert text.count("\r\n") == text.count("\n")
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        expected = [*view.rows, *([view.total] if view.total else [])]
        assert len(rows) == len(expected)
        for row, values in zip(rows, expected, strict=True):
            for column, value in zip(view.columns, values, strict=True):
                cell = row[WHOLE.get(column.kind, (column.key, 1))[0]]
                assert not cell.startswith(("=", "+", "@", "\t"))
                assert cell == as_text(value, column.kind), column


def as_text(value: Any, kind: str) -> str:
    """A value in a field of CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        shown = plain(value)
        return f"'{shown}" if shown.lstrip()[:1] in ("=", "+", "-", "@") else shown
    # Whole numbers alone: a point in one is a date or text to the Excel of another language.
    return str(round(value * WHOLE.get(kind, ("", 1))[1]))


def test_a_view_that_is_not_there_is_said(presentation: Presentation) -> None:
    with pytest.raises(UsageError) as caught:
        delimited.as_csv(presentation, "weather")
    assert caught.value.code == "view-missing"


def test_json_csv_and_markdown_tell_the_same() -> None:
    made = report()
    document = json.loads(Screen.as_text(documents.document(made, ZONE)))
    presentation = presenting.present(made, ZONE)
    rows = list(csv.DictReader(io.StringIO(delimited.as_csv(presentation, "videos").removeprefix("\ufeff"))))
    by_id = {row["id"].removeprefix("'"): row for row in rows}
    for video in document["videos"]:
        row = by_id[video["key"]]
        assert (row["views"], row["likes"]) == (str(video["during"]["views"]), str(video["during"]["likes"]))
        assert row["total_likes"] == ("" if video["likes"] is None else str(video["likes"]))
    table = tables(markdown.as_markdown(presentation))[1]
    assert [row[3] for row in table[1:8]] == [words.number(each["during"]["views"]) for each in document["sections"]]
    assert document["channel"]["during"]["views"] == sum(day["during"]["views"] or 0 for day in document["days"])
