"""From a path to the bytes of a file, and to the text of one in YAML."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from ytchannel.errors import FilesError, Place, Problem

# Far more than 10,000 entries take; a video named by mistake is not read into memory.
MAX_BYTES = 64 * 1024 * 1024

# What YAML does not take as it stands (YAML 1.1, section 5.1).
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class Source:
    """The text of a file. `file` is absolute, `shown` is its name in problems."""

    file: Path
    shown: str
    text: str

    def place(self, line: int, column: int) -> Place:
        """A spot of this file; both count from 1."""
        return Place(self.shown, line, column)

    def place_of(self, index: int) -> Place:
        """The spot of the character at `index`, 0-based."""
        breaks = [match.end() for match in _LINE_BREAK.finditer(self.text, 0, index)]
        return self.place(len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty beyond the last."""
        lines = _LINE_BREAK.split(self.text)
        return lines[number - 1] if number <= len(lines) else ""


def shown_path(file: Path) -> str:
    """`file` as people see it: relative to the current directory when it is below it, else absolute."""
    absolute = Path(os.path.abspath(file))  # noqa: PTH100 - Path.absolute keeps "..", which hides where the file is
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()


def read(file: Path, shown: str | None, role: str, text: str | None = None) -> Source:
    """The text of `file`, or `text` in its stead, without a byte order mark.

    `role` ("channel" or "manifest") chooses the words.

    Raises FilesError.
    """
    shown = shown_path(file) if shown is None else shown
    if text is not None:
        return check_printable(Source(Path(file).absolute(), shown, text.removeprefix("\ufeff")))
    data = read_bytes(file, shown, role)
    return check_printable(Source(Path(file).absolute(), shown, _decoded(data, shown)))


def read_bytes(file: Path, shown: str, role: str) -> bytes:
    """What `file` contains. Raises FilesError, also for what is too big to be a list."""
    start = Place(shown, 1, 1)
    try:
        if file.is_dir():
            raise FilesError([Problem("not-a-file", start, {"file": shown})])
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FilesError([Problem("file-missing", start, {"file": shown, "variant": role})]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FilesError([Problem("file-unreadable", start, {"file": shown, "reason": reason})]) from None
    if len(data) > MAX_BYTES:
        raise FilesError([Problem("text-too-big", start, {"file": shown, "max_bytes": MAX_BYTES})])
    return data


def _decoded(data: bytes, shown: str) -> str:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        place = Place(shown, before.count(b"\n") + 1, column)
        raise FilesError([Problem("not-utf8", place, {"byte": f"0x{data[error.start]:02X}"})]) from None


def is_printable(text: str) -> bool:
    """Whether a file may have a text as it stands."""
    return not _UNPRINTABLE.search(text)


def check_printable(source: Source) -> Source:
    """The source. Raises FilesError for a character that YAML does not take as it stands."""
    if found := _UNPRINTABLE.search(source.text):
        place = source.place_of(found.start())
        raise FilesError([Problem("yaml-control", place, {"character": f"U+{ord(found[0]):04X}"})])
    return source
