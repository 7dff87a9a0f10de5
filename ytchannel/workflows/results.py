"""What came of a run for each entry of its manifest: how its video stands, and why something failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.errors import AccessError, ChannelToolError, UnreachableError
from ytchannel.plan import Ref
from ytchannel.states import VideoState
from ytchannel.workflows import status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.model import Manifest
    from ytchannel.plan import Change, Json
    from ytchannel.workflows.applying import Outcome, Watch
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.status import EntryStatus
    from ytchannel.workflows.upload import Gone


class Noted:
    """Watches a run (see `applying.Watch`) and remembers what it saw, also of a run that is interrupted."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.sent: dict[str, int] = {}  # percent by the key of the video
        self.made: set[str] = set()  # keys of the videos that came up
        self.touched: set[str] = set()  # ids of the videos that were changed
        self.errors: list[tuple[Change, ChannelToolError]] = []

    def began(self, change: Change) -> None:
        """A change is being made."""
        if change.kind == "video" and change.seen is not None:
            self.touched.add(change.seen.id or "")
        self._watch.began(change)

    def moved(self, change: Change, sent: int, size: int) -> None:
        """Of the file of this upload, `sent` of `size` bytes are up."""
        self.sent[change.key] = sent * 100 // size
        self._watch.moved(change, sent, size)

    def ended(self, change: Change, error: ChannelToolError | None) -> None:
        """The change is made, or failed."""
        if error is not None:
            self.errors.append((change, error))
        elif (change.kind, change.action) == ("video", "create"):
            self.made.add(change.key)
        self._watch.ended(change, error)

    def learn(self, outcome: Outcome) -> None:
        """What was never begun, because of something else that failed or ended the run."""
        self.errors += [(failure.change, failure.error) for failure in outcome.failed]
        if outcome.stopped is not None:
            self.errors += [(change, outcome.stopped) for change in outcome.left]


def of_run(
    connection: Connection,
    manifest: Manifest,
    noted: Noted,
    gone: Sequence[Gone],
    live: Mapping[str, Json],
    stopped: ChannelToolError | None,
    *,
    still: bool = False,
) -> list[EntryStatus]:
    """How each entry stands after a run. Costs a unit for every 50 videos that may stand otherwise than in `live`.

    `still` says that nothing was done since those were read, so that they stand as they did.

    Where the run was `stopped` by a lost login or line, or no unit is left for reading, by what the ledger has.
    """
    if isinstance(stopped, AccessError | UnreachableError):
        return by_memory(connection, manifest, noted, gone)
    fresh = {each.video for each in status.guessed(connection, manifest) if each.video and each.key in noted.made}
    known = {video: each for video, each in live.items() if still or (video not in noted.touched and _is_settled(each))}
    try:
        found = status.read(connection, manifest, fresh=fresh, known=known)
    except ChannelToolError:
        return by_memory(connection, manifest, noted, gone)
    return _with_reasons(found, noted.errors, gone)


def _is_settled(resource: Json) -> bool:
    """Whether a video stands as it does until somebody changes it."""
    found = resource["status"]
    return found.get("uploadStatus") == "processed" and "publishAt" not in found


def by_memory(connection: Connection, manifest: Manifest, noted: Noted, gone: Sequence[Gone]) -> list[EntryStatus]:
    """The same without a request, for a run that was interrupted or cannot ask any more."""
    found = []
    for each in status.guessed(connection, manifest):
        if each.state.name == "uploading":
            each = replace(each, state=replace(each.state, percent=noted.sent.get(each.key)))  # noqa: PLW2901
        found.append(each)
    return _with_reasons(found, noted.errors, gone)


def _with_reasons(
    found: Iterable[EntryStatus], errors: Iterable[tuple[Change, ChannelToolError]], gone: Sequence[Gone]
) -> list[EntryStatus]:
    """The entries with what went wrong with each: the first thing that did."""
    reasons: dict[str, tuple[Change | None, ChannelToolError]] = {each.key: (None, each.error) for each in gone}
    for change, error in errors:
        reasons.setdefault(_entry(change), (change, error))
    return [_with_reason(each, reasons.get(each.key) or reasons.get(each.video or "")) for each in found]


def _with_reason(each: EntryStatus, why: tuple[Change | None, ChannelToolError] | None) -> EntryStatus:
    if why is None or each.state.reason is not None:
        return each
    change, error = why
    if change is None:
        return replace(each, state=VideoState("gone", reason=error))
    failed = each.video is None and each.state.name == "waiting" and not _goes_on(error)
    name = "failed" if failed else each.state.name
    return replace(each, state=replace(each.state, name=name, reason=error), failed=change)


def _goes_on(error: ChannelToolError) -> bool:
    """Whether the same command goes on by itself later, so that nothing of it has failed."""
    return isinstance(error, AccessError | UnreachableError) or error.exit_code == 5


def _entry(change: Change) -> str:
    """The key of the entry that a change is for, or the id of its video."""
    if change.kind == "video":
        return change.key
    video = change.wanted.fields.get("video", "")
    return video.key if isinstance(video, Ref) else str(video)
