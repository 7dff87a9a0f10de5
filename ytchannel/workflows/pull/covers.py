"""The pictures of playlists as files beside playlists.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ytchannel import pictures
from ytchannel.kinds import COVER, PLAYLIST
from ytchannel.kinds.cover import fingerprint
from ytchannel.plan import Note

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.plan import Item
    from ytchannel.workflows.pull.live import LiveChannel

_FOLDER = "covers"


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
    """The pictures of new playlists, and which declared ones are gone.

    Costs a unit for each playlist that may have a picture, as it shows no video's; the pictures themselves cost none.
    """
    connection = live.connection
    declared = [
        section.key for section in connection.channel.sections if section.cover and section.key in live.playlists
    ]
    asked = [key for key in declared if PLAYLIST.shows_video(live.playlists[key])]
    asked += [key for key in live.new if not PLAYLIST.shows_video(live.playlists[key])]
    lists = connection.youtube.several(COVER.listing(live.playlists[key].id or "") for key in asked)
    there = {key for key, images in zip(asked, lists, strict=True) if images}
    known = connection.ledger.bindings(connection.id, COVER.name)
    made = Covers(
        bare={key for key in asked if key in declared and key not in there and live.playlists[key].id in known}
    )
    lost = [live.playlists[key].title for key in live.new if key in there and not _take(live, key, made)]
    if lost:
        made.notes.append(Note("pull-pictures", len(lost), names=tuple(lost)))
    return made


def _take(live: LiveChannel, key: str, made: Covers) -> bool:
    """Fetch the picture of a playlist; returns whether it is one that a file can keep."""
    playlist = live.playlists[key]
    content = live.connection.youtube.picture(_address(playlist)) or b""
    try:
        width, height = pictures.size(content, pictures.TAKEN)
    except pictures.PictureError:
        return False
    form = "png" if content.startswith(b"\x89PNG") else "jpg"
    name = f"{_FOLDER}/{key}.{form}"
    fit = "" if width == height else "crop"
    made.files[live.connection.channel.folder / name] = content
    made.said[key] = {"file": name, "fit": fit} if fit else name
    made.known[playlist.id or ""] = fingerprint(content, fit)
    return True


def _address(playlist: Item) -> str:
    """Where the largest picture of a playlist is."""
    sizes = playlist.source["snippet"].get("thumbnails", {}).values()
    return max(((each.get("width", 0), each["url"]) for each in sizes), default=(0, ""))[1]
