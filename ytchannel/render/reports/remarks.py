"""The sentences under the head of a report: what its figures are, what is missing and why."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ytchannel import words
from ytchannel.quota import PACIFIC
from ytchannel.render.screen import plain
from ytchannel.report.periods import breaks
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from ytchannel.report.composing import Remark, Report
    from ytchannel.report.periods import Break

_SENTENCES: Mapping[str, str] = {
    "offline": N_("Made from what is kept here, as it was at {time}; YouTube was not asked."),
    "no-videos": N_("The channel has no videos yet."),
    "analytics-scope": N_(
        "Without YouTube Analytics: the login does not allow it. `ytchannel auth login --for reports` asks for it."
    ),
    "analytics-off": N_(
        "Without YouTube Analytics: the YouTube Analytics API is not enabled in the Google Cloud project of the client."
    ),
    "analytics-refused": N_("Without YouTube Analytics: YouTube refuses it ({reason})."),
    "analytics-unreachable": N_("Without YouTube Analytics: it did not answer. The next report may have it."),
    "told-before": N_("What Analytics told before, at {time}, stands here instead."),
    "days-alone": N_("Only the days of the whole channel are kept of this period; videos and sections are not."),
    "analytics-part": N_("YouTube Analytics does not tell the part “{part}” ({reason})."),
    "not-compared": N_("No comparison: no counters were kept at the ends of the period compared with."),
    "counted": N_(
        "The figures of the period are what the public counters gained between {since} and {until}: the kept snapshots "
        "that are nearest to it. Watch time, sources and countries are known to YouTube Analytics alone."
    ),
    "no-snapshots": N_(
        "Nothing is known of the period: no counters were kept at its beginning. A report made each day or week keeps "
        "them, and the next one can be compared with this one."
    ),
    "subscribers-hidden": N_("The channel hides how many subscribers it has, so YouTube does not tell it either."),
    "counted-by-list": N_(
        "This project may not use videos.batchGetStats; the counters were read by videos.list, a unit for every 50."
    ),
    "sections-absent": N_("Not on the channel, so without figures: {titles}. `ytchannel sync` makes them."),
    "manifest-unread": N_(
        "What is due by the list of videos is missing: the list has problems ({count}), which `ytchannel check` names."
    ),
}
_PARTS: Mapping[str, str] = {
    "sources": N_("Traffic sources"),
    "countries": N_("Countries"),
    "devices": N_("Devices"),
    "playlists": N_("Views in the playlist"),
}
_STATES: Mapping[str, str] = {
    "waiting": N_("not uploaded yet"),
    "private": N_("still private"),
    "unlisted": N_("unlisted"),
    "gone": N_("gone from the channel"),
    "scheduled": N_("scheduled"),
}


def sentences(report: Report, zone: tzinfo) -> list[str]:
    """What has to be known about the figures: what is missing and why, then what the figures are."""
    return [*(_sentence(remark, zone) for remark in report.remarks), *_meaning(report, zone)]


def _sentence(remark: Remark, zone: tzinfo) -> str:
    facts = {name: _told(value, zone) for name, value in remark.facts.items()}
    if part := facts.get("part"):
        facts["part"] = _(_PARTS[part])
    return _counted(remark) or _(_SENTENCES[remark.code]).format(**facts)


def _counted(remark: Remark) -> str:
    """The sentence of a remark about a number of videos; "" for another one."""
    count = remark.facts.get("count", 0)
    match remark.code:
        case "videos-gone":
            return words.plural(
                "YouTube tells no counters of {count} video of the channel: it was deleted, or did not come along.",
                "YouTube tells no counters of {count} videos of the channel: they were deleted, or did not come along.",
                count,
            )
        case "likes-hidden":
            return words.plural(
                "{count} video hides its likes; the sums are without it.",
                "{count} videos hide their likes; the sums are without them.",
                count,
            )
        case "comments-hidden":
            return words.plural(
                "{count} video has no count of comments; the sums are without it.",
                "{count} videos have no count of comments; the sums are without them.",
                count,
            )
    return ""


def _told(value: object, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return words.when(value, zone)
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    return plain(value)


def _meaning(report: Report, zone: tzinfo) -> Iterable[str]:
    """What the days and the views of a report are."""
    if report.origin == "analytics":
        until = report.complete_until
        if until is None or until < report.period.last:
            first = max(report.period.first, until + timedelta(days=1)) if until else report.period.first
            told = _("Not yet complete from {day} on: YouTube Analytics is two to three days late.")
            yield told.format(day=words.day(first))
        if told := _pacific(report, zone):
            yield told
    first = report.compared.first if report.compared else report.period.first
    for each in breaks(min(first, report.period.first), report.period.last):
        if report.basis == "engaged_views" and report.total.during.engaged_views is not None:
            yield of_break(each) + " " + _("Changes are therefore those of engaged views, which go by the older rule.")
        elif report.compared:
            yield of_break(each) + " " + _("Views before and after that cannot be compared.")
        else:
            yield of_break(each)


def _pacific(report: Report, zone: tzinfo) -> str:
    """Where the days of Analytics lie by the clock of the channel; "" where they are the same."""
    begins = datetime.combine(report.period.first, time(), ZoneInfo(PACIFIC)).astimezone(zone)
    if begins.time() == time():
        return ""
    told = _("YouTube Analytics counts days in Pacific time: a day begins at {hour} ({timezone}).")
    return told.format(hour=f"{begins:%H:%M}", timezone=report.timezone)


def of_break(each: Break) -> str:
    """What changed on the day of a break."""
    day = words.day(each.day)
    if each.what == "shorts":
        return _("Since {day}, each start of a Short counts as a view.").format(day=day)
    return _("Since {day}, each start of any video counts as a view.").format(day=day)


def state(name: str) -> str:
    """How a planned publication stands."""
    return _(_STATES[name]) if name in _STATES else name
