"""The tables of the ledger and the numbered steps by which an older database becomes today's.

A step, once released, is never edited: a change of the tables is a new step at the end of `STEPS`.
"""

from __future__ import annotations

import sqlalchemy as sa

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
    sa.Column("section", sa.String(255), primary_key=True),
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
    """Which bulk reports were collected."""
    METADATA.create_all(connection, tables=[COLLECTED, COLLECTED_UNTIL])


STEPS = (_first, _second, _third, _fourth, _fifth, _sixth, _seventh)


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
