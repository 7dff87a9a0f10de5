"""What an organisation's own template of a report can name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel.render.reports import cells
from ytchannel.render.screen import plain

if TYPE_CHECKING:
    from ytchannel.render.reports.presentation import Presentation, View

VIEWS = (
    "sections",
    "days",
    "videos",
    "sources",
    "countries",
    "devices",
    "published",
    "due",
    "coming",
    "unsorted",
)


def context(presentation: Presentation) -> dict[str, Any]:
    """The report as texts, lists and mappings, every value written out.

    Each view stands in `views` and under its key. A key that this report has no view of has an empty one, so that a
    template that tells what is due does not break in a month in which nothing is.
    """
    views = [_view(each) for each in presentation.views]
    return {
        "organisation": plain(presentation.organisation),
        "handle": plain(presentation.handle),
        "title": presentation.title,
        "period": presentation.period,
        "compared": presentation.compared,
        "made": presentation.made,
        "language": presentation.language,
        "facts": [
            {"label": fact.label, "value": fact.value, "change": fact.change, "direction": _direction(fact.change)}
            for fact in presentation.facts
        ],
        "remarks": [plain(remark) for remark in presentation.remarks],
        "views": views,
        **{key: {"key": key, "title": "", "note": "", "headings": [], "rows": [], "total": None} for key in VIEWS},
        **{view["key"]: view for view in views},
    }


def _direction(change: str) -> str:
    return {"+": "up", "−": "down"}.get(change[:1], "")


def _view(view: View) -> dict[str, Any]:
    """A view without the columns that are for machines."""
    places = [place for place, column in enumerate(view.columns) if column.kind != "id"]

    def written(row: tuple[Any, ...]) -> list[str]:
        return [plain(cells.written(row[place], view.columns[place].kind)) for place in places]

    return {
        "key": view.key,
        "title": view.title,
        "note": view.note,
        "headings": [view.columns[place].title for place in places],
        "rows": [written(row) for row in view.rows],
        "total": written(view.total) if view.total else None,
    }
