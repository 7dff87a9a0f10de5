"""videos.yaml in, entries with their defaults out."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clips import DEMO, clip
from ytchannel.config import find_manifest, load_channel, load_manifest
from ytchannel.errors import FilesError, Place, UsageError
from ytchannel.model import Picture

if TYPE_CHECKING:
    from ytchannel.model import VideoEntry

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ID = "dQw4w9WgXcQ"
JPEG = (DEMO.parent / "anh.jpg").read_bytes()
CHANNEL = """\
channel: {timezone: %s, language: vi}
defaults: {privacy: unlisted, category: 25, made_for_kids: true, notify_subscribers: true, tags: [kênh]}
sections:
  - {key: mot, title: Một, defaults: {category: Education, language: en, tags: [Một, chung]}}
  - {key: hai, title: Hai, defaults: {category: Music, privacy: public, notify_subscribers: false, tags: [CHUNG, hai]}}
  - {key: ba, title: Ba}
"""
BARE = "channel: {timezone: %s, language: vi}\nsections: [{key: mot, title: Một}]\n"


def entries(folder: Path, content: str, channel: str = CHANNEL, zone: str = "Asia/Ho_Chi_Minh") -> list[VideoEntry]:
    (folder / "playlists.yaml").write_text(channel % zone, encoding="utf-8")
    (folder / "a.mp4").write_bytes(clip())
    (folder / "videos.yaml").write_text(content, encoding="utf-8")
    return list(load_manifest(folder / "videos.yaml", load_channel(folder / "playlists.yaml"), now=NOW).videos)


def entry(folder: Path, lines: str, channel: str = CHANNEL, zone: str = "Asia/Ho_Chi_Minh") -> VideoEntry:
    (found,) = entries(folder, f"videos:\n  - {{{lines}}}\n", channel, zone)
    return found


def codes(folder: Path, content: str, zone: str = "Asia/Ho_Chi_Minh") -> list[str]:
    with pytest.raises(FilesError) as caught:
        entries(folder, content, zone=zone)
    return [problem.code for problem in caught.value.problems]


def test_every_field(tmp_path: Path) -> None:
    (tmp_path / "ảnh.jpg").write_bytes(JPEG)
    (found,) = entries(
        tmp_path,
        "videos:\n"
        "  - title: 2026\n"
        "    file: a.mp4\n"
        "    description: |\n"
        "      Một\n"
        "      hai\n"
        "    sections: [ba, mot, ba]\n"
        "    tags: [on, Một]\n"
        "    category: Phim và hoạt hình\n"
        "    language: en\n"
        "    privacy: private\n"
        "    made_for_kids: false\n"
        "    notify_subscribers: false\n"
        "    publish_at: 2026-12-01 07:00\n"
        "    thumbnail: ảnh.jpg\n",
    )
    assert found.place == Place((tmp_path / "videos.yaml").as_posix(), 2, 5)
    assert (found.file, found.video, found.thumbnail) == (tmp_path / "a.mp4", None, Picture(tmp_path / "ảnh.jpg"))
    assert (found.title, found.description) == ("2026", "Một\nhai")
    assert (found.sections, found.tags) == (("ba", "mot"), ("on", "Một", "chung"))
    assert (found.category, found.language, found.privacy) == ("1", "en", "private")
    assert (found.made_for_kids, found.notify_subscribers) == (False, False)
    assert found.publish_at == datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
    assert found.publish_at.utcoffset() == timedelta(hours=7)


def test_the_safe_values_when_nothing_is_declared(tmp_path: Path) -> None:
    found = entry(tmp_path, "file: a.mp4, title: A", BARE)
    assert (found.privacy, found.category, found.language) == ("private", "22", "vi")
    assert (found.made_for_kids, found.notify_subscribers) == (False, False)
    assert (found.description, found.tags, found.publish_at, found.thumbnail) == (None, None, None, None)


@pytest.mark.parametrize(
    ("lines", "category", "privacy", "language", "notify", "tags"),
    [
        ("", "25", "unlisted", "vi", True, ("kênh",)),
        (", sections: [ba]", "25", "unlisted", "vi", True, ("kênh",)),
        (", sections: [mot]", "27", "unlisted", "en", True, ("Một", "chung")),
        (", sections: [mot, hai]", "27", "public", "en", False, ("Một", "chung", "hai")),
        (", sections: [ba, hai, mot]", "10", "public", "en", False, ("CHUNG", "hai", "Một")),
        (", sections: [mot], tags: [riêng, MỘT]", "27", "unlisted", "en", True, ("riêng", "MỘT", "chung")),
        (", tags: [riêng]", "25", "unlisted", "vi", True, ("riêng",)),
        (", tags: []", "25", "unlisted", "vi", True, ()),
        (", category: 1, privacy: private, language: fr, notify_subscribers: false", "1", "private", "fr", False, None),
    ],
)
def test_the_entry_comes_before_its_sections_before_the_channel(
    tmp_path: Path,
    lines: str,
    category: str,
    privacy: str,
    language: str,
    notify: bool,
    tags: tuple[str, ...] | None,
) -> None:
    found = entry(tmp_path, "file: a.mp4, title: A" + lines)
    assert (found.category, found.privacy, found.language) == (category, privacy, language)
    assert (found.notify_subscribers, found.tags) == (notify, tags or (("kênh",) if tags is None else ()))


def test_a_video_on_the_channel_keeps_what_its_entry_does_not_declare(tmp_path: Path) -> None:
    found = entry(tmp_path, f"video: {ID}, sections: [mot, hai]")
    assert (found.file, found.video, found.sections) == (None, ID, ("mot", "hai"))
    assert (found.title, found.description, found.tags, found.category) == (None, None, None, None)
    assert (found.language, found.privacy, found.made_for_kids, found.notify_subscribers) == (None, None, None, False)
    assert entry(tmp_path, f"video: {ID}, sections: [mot], tags: [x]").tags == ("x",)


def test_what_is_published_later_is_private_until_then(tmp_path: Path) -> None:
    found = entry(tmp_path, "file: a.mp4, title: A, sections: [hai], publish_at: 2026-12-01 07:00")
    assert found.privacy == "private"
    assert entry(tmp_path, f"video: {ID}, publish_at: 2026-12-01 07:00").privacy == "private"


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-12-01 07:00", "2026-12-01 00:00"),
        ("2026-12-01T07:00", "2026-12-01 00:00"),
        ("2026-12-01 07:00:30", "2026-12-01 00:00:30"),
        ("2026-12-01T07:00:00+09:00", "2026-11-30 22:00"),
        ("2026-12-01 07:00 +0530", "2026-12-01 01:30"),
        ("2026-12-01T07:00:00Z", "2026-12-01 07:00"),
        ("2026-12-01T07:00:00.000Z", "2026-12-01 07:00"),
        ("2026-12-01T07:00:00-03", "2026-12-01 10:00"),
        ("2026-11-24 10:00:01", "2026-11-24 03:00:01"),
    ],
)
def test_times(tmp_path: Path, written: str, utc: str) -> None:
    found = entry(tmp_path, f"file: a.mp4, title: A, publish_at: '{written}'")
    assert found.publish_at == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("01/12/2026 07:00", "2026-12-01 07:00"),
        ("7h30 1.12.2026", "2026-12-01 07:30"),
        ("2026/12/1 7:05", "2026-12-01 07:05"),
        ("1-12-2026", "2026-12-01 07:00"),
        ("31/11/2026 07:00", "2026-12-01 07:00"),
        ("mai", "2026-12-01 07:00"),
    ],
)
def test_other_ways_to_write_a_time_are_told_the_right_one(tmp_path: Path, written: str, right: str) -> None:
    with pytest.raises(FilesError) as caught:
        entry(tmp_path, f"file: a.mp4, title: A, publish_at: '{written}'")
    (problem,) = caught.value.problems
    assert (problem.code in ("bad-date", "date-without-time"), problem.facts["right"]) == (True, right)


def test_daylight_saving_leaves_no_doubt(tmp_path: Path) -> None:
    def found(time: str) -> list[str]:
        return codes(tmp_path, f"videos:\n  - {{file: a.mp4, title: A, publish_at: {time}}}\n", "Europe/Berlin")

    assert found("2027-03-28 02:30") == ["time-skipped"]
    assert found("2027-10-31 02:30") == ["time-twice"]
    with pytest.raises(FilesError) as caught:
        entry(tmp_path, "file: a.mp4, title: A, publish_at: 2027-10-31 02:30", zone="Europe/Berlin")
    facts = caught.value.problems[0].facts
    assert (facts["first"], facts["second"]) == ("2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00")
    for time in (facts["first"], facts["second"]):
        entry(tmp_path, f"file: a.mp4, title: A, publish_at: '{time}'", zone="Europe/Berlin")


def test_a_time_that_has_passed_is_refused_unless_the_video_is_up(tmp_path: Path) -> None:
    content = "videos:\n  - {file: a.mp4, title: A, publish_at: 2026-11-24 10:00}\n"
    assert codes(tmp_path, content) == ["publish-in-past"]
    asked: list[Path] = []

    def up(path: Path) -> bool:
        asked.append(path)
        return True

    channel = load_channel(tmp_path / "playlists.yaml")
    (found,) = load_manifest(tmp_path / "videos.yaml", channel, now=NOW, uploaded=up).videos
    assert (found.publish_at, found.privacy, asked) == (NOW, "private", [tmp_path / "a.mp4"])
    assert entry(tmp_path, f"video: {ID}, publish_at: 2026-11-24 10:00").publish_at == NOW


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_file_names_match_in_any_unicode_form(tmp_path: Path, on_disk: str, written: str) -> None:
    folder = tmp_path / unicodedata.normalize(on_disk, "phóng sự")
    folder.mkdir()
    film = folder / unicodedata.normalize(on_disk, "hội nghị đầu quý.mp4")
    film.write_bytes(clip())
    name = unicodedata.normalize(written, "phóng sự/hội nghị đầu quý.mp4")
    assert entry(tmp_path, f"file: {name}, title: A").file == film


@pytest.mark.parametrize("spelling", ["./a.mp4", "x/../a.mp4", "link.mp4", "{absolute}"])
def test_one_file_stands_in_one_entry(tmp_path: Path, spelling: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "link.mp4").symlink_to("a.mp4")
    spelling = spelling.format(absolute=tmp_path / "a.mp4")
    assert codes(tmp_path, f"videos:\n  - {{file: a.mp4, title: A}}\n  - {{file: {spelling}, title: B}}\n") == [
        "same-file"
    ]


def test_files_count_from_the_folder_of_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries(tmp_path, "videos: []\n")
    (tmp_path / "tuần").mkdir()
    (tmp_path / "tuần" / "b.mp4").write_bytes(clip("b"))
    (tmp_path / "tuần" / "v.yaml").write_text("videos: [{file: b.mp4, title: B}]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    manifest = load_manifest(Path("tuần/v.yaml"), load_channel(Path("playlists.yaml")), now=NOW)
    assert manifest.file == tmp_path / "tuần" / "v.yaml"
    assert manifest.videos[0].file == tmp_path / "tuần" / "b.mp4"
    assert manifest.videos[0].place.file == "tuần/v.yaml"


def test_sizes_and_pictures(tmp_path: Path) -> None:
    with (tmp_path / "big.mp4").open("wb") as stream:
        os.truncate(stream.fileno(), 256 * 1024**3 + 1)
    (tmp_path / "most.mp4").write_bytes(clip())
    with (tmp_path / "most.mp4").open("ab") as stream:
        os.truncate(stream.fileno(), 256 * 1024**3)
    with (tmp_path / "big.png").open("wb") as stream:
        stream.write(JPEG)
        os.truncate(stream.fileno(), 50 * 1024**2 + 1)
    (tmp_path / "a.png").write_bytes(JPEG)
    assert entry(tmp_path, "file: most.mp4, title: A, thumbnail: a.png").thumbnail == Picture(tmp_path / "a.png")
    content = "videos:\n  - {file: big.mp4, title: A, thumbnail: big.png}\n"
    assert codes(tmp_path, content) == ["video-file-too-big", "picture-too-big"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "b.mp4").write_bytes(clip("b"))
    (tmp_path / "b.mp4").chmod(0)
    assert codes(tmp_path, "videos:\n  - {file: b.mp4, title: A}\n") == ["file-unreadable"]


@pytest.mark.parametrize(
    ("tags", "fits"),
    [
        (["x" * 500], True),
        (["x" * 501], False),
        (["x" * 249, "y" * 250], True),  # and a comma
        (["x" * 250, "y" * 250], False),
        (["x " + "y" * 496], True),  # and two quotes
        (["x " + "y" * 497], False),
        (["ệ" * 500], True),
        (["😀" * 250], True),
        (["😀" * 251], False),
        (["x" * 300, "X" * 300], True),  # one tag
    ],
)
def test_tags_are_counted_as_youtube_does(tmp_path: Path, tags: list[str], fits: bool) -> None:
    content = f"videos:\n  - {{file: a.mp4, title: A, tags: [{', '.join(tags)}]}}\n"
    if fits:
        entries(tmp_path, content)
    else:
        assert codes(tmp_path, content) == ["tags-too-long"]


def test_tags_are_counted_with_those_of_the_sections(tmp_path: Path) -> None:
    content = "videos:\n  - {file: a.mp4, title: A, sections: [mot], tags: [%s]}\n"
    entries(tmp_path, content % ("x" * 490))  # and Một, chung, two commas
    assert codes(tmp_path, content % ("x" * 491)) == ["tags-too-long"]


@pytest.mark.parametrize("title", ["á" * 100, "😀" * 50])
def test_the_longest_title_and_description(tmp_path: Path, title: str) -> None:
    found = entry(tmp_path, f"file: a.mp4, title: {title}, description: {'ệ' * 1666}aa")
    assert (found.title, len((found.description or "").encode())) == (title, 5000)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    content = (
        "videos:\n"
        "  - {file: none.mp4, title: '', sections: [bon], publish_at: 2020-01-01 00:00}\n"
        "  - {file: a.mp4, titel: A}\n"
        "  - {video: x, tags: [',']}\n"
        "other: 1\n"
    )
    assert codes(tmp_path, content) == [
        "no-such-file",
        "title-empty",
        "unknown-section",
        "publish-in-past",
        "missing-key",
        "unknown-key",
        "bad-video-id",
        "tag-comma",
        "unknown-key",
    ]


def test_a_missing_manifest(tmp_path: Path) -> None:
    entries(tmp_path, "videos: []\n")
    with pytest.raises(FilesError) as caught:
        load_manifest(tmp_path / "none.yaml", load_channel(tmp_path / "playlists.yaml"), now=NOW)
    assert [problem.code for problem in caught.value.problems] == ["file-missing"]


@pytest.mark.parametrize("name", ["videos.yaml", "videos.yml", "videos.xlsx", "videos.csv", "videos.tsv"])
def test_the_manifest_beside_the_channel_file(tmp_path: Path, name: str) -> None:
    assert find_manifest(tmp_path) is None
    (tmp_path / name).write_text("videos: []\n", encoding="utf-8")
    assert find_manifest(tmp_path) == tmp_path / name


def test_nobody_guesses_which_of_several_lists_counts(tmp_path: Path) -> None:
    for name in ("videos.yaml", "videos.csv"):
        (tmp_path / name).write_text("videos: []\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_manifest(tmp_path)
    assert (caught.value.code, caught.value.values["files"]) == ("several-manifests", "videos.yaml, videos.csv")
