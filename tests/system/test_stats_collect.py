"""stats collect: every bulk report once, whole, and for good."""

from __future__ import annotations

import csv
import gzip
import io
import json
import stat
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.system.offices import MINE, office  # noqa: F401 - a fixture
from ytchannel.config import load_channel
from ytchannel.workflows import collecting_reports
from ytchannel.workflows.connecting import Target, connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.system.conftest import Folder, Result, Server
    from tests.system.offices import Office

COMMAND = ("stats", "collect")
BASIC = "channel_basic_a3"
DOWNLOAD = "youtubereporting.media.download"
LIST = "youtubereporting.jobs.reports.list"
CREATE = "youtubereporting.jobs.create"
START = datetime(2026, 11, 24, 9, tzinfo=UTC)
SEED = {"videos": 60, "playlists": 2, "items_per_playlist": 10, "seed": 3}
USUAL = {BASIC, "channel_traffic_source_a3", "channel_device_os_a3", "channel_reach_basic_a1", "playlist_basic_a2"}


def collect(folder: Folder, *more: str) -> Result:
    """Type the command, with its document."""
    return folder.run(*COMMAND, "--sandbox", "--json", *more)


def basic(folder: Folder, *more: str) -> dict[str, Any]:
    """Collect the basic reports alone; returns what became of them."""
    result = collect(folder, "--type", "channel_basic", *more)
    assert result.code == 0, result.err
    (found,) = result.json["reports"]
    return dict(found)


def sent(folder: Folder, method: str) -> int:
    """How many requests of a method the sandbox has answered with success since the last time, which is now."""
    count = sum(1 for each in folder.journal() if each["method"] == method and each["status"] == 200)
    folder.steer("DELETE", "journal")
    return count


def files(folder: Folder, type_: str = BASIC) -> dict[str, Path]:
    """The files of a type by their day."""
    found = (folder.path / ".ytchannel" / "reports" / "sandbox-ledger").glob(f"*/{type_}/*")
    return {file.name.removesuffix(".csv.gz"): file for file in sorted(found)}


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode())))


def query(folder: Folder, **params: str) -> list[list[Any]]:
    """What reports.query says."""
    from ytchannel.sandbox import Request, Sandbox

    url = f"https://youtubeanalytics.googleapis.com/v2/reports?{urlencode({'ids': 'channel==MINE', **params})}"
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        answer = sandbox.handle(Request("GET", url, {"Authorization": "Bearer other"}))
    assert answer.status == 200, answer.body
    return list(json.loads(answer.body)["rows"])


@pytest.fixture
def later(clock: Callable[[str], None]) -> Callable[[float], None]:
    """Sets the time to some days after the channel was filled."""
    return lambda days: clock((START + timedelta(days=days)).isoformat())


@pytest.fixture
def filled(folder: Folder, later: Callable[[float], None]) -> Folder:
    """A channel with a history."""
    later(0)
    folder.steer("POST", "seed", SEED)
    folder.steer("PUT", "settings", {"reports_made_again": 0})
    folder.steer("DELETE", "journal")
    return folder


def test_the_first_run_asks_for_reports_and_says_when_they_come(filled: Folder) -> None:
    result = filled.run(*COMMAND, "--sandbox")
    assert result.code == 0, result.err
    assert "5 more reports each day" in result.out
    assert "24 to 48 hours" in " ".join(result.out.split())
    assert sent(filled, CREATE) == 5
    document = collect(filled).json
    assert {each["type"] for each in document["reports"]} == USUAL
    assert {(each["job"], each["awaited"], each["first_day"]) for each in document["reports"]} == {
        ("there", True, None)
    }
    assert sent(filled, CREATE) == 0
    assert "Not there yet" in filled.run(*COMMAND, "--sandbox").out


def test_each_day_is_downloaded_once(filled: Folder, later: Callable[[float], None]) -> None:
    collect(filled)
    later(2)
    sent(filled, DOWNLOAD)
    found = {each["type"]: each for each in collect(filled).json["reports"]}
    days = files(filled)
    assert len(days) >= 31
    assert (min(days), max(days)) == (found[BASIC]["first_day"], found[BASIC]["last_day"])
    assert (min(days), found[BASIC]["new"]) == ("2026-10-25", len(days))
    assert sent(filled, DOWNLOAD) == sum(each["new"] for each in found.values()) == 5 * len(days)
    again = {each["type"]: each for each in collect(filled).json["reports"]}
    assert (again[BASIC]["new"], again[BASIC]["unchanged"]) == (0, len(days))
    assert sent(filled, DOWNLOAD) == 0
    later(3)
    assert basic(filled)["new"] == 1
    assert sent(filled, DOWNLOAD) == 1
    assert "nothing new" in filled.run(*COMMAND, "--sandbox", "--type", "channel_basic").out


def test_a_run_costs_none_of_the_budgets_but_the_look_at_the_channel(
    filled: Folder, later: Callable[[float], None]
) -> None:
    collect(filled)
    later(2)
    filled.steer("DELETE", "journal")
    collect(filled)
    totals = filled.steer("GET", "journal")["totals"]
    assert {name: units for name, units in totals.items() if name != "reporting" and units} == {"default": 1}
    assert filled.run("quota", "--sandbox", "--json").json["budgets"]["default"]["used"] == 1


def test_what_is_kept_outlives_youtubes_own(filled: Folder, later: Callable[[float], None]) -> None:
    basic(filled)
    for days in (2, 30, 60, 90):
        later(days)
        found = basic(filled)
    assert (found["first_day"], found["last_day"]) == ("2026-10-25", max(files(filled)))
    first, last = date.fromisoformat(found["first_day"]), date.fromisoformat(found["last_day"])
    assert len(files(filled)) == (last - first).days + 1 > 110


def test_a_report_that_is_made_again_replaces_the_former(filled: Folder, later: Callable[[float], None]) -> None:
    """A day whose first report missed some videos is right when YouTube has made it again."""
    filled.steer("PUT", "settings", {"reports_made_again": 3})
    basic(filled)
    later(2)
    basic(filled)
    before = {day: sum(int(row["views"]) for row in table(file)) for day, file in files(filled).items()}
    later(4)
    sent(filled, DOWNLOAD)
    found = basic(filled)
    after = {day: sum(int(row["views"]) for row in table(file)) for day, file in files(filled).items()}
    again = {day for day in before if date.fromisoformat(day).toordinal() % 3 == 0}
    assert found["replaced"] == len(again) > 8
    assert sent(filled, DOWNLOAD) == found["new"] + found["replaced"]
    assert found["unchanged"] == len(before) - len(again)
    assert {day for day in before if after[day] != before[day]} <= again
    assert sum(after[day] - before[day] for day in again) > 0


@pytest.mark.parametrize("fault", ["drop", "500", "html-503"])
def test_a_run_that_breaks_off_goes_on_where_it_stopped(
    filled: Folder, later: Callable[[float], None], fault: str
) -> None:
    basic(filled)
    later(2)
    sent(filled, DOWNLOAD)
    filled.fault(DOWNLOAD, *["slow-0"] * 9, *[fault] * 60)  # the first few come through
    result = collect(filled, "--type", "channel_basic")
    assert result.code == 6
    assert "same command again" in result.err or "refused" in result.err
    there = files(filled)
    assert 9 <= len(there) < 31
    assert not list((filled.path / ".ytchannel" / "reports").rglob("*.part"))
    assert all(table(file) for file in there.values())
    while filled.steer("GET", "faults")["faults"]:
        collect(filled, "--type", "channel_basic")
    assert basic(filled)["first_day"] == "2026-10-25"
    assert sent(filled, DOWNLOAD) == len(files(filled)) == 31


def test_a_single_fault_is_not_noticed(filled: Folder, later: Callable[[float], None]) -> None:
    basic(filled)
    later(2)
    filled.fault(DOWNLOAD, "drop", "503", "html-502")
    filled.fault(LIST, "503")
    assert len(files(filled)) < basic(filled)["new"] == len(files(filled))


@pytest.mark.parametrize("fault", ["lose", "500-done", "drop"])
def test_a_lost_answer_makes_no_second_job(filled: Folder, fault: str) -> None:
    filled.fault(CREATE, fault)
    assert basic(filled)["job"] == "made"
    assert basic(filled)["job"] == "there"
    made = [each for each in filled.journal() if each["method"] == CREATE]
    assert len(made) == (2 if fault == "drop" else 1)


def test_a_file_that_vanished_comes_back_as_long_as_youtube_has_it(
    filled: Folder, later: Callable[[float], None]
) -> None:
    basic(filled)
    later(2)
    basic(filled)
    days = files(filled)
    content = days["2026-11-20"].read_bytes()
    days["2026-11-20"].unlink()
    days["2026-11-21"].write_bytes(b"")  # a disk was full, or a copy broke off
    sent(filled, DOWNLOAD)
    assert basic(filled)["restored"] == 2
    assert sent(filled, DOWNLOAD) == 2
    assert files(filled)["2026-11-20"].read_bytes() == content
    later(70)
    days["2026-11-22"].unlink()
    result = filled.run(*COMMAND, "--sandbox", "--type", "channel_basic")
    assert result.code == 0
    assert "22 Nov 2026" in result.err
    assert basic(filled)["lost"] == []
    max(files(filled).items())[1].unlink()
    assert "1 file had vanished" in filled.run(*COMMAND, "--sandbox", "--type", "channel_basic").out


def test_a_lost_ledger_costs_no_download(filled: Folder, later: Callable[[float], None]) -> None:
    """It is only memory; what YouTube has not any more stays known by its files."""
    basic(filled)
    later(2)
    basic(filled)
    later(40)
    for file in (filled.path / ".ytchannel").glob("sandbox-ledger.db*"):
        file.unlink()
    files(filled)["2026-11-20"].write_bytes(files(filled)["2026-11-19"].read_bytes()[:-9])
    sent(filled, DOWNLOAD)
    before = len(files(filled))
    found = basic(filled)
    assert found["first_day"] == "2026-10-25"
    assert found["unchanged"] == before - 1
    assert sent(filled, DOWNLOAD) == found["new"]
    assert basic(filled)["unchanged"] == found["unchanged"] + found["new"]


def test_a_report_that_is_gone_when_it_is_fetched_is_said_and_the_others_are_kept(
    filled: Folder, later: Callable[[float], None]
) -> None:
    basic(filled)
    later(2)
    filled.fault(DOWNLOAD, "404")
    found = basic(filled)
    assert len(found["lost"]) == 1
    assert found["new"] == len(files(filled)) > 29


def test_figures_are_those_of_the_queries(filled: Folder, later: Callable[[float], None]) -> None:
    basic(filled)
    later(2)
    basic(filled)
    filled.steer("PUT", "settings", {"analytics_lag_hours": 0})
    views: dict[str, int] = {}
    for row in table(files(filled)["2026-11-20"]):
        if row["video_id"]:
            views[row["video_id"]] = views.get(row["video_id"], 0) + int(row["views"])
    span = {"startDate": "2026-11-20", "endDate": "2026-11-20", "metrics": "views", "dimensions": "video"}
    told = query(filled, **span, sort="-views", maxResults="200")
    assert dict(told) == {video: count for video, count in views.items() if count}
    assert sum(views.values()) > 0


def test_rows_are_read_back_by_the_names_of_columns(filled: Folder, later: Callable[[float], None]) -> None:
    basic(filled)
    later(2)
    basic(filled)
    first, last = date(2026, 11, 19), date(2026, 11, 20)
    with connect(load_channel(filled.path / "playlists.yaml"), Target("embedded")) as connection:
        kept = collecting_reports.files(connection)
        rows = list(kept.rows(connection.id, "channel_basic", first, last))
        assert rows == list(kept.rows(connection.id, BASIC, first, last))
        assert list(kept.rows(connection.id, BASIC, date(2020, 1, 1), date(2020, 2, 1))) == []
        index = connection.ledger.collected.days(connection.id, BASIC)
    assert rows == [row for day in ("2026-11-19", "2026-11-20") for row in table(files(filled)[day])]
    assert {row["date"] for row in rows} == {"20261119", "20261120"}
    assert len(rows) == index[first].rows + index[last].rows
    assert index[last].size == files(filled)["2026-11-20"].stat().st_size


def test_the_files_are_for_the_owner_alone(filled: Folder, later: Callable[[float], None]) -> None:
    basic(filled)
    later(2)
    basic(filled)
    (filled.path / ".ytchannel").chmod(0o755)
    for path in (file := files(filled)["2026-11-20"], *list(file.parents)[:1], filled.path / ".ytchannel" / "reports"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_families_are_chosen_and_unknown_ones_refused(filled: Folder) -> None:
    result = collect(filled, "--type", "playlist_basic", "--type", "channel_cards", "--type", "playlist_basic")
    assert [each["type"] for each in result.json["reports"]] == ["playlist_basic_a2", "channel_cards_a1"]
    result = collect(filled, "--type", "channel_bsic")
    assert result.code == 2
    assert "channel_basic" in result.json["error"]["message"]


def test_all_is_all_and_a_type_that_is_refused_holds_up_no_other(filled: Folder) -> None:
    """The sandbox lists types that it does not make."""
    result = collect(filled, "--type", "all")
    assert result.code == 6
    jobs = {each["type"]: each["job"] for each in result.json["reports"]}
    assert len(jobs) > 18
    assert {type_ for type_, job in jobs.items() if job == "refused"} == {
        "channel_sharing_service_a1",
        "channel_subtitles_a3",
    }
    assert "channel_subtitles_a3" in result.err


def test_a_list_that_is_refused_holds_up_no_other_type(filled: Folder, later: Callable[[float], None]) -> None:
    collect(filled)
    later(2)
    filled.fault(LIST, "403-forbidden")
    result = collect(filled)
    assert result.code == 6
    assert sorted(each["new"] for each in result.json["reports"]) == [0, 31, 31, 31, 31]
    assert sum(1 for each in result.json["reports"] if each["error"]) == 1
    assert sum(each["new"] for each in collect(filled).json["reports"]) == 31


def test_an_api_that_is_not_enabled_is_named(filled: Folder) -> None:
    filled.steer("PUT", "settings", {"apis_enabled": {"youtubereporting": False}})
    result = collect(filled)
    assert result.code == 4
    assert "YouTube Reporting API is not enabled" in result.json["error"]["message"]


def test_two_runs_at_once_download_nothing_twice(filled: Folder, later: Callable[[float], None]) -> None:
    from ytchannel.ledger import alone

    with alone(filled.path / ".ytchannel" / "reports" / "sandbox-ledger" / "collecting"):
        assert collect(filled).code == 8
    assert collect(filled).code == 0


def test_a_served_sandbox_has_files_of_its_own(
    folder: Folder, server: Server, monkeypatch: pytest.MonkeyPatch, later: Callable[[float], None]
) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
    server.ask("PUT", "settings", {"now": START.isoformat(), "reports_made_again": 0})
    server.ask("POST", "seed", SEED)
    assert folder.run(*COMMAND).code == 0
    server.ask("PUT", "settings", {"now": (START + timedelta(days=2)).isoformat()})
    server.ask("DELETE", "journal")
    result = folder.run(*COMMAND, "--json")
    assert result.code == 0, result.err
    kept = list((folder.path / ".ytchannel" / "reports").glob("sandbox-127.0.0.1-*/*/*/*.csv.gz"))
    downloads = [each for each in server.ask("GET", "journal")["requests"] if each["method"] == DOWNLOAD]
    assert len(kept) == len(downloads) == sum(each["new"] for each in result.json["reports"]) > 150
    assert {each.parent.name for each in kept} == USUAL
    assert files(folder) == {}


def test_a_login_without_the_scope_is_told_which_one_and_how_to_get_it(office: Office) -> None:  # noqa: F811
    assert office.log_in(MINE, "--for", "uploads").code == 0
    result = office.folder.run(*COMMAND)
    assert result.code == 4
    assert "yt-analytics.readonly" in result.err
    assert "--for reports" in result.err
    assert office.log_in(MINE, "--for", "reports").code == 0
    assert office.folder.run(*COMMAND).code == 0
