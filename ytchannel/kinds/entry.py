"""Entries: the playlist items that put a video into the playlist of a section, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.plan import Call, Change, FieldChange, Item, Json, Ref

if TYPE_CHECKING:
    from ytchannel.kinds import Resolve

_INSERT = "youtube.playlistItems.insert"


class Entry:
    """A video in a section."""

    name = "entry"

    def wanted(self, section: str, video: Ref | str, title: str) -> Item:
        """The entry of a video, by id or by reference to one that is yet to be uploaded, in the section of that key."""
        name = video.key if isinstance(video, Ref) else video
        fields = {"playlist": Ref("playlist", section), "video": video}
        return Item(self.name, f"{section}/{name}", title, fields)

    def listing(self, playlist: str, video: str | None = None) -> Call:
        """The request for the entries of a playlist, all or those of one video."""
        params = {"part": "id,snippet", "playlistId": playlist, "maxResults": 50}
        if video is not None:
            params["videoId"] = video
        return Call("youtube.playlistItems.list", params)

    def missing(self, wanted: Item) -> Change:
        """The change that adds the entry, at the end of its playlist."""
        fields = {name: FieldChange(None, value) for name, value in wanted.fields.items()}
        return Change("create", wanted, None, fields, quota.price(_INSERT))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The insert."""
        fields = change.wanted.fields
        resource = {"kind": "youtube#video", "videoId": resolve(fields["video"])}
        body = {"snippet": {"playlistId": resolve(fields["playlist"]), "resourceId": resource}}
        return Call(_INSERT, {"part": "snippet"}, body)

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
