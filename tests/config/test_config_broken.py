"""Broken files: each problem has its code, its line and column, and says what to write instead."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.clips import clip
from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError, Problem
from ytchannel.render import problems

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
HEAD = "channel: {timezone: Asia/Ho_Chi_Minh, language: vi}\n"
SECTION = HEAD + "sections:\n  - key: tin\n    title: Tin\n"
GOOD = HEAD + "sections:\n  - {key: tin-co-so, title: Tin cơ sở}\n  - {key: phong-su, title: Phóng sự}\n"
ENTRY = "videos:\n  - file: a.mp4\n    title: Tin\n"
ID = "dQw4w9WgXcQ"


def channel_problems(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    file = folder / "playlists.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FilesError) as caught:
        load_channel(file, shown="playlists.yaml")
    return caught.value.problems


def manifest_problems(folder: Path, content: str, good: str = GOOD, name: str = "videos.yaml") -> tuple[Problem, ...]:
    (folder / "playlists.yaml").write_text(good, encoding="utf-8")
    for number in ("a", "b"):
        (folder / f"{number}.mp4").write_bytes(clip(number))
    (folder / "empty.mp4").write_bytes(b"")
    (folder / "text.jpg").write_bytes(b"no picture")
    (folder / "folder.mp4").mkdir(exist_ok=True)
    file = folder / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FilesError) as caught:
        load_manifest(file, load_channel(folder / "playlists.yaml"), now=NOW)
    return caught.value.problems


def facts(found: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(each.code, each.place.line, each.place.column) for each in found if each.place]


def assert_said(found: tuple[Problem, ...], name: str) -> None:
    for problem in found:
        assert problem.place is not None
        line = problems.line(problem)
        place, what = line.split(": ", 1)
        assert place.endswith(f"{name}:{problem.place.line}:{problem.place.column}")
        _wrong, remedy = what.split("; ", 1)
        assert len(remedy) > 8, line
        assert "“?”" not in what, line
        assert what == problems.sentence(problem)


def shelves(count: int) -> str:
    return "sections:\n" + "".join(f"  - {{key: k{n}, title: T{n}, shelf: true}}\n" for n in range(count))


def nested(depth: int) -> str:
    return "channel: " + "[" * depth + "]" * depth + "\n"


CHANNEL = [
    # The file and its YAML
    ("", [("file-empty", 1, 1)]),
    ("# only a comment\n", [("file-empty", 1, 1)]),
    ("- a list\n", [("top-not-mapping", 1, 1)]),
    ("just words\n", [("top-not-mapping", 1, 1)]),
    (b"channel:\n  handle: caf\xe9\n", [("not-utf8", 2, 14)]),
    ("channel:\n  handle: Đả".encode() + b"\xff\n", [("not-utf8", 2, 13)]),
    ("\ufeffchannel:\n".encode("utf-16"), [("not-utf8", 1, 1)]),
    (b"channel:\n  handle: a\x1b[31m\n", [("yaml-control", 2, 12)]),
    ("channel:\n\ttimezone: UTC\n", [("yaml-tab", 2, 1)]),
    ("channel:\n  \ttimezone: UTC\n", [("yaml-tab", 2, 3)]),
    (SECTION + "    description: Tin: cơ sở\n", [("yaml-colon", 5, 21)]),
    (SECTION + "   privacy: public\n", [("yaml-indent", 5, 4)]),
    (SECTION + "     privacy: public\n", [("yaml-indent", 5, 13)]),
    (SECTION + "    description: @kênh\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: %kênh\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: `kênh`\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: *kenh\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: * kênh\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: *Đảng\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: &Tin cơ sở\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: &Đảng bộ\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: !Tin mới\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: ! Tin mới\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: !Đảng bộ\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: - Tin mới\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: }\n", [("yaml-start", 5, 18)]),
    (SECTION + "    description: !!str Tin\n", [("yaml-tag", 5, 18)]),
    (SECTION + "    description: 'Tin mới\n", [("yaml-quote", 5, 18)]),
    (SECTION + '    description: "C:\\phim"\n', [("yaml-escape", 5, 21)]),
    (SECTION + '    description: "Tin" mới\n', [("yaml-after", 5, 24)]),
    (SECTION + "    description: [Tin] mới\n", [("yaml-after", 5, 24)]),
    (SECTION + "    defaults: {tags: [a, b}\n", [("yaml-bracket", 5, 22)]),
    (SECTION + "    privacy public\n    shelf: true\n", [("yaml-no-colon", 5, 5)]),
    (SECTION + "---\nchannel: {}\n", [("yaml-documents", 5, 1)]),
    (SECTION + "    title: Tin mới\n", [("duplicate-key", 5, 5)]),
    # A section whose dash was forgotten is one problem, not one for each of its keys.
    (SECTION + "    key: muc-moi\n    title: Mục mới\n", [("duplicate-key", 5, 5)]),
    (SECTION + "    <<: {privacy: public}\n", [("yaml-merge", 5, 5)]),
    (SECTION + "    ? [a]\n    : b\n", [("yaml-key", 5, 7)]),
    (SECTION + "    ~: b\n", [("yaml-key", 5, 5)]),
    (nested(60), [("yaml-deep", 1, 48)]),
    ("channel: " + "- " * 100_000 + "\n", [("yaml-start", 1, 10)]),
    ("channel:\n  " + "- " * 100_000 + "\n", [("yaml-deep", 2, 79)]),
    (HEAD + "sections: &a [*a]\n", [("yaml-recursion", 2, 11)]),
    (HEAD + "sections:\n  - key:tin\n    title: Tin\n", [("yaml-no-space", 3, 9)]),
    (SECTION + "    defaults:\n      tags: [tin, #tin]\n", [("yaml-start", 6, 19)]),
    (SECTION + "    defaults: {tags: [#tin]}\n    shelf: true\n", [("yaml-start", 5, 23)]),
    (SECTION + "    defaults:\n      tags:\n        - #tin\n", [("empty-item", 7, 10)]),
    # Keys and kinds
    (HEAD, [("missing-key", 1, 1)]),
    ("sections: []\n", [("missing-key", 1, 1)]),
    ("channel: {language: vi}\nsections: []\n", [("missing-key", 1, 1)]),
    ("channel:\nsections: []\n", [("empty-value", 1, 9)]),
    (HEAD + "sections: tin-co-so\n", [("wants-list", 2, 11)]),
    (HEAD + "sections: [tin-co-so]\n", [("wants-mapping", 2, 12)]),
    ("channel: kenh\nsections: []\n", [("wants-mapping", 1, 10)]),
    (HEAD + "sections: []\ndefault: {}\n", [("unknown-key", 3, 1)]),
    (SECTION + "    titel: Tin\n", [("unknown-key", 5, 5)]),
    (SECTION + "    defaults: {tag: [a]}\n", [("unknown-key", 5, 16)]),
    (SECTION + "    defaults: [a]\n", [("wants-mapping", 5, 15)]),
    (SECTION + "    description: [Tin]\n", [("wants-text", 5, 18)]),
    (SECTION + "    description: {Tin: a}\n", [("wants-text", 5, 18)]),
    (SECTION + "    description: # nghị quyết\n", [("empty-value", 5, 17)]),
    (SECTION + "    privacy: ~\n", [("empty-value", 5, 14)]),
    (SECTION + "    shelf: yes\n", [("wants-flag", 5, 12)]),
    (SECTION + "    shelf: [true]\n", [("wants-flag", 5, 12)]),
    (SECTION + "    cover: a.png\n", [("no-such-file", 5, 12)]),
    (SECTION + "    order: newst\n", [("bad-order", 5, 12)]),
    (SECTION + "    collect: {}\n", [("collect-nothing", 5, 14)]),
    (SECTION + "    collect: {tag: [a]}\n", [("unknown-key", 5, 15)]),
    (SECTION + "    collect: {from: 01/12/2026}\n", [("bad-day", 5, 21)]),
    (SECTION + "    collect: {from: 2026-02-30}\n", [("no-such-date", 5, 21)]),
    (SECTION + "    collect: {from: 2026-12-01, to: 2026-11-30}\n", [("days-reversed", 5, 37)]),
    (SECTION + "    localizations: {en: {title: News}}\n", [("localizations-need-language", 5, 5)]),
    (SECTION + "    language: vi\n    localizations: {en: {description: News}}\n", [("missing-key", 6, 25)]),
    (SECTION + "    language: vi\n    localizations: {english: {title: News}}\n", [("bad-language", 6, 21)]),
    # What YouTube takes
    (SECTION + "    description: a < b\n", [("angle-bracket", 5, 18)]),
    (SECTION + '    description: "a\\u2028b"\n', [("control-character", 5, 18)]),
    (SECTION + f"    description: {'ệ' * 1667}\n", [("description-too-long", 5, 18)]),
    (SECTION + "    privacy: Public\n", [("bad-privacy", 5, 14)]),
    (SECTION + "    privacy: công khai\n", [("bad-privacy", 5, 14)]),
    (SECTION + "    language: tiếng Việt\n", [("bad-language", 5, 15)]),
    (SECTION + "    language: vn\n", [("bad-language", 5, 15)]),
    (SECTION + "    id: https://www.youtube.com/playlist?list=PLabcdefghijklmnop\n", [("bad-playlist-id", 5, 9)]),
    (SECTION + "    privacy: private\n    shelf: true\n", [("private-shelf", 5, 14)]),
    (SECTION + "    defaults: {category: News}\n", [("bad-category", 5, 26)]),
    (SECTION + "    defaults: {tags: tin}\n", [("wants-list", 5, 22)]),
    (SECTION + "    defaults: {tags: ['']}\n", [("tag-empty", 5, 23)]),
    (SECTION + "    defaults: {tags: [~]}\n", [("empty-item", 5, 23)]),
    (SECTION + '    defaults: {tags: ["tin, mới"]}\n', [("tag-comma", 5, 23)]),
    (HEAD + "sections:\n  - title: Tin\n", [("missing-key", 3, 5)]),
    (HEAD + "sections:\n  - privacy: public\n", [("missing-key", 3, 5), ("missing-key", 3, 5)]),
    (HEAD + "sections:\n  - {key: Tin cơ sở, title: Tin}\n", [("bad-key", 3, 11)]),
    (HEAD + "sections:\n  - {key: 'đ', title: ' '}\n", [("bad-key", 3, 11), ("title-empty", 3, 23)]),
    (HEAD + f"sections:\n  - {{key: a, title: {'á' * 151}}}\n", [("title-too-long", 3, 21)]),
    (HEAD + 'sections:\n  - {key: a, title: "a\\nb"}\n', [("control-character", 3, 21)]),
    (SECTION + "  - key: tin\n    title: Khác\n", [("same-section-key", 5, 10)]),
    (SECTION + "  - key: khac\n    title: Tin\n", [("same-section-title", 6, 12)]),
    (HEAD + shelves(12), [("too-many-shelves", 13, 35)]),
    ("channel: {timezone: Asia/Ho_Chi_Min}\nsections: []\n", [("bad-timezone", 1, 21)]),
    ("channel: {timezone: GMT+7}\nsections: []\n", [("bad-timezone", 1, 21)]),
    ("channel: {timezone: Asia}\nsections: []\n", [("bad-timezone", 1, 21)]),
    ("channel: {timezone: ../etc}\nsections: []\n", [("bad-timezone", 1, 21)]),
    ("channel: {timezone: UTC, handle: tenkenh}\nsections: []\n", [("bad-handle", 1, 34)]),
    ("channel: {timezone: UTC, id: UC...}\nsections: []\n", [("bad-channel-id", 1, 30)]),
    ("channel: {timezone: UTC, quota: {default: -1}}\nsections: []\n", [("wants-count", 1, 43)]),
    ("channel: {timezone: UTC, quota: {default: 1.5}}\nsections: []\n", [("wants-count", 1, 43)]),
    ("channel: {timezone: UTC, quota: {videos.inser: 1}}\nsections: []\n", [("unknown-key", 1, 34)]),
]

MANIFEST = [
    ("", [("file-empty", 1, 1)]),
    ("video: []\n", [("missing-key", 1, 1), ("unknown-key", 1, 1)]),
    ("videos:\n", [("empty-value", 1, 8)]),
    ("videos: {file: a.mp4}\n", [("wants-list", 1, 9)]),
    ("videos:\n  - a.mp4\n", [("wants-mapping", 2, 5)]),
    ("videos:\n  -\n", [("empty-item", 2, 4)]),
    ("videos:\n  - file: a.mp4\n", [("missing-key", 2, 5)]),
    ("videos:\n  - file: a.mp4\n    title:\n", [("empty-value", 3, 11)]),
    ("videos:\n  - title: Tin\n", [("neither-file-nor-video", 2, 5)]),
    (ENTRY + f"    video: {ID}\n", [("file-and-video", 4, 5)]),
    (ENTRY + "  - file: ./a.mp4\n    title: Khác\n", [("same-file", 4, 11)]),
    (f"videos:\n  - video: {ID}\n  - video: {ID}\n", [("same-video", 3, 12)]),
    ("videos:\n  - video: abc\n", [("bad-video-id", 2, 12)]),
    (f"videos:\n  - video: https://youtu.be/{ID}\n", [("bad-video-id", 2, 12)]),
    ("videos:\n  - {file: c.mp4, title: Tin}\n", [("no-such-file", 2, 12)]),
    ("videos:\n  - {file: x/a.mp4, title: Tin}\n", [("no-such-file", 2, 12)]),
    ('videos:\n  - {file: "a\\0.mp4", title: Tin}\n', [("no-such-file", 2, 12)]),
    (f"videos:\n  - {{file: {'a' * 300}, title: Tin}}\n", [("no-such-file", 2, 12)]),
    ("videos:\n  - {file: video\\a.mp4, title: Tin}\n", [("no-such-file", 2, 12)]),
    ("videos:\n  - {file: folder.mp4, title: Tin}\n", [("not-a-file", 2, 12)]),
    ("videos:\n  - {file: empty.mp4, title: Tin}\n", [("video-file-empty", 2, 12)]),
    (ENTRY + "    thumbnail: text.jpg\n", [("not-a-picture", 4, 16)]),
    (ENTRY + "    thumbnail: none.jpg\n", [("no-such-file", 4, 16)]),
    (ENTRY + "    thumbnail: folder.mp4\n", [("not-a-file", 4, 16)]),
    (ENTRY + "    sections: [tin-co-so, tin-coso]\n", [("unknown-section", 4, 27)]),
    (ENTRY + "    sections: [TIN CƠ SỞ, x]\n", [("unknown-section", 4, 16), ("unknown-section", 4, 27)]),
    (ENTRY + "    sections: tin-co-so\n", [("wants-list", 4, 15)]),
    (ENTRY + "    publish_at: 01/12/2026 07:00\n", [("bad-date", 4, 17)]),
    (ENTRY + "    publish_at: 2026-12-01\n", [("date-without-time", 4, 17)]),
    (ENTRY + "    publish_at: 2026-02-30 07:00\n", [("no-such-date", 4, 17)]),
    (ENTRY + "    publish_at: 2026-12-01 24:30\n", [("no-such-date", 4, 17)]),
    (ENTRY + "    publish_at: 0001-01-01 00:00\n", [("no-such-date", 4, 17)]),
    (ENTRY + "    publish_at: 2026-12-01 07:00 +25:00\n", [("no-such-date", 4, 17)]),
    (ENTRY + "    publish_at: ngày mai\n", [("bad-date", 4, 17)]),
    (ENTRY + "    publish_at: 2026-11-24 09:59\n", [("publish-in-past", 4, 17)]),
    (ENTRY + "    publish_at: 2026-12-01 07:00\n    privacy: public\n", [("publish-needs-private", 5, 14)]),
    (ENTRY + "    captions: [{file: a.srt, language: vi}]\n", [("no-such-file", 4, 23)]),
    (ENTRY + "    tags: [" + ", ".join(["abcd"] * 3) + ", '<b>']\n", [("angle-bracket", 4, 30)]),
    (ENTRY + "    tags: [" + ", ".join(f"tag{n:06}" for n in range(51)) + "]\n", [("tags-too-long", 4, 11)]),
    (ENTRY + "    description: a > b\n", [("angle-bracket", 4, 18)]),
    (f"videos:\n  - {{file: a.mp4, title: {'a' * 101}}}\n", [("title-too-long", 2, 26)]),
    (f"videos:\n  - {{file: a.mp4, title: {'😀' * 51}}}\n", [("title-too-long", 2, 26)]),
    ('videos:\n  - {file: a.mp4, title: "a\\tb"}\n', [("control-character", 2, 26)]),
    ('videos:\n  - {file: a.mp4, title: "a\\u2029b"}\n', [("control-character", 2, 26)]),
    ("videos:\n  - {file: a.mp4, title: 'Tin <mới>'}\n", [("angle-bracket", 2, 26)]),
    ("videos:\n  - file: a.mp4\n    title: Tin: cơ sở\n", [("yaml-colon", 3, 15)]),
    (ENTRY + "    made_for_kids: không\n", [("wants-flag", 4, 20)]),
    (ENTRY + "    privcy: public\n", [("unknown-key", 4, 5)]),
]


@pytest.mark.parametrize(("content", "expected"), CHANNEL)
def test_a_broken_channel_file(tmp_path: Path, content: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    found = channel_problems(tmp_path, content)
    assert facts(found) == expected
    assert_said(found, "playlists.yaml")


REMEDIES = [
    ("sections: [Tin cơ sở]", "write tin-co-so."),
    ("privcy: public", "write `privacy`."),
    ("title2: @Tin mới", 'write: title2: "@Tin mới"'),
    ("description: Tin: mới", 'write: description: "Tin: mới"'),
    ("description: 5\\8: mới", "write: description: '5\\8: mới'"),
    ('description: it\'s "A": b', "write: description: 'it''s \"A\": b'"),
    ("description:Tin\n    tags: []", "write: description: Tin"),
    ("thumbnail: anh\\\\a.jpg", "write / between folders, not \\."),
    ("category: News", "write News & Politics."),
    ("category: tin tức", "write Tin tức và chính trị."),
    ("privacy: riêng tư", "write private."),
    ("tags: tin, mới", "write it in brackets: [tin, mới]."),
    ("publish_at: 7h30 15/1/2027", "write 2027-01-15 07:30."),
]


@pytest.mark.parametrize(("line", "remedy"), REMEDIES)
def test_the_remedy_can_be_copied(tmp_path: Path, line: str, remedy: str) -> None:
    (found,) = manifest_problems(tmp_path, ENTRY + f"    {line}\n")
    assert problems.sentence(found).partition("; ")[2] == remedy


@pytest.mark.parametrize(("content", "expected"), MANIFEST)
def test_a_broken_manifest(tmp_path: Path, content: str, expected: list[tuple[str, int, int]]) -> None:
    found = manifest_problems(tmp_path, content)
    assert facts(found) == expected
    assert_said(found, "videos.yaml")
