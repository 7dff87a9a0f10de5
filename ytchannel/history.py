"""What was written to the channel: every request that changes something, with its run, who ran it, before and after.

A row is committed before its request is sent and completed when the answer is there, so that a process that dies in
between leaves a row that says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ytchannel.migrations import HISTORY
from ytchannel.redaction import redact

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]

BEGUN, DONE, FAILED = "begun", "done", "failed"


@dataclass(frozen=True)
class Write:
    """One write. `before` and `after` are the resource as YouTube gave it; `fields` has {name: [old, new]}.

    `outcome` is "begun" where nobody knows whether the write happened: the process died under it.
    """

    run: int
    at: datetime
    user: str
    action: str
    kind: str
    key: str
    title: str
    fields: Mapping[str, Any]
    before: Json | None = None
    after: Json | None = None
    outcome: str = BEGUN
    number: int = 0


@dataclass(frozen=True)
class Run:
    """One run that wrote: when it began, by whom, and how many of its writes are done."""

    number: int
    at: datetime
    user: str
    writes: int


class History:
    """The writes of all runs, by channel."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def channels(self) -> list[str]:
        """The ids of the channels that were written to."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(HISTORY.c.channel).distinct()).scalars())

    def next_run(self, channel: str) -> int:
        """The number of a run that begins now: runs that write are alone in a folder, so it is nobody else's."""
        query = sa.select(sa.func.coalesce(sa.func.max(HISTORY.c.run), 0) + 1).where(HISTORY.c.channel == channel)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def begin(self, channel: str, write: Write) -> int:
        """Commit that a write is about to be sent; returns its number."""
        values = {
            "channel": channel,
            "run": write.run,
            "at": write.at.isoformat(),
            "user": write.user,
            "action": write.action,
            "kind": write.kind,
            "key": write.key,
            "title": redact(write.title, for_youtube=True),
            "fields": _dumped(dict(write.fields)),
            "before": _dumped(write.before),
            "outcome": BEGUN,
        }
        with self._engine.begin() as connection:
            return int(connection.execute(sa.insert(HISTORY).values(values).returning(HISTORY.c.number)).scalar_one())

    def end(self, number: int, outcome: str, after: Json | None = None) -> None:
        """Commit what came of it."""
        query = sa.update(HISTORY).where(HISTORY.c.number == number).values(outcome=outcome, after=_dumped(after))
        with self._engine.begin() as connection:
            connection.execute(query)

    def made_since(self, channel: str, kind: str, since: datetime) -> set[str]:
        """The keys whose last write of a kind since then, as far as it happened or may have, is no deletion."""
        table = HISTORY.c
        query = (
            sa.select(table.key, table.action)
            .where(table.channel == channel, table.kind == kind, table.at >= since.isoformat(), table.outcome != FAILED)
            .order_by(table.number)
        )
        with self._engine.connect() as connection:
            last = {row.key: row.action for row in connection.execute(query)}
        return {key for key, action in last.items() if action != "delete"}

    def made(self, channel: str, kind: str) -> set[str]:
        """The ids of all resources of a kind that were created here."""
        table = HISTORY.c
        query = sa.select(table.after).where(
            table.channel == channel, table.kind == kind, table.action == "create", table.outcome == DONE
        )
        with self._engine.connect() as connection:
            return {json.loads(after).get("id", "") for (after,) in connection.execute(query) if after}

    def runs(self, channel: str, most: int) -> list[Run]:
        """The last runs, newest first."""
        table = HISTORY.c
        done = sa.func.sum(sa.case((table.outcome != FAILED, 1), else_=0))
        query = (
            sa.select(table.run, sa.func.min(table.at), sa.func.min(table.user), done)
            .where(table.channel == channel)
            .group_by(table.run)
            .order_by(sa.func.max(table.number).desc())
            .limit(most)
        )
        with self._engine.connect() as connection:
            return [
                Run(run, datetime.fromisoformat(at), user, int(count))
                for run, at, user, count in connection.execute(query)
            ]

    def writes(self, channel: str, run: int) -> list[Write]:
        """The writes of a run, in their order."""
        query = sa.select(HISTORY).where(HISTORY.c.channel == channel, HISTORY.c.run == run).order_by(HISTORY.c.number)
        with self._engine.connect() as connection:
            return [_write(row) for row in connection.execute(query).mappings()]


def _write(row: sa.RowMapping) -> Write:
    return Write(
        row["run"],
        datetime.fromisoformat(row["at"]),
        row["user"],
        row["action"],
        row["kind"],
        row["key"],
        row["title"],
        json.loads(row["fields"]),
        json.loads(row["before"]) if row["before"] else None,
        json.loads(row["after"]) if row["after"] else None,
        row["outcome"],
        row["number"],
    )


def _dumped(value: Json | None) -> str | None:
    """JSON with letters as they are; what JSON does not know as its text."""
    return None if value is None else redact(json.dumps(value, ensure_ascii=False, default=_text), for_youtube=True)


def _text(value: object) -> str:
    key = getattr(value, "key", None)  # of a reference
    return str(key if key is not None else value)
