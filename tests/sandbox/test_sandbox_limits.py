"""Limits of a channel that are no quota: new playlists a day, playlists in all, uploads in 24 hours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox_driver import Answer, Clock, Driver

NEW = {"snippet": {"title": "A"}}


def insert(tube: Driver) -> Answer:
    return tube.call("playlists.insert", NEW, part="snippet")


def count(tube: Driver) -> int:
    return int(tube.call("playlists.list", part="id", mine="true").body["pageInfo"]["totalResults"])


def test_about_ten_new_playlists_a_day_then_429(tube: Driver) -> None:
    """429 RESOURCE_EXHAUSTED "creating too many playlists" (facts 2.5); the daily unit of quota is not there."""
    assert [insert(tube).status for _ in range(10)] == [200] * 10
    refused = insert(tube)
    assert refused.refused == (429, "RATE_LIMIT_EXCEEDED")
    error: dict[str, Any] = refused.body["error"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert "creating too many playlists" in error["message"]
    assert "details" not in error
    assert count(tube) == 10


def test_the_day_of_new_playlists_is_the_pacific_one(tube: Driver, clock: Clock) -> None:
    tube.settings(playlists_a_day=1)
    clock.now = datetime(2026, 11, 25, 7, 59, 59, tzinfo=UTC)
    assert [insert(tube).status for _ in range(2)] == [200, 429]
    clock.now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    assert [insert(tube).status for _ in range(2)] == [200, 429]


def test_deleted_playlists_count_and_refused_ones_do_not(tube: Driver) -> None:
    tube.settings(playlists_a_day=2)
    assert tube.call("playlists.insert", {"snippet": {"title": "<"}}, part="snippet").status == 400
    tube.call("playlists.delete", id=insert(tube).body["id"])
    assert [insert(tube).status for _ in range(3)] == [200, 429, 429]


def test_seeds_do_not_count_and_the_limit_can_be_lifted(tube: Driver) -> None:
    tube.control("POST", "seed", {"playlists": 30})
    assert [insert(tube).status for _ in range(11)] == [200] * 10 + [429]
    tube.settings(playlists_a_day=None)
    assert insert(tube).status == 200
    tube.control("POST", "reset")
    tube.settings(playlists_a_day=1)
    assert [insert(tube).status for _ in range(2)] == [200, 429]


def test_playlists_can_have_a_limit_in_all(tube: Driver) -> None:
    """MaxPlaylistExceeded exists, its number is not documented (facts 2.5)."""
    tube.settings(playlists_at_most=2)
    first = insert(tube).body["id"]
    insert(tube)
    refused = insert(tube)
    assert refused.refused == (400, "maxPlaylistExceeded")
    assert refused.body["error"]["errors"][0]["domain"] == "youtube.playlist"
    tube.call("playlists.delete", id=first)
    assert insert(tube).status == 200


def test_too_many_uploads_of_the_channel_answer_400_for_24_hours(tube: Driver, clock: Clock) -> None:
    """UploadLimitExceeded is per channel, 400, domain youtube.video, and clears after about 24 h (facts 5.3)."""
    tube.settings(uploads_a_day=2)
    tube.video()
    clock.on(hours=1)
    tube.call("videos.delete", id=tube.video())
    refused = tube.begin(5)
    assert refused.refused == (400, "uploadLimitExceeded")
    assert refused.body["error"]["errors"][0]["domain"] == "youtube.video"
    clock.on(hours=22, minutes=59, seconds=59)
    assert tube.begin(5).status == 400
    clock.on(seconds=2)
    assert tube.video()
    assert tube.begin(5).status == 400


def test_a_session_without_a_video_is_no_upload_of_the_limit(tube: Driver) -> None:
    tube.settings(uploads_a_day=1)
    tube.session(5)
    assert tube.video()
    tube.settings(uploads_a_day=None)
    assert tube.video()
