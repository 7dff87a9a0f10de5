"""Figures of videos: a function of the id and of the time in public, so that they grow when the clock is moved on."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.resources import processing

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

_DAY = 86_400.0


def public_since(body: Json, now: datetime) -> datetime | None:
    """When a video became public, by its status or its schedule; None while it is not, and of one that failed."""
    if not processing.is_good(body):
        return None
    due = body["status"].get("publishAt")
    if due and datetime.fromisoformat(due) <= now:
        return datetime.fromisoformat(due)
    since = body.get("publicSince")
    if body["status"]["privacyStatus"] != "public" or not since or datetime.fromisoformat(since) > now:
        return None
    return datetime.fromisoformat(since)


def visible(body: Json, now: datetime) -> bool:
    """Whether everybody may see a video who has its address: a public or an unlisted one."""
    unlisted = body["status"]["privacyStatus"] == "unlisted" and processing.is_good(body)
    return unlisted or public_since(body, now) is not None


def withdrawn(body: Json, privacy: str, now: datetime) -> Json:
    """What a change of privacy adds to a video's body: the spans in which nobody watched it, the last perhaps open.

    A video that was public keeps its views while it is not, and goes on from there.
    """
    spans = [list(each) for each in body.get("withdrawn", [])]
    is_open = bool(spans) and spans[-1][1] is None
    if privacy == "public" and is_open:
        spans[-1][1] = stamp(now)
    elif privacy != "public" and not is_open and public_since(body, now):
        spans.append([stamp(now), None])
    else:
        return {}
    return {"withdrawn": spans}


def public_life(body: Json, now: datetime) -> tuple[float, tuple[tuple[float, float], ...]] | None:
    """When a video was first public, and the spans since then in which it was not; None if it never was.

    Times are seconds of the epoch; a span that has not ended reaches to the end of time.
    """
    spans = body.get("withdrawn", [])
    since = public_since(body, now)
    if since is None and spans and spans[-1][1] is None:
        since = datetime.fromisoformat(body["publicSince"])
    if since is None:
        return None
    return since.timestamp(), tuple((_epoch(first), _epoch(last)) for first, last in spans)


def _epoch(text: str | None) -> float:
    return datetime.fromisoformat(text).timestamp() if text else math.inf


def age(life: tuple[float, tuple[tuple[float, float], ...]], time: float) -> float:
    """For how many seconds a video had been public at a time."""
    since, spans = life
    away = sum(max(0.0, min(last, time) - first) for first, last in spans)
    return max(0.0, time - since - away)


def views(id_: str, age: float) -> int:
    """Views after `age` seconds in public: quick at first, never falling, towards a number of the video's own."""
    most, span = growth(id_)
    return int(most * (1 - math.exp(-max(0.0, age) / span)))


def figures(id_: str, body: Json, now: datetime) -> Json:
    """The statistics part, strings as in the API; zeros for what was never public."""
    life = public_life(body, now)
    seen = views(id_, age(life, now.timestamp())) if life else 0
    liking, talking = rates(id_)
    return {
        "viewCount": str(seen),
        "likeCount": str(int(seen * liking)),
        "favoriteCount": "0",
        "commentCount": str(int(seen * talking)),
    }


def told(id_: str, body: Json, now: datetime) -> Json:
    """Those of them that YouTube tells: likes may be hidden in Studio, and a video made for kids has no comments."""
    shown = figures(id_, body, now)
    if body.get("likesHidden"):
        del shown["likeCount"]
    if body["status"].get("selfDeclaredMadeForKids"):
        del shown["commentCount"]
    return shown


def growth(id_: str) -> tuple[float, float]:
    """The views that a video will have had in the end, 40 to 26,600, and the seconds that most of them take."""
    fame, pace, *_ = chances(id_)
    return 40 * math.exp(6.5 * fame), (2 + 28 * pace) * _DAY


def rates(id_: str) -> tuple[float, float]:
    """Likes and comments a view."""
    _, _, liking, talking = chances(id_)[:4]
    return 0.01 + 0.04 * liking, 0.001 + 0.006 * talking


def length(id_: str) -> int:
    """A length of 1 to 20 minutes, in seconds, that belongs to an id: nothing is decoded here."""
    return 60 + sum(id_.encode()) * 7919 % 1140


@lru_cache(maxsize=1 << 15)
def chances(id_: str) -> tuple[float, ...]:
    """Eight numbers from 0 to 1 that belong to an id."""
    raw = hashlib.sha256(id_.encode()).digest()
    return tuple(int.from_bytes(raw[at : at + 4]) / 2**32 for at in range(0, 32, 4))
