"""The tables of the ledger and the numbered steps by which an older database becomes today's.

A step, once released, is never edited: a change of the tables is a new step at the end of `STEPS`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ytchannel.packing import pack

if TYPE_CHECKING:
    from ytchannel.packing import Counts

METADATA = sa.MetaData()

APPLIED = sa.Table("migrations", METADATA, sa.Column("number", sa.Integer, primary_key=True, autoincrement=False))

BINDINGS = sa.Table(
    "bindings",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
)

UPLOADS = sa.Table(
    "uploads",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("fingerprint", sa.String(64), primary_key=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("mtime_ns", sa.BigInteger, nullable=False),
    sa.Column("session", sa.Text),
    sa.Column("video", sa.String(32)),
    sa.Column("begun_at", sa.String(40), nullable=False),
    sa.Column("visibility", sa.String(80)),
)

SPENT = sa.Table(
    "spent",
    METADATA,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("bucket", sa.String(64), primary_key=True),
    sa.Column("units", sa.Integer, nullable=False),
    sa.Column("refused", sa.Boolean, nullable=False, server_default=sa.false()),
)

SNAPSHOTS = sa.Table(
    "snapshots",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(64), nullable=False, index=True),
    sa.Column("taken_at", sa.String(40), nullable=False),
    sa.Column("subscribers", sa.BigInteger),
    sa.Column("channel_views", sa.BigInteger, nullable=False),
    sa.Column("videos", sa.Integer),
    sa.Column("views", sa.BigInteger),
    sa.Column("likes", sa.BigInteger),
    sa.Column("comments", sa.BigInteger),
    sa.Column("base", sa.Integer),  # the full snapshot that the figures are told by; none for a full one
    sa.Column("figures", sa.LargeBinary),
    sa.Index("snapshots_moment", "channel", "taken_at", unique=True),
    sa.Index("snapshots_base", "base"),
)

VIDEO_NUMBERS = sa.Table(
    "video_numbers",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("video", sa.String(64), nullable=False),
    sa.UniqueConstraint("channel", "video"),
)

SNAPSHOT_ROWS = sa.Table(
    "snapshot_rows",
    METADATA,
    sa.Column("snapshot", sa.ForeignKey("snapshots.id"), primary_key=True),
    sa.Column("video", sa.String(32), primary_key=True),
    sa.Column("views", sa.BigInteger, nullable=False),
    sa.Column("likes", sa.BigInteger, nullable=False),
    sa.Column("comments", sa.BigInteger, nullable=False),
)

HISTORY = sa.Table(
    "history",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("user", sa.String(120), nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("outcome", sa.String(8), nullable=False),
    sa.Index("history_run", "channel", "run"),
)
CHANNELS = sa.Table(
    "channels",
    METADATA,
    sa.Column("file", sa.String(255), primary_key=True),
    sa.Column("id", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

LISTINGS = sa.Table(
    "listings",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

WATCHED_DAYS = sa.Table(
    "watched_days",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("measures", sa.Text, nullable=False),
)

WATCHED_SPANS = sa.Table(
    "watched_spans",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("first", sa.String(10), primary_key=True),
    sa.Column("last", sa.String(10), primary_key=True),
    sa.Column("read_at", sa.String(40), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

COLLECTED = sa.Table(
    "collected",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("type", sa.String(100), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("report", sa.String(64), nullable=False),
    sa.Column("created", sa.String(40), nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
)

COLLECTED_UNTIL = sa.Table(
    "collected_until",
    METADATA,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("type", sa.String(100), primary_key=True),
    sa.Column("created", sa.String(40), nullable=False),
)

HISTORY_MADE = sa.Index("history_made", HISTORY.c.channel, HISTORY.c.kind, HISTORY.c.at)


def _first(connection: sa.Connection) -> None:
    """Bindings, uploads, spent quota, snapshots."""
    METADATA.create_all(connection, tables=[BINDINGS, UPLOADS, SPENT, SNAPSHOTS, SNAPSHOT_ROWS])


def _second(connection: sa.Connection) -> None:
    """The history of writes."""
    METADATA.create_all(connection, tables=[HISTORY])


def _third(connection: sa.Connection) -> None:
    """What was written lately, without a look at all that ever was."""
    HISTORY_MADE.create(connection, checkfirst=True)


def _fourth(connection: sa.Connection) -> None:
    """Who is to see the video that an upload session makes, and when."""
    if "visibility" not in {column["name"] for column in sa.inspect(connection).get_columns(UPLOADS.name)}:
        connection.execute(sa.text("ALTER TABLE uploads ADD COLUMN visibility VARCHAR(80)"))


def _fifth(connection: sa.Connection) -> None:
    """Which channel each channel file was written to."""
    METADATA.create_all(connection, tables=[CHANNELS])


def _sixth(connection: sa.Connection) -> None:
    """What a channel has, and what Analytics told of it."""
    METADATA.create_all(connection, tables=[LISTINGS, WATCHED_DAYS, WATCHED_SPANS])


def _seventh(connection: sa.Connection) -> None:
    """Snapshots whose figures are packed: a row for each video of each day would soon be most of the database."""
    VIDEO_NUMBERS.create(connection, checkfirst=True)
    inspector = sa.inspect(connection)
    there = {column["name"] for column in inspector.get_columns(SNAPSHOTS.name)}
    for column in SNAPSHOTS.columns:
        if column.name not in there:
            type_ = column.type.compile(connection.dialect)
            connection.execute(sa.text(f"ALTER TABLE {SNAPSHOTS.name} ADD COLUMN {column.name} {type_}"))
    if inspector.has_table(SNAPSHOT_ROWS.name):
        _pack(connection)
        SNAPSHOT_ROWS.drop(connection)
    for index in SNAPSHOTS.indexes:
        index.create(connection, checkfirst=True)


def _pack(connection: sa.Connection) -> None:
    """Pack the figures of the snapshots that were kept before: each in full, since they are few."""
    numbers: dict[tuple[str, str], int] = {}
    moments: set[tuple[str, str]] = set()
    for head in connection.execute(sa.select(SNAPSHOTS.c.id, SNAPSHOTS.c.channel, SNAPSHOTS.c.taken_at)).all():
        taken_at = datetime.fromisoformat(head.taken_at).astimezone(UTC).isoformat(timespec="microseconds")
        mine = SNAPSHOTS.c.id == head.id
        if (head.channel, taken_at) in moments:
            connection.execute(sa.delete(SNAPSHOT_ROWS).where(SNAPSHOT_ROWS.c.snapshot == head.id))
            connection.execute(sa.delete(SNAPSHOTS).where(mine))
            continue
        moments.add((head.channel, taken_at))
        rows = connection.execute(sa.select(SNAPSHOT_ROWS).where(SNAPSHOT_ROWS.c.snapshot == head.id)).all()
        counts: dict[int, Counts] = {}
        for row in rows:
            key = (head.channel, row.video)
            if key not in numbers:
                values = {"channel": head.channel, "video": row.video}
                added = connection.execute(sa.insert(VIDEO_NUMBERS).values(values).returning(VIDEO_NUMBERS.c.number))
                numbers[key] = added.scalar_one()
            counts[numbers[key]] = (row.views, row.likes, row.comments)
        sums = {name: sum(getattr(row, name) for row in rows) for name in ("views", "likes", "comments")}
        packed = {"taken_at": taken_at, "videos": len(rows), **sums, "figures": pack(counts, {})}
        connection.execute(sa.update(SNAPSHOTS).where(mine).values(packed))


def _eighth(connection: sa.Connection) -> None:
    """Which bulk reports were collected."""
    METADATA.create_all(connection, tables=[COLLECTED, COLLECTED_UNTIL])


STEPS = (_first, _second, _third, _fourth, _fifth, _sixth, _seventh, _eighth)


class NewerLedgerError(Exception):
    """The database was written by a later version of this program."""


def pending(connection: sa.Connection) -> range:
    """The numbers (from 1) of the steps that this database lacks."""
    if not sa.inspect(connection).has_table(APPLIED.name):
        return range(1, len(STEPS) + 1)
    done = connection.execute(sa.select(sa.func.max(APPLIED.c.number))).scalar() or 0
    if done > len(STEPS):
        raise NewerLedgerError(done)
    return range(done + 1, len(STEPS) + 1)


def migrate(engine: sa.Engine) -> None:
    """Bring the database up to date, a transaction a step.

    Raises NewerLedgerError when it is ahead of this program.
    """
    with engine.connect() as connection:
        numbers = pending(connection)
    for number in numbers:
        with engine.begin() as connection:
            APPLIED.create(connection, checkfirst=True)
            STEPS[number - 1](connection)
            connection.execute(sa.insert(APPLIED).values(number=number))
