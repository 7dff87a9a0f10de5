"""The entries of sections: which videos the manifest and `collect` put where, and in which order they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ytchannel.arrange import Line
from ytchannel.collecting import ChannelVideo, gathers, in_order
from ytchannel.kinds import ENTRY
from ytchannel.plan import Change, FieldChange, Item, Note, Plan, Ref
from ytchannel.workflows.lagging import LOOKS, MOMENT
from ytchannel.workflows.proofs import Proofs
from ytchannel.workflows.shown import ShownVideos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.model import Section
    from ytchannel.plan import Bound
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class Listed:
    """What a manifest puts into sections: ids of videos by section key, in its order.

    `waiting` videos are not up, as far as this ledger knows; `unsure` are the sections that they belong to.
    """

    videos: Mapping[str, Sequence[str]] = field(default_factory=dict)
    waiting: int = 0
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EntriesPlan:
    """The plan of all entries, and what could be removed.

    `lines` are the playlists that were looked at, as lines in which entries are placed.
    """

    plan: Plan
    removals: tuple[Change, ...]
    lines: Mapping[Ref, Line]
    proofs: Proofs

    def prove(self, sections: Iterable[Section], unfinished: Iterable[Ref]) -> None:
        """Remember the sections that are as declared by now: those whose playlist has nothing `unfinished`."""
        left = set(unfinished)
        for section in sections:
            playlist = Ref("playlist", section.key)
            if playlist in self.lines and playlist not in left:
                self.proofs.keep(section, len(self.lines[playlist].keys))


def plan(connection: Connection, playlists: Bound, listed: Listed, *, quick: bool = False) -> EntriesPlan:
    """What has to be put into the sections and moved in them. Nothing is read when no section asks for anything.

    Costs a unit for every 50 entries of the sections concerned; for `collect` and dates as ShownVideos says. A `quick`
    one passes over the sections whose proof still holds.
    """
    proofs = Proofs(connection, playlists.by_key, listed.videos)
    concerned = [section for section in connection.channel.sections if _asks(section, listed)]
    sections = [section for section in concerned if not (quick and proofs.holds(section))]
    notes: list[Note] = [Note("not-up", listed.waiting)] if listed.waiting else []
    if passed := [section.title for section in concerned if section not in sections]:
        notes.append(Note("not-looked-at", len(passed), names=tuple(passed)))
    if not sections:
        return EntriesPlan(Plan(notes=tuple(notes)), (), {}, proofs)
    live = {item.key: item.id or "" for item in playlists.items}
    entries = read(connection, [section.key for section in sections if section.key in live], live)
    shown = ShownVideos(connection)
    shown.learn(entry for each in entries.values() for entry in each)
    collected = _collect(shown, sections)
    wanted = {s.key: list(dict.fromkeys([*listed.videos.get(s.key, ()), *collected.get(s.key, ())])) for s in sections}
    shown.look_up(video for videos in wanted.values() for video in videos)
    shown.count_views(
        video
        for section in sections
        if section.order == "views"
        for video in [*wanted[section.key], *(_video(entry) for entry in entries.get(section.key, ()))]
    )
    made: list[tuple[datetime, Change]] = []
    moves: list[Change] = []
    removals: list[Change] = []
    lines: dict[Ref, Line] = {}
    for section in sections:
        sorting = _Sorting(section, entries.get(section.key, ()), wanted[section.key], listed, shown)
        made += sorting.insertions
        moves += sorting.moves
        notes += sorting.notes
        removals += sorting.removals()
        lines[Ref("playlist", section.key)] = sorting.line()
    # The newest first: should the day's budget end, those matter most. Order comes last.
    made.sort(key=lambda each: each[0], reverse=True)
    changes = (*(change for _, change in made), *moves)
    return EntriesPlan(Plan(changes, notes=tuple(notes)), tuple(removals), lines, proofs)


def _asks(section: Section, listed: Listed) -> bool:
    """Whether anything is declared of a section's entries."""
    ordered = section.order not in ("manual", "listed")
    return bool(section.collect or ordered or listed.videos.get(section.key))


class _Sorting:
    """One section: what is there, what is wanted, and the changes in between."""

    def __init__(
        self, section: Section, entries: Sequence[Item], wanted: Sequence[str], listed: Listed, shown: ShownVideos
    ) -> None:
        self._section = section
        self._listed = listed.videos.get(section.key, ())
        self._unsure = section.key in listed.unsure
        self._shown = shown
        self._seen: dict[str, Item] = {}
        self._present: list[str] = []
        self._idle: list[Item] = []  # shown twice, or deleted
        twice: list[str] = []
        gone = 0
        for entry in entries:
            if _video(entry) and entry.key not in self._seen:
                self._seen[entry.key] = entry
                self._present.append(entry.key)
                continue
            self._idle.append(replace(entry, key=f"{section.key}/{entry.id}"))  # never placed
            self._present.append(self._idle[-1].key)
            gone += not _video(entry)
            twice += [entry.title] if _video(entry) else []
        videos = {_video(entry) for entry in self._seen.values()}
        self._new = [video for video in wanted if video not in videos and video in shown]
        missing = [video for video in self._listed if video not in videos and video not in shown]
        members = set(wanted) if section.collect or wanted else videos
        self._by_hand = [entry for entry in self._seen.values() if _video(entry) not in members]
        by_hand = len(self._by_hand)
        stays = "entry-unsure" if self._unsure else "entry-by-hand"
        counted = (("entry-twice", len(twice), tuple(twice)), ("entry-gone", gone, ()), (stays, by_hand, ()))
        self.notes = [Note(code, count, section.key, names) for code, count, names in counted if count]
        if strange := [video for video in section.given if video not in {*videos, *self._new}]:
            self.notes.append(Note("entry-order", len(strange), section.key, tuple(strange)))
        if missing:
            self.notes.append(Note("entry-missing", len(missing), section.key, tuple(missing)))
        self.insertions, self.moves = self._changes()

    def removals(self) -> list[Change]:
        """What does not belong: shown twice, deleted, or neither listed nor gathered where either says what belongs.

        Where the list has videos that this ledger does not know, an entry may be of one that was uploaded elsewhere.
        """
        return [ENTRY.removal(entry) for entry in (*self._idle, *(() if self._unsure else self._by_hand))]

    def line(self) -> Line:
        """The playlist before any change."""
        return Line(self._present, [self._key(video) for video in self._order()])

    def _order(self) -> list[str]:
        """The videos whose order is declared, in that order."""
        order = self._section.order
        there = [_video(entry) for entry in self._seen.values()]
        if order == "manual":
            return []
        if order in ("listed", "given"):
            known = {*there, *self._new}
            line = self._listed if order == "listed" else self._section.given
            return [video for video in dict.fromkeys([*line, *self._new]) if video in known]
        return in_order(order, [self._shown[video] for video in [*there, *self._new]])

    def _changes(self) -> tuple[list[tuple[datetime, Change]], list[Change]]:
        """The insertions with the dates of their videos, newest first, and then the fewest moves."""
        line = self.line()
        insertions: list[tuple[datetime, Change]] = []
        manual = self._section.order == "manual"  # at the end, one after the other
        for video in self._new if manual else sorted(self._new, key=self._date, reverse=True):
            wanted = ENTRY.wanted(self._section.key, video, self._shown[video].title)
            position = None if manual else line.position(wanted.key)
            if position == len(line.keys):
                position = None  # the end needs no number: a list that is not sorted by hand refuses any
            # What is appended keeps its order, so it goes together, in the turn of its newest.
            turn = max(map(self._date, self._new)) if manual else self._date(video)
            insertions.append((turn, ENTRY.missing(wanted, position)))
            line.settle(wanted.key, position)
        placed: dict[str, int] = {}
        for key in line.unsettled():
            placed[key] = line.position(key)
            line.settle(key, placed[key])
        return insertions, [self._move(key, position, line.keys) for key, position in placed.items()]

    def _move(self, key: str, position: int, at_last: Sequence[str]) -> Change:
        seen, places = self._seen[key], FieldChange(self._present.index(key), at_last.index(key))
        return ENTRY.move(ENTRY.wanted(self._section.key, _video(seen), seen.title), seen, places, position)

    def _date(self, video: str) -> datetime:
        return self._shown[video].published or datetime.max.replace(tzinfo=UTC)

    def _key(self, video: str) -> str:
        return ENTRY.wanted(self._section.key, video, "").key


def _collect(shown: ShownVideos, sections: Iterable[Section]) -> dict[str, list[str]]:
    """The videos of the channel that each section gathers, oldest first."""
    collecting = [(section.key, section.collect) for section in sections if section.collect]
    if not collecting:
        return {}
    own: list[ChannelVideo] = shown.own(with_tags=any(collect.tags is not None for _, collect in collecting))
    return {key: [video.id for video in reversed(own) if gathers(collect, video)] for key, collect in collecting}


def read(connection: Connection, sections: Sequence[str], ids: Mapping[str, str]) -> dict[str, list[Item]]:
    """The entries of the playlists of these sections, in their order; several playlists are read at a time."""
    made: dict[str, set[str]] = defaultdict(set)
    for key in connection.ledger.history.made_since(connection.id, ENTRY.name, connection.time.now() - MOMENT):
        made[key.partition("/")[0]].add(key)
    found: dict[str, list[Item]] = {}
    for attempt in range(LOOKS):
        # A reading that misses an entry that was made a moment ago comes from a list that lags.
        seen = {section: {entry.key for entry in found.get(section, ())} for section in sections}
        missing = [section for section in sections if section not in found or made[section] - seen[section]]
        if not missing:
            break
        if attempt:
            connection.youtube.pause(attempt - 1)
        pages = connection.youtube.several(ENTRY.listing(ids[section]) for section in missing)
        for section, resources in zip(missing, pages, strict=True):
            # A list that changes between two of its pages has an entry on both.
            once = {resource["id"]: resource for resource in resources}.values()
            ordered = sorted(once, key=lambda resource: resource["snippet"]["position"])
            found[section] = [ENTRY.seen(resource, section) for resource in ordered]
    return found


def _video(entry: Item) -> str:
    """The id of an entry's video, "" when it was deleted."""
    return entry.fields["video"] or ""
