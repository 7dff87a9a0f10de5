"""What YouTube's error answers mean, and what may be done about each. Pure.

The envelope is that of developers.google.com/youtube/v3/docs/errors. The daily budgets of uploads and searches answer
429 like a passing limit does; only `details[].metadata.quota_unit` ("1/d/…"), or the words "per day", tell them apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from ytchannel.transport import Answer

Verdict = Literal["again", "look", "quota", "limit", "login", "final"]

_PASSING_STATUS = {500, 502, 503, 504}
_PASSING_REASONS = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"}
# The channel's own limit of new playlists: its reason says no more than that of any other passing limit.
_TOO_MANY = "creating too many playlists"
_DAILY_REASONS = {"quotaExceeded", "dailyLimitExceeded"}


@dataclass(frozen=True)
class Refusal:
    """An error answer, read. `daily` is true when a day's budget is spent; `retry_after` is in seconds."""

    status: int
    reason: str
    message: str
    location: str
    daily: bool
    retry_after: float | None


def read(answer: Answer) -> Refusal:
    """Read an answer of status 400 and above. Front ends send HTML or nothing too: no reason, no message then."""
    try:
        error = json.loads(answer.body)["error"]
    except (ValueError, KeyError, TypeError):
        error = {}
    if not isinstance(error, dict):  # the shape of the OAuth endpoints: {"error": "invalid_grant", ...}
        error = {"errors": [{"reason": str(error)}]}
    first: dict[str, Any] = next(iter(error.get("errors") or [{}]))
    message = str(error.get("message") or first.get("message") or "")
    # The Reporting API may give its reason in the details alone.
    details = [each for each in error.get("details") or [] if isinstance(each, dict)]
    told = next((each["reason"] for each in details if each.get("reason")), "")
    reason = str(first.get("reason") or told or error.get("status") or "")
    units = [str(each.get("metadata", {}).get("quota_unit", "")) for each in details]
    daily = (
        reason in _DAILY_REASONS
        or any("/d/" in unit for unit in units)
        or (answer.status == 429 and "per day" in message.lower())
    )
    return Refusal(answer.status, reason, message, str(first.get("location") or ""), daily, _seconds(answer))


def verdict(refusal: Refusal, *, creates: bool) -> Verdict:
    """What may be done: send again after a pause, look first whether it happened, or nothing today or ever.

    "limit" is one of the channel, not of the project: only more of the same has to wait for another day.

    `creates` is true for inserts, which have no idempotency key: after an error of the server they may have happened.
    """
    if refusal.daily:
        return "quota"
    if refusal.status in (400, 429) and _TOO_MANY in refusal.message.lower():
        return "limit"
    if refusal.status == 401:
        return "login"
    if refusal.reason in _PASSING_REASONS and refusal.status in (403, 429):
        return "again"
    if refusal.status == 429 and not refusal.reason:  # a front end's own, without a body
        return "again"
    aborted = refusal.status == 409 and "abort" in (refusal.reason + refusal.message).lower()
    if refusal.status in _PASSING_STATUS or aborted:
        return "look" if creates else "again"
    return "final"


def _seconds(answer: Answer) -> float | None:
    given = answer.headers.get("retry-after", "")
    return float(given) if given.isdecimal() else None  # an HTTP date is served by the back-off as well
