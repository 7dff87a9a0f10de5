"""upload: the videos of a manifest go up, what is up is kept as declared, and each stands in its sections once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.errors import FilesError, GoneError, Problem
from ytchannel.guards import Guard, refusing
from ytchannel.kinds import ENTRY, THUMBNAIL, VIDEO
from ytchannel.kinds.entry import video_of
from ytchannel.plan import Change, Item, Json, Plan, Ref
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.jobs import Job, chosen, jobs_of, known_videos
from ytchannel.workflows.placing import ORDERED, lines, placed
from ytchannel.workflows.sync import bind_playlists
from ytchannel.workflows.transfer import Transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.arrange import Line
    from ytchannel.model import Manifest, Section
    from ytchannel.workflows.connecting import Connection


_SHORT_MS = 15 * 60 * 1000  # longer videos need a verified phone number (Help answer 71673)


@dataclass(frozen=True)
class Gone:
    """An entry whose video was uploaded once and is no longer on the channel."""

    key: str
    title: str
    error: GoneError


@dataclass(frozen=True)
class UploadPlan:
    """The plan of a manifest, with the ids of what it refers to and is there already."""

    plan: Plan
    jobs: tuple[Job, ...]
    ids: dict[Ref, str]
    gone: tuple[Gone, ...] = ()
    lines: Mapping[Ref, Line] = field(default_factory=dict)

    @property
    def guards(self) -> list[Guard]:
        """The guards that refuse the plan."""
        return refusing(self.plan, {})

    @property
    def sizes(self) -> list[int]:
        """Bytes of each file that goes up."""
        return [job.file.size for job in self.jobs if job.file and not job.video]


def plan(connection: Connection, manifest: Manifest, *, only: Sequence[str] = (), again: bool = False) -> UploadPlan:
    """What has to be done for the manifest. Reads only, and nothing twice; `again` uploads anew what is gone.

    Costs a unit for every 50 playlists, 50 videos that are up, and for the entries of the sections that they belong to;
    for new files two more for every 50 uploads looked at. Raises FilesError, MediaError.
    """
    jobs = jobs_of(connection, manifest, chosen(manifest, only))
    live = _live_videos(connection, jobs)
    missing = [job for job in jobs if job.video and job.video not in live]
    problems = [Problem("video-missing", job.entry.place, {"video": job.video}) for job in missing if not job.file]
    gone = {job.key for job in missing if job.file}
    if again:
        jobs = [replace(job, video=None, begun=False) if job.key in gone else job for job in jobs]
    else:
        jobs = [job for job in jobs if job.key not in gone]
    problems += _too_long(connection, jobs)
    bound = bind_playlists(connection)
    playlists = {item.key: item.id for item in bound.items if item.id}
    for job in jobs:
        lacking = [section for section in job.entry.sections if section not in playlists]
        problems += [Problem("section-not-synced", job.entry.place, {"section": section}) for section in lacking]
    if problems:
        raise FilesError(problems)
    sections = [section for section in connection.channel.sections if section.order in ORDERED]
    entries = _entries(connection, sections, jobs, playlists)
    standing = _standing(connection, jobs, {item.key: item for item in bound.items}, entries)
    pictures = connection.ledger.bindings(connection.id, THUMBNAIL.name)
    changes: list[Change] = []
    for job in jobs:
        changes += _changes(job, live, standing, pictures, connection)
    ids = {Ref("playlist", key): value for key, value in playlists.items()}
    left_out = tuple(_gone(job) for job in missing if job.file and not again)
    listed = _listed(connection, manifest, jobs) if entries else {}
    places = lines(sections, entries, jobs, live, listed, connection.time.now())
    return UploadPlan(Plan(tuple(placed(changes, places))), tuple(jobs), ids, left_out, places)


def apply(connection: Connection, planned: UploadPlan, watch: Watch) -> Outcome:
    """Make the plan true, video by video, so that each is complete before the next begins."""
    jobs = {job.key: job for job in planned.jobs}

    def bring_up(change: Change) -> tuple[str, list[Change]]:
        job = jobs[change.key]
        if job.file is None:
            raise ValueError(change.key)
        size = job.file.size
        transfer = Transfer(connection, job.file, change, lambda sent: watch.moved(change, sent, size))
        video = transfer.run(notify=job.entry.notify_subscribers)
        # By now: a publication time may have passed while the file went up.
        wanted = replace(VIDEO.wanted(job.entry, job.key, connection.time.now()), title=change.title)
        return str(video["id"]), _corrections(wanted, video)

    return Applying(connection, planned.ids, watch, bring_up, planned.lines).apply(planned.plan)


def _corrections(wanted: Item, video: Json) -> list[Change]:
    """The update that is due when the video is not as declared.

    So it is when the manifest was edited after the session had begun, or YouTube made it public on its own account.
    """
    if not {"snippet", "status"} <= video.keys():
        return []
    change = VIDEO.update(wanted, VIDEO.seen(video, wanted.key))
    return [change] if change else []


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


def _live_videos(connection: Connection, jobs: Iterable[Job]) -> dict[str, Json]:
    """The videos that are up, by id; 50 a request."""
    ids = list(dict.fromkeys(job.video for job in jobs if job.video))
    found: dict[str, Json] = {}
    for start in range(0, len(ids), 50):
        for video in connection.youtube.items(VIDEO.listing(ids[start : start + 50])):
            found[video["id"]] = video
    return found


def _entries(
    connection: Connection, sections: Iterable[Section], jobs: Sequence[Job], playlists: Mapping[str, str]
) -> dict[str, list[Item]]:
    """The entries, in their order, of the sections in which a video may have to take its place among others."""
    concerned = {section for job in jobs for section in job.entry.sections}
    keys = [section.key for section in sections if section.key in concerned]
    pages = connection.youtube.several(ENTRY.listing(playlists[key]) for key in keys)
    return {
        key: [ENTRY.seen(each, key) for each in sorted(page, key=lambda each: each["snippet"]["position"])]
        for key, page in zip(keys, pages, strict=True)
    }


def _standing(
    connection: Connection, jobs: Iterable[Job], playlists: Mapping[str, Item], entries: Mapping[str, Sequence[Item]]
) -> set[tuple[str, str]]:
    """Which of the videos that are up stand in which section, read the cheaper way: page by page, or one by one.

    `entries` are known already.
    """
    found = {(section, entry.fields["video"]) for section, there in entries.items() for entry in there}
    wanted: dict[str, list[str]] = defaultdict(list)
    for job in jobs:
        if job.video:
            for section in set(job.entry.sections) - entries.keys():
                wanted[section].append(job.video)
    for section, videos in wanted.items():
        playlist = playlists[section]
        pages = -(-int(playlist.source.get("contentDetails", {}).get("itemCount", 0)) // 50)
        id_ = playlist.id or ""
        one_by_one = len(videos) < pages
        calls = [ENTRY.listing(id_, video) for video in videos] if one_by_one else [ENTRY.listing(id_)]
        for call in calls:
            found |= {(section, video_of(resource)) for resource in connection.youtube.items(call)}
    return found


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
    job: Job, live: dict[str, Json], standing: set[tuple[str, str]], pictures: dict[str, str], connection: Connection
) -> list[Change]:
    """Everything that this entry of the manifest needs: the upload or the update, its picture, its sections."""
    wanted = VIDEO.wanted(job.entry, job.key, connection.time.now())
    changes: list[Change | None] = []
    if job.video:
        seen = VIDEO.seen(live[job.video], job.key)
        wanted = replace(wanted, title=wanted.fields.get("title", seen.title))
        changes.append(VIDEO.update(wanted, seen))
    else:
        upload = VIDEO.upload(wanted)
        changes.append(replace(upload, price=quota.Price(quota.UPLOADS, 0)) if job.begun else upload)
    if job.entry.thumbnail:
        picture = THUMBNAIL.wanted(job.target, job.entry.thumbnail, wanted.title)
        changes.append(THUMBNAIL.missing(picture, pictures.get(job.video or "")))
    lacking = [section for section in job.entry.sections if (section, job.video) not in standing]
    changes += [ENTRY.missing(ENTRY.wanted(section, job.target, wanted.title)) for section in lacking]
    return [change for change in changes if change is not None]
