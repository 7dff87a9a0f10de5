"""How YouTube measures text: lengths, forbidden characters, tags, languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape

from ytchannel.sandbox.resources import places

LANGUAGES = frozenset(places.LANGUAGES)
"""The codes of i18nLanguages; others are refused as keys of localizations ("nb", where YouTube knows "no")."""

TITLE = {"video": 100, "playlist": 150, "channelSection": 100}
"""Characters of a title."""

DESCRIPTION = 5000
"""Bytes of a description in UTF-8, of videos and, as far as is known, of playlists."""

TAGS = 500
"""Characters of all tags of a video."""

_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def units(text: str, counting: str = "utf16") -> int:
    """Characters as YouTube counts them: UTF-16 units, so that most emoji are two, or code points."""
    return len(text) if counting == "codePoints" else len(text.encode("utf-16-le")) // 2


def fits_title(text: str, kind: str, counting: str = "utf16") -> bool:
    """Whether a title is neither empty nor too long, and has no < or > (nor U+2028, for playlists)."""
    return bool(text.strip()) and units(text, counting) <= TITLE[kind] and plain(text, kind)


def fits_description(text: str, kind: str, counting: str = "bytes") -> bool:
    """Whether a description is not too long, in bytes or characters, and has no forbidden characters."""
    size = len(text.encode()) if counting == "bytes" else units(text)
    return size <= DESCRIPTION and plain(text, kind)


def plain(text: str, kind: str) -> bool:
    """Whether no character is forbidden."""
    return not set(text) & set("<>\u2028" if kind == "playlist" else "<>")


def tags_size(tags: list[str], counting: str = "utf16") -> int:
    """The size of tags: their characters, the commas between them, and two for each tag with a space."""
    return sum(units(tag, counting) + (2 if " " in tag else 0) for tag in tags) + max(0, len(tags) - 1)


def is_language(code: str) -> bool:
    """Whether a code has the form of BCP 47."""
    return _TAG.fullmatch(code) is not None


def escaped(text: str) -> str:
    """A text with the entities that YouTube writes in HTML."""
    return escape(text).replace("&#x27;", "&#39;")


def time(text: str) -> datetime | None:
    """A time in ISO 8601 with a zone, in UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo and "T" in text.upper() else None
