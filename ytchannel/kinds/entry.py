"""Entries: the playlist items that put a video into the playlist of a section, each once, and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Change, FieldChange, Item, Json, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.kinds import Resolve

_INSERT, _UPDATE = "youtube.playlistItems.insert", "youtube.playlistItems.update"
_DELETE = "youtube.playlistItems.delete"
_GONE = "Deleted video"

# Descriptions and pictures are most of an answer, and nothing here looks at them.
_FIELDS = (
    "nextPageToken,items(id,contentDetails,"
    "snippet(title,playlistId,position,resourceId,publishedAt,videoOwnerChannelId))"
)


class Entry:
    """A video in a section."""

    name = "entry"
    move_price = quota.price(_UPDATE)

    def ids_of(self, resource: Json) -> dict[str, str]:
        """The ids that a write of an entry names."""
        return {"playlist": resource["snippet"]["playlistId"], "video": video_of(resource)}

    def wanted(self, section: str, video: Ref | str, title: str) -> Item:
        """The entry of a video, by id or by reference to one that is yet to be uploaded, in the section of that key."""
        name = video.key if isinstance(video, Ref) else video
        fields = {"playlist": Ref("playlist", section), "video": video}
        return Item(self.name, f"{section}/{name}", title, fields)

    def listing(self, playlist: str, video: str | None = None) -> Call:
        """The request for the entries of a playlist, all or those of one video."""
        params = {"part": "id,snippet,contentDetails", "playlistId": playlist, "maxResults": 50, "fields": _FIELDS}
        if video is not None:
            params["videoId"] = video
        return Call("youtube.playlistItems.list", params)

    def seen(self, resource: Json, section: str) -> Item:
        """A live entry of the playlist of a section; keyed by its video, one of a deleted video by its own id."""
        snippet, video = resource["snippet"], video_of(resource)
        # Of a deleted video nobody tells whose it was (playlistItems: videoOwnerChannelId).
        gone = snippet.get("title") == _GONE and "videoOwnerChannelId" not in snippet
        key = f"{section}/{resource['id'] if gone else video}"
        fields = {"playlist": Ref("playlist", section), "video": None if gone else video}
        return Item(self.name, key, tidy(snippet.get("title")), fields, resource["id"], resource)

    def remembered(self, resources: Iterable[Json]) -> list[Json]:
        """What a playlist can be filled with again: its videos and their titles, without those that were deleted."""
        there = (self.seen(each, "") for each in resources)
        return [{"video": each.fields["video"], "title": each.title} for each in there if each.fields["video"]]

    def missing(self, wanted: Item, position: int | None = None) -> Change:
        """The change that adds the entry, at the end of its playlist or at a position."""
        fields = {name: FieldChange(None, value) for name, value in wanted.fields.items()}
        return Change("create", wanted, None, fields, quota.price(_INSERT), position)

    def move(self, wanted: Item, seen: Item, places: FieldChange, position: int) -> Change:
        """The change that moves an entry to a position; its id stays.

        `places` are where it stands before all changes and after them, `position` is counted when it is its turn.
        """
        return Change("move", wanted, seen, {"position": places}, quota.price(_UPDATE), position)

    def removal(self, seen: Item) -> Change:
        """The change that deletes a live entry."""
        return Change("delete", seen, seen, {}, quota.price(_DELETE))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The insert, or the move: an update of the snippet alone, so that a note and its times stay."""
        if change.action == "delete" and change.seen is not None:
            return Call(_DELETE, {"id": change.seen.id})
        fields = change.wanted.fields
        resource = {"kind": "youtube#video", "videoId": resolve(fields["video"])}
        snippet: Json = {"playlistId": resolve(fields["playlist"]), "resourceId": resource}
        if change.position is not None:
            snippet["position"] = change.position
        if change.seen is None:
            return Call(_INSERT, {"part": "snippet"}, {"snippet": snippet})
        return Call(_UPDATE, {"part": "snippet"}, {"id": change.seen.id, "snippet": snippet})

    def twins(self, change: Change, resolve: Resolve) -> Call:
        """The entries of this video in this playlist."""
        fields = change.wanted.fields
        return self.listing(resolve(fields["playlist"]), resolve(fields["video"]))

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:
        """An entry of the same video."""
        return video_of(resource) == resolve(change.wanted.fields["video"])


def video_of(resource: Json) -> str:
    """The id of the video that a playlist item shows."""
    video: str = resource["snippet"]["resourceId"]["videoId"]
    return video


ENTRY = Entry()
