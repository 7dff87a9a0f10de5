"""undo: the way back from a run, as an ordinary plan, and what cannot come back.

The writes of the run are taken back one by one, the last one first. What was changed again since is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError
from ytchannel.history import DONE, FAILED
from ytchannel.kinds import BRANDING, ENTRY, PLAYLIST, SHELF, VIDEO
from ytchannel.plan import Change, FieldChange, Item, Json, Note, Plan, Ref, differences
from ytchannel.workflows.applying import Applying, Outcome, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.history import Write
    from ytchannel.kinds.branding import Branding
    from ytchannel.kinds.entry import Entry
    from ytchannel.kinds.playlist import Playlist
    from ytchannel.kinds.shelf import Shelf
    from ytchannel.kinds.video import Video
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class _Live:
    """What of the run is on the channel now: itself, and by id its playlists, sections, entries, videos."""

    channel: Json
    playlists: Mapping[str, Json]
    sections: Mapping[str, Json]
    entries: Mapping[str, Json]
    videos: Mapping[str, Json]


def plan(connection: Connection, run: int) -> Plan:
    """The changes that take back what a run has written. Reads only what the run has touched.

    Raises UsageError when the history has no such run.
    """
    writes = [write for write in connection.ledger.history.writes(connection.id, run) if write.outcome != FAILED]
    if not writes:
        raise UsageError("run-unknown", value=run)
    live = _look(connection, writes)
    deleted = [write for write in writes if (write.kind, write.action) == (PLAYLIST.name, "delete") and write.before]
    anew = {str((write.before or {})["id"]): Ref(PLAYLIST.name, write.key) for write in deleted}
    changes: list[Change] = []
    lost: dict[str, list[str]] = {}
    for write in reversed(writes):
        found = _back(write, live, anew) if write.outcome == DONE else "undo-unsure"
        if isinstance(found, str):
            lost.setdefault(found, []).append(write.title)
        else:
            changes += found
    notes = tuple(Note(code, len(titles), names=tuple(dict.fromkeys(titles))) for code, titles in lost.items())
    return Plan(tuple(changes), notes=notes)


def apply(connection: Connection, planned: Plan, watch: Watch) -> Outcome:
    """Go back."""
    return Applying(connection, {}, watch).apply(planned)


def _look(connection: Connection, writes: Iterable[Write]) -> _Live:
    youtube, kinds = connection.youtube, {write.kind for write in writes}
    of = {kind: [w for w in writes if w.kind == kind and w.after] for kind in kinds}
    playlists = youtube.items(PLAYLIST.listing()) if kinds & {"playlist", "entry", "shelf"} else ()
    sections = youtube.items(SHELF.listing()) if "shelf" in kinds else ()
    there = {each["id"]: each for each in playlists}
    concerned = {(w.after or w.before or {})["snippet"]["playlistId"] for w in of.get("entry", ())} & there.keys()
    entries = [each for page in youtube.several(ENTRY.listing(id_) for id_ in sorted(concerned)) for each in page]
    ids = list(dict.fromkeys(str((write.after or {})["id"]) for write in of.get("video", ()) if write.before))
    videos = [
        video for start in range(0, len(ids), 50) for video in youtube.items(VIDEO.listing(ids[start : start + 50]))
    ]
    return _Live(connection.live, there, _by_id(sections), _by_id(entries), _by_id(videos))


def _by_id(resources: Iterable[Json]) -> dict[str, Json]:
    return {each["id"]: each for each in resources}


def _back(write: Write, live: _Live, anew: Mapping[str, Ref]) -> Sequence[Change] | str:
    """The changes that take a write back, or the code of the note that says why there are none.

    `anew` has the playlists that the run has deleted and that are made again, by their former ids.
    """
    if write.action == "delete":
        return _made_anew(write, anew)
    match write.kind, write.action:
        case (("video" | "thumbnail"), "create"):
            return "undo-video"
        case "thumbnail", _:
            return "undo-thumbnail"
        case "playlist", "create":
            return _removed(PLAYLIST, write, live.playlists)
        case "shelf", "create":
            return _removed(SHELF, write, live.sections)
        case "entry", "create":
            return _removed(ENTRY, write, live.entries)
        case "playlist", "update":
            return _restored(PLAYLIST, write, live.playlists)
        case "branding", "update":
            return _restored(BRANDING, write, {str(live.channel["id"]): live.channel})
        case "video", "update":
            return _restored(VIDEO, write, live.videos)
        case "shelf", ("move" | "update"):
            return _shelf_back(write, live.sections)
        case "entry", "move":
            return _moved_back(ENTRY, write, live.entries)
    return "undo-unknown"


def _made_anew(write: Write, anew: Mapping[str, Ref]) -> Sequence[Change] | str:
    """The creation of what the run has deleted, in its place; it gets another id."""
    before = write.before or {}
    position = before.get("snippet", {}).get("position")
    match write.kind:
        case "entry":
            if not ENTRY.seen(before, "").fields["video"]:
                return "undo-gone"  # its video was deleted before
            wanted = Item(ENTRY.name, write.key, write.title, ENTRY.ids_of(before))
            return [ENTRY.missing(wanted, position)]
        case "shelf":
            fields = SHELF.ids_of(before)
            if "playlists" in fields:
                fields["playlists"] = tuple(anew.get(each, each) for each in fields["playlists"])
            return [SHELF.missing(Item(SHELF.name, write.key, write.title, fields), position)]
        case "playlist":
            return _refilled(write, before)
    return "undo-unknown"


def _refilled(write: Write, before: Json) -> Sequence[Change]:
    """The playlist as it was, and its entries."""
    fields = {
        name: PLAYLIST.raw(before, name)
        for name in PLAYLIST.seen(before).fields
        if PLAYLIST.raw(before, name) is not None
    }
    playlist = PLAYLIST.missing(Item(PLAYLIST.name, write.key, write.title, fields))
    entries = [ENTRY.wanted(write.key, video, write.title) for video in before.get("entries", ())]
    return [playlist, *(ENTRY.missing(each) for each in entries)]


def _removed(kind: Playlist | Shelf | Entry, write: Write, there: Mapping[str, Json]) -> Sequence[Change] | str:
    """The deletion of what the run has made, if it is still there."""
    id_ = str((write.after or {}).get("id", ""))
    if id_ not in there:
        return "undo-gone"
    return [kind.removal(Item(kind.name, write.key, write.title, {}, id_, there[id_]))]


def _restored(kind: Playlist | Video | Branding, write: Write, there: Mapping[str, Json]) -> Sequence[Change] | str:
    """The update that gives the fields back what they had, to the letter, where they still have what the run gave."""
    before, after = write.before or {}, write.after or {}
    now = there.get(str(before.get("id")))
    if now is None:
        return "undo-gone"
    fields = {}
    for name in write.fields:
        was, made, is_ = (kind.raw(source, name) for source in (before, after, now))
        if kind.is_told(after, name) and made != is_:
            return "undo-changed"
        if was != is_:
            fields[name] = FieldChange(is_, was)
    if not fields:
        return "undo-same"
    wanted = Item(kind.name, write.key, write.title, {name: each.new for name, each in fields.items()})
    seen = Item(kind.name, write.key, write.title, {}, now["id"], now)
    return [Change("update", wanted, seen, fields, kind.update_price)]


def _shelf_back(write: Write, there: Mapping[str, Json]) -> Sequence[Change] | str:
    """The shelf with what it had, where it stood."""
    before = write.before or {}
    now = there.get(str(before.get("id")))
    if now is None:
        return "undo-gone"
    old, new = (int(each) for each in write.fields.get("position", (now["snippet"]["position"],) * 2))
    was, is_ = (Item(SHELF.name, write.key, write.title, SHELF.ids_of(each)) for each in (before, now))
    fields = {**differences(was, is_), **({"position": FieldChange(new, old)} if old != new else {})}
    seen = Item(SHELF.name, write.key, write.title, is_.fields, now["id"], now)
    return [Change("update", was, seen, fields, SHELF.move_price, old)] if fields else "undo-same"


def _moved_back(kind: Entry, write: Write, there: Mapping[str, Json]) -> Sequence[Change] | str:
    """The move to where it stood before it was moved."""
    now = there.get(str((write.before or {}).get("id")))
    if now is None:
        return "undo-gone"
    old, new = (int(place) for place in write.fields["position"])
    wanted = Item(kind.name, write.key, write.title, kind.ids_of(now))
    seen = Item(kind.name, write.key, write.title, {}, now["id"], now)
    return [Change("move", wanted, seen, {"position": FieldChange(new, old)}, kind.move_price, old)]
