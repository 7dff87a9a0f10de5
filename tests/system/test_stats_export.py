"""stats export: what is kept, opened by another program."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

TITLE = '=1+1, "trích dẫn"\tẦ ế ữ <b>'


@pytest.fixture
def kept(folder: Folder, clock: Any) -> Folder:
    """A channel of which reports were made on two days; one of its titles is hostile."""
    clock("2026-11-10T01:00:00Z")
    folder.steer("POST", "seed", {"videos": 70, "playlists": 2, "items_per_playlist": 40, "seed": 3})
    folder.steer("POST", "studio", {"video": folder.uploads()[0], "title": TITLE})
    lists = folder.playlists()
    sections = "".join(f"  - key: muc-{n}\n    title: Mục {n}\n    id: {p['id']}\n" for n, p in enumerate(lists))
    folder.write("playlists.yaml", f"channel:\n  timezone: Asia/Ho_Chi_Minh\nsections:\n{sections}")
    folder.sync()
    for when in ("2026-11-10T01:00:00Z", "2026-11-26T01:00:00Z"):
        clock(when)
        assert folder.run("stats", "--sandbox", "--quiet").code == 0
    folder.steer("DELETE", "journal")
    return folder


def ask(query: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(query).fetchall()


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_tables_are_read_by_another_program(kept: Folder, form: str) -> None:
    result = kept.run("stats", "export", "so-lieu", "--sandbox", "--format", form, "--json")
    assert result.code == 0
    assert kept.journal() == []
    files = [f"so-lieu/{name}.{form}" for name in ("snapshots", "figures", "videos", "sections", "days")]
    assert result.json["files"] == files
    report = kept.run("stats", "--sandbox", "--offline", "--json").json
    sums = ask(f"SELECT taken_at, sum(views), count(*) FROM '{files[1]}' GROUP BY 1 ORDER BY 1")
    assert [row[2] for row in sums] == [70, 70]
    assert sums[1][1] == report["channel"]["views"]
    assert sums[1][1] - sums[0][1] == report["channel"]["gained_views"]
    assert ask(f"SELECT count(*) FROM '{files[3]}'") == [(80,)]
    (columns,) = ask(f"SELECT typeof(taken_at), typeof(views) FROM '{files[1]}' LIMIT 1")
    assert columns == ("TIMESTAMP WITH TIME ZONE", "BIGINT")
    days = dict(ask(f"SELECT CAST(day AS VARCHAR), views FROM '{files[4]}'"))
    assert {day["day"]: day["during"]["views"] for day in report["days"]}.items() <= days.items()


def test_titles_come_back_to_the_letter(kept: Folder) -> None:
    """Machines read these files: nothing is put before what a spreadsheet would compute."""
    kept.run("stats", "export", "a", "--sandbox", "--format", "csv")
    kept.run("stats", "export", "b", "--sandbox")
    titles = {row[0] for row in ask("SELECT title FROM 'b/videos.parquet'")}
    with (kept.path / "a" / "videos.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["title"] for row in csv.DictReader(stream)} == titles
    assert {video["snippet"]["title"] for video in kept.videos()} == {
        title if not title.startswith("=1+1") else TITLE for title in titles
    }


def test_without_the_library_csv_is_left(kept: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = kept.run("stats", "export", "so-lieu", "--sandbox")
    assert result.code == 2
    assert "ytchannel[parquet]" in result.err
    assert not (kept.path / "so-lieu").exists()
    assert kept.run("stats", "export", "so-lieu", "--sandbox", "--format", "csv").code == 0


def test_nothing_is_half_written(kept: Folder) -> None:
    (kept.path / "so-lieu" / "days.csv").mkdir(parents=True)
    (kept.path / "so-lieu" / "days.csv" / "x").touch()
    result = kept.run("stats", "export", "so-lieu", "--sandbox", "--format", "csv")
    assert result.code == 2
    assert not list((kept.path / "so-lieu").glob("*.part"))


def test_with_nothing_kept_it_says_so(folder: Folder) -> None:
    result = folder.run("stats", "export", "so-lieu", "--sandbox")
    assert result.code == 2
    assert "Nothing is kept" in result.err


def test_collected_reports_are_tables_too(kept: Folder, clock: Any) -> None:
    assert kept.run("stats", "collect", "--type", "channel_basic", "--sandbox").code == 0
    clock("2026-11-30T01:00:00Z")
    assert kept.run("stats", "collect", "--type", "channel_basic", "--sandbox").code == 0
    assert kept.run("stats", "export", "so-lieu", "--sandbox").code == 0
    (file,) = (kept.path / "so-lieu").glob("channel_basic_*.parquet")
    per_day = dict(ask(f"SELECT date, sum(CAST(views AS BIGINT)) FROM '{file}' GROUP BY 1"))
    report = kept.run("stats", "--sandbox", "--json", "--from", "2026-11-16", "--to", "2026-11-22").json
    assert [per_day[day["day"].replace("-", "")] for day in report["days"]] == [
        day["during"]["views"] for day in report["days"]
    ]
