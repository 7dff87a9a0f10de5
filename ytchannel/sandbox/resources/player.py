"""The player part of a video: an iframe that fits what the caller has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.wire import Json

_WIDTH, _HEIGHT = 16, 9


def of(call: Call, video: str) -> Json:
    """The player of a video; its size is told only to who asks with maxWidth or maxHeight."""
    room = [call.query["maxWidth"]] if "maxWidth" in call.query else []
    if "maxHeight" in call.query:
        room.append(call.query["maxHeight"] * _WIDTH // _HEIGHT)
    if not room:
        return {"embedHtml": _iframe(video, 480, 270)}
    wide = min(room)
    high = wide * _HEIGHT // _WIDTH
    return {"embedHtml": _iframe(video, wide, high), "embedHeight": str(high), "embedWidth": str(wide)}


def _iframe(video: str, width: int, height: int) -> str:
    return (
        f'<iframe width="{width}" height="{height}" src="//www.youtube.com/embed/{video}" frameborder="0" '
        'allow="accelerometer; autoplay; clipboard-write; encrypted-media; gyroscope; picture-in-picture; web-share" '
        'referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe>'
    )
