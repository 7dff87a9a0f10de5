"""sync puts videos into sections and keeps their order, with the fewest writes."""

from __future__ import annotations

import random
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.system.conftest import Folder

SECTION = """
sections:
  - key: tin-co-so
    title: Tin cơ sở
    privacy: public
"""


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """A channel with 40 videos and one declared section, which stands."""
    folder.steer("PUT", "settings", {"now": "2026-11-24T07:00:00Z", "quota": {"default": 1_000_000}})
    folder.steer("POST", "seed", {"videos": 40, "playlists": 0, "seed": 3})
    declare(folder, "")
    assert folder.sync().code == 0
    folder.steer("DELETE", "journal")
    return folder


def declare(folder: Folder, more: str) -> None:
    head = (folder.path / "playlists.yaml").read_text(encoding="utf-8").partition("\nsections:")[0]
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    quota = "" if "quota:" in head else "\n  quota: {default: 1000000}"
    head = head.replace("\n  timezone:", f"{quota}\n  timezone:", 1)
    folder.write("playlists.yaml", head + SECTION + lines)


def playlist(folder: Folder) -> str:
    return str(folder.playlists()[0]["id"])


def put(folder: Folder, videos: Sequence[str]) -> None:
    """Put videos into the section as somebody does by hand."""
    where = playlist(folder)
    for video in videos:
        resource = {"kind": "youtube#video", "videoId": video}
        folder.request("POST", "playlistItems?part=snippet", {"snippet": {"playlistId": where, "resourceId": resource}})
    folder.steer("DELETE", "journal")


def write_list(folder: Folder, videos: Sequence[str]) -> None:
    rows = "".join(f'  - video: "{video}"\n    sections: [tin-co-so]\n' for video in videos)
    folder.write("videos.yaml", "videos:\n" + rows)


def writes(folder: Folder) -> list[str]:
    return [r["method"].rpartition(".")[2] for r in folder.journal() if not r["method"].endswith((".list", "Stats"))]


def by_date(folder: Folder) -> list[str]:
    """The videos that are published, newest first."""
    dates = {v["id"]: v["snippet"]["publishedAt"] for v in folder.videos() if v["status"]["privacyStatus"] != "private"}
    return sorted(dates, key=lambda video: dates[video], reverse=True)


def longest_rising(numbers: Sequence[int]) -> int:
    tails: list[int] = []
    for number in numbers:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
    return len(tails)


def test_the_videos_of_the_list_are_put_into_their_section_in_its_order(channel: Folder) -> None:
    videos = channel.uploads()[:5]
    write_list(channel, videos)
    result = channel.sync()
    assert [(c["action"], c["kind"], c["units"]) for c in result.json["changes"]] == [("create", "entry", 50)] * 5
    assert channel.entries(playlist(channel)) == videos
    assert channel.sync().json["changes"] == []


def test_nothing_is_read_of_sections_that_ask_for_nothing(channel: Folder) -> None:
    assert channel.sync().code == 0
    assert [each["method"] for each in channel.journal()].count("youtube.playlistItems.list") == 0


@pytest.mark.parametrize(
    ("collect", "wanted"),
    [
        ("tags: [HẢI PHÒNG]", lambda v: "Hải Phòng" in v["snippet"]["tags"]),
        ("title: 'bản tin*'", lambda v: v["snippet"]["title"].startswith("Bản tin")),
        ("title: '*đồ sơn*', tags: [y tế, giáo dục]",
         lambda v: "Đồ Sơn" in v["snippet"]["title"] and {"y tế", "giáo dục"} & set(v["snippet"]["tags"])),
        ("from: 2026-06-01, to: 2026-08-31",
         lambda v: "2026-05-31T17" <= v["snippet"]["publishedAt"] < "2026-08-31T17"
         and v["status"]["privacyStatus"] != "private"),
    ],
)  # fmt: skip
def test_a_section_gathers_what_matches(channel: Folder, collect: str, wanted: Any) -> None:
    """Through the list of uploads, not through search; days are those of the channel's time zone."""
    declare(channel, f"collect: {{{collect}}}")
    matching = {video["id"] for video in channel.videos() if wanted(video)}
    assert matching
    channel.steer("DELETE", "journal")
    assert channel.sync().code == 0
    assert set(channel.entries(playlist(channel))) == matching
    assert "youtube.search.list" not in {each["method"] for each in channel.journal()}
    assert channel.sync().json["changes"] == []


def test_newest_first_and_new_ones_go_to_their_place_without_a_move(channel: Folder) -> None:
    order = by_date(channel)
    put(channel, order[::2])
    write_list(channel, order)
    declare(channel, "order: newest")
    assert channel.sync().code == 0
    assert writes(channel) == ["insert"] * (len(order) // 2)
    assert channel.entries(playlist(channel)) == order


@pytest.mark.parametrize("shuffle", ["one", "block", "reversed", "random"])
def test_order_costs_the_fewest_moves(channel: Folder, shuffle: str) -> None:
    """The entries less their longest rising run: by the journal and by reading back."""
    order = by_date(channel)
    now = list(order)
    if shuffle == "one":
        now.insert(3, now.pop(30))
    elif shuffle == "block":
        now = now[:5] + now[20:30] + now[5:20] + now[30:]
    elif shuffle == "reversed":
        now.reverse()
    else:
        random.Random(7).shuffle(now)
    put(channel, now)
    declare(channel, "order: newest")
    assert channel.sync().code == 0
    places = {video: place for place, video in enumerate(order)}
    assert writes(channel) == ["update"] * (len(order) - longest_rising([places[video] for video in now]))
    assert channel.entries(playlist(channel)) == order


def test_other_orders(channel: Folder) -> None:
    videos = by_date(channel)
    put(channel, videos)
    declare(channel, "order: oldest")
    assert channel.sync().code == 0
    assert channel.entries(playlist(channel)) == by_date(channel)[::-1]
    declare(channel, "order: views")
    assert channel.sync().code == 0
    views = {v["id"]: int(v["statistics"]["viewCount"]) for v in channel.videos("statistics")}
    seen = [views[video] for video in channel.entries(playlist(channel))]
    assert seen == sorted(seen, reverse=True)
    assert channel.sync().json["changes"] == []
    listed = videos[3:9]
    write_list(channel, listed[::-1])
    declare(channel, "order: listed")
    assert channel.sync().code == 0
    assert [video for video in channel.entries(playlist(channel)) if video in listed] == listed[::-1]


def test_titles_stand_as_in_a_vietnamese_dictionary(channel: Folder) -> None:
    titles = ["Đảng", "Danh", "Dặn", "Dân", "Dàn", "Ấp", "Ăn", "An", "Số 10", "Số 9", "Ông", "Ơn", "Oanh"]
    videos = channel.videos()[: len(titles)]
    for video, title in zip(videos, titles, strict=True):
        body = {"id": video["id"], "snippet": {**video["snippet"], "title": title}}
        channel.request("PUT", "videos?part=snippet", body)
    put(channel, [video["id"] for video in videos])
    declare(channel, "order: title")
    assert channel.sync().code == 0
    found = {video["id"]: video["snippet"]["title"] for video in channel.videos()}
    assert [found[video] for video in channel.entries(playlist(channel))] == [
        "An", "Ăn", "Ấp", "Dàn", "Danh", "Dặn", "Dân", "Đảng", "Oanh", "Ông", "Ơn", "Số 9", "Số 10",
    ]  # fmt: skip


def test_what_stands_twice_or_was_deleted_is_said_and_left_alone(channel: Folder) -> None:
    videos = by_date(channel)[:6]
    put(channel, [videos[0], videos[1], videos[0], *videos[2:5]])
    channel.request("DELETE", f"videos?id={videos[3]}")
    write_list(channel, [videos[5], "AAAAAAAAAAA"])
    declare(channel, "order: newest")
    result = channel.sync()
    assert result.code == 0
    notes = {note["code"]: note["count"] for note in result.json["notes"]}
    assert notes == {"entry-twice": 1, "entry-gone": 1, "entry-by-hand": 4, "entry-missing": 1}
    assert len(channel.entries(playlist(channel))) == 7
    assert channel.sync().json["changes"] == []


def test_a_failed_insertion_does_not_put_the_others_out_of_order(channel: Folder) -> None:
    """Where an entry goes is worked out from what is really there by then."""
    order = by_date(channel)
    put(channel, order[5:])
    write_list(channel, order[:5])
    declare(channel, "order: newest")
    channel.fault("youtube.playlistItems.insert", "400-invalidSnippet")
    first = channel.sync()
    assert (first.code, first.json["applied"]) == (6, 4)
    there = channel.entries(playlist(channel))
    assert there == [video for video in order if video in there]
    assert channel.sync().code == 0
    assert channel.entries(playlist(channel)) == order


def test_the_newest_come_first_when_the_budget_ends(channel: Folder) -> None:
    order = by_date(channel)
    write_list(channel, order[::-1])
    declare(channel, "order: oldest")
    spent = sum(each["units"] for each in channel.journal())
    channel.steer("PUT", "settings", {"quota": {"default": spent + 50 * 10}})
    assert channel.sync().code == 5
    channel.steer("PUT", "settings", {"quota": {"default": 1_000_000}})
    there = channel.entries(playlist(channel))
    assert set(there) <= set(order[:12])
    assert channel.sync().code == 0
    assert channel.entries(playlist(channel)) == order[::-1]


def test_files_of_the_list_need_not_be_on_this_machine(channel: Folder) -> None:
    channel.write(
        "videos.yaml", "videos:\n  - file: o-may-khac.mp4\n    title: Ở máy khác\n    sections: [tin-co-so]\n"
    )
    result = channel.run("sync", "--sandbox", "--yes")
    assert result.code == 0
    assert "is not up" in result.out


def test_a_lost_answer_to_an_insertion_doubles_nothing_and_keeps_the_order(channel: Folder) -> None:
    order = by_date(channel)
    write_list(channel, order[:8])
    declare(channel, "order: newest")
    channel.fault("youtube.playlistItems.insert", "lose", "503", "lose")
    assert channel.sync().code == 0
    assert channel.entries(playlist(channel)) == order[:8]


def test_a_full_proof_of_the_order_costs_a_unit_for_every_50_entries(channel: Folder) -> None:
    put(channel, by_date(channel)[::-1] * 2)
    declare(channel, "order: newest")
    channel.sync()
    channel.steer("DELETE", "journal")
    assert channel.sync().json["changes"] == []
    assert sum(each["units"] for each in channel.journal()) == 3 + 2


def test_a_quick_sync_passes_over_what_has_not_changed_in_number_and_says_so(channel: Folder) -> None:
    order = by_date(channel)
    write_list(channel, order)
    declare(channel, "order: newest\ncollect: {tags: [y tế]}")
    assert channel.sync().code == 0
    channel.steer("DELETE", "journal")
    quick = channel.sync("--quick")
    assert (quick.code, quick.json["changes"]) == (0, [])
    assert {"code": "not-looked-at", "section": "", "count": 1, "names": ["Tin cơ sở"]} in quick.json["notes"]
    assert sum(each["units"] for each in channel.journal()) == 4
    entry = channel.items(f"playlistItems?part=id&playlistId={playlist(channel)}&maxResults=1")[0]["id"]
    channel.request("DELETE", f"playlistItems?id={entry}")
    assert [c["action"] for c in channel.sync("--quick").json["changes"]] == ["create"]
    assert [video for video in channel.entries(playlist(channel)) if video in order] == order
    write_list(channel, order[1:])
    assert "not-looked-at" not in {note["code"] for note in channel.sync("--quick").json["notes"]}


def test_a_plan_for_more_than_a_day_says_how_many_it_takes(channel: Folder) -> None:
    write_list(channel, by_date(channel))
    declare(channel, "order: newest")
    channel.replace("quota: {default: 1000000}", "quota: {default: 500}")
    result = channel.run("sync", "--sandbox", "--dry-run", "--json")
    units = result.json["cost"]["units"]
    assert units > 1500
    assert result.json["days"] == 1 + -(-(units - result.json["left"]["default"]) // 500)
    assert f"it takes {result.json['days']} days" in result.err


def test_a_sync_right_behind_an_upload_waits_for_nothing(channel: Folder) -> None:
    """The entry of a file is known by its video, as lists name it."""
    channel.clip("video/a.mp4", "phim ")
    channel.write("videos.yaml", "videos:\n  - file: video/a.mp4\n    title: Mới\n    sections: [tin-co-so]\n")
    assert channel.upload().code == 0
    channel.steer("DELETE", "journal")
    assert channel.sync().json["changes"] == []
    assert [each["method"] for each in channel.journal()].count("youtube.playlistItems.list") == 1
