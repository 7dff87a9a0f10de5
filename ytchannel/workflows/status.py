"""status: how the video of each entry of a manifest stands. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel import states
from ytchannel.errors import RefusedError, UsageError
from ytchannel.plan import Call, Json
from ytchannel.states import Reason, VideoState
from ytchannel.transport import LostError
from ytchannel.upload import UploadSession
from ytchannel.workflows.jobs import read_sections
from ytchannel.workflows.remembering import key_of, remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from ytchannel.ledger import Upload
    from ytchannel.model import Manifest, VideoEntry
    from ytchannel.plan import Change
    from ytchannel.workflows.connecting import Connection

_QUESTIONS = 2  # of a session: once every byte is there, the first answer may be that the end is not known yet


@dataclass(frozen=True)
class EntryStatus:
    """An entry of a manifest, the id of its video once it is up, and how that stands.

    `failed` is the change that was not made in a run, for the reason that the state has.
    """

    entry: VideoEntry
    key: str
    title: str
    video: str | None
    state: VideoState
    failed: Change | None = None


def manifest_of(connection: Connection, file: Path | None) -> Manifest:
    """The manifest `file`, else the one beside the channel file; its videos need not be on this machine.

    Raises FilesError with all problems, UsageError when there is no manifest.
    """
    manifest = read_sections(connection, file)
    if manifest is None:
        raise UsageError("no-manifest", file=connection.channel.file)
    return manifest


def read(
    connection: Connection,
    manifest: Manifest,
    *,
    fresh: Collection[str] = (),
    known: Mapping[str, Json] | None = None,
) -> list[EntryStatus]:
    """How each entry stands, in the order of the list. Costs a unit, and one for every 50 videos that are up.

    Upload sessions are asked how much they have, which is free. At the worst that breaks the connection of a run which
    is sending just then; it asks in its turn and goes on. `fresh` are ids that were made a moment ago, which lists may
    miss; `known` videos, by id, were read just before and are not read again. Raises what the gateway raises.
    """
    statuses = [
        _begun(connection, entry, upload, key_of(entry, manifest.file.parent))
        for entry, upload in zip(manifest.videos, remembered(connection, manifest), strict=True)
    ]
    known = known or {}
    asked = [status.video for status in statuses if status.video and status.video not in known]
    live = {**known, **resources(connection, asked)}
    return [_seen(connection, status, live, fresh) for status in statuses]


def guessed(connection: Connection, manifest: Manifest) -> list[EntryStatus]:
    """The same by what the ledger has alone; no request but for the channel's id, if that is not known yet."""
    found = []
    for entry, upload in zip(manifest.videos, remembered(connection, manifest), strict=True):
        key, video = key_of(entry, manifest.file.parent), entry.video or (upload.video if upload else None)
        state = VideoState("uploaded" if video else "uploading" if upload and upload.session else "waiting")
        found.append(EntryStatus(entry, key, entry.title or key, video, state))
    return found


def resources(connection: Connection, ids: Iterable[str]) -> dict[str, Json]:
    """The videos of these ids that are there, with all that tells how they stand; 50 a request."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Json] = {}
    for start in range(0, len(wanted), 50):
        found |= _page(connection, wanted[start : start + 50])
    return found


def of(connection: Connection, resource: Json) -> VideoState:
    """How a video of the channel stands now."""
    home = connection.live.get("snippet", {}).get("country") or connection.channel.branding.country or ""
    return states.of(resource, connection.time.now(), home)


def _page(connection: Connection, ids: Sequence[str]) -> dict[str, Json]:
    for parts in (states.PARTS, states.FOR_ALL):
        call = Call("youtube.videos.list", {"part": parts, "id": ",".join(ids), "maxResults": 50})
        try:
            return {video["id"]: video for video in connection.youtube.items(call)}
        except RefusedError as error:
            # One video of somebody else is among them: nobody but its owner may ask how its processing goes.
            if error.status != 403 or parts == states.FOR_ALL:
                raise
    raise AssertionError(ids)


def _begun(connection: Connection, entry: VideoEntry, upload: Upload | None, key: str) -> EntryStatus:
    """The entry with the id of its video, or with how much of its file is up."""
    status = EntryStatus(entry, key, entry.title or key, entry.video, VideoState("waiting"))
    if upload and upload.video:
        return replace(status, video=upload.video)
    if upload and upload.session:
        return _asked(connection, status, upload.session, upload.size)
    if entry.file is not None and not entry.file.exists():
        return replace(status, state=VideoState("waiting", reason=Reason("file", "missing")))
    return status


def _asked(connection: Connection, status: EntryStatus, address: str, size: int) -> EntryStatus:
    """How much of a file its session has; the id of the video if it was finished and nobody heard of it."""
    session = UploadSession(size)
    for _ in range(_QUESTIONS):
        try:
            answer = connection.youtube.put(address, session.next().headers)
        except LostError:
            return replace(status, state=VideoState("uploading", reason=Reason("session", "unreachable")))
        session.receive(answer.status, answer.headers, answer.body)
        if session.state == "done":
            return replace(status, video=str(session.video["id"]))
        if session.state in ("gone", "refused"):
            return replace(status, state=VideoState("waiting", reason=Reason("session", "gone")))
        if session.kept is not None:
            return replace(status, state=VideoState("uploading", percent=session.kept * 100 // size))
    return replace(status, state=VideoState("uploading"))


def _seen(connection: Connection, status: EntryStatus, live: dict[str, Json], fresh: Collection[str]) -> EntryStatus:
    """The entry with how its video stands on the channel."""
    if status.video is None:
        return status
    resource = live.get(status.video)
    if resource is None:
        return replace(status, state=VideoState("processing" if status.video in fresh else "gone"))
    title = status.entry.title or resource["snippet"]["title"]
    state = of(connection, resource)
    if resource["snippet"].get("channelId") not in (None, connection.id):
        state = replace(state, reason=Reason("channel", "other", {"name": resource["snippet"].get("channelTitle", "")}))
    return replace(status, title=title, state=state)
