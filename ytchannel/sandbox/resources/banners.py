"""channelBanners.insert: a picture that channels.update can make the banner of the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.call import Upload
from ytchannel.sandbox.resources.paging import etag
from ytchannel.sandbox.store import Row, token
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call
    from ytchannel.sandbox.owners import Owner

_LEAST = (2048, 1152)  # pixels: width, height
_SHAPE = 16 / 9
_SLACK = 0.01  # how far a picture may be from the shape, for heights that are rounded


def prepare(_call: Call, _file_name: str) -> Json:
    """Nothing must hold before the picture comes."""
    return {}


def complete(call: Call, _prepared: Json, media: Arrived) -> Json:
    """A JPEG or PNG of 16:9, at least 2048 x 1152; the URL is for brandingSettings.image.bannerExternalUrl."""
    from PIL import Image, UnidentifiedImageError

    if not media.size:
        raise _refused("mediaBodyRequired", "The request does not include the image content.")
    try:
        with Image.open(media.file, formats=("JPEG", "PNG")) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise _refused("invalidImage", "The provided image content is invalid.") from None
    if width < _LEAST[0] or height < _LEAST[1] or abs(width / height - _SHAPE) > _SLACK:
        raise _refused("invalidImage", "The image has to be 16:9 and at least 2048 x 1152 pixels.")
    url = f"https://yt3.googleusercontent.com/{token(f'banner-{call.owner.id}-{media.sha256}', 48)}"
    call.store.put(Row("channelBanner", url, call.owner.id, 0, {}))
    return {"kind": "youtube#channelBannerResource", "etag": etag(url), "url": url}


def is_of(call: Call, owner: Owner, url: str) -> bool:
    """Whether a URL is that of a banner which the channel has uploaded."""
    row = call.store.get("channelBanner", url)
    return row is not None and row.parent == owner.id


def _refused(reason: str, message: str) -> Refused:
    return Refused(400, reason, message, domain="youtube.channelBanner")


UPLOADS = {"youtube.channelBanners.insert": Upload(prepare, complete)}
