"""How videos stand, in words: a table, a document, and the reasons that YouTube gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from ytchannel import words
from ytchannel.errors import ChannelToolError
from ytchannel.render import errors
from ytchannel.render.naming import PRIVACY, what
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ytchannel.render.screen import Screen
    from ytchannel.states import VideoState
    from ytchannel.workflows.status import EntryStatus

STATES = {
    "waiting": N_("waiting"),
    "uploading": N_("uploading"),
    "uploaded": N_("uploaded"),
    "processing": N_("processing"),
    "scheduled": N_("scheduled"),
    **PRIVACY,
    "blocked": N_("blocked"),
    "duplicate": N_("duplicate"),
    "rejected": N_("rejected"),
    "failed": N_("failed"),
    "gone": N_("gone from the channel"),
}
_STYLES = {"public": "green", "blocked": "red", "duplicate": "red", "rejected": "red", "failed": "red", "gone": "red"}

# By the property of YouTube's resource and its value.
_REASONS = {
    "failureReason codec": N_("YouTube cannot read the codec of the file; save it as MP4 (H.264) and upload that."),
    "failureReason conversion": N_("YouTube could not convert the file; save it anew as MP4 (H.264) and upload that."),
    "failureReason emptyFile": N_("The file that arrived is empty."),
    "failureReason invalidFile": N_("The file is no video that YouTube can read."),
    "failureReason tooSmall": N_("The file is too small to be a video."),
    "failureReason uploadAborted": N_("The upload was broken off at YouTube; upload the file once more."),
    "processingFailureReason other": N_("YouTube could not process the file and does not say why."),
    "processingFailureReason streamingFailed": N_("YouTube could not make the video playable; upload it once more."),
    "processingFailureReason transcodeFailed": N_("YouTube could not convert the file; save it anew as MP4 (H.264)."),
    "processingFailureReason uploadFailed": N_("The file did not arrive whole; upload it once more."),
    "processingStatus terminated": N_("YouTube broke off its processing; upload the file once more."),
    "rejectionReason claim": N_("Somebody claims a right in it, and YouTube has blocked it; see YouTube Studio."),
    "rejectionReason copyright": N_("It violates somebody's copyright, YouTube says; see YouTube Studio."),
    "rejectionReason duplicate": N_("The channel has a video of the same file already."),
    "rejectionReason inappropriate": N_("YouTube holds its content to be inappropriate; see YouTube Studio."),
    "rejectionReason legal": N_("YouTube has taken it down for legal reasons; see YouTube Studio."),
    "rejectionReason length": N_(
        "It is longer than this channel may upload: more than 15 minutes needs a verified phone number "
        "(youtube.com/verify), and 12 hours are the most."
    ),
    "rejectionReason termsOfUse": N_("It violates YouTube's terms of use, YouTube says; see YouTube Studio."),
    "rejectionReason trademark": N_("It violates a trademark, YouTube says; see YouTube Studio."),
    "rejectionReason uploaderAccountClosed": N_("The account that uploaded it was closed."),
    "rejectionReason uploaderAccountSuspended": N_("The account that uploaded it was suspended."),
    "regionRestriction none": N_("It cannot be seen in any country; see YouTube Studio."),
    "regionRestriction allowed": N_("It can be seen only in: {countries}."),
    "regionRestriction blocked": N_("It cannot be seen in: {countries}."),
    "session gone": N_("Its upload was begun, and has expired; the next upload begins anew."),
    "session unreachable": N_("How much of it is up cannot be asked now: the network does not answer."),
    "file missing": N_("The file is not on this machine."),
    "channel other": N_("It is a video of another channel: {name}."),
}


def word(state: VideoState) -> str:
    """The state in a word, with its share: “uploading 43%”."""
    share = "" if state.percent is None else f" {words.percent(state.percent / 100)}"
    return _(STATES[state.name]) + share


def text(state: VideoState, zone: tzinfo) -> str:
    """The same with the hour of a publication that lies ahead."""
    if state.name == "scheduled" and state.when:
        return _("scheduled for {time}").format(time=words.when(state.when, zone))
    return word(state)


def reason(state: VideoState, zone: tzinfo) -> str:
    """Why it stands so, "" where there is nothing to say."""
    why = state.reason
    if why is None:
        return ""
    if isinstance(why, ChannelToolError):
        return errors.sentence(why, zone)
    told = _REASONS.get(f"{why.about} {why.code}")
    if told:
        return _(told).format(**{name: plain(value) for name, value in why.facts.items()})
    return _("YouTube gives the reason “{code}”.").format(code=plain(why.code)) if why.code else ""


def note(status: EntryStatus, zone: tzinfo) -> str:
    """The same of an entry, with what was not done for it."""
    why, change = reason(status.state, zone), status.failed
    if change is None or (change.kind, change.action) == ("video", "create"):
        return why
    return f"{what(change)}: {why}"


def link(video: str | None) -> str:
    """The address under which people see a video, "" where there is none."""
    return f"https://youtu.be/{video}" if video else ""


def show(statuses: Sequence[EntryStatus], screen: Screen, zone: tzinfo) -> None:
    """A row an entry, and how many stand how."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column(_("Video"), overflow="fold", ratio=1)
    grid.add_column(_("State"), overflow="fold", max_width=24)
    grid.add_column(_("Time"), overflow="fold", max_width=17)
    for status in statuses:
        state = status.state
        lines = [plain(status.title), link(status.video) or plain(status.key), note(status, zone)]
        when = words.when(state.when, zone) if state.when else "–"
        grid.add_row("\n".join(filter(None, lines)), word(state), when, style=_STYLES.get(state.name, ""))
    screen.show(grid)
    counts = Counter(status.state.name for status in statuses)
    screen.say(" · ".join(f"{_(STATES[name])}: {words.number(count)}" for name, count in counts.items()), "dim")


def documents(statuses: Sequence[EntryStatus], zone: tzinfo) -> list[dict[str, Any]]:
    """The entries for machines: times in UTC, `reason` as a sentence, `code` as YouTube's own word for it."""
    return [_document(status, zone) for status in statuses]


def _document(status: EntryStatus, zone: tzinfo) -> dict[str, Any]:
    state, why = status.state, status.state.reason
    return {
        "file": status.key if status.entry.file is not None else None,
        "video": status.video,
        "title": status.title,
        "state": state.name,
        "percent": state.percent,
        "sections": list(status.entry.sections),
        "when": state.when,
        "link": link(status.video) or None,
        "reason": note(status, zone) or None,
        "code": getattr(why, "code", None) or None,
    }
