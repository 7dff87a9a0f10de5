"""channelBanners.insert: a picture that channels.update can make the banner of the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.call import Upload
from ytchannel.sandbox.resources import pictures
from ytchannel.sandbox.resources.paging import etag
from ytchannel.sandbox.store import Row

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call
    from ytchannel.sandbox.owners import Owner
    from ytchannel.sandbox.wire import Json

_LEAST = (2048, 1152)  # pixels: width, height
_DOMAIN = "youtube.channelBanner"


def prepare(_call: Call, _file_name: str) -> Json:
    """Nothing must hold before the picture comes."""
    return {}


def complete(call: Call, _prepared: Json, media: Arrived) -> Json:
    """A JPEG or PNG of 16:9, at least 2048 x 1152; the URL is for brandingSettings.image.bannerExternalUrl."""
    width, height = pictures.measure(media, _DOMAIN)
    if width < _LEAST[0] or height < _LEAST[1] or not pictures.is_wide(width, height):
        raise pictures.unfit(_DOMAIN, "The image has to be 16:9 and at least 2048 x 1152 pixels.")
    url = f"https://yt3.googleusercontent.com/{token(f'banner-{call.owner.id}-{media.sha256}', 48)}"
    call.store.put(Row("channelBanner", url, call.owner.id, 0, {}))
    return {"kind": "youtube#channelBannerResource", "etag": etag(url), "url": url}


def is_of(call: Call, owner: Owner, url: str) -> bool:
    """Whether a URL is that of a banner which the channel has uploaded."""
    row = call.store.get("channelBanner", url)
    return row is not None and row.parent == owner.id


UPLOADS = {"youtube.channelBanners.insert": Upload(prepare, complete)}
