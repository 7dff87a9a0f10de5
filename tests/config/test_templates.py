"""Texts with places to fill in: what they become, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clips import clip
from ytchannel.config import load_channel, load_manifest, templates
from ytchannel.config.rules import RuleError
from ytchannel.errors import FilesError, Problem
from ytchannel.render import problems

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.model import VideoEntry

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # the 25th in Hải Phòng
CHANNEL = """\
channel: {{timezone: Asia/Ho_Chi_Minh, language: vi, handle: "@danguykhoi"}}
defaults: {{{channel}}}
sections:
  - {{key: tin, title: Tin cơ sở, defaults: {{{section}}}}}
  - {{key: bac, title: Theo gương Bác}}
"""


def entries(
    folder: Path, videos: str, *, channel: str = "", section: str = "", up: bool = False, here: bool = True
) -> list[VideoEntry]:
    (folder / "playlists.yaml").write_text(CHANNEL.format(channel=channel, section=section), encoding="utf-8")
    for name in "abcd":
        (folder / f"{name}.mp4").write_bytes(clip(name))
    (folder / "videos.yaml").write_text(f"videos:\n{videos}", encoding="utf-8")
    known = load_channel(folder / "playlists.yaml")
    manifest = load_manifest(folder / "videos.yaml", known, now=NOW, uploaded=lambda _file: up, media_here=here)
    return list(manifest.videos)


def wrong(folder: Path, videos: str, **defaults: str) -> list[str]:
    """The problems, as they are told."""
    with pytest.raises(FilesError) as caught:
        entries(folder, videos, **defaults)  # type: ignore[arg-type]
    return [problems.line(problem) for problem in caught.value.problems]


def test_every_name_is_filled_in(tmp_path: Path) -> None:
    (found,) = entries(
        tmp_path,
        "  - file: ./a.mp4\n"
        "    title: 'Bản tin {{number}} ngày {{ date }} | {{ section.title }}'\n"
        "    description: '{{ title }}: {{ file.name }} {{ file.stem }} {{ section.key }} {{ channel.handle }} "
        "quay {{ recording_date | %Y.%m.%d }}'\n"
        "    tags: ['{{ section.title }}', '{{ date | năm %Y }}', 'Số {{ number | 000 }}']\n"
        "    localizations: {en: {title: 'News {{ number }}', description: '{{ date | %d-%m-%y }}'}}\n"
        "    sections: [tin, bac]\n"
        "    publish_at: 2026-12-01 07:00\n"
        "    recording_date: 2026-11-20\n",
    )
    assert found.title == "Bản tin 1 ngày 01/12/2026 | Tin cơ sở"
    assert found.description == f"{found.title}: a.mp4 a tin @danguykhoi quay 2026.11.20"
    assert found.tags == ("Tin cơ sở", "năm 2026", "Số 001")
    assert (found.localizations["en"].title, found.localizations["en"].description) == ("News 1", "01-12-26")


def test_a_default_without_the_own_text_is_for_silent_entries(tmp_path: Path) -> None:
    first, second = entries(
        tmp_path,
        "  - {file: a.mp4, sections: [tin]}\n  - {file: b.mp4, title: Riêng, description: Nói, sections: [tin]}\n",
        section="title: 'Bản tin {{ file.stem }}', description: Mô tả chung",
    )
    assert (first.title, first.description) == ("Bản tin a", "Mô tả chung")
    assert (second.title, second.description, dict(second.around)) == ("Riêng", "Nói", {})


def test_a_default_with_the_own_text_is_written_around_it(tmp_path: Path) -> None:
    first, second, third, fourth = entries(
        tmp_path,
        "  - {file: a.mp4, title: Một, description: Nói., sections: [tin]}\n"
        "  - {file: b.mp4, title: Hai, sections: [tin]}\n"
        "  - {file: c.mp4, title: Ba, description: Nói., sections: [tin], wrap: false}\n"
        "  - {video: dQw4w9WgXcQ, title: Bốn, description: Nói., sections: [tin]}\n",
        section="title: '{{ title }} | {{ section.title }}'",
        channel='description: "{{ description }}\\n\\nTheo dõi kênh {{ channel.handle }}: {{ title }}"',
    )
    assert first.title == "Một | Tin cơ sở"
    assert first.description == "Nói.\n\nTheo dõi kênh @danguykhoi: Một | Tin cơ sở"
    assert second.description == "Theo dõi kênh @danguykhoi: Hai | Tin cơ sở"
    assert (third.title, third.description) == ("Ba", "Nói.")
    assert (fourth.title, fourth.description) == ("Bốn", "Nói.")  # defaults are for uploads


def test_the_first_section_that_declares_a_text_goes_before_the_channel(tmp_path: Path) -> None:
    first, second = entries(
        tmp_path,
        "  - {file: a.mp4, title: Một, sections: [bac, tin]}\n  - {file: b.mp4, title: Hai, sections: [bac]}\n",
        section="title: 'Tin: {{ title }}'",
        channel="title: 'Kênh: {{ title }}', tags: ['{{ section.key }}']",
    )
    assert (first.title, second.title) == ("Tin: Một", "Kênh: Hai")
    assert second.tags == ("bac",)


def test_numbers_count_the_entries_of_a_section_that_use_them(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        "  - {file: a.mp4, title: 'Số {{ number }}', sections: [tin]}\n"
        "  - {file: b.mp4, title: Đại hội, sections: [tin]}\n"
        "  - {video: dQw4w9WgXcQ, title: 'Số {{ number }}', sections: [tin, bac]}\n"
        "  - {file: c.mp4, title: 'Số {{ number }}', sections: [bac]}\n"
        "  - {file: d.mp4, title: 'Số {{ number | 00 }}', sections: [tin], number: 7}\n"
        "  - {video: dQw4w9WgXcR, title: 'Số {{ number }}', sections: [tin]}\n",
        section="number: 5",
    )
    # `number: 5` is a default, which only uploads get; the first of the series is one.
    assert [each.title for each in found] == ["Số 5", "Đại hội", "Số 6", "Số 1", "Số 07", "Số 8"]


def test_a_default_that_is_not_used_counts_nothing(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        "  - {file: a.mp4, title: Đại hội, sections: [tin]}\n  - {file: b.mp4, sections: [tin]}\n",
        section="title: 'Bản tin số {{ number }}'",
    )
    assert [each.title for each in found] == ["Đại hội", "Bản tin số 1"]


def test_today_counts_until_the_video_is_up(tmp_path: Path) -> None:
    """Else its title would be another one every day."""
    videos = "  - {file: a.mp4, title: 'Tin {{ date }}', description: 'Xem {{ title }}', tags: ['{{ section.key }}'], sections: [tin]}\n"  # noqa: E501
    (new,) = entries(tmp_path, videos)
    assert (new.title, new.description) == ("Tin 25/11/2026", "Xem Tin 25/11/2026")
    for arguments in ({"up": True}, {"here": False}):
        (old,) = entries(tmp_path, videos, **arguments)  # type: ignore[arg-type]
        assert (old.title, old.description, old.tags) == (None, None, ("tin",))


def test_two_braces_can_be_written(tmp_path: Path) -> None:
    (found,) = entries(tmp_path, "  - {file: a.mp4, title: 'Viết {{{{ title }} và {một}} }'}\n")
    assert found.title == "Viết {{ title }} và {một}} }"


@given(st.text("{} at|", max_size=12))
def test_any_text_can_be_written(text: str) -> None:
    assert templates.fill(templates.escaped(text), {}) == text


@given(st.text("{}|% titledanumberY0", max_size=30))
def test_any_text_is_filled_in_or_refused(text: str) -> None:
    facts = {"title": "{{ number }}", "number": 1, "date": date(2026, 1, 2)}
    try:
        templates.fill(text, facts)
    except RuleError as error:
        assert problems.sentence(Problem(error.code, None, error.facts))


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("Tin {{ titel }}", "“titel” to fill in; write one of"),
        ("Tin {{ numbr }}", "nothing with the name “numbr” to fill in; write number."),
        ("Tin {{ title }}", "“title” to fill in"),
        ("Tin {{ number }", "“{{ number }” begins a place to fill in that is not one; write {{ name }} with"),
        ("Tin {{ number", "that is not one"),
        ("Tin {{ }}", "that is not one"),
        ("Tin {{ a b }}", "that is not one"),
        ("Tin {{ number {{ date }}", "“{{ number {{ date }}” begins"),
        ("Tin {{ date | hôm nay }}", "“hôm nay” is no form of a day; write one of %d, %m, %Y and %y, e.g. {{ date | %"),
        ("Tin {{ date | %H }}", "is no form of a day"),
        ("Tin {{ number | 3 }}", "“3” is no form of a number; write a zero for each digit"),
        ("Tin {{ file.stem | %d }}", "file.stem has no form to choose"),
        ("Tin {{ section.title }}", "no section to fill in for section.title; add `sections`"),
        ("Tin {{ recording_date }}", "no recording date to fill in; add"),
        ("Tin {{ number }} " * 20, "100"),
        ("{{ file.stem.__class__ }}", "“file.stem.__class__” to fill in"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(tmp_path: Path, title: str, what: str) -> None:
    (told,) = wrong(tmp_path, f"  - {{file: a.mp4, title: '{title}'}}\n")
    assert "videos.yaml:2:26: " in told
    assert what in told


def test_what_is_wrong_in_tags_and_other_languages_has_its_place(tmp_path: Path) -> None:
    told = wrong(
        tmp_path,
        "  - file: a.mp4\n"
        "    title: A\n"
        "    tags: [một, '{{ x }}', '{{ y }}']\n"
        "    localizations: {en: {title: 'B {{ z }}', description: '{{ section.key }}'}}\n"
        "  - {video: dQw4w9WgXcQ, description: '{{ file.name }} {{ title }}'}\n",
    )
    assert [line.partition("videos.yaml:")[2].split(": ")[0] for line in told] == [
        "4:17",
        "4:28",
        "5:33",
        "5:59",
        "6:39",
    ]


def test_edits_of_tags_are_filled_in(tmp_path: Path) -> None:
    if not hasattr(pytest.importorskip("ytchannel.config.shapes"), "TagEditsShape"):
        pytest.skip("tags have no edits")
    edits = "{add: ['{{ section.title }}', x], remove: ['{{ section.key }}']}"
    videos = f"  - {{video: dQw4w9WgXcQ, tags: {edits}, sections: [tin]}}\n"
    (found,) = entries(tmp_path, videos)
    assert (found.tags_added, found.tags_removed) == (("Tin cơ sở", "x"), ("tin",))  # type: ignore[attr-defined]
    (told,) = wrong(tmp_path, videos.replace("section.key", "section.kye"))
    assert "videos.yaml:2:75: " in told


def test_limits_count_once_everything_is_filled_in(tmp_path: Path) -> None:
    long = "x" * 85
    (found,) = entries(tmp_path, "  - {file: a.mp4, title: '" + "x" * 97 + "{{ file.stem }}'}\n")
    assert len(found.title or "") == 98
    (told,) = wrong(tmp_path, f"  - {{file: a.mp4, title: {long}, sections: [tin]}}\n",
                    section="title: '{{ title }} | {{ section.title }} nhé'")  # fmt: skip
    assert "101" in told
    assert "100" in told
    (told,) = wrong(tmp_path, "  - {file: a.mp4, title: A, description: '" + "{{ title }}" * 30_000 + "'}\n")
    assert "20,000" in told


def test_a_default_that_finds_nothing_is_told_at_the_entry(tmp_path: Path) -> None:
    (told,) = wrong(tmp_path, "  - {file: a.mp4, title: A}\n", channel="title: '{{ title }} | {{ section.title }}'")
    assert "videos.yaml:2:5: " in told
    assert "section.title, which the default for `title` wants" in told


def test_an_upload_needs_a_title_of_its_own_where_the_default_goes_around_it(tmp_path: Path) -> None:
    (told,) = wrong(tmp_path, "  - {file: a.mp4, sections: [tin]}\n", section="title: '{{ title }} | Tin'")
    assert "title" in told


@pytest.mark.parametrize(
    ("default", "what"),
    [
        ("title: '{{ titel }}'", "write title."),
        ("title: '{{ description }}'", "“description” to fill in"),
        ("title: 'Tin {{ number'", "that is not one"),
        ("title: '" + "x" * 101 + " {{ title }}'", "100"),
        ("title: 'a < {{ title }}'", "<"),
        ("description: '{{ date | %s }}'", "no form of a day"),
        ("tags: ['{{ sections }}']", "“sections”"),
    ],
)
def test_defaults_are_looked_at_in_the_channel_file(tmp_path: Path, default: str, what: str) -> None:
    (told,) = wrong(tmp_path, "  - {file: a.mp4, title: A, sections: [tin]}\n", section=default)
    assert "playlists.yaml:4:" in told
    assert what in told
