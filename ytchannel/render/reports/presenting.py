"""From a report to its presentation: headings, sentences, views."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ytchannel import words
from ytchannel.render.reports import audience, headline, remarks
from ytchannel.render.reports.presentation import Chart, Column, Presentation, View
from ytchannel.report.measures import Measures
from ytchannel.report.periods import breaks
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import tzinfo

    from ytchannel.render.reports.presentation import Kind, Value
    from ytchannel.report.composing import Part, Planned, Report, Row
    from ytchannel.report.periods import Period

    Cell = tuple[str, str, Kind, Value]


_LONG = ("videos", "countries", "sources", "published", "unsorted")


def present(report: Report, zone: tzinfo, top: int | None = None, only: Collection[str] | None = None) -> Presentation:
    """The report in the language in use, its times in `zone`; of long views only the `top` rows.

    `only` are the keys of the views that somebody looks at, where it is not all of them.
    """
    views = [make() for key, make in _views(report, zone) if only is None or key in only]
    return Presentation(
        language=words.current(),
        title=_("YouTube channel report") + (f": {report.section}" if report.section else ""),
        organisation=report.title,
        handle=report.handle,
        period=span(report.period),
        compared=span(report.compared) if report.compared else "",
        made=f"{words.when(report.taken_at, zone)} ({report.timezone})",
        facts=tuple(headline.facts(report, zone)),
        remarks=tuple(remarks.sentences(report, zone)),
        views=tuple(_cut(view, top) for view in views),
    )


def _cut(view: View, top: int | None) -> View:
    if top is None or view.key not in _LONG:
        return view
    left = words.plural("{count} more is not shown.", "{count} more are not shown.", max(0, len(view.rows) - top))
    return view.top(top, left)


def span(period: Period) -> str:
    """A period as people write it: a month by its name, a day alone, else from – to."""
    if period.is_months and period.first.month == period.last.month and period.first.year == period.last.year:
        return words.month(period.first)
    if period.first == period.last:
        return words.day(period.first)
    return f"{words.day(period.first)} – {words.day(period.last)}"


def _changed(report: Report) -> str:
    """The heading of what has changed: of views, unless those cannot be compared."""
    return _("Change of engaged views") if report.basis == "engaged_views" else _("Change")


def _views(report: Report, zone: tzinfo) -> Iterable[tuple[str, Callable[[], View]]]:
    """What makes each view, by its key: some have thousands of rows that nobody may want."""
    titles = {row.key: row.title for row in report.sections}
    sections = [*report.sections, report.unsorted] if report.unsorted.videos else list(report.sections)
    chart = Chart("bars", _("Views by section"), "title", ("views",))
    yield (
        "sections",
        lambda: _table(
            "sections", _("Sections"), sections, lambda row: _section(report, row), total=report.total, chart=chart
        ),
    )
    by_day = partial(_table, "days", _("Days"), report.days, lambda day: _day(report, day))
    yield "days", lambda: by_day(chart=_by_day(report))
    yield "videos", partial(_table, "videos", _("Videos"), report.videos, lambda row: _video(report, row, titles, zone))
    for key, title, heading, parts in (
        ("sources", _("Traffic sources"), _("Source"), report.sources),
        ("countries", _("Countries"), _("Country"), report.countries),
        ("devices", _("Devices"), _("Device"), report.devices),
    ):
        if parts:
            yield key, partial(_audience, report, key, title, heading, parts)
    published = [row for row in report.videos if _is_published(row, report, zone)]
    published.sort(key=lambda row: (row.newest is None, row.newest))

    def brief(row: Row) -> list[Cell]:
        return _brief(row, titles, zone)

    yield "published", partial(_table, "published", _("Published in the period"), published, brief)
    for key, title, plans in (
        ("due", _("Due and not published"), report.due),
        ("coming", _("Scheduled to come"), report.coming),
    ):
        if plans:
            yield key, partial(_table, key, title, plans, lambda plan: _planned(plan, titles, zone))
    if report.unsorted.videos:
        loose = [row for row in report.videos if not set(row.sections) & titles.keys()]
        yield "unsorted", partial(_table, "unsorted", _("Videos in no section"), loose, brief)


def _table(
    key: str,
    title: str,
    rows: Sequence[Any],
    cells_of: Callable[[Any], list[Cell]],
    *,
    total: Any = None,  # noqa: ANN401 - of the type of the rows
    chart: Chart | None = None,
) -> View:
    """A view of what a row is made of; columns in which no row knows anything are left out."""
    made = [cells_of(row) for row in rows]
    last = cells_of(total) if total is not None else None
    pattern = last or (made[0] if made else [])
    known = [
        place
        for place, (name, *_rest) in enumerate(pattern)
        if name in ("id", "title") or any(row[place][3] is not None for row in [*made, *([last] if last else [])])
    ]
    columns = tuple(Column(*pattern[place][:3]) for place in known)
    names = {column.key for column in columns}
    if chart is not None and not (made and {chart.label, chart.values[0]} <= names):
        chart = None
    if chart is not None:
        chart = Chart(chart.form, chart.title, chart.label, tuple(n for n in chart.values if n in names), chart.marks)
    return View(
        key,
        title,
        columns,
        tuple(tuple(row[place][3] for place in known) for row in made),
        tuple(last[place][3] for place in known) if last else None,
        chart,
    )


def _watching(report: Report, during: Measures, before: Measures | None) -> list[Cell]:
    return [
        ("views", _("Views"), "number", during.views),
        ("change", _changed(report), "change", headline.growth(report, during, before)),
        ("engaged_views", _("Engaged views"), "number", during.engaged_views),
        ("hours", _("Hours"), "hours", None if during.minutes is None else during.minutes / 60),
        ("average", _("Average view"), "duration", during.average_seconds),
        ("likes", _("Likes"), "number", during.likes),
        ("comments", _("Comments"), "number", during.comments),
        ("shares", _("Shares"), "number", during.shares),
        ("subscribers", _("Subscribers, net"), "number", during.subscribers),
    ]


def _counted(row: Row) -> list[Cell]:
    return [
        ("total_views", _("Views in all"), "number", row.views),
        ("total_likes", _("Likes in all"), "number", row.likes),
        ("total_comments", _("Comments in all"), "number", row.comments),
    ]


def _section(report: Report, row: Row) -> list[Cell]:
    whole = _("Whole section") if report.section else _("Whole channel")
    title = {"total": whole, "unsorted": _("In no section")}.get(row.key, row.title)
    inside = row.playlist
    return [
        ("id", _("Key"), "id", row.key),
        ("title", _("Section"), "text", title),
        ("videos", _("Videos"), "number", row.videos),
        ("published", _("New videos"), "number", row.published),
        *_watching(report, row.during, row.before),
        ("playlist_views", _("Views in the playlist"), "number", inside.views if inside else None),
        ("playlist_starts", _("Playlist starts"), "number", inside.starts if inside else None),
        *_counted(row),
    ]


def _video(report: Report, row: Row, titles: dict[str, str], zone: tzinfo) -> list[Cell]:
    return [
        ("id", _("Video id"), "id", row.key),
        ("title", _("Video"), "text", row.title),
        ("sections", _("Sections"), "text", _titles(row.sections, titles)),
        ("published_at", _("Published"), "time", row.newest.astimezone(zone) if row.newest else None),
        *_watching(report, row.during, row.before),
        *_counted(row),
    ]


def _titles(keys: Iterable[str], titles: dict[str, str]) -> str:
    return "; ".join(titles[key] for key in keys if key in titles)


def _day(report: Report, day: Any) -> list[Cell]:  # noqa: ANN401 - Day
    before = day.before or Measures()
    gained, lost = day.during.subscribers_gained, day.during.subscribers_lost
    return [
        ("day", _("Day"), "date", day.day),
        ("published", _("New videos"), "number", day.published),
        *_watching(report, day.during, day.before),
        ("gained", _("Subscribers gained"), "number", gained),
        ("lost", _("Subscribers lost"), "number", lost),
        ("views_before", _("Views before"), "number", before.views),
        ("engaged_before", _("Engaged views before"), "number", before.engaged_views),
        ("complete", _("Complete"), "text", None if day.is_complete else _("not yet complete")),
    ]


def _by_day(report: Report) -> Chart:
    marks = tuple((each.day, remarks.of_break(each)) for each in breaks(report.period.first, report.period.last))
    engaged = report.basis == "engaged_views"
    values = ("engaged_views", "engaged_before") if engaged else ("views", "views_before")
    return Chart("line", _("Engaged views by day") if engaged else _("Views by day"), "day", values, marks)


def _audience(report: Report, key: str, title: str, heading: str, parts: Sequence[Part]) -> View:
    whole = sum(part.during.views or 0 for part in parts)

    def cells_of(part: Part) -> list[Cell]:
        views = part.during.views
        return [
            ("id", _("Key"), "id", part.key),
            ("title", heading, "text", audience.name(key, part.key)),
            ("views", _("Views"), "number", views),
            ("share", _("Share"), "share", views / whole if whole and views is not None else None),
            ("change", _changed(report), "change", headline.growth(report, part.during, part.before)),
            ("engaged_views", _("Engaged views"), "number", part.during.engaged_views),
            ("hours", _("Hours"), "hours", None if part.during.minutes is None else part.during.minutes / 60),
        ]

    return _table(key, title, parts, cells_of, chart=Chart("bars", title, "title", ("views",)))


def _is_published(row: Row, report: Report, zone: tzinfo) -> bool:
    return bool(row.published) and row.newest is not None and row.newest.astimezone(zone).date() in report.period


def _brief(row: Row, titles: dict[str, str], zone: tzinfo) -> list[Cell]:
    return [
        ("id", _("Video id"), "id", row.key),
        ("title", _("Video"), "text", row.title),
        ("sections", _("Sections"), "text", _titles(row.sections, titles) or None),
        ("published_at", _("Published"), "time", row.newest.astimezone(zone) if row.newest else None),
        ("views", _("Views"), "number", row.during.views),
        ("total_views", _("Views in all"), "number", row.views),
    ]


def _planned(plan: Planned, titles: dict[str, str], zone: tzinfo) -> list[Cell]:
    return [
        ("id", _("Video id"), "id", plan.video),
        ("title", _("Video"), "text", plan.title),
        ("sections", _("Sections"), "text", _titles(plan.sections, titles) or None),
        ("when", _("Due"), "time", plan.when.astimezone(zone)),
        ("state", _("State"), "text", remarks.state(plan.state)),
    ]
