"""The resource types of a channel, one module each: all that is known of a type stands in its module.

A type is added by writing its module and naming it in `KINDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ytchannel.kinds.branding import BRANDING
from ytchannel.kinds.caption import CAPTION
from ytchannel.kinds.cover import COVER
from ytchannel.kinds.entry import ENTRY
from ytchannel.kinds.playlist import PLAYLIST
from ytchannel.kinds.shelf import SHELF
from ytchannel.kinds.thumbnail import THUMBNAIL
from ytchannel.kinds.video import VIDEO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.plan import Call, Change, Json, Ref

    Resolve = Callable[[Ref | str], str]


class Kind(Protocol):
    """What applying a change needs to know of its resource type."""

    @property
    def name(self) -> str:
        """The name in plans, JSON and the ledger."""

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The request that makes `change` happen; `resolve` gives the id behind a reference."""


class Insertable(Kind, Protocol):
    """A type whose creation has no idempotency key: after a lost answer the channel is asked whether it happened."""

    def twins(self, change: Change, resolve: Resolve) -> Call:
        """The listing in which the created resource would stand."""

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:
        """Whether `resource` of that listing is what the creation `change` would have made."""


INSERTABLE: Mapping[str, Insertable] = {kind.name: kind for kind in (PLAYLIST, SHELF, COVER, ENTRY, CAPTION)}
KINDS: Mapping[str, Kind] = {**INSERTABLE, **{kind.name: kind for kind in (BRANDING, VIDEO, THUMBNAIL)}}

__all__ = [
    "BRANDING",
    "CAPTION",
    "COVER",
    "ENTRY",
    "INSERTABLE",
    "KINDS",
    "PLAYLIST",
    "SHELF",
    "THUMBNAIL",
    "VIDEO",
    "Insertable",
    "Kind",
]
