"""The list that an office keeps: a workbook with Vietnamese headings, files from a Mac, titles with every letter."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
SECTIONS = ("Tin cơ sở", "Theo gương Bác", "Phóng sự tuyên truyền")
MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in MARKS] + ["đ", "Đ"]
COUNT = 20


def title(number: int) -> str:
    """Title number `number`: all of them together have every letter of Vietnamese."""
    some = "".join(LETTERS[number::COUNT])
    return f"Bản tin số {number + 1:02}: {some} {some.upper()}"


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel, 20 files whose names are in NFD, and the workbook that names them in NFC."""
    folder.sync()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tháng 12"
    sheet.append(["DANH SÁCH VIDEO ĐĂNG KÊNH"])
    sheet.append(["Tệp", "Tiêu đề", "Mô tả", "Chuyên mục", "Thẻ", "Quyền riêng tư", "Ngày đăng", "Ngày quay"])
    for number in range(COUNT):
        name = f"Thư mục/Bản tin {number + 1:02} ở Hải Phòng.mp4"
        (folder.path / unicodedata.normalize("NFD", name)).parent.mkdir(exist_ok=True)
        (folder.path / unicodedata.normalize("NFD", name)).write_bytes(MP4.read_bytes() + bytes([number]))
        sections = "; ".join(SECTIONS[: number % 2 + 1])
        when = datetime(2026, 12, 1 + number, 7) if number % 4 == 3 else None  # noqa: DTZ001 - a cell has no zone
        privacy = None if when else "công khai"
        sheet.append(
            [
                name,
                title(number),
                f"Nội dung {number}",
                sections,
                "bản tin\nĐảng ủy",
                privacy,
                when,
                date(2026, 11, 20),
            ]
        )
        if number == 9:
            sheet.append([])
    book.save(folder.path / "videos.xlsx")
    folder.steer("DELETE", "journal")
    return folder


def test_every_video_of_the_list_is_up_once_and_in_its_sections(ready: Folder) -> None:
    assert ready.upload().code == 0
    journal = ready.steer("GET", "journal")
    videos = {video["snippet"]["title"]: video for video in ready.videos()}
    assert sorted(videos) == sorted(title(number) for number in range(COUNT))
    where = Counter()
    for playlist in ready.playlists():
        where.update((playlist["snippet"]["title"], video) for video in ready.entries(playlist["id"]))
    wanted = {
        (section, videos[title(number)]["id"]) for number in range(COUNT) for section in SECTIONS[: number % 2 + 1]
    }
    assert dict(where) == dict.fromkeys(wanted, 1)
    fourth = videos[title(3)]
    assert fourth["status"]["publishAt"] == "2026-12-04T00:00:00Z"
    assert fourth["snippet"]["tags"] == ["bản tin", "Đảng ủy"]
    assert videos[title(0)]["status"]["privacyStatus"] == "public"
    assert journal["totals"]["videos.insert"] == COUNT
    reads = [request["method"] for request in journal["requests"] if request["method"].endswith(".list")]
    assert journal["totals"]["default"] == 50 * len(wanted) + len(reads)
    # Of these, two look for duplicates at most; the last one is about the results.
    assert reads == [
        "youtube.channels.list",
        "youtube.playlistItems.list",
        "youtube.playlists.list",
        "youtube.videos.list",
    ]


def test_a_second_run_sends_nothing_and_costs_three_units_at_most(ready: Folder) -> None:
    ready.upload()
    ready.steer("DELETE", "journal")
    again = ready.upload()
    assert (again.code, again.json["changes"]) == (0, [])
    journal = ready.steer("GET", "journal")
    assert all(request["method"].endswith(".list") for request in journal["requests"])
    assert journal["totals"]["default"] <= 3, journal
