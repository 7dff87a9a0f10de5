"""Resources, changes and requests as values; what has to change, in which order, at which price. Pure.

Desired and live resources are both Items, so `diff` knows no API. A request is a Call, so plans, prices, dry runs, JSON
and tests look at what would be sent; only the gateway sends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ytchannel import quota

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.errors import Problem

Json = dict[str, Any]
Action = Literal["create", "update", "move", "delete"]


@dataclass(frozen=True)
class Ref:
    """Points at an item that may not exist yet; its id is known when the calls before it are answered."""

    kind: str
    key: str


@dataclass(frozen=True)
class Call:
    """One request of the API: `method` is its discovery name, e.g. "youtube.playlists.insert"."""

    method: str
    params: Mapping[str, Any]
    body: Json | None = None
    media: tuple[bytes, str] | None = None  # small media (a thumbnail) and its MIME type


@dataclass(frozen=True)
class Item:
    """One resource, wished or seen.

    `key` is stable within its kind; `fields` are the comparable values, of which a wished item has the declared ones
    only; `id` and `source` (the resource as YouTube gave it, for what a write has to carry) are those of a seen one.
    """

    kind: str
    key: str
    title: str
    fields: Mapping[str, Any]
    id: str | None = None
    source: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldChange:
    """What a field is and what it is to be."""

    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One write of the plan. `position` is set where the place among its neighbours is part of it."""

    action: Action
    wanted: Item
    seen: Item | None
    fields: Mapping[str, FieldChange]
    price: quota.Price
    position: int | None = None

    @property
    def kind(self) -> str:
        """The kind of the changed resource."""
        return self.wanted.kind

    @property
    def key(self) -> str:
        """The key of the changed resource within its kind."""
        return self.wanted.key

    @property
    def title(self) -> str:
        """What people know the resource by."""
        return self.wanted.title

    @property
    def ref(self) -> Ref:
        """Points at the changed resource."""
        return Ref(self.kind, self.key)


@dataclass(frozen=True)
class Note:
    """Something that was seen and that the plan does nothing about: a code of `render.plans`, how many, and where."""

    code: str
    count: int
    section: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything that would be written, in order, the resources that are left alone, and what was noticed."""

    changes: tuple[Change, ...] = ()
    kept: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()

    def cost(self, bucket: str = quota.POOL) -> int:
        """Units of `bucket` that applying the whole plan spends."""
        return sum(change.price.units for change in self.changes if change.price.bucket == bucket)

    def __add__(self, other: Plan) -> Plan:
        return Plan(self.changes + other.changes, self.kept + other.kept, self.notes + other.notes)


@dataclass(frozen=True)
class Bound:
    """Live items under the keys of the declared ones they stand for, those nobody declared, and what is unclear."""

    items: tuple[Item, ...] = ()
    foreign: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def by_key(self) -> dict[str, Item]:
        """The bound items by key."""
        return {item.key: item for item in self.items}


def differences(wanted: Item, seen: Item) -> dict[str, FieldChange]:
    """The declared fields in which the channel differs. Fields that are not declared are never compared."""
    return {
        name: FieldChange(seen.fields.get(name), value)
        for name, value in wanted.fields.items()
        if seen.fields.get(name) != value
    }


def diff(wanted: Sequence[Item], bound: Bound, insert: quota.Price, update: quota.Price) -> Plan:
    """Creations and updates that make the bound live items equal to the wanted ones; nothing is ever deleted."""
    live, changes = bound.by_key, []
    for item in wanted:
        seen = live.get(item.key)
        if seen is None:
            fields = {name: FieldChange(None, value) for name, value in item.fields.items()}
            changes.append(Change("create", item, None, fields, insert))
        elif fields := differences(item, seen):
            changes.append(Change("update", item, seen, fields, update))
    return Plan(tuple(changes), bound.foreign)
