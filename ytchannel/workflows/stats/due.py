"""What was to be published by now and is not, and what is still to come: by the channel and by the manifest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.errors import FilesError
from ytchannel.report.composing import Planned, Remark
from ytchannel.workflows.jobs import read_sections
from ytchannel.workflows.remembering import key_of, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ytchannel.ledger import Upload
    from ytchannel.listings import Listed
    from ytchannel.model import VideoEntry
    from ytchannel.workflows.connecting import Connection

_OUT = ("public", "unlisted")


def planned(
    connection: Connection, channel: str, videos: Mapping[str, Listed], sections: Mapping[str, tuple[str, ...]]
) -> tuple[list[Planned], list[Remark]]:
    """Every publication with an hour that has not happened, in the order of the hours; of `channel` by id.

    No request is made.
    """
    remarks = []
    entries: list[tuple[VideoEntry, str, Upload | None]] = []
    try:
        manifest = read_sections(connection, None)
    except FilesError as error:
        remarks, manifest = [Remark("manifest-unread", {"count": len(error.problems)})], None
    if manifest is not None:
        keys = [key_of(entry, manifest.file.parent) for entry in manifest.videos]
        entries = list(zip(manifest.videos, keys, remembered(connection, manifest, channel), strict=True))
    names = {video: key for entry, key, upload in entries if (video := _video(entry, upload))}
    found = [
        Planned(video.title, video.publish_at, id_, sections.get(id_, ()), "scheduled", names.get(id_, id_))
        for id_, video in videos.items()
        if video.publish_at and video.privacy == "private"
    ]
    on_channel = {plan.video for plan in found}
    for entry, key, upload in entries:
        plan = _of(entry, key, _video(entry, upload), videos)
        if plan and (plan.video is None or plan.video not in on_channel):
            found.append(plan)
    return sorted(found, key=_hour), remarks


def _video(entry: VideoEntry, upload: Upload | None) -> str | None:
    return entry.video or (upload.video if upload else None)


def _of(entry: VideoEntry, key: str, video: str | None, videos: Mapping[str, Listed]) -> Planned | None:
    """The publication of an entry that has an hour, unless everybody may see its video already."""
    if entry.publish_at is None:
        return None
    listed = videos.get(video or "")
    if listed and listed.privacy in _OUT:
        return None
    state = "waiting" if video is None else "private" if listed else "gone"
    return Planned(entry.title or (listed.title if listed else ""), entry.publish_at, video, entry.sections, state, key)


def _hour(plan: Planned) -> datetime:
    return plan.when


def parted(plans: list[Planned], now: datetime) -> tuple[list[Planned], list[Planned]]:
    """Those that are due, and those that are to come."""
    due = [plan if plan.state != "scheduled" else _late(plan) for plan in plans if plan.when <= now]
    return due, [plan for plan in plans if plan.when > now]


def _late(plan: Planned) -> Planned:
    return replace(plan, state="private")
