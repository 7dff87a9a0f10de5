"""The entries of a manifest with what is known of their videos: which are up, which are begun, which are new."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel.config import find_manifest, load_manifest
from ytchannel.errors import FilesError, Problem, UsageError
from ytchannel.kinds import VIDEO
from ytchannel.plan import Note, Ref
from ytchannel.workflows.contents import Contents
from ytchannel.workflows.entries import Listed
from ytchannel.workflows.media import VideoFile, content, is_unread, unread, unreadable
from ytchannel.workflows.recognising import Rival, recognise
from ytchannel.workflows.remembering import key_of, remembered

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

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
    visibility: str | None = None  # of what was begun

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
    now, sleep, is_up = connection.time.now(), connection.time.sleep, uploaded(connection.ledger)
    return load_manifest(file, channel, now=now, uploaded=is_up, sleep=sleep, finished=finished)


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
    return [
        entry.video or (upload.video if upload else None)
        for entry, upload in zip(manifest.videos, remembered(connection, manifest), strict=True)
    ]


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
    names = [{key_of(entry, manifest.file.parent), *entry.sections} for entry in manifest.videos]
    if unknown := [key for key in only if not any(key in each for each in names)]:
        raise UsageError("video-unknown", value=unknown[0])
    return [entry for entry, each in zip(manifest.videos, names, strict=True) if each & set(only)]


def passed_over(manifest: Manifest) -> tuple[Note, ...]:
    """What a folder has that is no entry of it."""
    return tuple(Note(f"folder-{what}", count) for what, count in manifest.passed.items() if count)


def uploaded(ledger: Ledger) -> Callable[[Path], bool]:
    """Whether a file is known to be up, however it is called now: the dates of its entry may have passed."""
    contents = Contents(upload for upload in ledger.uploads() if upload.video)

    def is_up(path: Path) -> bool:
        try:
            stat = path.stat()
        except OSError:
            return False
        return contents.find(path, stat) is not None

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
    wanted = set(entries)
    for entry in manifest.videos:
        key, file = key_of(entry, manifest.file.parent), files.get(entry.file)
        upload = known.get(file.fingerprint) if file else None
        video = upload.video if upload else entry.video
        same = video or (file.fingerprint if file else key)
        if (other := first.setdefault(same, entry)) is not entry:
            copy, kept = entry, other
            if upload and upload.video and upload.path == str(entry.file):  # this one is up, so the other is the copy
                copy, kept = other, entry
                first[same] = entry
            facts = {
                "file": key_of(copy, manifest.file.parent),
                "other": key_of(kept, manifest.file.parent),
                "line": kept.place.line_from(copy.place),
            }
            problems.append(Problem("same-content", copy.place, facts))
        if entry in wanted:
            jobs.append(
                Job(
                    entry,
                    key,
                    video,
                    file,
                    begun=bool(upload and upload.session),
                    visibility=upload.visibility if upload else None,
                )
            )
    if problems:
        raise FilesError(problems)
    return jobs


def _fingerprinted(
    connection: Connection, manifest: Manifest, entries: Sequence[VideoEntry]
) -> dict[Path | None, VideoFile]:
    """The files of a manifest with their fingerprints; read are only those that share their size with others.

    Of the entries that are not chosen only those are there that need no reading. Files that the ledger does not know
    are looked for on the channel: a lost ledger costs reads, never a duplicate.
    """
    contents = Contents(connection.ledger.uploads(connection.id))
    stats = _stats(manifest)
    sizes = Counter(stat.st_size for stat in stats.values())
    files: dict[Path | None, VideoFile] = {}
    titles: dict[str, str] = {}
    wanted = set(entries)
    new: dict[str, VideoFile] = {}
    for entry in manifest.videos:
        path = entry.file
        if path is None or path not in stats:
            continue
        stat = stats[path]
        if contents.as_it_is(path, stat) is None and entry not in wanted:
            continue
        try:
            upload = contents.find(path, stat)
            shared = contents.has_size(stat.st_size) or sizes[stat.st_size] > 1
            name = upload.fingerprint if upload else content(path) if shared else unread(path, stat)
        except OSError as error:
            raise unreadable(path, error) from None
        file = files[path] = VideoFile(path, stat.st_size, stat.st_mtime_ns, name)
        titles[name] = entry.title or ""
        if upload is None:
            new[name] = file
        elif (upload.path, upload.mtime_ns) != (str(path), stat.st_mtime_ns) and not _is_there(
            upload
        ):  # moved or touched
            moved = replace(file.upload(connection.time.now()), session=upload.session, video=upload.video)
            moved = replace(moved, visibility=upload.visibility)
            connection.ledger.keep_upload(connection.id, moved)
    found = recognise(list(new.values()), titles, connection, rivals(manifest)) if new else {}
    for name, video in found.items():
        files[new[name].path] = _known(connection, new[name], video)
    return files


def _is_there(upload: Upload) -> bool:
    """Whether the file of an upload is still where it was and as it was, so that another one is a copy of it."""
    try:
        stat = Path(upload.path).stat()
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == (upload.size, upload.mtime_ns)


def _stats(manifest: Manifest) -> dict[Path, os.stat_result]:
    """What the system says of each file. Raises MediaError."""
    found: dict[Path, os.stat_result] = {}
    for entry in manifest.videos:
        if entry.file is not None:
            try:
                found[entry.file] = entry.file.stat()
            except OSError as error:
                raise unreadable(entry.file, error) from None
    return found


def rivals(manifest: Manifest) -> list[Rival]:
    """All files of a list, chosen or not: those that are alike have to be told apart. Raises MediaError."""
    stats = _stats(manifest)
    return [
        Rival(entry.file, stats[entry.file].st_size, stats[entry.file].st_mtime_ns, entry.title or "")
        for entry in manifest.videos
        if entry.file is not None
    ]


def _known(connection: Connection, file: VideoFile, video: str) -> VideoFile:
    """The file of a video that was found on the channel, under the name of its content. Raises MediaError."""
    if is_unread(file.fingerprint):
        try:
            file = replace(file, fingerprint=content(file.path))
        except OSError as error:
            raise unreadable(file.path, error) from None
    connection.ledger.keep_upload(connection.id, file.upload(connection.time.now(), video=video))
    return file
