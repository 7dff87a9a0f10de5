"""sync: the channel's playlists, shelves and entries become what the files declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.errors import FilesError
from ytchannel.kinds import PLAYLIST, SHELF
from ytchannel.kinds.playlist import keys_by_id
from ytchannel.plan import Plan, Ref
from ytchannel.workflows import entries
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.jobs import listed_videos

if TYPE_CHECKING:
    from ytchannel.model import Manifest
    from ytchannel.plan import Bound, Change
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.entries import EntriesPlan


@dataclass(frozen=True)
class SyncPlan:
    """A plan, the ids of what it refers to and is there already, and what it says of entries."""

    plan: Plan
    ids: dict[Ref, str]
    entries: EntriesPlan


def bind_playlists(connection: Connection) -> Bound:
    """The live playlists of the declared sections; what was recognised is remembered. Raises FilesError.

    Costs a unit for every 50 playlists of the channel.
    """
    channel, ledger = connection.channel, connection.ledger
    known = ledger.bindings(connection.id, PLAYLIST.name)
    live = [PLAYLIST.seen(resource) for resource in connection.youtube.items(PLAYLIST.listing())]
    bound = PLAYLIST.bind(channel, live, known, ids_hold=connection.is_real)
    if bound.problems:
        raise FilesError(bound.problems)
    ledger.bind(connection.id, PLAYLIST.name, {i.key: i.id for i in bound.items if i.id and known.get(i.key) != i.id})
    return bound


def plan(connection: Connection, manifest: Manifest | None = None, *, quick: bool = False) -> SyncPlan:
    """What has to change. Reads only: a unit each for the channel and its sections, and one for every 50 playlists.

    What the manifest and the sections call for costs what `entries.plan` says.
    """
    channel = connection.channel
    playlists = bind_playlists(connection)
    keys = keys_by_id(playlists.items)
    titles = {item.id: item.title for item in (*playlists.items, *playlists.foreign) if item.id}
    page = [SHELF.seen(resource, keys, titles) for resource in connection.youtube.items(SHELF.listing())]
    page.sort(key=lambda item: item.source["snippet"].get("position", 0))
    shelves = SHELF.bind(channel, page, playlists.by_key)
    if shelves.problems:
        raise FilesError(shelves.problems)
    ids = {Ref(PLAYLIST.name, item.key): item.id for item in playlists.items if item.id}
    inside = entries.plan(connection, playlists, listed_videos(connection, manifest), quick=quick)
    whole = PLAYLIST.plan(channel, playlists) + SHELF.plan(channel, shelves, page) + inside.plan
    inside.prove(channel.sections, [ref for change in inside.plan.changes if (ref := _playlist(change))])
    return SyncPlan(whole, ids, inside)


def apply(connection: Connection, planned: SyncPlan, watch: Watch) -> Outcome:
    """Make the plan true."""
    outcome = Applying(connection, planned.ids, watch, lines=planned.entries.lines).apply(planned.plan)
    undone = [*(failure.change for failure in outcome.failed), *outcome.left]
    planned.entries.prove(connection.channel.sections, [ref for change in undone if (ref := _playlist(change))])
    return outcome


def _playlist(change: Change) -> Ref | None:
    """The playlist that a change of an entry is about."""
    return change.wanted.fields["playlist"] if change.kind == "entry" else None
