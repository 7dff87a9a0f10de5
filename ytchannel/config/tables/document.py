"""The sheets of a table as the values that a YAML manifest would have, each knowing its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ytchannel.config.declared import MAX_ENTRIES, Findings, Tree
from ytchannel.config.rules import RuleError
from ytchannel.config.tables import cells
from ytchannel.config.tables.headings import CLOCK, Headings
from ytchannel.config.tables.sheets import Unusable
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path as FilePath

    from ytchannel.config.declared import Steps, Value
    from ytchannel.config.tables.cells import Reader
    from ytchannel.config.tables.headings import Path
    from ytchannel.config.tables.sheets import Cell, Sheet
    from ytchannel.model import Section

# Lists have a title and a date above them.
HEADINGS_WITHIN = 20  # rows
LONGEST_HEADING = 100  # characters
MAX_COLUMNS = 1000

# What is wrong with a column as such is told once, at its heading.
_OF_COLUMN = ("not-yet", "bad-language")


@dataclass(frozen=True)
class Column:
    """One that is read: `index` counts from 0. What texts were read as is kept in `known`, since most come again."""

    path: Path
    index: int
    heading: str
    read: Reader
    known: dict[str, Value] = field(default_factory=dict)

    def value(self, cell: Cell) -> Value:
        """What a cell says, None for nothing. Raises RuleError."""
        if not isinstance(cell, str) or self.read is cells.text:
            return self.read(cell)
        if cell not in self.known:
            self.known[cell] = self.read(cell)
        return self.known[cell]


@dataclass(frozen=True)
class Layout:
    """The columns of one sheet; `line` is that of its headings."""

    sheet: str
    line: int
    columns: dict[Path, Column] = field(default_factory=dict)

    def column(self, path: tuple[str | int, ...]) -> Column | None:
        """The column of a value, of what it is a part of, or the first of its parts."""
        for end in range(len(path), 0, -1):
            if found := self.columns.get(path[:end]):  # type: ignore[arg-type]
                return found
        return next((each for each in self.columns.values() if path and each.path[:1] == path[:1]), None)

    def rival(self, path: Path) -> Column | None:
        """The column that says the same already, or all of what this one is a part of, or a part of it."""
        if not path or path == CLOCK:
            return self.columns.get(path)
        alike = (each for each in self.columns.values() if each.path != CLOCK)
        return next((each for each in alike if each.path[: len(path)] == path[: len(each.path)]), None)


class TableDocument(Tree):
    """The entries of all sheets in their order, under `videos`. It is `ytchannel.config.declared.Declared`."""

    def __init__(self, file: FilePath, shown: str, sheets: Sequence[Sheet], sections: Iterable[Section]) -> None:
        self.file = file
        self.has_nulls = False
        self._shown = shown
        self._sheets = sheets
        self._findings = Findings([sheet.name for sheet in sheets])
        self._headings = Headings()
        self._readers = cells.readers(sections)
        self._rows: list[tuple[Layout, int]] = []
        self._told: set[tuple[str, int]] = set()  # columns without a heading
        entries: list[Value] = []
        self.value: dict[str, Value] = {"videos": entries}
        layouts = [self._layout(sheet) for sheet in sheets]
        for sheet, found in zip(sheets, layouts, strict=True):
            if found:
                entries += self._entries(sheet, *found)
            if sheet.problem:
                self._findings.add(sheet.problem.code, sheet.problem.place or self._start, dict(sheet.problem.facts))
        if not any(layouts):
            self.finish()
            facts = {"file": shown, "known": self._headings.names, "limit": HEADINGS_WITHIN}
            raise FilesError([Problem("table-without-headings", self._start, facts)])

    @property
    def _start(self) -> Place:
        return Place(self._shown, 1, 1, self._sheets[0].name if self._sheets else "")

    def place(self, steps: Steps, *, key: bool = False) -> Place:
        """The cell of the value at `steps`, or its heading; the first cell of the entry when it has none."""
        if len(steps) < 2 or not self._rows:
            return self._start
        layout, line = self._rows[int(steps[1])]
        column = layout.column(steps[2:])
        index = column.index if column else min(each.index for each in layout.columns.values())
        return self._place(layout.sheet, layout.line if key else line, index)

    def report(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem at the value."""
        self._report(code, steps, facts, key=False)

    def report_key(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem at the heading when it is one of the column, else at the value."""
        self._report(code, steps, facts, key=code in _OF_COLUMN)

    def refuse(self, error: RuleError, steps: Steps, **facts: object) -> None:
        """Add what a rule says about the value."""
        self.report(error.code, steps, **facts, **error.facts)

    def finish(self) -> None:
        """Raises FilesError when anything was reported."""
        if self._findings:
            raise self._findings.error()

    def _report(self, code: str, steps: Steps, facts: dict[str, object], *, key: bool) -> None:
        layout = self._rows[int(steps[1])][0]
        told: dict[str, object] = facts | {"form": "table"}
        if code == "missing-key":
            steps = (*steps, str(facts["name"]))
            if not layout.column(steps[2:]):  # for no row: that is told once
                key = True
                told |= {"name": self._headings.customary(str(facts["name"])), "form": "column"}
        if column := layout.column(steps[2:]):
            told |= {"heading": column.heading, "name": column.heading}
        self._findings.add(code, self.place(steps, key=key), told)

    def _place(self, sheet: str, line: int, index: int) -> Place:
        return Place(self._shown, line, index + 1, sheet)

    def _layout(self, sheet: Sheet) -> tuple[Layout, int] | None:
        """The columns, and the number of the row with their headings: of the first rows the one that has most."""
        known = [
            sum(1 for cell in row[:MAX_COLUMNS] if isinstance(cell, str) and self._is_heading(cell))
            for row in sheet.rows[:HEADINGS_WITHIN]
        ]
        if not any(known):
            return None
        number = known.index(max(known))
        if len(sheet.rows[number]) > MAX_COLUMNS:
            place = self._place(sheet.name, sheet.lines[number], MAX_COLUMNS)
            raise FilesError([Problem("table-too-wide", place, {"limit": MAX_COLUMNS})])
        layout = Layout(sheet.name, sheet.lines[number])
        for index, cell in enumerate(sheet.rows[number]):
            if not _blank(cell):
                self._add(layout, index, cell)
        return layout, number

    def _is_heading(self, cell: str) -> bool:
        return 0 < len(cell) <= LONGEST_HEADING and bool(self._headings.path(cell))

    def _add(self, layout: Layout, index: int, cell: Cell) -> None:
        """The column below a heading, if it is one that is read."""
        heading = " ".join(str(cell.value if isinstance(cell, Unusable) else cell).split())
        path = self._headings.path(heading) if isinstance(cell, str) else None
        place = self._place(layout.sheet, layout.line, index)
        if path is None:
            near = self._headings.near(heading)
            facts = {"value": heading, "known": self._headings.names, "near": near, "variant": "near" if near else ""}
            self._findings.add("unknown-column", place, facts)
        elif first := layout.rival(path):
            facts = {"value": heading, "first": first.heading}
            self._findings.add("same-column", place, facts)
        elif path:
            layout.columns[path] = Column(path, index, heading, self._readers.get(path, cells.text))

    def _entries(self, sheet: Sheet, layout: Layout, number: int) -> list[Value]:
        """The rows below the headings that say anything."""
        self._clock(layout)
        clock = layout.columns.get(CLOCK)
        plain = [column for column in layout.columns.values() if column is not clock]
        bare = [index for index, cell in enumerate(sheet.rows[number]) if _blank(cell)]  # between others
        found: list[Value] = []
        for row, line in zip(sheet.rows[number + 1 :], sheet.lines[number + 1 :], strict=True):
            entry: dict[str, Value] = {}
            for column in plain:
                index = column.index
                if index < len(row) and (cell := row[index]) != "":
                    try:
                        value = column.value(cell)
                    except RuleError as error:
                        self._lost(layout, line, column, error)
                        _put(entry, column.path, None)
                        continue
                    if value is not None:
                        _put(entry, column.path, value)
            if clock:
                self._set_clock(layout, row, line, entry)
            if entry:
                if len(self._rows) == MAX_ENTRIES:
                    self._findings.add("too-many-entries", self._place(sheet.name, line, 0), {"limit": MAX_ENTRIES})
                    raise self._findings.error()
                found.append(entry)
                self._rows.append((layout, line))
            if bare or len(row) > len(sheet.rows[number]):
                self._check_bare(sheet, number, row, line, bare)
        return found

    def _lost(self, layout: Layout, line: int, column: Column, error: RuleError) -> None:
        """Tell what is wrong with a cell that has no value for it."""
        self.has_nulls = True
        facts = error.facts | {"heading": column.heading, "name": column.heading, "form": "table"}
        self._findings.add(error.code, self._place(layout.sheet, line, column.index), facts)

    def _clock(self, layout: Layout) -> None:
        """A column of hours alone has dates with hours in it."""
        if CLOCK in layout.columns and ("publish_at",) not in layout.columns:
            alone = layout.columns.pop(CLOCK)
            layout.columns["publish_at",] = Column(("publish_at",), alone.index, alone.heading, cells.moment)

    def _set_clock(self, layout: Layout, row: Sequence[Cell], line: int, entry: dict[str, Value]) -> None:
        """Put the hour to the day, which was read without it."""
        day, clock = layout.columns["publish_at",], layout.columns[CLOCK]
        date = row[day.index] if day.index < len(row) else ""
        hour = row[clock.index] if clock.index < len(row) else ""
        if hour == "" or entry.get("publish_at", "") is None or (isinstance(hour, str) and not hour.strip()):
            return
        try:
            entry["publish_at"] = cells.moment(date, hour)
        except RuleError as error:
            self._lost(layout, line, clock, error)
            entry["publish_at"] = None

    def _check_bare(self, sheet: Sheet, number: int, row: Sequence[Cell], line: int, bare: list[int]) -> None:
        """Refuse what stands in a column without a heading: nobody can say what it is. It is told once a column."""
        width = len(sheet.rows[number])
        for index in (*(each for each in bare if each < len(row)), *range(width, len(row))):
            if not _blank(row[index]) and (sheet.name, index) not in self._told:
                self._told.add((sheet.name, index))
                facts = {"variant": "" if sheet.name else "fields"}
                self._findings.add("column-without-heading", self._place(sheet.name, line, index), facts)


def _put(entry: dict[str, Value], path: Path, value: Value) -> None:
    """Set a value below its keys."""
    for step in path[:-1]:
        entry = entry.setdefault(step, {})  # type: ignore[assignment]
    entry[path[-1]] = value


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
