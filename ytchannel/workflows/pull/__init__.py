"""pull: the live channel as files; in files that are there, only what differs is written anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel.config import find_manifest, load_manifest
from ytchannel.errors import Place, UsageError
from ytchannel.kinds import COVER, PLAYLIST
from ytchannel.model import Channel, Section, VideoDefaults
from ytchannel.workflows.pull.channel_file import ChannelFile
from ytchannel.workflows.pull.covers import covers
from ytchannel.workflows.pull.live import read
from ytchannel.workflows.pull.videos_file import VideosFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ytchannel.plan import Note
    from ytchannel.workflows.connecting import Connection

__all__ = ["Picture", "Pulled", "PulledFile", "keep", "plan", "unwritten"]


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

    Raises FilesError when a file that is there has problems, or leaves unclear which playlist a section means.
    """
    channel = connection.channel
    live = read(connection)
    path = find_manifest(channel.folder) or channel.folder / "videos.yaml"
    manifest = None
    if path.exists():
        # Its entries may name sections that only the ledger remembers.
        more = [Section(key, live.playlists[key].title, channel.place) for key in live.new]
        known = replace(channel, sections=(*channel.sections, *more))
        manifest = load_manifest(path, known, now=connection.time.now(), media_here=False)
    listed, declared = _text(path), _text(channel.file)
    videos = VideosFile(live, listed or "", manifest)
    found = covers(live)
    head = head if declared is None else ""
    about = ChannelFile(live, declared or "", videos.listed, found)
    files = (
        PulledFile(channel.file, declared, head + about.text),
        PulledFile(path, listed, videos.text),
    )
    ids = {key: live.playlists[key].id or "" for key in live.new}
    pictures = (Picture(file, content, not file.exists()) for file, content in found.files.items())
    return Pulled(
        files,
        tuple(each for each in pictures if each.new or each.path.read_bytes() != each.content),
        {PLAYLIST.name: ids, COVER.name: found.known},
        (*about.notes, *videos.notes, *found.notes),
    )


def keep(connection: Connection, pulled: Pulled) -> None:
    """Write the files, each whole or not at all. Raises UsageError when one cannot be written."""
    # What playlists.yaml names is there before it.
    contents = {each.path: each.content for each in pulled.pictures}
    for path, content in {**contents, **{file.path: file.new.encode() for file in pulled.changed}}.items():
        part = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise UsageError("output-unwritable", file=path, reason=error.strerror) from None
    for kind, known in pulled.known.items():
        connection.ledger.bind(connection.id, kind, known)


def _text(path: Path) -> str | None:
    """The text of a file to the letter, None when there is none."""
    return path.read_bytes().decode() if path.exists() else None
