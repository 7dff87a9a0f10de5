"""Which channel each channel file was written to last: what the next run of it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ytchannel.migrations import CHANNELS

if TYPE_CHECKING:
    from ytchannel.history import History


@dataclass(frozen=True)
class SeenChannel:
    """A channel that was written to. `title` is "" where only its id is known, `at` an aware time."""

    id: str
    title: str = ""
    at: datetime | None = None


class SeenChannels:
    """The channels of the files in a channel folder."""

    def __init__(self, engine: sa.Engine, history: History) -> None:
        self._engine = engine
        self._history = history

    def of(self, file: str) -> tuple[SeenChannel, ...]:
        """The channel that a file (its name) was written to last; none where it never was.

        A ledger from before this was kept tells the ids of all that its history has, of whichever file.
        """
        with self._engine.connect() as connection:
            rows = {row["file"]: row for row in connection.execute(sa.select(CHANNELS)).mappings()}
        if not rows:
            return tuple(SeenChannel(id_) for id_ in self._history.channels())
        row = rows.get(file)
        return () if row is None else (SeenChannel(row["id"], row["title"], datetime.fromisoformat(row["at"])),)

    def keep(self, file: str, channel: SeenChannel) -> None:
        """Remember that a file is now written to this channel."""
        values = {"id": channel.id, "title": channel.title, "at": channel.at.isoformat() if channel.at else ""}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(CHANNELS).where(CHANNELS.c.file == file))
            connection.execute(sa.insert(CHANNELS).values(file=file, **values))
