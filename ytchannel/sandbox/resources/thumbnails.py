"""thumbnails.set: the custom picture of a video."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import quota
from ytchannel.sandbox.call import Upload
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
        raise _refused(403, "forbidden", message)
    return {}


def complete(call: Call, _prepared: Json, media: Arrived) -> Json:
    """thumbnails.set: a JPEG or PNG at least 640 wide; other shapes than 16:9 get black bars, as far as is known."""
    row = videos.existing(call, call.query["videoId"], "videoId", _DOMAIN)
    if not media.size:
        raise _refused(400, "mediaBodyRequired", "The request does not have a picture.")
    try:
        size = pictures.measure(media.file)
    except pictures.BrokenPictureError:
        raise _refused(400, "invalidImage", "The provided image content is invalid.") from None
    _check_shape(call, *size)
    _count(call)
    call.store.put(replace(row, body={**row.body, "thumbnail": media.sha256, "thumbnailSize": size}))
    call.store.keep_media("thumbnail", row.id, media)
    items = [pictures.of(row.id, size)]
    return {"kind": "youtube#thumbnailSetResponse", "etag": etag([media.sha256, items]), "items": items}


def _check_shape(call: Call, width: int, height: int) -> None:
    """Refuse the shapes that the setting thumbnail_shape does not take: 400 invalidImage."""
    taken = call.settings.thumbnail_shape
    if taken != "any" and width < _WIDTH:
        raise _refused(400, "invalidImage", f"The image is {width} wide; it has to be {_WIDTH} at least.")
    # A picture made 16:9 may be off by a pixel: 854 × 480.
    if taken == "exact" and abs(width * 9 - height * 16) > 16:
        raise _refused(400, "invalidImage", f"The image is {width} × {height}; it has to be 16:9.")


def _count(call: Call) -> None:
    """Count the thumbnails of the channel. Raises Refused 429 for one too many in a day."""
    most = call.settings.thumbnails_a_day
    bucket = f"thumbnails of {call.owner.id}"
    if not quota.take(call.store, call.now, bucket, 1, 2**62 if most is None else most):
        message = "The channel has uploaded too many thumbnails recently. Please try the request again later."
        raise _refused(429, "uploadRateLimitExceeded", message)


def _refused(status: int, reason: str, message: str) -> Refused:
    return Refused(status, reason, message, domain=_DOMAIN)


UPLOADS = {"youtube.thumbnails.set": Upload(prepare, complete)}
