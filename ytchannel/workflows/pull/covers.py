"""The pictures of playlists as files beside playlists.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ytchannel import pictures
from ytchannel.errors import MediaError
from ytchannel.kinds import COVER, PLAYLIST
from ytchannel.kinds.picture import fingerprint
from ytchannel.model import Picture
from ytchannel.plan import Note

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.model import Section
    from ytchannel.plan import Item
    from ytchannel.workflows.pull.live import LiveChannel

_FOLDER = "covers"
_PNG = b"\x89PNG"


@dataclass
class Covers:
    """`files` by path; `said` is what the sections of new playlists say of them; those of `bare` have none any more.

    `known` are the fingerprints by playlist id, for the ledger: YouTube does not tell which picture it has.
    """

    files: dict[Path, bytes] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    known: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def covers(live: LiveChannel) -> Covers:
    """The pictures of new playlists, those whose declared file is not there, and which declared ones are gone.

    Costs a unit for each playlist that may have a picture, as it shows no video's; the pictures themselves cost none.
    """
    connection = live.connection
    known = connection.ledger.bindings(connection.id, COVER.name)
    declared = {each.key: each for each in live.channel.sections if each.cover and each.key in live.playlists}
    bare = [key for key in declared if PLAYLIST.shows_video(live.playlists[key]) and live.playlists[key].id in known]
    new = [key for key in live.new if not PLAYLIST.shows_video(live.playlists[key])]
    lists = connection.youtube.several(COVER.listing(live.playlists[key].id or "") for key in [*bare, *new])
    there = {key for key, images in zip([*bare, *new], lists, strict=True) if images}
    made = Covers(bare=set(bare) - there)
    lost, other = [], []
    for key, section in declared.items():
        if section.cover is None or key in made.bare or PLAYLIST.shows_video(live.playlists[key]):
            continue
        if not section.cover.file.is_file():
            if not _take(live, key, made, section.cover):
                lost.append(section.title)
        elif known.get(live.playlists[key].id or "") != _fingerprint(section):
            other.append(section.title)
    lost += [live.playlists[key].title for key in new if key in there and not _take(live, key, made)]
    for code, titles in (("pull-pictures", lost), ("pull-cover", other)):
        if titles:
            made.notes.append(Note(code, len(titles), names=tuple(titles)))
    return made


def _fingerprint(section: Section) -> str | None:
    """That of a declared picture, None when it cannot be read."""
    try:
        wanted = COVER.wanted(section)
    except MediaError:
        return None
    return str(wanted.fields["sha256"]) if wanted else None


def _take(live: LiveChannel, key: str, made: Covers, declared: Picture | None = None) -> bool:
    """Fetch a playlist's picture, for the file that is declared or a new one; returns whether a file can keep it."""
    playlist = live.playlists[key]
    content = live.connection.youtube.picture(_address(playlist)) or b""
    try:
        width, height = pictures.size(content, pictures.TAKEN)
    except pictures.PictureError:
        return False
    if declared is None:
        name = _free(live.channel.folder, key, "png" if content.startswith(_PNG) else "jpg", content)
        declared = Picture(live.channel.folder / name, None if width == height else "crop")
        made.said[key] = {"file": name, "fit": declared.fit} if declared.fit else name
    made.files[declared.file] = content
    made.known[playlist.id or ""] = fingerprint(content, declared.fit or "")
    return True


def _free(folder: Path, key: str, form: str, content: bytes) -> str:
    """The name of a file that is not there yet, or has this very content."""
    name, number = f"{_FOLDER}/{key}.{form}", 1
    while (folder / name).exists() and (folder / name).read_bytes() != content:
        number += 1
        name = f"{_FOLDER}/{key}-{number}.{form}"
    return name


def _address(playlist: Item) -> str:
    """Where the largest picture of a playlist is."""
    sizes = playlist.source["snippet"].get("thumbnails", {}).values()
    return max(((each.get("width", 0), each["url"]) for each in sizes), default=(0, ""))[1]
