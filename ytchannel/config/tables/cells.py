"""From cells to the values that YAML would have in their stead, by the key that they are for.

What is not understood stays as it was written: the rule of its key then tells what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from ytchannel.config.rules import PRIVACY_WORDS, RuleError
from ytchannel.config.tables import dates
from ytchannel.config.tables.languages import language_code
from ytchannel.config.tables.sheets import Cell, Unusable, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ytchannel.config.declared import Value
    from ytchannel.config.tables.headings import Path
    from ytchannel.model import Section

# Raises RuleError. None for a cell that is empty after all.
Reader: TypeAlias = Callable[[Cell], "Value"]

_FLAGS = {
    **dict.fromkeys(("true", "co", "yes", "y", "x", "v", "1", "dung", "✓", "✔", "☑"), "true"),
    **dict.fromkeys(("false", "khong", "no", "n", "0", "sai", "☐"), "false"),
}
_PRIVACY = {folded(word): meant for word, meant in PRIVACY_WORDS.items()} | {
    word: word for word in ("public", "unlisted", "private")
}
_LICENSES = {
    "giay phep chuan cua youtube": "youtube",
    "giay phep youtube chuan": "youtube",
    "standard youtube license": "youtube",
    "youtube": "youtube",
    **dict.fromkeys(("creativecommon", "creative common", "creative commons", "cc by", "cc"), "creativeCommon"),
    "creative commons ghi nhan tac gia": "creativeCommon",
}

# What spreadsheets show in a cell that could not be worked out; a text file has it as text.
ERRORS = frozenset(
    (
        "#N/A",
        "#REF!",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
    )
)
_EXACT = 10**15  # a larger number has lost digits

_PARTS, _TAG_PARTS = re.compile(r"[;\n]"), re.compile(r"[;,\n]")
_FITTED = re.compile(r"(?:thumbnail:\s*)?\{\s*file:\s*(.+?)\s*,\s*fit:\s*(\w+)\s*\}")
_PLACED = re.compile(r"(.+?)\s*:\s*(\d+)")
_CAPTION = re.compile(r"(?:(?P<before>[A-Za-z]{2,3}(?:-\w+)?)\s*:\s*)?(?P<file>.+?)(?:\s*\((?P<behind>[^()]+)\))?")


def text(cell: Cell) -> str | None:
    """A text. Whole numbers are written without a point. Raises RuleError for what a spreadsheet made of it."""
    if isinstance(cell, str):
        cell = cell.strip()
        if cell[:1] == "#" and cell in ERRORS:
            raise RuleError("cell-error", value=cell)
        return (cell if cell.isascii() else unicodedata.normalize("NFC", cell)) or None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT or cell != cell:
            raise RuleError("cell-number")
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, Unusable):
        raise RuleError(cell.code, value=cell.value)
    raise RuleError("cell-date", value=_shown(cell))


def flag(cell: Cell) -> str | None:
    """True or false."""
    found = text(cell)
    return found and _FLAGS.get(folded(found), found)


def privacy(cell: Cell) -> str | None:
    """A word of the API for one of YouTube Studio."""
    found = text(cell)
    return found and _PRIVACY.get(folded(found), found)


def license_(cell: Cell) -> str | None:
    """A word of the API for one of YouTube Studio."""
    found = text(cell)
    return found and _LICENSES.get(folded(found), found)


def language(cell: Cell) -> str | None:
    """A code for the name of a language."""
    found = text(cell)
    return found and (language_code(found) or found)


def tags(cell: Cell) -> Value:
    """Tags, which have no comma in them."""
    return [*(_list(cell, _TAG_PARTS) or ())] or None


def captions(cell: Cell) -> Value:
    """Files with their languages: `a.vi.srt; en: b.srt; c.srt (tiếng Anh)`."""
    found: list[Value] = []
    for part in _list(cell, _PARTS) or ():
        one = _CAPTION.fullmatch(part)
        file, given = (one["file"], one["before"] or one["behind"] or "") if one else (part, "")
        code = language_code(given) if given else ""
        if given and not code:  # the brackets belong to the name
            file = part
        found.append({"file": file, "language": code} if code else {"file": file})
    return found or None


def picture(cell: Cell) -> Value:
    """A file, or one with what makes a picture of the right shape of it: `{file: a.webp, fit: crop}`."""
    found = text(cell)
    fitted = _FITTED.fullmatch(found) if found else None
    return {"file": fitted[1], "fit": fitted[2]} if fitted else found


def day(cell: Cell) -> str | None:
    """A day of the calendar."""
    return _dated(cell, dates.day(cell))


def moment(cell: Cell, clock: Cell = "") -> str | None:
    """A date and its hour, which may stand in a cell of its own."""
    for each in (cell, clock):
        if isinstance(each, str | Unusable):
            text(each)  # raises RuleError for an error
    return _dated(cell, dates.moment(cell, clock))


def sections(known: Iterable[Section]) -> Reader:
    """Keys of sections for keys or titles. A title that several sections have stays as it is."""
    keys: dict[str, str] = {}
    for section in known:
        for name in (section.title, section.title.casefold()):
            keys[name] = section.key if keys.get(name, section.key) == section.key else name
    keys |= {section.key: section.key for section in known}

    def key(name: str) -> str:
        return keys.get(name) or keys.get(name.casefold(), name)

    def placed(part: str) -> Value:
        """A section, or one with the place in it: `Tin cơ sở: 3`."""
        found = _PLACED.fullmatch(part)
        if found and key(part) not in keys and key(found[1]) in keys:
            return {key(found[1]): found[2]}
        return key(part)

    def read(cell: Cell) -> Value:
        found = text(cell)
        if found and key(found) in keys:  # a title may have a semicolon
            return [key(found)]
        return [placed(part) for part in _list(cell, _PARTS) or ()] or None

    return read


def readers(known: Iterable[Section]) -> Mapping[Path, Reader]:
    """How the cells of a column are read, by its path; any other column has texts."""
    flags = ("made_for_kids", "synthetic_media", "embeddable", "public_stats", "notify_subscribers", "wrap")
    return {
        **{(key,): flag for key in flags},
        ("sections",): sections(tuple(known)),
        ("tags",): tags,
        ("tags", "add"): tags,
        ("tags", "remove"): tags,
        ("captions",): captions,
        ("thumbnail",): picture,
        ("privacy",): privacy,
        ("license",): license_,
        ("language",): language,
        ("audio_language",): language,
        ("recording_date",): day,
        ("publish_at",): moment,
    }


def _list(cell: Cell, parts: re.Pattern[str]) -> list[str] | None:
    found = text(cell)
    return [part.strip() for part in parts.split(found) if part.strip()] if found else None


def _dated(cell: Cell, found: str | None) -> str | None:
    return (found or None) if found is not None else text(cell)


def _shown(cell: date | time | timedelta) -> str:
    """A date as people in Việt Nam write it."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
