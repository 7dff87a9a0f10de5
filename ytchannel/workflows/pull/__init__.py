"""pull: the live channel as files; in files that are there, only what differs is written anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel.config import find_manifest, load_manifest
from ytchannel.errors import Place, UsageError
from ytchannel.kinds import PLAYLIST
from ytchannel.model import Channel, Section, VideoDefaults
from ytchannel.workflows.pull.channel_file import ChannelFile
from ytchannel.workflows.pull.live import read
from ytchannel.workflows.pull.videos_file import VideosFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ytchannel.plan import Note
    from ytchannel.workflows.connecting import Connection

__all__ = ["Pulled", "PulledFile", "keep", "plan", "unwritten"]


@dataclass(frozen=True)
class PulledFile:
    """A file as it is, None when it is not there, and as it is to be."""

    path: Path
    old: str | None
    new: str


@dataclass(frozen=True)
class Pulled:
    """What a pull would write; `playlists` are the ids that new section keys stand for."""

    files: tuple[PulledFile, ...]
    playlists: Mapping[str, str]
    notes: tuple[Note, ...]

    @property
    def changed(self) -> list[PulledFile]:
        """The files that are not yet as the channel is."""
        return [file for file in self.files if file.old != file.new]


def unwritten(file: Path, timezone: str) -> Channel:
    """The channel of a file that is not there yet."""
    return Channel(file.absolute(), Place(str(file), 1, 1), None, None, timezone, None, VideoDefaults(), ())


def plan(connection: Connection) -> Pulled:
    """The files as they would say what the channel has. Reads only; for the price see `live.read`.

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
    about = ChannelFile(live, declared or "", videos.listed)
    files = (PulledFile(channel.file, declared, about.text), PulledFile(path, listed, videos.text))
    ids = {key: live.playlists[key].id or "" for key in live.new}
    return Pulled(files, ids, (*about.notes, *videos.notes))


def keep(connection: Connection, pulled: Pulled) -> None:
    """Write the files, each whole or not at all. Raises UsageError when one cannot be written."""
    for file in pulled.changed:
        part = file.path.with_name(f"{file.path.name}.part")
        try:
            part.write_text(file.new, encoding="utf-8", newline="")
            part.replace(file.path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise UsageError("output-unwritable", file=file.path, reason=error.strerror) from None
    connection.ledger.bind(connection.id, PLAYLIST.name, pulled.playlists)


def _text(path: Path) -> str | None:
    """The text of a file to the letter, None when there is none."""
    return path.read_bytes().decode() if path.exists() else None
