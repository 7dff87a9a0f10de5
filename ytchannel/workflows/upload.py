"""upload: the videos of a manifest go up, what is up is kept as declared, and each stands in its sections once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.bandwidth import UNLIMITED
from ytchannel.errors import FilesError, GoneError, Problem
from ytchannel.guards import Guard, refusing
from ytchannel.kinds import ENTRY, THUMBNAIL, VIDEO
from ytchannel.kinds.video import exposes
from ytchannel.plan import Change, Json, Note, Plan, Ref
from ytchannel.workflows import current
from ytchannel.workflows.agenda import InFlight
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.captions import Captions
from ytchannel.workflows.jobs import Job, chosen, jobs_of, known_videos, passed_over, rivals
from ytchannel.workflows.placing import ORDERED, Arrivals, lines, placed
from ytchannel.workflows.publishing import announced, remember, scheduled
from ytchannel.workflows.recognising import Lookout
from ytchannel.workflows.recording import recorded
from ytchannel.workflows.road import Road
from ytchannel.workflows.standing import Standing, in_order
from ytchannel.workflows.sync import bind_playlists
from ytchannel.workflows.transfer import Transfer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from ytchannel.arrange import Line
    from ytchannel.bandwidth import Timetable
    from ytchannel.model import Manifest
    from ytchannel.workflows.agenda import Landed
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.recognising import Rival


_SHORT_MS = 15 * 60 * 1000  # longer videos need a verified phone number (Help answer 71673)


@dataclass(frozen=True)
class Gone:
    """An entry whose video was uploaded once and is no longer on the channel."""

    key: str
    title: str
    error: GoneError


@dataclass(frozen=True)
class UploadPlan:
    """The plan of a manifest, with the ids of what it refers to and is there already, and when it was read.

    `live` are the videos as they were when it was made, by id.
    """

    plan: Plan
    jobs: tuple[Job, ...]
    ids: dict[Ref, str]
    read_at: datetime
    rivals: tuple[Rival, ...] = ()
    gone: tuple[Gone, ...] = ()
    lines: Mapping[Ref, Line] = field(default_factory=dict)
    standing: Standing | None = None
    live: Mapping[str, Json] = field(default_factory=dict)

    @property
    def guards(self) -> list[Guard]:
        """The guards that refuse the plan."""
        return refusing(self.plan, {})

    @property
    def sizes(self) -> list[int]:
        """Bytes of each file that goes up."""
        return [job.file.size for job in self.jobs if job.file and not job.video]


def plan(
    connection: Connection,
    manifest: Manifest,
    *,
    only: Sequence[str] = (),
    again: bool = False,
    notify_each: bool = False,
) -> UploadPlan:
    """What has to be done for the manifest. Reads only, and nothing twice; `again` uploads anew what is gone.

    Subscribers are notified of one upload at most, of all that want it with `notify_each`.

    Costs a unit for every 50 playlists, 50 videos that are up, and for the entries of the sections that they belong to;
    for new files two more for every 50 uploads looked at. Raises FilesError, MediaError.
    """
    read_at = connection.time.now()
    jobs = jobs_of(connection, manifest, chosen(manifest, only))
    live = current.videos(connection, jobs)
    missing = [job for job in jobs if job.video and job.video not in live]
    problems = current.problems(jobs, live)
    gone = {job.key for job in missing if job.file}
    if again:
        jobs = [replace(job, video=None, begun=False) if job.key in gone else job for job in jobs]
    else:
        jobs = [job for job in jobs if job.key not in gone]
    problems += _too_long(connection, jobs)
    bound = bind_playlists(connection)
    playlists = {item.key: item.id for item in bound.items if item.id}
    problems += _not_synced(jobs, playlists)
    if problems:
        raise FilesError(problems)
    sections = [section for section in connection.channel.sections if section.order in ORDERED]
    entries = in_order(connection, sections, jobs, bound.by_key)
    standing = Standing(connection, jobs, bound.by_key, entries)
    pictures = connection.ledger.bindings(connection.id, THUMBNAIL.name)
    changes: list[Change] = []
    listed = _listed(connection, manifest, jobs) if entries else {}
    jobs = scheduled(connection, manifest, jobs, live)
    jobs, silent = announced(jobs, each=notify_each)
    captions = Captions(connection, jobs)
    for job in jobs:
        changes += _changes(job, live, standing, pictures, captions, connection)
    ids = {Ref("playlist", key): value for key, value in playlists.items()}
    left_out = tuple(_gone(job) for job in missing if job.file and not again)
    places = lines(sections, entries, jobs, live, listed, connection.time.now())
    quiet = [Note("notify-once", len(silent), names=tuple(silent))] if silent else []
    return UploadPlan(
        Plan(tuple(placed(changes, places)), notes=(*passed_over(manifest), *quiet)),
        tuple(jobs),
        ids,
        read_at,
        tuple(rivals(manifest)),
        left_out,
        places,
        standing,
        live,
    )


def apply(
    connection: Connection, planned: UploadPlan, watch: Watch, *, count: int = 1, limits: Timetable = UNLIMITED
) -> Outcome:
    """Make the plan true, video by video, so that each is complete before the next one is taken up.

    At most `count` files are on their way at a time, all together within the `limits`.
    """
    bringing = _Bringing(connection, planned, watch, Road(connection, limits))
    changes = planned.plan.changes
    if len(planned.sizes) < 2:
        return _applied(planned, Applying(connection, planned.ids, watch, bringing.up, planned.lines, planned.read_at))
    # What threads would ask for at the same time is known before they are there.
    _ = connection.id, connection.run, connection.user
    flights = InFlight(changes, count, bringing.up, watch.began, bringing.road.close)
    arrivals = Arrivals(connection.channel.sections, planned.jobs, planned.lines)

    def land(change: Change) -> Landed:
        landed = flights.land(change)
        arrivals.came(change.key)
        return landed

    return _applied(planned, Applying(connection, planned.ids, watch, land, planned.lines, planned.read_at), flights)


def _applied(planned: UploadPlan, applying: Applying, flights: InFlight | None = None) -> Outcome:
    """What comes of the plan; what was put into sections is remembered."""
    outcome = applying.apply(planned.plan, flights)
    if planned.standing:
        planned.standing.keep(outcome.applied, applying.resolve)
    return outcome


class _Bringing:
    """Brings files up; several threads may ask for it."""

    def __init__(self, connection: Connection, planned: UploadPlan, watch: Watch, road: Road) -> None:
        self._connection, self._watch, self.road = connection, watch, road
        self._jobs = {job.key: job for job in planned.jobs}
        waiting = [job for job in planned.jobs if job.file and not job.video]
        titles = {job.file.fingerprint: job.entry.title or "" for job in waiting if job.file}
        files = [job.file for job in waiting if job.file]
        self._lookout = Lookout(connection, files, titles, planned.rivals, planned.read_at)

    def up(self, change: Change) -> tuple[str, list[Change]]:
        """Bring the file of an upload up; the id of its video, and what is due as soon as it is there."""
        connection, job = self._connection, self._jobs[change.key]
        file = job.file
        if file is None:
            raise ValueError(change.key)

        def moved(sent: int) -> None:
            self._watch.moved(change, sent, file.size)

        transfer = Transfer(connection, file, change, self.road, self._lookout, moved)
        video: Json = {}

        def bring() -> Json:
            nonlocal video
            video = transfer.run(notify=bool(change.wanted.fields.get("notify_subscribers")))
            return {"id": video["id"]}

        recorded(connection, change, bring)
        remember(connection, change.wanted.fields.get("publish_at"), str(video["id"]))
        # By now: a publication time may have passed while the file went up.
        return str(video["id"]), _corrections(job, change.title, video, connection.time.now())


def _corrections(job: Job, title: str, video: Json, now: datetime) -> list[Change]:
    """The update that is due when the video is not as declared.

    So it is when the manifest was edited after the session had begun, or YouTube made it public on its own account.
    """
    if not {"snippet", "status"} <= video.keys():
        return []
    seen = VIDEO.seen(video, job.key)
    change = VIDEO.update(replace(VIDEO.wanted(job.entry, job.key, now, seen), title=title), seen)
    return [change] if change else []


def _not_synced(jobs: Iterable[Job], playlists: Collection[str]) -> list[Problem]:
    """The sections that have no playlists yet."""
    return [
        Problem("section-not-synced", job.entry.place, {"section": section})
        for job in jobs
        for section in job.entry.sections
        if section not in playlists
    ]


def _too_long(connection: Connection, jobs: Iterable[Job]) -> list[Problem]:
    """What a channel may not upload whose phone number is not verified (channels, longUploadsStatus)."""
    long = [job for job in jobs if not job.video and (job.entry.duration_ms or 0) > _SHORT_MS]
    if not long or connection.live.get("status", {}).get("longUploadsStatus") not in ("eligible", "disallowed"):
        return []
    limit = _SHORT_MS // 60_000
    return [
        Problem(
            "video-needs-phone",
            job.entry.place,
            {"file": job.key, "minutes": (job.entry.duration_ms or 0) // 60_000, "limit": limit},
        )
        for job in long
    ]


def _gone(job: Job) -> Gone:
    title = job.entry.title or job.key
    return Gone(job.key, title, GoneError("video-gone", title=title, video=job.video))


def _listed(connection: Connection, manifest: Manifest, jobs: Iterable[Job]) -> dict[str, list[str]]:
    """What the whole list puts into each section, in its order: ids, and the keys of videos that are not up."""
    found: dict[str, list[str]] = defaultdict(list)
    keys = {job.entry: job.video or job.key for job in jobs}
    for entry, video in zip(manifest.videos, known_videos(connection, manifest), strict=True):
        name = keys.get(entry) or video
        for section in entry.sections if name else ():
            found[section].append(name or "")
    return found


def _changes(
    job: Job,
    live: dict[str, Json],
    standing: Standing,
    pictures: dict[str, str],
    captions: Captions,
    connection: Connection,
) -> list[Change]:
    """Everything that this entry needs: the upload or the update, its picture, its captions, its sections."""
    wanted = VIDEO.wanted(job.entry, job.key, connection.time.now())
    changes: list[Change | None] = []
    if job.video:
        seen = VIDEO.seen(live[job.video], job.key)
        wanted = VIDEO.wanted(job.entry, job.key, connection.time.now(), seen)
        wanted = replace(wanted, title=wanted.fields.get("title", seen.title))
        changes.append(VIDEO.update(wanted, seen))
    else:
        upload = VIDEO.upload(wanted, notify=job.entry.notify_subscribers)
        goes_on = job.begun and not exposes(job.visibility, wanted.fields)
        changes.append(replace(upload, price=quota.Price(quota.UPLOADS, 0)) if goes_on else upload)
    if job.entry.thumbnail:
        picture = THUMBNAIL.wanted(job.target, job.entry.thumbnail, wanted.title)
        changes.append(THUMBNAIL.missing(picture, pictures.get(job.video or "")))
    changes += captions.missing(job, wanted.title)
    lacking = [section for section in job.entry.sections if not standing.has(section, job.video)]
    changes += [
        ENTRY.missing(ENTRY.wanted(section, job.target, wanted.title), job.entry.positions.get(section))
        for section in lacking
    ]
    return [change for change in changes if change is not None]
