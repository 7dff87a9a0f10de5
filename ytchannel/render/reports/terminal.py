"""A report on the terminal: its head, a sparkline of the days, one table with bars, in 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich import box
from rich.table import Table
from rich.text import Text

from ytchannel import words
from ytchannel.render.reports import cells, presenting
from ytchannel.render.reports.forms import VIEWS
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from ytchannel.render.reports.forms import By
    from ytchannel.render.reports.presentation import Column, Presentation, Value, View
    from ytchannel.render.screen import Screen
    from ytchannel.report.composing import Report

_ROWS = 20  # of a long table, where --top says nothing
_LONG = ("videos", "countries", "sources")
_BAR = 8  # columns
_SPARKS, _BLOCKS = "▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█"
_LINE = 60  # columns of a sparkline
_SHOWN = ("title", "day", "videos", "published", "published_at", "views", "share", "change", "hours", "total_views")
_NARROW = {  # what a view is better without, in 80 columns
    "sections": ("videos", "total_views"),
    "videos": ("published_at", "hours"),
}
_ASIDE = ("due", "coming")


def show(report: Report, by: By, screen: Screen, zone: tzinfo, top: int | None) -> None:
    """The report by sections, videos or whatever it is asked by."""
    presentation = presenting.present(report, zone, only={VIEWS[by], "days", *_ASIDE})
    screen.show(_head(presentation, report.section))
    for remark in presentation.remarks:
        screen.say(f"· {remark}", "dim")
    if len(report.days) > 1 and (line := _sparkline(presentation)):
        screen.show(line)
    found = [view for view in presentation.views if view.key == VIEWS[by]]
    if not found:
        screen.say(_("YouTube tells nothing of that for this period."))
    for view in found:
        count = (top or _ROWS) if view.key in _LONG else len(view.rows)
        rest = len(view.rows) - count
        screen.show(_table(view.top(count, "")))
        if rest > 0:
            told = _("… and {count} more; --top {all} shows them, --format csv has all.")
            screen.say(told.format(count=words.number(rest), all=len(view.rows)), "dim")
    for view in presentation.views:
        if view.key in _ASIDE:
            screen.say(f"{view.title}:", "bold")
            for row in view.rows:
                screen.say(
                    "  "
                    + " · ".join(
                        _cell(value, column)
                        for value, column in zip(row, view.columns, strict=True)
                        if column.kind != "id" and value is not None
                    )
                )


def _head(presentation: Presentation, section: str) -> Text:
    text = Text()
    text.append(plain(presentation.organisation) + (f" · {plain(section)}" if section else ""), "bold")
    text.append(f"  {presentation.period}")
    if presentation.compared:
        text.append("  " + _("compared with {period}").format(period=presentation.compared), "dim")
    text.append("\n" + _("as of {time}").format(time=presentation.made), "dim")
    facts = [
        f"{fact.label}: {fact.value}" + (f" ({fact.change})" if fact.change else "") for fact in presentation.facts
    ]
    text.append("\n" + " · ".join(facts))
    return text


def _sparkline(presentation: Presentation) -> Text | None:
    """The days as a line of blocks; a long period has several days a block."""
    view = presentation.view("days")
    if view.chart is None:
        return None
    place = view.at(view.chart.values[0])
    values = [cast("float", row[place]) if row[place] is not None else None for row in view.rows]
    size = -(-len(values) // _LINE)
    groups = [[v for v in values[at : at + size] if v is not None] for at in range(0, len(values), size)]
    heights = [sum(group) / len(group) if group else None for group in groups]
    most = max((height for height in heights if height), default=0)
    if not most:
        return None
    line = "".join(
        "·" if each is None else _SPARKS[max(0, round(each / most * (len(_SPARKS) - 1)))] for each in heights
    )
    return Text.assemble(f"{view.chart.title}  ", (line, "cyan"), f"  {_most(values)}")


def _most(values: Iterable[float | None]) -> str:
    known = [int(value) for value in values if value is not None]
    return f"{words.number(min(known))} – {words.number(max(known))}"


def _table(view: View) -> Table:
    hidden = _NARROW.get(view.key, ())
    places = [at for at, column in enumerate(view.columns) if column.key in _SHOWN and column.key not in hidden]
    bars = view.at("views") if any(column.key == "views" for column in view.columns) else None
    most = max((cast("float", row[bars]) for row in view.rows if bars is not None and row[bars]), default=0)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_footer=view.total is not None)
    for at in places:
        column = view.columns[at]
        footer = _cell(view.total[at], column) if view.total else ""
        grid.add_column(
            column.title,
            justify="right" if column.is_numeric else "left",
            footer=footer,
            overflow="fold",
            no_wrap=column.is_numeric or column.kind in ("date", "time"),
            min_width=20 if column.kind == "text" else None,
        )
        if at == bars and most:
            grid.add_column("", no_wrap=True, min_width=_BAR, max_width=_BAR)
    for row in view.rows:
        grid.add_row(*_shown(row, view.columns, places, bars if most else None, most))
    return grid


def _shown(
    row: Sequence[Value], columns: Sequence[Column], places: Sequence[int], bars: int | None, most: float
) -> Iterable[str | Text]:
    for at in places:
        yield Text(_cell(row[at], columns[at]), _style(row[at], columns[at]))
        if at == bars:
            yield Text(_bar(cast("float", row[at] or 0) / most), "cyan")


def _known(row: Sequence[Value], columns: Sequence[Column]) -> Iterable[str]:
    """What is known of a row, but for ids."""
    for value, column in zip(row, columns, strict=True):
        if column.kind != "id" and value is not None:
            yield _cell(value, column)


def _cell(value: Value, column: Column) -> str:
    return plain(cells.written(value, column.kind))


def _style(value: Value, column: Column) -> str:
    if column.kind != "change" or not value:
        return ""
    return "green" if cast("float", value) > 0 else "red"


def _bar(part: float) -> str:
    eighths = max(0, round(part * _BAR * 8))
    full, rest = divmod(eighths, 8)
    return _BLOCKS[-1] * full + (_BLOCKS[rest] if rest else "")
