"""Who watches: a thousand viewers, each of one country, device, age and so on, who watch in turn.

The n-th view of a video is by the n-th of them, counted from a place of the video's own; so are its n-th like, share
and minute watched. How many of the first n are from Japan, on a telephone, subscribed or all of it follows by counting
in the circle, so that every way to split a figure adds up to the same whole, whatever the days.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIZE = 1000
"""Viewers in the circle. The weights below add up to it, or the first value takes what is missing."""

_Value = TypeVar("_Value")

Filters = tuple[tuple[str, frozenset[str]], ...]
"""The traits that viewers must have: names, each with the values that are let through."""

_COUNTRY = {"VN": 0, "US": 60, "JP": 25, "KR": 20, "AU": 15, "DE": 15, "TW": 15, "CA": 10, "CZ": 10, "FR": 10, "RU": 10,
            "SG": 10, "ZZ": 20}  # fmt: skip
_PLACES = {  # continent and subcontinent, by the codes of the United Nations
    "VN": ("142", "035"), "US": ("019", "021"), "JP": ("142", "030"), "KR": ("142", "030"), "AU": ("009", "053"),
    "DE": ("150", "155"), "TW": ("142", "030"), "CA": ("019", "021"), "CZ": ("150", "151"), "FR": ("150", "155"),
    "RU": ("150", "151"), "SG": ("142", "035"), "ZZ": ("ZZ", "ZZ"),
}  # fmt: skip
_PROVINCE = {"US-CA": 0, "US-TX": 300, "US-WA": 100, "US-NY": 80, "US-VA": 60, "US-ZZ": 60}
_DEVICE = {
    ("MOBILE", "ANDROID"): 0, ("MOBILE", "IOS"): 160, ("DESKTOP", "WINDOWS"): 190, ("DESKTOP", "MACINTOSH"): 30,
    ("TABLET", "ANDROID"): 20, ("TABLET", "IOS"): 40, ("TV", "SMART_TV"): 80, ("TV", "ANDROID"): 40,
    ("GAME_CONSOLE", "PLAYSTATION"): 10, ("UNKNOWN_PLATFORM", "OTHER"): 10,
}  # fmt: skip
_SOURCE = {"YT_SEARCH": 0, "RELATED_VIDEO": 220, "SUBSCRIBER": 150, "NO_LINK_OTHER": 120, "EXT_URL": 110,
           "YT_CHANNEL": 60, "PLAYLIST": 50, "YT_OTHER_PAGE": 25, "NOTIFICATION": 20, "END_SCREEN": 10,
           "NO_LINK_EMBEDDED": 5}  # fmt: skip
_SOURCE_OF_SHORTS = {"SHORTS": 0, "SUBSCRIBER": 90, "YT_SEARCH": 60, "YT_CHANNEL": 60, "NO_LINK_OTHER": 40,
                     "EXT_URL": 30, "YT_OTHER_PAGE": 20}  # fmt: skip
_LOCATION = {"WATCH": 0, "EMBEDDED": 60, "CHANNEL": 60, "SEARCH": 20, "BROWSE": 20, "YT_OTHER": 20}
_LOCATION_OF_SHORTS = {"YT_OTHER": 0, "WATCH": 200, "CHANNEL": 40}
_AGE = {
    ("age25-34", "male"): 0, ("age25-34", "female"): 110, ("age25-34", "user_specified"): 5,
    ("age13-17", "male"): 10, ("age13-17", "female"): 5, ("age18-24", "male"): 60, ("age18-24", "female"): 40,
    ("age35-44", "male"): 150, ("age35-44", "female"): 110, ("age45-54", "male"): 110, ("age45-54", "female"): 70,
    ("age55-64", "male"): 70, ("age55-64", "female"): 40, ("age65-", "male"): 45, ("age65-", "female"): 15,
}  # fmt: skip
_SHARING = {"FACEBOOK": 0, "COPY_PASTE": 220, "OTHER": 160, "FACEBOOK_MESSENGER": 150, "EMBED": 30, "TELEGRAM": 30,
            "GMAIL": 20, "VIBER": 20, "WHATS_APP": 20}  # fmt: skip
_PRODUCT = {"CORE": 0, "KIDS": 25, "MUSIC": 10}

# What is told of a source or a location beyond its type; those that are not here tell nothing.
_DETAILS: Mapping[str, Sequence[str]] = {
    "YT_SEARCH": ("tin hải phòng", "đảng ủy khối", "nghị quyết 28", "phóng sự", "hoa phượng đỏ", "hai phong hom nay"),
    "RELATED_VIDEO": ("9bZkp7q19f0", "jNQXAC9IVRw", "kJQP7kiw5Fk", "OPf0YbXqDm0"),
    "EXT_URL": ("facebook.com", "Google Search", "zalo.me", "haiphong.gov.vn", "baohaiphong.vn"),
    "SUBSCRIBER": ("/", "what-to-watch", "/my_subscriptions"),
    "YT_CHANNEL": ("UC_x5XG1OV2P6uZZ5FSM9Ttw", "UCBR8-60-B28hp2BmDPdntcQ"),
    "YT_OTHER_PAGE": ("/feed/history", "/feed/library"),
    "EMBEDDED": ("haiphong.gov.vn", "baohaiphong.vn", "facebook.com"),
}

WITH_DETAILS = frozenset(_DETAILS) - {"EMBEDDED"}
"""The sources that insightTrafficSourceDetail tells more of."""


@dataclass(frozen=True)
class Count:
    """How many of the first n in the circle have the wanted traits."""

    before: tuple[int, ...]

    def of(self, number: int) -> int:
        """How many of the first `number`."""
        rounds, rest = divmod(number, SIZE)
        return rounds * self.before[SIZE] + self.before[rest]

    def each(self, numbers: Sequence[int]) -> list[int]:
        """The same for many numbers at once."""
        before, whole = self.before, self.before[SIZE]
        return [number // SIZE * whole + before[number % SIZE] for number in numbers]


@cache
def circle(*, short: bool) -> Sequence[Mapping[str, str]]:
    """The viewers in their order: of Shorts, or of all other videos."""
    chance = random.Random(f"audience-{short}")  # noqa: S311 - history, not a secret
    countries, provinces = _shuffled(chance, _COUNTRY), _shuffled(chance, _PROVINCE)
    devices, ages = _shuffled(chance, _DEVICE), _shuffled(chance, _AGE)
    sources = _shuffled(chance, _SOURCE_OF_SHORTS if short else _SOURCE)
    locations = _shuffled(chance, _LOCATION_OF_SHORTS if short else _LOCATION)
    subscribed, sharing = _shuffled(chance, {"UNSUBSCRIBED": 0, "SUBSCRIBED": 380}), _shuffled(chance, _SHARING)
    products, red = _shuffled(chance, _PRODUCT), _shuffled(chance, {"": 0, "red": 40})
    engaged = _shuffled(chance, {"engaged": 0, "": 450 if short else 280})
    return [
        {
            "country": countries[at],
            "continent": _PLACES[countries[at]][0],
            "subContinent": _PLACES[countries[at]][1],
            "province": provinces[at] if countries[at] == "US" else "",
            "deviceType": devices[at][0],
            "operatingSystem": devices[at][1],
            "insightTrafficSourceType": sources[at],
            "insightTrafficSourceDetail": _detail(chance, sources[at]),
            "insightPlaybackLocationType": locations[at],
            "insightPlaybackLocationDetail": _detail(chance, locations[at]),
            "ageGroup": ages[at][0],
            "gender": ages[at][1],
            "sharingService": sharing[at],
            "subscribedStatus": subscribed[at],
            "youtubeProduct": products[at],
            "liveOrOnDemand": "ON_DEMAND",
            "engaged": engaged[at],
            "red": red[at],
        }
        for at in range(SIZE)
    ]


def _shuffled(chance: random.Random, weights: Mapping[_Value, int]) -> list[_Value]:
    first, *_ = weights
    values = [value for value, weight in weights.items() for _ in range(weight)]
    values += [first] * (SIZE - len(values))
    chance.shuffle(values)
    return values


def _detail(chance: random.Random, kind: str) -> str:
    """One of the details of a type, the earlier the likelier."""
    known = _DETAILS.get(kind, ("",))
    return known[min(int(chance.expovariate(0.8)), len(known) - 1)]


@lru_cache(maxsize=4096)
def cells(dimensions: tuple[str, ...], filters: Filters, trait: str, *, short: bool) -> Mapping[tuple[str, ...], Count]:
    """The counts of viewers by what they have in some dimensions, of those who pass the filters and have a trait.

    A cell without anybody is not there, unless it is only the trait that nobody in it has.
    """
    marks: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * SIZE)
    for at, viewer in enumerate(circle(short=short)):
        if all(viewer[name] in values for name, values in filters):
            marks[tuple(viewer[name] for name in dimensions)][at] = 1 if not trait or viewer[trait] else 0
    return {cell: Count(_sums(each)) for cell, each in marks.items()}


def _sums(marks: Sequence[int]) -> tuple[int, ...]:
    sums = [0]
    for mark in marks:
        sums.append(sums[-1] + mark)
    return tuple(sums)


@cache
def values(dimension: str) -> frozenset[str]:
    """The values that anybody has in a dimension."""
    return frozenset(viewer[dimension] for short in (False, True) for viewer in circle(short=short))
