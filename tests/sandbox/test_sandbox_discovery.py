"""Discovery documents are served, and their addresses lead to where they were asked for."""

from __future__ import annotations

import json

import pytest
from sandbox_driver import ROOT, Driver

from ytchannel.sandbox import Request
from ytchannel.sandbox.discovery.document import source

ADDRESSES = ("rootUrl", "baseUrl", "mtlsRootUrl")


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("/discovery/v1/apis/youtube/v3/rest", "youtube:v3"),
        ("/discovery/v1/apis/youtubeAnalytics/v2/rest", "youtubeAnalytics:v2"),
        ("/discovery/v1/apis/youtubereporting/v1/rest", "youtubereporting:v1"),
        ("/$discovery/rest?version=v3", "youtube:v3"),
        ("/%24discovery/rest?version=v2", "youtubeAnalytics:v2"),
        ("/$discovery/rest?version=v1", "youtubereporting:v1"),
        ("/$discovery/rest", "youtube:v3"),
    ],
)
@pytest.mark.parametrize("root", ["http://127.0.0.1:8080", "https://my.host"])
def test_a_document_has_the_addresses_of_the_host_and_scheme_that_were_called(
    tube: Driver, root: str, path: str, id_: str
) -> None:
    shown = tube.send("GET", root + path).body
    assert shown["id"] == id_
    assert {shown[name] for name in ADDRESSES} == {root + "/"}


def test_a_document_is_otherwise_the_bundled_one(tube: Driver) -> None:
    shown = tube.send("GET", "/discovery/v1/apis/youtube/v3/rest").body
    bundled = json.loads(source("youtube.v3"))
    assert {**shown, **dict.fromkeys(ADDRESSES)} == {**bundled, **dict.fromkeys(ADDRESSES)}
    paths = shown["resources"]["videos"]["methods"]["insert"]["mediaUpload"]["protocols"]
    assert paths["resumable"]["path"] == "/resumable/upload/youtube/v3/videos"


def test_the_list_of_apis_leads_to_the_documents(tube: Driver) -> None:
    shown = tube.send("GET", "/discovery/v1/apis").body
    assert [each["id"] for each in shown["items"]] == ["youtube:v3", "youtubeAnalytics:v2", "youtubereporting:v1"]
    for each in shown["items"]:
        assert tube.send("GET", each["discoveryRestUrl"]).body["id"] == each["id"]
    named = tube.send("GET", "/discovery/v1/apis?name=youtube&preferred=true&fields=items(name,version)").body
    assert named == {"items": [{"name": "youtube", "version": "v3"}]}


def test_discovery_needs_no_token_costs_nothing_and_stands_in_no_journal(tube: Driver) -> None:
    got = tube.sandbox.handle(Request("GET", f"{ROOT}/discovery/v1/apis/youtube/v3/rest"))
    assert (got.status, json.loads(got.body)["name"]) == (200, "youtube")
    assert tube.journal() == []


@pytest.mark.parametrize("path", ["apis/youtube/v4/rest", "apis/drive/v3/rest", "apis/youtube", "nothing"])
def test_documents_that_are_not_here_are_404(tube: Driver, path: str) -> None:
    assert tube.send("GET", f"/discovery/v1/{path}").refused == (404, "notFound")
    assert tube.send("GET", "/$discovery/rest?version=v9").refused == (404, "notFound")
    assert tube.send("POST", "/discovery/v1/apis").refused == (404, "notFound")
