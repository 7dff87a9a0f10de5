"""How a file would say what the channel has: the way back from live values to what stands in YAML.

A value that the file's own rules would refuse, or read as another one, is not declared: what is not declared stays.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ytchannel.config import rules
from ytchannel.config.categories import category, name_of
from ytchannel.config.reading import is_printable
from ytchannel.config.times import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from ytchannel.config.editing import Plain

_SECTION: Mapping[str, Callable[[Any], Any]] = {
    "title": rules.playlist_title,
    "description": rules.playlist_description,
    "privacy": rules.privacy,
    "language": rules.language,
}
_VIDEO: Mapping[str, Callable[[Any], Any]] = {
    "title": rules.video_title,
    "description": rules.video_description,
    "tags": lambda texts: rules.tags([rules.tag(text) for text in texts]),
    "category": category,
    "language": rules.language,
    "audio_language": rules.language,
    "license": rules.license_,
    "privacy": rules.privacy,
}
_CHANNEL: Mapping[str, Callable[[Any], Any]] = {
    "description": rules.channel_description,
    "keywords": rules.channel_keywords,
    "language": rules.language,
    "country": rules.country,
}
RULES = {"playlist": _SECTION, "video": _VIDEO, "branding": _CHANNEL}


def can_say(kind: str, field: str, value: Any) -> bool:  # noqa: ANN401 - of any field
    """Whether a file can say that a field of the kind has this value. Texts in other languages are "title/en" ..."""
    name, _, language = field.partition("/")
    if isinstance(value, str) and not is_printable(value):
        return False
    if language and not can_say(kind, "language", language):
        return False
    rule = RULES[kind].get(name)
    value = list(value) if isinstance(value, tuple) else value
    try:
        return rule is None or value in (None, "") or rule(value) == value
    except rules.RuleError:
        return False


def said(field: str, value: Any, zone: tzinfo) -> Any:  # noqa: ANN401 - of any field
    """The value as it is written: categories by name, times in `zone`."""
    if isinstance(value, datetime):
        return _time(value, zone)
    if isinstance(value, date):
        return value.isoformat()
    if field == "category" and value is not None:
        return name_of(value)
    return list(value) if isinstance(value, tuple) else value


def _time(value: datetime, zone: tzinfo) -> str:
    """As people write it; with its offset where the hour is there twice."""
    local = value.astimezone(zone)
    form = "%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M"
    text = local.strftime(form)
    with suppress(rules.RuleError):
        if moment(text, zone) == value:
            return text
    return local.isoformat(sep=" ")


def put(entry: Plain, field: str, value: Any) -> None:  # noqa: ANN401 - of any field
    """Say in an entry what a field has; None takes it out. A text in another language goes below `localizations`."""
    name, _, language = field.partition("/")
    if not language:
        if value is None:
            entry.pop(name, None)
        else:
            entry[name] = value
        return
    every = entry.setdefault("localizations", {})
    texts = every.setdefault(language, {})
    put(texts, name, value)
    if not texts.get("title"):  # without a title YouTube keeps none of it
        del every[language]
    if not every:
        del entry["localizations"]
