"""What a report is made of, whether YouTube was asked or memory alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError
from ytchannel.kinds.text import tidy
from ytchannel.report import measures
from ytchannel.report.composing import Remark, Subject, Watched, compose
from ytchannel.report.measures import Measures, Span
from ytchannel.workflows.stats import due, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from ytchannel.listings import Listed, Listing
    from ytchannel.report.composing import Report
    from ytchannel.report.figures import Figures, Snapshot
    from ytchannel.report.periods import Period
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class Wish:
    """What is to be reported: a period, the one compared with, one section or the whole channel.

    `since` is the moment whose kept counters the present ones are compared with; None is the period's beginning.
    `fresh` reads all lists again.
    """

    period: Period
    compared: Period | None = None
    section: str | None = None
    since: datetime | None = None
    fresh: bool = False

    @property
    def periods(self) -> list[Period]:
        """The period, and the one compared with if there is one."""
        return [self.period, *([self.compared] if self.compared else [])]


@dataclass(frozen=True)
class Known:
    """A channel with its lists, and the keys of the sections of each video."""

    channel: str
    listing: Listing
    sections: Mapping[str, tuple[str, ...]]


def check(connection: Connection, wish: Wish) -> None:
    """Raise UsageError when no section has the key that is asked for."""
    keys = [section.key for section in connection.channel.sections]
    if wish.section is not None and wish.section not in keys:
        raise UsageError("section-unknown", value=wish.section, keys=tuple(keys))


def only(wish: Wish, sections: Mapping[str, tuple[str, ...]]) -> set[str] | None:
    """The videos of the section that the report is about; None for all."""
    return None if wish.section is None else {id_ for id_, keys in sections.items() if wish.section in keys}


def grown(memory: kept.Memory, wish: Wish, only: set[str] | None) -> tuple[Watched, list[Remark]]:
    """What the counters gained in the spans."""
    growth = memory.growth(wish.period, only)
    if growth is None:
        days = memory.told(wish.period) if only is None else {}
        if len(days) == wish.period.length:  # of the whole channel alone
            total = measures.total(days.values(), Measures())
            found = Watched("analytics", Span(total, Measures()), None, days, wish.period.last)
            return found, [Remark("days-alone")]
        return Watched("nothing", Span(Measures(), Measures()), None, {}, None), kept.remarks(None)
    remarks = kept.remarks(growth)
    earlier = memory.growth(wish.compared, only) if wish.compared else None
    if wish.compared and not (earlier and growth.is_as_long_as(earlier)):
        earlier = None
        remarks.append(Remark("not-compared"))
    # What is missing is not known to be nothing.
    days = {day: Measures() for period in wish.periods for day in period.days}
    days |= {**(earlier.days if earlier else {}), **growth.days}
    complete = max((day for day in growth.days), default=None)
    return Watched("snapshots", growth.span, earlier.span if earlier else None, days, complete), remarks


def named(figures: Figures, video: Listed | None, sections: Mapping[str, tuple[str, ...]]) -> Figures:
    """The figures of a video with what the listing has of it."""
    if video is None:
        return figures
    return replace(
        figures,
        title=video.title,
        published_at=video.published_at,
        sections=sections.get(figures.video, ()),
        privacy=video.privacy,
    )


def earlier(connection: Connection, channel: str, wish: Wish, before: Snapshot | None = None) -> Snapshot | None:
    """The kept snapshot that the counters are compared with: the last one up to a moment, else the oldest one."""
    snapshots = connection.ledger.snapshots
    moment = wish.since or kept.start(wish.period.first, connection.zone)
    found = snapshots.before(channel, moment) or snapshots.after(channel, moment)
    return None if found is None or (before is not None and found.taken_at >= before.taken_at) else found


def composed(
    connection: Connection,
    wish: Wish,
    known: Known,
    snapshots: tuple[Snapshot, Snapshot | None],
    watched: Watched,
    remarks: Iterable[Remark],
) -> Report:
    """The report of what is known: the figures of now and those of before, and the measures of the spans."""
    now, previous = snapshots
    plans, more = due.planned(connection, known.channel, known.listing.videos, known.sections)
    if wish.section is not None:
        plans = [plan for plan in plans if wish.section in plan.sections]
        now = replace(now, videos=tuple(each for each in now.videos if wish.section in each.sections))
    late, coming = due.parted(plans, connection.time.now())
    channel = connection.channel
    subject = Subject(
        title=known.listing.title,
        handle=known.listing.handle,
        timezone=channel.timezone,
        zone=connection.zone,
        sections={each.key: tidy(each.title) for each in channel.sections if wish.section in (None, each.key)},
        period=wish.period,
        compared=wish.compared,
        section="".join(tidy(each.title) for each in channel.sections if each.key == wish.section),
    )
    return compose(subject, now, previous, watched, late, coming, [*remarks, *more])
