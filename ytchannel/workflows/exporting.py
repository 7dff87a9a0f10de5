"""Everything that is kept of a channel's figures, as tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ytchannel.report.figures import COUNTERS
from ytchannel.report.measures import NAMES
from ytchannel.report.tables import Table
from ytchannel.workflows.collecting_reports import files
from ytchannel.workflows.stats import known_channel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.ledger import Ledger
    from ytchannel.report.tables import Cell
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.report_files import ReportFiles


def tables(connection: Connection) -> list[Table]:
    """The tables of the declared channel; no request is made. Raises UsageError when nothing is kept."""
    ledger, channel = connection.ledger, known_channel(connection)
    keys = {id_: key for key, id_ in ledger.bindings(channel, "playlist").items()}
    return [
        Table(
            "snapshots",
            (("taken_at", "time"), ("subscribers", "whole"), ("channel_views", "whole")),
            lambda: ((each.taken_at, each.subscribers, each.channel_views) for each in ledger.snapshots.each(channel)),
        ),
        Table(
            "figures",
            (("taken_at", "time"), ("video", "text"), *((name, "whole") for name in COUNTERS)),
            lambda: _figures(ledger, channel),
        ),
        Table(
            "videos",
            (
                ("video", "text"),
                ("title", "text"),
                ("published_at", "time"),
                ("privacy", "text"),
                ("publish_at", "time"),
            ),
            lambda: _videos(ledger, channel),
        ),
        Table(
            "sections",
            (("section", "text"), ("position", "whole"), ("video", "text")),
            lambda: _sections(ledger, channel, keys),
        ),
        Table("days", (("day", "date"), *((name, "whole") for name in NAMES)), lambda: _days(ledger, channel)),
        *_collected(connection, channel),
    ]


def _collected(connection: Connection, channel: str) -> Iterator[Table]:
    """The bulk reports that are kept, a table a type, as texts with the names that YouTube gives the columns."""
    kept = files(connection)
    for type_ in connection.ledger.collected.types(channel):
        names = tuple(next(kept.rows(channel, type_, date.min, date.max), {}))
        if names:
            yield Table(type_, tuple((name, "text") for name in names), _rows(kept, channel, type_, names))


def _rows(
    kept: ReportFiles, channel: str, type_: str, names: tuple[str, ...]
) -> Callable[[], Iterator[tuple[Cell, ...]]]:
    return lambda: (tuple(row.get(name) for name in names) for row in kept.rows(channel, type_, date.min, date.max))


def _figures(ledger: Ledger, channel: str) -> Iterator[tuple[Cell, ...]]:
    for snapshot in ledger.snapshots.each(channel):
        for each in snapshot.videos:
            yield snapshot.taken_at, each.video, each.views, each.likes, each.comments


def _videos(ledger: Ledger, channel: str) -> Iterator[tuple[Cell, ...]]:
    if listing := ledger.listings.of(channel):
        for id_, video in listing.videos.items():
            yield id_, video.title, video.published_at, video.privacy, video.publish_at


def _sections(ledger: Ledger, channel: str, keys: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    if listing := ledger.listings.of(channel):
        for id_, playlist in listing.playlists.items():
            for position, video in enumerate(playlist.videos):
                yield keys.get(id_, id_), position, video


def _days(ledger: Ledger, channel: str) -> Iterator[tuple[Cell, ...]]:
    for day, measures in ledger.watched.days(channel).items():
        yield day, *(getattr(measures, name) for name in NAMES)
