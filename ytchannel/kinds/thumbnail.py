"""Thumbnails: YouTube does not tell which picture was set, so the ledger remembers it by its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.errors import MediaError
from ytchannel.plan import Call, Change, FieldChange, Item, Ref

if TYPE_CHECKING:
    from ytchannel.kinds import Resolve

_SET = "youtube.thumbnails.set"


class Thumbnail:
    """The custom thumbnail of a video."""

    name = "thumbnail"

    def wanted(self, video: Ref | str, file: Path, title: str) -> Item:
        """The picture `file` on a video. Its field is the SHA-256 of the file's bytes."""
        fields = {"video": video, "sha256": fingerprint(file)}
        return Item(
            self.name, video.key if isinstance(video, Ref) else video, title, fields, source={"file": str(file)}
        )

    def missing(self, wanted: Item, known: str | None) -> Change | None:
        """The change that sets the picture, unless `known` (the hash last set) is the same."""
        if known == wanted.fields["sha256"]:
            return None
        fields = {"file": FieldChange(None, Path(wanted.source["file"]).name)}
        return Change("update", wanted, None, fields, quota.price(_SET))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The request that sends the picture. Raises MediaError when it cannot be read any more."""
        file = Path(change.wanted.source["file"])
        try:
            picture = file.read_bytes()
        except OSError as error:
            raise MediaError("file-unreadable", file=file, reason=error.strerror) from None
        kind = "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
        return Call(_SET, {"videoId": resolve(change.wanted.fields["video"])}, media=(picture, kind))


def fingerprint(file: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


THUMBNAIL = Thumbnail()
