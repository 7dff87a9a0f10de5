"""How the schedule of a series is written: “every weekday 07:00”, “mỗi thứ hai, thứ sáu 19:30”."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from ytchannel.config.rules import RuleError, slug
from ytchannel.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGIN = re.compile(r"(every|mỗi|hằng|hàng)\s+(.+)", re.IGNORECASE | re.DOTALL)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])(?::([0-5]\d)|h([0-5]\d)?)(?!\d)", re.IGNORECASE | re.ASCII)
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_VIETNAMESE = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_GROUPS = {
    "ngày thường": range(5),
    "ngày làm việc": range(5),
    "cuối tuần": range(5, 7),
    "ngày": range(7),
    "weekdays": range(5),
    "weekday": range(5),
    "weekend": range(5, 7),
    "day": range(7),
}

# Names are compared as slugs: without marks, words joined by hyphens.
_DAYS: dict[str, Iterable[int]] = {
    slug(name): days
    for name, days in (
        *_GROUPS.items(),
        *((name, (number,)) for names in (_ENGLISH, _VIETNAMESE) for number, name in enumerate(names)),
        *((name[:3], (number,)) for number, name in enumerate(_ENGLISH)),
        *((form.format(number + 2), (number,)) for form in ("thứ {}", "t{}") for number in range(6)),
        ("cn", (6,)),
    )
}
_NAMES = re.compile("|".join(sorted(map(re.escape, _DAYS), key=len, reverse=True)))


def is_series(text: str) -> bool:
    """Whether a publication time is meant to come again and again."""
    return bool(_BEGIN.fullmatch(text.strip()))


def series(text: str) -> Slots:
    """Days of the week, then one or more hours. Raises RuleError."""
    begun = _BEGIN.fullmatch(text.strip())
    rest = begun[2] if begun else text
    times = tuple(time(int(hour), int(minute or other or 0)) for hour, minute, other in _CLOCK.findall(rest))
    names = "-".join(filter(None, map(slug, re.split(r"[\s,;]+", _CLOCK.sub(" ", rest)))))
    days = {day for name in _NAMES.findall(names) for day in _DAYS[name]}
    rest_of_names = set(_NAMES.sub("", names).split("-"))
    if not times or not days or rest_of_names - {"", "and", "va"}:
        raise RuleError("bad-series", value=text)
    return Slots(frozenset(days), times)
