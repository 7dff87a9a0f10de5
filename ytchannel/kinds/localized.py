"""Titles and descriptions in other languages, as fields of their own: "title/en", "description/en"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel.kinds.text import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.plan import Json


def fields(localizations: Mapping[str, Mapping[str, str | None]]) -> dict[str, str]:
    """What localizations say, by field; texts that are None are not declared."""
    return {
        f"{name}/{language}": tidy(text)
        for language, texts in localizations.items()
        for name, text in texts.items()
        if text is not None
    }


def part(live: Mapping[str, Mapping[str, str]], changes: Mapping[str, Any]) -> Json | None:
    """The part with the changed fields, every other language carried; None when no change is about it.

    The part is replaced as a whole (playlists, videos: update). A language without a title is left out.
    """
    changed = {tuple(name.split("/", 1)): value for name, value in changes.items() if "/" in name}
    if not changed:
        return None
    merged = {language: dict(texts) for language, texts in live.items()}
    for (name, language), value in changed.items():
        merged.setdefault(language, {})[name] = value
    told = {
        language: {name: text for name, text in texts.items() if text is not None} for language, texts in merged.items()
    }
    return {language: texts for language, texts in told.items() if texts.get("title")}


def in_step(texts: Json, now: Json, new: Json, declared: Mapping[str, Any]) -> Json:
    """The localization in the resource's own language, where it repeats title or description: it goes on doing so.

    `now` and `new` are its snippet before and after; `declared` has the fields that are changed.
    """
    language = str(new.get("defaultLanguage"))
    if language not in texts:
        return {}
    repeated = {
        name: new[name]
        for name, text in texts[language].items()
        if text == now.get(name) and new.get(name) and f"{name}/{language}" not in declared
    }
    return {language: {**texts[language], **repeated}}


def raw(resource: Mapping[str, Any], field: str) -> str | None:
    """The text of a field as it stands in the resource."""
    name, _, language = field.partition("/")
    found: str | None = resource.get("localizations", {}).get(language, {}).get(name)
    return found
