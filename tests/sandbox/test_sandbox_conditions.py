"""Writes under a condition: If-Match with the ETag that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox_driver import Answer, Clock, Driver


def read(tube: Driver, kind: str, id_: str, part: str) -> dict[str, Any]:
    return dict(tube.call(f"{kind}.list", part=part, id=id_).body["items"][0])


def rename(tube: Driver, id_: str, title: str, etag: str = "") -> Answer:
    headers = {"If_Match": etag} if etag else {}
    return tube.call("playlists.update", {"id": id_, "snippet": {"title": title}}, headers, part="snippet")


@pytest.mark.parametrize("part", ["snippet", "id,snippet,status", "snippet,contentDetails,localizations,player,status"])
@pytest.mark.parametrize("form", ["{}", '"{}"', 'W/"{}"'])
def test_an_update_with_the_etag_that_was_read_is_taken_once(tube: Driver, part: str, form: str) -> None:
    """If-Match guards writes: an edit made meanwhile gives 412 instead of being overwritten (facts 2.4, 8)."""
    playlist = tube.playlist("A")
    etag = form.format(read(tube, "playlists", playlist, part)["etag"])
    assert rename(tube, playlist, "B", etag).status == 200
    refused = rename(tube, playlist, "C", etag)
    assert (*refused.refused, refused.where) == (412, "conditionNotMet", "If-Match")
    assert read(tube, "playlists", playlist, "snippet")["snippet"]["title"] == "B"
    assert rename(tube, playlist, "C", "*").status == 200


def test_an_edit_in_studio_stops_the_write_of_who_read_before(tube: Driver) -> None:
    video = tube.video()
    before = read(tube, "videos", video, "snippet,status,processingDetails,fileDetails,statistics")
    tube.control("POST", "studio", {"video": video, "title": "Sửa trong Studio"})
    body = {"id": video, "snippet": {"title": "B", "categoryId": "25"}}
    assert tube.call("videos.update", body, {"If_Match": before["etag"]}, part="snippet").status == 412
    now = read(tube, "videos", video, "snippet,status")
    assert tube.call("videos.update", body, {"If_Match": now["etag"]}, part="snippet").status == 200


def test_deletions_and_entries_are_guarded_too(tube: Driver) -> None:
    playlist = tube.playlist()
    first, second = (tube.item(playlist, tube.video()).body for _ in range(2))
    tube.call(
        "playlistItems.update", {"id": first["id"], "snippet": {**first["snippet"], "position": 1}}, part="snippet"
    )
    stale, fresh = {"If_Match": second["etag"]}, read(tube, "playlistItems", second["id"], "snippet")["etag"]
    assert tube.call("playlistItems.delete", b"", stale, id=second["id"]).refused == (412, "conditionNotMet")
    assert tube.call("playlistItems.delete", b"", {"If_Match": fresh}, id=second["id"]).status == 204


def test_what_is_gone_is_404_whatever_the_condition(tube: Driver) -> None:
    assert rename(tube, "PL-nothing", "A", "x").refused == (404, "playlistNotFound")


def test_a_condition_counts_as_no_look_at_a_video_that_is_processed(tube: Driver) -> None:
    tube.settings(processing={"reads": 2})
    video = tube.video()
    body = {"id": video, "snippet": {"title": "B", "categoryId": "25"}}
    assert tube.call("videos.update", body, {"If_Match": "x"}, part="snippet").status == 412
    told = [read(tube, "videos", video, "status")["status"]["uploadStatus"] for _ in range(3)]
    assert told == ["uploaded", "uploaded", "processed"]


def test_conditions_can_be_ignored(tube: Driver) -> None:
    """That 412 really comes back for playlists and videos is not known (facts 8)."""
    tube.settings(if_match="ignore")
    assert rename(tube, tube.playlist("A"), "B", "x").status == 200


def test_whether_304_is_charged_is_a_setting(tube: Driver, clock: Clock) -> None:
    """Whether a 304 is free is not stated (facts 8)."""
    url = "/youtube/v3/playlists?part=id&mine=true"
    tag = tube.send("GET", url).body["etag"]
    assert tube.send("GET", url, If_None_Match=tag).status == 304
    tube.settings(charge_not_modified=False)
    assert tube.send("GET", url, If_None_Match=tag).status == 304
    tube.settings(latency_ms=5)
    assert tube.send("GET", url, If_None_Match=tag).status == 304
    assert [each["units"] for each in tube.journal()] == [1, 1, 0, 0]
    assert clock.slept == [0.005]
