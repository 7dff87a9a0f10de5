"""A text, its lines, and the splices that are to change it: all that no splice covers stays to the letter."""

from __future__ import annotations

import re
from bisect import bisect_right

BREAKS = "\n\r\x85\u2028\u2029"  # what ends a line in YAML 1.1
_BREAK = re.compile(f"\r\n|[{BREAKS}]")
_USUAL = ("\n", "\r\n", "\r")


class OverlapError(Exception):
    """Two splices want the same characters."""


class Splices:
    """Splices on `text`, whose last line has an end. All places are numbers of characters, from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []
        for found in _BREAK.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))
        self._all: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, new: str) -> None:
        """Put `new` in the place of what stands there; insertions at one place follow each other as they came."""
        if start < end or new:
            self._all.append((start, end, new))

    def insert_below(self, at: int, lines: list[str]) -> None:
        """Put whole lines below the line that `at` stands in."""
        self.insert_above(self.next_line(at), lines, self.newline(at))

    def insert_above(self, start: int, lines: list[str], newline: str) -> None:
        """Put whole lines above the one that begins at `start`."""
        self.put(start, start, "".join(line + newline for line in lines))

    def cut_lines(self, start: int, end: int) -> None:
        """Take out whole lines, from that which begins at `start` to that of `end`."""
        self.put(start, self.next_line(end), "")

    @property
    def result(self) -> str:
        """The text with all splices. Raises OverlapError."""
        return self._spliced(0, len(self.text), self._all)

    def taken(self, start: int, end: int) -> str:
        """What stands there, with its splices, which are undone there; an insertion at `start` is of what is before.

        Raises OverlapError.
        """
        kept: list[tuple[int, int, str]] = []
        inside: list[tuple[int, int, str]] = []
        for splice in self._all:
            is_inside = start <= splice[0] and start < splice[1] <= end
            (inside if is_inside else kept).append(splice)
        self._all = kept
        return self._spliced(start, end, inside)

    def _spliced(self, start: int, end: int, splices: list[tuple[int, int, str]]) -> str:
        parts = []
        for first, last, new in sorted(splices, key=lambda splice: splice[:2]):  # stable
            if first < start:
                raise OverlapError
            parts += [self.text[start:first], new]
            start = last
        return "".join([*parts, self.text[start:end]])

    def line_start(self, at: int) -> int:
        """Where the line begins that `at` stands in."""
        return self._starts[self._line(at)]

    def line_end(self, at: int) -> int:
        """Where that line ends, before its break."""
        return self._ends[self._line(at)]

    def next_line(self, at: int) -> int:
        """Where the line below begins; the end of the text when there is none."""
        line = self._line(at) + 1
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def column(self, at: int) -> int:
        """How many characters stand in the line before `at`."""
        return at - self.line_start(at)

    def newline(self, at: int) -> str:
        """What ends the line; for the last one, what ends the line above."""
        for line in (self._line(at), self._line(at) - 1):
            if 0 <= line < len(self._starts) - 1:
                found = self.text[self._ends[line] : self._starts[line + 1]]
                return found if found in _USUAL else "\n"
        return "\n"

    def leads(self, at: int) -> bool:
        """Whether only blanks stand in the line before `at`."""
        return not self.text[self.line_start(at) : at].strip(" \t")

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1
