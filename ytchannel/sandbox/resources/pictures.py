"""The addresses of a video's pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

_SIZES = {
    "default": ("default", 120, 90),
    "medium": ("mqdefault", 320, 180),
    "high": ("hqdefault", 480, 360),
    "standard": ("sddefault", 640, 480),
    "maxres": ("maxresdefault", 1280, 720),
}


def of(video: str) -> Json:
    """The thumbnails of a video; of nothing, the one picture that stands for none."""
    if not video:
        return {"default": {"url": "https://i.ytimg.com/img/no_thumbnail.jpg", "width": 120, "height": 90}}
    return {
        name: {"url": f"https://i.ytimg.com/vi/{video}/{file}.jpg", "width": width, "height": height}
        for name, (file, width, height) in _SIZES.items()
    }
