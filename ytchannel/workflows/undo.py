"""undo: the way back from a run, as an ordinary plan, and what cannot come back.

The writes of the run are taken back one by one, the last one first. What was changed again since is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.errors import UsageError
from ytchannel.history import DONE, FAILED
from ytchannel.kinds import BRANDING, COVER, ENTRY, PLAYLIST, SHELF, VIDEO
from ytchannel.plan import Change, FieldChange, Item, Json, Note, Plan, Ref, differences
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.places import Places, added_since, disturbed
from ytchannel.workflows.touched import covered, look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ytchannel.history import Write
    from ytchannel.kinds.branding import Branding
    from ytchannel.kinds.playlist import Playlist
    from ytchannel.kinds.video import Video
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.touched import Touched


def plan(connection: Connection, run: int) -> Plan:
    """The changes that take back what a run has written. Reads only what the run has touched.

    Raises UsageError when the history has no such run.
    """
    written = connection.ledger.history.writes(connection.id, run)
    if not written:
        raise UsageError("run-unknown", value=run)
    writes = [write for write in written if write.outcome != FAILED]
    back = _Back(look(connection, writes), writes, connection.time.now())
    lost: dict[str, list[str]] = {}
    for write in reversed(writes):
        if back.loses_cover(write):
            lost.setdefault("undo-cover", []).append(write.title)
        if code := back.take(write) if write.outcome == DONE else "undo-unsure":
            lost.setdefault(code, []).append(write.title)
        elif (write.kind, write.action) == (PLAYLIST.name, "delete"):
            lost.setdefault("undo-anew", []).append(write.title)
    notes = tuple(Note(code, len(titles), names=tuple(dict.fromkeys(titles))) for code, titles in lost.items())
    return Plan(tuple(back.changes), notes=notes)


def apply(connection: Connection, planned: Plan, watch: Watch) -> Outcome:
    """Go back."""
    return Applying(connection, {}, watch).apply(planned)


class _Back:
    """The way back, growing write by write. `changes` are those so far.

    `_places` follows them, since each write is taken back where the ones after it have left the lists.
    """

    def __init__(self, live: Touched, writes: Sequence[Write], now: datetime) -> None:
        self.changes: list[Change] = []
        self._live = live
        self._now = now
        later = added_since(live.entries.values(), writes)
        self._places = Places(live.entries.values(), live.sections.values(), later)
        ordered = [w for w in reversed(writes) if w.outcome == DONE and w.kind in (ENTRY.name, SHELF.name)]
        self._disturbed = disturbed(Places(live.entries.values(), live.sections.values(), later), ordered)
        deleted = [w for w in writes if (w.kind, w.action) == (PLAYLIST.name, "delete") and w.before]
        # The playlists that the run has deleted and that are made again, by their former ids.
        self._anew = {str((write.before or {})["id"]): Ref(PLAYLIST.name, write.key) for write in deleted}

    def take(self, write: Write) -> str:
        """Take a write back; returns the code of the note that says why it cannot be, "" if it can."""
        match write.kind, write.action:
            case (("video" | "thumbnail"), "create"):
                return "undo-video"
            case "thumbnail", _:
                return "undo-thumbnail"
            case "caption", _:
                return "undo-caption"
            case "cover", "create":
                return self._uncovered(write)
            case "cover", _:
                return "undo-cover"
            case "playlist", "create":
                return self._emptied(write)
            case (("shelf" | "entry"), "create"):
                return self._removed(write)
            case "playlist", "update":
                return self._restored(PLAYLIST, write, self._live.playlists)
            case "branding", "update":
                return self._restored(BRANDING, write, {str(self._live.channel["id"]): self._live.channel})
            case "video", "update":
                return self._restored(VIDEO, write, self._live.videos)
            case "shelf", ("move" | "update"):
                return self._shelf_back(write)
            case "entry", "move":
                return self._moved_back(write)
            case _, "delete":
                return self._made_anew(write)
        return "undo-unknown"

    def _emptied(self, write: Write) -> str:
        """The deletion of a playlist with what the run has put in, unless it has entries from elsewhere by now."""
        id_ = str((write.after or {}).get("id", ""))
        live = self._live.playlists.get(id_)
        if live is None:
            return "undo-gone"
        if self._places.holds(id_):
            return "undo-filled"
        # Its entries and its picture go with it, and what it says needs no way back.
        self.changes = [change for change in self.changes if id_ not in (_playlist(change), _itself(change))]
        inside = [each for each in self._live.entries.values() if each["snippet"]["playlistId"] == id_]
        inside.sort(key=lambda each: each["snippet"]["position"])
        source = {**live, "entries": ENTRY.remembered(inside)}
        self.changes.append(PLAYLIST.removal(Item(PLAYLIST.name, write.key, write.title, {}, id_, source)))
        return ""

    def _removed(self, write: Write) -> str:
        """The deletion of what the run has made, if it is still there."""
        kind, there = (SHELF, self._live.sections) if write.kind == SHELF.name else (ENTRY, self._live.entries)
        id_ = str((write.after or {}).get("id", ""))
        if id_ not in there:
            return "undo-gone"
        self._places.remove(id_)
        self.changes.append(kind.removal(Item(kind.name, write.key, write.title, {}, id_, there[id_])))
        return ""

    def _uncovered(self, write: Write) -> str:
        """The deletion of the picture that the run has set where none was, as long as it is still that one.

        Of one that somebody has set since, YouTube tells no more than its size.
        """
        playlist, after = covered(write), write.after or {}
        live = self._live.covers.get(playlist)
        if live is None:
            return "undo-gone"
        made, now = after["snippet"], live["snippet"]
        same = all(made.get(name, now.get(name)) == now.get(name) for name in ("width", "height"))
        if not same or self._live.known.get(playlist) != after.get("sha256"):
            return "undo-changed"
        fields = {"playlist": playlist}
        self.changes.append(COVER.removal(Item(COVER.name, write.key, write.title, fields, live["id"], live)))
        return ""

    def loses_cover(self, write: Write) -> bool:
        """Whether a playlist that the run has deleted had a picture, which does not come back with it."""
        deleted = (write.kind, write.action, write.outcome) == (PLAYLIST.name, "delete", DONE)
        return deleted and bool(self._live.known.get(str((write.before or {}).get("id"))))

    def _made_anew(self, write: Write) -> str:
        """The creation of what the run has deleted, in its place; it gets another id."""
        before = write.before or {}
        position = before.get("snippet", {}).get("position")
        match write.kind:
            case "entry":
                video = ENTRY.seen(before, "").fields["video"]
                entry = ENTRY.ids_of(before)
                if not video or entry["playlist"] not in self._live.playlists:
                    return "undo-gone"
                position = self._places.add(entry["playlist"], write.fields.get("position", (position,))[0])
                key = f"{write.key.partition('/')[0]}/{video}"
                self.changes.append(ENTRY.missing(Item(ENTRY.name, key, write.title, entry), position))
            case "shelf":
                fields = SHELF.ids_of(before)
                if "playlists" in fields:
                    fields["playlists"] = tuple(self._anew.get(each, each) for each in fields["playlists"])
                position = self._places.add("", position)
                self.changes.append(SHELF.missing(Item(SHELF.name, write.key, write.title, fields), position))
            case "playlist":
                self.changes += _refilled(write, before)
            case _:
                return "undo-unknown"
        return ""

    def _restored(self, kind: Playlist | Video | Branding, write: Write, there: Mapping[str, Json]) -> str:
        """The update that gives the fields back what they had, to the letter, where they have what the run gave."""
        before, after = write.before or {}, write.after or {}
        now = there.get(str(before.get("id")))
        if now is None:
            return "undo-gone"
        fields = {}
        for name in write.fields:
            was, made, is_ = (kind.raw(source, name) for source in (before, after, now))
            if was != is_:
                if kind.is_told(after, name) and made != is_:
                    return "undo-changed"
                fields[name] = FieldChange(is_, was)
        if not fields:
            return "undo-same"
        if kind is VIDEO and "privacy" in fields:
            fields |= VIDEO.schedule(before, now, self._now)
        wanted = Item(kind.name, write.key, write.title, {name: each.new for name, each in fields.items()})
        seen = Item(kind.name, write.key, write.title, {}, now["id"], now)
        self.changes.append(Change("update", wanted, seen, fields, kind.update_price))
        return ""

    def _shelf_back(self, write: Write) -> str:
        """The shelf with what it had, where it stood."""
        before, after = write.before or {}, write.after or {}
        now = self._live.sections.get(str(before.get("id")))
        if now is None:
            return "undo-gone"
        was, made, is_ = (
            Item(SHELF.name, write.key, write.title, SHELF.ids_of(each)) for each in (before, after or now, now)
        )
        here = self._places.position(now["id"])
        old, new = (int(each) for each in write.fields.get("position", (here, here)))
        fields = dict(differences(was, is_))
        if not fields and old == here:
            return "undo-same"
        if made.fields != is_.fields or ("position" in write.fields and "" in self._disturbed):
            return "undo-changed"
        if old != new:
            fields["position"] = FieldChange(new, old)
        self._places.move(now["id"], old)
        seen = Item(SHELF.name, write.key, write.title, is_.fields, now["id"], now)
        self.changes.append(Change("update", was, seen, fields, SHELF.move_price, old))
        return ""

    def _moved_back(self, write: Write) -> str:
        """The move to where it stood before it was moved."""
        now = self._live.entries.get(str((write.before or {}).get("id")))
        if now is None:
            return "undo-gone"
        if now["snippet"]["playlistId"] in self._disturbed:
            return "undo-changed"
        here = self._places.index(now["id"])
        there = self._places.move(now["id"], int(write.fields["position"][0]))
        wanted = Item(ENTRY.name, write.key, write.title, ENTRY.ids_of(now))
        seen = Item(ENTRY.name, write.key, write.title, {}, now["id"], now)
        places = FieldChange(here, there)
        self.changes.append(Change("move", wanted, seen, {"position": places}, ENTRY.move_price, there))
        return ""


def _refilled(write: Write, before: Json) -> Sequence[Change]:
    """The playlist as it was, and its entries."""
    fields = {
        name: PLAYLIST.raw(before, name)
        for name in PLAYLIST.seen(before).fields
        if PLAYLIST.raw(before, name) is not None
    }
    playlist = PLAYLIST.missing(Item(PLAYLIST.name, write.key, write.title, fields))
    entries = [ENTRY.wanted(write.key, each["video"], each["title"]) for each in before.get("entries", ())]
    podcast = [PLAYLIST.podcast(playlist.wanted)] if fields["podcast"] else []
    return [playlist, *(ENTRY.missing(each) for each in entries), *podcast]


def _playlist(change: Change) -> str:
    """The id of the playlist that an entry or a picture belongs to."""
    source = change.seen.source if change.seen and change.kind in (ENTRY.name, COVER.name) else {}
    return str(source.get("snippet", {}).get("playlistId", ""))


def _itself(change: Change) -> str:
    """The id of the playlist that is changed."""
    return str(change.seen.id) if change.seen and change.kind == PLAYLIST.name else ""
