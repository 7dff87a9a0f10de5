"""The keys and types of answers that several modules make, and of the other APIs, are those of the reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_clients import film
from sandbox_fitting import fits, paths
from sandbox_media import picture
from sandbox_more_shapes import (
    CAPTION,
    COMMENT,
    COMMENT_THREAD,
    JOB,
    LANGUAGE,
    PLAYLIST_IMAGE,
    RATINGS,
    REGION,
    REPORT,
    REPORT_TYPE,
    RESULT_TABLE,
    SEARCH_RESULT,
)
from sandbox_shapes import CHANNEL, VIDEO, Shape

if TYPE_CHECKING:
    from sandbox_driver import Clock, Driver

EVERY = [
    CAPTION,
    PLAYLIST_IMAGE,
    SEARCH_RESULT,
    COMMENT,
    COMMENT_THREAD,
    LANGUAGE,
    REGION,
    RATINGS,
    RESULT_TABLE,
    JOB,
    REPORT,
    REPORT_TYPE,
]


@pytest.mark.parametrize("shape", EVERY, ids=[each.page for each in EVERY])
def test_what_is_absent_is_on_the_page(shape: Shape) -> None:
    assert set(shape.absent) <= paths(shape.keys)


def everything(tube: Driver, method: str, shape: Shape, **query: Any) -> Any:
    parts = [part for part in shape.keys if part not in ("kind", "etag")]
    return tube.call(method, part=",".join(parts), **query).body["items"]


def test_channels_are_shaped_as_documented(tube: Driver) -> None:
    owned = [part for part in CHANNEL.keys if part not in ("kind", "etag", "auditDetails", "contentOwnerDetails")]
    fits(CHANNEL, tube.call("channels.list", part=owned, mine="true").body["items"])


def test_videos_are_shaped_as_documented(tube: Driver) -> None:
    """One that is whole, one that is being processed, and one that failed."""
    query: dict[str, Any] = {"maxHeight": 360, "maxWidth": 640}
    whole = rich(tube, 1000)
    tube.fault("videos.insert", "process-fail", phase="final")
    failed = rich(tube, 2000)
    tube.settings(processing={"reads": 9})
    under_way = rich(tube, 3000)
    fits(VIDEO, everything(tube, "videos.list", VIDEO, id=[whole, failed, under_way], **query))


RICH: dict[str, Any] = {
    "snippet": {
        "title": "Hội nghị",
        "description": "Mô tả",
        "tags": ["tin", "Đảng ủy"],
        "categoryId": "25",
        "defaultLanguage": "vi",
        "defaultAudioLanguage": "vi",
    },
    "status": {
        "privacyStatus": "private",
        "publishAt": "2027-01-01T00:00:00Z",
        "selfDeclaredMadeForKids": False,
        "containsSyntheticMedia": False,
    },
    "recordingDetails": {"recordingDate": "2026-11-20T00:00:00Z"},
    "localizations": {"en": {"title": "Conference", "description": "About"}},
}


def rich(tube: Driver, size: int, **more: Any) -> str:
    """A video that says all it can."""
    body = {**RICH, **more}
    begun = tube.begin(size, body, part=",".join(body), Slug="hoi-nghi.mp4")
    return str(tube.put(begun.headers["location"], film(size)).body["id"])


# What others see.


def test_others_see_less_of_a_video(tube: Driver) -> None:
    """Facts 2.1: some parts, the dislikes and whether the picture is its own are the owner's."""
    video = tube.video(film(100))
    parts = "part=statistics,contentDetails,status"
    got = tube.send("GET", f"/youtube/v3/videos?{parts}&id={video}&key=AIza", Authorization="").body["items"][0]
    assert "dislikeCount" not in got["statistics"]
    assert "hasCustomThumbnail" not in got["contentDetails"]
    own = tube.call("videos.list", part="statistics,contentDetails", id=video).body["items"][0]
    assert own["statistics"]["dislikeCount"].isdecimal()
    assert own["contentDetails"]["hasCustomThumbnail"] is False


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ({"maxWidth": 640}, ("640", "360")),
        ({"maxHeight": 720}, ("1280", "720")),
        ({"maxWidth": 1280, "maxHeight": 360}, ("640", "360")),
    ],
)
def test_a_player_has_the_size_that_was_asked_for(tube: Driver, query: dict[str, int], size: tuple[str, str]) -> None:
    """videos.list: embedWidth and embedHeight are there only when maxWidth or maxHeight is given."""
    video = tube.video(film(100))
    player = tube.call("videos.list", part="player", id=video, **query).body["items"][0]["player"]
    assert (player["embedWidth"], player["embedHeight"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in player["embedHtml"]
    assert set(tube.call("videos.list", part="player", id=video).body["items"][0]["player"]) == {"embedHtml"}


SRT = "1\n00:00:01,000 --> 00:00:02,000\nXin chào\n"


def caption(tube: Driver, video: str, text: str, name: str) -> Any:
    body = {"snippet": {"videoId": video, "language": "vi", "name": name}}
    url = "/upload/youtube/v3/captions?part=snippet&uploadType=resumable"
    session = tube.send("POST", url, body, X_Upload_Content_Type="application/octet-stream").headers["location"]
    return tube.put(session, text.encode())


def test_captions_are_shaped_as_documented(tube: Driver) -> None:
    video = tube.video(film(100))
    caption(tube, video, SRT, "Tiếng Việt")
    caption(tube, video, "no captions", "Hỏng")
    fits(CAPTION, everything(tube, "captions.list", CAPTION, videoId=video))


def test_playlist_images_are_shaped_as_documented(tube: Driver) -> None:
    playlist = tube.playlist()
    body = {"snippet": {"playlistId": playlist, "type": "hero"}}
    url = "/upload/youtube/v3/playlistImages?part=snippet&uploadType=resumable"
    session = tube.send("POST", url, body, X_Upload_Content_Type="image/png").headers["location"]
    assert tube.put(session, picture(720, 720)).status == 200
    fits(PLAYLIST_IMAGE, tube.call("playlistImages.list", part="snippet", parent=playlist).body["items"])


def test_search_results_are_shaped_as_documented(tube: Driver, clock: Clock) -> None:
    tube.settings(search_lag_seconds=0)
    tube.control("POST", "seed", {"videos": 3, "playlists": 3, "items_per_playlist": 1})
    clock.on(days=1)
    found = [
        each
        for kind in ("video", "playlist", "channel")
        for each in tube.call("search.list", part="snippet", type=kind, maxResults=50).body["items"]
    ]
    fits(SEARCH_RESULT, found)


def test_comments_are_shaped_as_documented(tube: Driver) -> None:
    tube.control("POST", "seed", {"videos": 20})
    channel = tube.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    threads = tube.call(
        "commentThreads.list", part="id,snippet,replies", allThreadsRelatedToChannelId=channel, maxResults=100
    ).body["items"]
    fits(COMMENT_THREAD, threads)
    replies = [each for thread in threads for each in thread.get("replies", {}).get("comments", [])]
    fits(COMMENT, [*(thread["snippet"]["topLevelComment"] for thread in threads), *replies])


def test_languages_and_regions_are_shaped_as_documented(tube: Driver) -> None:
    fits(LANGUAGE, tube.call("i18nLanguages.list", part="snippet").body["items"])
    fits(REGION, tube.call("i18nRegions.list", part="snippet").body["items"])


def test_ratings_are_shaped_as_documented(tube: Driver) -> None:
    fits(RATINGS, [tube.call("videos.getRating", id=tube.video(film(100))).body])


QUERY = "ids=channel==MINE&startDate=2026-10-01&endDate=2026-10-31"


def test_result_tables_are_shaped_as_documented(tube: Driver) -> None:
    tube.control("POST", "seed", {"videos": 5})
    shown = tube.send("GET", f"/v2/reports?{QUERY}&metrics=views,likes&dimensions=day&sort=day").body
    fits(RESULT_TABLE, [shown])
    assert [each["name"] for each in shown["columnHeaders"]] == ["day", "views", "likes"]
    assert [each["columnType"] for each in shown["columnHeaders"]] == ["DIMENSION", "METRIC", "METRIC"]
    assert all(len(row) == 3 for row in shown["rows"])


def test_reports_are_shaped_as_documented(tube: Driver, clock: Clock) -> None:
    tube.control("POST", "seed", {"videos": 5})
    types = tube.send("GET", "/v1/reportTypes").body["reportTypes"]
    fits(REPORT_TYPE, types)
    made = tube.send("POST", "/v1/jobs", {"reportTypeId": "channel_basic_a3", "name": "Ngày"}).body
    fits(JOB, [made, *tube.send("GET", "/v1/jobs").body["jobs"]])
    clock.on(days=5)
    fits(REPORT, tube.send("GET", f"/v1/jobs/{made['id']}/reports").body["reports"])
