"""A report as a table, as JSON, as CSV that a spreadsheet opens rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from rich import box
from rich.table import Table

from ytchannel import words
from ytchannel.render import sheets
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ytchannel.model import Channel
    from ytchannel.render.screen import Screen
    from ytchannel.report import Report, Row

By = Literal["section", "video"]

_SHOWN_VIDEOS = 20


def show(report: Report, by: By, screen: Screen, zone: tzinfo) -> None:
    """The channel's sums, then a row a section or the most viewed videos."""
    head = f"{words.when(report.taken_at, zone)} ({zone})"
    if report.since:
        head += " · " + _("change since {time}").format(time=words.when(report.since, zone))
    screen.say(head, "dim")
    if report.subscribers is not None:
        text = _("Subscribers: {count}").format(count=words.number(report.subscribers))
        screen.say(text + _gain(report.gained_subscribers))
    rows = _rows(report, by)
    shown = rows[:_SHOWN_VIDEOS] if by == "video" else rows
    screen.show(_table(shown, report.total, by, zone))
    if len(rows) > len(shown):
        rest = words.plural("… and {count} more video; --format csv has all.",
                            "… and {count} more videos; --format csv has all.", len(rows) - len(shown))  # fmt: skip
        screen.say(rest, "dim")


def _rows(report: Report, by: By) -> Sequence[Row]:
    if by == "video":
        return report.videos
    return (*report.sections, report.unsorted) if report.unsorted.videos else report.sections


def _title(row: Row) -> str:
    return {"total": _("Whole channel"), "unsorted": _("In no section")}.get(row.key, plain(row.title))


def _table(rows: Sequence[Row], total: Row, by: By, zone: tzinfo) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_footer=True)
    grid.add_column(_("Section") if by == "section" else _("Video"), overflow="fold", footer=_title(total))
    if by == "section":
        grid.add_column(_("Videos"), justify="right", footer=words.number(total.videos))
    for name, row_value, gained in (
        (_("Views"), total.views, total.gained_views),
        (_("Likes"), total.likes, total.gained_likes),
        (_("Comments"), total.comments, total.gained_comments),
    ):
        grid.add_column(name, justify="right", footer=words.number(row_value) + _gain(gained))
    grid.add_column(_("Newest") if by == "section" else _("Published"), footer=_date(total, zone))
    for row in rows:
        cells = [_title(row)]
        if by == "section":
            cells.append(words.number(row.videos))
        cells += [
            words.number(row.views) + _gain(row.gained_views),
            words.number(row.likes) + _gain(row.gained_likes),
            words.number(row.comments) + _gain(row.gained_comments),
            _date(row, zone),
        ]
        grid.add_row(*cells)
    return grid


def _gain(value: int | None) -> str:
    if not value:
        return ""
    return f" ({'+' if value > 0 else '−'}{words.number(abs(value))})"


def _date(row: Row, zone: tzinfo) -> str:
    return words.date(row.newest, zone) if row.newest else "–"


def document(report: Report, channel: Channel) -> dict[str, Any]:
    """The report for machines: plain numbers, times in UTC, `gained` null when there is nothing earlier."""
    return {
        "taken_at": report.taken_at,
        "since": report.since,
        "timezone": channel.timezone,
        "channel": {
            **_figures(report.total),
            "subscribers": report.subscribers,
            "gained_subscribers": report.gained_subscribers,
        },
        "sections": [_figures(row) for row in report.sections],
        "unsorted": _figures(report.unsorted),
        "videos": [_figures(row) for row in report.videos],
    }


def _figures(row: Row) -> dict[str, Any]:
    return dict(vars(row))


def as_csv(report: Report, by: By, zone: tzinfo) -> str:
    """Rows for a spreadsheet."""
    heads = ("key", "title", "videos", "views", "likes", "comments", "gained_views", "gained_likes", "gained_comments",
             "newest")  # fmt: skip
    rows = (
        (
            row.key,
            _title(row),
            row.videos,
            row.views,
            row.likes,
            row.comments,
            row.gained_views,
            row.gained_likes,
            row.gained_comments,
            row.newest.astimezone(zone).strftime("%Y-%m-%d %H:%M") if row.newest else "",
        )
        for row in (*_rows(report, by), report.total)
    )
    return sheets.as_csv([heads, *rows])
