"""The files of the collected bulk reports: one a Pacific day, compressed, for the owner of the folder alone.

They lie in `.ytchannel/reports`, below the name of the ledger that has their index, so that those of a sandbox never
mix with real ones, and below the id of their channel and their type.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import math
import re
import zlib
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ytchannel import private
from ytchannel.bulk_reports import Report, type_of
from ytchannel.collected import Kept
from ytchannel.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ytchannel.collected import CollectedReports


def folder_of(ledger: Path) -> Path:
    """Where the reports are whose index is in the ledger in this file."""
    return ledger.parent / "reports" / ledger.stem


class ReportFiles:
    """The files in a folder, as the index has them."""

    def __init__(self, folder: Path, index: CollectedReports) -> None:
        self.folder = folder
        self._index = index

    def file(self, channel: str, type_: str, day: date) -> Path:
        """Where the report of a type on a day is, or is to be."""
        return self.folder / _safe(channel) / _safe(type_) / f"{day.isoformat()}.csv.gz"

    def has(self, channel: str, type_: str, kept: Kept) -> bool:
        """Whether the file of a kept report is there, and as long as it was."""
        try:
            return self.file(channel, type_, kept.day).stat().st_size == kept.size
        except OSError:
            return False

    def keep(self, channel: str, type_: str, report: Report, content: bytes) -> None:
        """Write a report, whole or not at all, and commit it to the index. Raises LedgerError."""
        file = self.file(channel, type_, report.day)
        part = file.with_name(f"{file.name}.part")
        # The time that the report was made goes along, for adopt().
        packed = gzip.compress(content, mtime=math.ceil(report.created.timestamp()))
        try:
            for folder in (self.folder.parent, file.parent):
                private.folder(folder)
            private.claim(part)
            part.write_bytes(packed)
            part.replace(file)
        except OSError as error:
            raise LedgerError("ledger-unwritable", file=file, reason=error.strerror) from None
        self._index.keep(channel, type_, _kept(report, content, len(packed)))

    def adopt(self, channel: str, type_: str) -> None:
        """Commit the files to the index that it lacks, since a ledger may be lost. One that is not whole is none."""
        known = self._index.days(channel, type_)
        for file in sorted(self.file(channel, type_, date.min).parent.glob("*.csv.gz")):
            with suppress(ValueError, OSError, EOFError, zlib.error), gzip.open(file) as stream:
                day = date.fromisoformat(file.name.removesuffix(".csv.gz"))
                if day not in known:
                    content = stream.read()
                    report = Report("", day, datetime.fromtimestamp(stream.mtime or 0, UTC), "")
                    self._index.keep(channel, type_, _kept(report, content, file.stat().st_size))

    def rows(self, channel: str, type_: str, first: date, last: date) -> Iterator[dict[str, str]]:
        """The rows of a type on the days from the first to the last, each by the names of its columns.

        `type_` is one version ("channel_basic_a3"), or a family ("channel_basic"): then each day is that of the newest
        version that is kept. The order of columns is not promised, and versions have others. Days that are not kept, or
        whose file is not there, have no rows.
        """
        found: dict[date, str] = {}
        for each in self._versions(channel, type_):
            days = self._index.days(channel, each)
            found |= {day: each for day, kept in days.items() if self.has(channel, each, kept)}
        for day in sorted(day for day in found if first <= day <= last):
            with gzip.open(self.file(channel, found[day], day), "rt", encoding="utf-8-sig", newline="") as stream:
                yield from csv.DictReader(stream)

    def _versions(self, channel: str, type_: str) -> list[str]:
        """The type, or the kept versions of a family, the newest last."""
        kept = [known for id_ in self._index.types(channel) if (known := type_of(id_))]
        versions = sorted((each for each in kept if each.family == type_), key=lambda each: each.version)
        return [each.id for each in versions] or [type_]


def _kept(report: Report, content: bytes, size: int) -> Kept:
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    rows = sum(1 for _ in lines) - 1
    return Kept(report.day, report.id, report.created, rows, hashlib.sha256(content).hexdigest(), size)


def _safe(name: str) -> str:
    """The name of a folder for an id."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)
