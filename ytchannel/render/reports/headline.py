"""The figures at the head of a report, each with how it has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render.reports import cells
from ytchannel.render.reports.presentation import Fact
from ytchannel.report.measures import change
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from ytchannel.report.composing import Report
    from ytchannel.report.measures import Measures


def facts(report: Report, zone: tzinfo) -> Iterable[Fact]:
    """The figures of the head: what happened in the period, then how things stand."""
    during, before = report.total.during, report.total.before
    basis = _compared(report, during, before)
    counts: list[tuple[str, int | None, int | None]] = [
        (_("Likes"), during.likes, before.likes if before else None),
        (_("Comments"), during.comments, before.comments if before else None),
        (_("Shares"), during.shares, before.shares if before else None),
    ]
    if during.views is not None:
        yield Fact(_("Views"), words.number(during.views), basis if report.basis == "views" else "")
    if during.engaged_views is not None:
        yield Fact(_("Engaged views"), words.number(during.engaged_views), _engaged(during, before))
    if during.minutes is not None:
        then = before.minutes if before else None
        hours = cells.written(during.minutes / 60, "hours")
        yield Fact(_("Hours watched"), hours, _told(change(during.minutes, then)))
    if during.average_seconds is not None:
        yield Fact(_("Average view"), cells.duration(during.average_seconds))
    for label, now, then in counts:
        if now is not None:
            yield Fact(label, words.number(now), _told(change(now, then)))
    if during.subscribers is not None:
        yield Fact(_("Subscribers, net"), cells.signed(during.subscribers))
    yield Fact(_("Videos published"), words.number(report.total.published))
    yield Fact(_("Videos in all"), words.number(report.total.videos))
    if report.total.views is not None:
        yield Fact(_("Views since the beginning"), words.number(report.total.views))
    if report.subscribers is not None and not report.section:
        gained = report.gained_subscribers
        yield Fact(_("Subscribers"), words.number(report.subscribers), cells.signed(gained) if gained else "")
    if report.since and report.total.gained_views is not None and report.taken_at - report.since > timedelta(days=1):
        label = _("Views since {time}").format(time=words.when(report.since, zone))
        yield Fact(label, cells.signed(report.total.gained_views))


def _engaged(during: Measures, before: Measures | None) -> str:
    return _told(change(during.engaged_views, before.engaged_views if before else None))


def _compared(report: Report, during: Measures, before: Measures | None) -> str:
    return _told(growth(report, during, before))


def _told(part: float | None) -> str:
    return "" if part is None else cells.change(part)


def growth(report: Report, during: Measures, before: Measures | None) -> float | None:
    """The growth of what the report compares on."""
    return change(getattr(during, report.basis), getattr(before, report.basis)) if before else None
