"""Shelves: the channel page's sections of type singlePlaylist, in declared order among whatever else stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.arrange import arrange
from ytchannel.errors import Problem
from ytchannel.plan import Bound, Call, Change, FieldChange, Item, Json, Plan, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.kinds import Resolve
    from ytchannel.model import Channel, Section

_INSERT, _UPDATE = "youtube.channelSections.insert", "youtube.channelSections.update"
_DELETE = "youtube.channelSections.delete"

LIMIT = 10
"""Sections that a channel may have (channelSections: maxChannelSectionExceeded)."""


class Shelf:
    """The shelf of a section: a channel section that shows its one playlist."""

    name = "shelf"
    move_price = quota.price(_UPDATE)

    def ids_of(self, resource: Json) -> dict[str, str]:
        """The ids that a write of a shelf names."""
        return {"playlist": resource["contentDetails"]["playlists"][0]}

    def wanted(self, channel: Channel) -> list[Item]:
        """One item a section with `shelf: true`, in declared order."""
        return [
            Item(self.name, section.key, section.title, {"playlist": Ref("playlist", section.key)})
            for section in channel.sections
            if section.shelf
        ]

    def listing(self) -> Call:
        """The request for every section of the channel's page; the API gives them in one page."""
        return Call("youtube.channelSections.list", {"part": "id,snippet,contentDetails", "mine": True})

    def seen(self, resource: Json, section_keys: Mapping[str, str], titles: Mapping[str, str]) -> Item:
        """A live section; one that shows the playlist of a declared section gets its key, others keep their id.

        `section_keys` maps the ids of bound playlists to section keys, `titles` those of all playlists to their titles.
        """
        snippet = resource["snippet"]
        playlists = resource.get("contentDetails", {}).get("playlists", [])
        single = snippet.get("type") == "singlePlaylist" and len(playlists) == 1
        key = section_keys.get(playlists[0]) if single else None
        fields = {"playlist": Ref("playlist", key)} if key else {"type": snippet.get("type")}
        title = snippet.get("title") or (titles.get(playlists[0]) if single else None) or snippet.get("type", "")
        return Item(self.name, key or resource["id"], title, fields, resource["id"], resource)

    def bind(self, channel: Channel, live: Sequence[Item], playlists: Mapping[str, Item]) -> Bound:
        """The shelves of declared sections, those of others, and what would be refused.

        YouTube refuses more sections than a page holds, and private playlists; `playlists` are the bound ones by key.
        """
        wanted = {item.key for item in self.wanted(channel)}
        ours: dict[str, Item] = {}
        for item in live:
            if item.key in wanted:
                ours.setdefault(item.key, item)
        foreign = tuple(item for item in live if item not in ours.values())
        new = len(wanted - ours.keys())
        problems = [
            Problem("private-shelf", section.place)
            for section in channel.sections
            if section.key in wanted - ours.keys() and _privacy(section, playlists.get(section.key)) == "private"
        ]
        if new and len(live) + new > LIMIT:
            problems.append(Problem("shelves-full", channel.place, {"live": len(live), "new": new, "limit": LIMIT}))
        return Bound(tuple(ours.values()), foreign, tuple(problems))

    def plan(self, channel: Channel, bound: Bound, page: Sequence[Item]) -> Plan:
        """Missing shelves and the fewest moves; `page` has all live sections in their order on the page."""
        wanted = {item.key: item for item in self.wanted(channel)}
        ours = {item.id: item for item in bound.items}
        present = [item.key if item.id in ours else f"\0{item.id}" for item in page]
        seen, changes = bound.by_key, []
        for placement in arrange(present, list(wanted)):
            item = wanted[placement.key]
            if placement.new:
                # Without a position a section goes last; naming the last place would depend on hidden sections.
                last = placement.position == len(present)
                position = None if last else placement.position
                changes.append(self.missing(item, position))
                present.insert(placement.position, item.key)
            else:
                moved = FieldChange(present.index(item.key), placement.position)
                present.remove(item.key)
                present.insert(placement.position, item.key)
                change = Change(
                    "move", item, seen[item.key], {"position": moved}, quota.price(_UPDATE), placement.position
                )
                changes.append(change)
        return Plan(tuple(changes), bound.foreign)

    def missing(self, wanted: Item, position: int | None) -> Change:
        """The change that makes a section, at a position or at the end."""
        fields = {name: FieldChange(None, value) for name, value in wanted.fields.items()}
        return Change("create", wanted, None, fields, quota.price(_INSERT), position)

    def removal(self, seen: Item) -> Change:
        """The change that deletes a live section."""
        return Change("delete", seen, seen, {}, quota.price(_DELETE))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The insert or the move; an update replaces the section as a whole, so type and playlist are carried."""
        if change.action == "delete" and change.seen is not None:
            return Call(_DELETE, {"id": change.seen.id})
        playlist = resolve(change.wanted.fields["playlist"])
        snippet: Json = {"type": "singlePlaylist"}
        if change.position is not None:
            snippet["position"] = change.position
        body: Json = {"snippet": snippet, "contentDetails": {"playlists": [playlist]}}
        if change.seen is None:
            return Call(_INSERT, {"part": "snippet,contentDetails"}, body)
        return Call(_UPDATE, {"part": "snippet,contentDetails"}, {"id": change.seen.id, **body})

    def twins(self, change: Change, resolve: Resolve) -> Call:  # noqa: ARG002 - there is one list
        """The listing of all sections."""
        return self.listing()

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:
        """A section that shows the same playlist alone."""
        playlists: list[str] = resource.get("contentDetails", {}).get("playlists", [])
        single = resource["snippet"].get("type") == "singlePlaylist"
        return bool(single and playlists == [resolve(change.wanted.fields["playlist"])])


def _privacy(section: Section, playlist: Item | None) -> str:
    """What the playlist of a section will be: as declared, else as it is, else as a new one is made."""
    return section.privacy or (playlist.fields["privacy"] if playlist else None) or "private"


SHELF = Shelf()
