"""The measures of spans from the Analytics API: developers.google.com/youtube/analytics/channel_reports.

It costs none of the counted budgets. Its days are those of the Pacific coast, it lags two to three days, and it cuts a
span silently at the last day that it has all metrics of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ytchannel.errors import AccessError, LoginNeededError, QuotaError, RefusedError, UnreachableError
from ytchannel.plan import Call
from ytchannel.quota import PACIFIC
from ytchannel.report import measures
from ytchannel.report.composing import Remark
from ytchannel.report.measures import NAMES, Measures, PlaylistMeasures, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from datetime import datetime

    from ytchannel.report.periods import Period
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.lines import Lines

    Rows = list[dict[str, str | int | float]]

LAG = timedelta(days=4)
"""Days of the Pacific coast that are so far back have all their figures: a day, and 72 hours after it."""

NOTHING = Measures(*(0 for _ in NAMES))

_TOP = 200  # rows that a report by video may have, so that many ids are asked for at a time
_FILTER = 250  # ids in a filter: it takes 500, but addresses of more than 8 KB are refused in places
_LISTS = 150  # ids of playlists, which are longer
_TRAFFIC = 50_000  # videos by days that a report of traffic sources is made of, at the most
_METRICS: Mapping[str, str] = {
    "views": "views",
    "engaged_views": "engagedViews",
    "minutes": "estimatedMinutesWatched",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "subscribers_gained": "subscribersGained",
    "subscribers_lost": "subscribersLost",
}
_ALL = tuple(_METRICS.values())
_WATCHING = ("views", "engagedViews", "estimatedMinutesWatched")
_IN_PLAYLISTS: Mapping[str, str] = {
    "views": "playlistViews",
    "minutes": "playlistEstimatedMinutesWatched",
    "starts": "playlistStarts",
    "saves": "playlistSaves",
}
_PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sources": ("insightTrafficSourceType", _WATCHING),
    "countries": ("country", _ALL),
    "devices": ("deviceType", _WATCHING),
}


class Reading:
    """The measures of one span, asked for piece by piece and taken when they are there."""

    def __init__(self, connection: Connection, lines: Lines, period: Period) -> None:
        self.period = period
        self.refused: list[Remark] = []
        self._connection = connection
        self._lines = lines
        self._only: Sequence[str] | None = None
        self._all: list[str] = []
        self._lists: Mapping[str, str] = {}
        self._begun = period.first <= connection.time.now().date() + timedelta(days=1)
        self._keys: Mapping[str, str] = {}
        self._waiting: list[str] = []
        self._days: list[Future[Rows]] = []
        self._videos: list[Future[Rows]] = []
        self._playlists: list[Future[Rows]] = []
        self._parts: dict[str, list[Future[Rows]]] = {}

    def ask_whole(self, only: Sequence[str] | None = None) -> None:
        """Ask what nobody has to know the videos for: the whole channel's; or that of some videos, as a filter."""
        self._only = only
        self._days = self._of_videos("day", _ALL, only)
        self._parts = {name: self._of_videos(dimension, metrics, only) for name, (dimension, metrics) in _PARTS.items()}

    def want(self, videos: Sequence[str]) -> None:
        """Ask for each of these videos, as soon as there are as many together as a report by video may have rows."""
        self._all += videos
        self._waiting += videos
        while len(self._waiting) >= _TOP:
            self._ask_each(self._waiting[:_TOP])
            del self._waiting[:_TOP]

    def ask_rest(self, playlists: Mapping[str, str]) -> None:
        """Ask for the videos that still wait, and for what happened in the playlist of each section."""
        if self._waiting:
            self._ask_each(self._waiting)
            self._waiting = []
        self._lists = playlists
        self._keys = {id_: key for key, id_ in playlists.items()}
        metrics = tuple(_IN_PLAYLISTS.values())
        for ids in _pieces(list(playlists.values()), _LISTS):
            more = {"filters": f"playlist=={','.join(ids)}", "sort": "-playlistViews", "maxResults": _TOP}
            self._playlists.append(self._ask("playlist", metrics, more))

    def again(self, period: Period) -> Reading:
        """The same of another span, asked for."""
        other = Reading(self._connection, self._lines, period)
        other.ask_whole(self._only)
        other.want(self._all)
        other.ask_rest(self._lists)
        return other

    def _ask_each(self, videos: Sequence[str]) -> None:
        more = {"filters": f"video=={','.join(videos)}", "sort": "-views", "maxResults": _TOP}
        self._videos.append(self._ask("video", _ALL, more))

    def days(self) -> dict[date, Measures]:
        """The measures of each day of the span that there are figures for."""
        return {date.fromisoformat(day): each for day, each in self._summed(self._days, "day").items()}

    def span(self) -> Span:
        """The measures of the whole span, those of no day none at all. Raises what the gateway raises.

        Parts that YouTube refuses alone are missing, and said in `refused`.
        """
        days = self.days()
        nothing = NOTHING if days or self.period.last <= _certain(self._connection.time.now()) else Measures()
        parts = {name: self._part(name, asked) for name, asked in self._parts.items()}
        return Span(
            measures.total(days.values(), nothing),
            nothing,
            videos=self._summed(self._videos, "video"),
            playlists=self._in_playlists(),
            sources=parts["sources"],
            countries=parts["countries"],
            devices=parts["devices"],
        )

    def _part(self, name: str, asked: Sequence[Future[Rows]]) -> dict[str, Measures]:
        try:
            return self._summed(asked, _PARTS[name][0])
        except RefusedError as error:
            self.refused.append(_refused(name, error))
            return {}

    def _in_playlists(self) -> dict[str, PlaylistMeasures]:
        found: dict[str, PlaylistMeasures] = {}
        try:
            for row in _rows(self._playlists):
                if key := self._keys.get(str(row["playlist"])):
                    found[key] = PlaylistMeasures(**{name: int(row[of] or 0) for name, of in _IN_PLAYLISTS.items()})
        except RefusedError as error:
            self.refused.append(_refused("playlists", error))
        return found

    def _of_videos(self, dimension: str, metrics: tuple[str, ...], only: Sequence[str] | None) -> list[Future[Rows]]:
        """A report of the whole channel, or of some videos, as many at a time as a filter takes."""
        if only is None:
            return [self._ask(dimension, metrics, {})]
        size = max(1, min(_FILTER, _TRAFFIC // self.period.length))
        return [self._ask(dimension, metrics, {"filters": f"video=={','.join(ids)}"}) for ids in _pieces(only, size)]

    def _ask(self, dimension: str, metrics: tuple[str, ...], more: Mapping[str, object]) -> Future[Rows]:
        params = {
            "ids": "channel==MINE",
            "startDate": self.period.first.isoformat(),
            "endDate": self.period.last.isoformat(),
            "dimensions": dimension,
            "metrics": ",".join(metrics),
            **more,
        }
        return self._lines.ask(lambda: self._answer(params))

    def _answer(self, params: Mapping[str, object]) -> Rows:
        """The rows of a report by the names of their columns. Nothing is asked of days to come."""
        if not self._begun:
            return []
        if error := self._lines.failure:  # what one was told, all would be told
            raise error
        try:
            answer = self._connection.youtube.send(Call("youtubeAnalytics.reports.query", params))
        except (AccessError, LoginNeededError, UnreachableError) as error:
            self._lines.failure = error
            raise
        except RefusedError as error:
            if error.status >= 500:
                self._lines.failure = error
            raise
        names = [column["name"] for column in answer.get("columnHeaders", [])]
        return [dict(zip(names, row, strict=True)) for row in answer.get("rows", [])]

    @staticmethod
    def _summed(asked: Iterable[Future[Rows]], dimension: str) -> dict[str, Measures]:
        found: dict[str, Measures] = {}
        for row in _rows(asked):
            key = str(row[dimension])
            values = {name: row.get(of) for name, of in _METRICS.items()}
            of_row = Measures(**{name: None if value is None else int(value) for name, value in values.items()})
            found[key] = measures.total([found[key], of_row], NOTHING) if key in found else of_row
        return found


def _rows(asked: Iterable[Future[Rows]]) -> Iterable[dict[str, str | int | float]]:
    for future in asked:
        yield from future.result()


def _pieces(ids: Sequence[str], size: int) -> list[Sequence[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def complete_until(days: Iterable[date], now: datetime) -> date:
    """The last day whose figures are all there, by the days that have any and by how late figures are at the most."""
    return max([_certain(now), *days])


def comparable(period: Period, compared: Period | None, until: date) -> Period | None:
    """What of the span compared with lies beside the days of the period that are complete: as many of its days."""
    whole = (until - period.first).days + 1
    if compared is None or whole < 1:
        return None
    if until >= period.last or whole >= compared.length:
        return compared
    return replace(compared, last=compared.first + timedelta(days=whole - 1))


def _certain(now: datetime) -> date:
    return now.astimezone(ZoneInfo(PACIFIC)).date() - LAG


def _refused(part: str, error: RefusedError) -> Remark:
    return Remark("analytics-part", {"part": part, "reason": f"{error.status} {error.reason}".strip()})


def excuse(error: Exception) -> Remark | None:
    """Why there are no figures of Analytics, for an error that leaves the rest of a report possible."""
    match error:
        case LoginNeededError(code="scope-missing"):
            return Remark("analytics-scope")
        case AccessError(code="api-not-enabled"):
            return Remark("analytics-off")
        case RefusedError() if error.status < 500:
            return Remark("analytics-refused", {"reason": f"{error.status} {error.reason}".strip()})
        case RefusedError() | UnreachableError() | QuotaError():
            return Remark("analytics-unreachable")
    return None
