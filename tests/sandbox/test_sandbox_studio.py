"""What only YouTube Studio can do, and how the API answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.sandbox.testing import running

if TYPE_CHECKING:
    from sandbox_driver import Answer, Clock, Driver


def studio(tube: Driver, **wish: Any) -> str:
    return str(tube.control("POST", "studio", wish)["id"])


def sections(tube: Driver) -> list[dict[str, Any]]:
    return list(tube.call("channelSections.list", part="snippet,contentDetails", mine="true").body["items"])


def update(tube: Driver, section: dict[str, Any], part: str = "snippet,contentDetails") -> Answer:
    return tube.call("channelSections.update", section, part=part)


# Orders.


def test_a_position_in_a_list_that_is_not_sorted_manually_is_refused(tube: Driver) -> None:
    """400 manualSortRequired; the API cannot set the ordering, Studio can (facts 3)."""
    playlist, video = tube.playlist(), tube.video()
    item = tube.item(playlist, video).body
    studio(tube, playlist=playlist, order="newest")
    refused = tube.item(playlist, tube.video(), 0)
    assert (*refused.refused, refused.where) == (400, "manualSortRequired", "body.snippet.position")
    body = {"id": item["id"], "snippet": item["snippet"]}
    assert tube.call("playlistItems.update", body, part="snippet").refused == (400, "manualSortRequired")
    del body["snippet"]["position"]
    assert tube.call("playlistItems.update", body, part="snippet").status == 200
    studio(tube, playlist=playlist, order="manual")
    assert tube.item(playlist, tube.video(), 0).status == 200


@pytest.mark.parametrize(("order", "expected"), [("newest", [2, 1, 0]), ("oldest", [0, 1, 2])])
def test_an_entry_without_a_position_goes_where_the_order_says(tube: Driver, order: str, expected: list[int]) -> None:
    playlist, videos = tube.playlist(), [tube.video() for _ in range(3)]
    tube.item(playlist, videos[0])
    studio(tube, playlist=playlist, order=order)
    places = [tube.item(playlist, video).body["snippet"]["position"] for video in videos[1:]]
    assert places == ([0, 0] if order == "newest" else [1, 2])
    assert tube.order(playlist) == [videos[place] for place in expected]


def test_a_list_can_be_sorted_by_publication_and_by_views(tube: Driver, clock: Clock) -> None:
    playlist, videos = tube.playlist(), []
    for _ in range(4):
        videos.append(tube.video())
        clock.on(days=10)
    for video in (videos[2], videos[0], videos[3], videos[1]):
        tube.item(playlist, video)
    studio(tube, playlist=playlist, order="publishedOldest")
    assert tube.order(playlist) == videos
    studio(tube, playlist=playlist, order="publishedNewest")
    assert tube.order(playlist) == videos[::-1]
    studio(tube, playlist=playlist, order="popular")
    shown = tube.call("videos.list", part="statistics", id=tube.order(playlist)).body["items"]
    views = [int(each["statistics"]["viewCount"]) for each in shown]
    assert views == sorted(views, reverse=True)


# Sections.


def test_a_section_made_in_studio_takes_a_place_and_cannot_be_changed(tube: Driver) -> None:
    """Sections of an undefined type are listed, take slots, and cannot be represented (facts 2.6)."""
    made = [studio(tube, section={}) for _ in range(9)]
    body = {"snippet": {"type": "recentUploads"}}
    assert tube.call("channelSections.insert", body, part="snippet").status == 200
    refused = tube.call("channelSections.insert", body, part="snippet")
    assert refused.refused == (400, "maxChannelSectionExceeded")
    shown = sections(tube)
    assert [each["id"] for each in shown[:9]] == made
    assert [each["snippet"]["type"] for each in shown[:9]] == ["channelsectionTypeUndefined"] * 9
    assert "contentDetails" not in shown[0]
    assert update(tube, {"id": made[0], **body}, "snippet").refused == (400, "notEditable")
    assert tube.call("channelSections.delete", id=made[0]).status == 204


def test_a_section_with_more_playlists_than_the_api_takes_cannot_be_updated(tube: Driver) -> None:
    """Sections with many playlists made in Studio: 400 maxPlaylistExceeded (facts 2.6); the number is a setting."""
    playlists = [tube.playlist(str(number)) for number in range(4)]
    tube.settings(section_contents_at_most=3)
    studio(tube, section={"type": "multiplePlaylists", "title": "Chuyên mục", "playlists": playlists, "position": 0})
    (shown,) = sections(tube)
    assert shown["contentDetails"]["playlists"] == playlists
    assert update(tube, shown).refused == (400, "maxPlaylistExceeded")
    shown["contentDetails"]["playlists"].pop()
    assert update(tube, shown).status == 200
    channels = {"type": "multipleChannels", "title": "A"}
    body = {"snippet": channels, "contentDetails": {"channels": ["UC" + str(number) * 22 for number in range(4)]}}
    refused = tube.call("channelSections.insert", body, part="snippet,contentDetails")
    assert refused.refused == (400, "maxChannelsExceeded")


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        ({"delete": True}, (404, "playlistNotFound")),
        ({"privacyStatus": "private"}, (400, "playlistIsPrivate")),
    ],
)
def test_one_dead_playlist_makes_the_update_of_its_section_fail(
    tube: Driver, wish: dict[str, Any], refused: tuple[int, str]
) -> None:
    """One dead or private playlist inside makes the whole update fail (facts 2.6)."""
    playlists = [tube.playlist("A"), tube.playlist("B")]
    body = {"snippet": {"type": "multiplePlaylists", "title": "A"}, "contentDetails": {"playlists": playlists}}
    tube.call("channelSections.insert", body, part="snippet,contentDetails")
    studio(tube, playlist=playlists[1], **wish)
    (shown,) = sections(tube)
    assert update(tube, shown).refused == refused
    shown["contentDetails"]["playlists"].pop()
    assert update(tube, shown).status == 200


def test_whether_an_update_of_the_snippet_keeps_the_contents_is_a_setting(tube: Driver) -> None:
    """channelSections.update with part=snippet only has not been tried (facts 9)."""
    playlist = tube.playlist()
    body = {"snippet": {"type": "singlePlaylist"}, "contentDetails": {"playlists": [playlist]}}
    tube.call("channelSections.insert", body, part="snippet,contentDetails")
    (shown,) = sections(tube)
    assert update(tube, shown, "snippet").refused == (400, "contentDetailsNeeded")
    tube.settings(section_contents="keep")
    assert update(tube, shown, "snippet").status == 200
    assert sections(tube)[0]["contentDetails"]["playlists"] == [playlist]


# Videos and playlists.


def test_a_video_can_be_changed_and_deleted_behind_the_clients_back(tube: Driver) -> None:
    playlist, video = tube.playlist(), tube.video()
    tube.item(playlist, video)
    studio(tube, video=video, title="Đổi tay", privacyStatus="private")
    shown = tube.call("videos.list", part="snippet,status", id=video).body["items"][0]
    assert (shown["snippet"]["title"], shown["status"]["privacyStatus"]) == ("Đổi tay", "private")
    studio(tube, video=video, delete=True)
    items = tube.call("playlistItems.list", part="snippet", playlistId=playlist).body["items"]
    assert items[0]["snippet"]["title"] == "Deleted video"
    assert tube.control("GET", "media") == {}


def test_a_video_that_studio_publishes_was_published_then(tube: Driver, clock: Clock) -> None:
    video = tube.video(status={"privacyStatus": "private", "publishAt": "2027-01-01T00:00:00Z"})
    clock.on(days=1)
    studio(tube, video=video, privacyStatus="public")
    shown = tube.call("videos.list", part="snippet,status", id=video).body["items"][0]
    assert shown["snippet"]["publishedAt"] == "2026-11-25T07:00:00Z"
    assert "publishAt" not in shown["status"]


def test_a_video_that_its_schedule_published_was_public_before_studio_hid_it(tube: Driver, clock: Clock) -> None:
    """PublishAt is for videos never published before (facts 2.2)."""
    video = tube.video(status={"privacyStatus": "private", "publishAt": "2026-11-24T08:00:00Z"})
    clock.on(hours=2)
    studio(tube, video=video, privacyStatus="private")
    body = {"id": video, "status": {"privacyStatus": "private", "publishAt": "2026-12-01T00:00:00Z"}}
    assert tube.call("videos.update", body, part="status").refused == (400, "invalidPublishAt")


def test_a_playlist_deleted_in_studio_takes_its_entries_along(tube: Driver) -> None:
    playlist = tube.playlist()
    item = tube.item(playlist, tube.video()).body["id"]
    studio(tube, playlist=playlist, delete=True)
    assert tube.call("playlistItems.list", part="id", id=item).body["items"] == []


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({}, 400),
        ({"playlist": "PL-nothing", "order": "newest"}, 404),
        ({"video": "nothing", "title": "A"}, 404),
        ({"section": "x"}, 400),
        ({"section": {"type": "nothing"}}, 400),
        ({"section": {"colour": "red"}}, 400),
        ({"section": {}, "title": "A"}, 400),
        ({"video": "$video", "order": "newest"}, 400),
        ({"video": "$video", "title": " "}, 400),
        ({"video": "$video", "privacyStatus": "secret"}, 400),
        ({"playlist": "$playlist", "order": "best"}, 400),
    ],
)
def test_what_studio_cannot_do_is_refused(tube: Driver, wish: dict[str, Any], status: int) -> None:
    there = {"$video": tube.video(), "$playlist": tube.playlist()}
    told = {name: there.get(value, value) if isinstance(value, str) else value for name, value in wish.items()}
    assert tube.control("POST", "studio", told).status == status
    assert sections(tube) == []


def test_tests_of_other_projects_have_a_studio_too() -> None:
    with running() as tube:
        id_ = tube.studio(section={"type": "recentUploads"})
        assert id_.startswith("UC")


# Counters.


def test_hidden_likes_are_missing_from_the_statistics(tube: Driver) -> None:
    """A counter that is hidden is no zero: the property is left out, by videos.list and videos.batchGetStats."""
    video = tube.video()
    studio(tube, video=video, likesHidden=True)
    for method in ("videos.list", "videos.batchGetStats"):
        shown = tube.call(method, part="id,statistics", id=video).body["items"][0]["statistics"]
        assert "likeCount" not in shown
        assert {"viewCount", "commentCount"} <= shown.keys()
    studio(tube, video=video, likesHidden=False)
    assert "likeCount" in tube.call("videos.list", part="statistics", id=video).body["items"][0]["statistics"]
