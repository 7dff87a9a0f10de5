"""A plan becomes true: change by change, each committed to the ledger before the next, looking before repeating."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from ytchannel.errors import (
    AccessError,
    ChannelToolError,
    DependencyError,
    LimitError,
    QuotaError,
    RefusedError,
    UnreachableError,
)
from ytchannel.kinds import CAPTION, COVER, ENTRY, THUMBNAIL, VIDEO
from ytchannel.plan import FieldChange, Ref
from ytchannel.workflows import allowing
from ytchannel.workflows.agenda import InOrder, references
from ytchannel.workflows.carrying import Carrying
from ytchannel.workflows.recording import recorded
from ytchannel.workflows.requesting import requested

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from ytchannel.arrange import Line
    from ytchannel.plan import Change, Json, Plan
    from ytchannel.workflows.agenda import Agenda
    from ytchannel.workflows.connecting import Connection

# Per channel, not quota: nothing of the kind succeeds for about a day.
_LIMIT_REASONS = {"uploadLimitExceeded", "uploadRateLimitExceeded"}


_OLD = timedelta(minutes=1)  # since the channel was read


class Watch(Protocol):
    """Whoever shows the progress."""

    def began(self, change: Change) -> None:
        """A change is being made."""

    def moved(self, change: Change, sent: int, size: int) -> None:
        """Of the file of this upload, `sent` of `size` bytes are up."""

    def ended(self, change: Change, error: ChannelToolError | None) -> None:
        """The change is made, or failed."""


@dataclass(frozen=True)
class Failure:
    """A change that was not made, and why."""

    change: Change
    error: ChannelToolError


@dataclass
class Outcome:
    """What came of a plan. `stopped` is what ended the run early; `left` waits for the next one."""

    applied: list[Change] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)
    stopped: ChannelToolError | None = None


class Applying:
    """One plan being applied. `ids` has the ids behind references that exist already and grows with each creation.

    `upload` makes the change that brings a video up, and keeps its history; it returns the id, and changes that are to
    follow at once.
    `read_at` is when the channel was read, if that was not just now.
    `lines` are the playlists whose entries are placed: where a change goes is known when the ones before it are done.
    """

    def __init__(
        self,
        connection: Connection,
        ids: Mapping[Ref, str],
        watch: Watch,
        upload: Callable[[Change], tuple[str, Sequence[Change]]] | None = None,
        lines: Mapping[Ref, Line] | None = None,
        read_at: datetime | None = None,
    ) -> None:
        self._connection = connection
        self._ids = dict(ids)
        self._watch = watch
        self._upload = upload
        self._lines = lines or {}
        self._carrying = Carrying()
        self._read_at = read_at or connection.time.now()
        self._blocked: dict[str, ChannelToolError] = {}

    def apply(self, plan: Plan, agenda: Agenda | None = None) -> Outcome:
        """Make the changes in their order, or that of the `agenda`, which has them then.

        A change that fails takes those with it that need it, not its neighbours. A spent budget leaves all that it
        would pay for, a limit of the channel all of the same sort; a lost login or network leaves everything.

        Raises GuardError, with nothing done, when any of it is not for who runs this, and LoginNeededError when the
        login does not allow it.
        """
        self._connection.permission.require(plan.changes)
        allowing.check(self._connection.youtube, plan.changes)
        agenda = agenda or InOrder(plan.changes)
        outcome = Outcome()

        def may(change: Change) -> bool:
            return self._barrier(change, outcome) is None

        try:
            while change := agenda.next(may):
                if ending := self._take_up(change, agenda, outcome):
                    outcome.stopped = ending
                    for made in agenda.stop():
                        self._watch.ended(made, None)
                        outcome.applied.append(made)
                    outcome.left += [change, *agenda.rest()]
                    break
        finally:
            agenda.stop()
        return outcome

    def _take_up(self, change: Change, agenda: Agenda, outcome: Outcome) -> ChannelToolError | None:
        """Make a change, or say why not; returns what ends the run at once."""
        landed = agenda.has_landed(change)
        if not landed and (blocked := self._barrier(change, outcome)):
            if isinstance(blocked, QuotaError):
                outcome.left.append(change)
            else:
                outcome.failed.append(Failure(change, blocked))
            return None
        if not landed:
            self._watch.began(change)
        try:
            agenda.insert(self._make(change))
        except (AccessError, UnreachableError) as error:
            self._watch.ended(change, error)
            return error
        except QuotaError as error:
            self._watch.ended(change, error)
            self._blocked[_sort(change) if isinstance(error, LimitError) else error.bucket] = error
            outcome.left.append(change)
            outcome.stopped = error
        except ChannelToolError as error:
            self._watch.ended(change, error)
            self._note_limit(change, error)
            outcome.failed.append(Failure(change, error))
        else:
            self._watch.ended(change, None)
            outcome.applied.append(change)
        return None

    def resolve(self, target: Ref | str) -> str:
        """The id behind a reference. Raises DependencyError when what it points at was not made."""
        if isinstance(target, str):
            return target
        if target not in self._ids:
            raise DependencyError(target.kind, target.key)
        return self._ids[target]

    def _make(self, change: Change) -> Sequence[Change]:
        """Make a change and remember what came of it; returns what it calls for next."""
        change = self._up_to_date(self._carrying.seen(change))
        line = self._line(change)
        if change.kind == ENTRY.name and change.action == "create":
            named = self._named(change)
            if line and named.key != change.key:
                line.rename(change.key, named.key)
            change = named
        if line:
            change = _placed(change, line)

        if change.kind == "video" and change.action == "create" and self._upload is not None:
            video, more = self._upload(change)
            self._remember(change, video)
            return more

        def make() -> Json:
            made = self._place(change, line) if line else self._put(change)[0]
            return COVER.made(change, made) if change.kind == COVER.name else made

        resource = recorded(self._connection, change, make)
        self._carrying.keep(change, resource)
        self._remember(change, str(resource.get("id", "")))
        return ()

    def _up_to_date(self, change: Change) -> Change:
        """The update of a video with what it carries as it is now, where the plan was made some time ago.

        Files may go up for hours before its turn comes, and people work in Studio meanwhile. Costs a unit.
        """
        if (change.kind, change.action) != (VIDEO.name, "update") or change.seen is None or change.seen.id is None:
            return change
        if self._connection.time.now() - self._read_at < _OLD:
            return change
        found = next(self._connection.youtube.items(VIDEO.listing([change.seen.id])), None)
        return replace(change, seen=replace(change.seen, source=found)) if found else change

    def _remember(self, change: Change, made: str) -> None:
        """Keep what the change has made: its id, and which picture was set, since YouTube does not tell."""
        fields = change.wanted.fields
        if change.kind == COVER.name:
            self._bind(change.kind, self.resolve(fields["playlist"]), fields.get("sha256", ""))
        if change.action == "delete":
            return
        self._ids[change.ref] = made
        if change.kind == "thumbnail":
            self._bind(change.kind, self.resolve(fields["video"]), fields["sha256"])
        elif change.kind == CAPTION.name:
            self._bind(change.kind, CAPTION.remembered(change.wanted, self.resolve(fields["video"])), fields["sha256"])
        elif change.kind == "playlist":
            self._bind(change.kind, change.key, made)

    def _named(self, change: Change) -> Change:
        """The creation of an entry under the id of its video, which may have come up only now, as lists name it."""
        playlist, video = (change.wanted.fields[name] for name in ("playlist", "video"))
        if isinstance(playlist, str):
            return change
        return replace(change, wanted=ENTRY.wanted(playlist.key, self.resolve(video), change.title))

    def _line(self, change: Change) -> Line | None:
        """The playlist in which the change has a place."""
        playlist = change.wanted.fields.get("playlist")
        return self._lines.get(playlist) if change.kind == "entry" and isinstance(playlist, Ref) else None

    def _place(self, change: Change, line: Line) -> Json:
        """Put an entry where it belongs, or take it out."""
        if change.action == "delete":
            line.remove(change.key)
            return self._request(change)
        made, position = self._put(change)
        line.settle(change.key, position)
        return made

    def _put(self, change: Change) -> tuple[Json, int | None]:
        """Send the request of a change; returns the place too that the entry was given."""
        try:
            return self._request(change), change.position
        except RefusedError as error:
            if error.reason != "manualSortRequired" or change.action != "create":
                raise
            # The list is sorted by itself: where an entry stands is not for us to say.
            return self._request(replace(change, position=None)), None

    def _bind(self, kind: str, key: str, value: str) -> None:
        self._connection.ledger.bind(self._connection.id, kind, {key: value})

    def _request(self, change: Change) -> Json:
        """Send the request of a change and return its resource."""
        return requested(self._connection.youtube, change, self.resolve, set(self._ids.values()))

    def _barrier(self, change: Change, outcome: Outcome) -> ChannelToolError | None:
        """Why the change cannot be made now: its budget, a limit of the channel, or what it needs is left itself."""
        if change.price.units and (blocked := self._blocked.get(change.price.bucket)):
            return blocked
        for sort in (_sort(change), _in_playlist(change)):
            if blocked := self._blocked.get(sort):
                return blocked
        needs = {*references(change), *([change.ref] if change.action == "update" else ())}
        return outcome.stopped if needs & {left.ref for left in outcome.left} else None

    def _note_limit(self, change: Change, error: ChannelToolError) -> None:
        if not isinstance(error, RefusedError):
            return
        if error.reason in _LIMIT_REASONS:
            self._blocked[_sort(change)] = error
        elif error.reason == "manualSortRequired":
            self._blocked[_in_playlist(change)] = error
        elif error.reason == "forbidden" and change.kind in (COVER.name, THUMBNAIL.name):
            # Of the channel, whose phone number is not verified: the other pictures would be refused as well.
            self._blocked |= {f"{action} {change.kind}": error for action in ("create", "update")}


def _sort(change: Change) -> str:
    """What a limit of the channel stops: “create video” is another thing than “update video”."""
    return f"{change.action} {change.kind}"


def _placed(change: Change, line: Line) -> Change:
    """The change with its place among the entries that are really there by now."""
    if change.action == "delete":
        return replace(change, fields={"position": FieldChange(line.keys.index(change.key), None)})
    if change.position is None:
        # It was to be the last one; those that are to stand behind it may have been quicker.
        if change.action != "create" or not line.wants(change.key) or line.position(change.key) == len(line.keys):
            return change
        return replace(change, position=line.position(change.key))
    position, fields = line.position(change.key), dict(change.fields)
    if change.action == "move":
        fields["position"] = FieldChange(line.keys.index(change.key), position)
    return replace(change, position=position, fields=fields)


def _in_playlist(change: Change) -> str:
    """What a playlist that sorts itself stops: moves in it."""
    playlist = change.wanted.fields.get("playlist")
    return f"{_sort(change)} {playlist.key}" if isinstance(playlist, Ref) else ""
