"""Charts and ratings: the lists of videos that are not by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import Request, read

if TYPE_CHECKING:
    from sandbox_driver import Clock, Driver


def ids(tube: Driver, **query: Any) -> list[str]:
    return [each["id"] for each in tube.call("videos.list", part="id", **query).body["items"]]


def rate(tube: Driver, video: str, rating: str) -> int:
    return tube.call("videos.rate", id=video, rating=rating).status


# The chart.


def test_the_chart_has_the_public_videos_most_viewed_first(tube: Driver, clock: Clock) -> None:
    public = [tube.video() for _ in range(7)]
    tube.video(status={"privacyStatus": "private"})
    tube.video(status={"privacyStatus": "unlisted"})
    clock.on(days=30)
    first = tube.call("videos.list", part="statistics", chart="mostPopular", regionCode="VN").body
    assert len(first["items"]) == 5
    rest = tube.call("videos.list", part="statistics", chart="mostPopular", pageToken=first["nextPageToken"]).body
    shown = first["items"] + rest["items"]
    assert sorted(each["id"] for each in shown) == sorted(public)
    views = [int(each["statistics"]["viewCount"]) for each in shown]
    assert views == sorted(views, reverse=True)
    assert first["pageInfo"] == {"totalResults": 7, "resultsPerPage": 5}


def test_the_chart_can_be_of_one_category(tube: Driver) -> None:
    news = tube.video(snippet={"title": "A", "categoryId": "25"})
    tube.video(snippet={"title": "B", "categoryId": "27"})
    assert ids(tube, chart="mostPopular", videoCategoryId="25") == [news]


def test_an_unknown_chart_is_refused(tube: Driver) -> None:
    """400 videoChartNotFound (facts 5.3)."""
    got = tube.call("videos.list", part="id", chart="mostPopular", videoCategoryId="999")
    assert got.refused == (400, "videoChartNotFound")
    got = tube.call("videos.list", part="id", chart="chartUnspecified")
    assert got.refused == (400, "videoChartNotFound")


def test_filters_of_videos_exclude_each_other(tube: Driver) -> None:
    got = tube.call("videos.list", part="id", chart="mostPopular", myRating="like")
    assert got.refused == (400, "incompatibleParameters")


# Ratings.


def test_a_rating_is_kept_until_it_is_taken_back(tube: Driver) -> None:
    video = tube.video()

    def rating() -> str:
        return str(tube.call("videos.getRating", id=video).body["items"][0]["rating"])

    seen = [rating()]
    for wish in ("like", "dislike", "none"):
        assert rate(tube, video, wish) == 204
        seen.append(rating())
    assert seen == ["none", "like", "dislike", "none"]


def test_rating_does_not_change_the_counters(tube: Driver, clock: Clock) -> None:
    """The page of videos.rate says that the official count of likes stays."""
    video = tube.video()
    clock.on(days=10)

    def likes() -> str:
        shown = tube.call("videos.list", part="statistics", id=video).body["items"][0]
        return str(shown["statistics"]["likeCount"])

    before = likes()
    rate(tube, video, "like")
    assert likes() == before


def test_ratings_are_asked_for_many_videos_at_once(tube: Driver) -> None:
    videos = [tube.video() for _ in range(3)]
    rate(tube, videos[1], "like")
    items = tube.call("videos.getRating", id=f"{','.join(videos)},nobody").body["items"]
    assert items == [{"videoId": id_, "rating": "like" if id_ == videos[1] else "none"} for id_ in videos]
    many = tube.call("videos.getRating", id=["x"] * 51)
    assert many.refused == (400, "invalidFilters")


def test_liked_videos_are_listed_the_last_rated_first_and_paged(tube: Driver) -> None:
    videos = [tube.video() for _ in range(7)]
    for video in videos:
        rate(tube, video, "like")
    rate(tube, videos[3], "dislike")
    rate(tube, videos[0], "none")
    rate(tube, videos[0], "like")
    liked = [videos[0], *(videos[place] for place in (6, 5, 4, 2, 1))]
    first = tube.call("videos.list", part="id", myRating="like", maxResults=4).body
    rest = ids(tube, myRating="like", maxResults=4, pageToken=first["nextPageToken"])
    assert [each["id"] for each in first["items"]] + rest == liked
    assert ids(tube, myRating="dislike") == [videos[3]]


def test_a_video_that_cannot_be_found_cannot_be_rated(tube: Driver) -> None:
    got = tube.call("videos.rate", id="nobody", rating="like")
    assert (got.refused, got.where) == ((404, "videoNotFound"), "id")
    assert tube.call("videos.rate", id=tube.video(), rating="love").refused == (400, "invalidParameter")
    assert tube.call("videos.list", part="id", myRating="none").refused == (400, "invalidRating")


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("videos?part=id&myRating=like", (403, "forbidden")),
        ("videos/getRating?id=x", (401, "authorizationRequired")),
    ],
)
def test_ratings_belong_to_a_channel(tube: Driver, url: str, refusal: tuple[int, str]) -> None:
    """An API key alone has none: 403 forbidden for myRating (facts 5.3)."""
    tube.video()
    got = tube.sandbox.handle(Request("GET", f"http://sandbox.localhost/youtube/v3/{url}&key=any", {}, b""))
    assert read(got).refused == refusal


def test_ratings_go_with_a_reset(tube: Driver) -> None:
    rate(tube, tube.video(), "like")
    tube.control("POST", "reset")
    tube.video()
    assert ids(tube, myRating="like") == []


# The player.


def test_the_player_fits_the_room_that_is_told(tube: Driver) -> None:
    video = tube.video()

    def player(**query: Any) -> dict[str, str]:
        return dict(tube.call("videos.list", part="player", id=video, **query).body["items"][0]["player"])

    assert set(player()) == {"embedHtml"}
    assert (player(maxWidth=640)["embedWidth"], player(maxWidth=640)["embedHeight"]) == ("640", "360")
    assert (player(maxHeight=720)["embedWidth"], player(maxHeight=720)["embedHeight"]) == ("1280", "720")
    both = player(maxWidth=320, maxHeight=1080)
    assert (both["embedWidth"], both["embedHeight"]) == ("320", "180")
    assert f'width="320" height="180" src="//www.youtube.com/embed/{video}"' in both["embedHtml"]
    got = tube.call("videos.list", part="player", id=video, maxWidth=71)
    assert (got.refused, got.where) == ((400, "invalidParameter"), "maxWidth")
