"""The ledger: what YouTube cannot tell, in one database. Every step is committed before the next one begins.

It is memory, never truth: bindings of keys to ids, upload sessions, spent quota, snapshots. Losing it costs reads. The
statements are SQLAlchemy Core and nothing in them is particular to SQLite; the pragmas stand in `open_ledger` alone.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from ytchannel import private, quota
from ytchannel.collected import CollectedReports
from ytchannel.errors import GuardError, LedgerError, QuotaError
from ytchannel.history import History
from ytchannel.listings import Listings
from ytchannel.migrations import BINDINGS, SPENT, UPLOADS, NewerLedgerError, migrate
from ytchannel.packing import DamagedError
from ytchannel.redaction import learn_session, redact
from ytchannel.seen import SeenChannels
from ytchannel.snapshots import Snapshots
from ytchannel.watched import WatchedSpans
from ytchannel.whoami import system_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_PATIENCE = 30  # seconds for another process to let go of the database


@dataclass(frozen=True)
class Upload:
    """What is known of the upload of one file's content: its session until it ends, then the id of its video.

    `session` is a bearer secret for this upload: it goes to no log and no error.
    """

    fingerprint: str
    path: str
    size: int
    mtime_ns: int
    session: str | None
    video: str | None
    begun_at: str
    visibility: str | None = None  # of the video, as the session was told (see `kinds.video.visibility`)


@dataclass(frozen=True)
class Spent:
    """Units spent of a bucket on a day, and whether YouTube's last word was that nothing is left."""

    units: int = 0
    refused: bool = False


@contextmanager
def open_ledger(file: Path) -> Iterator[Ledger]:
    """The ledger in `file`, made or migrated as needed; closed at the end of the block. Raises LedgerError."""
    try:
        private.folder(file.parent)
        private.claim_database(file)  # it holds the addresses of upload sessions
        private.claim(Path(f"{file}.lock"))
    except OSError as error:
        raise LedgerError("ledger-unwritable", file=file, reason=error.strerror) from None
    # Parameters are hidden, since the address of a session would stand in the database's errors.
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)), connect_args={"timeout": _PATIENCE}, hide_parameters=True
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own type
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # zeros where the address of an ended session stood

    try:
        try:
            with FileLock(f"{file}.lock", timeout=_PATIENCE, mode=0o600):
                migrate(engine)
        except (PermissionError, IsADirectoryError) as error:
            raise LedgerError("ledger-unwritable", file=file, reason=error.strerror) from None
        ledger = Ledger(engine)
        try:
            yield ledger
        finally:
            ledger.wipe()
    except NewerLedgerError:
        raise LedgerError("ledger-newer", file=file) from None
    except Timeout:
        raise LedgerError("ledger-busy", file=file) from None
    except OperationalError as error:
        busy = "locked" in str(error.orig) or "busy" in str(error.orig)
        code = "ledger-busy" if busy else "ledger-unwritable"
        raise LedgerError(code, file=file, reason=str(error.orig)) from None
    except (DatabaseError, DamagedError):
        raise LedgerError("ledger-damaged", file=file) from None
    finally:
        engine.dispose()


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold the folder of the ledger `file` for one run that writes. Raises GuardError when another one holds it.

    Two runs that plan from the same read would make everything twice: inserts have no idempotency keys. The system lets
    go of the lock when a process dies; who holds it is told beside it, for those who come later.
    """
    holder = file.with_suffix(".holder")
    lock = FileLock(file.with_suffix(".run"), timeout=0, mode=0o600)
    try:
        private.folder(file.parent)
        private.claim(file.with_suffix(".run"))
        lock.acquire()
    except Timeout:
        raise _busy(holder) from None
    except OSError as error:
        raise LedgerError("ledger-unwritable", file=file, reason=error.strerror) from None
    try:
        with suppress(OSError):  # it is only told to others
            private.write(holder, redact(json.dumps(_me())))
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _me() -> dict[str, Any]:
    since = datetime.now(UTC).isoformat()
    return {"pid": os.getpid(), "host": socket.gethostname(), "user": system_user(), "since": since}


def _busy(holder: Path) -> GuardError:
    """The refusal, with who holds the folder as far as that can be told."""
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        facts = {name: told[name] for name in ("pid", "host", "user")}
        return GuardError("busy-since", since=datetime.fromisoformat(told["since"]), **facts)
    except (OSError, ValueError, KeyError, TypeError):
        return GuardError("busy")


class Ledger:
    """The open ledger. Everything but spent quota belongs to a channel, named by its id."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.history = History(engine)
        self.channels = SeenChannels(engine, self.history)
        self.collected = CollectedReports(engine)
        self.listings = Listings(engine)
        self.snapshots = Snapshots(engine)
        self.watched = WatchedSpans(engine)

    # Bindings

    def bindings(self, channel: str, kind: str) -> dict[str, str]:
        """Key -> id of the resources of a kind, as they were last bound."""
        query = sa.select(BINDINGS.c.key, BINDINGS.c.id).where(BINDINGS.c.channel == channel, BINDINGS.c.kind == kind)
        with self._engine.connect() as connection:
            return {row.key: row.id for row in connection.execute(query)}

    def bind(self, channel: str, kind: str, ids: Mapping[str, str]) -> None:
        """Remember that the resources of these keys have these ids."""
        for key, value in ids.items():
            self._put(BINDINGS, {"channel": channel, "kind": kind, "key": key}, {"id": value})

    # Uploads

    def uploads(self, channel: str | None = None) -> list[Upload]:
        """Every upload that was begun, of one channel or of all, with its outcome."""
        query = sa.select(UPLOADS) if channel is None else sa.select(UPLOADS).where(UPLOADS.c.channel == channel)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return [_upload(row) for row in rows]

    def upload(self, channel: str, fingerprint: str) -> Upload | None:
        """The upload of this content, if one was begun."""
        query = sa.select(UPLOADS).where(UPLOADS.c.channel == channel, UPLOADS.c.fingerprint == fingerprint)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return _upload(row) if row else None

    def keep_upload(self, channel: str, upload: Upload) -> None:
        """Commit what is known of an upload; its session before the first byte is sent."""
        values = {name: value for name, value in vars(upload).items() if name != "fingerprint"}
        self._put(UPLOADS, {"channel": channel, "fingerprint": upload.fingerprint}, values)

    def finish_upload(self, channel: str, fingerprint: str, video: str) -> None:
        """Commit the id of the video; its session is forgotten."""
        self._put(UPLOADS, {"channel": channel, "fingerprint": fingerprint}, {"video": video, "session": None})
        self.wipe()

    def name_upload(self, channel: str, fingerprint: str, content: str) -> None:
        """The content of a file that was begun unread has got its name: its upload goes on under that."""
        mine = (UPLOADS.c.channel == channel, UPLOADS.c.fingerprint == fingerprint)
        with self._engine.begin() as connection:
            # A session of the same content can only be left over from a file that was touched in the meantime.
            left_over = (UPLOADS.c.channel == channel, UPLOADS.c.fingerprint == content, UPLOADS.c.video.is_(None))
            connection.execute(sa.delete(UPLOADS).where(*left_over))
            connection.execute(sa.update(UPLOADS).where(*mine).values(fingerprint=content))

    def forget_session(self, channel: str, fingerprint: str) -> None:
        """The session has ended without a video: the next upload of this content begins a new one."""
        self._put(UPLOADS, {"channel": channel, "fingerprint": fingerprint}, {"session": None})
        self.wipe()

    def wipe(self) -> None:
        """Empty the log of the database, where what was deleted may still stand; later, if somebody is reading it."""
        with suppress(DatabaseError), self._engine.connect() as opened:
            connection = opened.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_PATIENCE * 1000}")

    # Quota

    def spent(self, day: str) -> dict[str, Spent]:
        """What was spent of each bucket on a Pacific day."""
        query = sa.select(SPENT.c.bucket, SPENT.c.units, SPENT.c.refused).where(SPENT.c.day == day)
        with self._engine.connect() as connection:
            return {row.bucket: Spent(row.units, row.refused) for row in connection.execute(query)}

    def spend(self, day: str, bucket: str, units: int, *, refused: bool = False) -> None:
        """Add to what was spent; two processes may do so at once. `refused`: YouTube says that nothing is left."""
        self._put(
            SPENT,
            {"day": day, "bucket": bucket},
            {"units": SPENT.c.units + units, "refused": refused},
            {"units": units, "refused": refused},
        )

    def spend_within(self, day: str, bucket: str, units: int, limit: int) -> bool:
        """The same at one stroke with the question whether `limit` allows it; False, and nothing spent, if not."""
        row = (SPENT.c.day == day, SPENT.c.bucket == bucket)
        update = sa.update(SPENT).where(*row, SPENT.c.units + units <= limit)
        # That a read still passes does not say that the budget suffices for a write again.
        again = {} if bucket == quota.POOL and units == 1 else {"refused": False}
        update = update.values(units=SPENT.c.units + units, **again)
        with self._engine.begin() as connection:
            if connection.execute(update).rowcount:
                return True
        if units > limit:
            return False
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(SPENT).values(day=day, bucket=bucket, units=units, refused=False))
        except IntegrityError:  # the row is there: full, or put there in between by another thread or process
            with self._engine.begin() as connection:
                return bool(connection.execute(update).rowcount)
        return True

    def _put(
        self, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any], first: Mapping[str, Any] | None = None
    ) -> None:
        """Update the row of `key`, or insert it, with the values `first` if those differ; two processes may do so."""
        update = sa.update(table).where(*(table.c[name] == value for name, value in key.items())).values(**values)
        with self._engine.begin() as connection:
            if connection.execute(update).rowcount:
                return
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(table).values(**key, **(first or values)))
        except IntegrityError:  # another process put the row there in between
            with self._engine.begin() as connection:
                connection.execute(update)


class LedgerBudget:
    """Today's budgets, counted in the ledger (see `quota.Budget`). `limits` are a project's own where declared."""

    def __init__(self, ledger: Ledger, limits: Mapping[str, int], clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._limits = {**quota.DEFAULT_LIMITS, **limits}
        self._clock = clock

    def limit(self, bucket: str) -> int:
        """The daily budget."""
        return self._limits[bucket]

    def left(self, bucket: str) -> int:
        """What of today's budget this tool has not spent; 0 when YouTube's last word was that nothing is left."""
        today = self._today(bucket)
        return 0 if today.refused else max(0, self._limits[bucket] - today.units)

    def take(self, bucket: str, units: int) -> None:
        """Count `units` as spent, before the request goes out. Raises QuotaError when our own count leaves too few.

        An earlier refusal by YouTube does not count here: others share the project, so it is asked anew.
        """
        now = self._clock()
        if not self._ledger.spend_within(quota.day(now), bucket, units, self._limits[bucket]):
            raise QuotaError(bucket, quota.resets_at(now), told_by_youtube=False)

    def give_back(self, bucket: str, units: int) -> None:
        """The request never left: what was counted for it was not spent."""
        self._ledger.spend(quota.day(self._clock()), bucket, -units)

    def exhaust(self, bucket: str) -> datetime:
        """YouTube says that nothing is left: remember it, and return when the budget is full again."""
        now = self._clock()
        self._ledger.spend(quota.day(now), bucket, 0, refused=True)
        return quota.resets_at(now)

    def next_day(self) -> datetime:
        """The next midnight in the Pacific time zone."""
        return quota.resets_at(self._clock())

    def used(self, bucket: str) -> int:
        """What this tool has spent today."""
        return self._today(bucket).units

    def _today(self, bucket: str) -> Spent:
        return self._ledger.spent(quota.day(self._clock())).get(bucket, Spent())


def _upload(row: sa.RowMapping) -> Upload:
    if row["session"]:
        learn_session(row["session"])
    return Upload(**{name: row[name] for name in Upload.__dataclass_fields__})
