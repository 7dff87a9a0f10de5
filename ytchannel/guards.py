"""What a plan may not do without being told twice. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.plan import Plan

DELETIONS = 5
"""Deletions of a kind that need no second word."""

SHARE = 0.3
"""The same as a share of what there is of the kind."""

PUBLISHED = 5
"""Videos that one run may turn public without a second word."""


@dataclass(frozen=True)
class Guard:
    """A guard that refuses: its code, the kind of resource, how many of how many."""

    code: str
    kind: str
    count: int
    of: int = 0


def refusing(plan: Plan, standing: Mapping[str, int]) -> list[Guard]:
    """The guards that refuse a plan. `standing` has how many resources of each kind the files are about."""
    found = []
    deleted: dict[str, int] = {}
    published = 0
    for change in plan.changes:
        if change.action == "delete":
            deleted[change.kind] = deleted.get(change.kind, 0) + 1
        privacy = change.fields.get("privacy")
        published += change.kind == "video" and change.action == "update" and getattr(privacy, "new", "") == "public"
    for kind, count in deleted.items():
        there = max(standing.get(kind, 0), count)
        if count > DELETIONS or count > SHARE * there:
            found.append(Guard(f"many-deletions-{kind}", kind, count, there))
    if published > PUBLISHED:
        found.append(Guard("many-published", "video", published))
    return found
