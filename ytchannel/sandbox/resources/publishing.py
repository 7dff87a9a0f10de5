"""Who sees a video, and from when on: privacy, schedules, and what a status says where it is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ytchannel.sandbox.resources import metadata, processing, statistics

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Row
    from ytchannel.sandbox.wire import Json


def is_seen(call: Call, row: Row) -> bool:
    """Whether the caller may see a video: the own ones, and those that are not private."""
    return call.owns(row.parent) or statistics.visible(row.body, call.now)


def new_status(call: Call) -> Json:
    """The status of an upload: public where nothing else is said."""
    given, private = call.body.get("status", {}), call.settings.private_uploads
    kept = metadata.status(given, metadata.NEW_STATUS, published=False)
    _check_ahead(call, kept)
    if private == "always" or (private == "unasked" and "privacyStatus" not in given):
        kept["privacyStatus"] = "private"
    if private == "always":
        kept.pop("publishAt", None)
    return kept


def changed_status(call: Call, body: Json) -> Json:
    """The status of an update. Raises Refused 403 for a video that is private for good."""
    settings = call.settings
    rest: Json = metadata.RESET_STATUS
    if settings.omitted_status == "keep":
        rest = {name: value for name, value in body["status"].items() if name != "publishAt"}
    published = bool(body["publicSince"]) and settings.reschedule == "refuse"
    kept = metadata.status(call.body.get("status", {}), rest, published=published)
    _check_ahead(call, kept)
    if settings.private_uploads == "always" and (kept["privacyStatus"] != "private" or "publishAt" in kept):
        message = "The request attempts to set an invalid privacy setting for the video."
        raise metadata.refused("forbiddenPrivacySetting", "status.privacyStatus", message, 403)
    return kept


def _check_ahead(call: Call, status: Json) -> None:
    """Refuse a time to publish that is too near, but not past."""
    if "publishAt" not in status:
        return
    ahead = (datetime.fromisoformat(status["publishAt"]) - call.now).total_seconds()
    if 0 < ahead < call.settings.publish_at_ahead:
        raise metadata.refused("invalidPublishAt", "status.publishAt", "The scheduled publishing time is too near.")


def due(call: Call, row: Row) -> Row:
    """The video as it is now: one whose time to publish has come is public, and its schedule is gone."""
    at = row.body["status"].get("publishAt")
    if not at or datetime.fromisoformat(at) > call.now or not processing.is_good(row.body):
        return row
    kept = call.settings.publish_at_after == "kept"
    status = {name: value for name, value in row.body["status"].items() if kept or name != "publishAt"}
    return replace(row, body={**row.body, "status": {**status, "privacyStatus": "public"}, "publicSince": at})
