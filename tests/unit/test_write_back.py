"""Results written into workbooks and CSV of users: what is not a result stays as it was, to the byte."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.workbooks import EXTENSION, opened, parts, written
from ytchannel import words
from ytchannel.config.result_columns import RESULT_COLUMNS
from ytchannel.render.results import Result, Unsuitable, delimited, workbook

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [("video/a.mp4", "Hội nghị"), ("video/b.mp4", "=HYPERLINK(1)")]


def result(line: int, name: str, sheet: str = "Danh sách", **cells: str) -> Result:
    return Result(sheet, line, name, {**dict.fromkeys(RESULT_COLUMNS, ""), **cells})


RESULTS = [
    result(4, "a.mp4", id="-abc", link="https://youtu.be/-abc", state="public", when="2026-11-25 07:00"),
    result(5, "b.mp4", state="failed", note='=HYPERLINK("http://x")\x07 & <b> _x0041_'),
]


def sheet_of(book: bytes) -> Any:
    return opened(book)["Danh sách"]


def texts(book: bytes, row: int) -> list[Any]:
    return [cell.value for cell in sheet_of(book)[row]]


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    return written(tmp_path / "videos.xlsx", ROWS)


def test_columns_are_added_to_the_right_of_the_table(book: bytes) -> None:
    new = workbook.written_back(book, RESULTS)
    assert texts(new, 3)[4:] == [english for english, _ in RESULT_COLUMNS.values()]
    assert texts(new, 4)[4:] == ["-abc", "https://youtu.be/-abc", "public", "2026-11-25 07:00", None]
    assert {cell.data_type for row in (4, 5) for cell in sheet_of(new)[row][4:] if cell.value} == {"s"}


def test_every_other_part_stays_to_the_byte(book: bytes) -> None:
    before, after = parts(book), parts(workbook.written_back(book, RESULTS))
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == [SHEET]


def test_in_the_sheet_only_cells_are_added(book: bytes) -> None:
    """What the sheet has besides, also what openpyxl does not know, is there in the same bytes."""
    before, after = parts(book)[SHEET], parts(workbook.written_back(book, RESULTS))[SHEET]
    for piece in (EXTENSION, b"<f>LEN(B4)</f>", *_around(before)):
        assert piece in after
    sheet = sheet_of(workbook.written_back(book, RESULTS))
    assert (sheet["C4"].value, sheet["A4"].comment.text) == ("=LEN(B4)", "Của Văn phòng")
    assert sheet.column_dimensions["B"].width == 50
    assert sheet.data_validations.dataValidation[0].sqref.ranges
    assert sheet.dimensions == "A1:I5"


def _around(xml: bytes) -> tuple[bytes, bytes]:
    """What stands before the cells, its dimension left out, and behind them."""
    head, _, rest = xml.partition(b"<sheetData>")
    return head.partition(b"<dimension")[0], rest.partition(b"</sheetData>")[2]


def test_a_heading_looks_like_those_beside_it(book: bytes) -> None:
    sheet = sheet_of(workbook.written_back(book, RESULTS))
    assert sheet["E3"].font.bold
    assert not sheet["E4"].font.bold


def test_written_again_the_same_columns_are_used(book: bytes) -> None:
    first = workbook.written_back(book, RESULTS)
    later = [result(4, "a.mp4", id="-abc", state="private"), RESULTS[1]]
    second = workbook.written_back(first, later)
    assert texts(second, 4)[4:] == ["-abc", None, "private", None, None]
    assert sheet_of(second).max_column == 9


def test_the_same_results_leave_the_file_alone(book: bytes) -> None:
    first = workbook.written_back(book, RESULTS[:1])
    assert workbook.written_back(first, RESULTS[:1]) is first


def test_columns_of_the_other_language_are_used(tmp_path: Path) -> None:
    book = written(tmp_path / "videos.xlsx", ROWS, headings=["Kết quả: trạng thái", "KẾT QUẢ:  mã video"])
    new = workbook.written_back(book, RESULTS)
    assert texts(new, 4)[4:6] == ["public", "-abc"]
    assert texts(new, 3)[6:] == ["Result: link", "Result: time", "Result: note"]


def test_headings_are_in_the_language_of_the_run(book: bytes) -> None:
    words.use("vi")
    assert texts(workbook.written_back(book, RESULTS), 3)[4] == "Kết quả: mã video"


def test_a_text_that_looks_like_a_formula_is_text_and_a_bell_is_seen(book: bytes) -> None:
    new = workbook.written_back(book, RESULTS)
    cell = sheet_of(new)["I5"]
    assert cell.data_type == "s"
    assert cell.value.startswith('=HYPERLINK("http://x")\\x07 & <b> ')
    assert b"_x005F_x0041_" in parts(new)[SHEET]


def test_a_formula_in_a_column_of_results_stays(tmp_path: Path) -> None:
    file = tmp_path / "videos.xlsx"
    book = opened(written(file, ROWS, headings=["Result: note"]))
    book["Danh sách"]["E4"] = "=1+1"
    book.save(file)
    new = workbook.written_back(file.read_bytes(), [result(4, "a.mp4", note="x"), RESULTS[1]])
    assert sheet_of(new)["E4"].value == "=1+1"


def test_rows_that_have_moved_are_not_written_into(book: bytes) -> None:
    with pytest.raises(Unsuitable) as refused:
        workbook.written_back(book, [result(5, "a.mp4", state="public")])
    assert refused.value.code == "moved"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0 an old or protected workbook"])
def test_what_is_no_workbook_is_left_alone(content: bytes) -> None:
    with pytest.raises(Unsuitable):
        workbook.written_back(content, RESULTS)


# Cells and rows that do not name their places, as some programs write them; a row without cells.
NO_PLACES = (
    b'<row><c t="inlineStr"><is><t>Tieu de</t></is></c><c t="str"><v>x</v></c></row>'
    b'<row r="2" spans="1:2"><c t="inlineStr"><is><r><t>a.</t></r><r><t>mp4</t></r></is></c></row><row r="9"/>'
)
PREFIXED = (
    b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Title</x:t></x:is></x:c><x:c r="B1" t="str"><x:v>x</x:v></x:c>'
    b'</x:row><x:row r="2"><x:c r="A2" t="str"><x:v>a.mp4</x:v></x:c><x:c r="C2" s="0"/></x:row>'
)


@pytest.mark.parametrize(("prefix", "rows"), [("", NO_PLACES), ("x:", PREFIXED)], ids=["no places", "prefixed"])
def test_sheets_of_other_programs_are_understood(book: bytes, prefix: str, rows: bytes) -> None:
    name = f":{prefix[:-1]}" if prefix else ""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<{prefix}worksheet xmlns{name}="{space}"><{prefix}sheetData>'.encode()
        + rows
        + f"</{prefix}sheetData></{prefix}worksheet>".encode()
    )
    from ytchannel.render.results.columns import edits
    from ytchannel.render.results.worksheet import Worksheet

    sheet = Worksheet(xml, [])
    new = sheet.edited(edits(sheet, [result(2, "a.mp4", id="abc", state="public")]))
    again = Worksheet(new, [])
    assert again.texts(1)[3] == "Result: video id"
    assert (again.texts(2)[3], again.texts(2)[5]) == ("abc", "public")
    assert again.edited(edits(again, [result(2, "a.mp4", id="abc", state="public")])) == new


CSV = '\ufeffTệp;Tiêu đề\r\nvideo/a.mp4;"Hội; nghị"\r\n# ghi chú\r\nvideo/b.mp4;\'=1+1\r\n'
CSV_RESULTS = [
    result(2, "a.mp4", "", id="-abc", state="public"),
    result(4, "b.mp4", "", state="failed", note="=1+1\x07"),
]


def test_a_csv_keeps_its_encoding_separator_line_ends_and_other_rows() -> None:
    new = delimited.written_back(CSV.encode(), CSV_RESULTS).decode()
    lines = new.split("\r\n")
    assert lines[0].startswith("\ufeffTệp;Tiêu đề;Result: video id;Result: link;")
    assert lines[1:4] == [
        'video/a.mp4;"Hội; nghị";\'-abc;;public;;',
        "# ghi chú",
        "video/b.mp4;'=1+1;;;failed;;'=1+1\\x07",
    ]
    assert delimited.written_back(new.encode(), CSV_RESULTS).decode() == new


@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), ("\t", "\r\n"), (";", "\r")])
def test_any_separator_and_line_end_of_a_csv(separator: str, end: str) -> None:
    old = end.join([f"file{separator}title", f"a.mp4{separator}Tin", f'b.mp4{separator}"hai{end}dòng"', ""])
    new = delimited.written_back(old.encode(), [result(2, "a.mp4", "", state="public"), result(3, "b.mp4", "")])
    rows = list(csv.reader(io.StringIO(new.decode(), newline=""), delimiter=separator))
    assert [row[4] for row in rows] == ["Result: state", "public", ""]
    assert rows[2][1] == f"hai{end}dòng"
    assert new.decode().endswith(end)


def test_a_csv_in_utf_16_as_excel_writes_unicode_text() -> None:
    old = "file\ttitle\r\na.mp4\tTin\r\n".encode("utf-16")
    new = delimited.written_back(old, [result(2, "a.mp4", "", state="công khai")])
    assert new[:2] == old[:2]
    assert "công khai" in new.decode("utf-16")


def test_a_csv_in_windows_1258() -> None:
    old = "file,title\na.mp4,H\u00f4\u0323i nghi\u0323\n".encode("cp1258")
    new = delimited.written_back(old, [result(2, "a.mp4", "", state="không còn trên kênh: lỗi ở tệp")])
    text = unicodedata.normalize("NFC", new.decode("cp1258"))
    assert text.splitlines()[1] == "a.mp4,Hội nghị,,,không còn trên kênh: lỗi ở tệp,,"
    assert new.startswith(old[:10])


def test_what_windows_1258_has_no_letter_for_is_left_alone() -> None:
    with pytest.raises(Unsuitable):
        delimited.written_back(b"file,title\na.mp4,H\xf4\n", [result(2, "a.mp4", "", note="新")])


@pytest.mark.parametrize("first", ["Danh sách, quý IV, năm 2026\n", "sep=;\n", ""])
def test_the_separator_is_that_of_the_headings(first: str) -> None:
    old = f"{first}file;title\na.mp4;Một, hai, ba, bốn\n"
    line = old.count("\n")
    new = delimited.written_back(old.encode(), [result(line, "a.mp4", "", state="public")]).decode()
    assert new.splitlines()[-1] == "a.mp4;Một, hai, ba, bốn;;;public;;"
    assert new.startswith(f"{first}file;title;Result: video id;")


def test_an_empty_list_gets_no_columns(book: bytes) -> None:
    assert delimited.written_back(CSV.encode(), []) == CSV.encode()
    assert workbook.written_back(book, []) == book
