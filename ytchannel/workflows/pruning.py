"""What a sync may delete when it is told to: the playlists and shelves that it once made and nobody declares now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel.kinds import ENTRY, PLAYLIST, SHELF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.plan import Bound, Change, Item
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class Pruning:
    """The removals: shelves first, since a page holds ten, the last one first; playlists after everything else."""

    shelves: tuple[Change, ...] = ()
    playlists: tuple[Change, ...] = ()

    def spares(self, item: Item) -> bool:
        """Whether a live section or playlist stays."""
        return all(item.id != change.wanted.id for change in (*self.shelves, *self.playlists))


def prune(connection: Connection, playlists: Bound, page: Sequence[Item]) -> Pruning:
    """The removal of what was made for sections and shelves that are not declared any more, and of nothing of others.

    A playlist that was there before its section was declared belongs to others: the history does not have its creation.

    What a playlist holds is read, a unit for every 50 entries, so that `undo` can fill it again.
    """
    declared = {section.key for section in connection.channel.sections}
    ours = connection.ledger.bindings(connection.id, PLAYLIST.name)
    made = connection.ledger.history.made(connection.id, PLAYLIST.name)
    left = {id_: key for key, id_ in ours.items() if key not in declared and id_ in made}
    gone = [item for item in playlists.foreign if item.id in left]
    filled = connection.youtube.several(ENTRY.listing(item.id or "") for item in gone)
    kept = [
        replace(item, key=left[item.id or ""], source={**item.source, "entries": ENTRY.remembered(entries)})
        for item, entries in zip(gone, filled, strict=True)
    ]
    ids = {item.id for item in gone}
    # From the last on, so that each stands where it was read when its turn comes, also on the way back.
    wanted = {item.key for item in SHELF.wanted(connection.channel)}
    built = connection.ledger.history.made(connection.id, SHELF.name)
    idle = {item.id for item in page if item.id in built and item.key not in wanted}
    shelves = [item for item in reversed(page) if _single(item) in ids or item.id in idle]
    return Pruning(tuple(map(SHELF.removal, shelves)), tuple(map(PLAYLIST.removal, kept)))


def _single(item: Item) -> str:
    """The playlist that a section shows alone, "" for any other section."""
    fields = SHELF.ids_of(dict(item.source))
    return str(fields["playlists"][0]) if fields["type"] == "singlePlaylist" and "playlists" in fields else ""
