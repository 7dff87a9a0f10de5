"""Which columns of a view go onto a page, and how wide each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.render.reports import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.reports.presentation import View

# What a reader looks for first; what is not named comes last.
_FIRST = ("title", "day", "when", "state", "published_at", "views", "share", "change", "videos", "published", "hours",
          "likes", "comments", "subscribers", "engaged_views", "average", "sections", "shares", "complete",
          "total_views", "views_before", "engaged_before")  # fmt: skip
_LETTER_MM, _BOLD_MM, _PADDING_MM = 1.75, 2.1, 4.2  # of the type of tables; what stands left and right of it
_LEAST_MM, _TITLE_MM, _LIST_MM, _MOST_MM = 40, 60, 34, 40


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
    """Of titles room for the longest in two lines, of dates for all of one, of anything else for the longest word."""
    column = view.columns[place]
    if column.kind == "text" and column.key != "title":
        return _LIST_MM
    rows = [*view.rows, *([view.total] if view.total else [])]
    texts = [column.title, *(cells.written(row[place], column.kind) for row in rows)]
    if column.kind == "text":
        return min(_TITLE_MM, max(_LEAST_MM, max(map(len, texts)) / 2 * _BOLD_MM + _PADDING_MM))
    if column.kind in ("date", "time"):
        return max(map(len, texts)) * _LETTER_MM + _PADDING_MM
    longest = max(len(word) for text in texts for word in (text.split() or [""]))
    return min(_MOST_MM, max(5, longest) * _BOLD_MM + _PADDING_MM)


def _filled(view: View, order: Sequence[int], needed: dict[int, float], page_mm: float) -> list[float]:
    """What is left of the page goes to the text, else to all."""
    texts = [place for place in order if view.columns[place].kind == "text"] or list(order)
    more = max(0.0, page_mm - sum(needed.values())) / len(texts)
    return [needed[place] + (more if place in texts else 0) for place in order]
