"""Today's budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from ytchannel import quota, words
from ytchannel.render.errors import BUCKETS
from ytchannel.words import _

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from ytchannel.ledger import LedgerBudget
    from ytchannel.render.screen import Screen


def show(budget: LedgerBudget, screen: Screen, zone: tzinfo, now: datetime) -> None:
    """What this tool has used of each budget, what is left, and when all are full again in the channel's time zone."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column(_("Budget"))
    for name in (_("Used"), _("Left"), _("A day")):
        grid.add_column(name, justify="right")
    found = {}
    for bucket in quota.DEFAULT_LIMITS:
        used, left, limit = budget.used(bucket), budget.left(bucket), budget.limit(bucket)
        found[bucket] = {"used": used, "left": left, "limit": limit}
        grid.add_row(_(BUCKETS[bucket]), *(words.number(n) for n in (used, left, limit)))
    resets_at = quota.resets_at(now)
    screen.show(grid)
    screen.say(_("Full again at {time} ({zone}).").format(time=words.when(resets_at, zone), zone=zone))
    screen.say(_("Only what this tool has spent is counted: YouTube does not tell the rest."), "dim")
    screen.document({"budgets": found, "resets_at": resets_at})
