"""Where the entries of playlists and the sections of the page stand while a run is taken back, write by write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ytchannel.history import Write
    from ytchannel.plan import Json

_NEW = ""  # what gets an id only when the plan is applied


class Places:
    """Lists of ids in their order, by the id of their playlist; that of the page is "".

    A place is told as the run has counted it: without the `later` ids, those that came after it.
    """

    def __init__(self, entries: Iterable[Json], sections: Iterable[Json], later: Collection[str] = frozenset()) -> None:
        self._later = later
        self._lists: dict[str, list[str]] = {}
        self._list_of: dict[str, str] = {}
        for resource in sorted([*entries, *sections], key=lambda each: each["snippet"].get("position", 0)):
            name = resource["snippet"].get("playlistId", "")
            self._lists.setdefault(name, []).append(resource["id"])
            self._list_of[resource["id"]] = name

    def __contains__(self, id_: str) -> bool:
        return id_ in self._lists.get(self._list_of.get(id_, ""), ())

    def holds(self, name: str) -> bool:
        """Whether anything stands in a list."""
        return bool(self._lists.get(name))

    def position(self, id_: str) -> int:
        """Where it stands now, as the run has counted."""
        return self._counted(self._lists[self._list_of[id_]]).index(self.index(id_))

    def index(self, id_: str) -> int:
        """Where it stands now."""
        return self._lists[self._list_of[id_]].index(id_)

    def _counted(self, there: Sequence[str]) -> list[int]:
        """The places that the run has counted."""
        return [place for place, each in enumerate(there) if each not in self._later]

    def _index_at(self, there: Sequence[str], position: int) -> int:
        """Where a place of the run is now: behind the one that it comes after, the first before the one that was."""
        counted = self._counted(there)
        if not counted:
            return len(there)
        return counted[min(position, len(counted)) - 1] + 1 if position else counted[0]

    def remove(self, id_: str) -> None:
        """It is taken out."""
        self._lists[self._list_of[id_]].remove(id_)

    def move(self, id_: str, position: int) -> int:
        """It is moved to a place of the run; returns where that is now."""
        self.remove(id_)
        there = self._lists[self._list_of[id_]]
        index = self._index_at(there, position)
        there.insert(index, id_)
        return index

    def add(self, name: str, position: int | None) -> int | None:
        """Something new is put to a place of the run; returns where that is now, None where it is the end."""
        there = self._lists.setdefault(name, [])
        index = len(there) if position is None else self._index_at(there, position)
        there.insert(index, _NEW)
        return None if index == len(there) - 1 else index


def added_since(entries: Iterable[Json], writes: Sequence[Write]) -> set[str]:
    """The ids of entries that were put into their playlists after a run with these `writes`, by YouTube's clock.

    Should that differ from ours, a move is found to be disturbed: it stays, and nothing comes to a wrong place.
    """
    touched = {(write.after or write.before or {}).get("id") for write in writes}
    return {
        each["id"]
        for each in entries
        if each["id"] not in touched
        and all(datetime.fromisoformat(each["snippet"]["publishedAt"]) > write.at for write in writes)
    }


def disturbed(places: Places, writes: Iterable[Write]) -> set[str]:
    """The lists that do not stand any more as the run with these `writes` (last one first) has left them.

    A move can be taken back only where all of them can: its numbers mean nothing in another order. Uses up `places`.
    """
    found = set()
    for write in writes:
        resource = write.after or write.before or {}
        id_, name = resource.get("id", ""), resource.get("snippet", {}).get("playlistId", "")
        old, new = write.fields.get("position") or (resource.get("snippet", {}).get("position"), None)
        if write.action == "delete":
            places.add(name, old)
        elif write.action == "create":
            if id_ in places:
                places.remove(id_)
        elif new is not None:
            if id_ in places and places.position(id_) == new:
                places.move(id_, old)
            else:
                found.add(name)
    return found
