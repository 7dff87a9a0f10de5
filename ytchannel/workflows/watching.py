"""upload --watch: which files of a folder are finished, and when to look at it again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel.config import file_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ytchannel.errors import Problem
    from ytchannel.workflows.connecting import Time

POLL = 3.0  # seconds between two looks; network drives tell of no changes by themselves
SETTLED = 10.0  # seconds without a change, after which nobody writes a file any more
APART = timedelta(minutes=1)  # from one round to the next, if no video is new: each costs some units to read
AGAIN = timedelta(minutes=5)  # until what has failed is tried once more, twice as long after each failure
LONGER = 4  # times at most: every try may cost one of a hundred uploads a day

_LOOKED_AT = (*file_names.VIDEOS, *file_names.PICTURES, *file_names.CAPTIONS, file_names.TEXT)


class Inbox:
    """A folder that files come into, looked at from time to time."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.abspath(folder)  # noqa: PTH100 - as a folder that is a manifest has it
        self._seen: dict[Path, tuple[int, int, float]] = {}  # size, time of change, since when both are so
        self._now = 0.0
        self._aside: dict[Path, tuple[int, int, float] | None] = {}  # as they were when something was wrong with them

    def set_aside(self, problems: Iterable[Problem]) -> bool:
        """Leave out what something is wrong with, as long as it stays as it is; whether that is anything new.

        One bad file is not to keep the others from going up.
        """
        before = len(self._aside)
        for problem in problems:
            if problem.place:
                path = Path(os.path.abspath(problem.place.file))  # noqa: PTH100 - as the paths here are
                self._aside[path] = self._seen.get(path)
        return len(self._aside) > before

    def look(self, now: float) -> None:
        """See what is there at `now`, in seconds."""
        before, self._seen, self._now = self._seen, {}, now
        for path in self._files():
            try:
                stat = path.stat(follow_symlinks=False)
            except OSError:  # gone again
                continue
            size, changed, since = before.get(path, (-1, -1, now))
            same = (size, changed) == (stat.st_size, stat.st_mtime_ns)
            self._seen[path] = stat.st_size, stat.st_mtime_ns, since if same else now

    def is_finished(self, path: Path) -> bool:
        """Whether a file has stayed as it is for long enough."""
        seen = self._seen.get(path)
        for each in (path, *path.parents):
            if each in self._aside and self._aside[each] in (None, seen):
                return False
        return seen is not None and seen[0] > 0 and self._now - seen[2] >= SETTLED

    @property
    def finished(self) -> frozenset[tuple[Path, int, int]]:
        """The finished files as they are; none as long as no video is among them."""
        found = frozenset((path, *seen[:2]) for path, seen in self._seen.items() if self.is_finished(path))
        return found if any(_is_video(path) for path, _, _ in found) else frozenset()

    def _files(self) -> Iterator[Path]:
        for top, folders, names in os.walk(self._folder):
            folders[:] = [name for name in folders if not file_names.is_hidden(name)]
            for name in names:
                hidden = file_names.is_hidden(name) or file_names.is_unfinished(name)
                if not hidden and Path(name).suffix.lower() in _LOOKED_AT:
                    yield Path(top) / name


@dataclass(frozen=True)
class Failed:
    """What comes of a round that did not do all. Nothing can be done before `until`, if that is known."""

    until: datetime | None = None


def watch(inbox: Inbox, time: Time, upload: Callable[[], Failed | None], tell: Callable[[datetime], None]) -> None:
    """Call `upload` whenever other files are finished, and again some time after it has failed: `tell` when.

    Ends by errors only, Ctrl-C among them.
    """
    done: frozenset[tuple[Path, int, int]] = frozenset()
    again: datetime | None = None
    last: datetime | None = None
    blocked, failures = False, 0
    while True:
        now = time.now()
        inbox.look(now.timestamp())
        finished = inbox.finished
        done &= finished
        new = finished - done
        soon = last is None or now - last >= APART or any(_is_video(path) for path, _, _ in new)
        fresh = bool(new) and soon and not blocked
        if fresh or (again is not None and now >= again):
            failed, last = upload(), now
            done, again, blocked = finished, None, False
            failures = failures + 1 if failed else 0
            if failed:
                pause = AGAIN * 2 ** min(failures - 1, LONGER)
                again, blocked = failed.until or time.now() + pause, failed.until is not None
                tell(again)
        time.sleep(POLL)


def _is_video(path: Path) -> bool:
    return path.suffix.lower() in file_names.VIDEOS
