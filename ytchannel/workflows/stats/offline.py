"""The report from the ledger alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError
from ytchannel.report.composing import Remark, Watched
from ytchannel.workflows.stats import analytics, kept, listing, making
from ytchannel.workflows.stats.making import Known

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.report.composing import Report
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.making import Wish


def remembered(connection: Connection, wish: Wish) -> Report:
    """The report from the ledger alone; no request is made. Raises UsageError when nothing is kept."""
    making.check(connection, wish)
    ledger = connection.ledger
    channel = known_channel(connection)
    last, listed = ledger.snapshots.last(channel), ledger.listings.of(channel)
    if last is None or listed is None:
        raise UsageError("nothing-kept")
    bound = ledger.bindings(channel, "playlist")
    playlists = {
        each.key: bound[each.key] for each in connection.channel.sections if bound.get(each.key) in listed.playlists
    }
    known = Known(channel, listed, listing.Found(listed, playlists).sections_of())
    figures = [making.named(each, listed.videos.get(each.video), known.sections) for each in last.videos]
    snapshot = replace(last, videos=tuple(figures))
    told = as_told(connection, channel, wish)
    watched = told[0] if told else None
    remarks = [Remark("offline", {"time": told[1] if told else last.taken_at})]
    if watched is None:
        memory = kept.Memory(ledger, channel, connection.zone, snapshot)
        watched, more = making.grown(memory, wish, making.only(wish, known.sections))
        remarks += more
    previous = making.earlier(connection, channel, wish, before=last)
    return making.composed(connection, wish, known, (snapshot, previous), watched, remarks)


def known_channel(connection: Connection) -> str:
    """The channel that is meant, of those that reports were made of. Raises UsageError."""
    channel, known = connection.channel, connection.ledger.listings.channels()
    declared = [id_ for id_ in known if id_ == channel.id] if channel.id and connection.is_real else list(known)
    if len(declared) > 1 and channel.handle:
        declared = [id_ for id_ in declared if known[id_].casefold() == channel.handle.casefold()] or declared
    if len(declared) != 1:
        raise UsageError("nothing-kept" if not declared else "several-kept", count=len(declared))
    return declared[0]


def as_told(connection: Connection, channel: str, wish: Wish) -> tuple[Watched, datetime] | None:
    """What Analytics told of exactly these spans when it was asked, and when that was.

    None where it has told more of the days since: they would not fit the sums.
    """
    ledger = connection.ledger
    found = ledger.watched.span(channel, wish.period) if wish.section is None else None
    if found is None:
        return None
    until = found.complete_until or date.min
    days = ledger.watched.days(channel, wish.period.first, wish.period.last)
    if any(day > until for day in days):
        return None
    compared = analytics.comparable(wish.period, wish.compared, until)
    earlier = ledger.watched.span(channel, compared) if compared else None
    if compared:
        days |= ledger.watched.days(channel, compared.first, compared.last)
    watched = Watched("analytics", found.span, earlier.span if earlier else None, days, found.complete_until, compared)
    return watched, found.read_at
