"""What a template of the organisation can name: the report as plain values, every figure written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel.render.reports import cells
from ytchannel.render.sheets import xml_text

if TYPE_CHECKING:
    from ytchannel.render.reports.presentation import Presentation, Value, View

VIEWS = ("sections", "days", "videos", "sources", "countries", "devices", "published", "due", "coming", "unsorted")
"""The keys of all views there can be."""


def context(presentation: Presentation) -> dict[str, Any]:
    """The values of a template by their names. All are text, lists and mappings; the text is not escaped.

    Views stand in `views`, and each under its own key too: one that this report does not have is empty there, so that
    a template of this month serves the next. In `rows` cells are by number, without those for machines; in `records`
    all are by the key of their column. The `direction` of a fact is up, down or nothing.
    """
    views = [_view(view) for view in presentation.views]
    return {
        **{key: _empty(key) for key in VIEWS},
        **{view["key"]: view for view in views},
        "language": presentation.language,
        "organisation": xml_text(presentation.organisation),
        "handle": xml_text(presentation.handle),
        "title": xml_text(presentation.title),
        "period": xml_text(presentation.period),
        "compared": xml_text(presentation.compared),
        "made": xml_text(presentation.made),
        "facts": [
            {
                "label": xml_text(fact.label),
                "value": xml_text(fact.value),
                "change": xml_text(fact.change),
                "direction": {"+": "up", "−": "down"}.get(fact.change[:1], ""),
            }
            for fact in presentation.facts
        ],
        "remarks": [xml_text(remark) for remark in presentation.remarks],
        "views": views,
    }


def _empty(key: str) -> dict[str, Any]:
    return {"key": key, "title": "", "note": "", "headings": [], "rows": [], "records": [], "total": []}


def _view(view: View) -> dict[str, Any]:
    keys = [column.key for column in view.columns]
    shown = [place for place, column in enumerate(view.columns) if column.kind != "id"]
    rows = [_written(view, row) for row in view.rows]
    total = _written(view, view.total) if view.total else None
    return {
        "key": view.key,
        "title": xml_text(view.title),
        "note": xml_text(view.note),
        "headings": [xml_text(view.columns[place].title) for place in shown],
        "rows": [[row[place] for place in shown] for row in rows],
        "records": [dict(zip(keys, row, strict=True)) for row in rows],
        "total": [total[place] for place in shown] if total else [],
    }


def _written(view: View, row: tuple[Value, ...]) -> list[str]:
    """A row as people read it; a total leaves cells empty that have none."""
    return [
        "" if value is None and row is view.total else xml_text(cells.written(value, column.kind))
        for value, column in zip(row, view.columns, strict=True)
    ]
