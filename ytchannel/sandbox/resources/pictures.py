"""The addresses of a video's pictures; and pictures that are sent, decoded to see that they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.discovery.document import youtube
from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.sandbox.call import Arrived
    from ytchannel.sandbox.wire import Json

_SIZES = {
    "default": ("default", 120, 90),
    "medium": ("mqdefault", 320, 180),
    "high": ("hqdefault", 480, 360),
    "standard": ("sddefault", 640, 480),
    "maxres": ("maxresdefault", 1280, 720),
}

# Since September 2026; only pictures that are as large have them.
_LARGE = {
    "fhd": ("fhddefault", 1920, 1080),
    "qhd": ("qhddefault", 2560, 1440),
    "uhd": ("uhddefault", 3840, 2160),
}


def of(video: str, size: Sequence[int] | None = None) -> Json:
    """The thumbnails of a video; of nothing, the one picture that stands for none.

    `size` is the width and height of the custom picture, if it has one.
    """
    if not video:
        return {"default": {"url": "https://i.ytimg.com/img/no_thumbnail.jpg", "width": 120, "height": 90}}
    sizes = _SIZES if size is None else {**_SIZES, **_as_large(*size)}
    return {
        name: {"url": f"https://i.ytimg.com/vi/{video}/{file}.jpg", "width": width, "height": height}
        for name, (file, width, height) in sizes.items()
    }


def _as_large(width: int, height: int) -> dict[str, tuple[str, int, int]]:
    """The large sizes that a picture has, as far as the installed document knows them."""
    known = youtube().schemas["ThumbnailDetails"]["properties"]
    return {name: size for name, size in _LARGE.items() if name in known and width >= size[1] and height >= size[2]}


def square(playlist: str) -> Json:
    """The thumbnails of a playlist that has an image of its own."""
    url = f"https://i.ytimg.com/pl_c/{playlist}/studio_square_thumbnail.jpg"
    return {name: {"url": url, "width": height, "height": height} for name, (_, _, height) in _SIZES.items()}


def measure(media: Arrived, domain: str) -> tuple[int, int]:
    """Width and height of a picture that was sent. Raises Refused 400 for none, or for no whole JPEG or PNG."""
    from PIL import Image

    if not media.size:
        raise Refused(400, "mediaBodyRequired", "The request does not have a picture.", domain=domain)
    try:
        with Image.open(media.file, formats=("JPEG", "PNG")) as picture:
            size = picture.size
            picture.draft("RGB", (1, 1))  # an eighth of a JPEG's width and height is enough to see that it is whole
            picture.load()
            return size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise unfit(domain, "The provided image content is invalid.") from None


def unfit(domain: str, message: str) -> Refused:
    """The refusal of a picture."""
    return Refused(400, "invalidImage", message, domain=domain)


def is_wide(width: int, height: int) -> bool:
    """Whether a shape is 16:9; a picture made so may be off by a pixel: 854 × 480."""
    return abs(width * 9 - height * 16) <= 16
