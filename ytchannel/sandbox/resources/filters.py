"""The parameters of search.list: which can stand together, and what is wanted of a result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ytchannel.sandbox.resources import i18n, terms
from ytchannel.sandbox.resources.paging import incompatible
from ytchannel.sandbox.resources.text import time
from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.call import Call

_WHOSE = ("forMine", "forDeveloper", "forContentOwner")
_KINDS = ("video", "channel", "playlist")

# Filters of videos that are not for one's own, and those that are; each needs type=video.
_OTHERS = (
    "videoDefinition",
    "videoDimension",
    "videoDuration",
    "videoEmbeddable",
    "videoLicense",
    "videoPaidProductPlacement",
    "videoSyndicated",
    "videoType",
)
_VIDEOS = (*_OTHERS, "eventType", "location", "locationRadius", "videoCaption", "videoCategoryId")

_CHANNEL = re.compile(r"UC[\w-]{22}")
_PLACE = re.compile(r"-?\d{1,2}(\.\d+)?,\s*-?\d{1,3}(\.\d+)?")
_RADIUS = re.compile(r"\d+(\.\d+)?(m|km|ft|mi)")
_LANGUAGE = re.compile(r"[a-z]{2}|zh-Han[st]", re.IGNORECASE)
_UNSPECIFIED = re.compile("any|.*Unspecified")


@dataclass(frozen=True)
class Wish:
    """What is searched for. `videos` has the filters of videos but for their category, those that want anything."""

    kinds: frozenset[str]
    terms: terms.Terms
    order: str
    channel: str
    category: str
    region: str
    after: datetime
    before: datetime
    videos: Mapping[str, str]
    mine: bool
    shows: bool


def read(call: Call) -> Wish:
    """The wish of a search. Raises Refused 400, 401 for the caller's own without a token, 501 for what is not here."""
    query = call.query
    kinds = _kinds(call)
    for name in ("topicId", "forContentOwner"):
        if query.get(name):
            raise Refused(501, "notImplemented", f"{name} is not modelled by the sandbox.", where=name)
    if any(query.get(name) for name in _WHOSE):
        _ = call.owner  # an API key alone has no videos
    videos = {name: query[name] for name in _VIDEOS if name in query and name != "videoCategoryId"}
    return Wish(
        kinds,
        terms.read(query.get("q", "")),
        query.get("order", "relevance"),
        _matched(call, "channelId", _CHANNEL, "invalidChannelId"),
        "" if query.get("videoCategoryId") == "0" else query.get("videoCategoryId", ""),
        i18n.region(call),
        _time(call, "publishedAfter", datetime.min.replace(tzinfo=UTC)),
        _time(call, "publishedBefore", datetime.max.replace(tzinfo=UTC)),
        {name: value for name, value in videos.items() if not _UNSPECIFIED.fullmatch(value)},
        bool(query.get("forMine")),
        query.get("channelType") == "show",
    )


def _kinds(call: Call) -> frozenset[str]:
    """The kinds of results that are wanted. Raises Refused 400 for filters that do not go with them."""
    query = call.query
    whose = [name for name in _WHOSE if query.get(name)]
    if len(whose) > 1:
        raise incompatible(*whose)
    kinds = frozenset(query.get("type") or _KINDS)
    if not kinds <= set(_KINDS):
        message = f"Invalid string value. Allowed: [{', '.join(_KINDS)}]"
        raise Refused(400, "invalidParameter", message, where="type")
    bound = [name for name in _VIDEOS if name in query]
    if (bound or "forMine" in whose or "forContentOwner" in whose) and kinds != {"video"}:
        raise _unfit("The request needs the type parameter set to video.")
    if whose and whose != ["forDeveloper"] and set(bound) & set(_OTHERS):
        raise _unfit("The request combines filters of one's own videos with others.")
    if ("location" in query) != ("locationRadius" in query):
        raise _refused("invalidLocation", "location", "location and locationRadius go together.")
    _matched(call, "location", _PLACE, "invalidLocation")
    _matched(call, "locationRadius", _RADIUS, "invalidLocation")
    _matched(call, "relevanceLanguage", _LANGUAGE, "invalidRelevanceLanguage")
    return frozenset({"video"}) if "forDeveloper" in whose else kinds


def _matched(call: Call, name: str, pattern: re.Pattern[str], reason: str) -> str:
    """A parameter that has a form, "" unless given. Raises Refused 400."""
    value = str(call.query.get(name, ""))
    if value and not pattern.fullmatch(value):
        raise _refused(reason, name, f"The {name} parameter has an invalid value.")
    return value


def _time(call: Call, name: str, default: datetime) -> datetime:
    given = call.query.get(name)
    found = time(given) if given else default
    if found is None:
        raise Refused(400, "invalidParameter", f"Invalid value '{given}': not an RFC 3339 time.", where=name)
    return found


def _unfit(message: str) -> Refused:
    return _refused("invalidSearchFilter", "", message)


def _refused(reason: str, where: str, message: str) -> Refused:
    return Refused(400, reason, message, where=where, domain="youtube.search")
