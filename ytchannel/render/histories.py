"""The history of writes: runs, and the writes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from ytchannel import words
from ytchannel.render import naming
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ytchannel.history import Run, Write
    from ytchannel.render.screen import Screen

_OUTCOMES = {"done": N_("done"), "failed": N_("failed"), "begun": N_("unsure")}


def show_runs(runs: Sequence[Run], screen: Screen, zone: tzinfo) -> None:
    """A row a run, the newest first."""
    grid = _grid(_("Run"), _("When"), _("Who"), _("Writes"))
    for run in runs:
        grid.add_row(str(run.number), words.when(run.at, zone), plain(run.user), words.number(run.writes))
    if runs:
        screen.show(grid)
    else:
        screen.say(_("Nothing was written yet."))
    screen.document({"runs": [vars(run) for run in runs]})


def show_writes(writes: Sequence[Write], run: int, screen: Screen, zone: tzinfo) -> None:
    """A row a write, in their order."""
    grid = _grid(_("When"), _("What"), _("Title"), _("From → to"), _("Outcome"))
    for write in writes:
        what = naming.action(write.action, write.kind)
        changed = "\n".join(_changed(name, zone, *pair) for name, pair in write.fields.items())
        grid.add_row(
            words.when(write.at, zone),
            what,
            naming.called(write.kind, write.title),
            changed,
            _(_OUTCOMES[write.outcome]),
        )
    screen.show(grid)
    screen.document({"run": run, "writes": [vars(write) for write in writes]})


def _changed(name: str, zone: tzinfo, old: Any, new: Any) -> str:  # noqa: ANN401 - any JSON value
    was, is_ = (naming.value(each, zone, name) for each in naming.apart(old, new))
    return f"{naming.field_name(name)}: {is_ if old is None else f'{was} → {is_}'}"


def _grid(*heads: str) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in heads:
        grid.add_column(head, overflow="fold")
    return grid
