"""stats: the report on a period, against the sandbox's own figures, asked for apart from our code."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from ytchannel.sandbox import Request, Sandbox

if TYPE_CHECKING:
    from tests.system.conftest import Folder, Result

THURSDAY = "2026-11-26T01:00:00Z"
METRICS = {
    "views": "views",
    "engaged_views": "engagedViews",
    "minutes": "estimatedMinutesWatched",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "subscribers_gained": "subscribersGained",
    "subscribers_lost": "subscribersLost",
}


@pytest.fixture
def seeded(folder: Folder, clock: Any) -> Folder:
    """A channel with a history on a Thursday, whose playlists are sections of ours; videos may be in two or in none."""
    clock(THURSDAY)
    folder.steer("POST", "seed", {"videos": 120, "playlists": 3, "items_per_playlist": 60, "seed": 7})
    playlists = folder.playlists()
    sections = "".join(f"  - key: muc-{n}\n    title: Mục {n}\n    id: {p['id']}\n" for n, p in enumerate(playlists))
    folder.write("playlists.yaml", f"channel:\n  timezone: Asia/Ho_Chi_Minh\nsections:\n{sections}")
    folder.sync()
    folder.steer("DELETE", "journal")
    return folder


def stats(folder: Folder, *more: str) -> Any:
    """The report as JSON."""
    result = folder.run("stats", "--sandbox", "--json", *more)
    assert result.code == 0, result.err
    return result.json


def figures(folder: Folder) -> dict[str, int]:
    """Views by video as videos.list has them, apart from our code."""
    return {video["id"]: int(video["statistics"]["viewCount"]) for video in folder.videos("statistics")}


def told(folder: Folder, first: str, last: str, **more: Any) -> list[list[Any]]:
    """The rows of reports.query, apart from our code."""
    query = {"ids": "channel==MINE", "startDate": first, "endDate": last, "metrics": ",".join(METRICS.values()), **more}
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        url = f"https://youtubeanalytics.googleapis.com/v2/reports?{urlencode(query)}"
        answer = sandbox.handle(Request("GET", url, {"Authorization": "Bearer other"}, b""))
    assert answer.status == 200, answer.body
    rows: list[list[Any]] = json.loads(answer.body).get("rows", [])
    return rows


def measures(row: list[Any]) -> dict[str, int]:
    """The metrics of a row without dimensions before them."""
    return dict(zip(METRICS, row, strict=True))


def of(measured: dict[str, Any]) -> dict[str, int]:
    """Those of a report."""
    return {name: measured[name] for name in METRICS}


def spent(folder: Folder) -> dict[str, int]:
    """What the requests since the last look have cost, by budget."""
    totals: dict[str, int] = folder.steer("GET", "journal")["totals"]
    folder.steer("DELETE", "journal")
    return totals


def codes(report: Any) -> list[str]:
    """What is said to be missing."""
    return [remark["code"] for remark in report["remarks"]]


# The figures.


def test_totals_and_sections_are_the_channels_own(seeded: Folder) -> None:
    report = stats(seeded)
    views = figures(seeded)
    assert (report["channel"]["videos"], report["channel"]["views"]) == (120, sum(views.values()))
    assert report["channel"]["views"] > 0
    for section, playlist in zip(report["sections"], seeded.playlists(), strict=True):
        ids = set(seeded.entries(playlist["id"]))
        assert (section["videos"], section["views"]) == (len(ids), sum(views[each] for each in ids))


def test_a_video_in_two_sections_counts_in_both_and_once_in_the_total(seeded: Folder) -> None:
    report = stats(seeded)
    places = [video["sections"] for video in report["videos"]]
    assert any(len(keys) > 1 for keys in places)
    assert sum(section["videos"] for section in report["sections"]) == sum(map(len, places))
    assert report["unsorted"]["videos"] == sum(not keys for keys in places) > 0
    assert report["channel"]["videos"] == len(places)


def test_the_default_is_the_last_whole_week_against_the_one_before(seeded: Folder) -> None:
    report = stats(seeded)
    assert report["period"] == {"first": "2026-11-16", "last": "2026-11-22"}
    assert report["compared"] == {"first": "2026-11-09", "last": "2026-11-15"}
    total = report["channel"]
    assert of(total["during"]) == measures(told(seeded, "2026-11-16", "2026-11-22")[0])
    assert of(total["before"]) == measures(told(seeded, "2026-11-09", "2026-11-15")[0])
    assert [day["day"] for day in report["days"]] == [f"2026-11-{day}" for day in range(16, 23)]


def test_the_measures_of_videos_sections_and_days_are_those_of_analytics(seeded: Folder) -> None:
    report = stats(seeded, "--month", "2026-10")
    more = {"dimensions": "video", "sort": "-views", "maxResults": 200}
    by_video = {row[0]: measures(row[1:]) for row in told(seeded, "2026-10-01", "2026-10-31", **more)}
    assert {row["key"]: of(row["during"]) for row in report["videos"] if row["during"]["views"]} == by_video
    for section, playlist in zip(report["sections"], seeded.playlists(), strict=True):
        mine = [by_video[id_] for id_ in set(seeded.entries(playlist["id"])) if id_ in by_video]
        assert of(section["during"]) == {name: sum(each[name] for each in mine) for name in METRICS}
    by_day = {row[0]: measures(row[1:]) for row in told(seeded, "2026-10-01", "2026-10-31", dimensions="day")}
    assert {day["day"]: of(day["during"]) for day in report["days"]} == by_day
    assert [row["key"] for row in report["videos"]][:5] == [
        id_ for id_, _ in sorted(by_video.items(), key=lambda pair: (-pair[1]["views"], -figures(seeded)[pair[0]]))
    ][:5]


def test_what_came_out_on_the_last_pacific_day_is_in_the_sums_of_videos_too(seeded: Folder, clock: Any) -> None:
    """The last day of Analytics ends in the afternoon of the day after, in Hanoi."""
    clock("2026-11-23T02:00:00Z")
    seeded.clip("moi.mp4", "mới")
    seeded.write("videos.yaml", "videos:\n  - {file: moi.mp4, title: Mới lên, sections: [muc-2], privacy: public}\n")
    assert seeded.upload().code == 0
    clock("2026-11-27T02:00:00Z")
    report = stats(seeded)
    assert report["period"]["last"] == "2026-11-22"
    row = next(row for row in report["videos"] if row["title"] == "Mới lên")
    assert row["during"]["views"] > 0
    assert sum(row["during"]["views"] for row in report["videos"]) == report["channel"]["during"]["views"]


def test_sources_countries_devices_and_what_happened_in_playlists_are_told(seeded: Folder) -> None:
    report = stats(seeded, "--month", "2026-10")
    for name, dimension in (("sources", "insightTrafficSourceType"), ("devices", "deviceType")):
        rows = told(seeded, "2026-10-01", "2026-10-31", dimensions=dimension, metrics="views,engagedViews")
        shown = {part["key"]: [part["during"]["views"], part["during"]["engaged_views"]] for part in report[name]}
        assert shown == {row[0]: row[1:] for row in rows}
    rows = told(seeded, "2026-10-01", "2026-10-31", dimensions="country")
    assert {part["key"]: of(part["during"]) for part in report["countries"]} == {r[0]: measures(r[1:]) for r in rows}
    more = {"dimensions": "playlist", "sort": "-playlistViews", "maxResults": 200, "metrics": "playlistViews"}
    inside = {row[0]: row[1] for row in told(seeded, "2026-10-01", "2026-10-31", **more)}
    ids = [playlist["id"] for playlist in seeded.playlists()]
    assert [section["playlist"]["views"] for section in report["sections"]] == [inside[id_] for id_ in ids]


def test_a_section_alone_has_its_own_days_sources_and_total(seeded: Folder) -> None:
    report = stats(seeded, "--month", "2026-10", "--section", "muc-1")
    ids = sorted(seeded.entries(seeded.playlists()[1]["id"]))
    mine = {"filters": f"video=={','.join(ids)}"}
    assert of(report["channel"]["during"]) == measures(told(seeded, "2026-10-01", "2026-10-31", **mine)[0])
    by_day = {r[0]: measures(r[1:]) for r in told(seeded, "2026-10-01", "2026-10-31", dimensions="day", **mine)}
    assert {day["day"]: of(day["during"]) for day in report["days"]} == by_day
    assert {row["key"] for row in report["videos"]} == set(ids)
    assert [section["key"] for section in report["sections"]] == ["muc-1"]
    assert seeded.run("stats", "--sandbox", "--section", "muc-9").code == 2


def test_a_large_section_over_a_long_time_is_asked_for_in_pieces(seeded: Folder) -> None:
    """Reports of traffic sources are refused for more than 50,000 videos times days (revision of 18 November 2024)."""
    seeded.steer("POST", "seed", {"videos": 200, "playlists": 1, "items_per_playlist": 180, "seed": 9})
    (playlist,) = seeded.playlists()
    sections = f"sections:\n  - key: muc\n    title: Mục\n    id: {playlist['id']}\n"
    seeded.write("playlists.yaml", f"channel:\n  timezone: Asia/Ho_Chi_Minh\n{sections}")
    seeded.sync()
    period = ("--from", "2025-11-10", "--to", "2026-11-20", "--compare", "none")
    report = stats(seeded, "--section", "muc", *period)
    assert codes(report) == []
    assert sum(part["during"]["views"] for part in report["sources"]) == report["channel"]["during"]["views"] > 0


def test_published_counts_by_the_clock_of_the_channel(seeded: Folder) -> None:
    report = stats(seeded, "--month", "2026-10")
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")
    days = [
        datetime.fromisoformat(video["snippet"]["publishedAt"]).astimezone(hanoi).date()
        for video in seeded.videos("snippet,status")
        if video["status"]["privacyStatus"] != "private"
    ]
    assert report["channel"]["published"] == sum((day.year, day.month) == (2026, 10) for day in days) > 0
    assert sum(day["published"] for day in report["days"]) == report["channel"]["published"]


def test_the_change_of_the_counters_since_the_last_run_is_shown(seeded: Folder, clock: Any) -> None:
    first = stats(seeded)
    assert (first["since"], first["channel"]["gained_views"]) == (None, None)
    clock("2026-12-24T00:00:00Z")
    second = stats(seeded)
    assert second["since"] == first["taken_at"]
    assert second["channel"]["gained_views"] == second["channel"]["views"] - first["channel"]["views"] > 0
    clock("2027-01-24T00:00:00Z")
    assert stats(seeded)["since"] == second["taken_at"]
    assert stats(seeded, "--since", "2026-11-30")["since"] == first["taken_at"]


# What it costs.


def test_figures_come_from_the_budget_of_their_own_50_at_a_time(seeded: Folder) -> None:
    stats(seeded)
    requests = [r for r in seeded.journal() if r["bucket"] == "videos.batchGetStats"]
    assert [r["units"] for r in requests] == [1, 1, 1]


def test_a_second_report_costs_three_units(seeded: Folder) -> None:
    """The channel, its playlists, the newest page of its uploads; ids and sections are remembered."""
    before = stats(seeded)
    spent(seeded)
    after = stats(seeded)
    cost = spent(seeded)
    assert (cost["default"], cost["videos.batchGetStats"]) == (3, 3)
    pairs = [[(row["key"], row["during"]) for row in report["videos"]] for report in (before, after)]
    assert pairs[0] == pairs[1]


def test_what_is_new_is_found_although_the_lists_are_remembered(seeded: Folder) -> None:
    stats(seeded)
    seeded.clip("moi.mp4", "mới")
    seeded.write("videos.yaml", "videos:\n  - {file: moi.mp4, title: Mới lên, sections: [muc-2], privacy: public}\n")
    assert seeded.upload().code == 0
    report = stats(seeded)
    row = next(row for row in report["videos"] if row["title"] == "Mới lên")
    assert (row["sections"], report["channel"]["videos"], report["sections"][2]["videos"]) == (["muc-2"], 121, 61)


def test_after_a_week_all_is_read_again(seeded: Folder, clock: Any) -> None:
    """Titles change, and YouTube's terms want what is kept renewed."""
    stats(seeded)
    oldest = seeded.uploads()[-1]
    seeded.steer("POST", "studio", {"video": oldest, "title": "Tên đã đổi"})
    titles = {row["key"]: row["title"] for row in stats(seeded)["videos"]}
    assert titles[oldest] != "Tên đã đổi"
    assert next(r for r in stats(seeded, "--fresh")["videos"] if r["key"] == oldest)["title"] == "Tên đã đổi"
    seeded.steer("POST", "studio", {"video": oldest, "title": "Tên mới hơn"})
    clock("2026-12-04T01:00:00Z")
    assert next(r for r in stats(seeded)["videos"] if r["key"] == oldest)["title"] == "Tên mới hơn"


# What is missing, and why.


def test_days_that_are_not_complete_yet_are_marked(seeded: Folder) -> None:
    """Analytics is 48 to 72 hours late, and cuts a span silently at the last day that it has."""
    report = stats(seeded, "--last", "7d")
    assert report["period"] == {"first": "2026-11-19", "last": "2026-11-25"}
    complete = [day["day"] for day in report["days"] if day["complete"]]
    assert complete == [row[0] for row in told(seeded, "2026-11-19", "2026-11-25", dimensions="day")]
    assert report["complete_until"] == complete[-1] < "2026-11-25"
    assert report["days"][-1]["during"]["views"] is None
    out = seeded.run("stats", "--sandbox", "--last", "7d").out
    assert "Not yet complete from" in out


def test_across_a_break_in_the_meaning_of_views_engaged_views_are_compared(seeded: Folder) -> None:
    """Since the end of August 2026 each start counts as a view (revision history of 27 August 2026)."""
    report = stats(seeded, "--month", "2026-10", "--compare", "year")
    assert report["basis"] == "engaged_views"
    assert any("24 Aug 2026" in each for each in report["sentences"])
    assert stats(seeded, "--month", "2026-10")["basis"] == "views"
    alone = stats(seeded, "--from", "2026-08-01", "--to", "2026-09-10", "--compare", "none")
    assert alone["compared"] is None
    assert any("24 Aug 2026" in each for each in alone["sentences"])


@pytest.mark.parametrize(
    ("faults", "code", "word"),
    [
        (["403-accessNotConfigured"] * 40, "analytics-off", "not enabled"),
        (["403-insufficientPermissions"] * 40, "analytics-scope", "auth login"),
        (["403-forbidden"] * 40, "analytics-refused", "refuses"),
        (["503"] * 400, "analytics-unreachable", "did not answer"),
    ],
)
def test_without_analytics_there_is_a_report_all_the_same(
    seeded: Folder, clock: Any, faults: list[str], code: str, word: str
) -> None:
    """What the counters gained between two kept snapshots takes its place, and the reason is said."""
    clock("2026-11-16T00:00:00Z")
    before = figures(seeded)
    stats(seeded)
    clock("2026-11-23T00:00:00Z")
    seeded.fault("youtubeAnalytics.reports.query", *faults)
    report = stats(seeded)
    assert codes(report)[:2] == [code, "counted"]
    assert word in " ".join(report["sentences"])
    assert report["origin"] == "snapshots"
    after = figures(seeded)
    assert report["channel"]["during"]["views"] == sum(after.values()) - sum(before.values()) > 0
    assert report["channel"]["during"]["minutes"] is None
    for section, playlist in zip(report["sections"], seeded.playlists(), strict=True):
        ids = set(seeded.entries(playlist["id"]))
        assert section["during"]["views"] == sum(after[each] - before[each] for each in ids)
    shown = seeded.run("stats", "--sandbox", "--offline").out
    assert "Hours watched" not in shown


def test_without_analytics_and_without_memory_the_counters_are_reported(seeded: Folder) -> None:
    seeded.fault("youtubeAnalytics.reports.query", *["403-accessNotConfigured"] * 40)
    report = stats(seeded)
    assert codes(report) == ["analytics-off", "no-snapshots"]
    assert report["channel"]["during"]["views"] is None
    assert report["channel"]["views"] == sum(figures(seeded).values())


def test_hidden_counters_are_not_taken_for_zeros(seeded: Folder) -> None:
    """LikeCount is left out where likes are hidden, commentCount where there are no comments."""
    videos = seeded.videos("statistics")
    hidden = next(video for video in videos if int(video["statistics"]["likeCount"]) > 0)
    seeded.steer("POST", "studio", {"video": hidden["id"], "likesHidden": True})
    report = stats(seeded)
    row = next(row for row in report["videos"] if row["key"] == hidden["id"])
    assert (row["likes"], row["views"]) == (None, int(hidden["statistics"]["viewCount"]))
    others = sum(int(video["statistics"]["likeCount"]) for video in videos if video["id"] != hidden["id"])
    assert report["channel"]["likes"] == others
    assert codes(report) == ["likes-hidden"]
    assert "1 video hides its likes" in seeded.run("stats", "--sandbox").out


def test_deleted_videos_are_said_to_be_missing(seeded: Folder) -> None:
    stats(seeded)
    oldest = seeded.uploads()[-3:]
    for id_ in oldest:
        seeded.steer("POST", "studio", {"video": id_, "delete": True})
    report = stats(seeded)
    assert report["channel"]["videos"] == 117
    assert {"code": "videos-gone", "count": 3} in report["remarks"]
    assert codes(stats(seeded, "--fresh")) == []


def test_a_channel_without_videos_has_a_report(folder: Folder) -> None:
    folder.sync()
    report = stats(folder)
    assert (report["channel"]["videos"], len(report["sections"])) == (0, 7)
    assert codes(report) == ["no-videos"]
    result = folder.run("stats", "--sandbox")
    assert result.code == 0
    assert "Theo gương Bác" in result.out


def test_sections_that_are_not_on_the_channel_are_shown_and_said(folder: Folder) -> None:
    report = stats(folder)
    assert [section["videos"] for section in report["sections"]] == [0] * 7
    assert "sections-absent" in codes(report)


def test_a_project_without_the_new_method_pays_with_the_pool(seeded: Folder) -> None:
    """Whether every project has videos.batchGetStats is not documented."""
    seeded.fault("youtube.videos.batchGetStats", *["403-forbidden"] * 3)
    report = stats(seeded)
    assert report["channel"]["views"] == sum(figures(seeded).values())
    assert codes(report) == ["counted-by-list"]


def test_a_period_that_is_not_complete_is_compared_with_as_many_days(seeded: Folder, clock: Any) -> None:
    """On a Monday the last days of the week have no figures yet: a whole week before would make it look poor."""
    clock("2026-11-23T02:00:00Z")
    report = stats(seeded)
    assert (report["period"]["last"], report["complete_until"]) == ("2026-11-22", "2026-11-19")
    assert report["compared"] == {"first": "2026-11-09", "last": "2026-11-12"}
    assert of(report["channel"]["before"]) == measures(told(seeded, "2026-11-09", "2026-11-12")[0])
    assert report["days"][-1]["before"] is None
    again = stats(seeded, "--offline")
    assert (again["compared"], again["channel"]["before"]) == (report["compared"], report["channel"]["before"])


def test_no_figures_yet_are_not_zeros(seeded: Folder) -> None:
    report = stats(seeded, "--last", "1d")
    assert report["channel"]["during"]["views"] is None
    assert {row["during"]["views"] for row in report["videos"]} == {None}
    assert report["compared"] is None
    assert "Views: 0" not in seeded.run("stats", "--sandbox", "--last", "1d").out


@pytest.mark.parametrize(
    ("dimension", "part"),
    [("country", "countries"), ("deviceType", "devices"), ("playlist", "playlists")],
)
def test_a_part_that_youtube_refuses_leaves_the_rest(
    seeded: Folder, monkeypatch: pytest.MonkeyPatch, dimension: str, part: str
) -> None:
    """Which metrics go with which dimension is told by no answer but 400 "not supported"."""
    from ytchannel.errors import RefusedError
    from ytchannel.youtube import YouTube

    send = YouTube.send

    def refusing(self: YouTube, call: Any) -> Any:
        if call.params.get("dimensions") == dimension:
            raise RefusedError(call.method, 400, "badRequest", "The query is not supported.")
        return send(self, call)

    whole = stats(seeded, "--month")
    monkeypatch.setattr(YouTube, "send", refusing)
    report = stats(seeded, "--month")
    assert report["channel"]["during"] == whole["channel"]["during"]
    assert [each["part"] for each in report["remarks"]] == [part]
    assert report["sources"] == whole["sources"]


def test_where_analytics_does_not_answer_not_all_of_it_is_tried(seeded: Folder) -> None:
    """What one request was told in vain, eight at a time and five times each, the others need not be told."""
    seeded.fault("youtubeAnalytics.reports.query", *["503"] * 400)
    stats(seeded)
    tried = [each for each in seeded.journal() if each["method"] == "youtubeAnalytics.reports.query"]
    assert len(tried) <= 8 * 5


def test_deleted_videos_take_no_views_back_without_analytics(seeded: Folder, clock: Any) -> None:
    """Sums over other videos cannot be compared: the day of a deletion would have fewer views than none."""
    for day in range(16, 24):
        clock(f"2026-11-{day}T00:00:00+07:00")
        seeded.fault("youtubeAnalytics.reports.query", *["403-accessNotConfigured"] * 40)
        report = stats(seeded)
        if day == 20:
            best = max(report["videos"], key=lambda row: row["views"])
            seeded.steer("POST", "studio", {"video": best["key"], "delete": True})
    assert report["origin"] == "snapshots"
    assert all(each["during"]["views"] >= 0 for each in report["days"])
    assert seeded.run("stats", "--sandbox", "--offline", "--by", "day").code == 0


def test_stretches_of_different_length_are_not_compared(seeded: Folder, clock: Any) -> None:
    for day in (14, 16, 18, 23):
        clock(f"2026-11-{day}T00:00:00+07:00")
        seeded.fault("youtubeAnalytics.reports.query", *["403-accessNotConfigured"] * 40)
        report = stats(seeded)
    assert report["channel"]["during"]["views"] > 0
    assert report["channel"]["before"] is None
    assert "not-compared" in codes(report)


def test_a_scheduled_video_that_was_deleted_is_not_to_come(seeded: Folder) -> None:
    seeded.clip("a.mp4", "a")
    entry = "{file: a.mp4, title: Sắp, sections: [muc-0], publish_at: 2026-12-01 07:00}"
    seeded.write("videos.yaml", f"videos:\n  - {entry}\n")
    seeded.upload()
    (plan,) = stats(seeded)["coming"]
    seeded.steer("POST", "studio", {"video": plan["video"], "delete": True})
    (seeded.path / "videos.yaml").unlink()
    assert stats(seeded)["coming"] == []


def test_events_of_the_same_title_stay_apart_and_keep_their_name(seeded: Folder) -> None:
    import icalendar

    def names() -> list[str]:
        assert seeded.run("stats", "--sandbox", "-o", "lich.ics").code == 0
        calendar = icalendar.Calendar.from_ical((seeded.path / "lich.ics").read_bytes())
        return sorted(str(event["UID"]) for event in calendar.walk("VEVENT"))

    for name in "ab":
        seeded.clip(f"{name}.mp4", name)
    entries = "".join(
        f"  - {{file: {name}.mp4, title: Thời sự, sections: [muc-0], publish_at: 2026-12-0{number} 07:00}}\n"
        for number, name in enumerate("ab", 1)
    )
    seeded.write("videos.yaml", f"videos:\n{entries}")
    before = names()
    assert len(set(before)) == 2
    assert seeded.upload().code == 0
    assert names() == before


def test_a_damaged_memory_of_lists_is_read_anew(seeded: Folder) -> None:
    import sqlite3

    before = stats(seeded)
    with sqlite3.connect(seeded.path / ".ytchannel" / "sandbox-ledger.db") as database:
        database.execute("UPDATE listings SET body = x'00'")
        database.execute("UPDATE watched_spans SET body = x'00'")
    assert seeded.run("stats", "--sandbox", "--offline").code == 2
    assert stats(seeded)["channel"]["views"] == before["channel"]["views"]


def test_the_report_of_a_section_says_so(seeded: Folder) -> None:
    out = seeded.run("stats", "--sandbox", "--section", "muc-1", "--month").out
    assert "· Mục 1" in out
    assert "Whole section" in out
    assert "Whole channel" not in out
    page = seeded.run("stats", "--sandbox", "--section", "muc-1", "--month", "--format", "md").out
    assert page.startswith(("# YouTube channel report\\: Mục 1", "# YouTube channel report: Mục 1"))


def test_top_leaves_sections_and_days_alone(seeded: Folder) -> None:
    out = seeded.run("stats", "--sandbox", "--by", "section", "--top", "1").out
    assert all(f"Mục {number}" in out for number in range(3))


def test_what_analytics_told_before_stands_in_when_it_does_not_answer(seeded: Folder) -> None:
    before = stats(seeded, "--month")
    seeded.fault("youtubeAnalytics.reports.query", *["403-forbidden"] * 60)
    after = stats(seeded, "--month")
    assert after["channel"]["during"] == before["channel"]["during"]
    assert codes(after) == ["analytics-refused", "told-before"]


def test_offline_days_that_are_kept_make_a_total(seeded: Folder) -> None:
    stats(seeded, "--month")
    report = stats(seeded, "--offline", "--from", "2026-10-07", "--to", "2026-10-16")
    assert of(report["channel"]["during"]) == measures(told(seeded, "2026-10-07", "2026-10-16")[0])
    assert codes(report) == ["offline", "days-alone"]
    assert report["videos"][0]["during"]["views"] is None


# Memory.


def test_offline_the_report_of_before_is_made_without_a_request(seeded: Folder) -> None:
    before = stats(seeded)
    seeded.steer("DELETE", "journal")
    after = stats(seeded, "--offline")
    assert seeded.journal() == []
    assert after["channel"]["during"] == before["channel"]["during"]
    assert [row["during"] for row in after["sections"]] == [row["during"] for row in before["sections"]]
    assert [(row["key"], row["title"], row["views"], row["during"]) for row in after["videos"]] == [
        (row["key"], row["title"], row["views"], row["during"]) for row in before["videos"]
    ]
    assert codes(after) == ["offline"]


def test_offline_a_period_that_nobody_asked_for_comes_from_the_snapshots(seeded: Folder, clock: Any) -> None:
    """Days without a snapshot are filled with what Analytics told of them."""
    views: dict[str, dict[str, int]] = {}
    for day in ("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-20", "2026-11-01"):
        clock(f"{day}T00:00:00+07:00")
        views[day] = figures(seeded)
        stats(seeded, "--fresh")
    clock("2026-11-09T00:00:00+07:00")
    stats(seeded, "--from", "2026-10-05", "--to", "2026-10-25")
    clock("2026-12-09T00:00:00+07:00")
    report = stats(seeded, "--offline", "--month", "2026-10")
    gained = sum(views["2026-11-01"].values()) - sum(views["2026-10-01"].values())
    assert report["channel"]["during"]["views"] == gained > 0
    by_day = {day["day"]: day["during"]["views"] for day in report["days"]}
    assert by_day["2026-10-01"] == sum(views["2026-10-02"].values()) - sum(views["2026-10-01"].values())
    (row,) = told(seeded, "2026-10-10", "2026-10-10")
    assert by_day["2026-10-10"] == row[0]
    assert by_day["2026-10-29"] is None
    assert report["compared"] is None  # nothing is known of September


def test_offline_a_video_that_came_in_the_period_gained_all_that_it_has(seeded: Folder, clock: Any) -> None:
    clock("2026-10-01T00:00:00+07:00")
    stats(seeded)
    clock("2026-10-10T00:00:00+07:00")
    seeded.clip("moi.mp4", "mới")
    seeded.write("videos.yaml", "videos:\n  - {file: moi.mp4, title: Mới lên, sections: [muc-2], privacy: public}\n")
    assert seeded.upload().code == 0
    clock("2026-11-01T00:00:00+07:00")
    stats(seeded)
    clock("2026-11-20T00:00:00+07:00")
    row = next(row for row in stats(seeded)["videos"] if row["title"] == "Mới lên")
    report = stats(seeded, "--offline", "--month", "2026-10")
    new = next(row for row in report["videos"] if row["title"] == "Mới lên")
    assert 0 < new["during"]["views"] < row["views"]


def test_offline_the_nearest_snapshots_tell_a_period(seeded: Folder, clock: Any) -> None:
    """One of long before the period would count what happened before it."""
    views = {}
    for day in ("2026-08-01", "2026-10-02", "2026-11-02"):
        clock(f"{day}T00:00:00+07:00")
        views[day] = sum(figures(seeded).values())
        stats(seeded, "--fresh")
    report = stats(seeded, "--offline", "--month", "2026-10")
    assert report["channel"]["during"]["views"] == views["2026-11-02"] - views["2026-10-02"]
    (remark,) = [each for each in report["remarks"] if each["code"] == "counted"]
    assert (remark["since"][:10], remark["until"][:10]) == ("2026-10-01", "2026-11-01")


def test_offline_with_nothing_kept_says_what_to_do(folder: Folder) -> None:
    result = folder.run("stats", "--offline")
    assert result.code == 2
    assert "Run `ytchannel stats` once" in result.err


# What was to be published.


def test_what_is_due_and_what_is_to_come(seeded: Folder, clock: Any) -> None:
    for name in "ab":
        seeded.clip(f"{name}.mp4", name)
    seeded.write(
        "videos.yaml",
        "videos:\n"
        "  - {file: a.mp4, title: Sắp đăng, sections: [muc-0], publish_at: 2026-12-01 07:00}\n"
        "  - {file: b.mp4, title: Chưa tải lên, sections: [muc-1], publish_at: 2026-11-27 07:00}\n",
    )
    seeded.upload("--only", "a.mp4")
    clock("2026-11-28T00:00:00Z")
    report = stats(seeded)
    assert [(plan["title"], plan["state"], plan["when"]) for plan in report["due"]] == [
        ("Chưa tải lên", "waiting", "2026-11-27T00:00:00Z")
    ]
    assert [(plan["title"], plan["state"], plan["sections"]) for plan in report["coming"]] == [
        ("Sắp đăng", "scheduled", ["muc-0"])
    ]
    out = seeded.run("stats", "--sandbox").out
    assert "Due and not published" in out
    clock("2026-12-09T00:00:00Z")
    report = stats(seeded)
    assert report["coming"] == []
    published = next(row for row in report["videos"] if row["title"] == "Sắp đăng")
    assert (published["newest"], published["published"]) == ("2026-12-01T00:00:00Z", 1)


def test_the_calendar_opens_in_another_program(seeded: Folder) -> None:
    import icalendar

    seeded.clip("a.mp4", "a")
    entry = "{file: a.mp4, title: 'Lễ; kỷ niệm, 18-11\\n', sections: [muc-0], publish_at: 2026-12-01 07:00}"
    seeded.write("videos.yaml", f"videos:\n  - {entry}\n")
    seeded.upload()
    assert seeded.run("stats", "--sandbox", "-o", "lich.ics").code == 0
    calendar = icalendar.Calendar.from_ical((seeded.path / "lich.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"].startswith("Lễ; kỷ niệm, 18-11")
    assert event.start.isoformat() == "2026-12-01T07:00:00+07:00"
    assert event["URL"].startswith("https://youtu.be/")


# The terminal.


def test_the_table_fits_80_columns(seeded: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    seeded.replace("title: Mục 0", "title: Bảo vệ nền tảng tư tưởng của Đảng")
    for by in ("section", "video", "day", "source", "country", "device"):
        out = seeded.run("stats", "--sandbox", "--by", by).out
        assert max(map(cell_len, out.splitlines())) <= 80, out
        assert "█" in out
    assert "…" not in seeded.run("stats", "--sandbox").out.split("Views by day")[1].split("more")[0]


def test_a_report_of_many_videos_shows_the_most_watched(seeded: Folder) -> None:
    assert "… and 100 more" in seeded.run("stats", "--sandbox", "--by", "video").out
    assert "… and 115 more" in seeded.run("stats", "--sandbox", "--by", "video", "--top", "5").out


def test_the_table_is_in_vietnamese_form(seeded: Folder) -> None:
    from ytchannel import words

    words.use("vi")
    result = seeded.run("stats", "--sandbox", "--lang", "vi")
    assert "Lượt xem" in result.out
    assert "Toàn kênh" in result.out
    assert "16/11/2026 – 22/11/2026" in result.out


# The command line.


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--month", "2026-13"], "2026-13"),
        (["--last", "28"], "28d"),
        (["--from", "2026-10-09", "--to", "2026-10-01"], "before it begins"),
        (["--to", "2026-10-01"], "--from"),
        (["--month", "2026-10", "--last", "7d"], "one of"),
        (["--format", "xlsx"], "-o"),
        (["-o", "bao-cao.pdf"], ".xlsx"),
        (["--template", "mau.html"], "mau.html"),
        (["--format", "csv", "--template", "mau.html"], "no template"),
        (["--json", "--format", "csv"], "exclude each other"),
        (["-o", "khong/co/thu-muc.csv"], "khong"),
        (["-o", ".", "--format", "csv"], "directory"),
    ],
)
def test_wrong_options_end_with_2_before_a_request(seeded: Folder, options: list[str], word: str) -> None:
    result = seeded.run("stats", "--sandbox", *options)
    assert (result.code, seeded.journal()) == (2, [])
    assert word in result.err + result.out


def test_options_before_a_command_below_are_not_lost_without_a_word(seeded: Folder) -> None:
    """`stats --sandbox collect` would else go to the real channel."""
    result = seeded.run("stats", "--sandbox", "collect")
    assert result.code == 2
    assert "stats collect --sandbox" in result.err


def test_month_alone_is_the_last_whole_month(seeded: Folder) -> None:
    for options in (["--month"], ["--month", "--json"]):
        result: Result = seeded.run("stats", "--sandbox", "--json", *options[:1])
        assert result.json["period"] == {"first": "2026-10-01", "last": "2026-10-31"}


# Text of others.


def test_csv_opens_in_a_spreadsheet_with_the_right_letters(seeded: Folder) -> None:
    seeded.run("stats", "--sandbox", "--by", "video", "--format", "csv", "-o", "báo cáo.csv")
    raw = (seeded.path / "báo cáo.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 120
    # An id that begins with - would be computed, so it has an apostrophe before it.
    assert {row["id"].removeprefix("'"): int(row["total_views"]) for row in rows} == figures(seeded)


def test_a_title_that_looks_like_a_formula_stays_text(seeded: Folder) -> None:
    """Cells that begin with = + - @ would be computed."""
    seeded.replace("title: Mục 0", 'title: "=1+1"')
    rows = list(csv.reader(io.StringIO(seeded.run("stats", "--sandbox", "--format", "csv").out.removeprefix("\ufeff"))))
    assert rows[1][1] == "'=1+1"
