"""What the names of files and folders say: which videos they are, in which order, from which day, of which section."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from ytchannel.config.rules import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ytchannel.model import Section

# What cameras and editing programs call what YouTube takes.
VIDEOS = {".3g2", ".3gp", ".asf", ".avi", ".divx", ".dv", ".f4v", ".flv", ".m2ts", ".m4v", ".mkv", ".mov",
          ".mp4", ".mpe", ".mpeg", ".mpg", ".mts", ".mxf", ".ogv", ".ts", ".vob", ".webm", ".wmv"}  # fmt: skip
PICTURES, CAPTIONS, TEXT = (".jpg", ".jpeg", ".png"), (".srt", ".vtt", ".sbv"), ".txt"
# Names that programs give to what they have not finished writing.
_UNFINISHED = (
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".opdownload",
    ".filepart",
    ".tmp",
    ".temp",
    ".!ut",
    "~",
)

_DIGITS = re.compile("([0-9]+)")
_DAY = re.compile(
    r"(?:(?P<y1>\d{4})(?P<s>[-._]?)(?P<m1>\d\d)(?P=s)(?P<d1>\d\d)|(?P<d2>\d\d)[-._](?P<m2>\d\d)[-._](?P<y2>\d{4}))"
    r"(?![0-9])[\s_.,-]*",
    re.ASCII,
)
# A number that only brings files into an order: 01 - Tên, 1. Tên, 2_Tên, 03-Tên; not 28-NQ-TU, nor 5 bài học.
_ORDINAL = re.compile(r"(?:\d{1,3}(?:_|[.)]\s+|[.)]?\s+[-–]\s+|\)\s*)|0\d{1,2}[-.\s_]+)(?=\S)", re.ASCII)
_FOLDER_ORDINAL = re.compile(r"\d{1,3}[\s._)–-]+(?=\S)", re.ASCII)
_IN_NAME = re.compile(r"(.+)\.([A-Za-z]{2}(?:-[A-Za-z0-9]{2,4})?)")


def is_unfinished(name: str) -> bool:
    """Whether a file is one that a program has not finished writing, or that it keeps beside the real one."""
    return name.startswith("~$") or name.lower().endswith(_UNFINISHED)


# What systems and network drives keep for themselves: their bins above all, whose videos somebody has deleted.
_KEPT = ("thumbs.db", "desktop.ini", "system volume information", "#recycle", "#snapshot", "recycler", "lost+found",
         "network trash folder", "__macosx")  # fmt: skip


def is_hidden(name: str) -> bool:
    """Whether a file or folder is one that people do not see, or that a system keeps for itself."""
    return name.startswith((".", "@", "$")) or name.lower() in _KEPT


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts as people count: 2 before 10."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part)
                 for part in _DIGITS.split(folded) if part)  # fmt: skip


def title_and_day(stem: str) -> tuple[str, date | None]:
    """The title that a name has, and the day that stands before it."""
    text = unicodedata.normalize("NFC", stem)
    day = None
    if found := _DAY.match(text):
        try:
            day = date(*(int(found[f"{part}1"] or found[f"{part}2"]) for part in "ymd"))
            text = text[found.end() :]
        except ValueError:  # it only looks like a day
            day = None
    if not day:
        text = _ORDINAL.sub("", text, count=1) if _ORDINAL.match(text) else text
    title = " ".join(text.replace("_", " ").split())
    return title or " ".join(unicodedata.normalize("NFC", stem).replace("_", " ").split()), day


def caption(stem: str) -> tuple[str, str]:
    """The stem of the video that a file of captions belongs to, and the language in its name, which may be empty."""
    found = _IN_NAME.fullmatch(stem)
    return (found[1], found[2]) if found else (stem, "")


def section_of(folder: str, sections: Iterable[Section]) -> str:
    """The key of the section that a folder is named after, by key or title; empty where it is none, or several."""
    known = list(sections)
    for name in (folder, _FOLDER_ORDINAL.sub("", folder, count=1)):
        name = unicodedata.normalize("NFC", name).strip()  # noqa: PLW2901 - the same name
        for meant in (
            [each for each in known if each.key == name],
            [each for each in known if each.title.casefold() == name.casefold()],
            [each for each in known if slug(name) and slug(name) in (each.key, slug(each.title))],
        ):
            if len(meant) == 1:
                return meant[0].key
    return ""


def section_above(folders: Sequence[str], sections: Iterable[Section]) -> str:
    """The section of the innermost of the folders that is named after one; empty where none is."""
    known = list(sections)
    return next(filter(None, (section_of(each, known) for each in reversed(folders))), "")
