"""sync: the channel's playlists, shelves, covers and entries become what the files declare."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ytchannel.errors import FilesError
from ytchannel.guards import Guard, refusing
from ytchannel.kinds import BRANDING, COVER, ENTRY, PLAYLIST, SHELF
from ytchannel.kinds.playlist import keys_by_id
from ytchannel.plan import Plan, Ref
from ytchannel.workflows import covers, entries, pruning
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.jobs import listed_videos
from ytchannel.workflows.lagging import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.model import Manifest
    from ytchannel.plan import Bound, Change, Item
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.entries import EntriesPlan

# Notes on entries that stay, unless they are pruned.
_GOING = ("entry-twice", "entry-gone", "entry-by-hand")


@dataclass(frozen=True)
class SyncPlan:
    """A plan, the ids of what it refers to and is there already, what it says of entries, how much there is by kind."""

    plan: Plan
    ids: dict[Ref, str]
    entries: EntriesPlan
    guards: tuple[Guard, ...] = ()
    # Fingerprints of what the changes do not show: by section what is declared of entries, by cover/KEY its picture.
    wishes: Mapping[str, str] = field(default_factory=dict)


def bind_playlists(connection: Connection) -> Bound:
    """The live playlists of the declared sections; what was recognised is remembered. Raises FilesError.

    Costs a unit for every 50 playlists of the channel.
    """
    channel, ledger = connection.channel, connection.ledger
    known = ledger.bindings(connection.id, PLAYLIST.name)

    def read() -> Bound:
        live = [PLAYLIST.seen(resource) for resource in connection.youtube.items(PLAYLIST.listing())]
        return PLAYLIST.bind(channel, live, known, ids_hold=connection.is_real)

    keys = [section.key for section in channel.sections]
    bound = settled(connection, PLAYLIST.name, read, lambda bound: bound.by_key, keys)
    if bound.problems:
        raise FilesError(bound.problems)
    ledger.bind(connection.id, PLAYLIST.name, {i.key: i.id for i in bound.items if i.id and known.get(i.key) != i.id})
    return bound


def plan(
    connection: Connection, manifest: Manifest | None = None, *, quick: bool = False, prune: bool = False
) -> SyncPlan:
    """What has to change. Reads only: a unit each for the channel and its sections, and one for every 50 playlists.

    What the manifest and the sections call for costs what `entries.plan` and `covers.plan` say. Nothing is deleted
    unless `prune` says so, and videos never are.
    """
    channel = connection.channel
    playlists = bind_playlists(connection)
    keys = keys_by_id(playlists.items)
    titles = {item.id: item.title for item in (*playlists.items, *playlists.foreign) if item.id}

    def read() -> list[Item]:
        page = [SHELF.seen(resource, keys, titles) for resource in connection.youtube.items(SHELF.listing())]
        return sorted(page, key=lambda item: item.source["snippet"].get("position", 0))

    wanted = [item.key for item in SHELF.wanted(channel)]
    page = settled(connection, SHELF.name, read, lambda page: [item.key for item in page], wanted)
    pruned = pruning.prune(connection, playlists, page) if prune else pruning.Pruning()
    staying = [item for item in page if pruned.spares(item)]
    shelves = SHELF.bind(channel, staying, playlists.by_key)
    if shelves.problems:
        raise FilesError(shelves.problems)
    listed = listed_videos(connection, manifest)
    # A proof says nothing of entries that are there besides, and these are to go.
    inside = entries.plan(connection, playlists, listed, quick=quick and not prune)
    pictures = covers.plan(connection, playlists)
    foreign = replace(playlists, foreign=tuple(item for item in playlists.foreign if pruned.spares(item)))
    whole = (
        Plan(pruned.shelves)
        + PLAYLIST.plan(channel, foreign)
        + SHELF.plan(channel, shelves, staying)
        + BRANDING.plan(BRANDING.wanted(channel, connection.live["snippet"]["title"]), BRANDING.seen(connection.live))
        + pictures
        + PLAYLIST.podcasts(channel, playlists)  # behind the pictures, which YouTube may want first
        + replace(inside.plan, notes=tuple(each for each in inside.plan.notes if not (prune and each.code in _GOING)))
        + Plan((*(inside.removals if prune else ()), *pruned.playlists))
    )
    unfinished = [*inside.plan.changes, *(inside.removals if prune else ())]
    inside.prove(channel.sections, [ref for change in unfinished if (ref := _playlist(change))])
    guards = _guards(connection, whole, playlists, shelves, pruned, inside)
    ids = {Ref(PLAYLIST.name, item.key): item.id for item in playlists.items if item.id}
    concerned = {ref.key for change in whole.changes if (ref := _playlist(change))}
    wishes = {section.key: inside.proofs.wish(section) for section in channel.sections if section.key in concerned}
    wishes |= {f"{COVER.name}/{change.key}": change.wanted.fields["sha256"] for change in pictures.changes}
    return SyncPlan(whole, ids, inside, guards, wishes)


def _guards(
    connection: Connection,
    whole: Plan,
    playlists: Bound,
    shelves: Bound,
    pruned: pruning.Pruning,
    inside: EntriesPlan,
) -> tuple[Guard, ...]:
    """The guards that refuse the plan."""
    standing = {
        PLAYLIST.name: len(playlists.items) + len(pruned.playlists),
        SHELF.name: len(shelves.items) + len(pruned.shelves),
        ENTRY.name: sum(len(line.keys) for line in inside.lines.values()),
    }
    guards = refusing(whole, standing)
    ours = set(connection.ledger.bindings(connection.id, PLAYLIST.name).values())
    if not connection.channel.sections and (left := sum(item.id in ours for item in playlists.foreign)):
        guards.append(Guard("nothing-declared", PLAYLIST.name, left))
    return tuple(guards)


def apply(connection: Connection, planned: SyncPlan, watch: Watch) -> Outcome:
    """Make the plan true."""
    outcome = Applying(connection, planned.ids, watch, lines=planned.entries.lines).apply(planned.plan)
    undone = [*(failure.change for failure in outcome.failed), *outcome.left]
    planned.entries.prove(connection.channel.sections, [ref for change in undone if (ref := _playlist(change))])
    return outcome


def _playlist(change: Change) -> Ref | None:
    """The playlist that a change of an entry is about."""
    return change.wanted.fields["playlist"] if change.kind == "entry" else None
