"""The keys and types of the sandbox's answers are those of the reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_clients import film
from sandbox_fitting import fits, paths, shown
from sandbox_media import picture
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


def test_channel_sections_are_shaped_as_documented(tube: Driver) -> None:
    tube.settings(channels=[{"title": "Khác", "handle": "@khac"}])
    other = tube.call("channels.list", part="id", forHandle="@khac").body["items"][0]["id"]
    for kind, contents in (
        ("multiplePlaylists", {"playlists": [tube.playlist()]}),
        ("multipleChannels", {"channels": [other]}),
    ):
        body = {"snippet": {"type": kind, "title": "Mục"}, "contentDetails": contents}
        assert tube.call("channelSections.insert", body, part="snippet,contentDetails").status == 200
    fits(CHANNEL_SECTION, everything(tube, "channelSections.list", CHANNEL_SECTION, mine="true"))


def test_playlists_are_shaped_as_documented(tube: Driver) -> None:
    body = {
        "snippet": {"title": "Tin", "description": "Mô tả", "defaultLanguage": "vi"},
        "status": {"privacyStatus": "public", "podcastStatus": "disabled"},
        "localizations": {"en": {"title": "News", "description": "About"}},
    }
    id_ = tube.call("playlists.insert", body, part="snippet,status,localizations").body["id"]
    tube.item(id_, tube.video(film(100)))
    fits(PLAYLIST, everything(tube, "playlists.list", PLAYLIST, id=id_))


def test_playlist_items_are_shaped_as_documented(tube: Driver) -> None:
    playlist = tube.playlist()
    tube.item(playlist, tube.video(film(100)), note="Ghi chú", startAt="1", endAt="9")
    fits(PLAYLIST_ITEM, everything(tube, "playlistItems.list", PLAYLIST_ITEM, playlistId=playlist))


def test_thumbnails_are_shaped_as_documented(tube: Driver) -> None:
    video = tube.video(film(100))
    url = f"/upload/youtube/v3/thumbnails/set?videoId={video}&uploadType=media"
    fits(THUMBNAIL_SET, [tube.send("POST", url, picture(), Content_Type="image/png").body])


def test_video_categories_are_shaped_as_documented(tube: Driver) -> None:
    fits(VIDEO_CATEGORY, everything(tube, "videoCategories.list", VIDEO_CATEGORY, regionCode="VN"))


def test_figures_are_shaped_as_documented(tube: Driver, clock: Clock) -> None:
    video = tube.video(film(100))
    clock.on(days=3)
    fits(VIDEO_STATS, everything(tube, "videos.batchGetStats", VIDEO_STATS, id=video))
