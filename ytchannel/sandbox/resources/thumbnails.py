"""thumbnails.set: the custom picture of a video. What it shows is not kept, its hash is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox.call import Upload
from ytchannel.sandbox.resources import pictures, videos
from ytchannel.sandbox.resources.paging import etag
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call

_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_DOMAIN = "youtube.thumbnail"


def prepare(call: Call, _file_name: str) -> Json:
    """What must hold before the picture comes: there is the video. Raises Refused 404 videoNotFound."""
    videos.existing(call, call.query["videoId"], "videoId", _DOMAIN)
    return {}


def complete(call: Call, _prepared: Json, media: Arrived) -> Json:
    """Set the picture. Raises Refused 400 for no picture, or one that is neither JPEG nor PNG."""
    row = videos.existing(call, call.query["videoId"], "videoId", _DOMAIN)
    if not media.size:
        raise Refused(400, "mediaBodyRequired", "The request does not have a picture.", domain=_DOMAIN)
    with media.file.open("rb") as stream:
        if not stream.read(8).startswith(_MAGIC):
            raise Refused(400, "invalidImage", "The provided image content is invalid.", domain=_DOMAIN)
    call.store.put(replace(row, body={**row.body, "thumbnail": media.sha256}))
    items = [pictures.of(row.id)]
    return {"kind": "youtube#thumbnailSetResponse", "etag": etag([media.sha256, items]), "items": items}


UPLOADS = {"youtube.thumbnails.set": Upload(prepare, complete)}
