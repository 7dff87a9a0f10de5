"""What stands around the resources: of lists, of pages, of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_clients import film
from sandbox_fitting import fits
from sandbox_shapes import ERROR, PAGES, WHOLE

if TYPE_CHECKING:
    from sandbox_driver import Answer, Driver

# A list, a filter of it, and the kind of its answer.
PAGED = {
    "channels.list": ("id", "youtube#channelListResponse"),
    "playlists.list": ("mine", "youtube#playlistListResponse"),
    "playlistItems.list": ("playlistId", "youtube#playlistItemListResponse"),
}
UNPAGED = {
    "channelSections.list": ({"mine": "true"}, "youtube#channelSectionListResponse"),
    "videoCategories.list": ({"regionCode": "VN"}, "youtube#videoCategoryListResponse"),
}


def filters(tube: Driver) -> dict[str, str]:
    """Filters behind which there are three entries."""
    tube.settings(channels=[{"title": "Hai", "handle": "@hai"}, {"title": "Ba", "handle": "@ba"}])
    tube.control("POST", "seed", {"videos": 5, "playlists": 3, "items_per_playlist": 3})
    found = [tube.call("channels.list", part="id", forHandle=name).body["items"][0]["id"] for name in ("@hai", "@ba")]
    own = tube.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    playlist = tube.call("playlists.list", part="id", mine="true").body["items"][0]["id"]
    return {"id": ",".join([own, *found]), "mine": "true", "playlistId": playlist}


@pytest.mark.parametrize("method", PAGED)
def test_a_page_tells_of_the_next_and_the_one_before(tube: Driver, method: str) -> None:
    name, kind = PAGED[method]
    query = {"part": "id", name: filters(tube)[name], "maxResults": 1}
    pages = [tube.call(method, **query).body]
    while "nextPageToken" in pages[-1]:
        pages.append(tube.call(method, **query, pageToken=pages[-1]["nextPageToken"]).body)
    fits(PAGES, pages)
    assert [len(page["items"]) for page in pages] == [1, 1, 1]
    assert [{"nextPageToken", "prevPageToken"} & set(page) for page in pages] == [
        {"nextPageToken"},
        {"nextPageToken", "prevPageToken"},
        {"prevPageToken"},
    ]
    assert {page["kind"] for page in pages} == {kind}
    assert [page["pageInfo"] for page in pages] == [{"totalResults": 3, "resultsPerPage": 1}] * 3


@pytest.mark.parametrize("method", UNPAGED)
def test_a_list_without_pages_has_kind_etag_and_items(tube: Driver, method: str) -> None:
    query, kind = UNPAGED[method]
    body = {"snippet": {"type": "recentUploads"}}
    tube.call("channelSections.insert", body, part="snippet")
    shown = tube.call(method, part="id", **query).body
    fits(WHOLE, [shown])
    assert (list(shown), shown["kind"]) == (["kind", "etag", "items"], kind)


def test_videos_by_id_stand_on_one_page(tube: Driver) -> None:
    shown = tube.call("videos.list", part="id", id=[tube.video(film(size)) for size in (50, 60)]).body
    assert set(shown) == {"kind", "etag", "items", "pageInfo"}
    assert (shown["kind"], shown["pageInfo"]) == (
        "youtube#videoListResponse",
        {"totalResults": 2, "resultsPerPage": 2},
    )


def test_figures_stand_in_a_list_of_their_own(tube: Driver) -> None:
    shown = tube.call("videos.batchGetStats", part="id", id=tube.video(film(50))).body
    fits(WHOLE, [shown])
    assert shown["kind"] == "youtube#batchGetStatsResponse"


@pytest.mark.parametrize("method", ["playlists.list", "channelSections.list"])
def test_an_empty_list_has_empty_items(tube: Driver, method: str) -> None:
    assert tube.call(method, part="id", mine="true").body["items"] == []


def test_channels_that_are_not_found_leave_items_out(tube: Driver) -> None:
    """googleapis/google-api-python-client and others stumble: there is no key at all."""
    shown = tube.call("channels.list", part="id", forHandle="@nobody").body
    assert set(shown) == {"kind", "etag", "pageInfo"}
    assert shown["pageInfo"] == {"totalResults": 0, "resultsPerPage": 5}


def test_a_deletion_answers_204_and_nothing(tube: Driver) -> None:
    got = tube.call("playlists.delete", id=tube.playlist())
    assert (got.status, got.body) == (204, {})


ERRORS = {
    "a parameter": lambda tube: tube.send("GET", "/youtube/v3/playlists?part=id&mine=true&maxResults=99"),
    "a field": lambda tube: tube.call("playlists.insert", {"snippet": {"title": 5}}, part="snippet"),
    "nothing found": lambda tube: tube.call("playlists.delete", id="PLno"),
    "no token": lambda tube: tube.send("GET", "/youtube/v3/playlists?part=id&mine=true", Authorization=""),
    "no media": lambda tube: tube.call("videos.insert", {}, part="snippet"),
    "not modelled": lambda tube: tube.send("GET", "/youtube/v3/superChatEvents?part=id"),
    "no path": lambda tube: tube.send("GET", "/youtube/v3/nothing"),
    "no session": lambda tube: tube.send("PUT", "/upload/youtube/v3/videos?upload_id=nothing", b"x"),
}


def test_an_error_has_code_message_status_and_errors(tube: Driver) -> None:
    """Facts 5.1; the first error has domain, reason and message always, a location where there is one."""
    answers: list[Answer] = [ask(tube) for ask in ERRORS.values()]
    fits(ERROR, [each.body for each in answers])
    for each in answers:
        error = each.body["error"]
        assert {"code", "message", "errors", "status"} <= set(error)
        assert error["code"] == each.status
        assert error["message"]
        assert error["errors"][0]["message"]
        assert each.headers["content-type"].lower() == "application/json; charset=utf-8"
        assert ("location" in error["errors"][0]) == ("locationType" in error["errors"][0])


def test_details_name_what_is_wrong_in_a_body(tube: Driver) -> None:
    """The front end speaks of the body as `resource`: jonnekaunisto/simple-youtube-api #23."""
    error: dict[str, Any] = tube.call("playlists.insert", {"snippet": {"colour": 1}}, part="snippet").body["error"]
    message = "Invalid JSON payload received. Unknown name \"colour\" at 'resource.snippet': Cannot find field."
    assert error["message"] == message
    assert error["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert error["details"][0]["fieldViolations"] == [{"field": "resource.snippet", "description": message}]
