"""A report put into words: what every form of it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

Kind = Literal["text", "id", "number", "change", "share", "hours", "duration", "date", "time"]
"""What a value of a column is, None where it is not known:

text, id: a string, data of users or of YouTube; number: a whole number; change, share: parts of one (0.25 is a
quarter), a change with its sign; hours: a float; duration: a float of seconds; date: a date; time: an aware datetime
in the channel's time zone.
"""

Value = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column: a name for machines, its heading for people, and what its values are."""

    key: str
    title: str
    kind: Kind

    @property
    def is_numeric(self) -> bool:
        """Whether values stand to the right, so that their digits stand under each other."""
        return self.kind in ("number", "change", "share", "hours", "duration")


@dataclass(frozen=True)
class Chart:
    """How a view is drawn: `bars` lie one below the other in the order of the rows, a `line` goes from day to day.

    `label` and `values` are keys of columns; a line has one or two series, of which the second is the one compared
    with. `marks` are labels at which something changed, with the sentence that says what.
    """

    form: Literal["bars", "line"]
    title: str
    label: str
    values: tuple[str, ...]
    marks: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class View:
    """A table: `rows` have a value a column, `total` likewise. `note` is a sentence about it, "" for none."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    chart: Chart | None = None
    note: str = ""

    def at(self, key: str) -> int:
        """The place of a column."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def top(self, count: int, note: str) -> View:
        """Its first rows, with a note if that leaves any out."""
        if len(self.rows) <= count:
            return self
        return replace(self, rows=self.rows[:count], note=note)


@dataclass(frozen=True)
class Fact:
    """A figure of the head of a report, written out; `change` is against the span compared with, "" for none."""

    label: str
    value: str
    change: str = ""


@dataclass(frozen=True)
class Presentation:
    """A report for people in the language in use.

    `organisation`, like all text of views, is data. `remarks` are whole sentences that belong under the head.
    """

    language: str
    title: str
    organisation: str
    handle: str
    period: str
    compared: str
    made: str
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    views: tuple[View, ...]

    def view(self, key: str) -> View:
        """The view of a name."""
        return next(view for view in self.views if view.key == key)
