"""The sandbox's journal of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from ytchannel import words
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.render.screen import Screen


def show(journal: dict[str, Any], screen: Screen) -> None:
    """A row a request, oldest first, and the sums by budget."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in (_("Request"), _("Answer"), _("Price"), _("Budget"), _("Bytes")):
        grid.add_column(name, justify="left" if name in (_("Request"), _("Budget")) else "right")
    for request in journal["requests"]:
        name = plain(f"{request['method']} {request.get('phase', '')}".strip())
        size = words.number(request.get("bytes", 0)) if request.get("bytes") else ""
        grid.add_row(name, str(request["status"] or "–"), str(request["units"]), plain(request["bucket"]), size)
    screen.show(grid)
    totals = ", ".join(f"{bucket} {words.number(units)}" for bucket, units in journal["totals"].items())
    screen.say(_("In all: {totals}").format(totals=totals))
