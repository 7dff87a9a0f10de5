"""A report as JSON: plain numbers, times in UTC, null for what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel.render.reports import remarks

if TYPE_CHECKING:
    from datetime import tzinfo

    from ytchannel.report.composing import Day, Part, Planned, Report, Row
    from ytchannel.report.measures import Measures
    from ytchannel.report.periods import Period


def document(report: Report, zone: tzinfo) -> dict[str, Any]:
    """The report for machines.

    `gained_…` is null when there is nothing earlier to compare with, `during` and `before` are what happened in the
    period and in the one compared with.
    """
    return {
        "taken_at": report.taken_at,
        "since": report.since,
        "timezone": report.timezone,
        "period": _period(report.period),
        "compared": _period(report.compared) if report.compared else None,
        "complete_until": report.complete_until,
        "origin": report.origin,
        "basis": report.basis,
        "channel": {
            **_row(report.total),
            "title": report.title,
            "handle": report.handle,
            "subscribers": report.subscribers,
            "gained_subscribers": report.gained_subscribers,
        },
        "sections": [_row(row) for row in report.sections],
        "unsorted": _row(report.unsorted),
        "videos": [_row(row) for row in report.videos],
        "days": [_day(day) for day in report.days],
        "sources": [_part(part) for part in report.sources],
        "countries": [_part(part) for part in report.countries],
        "devices": [_part(part) for part in report.devices],
        "due": [_planned(plan) for plan in report.due],
        "coming": [_planned(plan) for plan in report.coming],
        "remarks": [{"code": remark.code, **remark.facts} for remark in report.remarks],
        "sentences": remarks.sentences(report, zone),
    }


def _period(period: Period) -> dict[str, Any]:
    return {"first": period.first, "last": period.last}


def _row(row: Row) -> dict[str, Any]:
    found = {**vars(row), "during": _measures(row.during), "before": _measures(row.before)}
    return {**found, "playlist": dict(vars(row.playlist)) if row.playlist else None}


def _measures(measures: Measures | None) -> dict[str, Any] | None:
    if measures is None:
        return None
    return {**vars(measures), "average_seconds": measures.average_seconds}


def _day(day: Day) -> dict[str, Any]:
    return {
        "day": day.day,
        "complete": day.is_complete,
        "published": day.published,
        "during": _measures(day.during),
        "before": _measures(day.before),
    }


def _part(part: Part) -> dict[str, Any]:
    return {"key": part.key, "during": _measures(part.during), "before": _measures(part.before)}


def _planned(plan: Planned) -> dict[str, Any]:
    return dict(vars(plan))
