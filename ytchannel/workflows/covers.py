"""The covers of sections: which pictures have to be set, found out with the fewest reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.kinds import COVER, PLAYLIST
from ytchannel.plan import Plan
from ytchannel.workflows.lagging import settled

if TYPE_CHECKING:
    from ytchannel.plan import Bound, Item, Json
    from ytchannel.workflows.connecting import Connection


def plan(connection: Connection, playlists: Bound) -> Plan:
    """The pictures that are not set as declared.

    Costs nothing for those that the ledger knows as set, and a unit for each other playlist that exists: that tells
    whether there is a picture to be replaced. Raises MediaError.
    """
    known = connection.ledger.bindings(connection.id, COVER.name)
    live = playlists.by_key
    wanted = [item for section in connection.channel.sections if (item := COVER.wanted(section))]
    doubtful = [item for item in wanted if not _stands(item, live.get(item.key), known)]
    ids = {item.key: live[item.key].id or "" for item in doubtful if item.key in live}

    def read() -> dict[str, Json]:
        found = connection.youtube.several(COVER.listing(id_) for id_ in ids.values())
        return {key: images[0] for key, images in zip(ids, found, strict=True) if images}

    there = settled(connection, COVER.name, read, lambda images: images, ids) if ids else {}
    due = [item for item in doubtful if item.key not in there or known.get(ids[item.key]) != item.fields["sha256"]]
    return Plan(tuple(COVER.missing(item, there.get(item.key)) for item in due))


def _stands(wanted: Item, playlist: Item | None, known: dict[str, str]) -> bool:
    """Whether the picture was set and nothing says that it was taken away since.

    A playlist that names the video whose picture it shows has none of its own (playlists, thumbnailVideoId).
    """
    if playlist is None or known.get(playlist.id or "") != wanted.fields["sha256"]:
        return False
    return not PLAYLIST.shows_video(playlist)
