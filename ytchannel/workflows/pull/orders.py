"""Which order a section can declare so that its playlist is as declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.collecting import in_order
from ytchannel.config.styling import Noted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.model import Section
    from ytchannel.workflows.shown import ShownVideos

_ENOUGH = 5  # entries that stand in an order by chance one time in 120


def holds(section: Section, live: Sequence[str], listed: Sequence[str], shown: ShownVideos) -> bool:
    """Whether the entries stand in the order that a section declares."""
    match section.order:
        case "manual":
            return True
        case "listed" | "given":
            line = listed if section.order == "listed" else section.given
            wanted = [video for video in dict.fromkeys(line) if video in live]
            return wanted == [video for video in live if video in wanted]
        case order:
            return in_order(order, [shown[video] for video in live]) == list(live)


def fitting(live: Sequence[str], listed: Sequence[str], shown: ShownVideos) -> str | list[Noted] | None:
    """The order in which the entries stand: by a rule, as listed, or one by one. None where there is none to speak of.

    Views change by the hour, so no order is taken for theirs.
    """
    if len(live) < 2:
        return None
    if len(live) >= _ENOUGH:
        for order in ("newest", "oldest", "title"):
            if in_order(order, [shown[video] for video in live]) == list(live):
                return order
    if [video for video in dict.fromkeys(listed) if video in live] == list(live):
        return "listed"
    return [Noted(video, shown[video].title) for video in live]
