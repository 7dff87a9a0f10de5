"""stats -o FILE: each form through the command line, opened by another program, with the same figures."""

from __future__ import annotations

import csv
import json
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.conftest import Folder

TITLE = '=HYPERLINK("http://x.example") <img src=x onerror=alert(1)> | {{ 7*7 }} Ầ ế ữ'


@pytest.fixture
def reported(folder: Folder, clock: Any) -> Folder:
    """A channel with history, the most watched of its videos under a hostile title, reported on once."""
    clock("2026-11-26T01:00:00Z")
    folder.steer("POST", "seed", {"videos": 60, "playlists": 2, "items_per_playlist": 40, "seed": 5})
    lists = folder.playlists()
    sections = "".join(f"  - key: muc-{n}\n    title: Mục {n}\n    id: {p['id']}\n" for n, p in enumerate(lists))
    folder.write("playlists.yaml", f"channel:\n  timezone: Asia/Ho_Chi_Minh\nsections:\n{sections}")
    folder.sync()
    first = folder.run("stats", "--sandbox", "--json", "--month").json["videos"][0]["key"]
    folder.steer("POST", "studio", {"video": first, "title": TITLE})
    assert folder.run("stats", "--sandbox", "--month", "--fresh", "--quiet").code == 0
    return folder


def made(folder: Folder, name: str, *more: str) -> Path:
    result = folder.run("stats", "--sandbox", "--offline", "--month", "--by", "video", "-o", name, *more)
    assert result.code == 0, result.err
    assert not list(folder.path.glob("*.part"))
    return folder.path / name


def test_each_form_has_the_same_figures(reported: Folder) -> None:
    report = json.loads(made(reported, "a.json").read_text(encoding="utf-8"))
    video = report["videos"][0]
    views, total = video["during"]["views"], report["channel"]["during"]["views"]
    assert video["title"] == TITLE
    assert total > views > 1000

    book = openpyxl.load_workbook(made(reported, "a.xlsx"))
    sheet = book["Videos"]
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, sheet[2], strict=True))
    assert (row["Video"].value, row["Video"].data_type, row["Views"].value) == (TITLE, "s", views)
    assert [cell.value for cell in book["Sections"]["E"]][-1] == total

    with made(reported, "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert (first["title"], first["views"]) == (f"'{TITLE}", str(views))

    document = docx.Document(str(made(reported, "a.docx")))
    texts = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any(TITLE in row and f"{views:,}" in row for row in texts)
    assert ["Views", f"{total:,}"] in [row[:2] for row in texts]

    page = made(reported, "a.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert f"{views:,}" in page
    text = made(reported, "a.md").read_text(encoding="utf-8")
    assert f"{total:,}" in text
    assert "\\<img" in text
    terminal = reported.run("stats", "--sandbox", "--offline", "--month", "--by", "video").out
    assert TITLE[:20] in terminal
    assert f"{views:,}" in terminal


def test_a_form_can_go_to_stdout_too(reported: Folder) -> None:
    out = reported.run("stats", "--sandbox", "--offline", "--month", "--format", "html").out
    assert out.startswith("<!doctype html>")
    out = reported.run("stats", "--sandbox", "--offline", "--month", "--format", "md").out
    assert out.startswith("# YouTube channel report")


def test_an_own_page_and_an_own_document_are_filled_in(reported: Folder) -> None:
    reported.write(
        "mau.html", "<h1>{{ organisation }}</h1>{% for row in videos.records %}<p>{{ row.title }}</p>{% endfor %}"
    )
    page = made(reported, "a.html", "--template", "mau.html").read_text(encoding="utf-8")
    assert page.startswith("<h1>")
    assert "<p>=HYPERLINK(&#34;http://x.example&#34;) &lt;img" in page
    own = docx.Document()
    own.add_paragraph("{{ organisation }}: {{ period }}, {{ videos.records[0].title }}")
    own.save(str(reported.path / "mau.docx"))
    document = docx.Document(str(made(reported, "a.docx", "--template", "mau.docx")))
    assert document.paragraphs[0].text.endswith(f"October 2026, {TITLE}")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("mau.html", "một\n{{ organisaton }}", "line 2"),
        ("mau.html", "{% for x in videos %}", "line 1"),
        ("mau.html", "{{ ''.__class__.__mro__ }}", "unsafe"),
        ("mau.docx", "not a document", "no Word document"),
        ("mau.html", b"\xff\xfe\x00", "mau.html"),
    ],
)
def test_a_broken_template_is_said_and_leaves_nothing(
    reported: Folder, name: str, content: str | bytes, said: str
) -> None:
    (reported.path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    form = name.partition(".")[2]
    result = reported.run("stats", "--sandbox", "--offline", "--month", "-o", f"a.{form}", "--template", name)
    assert result.code == 2
    assert said in result.err
    assert not (reported.path / f"a.{form}").exists()
    assert not list(reported.path.glob("*.part"))


def test_no_file_is_left_half_written_when_the_report_fails(folder: Folder) -> None:
    (folder.path / "a.xlsx").write_bytes(b"before")
    result = folder.run("stats", "--sandbox", "--offline", "-o", "a.xlsx")
    assert result.code == 2
    assert (folder.path / "a.xlsx").read_bytes() == b"before"
    assert not list(folder.path.glob("*.part"))


def test_files_of_reports_are_whole_archives(reported: Folder) -> None:
    for name in ("a.xlsx", "a.docx"):
        with zipfile.ZipFile(made(reported, name)) as archive:
            assert archive.testzip() is None
