"""The way back to the list: results beside it or in its own columns, however the run ended; and waiting for YouTube."""

from __future__ import annotations

import csv
import errno
import html
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.system import workbooks
from ytchannel import words
from ytchannel.errors import Place
from ytchannel.workflows import jobs

if TYPE_CHECKING:
    from tests.system.conftest import Folder

DEMO = Path(__file__).parent.parent.parent / "ytchannel" / "demo"
INSERT, LIST = "youtube.videos.insert", "youtube.videos.list"
MANIFEST = """\
videos:
  - file: hoi-nghi.mp4
    title: Hội nghị giao ban quý IV
    sections: [tin-co-so]
    privacy: public
  - file: co-so.mp4
    title: Tin cơ sở tuần 47
"""


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel and a list of two videos."""
    folder.sync()
    for name in ("hoi-nghi.mp4", "co-so.mp4"):
        shutil.copy(DEMO / name, folder.path)
    folder.write("videos.yaml", MANIFEST)
    return folder


def rows(folder: Folder, name: str = "videos.result.csv") -> list[dict[str, str]]:
    """The rows of a CSV of results by their headings."""
    text = (folder.path / name).read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(text[1:].splitlines()))


def states(folder: Folder) -> list[str]:
    return [row["Result: state"] for row in rows(folder)]


def kept(folder: Folder) -> list[str]:
    return sorted(file.name for file in folder.path.iterdir() if ".result" in file.name or file.suffix == ".part")


def test_after_an_upload_the_results_stand_beside_the_list(ready: Folder) -> None:
    result = ready.upload()
    assert result.json["results"] == [str(ready.path / "videos.result.csv")]
    first, second = rows(ready)
    ids = {video["snippet"]["title"]: video["id"] for video in ready.videos()}
    video = ids["Hội nghị giao ban quý IV"]
    assert (first["File"], first["Title"]) == ("hoi-nghi.mp4", "Hội nghị giao ban quý IV")
    assert first["Result: link"] == f"https://youtu.be/{video}"
    assert (first["Result: state"], second["Result: state"]) == ("public", "private")
    assert len(first["Result: time"]) == len("2026-11-25 07:00")
    assert [each["state"] for each in result.json["videos"]] == ["public", "private"]


def test_a_run_with_nothing_to_do_brings_the_results_up_to_date(ready: Folder) -> None:
    ready.upload()
    (ready.path / "videos.result.csv").unlink()
    assert ready.upload().json["changes"] == []
    assert states(ready) == ["public", "private"]


def test_results_read_no_video_again_that_the_plan_has_read(ready: Folder) -> None:
    ready.upload()
    ready.steer("DELETE", "journal")
    ready.upload()
    assert [request["method"] for request in ready.journal()].count(LIST) == 1
    ready.replace("title: Tin cơ sở tuần 47", "title: Tin cơ sở tuần 48", "videos.yaml")
    ready.replace("privacy: public", "privacy: unlisted", "videos.yaml")
    ready.upload()
    assert states(ready) == ["unlisted", "private"]


def test_forms_can_be_chosen_and_repeated_or_none(ready: Folder) -> None:
    ready.upload("--results", "none")
    assert kept(ready) == []
    ready.upload("--results", "xlsx", "--results", "json")
    assert kept(ready) == ["videos.result.json", "videos.result.xlsx"]
    found = json.loads((ready.path / "videos.result.json").read_text(encoding="utf-8"))["videos"]
    assert [each["state"] for each in found] == ["public", "private"]
    sheet = load_workbook(ready.path / "videos.result.xlsx").active
    assert [cell.value for cell in sheet[1]][:3] == ["File", "Title", "Result: video id"]
    assert sheet["D2"].hyperlink.target == sheet["D2"].value == found[0]["link"]


def test_it_says_where_the_results_are(ready: Folder) -> None:
    assert "Results: videos.result.csv" in ready.run("upload", "--sandbox", "--yes").out


def test_a_folder_that_takes_no_file_is_told(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The videos are up all the same."""

    def full(_file: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ytchannel.cli.results.put", full)
    result = ready.upload()
    assert (result.code, result.json["results"]) == (0, [])
    assert "cannot be kept in videos.result.csv (No space left on device)" in result.err


def test_a_dry_run_keeps_nothing(ready: Folder) -> None:
    ready.run("upload", "--sandbox", "--dry-run")
    assert kept(ready) == []


def test_headings_and_states_are_in_the_language_of_the_run(ready: Folder) -> None:
    words.use("vi")
    ready.upload()
    first, _ = rows(ready)
    assert first["Kết quả: trạng thái"] == "công khai"


def test_a_run_that_fails_in_part_says_why_in_the_results(ready: Folder) -> None:
    ready.fault(INSERT, "400-invalidTitle")
    assert ready.upload().code == 6
    first, second = rows(ready)
    assert (first["Result: state"], second["Result: state"]) == ("failed", "private")
    assert "invalidTitle" in first["Result: note"]


def test_a_failure_beside_the_video_is_its_note(ready: Folder) -> None:
    ready.fault("youtube.playlistItems.insert", "403-forbidden")
    assert ready.upload().code == 6
    first, _ = rows(ready)
    assert first["Result: state"] == "public"
    assert first["Result: note"].startswith("put into section: YouTube forbids it")


def test_a_run_whose_budget_ends_says_when_the_rest_goes_on(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"quota": {"videos.insert": 1}})
    assert ready.upload().code == 5
    first, second = rows(ready)
    assert (first["Result: state"], second["Result: state"]) == ("public", "waiting")
    assert "Go on after" in second["Result: note"]


def test_where_no_unit_is_left_for_reading_the_ids_are_kept(ready: Folder) -> None:
    ready.fault(LIST, "403-quotaExceeded")
    ready.upload()
    first, _ = rows(ready)
    assert first["Result: state"] == "uploaded"
    assert first["Result: link"].startswith("https://youtu.be/")


def test_a_dead_line_leaves_how_much_is_up(ready: Folder) -> None:
    ready.fault(INSERT, "drop-after-10000", *["drop"] * 9)
    assert ready.upload().code == 6
    first, second = rows(ready)
    assert first["Result: state"] == "uploading"  # how much of it is up could not be asked
    assert "cannot be reached" in first["Result: note"]
    assert second["Result: state"] == "waiting"


def test_ctrl_c_leaves_the_results_of_what_was_done(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.fault(INSERT, "503", phase="begin")
    ready.upload("--only", "co-so.mp4")
    with (ready.path / "hoi-nghi.mp4").open("ab") as file:
        file.truncate(10_000_000)
    ready.fault(INSERT, "drop-after-6000000", "drop", "drop")

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupted)
    assert ready.upload().code == 130
    first, second = rows(ready)
    assert first["Result: state"] == "uploading 52%"
    assert (second["Result: state"], second["Result: link"][:17]) == ("uploaded", "https://youtu.be/")


def test_a_file_of_results_that_excel_holds_is_left_and_another_is_written(ready: Folder) -> None:
    ready.write("~$videos.result.csv", "")
    result = ready.upload()
    assert result.json["results"] == [str(ready.path / "videos.result-2.csv")]
    assert len(rows(ready, "videos.result-2.csv")) == 2


# Into the list itself


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists as tables: their entries are those of the YAML of the same name, in the rows from 4 on (CSV: 2)."""
    read = jobs.load_manifest

    def load(file: Path, *arguments: Any, **more: Any) -> Any:
        if file.suffix == ".yaml":
            return read(file, *arguments, **more)
        found = read(file.with_suffix(".yaml"), *arguments, **more)
        first, sheet = (2, "") if file.suffix == ".csv" else (4, "Danh sách")
        entries = tuple(
            replace(entry, place=Place(file.name, line, 1, sheet)) for line, entry in enumerate(found.videos, first)
        )
        return replace(found, file=file.absolute(), videos=entries)

    monkeypatch.setattr(jobs, "load_manifest", load)


LISTED = [("hoi-nghi.mp4", "Hội nghị giao ban quý IV"), ("co-so.mp4", "Tin cơ sở tuần 47")]


@pytest.mark.parametrize("name", ["videos.xlsx", "videos.xlsm"])
def test_results_go_into_the_workbook_and_nothing_else_changes(ready: Folder, tables: None, name: str) -> None:
    file = ready.path / name
    before = workbooks.parts(workbooks.written(file, LISTED))
    assert ready.upload(name, "--write-back").json["results"] == [str(file)]
    after = workbooks.parts(file.read_bytes())
    assert [part for part in before if before[part] != after[part]] == ["xl/worksheets/sheet1.xml"]
    sheet = workbooks.opened(file.read_bytes())["Danh sách"]
    assert sheet["E3"].value == "Result: video id"
    assert [sheet["G4"].value, sheet["G5"].value] == ["public", "private"]
    assert kept(ready) == []


def test_a_workbook_that_excel_has_open_is_left_and_the_results_stand_beside_it(ready: Folder, tables: None) -> None:
    before = workbooks.written(ready.path / "videos.xlsx", LISTED)
    ready.write("~$videos.xlsx", "")
    result = ready.upload("videos.xlsx", "--write-back")
    assert result.code == 0
    assert "videos.xlsx is open in another program" in result.err
    assert "videos.result.xlsx" in result.err
    assert (ready.path / "videos.xlsx").read_bytes() == before
    assert load_workbook(ready.path / "videos.result.xlsx").active["E2"].value == "public"


def test_a_workbook_that_was_sorted_meanwhile_is_left(ready: Folder, tables: None) -> None:
    before = workbooks.written(ready.path / "videos.xlsx", LISTED[::-1])
    assert "was changed since it was read" in ready.upload("videos.xlsx", "--write-back").err
    assert (ready.path / "videos.xlsx").read_bytes() == before
    assert kept(ready) == ["videos.result.xlsx"]


def test_results_go_into_a_csv_as_it_is_written(ready: Folder, tables: None) -> None:
    text = "\ufeffTệp;Tiêu đề\r\nhoi-nghi.mp4;Hội nghị\r\nco-so.mp4;Tin\r\n"
    (ready.path / "videos.csv").write_bytes(text.encode())
    words.use("vi")
    ready.upload("videos.csv", "--write-back")
    lines = (ready.path / "videos.csv").read_bytes().decode().split("\r\n")
    assert lines[0].startswith("\ufeffTệp;Tiêu đề;Kết quả: mã video;")
    assert ";công khai;" in lines[1]


def test_results_of_a_table_open_as_the_table_does(ready: Folder, tables: None) -> None:
    workbooks.written(ready.path / "videos.xlsx", LISTED)
    ready.upload("videos.xlsx")
    assert kept(ready) == ["videos.result.xlsx"]


def test_a_yaml_has_no_columns(ready: Folder) -> None:
    result = ready.upload("--write-back")
    assert result.code == 2
    assert "--results" in result.err
    assert ready.videos() == []


def test_a_table_as_it_is_really_read(ready: Folder) -> None:
    """Reading, uploading and writing back, joined."""
    ready.write("danh-sach.csv", "file,title\nhoi-nghi.mp4,Hội nghị\n")
    result = ready.run("upload", "danh-sach.csv", "--sandbox", "--yes", "--json", "--write-back")
    if result.code == 3:
        pytest.skip("tables cannot be read")
    assert ",private," in (ready.path / "danh-sach.csv").read_text(encoding="utf-8").splitlines()[1]


# Text is data


@pytest.mark.parametrize(
    "title", ['[red]=HYPERLINK("http://x")\x07', '=HYPERLINK("http://x")\x07[/red]', "@SUM(1)", "-1"]
)
def test_a_title_is_text_in_the_terminal_csv_xlsx_and_html(ready: Folder, title: str) -> None:
    """No markup of the terminal, no formula, no tag, and no bell that rings."""
    ready.upload()
    (video,) = [each["id"] for each in ready.videos() if each["snippet"]["title"].startswith("Tin")]
    ready.steer("POST", "studio", {"video": video, "title": title})
    ready.write("videos.yaml", f"videos:\n  - video: {video}\n    sections: [theo-guong-bac]\n    tags: [a]\n")
    seen = title.replace("\x07", "\\x07")
    ready.run("sync", "--sandbox", "--out", "plan.html")
    page = (ready.path / "plan.html").read_text(encoding="utf-8")
    assert html.escape(seen) in page
    told = ready.run("upload", "--sandbox", "--yes", "--results", "csv", "--results", "xlsx")
    assert seen in told.out
    assert seen in ready.run("status", "--sandbox").out
    cell = load_workbook(ready.path / "videos.result.xlsx").active["B2"]
    assert (cell.value, cell.data_type) == (seen, "s")
    shown = rows(ready)[0]["Title"]
    assert shown == (seen if title.startswith("[") else f"'{seen}")
    assert "\x07" not in page + told.out + told.err + shown


# Waiting


def test_waiting_ends_when_every_video_is_processed(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"processing": {"reads": 5}})
    result = ready.upload("--wait")
    assert (result.code, [each["state"] for each in result.json["videos"]]) == (0, ["public", "private"])
    assert "“Tin cơ sở tuần 47”: private" in result.err
    polls = [request for request in ready.journal() if request["method"] == LIST]
    assert sum(request["units"] for request in polls) <= 8


def test_a_video_that_cannot_be_processed_ends_waiting_with_6_and_youtubes_reason(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"processing": {"reads": 3}})
    ready.fault(INSERT, "process-fail-codec")
    result = ready.upload("--wait")
    assert result.code == 6
    assert "cannot read the codec" in result.err
    assert states(ready) == ["failed", "private"]
    assert ready.upload("--wait").code == 6


def test_waiting_has_an_end(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    ready.steer("PUT", "settings", {"processing": {"reads": 1000}})
    result = ready.upload("--wait", "--wait-limit", "3")
    assert (result.code, slept) == (6, [5.0, 10.0, 20.0, 40.0, 60.0, 45.0])
    assert "still processing 2 of 2" in result.err
    assert states(ready) == ["processing 0%", "processing 0%"]


def test_a_line_that_breaks_while_waiting_is_waited_for(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"processing": {"reads": 2}})
    ready.fault(LIST, *["drop"] * 6)
    assert ready.upload("--wait").code == 0
    assert states(ready) == ["public", "private"]


def test_ctrl_c_while_waiting_loses_nothing(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.steer("PUT", "settings", {"processing": {"reads": 1000}})

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupted)
    assert ready.upload("--wait").code == 130
    assert states(ready) == ["uploaded", "uploaded"]
