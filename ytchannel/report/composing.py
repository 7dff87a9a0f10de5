"""One report of what was read: rows by section, video and day, each with its measures and with those of before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from ytchannel.report import measures, periods
from ytchannel.report.figures import Figures, summed
from ytchannel.report.measures import Measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from ytchannel.report.figures import Snapshot
    from ytchannel.report.measures import PlaylistMeasures, Span
    from ytchannel.report.periods import Period

Origin = Literal["analytics", "snapshots", "nothing"]
Basis = Literal["views", "engaged_views"]


@dataclass(frozen=True)
class Row:
    """Sums over some videos: counters as they stand, what they gained since the kept snapshot, measures of the spans.

    The `gained` ones are None when there is nothing earlier to compare with. `sections` are the keys of one video's.
    """

    key: str
    title: str
    videos: int
    published: int
    views: int | None
    likes: int | None
    comments: int | None
    gained_views: int | None
    gained_likes: int | None
    gained_comments: int | None
    newest: datetime | None
    during: Measures
    before: Measures | None
    playlist: PlaylistMeasures | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A share of the views: those from one traffic source, one country or one type of device, by YouTube's value."""

    key: str
    during: Measures
    before: Measures | None


@dataclass(frozen=True)
class Day:
    """A day of the period, beside it the measures of the day that it is compared with."""

    day: date
    during: Measures
    before: Measures | None
    is_complete: bool
    published: int


@dataclass(frozen=True)
class Planned:
    """A publication: of an entry of the manifest, or of a video on the channel (`video`), at `when`.

    `key` names it as long as it is planned: the entry's own, else the id of the video.
    """

    title: str
    when: datetime
    video: str | None
    sections: tuple[str, ...] = ()
    state: str = ""
    key: str = ""


@dataclass(frozen=True)
class Remark:
    """What a reader has to know about the figures, by code and facts; `render` has the sentences."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A channel's report on a period: the total, a row a declared section, a row a video, the most watched first.

    A video in two sections counts in both and once in the total. `unsorted` are the videos in no declared section.
    `since` is the moment of the kept counters that the `gained` ones are compared with. Days after `complete_until` are
    not complete. `basis` is what spans are compared on: views, or engaged views where the meaning of views has changed
    in between. `section` is the title of the section that the report is of, "" for the whole channel.
    """

    title: str
    handle: str
    timezone: str
    taken_at: datetime
    since: datetime | None
    period: Period
    compared: Period | None
    complete_until: date | None
    origin: Origin
    basis: Basis
    subscribers: int | None
    gained_subscribers: int | None
    total: Row
    sections: tuple[Row, ...]
    unsorted: Row
    videos: tuple[Row, ...]
    days: tuple[Day, ...]
    sources: tuple[Part, ...] = ()
    countries: tuple[Part, ...] = ()
    devices: tuple[Part, ...] = ()
    due: tuple[Planned, ...] = ()
    coming: tuple[Planned, ...] = ()
    remarks: tuple[Remark, ...] = ()
    section: str = ""


@dataclass(frozen=True)
class Subject:
    """What a report is about: the channel by name, its declared sections (key -> title), the period, the zone."""

    title: str
    handle: str
    timezone: str
    zone: tzinfo
    sections: Mapping[str, str]
    period: Period
    compared: Period | None
    section: str = ""  # the title of the one that the report is of


@dataclass(frozen=True)
class Watched:
    """What is known of the spans: `days` has the measures of days of both. `earlier` is None without comparison.

    `compared` is the span of `earlier`, where it is a part of the one that was asked for.
    """

    origin: Origin
    during: Span
    earlier: Span | None
    days: Mapping[date, Measures]
    complete_until: date | None
    compared: Period | None = None


def compose(
    subject: Subject,
    now: Snapshot,
    kept: Snapshot | None,
    watched: Watched,
    due: Iterable[Planned] = (),
    coming: Iterable[Planned] = (),
    remarks: Iterable[Remark] = (),
) -> Report:
    """The report of the snapshot `now`, with what was gained since the `kept` one."""
    subject = replace(subject, compared=(watched.compared or subject.compared) if watched.earlier else None)
    rows = _Rows(subject, watched, kept)
    gained = None
    if kept is not None and now.subscribers is not None and kept.subscribers is not None:
        gained = now.subscribers - kept.subscribers
    videos = [rows.video(figures) for figures in now.videos]
    videos.sort(key=lambda row: (-(row.during.views or 0), -(row.views or 0), row.key))
    return Report(
        title=subject.title,
        handle=subject.handle,
        timezone=subject.timezone,
        taken_at=now.taken_at,
        since=kept.taken_at if kept else None,
        period=subject.period,
        compared=subject.compared,
        complete_until=watched.complete_until,
        origin=watched.origin,
        basis=basis(subject.period, subject.compared),
        subscribers=now.subscribers,
        gained_subscribers=gained,
        total=rows.whole(now.videos),
        sections=tuple(rows.section(key, title, now.videos) for key, title in subject.sections.items()),
        unsorted=rows.some(
            "unsorted", "", [video for video in now.videos if not set(video.sections) & subject.sections.keys()]
        ),
        videos=tuple(videos),
        days=_days(subject, watched, now.videos),
        sources=_parts("sources", watched),
        countries=_parts("countries", watched),
        devices=_parts("devices", watched),
        due=tuple(due),
        coming=tuple(coming),
        remarks=tuple(remarks),
        section=subject.section,
    )


def basis(period: Period, compared: Period | None) -> Basis:
    """What two spans are compared on."""
    crossed = compared is not None and periods.breaks(
        min(compared.first, period.first), max(compared.last, period.last)
    )
    return "engaged_views" if crossed else "views"


class _Rows:
    """Rows over videos."""

    def __init__(self, subject: Subject, watched: Watched, kept: Snapshot | None) -> None:
        self._subject, self._watched = subject, watched
        self._since = kept.taken_at if kept else None
        self._earlier = None if kept is None else {each.video: each for each in kept.videos}

    def video(self, figures: Figures) -> Row:
        """The row of a video."""
        during, earlier = self._watched.during, self._watched.earlier
        return Row(
            key=figures.video,
            title=figures.title,
            videos=1,
            published=int(is_published_in(figures, self._subject.period, self._subject.zone)),
            views=figures.views,
            likes=figures.likes,
            comments=figures.comments,
            gained_views=self._gained("views", figures),
            gained_likes=self._gained("likes", figures),
            gained_comments=self._gained("comments", figures),
            newest=figures.published_at,
            during=during.of(figures.video),
            before=earlier.of(figures.video) if earlier else None,
            sections=figures.sections,
        )

    def section(self, key: str, title: str, videos: Sequence[Figures]) -> Row:
        """The row of a section, with what happened in its playlist itself."""
        mine = [video for video in videos if key in video.sections]
        return replace(self.some(key, title, mine), playlist=self._watched.during.playlists.get(key))

    def whole(self, videos: Sequence[Figures]) -> Row:
        """The total has the measures of the channel, which include videos that are no more and its own page."""
        during, earlier = self._watched.during, self._watched.earlier
        return replace(self.some("total", "", videos), during=during.total, before=earlier.total if earlier else None)

    def some(self, key: str, title: str, videos: Sequence[Figures]) -> Row:
        """The row of some videos."""
        during, earlier = self._watched.during, self._watched.earlier
        ids = [video.video for video in videos]
        return Row(
            key=key,
            title=title,
            videos=len(videos),
            published=sum(is_published_in(video, self._subject.period, self._subject.zone) for video in videos),
            views=summed(video.views for video in videos),
            likes=summed(video.likes for video in videos),
            comments=summed(video.comments for video in videos),
            gained_views=self._gained_by_all("views", videos),
            gained_likes=self._gained_by_all("likes", videos),
            gained_comments=self._gained_by_all("comments", videos),
            newest=max((video.published_at for video in videos if video.published_at), default=None),
            during=measures.total(map(during.of, ids), during.nothing),
            before=measures.total(map(earlier.of, ids), earlier.nothing) if earlier else None,
        )

    def _gained_by_all(self, name: str, videos: Sequence[Figures]) -> int | None:
        """What videos have gained; one whose counter was or is hidden is left out on both sides."""
        return None if self._earlier is None else summed(self._gained(name, video) for video in videos)

    def _gained(self, name: str, video: Figures) -> int | None:
        """What a video has gained since the kept counters."""
        if self._earlier is None or self._since is None:
            return None
        earlier = self._earlier.get(video.video)
        if earlier is None and video.published_at is not None and video.published_at < self._since:
            return None  # it was there before, only its counters are not kept
        now, then = getattr(video, name), getattr(earlier or _NEW, name)
        return None if now is None or then is None else int(now - then)


_NEW = Figures("", 0, 0, 0)


def is_published_in(video: Figures, period: Period, zone: tzinfo) -> bool:
    """Whether a video was published in a period, by the clock of the channel; a private one is not published."""
    when = video.published_at
    return when is not None and video.privacy != "private" and when.astimezone(zone).date() in period


def _days(subject: Subject, watched: Watched, videos: Iterable[Figures]) -> tuple[Day, ...]:
    nothing, until = watched.during.nothing, watched.complete_until
    published: dict[date, int] = {}
    for video in videos:
        if video.published_at and video.privacy != "private":
            day = video.published_at.astimezone(subject.zone).date()
            published[day] = published.get(day, 0) + 1
    beside = subject.period.beside(subject.compared) if subject.compared and watched.earlier else {}
    found = []
    for day in subject.period.days:
        other = beside.get(day)
        complete = until is not None and day <= until
        during = watched.days.get(day, nothing if complete else Measures())
        before = watched.days.get(other, nothing) if other else None
        found.append(Day(day, during, before, complete, published.get(day, 0)))
    return tuple(found)


def _parts(name: str, watched: Watched) -> tuple[Part, ...]:
    during: Mapping[str, Measures] = getattr(watched.during, name)
    earlier: Mapping[str, Measures] | None = getattr(watched.earlier, name) if watched.earlier else None
    nothing = watched.during.nothing
    keys = sorted(during, key=lambda key: (-(during[key].views or 0), key))
    return tuple(Part(key, during[key], earlier.get(key, nothing) if earlier else None) for key in keys)
