"""Captions: a video has one track at most of a language and a name. YouTube does not tell what a track says.

So the ledger remembers the file that was sent last by its hash: to list the tracks of one video costs 50 units, to look
into one of them 200.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.errors import MediaError
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Change, FieldChange, Item, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel import model
    from ytchannel.kinds import Resolve
    from ytchannel.plan import Json

_INSERT, _UPDATE = "youtube.captions.insert", "youtube.captions.update"


class Caption:
    """One track of captions of a video."""

    name = "caption"

    def wanted(self, video: Ref | str, caption: model.Caption, title: str) -> Item:
        """The track that a file declares for a video. Raises MediaError when it cannot be read."""
        of = video.key if isinstance(video, Ref) else video
        fields = {
            "video": video,
            "language": caption.language,
            "name": tidy(caption.name),
            "sha256": hashlib.sha256(_content(caption.file)).hexdigest(),
        }
        key = f"{of}/{caption.language}/{caption.name}"
        return Item(self.name, key, title, fields, source={"file": str(caption.file)})

    def listing(self, video: str) -> Call:
        """The request for all tracks of a video."""
        return Call("youtube.captions.list", {"part": "id,snippet", "videoId": video})

    def remembered(self, wanted: Item, video: str) -> str:
        """Under which key the ledger has the hash of what was sent."""
        return f"{video} {wanted.fields['language'].lower()} {wanted.fields['name']}"

    def among(self, wanted: Item, tracks: Iterable[Json]) -> Json | None:
        """The track of the same language and name; those that YouTube makes from speech are none of ours."""
        return next((track for track in tracks if _is(wanted, track)), None)

    def missing(self, wanted: Item, seen: Json | None) -> Change:
        """The change that sends the file: as a new track, or in place of what the track that was `seen` says."""
        fields = {
            "file": FieldChange(None, Path(wanted.source["file"]).name),
            "language": FieldChange(None, wanted.fields["language"]),
        }
        if wanted.fields["name"]:
            fields["name"] = FieldChange(None, wanted.fields["name"])
        if seen is None:
            return Change("create", wanted, None, fields, quota.price(_INSERT))
        there = Item(self.name, wanted.key, wanted.title, {}, seen["id"], seen)
        return Change("update", wanted, there, fields, quota.price(_UPDATE))

    def call(self, change: Change, resolve: Resolve) -> Call:
        """The request that sends the file. Raises MediaError when it is not the one that was planned any more."""
        fields, file = change.wanted.fields, Path(change.wanted.source["file"])
        content = _content(file)
        if hashlib.sha256(content).hexdigest() != fields["sha256"]:
            raise MediaError("file-changed", file=file)
        media = (content, "application/octet-stream")
        if change.seen is not None:
            return Call(_UPDATE, {"part": "id"}, {"id": change.seen.id}, media)
        snippet = {"videoId": resolve(fields["video"]), "language": fields["language"], "name": fields["name"]}
        return Call(_INSERT, {"part": "snippet"}, {"snippet": snippet}, media)

    def twins(self, change: Change, resolve: Resolve) -> Call:
        """The tracks of the video."""
        return self.listing(resolve(change.wanted.fields["video"]))

    def is_twin(self, change: Change, resource: Json, resolve: Resolve) -> bool:  # noqa: ARG002 - they are of the video
        """The track of the language and name: there is one at most."""
        return _is(change.wanted, resource)


def _is(wanted: Item, track: Json) -> bool:
    snippet = track["snippet"]
    found = (snippet["language"].lower(), tidy(snippet.get("name")))
    if str(snippet.get("trackKind", "")).lower() == "asr":
        return False
    return found == (wanted.fields["language"].lower(), wanted.fields["name"])


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise MediaError("file-unreadable", file=file, reason=error.strerror) from None


CAPTION = Caption()
