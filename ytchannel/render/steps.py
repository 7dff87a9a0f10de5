"""Progress of many small requests: a bar on a terminal, nothing elsewhere, since they take seconds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.render.screen import Screen


@contextmanager
def steps(screen: Screen, what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that is told how many steps are done of how many; several threads may tell."""
    if screen.quiet or not screen.err.is_terminal:
        yield lambda _done, _all: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen.err, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, all_: progress.update(task, completed=done, total=all_)
