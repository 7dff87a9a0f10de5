"""Where the parts of a chart stand: geometry alone, in pixels downwards and in hundredths of the width across.

So a chart fills whatever width it is given while its letters keep their size.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Literal, cast

from ytchannel import words
from ytchannel.render.reports import cells
from ytchannel.render.screen import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ytchannel.render.reports.presentation import Chart, Column, Value, View

MOST_BARS = 20
_LONGEST_BAR = 70.0  # of the width: behind it is room for a number of eight digits on a phone
_LINE_OF_LABEL, _BAR, _GAP = 18, 16, 12
_LABEL_WIDTH, _LABEL_LINES = 38, 3  # so many letters have room on a phone
_LEGEND, _ABOVE, _PLOT, _BELOW = 20, 24, 220, 26
_DAY_LABELS = 5  # so that those of a month are a week apart


@dataclass(frozen=True)
class Bar:
    """A bar: the lines of its label, its length in hundredths of the width, its value written out."""

    lines: tuple[str, ...]
    top: int
    length: float
    value: str
    told: str


@dataclass(frozen=True)
class Bars:
    """Bars one below the other; `more` rows have none, since there are too many."""

    title: str
    height: int
    bars: tuple[Bar, ...]
    more: int
    gutter: int = 0
    form: Literal["bars"] = "bars"


@dataclass(frozen=True)
class Series:
    """A line: its number from 1 on, its name, its stretches as points of polylines, and what stands alone.

    That is a day between two that are not known.
    """

    number: int
    name: str
    stretches: tuple[str, ...]
    alone: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Day:
    """A day: its middle and the left edge of its strip, its label ("" for most), the heights of its points."""

    middle: float
    left: float
    label: str
    anchor: Literal["middle", "end"]
    points: tuple[tuple[int, float], ...]
    told: str


@dataclass(frozen=True)
class Mark:
    """A vertical line at a day, None where the day is not drawn, and the sentence about it."""

    number: int
    at: float | None
    sentence: str


@dataclass(frozen=True)
class Lines:
    """One or two lines over the same days; `grid` are heights with the round numbers that belong there.

    `gutter` is the room, in pixels, that those numbers need to the left of the lines.
    """

    title: str
    height: int
    top: int
    bottom: int
    gutter: int
    strip: float
    grid: tuple[tuple[float, str], ...]
    series: tuple[Series, ...]
    days: tuple[Day, ...]
    marks: tuple[Mark, ...]
    form: Literal["line"] = "line"


def drawn(view: View) -> Bars | Lines | None:
    """The chart of a view; None where it has none, or where nothing is known that could be drawn."""
    chart = view.chart
    if chart is None or not any(_values(view, name) for name in chart.values):
        return None
    return _bars(view, chart) if chart.form == "bars" else _lines(view, chart)


def round_step(highest: float, lines: int = 4) -> float:
    """The distance of gridlines that are at most `lines` up to `highest`: one, two or five times a power of ten."""
    least = max(highest, 1) / lines
    power = 10.0 ** math.floor(math.log10(least))
    return max(1.0, next(times * power for times in (1, 2, 5, 10) if times * power >= least * 0.999999))


def wrapped(text: str, width: int = _LABEL_WIDTH, most: int = _LABEL_LINES) -> tuple[str, ...]:
    """`text` in lines of about `width` letters, cut with an ellipsis after `most` lines."""
    lines: list[str] = [""]
    for word in text.split() or ["–"]:
        for piece in _pieces(word, width):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if _breadth(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while _breadth(last) > width - 1:
        last = last[:-1]
    return (*lines[: most - 1], f"{last}…")


def _pieces(word: str, width: int) -> Iterable[str]:
    """The word, in pieces where it alone is longer than a line."""
    piece = ""
    for letter in word:
        if piece and _breadth(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _breadth(text: str) -> float:
    """The width of a text, one for a small letter."""
    return sum(_of_letter(letter) for letter in text)


def _of_letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 1.35 if letter.isupper() or letter in "mwMW@%&" else 1


def _values(view: View, name: str) -> list[float]:
    place = view.at(name)
    return [float(cast("float", row[place])) for row in view.rows if row[place] is not None]


def _bars(view: View, chart: Chart) -> Bars:
    label, name = view.at(chart.label), chart.values[0]
    place, column = view.at(name), view.columns[view.at(name)]
    rows = view.rows[:MOST_BARS]
    highest = max([0.0, *_values(view, name)]) or 1.0
    made, top = [], 0
    for row in rows:
        text = plain(cells.written(row[label], view.columns[label].kind))
        lines = wrapped(text)
        value = cells.written(row[place], column.kind)
        length = round(_LONGEST_BAR * max(0.0, float(cast("float", row[place] or 0))) / highest, 3)
        made.append(Bar(lines, top, length, value, f"{text}\n{column.title}: {value}"))
        top += len(lines) * _LINE_OF_LABEL + _BAR + _GAP
    return Bars(chart.title, top, tuple(made), len(view.rows) - len(rows))


def _lines(view: View, chart: Chart) -> Lines:
    columns = [view.columns[view.at(name)] for name in chart.values]
    label = view.at(chart.label)
    top = len(columns) * _LEGEND + _ABOVE
    bottom = top + _PLOT
    known = max(0.0, *(value for name in chart.values for value in _values(view, name)))
    step = round_step(known)
    highest = step * max(1, math.ceil(known / step - 1e-9))

    def height(value: Value) -> float | None:
        return None if value is None else round(bottom - _PLOT * max(0.0, float(cast("float", value))) / highest, 2)

    strip = 100 / len(view.rows)
    across = [round((number + 0.5) * strip, 3) for number in range(len(view.rows))]
    heights = [[height(row[view.at(name)]) for row in view.rows] for name in chart.values]
    places = {row[label]: at for row, at in zip(view.rows, across, strict=True)}
    marks = tuple(
        Mark(number, places.get(day), plain(sentence)) for number, (day, sentence) in enumerate(chart.marks, start=1)
    )
    grid = tuple(
        (round(bottom - _PLOT * number * step / highest, 2), _grid_label(number * step, columns[0]))
        for number in range(round(highest / step) + 1)
    )
    series = tuple(
        _series(number, column.title, across, found)
        for number, (column, found) in enumerate(zip(columns, heights, strict=True), start=1)
    )
    gutter = 10 + 8 * max(len(label) for _, label in grid)
    days = tuple(_days(view, label, columns, across, heights, marks))
    return Lines(chart.title, bottom + _BELOW, top, bottom, gutter, round(strip, 3), grid, series, days, marks)


def _grid_label(value: float, column: Column) -> str:
    return cells.written(int(value) if column.kind == "number" else value, column.kind)


def _series(number: int, name: str, across: Sequence[float], heights: Sequence[float | None]) -> Series:
    """Cuts a line where days are unknown."""
    stretches, alone = [], []
    for known, found in groupby(zip(across, heights, strict=True), key=lambda point: point[1] is not None):
        points = [(x, y) for x, y in found if y is not None]
        if known and len(points) > 1:
            stretches.append(" ".join(f"{x:g},{y:g}" for x, y in points))
        elif known:
            alone += points
    return Series(number, name, tuple(stretches), tuple(alone))


def _days(
    view: View,
    label: int,
    columns: Sequence[Column],
    across: Sequence[float],
    heights: Sequence[Sequence[float | None]],
    marks: Sequence[Mark],
) -> Iterable[Day]:
    every = math.ceil(len(view.rows) / _DAY_LABELS)
    for number, (row, middle) in enumerate(zip(view.rows, across, strict=True)):
        day = row[label]
        told = [plain(cells.written(day, view.columns[label].kind))]
        told += [f"{each.title}: {cells.written(row[view.at(each.key)], each.kind)}" for each in columns]
        told += [mark.sentence for mark in marks if mark.at == middle]
        found = ((which, each[number]) for which, each in enumerate(heights, start=1))
        yield Day(
            middle,
            round(middle - 50 / len(view.rows), 3),
            words.short_day(day) if isinstance(day, date) and number % every == 0 else "",
            "end" if middle > 96 else "middle",
            tuple((which, y) for which, y in found if y is not None),
            "\n".join(told),
        )
