"""Shelves: the sections of the channel's page, in declared order among whatever else stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel import plan, quota
from ytchannel.arrange import arrange
from ytchannel.errors import Problem
from ytchannel.kinds.text import tidy
from ytchannel.plan import Bound, Call, Change, FieldChange, Item, Json, Plan, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.kinds import Resolve
    from ytchannel.model import Channel, ShelfWish

_INSERT, _UPDATE = "youtube.channelSections.insert", "youtube.channelSections.update"
_DELETE = "youtube.channelSections.delete"

_SINGLE = "singlePlaylist"
_TITLED = ("multiplePlaylists", "multipleChannels")
_TYPES = {name.lower(): name for name in (_SINGLE, *_TITLED, "allPlaylists", "popularUploads",
          "recentUploads", "subscriptions", "liveEvents", "upcomingEvents", "completedEvents")}  # fmt: skip

LIMIT = 10
"""Sections that a channel may have (channelSections: maxChannelSectionExceeded)."""


class Shelf:
    """A shelf: one playlist, several of them or channels under a title, or what YouTube gathers (recentUploads ...)."""

    name = "shelf"
    move_price = quota.price(_UPDATE)

    def ids_of(self, resource: Json) -> dict[str, Any]:
        """What a write of a section names, with ids: its type, its title where it has one, and what it shows."""
        snippet = resource["snippet"]
        type_ = snippet.get("type")
        # In the field types are seen in small letters too, which nobody can write.
        fields: dict[str, Any] = {"type": _TYPES.get(str(type_).lower(), type_)}
        if fields["type"] in _TITLED:
            fields["title"] = snippet.get("title", "")
        shown = resource.get("contentDetails", {})
        return fields | {name: tuple(shown[name]) for name in ("playlists", "channels") if shown.get(name)}

    def wanted(self, channel: Channel) -> list[Item]:
        """The declared shelves, in their order."""
        titles = {section.key: section.title for section in channel.sections}
        return [self._wish(shelf, titles) for shelf in channel.shelves]

    def _wish(self, shelf: ShelfWish, titles: Mapping[str, str]) -> Item:
        fields: dict[str, Any] = {"type": shelf.type}
        if shelf.type in _TITLED:
            fields["title"] = tidy(shelf.title)
        if shelf.sections:
            fields["playlists"] = tuple(Ref("playlist", key) for key in shelf.sections)
        if shelf.channels:
            fields["channels"] = shelf.channels
        title = shelf.title or (titles[shelf.sections[0]] if shelf.sections else shelf.type)
        return Item(self.name, shelf.key, title, fields)

    def listing(self) -> Call:
        """The request for every section of the channel's page; the API gives them in one page."""
        return Call("youtube.channelSections.list", {"part": "id,snippet,contentDetails", "mine": True})

    def seen(self, resource: Json, section_keys: Mapping[str, str], titles: Mapping[str, str]) -> Item:
        """A live section under the key that a declared one of its kind would have, else under its own id.

        `section_keys` maps the ids of bound playlists to section keys, `titles` those of all playlists to their titles.
        """
        fields = self.ids_of(resource)
        playlists = fields.get("playlists", ())
        key = resource["id"]
        match fields["type"]:
            case "singlePlaylist" if len(playlists) == 1 and playlists[0] in section_keys:
                key = section_keys[playlists[0]]
            case kind if kind in _TITLED:
                fields["title"] = tidy(fields["title"])
                key = titled_key(kind, fields["title"])
            case kind if not playlists and kind and "undefined" not in kind.lower():
                key = kind
        if playlists:
            known = (Ref("playlist", section_keys[each]) if each in section_keys else each for each in playlists)
            fields["playlists"] = tuple(known)
        title = fields.get("title") or (titles.get(playlists[0]) if playlists else None) or fields["type"] or ""
        return Item(self.name, key, title, fields, resource["id"], resource)

    def bind(self, channel: Channel, live: Sequence[Item], playlists: Mapping[str, Item]) -> Bound:
        """The declared shelves that stand, those of others, and what would be refused.

        YouTube refuses more sections than a page holds, and private playlists; `playlists` are the bound ones by key.
        """
        wanted = {item.key for item in self.wanted(channel)}
        ours: dict[str, Item] = {}
        for item in live:
            if item.key in wanted:
                ours.setdefault(item.key, item)
        foreign = tuple(item for item in live if item not in ours.values())
        new = wanted - ours.keys()
        shown = {key for shelf in channel.shelves if shelf.key in new for key in shelf.sections}
        problems = [
            Problem("private-shelf", section.place)
            for section in channel.sections
            if section.key in shown and _privacy(section.privacy, playlists.get(section.key)) == "private"
        ]
        if new and len(live) + len(new) > LIMIT:
            problems.append(
                Problem("shelves-full", channel.place, {"live": len(live), "new": len(new), "limit": LIMIT})
            )
        return Bound(tuple(ours.values()), foreign, tuple(problems))

    def plan(self, channel: Channel, bound: Bound, page: Sequence[Item]) -> Plan:
        """Missing shelves, the fewest moves, and what else differs; `page` has all live sections in their order."""
        wanted = {item.key: item for item in self.wanted(channel)}
        ours = {item.id for item in bound.items}
        present = [item.key if item.id in ours else f"\0{item.id}" for item in page]
        seen, changes = bound.by_key, []
        moved = set()
        for placement in arrange(present, list(wanted)):
            item = wanted[placement.key]
            if placement.new:
                # Without a position a section goes last; naming the last place would depend on hidden sections.
                last = placement.position == len(present)
                changes.append(self.missing(item, None if last else placement.position))
            else:
                moved.add(item.key)
                fields = {"position": FieldChange(present.index(item.key), placement.position)}
                fields |= plan.differences(item, seen[item.key])
                present.remove(item.key)
                changes.append(Change("move", item, seen[item.key], fields, self.move_price, placement.position))
            present.insert(placement.position, item.key)
        for key, item in seen.items():
            if key not in moved and (fields := plan.differences(wanted[key], item)):
                # Left out, the position would send it to the end.
                changes.append(Change("update", wanted[key], item, fields, self.move_price, present.index(key)))
        return Plan(tuple(changes), bound.foreign)

    def missing(self, wanted: Item, position: int | None) -> Change:
        """The change that makes a section, at a position or at the end."""
        fields = {name: FieldChange(None, value) for name, value in wanted.fields.items()}
        return Change("create", wanted, None, fields, quota.price(_INSERT), position)

    def removal(self, seen: Item) -> Change:
        """The change that deletes a live section."""
        return Change("delete", seen, seen, {}, quota.price(_DELETE))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The insert, or the update, which replaces the section as a whole, so that all of it is carried."""
        if change.action == "delete" and change.seen is not None:
            return Call(_DELETE, {"id": change.seen.id})
        fields = change.wanted.fields
        snippet: Json = {name: fields[name] for name in ("type", "title") if name in fields}
        if change.position is not None:
            snippet["position"] = change.position
        body: Json = {"snippet": snippet}
        for name in fields.keys() & {"playlists", "channels"}:
            body["contentDetails"] = {name: [resolve(each) for each in fields[name]]}
        params = {"part": ",".join(body)}
        if change.seen is None:
            return Call(_INSERT, params, body)
        return Call(_UPDATE, params, {"id": change.seen.id, **body})

    def twins(self, change: Change, resolve: Resolve) -> Call:  # noqa: ARG002 - there is one list
        """The listing of all sections."""
        return self.listing()

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:
        """A section of the same type that shows the same, under the same title."""
        fields = dict(change.wanted.fields)
        if "playlists" in fields:
            fields["playlists"] = tuple(resolve(each) for each in fields["playlists"])
        return self.ids_of(resource) == fields


def titled_key(type_: str, title: str) -> str:
    """The key of a shelf of several playlists or channels: it is known by its title."""
    return f"{type_}/{title}"


def _privacy(declared: str | None, playlist: Item | None) -> str:
    """What the playlist of a section will be: as declared, else as it is, else as a new one is made."""
    return declared or (playlist.fields["privacy"] if playlist else None) or "private"


SHELF = Shelf()
