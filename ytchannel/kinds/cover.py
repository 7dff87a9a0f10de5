"""Covers: the square picture of a playlist, which has one at most (playlistImages).

YouTube tells that there is one, and not which, so the ledger remembers it by its hash. An insert has no idempotency
key, and needs none: the picture that is sent twice is the same one picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import pictures, quota
from ytchannel.kinds import picture
from ytchannel.plan import Call, Change, Item, Ref

if TYPE_CHECKING:
    from ytchannel.kinds import Resolve
    from ytchannel.model import Section
    from ytchannel.plan import Json

_INSERT, _UPDATE = "youtube.playlistImages.insert", "youtube.playlistImages.update"
_DELETE = "youtube.playlistImages.delete"


class Cover:
    """The picture of the playlist of a section."""

    name = "cover"

    def wanted(self, section: Section) -> Item | None:
        """The declared picture, None when there is none. Raises MediaError when it cannot be read."""
        if section.cover is None:
            return None
        source = picture.source(section.cover)
        sha256 = picture.fingerprint(picture.content(section.cover.file), source["fit"])
        fields = {"playlist": Ref("playlist", section.key), "sha256": sha256}
        return Item(self.name, section.key, section.title, fields, source=source)

    def listing(self, playlist: str) -> Call:
        """The request for the picture of a playlist."""
        return Call("youtube.playlistImages.list", {"part": "id,snippet", "parent": playlist})

    def missing(self, wanted: Item, seen: Json | None) -> Change:
        """The change that sets the picture, where there is none or in place of the one that was `seen`."""
        fields = picture.shown(wanted.source)
        if seen is None:
            return Change("create", wanted, None, fields, quota.price(_INSERT))
        there = Item(self.name, wanted.key, wanted.title, {}, seen["id"], seen)
        return Change("update", wanted, there, fields, quota.price(_UPDATE))

    def removal(self, seen: Item) -> Change:
        """The change that deletes a live picture."""
        return Change("delete", seen, seen, {}, quota.price(_DELETE))

    def made(self, change: Change, resource: Json) -> Json:
        """What is remembered of the picture that a change has set: the resource, and which picture it is."""
        known = change.wanted.fields.get("sha256")
        return {**resource, "sha256": known} if known else resource

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The request that sends the picture. Raises MediaError when it is not the one that was planned any more."""
        if change.action == "delete" and change.seen is not None:
            return Call(_DELETE, {"id": change.seen.id})
        media = picture.media(change, pictures.square)
        body: Json = {"snippet": {"playlistId": resolve(change.wanted.fields["playlist"]), "type": "hero"}}
        if change.seen is None:
            return Call(_INSERT, {"part": "snippet"}, body, media)
        return Call(_UPDATE, {"part": "snippet"}, {"id": change.seen.id, **body}, media)

    def twins(self, change: Change, resolve: Resolve) -> Call:
        """The picture of the playlist."""
        return self.listing(resolve(change.wanted.fields["playlist"]))

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:  # noqa: ARG002 - there was none before
        """Any picture: when the plan was made the playlist had none."""
        return True


COVER = Cover()
