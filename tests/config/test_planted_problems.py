"""A hundred mistakes in ten thousand rows are found, all of them and in their order, whatever the form of the list."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.config.table_files import problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS, PLANTED = 10_000, 100
KEYS = ("video", "title", "description", "sections", "tags", "category", "language", "privacy", "made_for_kids",
        "notify_subscribers", "publish_at", "thumbnail")  # fmt: skip
WRONG = {
    "video": ("không có", "bad-video-id"),
    "title": ("a" * 101, "title-too-long"),
    "description": ("<b>", "angle-bracket"),
    "sections": ("bac; không có", "unknown-section"),
    "tags": ("a" * 501, "tags-too-long"),
    "category": ("Nấu ăn lạ", "bad-category"),
    "language": ("xx yy", "bad-language"),
    "privacy": ("ai cũng xem", "bad-privacy"),
    "made_for_kids": ("chắc là", "wants-flag"),
    "notify_subscribers": ("tùy", "wants-flag"),
    "publish_at": ("khi nào xong", "bad-date"),
    "thumbnail": ("none.jpg", "no-such-file"),
}


def rows() -> tuple[list[list[str]], list[tuple[int, int, str]]]:
    """The rows, and the planted mistakes: row from 0, column from 0, code."""
    made = [
        [f"{number:011}", f"Số {number}", "Nội dung", "bac; tin-co-so", "hội nghị; giao ban", "Music", "vi",
         "private", "false", "false", "2026-12-01 07:00", ""] for number in range(ROWS)
    ]  # fmt: skip
    chosen = random.Random(1)
    planted = []
    for row in sorted(chosen.sample(range(ROWS), PLANTED)):
        column = chosen.randrange(len(KEYS))
        made[row][column], code = WRONG[KEYS[column]]
        planted.append((row, column, code))
    return made, planted


def as_csv(file: Path, content: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([KEYS, *content])


def as_xlsx(file: Path, content: list[list[str]]) -> None:
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("Danh sách")
    for row in (KEYS, *content):
        sheet.append(row)
    made.save(file)


def as_yaml(file: Path, content: list[list[str]]) -> None:
    """One line a key, so that a line tells row and column."""
    lines = ["videos:"]
    for row in content:
        for number, (key, value) in enumerate(zip(KEYS, row, strict=True)):
            said = f"[{value.replace(';', ',')}]" if key in ("sections", "tags") else f'"{value}"'
            line = f"{key}: {said}" if value else f"# {key}"
            lines.append(("- " if number == 0 else "  ") + line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_yaml])
def test_every_planted_mistake_is_found_in_order(tmp_path: Path, write: Callable[[Path, Any], None]) -> None:
    content, planted = rows()
    file = tmp_path / f"videos.{write.__name__[3:]}"
    write(file, content)
    found = [(each.place.line, each.place.column, each.code) for each in problems(file) if each.place]
    if write is as_yaml:
        places = [(2 + row * len(KEYS) + column, code) for row, column, code in planted]
        assert [(line, code) for line, _, code in found] == places
    else:
        assert found == [(row + 2, column + 1, code) for row, column, code in planted]
