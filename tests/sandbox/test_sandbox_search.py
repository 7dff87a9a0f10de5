"""search.list: an index that lags behind, and the rules of its filters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import Request, read

if TYPE_CHECKING:
    from sandbox_driver import Clock, Driver


@pytest.fixture
def prompt(tube: Driver) -> Driver:
    """A sandbox whose index does not lag."""
    tube.settings(search_lag_seconds=0)
    return tube


def titles(tube: Driver, **query: Any) -> list[str]:
    return [each["snippet"]["title"] for each in tube.call("search.list", part="snippet", **query).body["items"]]


def upload(tube: Driver, title: str, privacy: str = "public", **snippet: Any) -> str:
    return tube.video(snippet={"title": title, **snippet}, status={"privacyStatus": privacy})


# What is found, and when.


def test_the_index_lags_behind_publication(tube: Driver, clock: Clock) -> None:
    """A search lags (facts 3); by how much is a setting."""
    upload(tube, "Hội nghị")
    tube.playlist("Hội nghị các năm")
    clock.on(minutes=59)
    assert titles(tube, q="hội nghị") == titles(tube, forMine="true", type="video") == []
    clock.on(minutes=1)
    assert sorted(titles(tube, q="hội nghị")) == ["Hội nghị", "Hội nghị các năm"]
    assert titles(tube, forMine="true", type="video") == ["Hội nghị"]


def test_an_index_may_lag_for_ever(tube: Driver) -> None:
    tube.settings(search_lag_seconds=1e15)
    upload(tube, "Hội nghị")
    assert titles(tube, type="video") == []


def test_a_scheduled_video_is_found_from_its_publication_on(tube: Driver, clock: Clock) -> None:
    due = {"privacyStatus": "private", "publishAt": "2026-11-25T07:00:00Z"}
    tube.video(snippet={"title": "Hội nghị"}, status=due)
    clock.on(hours=24, minutes=30)
    assert titles(tube, q="hội nghị") == []
    clock.on(minutes=30)
    assert titles(tube, q="hội nghị") == ["Hội nghị"]


def test_private_and_unlisted_videos_are_found_by_their_owner_alone_with_for_mine(prompt: Driver) -> None:
    """A search shows public videos only in most cases (facts 3)."""
    for privacy in ("public", "unlisted", "private"):
        upload(prompt, privacy, privacy)
    assert titles(prompt, type="video") == ["public"]
    assert sorted(titles(prompt, forMine="true", type="video")) == ["private", "public", "unlisted"]


def test_a_private_playlist_is_not_found(prompt: Driver) -> None:
    prompt.playlist("Kín", "private")
    prompt.playlist("Mở")
    assert titles(prompt, type="playlist") == ["Mở"]


def test_a_deleted_video_is_not_found(prompt: Driver) -> None:
    video = upload(prompt, "Hội nghị")
    prompt.call("videos.delete", id=video)
    assert titles(prompt, q="hội nghị") == []


# Words.


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hội nghị", ["Hội nghị Đảng ủy", "Hội nghị tổng kết"]),
        ("HOI NGHI dang", ["Hội nghị Đảng ủy"]),
        ("hội nghị -tổng", ["Hội nghị Đảng ủy"]),
        ("đảng | cát", ["Hội nghị Đảng ủy", "Đảo Cát Bà"]),
        ("rừng ngập mặn", ["Đảo Cát Bà"]),
        ("mùa xuân", ["Hội nghị tổng kết"]),
        ("hội trường", []),
    ],
)
def test_words_are_found_in_titles_descriptions_and_tags(prompt: Driver, query: str, found: list[str]) -> None:
    upload(prompt, "Hội nghị Đảng ủy")
    upload(prompt, "Hội nghị tổng kết", tags=["lễ hội mùa xuân"])
    upload(prompt, "Đảo Cát Bà", description="Rừng ngập mặn")
    assert sorted(titles(prompt, q=query, type="video")) == sorted(found)


def test_decomposed_letters_find_composed_ones(prompt: Driver) -> None:
    upload(prompt, "Hội nghị")
    assert titles(prompt, q=unicodedata.normalize("NFD", "Hội nghị")) == ["Hội nghị"]


def test_relevance_prefers_the_title(prompt: Driver) -> None:
    upload(prompt, "Khác", description="bản tin")
    upload(prompt, "Bản tin")
    assert titles(prompt, q="bản tin", type="video") == ["Bản tin", "Khác"]


# Shape.


def test_results_tell_kind_and_id_and_a_short_snippet(prompt: Driver) -> None:
    video = upload(prompt, "Tin", description="Dòng một\n" + "từ " * 100)
    playlist = prompt.playlist("Tin cơ sở")
    prompt.settings(channel={"title": "Kênh tin", "handle": "@tin"})
    got = prompt.call("search.list", part="id,snippet", q="tin", regionCode="VN").body
    assert (got["kind"], got["regionCode"]) == ("youtube#searchListResponse", "VN")
    items = {each["id"]["kind"]: each for each in got["items"]}
    channel = items["youtube#channel"]["snippet"]["channelId"]
    assert items["youtube#video"]["id"] == {"kind": "youtube#video", "videoId": video}
    assert items["youtube#playlist"]["id"] == {"kind": "youtube#playlist", "playlistId": playlist}
    assert items["youtube#channel"]["id"] == {"kind": "youtube#channel", "channelId": channel}
    snippet = items["youtube#video"]["snippet"]
    assert set(snippet) == {
        "publishedAt",
        "channelId",
        "title",
        "description",
        "thumbnails",
        "channelTitle",
        "liveBroadcastContent",
    }
    assert set(snippet["thumbnails"]) == {"default", "medium", "high"}
    assert snippet["description"].startswith("Dòng một từ từ")
    assert snippet["description"].endswith(" từ ...")
    assert len(snippet["description"]) <= 164
    assert snippet["channelTitle"] == "Kênh tin"
    bare = prompt.call("search.list", part="id", q="tin").body
    assert set(bare["items"][0]) == {"kind", "etag", "id"}
    assert bare["regionCode"] == "US"


def test_titles_have_entities_unless_that_is_switched_off(prompt: Driver) -> None:
    upload(prompt, "Hỏi & đáp: \"tin\" 'cơ sở'")
    assert titles(prompt, type="video") == ["Hỏi &amp; đáp: &quot;tin&quot; &#39;cơ sở&#39;"]
    prompt.settings(search_escapes=False)
    assert titles(prompt, type="video") == ["Hỏi & đáp: \"tin\" 'cơ sở'"]


# Order and pages.


def test_results_come_in_the_order_that_is_asked_for(prompt: Driver, clock: Clock) -> None:
    ids = []
    for title in ("Đê", "An", "Dân"):
        ids.append(upload(prompt, title))
        clock.on(days=1)
    clock.on(days=30)
    assert titles(prompt, order="date", type="video") == ["Dân", "An", "Đê"]
    assert titles(prompt, order="title", type="video") == ["An", "Dân", "Đê"]
    stats = prompt.call("videos.list", part="snippet,statistics", id=",".join(ids)).body["items"]
    for order, counter in (("viewCount", "viewCount"), ("rating", "likeCount")):
        stats.sort(key=lambda each: int(each["statistics"][counter]), reverse=True)
        assert titles(prompt, order=order, type="video") == [each["snippet"]["title"] for each in stats]


def test_video_count_orders_channels(prompt: Driver) -> None:
    prompt.settings(channels=[{"title": "Kênh vắng", "handle": "@vang"}])
    upload(prompt, "A")
    assert titles(prompt, order="videoCount", type="channel") == ["Kênh thử nghiệm", "Kênh vắng"]


def test_pages_have_tokens_and_totals_are_no_loop_bounds(tube: Driver) -> None:
    """TotalResults is approximate (the page of search.list): here it is too large from 20 results on."""
    tube.control("POST", "seed", {"videos": 100, "playlists": 0, "items_per_playlist": 0, "seed": 1})
    seen: list[str] = []
    query: dict[str, Any] = {"type": "video", "order": "date", "maxResults": 40}
    while True:
        got = tube.call("search.list", part="id", **query).body
        seen += [each["id"]["videoId"] for each in got["items"]]
        if "nextPageToken" not in got:
            break
        query["pageToken"] = got["nextPageToken"]
    assert len(seen) == len(set(seen)) > 50
    assert got["pageInfo"]["totalResults"] > len(seen)
    assert "prevPageToken" in got
    assert len(tube.call("search.list", part="id").body["items"]) == 5
    assert tube.call("search.list", part="id", maxResults=51).refused == (400, "invalidParameter")


def test_only_500_results_can_be_paged_through(tube: Driver) -> None:
    tube.control("POST", "seed", {"videos": 700, "playlists": 0, "items_per_playlist": 0, "seed": 1})
    tube.settings(quota={"search.list": 1000})
    pages, query = 0, {"type": "video", "maxResults": 50}
    while True:
        got = tube.call("search.list", part="id", **query).body
        pages += 1
        if "nextPageToken" not in got:
            break
        query["pageToken"] = got["nextPageToken"]
    assert pages == 10
    assert got["pageInfo"]["totalResults"] > 500


def test_searches_have_a_bucket_of_their_own(tube: Driver) -> None:
    """100 a day, then 429 with a daily unit (facts 1.1, 1.3)."""
    for _ in range(100):
        assert tube.call("search.list", part="id").status == 200
    got = tube.call("search.list", part="id")
    assert got.refused == (429, "rateLimitExceeded")
    assert got.body["error"]["details"][0]["metadata"]["quota_metric"] == "youtube.googleapis.com/search_list"


# Filters.


def test_times_of_publication_bound_the_search(prompt: Driver, clock: Clock) -> None:
    for title in ("A", "B", "C"):
        upload(prompt, title)
        clock.on(days=1)
    query = {"publishedAfter": "2026-11-25T07:00:00Z", "publishedBefore": "2026-11-25T14:00:00+07:00"}
    assert titles(prompt, type="video", **query) == ["B"]
    got = prompt.call("search.list", part="id", publishedAfter="yesterday")
    assert (got.refused, got.where) == ((400, "invalidParameter"), "publishedAfter")


def test_filters_of_videos(prompt: Driver) -> None:
    upload(prompt, "A", categoryId="25")
    prompt.video(
        snippet={"title": "B", "categoryId": "27"},
        status={"privacyStatus": "public", "license": "creativeCommon", "embeddable": False},
    )
    for query, found in (
        ({"videoCategoryId": "25"}, ["A"]),
        ({"videoLicense": "creativeCommon"}, ["B"]),
        ({"videoLicense": "any"}, ["A", "B"]),
        ({"videoEmbeddable": "true"}, ["A"]),
        ({"videoDefinition": "high"}, ["A", "B"]),
        ({"videoDefinition": "standard"}, []),
        ({"videoDimension": "2d"}, ["A", "B"]),
        ({"videoSyndicated": "true"}, ["A", "B"]),
        ({"videoCaption": "none"}, ["A", "B"]),
        ({"videoCaption": "closedCaption"}, []),
        ({"videoPaidProductPlacement": "true"}, []),
        ({"videoType": "movie"}, []),
        ({"eventType": "live"}, []),
        ({"location": "20.86,106.68", "locationRadius": "5km"}, []),
    ):
        assert sorted(titles(prompt, type="video", **query)) == found, query


def test_durations_are_those_that_the_videos_tell(tube: Driver) -> None:
    """Short is under 4 minutes, medium up to 20, long above (the page of search.list)."""
    tube.control("POST", "seed", {"videos": 60, "playlists": 0, "items_per_playlist": 0, "seed": 1})
    kinds: dict[str, set[str]] = {}
    for kind in ("short", "medium", "long"):
        got = tube.call("search.list", part="id", type="video", videoDuration=kind, maxResults=50).body["items"]
        kinds[kind] = {each["id"]["videoId"] for each in got}
    assert kinds["short"]
    assert kinds["medium"]
    assert not kinds["short"] & kinds["medium"]
    for kind, longest in (("short", 4), ("medium", 20)):
        shown = tube.call("videos.list", part="contentDetails", id=",".join(kinds[kind])).body["items"]
        minutes = [int(each["contentDetails"]["duration"][2:].partition("M")[0]) for each in shown]
        assert all(each < longest for each in minutes)


def test_a_channel_bounds_the_search(prompt: Driver) -> None:
    upload(prompt, "A")
    prompt.settings(channels=[{"title": "Kênh khác", "handle": "@khac"}])
    own = prompt.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    other = prompt.call("channels.list", part="id", forHandle="khac").body["items"][0]["id"]
    assert titles(prompt, channelId=own, type="video") == ["A"]
    assert titles(prompt, channelId=other, type="video") == []
    assert titles(prompt, channelId="UC" + "x" * 22) == []
    got = prompt.call("search.list", part="id", channelId="nobody")
    assert (got.refused, got.where) == ((400, "invalidChannelId"), "channelId")


@pytest.mark.parametrize(
    "query",
    [
        {"forMine": "true"},
        {"forMine": "true", "type": "video,playlist"},
        {"forMine": "true", "type": "video", "videoDuration": "short"},
        {"forMine": "true", "type": "video", "videoLicense": "any"},
        {"videoCategoryId": "25"},
        {"videoDefinition": "high", "type": "channel"},
        {"eventType": "live"},
        {"location": "20.86,106.68", "locationRadius": "5km"},
    ],
)
def test_filters_of_videos_need_the_type_video_and_some_exclude_for_mine(tube: Driver, query: dict[str, str]) -> None:
    """400 invalidSearchFilter (the page of search.list)."""
    assert tube.call("search.list", part="id", **query).refused == (400, "invalidSearchFilter")


@pytest.mark.parametrize(
    ("query", "reason", "where"),
    [
        ({"forMine": "true", "forDeveloper": "true", "type": "video"}, "incompatibleParameters", "parameters."),
        ({"type": "film"}, "invalidParameter", "type"),
        ({"order": "length"}, "invalidParameter", "order"),
        ({"relevanceLanguage": "tiếng Việt"}, "invalidRelevanceLanguage", "relevanceLanguage"),
        ({"type": "video", "location": "20.86,106.68"}, "invalidLocation", "location"),
        ({"type": "video", "location": "here", "locationRadius": "5km"}, "invalidLocation", "location"),
        ({"type": "video", "location": "20.86,106.68", "locationRadius": "5"}, "invalidLocation", "locationRadius"),
        ({"regionCode": "XX"}, "invalidRegionCode", "regionCode"),
        ({"pageToken": "x"}, "invalidPageToken", "pageToken"),
    ],
)
def test_searches_are_refused_for_the_right_reason(
    tube: Driver, query: dict[str, str], reason: str, where: str
) -> None:
    got = tube.call("search.list", part="id", **query)
    assert (got.refused, got.where) == ((400, reason), where)


def test_an_api_key_searches_but_has_no_videos_of_its_own(prompt: Driver) -> None:
    upload(prompt, "Công khai")
    upload(prompt, "Kín", "private")

    def search(query: str) -> Any:
        url = f"http://sandbox.localhost/youtube/v3/search?part=snippet&type=video&key=any{query}"
        return read(prompt.sandbox.handle(Request("GET", url, {}, b"")))

    assert [each["snippet"]["title"] for each in search("").body["items"]] == ["Công khai"]
    assert search("&forMine=true").refused == (401, "authorizationRequired")


def test_topics_are_not_modelled_and_say_so(tube: Driver) -> None:
    assert tube.call("search.list", part="id", topicId="/m/04rlf").refused == (501, "notImplemented")
