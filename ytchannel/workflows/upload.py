"""upload: the videos of a manifest go up, what is up is kept as declared, and each stands in its sections once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.config import find_manifest, load_manifest
from ytchannel.errors import FilesError, GuardError, Problem, UsageError
from ytchannel.kinds import ENTRY, THUMBNAIL, VIDEO
from ytchannel.kinds.entry import video_of
from ytchannel.kinds.thumbnail import fingerprint
from ytchannel.plan import Change, Item, Json, Plan, Ref
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.sync import bind_playlists
from ytchannel.workflows.transfer import Transfer, VideoFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ytchannel.ledger import Ledger, Upload
    from ytchannel.model import Manifest, VideoEntry
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class Job:
    """An entry of the manifest with what is known of its video: the id once it is up, the file where it has one."""

    entry: VideoEntry
    key: str
    video: str | None
    file: VideoFile | None
    begun: bool = False

    @property
    def target(self) -> Ref | str:
        """The video: its id, or a reference to what the upload will bring."""
        return self.video or Ref(VIDEO.name, self.key)


@dataclass(frozen=True)
class Planned:
    """The plan of a manifest; `gone` are the entries whose video was uploaded once and is no longer on the channel."""

    plan: Plan
    jobs: tuple[Job, ...]
    ids: dict[Ref, str]
    gone: tuple[GuardError, ...] = ()


def read_manifest(connection: Connection, file: Path | None, only: Sequence[str] = ()) -> Manifest:
    """The manifest `file`, else the one beside the channel file, cut to the entries `only`. No request is made.

    Raises FilesError with all problems, UsageError when there is no manifest or no such entry.
    """
    channel = connection.channel
    file = file or find_manifest(channel.folder)
    if file is None:
        raise UsageError("no-manifest", file=channel.file)
    manifest = load_manifest(file, channel, now=connection.time.now(), uploaded=uploaded(connection.ledger))
    keys = {_key(entry, manifest.file.parent): entry for entry in manifest.videos}
    if unknown := [key for key in only if key not in keys]:
        raise UsageError("video-unknown", value=unknown[0])
    return replace(manifest, videos=tuple(keys[key] for key in only)) if only else manifest


def uploaded(ledger: Ledger) -> Callable[[Path], bool]:
    """Whether a file, by path, size and time of change, is known to be up: its entry's dates may have passed."""
    known = {(u.path, u.size, u.mtime_ns) for u in ledger.uploads() if u.video}

    def is_up(path: Path) -> bool:
        try:
            stat = path.stat()
        except OSError:
            return False
        return (str(path), stat.st_size, stat.st_mtime_ns) in known

    return is_up


def plan(connection: Connection, manifest: Manifest, *, again: bool = False) -> Planned:
    """What has to be done for the manifest. Reads only, and nothing twice; `again` uploads anew what is gone.

    Costs a unit for every 50 playlists, 50 videos that are up, and for the entries of the sections that they belong to.
    Raises FilesError.
    """
    jobs = _jobs(connection, manifest)
    live = _live_videos(connection, jobs)
    missing = [job for job in jobs if job.video and job.video not in live]
    problems = [Problem("video-missing", job.entry.place, {"video": job.video}) for job in missing if not job.file]
    gone = {job.key for job in missing if job.file}
    if again:
        jobs = [replace(job, video=None, begun=False) if job.key in gone else job for job in jobs]
    else:
        jobs = [job for job in jobs if job.key not in gone]
    bound = bind_playlists(connection)
    playlists = {item.key: item.id for item in bound.items if item.id}
    for job in jobs:
        lacking = [section for section in job.entry.sections if section not in playlists]
        problems += [Problem("section-not-synced", job.entry.place, {"section": section}) for section in lacking]
    if problems:
        raise FilesError(problems)
    standing = _standing(connection, jobs, playlists, {item.key: item for item in bound.items})
    pictures = connection.ledger.bindings(connection.id, THUMBNAIL.name)
    changes: list[Change] = []
    for job in jobs:
        changes += _changes(job, live, standing, pictures, connection)
    ids = {Ref("playlist", key): value for key, value in playlists.items()}
    left_out = [
        GuardError("video-gone", title=job.entry.title or job.key, video=job.video)
        for job in missing
        if job.file and not again
    ]
    return Planned(Plan(tuple(changes)), tuple(jobs), ids, tuple(left_out))


def apply(connection: Connection, planned: Planned, watch: Watch) -> Outcome:
    """Make the plan true, video by video, so that each is complete before the next begins."""
    jobs = {job.key: job for job in planned.jobs}

    def bring_up(change: Change) -> str:
        job = jobs[change.key]
        if job.file is None:
            raise ValueError(change.key)
        size = job.file.size
        transfer = Transfer(connection, job.file, change, lambda sent: watch.moved(change, sent, size))
        video = transfer.run(notify=job.entry.notify_subscribers)
        _correct(connection, change.wanted, video)
        return str(video["id"])

    return Applying(connection, planned.ids, watch, bring_up).apply(planned.plan)


def _correct(connection: Connection, wanted: Item, video: Json) -> None:
    """Write again what YouTube did not take from the upload's metadata: above all a privacy that it made its own."""
    if not {"snippet", "status"} <= video.keys():
        return
    seen = VIDEO.seen(video, wanted.key)
    if seen.fields["privacy"] != wanted.fields.get("privacy", seen.fields["privacy"]):
        change = VIDEO.update(wanted, seen)
        if change is not None:
            connection.youtube.send(VIDEO.call(change, str))


def _jobs(connection: Connection, manifest: Manifest) -> list[Job]:
    """The entries with their files' fingerprints. Raises FilesError when two have the same content."""
    uploads = connection.ledger.uploads(connection.id)
    by_file = {(upload.path, upload.size, upload.mtime_ns): upload for upload in uploads}
    by_content = {upload.fingerprint: upload for upload in uploads}
    jobs: list[Job] = []
    first: dict[str, VideoEntry] = {}
    problems = []
    for entry in manifest.videos:
        if entry.file is None:
            jobs.append(Job(entry, _key(entry, manifest.file.parent), entry.video, None))
            continue
        file = _fingerprinted(entry.file, by_file)
        if (other := first.setdefault(file.fingerprint, entry)) is not entry:
            facts = {"file": entry.file.name, "other": other.file.name if other.file else "", "line": other.place.line}
            problems.append(Problem("same-content", entry.place, facts))
        known = by_content.get(file.fingerprint)
        key = _key(entry, manifest.file.parent)
        jobs.append(Job(entry, key, known.video if known else None, file, begun=bool(known and known.session)))
    if problems:
        raise FilesError(problems)
    return jobs


def _fingerprinted(path: Path, known: dict[tuple[str, int, int], Upload]) -> VideoFile:
    stat = path.stat()
    upload = known.get((str(path), stat.st_size, stat.st_mtime_ns))
    return VideoFile(path, stat.st_size, stat.st_mtime_ns, upload.fingerprint if upload else fingerprint(path))


def _key(entry: VideoEntry, folder: Path) -> str:
    """What names the entry: the id of its video, or its file as it stands beside the manifest."""
    path = entry.file
    if path is None:
        return entry.video or ""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _live_videos(connection: Connection, jobs: Iterable[Job]) -> dict[str, Json]:
    """The videos that are up, by id; 50 a request."""
    ids = list(dict.fromkeys(job.video for job in jobs if job.video))
    found: dict[str, Json] = {}
    for start in range(0, len(ids), 50):
        for video in connection.youtube.items(VIDEO.listing(ids[start : start + 50])):
            found[video["id"]] = video
    return found


def _standing(
    connection: Connection, jobs: Iterable[Job], playlists: dict[str, str], items: dict[str, Item]
) -> set[tuple[str, str]]:
    """Which of the videos that are up stand in which section, read the cheaper way: page by page, or one by one."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for job in jobs:
        if job.video:
            for section in job.entry.sections:
                wanted[section].append(job.video)
    found = set()
    for section, videos in wanted.items():
        playlist = playlists[section]
        pages = -(-int(items[section].source.get("contentDetails", {}).get("itemCount", 0)) // 50)
        one_by_one = len(videos) < pages
        calls = [ENTRY.listing(playlist, video) for video in videos] if one_by_one else [ENTRY.listing(playlist)]
        for call in calls:
            found |= {(section, video_of(resource)) for resource in connection.youtube.items(call)}
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
