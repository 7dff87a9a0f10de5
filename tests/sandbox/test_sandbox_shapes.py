"""The keys and types of the sandbox's answers are those of the reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_clients import film, picture
from sandbox_fitting import fits, paths, shown
from sandbox_shapes import (
    CHANNEL,
    CHANNEL_SECTION,
    PLAYLIST,
    PLAYLIST_ITEM,
    THUMBNAIL_SET,
    VIDEO,
    VIDEO_CATEGORY,
    VIDEO_STATS,
    Shape,
)

if TYPE_CHECKING:
    from sandbox_driver import Clock, Driver

EVERY = [CHANNEL, CHANNEL_SECTION, PLAYLIST, PLAYLIST_ITEM, VIDEO, VIDEO_CATEGORY, VIDEO_STATS, THUMBNAIL_SET]


@pytest.mark.parametrize("shape", EVERY, ids=[each.page for each in EVERY])
def test_what_is_absent_is_on_the_page(shape: Shape) -> None:
    assert set(shape.absent) <= paths(shape.keys)
    assert all(shape.absent.values())


@pytest.mark.parametrize(
    ("value", "wrong"),
    [({"etag": 1}, "etag"), ({"statistics": {"viewCount": 5}}, "statistics.viewCount"), ({"snippet": []}, "snippet")],
)
def test_a_wrong_type_is_seen(value: Any, wrong: str) -> None:
    assert shown(value, VIDEO.keys)[1] == [wrong]


@pytest.mark.parametrize("more", [{"colour": "red"}, {"snippet": {"colour": "red"}}])
def test_a_property_that_no_page_has_is_seen(more: Any) -> None:
    with pytest.raises(AssertionError):
        fits(Shape("x", VIDEO.keys, dict.fromkeys(VIDEO.keys, "-")), [more])


# The resources, with all their parts, as their owner sees them.


def everything(tube: Driver, method: str, shape: Shape, **query: Any) -> Any:
    parts = [part for part in shape.keys if part not in ("kind", "etag")]
    return tube.call(method, part=",".join(parts), **query).body["items"]


def test_channels(tube: Driver) -> None:
    owned = [part for part in CHANNEL.keys if part not in ("kind", "etag", "auditDetails", "contentOwnerDetails")]
    fits(CHANNEL, tube.call("channels.list", part=owned, mine="true").body["items"])


def test_channel_sections(tube: Driver) -> None:
    tube.settings(channels=[{"title": "Khác", "handle": "@khac"}])
    other = tube.call("channels.list", part="id", forHandle="@khac").body["items"][0]["id"]
    for kind, contents in (
        ("multiplePlaylists", {"playlists": [tube.playlist()]}),
        ("multipleChannels", {"channels": [other]}),
    ):
        body = {"snippet": {"type": kind, "title": "Mục"}, "contentDetails": contents}
        assert tube.call("channelSections.insert", body, part="snippet,contentDetails").status == 200
    fits(CHANNEL_SECTION, everything(tube, "channelSections.list", CHANNEL_SECTION, mine="true"))


def test_playlists(tube: Driver) -> None:
    body = {
        "snippet": {"title": "Tin", "description": "Mô tả", "defaultLanguage": "vi"},
        "status": {"privacyStatus": "public", "podcastStatus": "disabled"},
        "localizations": {"en": {"title": "News", "description": "About"}},
    }
    id_ = tube.call("playlists.insert", body, part="snippet,status,localizations").body["id"]
    tube.item(id_, tube.video(film(100)))
    fits(PLAYLIST, everything(tube, "playlists.list", PLAYLIST, id=id_))


def test_playlist_items(tube: Driver) -> None:
    playlist = tube.playlist()
    tube.item(playlist, tube.video(film(100)), note="Ghi chú", startAt="PT1S", endAt="PT9S")
    fits(PLAYLIST_ITEM, everything(tube, "playlistItems.list", PLAYLIST_ITEM, playlistId=playlist))


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


def test_videos(tube: Driver) -> None:
    """One that is whole, one that is being processed, and one that failed."""
    query: dict[str, Any] = {"maxHeight": 360, "maxWidth": 640}
    whole = rich(tube, 1000)
    tube.fault("videos.insert", "process-fail", phase="final")
    failed = rich(tube, 2000)
    tube.settings(processing={"reads": 9})
    under_way = rich(tube, 3000)
    fits(VIDEO, everything(tube, "videos.list", VIDEO, id=[whole, failed, under_way], **query))


def test_thumbnails(tube: Driver) -> None:
    video = tube.video(film(100))
    url = f"/upload/youtube/v3/thumbnails/set?videoId={video}&uploadType=media"
    fits(THUMBNAIL_SET, [tube.send("POST", url, picture(), Content_Type="image/png").body])


def test_video_categories(tube: Driver) -> None:
    fits(VIDEO_CATEGORY, everything(tube, "videoCategories.list", VIDEO_CATEGORY, regionCode="VN"))


def test_figures(tube: Driver, clock: Clock) -> None:
    video = tube.video(film(100))
    clock.on(days=3)
    fits(VIDEO_STATS, everything(tube, "videos.batchGetStats", VIDEO_STATS, id=video))


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
        ({"maxWidth": 640, "maxHeight": 240}, ("427", "240")),
    ],
)
def test_a_player_has_the_size_that_was_asked_for(tube: Driver, query: dict[str, int], size: tuple[str, str]) -> None:
    """videos.list: embedWidth and embedHeight are there only when maxWidth or maxHeight is given."""
    video = tube.video(film(100))
    player = tube.call("videos.list", part="player", id=video, **query).body["items"][0]["player"]
    assert (player["embedWidth"], player["embedHeight"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in player["embedHtml"]
    assert set(tube.call("videos.list", part="player", id=video).body["items"][0]["player"]) == {"embedHtml"}
