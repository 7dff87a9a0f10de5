"""What goes up takes its place in its sections at once: an insert names a position, a move afterwards costs 50 more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
NOW = "2026-11-24T07:00:00Z"


def section(folder: Folder, order: str, privacy: str = "public") -> None:
    folder.write("playlists.yaml", f"""\
channel: {{handle: "@danguykhoidoanhnghiephp", timezone: Asia/Ho_Chi_Minh, quota: {{default: 1000000}}}}
defaults: {{privacy: {privacy}}}
sections:
  - {{key: tin-co-so, title: Tin cơ sở, privacy: public, order: {order}}}
""")  # fmt: skip


def rows(folder: Folder, *names: str, there: list[str] | None = None, last: bool = False) -> None:
    """A list of files of different content, and of videos that are there already."""
    listed = [f"  - {{video: '{video}', sections: [tin-co-so]}}\n" for video in there or ()]
    files = []
    for name in names:
        file = folder.path / f"{name}.mp4"
        file.write_bytes(MP4.read_bytes() + name.encode())
        files.append(f"  - {{file: {name}.mp4, title: '{name}', sections: [tin-co-so]}}\n")
    folder.write("videos.yaml", "videos:\n" + "".join([*listed, *files] if last else [*files, *listed]))


def titles(folder: Folder) -> list[str]:
    (playlist,) = folder.playlists()
    named = {video["id"]: video["snippet"]["title"] for video in folder.videos()}
    return [named[video] for video in folder.entries(playlist["id"])]


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """A section with six public videos, newest first."""
    folder.steer("PUT", "settings", {"now": NOW, "quota": {"default": 1_000_000}})
    folder.steer("POST", "seed", {"videos": 12, "playlists": 0, "seed": 3})
    section(folder, "newest")
    public = [v["id"] for v in folder.videos() if v["status"]["privacyStatus"] == "public"][:6]
    rows(folder, there=public)
    assert folder.sync().code == 0
    folder.steer("DELETE", "journal")
    return folder


def nothing_left(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--check", "--json")
    assert (result.code, result.json["changes"]) == (0, [])


def inserts(folder: Folder) -> int:
    written = [each["method"] for each in folder.journal() if "playlistItems" in each["method"]]
    assert "youtube.playlistItems.update" not in written
    return written.count("youtube.playlistItems.insert")


def test_the_newest_goes_to_the_top(channel: Folder) -> None:
    before = titles(channel)
    rows(channel, "Một", "Hai")
    assert channel.upload().code == 0
    assert titles(channel) == ["Hai", "Một", *before]  # Hai went up after Một
    assert inserts(channel) == 2
    nothing_left(channel)


def test_one_that_waits_for_its_hour_stays_above_those_that_are_out(channel: Folder) -> None:
    before = titles(channel)
    rows(channel, "Một")
    channel.replace("title: 'Một'", "title: 'Một', publish_at: 2026-12-01 07:00", "videos.yaml")
    assert channel.upload().code == 0
    assert titles(channel) == ["Một", *before]
    rows(channel, "Hai")
    assert channel.upload().code == 0
    assert titles(channel) == ["Một", "Hai", *before]
    assert inserts(channel) == 2
    nothing_left(channel)


def test_the_oldest_order_ends_with_it(channel: Folder) -> None:
    section(channel, "oldest")
    assert channel.sync().code == 0
    before = titles(channel)
    channel.steer("DELETE", "journal")
    rows(channel, "Một", "Hai")
    assert channel.upload().code == 0
    assert titles(channel) == [*before, "Một", "Hai"]
    assert inserts(channel) == 2
    nothing_left(channel)


def test_a_title_stands_where_the_alphabet_has_it(channel: Folder) -> None:
    section(channel, "title")
    assert channel.sync().code == 0
    channel.steer("DELETE", "journal")
    rows(channel, "Ăn", "Đẹp", "An", "Zét")
    assert channel.upload().code == 0
    names = titles(channel)
    assert [name for name in names if name in ("Ăn", "Đẹp", "An", "Zét")] == ["An", "Ăn", "Đẹp", "Zét"]
    assert inserts(channel) == 4
    nothing_left(channel)


@pytest.mark.parametrize("last", [False, True])
def test_a_listed_one_stands_where_the_list_has_it(channel: Folder, last: bool) -> None:
    section(channel, "listed")
    (playlist,) = channel.playlists()
    there, before = channel.entries(playlist["id"]), titles(channel)
    rows(channel, "Một", "Hai", there=there, last=last)
    assert channel.upload().code == 0
    assert titles(channel) == ([*before, "Một", "Hai"] if last else ["Một", "Hai", *before])
    assert inserts(channel) == 2
    nothing_left(channel)


def test_only_one_file_stands_where_the_whole_list_has_it(channel: Folder) -> None:
    section(channel, "listed")
    rows(channel, "Một", "Hai", "Ba")
    assert channel.upload("--only", "Ba.mp4").code == 0
    assert channel.upload("--only", "Một.mp4").code == 0
    assert channel.upload().code == 0
    assert [name for name in titles(channel) if name in ("Một", "Hai", "Ba")] == ["Một", "Hai", "Ba"]
    assert inserts(channel) == 3
    nothing_left(channel)


def test_a_list_that_is_not_sorted_by_hand_takes_it_without_a_place(channel: Folder) -> None:
    channel.fault("youtube.playlistItems.insert", "400-manualSortRequired")
    rows(channel, "Một")
    assert channel.upload().code == 0
    assert sorted(titles(channel))[-1:] != []
    assert "Một" in titles(channel)


def test_a_section_without_an_order_is_not_read_for_it(channel: Folder) -> None:
    section(channel, "manual")
    rows(channel, "Một")
    channel.steer("DELETE", "journal")
    assert channel.upload().code == 0
    assert titles(channel)[-1] == "Một"
    (playlist,) = channel.playlists()
    reads = [each for each in channel.journal() if each["method"] == "youtube.playlistItems.list"]
    assert len(reads) == 1 + 1 + 1  # the uploads, to recognise the file; the two of this test
    assert playlist
