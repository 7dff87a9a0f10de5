"""What a video is about, which YouTube finds out by looking at it; here it is its category that tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

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


def of(category: str) -> Json:
    """The topicDetails of a video of a category."""
    return {"topicCategories": [_WIKIPEDIA + name for name in _TOPICS.get(category, ("Lifestyle_(sociology)",))]}
