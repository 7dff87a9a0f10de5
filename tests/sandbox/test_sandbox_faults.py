"""Faults: each of the grammar, the queues, and the phase of an upload that one is aimed at."""

from __future__ import annotations

import pytest
from sandbox_driver import CHUNK, Clock, Driver

from ytchannel.sandbox import ConnectionCut

NEW = {"snippet": {"title": "A"}}


def insert(tube: Driver) -> tuple[int, str]:
    answer = tube.call("playlists.insert", NEW, part="snippet")
    return (200, "") if answer.status == 200 else answer.refused


def titles(tube: Driver) -> list[str]:
    items = tube.call("playlists.list", part="snippet", mine="true", maxResults=50).body["items"]
    return [each["snippet"]["title"] for each in items]


@pytest.mark.parametrize(
    ("fault", "status", "reason", "domain"),
    [
        ("400", 400, "badRequest", "global"),
        ("401", 401, "authError", "global"),
        ("403", 403, "forbidden", "global"),
        ("403-quotaExceeded", 403, "quotaExceeded", "youtube.quota"),
        ("403-userRateLimitExceeded", 403, "userRateLimitExceeded", "usageLimits"),
        ("404-playlistNotFound", 404, "playlistNotFound", "youtube.playlist"),
        ("409-aborted", 409, "aborted", "global"),
        ("429", 429, "rateLimitExceeded", "global"),
        ("429-rateLimitExceeded", 429, "rateLimitExceeded", "global"),
        ("500", 500, "internalError", "global"),
        ("503", 503, "backendError", "global"),
        ("502-anythingAtAll", 502, "anythingAtAll", "youtube.playlist"),
    ],
)
def test_a_code_answers_the_error_body_of_the_api(
    tube: Driver, fault: str, status: int, reason: str, domain: str
) -> None:
    tube.fault("playlists.insert", fault)
    answer = tube.call("playlists.insert", NEW, part="snippet")
    error = answer.body["error"]
    assert (answer.status, error["code"], answer.reason) == (status, status, reason)
    assert error["errors"][0]["domain"] == domain
    assert error["message"]
    assert titles(tube) == []
    assert tube.journal()[0]["fault"] == fault
    assert insert(tube) == (200, "")


@pytest.mark.parametrize(("fault", "unit"), [("429", "1/min/{project}"), ("429-quota", "1/d/{project}")])
def test_a_429_tells_minute_from_day_by_its_unit(tube: Driver, fault: str, unit: str) -> None:
    tube.fault("playlists.insert", fault)
    answer = tube.call("playlists.insert", NEW, part="snippet")
    assert answer.refused == (429, "rateLimitExceeded")
    assert answer.body["error"]["details"][0]["metadata"]["quota_unit"] == unit


def test_faults_are_a_queue_of_one_a_request(tube: Driver) -> None:
    tube.fault("playlists.insert", "503", "429")
    tube.fault("playlists.insert", "500")
    tube.fault("playlists.list", "404")
    waiting = tube.control("GET", "faults")["faults"]
    assert {"method": "youtube.playlists.insert", "faults": ["503", "429", "500"]} in waiting
    assert [insert(tube)[0] for _ in range(4)] == [503, 429, 500, 200]
    assert tube.control("GET", "faults")["faults"] == [{"method": "youtube.playlists.list", "faults": ["404"]}]


def test_drop_cuts_before_the_work_and_lose_after_it(tube: Driver) -> None:
    tube.fault("playlists.insert", "drop", "lose")
    for count in (0, 1):
        with pytest.raises(ConnectionCut):
            insert(tube)
        assert len(titles(tube)) == count
    assert [(each["status"], each["fault"]) for each in tube.journal() if "fault" in each] == [(0, "drop"), (0, "lose")]


def test_slow_waits_so_many_seconds(tube: Driver, clock: Clock) -> None:
    tube.fault("playlists.insert", "slow-2.5")
    assert insert(tube) == (200, "")
    assert clock.slept == [2.5]


def test_stale_lists_miss_the_newest_write(tube: Driver) -> None:
    tube.playlist("A")
    tube.playlist("B")
    tube.fault("playlists.list", "stale-2")
    assert [titles(tube) for _ in range(3)] == [["A"], ["A"], ["B", "A"]]


def test_stale_lists_show_what_was_deleted_or_changed(tube: Driver) -> None:
    first = tube.playlist("A")
    second = tube.playlist("B")
    tube.call("playlists.update", {"id": first, "snippet": {"title": "C"}}, part="snippet")
    tube.fault("playlists.list", "stale-1")
    assert titles(tube) == ["B", "A"]
    tube.call("playlists.delete", id=second)
    tube.fault("playlists.list", "stale-1")
    assert titles(tube) == ["B", "C"]
    tube.fault("playlists.list", "stale-1")
    assert len(tube.call("playlists.list", part="id", id=second).body["items"]) == 1


def test_a_write_can_be_followed_by_stale_lists(tube: Driver) -> None:
    tube.fault("playlists.insert", "stale-1")
    insert(tube)
    assert [titles(tube) for _ in range(2)] == [[], ["A"]]


def test_stale_items_keep_their_former_order(tube: Driver) -> None:
    playlist = tube.playlist()
    videos = [tube.video(bytes([number])) for number in range(3)]
    items = [tube.item(playlist, video).body for video in videos]
    tube.settings(stale_reads=1)
    body = {"id": items[2]["id"], "snippet": {**items[2]["snippet"], "position": 0}}
    tube.call("playlistItems.update", body, part="snippet")

    def order() -> list[str]:
        shown = tube.call("playlistItems.list", part="contentDetails", playlistId=playlist).body["items"]
        return [each["contentDetails"]["videoId"] for each in shown]

    assert order() == videos
    assert order() == [videos[2], *videos[:2]]


def test_the_uploads_list_can_lag_behind_an_upload(tube: Driver) -> None:
    uploads = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]["contentDetails"]
    query = {"part": "id", "playlistId": uploads["relatedPlaylists"]["uploads"]}
    tube.fault("videos.insert", "stale-1")
    tube.video()
    assert [len(tube.call("playlistItems.list", **query).body["items"]) for _ in range(2)] == [0, 1]


# The work is done, the answer is an error.


@pytest.mark.parametrize(
    ("fault", "refused"),
    [("404-videoNotFound-done", (404, "videoNotFound")), ("503-done", (503, "backendError"))],
)
def test_an_error_can_come_although_the_work_is_done(tube: Driver, fault: str, refused: tuple[int, str]) -> None:
    """VideoNotFound after upload, or the item was in fact added (facts 3)."""
    playlist, video = tube.playlist(), tube.video()
    tube.fault("playlistItems.insert", fault)
    assert tube.item(playlist, video).refused == refused
    assert tube.order(playlist) == [video]
    assert tube.item(playlist, video).status == 200


def test_what_is_refused_by_a_rule_is_not_done_whatever_the_fault_says(tube: Driver) -> None:
    tube.fault("playlists.insert", "503-done")
    assert tube.call("playlists.insert", {"snippet": {"title": "<"}}, part="snippet").status == 400
    assert titles(tube) == []


def test_an_upload_can_end_with_an_error_and_a_video(tube: Driver) -> None:
    session = tube.session(2 * CHUNK)
    tube.fault("videos.insert", "500-done")
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}").status == 308
    assert tube.put(session, bytes(CHUNK), f"{CHUNK}-{2 * CHUNK - 1}/{2 * CHUNK}").status == 500
    assert tube.put(session, span=f"*/{2 * CHUNK}").body["kind"] == "youtube#video"
    assert len(tube.control("GET", "media")) == 1


# Errors without the API's body.

PHASES = ["begin", "bytes", "query", "final"]


@pytest.mark.parametrize("method", ["playlists.list", "playlists.insert"])
def test_front_ends_answer_a_page_or_nothing(tube: Driver, method: str) -> None:
    """Not every answer is JSON: front ends give empty bodies or HTML (facts 5.1)."""
    tube.fault(method, "html-502", "empty-503")
    query = {"mine": "true"} if method == "playlists.list" else {}
    body = b"" if method == "playlists.list" else NEW
    page = tube.call(method, body, part="snippet", **query)
    assert (page.status, page.headers["content-type"]) == (502, "text/html; charset=UTF-8")
    assert "That’s an error" in page.body.decode()
    nothing = tube.call(method, body, part="snippet", **query)
    assert (nothing.status, nothing.body) == (503, {})
    assert "content-type" not in nothing.headers
    assert titles(tube) == []


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("fault", ["html-502", "empty-500"])
def test_upload_front_ends_answer_a_page_or_nothing_in_every_phase(tube: Driver, phase: str, fault: str) -> None:
    tube.fault("videos.insert", fault, phase=phase)
    answers = [tube.begin(2 * CHUNK)]
    session = tube.session(2 * CHUNK)
    answers.append(tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}"))
    answers.append(tube.put(session, span=f"*/{2 * CHUNK}"))
    first = 0 if phase == "bytes" else CHUNK
    answers.append(tube.put(session, bytes(2 * CHUNK - first), f"{first}-{2 * CHUNK - 1}/{2 * CHUNK}"))
    told = [answer for answer in answers if answer.status >= 400]
    assert answers.index(told[0]) == PHASES.index(phase)
    assert told[0].headers.get("content-type", "") == ("text/html; charset=UTF-8" if "html" in fault else "")
    assert tube.control("GET", "faults") == {"faults": []}


def test_a_page_can_come_after_some_bytes_and_after_the_work(tube: Driver) -> None:
    tube.fault("videos.insert", "html-502-after-300000", "empty-502-done")
    session = tube.session(1 << 20)
    assert tube.put(session, bytes(1 << 20)).status == 502
    assert tube.put(session, span=f"*/{1 << 20}").headers["range"] == "bytes=0-299999"
    rest = (1 << 20) - 300000
    answer = tube.put(session, bytes(rest), f"300000-{(1 << 20) - 1}/{1 << 20}")
    assert (answer.status, answer.body) == (502, {})
    assert tube.put(session, span=f"*/{1 << 20}").status == 200


def test_503_can_say_when_to_come_again(tube: Driver) -> None:
    """A status query can bring Retry-After (facts 4.1)."""
    tube.settings(retry_after=7)
    tube.fault("playlists.insert", "503", "500")
    assert [tube.call("playlists.insert", NEW, part="snippet").headers.get("retry-after") for _ in range(2)] == [
        "7",
        None,
    ]
    session = tube.session(5)
    tube.fault("videos.insert", "503")
    assert tube.put(session, span="*/5").headers["retry-after"] == "7"


# Uploads.


def test_a_code_after_some_bytes_keeps_them(tube: Driver) -> None:
    tube.fault("videos.insert", "503-after-300000", "500-backendError-after-1")
    session = tube.session(1 << 20)
    answer = tube.put(session, bytes(1 << 20))
    assert answer.refused == (503, "backendError")
    assert tube.journal()[-1]["bytes"] == 300000
    assert tube.put(session, span=f"*/{1 << 20}").headers["range"] == "bytes=0-299999"
    rest = (1 << 20) - 300000
    assert tube.put(session, bytes(rest), f"300000-{(1 << 20) - 1}/{1 << 20}").status == 500
    assert tube.put(session, span=f"*/{1 << 20}").headers["range"] == "bytes=0-300000"


def test_a_plain_code_meets_the_very_next_request_and_keeps_nothing(tube: Driver) -> None:
    tube.fault("videos.insert", "503", "503", "503")
    assert tube.begin(5).status == 503
    tube.control("DELETE", "journal")
    waiting = tube.control("GET", "faults")["faults"]
    assert waiting == [{"method": "youtube.videos.insert", "faults": ["503", "503"]}]


def test_a_plain_code_on_bytes_keeps_none(tube: Driver) -> None:
    session = tube.session(5)
    tube.fault("videos.insert", "503", "503")
    assert tube.put(session, b"video").status == 503
    assert tube.put(session, span="*/5").status == 503
    assert "range" not in tube.put(session, span="*/5").headers


def test_drop_after_some_bytes_cuts_there(tube: Driver) -> None:
    session = tube.session(1 << 20)
    tube.fault("videos.insert", "drop-after-100000")
    sent = []

    def body() -> object:
        for _ in range(16):
            sent.append(1)
            yield bytes(1 << 16)

    with pytest.raises(ConnectionCut):
        tube.put(session, body(), f"0-{(1 << 20) - 1}/{1 << 20}")  # type: ignore[arg-type]
    assert len(sent) == 2
    assert tube.put(session, span=f"*/{1 << 20}").headers["range"] == "bytes=0-99999"


def test_short_admits_fewer_bytes_than_were_sent(tube: Driver) -> None:
    session = tube.session(2 * CHUNK)
    tube.fault("videos.insert", "short-1000")
    answer = tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}")
    assert (answer.status, answer.headers["range"]) == (308, "bytes=0-999")


def test_expire_ends_the_session(tube: Driver) -> None:
    tube.fault("videos.insert", "expire")
    session = tube.session(5)
    assert [tube.put(session, span="*/5").status for _ in range(2)] == [404, 404]
    assert tube.put(session, b"video").status == 404


def test_lose_before_the_start_loses_the_answer_of_the_start(tube: Driver) -> None:
    tube.fault("videos.insert", "lose")
    with pytest.raises(ConnectionCut):
        tube.begin(5)
    assert tube.control("GET", "journal")["totals"]["videos.insert"] == 1


def test_lose_later_waits_for_the_end(tube: Driver) -> None:
    """The queue of the contract: bytes are lost first, then the final answer; questions and chunks go unhurt."""
    tube.fault("videos.insert", "503-after-300000", "lose")
    size = 1 << 20
    session = tube.session(size)
    assert tube.put(session, bytes(size)).status == 503
    assert tube.put(session, span=f"*/{size}").status == 308
    with pytest.raises(ConnectionCut):
        tube.put(session, bytes(size - 300000), f"300000-{size - 1}/{size}")
    assert len(tube.control("GET", "media")) == 1
    assert tube.put(session, span=f"*/{size}").status == 200


def test_a_fault_can_be_aimed_at_a_phase(tube: Driver) -> None:
    tube.fault("videos.insert", "lose", phase="final")
    tube.fault("videos.insert", "500", phase="query")
    tube.fault("videos.insert", "503", phase="bytes")
    tube.fault("videos.insert", "429", phase="begin")
    assert tube.begin(2 * CHUNK).status == 429
    session = tube.session(2 * CHUNK)
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}").status == 503
    assert tube.put(session, span=f"*/{2 * CHUNK}").status == 500
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}").status == 308
    with pytest.raises(ConnectionCut):
        tube.put(session, bytes(CHUNK), f"{CHUNK}-{2 * CHUNK - 1}/{2 * CHUNK}")
    assert tube.put(session, span=f"*/{2 * CHUNK}").status == 200
    assert tube.control("GET", "faults") == {"faults": []}


def test_a_video_can_fail_to_be_processed(tube: Driver) -> None:
    tube.fault("videos.insert", "process-fail")
    shown = tube.call("videos.list", part="status,processingDetails", id=tube.video()).body["items"][0]
    assert (shown["status"]["uploadStatus"], shown["status"]["failureReason"]) == ("failed", "conversion")
    assert shown["processingDetails"]["processingStatus"] == "failed"


@pytest.mark.parametrize(
    "wish",
    [
        {"method": "youtube.playlists.nothing", "faults": ["503"]},
        {"method": "playlists.insert", "faults": ["503"]},
        {"faults": ["503"]},
        {"method": "youtube.playlists.insert"},
        {"method": "youtube.playlists.insert", "faults": "503"},
        {"method": "youtube.playlists.insert", "faults": ["600"]},
        {"method": "youtube.playlists.insert", "faults": ["200"]},
        {"method": "youtube.playlists.insert", "faults": ["503-after-x"]},
        {"method": "youtube.playlists.insert", "faults": ["503", "boom"]},
        {"method": "youtube.playlists.insert", "faults": ["stale-0"]},
        {"method": "youtube.playlists.insert", "faults": ["stale-99999999999999999999"]},
        {"method": "youtube.playlists.insert", "faults": ["slow-99999999999999999999"]},
        {"method": "youtube.videos.insert", "faults": ["503-after-99999999999999999999"]},
        {"method": "youtube.videos.insert", "faults": ["drop-after-99999999999999999999"]},
        {"method": "youtube.videos.insert", "faults": ["short-99999999999999999999"]},
        {"method": "youtube.playlists.insert", "faults": ["drop-after-5"]},
        {"method": "youtube.playlists.insert", "faults": ["expire"]},
        {"method": "youtube.thumbnails.set", "faults": ["process-fail"]},
        {"method": "youtube.videos.insert", "faults": ["503-after-5"], "phase": "begin"},
        {"method": "youtube.videos.insert", "faults": ["expire"], "phase": "begin"},
        {"method": "youtube.videos.insert", "faults": ["process-fail"], "phase": "bytes"},
        {"method": "youtube.videos.insert", "faults": ["503"], "phase": "middle"},
        {"method": "youtube.playlists.insert", "faults": ["503"], "phase": "begin"},
        {"method": "youtube.playlists.insert", "faults": ["503"], "more": 1},
        {"method": "youtube.playlists.list", "faults": ["503-done"]},
        {"method": "youtube.videos.insert", "faults": ["503-done"], "phase": "bytes"},
        {"method": "youtube.videos.insert", "faults": ["503-after-5-done"]},
        {"method": "youtube.playlists.insert", "faults": ["html-200"]},
        {"method": "youtube.playlists.insert", "faults": ["html"]},
        {"method": "youtube.playlists.insert", "faults": ["html-502-backendError"]},
        {"method": "youtube.playlists.insert", "faults": ["empty-502-after-5"]},
    ],
)
def test_faults_that_could_never_be_are_refused(tube: Driver, wish: dict[str, object]) -> None:
    assert tube.control("POST", "faults", wish).status == 400
    assert tube.control("GET", "faults") == {"faults": []}
