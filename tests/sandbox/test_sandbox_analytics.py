"""YouTube Analytics: what reports.query knows, what it refuses, and that its figures are those of the Data API."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from sandbox_driver import ROOT, Answer, Clock, Driver

from ytchannel.sandbox import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = {"startDate": "2025-10-01", "endDate": "2026-12-31"}

# Midnight on the Pacific coast, with which 1 Dec 2026 begins, and a time at which the day before is known.
MIDNIGHT, KNOWN = "2026-12-01T08:00:00Z", "2026-12-03T21:00:00Z"

COUNTS = "views,likes,comments,shares,estimatedMinutesWatched,subscribersGained,subscribersLost"

UNSUPPORTED = "The query is not supported."


def ask(tube: Driver, **query: Any) -> Answer:
    """Ask for a report of the whole history; what is None is left out."""
    given = {"ids": "channel==MINE", **WHOLE, "metrics": "views", **query}
    return tube.send(
        "GET", f"/v2/reports?{urlencode({name: each for name, each in given.items() if each is not None})}"
    )


def rows(tube: Driver, **query: Any) -> list[list[Any]]:
    answer = ask(tube, **query)
    assert answer.status == 200, answer.body
    return list(answer.body.get("rows", []))


def totals(table: Sequence[Sequence[Any]], width: int) -> list[Any]:
    """The sums of the last columns."""
    return [sum(row[place] for row in table) for place in range(-width, 0)]


def counters(tube: Driver) -> dict[str, dict[str, int]]:
    """Views, likes and comments of all uploads, from the Data API."""
    uploads = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]
    query = {"playlistId": uploads["contentDetails"]["relatedPlaylists"]["uploads"], "maxResults": 50}
    found: dict[str, dict[str, int]] = {}
    token: dict[str, str] = {}
    while True:
        page = tube.call("playlistItems.list", part="contentDetails", **query, **token).body
        ids = [each["contentDetails"]["videoId"] for each in page["items"]]
        for each in tube.call("videos.list", part="statistics", id=ids).body["items"]:
            found[each["id"]] = {name: int(value) for name, value in each["statistics"].items()}
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


@pytest.fixture
def channel(tube: Driver) -> Driver:
    """A channel with history, at a time at which all of November is known."""
    tube.control("POST", "seed", {"videos": 120, "playlists": 3, "items_per_playlist": 30, "seed": 3})
    tube.settings(now=KNOWN)
    return tube


def first_playlist(tube: Driver) -> str:
    return str(tube.call("playlists.list", part="id", mine="true").body["items"][0]["id"])


# Sums.


def test_the_days_of_a_video_add_up_to_its_counters(channel: Driver) -> None:
    channel.settings(now=MIDNIGHT)
    shown = counters(channel)
    mine = channel.call("channels.list", part="statistics", mine="true").body["items"][0]["statistics"]
    channel.settings(now=KNOWN)
    ids = ",".join(shown)
    found = rows(
        channel, endDate="2026-11-30", metrics="views,likes,comments", dimensions="video,day", filters=f"video=={ids}"
    )
    by_video: dict[str, list[int]] = {id_: [0, 0, 0] for id_ in shown}
    for id_, _, *values in found:
        by_video[id_] = [old + new for old, new in zip(by_video[id_], values, strict=True)]
    assert by_video == {
        id_: [each["viewCount"], each["likeCount"], each["commentCount"]] for id_, each in shown.items()
    }
    assert rows(channel, endDate="2026-11-30")[0][0] == int(mine["viewCount"]) > 0


def test_subscribers_are_those_before_and_those_won_less_those_lost(tube: Driver) -> None:
    def shown() -> int:
        return int(
            tube.call("channels.list", part="statistics", mine="true").body["items"][0]["statistics"]["subscriberCount"]
        )

    before = shown()
    tube.control("POST", "seed", {"videos": 300, "seed": 3})
    tube.settings(now=MIDNIGHT)
    after = shown()
    tube.settings(now=KNOWN)
    won, lost = rows(tube, endDate="2026-11-30", metrics="subscribersGained,subscribersLost")[0]
    exact = before + won - lost
    # The count is rounded down to three figures for everybody, the owner too.
    assert after == int(str(exact)[:3]) * 10 ** (len(str(exact)) - 3)
    assert won > lost > 0


def test_subscribers_may_be_hidden(tube: Driver) -> None:
    tube.settings(hidden_subscribers=True)
    shown = tube.call("channels.list", part="statistics", mine="true").body["items"][0]["statistics"]
    assert (shown["hiddenSubscriberCount"], shown["subscriberCount"]) == (True, "0")


@pytest.mark.parametrize(
    ("dimensions", "metrics"),
    [
        ("day", COUNTS),
        ("country", COUNTS),
        ("creatorContentType", "views,likes"),
        ("day,creatorContentType", "views,likes"),
        ("insightTrafficSourceType", "views,engagedViews,estimatedMinutesWatched"),
        ("insightTrafficSourceType,day", "views,engagedViews,estimatedMinutesWatched"),
        ("insightPlaybackLocationType,subscribedStatus", "views,estimatedMinutesWatched"),
        ("deviceType", "views,engagedViews,estimatedMinutesWatched"),
        ("operatingSystem,day", "views"),
        ("deviceType,operatingSystem,subscribedStatus,youtubeProduct", "views,estimatedMinutesWatched"),
        ("subscribedStatus", "views,likes,shares"),
        ("country,creatorContentType,subscribedStatus,youtubeProduct", "views,redViews,engagedViews"),
        ("liveOrOnDemand,month", "views"),
        ("sharingService", "shares"),
        ("sharingService,subscribedStatus", "shares"),
    ],
)
def test_whatever_splits_a_figure_its_parts_add_up(channel: Driver, dimensions: str, metrics: str) -> None:
    width = metrics.count(",") + 1
    span = {"startDate": "2026-03-01", "endDate": "2026-11-01"}
    whole = rows(channel, **span, metrics=metrics)[0]
    if "month" in dimensions:
        whole = rows(channel, startDate="2026-03-01", endDate="2026-11-30", metrics=metrics)[0]
    parts = rows(channel, **span, metrics=metrics, dimensions=dimensions)
    assert totals(parts, width) == whole
    keys = [tuple(row[:-width]) for row in parts]
    assert len(keys) == len(set(keys))
    assert all(number >= 0 for row in parts for number in row[-width:])
    if "engagedViews" in metrics:
        views, engaged = (metrics.split(",").index(name) - width for name in ("views", "engagedViews"))
        assert all(row[engaged] <= row[views] for row in parts)


def test_filters_are_parts_of_the_whole(channel: Driver) -> None:
    metrics = "views,engagedViews,estimatedMinutesWatched"
    by_country = {name: values for name, *values in rows(channel, metrics=metrics, dimensions="country")}
    assert rows(channel, metrics=metrics, filters="country==VN") == [by_country["VN"]]
    asia = [sum(each) for each in zip(*(by_country[name] for name in ("VN", "JP", "KR", "TW", "SG")), strict=True)]
    assert rows(channel, metrics=metrics, filters="continent==142") == [asia]
    several = rows(channel, metrics=metrics, filters="country==VN,JP;subscribedStatus==SUBSCRIBED")
    parts = rows(channel, metrics=metrics, dimensions="country,subscribedStatus")
    chosen = [row for row in parts if row[0] in ("VN", "JP") and row[1] == "SUBSCRIBED"]
    assert several == [totals(chosen, 3)]
    days = rows(channel, metrics=metrics, dimensions="day", filters="country==VN")
    assert totals(days, 3) == by_country["VN"]


def test_states_are_of_the_united_states_alone(channel: Driver) -> None:
    assert not rows(channel, dimensions="province", filters="country==US", startDate="2025-01-01", endDate="2025-01-01")
    states = rows(channel, dimensions="province", filters="country==US")
    assert {name[:3] for name, _ in states} == {"US-"}
    assert totals(states, 1) == rows(channel, filters="country==US")[0]
    assert ask(channel, dimensions="province").refused == (400, "badRequest")


def test_ages_and_genders_are_percentages_of_all_viewers(channel: Driver) -> None:
    for dimensions in ("ageGroup", "gender", "ageGroup,gender"):
        found = rows(channel, metrics="viewerPercentage", dimensions=dimensions)
        assert round(totals(found, 1)[0], 6) == 100
    found = rows(channel, metrics="viewerPercentage", dimensions="gender,subscribedStatus")
    for status in ("SUBSCRIBED", "UNSUBSCRIBED"):  # each by itself: nothing is normalised across them
        assert round(sum(row[2] for row in found if row[1] == status), 6) == 100


def test_averages_are_of_what_was_watched(channel: Driver) -> None:
    metrics = "views,estimatedMinutesWatched,averageViewDuration,averageViewPercentage"
    views, minutes, duration, percentage = rows(channel, metrics=metrics)[0]
    assert abs(duration - minutes * 60 / views) < 2
    assert 5 < percentage < 100
    kinds = {each["name"]: each["dataType"] for each in ask(channel, metrics=metrics).body["columnHeaders"]}
    assert kinds == {
        "views": "INTEGER",
        "estimatedMinutesWatched": "INTEGER",
        "averageViewDuration": "INTEGER",
        "averageViewPercentage": "FLOAT",
    }


def test_the_same_channel_has_the_same_history() -> None:
    def told() -> list[list[Any]]:
        from ytchannel.sandbox import Sandbox

        clock = Clock()
        with Sandbox(clock=clock) as sandbox:
            tube = Driver(sandbox, clock)
            tube.control("POST", "seed", {"videos": 30, "seed": 9})
            return rows(tube, metrics=COUNTS, dimensions="day")

    assert told() == told() != []


def test_a_video_made_private_keeps_what_it_had_and_goes_on_when_it_is_public_again(tube: Driver, clock: Clock) -> None:
    def views() -> int:
        return counters(tube)[video]["viewCount"]

    def make(privacy: str) -> None:
        tube.call("videos.update", {"id": video, "status": {"privacyStatus": privacy}}, part="status")

    video = tube.video(status={"privacyStatus": "public"})
    clock.on(days=10)
    seen = views()
    make("private")
    clock.on(days=30)
    assert views() == seen > 0
    make("private")
    make("public")
    assert views() == seen
    clock.on(days=10)
    assert views() > seen
    tube.settings(analytics_lag_hours=0)
    by_day = dict(rows(tube, dimensions="day", endDate="2027-02-01"))
    assert not {f"2026-12-{day:02}" for day in range(6, 30)} & by_day.keys()
    assert seen < sum(by_day.values()) <= views()


# Engaged views.


def test_views_of_all_formats_count_starts_since_the_end_of_august_2026(channel: Driver) -> None:
    query = {"metrics": "views,engagedViews", "filters": "creatorContentType==videoOnDemand", "dimensions": "day"}
    before = rows(channel, **query, endDate="2026-08-26")
    assert before
    assert all(views == engaged for _, views, engaged in before)
    views, engaged = totals(rows(channel, **query, startDate="2026-08-27"), 2)
    assert 0.6 * views < engaged < 0.85 * views
    channel.settings(views_count_starts_since="2026-08-24")
    views, engaged = totals(rows(channel, **query, startDate="2026-08-24", endDate="2026-08-26"), 2)
    assert engaged < views


def test_views_of_shorts_have_counted_starts_since_march_2025(channel: Driver) -> None:
    query = {"metrics": "views,engagedViews", "filters": "creatorContentType==shorts"}
    views, engaged = rows(channel, **query, endDate="2026-08-01")[0]
    assert 0 < engaged < 0.7 * views


def test_a_short_is_shown_as_such_in_all_it_says(channel: Driver) -> None:
    found = rows(channel, dimensions="insightTrafficSourceType", filters="creatorContentType==shorts")
    assert max(found, key=lambda row: row[1])[0] == "SHORTS"
    others = rows(channel, dimensions="insightTrafficSourceType", filters="creatorContentType==videoOnDemand")
    assert "SHORTS" not in dict(others)


# Form.


def test_headers_are_the_dimensions_and_then_the_metrics_as_asked(channel: Driver) -> None:
    answer = ask(channel, metrics="likes,views", dimensions="country,creatorContentType").body
    assert answer["kind"] == "youtubeAnalytics#resultTable"
    assert answer["columnHeaders"] == [
        {"name": "country", "columnType": "DIMENSION", "dataType": "STRING"},
        {"name": "creatorContentType", "columnType": "DIMENSION", "dataType": "STRING"},
        {"name": "likes", "columnType": "METRIC", "dataType": "INTEGER"},
        {"name": "views", "columnType": "METRIC", "dataType": "INTEGER"},
    ]
    assert {len(row) for row in answer["rows"]} == {4}


def test_without_data_there_are_no_rows_at_all(tube: Driver) -> None:
    assert "rows" not in ask(tube).body
    assert "rows" not in ask(tube, dimensions="day").body
    assert ask(tube).body["columnHeaders"]


def test_videos_without_activity_are_missing(channel: Driver) -> None:
    day = {"startDate": "2025-11-20", "endDate": "2025-11-20"}
    found = rows(channel, **day, dimensions="video", sort="-views", maxResults=200)
    assert 0 < len(found) < 30
    assert all(views > 0 for _, views in found)


def test_rows_are_sorted_and_cut_as_asked(channel: Driver) -> None:
    query = {"metrics": "views,likes", "dimensions": "country"}
    by_views = rows(channel, **query, sort="-views")
    assert [row[1] for row in by_views] == sorted((row[1] for row in by_views), reverse=True)
    assert rows(channel, **query, sort="views,country") == sorted(by_views, key=lambda row: (row[1], row[0]))
    assert rows(channel, **query, sort="-country")[0][0] == "ZZ"
    assert rows(channel, **query, sort="-views", maxResults=2) == by_views[:2]
    assert rows(channel, **query, sort="-views", maxResults=2, startIndex=3) == by_views[2:4]
    assert rows(channel, **query, sort="-views", startIndex=1) == by_views


# Days.


def test_the_last_days_are_not_known_yet_and_are_cut_without_a_word(tube: Driver, clock: Clock) -> None:
    tube.control("POST", "seed", {"videos": 60, "seed": 3})

    def last() -> str:
        return str(rows(tube, dimensions="day")[-1][0])

    # 24 Nov, 7:00 UTC is 23 Nov, 23:00 in Los Angeles; 60 hours before that it was noon of the 21st.
    assert last() == "2026-11-20"
    clock.on(hours=12)
    assert last() == "2026-11-20"
    clock.on(hours=2)
    assert last() == "2026-11-21"
    tube.settings(analytics_lag_hours=72)
    assert last() == "2026-11-20"
    assert "rows" not in ask(tube, startDate="2026-11-21", endDate="2026-11-24").body


def test_days_are_those_of_the_pacific_coast(tube: Driver, clock: Clock) -> None:
    tube.settings(analytics_lag_hours=0)
    tube.settings(now="2026-11-24T07:30:00Z")  # half past eleven at night on the 23rd
    for _ in range(60):
        tube.video(status={"privacyStatus": "public"})
    tube.settings(now="2026-12-24T07:30:00Z")
    assert rows(tube, dimensions="day")[0][0] == "2026-11-23"


def test_months_begin_and_end_on_a_first_day(channel: Driver) -> None:
    found = rows(channel, dimensions="month", startDate="2026-09-01", endDate="2026-11-01")
    assert [row[0] for row in found] == ["2026-09", "2026-10", "2026-11"]
    # The last month is told as a whole.
    whole = rows(channel, startDate="2026-11-01", endDate="2026-11-30")
    assert [found[-1][1]] == whole[0]
    for span in (("2026-09-02", "2026-11-01"), ("2026-09-01", "2026-11-30")):
        answer = ask(channel, dimensions="month", startDate=span[0], endDate=span[1])
        assert answer.refused == (400, "badRequest")


def test_a_month_that_is_not_over_is_told_as_far_as_it_is_known(channel: Driver) -> None:
    channel.settings(now="2026-11-18T20:00:00Z")
    found = rows(channel, dimensions="month", startDate="2026-11-01", endDate="2026-11-01")
    assert found == [["2026-11", rows(channel, startDate="2026-11-01", endDate="2026-11-30")[0][0]]]


# What is refused.


@pytest.mark.parametrize(
    ("query", "status", "reason", "message"),
    [
        ({"ids": None}, 400, "required", "ids"),
        ({"startDate": None}, 400, "required", "startDate"),
        ({"endDate": None}, 400, "required", "endDate"),
        ({"metrics": None}, 400, "required", "metrics"),
        ({"ids": "MINE"}, 400, "badRequest", "ids"),
        ({"ids": "channel=="}, 400, "badRequest", "ids"),
        ({"ids": "contentOwner==studio"}, 403, "forbidden", ""),
        ({"ids": "channel==UC_x5XG1OV2P6uZZ5FSM9Ttw"}, 403, "forbidden", ""),
        ({"startDate": "01-11-2026"}, 400, "badRequest", "Could not parse content (01-11-2026) of field startDate."),
        ({"endDate": "2026-11-31"}, 400, "badRequest", "Could not parse content (2026-11-31) of field endDate."),
        ({"startDate": "2026-11-02", "endDate": "2026-11-01"}, 400, "badRequest", "endDate"),
        ({"metrics": "impressions"}, 400, "badRequest", "Unknown identifier (impressions)"),
        ({"metrics": "videoThumbnailImpressions"}, 400, "badRequest", UNSUPPORTED),
        ({"metrics": "views,estimatedRevenue"}, 403, "forbidden", ""),
        ({"metrics": "averageConcurrentViewers"}, 501, "notImplemented", "averageConcurrentViewers"),
        ({"dimensions": "weekday"}, 400, "badRequest", "Unknown identifier (weekday)"),
        ({"dimensions": "7DayTotals"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "city"}, 501, "notImplemented", "city"),
        ({"dimensions": "country,day"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "day,month"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "country,deviceType"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "deviceType,insightTrafficSourceType"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "deviceType", "metrics": "likes"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "liveOrOnDemand", "metrics": "averageViewPercentage"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "subscribedStatus", "metrics": "subscribersGained"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "sharingService"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "ageGroup"}, 400, "badRequest", UNSUPPORTED),
        ({"metrics": "viewerPercentage"}, 400, "badRequest", UNSUPPORTED),
        ({"filters": "country==VN;continent==142"}, 400, "badRequest", UNSUPPORTED),
        ({"filters": "country=VN"}, 400, "badRequest", "filters"),
        ({"filters": "country==VN;country==US"}, 400, "badRequest", "filters"),
        ({"filters": "country==Vietnam"}, 400, "badRequest", "filters"),
        ({"filters": "place==VN"}, 400, "badRequest", "Unknown identifier (place)"),
        ({"filters": "creatorContentType==SHORTS"}, 400, "badRequest", "filters"),
        ({"filters": "deviceType==PHONE"}, 400, "badRequest", "filters"),
        ({"filters": "video==short"}, 400, "badRequest", "filters"),
        ({"filters": "isCurated==1"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "isCurated"}, 400, "badRequest", UNSUPPORTED),
        ({"dimensions": "day", "sort": "-likes"}, 400, "badRequest", "sort"),
        ({"dimensions": "day", "maxResults": "0"}, 400, "badRequest", "maxResults"),
        ({"dimensions": "day", "startIndex": "0"}, 400, "badRequest", "startIndex"),
        ({"dimensions": "day", "maxResults": "many"}, 400, "invalidParameter", "many"),
        ({"currency": "dong"}, 400, "badRequest", "currency"),
        ({"start-date": "2026-11-01"}, 400, "unexpectedParameter", "start-date"),
    ],
)
def test_queries_are_refused(tube: Driver, query: dict[str, Any], status: int, reason: str, message: str) -> None:
    answer = ask(tube, **query)
    assert answer.refused == (status, reason)
    assert message in answer.body["error"]["message"]


def test_a_refusal_of_a_query_is_google_s_own(tube: Driver) -> None:
    error = ask(tube, dimensions="country,day").body["error"]
    page = "https://developers.google.com/youtube/analytics/v2/available_reports"
    assert error["message"] == f"{UNSUPPORTED} Check the documentation at {page} for a list of supported queries."
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["errors"] == [{"message": error["message"], "domain": "global", "reason": "badRequest"}]


def test_the_owner_may_name_the_channel(channel: Driver) -> None:
    id_ = channel.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    assert rows(channel, ids=f"channel=={id_}") == rows(channel)
    got = channel.sandbox.handle(Request("GET", f"{ROOT}/v2/reports?ids=channel==MINE&key=k", {}))
    assert got.status == 401


@pytest.mark.parametrize(("dimension", "sort"), [("video", "-views"), ("playlist", "-playlistViews")])
def test_top_reports_need_a_sort_and_200_rows_at_most(channel: Driver, dimension: str, sort: str) -> None:
    query = {"metrics": sort[1:], "dimensions": dimension}
    assert rows(channel, **query, sort=sort, maxResults=200)
    for wrong in (
        {},
        {"sort": sort},
        {"maxResults": 10},
        {"sort": sort, "maxResults": 201},
        {"sort": sort[1:], "maxResults": 10},
        {"sort": f"-{dimension}", "maxResults": 10},
    ):
        answer = ask(channel, **query, **wrong)
        assert answer.refused == (400, "badRequest"), wrong
        assert answer.body["error"]["message"].startswith(UNSUPPORTED)


def test_top_videos_are_the_most_seen_of_all(channel: Driver) -> None:
    seen = {id_: each["viewCount"] for id_, each in counters(channel).items()}
    channel.settings(now="2027-01-20T00:00:00Z")
    found = rows(channel, dimensions="video", sort="-views", maxResults=5, endDate="2026-12-02")
    assert len(found) == 5
    assert [row[1] for row in found] == sorted((row[1] for row in found), reverse=True)
    assert all(abs(seen[id_] - views) <= 0.05 * views + 5 for id_, views in found)


def test_videos_by_day_need_a_list_of_videos(channel: Driver) -> None:
    assert ask(channel, dimensions="video,day").refused == (400, "badRequest")
    ids = list(counters(channel))[:3]
    found = rows(channel, dimensions="video,day", filters=f"video=={','.join(ids)}")
    assert {row[0] for row in found} <= set(ids)


def test_a_filter_takes_500_videos(channel: Driver) -> None:
    ids = list(counters(channel))
    whole = rows(channel, filters="video==" + ",".join(ids))
    assert whole == rows(channel)
    others = [f"{number:011}" for number in range(500 - len(ids))]
    assert rows(channel, filters="video==" + ",".join([*ids, *others])) == whole
    assert ask(channel, filters="video==" + ",".join([*ids, *others, "x" * 11])).refused == (400, "badRequest")


def test_traffic_sources_of_many_videos_over_many_days_are_refused(channel: Driver) -> None:
    ids = [f"{number:011}" for number in range(500)]
    query = {"dimensions": "insightTrafficSourceType", "filters": "video==" + ",".join(ids)}
    assert ask(channel, **query, startDate="2026-08-01", endDate="2026-11-08").status == 200  # 100 days
    assert ask(channel, **query, startDate="2026-08-01", endDate="2026-11-09").refused == (400, "badRequest")


def test_details_of_sources_and_players(channel: Driver) -> None:
    query = {"dimensions": "insightTrafficSourceDetail", "sort": "-views", "maxResults": 25}
    found = rows(channel, **query, filters="insightTrafficSourceType==YT_SEARCH")
    assert "nghị quyết 28" in dict(found)
    searched = dict(rows(channel, dimensions="insightTrafficSourceType"))["YT_SEARCH"]
    assert totals(found, 1) == [searched]
    assert ask(channel, **query).refused == (400, "badRequest")
    assert ask(channel, **query, filters="insightTrafficSourceType==NOTIFICATION").refused == (400, "badRequest")
    many = {**query, "maxResults": 26}
    assert ask(channel, **many, filters="insightTrafficSourceType==YT_SEARCH").refused == (400, "badRequest")
    query["dimensions"] = "insightPlaybackLocationDetail"
    assert rows(channel, **query, filters="insightPlaybackLocationType==EMBEDDED")
    assert ask(channel, **query, filters="insightPlaybackLocationType==WATCH").refused == (400, "badRequest")


def test_retention_is_of_one_video_and_further_ones_are_ignored(channel: Driver) -> None:
    first, second, *_ = (row[0] for row in rows(channel, dimensions="video", sort="-views", maxResults=5))
    query = {"metrics": "audienceWatchRatio,relativeRetentionPerformance", "dimensions": "elapsedVideoTimeRatio"}
    found = rows(channel, **query, filters=f"video=={first}")
    assert [row[0] for row in found] == [number / 100 for number in range(1, 101)]
    ratios = [row[1] for row in found]
    assert ratios == sorted(ratios, reverse=True)
    assert all(0 <= row[2] <= 1 for row in found)
    assert rows(channel, **query, filters=f"video=={first},{second}") == found
    assert rows(channel, **query, filters=f"video=={second}") != found
    assert ask(channel, **query).refused == (400, "badRequest")
    assert ask(channel, **query).body["error"]["message"].startswith(UNSUPPORTED)


# Playlists.

IN_PLAYLIST = "playlistViews,playlistEstimatedMinutesWatched,playlistStarts,playlistSaves"


def test_playlists_have_figures_of_their_own(channel: Driver) -> None:
    top = rows(channel, metrics=IN_PLAYLIST, dimensions="playlist", sort="-playlistViews", maxResults=200)
    assert len(top) == 3
    for id_, *whole in top:
        assert rows(channel, metrics=IN_PLAYLIST, filters=f"playlist=={id_}") == [whole]
        days = rows(channel, metrics=IN_PLAYLIST, dimensions="day", filters=f"playlist=={id_}")
        assert totals(days, 4) == whole
        for dimension in ("deviceType", "insightTrafficSourceType", "country"):
            parts = rows(channel, metrics=IN_PLAYLIST, dimensions=dimension, filters=f"playlist=={id_}")
            assert totals(parts, 4) == whole
    assert rows(channel, metrics=IN_PLAYLIST) == [totals(top, 4)]


def test_plain_views_of_a_playlist_are_those_of_its_videos_anywhere(channel: Driver) -> None:
    playlist = first_playlist(channel)
    videos = channel.order(playlist)
    anywhere = rows(channel, filters="video==" + ",".join(videos))
    assert rows(channel, filters=f"playlist=={playlist}") == anywhere
    views, inside = rows(channel, metrics="views,playlistViews", filters=f"playlist=={playlist}")[0]
    assert 0 < inside < views / 5


def test_a_video_counts_in_a_playlist_from_when_it_was_added(tube: Driver, clock: Clock) -> None:
    videos = [tube.video(status={"privacyStatus": "public"}) for _ in range(20)]
    clock.on(days=5)
    playlist = tube.playlist()
    for video in videos:
        tube.item(playlist, video)
    clock.on(days=20)
    found = rows(tube, metrics="playlistViews", dimensions="day", filters=f"playlist=={playlist}")
    assert found[0][0] in ("2026-11-28", "2026-11-29")


def test_derived_figures_of_playlists(channel: Driver) -> None:
    playlist = first_playlist(channel)
    metrics = f"{IN_PLAYLIST},viewsPerPlaylistStart,averageTimeInPlaylist,playlistAverageViewDuration"
    views, minutes, starts, _, each, spent, seconds = rows(channel, metrics=metrics, filters=f"playlist=={playlist}")[0]
    assert each == round(views / starts, 2)
    assert abs(spent - minutes / starts) < 0.2
    assert abs(seconds - minutes * 60 / views) < 2
    channel.settings(playlist_time_unit="seconds")
    longer = rows(channel, metrics="averageTimeInPlaylist", filters=f"playlist=={playlist}")[0][0]
    assert abs(longer - 60 * spent) < 1


@pytest.mark.parametrize(
    "query",
    [
        {"metrics": "playlistViews,subscribersGained"},
        {"metrics": "playlistViews,redViews"},
        {"metrics": "playlistViews", "dimensions": "subscribedStatus"},
        {"metrics": "playlistViews", "dimensions": "youtubeProduct"},
        {"metrics": "playlistViews", "filters": "playlist==PL123;subscribedStatus==SUBSCRIBED"},
        {"metrics": "playlistViews", "filters": "playlist==PL123;isCurated==1"},
        {"metrics": "playlistViews", "filters": "playlist==PL123;video==abcdefghijk"},
        {"metrics": "views,playlistViews"},
    ],
)
def test_what_playlists_cannot_be_combined_with(tube: Driver, query: dict[str, str]) -> None:
    answer = ask(tube, **query)
    assert answer.refused == (400, "badRequest")
    assert answer.body["error"]["message"].startswith(UNSUPPORTED)


# Groups.


def group(tube: Driver, title: str = "Phóng sự", type_: str = "youtube#video") -> str:
    body = {"snippet": {"title": title}, "contentDetails": {"itemType": type_}}
    return str(tube.send("POST", "/v2/groups", body).body["id"])


def join(tube: Driver, group: str, id_: str, kind: str = "youtube#video") -> Answer:
    return tube.send("POST", "/v2/groupItems", {"groupId": group, "resource": {"kind": kind, "id": id_}})


def test_groups_are_made_renamed_and_deleted(tube: Driver) -> None:
    id_ = group(tube)
    answer = tube.send("PUT", "/v2/groups", {"id": id_, "snippet": {"title": "Tọa đàm"}})
    assert answer.body["snippet"] == {"title": "Tọa đàm", "publishedAt": "2026-11-24T07:00:00Z"}
    video = tube.video()
    item = join(tube, id_, video).body
    assert item["resource"] == {"kind": "youtube#video", "id": video}
    assert join(tube, id_, video).status == 409
    shown = tube.send("GET", "/v2/groups?mine=true").body
    assert shown["kind"] == "youtube#groupListResponse"
    assert shown["items"][0]["contentDetails"] == {"itemCount": "1", "itemType": "youtube#video"}
    assert tube.send("GET", f"/v2/groups?id={id_}").body["items"] == shown["items"]
    assert tube.send("GET", f"/v2/groupItems?groupId={id_}").body["items"] == [item]
    assert tube.send("DELETE", f"/v2/groupItems?id={item['id']}").status == 204
    assert tube.send("GET", f"/v2/groupItems?groupId={id_}").body["items"] == []
    assert tube.send("DELETE", f"/v2/groups?id={id_}").status == 204
    assert tube.send("GET", "/v2/groups?mine=true").body["items"] == []


def test_what_groups_refuse(tube: Driver) -> None:
    id_ = group(tube)
    assert tube.send("GET", "/v2/groups").refused == (400, "badRequest")
    assert tube.send("POST", "/v2/groups", {"contentDetails": {"itemType": "youtube#video"}}).refused == (
        400,
        "required",
    )
    body = {"snippet": {"title": "A"}, "contentDetails": {"itemType": "video"}}
    assert tube.send("POST", "/v2/groups", body).refused == (400, "badRequest")
    assert join(tube, id_, "abcdefghijk").refused == (403, "forbidden")
    assert join(tube, id_, tube.playlist(), "youtube#playlist").refused == (400, "badRequest")
    assert join(tube, "nobody", tube.video()).refused == (404, "notFound")
    assert tube.send("DELETE", "/v2/groupItems?id=nobody").refused == (404, "notFound")
    assert ask(tube, filters="group==nobody").refused == (404, "notFound")


def test_a_query_filters_by_a_group(channel: Driver) -> None:
    videos = channel.order(first_playlist(channel))[:3]
    id_ = group(channel)
    assert "rows" not in ask(channel, filters=f"group=={id_}").body
    for video in videos:
        join(channel, id_, video)
    assert rows(channel, filters=f"group=={id_}") == rows(channel, filters="video==" + ",".join(videos))
    lists = group(channel, type_="youtube#playlist")
    join(channel, lists, first_playlist(channel), "youtube#playlist")
    expected = rows(channel, metrics="playlistViews", filters=f"playlist=={first_playlist(channel)}")
    assert rows(channel, metrics="playlistViews", filters=f"group=={lists}") == expected


def test_a_group_has_500_items_at_most(tube: Driver) -> None:
    tube.control("POST", "seed", {"videos": 501, "seed": 1})
    id_ = group(tube)
    answers = [join(tube, id_, video).status for video in counters(tube)]
    assert answers == [200] * 500 + [400]


# The project.


@pytest.mark.parametrize(
    ("api", "path", "title"),
    [
        ("youtube", "/youtube/v3/channels?part=id&mine=true", "YouTube Data API v3"),
        ("youtubeAnalytics", "/v2/groups?mine=true", "YouTube Analytics API"),
        ("youtubereporting", "/v1/jobs", "YouTube Reporting API"),
    ],
)
def test_an_api_that_is_not_enabled_in_the_project_says_so(tube: Driver, api: str, path: str, title: str) -> None:
    assert tube.send("GET", path).status == 200
    tube.settings(apis_enabled={api: False})
    answer = tube.send("GET", path)
    assert answer.refused == (403, "accessNotConfigured")
    error = answer.body["error"]
    assert error["errors"][0]["domain"] == "usageLimits"
    assert error["message"].startswith(f"{title} has not been used in project")
    assert error["details"][0]["reason"] == "SERVICE_DISABLED"
    assert tube.control("GET", "settings")["apis_enabled"] == {
        each: each != api for each in ("youtube", "youtubeAnalytics", "youtubereporting")
    }


def test_queries_are_charged_to_a_budget_of_their_own(tube: Driver) -> None:
    ask(tube)
    assert tube.journal()[-1] == {
        "method": "youtubeAnalytics.reports.query",
        "status": 200,
        "units": 1,
        "bucket": "analytics",
        "bytes": 0,
        "at": "2026-11-24T07:00:00.000+00:00",
    }


def test_the_budget_of_queries_may_be_spent(tube: Driver) -> None:
    tube.settings(quota={"analytics": 1})
    assert ask(tube).status == 200
    answer = ask(tube)
    assert answer.refused == (429, "rateLimitExceeded")
    assert answer.body["error"]["details"][0]["metadata"]["service"] == "youtubeanalytics.googleapis.com"
    assert tube.call("channels.list", part="id", mine="true").status == 200


def test_a_large_channel_is_reported_quickly(tube: Driver) -> None:
    tube.control("POST", "seed", {"videos": 5000, "playlists": 7, "items_per_playlist": 200, "seed": 1})
    started = time.perf_counter()
    assert len(rows(tube, dimensions="day")) > 390
    assert len(rows(tube, metrics=COUNTS, dimensions="video", sort="-views", maxResults=200)) == 200
    assert len(rows(tube, metrics=IN_PLAYLIST, dimensions="playlist", sort="-playlistViews", maxResults=200)) == 7
    assert time.perf_counter() - started < 6
