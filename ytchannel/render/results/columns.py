"""Where results go in a table: its row of headings, the columns that are there, and those to be added."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from ytchannel.config.result_columns import RESULT_COLUMNS
from ytchannel.render.results import Unsuitable, heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.render.results import Result


class Grid(Protocol):
    """A table whose rows and columns are counted from 1."""

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row by column, those of empty cells left out; {} for a row that is not there."""

    @property
    def width(self) -> int:
        """The last column in which any row has something."""


def edits(grid: Grid, results: Sequence[Result]) -> dict[tuple[int, int], str]:
    """The texts that cells by row and column are to have. Raises Unsuitable when a row is not that of its entry."""
    if belonging(grid, results) < len(results):
        raise Unsuitable("moved")
    top = head(grid, results)
    there = {_folded(text): column for column, text in grid.texts(top).items()}
    wanted: dict[tuple[int, int], str] = {}
    following = grid.width
    for name, headings in RESULT_COLUMNS.items():
        column = next((there[_folded(each)] for each in headings if _folded(each) in there), None)
        if column is None:
            following = column = following + 1
            wanted[top, column] = heading(name)
        for result in results:
            wanted[result.line, column] = result.cells[name]
    return wanted


def head(grid: Grid, results: Sequence[Result]) -> int:
    """The row of headings: above the first entry, that with results' headings, else the nearest with several texts.

    A title above the table has one text, in a merged cell. Raises Unsuitable when there is none.
    """
    above = range(min(result.line for result in results) - 1, 0, -1)
    known = {_folded(each) for headings in RESULT_COLUMNS.values() for each in headings}
    for row in above:
        if known & {_folded(text) for text in grid.texts(row).values()}:
            return row
    full = [row for row in above if grid.texts(row)]
    several = [row for row in full if len(grid.texts(row)) > 1]
    found = next(iter(several or full), None)
    if found is None:
        raise Unsuitable("moved")
    return found


def belonging(grid: Grid, results: Sequence[Result]) -> int:
    """How many of the results' rows are those of their entries.

    A row names the file as the entry does, or its last part where no other entry has a file of that name; or the video
    by its id or address.
    """
    names = Counter(_last(result.name) for result in results)
    return sum(_belongs(grid.texts(result.line), result.name, names) for result in results)


def _belongs(texts: dict[int, str], name: str, names: Mapping[str, int]) -> bool:
    said = [unicodedata.normalize("NFC", text).replace("\\", "/").strip() for text in texts.values()]
    wanted = unicodedata.normalize("NFC", name)
    if "." not in wanted:
        return any(wanted in text for text in said)
    if names[_last(wanted)] == 1:
        return any(_last(text) == _last(wanted) for text in said)
    return any(text.casefold().removeprefix("./") == wanted.casefold() for text in said)


def _last(path: str) -> str:
    return unicodedata.normalize("NFC", path).rpartition("/")[2].casefold()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
