"""Which columns of a view go onto a page, and how wide each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.render.reports import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.reports.presentation import View

# What a reader looks for first; what is not named comes last.
_FIRST = ("title", "day", "when", "state", "published_at", "views", "share", "change", "videos", "published", "hours",
          "engaged_views", "likes", "comments", "subscribers", "average", "sections", "shares", "complete",
          "total_views", "views_before", "engaged_before")  # fmt: skip
_LETTER_MM, _PADDING_MM = 2.1, 4.6  # of the type of tables, bold
_TEXT_MM, _LIST_MM, _TIME_MM, _MOST_MM = 66, 34, 32, 40


def chosen(view: View, page_mm: float) -> tuple[list[int], list[float]]:
    """The places of the columns that fit a page, in their order, and their widths, which fill it in sum.

    Ids are for machines and left out; what the chart shows is kept.
    """
    drawn = view.chart.values[:1] if view.chart else ()
    ranks = {key: number for number, key in enumerate((*_FIRST[:5], *drawn, *_FIRST[5:]))}
    places = [place for place, column in enumerate(view.columns) if column.kind != "id"]
    places.sort(key=lambda place: ranks.get(view.columns[place].key, len(ranks)))
    kept: dict[int, float] = {}
    for place in places:
        width = _needed(view, place)
        if not kept or sum(kept.values()) + width <= page_mm:
            kept[place] = width
    order = sorted(kept)
    return order, _filled(view, order, kept, page_mm)


def _needed(view: View, place: int) -> float:
    """Of text and times a usual width; of anything else what its longest word needs."""
    column = view.columns[place]
    if column.kind == "text":
        return _TEXT_MM if column.key == "title" else _LIST_MM
    if column.kind == "time":
        return _TIME_MM
    rows = [*view.rows, *([view.total] if view.total else [])]
    texts = [column.title, *(cells.written(row[place], column.kind) for row in rows)]
    longest = max(len(word) for text in texts for word in (text.split() or [""]))
    return min(_MOST_MM, max(5, longest) * _LETTER_MM + _PADDING_MM)


def _filled(view: View, order: Sequence[int], needed: dict[int, float], page_mm: float) -> list[float]:
    """What is left of the page goes to the text, else to all."""
    texts = [place for place in order if view.columns[place].kind == "text"] or list(order)
    more = max(0.0, page_mm - sum(needed.values())) / len(texts)
    return [needed[place] + (more if place in texts else 0) for place in order]
