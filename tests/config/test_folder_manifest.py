"""A folder as a manifest: what its names say, what is passed over, and what is wrong with it."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clips import clip, still
from ytchannel.config import file_names, load_channel, load_manifest
from ytchannel.config.shapes import EntryShape
from ytchannel.errors import FilesError
from ytchannel.model import Picture
from ytchannel.render import problems

if TYPE_CHECKING:
    from ytchannel.model import Manifest

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
JPEG = still()
CHANNEL = """\
channel: {timezone: Asia/Ho_Chi_Minh, language: vi}
sections:
  - {key: tin-co-so, title: Tin cơ sở}
  - key: theo-guong
    title: Theo gương Bác
    defaults: {title: "{{ title }} | Theo gương Bác", tags: ["{{ file.stem }}"]}
  - {key: nghi-quyet, title: Thực hiện Nghị quyết số 28-NQ/TU, defaults: {title: "Nghị quyết 28, kỳ {{ number }}"}}
"""


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / "video" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(JPEG if name.endswith("g") else clip(name))


def read(folder: Path, where: str = "video", channel: str = CHANNEL, *, here: bool = True) -> Manifest:
    (folder / "playlists.yaml").write_text(channel, encoding="utf-8")
    return load_manifest(folder / where, load_channel(folder / "playlists.yaml"), now=NOW, media_here=here)


def titles(manifest: Manifest) -> list[str | None]:
    return [entry.title for entry in manifest.videos]


def wrong(folder: Path, where: str = "video") -> list[str]:
    with pytest.raises(FilesError) as caught:
        read(folder, where)
    return [problems.line(problem).replace(f"{folder.as_posix()}/", "") for problem in caught.value.problems]


def test_names_say_title_day_and_section(tmp_path: Path) -> None:
    put(tmp_path, "2026-11-20-Hội_nghị giao ban.mp4", "tin-co-so/Đại hội.MOV", "Theo Gương Bác/2026/10_Gương sáng.mp4")
    found = read(tmp_path)
    assert found.file == tmp_path / "video"
    assert [(each.title, each.sections, each.recording_date) for each in found.videos] == [
        ("Hội nghị giao ban", (), date(2026, 11, 20)),
        ("Gương sáng | Theo gương Bác", ("theo-guong",), None),
        ("Đại hội", ("tin-co-so",), None),
    ]
    assert found.videos[1].file == tmp_path / "video" / "Theo Gương Bác" / "2026" / "10_Gương sáng.mp4"
    assert (found.videos[1].tags, found.videos[1].privacy) == (("10_Gương sáng",), "private")


def test_a_default_title_goes_before_the_name(tmp_path: Path) -> None:
    put(tmp_path, *(f"3. thuc hien nghi quyet so 28 nq tu/b{number}.mp4" for number in (10, 9, 2)))
    assert [(each.file or Path()).name for each in read(tmp_path).videos] == ["b2.mp4", "b9.mp4", "b10.mp4"]
    assert titles(read(tmp_path)) == [f"Nghị quyết 28, kỳ {number}" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("stem", "title", "day"),
    [
        ("Hội_nghị__giao ban", "Hội nghị giao ban", None),
        ("2026-11-20", "2026-11-20", date(2026, 11, 20)),
        ("20261120_Hop bao", "Hop bao", date(2026, 11, 20)),
        ("20-11-2026 Họp báo", "Họp báo", date(2026, 11, 20)),
        ("2026.11.20 - Họp báo", "Họp báo", date(2026, 11, 20)),
        ("2026-13-40-Họp báo", "2026-13-40-Họp báo", None),
        ("2026 nhìn lại", "2026 nhìn lại", None),
        ("20261120123456", "20261120123456", None),
        ("01 - Mở đầu", "Mở đầu", None),
        ("1. Mở đầu", "Mở đầu", None),
        ("002_Mở đầu", "Mở đầu", None),
        ("28-NQ-TU", "28-NQ-TU", None),
        ("5 bài học", "5 bài học", None),
        ("12.5 triệu", "12.5 triệu", None),
        ("007", "007", None),
        ("___", "", None),
    ],
)
def test_titles_of_names(stem: str, title: str, day: date | None) -> None:
    assert file_names.title_and_day(stem) == (title, day)


@given(st.lists(st.text("0129²٣ab"), max_size=6))
def test_any_names_have_an_order(names: list[str]) -> None:
    assert len(sorted(names, key=file_names.natural)) == len(names)


def test_what_stands_beside_a_video_belongs_to_it(tmp_path: Path) -> None:
    put(tmp_path, "tin-co-so/Họp.mp4", "tin-co-so/Họp.jpg", "tin-co-so/Họp.png", "tin-co-so/lẻ.jpg", "Họp.mp4")
    text = tmp_path / "video" / "tin-co-so" / unicodedata.normalize("NFD", "Họp.txt")
    text.write_bytes("\ufeffTin {{ section.title }}\r\nhai\r\n".encode())
    found = read(tmp_path)
    first, second = found.videos
    assert second.thumbnail == Picture(tmp_path / "video/tin-co-so/Họp.jpg")
    assert second.description == "Tin Tin cơ sở\nhai"
    assert (first.thumbnail, first.description) == (None, None)
    assert found.passed["other"] == 2


@pytest.mark.skipif("captions" not in EntryShape.model_fields, reason="entries have no captions")
def test_captions_stand_beside_a_video(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4", "a.srt", "a.en.vtt", "b.vi.srt")
    (tmp_path / "video" / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nXin chào\n", encoding="utf-8")
    (tmp_path / "video" / "a.en.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", encoding="utf-8")
    found = read(tmp_path)
    assert [(each.file.name, each.language) for each in found.videos[0].captions] == [  # type: ignore[attr-defined]
        ("a.srt", "vi"), ("a.en.vtt", "en")]  # fmt: skip
    assert found.passed["other"] == 1


def test_what_is_no_video_is_passed_over_and_counted(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.mp4",
        ".b.mp4",
        "~$c.mp4",
        "d.mp4.part",
        "e.crdownload",
        "f.mp4~",
        "g.docx",
        ".git/h.mp4",
        "Thumbs.db",
    )
    (tmp_path / "ngoài").mkdir()
    (tmp_path / "ngoài" / "x.mp4").write_bytes(clip("x"))
    (tmp_path / "video" / "thư mục").symlink_to(tmp_path / "ngoài")
    (tmp_path / "video" / "x.mp4").symlink_to(tmp_path / "ngoài" / "x.mp4")
    os.mkfifo(tmp_path / "video" / "ống.mp4")
    found = read(tmp_path)
    assert titles(found) == ["a"]
    assert {code: count for code, count in found.passed.items() if count} == {
        "other": 2, "unfinished": 4, "link": 2}  # fmt: skip


def test_a_folder_of_one_section_can_be_named(tmp_path: Path) -> None:
    put(tmp_path, "tin-co-so/a.mp4", "tin-co-so/tháng 11/b.mp4")
    assert [each.sections for each in read(tmp_path, "video/tin-co-so").videos] == [("tin-co-so",)] * 2


def test_a_channel_without_sections_has_none_to_name(tmp_path: Path) -> None:
    put(tmp_path, "gì đó/a.mp4")
    bare = "channel: {timezone: Asia/Ho_Chi_Minh}\nsections: []\n"
    assert [each.sections for each in read(tmp_path, channel=bare).videos] == [()]


def test_the_files_need_not_be_looked_at(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4")
    (tmp_path / "video" / "a.mp4").write_bytes(b"")
    assert titles(read(tmp_path, here=False)) == ["a"]


def test_folders_that_name_no_section_are_told_once(tmp_path: Path) -> None:
    put(tmp_path, "tin co sở 1/a.mp4", "tin co sở 1/b.mp4", "khác/a.mp4", "trống/x.docx")
    first, second = wrong(tmp_path)
    assert first.startswith(
        "video/khác: The folder is named “khác”, which is no section; name it after one of: Tin cơ sở, Theo"
    )
    assert second == "video/tin co sở 1: The folder is named “tin co sở 1”, which is no section; name it Tin cơ sở."


def test_what_is_wrong_with_a_file_is_told_of_it(tmp_path: Path) -> None:
    put(tmp_path, "x" * 101 + ".mp4", "b.mp4", "c.mp4", "c.txt", "d.mp4", "d.png")
    (tmp_path / "video" / "b.mp4").write_bytes(b"")
    (tmp_path / "video" / "c.txt").write_bytes(b"\xff\xff\xff")
    (tmp_path / "video" / "d.png").write_bytes(b"no picture")
    os.link(tmp_path / "video" / "c.mp4", tmp_path / "video" / "e.mp4")
    told = wrong(tmp_path)
    assert [line.partition(": ")[0] for line in told] == [
        "video/c.txt", "video/b.mp4", "video/d.mp4", "video/e.mp4", f"video/{'x' * 101}.mp4"]  # fmt: skip
    assert told[3].endswith("video/e.mp4 is the same file as one that stands before it; delete one of the two names.")


def test_a_folder_without_videos_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.docx")
    (told,) = wrong(tmp_path)
    assert told.startswith("video: There is no video in the folder")
