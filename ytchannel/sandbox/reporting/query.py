"""The parameters of reports.query, read and checked one by one; whether they fit each other is another matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox.reporting import audience, measures, supported
from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

IDS = 500
"""Videos, playlists or items of a group that a filter takes."""

CONTENT_TYPES = ("shorts", "videoOnDemand")
"""The values of creatorContentType that videos have here."""

_IDS = {"video": re.compile(r"[A-Za-z0-9_-]{11}"), "playlist": re.compile(r"[A-Za-z0-9_-]{2,64}")}
_CODES = {"country": re.compile("[A-Z]{2}"), "province": re.compile("US-[A-Z]{2}")}
_NUMBERED = re.compile(r"\d{3}")


@dataclass(frozen=True)
class Query:
    """A query: the span of days as it was asked for, and what of them; a group is in `filters` until it is looked up.

    `sort` has names, each with whether it goes downwards; `most` is None without maxResults.
    """

    first: date
    last: date
    metrics: tuple[str, ...]
    dimensions: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]
    sort: tuple[tuple[str, bool], ...]
    most: int | None
    start: int


def read(given: Mapping[str, Any]) -> Query:
    """The query in the parameters of a request. Raises Refused 400, and 403 for metrics of revenue."""
    for name in ("startDate", "endDate", "metrics"):
        if not given.get(name):
            raise Refused(400, "required", f"Required parameter: {name}")
    metrics, dimensions = _names(given["metrics"]), _names(given.get("dimensions", ""))
    _check_metrics(metrics)
    for name in dimensions:
        _check_dimension(name, "dimensions")
    first, last = _date(given, "startDate"), _date(given, "endDate")
    if first > last:
        raise invalid(str(last), "parameters.endDate")
    sort = tuple((name.removeprefix("-"), name.startswith("-")) for name in _names(given.get("sort", "")))
    for name, _ in sort:
        if name not in (*metrics, *dimensions):
            raise unknown(name, "sort")
    if not re.fullmatch("[A-Z]{3}", given.get("currency", "USD")):
        raise invalid(given["currency"], "parameters.currency")
    most, start = _positive(given, "maxResults"), _positive(given, "startIndex")
    return Query(first, last, metrics, dimensions, _filters(given.get("filters", "")), sort, most, start or 1)


def bad(message: str) -> Refused:
    """The refusal of a query; this API names no location."""
    return Refused(400, "badRequest", message)


def invalid(value: object, field: str) -> Refused:
    """The refusal of a value."""
    return bad(f"Invalid value ({value}) given in field {field}.")


def unknown(name: str, field: str) -> Refused:
    """The refusal of a name that this API does not know, in one of its parameters."""
    return bad(f"Unknown identifier ({name}) given in field parameters.{field}.")


def not_supported() -> Refused:
    """The refusal of what no report has: it does not say what is wrong with it."""
    page = "https://developers.google.com/youtube/analytics/v2/available_reports"
    return bad(f"The query is not supported. Check the documentation at {page} for a list of supported queries.")


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _check_metrics(names: tuple[str, ...]) -> None:
    for name in names:
        if name in measures.NOT_MODELLED:
            raise Refused(501, "notImplemented", f"The metric {name} is not modelled by the sandbox.")
        if name not in measures.METRICS and name not in measures.REVENUE | measures.ELSEWHERE:
            raise unknown(name, "metrics")
    if measures.REVENUE & set(names):
        raise Refused(403, "forbidden", "Insufficient permission to access this report.")
    if measures.ELSEWHERE & set(names):
        raise not_supported()


def _check_dimension(name: str, field: str) -> None:
    if name in supported.NOT_MODELLED:
        raise Refused(501, "notImplemented", f"The dimension {name} is not modelled by the sandbox.")
    if name in supported.GONE:
        raise not_supported()
    if name not in supported.DIMENSIONS:
        raise unknown(name, field)


def _date(given: Mapping[str, Any], name: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", given[name]):
            return date.fromisoformat(given[name])
    except ValueError:
        pass
    raise Refused(400, "badRequest", f"Could not parse content ({given[name]}) of field {name}.")


def _positive(given: Mapping[str, Any], name: str) -> int | None:
    value: int | None = given.get(name)
    if value is not None and value < 1:
        raise invalid(value, f"parameters.{name}")
    return value


def _filters(text: str) -> dict[str, tuple[str, ...]]:
    """The filters in name==value,value;name==value."""
    found: dict[str, tuple[str, ...]] = {}
    for each in filter(None, text.split(";")):
        name, equal, rest = each.partition("==")
        values = tuple(dict.fromkeys(rest.split(",")))
        if not equal or name in found:
            raise invalid(text, "parameters.filters")
        if name != "group":
            _check_dimension(name, "filters")
        if name in ("day", "month", "elapsedVideoTimeRatio"):
            raise not_supported()
        if len(values) > IDS or not all(_is_value(name, value) for value in values):
            raise invalid(rest[:200], "parameters.filters")
        found[name] = values
    return found


def _is_value(name: str, value: str) -> bool:
    """Whether a dimension may have a value; of countries and states not all are watched from."""
    pattern = _IDS.get(name) or _CODES.get(name)
    if pattern:
        return pattern.fullmatch(value) is not None
    if name in ("continent", "subContinent"):
        return _NUMBERED.fullmatch(value) is not None
    if name == "creatorContentType":
        return value in (*CONTENT_TYPES, "liveStream", "story")
    return bool(value) and (name == "group" or value in audience.values(name) | _OTHERS.get(name, frozenset()))


# Values that exist and that nobody has here.
_OTHERS: Mapping[str, frozenset[str]] = {
    "liveOrOnDemand": frozenset({"LIVE"}),
    "youtubeProduct": frozenset({"GAMING", "UNKNOWN"}),
    "insightTrafficSourceType": frozenset((
        "ADVERTISING", "ANNOTATION", "CAMPAIGN_CARD", "HASHTAGS", "LIVE_REDIRECT", "PRODUCT_PAGE", "PROMOTED",
        "SOUND_PAGE", "VIDEO_REMIXES", "YT_PLAYLIST_PAGE",
    )),
    "insightPlaybackLocationType": frozenset({"EXTERNAL_APP", "MOBILE"}),
    "operatingSystem": frozenset((
        "BADA", "BLACKBERRY", "CHROMECAST", "DOCOMO", "FIREFOX", "HIPTOP", "KAIOS", "LINUX", "MEEGO", "NINTENDO_3DS",
        "PLAYSTATION_VITA", "REALMEDIA", "SYMBIAN", "TIZEN", "WEBOS", "WII", "WINDOWS_MOBILE", "XBOX",
    )),
}  # fmt: skip
