"""Figures of videos: a function of the id and of the age, so that they grow when the clock is moved on."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

_DAY = 86_400.0


def public_since(body: Json, now: datetime) -> datetime | None:
    """When a video became public, by its status or its schedule; None while it is not."""
    due = body["status"].get("publishAt")
    if due and datetime.fromisoformat(due) <= now:
        return datetime.fromisoformat(due)
    since = body.get("publicSince")
    if body["status"]["privacyStatus"] != "public" or not since or datetime.fromisoformat(since) > now:
        return None
    return datetime.fromisoformat(since)


def visible(body: Json, now: datetime) -> bool:
    """Whether everybody may see a video who has its address: a public or an unlisted one."""
    return body["status"]["privacyStatus"] == "unlisted" or public_since(body, now) is not None


def views(id_: str, age: float) -> int:
    """Views after `age` seconds in public: quick at first, never falling, towards a number of the video's own."""
    fame, pace, *_ = _chances(id_)
    most = 40 * math.exp(6.5 * fame)  # 40 to 26,600
    days = (2 + 28 * pace) * _DAY
    return int(most * (1 - math.exp(-max(0.0, age) / days)))


def figures(id_: str, body: Json, now: datetime) -> Json:
    """The statistics part, strings as in the API; zeros for what is not public."""
    since = public_since(body, now)
    seen = views(id_, (now - since).total_seconds()) if since else 0
    _, _, liking, talking = _chances(id_)
    return {
        "viewCount": str(seen),
        "likeCount": str(int(seen * (0.01 + 0.04 * liking))),
        "favoriteCount": "0",
        "commentCount": str(int(seen * (0.001 + 0.006 * talking))),
    }


def _chances(id_: str) -> tuple[float, float, float, float]:
    """Four numbers from 0 to 1 that belong to an id."""
    raw = hashlib.sha256(id_.encode()).digest()
    first, second, third, fourth = (int.from_bytes(raw[at : at + 4]) / 2**32 for at in (0, 4, 8, 12))
    return first, second, third, fourth
