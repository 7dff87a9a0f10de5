"""stats collect: the bulk reports of a channel, kept day by day for good; YouTube itself keeps them for 60 days.

Each file is committed when it is whole, so that a run which is broken off goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Literal

from ytchannel.bulk_reports import NEEDED, BulkReports, latest, newest, older
from ytchannel.errors import RefusedError, UsageError
from ytchannel.workflows.connecting import ledger_file
from ytchannel.workflows.report_files import ReportFiles, folder_of
from ytchannel.workflows.stats import lines as several

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future
    from datetime import date

    from ytchannel.bulk_reports import Job, Report, Type
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.lines import Lines

USUAL = ("channel_basic", "channel_traffic_source", "channel_device_os", "channel_reach_basic", "playlist_basic")
"""The families that are collected unless others are named."""
ALL = "all"

# Asked again, should a report appear in the list after one that was created later.
_OVERLAP = timedelta(days=1)

Outcome = Literal["new", "replaced", "restored", "unchanged", "lost"]


@dataclass(frozen=True)
class OfType:
    """What became of a type of reports: its job, days by outcome, and what is kept of it now.

    `restored` are files that had vanished, `lost` the days that YouTube has listed and does not give any more, and
    `error` is why nothing could be asked of it.
    """

    type: str
    job: Literal["made", "there", "refused"]
    new: int = 0
    replaced: int = 0
    restored: int = 0
    unchanged: int = 0
    lost: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    error: RefusedError | None = None

    @property
    def awaited(self) -> bool:
        """Whether there is no report yet: the first comes 24 to 48 hours after the job."""
        return self.first is None and self.error is None


def files(connection: Connection) -> ReportFiles:
    """The files of the collected reports in the folder of a channel."""
    folder = folder_of(ledger_file(connection.channel.folder, connection.target))
    return ReportFiles(folder, connection.ledger.collected)


def collect(
    connection: Connection, families: Sequence[str] = (), watch: Callable[[int, int], None] = lambda _done, _all: None
) -> list[OfType]:
    """Make the jobs that are missing, and keep every report that YouTube has and that is not kept yet.

    `families` are those to collect ("channel_basic"), ALL for all; none for the usual ones. `watch` is told how many
    requests are done of how many. Costs a unit. Raises UsageError for a family that there is none of, GuardError when
    another run collects, LedgerError when a file cannot be written, and what the gateway raises.
    """
    from ytchannel.ledger import alone

    connection.youtube.check_allowed(NEEDED)
    with alone(files(connection).folder / "collecting"), several.opened(watch, connection.youtube) as lines:
        return _Collecting(connection, lines).run(families)


def chosen(types: Sequence[Type], families: Sequence[str]) -> list[Type]:
    """The types to collect: of each family its newest version. Raises UsageError for a family that there is none of."""
    known = newest(types)
    if ALL in families:
        return [known[family] for family in sorted(known)]
    for family in families:
        if family not in known:
            raise UsageError("family-unknown", value=family, known=tuple(sorted(known)))
    return [known[family] for family in dict.fromkeys(families or USUAL) if family in known]


@dataclass(frozen=True)
class _Looked:
    """What there is of a type at YouTube: the reports that its job has made since the last look, or an error instead.

    All of them, if the files of some days are `missing`.
    """

    type: str
    made: bool
    reports: Sequence[Report] = ()
    missing: frozenset[date] = frozenset()
    error: RefusedError | None = None


class _Collecting:
    """One run."""

    def __init__(self, connection: Connection, lines: Lines) -> None:
        self._bulk = BulkReports(connection.youtube)
        self._files = files(connection)
        self._index = connection.ledger.collected
        self._channel = connection.id
        self._lines = lines

    def run(self, families: Sequence[str]) -> list[OfType]:
        """Look at all types at a time, bring all days at a time."""
        jobs = self._lines.ask(self._bulk.jobs)
        wanted = chosen(self._lines.ask(self._bulk.types).result(), families)
        there = jobs.result()
        types = [each.id for each in (*wanted, *older(wanted, there))]
        looked = [self._lines.ask(partial(self._look, type_, there.get(type_))) for type_ in types]
        begun = [(each.result(), self._begin(each.result())) for each in looked]
        return [self._end(each, days) for each, days in begun]

    def _look(self, type_: str, job: Job | None) -> _Looked:
        made = job is None
        self._files.adopt(self._channel, type_)
        missing = self._missing(type_)
        until = None if missing else self._index.until(self._channel, type_)
        try:
            job = job or self._bulk.make(type_)
            reports = self._bulk.reports(job, until - _OVERLAP if until else None)
        except RefusedError as error:
            return _Looked(type_, made, error=error)
        return _Looked(type_, made, reports, missing)

    def _missing(self, type_: str) -> frozenset[date]:
        """The days that are kept and whose file has vanished, or is not whole."""
        days = self._index.days(self._channel, type_)
        return frozenset(day for day, kept in days.items() if not self._files.has(self._channel, type_, kept))

    def _begin(self, looked: _Looked) -> dict[date, Future[Outcome]]:
        """Have every day brought that is not kept, or not as it was made last, or whose file is missing."""
        if looked.error is not None:
            return {}
        kept = self._index.days(self._channel, looked.type)
        there = kept.keys() - looked.missing
        better = {
            day: [each for each in reports if day not in there or each.created > kept[day].created]
            for day, reports in latest(looked.reports).items()
        }
        wanted = {day for day, reports in better.items() if reports} | looked.missing
        return {
            day: self._lines.ask(partial(self._bring, looked, day, better.get(day, ()), known=day in kept))
            for day in sorted(wanted)  # what YouTube has kept longest goes first
        }

    def _bring(self, looked: _Looked, day: date, better: Sequence[Report], *, known: bool) -> Outcome:
        """The report on a day that was made last and that YouTube still has."""
        missing = day in looked.missing
        if any(self._fetched(looked.type, report) for report in better):
            return "restored" if missing else "replaced" if known else "new"
        if missing:
            self._index.forget(self._channel, looked.type, day)
        return "unchanged" if known and not missing else "lost"

    def _fetched(self, type_: str, report: Report) -> bool:
        content = self._bulk.content(report)
        if content is not None:
            self._files.keep(self._channel, type_, report, content)
        return content is not None

    def _end(self, looked: _Looked, days: Mapping[date, Future[Outcome]]) -> OfType:
        """What became of a type, when all its days are there."""
        outcomes = {day: each.result() for day, each in days.items()}
        if looked.reports:
            created = max(each.created for each in looked.reports)
            before = self._index.until(self._channel, looked.type)
            self._index.keep_until(self._channel, looked.type, max(created, before or created))
        kept = list(self._index.days(self._channel, looked.type))
        count = Counter(outcomes.values())
        brought = {name: count[name] for name in ("new", "replaced", "restored")}
        return OfType(
            looked.type,
            "refused" if looked.error else "made" if looked.made else "there",
            **brought,
            unchanged=len(kept) - sum(brought.values()),
            lost=tuple(sorted(day for day, outcome in outcomes.items() if outcome == "lost")),
            first=kept[0] if kept else None,
            last=kept[-1] if kept else None,
            error=looked.error,
        )
