"""playlists.yaml in, a Channel out."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from ytchannel.config import load_channel
from ytchannel.errors import FilesError, Place
from ytchannel.model import Channel, VideoDefaults
from ytchannel.render import problems

ROOT = Path(__file__).parents[2]
TITLES = (
    "Tin thời sự Đảng ủy Khối",
    "Tin cơ sở",
    "Bảo vệ nền tảng tư tưởng của Đảng",
    "Theo gương Bác",
    "Thực hiện Nghị quyết số 28-NQ/TU",
    "Phóng sự tuyên truyền",
    "Hải Phòng-Thành phố Hoa Phượng đỏ",
)
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưy"
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
FULL = """\
channel:
  handle: "@thuvien"
  id: UCabcdefghijklmnopqrstuv
  timezone: Europe/Berlin
  language: VI
  quota: {default: 50000, videos.insert: 6, search.list: 0, videos.batchGetStats: 1}
defaults:
  privacy: unlisted
  category: tin tức và chính trị
  language: en-gb
  made_for_kids: true
  notify_subscribers: false
  tags: [2026, no, 5G]
sections:
  - title: 2026
    key: nam-2026
    id: PLabcdefghijklmnop
    description: |
      Dòng một
      Dòng hai
    privacy: public
    language: zh-hant-tw
    shelf: TRUE
    defaults: {category: 27, tags: []}
  - {key: khac, title: no}
"""


def loaded(folder: Path, content: str | bytes) -> Channel:
    file = folder / "playlists.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_channel(file, shown="playlists.yaml")


def with_title(folder: Path, title: str) -> str:
    content = f"channel: {{timezone: UTC}}\nsections:\n  - key: a\n    title: {title}\n"
    return loaded(folder, content).sections[0].title


def test_every_field(tmp_path: Path) -> None:
    channel = loaded(tmp_path, FULL)
    assert (channel.file, channel.folder) == (tmp_path / "playlists.yaml", tmp_path)
    assert channel.place == Place("playlists.yaml", 1, 1)
    assert (channel.handle, channel.id) == ("@thuvien", "UCabcdefghijklmnopqrstuv")
    assert (channel.timezone, channel.language) == ("Europe/Berlin", "vi")
    assert channel.quota == {"default": 50000, "videos.insert": 6, "search.list": 0, "videos.batchGetStats": 1}
    assert channel.defaults == VideoDefaults("unlisted", "25", "en-GB", True, False, ("2026", "no", "5G"))
    first, second = channel.sections
    assert (first.key, first.title, first.id) == ("nam-2026", "2026", "PLabcdefghijklmnop")
    assert first.place == Place("playlists.yaml", 16, 5)
    assert first.description == "Dòng một\nDòng hai"
    assert (first.privacy, first.language, first.shelf) == ("public", "zh-Hant-TW", True)
    assert first.defaults == VideoDefaults(category="27", tags=())
    assert (second.title, second.description, second.privacy, second.shelf) == ("no", None, None, False)
    assert (second.defaults, second.place) == (VideoDefaults(), Place("playlists.yaml", 25, 6))


def test_what_is_not_declared_is_none(tmp_path: Path) -> None:
    channel = loaded(tmp_path, "channel: {timezone: UTC}\nsections: []\n")
    assert (channel.handle, channel.id, channel.language, channel.sections) == (None, None, None, ())
    assert (channel.defaults, channel.quota) == (VideoDefaults(), {})


def test_the_shipped_file_has_the_seven_sections() -> None:
    channel = load_channel(ROOT / "playlists.yaml")
    assert tuple(section.title for section in channel.sections) == TITLES
    assert [section.title.encode() for section in channel.sections] == [
        unicodedata.normalize("NFC", title).encode() for title in TITLES
    ]
    assert (channel.handle, channel.timezone, channel.language) == (
        "@danguykhoidoanhnghiephp",
        "Asia/Ho_Chi_Minh",
        "vi",
    )
    assert channel.defaults == VideoDefaults("private", "25", None, False, False)
    assert all(s.shelf and s.privacy == "public" and s.language == "vi" and s.description for s in channel.sections)


def test_the_example_of_the_demo_is_right() -> None:
    assert len(load_channel(ROOT / "ytchannel/demo/playlists.yaml").sections) == 3


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_survives(tmp_path: Path, form: str) -> None:
    for text in (VIETNAMESE + "đ", VIETNAMESE.upper() + "Đ"):
        assert len(text) == 73
        assert with_title(tmp_path, unicodedata.normalize(form, text)) == unicodedata.normalize("NFC", text)


def test_titles_are_compared_in_nfc(tmp_path: Path) -> None:
    twice = "channel: {timezone: UTC}\nsections:\n" + "".join(
        f"  - {{key: {form.lower()}, title: {unicodedata.normalize(form, 'Tin cơ sở')}}}\n" for form in ("NFC", "NFD")
    )
    with pytest.raises(FilesError) as caught:
        loaded(tmp_path, twice)
    (problem,) = caught.value.problems
    assert (problem.code, problem.facts["line"], problem.place) == (
        "same-section-title",
        3,
        Place("playlists.yaml", 4, 23),
    )


def test_keys_are_compared_in_nfc(tmp_path: Path) -> None:
    nfd = unicodedata.normalize("NFD", "khoá")
    with pytest.raises(FilesError) as caught:
        loaded(tmp_path, f"channel: {{timezone: UTC}}\nsections: []\nkhoá: 1\n{nfd}: 2\n")
    assert [problem.code for problem in caught.value.problems] == ["unknown-key", "duplicate-key"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("no", "no"),
        ("on", "on"),
        ("2026", "2026"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("true", "true"),
        ("2026-12-01", "2026-12-01"),
        ("=", "="),
        ("'null'", "null"),
        ('"~"', "~"),
        ("'@kênh'", "@kênh"),
        ('"Tin: cơ sở"', "Tin: cơ sở"),
        ("Tin:cơ sở", "Tin:cơ sở"),
        ("'  Tin  '", "Tin"),
        (">-\n      Tin\n      mới", "Tin mới"),
        ('"\\u1ec7"', "ệ"),
        ("á" * 150, "á" * 150),
        ("😀" * 75, "😀" * 75),
    ],
)
def test_a_title_is_the_text_that_stands_there(tmp_path: Path, written: str, title: str) -> None:
    assert with_title(tmp_path, written) == title


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_mark_and_line_ends_make_no_difference(tmp_path: Path, mark: bytes, line_end: str) -> None:
    (tmp_path / "other").mkdir()
    plain = loaded(tmp_path / "other", FULL)
    marked = loaded(tmp_path, mark + FULL.replace("\n", line_end).encode())
    assert (marked.sections, marked.defaults, marked.quota) == (plain.sections, plain.defaults, plain.quota)


def test_lists_and_mappings_can_be_repeated_by_name(tmp_path: Path) -> None:
    channel = loaded(
        tmp_path,
        "channel: {timezone: UTC}\nsections:\n"
        "  - {key: a, title: A, defaults: &chung {tags: [x]}}\n"
        "  - {key: b, title: B, defaults: *chung}\n",
    )
    assert channel.sections[1].defaults == VideoDefaults(tags=("x",))


def test_billions_of_repetitions_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(FilesError) as caught:
        loaded(tmp_path, "\n".join(lines))
    assert [problem.code for problem in caught.value.problems] == ["yaml-too-large"]


def test_all_problems_of_a_file_come_at_once_sorted_by_place(tmp_path: Path) -> None:
    with pytest.raises(FilesError) as caught:
        loaded(
            tmp_path,
            "channel:\n"
            "  handle: thuvien\n"
            "  timezone: Mars/Phobos\n"
            "  timezone: UTC\n"
            "default: {}\n"
            "sections:\n"
            "  - {key: a, title: A, privacy: hidden, shelf: maybe}\n"
            "  - {key: a, title: A, cover: a.png, description: '<b>'}\n"
            "  - {title: B, privacy: private, shelf: true}\n",
        )
    found = [(each.place.line, each.place.column, each.code) for each in caught.value.problems if each.place]
    assert found == [
        (2, 11, "bad-handle"),
        (3, 13, "bad-timezone"),
        (4, 3, "duplicate-key"),
        (5, 1, "unknown-key"),
        (7, 33, "bad-privacy"),
        (7, 48, "wants-flag"),
        (8, 11, "same-section-key"),
        (8, 21, "same-section-title"),
        (8, 31, "no-such-file"),
        (8, 51, "angle-bracket"),
        (9, 5, "missing-key"),
        (9, 25, "private-shelf"),
    ]


def test_ten_shelves_are_enough(tmp_path: Path) -> None:
    sections = "".join(f"  - {{key: k{n}, title: T{n}, shelf: {str(n < 10).lower()}}}\n" for n in range(12))
    assert len(loaded(tmp_path, "channel: {timezone: UTC}\nsections:\n" + sections).sections) == 12


def test_a_missing_file_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FilesError) as caught:
        load_channel(Path("playlists.yaml"))
    (problem,) = caught.value.problems
    assert problem.code == "file-missing"
    assert problems.line(problem).startswith("playlists.yaml:1:1: There is no file playlists.yaml; ")
    assert "--config" in problems.sentence(problem)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FilesError) as caught:
        load_channel(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["not-a-file"]


def test_places_are_seen_from_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kênh").mkdir()
    file = tmp_path / "kênh" / "playlists.yaml"
    file.write_text("channel: {timezone: UTC}\nsections: []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_channel(file).place.file == "kênh/playlists.yaml"
    assert load_channel(Path("kênh/../kênh/playlists.yaml")).place.file == "kênh/playlists.yaml"
    monkeypatch.chdir(tmp_path / "kênh")
    assert load_channel(Path("../kênh/playlists.yaml")).place.file == "playlists.yaml"
    monkeypatch.chdir("/")
    monkeypatch.chdir(ROOT)
    assert load_channel(file).place.file == file.as_posix()


def test_nothing_heavy_is_imported_before_a_file_is_read() -> None:
    code = "import sys, ytchannel.config, ytchannel.render.problems; print({'yaml', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_an_offset_is_not_met_with_another_offset(tmp_path: Path) -> None:
    """GMT+7 looks most like GMT+0, which would put every date seven hours off."""
    file = tmp_path / "playlists.yaml"
    file.write_text("channel: {timezone: GMT+7}\nsections: []\n", encoding="utf-8")
    with pytest.raises(FilesError) as caught:
        load_channel(file)
    assert "GMT+0" not in problems.line(caught.value.problems[0])
    assert "Asia/Ho_Chi_Minh" in problems.line(caught.value.problems[0])
