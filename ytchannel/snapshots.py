"""Interim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ytchannel.migrations import SNAPSHOT_ROWS, SNAPSHOTS
from ytchannel.report.figures import Figures, Snapshot

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Head:
    taken_at: datetime
    subscribers: int | None
    channel_views: int
    videos: int
    views: int | None
    likes: int | None
    comments: int | None


class Snapshots:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def keep(self, channel: str, snapshot: Snapshot) -> None:
        values = {
            "channel": channel,
            "taken_at": snapshot.taken_at.astimezone(UTC).isoformat(),
            "subscribers": snapshot.subscribers,
            "channel_views": snapshot.channel_views,
        }
        with self._engine.begin() as connection:
            number = connection.execute(sa.insert(SNAPSHOTS).values(values).returning(SNAPSHOTS.c.id)).scalar_one()
            rows = [
                {
                    "snapshot": number,
                    "video": row.video,
                    "views": -1 if row.views is None else row.views,
                    "likes": -1 if row.likes is None else row.likes,
                    "comments": -1 if row.comments is None else row.comments,
                }
                for row in snapshot.videos
            ]
            if rows:
                connection.execute(sa.insert(SNAPSHOT_ROWS), rows)

    def last(self, channel: str) -> Snapshot | None:
        return self._one(SNAPSHOTS.c.channel == channel, descending=True)

    def before(self, channel: str, moment: datetime) -> Snapshot | None:
        return self._one(
            SNAPSHOTS.c.channel == channel, SNAPSHOTS.c.taken_at <= moment.astimezone(UTC).isoformat(), descending=True
        )

    def after(self, channel: str, moment: datetime) -> Snapshot | None:
        return self._one(
            SNAPSHOTS.c.channel == channel, SNAPSHOTS.c.taken_at >= moment.astimezone(UTC).isoformat(), descending=False
        )

    def heads(self, channel: str, first: datetime, last: datetime) -> list[Head]:
        query = sa.select(SNAPSHOTS.c.taken_at).where(
            SNAPSHOTS.c.channel == channel,
            SNAPSHOTS.c.taken_at.between(first.astimezone(UTC).isoformat(), last.astimezone(UTC).isoformat()),
        )
        with self._engine.connect() as connection:
            times = [datetime.fromisoformat(t) for t in connection.execute(query).scalars()]
        found = []
        for t in times:
            s = self.before(channel, t)
            assert s
            found.append(
                Head(
                    t,
                    s.subscribers,
                    s.channel_views,
                    len(s.videos),
                    *(sum(getattr(v, n) or 0 for v in s.videos) for n in ("views", "likes", "comments")),
                )
            )
        return found

    def _one(self, *where: Any, descending: bool) -> Snapshot | None:
        order = SNAPSHOTS.c.taken_at.desc() if descending else SNAPSHOTS.c.taken_at
        with self._engine.connect() as connection:
            head = connection.execute(sa.select(SNAPSHOTS).where(*where).order_by(order).limit(1)).mappings().first()
            if head is None:
                return None
            rows = connection.execute(sa.select(SNAPSHOT_ROWS).where(SNAPSHOT_ROWS.c.snapshot == head["id"])).mappings()
            videos = tuple(
                Figures(row["video"], *(None if row[n] < 0 else row[n] for n in ("views", "likes", "comments")))
                for row in rows
            )
        return Snapshot(datetime.fromisoformat(head["taken_at"]), head["subscribers"], head["channel_views"], videos)
