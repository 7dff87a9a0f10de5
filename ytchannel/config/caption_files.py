"""Files of captions, looked through line by line: SubRip, WebVTT and SubViewer, in UTF-8.

Those are the formats that subtitle editors write and that YouTube names first (Help answer 2734698). What is wrong is
told with its line, which no library does: readers of subtitles skip what they do not understand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ytchannel.config.rules import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMS = (".srt", ".vtt", ".sbv")

_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_SPANS = {
    ".srt": re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?"),
    ".vtt": re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?"),
    ".sbv": re.compile(rf"\s*{_TIME},{_TIME}\s*"),
}
_EXAMPLES = {
    ".srt": "00:01:02,500 --> 00:01:04,000",
    ".vtt": "00:01:02.500 --> 00:01:04.000",
    ".sbv": "0:01:02.500,0:01:04.000",
}
# What is meant to be the times of a cue, right or wrong.
_MEANT = {".srt": re.compile(".*-->"), ".vtt": re.compile(".*-->"), ".sbv": re.compile(r"\s*\d+:\d+:\d+\S*\s*,\s*\d+:")}
_REMARK = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16
_MOST = 5  # problems told of one file: with more of them it is another file than was meant


def problems(content: bytes, form: str) -> list[RuleError]:
    """What is wrong in a file whose name ends with `form`, one of FORMS; the first few problems, none when it is fine.

    A file that begins as WebVTT is read as that, whatever its name is. The facts have `line`, counted from 1.
    """
    try:
        text = _decoded(content)
    except RuleError as error:
        return [error]
    if not text.strip():
        return [RuleError("caption-empty")]
    lines = re.split("\r\n|[\r\n]", text)
    if re.match(r"WEBVTT(\s|$)", text):
        form = ".vtt"
    elif form == ".vtt":
        return [RuleError("caption-no-head", line=1)]
    found: list[RuleError] = []
    for each in _Cues(lines, form):
        found.append(each)
        if len(found) == _MOST:
            break
    return found


def _decoded(content: bytes) -> str:
    if content.startswith(_MARKS) or 0 in content[:100]:
        raise RuleError("caption-coding", coding="UTF-16", variant="utf16")
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RuleError("caption-coding", byte=f"0x{content[error.start]:02X}", line=line) from None


class _Cues:
    """The problems of the cues of a file, in its order: blocks between blank lines, each with times and a text."""

    def __init__(self, lines: Sequence[str], form: str) -> None:
        self._lines = lines
        self._form = form
        self._start = 0  # of the cue before, in milliseconds
        self._has_text = False

    def __iter__(self) -> Iterator[RuleError]:
        wrong = 0
        for first, last in _blocks(self._lines, 1 if self._form == ".vtt" else 0):
            for error in self._block(first, last):
                wrong += 1
                yield error
        if not wrong and not self._has_text:
            yield RuleError("caption-empty")

    def _block(self, first: int, last: int) -> Iterator[RuleError]:
        """The problems of the lines from `first` up to `last`, which is not among them."""
        if self._form == ".vtt" and _REMARK.match(self._lines[first]):
            return
        at = next((at for at in range(first, min(first + 2, last)) if self._is_meant(at)), None)
        if at is None:
            yield RuleError("caption-no-times", line=first + 1, right=_EXAMPLES[self._form])
            return
        yield from self._times(at)
        for number in range(at + 1, last):
            if self._is_meant(number):
                yield RuleError("caption-joined", line=number + 1)
                return
        self._has_text |= any(line.strip() for line in self._lines[at + 1 : last])

    def _times(self, at: int) -> Iterator[RuleError]:
        found = _SPANS[self._form].fullmatch(self._lines[at])
        if not found:
            yield RuleError("caption-times", line=at + 1, value=self._lines[at].strip(), right=_EXAMPLES[self._form])
            return
        start, end = _milliseconds(*found.groups("0")[:4]), _milliseconds(*found.groups("0")[4:])
        if end <= start:
            yield RuleError("caption-reversed", line=at + 1, variant=self._form.removeprefix("."))
        elif start < self._start:
            yield RuleError("caption-backwards", line=at + 1)
        self._start = start

    def _is_meant(self, number: int) -> bool:
        return _MEANT[self._form].match(self._lines[number]) is not None


def _blocks(lines: Sequence[str], skipped: int) -> Iterator[tuple[int, int]]:
    """The first line of each block and the one behind its last, without the first `skipped` blocks."""
    first: int | None = None
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            first = number if first is None else first
        elif first is not None:
            if skipped:
                skipped -= 1
            else:
                yield first, number
            first = None


def _milliseconds(hours: str, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)
