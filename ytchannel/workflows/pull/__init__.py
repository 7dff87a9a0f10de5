"""pull: the live channel as files; in files that are there, only what differs is written anew."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel.config import find_manifest, is_table, load_channel, load_manifest
from ytchannel.errors import GuardError, Place, UsageError
from ytchannel.kinds import COVER, PLAYLIST
from ytchannel.model import Channel, Section, VideoDefaults
from ytchannel.plan import Note
from ytchannel.workflows.jobs import recognise_files
from ytchannel.workflows.pull.channel_file import ChannelFile
from ytchannel.workflows.pull.covers import covers
from ytchannel.workflows.pull.live import read
from ytchannel.workflows.pull.videos_file import VideosFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ytchannel.model import Manifest
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.pull.live import LiveChannel

__all__ = ["Picture", "Pulled", "PulledFile", "keep", "plan", "unwritten"]


_PASSES = 4  # two as a rule: one that writes, one that finds nothing more


@dataclass(frozen=True)
class PulledFile:
    """A file as it is, None when it is not there, and as it is to be."""

    path: Path
    old: str | None
    new: str


@dataclass(frozen=True)
class Picture:
    """A picture that is fetched; `new` tells whether a file of that name is not there yet."""

    path: Path
    content: bytes
    new: bool


@dataclass(frozen=True)
class Pulled:
    """What a pull would write; `pictures` are those that are not there to the letter.

    `known` is for the ledger, by kind: the ids that new section keys stand for, and the fingerprints of pictures.
    """

    files: tuple[PulledFile, ...]
    pictures: tuple[Picture, ...]
    known: Mapping[str, Mapping[str, str]]
    notes: tuple[Note, ...]

    @property
    def changed(self) -> list[PulledFile]:
        """The files that are not yet as the channel is."""
        return [file for file in self.files if file.old != file.new]


def unwritten(file: Path, timezone: str) -> Channel:
    """The channel of a file that is not there yet."""
    return Channel(file.absolute(), Place(str(file), 1, 1), None, None, timezone, None, VideoDefaults(), ())


def plan(connection: Connection, head: str = "") -> Pulled:
    """The files as they would say what the channel has. Reads only; for the price see `live.read`.

    `head` are the comments that a new channel file begins with.

    Raises FilesError when a file that is there has problems, or leaves unclear which playlist a section means;
    UsageError when the list of videos is a table.
    """
    channel = connection.channel
    path = find_manifest(channel.folder) or channel.folder / "videos.yaml"
    if is_table(path):
        raise UsageError("pull-table", file=path)
    live = read(connection)
    old = _text(channel.file), _text(path)
    found = covers(live)
    declared, listed = old
    notes: dict[str, Note] = {}
    for _ in range(_PASSES):
        # What is written changes what follows from it, the defaults of an entry's sections above all: look again.
        manifest = None if listed is None else _manifest(live, path, listed)
        if manifest is not None and (declared, listed) == old:
            recognise_files(connection, manifest)
        videos = VideosFile(live, listed or "", manifest)
        about = ChannelFile(live, declared or "", videos.listed, found)
        for note in (*about.notes, *videos.notes, *found.notes):
            notes.setdefault(note.code, note)
        if (about.text, videos.text) == (declared, listed):
            break
        declared, listed = about.text, videos.text
        channel = load_channel(channel.file, media_here=False, text=declared)
        live = replace(live, channel=channel, lost=frozenset())
    if videos.contrary:  # in the last pass, which had nothing more to write
        notes["pull-contrary"] = Note("pull-contrary", len(videos.contrary), names=tuple(videos.contrary))
    files = (
        PulledFile(channel.file, old[0], (head if old[0] is None else "") + (declared or "")),
        PulledFile(path, old[1], listed or ""),
    )
    pictures = (Picture(file, content, not file.exists()) for file, content in found.files.items())
    ids = {key: item.id or "" for key, item in live.playlists.items()}
    return Pulled(
        files,
        tuple(each for each in pictures if each.new or each.path.read_bytes() != each.content),
        {PLAYLIST.name: ids, COVER.name: found.known},
        tuple(notes.values()),
    )


def _manifest(live: LiveChannel, path: Path, text: str) -> Manifest:
    """The list; its entries may name sections that only the ledger remembers, and that the channel file is to get."""
    more = [Section(key, live.playlists[key].title, live.channel.place) for key in live.new]
    known = replace(live.channel, sections=(*live.channel.sections, *more))
    return load_manifest(path, known, now=live.connection.time.now(), media_here=False, text=text)


def keep(connection: Connection, pulled: Pulled) -> None:
    """Write the files, each whole or not at all.

    Raises GuardError when one has changed since it was read, UsageError when one cannot be written.
    """
    for file in pulled.changed:
        if _text(file.path) != file.old:
            raise GuardError("file-changed-since", file=file.path)
    # What playlists.yaml names is there before it.
    contents = {each.path: each.content for each in pulled.pictures}
    for path, content in {**contents, **{file.path: file.new.encode() for file in pulled.changed}}.items():
        try:
            _replace(path.resolve(), content)
        except OSError as error:
            raise UsageError("output-unwritable", file=path, reason=error.strerror) from None
    for kind, known in pulled.known.items():
        connection.ledger.bind(connection.id, kind, known)


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, which keeps its rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _text(path: Path) -> str | None:
    """The text of a file to the letter, None when there is none."""
    return path.read_bytes().decode() if path.exists() else None
