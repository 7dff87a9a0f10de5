"""The commands with a list that is a table: what a user types and sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.clips import clip, still
from ytchannel import words

if TYPE_CHECKING:
    from tests.system.conftest import Folder

HEADINGS = ["Tệp", "Tiêu đề", "Chuyên mục", "Chế độ hiển thị"]
ROWS = [["a.mp4", "Hội nghị", "Tin cơ sở", "Công khai"], ["b.mp4", "Đại hội", "Tin cơ sở; Theo gương Bác", "Riêng tư"]]


def write(folder: Folder, name: str, rows: list[list[str]]) -> None:
    """The list and its files."""
    for row in rows:
        (folder.path / row[0]).write_bytes(clip(row[0]))
    if name.endswith("xlsx"):
        made = openpyxl.Workbook()
        made.active.title = "Tháng 11"
        for row in [HEADINGS, *rows]:
            made.active.append(row)
        made.save(folder.path / name)
    else:
        folder.write(name, "\n".join(";".join(f'"{cell}"' for cell in row) for row in [HEADINGS, *rows]))


@pytest.mark.parametrize("name", ["videos.xlsx", "videos.csv", "videos.tsv"])
def test_check_sync_and_upload_take_the_list_beside_the_channel_file(folder: Folder, name: str) -> None:
    write(folder, name, ROWS)
    assert folder.run("check", "--json").json["videos"] == 2
    assert folder.sync().code == 0
    assert folder.upload().code == 0
    assert {(v["snippet"]["title"], v["status"]["privacyStatus"]) for v in folder.videos()} == {
        ("Hội nghị", "public"),
        ("Đại hội", "private"),
    }
    ids = {playlist["snippet"]["title"]: playlist["id"] for playlist in folder.playlists()}
    assert (len(folder.entries(ids["Tin cơ sở"])), len(folder.entries(ids["Theo gương Bác"]))) == (2, 1)
    assert folder.upload().json["changes"] == []
    assert folder.run("sync", "--sandbox", "--check").code == 0
    write(folder, name, [ROWS[0], [*ROWS[1][:2], "Theo gương Bác", "Riêng tư"]])
    assert folder.sync("--prune", "--force").code == 0
    assert (len(folder.entries(ids["Tin cơ sở"])), len(folder.entries(ids["Theo gương Bác"]))) == (1, 1)


def test_a_problem_of_a_workbook_tells_sheet_and_cell(folder: Folder) -> None:
    write(folder, "videos.xlsx", [["a.mp4", "", "Tin cơ sở", ""]])
    result = folder.run("check", "--json")
    assert result.code == 3
    (problem,) = result.json["problems"]
    assert (problem["sheet"], problem["line"], problem["column"]) == ("Tháng 11", 2, 2)
    assert "videos.xlsx:Tháng 11!B2: “Tiêu đề”" in result.err
    words.use("vi")
    assert "videos.xlsx:Tháng 11!B2: Thiếu “Tiêu đề”; hãy điền vào ô này." in folder.run("check").err


def test_the_same_content_twice_tells_both_rows(folder: Folder) -> None:
    write(folder, "videos.xlsx", ROWS)
    (folder.path / "b.mp4").write_bytes(clip("a.mp4"))
    folder.sync()
    result = folder.upload()
    assert result.code == 3
    assert "videos.xlsx:Tháng 11!A3: " in result.err


def test_of_two_lists_one_has_to_be_named(folder: Folder) -> None:
    write(folder, "videos.csv", ROWS)
    write(folder, "videos.xlsx", ROWS)
    for command in (["check"], ["sync", "--sandbox"], ["upload", "--sandbox"], ["pull", "--sandbox"]):
        result = folder.run(*command)
        assert result.code == 2
        assert "videos.xlsx, videos.csv" in result.err
    assert folder.run("check", "videos.csv").code == 0
    assert folder.sync("--manifest", "videos.xlsx").code == 0
    assert folder.upload("videos.xlsx").code == 0


def test_pull_leaves_a_table_alone_and_says_so(folder: Folder) -> None:
    write(folder, "videos.xlsx", ROWS)
    folder.sync()
    before = (folder.path / "videos.xlsx").read_bytes()
    result = folder.run("pull", "--sandbox", "--yes")
    assert result.code == 2
    assert "is a table, which `pull` does not edit" in result.err
    assert (folder.path / "videos.xlsx").read_bytes() == before
    assert not (folder.path / "videos.yaml").exists()


def test_what_a_message_says_to_write_into_a_cell_does(folder: Folder) -> None:
    (folder.path / "a.mp4").write_bytes(clip("a"))
    (folder.path / "a.webp").write_bytes(still("WEBP", 300, 300))
    head = "file,title,thumbnail\n"
    folder.write("videos.csv", head + "a.mp4,A,a.webp\n")
    assert "{file: a.webp, fit: crop}" in folder.run("check").err
    folder.write("videos.csv", head + 'a.mp4,A,"{file: a.webp, fit: crop}"\n')
    assert folder.run("check").code == 0


def test_a_video_is_no_list(folder: Folder) -> None:
    (folder.path / "a.mp4").write_bytes(clip("a"))
    result = folder.run("check", "a.mp4")
    assert (result.code, "is a video, not a list of videos" in result.err) == (3, True)
