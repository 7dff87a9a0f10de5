"""Thumbnails: YouTube does not tell which picture was set, so the ledger remembers it by its hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ytchannel import pictures, quota
from ytchannel.kinds import picture
from ytchannel.plan import Call, Change, Item, Ref

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.kinds import Resolve
    from ytchannel.model import Picture

_SET = "youtube.thumbnails.set"


class Thumbnail:
    """The custom thumbnail of a video."""

    name = "thumbnail"

    def wanted(self, video: Ref | str, declared: Picture, title: str) -> Item:
        """The declared picture on a video. Raises MediaError when it cannot be read."""
        source = picture.source(declared)
        fields = {"video": video, "sha256": picture.fingerprint(picture.content(declared.file), source["fit"])}
        return Item(self.name, video.key if isinstance(video, Ref) else video, title, fields, source=source)

    def missing(self, wanted: Item, known: str | None) -> Change | None:
        """The change that sets the picture, unless `known` (the hash last set) is the same."""
        if known == wanted.fields["sha256"]:
            return None
        return Change("update", wanted, None, picture.shown(wanted.source), quota.price(_SET))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The request that sends the picture. Raises MediaError when it is not the one that was planned any more."""
        media = picture.media(change, pictures.wide)
        return Call(_SET, {"videoId": resolve(change.wanted.fields["video"])}, media=media)


def fingerprint(file: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


THUMBNAIL = Thumbnail()
