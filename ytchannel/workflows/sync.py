"""sync: the channel's playlists, shelves and entries become what the files declare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ytchannel.errors import FilesError
from ytchannel.kinds import PLAYLIST, SHELF
from ytchannel.kinds.playlist import keys_by_id
from ytchannel.plan import Plan, Ref
from ytchannel.workflows import entries
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.jobs import listed_videos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.arrange import Line
    from ytchannel.model import Manifest
    from ytchannel.plan import Bound
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class SyncPlan:
    """A plan with the ids of what it refers to and is there already, and the playlists that are put in order."""

    plan: Plan
    ids: dict[Ref, str]
    lines: Mapping[Ref, Line] = field(default_factory=dict)


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


def plan(connection: Connection, manifest: Manifest | None = None) -> SyncPlan:
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
    inside = entries.plan(connection, playlists, listed_videos(connection, manifest))
    whole = PLAYLIST.plan(channel, playlists) + SHELF.plan(channel, shelves, page) + inside.plan
    return SyncPlan(whole, ids, inside.lines)


def apply(connection: Connection, planned: SyncPlan, watch: Watch) -> Outcome:
    """Make the plan true."""
    return Applying(connection, planned.ids, watch, lines=planned.lines).apply(planned.plan)
