"""thumbnails.set: the custom picture of a video."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import limits
from ytchannel.sandbox.call import Upload
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.resources import pictures, videos
from ytchannel.sandbox.resources.paging import etag
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call

_WIDTH = 640
_DOMAIN = "youtube.thumbnail"


def prepare(call: Call, _file_name: str) -> Json:
    """What must hold before the picture comes. Raises Refused 403, or 404 videoNotFound."""
    videos.existing(call, call.query["videoId"], "videoId", _DOMAIN)
    if not call.settings.phone_verified:
        message = "The authenticated user doesn't have permissions to upload and set custom video thumbnails."
        raise Refused(403, "forbidden", message, domain=_DOMAIN)
    return {}


def complete(call: Call, _prepared: Json, media: Arrived) -> Json:
    """thumbnails.set: a JPEG or PNG at least 640 wide; other shapes than 16:9 get black bars, as far as is known."""
    row = videos.existing(call, call.query["videoId"], "videoId", _DOMAIN)
    size = pictures.measure(media, _DOMAIN)
    _check_shape(call, *size)
    limits.check_thumbnails(call)
    limits.count(call, "thumbnail")
    call.store.put(replace(row, body={**row.body, "thumbnail": media.sha256, "thumbnailSize": size}))
    archive.keep(call.store, "thumbnail", row.id, media)
    items = [pictures.of(row.id, size)]
    return {"kind": "youtube#thumbnailSetResponse", "etag": etag([media.sha256, items]), "items": items}


def _check_shape(call: Call, width: int, height: int) -> None:
    """Refuse the shapes that the setting thumbnail_shape does not take: 400 invalidImage."""
    taken = call.settings.thumbnail_shape
    if taken != "any" and width < _WIDTH:
        raise pictures.unfit(_DOMAIN, f"The image is {width} wide; it has to be {_WIDTH} at least.")
    if taken == "exact" and not pictures.is_wide(width, height):
        raise pictures.unfit(_DOMAIN, f"The image is {width} × {height}; it has to be 16:9.")


UPLOADS = {"youtube.thumbnails.set": Upload(prepare, complete)}
