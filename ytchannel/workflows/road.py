"""The road that all files of a run go up on: its pace, how fast it turns out to be, and whether it is still open."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ytchannel.bandwidth import Pace
from ytchannel.errors import MediaError
from ytchannel.workflows.media import Digest, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.bandwidth import Timetable
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.media import VideoFile

_RATE, _UPLOAD = "rate", "upload"
_ENOUGH = 1 << 20  # bytes from which on a rate says something
_SLACK = 0.9  # of a limit: what comes near it measures the limit, not the line


class ClosedError(Exception):
    """The run is over: nothing more is sent."""


class Road:
    """The line as a run uses it, whichever thread sends."""

    def __init__(self, connection: Connection, limits: Timetable) -> None:
        time, zone = connection.time, connection.zone
        self.pace = Pace(limits, lambda: time.now().astimezone(zone), time.clock, time.sleep)
        self._connection, self._limits, self._zone = connection, limits, zone
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._using = 0
        self._busy = self._since = 0.0  # seconds in which anybody sent
        self._bytes = 0

    def close(self) -> None:
        """Whoever sends stops at the next block."""
        self._closed.set()

    def check(self) -> None:
        """Raises ClosedError when the road is closed."""
        if self._closed.is_set():
            raise ClosedError

    def passed(self, count: int) -> None:
        """So many bytes have gone."""
        with self._lock:
            self._bytes += count

    @contextmanager
    def used(self) -> Iterator[None]:
        """A file is on the road meanwhile."""
        clock = self._connection.time.clock
        with self._lock:
            if not self._using:
                self._since = clock()
            self._using += 1
        try:
            yield
        finally:
            with self._lock:
                self._using -= 1
                now = clock()
                self._busy += now - self._since
                self._since = now

    def measure(self) -> None:
        """Keep how fast it is, for the plans of later runs: half what was known, half what this run has seen."""
        with self._lock:
            seconds, count = self._busy, self._bytes
        now = self._connection.time.now().astimezone(self._zone)
        limit = self._limits.rate(now)
        if count < _ENOUGH or seconds <= 0 or (limit and count / seconds > _SLACK * limit):
            return
        known = measured(self._connection)
        rate = (known + count / seconds) / 2 if known else count / seconds
        self._connection.ledger.bind(self._connection.id, _RATE, {_UPLOAD: f"{rate:.0f}"})


def measured(connection: Connection) -> float | None:
    """Bytes a second that uploads of this folder have made, None before the first."""
    found = connection.ledger.bindings(connection.id, _RATE).get(_UPLOAD)
    return float(found) if found else None


class FileBody:
    """The bytes of a file from `start` on, read in blocks as they are sent; memory stays flat for any size.

    Reading raises MediaError as soon as the file is not the one that was looked at any more, or cannot be read, and
    ClosedError. `digest` learns what goes by; `known` is told its name before the last block goes.
    """

    def __init__(
        self,
        file: VideoFile,
        start: int,
        road: Road,
        moved: Callable[[int], None],
        digest: Digest | None = None,
        known: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._file, self._start, self._road, self._moved = file, start, road, moved
        self._digest, self._known = digest, known

    def __len__(self) -> int:
        return self._file.size - self._start

    def __iter__(self) -> Iterator[bytes]:
        sent, pace = self._start, self._road.pace
        for block in blocks(self._file, self._start, self._file.size, pace.block):
            if self._digest:
                self._digest.take(sent, block)
                if sent + len(block) == self._file.size:
                    self._known(self._digest.name)
            pace.take(len(block))
            self._road.check()
            yield block
            sent += len(block)
            self._road.passed(len(block))
            self._moved(sent)


def blocks(file: VideoFile, start: int, stop: int, size: Callable[[], int]) -> Iterator[bytes]:
    """The bytes of a file from `start` up to `stop`, at most `size()` at a time. Raises MediaError."""
    try:
        stream = file.path.open("rb", buffering=0)
    except OSError as error:
        raise unreadable(file.path, error) from None
    with stream:
        stream.seek(start)
        while start < stop:
            file.check(os.fstat(stream.fileno()))
            try:
                block = stream.read(min(size(), stop - start))
            except OSError as error:  # the transport would take it for a broken line
                raise unreadable(file.path, error) from None
            if not block:
                raise MediaError("file-changed", file=file.path)
            yield block
            start += len(block)
