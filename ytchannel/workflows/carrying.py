"""What a run has written to a playlist is what its later writes of the same one have to carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.errors import DependencyError
from ytchannel.kinds import PLAYLIST
from ytchannel.plan import Item

if TYPE_CHECKING:
    from ytchannel.plan import Change, Json, Ref


class Carrying:
    """The playlists, which updates replace part by part, as this run has left them."""

    def __init__(self) -> None:
        self._left: dict[Ref, Json] = {}

    def seen(self, change: Change) -> Change:
        """The change as one of what is there now, also where it was planned for what an earlier one makes.

        Raises DependencyError when that was not made.
        """
        if (change.kind, change.action) != (PLAYLIST.name, "update"):
            return change
        if left := self._left.get(change.ref):
            before = change.seen or Item(change.kind, change.key, change.title, {})
            return replace(change, seen=replace(before, id=left["id"], source=left))
        if change.seen is None:
            raise DependencyError(change.kind, change.key)
        return change

    def keep(self, change: Change, made: Json) -> None:
        """Remember what YouTube answered: the parts that were written; the others are as they were read."""
        if change.kind == PLAYLIST.name and change.action != "delete":
            self._left[change.ref] = {**(change.seen.source if change.seen else {}), **made}
