"""Progress while a plan is applied: bars with bytes, rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render.naming import called, what
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import Progress, TaskID

    from ytchannel.errors import ChannelToolError
    from ytchannel.plan import Change
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.applying import Watch


class Lines:
    """Progress as plain lines on stderr (see `applying.Watch`); several threads may tell of theirs."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._tenths: dict[str, int] = {}
        self._lock = threading.Lock()

    def began(self, change: Change) -> None:
        """An upload is announced, since it takes long."""
        if change.kind == "video" and change.action == "create":
            with self._lock:
                self._tenths[change.key] = 0
            self._line(f"… {what(change)} “{called(change.kind, change.title)}”")

    def moved(self, change: Change, sent: int, size: int) -> None:
        """A line for every tenth of the file, with its name where several are on their way."""
        tenth = sent * 10 // size
        with self._lock:
            if tenth <= self._tenths.get(change.key, 0):
                return
            self._tenths[change.key] = tenth
            name = f"“{called(change.kind, change.title)}” " if len(self._tenths) > 1 else ""
        share = _("{percent}, {sent} of {size}")
        told = share.format(percent=words.percent(sent / size), sent=words.size(sent), size=words.size(size))
        self._line(f"  {name}{told}")

    def ended(self, change: Change, error: ChannelToolError | None) -> None:
        """A line for each change that was made."""
        if change.kind == "video":
            with self._lock:
                self._tenths.pop(change.key, None)
        self._line(_ended(change, error))

    def _line(self, text: str) -> None:
        if not self._screen.quiet:
            self._screen.err.print(text, soft_wrap=True)


class Bars:
    """Progress on a terminal: a bar a file that goes up, one for all of them, a line a change that was made.

    See `applying.Watch`; several threads may tell of their files. `total` is the sum of the files in bytes, None when
    there is only one.
    """

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}
        self._sent: dict[str, int] = {}
        self._lock = threading.Lock()
        self._all = progress.add_task(_("In all"), total=total) if total else None

    def began(self, change: Change) -> None:
        """A bar appears for an upload."""
        if change.kind == "video" and change.action == "create":
            task = self._progress.add_task(plain(change.title), total=None)
            with self._lock:
                self._tasks[change.key] = task

    def moved(self, change: Change, sent: int, size: int) -> None:
        """The bars move."""
        with self._lock:
            task = self._tasks.get(change.key)
            self._sent[change.key] = sent
            done = sum(self._sent.values())
        if task is not None:
            self._progress.update(task, total=size, completed=sent)
        if self._all is not None:
            self._progress.update(self._all, completed=done)

    def ended(self, change: Change, error: ChannelToolError | None) -> None:
        """The bar of a file gives way to a line that stays."""
        if change.kind == "video":
            with self._lock:
                task = self._tasks.pop(change.key, None)
            if task is not None:
                self._progress.remove_task(task)
        self._progress.console.print(_ended(change, error), soft_wrap=True)


def _ended(change: Change, error: ChannelToolError | None) -> str:
    return f"{'✗' if error else '✓'} {what(change)} “{called(change.kind, change.title)}”"


@contextmanager
def watching(screen: Screen, sizes: Sequence[int] = ()) -> Iterator[Watch]:
    """The progress display that suits where stderr goes; `sizes` are those of the files that go up, in bytes."""
    if screen.quiet or not screen.err.is_terminal:
        yield Lines(screen)
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        DownloadColumn(binary_units=True),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen.err, transient=True) as progress:
        yield Bars(progress, sum(sizes) if len(sizes) > 1 else None)
