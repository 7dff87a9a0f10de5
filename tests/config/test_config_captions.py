"""`captions` of an entry: files of texts with times, each of a language, looked through line by line."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError
from ytchannel.model import Caption
from ytchannel.render import problems

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.errors import Problem

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SRT = "1\n00:00:00,500 --> 00:00:02,000\nXin chào!\n\n2\n00:00:02,000 --> 00:00:03,000\nHai dòng\nchữ.\n"
VTT = """WEBVTT - Hội nghị
Kind: captions

STYLE
::cue { color: red }

NOTE ghi chú --> không phải giờ

mở đầu
00:00.500 --> 00:02.000 align:start
Xin chào!

01:00:02.000 --> 01:00:03.000
<v Lan>Hai dòng
"""
SBV = "0:00:00.500,0:00:02.000\nXin chào!\n\n0:00:02.000,0:00:03.000\nHai dòng\n"


def captions(root: Path, text: str) -> tuple[Caption, ...]:
    (root / "playlists.yaml").write_text("channel: {timezone: UTC}\nsections: []\n", encoding="utf-8")
    (root / "videos.yaml").write_text(f"videos:\n  - video: dQw4w9WgXcQ\n    captions: {text}\n", encoding="utf-8")
    manifest = load_manifest(root / "videos.yaml", load_channel(root / "playlists.yaml"), now=NOW)
    return manifest.videos[0].captions


def refused(root: Path, text: str) -> list[Problem]:
    with pytest.raises(FilesError) as caught:
        captions(root, text)
    return list(caught.value.problems)


def problems_of(root: Path, content: str | bytes, name: str = "a.vi.srt") -> list[tuple[str, object]]:
    """Codes and lines of what is wrong in a file."""
    (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(problem.code, problem.facts.get("line")) for problem in refused(root, f"[{name}]")]


def test_captions_are_files_with_a_language_and_perhaps_a_name(tmp_path: Path) -> None:
    for name in ("a.vi.srt", "b.srt", "lời.zh-Hant.srt"):
        (tmp_path / name).write_text(SRT, encoding="utf-8")
    assert captions(tmp_path, "[a.vi.srt, lời.zh-Hant.srt]") == (
        Caption(tmp_path / "a.vi.srt", "vi", ""),
        Caption(tmp_path / "lời.zh-Hant.srt", "zh-Hant", ""),
    )
    assert captions(tmp_path, "[{file: b.srt, language: EN-gb}]") == (Caption(tmp_path / "b.srt", "en-GB", ""),)
    assert captions(tmp_path, '[{file: a.vi.srt, name: ""}, {file: a.vi.srt, name: Đơn giản}]') == (
        Caption(tmp_path / "a.vi.srt", "vi", ""),
        Caption(tmp_path / "a.vi.srt", "vi", "Đơn giản"),
    )
    assert captions(tmp_path, "[{file: a.vi.srt, language: en}]")[0].language == "en"
    assert captions(tmp_path, "[]") == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.vi.srt", SRT),
        ("a.vi.SRT", SRT.replace("\n", "\r\n")),
        ("a.vi.srt", "\ufeff\n\n" + SRT),
        ("a.vi.srt", SRT.replace(",", ".")),
        ("a.vi.srt", SRT.replace("1\n", "").replace("2\n00", "00")),
        ("a.vi.srt", SRT + "\n3\n00:00:03,000 --> 00:00:04,000\n"),
        ("a.vi.srt", SRT + "\n3\n00:00:02,000 --> 00:00:04,000  X1:1 X2:2\n<i>2026</i>\n"),
        ("a.vi.vtt", VTT),
        ("a.vi.srt", VTT),
        ("a.vi.sbv", SBV),
        ("a.vi.sbv", SBV.replace("Hai", "1, 2, 3")),
    ],
)
def test_what_editors_write_is_taken(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode())
    assert captions(tmp_path, f"[{name}]")[0].language == "vi"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.vi.srt", [("wants-list", 15)]),
        ('[""]', [("text-empty", 16)]),
        ("[{language: vi}]", [("missing-key", 16)]),
        ("[{file: a.vi.srt, lang: vi}]", [("unknown-key", 33)]),
        ("[{file: a.vi.srt, language: vn}]", [("bad-language", 43)]),
        ("[{file: a.vi.srt, name: a<b}]", [("angle-bracket", 39)]),
        (f"[{{file: a.vi.srt, name: {'a' * 151}}}]", [("text-too-long", 39)]),
        ("[b.srt]", [("caption-language", 16)]),
        ("[phim.new.srt]", [("caption-language", 16)]),
        ("[a.vn.srt]", [("caption-language", 16)]),
        ("[{file: b.srt}]", [("caption-language", 16)]),
        ("[không có.vi.srt]", [("no-such-file", 16)]),
        ("[thư mục]", [("not-a-file", 16)]),
        ("[{file: a.vi.docx}]", [("caption-form", 23)]),
        ("[a.vi.srt, {file: b.srt, language: VI}]", [("same-caption", 26)]),
        ("[{file: a.vi.srt, name: A}, {file: b.srt, language: vi, name: ' A'}]", [("same-caption", 43)]),
        ("[a.vn.srt, không có.vi.srt]", [("caption-language", 16), ("no-such-file", 26)]),
    ],
)
def test_every_problem_is_told_at_its_place(tmp_path: Path, text: str, found: list[tuple[str, int]]) -> None:
    for name in ("a.vi.srt", "b.srt", "phim.new.srt", "a.vn.srt", "a.vi.docx"):
        (tmp_path / name).write_text(SRT, encoding="utf-8")
    (tmp_path / "thư mục").mkdir()
    told = refused(tmp_path, text)
    assert [(each.code, each.place.column) for each in told if each.place] == found
    assert all(each.place and each.place.line == 3 for each in told)
    assert all("?" not in problems.sentence(each) for each in told)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("00:00:02,000 --> 00:00:03,000", "00:00:02 --> 00:00:03,000", [("caption-times", 6)]),
        ("00:00:02,000 --> 00:00:03,000", "00:00:02,000 --> 00:61:03,000", [("caption-times", 6)]),
        ("00:00:02,000 --> 00:00:03,000", "00:00:02,000 -> 00:00:03,000", [("caption-no-times", 5)]),
        ("00:00:02,000 --> 00:00:03,000", "00:00:02,000 --> 00:00:01,000", [("caption-reversed", 6)]),
        ("00:00:02,000 --> 00:00:03,000", "00:00:02,000 --> 00:00:02,000", [("caption-reversed", 6)]),
        ("00:00:02,000 --> 00:00:03,000", "00:00:00,000 --> 00:00:03,000", [("caption-backwards", 6)]),
        ("\n\n2", "\n2", [("caption-joined", 5)]),
        ("dòng\n", "dòng\n\n", [("caption-no-times", 9)]),
        ("00:00:00,500 -->", "một -->", [("caption-times", 2)]),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, found: list[tuple[str, int]]) -> None:
    assert old in SRT
    assert problems_of(tmp_path, SRT.replace(old, new, 1)) == found
    (problem,) = refused(tmp_path, "[a.vi.srt]")
    assert f"ine {found[0][1]} " in problems.sentence(problem)
    assert "a.vi.srt" in problems.sentence(problem)


def test_all_faults_are_told_at_once_but_not_hundreds(tmp_path: Path) -> None:
    assert problems_of(tmp_path, SRT.replace(",", ";")) == [("caption-times", 2), ("caption-times", 6)]
    assert len(problems_of(tmp_path, "một dòng chữ\n\n" * 1000)) == 5


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ("caption-empty", None)),
        (b"\xef\xbb\xbf \r\n\r\n", ("caption-empty", None)),
        (b"1\n00:00:00,500 --> 00:00:02,000\n\n", ("caption-empty", None)),
        (b"WEBVTT\n\nNOTE 00:01\n", ("caption-empty", None)),
        (SRT.encode("utf-16"), ("caption-coding", None)),
        (SRT.encode("utf-16-le"), ("caption-coding", None)),
        (SRT.replace("à", "\xe0").encode("cp1252", "replace"), ("caption-coding", 3)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), ("caption-coding", None)),
    ],
)
def test_what_has_no_text_in_utf_8_is_refused(tmp_path: Path, content: bytes, found: tuple[str, object]) -> None:
    assert problems_of(tmp_path, content) == [found]


def test_webvtt_begins_as_such_and_has_its_own_form_of_times(tmp_path: Path) -> None:
    assert problems_of(tmp_path, SRT, "a.vi.vtt") == [("caption-no-head", 1)]
    assert problems_of(tmp_path, VTT.replace("00:00.500 -->", "00:00.5 -->"), "a.vi.vtt") == [("caption-times", 10)]
    assert problems_of(tmp_path, SBV.replace("0:00:02.000,0", "0:00:02,0"), "a.vi.sbv") == [("caption-times", 4)]


def test_a_vast_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.vi.srt").write_text(SRT, encoding="utf-8")
    os.truncate(tmp_path / "a.vi.srt", 100 * 1024**2 + 1)
    (problem,) = refused(tmp_path, "[a.vi.srt]")
    assert problem.code == "caption-too-big"
