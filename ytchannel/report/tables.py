"""What is kept, as tables for other programs: rows one by one, since there may be millions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Type = Literal["text", "whole", "time", "date"]
"""text: a string; whole: a whole number of 64 bits; time: an aware datetime; date: a date. All may be None."""

Cell = str | int | datetime | date | None


@dataclass(frozen=True)
class Table:
    """A table: its columns by name, and a function that gives its rows, a tuple of a value for each column."""

    name: str
    columns: tuple[tuple[str, Type], ...]
    rows: Callable[[], Iterable[tuple[Cell, ...]]]
