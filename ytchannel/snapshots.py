"""The snapshots of a channel's counters: one row each, its figures packed (see `packing`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ytchannel import packing
from ytchannel.migrations import SNAPSHOTS, VIDEO_NUMBERS
from ytchannel.report.figures import COUNTERS, Figures, Snapshot, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ytchannel.packing import Counts

EACH = 30
"""So many snapshots in a row differ from the first of them, which is written in full."""


@dataclass(frozen=True)
class Head:
    """A snapshot without its figures: the sums over its videos, None where nothing is known."""

    taken_at: datetime
    subscribers: int | None
    channel_views: int
    videos: int
    views: int | None
    likes: int | None
    comments: int | None


class Snapshots:
    """The kept snapshots in the ledger. Figures that come back have no titles and no sections, those are not kept.

    Raises packing.DamagedError when the database is damaged.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._full = lru_cache(maxsize=4)(self._read_full)
        self._whole = lru_cache(maxsize=8)(self._read)
        self._numbered: dict[str, dict[str, int]] = {}

    def keep(self, channel: str, snapshot: Snapshot) -> None:
        """Keep the figures of one moment, in the place of others of the same moment."""
        numbers = self._numbers(channel, [each.video for each in snapshot.videos])
        counts: dict[int, Counts] = {
            numbers[each.video]: (each.views, each.likes, each.comments) for each in snapshot.videos
        }
        taken_at = snapshot.taken_at
        with self._engine.begin() as connection:
            # A full one stays, since others are told by how they differ from it. Deleting takes the lock for writing,
            # so that nobody else keeps one between the looks that follow.
            mine = SNAPSHOTS.c.channel == channel
            same = (mine, SNAPSHOTS.c.taken_at == _text(taken_at), SNAPSHOTS.c.base.is_not(None))
            if connection.execute(sa.delete(SNAPSHOTS).where(*same)).rowcount:
                self._whole.cache_clear()  # a number that is given up may be given again
            there = sa.select(sa.func.count()).where(mine, SNAPSHOTS.c.taken_at == sa.bindparam("moment"))
            while connection.execute(there, {"moment": _text(taken_at)}).scalar():
                taken_at += timedelta(microseconds=1)
            base = self._base(connection, channel)
            values = {
                "channel": channel,
                "taken_at": _text(taken_at),
                "subscribers": snapshot.subscribers,
                "channel_views": snapshot.channel_views,
                "videos": len(counts),
                **{name: summed(getattr(each, name) for each in snapshot.videos) for name in COUNTERS},
                "base": base,
                "figures": packing.pack(counts, _full(connection, base) if base else {}),
            }
            connection.execute(sa.insert(SNAPSHOTS).values(values))

    def last(self, channel: str) -> Snapshot | None:
        """The newest one."""
        return self._first(channel, sa.true(), SNAPSHOTS.c.taken_at.desc())

    def before(self, channel: str, moment: datetime) -> Snapshot | None:
        """The newest one up to a moment."""
        return self._first(channel, SNAPSHOTS.c.taken_at <= _text(moment), SNAPSHOTS.c.taken_at.desc())

    def after(self, channel: str, moment: datetime) -> Snapshot | None:
        """The oldest one from a moment on."""
        return self._first(channel, SNAPSHOTS.c.taken_at >= _text(moment), SNAPSHOTS.c.taken_at)

    def heads(self, channel: str, first: datetime, last: datetime) -> list[Head]:
        """Those from one moment to another, the oldest first, without their figures."""
        names = ("taken_at", "subscribers", "channel_views", "videos", *COUNTERS)
        query = (
            sa.select(*(SNAPSHOTS.c[name] for name in names))
            .where(SNAPSHOTS.c.channel == channel, SNAPSHOTS.c.taken_at.between(_text(first), _text(last)))
            .order_by(SNAPSHOTS.c.taken_at)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Head(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]

    def each(self, channel: str) -> Iterator[Snapshot]:
        """All of them, the oldest first; one at a time is in memory."""
        query = sa.select(SNAPSHOTS.c.id).where(SNAPSHOTS.c.channel == channel).order_by(SNAPSHOTS.c.taken_at)
        with self._engine.connect() as connection:
            ids = connection.execute(query).scalars().all()
        for number in ids:
            found = self._read(channel, number)
            if found is not None:  # another process may have replaced it
                yield found

    def _first(self, channel: str, where: sa.ColumnElement[bool], order: sa.ColumnElement[object]) -> Snapshot | None:
        query = sa.select(SNAPSHOTS.c.id).where(SNAPSHOTS.c.channel == channel, where).order_by(order).limit(1)
        with self._engine.connect() as connection:
            number = connection.execute(query).scalar()
        return None if number is None else self._whole(channel, number)

    def _read(self, channel: str, number: int) -> Snapshot | None:
        """One snapshot; None when another process has replaced it."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(SNAPSHOTS).where(SNAPSHOTS.c.id == number)).mappings().first()
        if row is None:
            return None
        counts = packing.unpack(row["figures"], self._full(row["base"]) if row["base"] else {})
        names = self._names(channel, counts)
        videos = tuple(Figures(names[number], *each) for number, each in counts.items())
        return Snapshot(datetime.fromisoformat(row["taken_at"]), row["subscribers"], row["channel_views"], videos)

    def _base(self, connection: sa.Connection, channel: str) -> int | None:
        """The full snapshot that the next one is told by; None when that is to be a full one."""
        mine = SNAPSHOTS.c.channel == channel
        query = sa.select(sa.func.max(SNAPSHOTS.c.id)).where(mine, SNAPSHOTS.c.base.is_(None))
        full: int | None = connection.execute(query).scalar()
        if full is None:
            return None
        count = connection.execute(sa.select(sa.func.count()).where(mine, SNAPSHOTS.c.base == full)).scalar() or 0
        return full if count < EACH - 1 else None

    def _read_full(self, number: int) -> Mapping[int, Counts]:
        """The counters of a full snapshot, which never changes."""
        with self._engine.connect() as connection:
            return _full(connection, number)

    def _numbers(self, channel: str, videos: Iterable[str]) -> dict[str, int]:
        """The numbers of videos, given to those that have none yet."""
        wanted = set(videos)
        for _ in range(3):
            known = self._numbered.get(channel) or self._read_numbers(channel)
            if not (new := wanted - known.keys()):
                return known
            rows = [{"channel": channel, "video": video} for video in sorted(new)]
            try:
                with self._engine.begin() as connection:
                    connection.execute(sa.insert(VIDEO_NUMBERS), rows)
            except IntegrityError:  # another process has numbered some of them in between
                pass
            self._read_numbers(channel)
        raise packing.DamagedError

    def _names(self, channel: str, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of videos by their numbers. Raises packing.DamagedError for a number that is nobody's."""
        names = {number: video for video, number in (self._numbered.get(channel) or {}).items()}
        if any(number not in names for number in numbers):
            names = {number: video for video, number in self._read_numbers(channel).items()}
        if any(number not in names for number in numbers):
            raise packing.DamagedError
        return names

    def _read_numbers(self, channel: str) -> dict[str, int]:
        query = sa.select(VIDEO_NUMBERS.c.video, VIDEO_NUMBERS.c.number).where(VIDEO_NUMBERS.c.channel == channel)
        with self._engine.connect() as connection:
            self._numbered[channel] = {row.video: row.number for row in connection.execute(query)}
        return self._numbered[channel]


def _full(connection: sa.Connection, number: int) -> Mapping[int, Counts]:
    packed = connection.execute(sa.select(SNAPSHOTS.c.figures).where(SNAPSHOTS.c.id == number)).scalar()
    if packed is None:
        raise packing.DamagedError
    return packing.unpack(packed, {})


def _text(moment: datetime) -> str:
    """A moment as it is kept: texts of the same length, in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
