"""Every sentence for people is there in English and in Vietnamese, with the same places to fill in."""

from __future__ import annotations

import string
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tools import catalogues
from ytchannel import words

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def sentences() -> list[tuple[str, str]]:
    """Pairs of a sentence of the code and its Vietnamese."""
    vietnamese = catalogues.read("vi")
    pairs = []
    for message in catalogues.extracted():
        if not message.id:
            continue
        found = vietnamese.get(message.id)
        original = message.id[-1] if isinstance(message.id, tuple) else message.id
        string_ = found.string if found else ""
        pairs.append((original, string_[0] if isinstance(string_, tuple) else string_))
    return pairs


def test_every_sentence_has_its_vietnamese() -> None:
    assert [original for original, translated in sentences() if not translated] == []


def test_translations_fill_in_the_same_facts() -> None:
    wrong = [pair for pair in sentences() if fields(pair[0]) != fields(pair[1])]
    assert wrong == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    """`make words` was run after the last edit."""
    compiled = catalogues.po_file("vi").with_suffix(".mo").read_bytes()
    assert compiled == catalogues.compiled(catalogues.read("vi"))


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        (["sync", "--lang", "vi"], {"YTCHANNEL_LANG": "en"}, "vi"),
        (["sync", "--lang=en"], {"YTCHANNEL_LANG": "vi"}, "en"),
        (["sync"], {"YTCHANNEL_LANG": "vi", "LANG": "en_US.UTF-8"}, "vi"),
        (["sync"], {"LANG": "vi_VN.UTF-8"}, "vi"),
        (["sync"], {"LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        (["sync"], {"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_flag_then_the_variable_then_the_locale(
    argv: list[str], environ: dict[str, str], language: str
) -> None:
    assert words.choose(argv, environ) == language


def test_numbers_dates_and_plurals_have_the_form_of_the_language() -> None:
    time = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert (words.number(12345), words.when(time, HANOI)) == ("12,345", "24 Nov 2026 15:00")
    assert words.plural("{count} video", "{count} videos", 1) == "1 video"
    assert words.plural("{count} video", "{count} videos", 2000) == "2,000 videos"
    words.use("vi")
    assert (words.number(12345), words.when(time, HANOI)) == ("12.345", "15:00 24/11/2026")
    assert words.plural("{count} section", "{count} sections", 2000) == "2.000 chuyên mục"


@pytest.mark.parametrize(("count", "text"), [(0, "0 B"), (1023, "1,023 B"), (1536, "2 kB"), (210_000_000, "200 MB")])
def test_sizes_are_readable(count: int, text: str) -> None:
    assert words.size(count) == text
