"""What Analytics told, remembered: the measures of days, and of whole spans with all their parts."""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from ytchannel.migrations import WATCHED_DAYS, WATCHED_SPANS
from ytchannel.report.measures import NAMES, Measures, PlaylistMeasures, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.report.periods import Period

_SPANS = 120
"""Spans of a channel that are remembered: those of a year of weekly reports, each with the one compared with."""

_PARTS = ("videos", "sources", "countries", "devices")


@dataclass(frozen=True)
class KeptSpan:
    """The measures of a span as they were read; days after `complete_until` were not complete then."""

    span: Span
    complete_until: date | None
    read_at: datetime


class WatchedSpans:
    """The remembered measures of whole channels in the ledger."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def keep_days(self, channel: str, days: Mapping[date, Measures]) -> None:
        """Remember the measures of some days of a channel, in the place of what was remembered of them."""
        if not days:
            return
        rows = [{"channel": channel, "day": day.isoformat(), "measures": _values(each)} for day, each in days.items()]
        names = [row["day"] for row in rows]
        with self._engine.begin() as connection:
            for start in range(0, len(names), 500):  # a database takes so many values in one statement
                gone = (WATCHED_DAYS.c.channel == channel, WATCHED_DAYS.c.day.in_(names[start : start + 500]))
                connection.execute(sa.delete(WATCHED_DAYS).where(*gone))
            connection.execute(sa.insert(WATCHED_DAYS), rows)

    def days(self, channel: str, first: date = date.min, last: date = date.max) -> dict[date, Measures]:
        """The remembered days of a channel from the first to the last."""
        table = WATCHED_DAYS
        query = (
            sa.select(table.c.day, table.c.measures)
            .where(table.c.channel == channel, table.c.day.between(first.isoformat(), last.isoformat()))
            .order_by(table.c.day)
        )
        with self._engine.connect() as connection:
            return {date.fromisoformat(row.day): _measures(row.measures) for row in connection.execute(query)}

    def keep(self, channel: str, period: Period, kept: KeptSpan) -> None:
        """Remember the measures of a span; of so many spans the oldest readings are forgotten."""
        key = _key(channel, period)
        body: dict[str, Any] = {
            "total": _list(kept.span.total),
            "nothing": _list(kept.span.nothing),
            "playlists": {name: asdict(each) for name, each in kept.span.playlists.items()},
            "complete_until": kept.complete_until,
            "read_at": kept.read_at.astimezone(UTC),
        }
        for name in _PARTS:
            body[name] = {key: _list(each) for key, each in getattr(kept.span, name).items()}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(WATCHED_SPANS).where(*_is(key)))
            packed = zlib.compress(orjson.dumps(body), 6)
            read_at = body["read_at"].isoformat(timespec="microseconds")
            connection.execute(sa.insert(WATCHED_SPANS).values(**key, read_at=read_at, body=packed))
            mine = WATCHED_SPANS.c.channel == channel
            newest = sa.select(WATCHED_SPANS.c.read_at).where(mine).order_by(WATCHED_SPANS.c.read_at.desc())
            oldest = connection.execute(newest.offset(_SPANS - 1).limit(1)).scalar()
            if oldest is not None:
                connection.execute(sa.delete(WATCHED_SPANS).where(mine, WATCHED_SPANS.c.read_at < oldest))

    def span(self, channel: str, period: Period) -> KeptSpan | None:
        """The remembered measures of exactly this span."""
        query = sa.select(WATCHED_SPANS.c.body).where(*_is(_key(channel, period)))
        with self._engine.connect() as connection:
            packed = connection.execute(query).scalar()
        if packed is None:
            return None
        try:
            body = orjson.loads(zlib.decompress(packed))
        except (zlib.error, ValueError):  # it is only memory: one that cannot be read is as good as none
            return None
        parts = {name: {key: Measures(*values) for key, values in body[name].items()} for name in _PARTS}
        playlists = {name: PlaylistMeasures(**each) for name, each in body["playlists"].items()}
        span = Span(Measures(*body["total"]), Measures(*body["nothing"]), playlists=playlists, **parts)
        until = date.fromisoformat(body["complete_until"]) if body["complete_until"] else None
        return KeptSpan(span, until, datetime.fromisoformat(body["read_at"]))


def _key(channel: str, period: Period) -> dict[str, str]:
    return {"channel": channel, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _is(key: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    return [WATCHED_SPANS.c[name] == value for name, value in key.items()]


def _list(measures: Measures) -> list[int | None]:
    return [getattr(measures, name) for name in NAMES]


def _values(measures: Measures) -> str:
    return orjson.dumps(_list(measures)).decode()


def _measures(text: str) -> Measures:
    values: list[Any] = orjson.loads(text)
    return Measures(*values)
