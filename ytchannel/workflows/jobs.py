"""The entries of a manifest with what is known of their videos: which are up, which are begun, which are new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel.config import find_manifest, load_manifest
from ytchannel.errors import FilesError, Problem, UsageError
from ytchannel.kinds import VIDEO
from ytchannel.kinds.thumbnail import fingerprint
from ytchannel.plan import Note, Ref
from ytchannel.workflows.entries import Listed
from ytchannel.workflows.media import VideoFile, unreadable
from ytchannel.workflows.recognising import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ytchannel.ledger import Ledger
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


def read_manifest(
    connection: Connection, file: Path | None, finished: Callable[[Path], bool] | None = None
) -> Manifest:
    """The manifest `file`, else the one beside the channel file; of a folder what is `finished`. No request is made.

    Raises FilesError with all problems, UsageError when there is no manifest.
    """
    channel = connection.channel
    file = file or find_manifest(channel.folder)
    if file is None:
        raise UsageError("no-manifest", file=channel.file)
    is_up = uploaded(connection.ledger)
    return load_manifest(file, channel, now=connection.time.now(), uploaded=is_up, finished=finished)


def read_sections(connection: Connection, file: Path | None) -> Manifest | None:
    """The same for who looks only at which video is in which section: None where there is no manifest."""
    channel = connection.channel
    file = file or find_manifest(channel.folder)
    if file is None:
        return None
    return load_manifest(file, channel, now=connection.time.now(), media_here=False)


def listed_videos(connection: Connection, manifest: Manifest | None) -> Listed:
    """The videos that a manifest puts into sections, as far as they are up; files need not be on this machine."""
    if manifest is None:
        return Listed()
    videos: dict[str, list[str]] = {}
    waiting = 0
    unsure: set[str] = set()
    for entry, video in zip(manifest.videos, known_videos(connection, manifest), strict=True):
        if video is None:
            waiting += 1
            unsure.update(entry.sections)
            continue
        for section in entry.sections:
            videos.setdefault(section, []).append(video)
    return Listed(videos, waiting, frozenset(unsure))


def known_videos(connection: Connection, manifest: Manifest) -> list[str | None]:
    """The id of each entry's video, None where it is not up, as far as this ledger knows."""
    done = [upload for upload in connection.ledger.uploads(connection.id) if upload.video]
    known = {(upload.path, upload.size, upload.mtime_ns): upload.video for upload in done}
    paths = {upload.path: upload.video for upload in done}
    contents = {upload.fingerprint: upload.video for upload in done}
    sizes = {upload.size for upload in done}
    found: list[str | None] = []
    for entry in manifest.videos:
        video = entry.video
        if entry.file is not None:
            try:
                stat = entry.file.stat()
            except OSError:
                video = paths.get(str(entry.file))
            else:
                video = known.get((str(entry.file), stat.st_size, stat.st_mtime_ns))
                if video is None and stat.st_size in sizes:
                    video = contents.get(fingerprint(entry.file))
        found.append(video)
    return found


def recognise_files(connection: Connection, manifest: Manifest) -> None:
    """Look among the channel's uploads for files of a list that the ledger does not know, if they are here."""
    known = known_videos(connection, manifest)
    unknown = [
        entry
        for entry, video in zip(manifest.videos, known, strict=True)
        if video is None and entry.file and entry.file.is_file()
    ]
    if unknown:
        _fingerprinted(connection, replace(manifest, videos=tuple(unknown)), unknown)


def chosen(manifest: Manifest, only: Sequence[str]) -> list[VideoEntry]:
    """The entries of these files, video ids or sections; all when `only` is empty. Raises UsageError."""
    if not only:
        return list(manifest.videos)
    names = [{_key(entry, manifest.file.parent), *entry.sections} for entry in manifest.videos]
    if unknown := [key for key in only if not any(key in each for each in names)]:
        raise UsageError("video-unknown", value=unknown[0])
    return [entry for entry, each in zip(manifest.videos, names, strict=True) if each & set(only)]


def passed_over(manifest: Manifest) -> tuple[Note, ...]:
    """What a folder has that is no entry of it."""
    return tuple(Note(f"folder-{what}", count) for what, count in manifest.passed.items() if count)


def uploaded(ledger: Ledger) -> Callable[[Path], bool]:
    """Whether a file is known to be up, however it is called now: the dates of its entry may have passed."""
    done = [upload for upload in ledger.uploads() if upload.video]
    known = {(upload.path, upload.size, upload.mtime_ns) for upload in done}
    sizes, contents = {upload.size for upload in done}, {upload.fingerprint for upload in done}

    def is_up(path: Path) -> bool:
        try:
            stat = path.stat()
        except OSError:
            return False
        if (str(path), stat.st_size, stat.st_mtime_ns) in known:
            return True
        return stat.st_size in sizes and fingerprint(path) in contents

    return is_up


def jobs_of(connection: Connection, manifest: Manifest, entries: Sequence[VideoEntry]) -> list[Job]:
    """The chosen entries with what is known of their videos.

    Raises FilesError for a video that the manifest names twice, chosen or not.
    """
    files = _fingerprinted(connection, manifest, entries)
    known = {upload.fingerprint: upload for upload in connection.ledger.uploads(connection.id)}
    jobs: list[Job] = []
    first: dict[str, VideoEntry] = {}
    problems = []
    for entry in manifest.videos:
        key, file = _key(entry, manifest.file.parent), files.get(entry.file)
        upload = known.get(file.fingerprint) if file else None
        video = upload.video if upload else entry.video
        same = video or (file.fingerprint if file else key)
        if (other := first.setdefault(same, entry)) is not entry:
            facts = {"file": key, "other": _key(other, manifest.file.parent), "line": other.place.line}
            problems.append(Problem("same-content", entry.place, facts))
        if entry in entries:
            jobs.append(Job(entry, key, video, file, begun=bool(upload and upload.session)))
    if problems:
        raise FilesError(problems)
    return jobs


def _fingerprinted(
    connection: Connection, manifest: Manifest, entries: Sequence[VideoEntry]
) -> dict[Path | None, VideoFile]:
    """The files of a manifest with their fingerprints; a file that is known by path, size and time is not read again.

    Of the entries that are not chosen only those are there that need no reading. Files that the ledger does not know
    are looked for on the channel: a lost ledger costs reads, never a duplicate.
    """
    uploads = connection.ledger.uploads(connection.id)
    by_stat = {(upload.path, upload.size, upload.mtime_ns): upload.fingerprint for upload in uploads}
    contents = {upload.fingerprint: upload for upload in uploads}
    files: dict[Path | None, VideoFile] = {}
    titles: dict[str, str] = {}
    for entry in manifest.videos:
        path = entry.file
        if path is None:
            continue
        try:
            stat = path.stat()
            known = by_stat.get((str(path), stat.st_size, stat.st_mtime_ns))
            if known is None and entry not in entries:
                continue
            file = VideoFile(path, stat.st_size, stat.st_mtime_ns, known or fingerprint(path))
        except OSError as error:
            raise unreadable(path, error) from None
        files[path] = file
        titles[file.fingerprint] = entry.title or ""
        upload = contents.get(file.fingerprint)
        if upload and not known:  # moved, copied or touched since: remember it as it is now
            moved = file.upload(connection.time.now(), session=upload.session, video=upload.video)
            connection.ledger.keep_upload(connection.id, moved)
    new = {file.fingerprint: file for file in files.values() if file.fingerprint not in contents}
    for content, video in (recognise(list(new.values()), titles, connection) if new else {}).items():
        connection.ledger.keep_upload(connection.id, new[content].upload(connection.time.now(), video=video))
    return files


def _key(entry: VideoEntry, folder: Path) -> str:
    """What names the entry: the id of its video, or its file as it stands beside the manifest."""
    path = entry.file
    if path is None:
        return entry.video or ""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
