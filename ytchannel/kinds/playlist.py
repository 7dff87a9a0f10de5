"""Playlists: how a declared section becomes one, how a live one is recognised, and what a write has to carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ytchannel import plan, quota
from ytchannel.errors import Problem
from ytchannel.kinds import localized
from ytchannel.kinds.text import tidy
from ytchannel.plan import Bound, Call, Change, FieldChange, Item, Json, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.kinds import Resolve
    from ytchannel.model import Channel, Section

_INSERT, _UPDATE = "youtube.playlists.insert", "youtube.playlists.update"
_DELETE = "youtube.playlists.delete"


# Where each field stands in the resource.
_PATHS = {
    "title": ("snippet", "title"),
    "description": ("snippet", "description"),
    "privacy": ("status", "privacyStatus"),
    "language": ("snippet", "defaultLanguage"),
    "podcast": ("status", "podcastStatus"),
}


class Playlist:
    """The playlist of a section."""

    name = "playlist"
    update_price = quota.price(_UPDATE)

    def wanted(self, channel: Channel) -> list[Item]:
        """One item a section, with the declared fields only."""
        return [self._wish(section) for section in channel.sections]

    def _wish(self, section: Section) -> Item:
        declared: dict[str, Any] = {
            "title": tidy(section.title),
            "description": None if section.description is None else tidy(section.description),
            "privacy": section.privacy,
            "language": section.language,
            "podcast": section.podcast,
        }
        fields = {name: value for name, value in declared.items() if value is not None}
        fields |= localized.fields({language: vars(texts) for language, texts in section.localizations.items()})
        return Item(self.name, section.key, fields["title"], fields, id=section.id)

    def listing(self) -> Call:
        """The request, page by page, for every playlist of the channel."""
        parts = "id,snippet,status,contentDetails,localizations"
        return Call("youtube.playlists.list", {"part": parts, "mine": True, "maxResults": 50})

    def seen(self, resource: Json) -> Item:
        """A live playlist under its own id as key; `bind` gives it the key of its section."""
        snippet, status = resource["snippet"], resource.get("status", {})
        fields = {
            "title": tidy(snippet.get("title")),
            "description": tidy(snippet.get("description")),
            "privacy": status.get("privacyStatus"),
            "language": snippet.get("defaultLanguage"),
            "podcast": _is_podcast(resource),
            **localized.fields(resource.get("localizations", {})),
        }
        return Item(self.name, resource["id"], fields["title"], fields, id=resource["id"], source=resource)

    def bind(
        self, channel: Channel, live: Sequence[Item], memory: Mapping[str, str], *, ids_hold: bool = True
    ) -> Bound:
        """Match sections to live playlists: by declared id, then by the ledger's, then by a title that is unique.

        `memory` maps section keys to playlist ids. Two live playlists of one title are a problem, never a guess.
        Without `ids_hold`, on a sandbox, a declared id that is not there is that of the real channel.
        """
        by_id = {item.id: item for item in live}
        declared = {section.id for section in channel.sections if section.id is not None}
        found: dict[str, Item] = {}
        problems: list[Problem] = []
        for section in channel.sections:
            remembered = memory.get(section.key)
            if section.id in by_id:
                found[section.key] = by_id[section.id]
            elif section.id is not None and ids_hold:
                problems.append(Problem("playlist-missing", section.place, {"id": section.id}))
            elif remembered in by_id.keys() - declared and section.key == _heir(channel, memory, by_id[remembered]):
                found[section.key] = by_id[remembered]
        taken = {item.id for item in found.values()}
        for section in channel.sections:
            if section.key in found or (section.id is not None and ids_hold):
                continue
            same = [item for item in live if item.title == tidy(section.title) and item.id not in taken]
            if len(same) == 1:
                found[section.key] = same[0]
            elif same:
                ids = [item.id for item in same]
                problems.append(Problem("title-ambiguous", section.place, {"title": section.title, "ids": ids}))
        taken = {item.id for item in found.values()}
        return Bound(
            tuple(_renamed(item, key) for key, item in found.items()),
            tuple(item for item in live if item.id not in taken),
            tuple(problems),
        )

    def plan(self, channel: Channel, bound: Bound) -> Plan:
        """What has to be written so that every section has its playlist as declared, but for new podcasts."""
        live = bound.by_key
        wanted = [_later(item) if _awaits(item, live.get(item.key)) else item for item in self.wanted(channel)]
        return plan.diff(wanted, bound, quota.price(_INSERT), quota.price(_UPDATE))

    def podcasts(self, channel: Channel, bound: Bound) -> Plan:
        """The playlists that become podcasts, each by an update of its own, which belongs behind shelves and covers.

        Only playlists.update takes podcastStatus, so a new playlist is made first; and YouTube may refuse it while the
        playlist has no square image, which is to hold up no other change.
        """
        live = bound.by_key
        awaiting = [item for item in self.wanted(channel) if _awaits(item, live.get(item.key))]
        return Plan(tuple(self.podcast(item, live.get(item.key)) for item in awaiting if item.fields["podcast"]))

    def podcast(self, wanted: Item, seen: Item | None = None) -> Change:
        """The change that makes a playlist a podcast. Without `seen` it is one that the changes before it make."""
        return Change("update", wanted, seen, {"podcast": FieldChange(False, True)}, self.update_price)

    def missing(self, wanted: Item) -> Change:
        """The change that makes a playlist, which is no podcast yet."""
        fields = {name: FieldChange(None, value) for name, value in _later(wanted).fields.items()}
        return Change("create", _later(wanted), None, fields, quota.price(_INSERT))

    def removal(self, seen: Item) -> Change:
        """The change that deletes a live playlist."""
        return Change("delete", seen, seen, {}, quota.price(_DELETE))

    def shows_video(self, seen: Item) -> bool:
        """Whether a live playlist is shown with the picture of one of its videos, so that it has none of its own."""
        return bool(seen.source.get("snippet", {}).get("thumbnailVideoId"))

    def raw(self, resource: Mapping[str, Any], field: str) -> Any:  # noqa: ANN401 - of any field
        """The value of a field as it stands in the resource."""
        if "/" in field:
            return localized.raw(resource, field)
        if field == "podcast":
            return _is_podcast(resource)
        part, name = _PATHS[field]
        return resource.get(part, {}).get(name)

    def is_told(self, resource: Mapping[str, Any], field: str) -> bool:
        """Whether a resource was read with the part that a field stands in."""
        return ("localizations" if "/" in field else _PATHS[field][0]) in resource

    def call(self, change: Change, resolve: Resolve) -> Call:  # noqa: ARG002 - a playlist refers to nothing
        """The insert, with privacy always named; or the update, which carries all that its parts would wipe.

        playlists.update needs snippet.title in every case, and replaces each part that it names as a whole.
        """
        if change.action == "delete" and change.seen is not None:
            return Call(_DELETE, {"id": change.seen.id})
        fields = {name: each.new for name, each in change.fields.items()}
        if change.seen is None:
            fields.setdefault("privacy", "private")
            body: Json = {"snippet": _snippet(fields), "status": {"privacyStatus": fields["privacy"]}}
            if texts := localized.part({}, fields):
                body["localizations"] = texts
            return Call(_INSERT, {"part": ",".join(body)}, body)
        now = change.seen.source
        carried = {name: now["snippet"].get(name) for name in ("title", "description", "defaultLanguage")}
        body = {"id": change.seen.id, "snippet": _declared({**carried, **_snippet(fields)})}
        if fields.keys() & {"privacy", "podcast"}:
            carried = {name: now["status"].get(name) for name in ("privacyStatus", "podcastStatus")}
            body["status"] = {**_declared(carried), **_status(fields)}
        texts = localized.part(now.get("localizations", {}), fields)
        if texts is not None:
            body["localizations"] = {**texts, **localized.in_step(texts, now["snippet"], body["snippet"], fields)}
        return Call(_UPDATE, {"part": ",".join(part for part in body if part != "id")}, body)

    def twins(self, change: Change, resolve: Resolve) -> Call:  # noqa: ARG002 - any new playlist stands in the one list
        """The listing of all playlists."""
        return self.listing()

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:  # noqa: ARG002 - as above
        """A playlist of the title. It was not there when the plan was made, or it would have been adopted."""
        return tidy(resource["snippet"].get("title")) == change.title


def _heir(channel: Channel, memory: Mapping[str, str], playlist: Item) -> str:
    """The one section that may take a remembered playlist: a renamed key leaves two that remember the same one."""
    heirs = [section for section in channel.sections if memory.get(section.key) == playlist.id]
    return next((section.key for section in heirs if tidy(section.title) == playlist.title), heirs[0].key)


def _snippet(fields: Mapping[str, Any]) -> Json:
    names = {"title": "title", "description": "description", "language": "defaultLanguage"}
    return {name: fields[field] for field, name in names.items() if field in fields}


def _status(fields: Mapping[str, Any]) -> Json:
    status = {"privacyStatus": fields["privacy"]} if "privacy" in fields else {}
    if "podcast" in fields:
        status["podcastStatus"] = "enabled" if fields["podcast"] else "disabled"
    return status


def _is_podcast(resource: Mapping[str, Any]) -> bool:
    """Whether a playlist is a podcast: one that is none may do without podcastStatus."""
    return bool(resource.get("status", {}).get("podcastStatus") == "enabled")


def _awaits(wanted: Item, seen: Item | None) -> bool:
    """Whether what is declared of a podcast takes no place among the other changes of its playlist."""
    if "podcast" not in wanted.fields:
        return False
    return seen is None or (wanted.fields["podcast"] and not seen.fields["podcast"])


def _later(item: Item) -> Item:
    """The same without what is declared of a podcast."""
    return replace(item, fields={name: value for name, value in item.fields.items() if name != "podcast"})


def _declared(values: Mapping[str, Any]) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _renamed(item: Item, key: str) -> Item:
    return Item(item.kind, key, item.title, item.fields, item.id, item.source)


def keys_by_id(items: Iterable[Item]) -> dict[str, str]:
    """Playlist id -> section key of bound playlists."""
    return {item.id: item.key for item in items if item.id}


PLAYLIST = Playlist()
