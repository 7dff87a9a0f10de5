"""What a bulk edit is told on the command line: conditions (`section=tin-co-so`) and values (`privacy=unlisted`).

The rules of the values are those of a manifest.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ytchannel.config import rules, times
from ytchannel.config.categories import category
from ytchannel.config.shapes import EntryShape
from ytchannel.config.shaping import value_of
from ytchannel.config.tables import cells
from ytchannel.errors import Problem, UsageError
from ytchannel.filtering import FIELDS, Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ytchannel.model import Channel

SETTABLE = (
    "privacy", "category", "language", "audio_language", "license", "embeddable", "public_stats", "made_for_kids",
    "synthetic_media", "recording_date", "description",
)  # fmt: skip
_CONDITION = re.compile(r"\s*([\w-]+)\s*(!?=)\s*(.*?)\s*", re.DOTALL)
_WORDS = ("privacy", "language")
_RULES: Mapping[str, Callable[[str], str]] = {
    "tag": rules.tag,
    "privacy": rules.privacy,
    "category": category,
    "language": rules.language,
    "video": rules.video_id,
    "title": str,
}


def conditions(texts: Iterable[str], channel: Channel) -> list[Condition]:
    """The conditions, all of which have to hold. Raises UsageError."""
    return [_condition(text, channel) for text in texts]


def _condition(text: str, channel: Channel) -> Condition:
    found = _CONDITION.fullmatch(unicodedata.normalize("NFC", text))
    if found is None or found[1] not in FIELDS or not found[3]:
        raise UsageError("bad-where", value=text, known=FIELDS)
    name, negated, value = found[1], found[2] == "!=", found[3]
    try:
        if name == "section":
            return Condition(name, _section(value, channel), negated)
        if name in ("since", "until"):
            day = times.day(_read("recording_date", value)) + timedelta(days=name == "until")
            return Condition(name, datetime.combine(day, time(), ZoneInfo(channel.timezone)), negated)
        return Condition(name, _RULES[name](_read(name, value) if name in _WORDS else value), negated)
    except rules.RuleError as error:
        raise _refused(text, error) from None


def _section(value: str, channel: Channel) -> str:
    keys = {section.title.casefold(): section.key for section in channel.sections}
    keys |= {section.key: section.key for section in channel.sections}
    if found := keys.get(value) or keys.get(value.casefold()):
        return found
    raise rules.RuleError("unknown-section", **rules.suggestion(value, [each.key for each in channel.sections]))


def values(texts: Iterable[str]) -> dict[str, Any]:
    """The fields that are to have a value, as an entry of a manifest would say it. Raises UsageError."""
    found: dict[str, Any] = {}
    for text in texts:
        name, sign, value = unicodedata.normalize("NFC", text).partition("=")
        name = name.strip()
        if not sign or name not in SETTABLE:
            raise UsageError("bad-set", value=text, known=SETTABLE)
        try:
            found[name] = value_of(EntryShape, name, _read(name, value.strip()))
        except rules.RuleError as error:
            raise _refused(text, error) from None
    return found


def _read(name: str, value: str) -> str:
    """The value as a table would have it: words of YouTube Studio, days as people write them here."""
    read = cells.readers(()).get((name,))
    found = read(value) if read else value
    return found if isinstance(found, str) else value


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags, each of them one that YouTube takes. Raises UsageError."""
    found = []
    for text in texts:
        try:
            found.append(rules.tag(unicodedata.normalize("NFC", text)))
        except rules.RuleError as error:
            raise _refused(text, error) from None
    return rules.joined(found)


def _refused(text: str, error: rules.RuleError) -> UsageError:
    facts = {"name": text.partition("=")[0].strip(), **error.facts}
    return UsageError("bad-option-value", value=text, problem=Problem(error.code, None, facts))
