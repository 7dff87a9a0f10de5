"""What is scheduled and what is overdue as a calendar (RFC 5545) that calendar programs subscribe to or open."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from ytchannel.render.reports import remarks
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from datetime import tzinfo

    from icalendar import Event

    from ytchannel.report.composing import Planned, Report

_LENGTH = timedelta(minutes=15)


def as_ics(report: Report, zone: tzinfo) -> bytes:
    """An event for each publication that is to come or is overdue, at its hour by the clock of the channel."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//ytchannel//ytchannel//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Publications of {channel}").format(channel=plain(report.title)))
    calendar.add("x-wr-timezone", report.timezone)
    for plan in (*report.due, *report.coming):
        calendar.add_component(_event(plan, report, zone, is_late=plan in report.due))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(plan: Planned, report: Report, zone: tzinfo, *, is_late: bool) -> Event:
    from icalendar import Event

    titles = {row.key: row.title for row in report.sections}
    event = Event()
    # The same publication keeps its name from one calendar to the next, so that it is moved and not doubled.
    event.add("uid", f"{sha256(plan.key.encode()).hexdigest()[:24]}@ytchannel")
    event.add("dtstamp", report.taken_at)
    start = plan.when.astimezone(zone)
    event.add("dtstart", start)
    event.add("dtend", start + _LENGTH)
    title = plain(plan.title)
    event.add("summary", _("Overdue: {title}").format(title=title) if is_late else title)
    told = [titles[key] for key in plan.sections if key in titles]
    event.add("description", "\n".join([plain(", ".join(told)), remarks.state(plan.state)]).strip())
    if plan.video:
        event.add("url", f"https://youtu.be/{plan.video}")
    return event
