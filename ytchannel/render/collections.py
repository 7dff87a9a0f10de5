"""What collecting bulk reports came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from ytchannel import words
from ytchannel.render import errors
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo
    from pathlib import Path

    from ytchannel.errors import ChannelToolError
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.collecting_reports import OfType


def show(found: Sequence[OfType], folder: Path, error: ChannelToolError | None, screen: Screen, zone: tzinfo) -> None:
    """A row a type of reports, what is still to come or lost, and the `error` that the command ends with."""
    if rows := [each for each in found if each.first or each.lost]:
        screen.show(_grid(rows))
    _tell(found, screen)
    for each in found:
        if each.lost:
            told = words.plural(
                "YouTube does not have the report of {type} on {count} day any more: {days}",
                "YouTube does not have the reports of {type} on {count} days any more: {days}",
                len(each.lost),
                type=plain(each.type),
                days=", ".join(words.day(day) for day in each.lost),
            )
            screen.warn(told)
        if each.error:
            screen.warn(f"{plain(each.type)}: {errors.sentence(each.error, zone)}", style="red")
    if any(each.first for each in found):
        screen.say(_("The reports are in {folder}").format(folder=plain(folder)))
    if error:
        screen.warn(errors.sentence(error, zone), style="red")
    document = {"reports": [_document(each, zone) for each in found], "folder": folder}
    screen.document(document | (errors.document(error, zone) if error else {}))


def _grid(found: Sequence[OfType]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True)
    grid.add_column(_("Reports"), overflow="fold", min_width=max(len(each.type) for each in found))
    for head in (_("New"), _("Replaced"), _("Unchanged")):
        grid.add_column(head, justify="right")
    for head in (_("First day"), _("Last day")):
        grid.add_column(head, no_wrap=True)
    for each in found:
        days = (words.day(day) if day else "–" for day in (each.first, each.last))
        counts = (each.new, each.replaced, each.unchanged)
        grid.add_row(plain(each.type), *(words.number(count) for count in counts), *days)
    return grid


def _tell(found: Sequence[OfType], screen: Screen) -> None:
    made = [plain(each.type) for each in found if each.job == "made"]
    if made:
        told = words.plural(
            "From now on YouTube makes one more report each day: {types}. The first one comes within 24 to 48 hours, "
            "together with those on the 30 days before. Run this again then, and at least once a month.",
            "From now on YouTube makes {count} more reports each day: {types}. The first ones come within 24 to 48 "
            "hours, together with those on the 30 days before. Run this again then, and at least once a month.",
            len(made),
            types=", ".join(made),
        )
        screen.say(told, "green")
    awaited = [plain(each.type) for each in found if each.awaited and each.job == "there"]
    if awaited:
        told = _("Not there yet, since the first report comes 24 to 48 hours after it was asked for: {types}")
        screen.say(told.format(types=", ".join(awaited)), "yellow")
    if restored := sum(each.restored for each in found):
        told = words.plural(
            "{count} file had vanished and was fetched again.",
            "{count} files had vanished and were fetched again.",
            restored,
        )
        screen.say(told)
    if not made and any(each.first for each in found) and not any(each.new + each.replaced for each in found):
        screen.say(_("There is nothing new at YouTube."), "green")


def _document(each: OfType, zone: tzinfo) -> dict[str, Any]:
    return {
        "type": each.type,
        "job": each.job,
        "new": each.new,
        "replaced": each.replaced,
        "restored": each.restored,
        "unchanged": each.unchanged,
        "awaited": each.awaited,
        "lost": each.lost,
        "first_day": each.first,
        "last_day": each.last,
        "error": errors.sentence(each.error, zone) if each.error else None,
    }
