"""How YouTube measures text: lengths, forbidden characters, tags, languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

# The codes of i18nLanguages; others are refused as keys of localizations ("nb", where YouTube knows "no").
LANGUAGES = frozenset((
    "af", "az", "id", "ms", "bs", "ca", "cs", "da", "de", "et", "en-IN", "en-GB", "en", "es", "es-419", "es-US",
    "eu", "fil", "fr", "fr-CA", "gl", "hr", "zu", "is", "it", "sw", "lv", "lt", "hu", "nl", "no", "uz", "pl",
    "pt-PT", "pt", "ro", "sq", "sk", "sl", "sr-Latn", "fi", "sv", "vi", "tr", "be", "bg", "ky", "kk", "mk",
    "mn", "ru", "sr", "uk", "el", "hy", "iw", "ur", "ar", "fa", "ne", "mr", "hi", "as", "bn", "pa", "gu", "or",
    "ta", "te", "kn", "ml", "si", "th", "lo", "my", "ka", "am", "km", "zh-CN", "zh-TW", "zh-HK", "ja", "ko",
))  # fmt: skip

TITLE = {"video": 100, "playlist": 150, "channelSection": 100}
"""Characters of a title."""

DESCRIPTION = 5000
"""Bytes of a description in UTF-8, of videos and of playlists."""

TAGS = 500
"""Characters of all tags of a video."""

_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def units(text: str) -> int:
    """Characters as YouTube counts them: UTF-16 units, so that most emoji are two."""
    return len(text.encode("utf-16-le")) // 2


def fits_title(text: str, kind: str) -> bool:
    """Whether a title is neither empty nor too long, and has no < or > (nor U+2028, for playlists)."""
    return bool(text.strip()) and units(text) <= TITLE[kind] and plain(text, kind)


def fits_description(text: str, kind: str) -> bool:
    """Whether a description is not too long and has no forbidden characters."""
    return len(text.encode()) <= DESCRIPTION and plain(text, kind)


def plain(text: str, kind: str) -> bool:
    """Whether no character is forbidden."""
    return not set(text) & set("<>\u2028" if kind == "playlist" else "<>")


def tags_size(tags: list[str]) -> int:
    """The size of tags: their characters, the commas between them, and two for each tag with a space."""
    return sum(units(tag) + (2 if " " in tag else 0) for tag in tags) + max(0, len(tags) - 1)


def is_language(code: str) -> bool:
    """Whether a code has the form of BCP 47."""
    return _TAG.fullmatch(code) is not None


def is_supported(code: str) -> bool:
    """Whether texts can be asked for in a language: one of i18nLanguages, perhaps of another region (en_US)."""
    code = code.replace("_", "-")
    return code in LANGUAGES or (is_language(code) and code.partition("-")[0] in LANGUAGES)


def time(text: str) -> datetime | None:
    """A time in ISO 8601 with a zone, in UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo and "T" in text.upper() else None
