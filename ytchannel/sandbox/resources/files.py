"""What the owner of a video is told of its file and of its processing. Nothing is decoded: the measures are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

_AUDIO = 128_000  # bits a second
_ISSUES = ("fileDetails", "processingIssues", "tagSuggestions", "editorSuggestions", "thumbnails")
_STATES = {
    None: ("processing", "inProgress"),
    "processed": ("succeeded", "available"),
    "failed": ("failed", "notAvailable"),
}


def details(body: Json, seconds: int, ended: str | None) -> Json:
    """fileDetails: name and size at once, streams once it is processed as a film of so many seconds."""
    known = {"fileName": body["fileName"], "fileSize": str(body["size"]), "fileType": "video"}
    if ended != "processed":
        return known
    rate = max(1, body["size"] * 8 // seconds)
    picture = {
        "widthPixels": 1920,
        "heightPixels": 1080,
        "frameRateFps": 25.0,
        "aspectRatio": 1920 / 1080,
        "codec": "h264",
        "bitrateBps": str(max(0, rate - _AUDIO)),
        "rotation": "none",
    }
    return {
        **known,
        "container": "mov,mp4,m4a,3gp,3g2,mj2",
        "videoStreams": [picture],
        "audioStreams": [{"channelCount": 2, "codec": "aac", "bitrateBps": str(_AUDIO)}],
        "durationMs": str(seconds * 1000),
        "bitrateBps": str(rate),
        "creationTime": body["uploadedAt"],
    }


def processing(ended: str | None, left: int, whole: int) -> Json:
    """processingDetails; of `whole` answers that processing takes, `left` are to come."""
    status, availability = _STATES[ended]
    shown: Json = {"processingStatus": status, **{f"{name}Availability": availability for name in _ISSUES}}
    if ended is None:
        parts = {"partsTotal": str(max(whole, left)), "partsProcessed": str(max(0, whole - left))}
        return {**shown, "processingProgress": {**parts, "timeLeftMs": str(left * 1000)}}
    return {**shown, "processingFailureReason": "transcodeFailed"} if ended == "failed" else shown


def player(video: str, height: int | None, width: int | None) -> Json:
    """The player, which has a size of 16:9 within a height and a width when one of them is asked for."""
    if height is None and width is None:
        size = {"width": 480, "height": 270}
        told = {}
    else:
        wide = min(width or 2**31, round((height or 2**31) * 16 / 9))
        size = {"width": wide, "height": round(wide * 9 / 16)}
        told = {"embedHeight": str(size["height"]), "embedWidth": str(size["width"])}
    measures = f'width="{size["width"]}" height="{size["height"]}"'
    return {"embedHtml": f'<iframe {measures} src="//www.youtube.com/embed/{video}"></iframe>', **told}


_WIKIPEDIA = "https://en.wikipedia.org/wiki/"
_TOPICS = {
    "1": ("Film",),
    "2": ("Vehicle",),
    "10": ("Music",),
    "15": ("Pet",),
    "17": ("Sport",),
    "19": ("Tourism",),
    "20": ("Video_game_culture",),
    "23": ("Humour",),
    "24": ("Entertainment",),
    "25": ("Politics", "Society"),
    "27": ("Knowledge",),
    "28": ("Technology",),
}


def topics(category: str) -> Json:
    """topicDetails, by the category: YouTube looks at the film for it."""
    return {"topicCategories": [_WIKIPEDIA + name for name in _TOPICS.get(category, ("Lifestyle_(sociology)",))]}
