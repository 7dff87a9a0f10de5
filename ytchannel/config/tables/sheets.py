"""What a table is before anybody asks what its columns mean: sheets of rows of cells."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.errors import Problem

# A list of 10,000 videos with 50 columns, four times over.
MAX_CELLS = 2_000_000


@dataclass(frozen=True)
class Unusable:
    """A cell without a value that could be read: a code of `render.problems`, and what the cell shows."""

    code: str
    value: str


# An empty cell is an empty text. Text is as it stands, in NFC.
Cell: TypeAlias = str | bool | int | float | date | datetime | time | timedelta | Unusable


@dataclass(frozen=True)
class Sheet:
    """Rows of cells. `lines` are the numbers of the rows; a text file is one sheet without a name.

    `problem` ends the reading behind the last row.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int]
    problem: Problem | None = None


def folded(text: str) -> str:
    """A text without what people write differently: letter case, marks, brackets, and how words are parted."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = (" " if c in "_-./:*()[]\ufeff" else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())
