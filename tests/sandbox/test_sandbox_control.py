"""Budgets, the journal, settings, the seed: what stands beside the API."""

from __future__ import annotations

import time
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import ROOT, Clock, Driver

from ytchannel.sandbox import ConnectionCut, Request, Sandbox
from ytchannel.sandbox.discovery.document import document, youtube
from ytchannel.sandbox.quota import price

if TYPE_CHECKING:
    from pathlib import Path

LIST = {"part": "id", "mine": "true"}


# Budgets.


@pytest.mark.parametrize(
    ("method", "units", "bucket"),
    [
        ("playlists.list", 1, "default"),
        ("playlists.insert", 50, "default"),
        ("playlistItems.update", 50, "default"),
        ("channelSections.delete", 50, "default"),
        ("channels.list", 1, "default"),
        ("videos.list", 1, "default"),
        ("videos.update", 50, "default"),
        ("videos.getRating", 1, "default"),
        ("thumbnails.set", 50, "default"),
        ("captions.list", 50, "default"),
        ("captions.insert", 400, "default"),
        ("captions.update", 450, "default"),
        ("captions.delete", 50, "default"),
        ("videos.insert", 1, "videos.insert"),
        ("search.list", 1, "search.list"),
        ("videos.batchGetStats", 1, "videos.batchGetStats"),
    ],
)
def test_a_request_costs_what_the_table_of_prices_says(method: str, units: int, bucket: str) -> None:
    assert f"youtube.{method}" in youtube().methods
    assert price(f"youtube.{method}") == (units, bucket)


def test_invalid_requests_are_charged_too(tube: Driver) -> None:
    tube.call("playlists.insert", {}, part="snippet")
    tube.call("playlists.list", part="nothing")
    tube.call("search.list", part="id")
    totals = tube.control("GET", "journal")["totals"]
    assert totals == {"default": 51, "videos.insert": 0, "search.list": 1, "videos.batchGetStats": 0}


def test_the_empty_pool_answers_403_and_charges_nothing(tube: Driver) -> None:
    tube.settings(quota={"default": 51})
    assert tube.call("playlists.insert", {"snippet": {"title": "A"}}, part="snippet").status == 200
    refused = tube.call("playlists.insert", {"snippet": {"title": "B"}}, part="snippet")
    assert refused.refused == (403, "quotaExceeded")
    assert refused.body["error"]["errors"][0]["domain"] == "youtube.quota"
    assert "<a href=" in refused.body["error"]["message"]  # facts 5.1: it may have HTML in it
    assert tube.journal()[-1]["units"] == 0
    assert tube.call("playlists.list", **LIST).status == 200
    assert tube.call("playlists.list", **LIST).status == 403


def test_empty_budgets_of_uploads_and_searches_answer_429_of_a_day(tube: Driver) -> None:
    tube.settings(quota={"videos.insert": 1, "search.list": 0})
    tube.video()
    for answer in (tube.begin(5), tube.call("search.list", part="id", q="x")):
        assert answer.refused == (429, "rateLimitExceeded")
        assert answer.body["error"]["errors"][0]["domain"] == "global"
        assert answer.body["error"]["status"] == "RESOURCE_EXHAUSTED"
        detail = answer.body["error"]["details"][0]
        assert (detail["reason"], detail["metadata"]["quota_unit"]) == ("RATE_LIMIT_EXCEEDED", "1/d/{project}")
    assert tube.call("playlists.list", **LIST).status == 200


def test_a_fault_that_stands_for_an_empty_budget_costs_nothing(tube: Driver) -> None:
    tube.fault("playlists.list", "403-quotaExceeded", "429", "503")
    for _ in range(3):
        tube.call("playlists.list", **LIST)
    assert [each["units"] for each in tube.journal()] == [0, 0, 1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2026, 11, 25, 7, 59, 59, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),  # winter: UTC-8
        (datetime(2026, 7, 1, 6, 59, 59, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),  # summer: UTC-7
    ],
)
def test_budgets_are_full_again_at_midnight_pacific(
    tube: Driver, clock: Clock, before: datetime, after: datetime
) -> None:
    tube.settings(quota={"default": 1})
    clock.now = before
    assert tube.call("playlists.list", **LIST).status == 200
    assert tube.call("playlists.list", **LIST).status == 403
    clock.now = after
    assert tube.call("playlists.list", **LIST).status == 200


# The journal.


def test_the_journal_has_every_api_request_and_no_other(tube: Driver) -> None:
    tube.playlist()
    tube.call("playlists.list", part="id", mine="true")
    tube.send("GET", "/youtube/v3/nothing")
    tube.control("GET", "media")
    told = [(each["method"], each["status"], each["units"], each["bucket"]) for each in tube.journal()]
    assert told == [
        ("youtube.playlists.insert", 200, 50, "default"),
        ("youtube.playlists.list", 200, 1, "default"),
        ("unknown", 404, 0, "default"),
    ]
    assert "phase" not in tube.journal()[0]
    tube.control("DELETE", "journal")
    assert tube.journal() == []


def test_emptying_the_journal_fills_no_budget(tube: Driver) -> None:
    tube.settings(quota={"default": 1})
    tube.call("playlists.list", **LIST)
    tube.control("DELETE", "journal")
    assert tube.call("playlists.list", **LIST).status == 403


def test_what_is_unfinished_stands_in_the_journal(tube: Driver) -> None:
    session = tube.session(1 << 22)
    head = Request("PUT", session, {"Content-Range": f"bytes 0-{(1 << 22) - 1}/{1 << 22}"})
    exchange = tube.sandbox.begin(head)
    for _ in range(3):
        exchange.feed(bytes(1 << 20))
    last = tube.journal()[-1]
    assert (last["phase"], last["status"], last["bytes"]) == ("bytes", 0, 3 << 20)
    exchange.abort()


# Settings.


def test_settings_are_merged_and_told(tube: Driver) -> None:
    tube.settings(quota={"videos.insert": 3}, latency_ms=50)
    told = tube.settings(channel={"title": "Kênh"})
    assert (told["quota"]["default"], told["quota"]["videos.insert"], told["quota"]["search.list"]) == (10_000, 3, 100)
    assert (told["latency_ms"], told["channel"]["title"]) == (50, "Kênh")
    assert told["channel"]["handle"].startswith("@")
    assert tube.control("GET", "settings") == told


@pytest.mark.parametrize(
    "wish",
    [
        {"latency": 5},
        {"latency_ms": -1},
        {"latency_ms": "5"},
        {"quota": {"defaults": 1}},
        {"quota": {"default": True}},
        {"now": "2026-11-24T07:00:00"},
        {"now": "today"},
        {"now": 5},
        {"now": "0001-01-01T00:00:00+14:00"},
        {"now": "9999-12-31T23:59:59-14:00"},
        {"strict_auth": 1},
        {"tokens": "good"},
        {"processing": "soon"},
        {"processing": {"reads": -1}},
        {"processing": {"seconds": 2**62}},
        {"session_days": 1e300},
        {"analytics_lag_hours": 1e300},
        {"stale_reads": 1.5},
        {"duplicates": "maybe"},
        {"channel": {"name": "x"}},
        {"bandwidth": None},
        {"latency_ms": 5, "bandwidth": "x"},
    ],
)
def test_settings_that_cannot_be_are_refused_whole(tube: Driver, wish: dict[str, Any]) -> None:
    before = tube.control("GET", "settings")
    assert tube.control("PUT", "settings", wish).status == 400
    assert tube.control("GET", "settings") == before


def test_latency_is_for_the_api_only(tube: Driver, clock: Clock) -> None:
    tube.settings(latency_ms=50)
    tube.control("GET", "journal")
    assert clock.slept == []
    tube.call("playlists.list", **LIST)
    assert clock.slept == [0.05]


def test_a_set_time_stands_still_until_it_is_unset(tube: Driver, clock: Clock) -> None:
    tube.settings(now="2027-01-01T07:00:00+07:00")
    clock.on(hours=5)
    assert tube.call("playlists.insert", {"snippet": {"title": "A"}}, part="snippet").body["snippet"][
        "publishedAt"
    ] == ("2027-01-01T00:00:00Z")
    tube.settings(now=None)
    made = tube.call("playlists.insert", {"snippet": {"title": "B"}}, part="snippet").body["snippet"]["publishedAt"]
    assert made == "2026-11-24T12:00:00Z"


# Reset, and the same again.


def test_reset_empties_the_channel_and_fills_the_budgets(tube: Driver) -> None:
    tube.settings(quota={"default": 60, "videos.insert": 1}, latency_ms=1)
    tube.playlist()
    session = tube.session(5)
    tube.fault("playlists.list", "503")
    assert tube.control("POST", "reset") == {}
    assert tube.journal() == []
    assert tube.put(session, b"video").status == 404
    tube.control("POST", "reset")
    assert tube.call("playlists.list", **LIST).body["items"] == []
    assert tube.control("GET", "settings")["latency_ms"] == 1
    assert tube.session(5) != session


def test_ids_are_the_same_in_every_sandbox() -> None:
    def ids() -> list[str]:
        with Sandbox(clock=Clock()) as sandbox:
            tube = Driver(sandbox, Clock())
            playlist, video = tube.playlist(), tube.video()
            return [playlist, video, tube.item(playlist, video).body["id"], tube.playlist()]

    assert ids() == ids()
    assert len(set(ids())) == 4


# The seed.


def seeded(**wish: int) -> tuple[Any, ...]:
    clock = Clock()
    with Sandbox(clock=clock) as sandbox:
        tube = Driver(sandbox, clock)
        told = tube.control("POST", "seed", wish)
        playlists = tube.call("playlists.list", part="id,snippet,contentDetails", mine="true", maxResults=50).body
        ids = [each["id"] for each in playlists["items"]]
        orders = [tube.order(id_) for id_ in ids]
        videos = tube.call("videos.list", part="snippet,status,statistics", id=orders[0][:50]).body["items"]
        return told, playlists, orders, videos


def test_a_seed_makes_the_same_channel_again() -> None:
    wish = {"videos": 100, "playlists": 3, "items_per_playlist": 40, "seed": 7}
    first = seeded(**wish)
    assert first == seeded(**wish)
    assert first[0] == {"videos": 100, "playlists": 3, "items": 120}
    assert first[1:] != seeded(**{**wish, "seed": 8})[1:]
    assert [each["contentDetails"]["itemCount"] for each in first[1]["items"]] == [40, 40, 40]
    privacies = [each["status"]["privacyStatus"] for each in first[3]]
    assert privacies.count("public") > len(privacies) / 2
    days = [each["snippet"]["publishedAt"] for each in first[3]]
    assert min(days) < "2026-06"
    assert max(days) < "2026-11-24"
    assert any(int(each["statistics"]["viewCount"]) > 0 for each in first[3])


def test_seeded_titles_have_every_vietnamese_mark() -> None:
    texts = "".join(each["snippet"]["title"] for each in seeded(videos=100, playlists=2, items_per_playlist=50)[3])
    marks = set(unicodedata.normalize("NFD", texts)) & set(map(chr, range(0x300, 0x370)))
    assert {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "\u0302", "\u0306", "\u031b"} <= marks
    assert "đ" in texts.lower()


def test_a_seed_of_5000_videos_is_quick_and_replaces_what_was(tube: Driver) -> None:
    tube.playlist("Cũ")
    started = time.perf_counter()
    tube.control("POST", "seed", {"videos": 5000, "playlists": 7, "items_per_playlist": 200, "seed": 1})
    assert time.perf_counter() - started < 5
    assert len(tube.call("playlists.list", part="id", mine="true", maxResults=50).body["items"]) == 7
    assert tube.control("GET", "settings")["quota"]["default"] == 10000
    assert tube.playlist("Mới")
    assert tube.video()


@pytest.mark.parametrize("wish", [{"videos": -1}, {"videos": "x"}, {"video": 5}, {"seed": 1.5}])
def test_a_seed_that_cannot_be_is_refused(tube: Driver, wish: dict[str, Any]) -> None:
    assert tube.control("POST", "seed", wish).status == 400


# Several doors to one file.


def test_two_may_have_the_same_sandbox_open(tmp_path: Path, clock: Clock) -> None:
    with Sandbox(tmp_path / "s.db", clock=clock) as one, Sandbox(tmp_path / "s.db", clock=clock) as two:
        first, second = Driver(one, clock), Driver(two, clock)
        ids = [first.playlist("A"), second.playlist("B")]
        assert ids[0] != ids[1]
        first.settings(quota={"default": 102})
        assert second.call("playlists.list", **LIST).status == 200
        assert first.call("playlists.list", **LIST).status == 200
        assert second.call("playlists.list", **LIST).status == 403


def test_state_outlives_the_process_that_made_it(tmp_path: Path, clock: Clock) -> None:
    with Sandbox(tmp_path / "deep" / "s.db", clock=clock) as sandbox:
        id_ = Driver(sandbox, clock).playlist("A")
    with Sandbox(tmp_path / "deep" / "s.db", clock=clock) as sandbox:
        assert Driver(sandbox, clock).call("playlists.list", part="id", mine="true").body["items"][0]["id"] == id_


def test_threads_share_a_sandbox(tmp_path: Path, clock: Clock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with Sandbox(tmp_path / "s.db", clock=clock) as sandbox, ThreadPoolExecutor(4) as pool:
        tube = Driver(sandbox, clock)
        tube.settings(playlists_a_day=None)
        ids = list(pool.map(lambda number: tube.playlist(str(number)), range(40)))
        videos = list(pool.map(lambda number: tube.video(bytes(100_000 + number)), range(8)))
        assert len(set(ids)) == 40
        assert sorted(each["size"] for each in tube.control("GET", "media").values()) == [100_000 + n for n in range(8)]
        assert len(set(videos)) == 8


def test_it_opens_at_once(tmp_path: Path) -> None:
    times = []
    for _ in range(6):
        document.cache_clear()
        started = time.perf_counter()
        with Sandbox(tmp_path / "s.db") as sandbox:
            sandbox.handle(
                Request("GET", f"{ROOT}/youtube/v3/playlists?part=id&mine=true", {"Authorization": "Bearer x"})
            )
        times.append(time.perf_counter() - started)
    assert min(times) < 0.03


def test_a_cut_connection_leaves_nothing_open(tube: Driver) -> None:
    tube.fault("videos.insert", "drop", phase="bytes")
    with pytest.raises(ConnectionCut):
        tube.put(tube.session(5), b"video")
    assert tube.journal()[-1]["status"] == 0


# Words for who steers it.


@pytest.mark.parametrize(
    ("verb", "what", "body", "told"),
    [
        ("PUT", "settings", {"latencyms": 5}, "Did you mean latency_ms?"),
        ("PUT", "settings", {"colour": 5}, "GET /_sandbox/settings has them all."),
        ("PUT", "settings", {"duplicates": "reject"}, "Values: accept, refuse."),
        ("PUT", "settings", {"latency_ms": "5"}, "latency_ms cannot be '5'. Each API request waits so long"),
        ("POST", "settings", {}, "settings (GET, PUT)"),
        ("POST", "seed", {"video": 3}, "there are videos, playlists, items_per_playlist, seed"),
        ("POST", "seed", {"videos": -3}, "a whole number from 0 to 200000"),
        ("POST", "faults", {"method": "playlists.insert", "faults": []}, "Did you mean youtube.playlists.insert?"),
        ("POST", "faults", {"method": "reports.query", "faults": []}, "Did you mean youtubeAnalytics.reports.query?"),
        ("POST", "faults", {"method": "youtube.videos.insert", "faults": [], "phase": "end"}, "begin, bytes, query"),
    ],
)
def test_what_is_wrong_is_refused_with_what_would_be_right(
    tube: Driver, verb: str, what: str, body: dict[str, Any], told: str
) -> None:
    answer = tube.send(verb, f"/_sandbox/{what}", body)
    assert answer.status in (400, 404)
    assert told in answer.body["error"]["message"]


def test_the_control_plane_without_a_path_says_what_it_has(tube: Driver) -> None:
    assert "settings (GET, PUT)" in tube.send("GET", "/_sandbox").body["error"]["message"]
