"""YouTube Reporting: jobs, a report for each Pacific day, and CSV that adds up to what reports.query tells."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from sandbox_driver import ROOT, Answer, Clock, Driver, Http

from ytchannel.sandbox import Request, Response, Sandbox
from ytchannel.sandbox.discovery.document import source

if TYPE_CHECKING:
    from collections.abc import Mapping

BASIC = "channel_basic_a3"


def create(tube: Driver, type_: str = BASIC, name: str = "Hằng ngày") -> Answer:
    return tube.send("POST", "/v1/jobs", {"reportTypeId": type_, "name": name})


def reports(tube: Driver, job: str, **query: Any) -> list[dict[str, Any]]:
    answer = tube.send("GET", f"/v1/jobs/{job}/reports?{urlencode({'pageSize': 500, **query})}")
    assert answer.status == 200, answer.body
    return list(answer.body.get("reports", []))


def download(tube: Driver, report: Mapping[str, Any]) -> list[dict[str, str]]:
    got = tube.sandbox.handle(Request("GET", report["downloadUrl"], {"Authorization": "Bearer any"}))
    assert (got.status, got.headers["Content-Type"]) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(got.body.decode())))


def day(report: Mapping[str, Any]) -> str:
    """The day that a report is about: it begins at a midnight of the Pacific coast."""
    return str(report["startTime"][:10])


def newest(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The report of each day that was made last."""
    chosen: dict[str, dict[str, Any]] = {}
    for each in sorted(found, key=lambda each: each["createTime"]):
        chosen[day(each)] = each
    return chosen


@pytest.fixture
def channel(tube: Driver) -> Driver:
    tube.control("POST", "seed", {"videos": 120, "playlists": 2, "items_per_playlist": 30, "seed": 3})
    return tube


# Kinds of reports.


def test_the_kinds_of_reports_and_those_that_have_ended(tube: Driver) -> None:
    found = tube.send("GET", "/v1/reportTypes").body["reportTypes"]
    now = {each["id"] for each in found if "deprecateTime" not in each}
    assert {BASIC, "channel_combined_a3", "playlist_basic_a2", "channel_reach_basic_a1", "channel_cards_a1"} <= now
    old = {each["id"]: each["deprecateTime"] for each in found if "deprecateTime" in each}
    assert old["channel_basic_a2"] == old["playlist_basic_a1"] == "2025-10-31T07:00:00Z"
    assert not now & old.keys()
    assert all(each["name"] for each in found)


def test_kinds_come_in_pages(tube: Driver) -> None:
    whole = tube.send("GET", "/v1/reportTypes").body["reportTypes"]
    first = tube.send("GET", "/v1/reportTypes?pageSize=20").body
    rest = tube.send("GET", f"/v1/reportTypes?pageSize=20&pageToken={first['nextPageToken']}").body
    assert first["reportTypes"] + rest["reportTypes"] == whole
    assert "nextPageToken" not in rest
    assert tube.send("GET", "/v1/reportTypes?pageToken=x").refused == (400, "invalidPageToken")
    assert tube.send("GET", "/v1/reportTypes?pageSize=-1").refused == (400, "badRequest")


# Jobs.


def test_a_job_is_made_shown_and_deleted(tube: Driver) -> None:
    assert tube.send("GET", "/v1/jobs").body == {}
    job = create(tube).body
    assert {name: job[name] for name in ("name", "reportTypeId", "createTime")} == {
        "name": "Hằng ngày",
        "reportTypeId": BASIC,
        "createTime": "2026-11-24T07:00:00Z",
    }
    assert len(job["id"]) <= 40
    assert tube.send("GET", f"/v1/jobs/{job['id']}").body == job
    other = create(tube, "channel_cards_a1").body
    assert tube.send("GET", "/v1/jobs").body == {"jobs": [job, other]}
    answer = tube.send("DELETE", f"/v1/jobs/{job['id']}")
    assert (answer.status, answer.body) == (200, {})
    assert tube.send("GET", f"/v1/jobs/{job['id']}").refused == (404, "notFound")
    assert tube.send("DELETE", f"/v1/jobs/{job['id']}").refused == (404, "notFound")
    assert tube.send("GET", f"/v1/jobs/{job['id']}/reports").refused == (404, "notFound")
    assert create(tube).status == 200


def test_a_second_job_of_a_kind_is_refused(tube: Driver) -> None:
    create(tube)
    answer = create(tube, name="Nữa")
    assert answer.refused == (409, "alreadyExists")
    assert answer.body["error"]["status"] == "ALREADY_EXISTS"


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({"reportTypeId": BASIC}, 400, "badRequest"),
        ({"reportTypeId": BASIC, "name": "n" * 101}, 400, "badRequest"),
        ({"name": "n"}, 400, "badRequest"),
        ({"reportTypeId": "channel_basic_a9", "name": "n"}, 400, "badRequest"),
        ({"reportTypeId": "channel_basic_a2", "name": "n"}, 400, "failedPrecondition"),
        ({"reportTypeId": "channel_subtitles_a3", "name": "n"}, 501, "notImplemented"),
        ({"reportTypeId": BASIC, "name": "n", "colour": "red"}, 400, "invalid"),
    ],
)
def test_jobs_are_refused(tube: Driver, body: Any, status: int, reason: str) -> None:
    assert tube.send("POST", "/v1/jobs", body).refused == (status, reason)


# Reports.


def test_the_first_report_is_there_within_24_to_48_hours_and_30_days_before_too(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(hours=24)
    assert reports(channel, job) == []
    clock.on(hours=24)
    found = newest(reports(channel, job))
    assert min(found) == "2026-10-24"  # the job was made on 23 Nov, 23:00 in Los Angeles
    assert max(found) >= "2026-11-23"
    assert len(found) >= 31


def test_there_is_a_report_a_day_that_covers_it_from_midnight_to_midnight(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=10)
    found = newest(reports(channel, job))
    spans = sorted((each["startTime"], each["endTime"]) for each in found.values())
    assert all(first[1] == second[0] for first, second in pairwise(spans))
    # Daylight saving ends on 1 Nov, which has 25 hours.
    assert ("2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z") in spans
    last = max(found.values(), key=lambda each: each["startTime"])
    assert last["endTime"] < last["createTime"] <= "2026-12-04T07:00:00Z"


def test_reports_are_kept_for_60_days_and_those_of_days_before_the_job_for_30(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=31)
    assert min(newest(reports(channel, job))) < "2026-11-22"
    clock.on(days=4)
    assert min(newest(reports(channel, job))) == "2026-11-23"
    clock.on(days=40)
    found = newest(reports(channel, job))
    assert "2026-12-01" not in found
    assert 55 <= len(found) <= 62


def test_a_report_may_be_made_again_and_the_later_one_is_right(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=20)
    found = reports(channel, job)
    twice = [each for each in found if sum(day(other) == day(each) for other in found) == 2]
    assert len(twice) >= 4
    later, former = [each for each in twice if day(each) == day(twice[0])]
    assert later["createTime"] > former["createTime"]
    assert (later["startTime"], later["endTime"]) == (former["startTime"], former["endTime"])
    assert later["id"] != former["id"]
    sums = [sum(int(row["views"]) for row in download(channel, each)) for each in (former, later)]
    assert 0 < sums[0] < sums[1]
    channel.settings(reports_made_again=0)
    found = reports(channel, job)
    assert len({day(each) for each in found}) == len(found)


def test_reports_are_found_by_time(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=10)
    whole = reports(channel, job)
    assert [each["createTime"] for each in whole] == sorted((each["createTime"] for each in whole), reverse=True)
    after = whole[5]["createTime"]
    assert reports(channel, job, createdAfter=after) == [each for each in whole if each["createTime"] > after]
    span = {"startTimeAtOrAfter": "2026-11-20T08:00:00Z", "startTimeBefore": "2026-11-22T08:00:00Z"}
    assert {day(each) for each in reports(channel, job, **span)} == {"2026-11-20", "2026-11-21"}
    bad = channel.send("GET", f"/v1/jobs/{job}/reports?createdAfter=yesterday")
    assert (*bad.refused, bad.where) == (400, "badRequest", "createdAfter")


def test_reports_come_in_pages_and_one_by_one(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=10)
    whole = reports(channel, job)
    paged: list[dict[str, Any]] = []
    query: dict[str, Any] = {"pageSize": 7}
    while True:
        page = channel.send("GET", f"/v1/jobs/{job}/reports?{urlencode(query)}").body
        paged += page["reports"]
        if "nextPageToken" not in page:
            break
        query["pageToken"] = page["nextPageToken"]
    assert paged == whole
    one = channel.send("GET", f"/v1/jobs/{job}/reports/{whole[3]['id']}").body
    assert one == whole[3]
    assert one["jobId"] == job
    assert channel.send("GET", f"/v1/jobs/{job}/reports/1").refused == (404, "notFound")


# Downloads.


def test_the_address_of_a_file_is_under_the_host_that_was_called(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=3)
    assert reports(channel, job)[0]["downloadUrl"].startswith(f"{ROOT}/v1/media/CHANNEL/")
    answer = channel.send("GET", f"https://youtubereporting.googleapis.com/v1/jobs/{job}/reports")
    url = answer.body["reports"][0]["downloadUrl"]
    assert url.startswith("https://youtubereporting.googleapis.com/v1/media/")
    assert url.endswith("?alt=media")
    assert len(url) <= 1000
    assert channel.send("GET", url.replace(job, "other")).refused == (404, "notFound")
    assert channel.send("GET", f"{ROOT}/v1/media/nothing?alt=media").refused == (404, "notFound")


def test_the_days_of_a_report_add_up_to_those_of_a_query(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=6)
    columns = {
        "views": "views",
        "engaged_views": "engagedViews",
        "red_views": "redViews",
        "likes": "likes",
        "dislikes": "dislikes",
        "comments": "comments",
        "shares": "shares",
        "watch_time_minutes": "estimatedMinutesWatched",
        "red_watch_time_minutes": "estimatedRedMinutesWatched",
        "subscribers_gained": "subscribersGained",
        "subscribers_lost": "subscribersLost",
        "videos_added_to_playlists": "videosAddedToPlaylists",
        "videos_removed_from_playlists": "videosRemovedFromPlaylists",
    }
    bulk: dict[str, list[int]] = {}
    countries: dict[str, int] = {}
    for when, report in newest(reports(channel, job)).items():
        found = download(channel, report)
        assert {row["date"] for row in found} <= {when.replace("-", "")}
        bulk[when] = [sum(int(row[name]) for row in found) for name in columns]
        for row in found:
            countries[row["country_code"]] = countries.get(row["country_code"], 0) + int(row["views"])
    channel.settings(analytics_lag_hours=0)
    span = {"ids": "channel==MINE", "startDate": min(bulk), "endDate": max(bulk)}
    query = {**span, "metrics": ",".join(columns.values()), "dimensions": "day"}
    asked = channel.send("GET", f"/v2/reports?{urlencode(query)}").body["rows"]
    assert {when: values for when, *values in asked} == bulk
    query = {**span, "metrics": "views", "dimensions": "country"}
    asked = channel.send("GET", f"/v2/reports?{urlencode(query)}").body["rows"]
    assert dict(asked) == {name: views for name, views in countries.items() if views}


def test_subscriptions_on_the_channel_s_page_are_in_rows_without_a_video(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=6)
    found = [row for report in newest(reports(channel, job)).values() for row in download(channel, report)]
    without = [row for row in found if not row["video_id"]]
    assert sum(int(row["subscribers_gained"]) for row in without) > 0
    assert sum(int(row["views"]) for row in without) == 0
    keys = [tuple(row[name] for name in list(row)[:6]) for row in found]
    assert len(keys) == len(set(keys))
    assert list(found[0])[:6] == [
        "date", "channel_id", "video_id", "live_or_on_demand", "subscribed_status", "country_code",
    ]  # fmt: skip
    assert {row["subscribed_status"] for row in found} == {"subscribed", "not_subscribed"}
    assert {row["live_or_on_demand"] for row in found} == {"on_demand"}


@pytest.mark.parametrize(
    ("type_", "dimension", "asked"),
    [
        ("channel_traffic_source_a3", "traffic_source_type", "insightTrafficSourceType"),
        ("channel_playback_location_a3", "playback_location_type", "insightPlaybackLocationType"),
        ("channel_device_os_a3", "device_type", "deviceType"),
        ("channel_combined_a3", "operating_system", "operatingSystem"),
    ],
)
def test_other_reports_tell_the_same_views(
    channel: Driver, clock: Clock, type_: str, dimension: str, asked: str
) -> None:
    job = create(channel, type_).body["id"]
    clock.on(days=6)
    when, report = max(newest(reports(channel, job)).items())
    sums: dict[str, int] = {}
    for row in download(channel, report):
        assert row[dimension].isdecimal()
        sums[row[dimension]] = sums.get(row[dimension], 0) + int(row["views"])
    channel.settings(analytics_lag_hours=0)
    query = {"ids": "channel==MINE", "startDate": when, "endDate": when, "metrics": "views", "dimensions": asked}
    told = dict(channel.send("GET", f"/v2/reports?{urlencode(query)}").body["rows"])
    assert sum(told.values()) == sum(sums.values()) > 0
    if asked == "insightTrafficSourceType":
        assert (told["YT_SEARCH"], told["EXT_URL"]) == (sums["5"], sums["9"])


def test_reach_has_the_impressions_of_pictures_and_how_many_were_clicked(channel: Driver, clock: Clock) -> None:
    job = create(channel, "channel_reach_basic_a1").body["id"]
    clock.on(days=6)
    report = reports(channel, job)[0]
    found = download(channel, report)
    assert list(found[0]) == [
        "date", "channel_id", "video_id", "video_thumbnail_impressions", "video_thumbnail_impressions_ctr",
    ]  # fmt: skip
    assert all(int(row["video_thumbnail_impressions"]) > 0 for row in found)
    ratios = [float(row["video_thumbnail_impressions_ctr"]) for row in found]
    assert 0 < max(ratios) < 1
    channel.settings(thumbnail_ctr="percent")
    percentages = [float(row["video_thumbnail_impressions_ctr"]) for row in download(channel, report)]
    assert max(percentages) > 1
    assert all(abs(percentage - 100 * ratio) < 0.01 for percentage, ratio in zip(percentages, ratios, strict=True))


def test_demographics_add_up_to_100_for_each_kind_of_viewer(channel: Driver, clock: Clock) -> None:
    job = create(channel, "channel_demographics_a1").body["id"]
    clock.on(days=6)
    sums: dict[tuple[str, ...], float] = {}
    for row in download(channel, reports(channel, job)[0]):
        key = (row["video_id"], row["subscribed_status"], row["country_code"])
        sums[key] = sums.get(key, 0) + float(row["views_percentage"])
        assert row["age_group"].startswith("AGE_")
        assert row["gender"] in ("FEMALE", "MALE", "GENDER_OTHER")
    assert sums
    assert {round(each, 6) for each in sums.values()} == {100.0}


def test_playlists_have_reports_of_their_own(channel: Driver, clock: Clock) -> None:
    job = create(channel, "playlist_basic_a2").body["id"]
    clock.on(days=6)
    when, report = max(newest(reports(channel, job)).items())
    found = download(channel, report)
    channel.settings(analytics_lag_hours=0)
    query = {
        "ids": "channel==MINE",
        "startDate": when,
        "endDate": when,
        "metrics": "playlistViews,playlistEstimatedMinutesWatched,playlistStarts,playlistSaves",
        "dimensions": "playlist",
        "sort": "-playlistViews",
        "maxResults": 200,
    }
    told = {id_: values for id_, *values in channel.send("GET", f"/v2/reports?{urlencode(query)}").body["rows"]}
    columns = ("views", "watch_time_minutes", "playlist_starts", "playlist_saves_added")
    assert told == {
        id_: [sum(int(row[name]) for row in found if row["playlist_id"] == id_) for name in columns] for id_ in told
    }
    assert told


def test_what_never_happens_here_has_a_header_alone(channel: Driver, clock: Clock) -> None:
    job = create(channel, "channel_cards_a1").body["id"]
    clock.on(days=3)
    report = reports(channel, job)[0]
    got = channel.sandbox.handle(Request("GET", report["downloadUrl"], {"Authorization": "Bearer any"}))
    header = got.body.decode().splitlines()
    assert len(header) == 1
    assert "card_type,card_id" in header[0]


def test_a_part_of_a_file_may_be_asked_for(channel: Driver, clock: Clock) -> None:
    job = create(channel).body["id"]
    clock.on(days=3)
    url = reports(channel, job)[0]["downloadUrl"]

    def get(span: str) -> Response:
        return channel.sandbox.handle(Request("GET", url, {"Authorization": "Bearer any", "Range": span}))

    whole = get("").body
    part = get("bytes=5-24")
    assert (part.status, part.body) == (206, whole[5:25])
    assert part.headers["Content-Range"] == f"bytes 5-24/{len(whole)}"
    assert get("bytes=100-").body == whole[100:]
    assert get(f"bytes=100-{2 * len(whole)}").body == whole[100:]
    beyond = get(f"bytes={len(whole)}-")
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")


# Google's client.


def client(sandbox: Sandbox, name: str) -> Any:
    from googleapiclient.discovery import build_from_document

    document = json.loads(source(name))
    document["rootUrl"] = document["baseUrl"] = ROOT + "/"
    return build_from_document(document, http=Http(sandbox))


def test_google_s_client_asks_for_a_report(channel: Driver) -> None:
    service = client(channel.sandbox, "youtubeAnalytics.v2")
    query = {"ids": "channel==MINE", "startDate": "2026-11-01", "endDate": "2026-11-10"}
    answer = service.reports().query(**query, metrics="views,likes", dimensions="day", sort="day").execute()
    assert [row[0] for row in answer["rows"]] == [f"2026-11-{number:02}" for number in range(1, 11)]
    body = {"snippet": {"title": "Tọa đàm"}, "contentDetails": {"itemType": "youtube#video"}}
    id_ = service.groups().insert(body=body).execute()["id"]
    service.groups().delete(id=id_).execute()
    service.close()


def test_google_s_client_downloads_a_report(channel: Driver, clock: Clock) -> None:
    from googleapiclient.http import MediaIoBaseDownload

    service = client(channel.sandbox, "youtubereporting.v1")
    types = [
        each["id"] for each in service.reportTypes().list().execute()["reportTypes"] if "deprecateTime" not in each
    ]
    assert BASIC in types
    job = service.jobs().create(body={"reportTypeId": BASIC, "name": "Hằng ngày"}).execute()
    clock.on(days=3)
    report = service.jobs().reports().list(jobId=job["id"], pageSize=1).execute()["reports"][0]
    request = service.media().download_media(resourceName="")
    request.uri = report["downloadUrl"]
    out = io.BytesIO()
    downloader = MediaIoBaseDownload(out, request, chunksize=1 << 14)
    done = False
    while not done:
        _, done = downloader.next_chunk()
    assert out.getvalue().startswith(b"date,channel_id,video_id,")
    assert len([each for each in channel.journal() if each["method"] == "youtubereporting.media.download"]) > 1
    assert list(csv.DictReader(io.StringIO(out.getvalue().decode()))) == download(channel, report)
    service.jobs().delete(jobId=job["id"]).execute()
    service.close()
