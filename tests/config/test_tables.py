"""Lists of videos as tables: the same entries as from YAML, and problems at their cells."""

# ruff: noqa: DTZ001 - cells have no time zone

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.clips import clip, still
from tests.config.hostile_files import cell, sheet_xml, zipped
from tests.config.table_files import (
    csv_file,
    found,
    load,
    one,
    problems,
    saved,
    text_file,
    workbook,
    xlsx_file,
)
from ytchannel.errors import Place
from ytchannel.render import problems as sentences

if TYPE_CHECKING:
    from pathlib import Path

ID = "dQw4w9WgXcQ"
PNG = still("PNG")
ENGLISH = ("file", "title", "description", "sections", "tags", "category", "language", "privacy", "made_for_kids",
           "notify_subscribers", "publish_at", "thumbnail")  # fmt: skip
VIETNAMESE = ("Tệp", "Tiêu đề", "Mô tả", "Chuyên mục", "Từ khóa", "Thể loại", "Ngôn ngữ", "Chế độ hiển thị",
              "Dành cho trẻ em", "Thông báo người đăng ký", "Ngày đăng", "Ảnh thu nhỏ")  # fmt: skip
KEYS = ("a.mp4", "Hội nghị", "Một\nhai", "bac; tin-co-so", "hội nghị;Hải Phòng", "Music", "vi", "private", "false",
        "true", "2026-12-01 07:00", "ảnh.png")  # fmt: skip
WORDS = ("a.mp4", "Hội nghị", "Một\nhai", "THEO GƯƠNG BÁC\nTin cơ sở", " hội nghị , Hải Phòng ", "Âm nhạc",
         "Tiếng Việt", "Riêng tư", "Không", "x", "01/12/2026 7h", "ảnh.png")  # fmt: skip
YAML = f"""\
videos:
  - file: a.mp4
    title: Hội nghị
    description: "Một\\nhai"
    sections: [bac, tin-co-so]
    tags: [hội nghị, Hải Phòng]
    category: Music
    language: vi
    privacy: private
    made_for_kids: false
    notify_subscribers: true
    publish_at: 2026-12-01 07:00
    thumbnail: ảnh.png
  - video: {ID}
"""

BOTH = pytest.mark.parametrize("write", [csv_file, xlsx_file])


@BOTH
@pytest.mark.parametrize("headings", [ENGLISH, VIETNAMESE])
@pytest.mark.parametrize("values", [KEYS, WORDS])
def test_a_table_is_the_same_as_yaml(tmp_path: Path, write: Any, headings: Any, values: Any) -> None:
    (tmp_path / "ảnh.png").write_bytes(PNG)
    from_yaml = load(text_file(tmp_path, YAML, "videos.yaml")).videos
    rows = [[*headings, "Mã video"], values, ["", *[""] * 11, ID]]
    from_table = load(write(tmp_path, rows)).videos

    def facts(entry: Any) -> dict[str, Any]:
        return {name: getattr(entry, name) for name in entry.__dataclass_fields__ if name != "place"}

    assert [facts(entry) for entry in from_table] == [facts(entry) for entry in from_yaml]


@pytest.mark.parametrize(
    ("heading", "value", "field", "expected"),
    [
        ("TAP TIN", "b.mp4", "file", "b.mp4"),
        ("  file   VIDEO ", "b.mp4", "file", "b.mp4"),
        (unicodedata.normalize("NFD", "Tệp tin"), "b.mp4", "file", "b.mp4"),
        ("Đường dẫn (bắt buộc)", "b.mp4", "file", "b.mp4"),
        ("Chuyên mục *", "TIN CƠ SỞ", "sections", ("tin-co-so",)),
        ("chuyen_muc", "Hải Phòng; Thành phố Hoa Phượng đỏ", "sections", ("hai-phong",)),
        ("chuyên mục", "Hải Phòng; Thành phố Hoa Phượng đỏ\nbac;", "sections", None),
        ("Từ khoá", "a,b; c\nA", "tags", ("a", "b", "c")),
        ("Thẻ", 2026, "tags", ("2026",)),
        ("Danh mục", 25, "category", "25"),
        ("category", "giáo dục", "category", "27"),
        ("Quyền riêng tư", "cong khai", "privacy", "public"),
        ("visibility", "Không công khai", "privacy", "unlisted"),
        ("made for kids", "YES", "made_for_kids", True),
        ("Dành cho trẻ em?", "không", "made_for_kids", None),
        ("Thông báo cho người đăng ký", "1", "notify_subscribers", True),
        ("ngôn ngữ", "tiếng anh", "language", "en"),
        ("Mô tả", " Một \r\n\r\n hai ", "description", "Một \n\n hai"),
    ],
)
@BOTH
def test_headings_and_values_as_people_write_them(
    tmp_path: Path, write: Any, heading: str, value: Any, field: str, expected: Any
) -> None:
    file = write(tmp_path, [["Tiêu đề", "file" if field != "file" else "Ghi chú", heading], ["A", "a.mp4", value]])
    if expected is None:
        assert problems(file)
        return
    said = getattr(one(file), field)
    assert (said.name if field == "file" else said) == expected


@BOTH
def test_every_vietnamese_letter_comes_through(tmp_path: Path, write: Any) -> None:
    vowels = "aăâeêioôơuưy"
    letters = "".join(
        unicodedata.normalize("NFC", v + tone) for v in vowels for tone in "\u0300\u0301\u0303\u0309\u0323"
    )
    title = f"{letters}đĐ {'aăâeêioôơuưy'.upper()}"
    decomposed = unicodedata.normalize("NFD", title)
    assert one(write(tmp_path, [["Tiêu đề", "Tệp"], [decomposed, "a.mp4"]])).title == title


@BOTH
def test_a_file_name_in_nfd_is_found(tmp_path: Path, write: Any) -> None:
    film = tmp_path / unicodedata.normalize("NFD", "hội nghị.mp4")
    film.write_bytes(clip("film"))
    assert one(write(tmp_path, [["Tệp", "Tiêu đề"], ["hội nghị.mp4", "A"]])).file == film


@BOTH
def test_what_is_not_of_the_list_is_passed_over(tmp_path: Path, write: Any) -> None:
    rows = [
        ["ĐẢNG ỦY KHỐI", "", "", "", "", "", ""],
        [],
        ["STT", "Tệp", "Tiêu đề", "# Người làm", "Kết quả: mã video", "result: LINK", "", "Ghi chú"],
        ["1", "a.mp4", "A", "An", "x", "y", "", "=z"],
        ["", " ", "\u00a0", "", "", "", "", ""],
        ["2", "", "", "Bình", "", "", "", "chưa có"],
        ["3", "b.mp4", "B"],
    ]
    assert [entry.title for entry in load(write(tmp_path, rows)).videos] == ["A", "B"]


def test_places_in_a_text_file(tmp_path: Path) -> None:
    file = text_file(tmp_path, 'Tệp;Tiêu đề;Mô tả\r\na.mp4;A;"Một\r\nhai\r\n\r\nba"\r\n\r\nz.mp4;;x\r\n')
    assert found(file) == [(":7:1", "no-such-file"), (":7:2", "missing-key")]
    first = problems(file)[0]
    assert first.place == Place(file.as_posix(), 7, 1)
    assert sentences.line(first).endswith(
        "videos.csv:7:1: “Tệp”: There is no file z.mp4; check its name: there is “e.mp4”."
    )


def test_places_in_a_workbook(tmp_path: Path) -> None:
    made = workbook(tmp_path, [["Quý IV"], ["", "Tệp", "Tiêu đề"], ["", "a.mp4", "<b>"]], "Danh sách")
    second = made.create_sheet("Bổ sung")
    second.append(["title", "file"])
    second.append(["B", "a.mp4"])
    second["AB3"] = "lạc"
    file = saved(made, tmp_path)
    wrong = problems(file)
    assert found(file) == [
        (":Danh sách!C3", "angle-bracket"),
        (":Bổ sung!B2", "same-file"),
        (":Bổ sung!AB3", "column-without-heading"),
    ]
    assert wrong[0].place == Place(file.as_posix(), 3, 3, "Danh sách")
    assert "row 3 (Danh sách) already" in sentences.sentence(wrong[1])


def test_sheets_in_their_order_without_hidden_ones_and_notes(tmp_path: Path) -> None:
    made = workbook(tmp_path, [["Tệp", "Tiêu đề"], ["b.mp4", "B"]], "Zét")
    for name, state, rows in (
        ("ytchannel", "hidden", [["privacy"], ["Công khai"]]),
        ("sâu", "veryHidden", [["file"], ["nothing.mp4"]]),
        ("Hướng dẫn", "visible", [["Điền mỗi video một dòng."], ["Xem trang trước."]]),
        ("A", "visible", [["title", "file"], ["A", "a.mp4"]]),
    ):
        sheet = made.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    made["Zét"].row_dimensions[2].hidden = True  # a filter hides rows that count all the same
    assert [entry.title for entry in load(saved(made, tmp_path)).videos] == ["B", "A"]


@pytest.mark.parametrize("name", ["videos.xlsm", "VIDEOS.XLSX"])
def test_workbooks_by_other_names(tmp_path: Path, name: str) -> None:
    assert one(saved(workbook(tmp_path, [["Tệp", "Tiêu đề"], ["a.mp4", "A"]]), tmp_path, name)).title == "A"


def test_no_sheet_with_headings(tmp_path: Path) -> None:
    (problem,) = problems(xlsx_file(tmp_path, [["một", "hai"], ["ba", "bốn"]]))
    assert (problem.code, str(problem.place)) == ("table-without-headings", f"{tmp_path}/videos.xlsx:Danh sách!A1")
    assert "Tiêu đề" in sentences.sentence(problem)
    assert [each.code for each in problems(text_file(tmp_path, ""))] == ["table-without-headings"]
    below = [[str(number)] for number in range(20)]
    assert problems(csv_file(tmp_path, [*below[1:], ["title", "file"], ["A", "a.mp4"]])) == []
    assert [each.code for each in problems(csv_file(tmp_path, [*below, ["title"]]))] == ["table-without-headings"]


@BOTH
def test_wrong_headings(tmp_path: Path, write: Any) -> None:
    rows = [["Tệp", "Tiêu đầu", "Xưởng", "file"], ["a.mp4", "A", "An", "x"], ["b.mp4", "B", "", ""]]
    missing, first, second, _ = wrong = problems(write(tmp_path, rows))
    assert [each.code for each in wrong] == ["missing-key", "unknown-column", "unknown-column", "same-column"]
    assert "no column “Tiêu đề”; add it." in sentences.sentence(missing)
    assert (first.facts["near"], second.facts["near"]) == ("Tiêu đề", "")
    assert "write Tiêu đề" in sentences.sentence(first)


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        (datetime(2026, 12, 1, 7, 0), "dd/mm/yyyy hh:mm", "2026-12-01 00:00"),
        (datetime(2026, 12, 1, 7, 0, 30), None, "2026-12-01 00:00:30"),
        (46357.2916666667, "dd/mm/yyyy hh:mm", "2026-12-01 00:00"),
        (46357.2916666667, "[$-42A]dd mmmm yyyy hh:mm", "2026-12-01 00:00"),
        ("01/12/2026 07:00", None, "2026-12-01 00:00"),
        ("1.12.2026 7:00", None, "2026-12-01 00:00"),
        ("7h30 ngày 1-12-2026", None, "2026-12-01 00:30"),
        ("1/12/2026 lúc 7 giờ", None, "2026-12-01 00:00"),
        ("01/12/2026 7:05:09 CH", None, "2026-12-01 12:05:09"),
        ("01/12/2026 12:30 AM", None, "2026-11-30 17:30"),
        ("2026-12-01T07:00:00+09:00", None, "2026-11-30 22:00"),
        ("2026/12/1 7:00", None, "2026-12-01 00:00"),
        (46357, "dd/mm/yyyy hh:mm", "2026-11-30 17:00"),  # midnight, as it is shown
        (46357, "m/d/yy h:mm", "2026-11-30 17:00"),
        (date(2026, 12, 1), "dd/mm/yyyy", "date-without-time"),
        (date(2026, 12, 1), '[$-42A]"thứ" d/m/yyyy', "date-without-time"),
        ("01/12/2026", None, "date-without-time"),
        ("12/31/2026 07:00", None, "no-such-date"),
        ("01/12/2026 25:00", None, "no-such-date"),
        ("01/12/26 07:00", None, "bad-date"),
        ("1/12.2026 07:00", None, "bad-date"),
        ("mai", None, "bad-date"),
        (46357.25, "General", "bad-date"),
        (time(7, 0), "hh:mm", "cell-date"),
        (True, None, "bad-date"),
    ],
)
def test_times_of_publication(tmp_path: Path, cell: Any, form: str | None, expected: str) -> None:
    made = workbook(tmp_path, [["Tệp", "Tiêu đề", "Ngày đăng"], ["a.mp4", "A", cell]])
    if form:
        made.active["C2"].number_format = form
    file = saved(made, tmp_path)
    if "-" in expected and expected[0].isalpha():
        assert found(file) == [(":Danh sách!C2", expected)]
    else:
        assert one(file).publish_at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 12, 1), time(7, 30), "2026-12-01 00:30"),
        (datetime(2026, 12, 1), timedelta(hours=7), "2026-12-01 00:00"),
        ("1/12/2026", "7h", "2026-12-01 00:00"),
        ("1/12/2026 7:00", "07:00", "2026-12-01 00:00"),
        ("2026-12-01", "7:00 CH", "2026-12-01 12:00"),
        ("2026-12-01 07:00", " ", "2026-12-01 00:00"),
        (date(2026, 12, 1), time(0, 0), "2026-11-30 17:00"),
        ("", time(7, 0), "clock-alone"),
        (date(2026, 12, 1), "sáng", "bad-clock"),
        (date(2026, 12, 1), timedelta(hours=25), "bad-clock"),
        ("1/12/2026 8:00", "07:00", "clock-twice"),
        ("", "", None),
    ],
)
def test_the_hour_in_a_column_of_its_own(tmp_path: Path, day: Any, hour: Any, expected: str | None) -> None:
    file = xlsx_file(tmp_path, [["Giờ đăng", "Tệp", "Tiêu đề", "Ngày đăng"], [hour, "a.mp4", "A", day]])
    if expected is None:
        assert one(file).publish_at is None
    elif expected[0].isalpha():
        assert found(file) == [(":Danh sách!A2", expected)]
    else:
        assert one(file).publish_at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_hour_alone_is_a_date_with_its_hour(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [["file", "title", "Giờ đăng"], ["a.mp4", "A", "7:00 1/12/2026"]])
    assert one(file).publish_at == datetime(2026, 12, 1, tzinfo=UTC)


def test_the_calendar_that_begins_in_1904(tmp_path: Path) -> None:
    made = workbook(tmp_path, [["Tệp", "Tiêu đề", "Ngày đăng"]])
    made.epoch = CALENDAR_MAC_1904
    made.active.append(["a.mp4", "A", datetime(2026, 12, 1, 7, 0)])
    assert one(saved(made, tmp_path)).publish_at == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        (2026, "2026"),
        (2026.0, "2026"),
        (28.5, "28.5"),
        (True, "TRUE"),
        ("'x", "'x"),
        ("007", "007"),
        ("a_x0041_", None),
    ],
)
def test_titles_that_are_no_texts(tmp_path: Path, cell: Any, title: str | None) -> None:
    assert one(xlsx_file(tmp_path, [["Tệp", "Tiêu đề"], ["a.mp4", cell]])).title == (title or "aA")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=1+1", "cell-formula"),
        ("#N/A", "cell-error"),
        ("#REF!", "cell-error"),
        (12345678901234567, "cell-number"),
        (datetime(2026, 12, 1), "cell-date"),
        (time(7, 0), "cell-date"),
    ],
)
def test_cells_that_have_no_text_to_be_trusted(tmp_path: Path, cell: Any, code: str) -> None:
    rows = [["Tệp", "Tiêu đề", "Ghi chú"], ["a.mp4", cell, cell], ["b.mp4", "B"]]
    assert found(xlsx_file(tmp_path, rows)) == [(":Danh sách!B2", code)]


def test_a_formula_counts_with_its_value(tmp_path: Path) -> None:
    row = '<c r="A2" t="str"><f>"a"&amp;".mp4"</f><v>a.mp4</v></c><c r="B2"><f>1+1</f><v>2</v></c>'
    head = f'<row r="1">{cell("A1", "file")}{cell("B1", "title")}</row>'
    (tmp_path / "videos.xlsx").write_bytes(zipped(sheet_xml(f'{head}<row r="2">{row}</row>')))
    entry = one(tmp_path / "videos.xlsx")
    assert (entry.file, entry.title) == (tmp_path / "a.mp4", "2")


def test_a_cell_that_reaches_over_rows_counts_for_each(tmp_path: Path) -> None:
    made = workbook(
        tmp_path, [["", "Lịch"], ["Tệp", "Tiêu đề", "Chuyên mục"], [], *[[f"{x}.mp4", x] for x in "abc"], []]
    )
    made.active["C4"] = "Tin cơ sở"
    for cells in ("C4:C7", "A2:A3", "B1:C1"):
        made.active.merge_cells(cells)
    entries = load(saved(made, tmp_path)).videos
    assert [entry.sections for entry in entries] == [("tin-co-so",)] * 3


def test_texts_in_other_languages_have_columns(tmp_path: Path) -> None:
    from ytchannel.config.tables import read

    rows = [["video", "title:en", "Mô tả (EN-gb)", "Tiêu đề (tiếng Pháp)"], [ID, "News", "About", ""]]
    assert read(csv_file(tmp_path, rows), ()).value == {
        "videos": [{"video": ID, "localizations": {"en": {"title": "News"}, "EN-gb": {"description": "About"}}}]
    }


def test_captions_tell_their_language(tmp_path: Path) -> None:
    from ytchannel.config.tables import read

    rows = [["video", "Phụ đề"], [ID, "p/a.vi.srt; en: b.srt\nc (2).srt; d.srt (tiếng Anh)"]]
    assert read(csv_file(tmp_path, rows), ()).value["videos"] == [
        {
            "video": ID,
            "captions": [
                {"file": "p/a.vi.srt"},
                {"file": "b.srt", "language": "en"},
                {"file": "c (2).srt"},
                {"file": "d.srt", "language": "en"},
            ],
        }
    ]


def test_an_unknown_section_is_told_by_its_likely_key(tmp_path: Path) -> None:
    (problem,) = problems(csv_file(tmp_path, [["file", "title", "Chuyên mục"], ["a.mp4", "A", "bac;Tin cơ sớ"]]))
    assert (problem.code, problem.facts["near"]) == ("unknown-section", "tin-co-so")


@BOTH
def test_a_row_with_neither_file_nor_video_or_both(tmp_path: Path, write: Any) -> None:
    file = write(tmp_path, [["Tệp", "Mã video", "Tiêu đề", "Chế độ"], ["", "", "A", ""], ["a.mp4", ID, "B", "abc"]])
    assert [each.code for each in problems(file)] == ["neither-file-nor-video", "file-and-video", "bad-privacy"]
    said = " ".join(sentences.sentence(each) for each in problems(file))
    assert "`" not in said  # that is how YAML is spoken of


@BOTH
def test_a_place_in_a_section_and_edits_of_tags(tmp_path: Path, write: Any) -> None:
    head = ["Mã video", "Chuyên mục", "Thêm thẻ", "Bỏ thẻ"]
    found = one(write(tmp_path, [head, ["dQw4w9WgXcQ", "Tin cơ sở: 3; THEO GƯƠNG BÁC", "Tết; xuân, mới", "cũ"]]))
    assert (found.sections, found.positions) == (("tin-co-so", "bac"), {"tin-co-so": 2})
    assert (found.tags_added, found.tags_removed) == (("Tết", "xuân", "mới"), ("cũ",))
    (wrong,) = problems(write(tmp_path, [["Mã video", "Thẻ", "Thêm thẻ"], ["dQw4w9WgXcQ", "a", "b"]]))
    assert (wrong.code, wrong.facts["first"]) == ("same-column", "Thẻ")
