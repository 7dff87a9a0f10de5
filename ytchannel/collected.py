"""The index of the collected bulk reports: which report is kept of each day, and up to where YouTube was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from ytchannel.migrations import COLLECTED, COLLECTED_UNTIL


@dataclass(frozen=True)
class Kept:
    """The report on a Pacific day that is kept. `rows` are without the header, `sha256` is of the CSV as it came.

    `size` is that of its compressed file in bytes, `created` when YouTube made it.
    """

    day: date
    report: str
    created: datetime
    rows: int
    sha256: str
    size: int


class CollectedReports:
    """The collected reports in the ledger, by channel and type of report ("channel_basic_a3")."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def types(self, channel: str) -> list[str]:
        """The types that reports are kept of."""
        query = sa.select(COLLECTED.c.type).where(COLLECTED.c.channel == channel).distinct().order_by(COLLECTED.c.type)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def days(self, channel: str, type_: str) -> dict[date, Kept]:
        """What is kept of a type, by day, the earliest first."""
        query = sa.select(COLLECTED).where(*_is(COLLECTED, channel, type_)).order_by(COLLECTED.c.day)
        with self._engine.connect() as connection:
            return {(kept := _kept(row)).day: kept for row in connection.execute(query).mappings()}

    def keep(self, channel: str, type_: str, kept: Kept) -> None:
        """Commit which report is kept of its day, in the place of the one before."""
        values = {
            "channel": channel,
            "type": type_,
            "day": kept.day.isoformat(),
            "report": kept.report,
            "created": kept.created.astimezone(UTC).isoformat(),
            "rows": kept.rows,
            "sha256": kept.sha256,
            "size": kept.size,
        }
        with self._engine.begin() as connection:
            connection.execute(_deletion(channel, type_, kept.day))
            connection.execute(sa.insert(COLLECTED).values(values))

    def forget(self, channel: str, type_: str, day: date) -> None:
        """The report on a day is lost: neither its file is there nor does YouTube have it."""
        with self._engine.begin() as connection:
            connection.execute(_deletion(channel, type_, day))

    def until(self, channel: str, type_: str) -> datetime | None:
        """Every report that YouTube listed as created by this time was dealt with."""
        query = sa.select(COLLECTED_UNTIL.c.created).where(*_is(COLLECTED_UNTIL, channel, type_))
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return datetime.fromisoformat(found) if found else None

    def keep_until(self, channel: str, type_: str, created: datetime) -> None:
        """Commit that."""
        values = {"channel": channel, "type": type_, "created": created.astimezone(UTC).isoformat()}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(COLLECTED_UNTIL).where(*_is(COLLECTED_UNTIL, channel, type_)))
            connection.execute(sa.insert(COLLECTED_UNTIL).values(values))


def _is(table: sa.Table, channel: str, type_: str) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.channel == channel, table.c.type == type_


def _deletion(channel: str, type_: str, day: date) -> sa.Delete:
    return sa.delete(COLLECTED).where(*_is(COLLECTED, channel, type_), COLLECTED.c.day == day.isoformat())


def _kept(row: sa.RowMapping) -> Kept:
    return Kept(
        date.fromisoformat(row["day"]),
        row["report"],
        datetime.fromisoformat(row["created"]),
        row["rows"],
        row["sha256"],
        row["size"],
    )
