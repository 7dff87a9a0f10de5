"""stats, against the sandbox's own figures."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder


@pytest.fixture
def seeded(folder: Folder) -> Folder:
    """A channel with a history, whose first playlists are sections of ours."""
    folder.steer("POST", "seed", {"videos": 120, "playlists": 3, "items_per_playlist": 60, "seed": 7})
    playlists = folder.playlists()
    sections = "".join(f"  - key: muc-{n}\n    title: Mục {n}\n    id: {p['id']}\n" for n, p in enumerate(playlists))
    folder.write("playlists.yaml", f"channel:\n  timezone: Asia/Ho_Chi_Minh\nsections:\n{sections}")
    folder.steer("DELETE", "journal")
    return folder


def figures(folder: Folder) -> dict[str, int]:
    """Views by video as videos.list has them, apart from our code."""
    return {video["id"]: int(video["statistics"]["viewCount"]) for video in folder.videos("statistics")}


def test_totals_and_sections_are_the_channels_own(seeded: Folder) -> None:
    report = seeded.run("stats", "--sandbox", "--json").json
    views = figures(seeded)
    assert (report["channel"]["videos"], report["channel"]["views"]) == (120, sum(views.values()))
    assert report["channel"]["views"] > 0
    for section, playlist in zip(report["sections"], seeded.playlists(), strict=True):
        ids = set(seeded.entries(playlist["id"]))
        assert (section["videos"], section["views"]) == (len(ids), sum(views[each] for each in ids))


def test_figures_come_from_the_budget_of_their_own_50_at_a_time(seeded: Folder) -> None:
    seeded.run("stats", "--sandbox", "--json")
    requests = [r for r in seeded.journal() if r["bucket"] == "videos.batchGetStats"]
    assert [r["units"] for r in requests] == [1, 1, 1]


def test_the_change_since_the_last_run_is_shown(seeded: Folder) -> None:
    seeded.steer("PUT", "settings", {"now": "2026-11-24T00:00:00Z"})
    first = seeded.run("stats", "--sandbox", "--json").json
    assert (first["since"], first["channel"]["gained_views"]) == (None, None)
    seeded.steer("PUT", "settings", {"now": "2026-12-24T00:00:00Z"})
    second = seeded.run("stats", "--sandbox", "--json").json
    assert second["since"] == first["taken_at"]
    assert second["channel"]["gained_views"] == second["channel"]["views"] - first["channel"]["views"] > 0
    seeded.steer("PUT", "settings", {"now": "2027-01-24T00:00:00Z"})
    assert "(+" in seeded.run("stats", "--sandbox").out


def test_csv_opens_in_a_spreadsheet_with_the_right_letters(seeded: Folder) -> None:
    seeded.run("stats", "--sandbox", "--by", "video", "--format", "csv", "-o", "báo cáo.csv")
    raw = (seeded.path / "báo cáo.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 121
    views = figures(seeded)
    # An id that begins with - would be computed, so it has an apostrophe before it.
    assert {row["key"].removeprefix("'"): int(row["views"]) for row in rows[:-1]} == views
    assert [int(row["views"]) for row in rows[:-1]] == sorted(views.values(), reverse=True)


def test_a_title_that_looks_like_a_formula_stays_text(seeded: Folder) -> None:
    """Cells that begin with = + - @ would be computed."""
    seeded.replace("title: Mục 0", 'title: "=1+1"')
    rows = list(csv.reader(io.StringIO(seeded.run("stats", "--sandbox", "--format", "csv").out.removeprefix("\ufeff"))))
    assert rows[1][1] == "'=1+1"


def test_sections_without_videos_are_shown(folder: Folder) -> None:
    folder.sync()
    result = folder.run("stats", "--sandbox")
    assert result.code == 0
    assert "Theo gương Bác" in result.out


def test_a_report_of_many_videos_shows_the_most_viewed(seeded: Folder) -> None:
    result = seeded.run("stats", "--sandbox", "--by", "video")
    assert "… and 100 more videos" in result.out


def test_the_table_is_in_vietnamese_form(seeded: Folder) -> None:
    from ytchannel import words

    words.use("vi")
    result = seeded.run("stats", "--sandbox", "--lang", "vi")
    assert "Lượt xem" in result.out
    assert "Toàn kênh" in result.out
