"""Whether a ledger can be relied on: looked at as it lies there, neither made nor brought up to date."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import DatabaseError, OperationalError

from ytchannel.errors import LedgerError
from ytchannel.migrations import NewerLedgerError, pending

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = ("", "-wal", "-shm")  # what SQLite keeps of one database

Held = Literal["", "running", "left", "dead"]


@dataclass(frozen=True)
class Holder:
    """Who holds the folder of a ledger.

    `state`: "" nobody; "running" a run at work; "left" a run that died, which holds nothing any more; "dead" one that
    died on this machine, and whose lock the file system has kept.
    """

    state: Held
    file: Path
    pid: int = 0
    host: str = ""


def size(file: Path) -> int:
    """The bytes of a ledger on the disk, 0 where there is none. Raises OSError."""
    files = [file.with_name(f"{file.name}{end}") for end in _BESIDE]
    return sum(each.stat().st_size for each in files if each.exists())


def check(file: Path) -> None:
    """Look through a ledger that is there. Raises LedgerError for one that is damaged, newer than this, or unusable."""
    url = sa.URL.create("sqlite", database=f"file:{_quoted(file)}", query={"mode": "rw", "uri": "true"})
    engine = sa.create_engine(url, connect_args={"timeout": 10}, hide_parameters=True)
    try:
        with engine.connect() as connection:
            told = connection.execute(sa.text("PRAGMA quick_check(1)")).scalar()
            pending(connection)
    except NewerLedgerError:
        raise LedgerError("ledger-newer", file=file) from None
    except OperationalError as error:
        reason = str(error.orig)
        code = "ledger-busy" if "locked" in reason or "busy" in reason else "ledger-unwritable"
        raise LedgerError(code, file=file, reason=reason) from None
    except DatabaseError:
        raise LedgerError("ledger-damaged", file=file) from None
    finally:
        engine.dispose()
    if told != "ok":
        raise LedgerError("ledger-damaged", file=file)


def _quoted(file: Path) -> str:
    return file.absolute().as_uri().removeprefix("file://")


def holder(file: Path) -> Holder:
    """Who holds the folder of the ledger `file` (see `ledger.alone`)."""
    told = file.with_suffix(".holder")
    if not told.exists():
        return Holder("", told)
    facts = _told(told)
    pid, host = facts.get("pid"), str(facts.get("host", ""))
    number = pid if isinstance(pid, int) else 0
    lock = FileLock(file.with_suffix(".run"), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        gone = host == socket.gethostname() and number > 0 and not _is_alive(number)
        return Holder("dead" if gone else "running", told, number, host)
    lock.release()
    # The run may just have ended.
    return Holder("left" if told.exists() else "", told, number, host)


def _told(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # it cannot be told without harm
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
