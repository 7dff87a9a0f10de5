"""Text files of columns: separators, quotes, line ends and encodings."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from tests.config.table_files import found, load, one, problems, text_file

if TYPE_CHECKING:
    from pathlib import Path

LIST = "Tệp,Tiêu đề,Mô tả\na.mp4,Hội nghị,Ngày hội đại đoàn kết\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["videos.csv", "videos.tsv", "VIDEOS.CSV"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, end: str, name: str) -> None:
    text = LIST.replace(",", separator).replace("\n", end)
    entry = one(text_file(tmp_path, text, name))
    assert (entry.title, entry.description, entry.place.line) == ("Hội nghị", "Ngày hội đại đoàn kết", 2)


def test_a_separator_that_the_file_names(tmp_path: Path) -> None:
    file = text_file(tmp_path, 'sep=|\nfile|title\na.mp4|"A|B"\nz.mp4|C\n')
    assert found(file) == [(":4:1", "no-such-file")]
    assert one(text_file(tmp_path, "sep=;\r\nfile;title\r\na.mp4;A,B\r\n")).title == "A,B"


def test_a_heading_alone_and_commas_in_texts(tmp_path: Path) -> None:
    assert one(text_file(tmp_path, "video\ndQw4w9WgXcQ\n")).video == "dQw4w9WgXcQ"
    text = "Danh sách, tháng 11, năm 2026, lần 2\nTệp;Tiêu đề\na.mp4;Một, hai, ba, bốn\n"
    assert one(text_file(tmp_path, text)).title == "Một, hai, ba, bốn"


@pytest.mark.parametrize(
    "data",
    [
        LIST.encode(),
        codecs.BOM_UTF8 + LIST.encode(),
        codecs.BOM_UTF16_LE + LIST.replace(",", "\t").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "videos.csv").write_bytes(data)
    assert one(tmp_path / "videos.csv").title == "Hội nghị"


def windows_1258(text: str) -> bytes:
    """As a program writes it that has a letter and its tone apart."""
    import unicodedata

    made = b""
    for letter in text:
        try:
            made += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            made += base.encode("cp1258") + tone.encode("cp1258")
    return made


def test_windows_1258_is_taken_when_its_words_are_vietnamese(tmp_path: Path) -> None:
    title = "Phường Đằng Giang: quán triệt, triển khai Nghị quyết của Đảng ủy; khuyến học, giữ gìn ngoằn ngoèo"
    (tmp_path / "videos.csv").write_bytes(windows_1258(f'file,title\na.mp4,"{title}"\n'))
    assert one(tmp_path / "videos.csv").title == title


@pytest.mark.parametrize(
    "data",
    [
        "file,title\na.mp4,Réunion à l'hôtel de Nîmes, où ça\n".encode("cp1252"),
        "file,title\na.mp4,Größe über Äpfel\n".encode("cp1252"),
        "file,title\na.mp4,xã\n".encode("cp1252"),
        "file,title\na.mp4,H?i ngh? t?ng k\xeat\n".encode("cp1252"),
        b"file,title\na.mp4,H\xe9i ngh\xde giao ban qu\xfd\n",  # TCVN3
        b"file,title\na.mp4,H\x81\x8d\xff\n",
        codecs.BOM_UTF16_LE + b"f\x00i",
        codecs.BOM_UTF8 + b"file\n\xff\n",
    ],
)
def test_letters_that_cannot_be_told_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "videos.csv").write_bytes(data)
    assert [each.code for each in problems(tmp_path / "videos.csv")] == ["table-encoding"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('file,title\na.mp4,"A\nb.mp4,B\n', [(":2:1", "table-quote")]),
        ('file,title\nz.mp4,A\nb.mp4,"B" C\n', [(":2:1", "no-such-file"), (":3:1", "table-quote")]),
        ("file,title\na.mp4,A,B\n", [(":2:3", "column-without-heading")]),
        ("file,title\na.mp4,A,,\nb.mp4\n", [(":3:2", "missing-key")]),
        ("file,title\na.mp4,A\0B\n", [(":2:1", "table-control")]),
        ("file,title\na.mp4,H\ufffdi\n", [(":2:1", "table-letters-lost")]),
        ("file,title\na.mp4,#N/A\n", [(":2:2", "cell-error")]),
        ("file,title\na.mp4,\x1b[31mA\n", [(":2:2", "control-character")]),
        ('file,title\na.mp4,"A\nB"\n', [(":2:2", "control-character")]),
        ("file,title\n\n\n,,\n \n", []),
    ],
)
def test_what_is_wrong_in_a_text_file(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text_file(tmp_path, text)) == expected


def test_quotes_and_formulas_are_text(tmp_path: Path) -> None:
    text = 'file,title,description\na.mp4,"Nói ""không"" với rác","=1+1\n@SUM(A1)"\n'
    entry = one(text_file(tmp_path, text))
    assert (entry.title, entry.description) == ('Nói "không" với rác', "=1+1\n@SUM(A1)")


@pytest.mark.parametrize("name", ["videos.xls", "videos.ods", "videos.numbers"])
def test_other_forms_are_refused_by_name(tmp_path: Path, name: str) -> None:
    assert [each.code for each in problems(text_file(tmp_path, "x", name))] == ["manifest-form"]


def test_many_entries_stand_in_their_order(tmp_path: Path) -> None:
    rows = "".join(f"{number:011},Số {number}\n" for number in range(500))
    assert [entry.title for entry in load(text_file(tmp_path, "video,title\n" + rows)).videos] == [
        f"Số {number}" for number in range(500)
    ]
