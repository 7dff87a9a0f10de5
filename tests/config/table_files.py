"""Real table files for the tests, and what the public loader makes of them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.clips import clip
from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ytchannel.errors import Problem
    from ytchannel.model import Manifest, VideoEntry

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CHANNEL = """\
channel: {timezone: Asia/Ho_Chi_Minh, language: vi}
sections:
  - {key: tin-co-so, title: Tin cơ sở}
  - {key: bac, title: Theo gương Bác}
  - {key: hai-phong, title: "Hải Phòng; Thành phố Hoa Phượng đỏ"}
"""


def load(file: Path, channel: str = CHANNEL) -> Manifest:
    """The manifest, with a channel file beside it and the files a.mp4 to e.mp4."""
    folder = file.parent
    (folder / "playlists.yaml").write_text(channel, encoding="utf-8")
    for letter in "abcde":
        (folder / f"{letter}.mp4").write_bytes(clip(letter))
    return load_manifest(file, load_channel(folder / "playlists.yaml"), now=NOW)


def problems(file: Path, channel: str = CHANNEL) -> list[Problem]:
    """What is wrong with it."""
    try:
        load(file, channel)
    except FilesError as error:
        return list(error.problems)
    return []


def found(file: Path) -> list[tuple[str, str]]:
    """The places without the file, and the codes."""
    return [(str(each.place).rpartition(file.name)[2], each.code) for each in problems(file)]


def text_file(folder: Path, text: str, name: str = "videos.csv", encoding: str = "utf-8") -> Path:
    """A file of that text."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def csv_file(folder: Path, rows: Sequence[Sequence[Any]], name: str = "videos.csv", delimiter: str = ",") -> Path:
    """A file as the csv module writes it."""
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return folder / name


def workbook(folder: Path, rows: Sequence[Sequence[Any]], title: str = "Danh sách") -> openpyxl.Workbook:
    """A workbook of one sheet, to be saved by `saved`."""
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(list(row))
    return made


def saved(made: openpyxl.Workbook, folder: Path, name: str = "videos.xlsx") -> Path:
    """The file of a workbook."""
    made.save(folder / name)
    return folder / name


def xlsx_file(folder: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """A workbook of one sheet."""
    return saved(workbook(folder, rows), folder)


def one(file: Path) -> VideoEntry:
    """The only entry."""
    (entry,) = load(file).videos
    return entry
