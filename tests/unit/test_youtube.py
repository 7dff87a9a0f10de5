"""The gateway: what is sent once, what again, and which error stands for which answer.

The client library makes the requests; only the answers are written down here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.errors import AccessError, AnswerLostError, LoginNeededError, QuotaError, RefusedError, UnreachableError
from ytchannel.plan import Call
from ytchannel.transport import Answer, Body, LostError
from ytchannel.youtube import YouTube

if TYPE_CHECKING:
    from collections.abc import Mapping

LIST = Call("youtube.playlists.list", {"part": "id", "mine": True})
INSERT = Call("youtube.playlists.insert", {"part": "snippet"}, {"snippet": {"title": "Tin cơ sở"}})
UPDATE = Call("youtube.playlists.update", {"part": "snippet"}, {"id": "PL1", "snippet": {"title": "A"}})
RESET = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


class Script:
    """A transport that gives the written answers in turn and notes what was sent."""

    def __init__(self, *answers: Answer | LostError) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, str, bytes]] = []

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | Body = b"") -> Answer:
        assert isinstance(body, bytes)
        self.sent.append((method, url, body))
        answer = self.answers.pop(0)
        if isinstance(answer, LostError):
            raise answer
        return answer

    def close(self) -> None:
        pass


class Purse:
    """A budget without end that counts."""

    def __init__(self) -> None:
        self.spent: list[tuple[str, int]] = []

    def take(self, bucket: str, units: int) -> None:
        self.spent.append((bucket, units))

    def give_back(self, bucket: str, units: int) -> None:
        self.spent.remove((bucket, units))

    def exhaust(self, bucket: str) -> datetime:
        return RESET

    def next_day(self) -> datetime:
        return RESET

    def left(self, bucket: str) -> int:
        return 10_000


def gateway(*answers: Answer | LostError) -> tuple[YouTube, Script, list[float]]:
    script, pauses = Script(*answers), []
    youtube = YouTube(script, Purse(), root="http://127.0.0.1:1/", sleep=pauses.append, chance=lambda: 0.0)
    return youtube, script, pauses


def ok(**body: Any) -> Answer:
    return Answer(200, {}, json.dumps(body).encode())


def error(status: int, reason: str, **headers: str) -> Answer:
    return Answer(status, headers, json.dumps({"error": {"code": status, "errors": [{"reason": reason}]}}).encode())


def test_pages_are_read_to_the_end() -> None:
    """TotalResults counts hidden entries too, so only the page token says whether there is more."""
    youtube, script, _ = gateway(
        ok(items=[{"id": "a"}], nextPageToken="T", pageInfo={"totalResults": 1}), ok(items=[{"id": "b"}])
    )
    assert [item["id"] for item in youtube.items(LIST)] == ["a", "b"]
    assert "pageToken=T" in script.sent[1][1]


@pytest.mark.parametrize("call", [LIST, UPDATE], ids=["list", "update"])
def test_reads_and_updates_are_repeated_with_growing_pauses(call: Call) -> None:
    youtube, script, pauses = gateway(error(503, "backendError"), LostError("reset", sent=True), ok(id="PL1"))
    youtube.send(call)
    assert len(script.sent) == 3
    assert pauses == sorted(pauses)
    assert len(pauses) == 2


@pytest.mark.parametrize(
    "answer", [LostError("reset", sent=True), error(503, "backendError"), error(500, "internalError")]
)
def test_an_insert_is_never_repeated_when_it_may_have_happened(answer: Answer | LostError) -> None:
    """There are no idempotency keys: a blind repetition is a second playlist."""
    youtube, script, _ = gateway(answer)
    with pytest.raises(AnswerLostError):
        youtube.send(INSERT)
    assert len(script.sent) == 1


def test_an_insert_that_never_left_is_repeated() -> None:
    youtube, script, _ = gateway(LostError("refused", sent=False), ok(id="PL1"))
    assert youtube.send(INSERT) == {"id": "PL1"}
    assert len(script.sent) == 2


def test_a_passing_limit_is_waited_for_as_long_as_youtube_says() -> None:
    youtube, _, pauses = gateway(error(403, "userRateLimitExceeded", **{"retry-after": "9"}), ok(id="PL1"))
    youtube.send(INSERT)
    assert pauses == [9]


def test_a_spent_day_is_told_at_once() -> None:
    youtube, script, _ = gateway(error(403, "quotaExceeded"))
    with pytest.raises(QuotaError) as caught:
        youtube.send(LIST)
    assert (caught.value.bucket, caught.value.resets_at, len(script.sent)) == ("default", RESET, 1)
    assert youtube.budget.spent == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (error(401, "authError"), LoginNeededError),
        (error(403, "insufficientPermissions"), LoginNeededError),
        (error(400, "invalidPlaylistSnippet"), RefusedError),
        (error(404, "playlistNotFound"), RefusedError),
    ],
)
def test_final_answers_are_not_repeated(answer: Answer, raised: type[Exception]) -> None:
    youtube, script, _ = gateway(answer)
    with pytest.raises(raised):
        youtube.send(UPDATE)
    assert len(script.sent) == 1


def test_a_dead_network_ends_after_some_tries() -> None:
    youtube, script, _ = gateway(*[LostError("no route", sent=False)] * 9)
    with pytest.raises(UnreachableError):
        youtube.send(LIST)
    assert len(script.sent) == 5
    assert youtube.budget.spent == []  # type: ignore[attr-defined] # what never left was not charged


PAGE = Answer(200, {}, b"<html>Log in to the guest network</html>")
REDIRECT = Answer(302, {"location": "http://portal.example/login"}, b"")


@pytest.mark.parametrize("answer", [PAGE, REDIRECT, Answer(200, {}, b"")])
def test_a_page_that_is_none_of_youtubes_is_no_success(answer: Answer) -> None:
    """A proxy or a guest network may answer in YouTube's place."""
    youtube, _, _ = gateway(answer)
    with pytest.raises(AnswerLostError):
        youtube.send(INSERT)
    youtube, script, _ = gateway(answer, ok(items=[]))
    assert youtube.send(LIST) == {"items": []}
    assert len(script.sent) == 2


@pytest.mark.parametrize("answer", [PAGE, REDIRECT, Answer(200, {"location": "http://elsewhere.example/u"}, b"")])
def test_an_upload_goes_to_no_other_house(answer: Answer) -> None:
    """The file and the token go to the address that the start of the session names."""
    youtube, _, _ = gateway(*[answer] * 5)
    with pytest.raises(UnreachableError):
        youtube.begin_upload({"snippet": {"title": "A"}}, 5, "a.mp4", notify=False)


def test_a_wait_of_hours_is_left_to_a_person() -> None:
    youtube, _, pauses = gateway(error(503, "backendError", **{"retry-after": "86400"}))
    with pytest.raises(UnreachableError):
        youtube.send(LIST)
    assert pauses == []


def test_a_front_ends_429_without_a_body_is_waited_for() -> None:
    youtube, _, pauses = gateway(Answer(429, {}, b""), ok(items=[]))
    youtube.send(LIST)
    assert len(pauses) == 1


def test_an_upload_begins_at_the_media_address_with_size_and_name() -> None:
    """Media has an address of its own, which must follow the configured root."""
    youtube, script, _ = gateway(Answer(200, {"location": "http://127.0.0.1:1/u?upload_id=x"}, b""))
    session = youtube.begin_upload(
        {"snippet": {"title": "Ả"}, "status": {"privacyStatus": "private"}}, 5, "hội.mp4", notify=False
    )
    method, url, body = script.sent[0]
    assert session == "http://127.0.0.1:1/u?upload_id=x"
    assert (method, url.split("?")[0]) == ("POST", "http://127.0.0.1:1/upload/youtube/v3/videos")
    assert "uploadType=resumable" in url
    assert "notifySubscribers=false" in url
    assert json.loads(body)["snippet"] == {"title": "Ả"}


def test_an_api_that_is_not_enabled_is_named() -> None:
    for call, name in (
        (LIST, "YouTube Data API v3"),
        (Call("youtubereporting.jobs.list", {}), "YouTube Reporting API"),
        (Call("youtubeAnalytics.reports.query", {"ids": "channel==MINE"}), "YouTube Analytics API"),
    ):
        youtube, _, _ = gateway(error(403, "accessNotConfigured"))
        with pytest.raises(AccessError) as caught:
            youtube.send(call)
        assert (caught.value.code, caught.value.values) == ("api-not-enabled", {"api": name})


def test_the_reporting_api_is_asked_without_a_budget_and_by_nested_names() -> None:
    youtube, script, _ = gateway(ok(reports=[{"id": "1"}], nextPageToken="T"), ok(reports=[{"id": "2"}]))
    call = Call("youtubereporting.jobs.reports.list", {"jobId": "J"})
    assert [each["id"] for each in youtube.items(call, "reports")] == ["1", "2"]
    assert [url.partition("?")[0] for _, url, _ in script.sent] == ["http://127.0.0.1:1/v1/jobs/J/reports"] * 2
    assert youtube.budget.spent == []  # type: ignore[attr-defined]


def test_a_job_of_reports_is_not_made_again_blindly() -> None:
    youtube, script, _ = gateway(LostError("reset", sent=True))
    with pytest.raises(AnswerLostError):
        youtube.send(Call("youtubereporting.jobs.create", {}, {"name": "n", "reportTypeId": "t"}))
    assert len(script.sent) == 1


def test_a_file_is_fetched_from_where_the_api_is_alone() -> None:
    """The token goes along."""
    method = "youtubereporting.media.download"
    youtube, script, _ = gateway(PAGE, Answer(200, {}, b"date\n"))
    assert youtube.file(method, "http://127.0.0.1:1/v1/media/a", lambda body: body.startswith(b"date")) == b"date\n"
    assert len(script.sent) == 2
    with pytest.raises(UnreachableError):
        youtube.file(method, "http://elsewhere.example/v1/media/a", lambda _body: True)
    assert len(script.sent) == 2
