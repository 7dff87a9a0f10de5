"""thumbnails.set: the custom picture of a video. What it shows is not kept, its hash is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import pictures, videos
from ytchannel.sandbox.paging import Call, etag
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_DOMAIN = "youtube.thumbnail"


def prepare(call: Call) -> Json:
    """What must hold before the picture comes: there is the video. Raises Refused 404 videoNotFound."""
    videos.existing(call.store, call.query["videoId"], "videoId", _DOMAIN)
    return {}


def complete(call: Call, file: Path, size: int, sha256: str) -> Json:
    """Set the picture. Raises Refused 400 for no picture, or one that is neither JPEG nor PNG."""
    row = videos.existing(call.store, call.query["videoId"], "videoId", _DOMAIN)
    if not size:
        raise Refused(400, "mediaBodyRequired", "The request does not have a picture.", domain=_DOMAIN)
    with file.open("rb") as stream:
        if not stream.read(8).startswith(_MAGIC):
            raise Refused(400, "invalidImage", "The provided image content is invalid.", domain=_DOMAIN)
    call.store.put(replace(row, body={**row.body, "thumbnail": sha256}))
    items = [pictures.of(row.id)]
    return {"kind": "youtube#thumbnailSetResponse", "etag": etag([sha256, items]), "items": items}
