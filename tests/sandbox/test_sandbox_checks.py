"""What is refused before any rule of a resource: routes, parameters, bodies, tokens, pages."""

from __future__ import annotations

from typing import Any

import pytest
from sandbox_driver import ROOT, Driver

from ytchannel.sandbox import Request

LIST = "/youtube/v3/playlists"


@pytest.mark.parametrize(
    ("query", "status", "reason", "where"),
    [
        ("mine=true", 400, "required", "part"),
        ("part=&mine=true", 400, "required", "part"),
        ("part=nothing&mine=true", 400, "unknownPart", "part"),
        ("part=id,statistics&mine=true", 400, "unknownPart", "part"),
        ("part=id&mine=true&maxResults=51", 400, "invalidParameter", "maxResults"),
        ("part=id&mine=true&maxResults=-1", 400, "invalidParameter", "maxResults"),
        ("part=id&mine=true&maxResults=many", 400, "invalidParameter", "maxResults"),
        ("part=id&mine=perhaps", 400, "invalidParameter", "mine"),
        ("part=id&mine=true&max=5", 400, "unexpectedParameter", "max"),
        ("part=id&mine=true&pageToken=x", 400, "invalidPageToken", "pageToken"),
        ("part=id", 400, "missingRequiredParameter", "parameters."),
        ("part=id&mine=true&id=PL1", 400, "incompatibleParameters", "parameters."),
        ("part=id&id=" + ",".join(map(str, range(51))), 400, "invalidFilters", "id"),
    ],
)
def test_parameters_are_refused(tube: Driver, query: str, status: int, reason: str, where: str) -> None:
    answer = tube.send("GET", f"{LIST}?{query}")
    assert (*answer.refused, answer.where) == (status, reason, where)


def test_a_value_outside_an_enum_is_refused(tube: Driver) -> None:
    answer = tube.send("GET", "/youtube/v3/videos?part=id&chart=best")
    assert answer.refused == (400, "invalidParameter")


@pytest.mark.parametrize(
    "front", ["alt=json", "prettyPrint=false", "key=x", "quotaUser=u", "%24.xgafv=2", "fields=items"]
)
def test_parameters_of_the_front_end_are_taken_everywhere(tube: Driver, front: str) -> None:
    assert tube.send("GET", f"{LIST}?part=id&mine=true&{front}").status == 200


@pytest.mark.parametrize("query", ["part=id,snippet&id={0},{1}", "part=id&part=snippet&id={0}&id={1}"])
def test_repeated_parameters_come_as_keys_or_with_commas(tube: Driver, query: str) -> None:
    ids = [tube.playlist(), tube.playlist()]
    shown = tube.send("GET", f"{LIST}?{query.format(*ids)}").body["items"]
    assert [each["id"] for each in shown] == ids
    assert all("snippet" in each for each in shown)


def test_only_the_parts_that_were_asked_for_are_shown(tube: Driver) -> None:
    tube.playlist()
    shown = tube.call("playlists.list", part="contentDetails", mine="true").body["items"][0]
    assert set(shown) == {"kind", "etag", "id", "contentDetails"}


@pytest.mark.parametrize(
    ("body", "reason", "where"),
    [
        (b"{", "parseError", ""),
        (b"[]", "parseError", ""),
        ({"snippet": {"title": "A", "colour": "red"}}, "invalid", "body.snippet.colour"),
        ({"colour": "red"}, "invalid", "body.colour"),
        ({"snippet": {"title": 5}}, "invalid", "body.snippet.title"),
        ({"snippet": "A"}, "invalid", "body.snippet"),
        ({"snippet": {"title": "A"}, "status": {"privacyStatus": "secret"}}, "invalid", "body.status.privacyStatus"),
        ({"snippet": {"title": "A", "tags": "a"}}, "invalid", "body.snippet.tags"),
        ({"snippet": {}}, "playlistTitleRequired", "body.snippet.title"),
        ({"snippet": {"title": None}}, "playlistTitleRequired", "body.snippet.title"),
        ({}, "playlistTitleRequired", "body.snippet.title"),
    ],
)
def test_bodies_are_refused(tube: Driver, body: Any, reason: str, where: str) -> None:
    answer = tube.call("playlists.insert", body, part="snippet,status")
    assert (*answer.refused, answer.where) == (400, reason, where)
    assert answer.body["error"]["status"] == "INVALID_ARGUMENT"
    assert answer.body["error"]["errors"][0].get("locationType", "other") == "other"


def test_numbers_are_checked(tube: Driver) -> None:
    for position in (-1, 2**32, "x", True, 1.5):
        body = {"snippet": {"type": "recentUploads", "position": position}}
        assert tube.call("channelSections.insert", body, part="snippet").refused == (400, "invalid")
    body = {"snippet": {"type": "recentUploads", "position": "0"}}  # 64-bit numbers come as strings; so may others
    assert tube.call("channelSections.insert", body, part="snippet").status == 200


@pytest.mark.parametrize(
    ("method", "body", "reason"),
    [
        ("playlistItems.insert", {"snippet": {"resourceId": {"kind": "youtube#video"}}}, "playlistIdRequired"),
        ("playlistItems.insert", {"snippet": {"playlistId": "PL"}}, "resourceIdRequired"),
        ("videos.update", {"snippet": {"title": "A"}}, "required"),
    ],
)
def test_what_the_document_requires_is_required(tube: Driver, method: str, body: Any, reason: str) -> None:
    assert tube.call(method, body, part="snippet").refused == (400, reason)


def test_methods_that_are_not_modelled_say_so(tube: Driver) -> None:
    answer = tube.call("liveStreams.list", part="snippet", mine="true")
    assert answer.refused == (501, "notImplemented")
    assert "youtube.liveStreams.list" in answer.body["error"]["message"]


def test_unknown_paths_are_404(tube: Driver) -> None:
    assert tube.send("GET", "/youtube/v3/nothing").status == 404
    assert tube.send("PATCH", LIST).status == 404
    assert tube.control("GET", "nothing").status == 404


@pytest.mark.parametrize("path", ["/batch", "/batch/youtube/v3"])
def test_batches_are_not_modelled_and_say_so(tube: Driver, path: str) -> None:
    answer = tube.send("POST", path, b"--a--", Content_Type="multipart/mixed; boundary=a")
    assert answer.refused == (501, "notImplemented")
    assert "batch" in answer.body["error"]["message"]


def test_without_a_token_it_is_401(tube: Driver) -> None:
    for headers in ({}, {"Authorization": "Basic x"}, {"Authorization": "Bearer"}):
        got = tube.sandbox.handle(Request("GET", f"{ROOT}{LIST}?part=id&mine=true", headers))
        assert got.status == 401
    assert [each["units"] for each in tube.journal()] == [0, 0, 0]


def test_strict_auth_knows_its_tokens(tube: Driver) -> None:
    tube.settings(strict_auth=True, tokens=["good"])
    query = {"part": "id", "mine": "true"}
    assert tube.call("playlists.list", **query).refused == (401, "authError")
    got = tube.sandbox.handle(Request("GET", f"{ROOT}{LIST}?part=id&mine=true", {"authorization": "bearer good"}))
    assert got.status == 200


def test_a_long_get_comes_as_a_post(tube: Driver) -> None:
    id_ = tube.playlist()
    answer = tube.send("POST", LIST, f"part=id&id={id_}".encode(), X_HTTP_Method_Override="GET")
    assert answer.body["items"][0]["id"] == id_
    assert tube.journal()[-1]["method"] == "youtube.playlists.list"


def test_a_list_has_pages_of_5_unless_told_with_tokens_both_ways(tube: Driver) -> None:
    tube.control("POST", "seed", {"videos": 130, "playlists": 1, "items_per_playlist": 130})
    playlist = tube.call("playlists.list", part="id", mine="true").body["items"][0]["id"]
    query: dict[str, Any] = {"part": "id", "playlistId": playlist}
    first = tube.call("playlistItems.list", **query).body
    assert len(first["items"]) == 5
    assert first["pageInfo"] == {"totalResults": 130, "resultsPerPage": 5}
    assert "prevPageToken" not in first
    seen: list[str] = []
    token: dict[str, Any] = {}
    while True:
        page = tube.call("playlistItems.list", **query, **token, maxResults=50).body
        seen += [each["id"] for each in page["items"]]
        if "nextPageToken" not in page:
            break
        token = {"pageToken": page["nextPageToken"]}
    assert len(seen) == len(set(seen)) == 130
    back = tube.call("playlistItems.list", **query, pageToken=page["prevPageToken"], maxResults=50).body
    assert [each["id"] for each in back["items"]] == seen[50:100]


def test_unknown_ids_are_missing_without_a_word(tube: Driver) -> None:
    video = tube.video()
    for method in ("videos.list", "videos.batchGetStats"):
        items = tube.call(method, part="id", id=f"nobody,{video}").body["items"]
        assert [each["id"] for each in items] == [video]
    assert tube.call("videos.list", part="id", id=",".join([video] * 51)).refused == (400, "invalidFilters")
    assert tube.call("videos.batchGetStats", part="id", id=",".join([video] * 51)).refused == (400, "invalidFilters")


@pytest.mark.parametrize("kind", ["channels", "channelSections", "playlists", "playlistItems", "videos"])
def test_a_list_takes_50_ids(tube: Driver, kind: str) -> None:
    """51 ids give 400 invalidFilters (facts 10)."""
    ids = [f"id{number}" for number in range(51)]
    assert tube.call(f"{kind}.list", part="id", id=ids[:50]).status == 200
    refused = tube.call(f"{kind}.list", part="id", id=ids)
    assert (*refused.refused, refused.where) == (400, "invalidFilters", "id")


def test_videos_by_id_are_all_on_one_page(tube: Driver) -> None:
    ids = [tube.video(bytes([number])) for number in range(8)]
    assert len(tube.call("videos.list", part="id", id=ids).body["items"]) == 8


def test_an_etag_that_is_still_right_gets_304(tube: Driver) -> None:
    tube.playlist()
    url = f"{LIST}?part=id&mine=true"
    tag = tube.send("GET", url).body["etag"]
    assert tube.send("GET", url, If_None_Match=f'"{tag}"').status == 304
    tube.playlist()
    assert tube.send("GET", url, If_None_Match=tag).status == 200


def test_fields_select_what_is_shown(tube: Driver) -> None:
    id_ = tube.playlist("Tin")
    url = f"{LIST}?part=snippet,status&mine=true&fields="
    assert tube.send("GET", url + "items(id,snippet/title)").body == {
        "items": [{"id": id_, "snippet": {"title": "Tin"}}]
    }
    assert set(tube.send("GET", url + "kind,items/status").body) == {"kind", "items"}
    assert set(tube.send("GET", url + "*").body) > {"kind", "items"}
    assert tube.send("GET", url + "items(id").refused == (400, "invalidParameter")


def test_fields_select_by_the_names_of_a_map_too(tube: Driver) -> None:
    body = {
        "snippet": {"title": "Tin", "defaultLanguage": "vi"},
        "localizations": {"en": {"title": "News"}, "vi": {"title": "Tin"}},
    }
    url = "/youtube/v3/playlists?part=snippet,localizations&fields=localizations/en/title"
    assert tube.send("POST", url, body).body == {"localizations": {"en": {"title": "News"}}}


def test_fields_select_of_the_answer_to_an_upload(tube: Driver) -> None:
    """Fields trim the answer of any method (facts 8)."""
    url = "/upload/youtube/v3/videos?part=snippet&fields=id,snippet/title&uploadType="
    session = tube.send("POST", url + "resumable", {"snippet": {"title": "Hội nghị"}}).headers["location"]
    done = tube.put(session, b"video").body
    assert done == {"id": done["id"], "snippet": {"title": "Hội nghị"}}
    assert set(tube.send("POST", url + "media", b"film", Content_Type="video/mp4").body) == {"id", "snippet"}
    assert tube.send("POST", url + "resumable&fields=nope", {}).refused == (400, "invalidParameter")
