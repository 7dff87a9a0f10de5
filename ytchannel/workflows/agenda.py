"""In which order the changes of a plan are made: as they stand, or as the files of several videos come up.

With several files on their way, threads do nothing but bring bytes up. All other changes are made by one thread, one at
a time, since YouTube answers 500 to playlist writes that come together; and video by video, so that each is complete
before the next one is taken up.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from ytchannel.kinds import VIDEO
from ytchannel.plan import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ytchannel.plan import Change

Landed = tuple[str, "Sequence[Change]"]
"""The id of a video that is up, and changes that are to follow at once."""

_PATIENCE = 3.0  # seconds that the threads get to notice that the run is over
_POLL = 0.2  # seconds: on some systems a wait without an end cannot be interrupted


class Agenda(Protocol):
    """What is still to be done."""

    def next(self, may: Callable[[Change], bool]) -> Change | None:
        """The next change; None when all are done. `may` tells whether nothing bars a change by now."""

    def has_landed(self, change: Change) -> bool:
        """Whether the change is made already, and only what came of it has to be taken up."""

    def insert(self, changes: Sequence[Change]) -> None:
        """These are to follow at once."""

    def stop(self) -> list[Change]:
        """Begin nothing more, let go what is on its way; those that were made nonetheless."""

    def rest(self) -> list[Change]:
        """What is not done."""


class InOrder:
    """One change after the other, as the plan has them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._waiting = deque(changes)

    def next(self, may: Callable[[Change], bool]) -> Change | None:  # noqa: ARG002 - whoever asks looks himself
        """The next one of the plan."""
        return self._waiting.popleft() if self._waiting else None

    def has_landed(self, change: Change) -> bool:  # noqa: ARG002
        """None is made before its turn."""
        return False

    def insert(self, changes: Sequence[Change]) -> None:
        """These are to follow at once."""
        self._waiting.extendleft(reversed(changes))

    def stop(self) -> list[Change]:
        """Nothing is on its way."""
        return []

    def rest(self) -> list[Change]:
        """What is not done."""
        return list(self._waiting)


@dataclass
class _Flight:
    """An upload with the changes of its video that come after it. One of `landed` and `error` is set at its end."""

    upload: Change
    more: deque[Change] = field(default_factory=deque)
    landed: Landed | None = None
    error: BaseException | None = None


class InFlight:
    """At most `count` files are on their way; videos are taken up as they land, and between them what needs no upload.

    `bring_up` runs in threads. `close` is called when the run is over, and makes it end soon.
    """

    def __init__(
        self,
        changes: Sequence[Change],
        count: int,
        bring_up: Callable[[Change], Landed],
        began: Callable[[Change], None],
        close: Callable[[], None],
    ) -> None:
        flights, others = _by_video(changes)
        self._waiting, self._others = deque(flights), deque(others)
        self._bring_up, self._began, self._close = bring_up, began, close
        self._count = count
        self._current: deque[Change] = deque()
        self._flying: dict[Ref, _Flight] = {}
        self._taken: dict[Ref, _Flight] = {}
        self._orders: SimpleQueue[_Flight | None] = SimpleQueue()
        self._landings: SimpleQueue[_Flight] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def next(self, may: Callable[[Change], bool]) -> Change | None:
        """The next change of the video that is being completed, else what has landed, else what needs no upload."""
        while True:
            self._start(may)
            if self._current:
                return self._current.popleft()
            flight = self._landing(wait=not self._others)
            if flight:
                self._current = flight.more
                return flight.upload
            if self._others:
                return self._others.popleft()
            if not self._flying and not self._waiting:
                return None

    def _start(self, may: Callable[[Change], bool]) -> None:
        while self._waiting and len(self._flying) < self._count:
            flight = self._waiting.popleft()
            if not may(flight.upload):  # whoever takes it up says why not
                self._others.extend((flight.upload, *flight.more))
                continue
            self._began(flight.upload)
            self._flying[flight.upload.ref] = flight
            if len(self._threads) < len(self._flying):
                # A daemon: a line that hangs must not keep the program from ending.
                thread = threading.Thread(target=self._fly, daemon=True)
                self._threads.append(thread)
                thread.start()
            self._orders.put(flight)

    def _fly(self) -> None:
        while flight := self._orders.get():
            try:
                flight.landed = self._bring_up(flight.upload)
            except BaseException as error:  # noqa: BLE001 - raised again where it is taken up
                flight.error = error
            self._landings.put(flight)

    def _landing(self, *, wait: bool) -> _Flight | None:
        """A flight that has landed; with `wait` the next that does, None when there is none on its way."""
        while self._flying:
            try:
                flight = self._landings.get(timeout=_POLL) if wait else self._landings.get_nowait()
            except Empty:
                if wait:
                    continue
                return None
            del self._flying[flight.upload.ref]
            self._taken[flight.upload.ref] = flight
            return flight
        return None

    def has_landed(self, change: Change) -> bool:
        """Whether it is the upload of a flight that has landed."""
        return is_upload(change) and change.ref in self._taken

    def land(self, change: Change) -> Landed:
        """What came of an upload. Raises what ended it."""
        flight = self._taken[change.ref]
        if flight.landed is None:
            raise flight.error or AssertionError(change)
        return flight.landed

    def insert(self, changes: Sequence[Change]) -> None:
        """These are to follow at once."""
        self._current.extendleft(reversed(changes))

    def stop(self) -> list[Change]:
        """Close the road and wait a little; the uploads that had ended by then."""
        self._close()
        for _ in self._threads:
            self._orders.put(None)
        until = time.monotonic() + _PATIENCE
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        made = []
        while flight := self._landing(wait=False):
            if flight.landed:
                made.append(flight.upload)
                self._others.extend(flight.more)
            else:
                self._others.extend((flight.upload, *flight.more))
        return made

    def rest(self) -> list[Change]:
        """What is not done: of the video that is being completed, of those on their way, and of all others."""
        flights = [*self._flying.values(), *self._waiting]
        return [*self._current, *self._others, *(each for flight in flights for each in (flight.upload, *flight.more))]


def is_upload(change: Change) -> bool:
    """Whether the change brings a file up."""
    return (change.kind, change.action) == (VIDEO.name, "create")


def _by_video(changes: Sequence[Change]) -> tuple[list[_Flight], list[Change]]:
    """The uploads with what refers to their videos, and the changes that need no upload."""
    flights = {change.ref: _Flight(change) for change in changes if is_upload(change)}
    others: list[Change] = []
    for change in changes:
        if is_upload(change):
            continue
        flight = next((flights[ref] for ref in references(change) if ref in flights), None)
        (flight.more if flight else others).append(change)
    return list(flights.values()), others


def references(change: Change) -> Iterator[Ref]:
    """What a change refers to, alone or in a list."""
    for value in change.wanted.fields.values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Ref):
                yield each
