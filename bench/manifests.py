"""How long a list of 10,000 videos with 12 columns and 100 mistakes takes to read and check, in each of its forms.

The baseline is what a library alone takes for the same file, in the same run: yaml.CSafeLoader, openpyxl read-only, and
the csv module. Ours finds the mistakes besides, and looks into 10,000 files and a picture. The csv module only splits
text, in some 3 microseconds a row: less than it takes to ask whether a file is there. So that ratio is shown, and what
is bounded is the time against libyaml's for the same rows.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.sandbox import ROOT
from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS, PLANTED, RUNS, MOST = 10_000, 100, 3, 1.5
NOW = datetime(2026, 11, 24, tzinfo=UTC)
KEYS = ("file", "title", "description", "sections", "tags", "category", "language", "privacy", "made_for_kids",
        "notify_subscribers", "publish_at", "thumbnail")  # fmt: skip
LISTS = ("sections", "tags")
MATROSKA = b"\x1aE\xdf\xa3\x93B\x82\x88matroska"
CHANNEL = (
    "channel: {timezone: Asia/Ho_Chi_Minh, language: vi}\nsections: [{key: tin, title: Tin}, {key: bac, title: Bác}]\n"
)


def run() -> bool:
    """Run all; False when a bound is broken or a mistake was not found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = prepare(folder)
        results = [
            one(folder / "videos.yaml", written_yaml, read_yaml, rows),
            one(folder / "videos.xlsx", written_xlsx, read_xlsx, rows),
            one(folder / "videos.csv", written_csv, read_csv, rows, lambda file: read_yaml(file.with_suffix(".yaml"))),
        ]
    return all(results)


def one(
    file: Path,
    write: Callable[[Path, list[list[str]]], None],
    alone: Callable[[Path], object],
    rows: list[list[str]],
    instead: Callable[[Path], object] | None = None,
) -> bool:
    """Print the ratio of medians, runs in turn; `instead` is what the bound is about, if not the library alone."""
    write(file, rows)
    found = 0

    def ours(file: Path) -> None:
        nonlocal found
        try:
            load_manifest(file, load_channel(file.parent / "playlists.yaml"), now=NOW)
        except FilesError as error:
            found = len(error.problems)

    every = (ours, alone, instead or alone)
    rounds = [[seconds(each, file) for each in every] for _ in range(RUNS)]
    mine, theirs, other = (statistics.median(each) for each in zip(*rounds, strict=True))
    limit = f", {mine / other:.2f} x libyaml" if instead else ""
    figures = f"{mine * 1000:7.0f} ms  {mine / theirs:5.2f} x the library alone ({theirs * 1000:.0f} ms){limit}"
    print(f"{f'{file.name}, {ROWS} rows, {found} of {PLANTED} mistakes found':<44} {figures}  (at most {MOST})")
    return found == PLANTED and mine <= MOST * other


def seconds(what: Callable[[Path], object], file: Path) -> float:
    """The wall time of one reading."""
    begun = time.perf_counter()
    what(file)
    return time.perf_counter() - begun


def prepare(folder: Path) -> list[list[str]]:
    """The channel file, 10,000 videos, a picture; the rows with their mistakes."""
    (folder / "playlists.yaml").write_text(CHANNEL, encoding="utf-8")
    shutil.copy(ROOT / "ytchannel" / "demo" / "anh.jpg", folder / "a.jpg")
    rows = []
    for number in range(ROWS):
        film = folder / f"{number:05}.mp4"
        film.write_bytes(MATROSKA + number.to_bytes(8))
        os.utime(film, (0, 0))  # and not being written
        about = f"Nội dung của hội nghị giao ban lần thứ {number}, với các đồng chí lãnh đạo và đại biểu dự."
        rows.append([f"{number:05}.mp4", f"Hội nghị giao ban số {number}", about, "tin; bac", "hội nghị; Hải Phòng",
                     "Music", "vi", "private", "false", "false", "2026-12-01 07:00", "a.jpg"])  # fmt: skip
    chosen = random.Random(1)
    for row in chosen.sample(rows, PLANTED):
        row[chosen.randrange(len(KEYS))] = "<" * 600
    return rows


def written_yaml(file: Path, rows: list[list[str]]) -> None:
    """As a person would write it."""
    import yaml

    entries = [
        {key: value.split("; ") if key in LISTS else value for key, value in zip(KEYS, row, strict=True)}
        for row in rows
    ]
    content = yaml.dump(entries, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    file.write_text(f"videos:\n{content}", encoding="utf-8")


def written_xlsx(file: Path, rows: list[list[str]]) -> None:
    """One sheet."""
    import openpyxl

    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("Danh sách")
    for row in (KEYS, *rows):
        sheet.append(row)
    made.save(file)


def written_csv(file: Path, rows: list[list[str]]) -> None:
    """As Excel's “CSV UTF-8”."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([KEYS, *rows])


def read_yaml(file: Path) -> Any:  # noqa: ANN401 - whatever the library makes of it
    """By libyaml alone."""
    import yaml

    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def read_xlsx(file: Path) -> Any:  # noqa: ANN401
    """By openpyxl alone."""
    import openpyxl

    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    return [row for sheet in workbook for row in sheet.iter_rows(values_only=True)]


def read_csv(file: Path) -> Any:  # noqa: ANN401
    """By the csv module alone."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))
