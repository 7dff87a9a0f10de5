"""How a video stands: what YouTube's resource of it means for somebody who waits for it to be seen. Pure.

The enumerations are those of the discovery document (videos: status, processingDetails, contentDetails).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.errors import ChannelToolError
    from ytchannel.plan import Json

Name = Literal[
    "waiting",  # nothing of it is up
    "uploading",  # some of its bytes are up
    "uploaded",  # up; how it stands was not asked
    "processing",
    "scheduled",
    "private",
    "unlisted",
    "public",
    "blocked",  # up, and not to be seen in the channel's country
    "duplicate",
    "rejected",
    "failed",
    "gone",
]

PARTS = "id,snippet,status,contentDetails,processingDetails"
FOR_ALL = "id,snippet,status,contentDetails"  # without what only the owner of a video may ask for
BAD: frozenset[Name] = frozenset({"duplicate", "rejected", "failed"})


@dataclass(frozen=True)
class Reason:
    """Why: `code` is YouTube's own word where it has one ("codec", "copyright"), `about` the property it stands in."""

    about: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class VideoState:
    """How a video stands. `percent` is of its bytes while it goes up, of its parts while YouTube processes it.

    `when` is the hour of a publication that lies ahead, else that of the publication, or of the upload where it is not
    public. `reason` says why something is wrong with it.
    """

    name: Name
    when: datetime | None = None
    percent: int | None = None
    reason: Reason | ChannelToolError | None = None

    @property
    def is_bad(self) -> bool:
        """Whether nobody will ever see it as it is."""
        return self.name in BAD


def of(resource: Json, now: datetime, home: str = "") -> VideoState:
    """How the video of a resource with the parts PARTS, or FOR_ALL, stands at `now`.

    `home` is the country of the channel, "" where it says none: a video that cannot be seen there counts as blocked.
    """
    status, details = resource.get("status", {}), resource.get("processingDetails", {})
    when = _time(resource.get("snippet", {}).get("publishedAt"))
    ended = _bad_end(status, details)
    if ended:
        name, reason = ended
        return VideoState(name, when, reason=reason)
    privacy = status.get("privacyStatus", "private")
    ahead = _time(status.get("publishAt"))
    scheduled = ahead is not None and ahead > now and privacy == "private"
    when = ahead if scheduled else when
    if status.get("uploadStatus") == "uploaded":
        return VideoState("processing", when, _share(details.get("processingProgress", {})))
    if scheduled:
        return VideoState("scheduled", when)
    restriction = resource.get("contentDetails", {}).get("regionRestriction")
    if restriction:
        reason = _regions(restriction)
        if not _is_seen(restriction, home):
            return VideoState("blocked", when, reason=reason)
        return VideoState(privacy, when, reason=reason)
    return VideoState(privacy, when)


def _bad_end(status: Json, details: Json) -> tuple[Name, Reason | None] | None:
    """How it has ended if that was no good end."""
    match status.get("uploadStatus"):
        case "deleted":
            return "gone", None
        case "rejected":
            code = status.get("rejectionReason", "")
            return ("duplicate" if code == "duplicate" else "rejected"), Reason("rejectionReason", code)
        case "failed":
            return "failed", _failure(status, details)
        case "uploaded" if details.get("processingStatus") in ("failed", "terminated"):
            return "failed", _failure(status, details)
    return None


def _failure(status: Json, details: Json) -> Reason:
    for part, name in ((status, "failureReason"), (details, "processingFailureReason"), (details, "processingStatus")):
        if part.get(name):
            return Reason(name, part[name])
    return Reason("failureReason", "")


def _regions(restriction: Json) -> Reason:
    """Which countries it may, or may not, be seen in."""
    if "allowed" in restriction:
        return Reason(
            "regionRestriction", "allowed" if restriction["allowed"] else "none", _named(restriction["allowed"])
        )
    return Reason("regionRestriction", "blocked", _named(restriction.get("blocked", [])))


def _named(countries: list[str]) -> dict[str, str]:
    return {"countries": ", ".join(sorted(countries))}


def _is_seen(restriction: Json, home: str) -> bool:
    """Whether it can be seen at home, or anywhere where home is not known."""
    if "allowed" in restriction:
        allowed = restriction["allowed"]
        return home in allowed if home else bool(allowed)
    return home not in restriction.get("blocked", [])


def _share(progress: Json) -> int | None:
    """Percents of the parts that are processed, where YouTube tells."""
    total, done = (int(progress.get(name) or 0) for name in ("partsTotal", "partsProcessed"))
    return done * 100 // total if total else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
