"""The state, in SQLite: resources as JSON documents in order, ids, settings, and the tables of the other modules.

Two processes may have the same file open: every request reads what it needs anew, and every write happens in a
transaction that began with the write lock.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
import threading
import time
from contextlib import closing, contextmanager, suppress
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.schema import CHANGES, TABLES, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ytchannel.sandbox.wire import Json

_OPENINGS, _BETWEEN_OPENINGS = 100, 0.05  # tries, seconds

_CONTENT = ("resource", "newest", "spent", "fault", "journal", "upload", "media", "made")

NEWEST_FIRST = {"playlist", "video"}
"""Lists of these kinds begin with the newest; the others go by position upwards."""


@dataclass(frozen=True)
class Row:
    """A resource as it is kept. `subject` is the video of a playlist item, else empty."""

    kind: str
    id: str
    parent: str
    position: int
    body: Json
    subject: str = ""


class Store:
    """One database. `path` None keeps it in memory, and media in a temporary folder.

    Raises OSError where `path` cannot keep one: it is no database, another program's, or of a later version.
    """

    def __init__(self, path: Path | None) -> None:
        self.lock = threading.RLock()
        self._depth = 0
        self._path = path
        self._media: Path | None = path.with_name(path.name + "-media") if path else None
        if path:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                path.touch(mode=0o600)  # it will have tokens; what SQLite makes beside it gets the same rights
        try:
            self.db = sqlite3.connect(
                path or ":memory:", isolation_level=None, check_same_thread=False, timeout=30, cached_statements=256
            )
        except sqlite3.DatabaseError as error:
            raise OSError(errno.EINVAL, str(error)) from None
        for tries_left in range(_OPENINGS, -1, -1):
            try:
                self._prepare()
                break
            except sqlite3.DatabaseError as error:
                # Changing to WAL does not wait for another process that is doing the same.
                if "locked" in str(error) and tries_left:
                    time.sleep(_BETWEEN_OPENINGS)
                    continue
                self.db.close()
                raise OSError(errno.EINVAL, str(error)) from None

    def _prepare(self) -> None:
        sql = (
            "SELECT (SELECT user_version FROM pragma_user_version), count(*), "
            "count(CASE name WHEN 'newest' THEN 1 END) FROM sqlite_master"
        )
        version, objects, ours = self.db.execute(sql).fetchone()
        if objects and not ours:
            raise sqlite3.DatabaseError("it is the database of another program")
        if version > VERSION:
            raise sqlite3.DatabaseError("a later version of ytchannel wrote it")
        if self._path:
            _close(self._path)
        # With WAL, NORMAL loses nothing when a process dies; only a power cut could undo the last commits.
        self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;")
        if self._version() < VERSION:
            with self.transaction():
                version = self._version()  # another process may have been faster
                for statement in (*CHANGES.get(version, "").split(";"), *TABLES.split(";")):
                    if version < VERSION:
                        self.db.execute(statement)
                self.db.execute(f"PRAGMA user_version={VERSION}")

    def _version(self) -> int:
        return int(self.db.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Close the database; the media of one in memory go with it."""
        with self.lock:
            self.db.close()
            if self._path is None and self._media is not None:
                shutil.rmtree(self._media, ignore_errors=True)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, alone; a transaction inside another belongs to it."""
        with self.lock:
            if self._depth:
                yield self.db
                return
            self.db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self.db
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            else:
                self.db.execute("COMMIT")
            finally:
                self._depth = 0

    @contextmanager
    def snapshot(self) -> Iterator[Store]:
        """The state as it is now, to be looked at for long while others write. Nothing can be kept in it."""
        seen = copy(self)
        seen.lock = threading.RLock()
        with closing(self._second()) as seen.db:
            seen.db.execute("BEGIN")
            yield seen

    def _second(self) -> sqlite3.Connection:
        """Another connection, which only reads; what is in memory is copied for it."""
        if self._path is not None:
            return sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30
            )
        db = sqlite3.connect(":memory:", isolation_level=None)
        with self.lock:
            db.deserialize(self.db.serialize())
        db.execute("PRAGMA query_only=ON")
        return db

    def media(self) -> Path:
        """The folder for bytes of uploads that have not ended, and for what is kept of those that have."""
        with self.lock:
            if self._media is None:
                self._media = Path(tempfile.mkdtemp(prefix="sandbox-media-"))
            self._media.mkdir(mode=0o700, exist_ok=True)
            return self._media

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """All or nothing inside a transaction, which goes on whatever happens here."""
        self.db.execute("SAVEPOINT work")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK TO work")
            raise
        finally:
            self.db.execute("RELEASE work")

    def media_files(self) -> list[Path]:
        """The files of uploads that have not ended."""
        there = self._media.iterdir() if self._media and self._media.is_dir() else ()
        return [path for path in there if path.is_file()]

    # Notes: small values under a name.

    def note(self, name: str, default: Any) -> Any:  # noqa: ANN401 - any JSON value
        """The value kept under a name."""
        found = self.raw_note(name)
        return default if found is None else orjson.loads(found)

    def raw_note(self, name: str) -> str | None:
        """The text of the value kept under a name."""
        with self.lock:  # it is read outside transactions too, beside those of other threads
            found = self.db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def glance(self) -> tuple[str | None, bool, bool]:
        """What every request looks at first: the text of the settings, whether a fault waits, or a write is hidden."""
        sql = (
            "SELECT (SELECT value FROM note WHERE name = 'settings'), EXISTS (SELECT 1 FROM fault), "
            "EXISTS (SELECT 1 FROM newest WHERE hidden > 0)"
        )
        with self.lock:
            text, fault, hidden = self.db.execute(sql).fetchone()
        return text, bool(fault), bool(hidden)

    def keep_note(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Keep a JSON value under a name."""
        self.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, orjson.dumps(value).decode()))

    def count_up(self, name: str) -> int:
        """The next number under a name, from 1."""
        number: int = self.note(name, 0) + 1
        self.keep_note(name, number)
        return number

    def clear(self) -> None:
        """Forget everything but the settings and who is logged in; ids begin anew, those of upload sessions do not."""
        with self.transaction():
            for table in _CONTENT:
                self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            self.db.execute("DELETE FROM note WHERE name LIKE 'ids-%' AND name != 'ids-upload'")
            shutil.rmtree(self.media(), ignore_errors=True)

    def new_id(self, kind: str, size: int) -> str:
        """An id that follows from how many of its kind there were before: `size` bytes in base64url."""
        return token(f"{kind}-{self.count_up('ids-' + kind)}", size)

    # Resources.

    def get(self, kind: str, id_: str) -> Row | None:
        """One resource."""
        found = self.db.execute(
            "SELECT kind, id, parent, position, body, subject FROM resource WHERE kind = ? AND id = ?", (kind, id_)
        ).fetchone()
        return _row(found) if found else None

    def rows(self, kind: str, parent: str, start: int = 0, count: int = -1, subject: str = "") -> list[Row]:
        """Resources of a parent in their order; `subject` narrows them."""
        order = "DESC" if kind in NEWEST_FIRST else "ASC"
        narrowed = "AND subject = ? " if subject else ""
        # What is skipped is skipped in the index, without a look at the resources.
        sql = (
            "SELECT kind, id, parent, position, body, subject FROM resource WHERE number IN "  # noqa: S608
            f"(SELECT number FROM resource WHERE kind = ? AND parent = ? {narrowed}"
            f"ORDER BY position {order}, number {order} LIMIT ? OFFSET ?) ORDER BY position {order}, number {order}"
        )
        values = (kind, parent, *((subject,) if subject else ()), count, start)
        return [_row(found) for found in self.db.execute(sql, values)]

    def total(self, kind: str, parent: str) -> int:
        """How many resources a parent has."""
        sql = "SELECT count(*) FROM resource WHERE kind = ? AND parent = ?"
        return int(self.db.execute(sql, (kind, parent)).fetchone()[0])

    def put(self, row: Row) -> None:
        """Add or replace a resource, remembering what it was for lists that are to miss this write."""
        self._remember(row, self.get(row.kind, row.id))
        self.add([row])

    def add(self, rows: Iterable[Row]) -> None:
        """Add or replace resources."""
        self.db.executemany(
            "INSERT INTO resource (kind, id, parent, position, subject, body) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (kind, id) DO UPDATE SET position = excluded.position, body = excluded.body",
            ((r.kind, r.id, r.parent, r.position, r.subject, orjson.dumps(r.body).decode()) for r in rows),
        )

    def remove(self, row: Row) -> None:
        """Take a resource away; those behind it move up."""
        self._remember(row, row)
        self.db.execute("DELETE FROM resource WHERE kind = ? AND id = ?", (row.kind, row.id))
        if row.kind not in NEWEST_FIRST:
            self.shift(row, row.position + 1, 2**31, -1)

    def shift(self, row: Row, first: int, last: int, by: int) -> None:
        """Move the resources beside `row` that stand at first..last."""
        sql = "UPDATE resource SET position = position + ? WHERE kind = ? AND parent = ? AND position BETWEEN ? AND ?"
        self.db.execute(sql, (by, row.kind, row.parent, first, last))

    def place(self, row: Row, position: int) -> None:
        """Add `row` at a position, or move it there; the others make room."""
        old = self.get(row.kind, row.id)
        if old is None:
            self.shift(row, position, 2**31, 1)
        elif position < old.position:
            self.shift(row, position, old.position - 1, 1)
        elif position > old.position:
            self.shift(row, old.position + 1, position, -1)
        self._remember(row, old)
        self.add([replace(row, position=position)])

    def _remember(self, row: Row, old: Row | None) -> None:
        body = orjson.dumps(old.body).decode() if old else None
        position = old.position if old else row.position
        values = (row.kind, row.id, row.parent, position, row.subject, body, self.note("stale", 0))
        self.db.execute("INSERT OR REPLACE INTO newest VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def hide(self, kind: str, lists: int) -> None:
        """Let the next `lists` lists of a kind miss its newest write."""
        self.db.execute("UPDATE newest SET hidden = ? WHERE kind = ?", (lists, kind))

    def is_hidden(self, kind: str) -> bool:
        """Whether a list of this kind is to miss the newest write; counts down."""
        sql = "UPDATE newest SET hidden = hidden - 1 WHERE kind = ? AND hidden > 0"
        return self.db.execute(sql, (kind,)).rowcount > 0

    def newest(self, kind: str) -> tuple[str, Row | None] | None:
        """The id last written and what it was before, None for what had not been there."""
        sql = "SELECT kind, id, parent, position, body, subject FROM newest WHERE kind = ?"
        found = self.db.execute(sql, (kind,)).fetchone()
        if found is None:
            return None
        return found[1], _row(found) if found[4] is not None else None


def _close(path: Path) -> None:
    """Take what belongs to a database away from all but its owner, should it have been open to others before."""
    for end in ("", "-wal", "-shm", "-media"):
        each = path.with_name(path.name + end)
        with suppress(OSError):  # it is somebody else's
            if each.is_file() or each.is_dir():
                each.chmod(each.stat().st_mode & 0o700)


def _row(found: Sequence[Any]) -> Row:
    kind, id_, parent, position, body, subject = found
    return Row(kind, id_, parent, position, orjson.loads(body), subject)
