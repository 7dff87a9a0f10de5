"""What a run has touched, as it is on the channel now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.kinds import COVER, ENTRY, PLAYLIST, SHELF, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ytchannel.history import Write
    from ytchannel.plan import Json
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class Touched:
    """The channel itself, and by id its playlists, sections, entries, videos.

    `covers` are the pictures by playlist, `known` says by playlist which one was set last.
    """

    channel: Json
    playlists: Mapping[str, Json]
    sections: Mapping[str, Json]
    entries: Mapping[str, Json]
    videos: Mapping[str, Json]
    covers: Mapping[str, Json]
    known: Mapping[str, str]


def look(connection: Connection, writes: Iterable[Write]) -> Touched:
    """Read what these writes were about, and nothing else."""
    youtube, kinds = connection.youtube, {write.kind for write in writes}
    playlists = youtube.items(PLAYLIST.listing()) if kinds & {"playlist", "entry", "shelf", "cover"} else ()
    sections = youtube.items(SHELF.listing()) if "shelf" in kinds else ()
    there = {each["id"]: each for each in playlists}
    told = [write for write in writes if write.before or write.after]
    concerned = {(w.after or w.before or {})["snippet"]["playlistId"] for w in told if w.kind == ENTRY.name}
    concerned |= {(w.after or {})["id"] for w in told if (w.kind, w.action) == (PLAYLIST.name, "create")}
    listings = [ENTRY.listing(id_) for id_ in sorted(concerned & there.keys())]
    entries = [each for page in youtube.several(listings) for each in page]
    ids = list(dict.fromkeys((w.before or {})["id"] for w in told if (w.kind, w.action) == (VIDEO.name, "update")))
    videos = [
        video for start in range(0, len(ids), 50) for video in youtube.items(VIDEO.listing(ids[start : start + 50]))
    ]
    shown = sorted({id_ for w in told if w.kind == COVER.name and (id_ := covered(w)) in there})
    pictures = zip(shown, youtube.several(map(COVER.listing, shown)), strict=True)
    covers = {id_: images[0] for id_, images in pictures if images}
    known = connection.ledger.bindings(connection.id, COVER.name)
    return Touched(connection.live, there, _by_id(sections), _by_id(entries), _by_id(videos), covers, known)


def _by_id(resources: Iterable[Json]) -> dict[str, Json]:
    return {each["id"]: each for each in resources}


def covered(write: Write) -> str:
    """The id of the playlist whose picture was set."""
    return str((write.after or {}).get("snippet", {}).get("playlistId", ""))
