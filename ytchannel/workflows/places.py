"""Where the entries of playlists and the sections of the page stand while a run is taken back, write by write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.history import Write
    from ytchannel.plan import Json

_NEW = ""  # what gets an id only when the plan is applied


class Places:
    """Lists of ids in their order, by the id of their playlist; that of the page is ""."""

    def __init__(self, entries: Iterable[Json], sections: Iterable[Json]) -> None:
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
        """Where it stands now."""
        return self._lists[self._list_of[id_]].index(id_)

    def remove(self, id_: str) -> None:
        """It is taken out."""
        self._lists[self._list_of[id_]].remove(id_)

    def move(self, id_: str, position: int) -> None:
        """It is moved."""
        self.remove(id_)
        self._lists[self._list_of[id_]].insert(position, id_)

    def add(self, name: str, position: int | None) -> int | None:
        """Something new is put there; returns None where that is the end."""
        there = self._lists.setdefault(name, [])
        if position is None or position >= len(there):
            there.append(_NEW)
            return None
        there.insert(position, _NEW)
        return position


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
