"""Error answers of YouTube, and what may be done about each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ytchannel.refusals import read, verdict
from ytchannel.transport import Answer


def answer(status: int, reason: str = "", message: str = "", **error: Any) -> Answer:
    body = {"error": {"code": status, "message": message, "errors": [{"reason": reason}], **error}}
    return Answer(status, {}, json.dumps(body).encode())


def daily(unit: str) -> list[dict[str, Any]]:
    return [{"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_unit": unit}}]


@pytest.mark.parametrize(
    ("refused", "creates", "expected"),
    [
        (answer(403, "quotaExceeded"), False, "quota"),
        (answer(429, "rateLimitExceeded", details=daily("1/d/{project}")), False, "quota"),
        (answer(429, "rateLimitExceeded", "Quota exceeded: Video uploads per day"), False, "quota"),
        (answer(429, "rateLimitExceeded", details=daily("1/min/{project}")), False, "again"),
        (answer(429, "rateLimitExceeded", details=daily("1/min/{project}")), True, "again"),
        (answer(403, "userRateLimitExceeded"), True, "again"),
        (answer(503, "backendError"), False, "again"),
        (answer(503, "backendError"), True, "look"),
        (answer(409, "SERVICE_UNAVAILABLE", "The operation was aborted."), True, "look"),
        (answer(409, "videoAlreadyInPlaylist"), True, "final"),
        (answer(401, "authError"), True, "login"),
        (answer(400, "uploadLimitExceeded"), True, "final"),
        (answer(429, "uploadRateLimitExceeded"), False, "final"),
        (answer(429, "RATE_LIMIT_EXCEEDED", "You are creating too many playlists. Please wait."), True, "limit"),
        (answer(400, "badRequest", "You are creating too many playlists. Please wait."), True, "limit"),
        (Answer(502, {}, b"<html>Bad Gateway</html>"), False, "again"),
        (Answer(400, {}, b""), False, "final"),
    ],
)
def test_what_may_be_done(refused: Answer, creates: bool, expected: str) -> None:
    """A day's 429 looks like a passing one but for its unit; an insert is never repeated blindly."""
    assert verdict(read(refused), creates=creates) == expected


def test_the_reporting_api_may_say_why_in_the_details_alone() -> None:
    def bare(status: int, said: str, detail: str) -> Answer:
        error = {"code": status, "status": said, "details": [{"reason": detail}]}
        return Answer(status, {}, json.dumps({"error": error}).encode())

    assert read(bare(403, "PERMISSION_DENIED", "SERVICE_DISABLED")).reason == "SERVICE_DISABLED"
    assert verdict(read(bare(429, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED")), creates=False) == "again"
    assert verdict(read(bare(429, "RESOURCE_EXHAUSTED", "")), creates=True) == "again"
    assert verdict(read(bare(404, "NOT_FOUND", "")), creates=False) == "final"


def test_an_answer_of_the_token_endpoint_is_read_too() -> None:
    assert read(Answer(400, {}, b'{"error": "invalid_grant"}')).reason == "invalid_grant"


def test_retry_after_is_in_seconds() -> None:
    assert read(Answer(503, {"retry-after": "7"}, b"")).retry_after == 7
    assert read(Answer(503, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, b"")).retry_after is None
