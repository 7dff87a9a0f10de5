"""init: a channel folder out of nothing, and lists that Excel helps to fill in."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml

from tests.clips import clip
from tests.system.conftest import ROOT
from ytchannel import words
from ytchannel.config import load_channel
from ytchannel.config.shapes import EntryShape
from ytchannel.render.blanks.columns import columns
from ytchannel.render.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder

SECTIONS = ("Tin thời sự Đảng ủy Khối", "Hải Phòng-Thành phố Hoa Phượng đỏ", "Nghị quyết: số 28 # mới", "=1+1")
GIVEN = ("--handle", "@danguykhoi", "--timezone", "Asia/Ho_Chi_Minh", "--language", "vi")


@pytest.fixture
def bare(folder: Folder) -> Folder:
    """A folder with nothing in it."""
    (folder.path / "playlists.yaml").unlink()
    return folder


def sections(*titles: str) -> list[str]:
    return [word for title in titles for word in ("--section", title)]


def names(folder: Folder) -> set[str]:
    return {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()}


def test_flags_make_a_folder_that_works_at_once(bare: Folder) -> None:
    made = bare.run("init", *GIVEN, *sections(*SECTIONS), "--json")
    assert made.code == 0, made.err
    files = {"playlists.yaml", "credentials/README.md", "videos.example.yaml", ".gitignore"}
    assert (names(bare), {Path(file).as_posix() for file in made.json["written"]}) == (files, {*files})
    channel = load_channel(bare.path / "playlists.yaml")
    assert (channel.handle, channel.timezone, channel.language) == ("@danguykhoi", "Asia/Ho_Chi_Minh", "vi")
    assert [(each.key, each.title, each.shelf) for each in channel.sections] == [
        ("tin-thoi-su-dang-uy-khoi", SECTIONS[0], True),
        ("hai-phong-thanh-pho-hoa-phuong-do", SECTIONS[1], True),
        ("nghi-quyet-so-28-moi", SECTIONS[2], True),
        ("1-1", SECTIONS[3], True),
    ]
    assert channel.defaults.privacy == "private"
    assert stat.S_IMODE((bare.path / "credentials").stat().st_mode) == 0o700
    assert bare.run("check").code == 0
    assert bare.run("check", "videos.example.yaml").code == 0
    assert bare.sync().code == 0
    assert bare.run("sync", "--sandbox", "--check").code == 0


def test_the_guide_to_the_login_is_that_of_the_repository(bare: Folder) -> None:
    assert bare.run("init", "--yes").code == 0
    told = (bare.path / "credentials" / "README.md").read_text("utf-8")
    assert told == (ROOT / "credentials" / "README.md").read_text("utf-8")


def test_sections_whose_titles_look_alike_have_keys_of_their_own(bare: Folder) -> None:
    assert bare.run("init", *GIVEN, *sections("Tin!", "Tin?", "新闻", "Kênh")).code == 0
    keys = [each.key for each in load_channel(bare.path / "playlists.yaml").sections]
    assert keys == ["tin", "tin-2", "section", "kenh"]


def test_more_sections_than_the_page_has_room_for_have_no_shelf(bare: Folder) -> None:
    assert bare.run("init", *GIVEN, *sections(*(f"Mục {number}" for number in range(12)))).code == 0
    assert sum(each.shelf for each in load_channel(bare.path / "playlists.yaml").sections) == 10


def test_what_is_there_is_never_written_over(bare: Folder) -> None:
    for name in ("videos.example.yaml", "credentials/README.md"):
        bare.write(name, "của tôi\n")
    bare.write(".gitignore", "*.mp4\ncredentials/*")
    made = bare.run("init", *GIVEN, *sections("Tin"), "--json")
    assert (made.code, len(made.json["kept"])) == (0, 2)
    assert (bare.path / "videos.example.yaml").read_text("utf-8") == "của tôi\n"
    assert (bare.path / ".gitignore").read_text("utf-8") == "*.mp4\ncredentials/*\n/.ytchannel/\n"
    before = (bare.path / "playlists.yaml").read_bytes()
    again = bare.run("init", *GIVEN, *sections("Khác"))
    assert (again.code, "playlists.yaml is there already" in again.err) == (8, True)
    assert (bare.path / "playlists.yaml").read_bytes() == before


def test_without_a_terminal_it_says_which_flags_are_lacking(bare: Folder) -> None:
    result = bare.run("init", "--timezone", "Asia/Ho_Chi_Minh")
    assert (result.code, "give --handle, --section, or --yes" in result.err) == (2, True)
    assert names(bare) == set()
    assert bare.run("init", "--yes").code == 0
    assert bare.run("check").code == 0


@pytest.mark.parametrize(
    ("flags", "code", "what"),
    [
        (("--handle", "x"), 2, "--handle: “x” is no"),
        (("--handle", "@tên-kênh", "--section", "a" * 151), 2, "--section: "),
        (("--yes", "--timezone", "Hanoi"), 2, "--timezone: There is no time zone “Hanoi”"),
        (("--yes", "--language", "vn"), 2, "--language: "),
        (("--handle", "@kenh", "--section", "Một", "--section", "Một"), 3, "has the title “Một” already"),
        (("--manifest", "xlsx", "-o", "a.csv"), 2, "a.csv"),
        (("--output", "a.csv"), 2, "a.csv needs --manifest"),
        (("--manifest", "csv"), 3, "playlists.yaml"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(bare: Folder, flags: list[str], code: int, what: str) -> None:
    result = bare.run("init", *flags)
    assert (result.code, what in result.err) == (code, True), result.err
    assert names(bare) == set()


def test_it_asks_where_somebody_is_there(bare: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Iterator[str] = iter(["danguykhoi", "@danguykhoi", "Hà Nội", "Asia/Ho_Chi_Minh", "", "Tin", "Gương", ""])
    monkeypatch.setattr(Screen, "interactive", property(lambda _screen: True))
    monkeypatch.setattr("builtins.input", lambda: next(answers))
    result = bare.run("init")
    assert result.code == 0, result.err
    assert "“danguykhoi” is no" in result.err
    channel = load_channel(bare.path / "playlists.yaml")
    assert (channel.handle, channel.timezone, channel.language) == ("@danguykhoi", "Asia/Ho_Chi_Minh", "en")
    assert [each.title for each in channel.sections] == ["Tin", "Gương"]


def test_an_end_of_input_is_no_answer(bare: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def end() -> str:
        raise EOFError

    monkeypatch.setattr(Screen, "interactive", property(lambda _screen: True))
    monkeypatch.setattr("builtins.input", end)
    assert bare.run("init").code == 0
    assert load_channel(bare.path / "playlists.yaml").sections == ()


def workbook(folder: Folder, language: str) -> Any:
    words.use(language)
    assert folder.run("init", "--manifest", "xlsx", "-o", f"{language}.xlsx").code == 0
    return openpyxl.load_workbook(folder.path / f"{language}.xlsx")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_workbook_helps_to_fill_it_in(folder: Folder, language: str) -> None:
    book = workbook(folder, language)
    sheet, guide, choices = book.worksheets
    headings = {cell.value: cell for cell in sheet[1]}
    titles = {"en": "title", "vi": "Tiêu đề"}
    assert set(headings) >= (
        {"file", "sections", "publish_at"} if language == "en" else {"Tệp", "Chuyên mục", "Ngày đăng"}
    )
    assert sheet.freeze_panes == "B2"
    assert (choices.title, choices.sheet_state, sheet.sheet_state, guide.sheet_state) == (
        "ytchannel", "hidden", "visible", "visible")  # fmt: skip
    assert "100" in headings[titles[language]].comment.text
    forms = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
    assert forms[titles[language]] == "@"
    assert forms["publish_at" if language == "en" else "Ngày đăng"] == "yyyy-mm-dd hh:mm"
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        heading = sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value
        assert rule.showInputMessage
        assert 0 < len(rule.prompt) <= 255
        assert len(rule.promptTitle) <= 32
        if rule.type == "list":
            offered[heading] = [row[0].value for row in choices[rule.formula1.partition("!")[2].replace("$", "")]]
            assert rule.showErrorMessage is (heading not in ("sections", "Chuyên mục"))
    assert len(sheet.data_validations.dataValidation) == len(headings)
    known = [section.title for section in load_channel(folder.path / "playlists.yaml").sections]
    if language == "vi":
        assert offered["Chuyên mục"] == known
        assert offered["Quyền riêng tư"] == ["công khai", "không công khai", "riêng tư"]
        assert "Tin tức và chính trị" in offered["Thể loại"]
        assert offered["Cho phép nhúng"] == ["có", "không"]
    else:
        assert (offered["sections"], offered["privacy"]) == (known, ["public", "unlisted", "private"])
    assert [row[0].value for row in guide.iter_rows(min_row=2)] == [f"“{heading}”" for heading in headings]


def test_a_title_that_looks_like_a_formula_is_none(bare: Folder) -> None:
    assert bare.run("init", *GIVEN, *sections("=1+1"), "--manifest", "xlsx").code == 0
    choices = openpyxl.load_workbook(bare.path / "videos.xlsx")["ytchannel"]
    assert [cell.data_type for row in choices.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


def test_lists_that_are_text(folder: Folder) -> None:
    assert folder.run("init", "--manifest", "csv", "-o", "a.csv").code == 0
    first = (folder.path / "a.csv").read_bytes().decode("utf-8-sig").rstrip("\r\n").split(",")
    assert set(first) <= EntryShape.model_fields.keys()
    words.use("vi")
    assert folder.run("init", "--manifest", "csv", "-o", "vi.csv").code == 0
    assert (folder.path / "vi.csv").read_bytes().decode("utf-8-sig").startswith("Tệp;Tiêu đề;Mô tả;Chuyên mục")
    assert folder.run("init", "--manifest", "yaml").code == 0
    text = (folder.path / "videos.yaml").read_text("utf-8")
    assert folder.run("check").code == 0
    entry = yaml.safe_load("\n".join(line[1:] for line in text.partition("videos: []\n")[2].splitlines()))
    assert set(entry[0]) < EntryShape.model_fields.keys()


def test_one_list_beside_the_channel_file_is_enough(folder: Folder) -> None:
    folder.write("videos.yaml", "videos: []\n")
    result = folder.run("init", "--manifest", "yaml")
    assert (result.code, "videos.yaml is there already" in result.err) == (8, True)
    assert folder.run("init", "--manifest", "csv").code == 8
    assert (folder.path / "videos.yaml").read_text("utf-8") == "videos: []\n"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_is_filled_in_is_read_back(folder: Folder, language: str) -> None:
    """With every choice that the drop-downs offer, beside an empty sheet of guidance."""
    pytest.importorskip("ytchannel.config.tables")
    book = workbook(folder, language)
    sheet, _guide, choices = book.worksheets
    by_key = dict(zip([column.key for column in columns()], sheet[1], strict=True))
    offered = {
        sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value: [
            row[0].value for row in choices[rule.formula1.partition("!")[2].replace("$", "")]
        ]
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    many = max(len(each) for each in offered.values())
    for number in range(many):
        row = number + 2
        (folder.path / f"{number}.mp4").write_bytes(clip(str(number)))
        sheet.cell(row, by_key["file"].column).value = f"{number}.mp4"
        sheet.cell(row, by_key["title"].column).value = f"Số {number}"
        for cell in sheet[1]:
            if cell.value in offered:
                choice = offered[cell.value]
                sheet.cell(row, cell.column).value = choice[number % len(choice)]
    sheet.cell(2, by_key["sections"].column).value = "; ".join(offered[by_key["sections"].value][:2])
    book.save(folder.path / f"{language}.xlsx")
    checked = folder.run("check", f"{language}.xlsx", "--json")
    assert (checked.code, checked.json["videos"]) == (0, many), checked.err
