"""Reports as workbooks and Word documents: opened again, and by LibreOffice, they have the report's figures."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.unit.sample_report import HOSTILE, ZONE, report
from ytchannel import words
from ytchannel.errors import UsageError
from ytchannel.render import errors
from ytchannel.render.reports import cells, presenting
from ytchannel.render.reports.document import as_docx
from ytchannel.render.reports.template_context import context
from ytchannel.render.reports.workbook import as_xlsx
from ytchannel.render.sheets import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ytchannel.render.reports.presentation import Presentation, View

LANGUAGES = ("en", "vi")
REMARK = "Số liệu <i>hai ngày cuối</i> & chưa đủ {{ 1/0 }}."


@dataclass(frozen=True)
class Made:
    """A sample in a language, in both forms."""

    language: str
    presentation: Presentation
    xlsx: bytes
    docx: bytes


def presented(language: str) -> Presentation:
    words.use(language)
    return replace(presenting.present(report(), ZONE), remarks=(REMARK,))


@pytest.fixture(scope="module")
def samples() -> dict[str, Made]:
    found = {}
    for language in LANGUAGES:
        shown = presented(language)
        found[language] = Made(language, shown, as_xlsx(shown), as_docx(shown))
    words.use("en")
    return found


@pytest.fixture(params=LANGUAGES)
def made(request: pytest.FixtureRequest, samples: dict[str, Made]) -> Iterator[Made]:
    words.use(request.param)
    yield samples[request.param]
    words.use("en")


def sheet_of(made: Made, view: View) -> Any:
    book = load_workbook(io.BytesIO(made.xlsx))
    return book.worksheets[1 + made.presentation.views.index(view)]


def cell_value(value: Any, kind: str) -> Any:
    """What a cell has of a value: no time zone, durations as parts of a day."""
    match kind:
        case "text" | "id":
            return None if value is None else xml_text(value)
        case "date" if value is not None:
            return datetime.combine(value, time())
        case "time" if value is not None:
            return value.replace(tzinfo=None)
    return value


def seconds(value: Any) -> float:
    """A duration that openpyxl read, of whatever type it makes of it."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    return value.total_seconds() if hasattr(value, "total_seconds") else value * 86_400


def test_a_workbook_has_every_value_of_the_report_as_what_it_is(made: Made) -> None:
    for view in made.presentation.views:
        sheet = sheet_of(made, view)
        assert [cell.value for cell in sheet[1]] == [column.title for column in view.columns]
        for number, row in enumerate([*view.rows, *([view.total] if view.total else [])]):
            for place, column in enumerate(view.columns):
                cell = sheet.cell(number + 2, place + 1)
                wanted = cell_value(row[place], column.kind)
                if column.kind == "duration" and wanted is not None:
                    assert seconds(cell.value) == pytest.approx(wanted, abs=0.5)
                elif isinstance(wanted, float):
                    assert cell.value == pytest.approx(wanted, abs=0.0501 if column.kind == "hours" else 0.00501)
                else:
                    assert cell.value == wanted
                if isinstance(wanted, str):
                    assert cell.data_type == "s"


def test_the_overview_has_the_head_of_the_report(made: Made) -> None:
    sheet = load_workbook(io.BytesIO(made.xlsx)).worksheets[0]
    texts = [tuple(cell.value for cell in row) for row in sheet.iter_rows(max_col=3)]
    shown = made.presentation
    assert texts[0][0] == shown.title
    found = {row[1] for row in texts}
    assert {shown.organisation, shown.handle, shown.period, shown.compared, shown.made} <= found
    assert {(fact.label, fact.value, fact.change or None) for fact in shown.facts} <= set(texts)
    assert (REMARK, None, None) in texts


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(made: Made) -> None:
    book = load_workbook(io.BytesIO(made.xlsx))
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in every} <= {"s", "n", "d"}
    assert not [cell for cell in every if cell.hyperlink]
    titles = {cell.value for cell in every}
    assert {xml_text(title) for title in HOSTILE} <= titles
    with zipfile.ZipFile(io.BytesIO(made.xlsx)) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)


def test_a_text_that_looks_like_a_code_of_excel_stays_as_it_is() -> None:
    shown = replace(presented("en"), organisation="_x0041_ ￿", handle="")
    sheet = load_workbook(io.BytesIO(as_xlsx(shown))).worksheets[0]
    with zipfile.ZipFile(io.BytesIO(as_xlsx(shown))) as archive:
        assert "_x005F_x0041_ \\uffff" in archive.read("xl/sharedStrings.xml").decode()
    assert sheet["B2"].value.endswith("\\uffff")


@pytest.mark.parametrize("kind", ["change", "share", "hours", "duration", "date", "time", "number"])
def test_numbers_are_shown_by_the_format_of_their_kind(made: Made, kind: str) -> None:
    day = "dd/mm/yyyy" if made.language == "vi" else "d mmm yyyy"
    moment = f"hh:mm {day}" if made.language == "vi" else f"{day} hh:mm"
    wanted = {
        "change": {'+0%;"−"0%;0%', '+0.0%;"−"0.0%;0.0%'}, "share": {"0.0%"}, "hours": {"#,##0.0"}, "number": {"#,##0"},
        "duration": {"m:ss", "[h]:mm:ss"}, "date": {day}, "time": {moment},
    }  # fmt: skip
    found = set()
    for view in made.presentation.views:
        sheet = sheet_of(made, view)
        for place, column in enumerate(view.columns):
            if column.kind == kind:
                found |= {
                    sheet.cell(row + 2, place + 1).number_format
                    for row in range(len(view.rows))
                    if sheet.cell(row + 2, place + 1).value is not None
                }
    assert found
    assert found <= wanted[kind]


def test_headings_stay_in_sight_can_be_filtered_and_are_printed_on_each_page(made: Made) -> None:
    for view in made.presentation.views:
        sheet = sheet_of(made, view)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.auto_filter.ref.endswith(str(max(1, len(view.rows)) + 1))
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        if view.total:
            last = sheet[len(view.rows) + 2]
            assert all(cell.font.bold for cell in last)


def test_charts_stand_beside_their_tables(made: Made) -> None:
    for view in made.presentation.views:
        charts = sheet_of(made, view)._charts
        assert len(charts) == (1 if view.chart else 0)
        if charts:
            assert charts[0].anchor._from.col > len(view.columns)


def test_names_of_sheets_are_valid_and_differ() -> None:
    shown = presented("en")
    view = shown.view("devices")
    titles = ("Overview", "history", "a/b:c*d?[e]\\f" * 5, "a/b:c*d?[e]\\f" * 5, "'", "")
    names = load_workbook(
        io.BytesIO(as_xlsx(replace(shown, views=tuple(replace(view, title=each) for each in titles))))
    ).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 1
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert "history" not in [name.casefold() for name in names]


def written_rows(view: View, count: int) -> list[list[str]]:
    return [
        [xml_text(cells.written(value, column.kind)) for value, column in zip(row, view.columns, strict=True)]
        for row in view.rows[:count]
    ]


def test_a_document_has_the_figures_of_the_report(made: Made) -> None:
    document = Document(io.BytesIO(made.docx))
    shown = made.presentation
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [view.title for view in shown.views]
    facts, *tables = document.tables[1:-1]
    assert [cell.text for cell in facts.columns[1].cells][1:] == [fact.value for fact in shown.facts]
    assert [cell.text for cell in facts.columns[2].cells][1:] == [fact.change for fact in shown.facts]
    for view, table in zip(shown.views, tables, strict=True):
        places = [[column.title for column in view.columns].index(cell.text) for cell in table.rows[0].cells]
        assert "id" not in {view.columns[place].kind for place in places}
        wanted = [[row[place] for place in places] for row in written_rows(view, len(view.rows))]
        rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        assert rows[: len(wanted)] == wanted
        assert len(rows) == len(wanted) + (view.total is not None)
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_titles_that_look_like_orders_are_text_in_a_document(made: Made) -> None:
    videos = made.presentation.view("videos")
    hostile = replace(videos, rows=tuple(row for row in videos.rows if row[videos.at("title")] in HOSTILE))
    document = Document(io.BytesIO(as_docx(replace(made.presentation, views=(hostile,)))))
    told = [cell.text for cell in document.tables[2].columns[0].cells[1:]]
    assert sorted(told) == sorted(xml_text(title) for title in HOSTILE)
    assert not document.element.xpath("//w:hyperlink|//w:instrText")


def test_a_page_has_the_columns_that_matter_and_whole_dates(made: Made) -> None:
    document = Document(io.BytesIO(made.docx))
    shown = {}
    for view, table in zip(made.presentation.views, document.tables[2:-1], strict=True):
        keys = {column.title: column.key for column in view.columns}
        shown[view.key] = {keys[cell.text]: cell.width.mm for cell in table.rows[0].cells}
        assert 160 < sum(shown[view.key].values()) <= 165.5
    assert {"title", "videos", "published", "views", "change", "hours", "likes", "comments"} <= shown["sections"].keys()
    assert {"day", "published", "views", "change", "hours", "likes", "comments", "subscribers"} <= shown["days"].keys()
    assert {"title", "published_at", "views", "change", "hours", "likes"} <= shown["videos"].keys()
    # Of 10.5 points a date of the longest month is 23.1 mm with its cell, a date with its hour 32.5.
    wide = {"vi": (20.7, 30), "en": (23.1, 32.5)}[made.language]
    assert shown["days"]["day"] > wide[0]
    assert min(shown["videos"]["published_at"], shown["coming"]["when"]) > wide[1]


def test_a_document_is_set_as_an_office_sets_it(made: Made) -> None:
    document = Document(io.BytesIO(made.docx))
    section = document.sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins] == [20, 20, 30, 15]
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 13)
    language = {"vi": "vi-VN", "en": "en-US"}[made.language]
    assert document.styles.element.xpath("//w:lang/@w:val") == [language]
    assert re.findall(r'w:instr="(\w+)"', section.footer._element.xml) == ["PAGE", "NUMPAGES"]
    assert section.footer.paragraphs[0].text.startswith("Trang" if made.language == "vi" else "Page")
    name = document.tables[0].cell(0, 0).paragraphs[0].runs[0]
    assert (name.text, name.bold, name.font.all_caps) == (made.presentation.organisation, True, True)
    (block,) = document.tables[-1].rows  # one row, so that no page's end comes between
    assert block._tr.xpath("w:trPr/w:cantSplit")
    assert [cell.text.split("\n")[1] for cell in block.cells] == (
        ["NGƯỜI LẬP BÁO CÁO", "THỦ TRƯỞNG ĐƠN VỊ"] if made.language == "vi" else ["Prepared by", "Approved by"]
    )
    assert [bool(cell.text.split("\n")[0]) for cell in block.cells] == [False, True]  # place and day stand right
    ends = [cell.paragraphs[0] for cell in document.tables[-2].rows[-1].cells]
    assert all(each.paragraph_format.keep_with_next for each in (*ends, document.paragraphs[-1]))
    assert made.presentation.period in document.core_properties.title
    centred = [each.text for each in document.paragraphs[:3]]
    assert {"vi": "Tháng 10 năm 2026", "en": "October 2026"}[made.language] in centred
    assert document.core_properties.author == made.presentation.organisation


def test_a_chart_of_a_document_has_its_numbers_and_a_workbook_to_edit_them_in(made: Made) -> None:
    view = made.presentation.view("sections")
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        xml = archive.read("word/charts/chart1.xml").decode()
        book = load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
        relations = archive.read("word/charts/_rels/chart1.xml.rels").decode()
        assert len([name for name in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", name)]) == len(
            [each for each in made.presentation.views if each.chart]
        )
    views = [str(row[view.at("views")]) for row in view.rows]
    assert re.findall(r"<c:v>(\d+)</c:v>", xml.partition("<c:val>")[2]) == views
    assert [str(cell.value) for cell in book["data"]["B"][1:]] == views
    assert "../embeddings/chart1.xlsx" in relations
    assert 'externalData r:id="rId1"' in xml


def test_days_that_nobody_knows_of_are_gaps_of_a_line_not_zeros(made: Made) -> None:
    view = made.presentation.view("days")
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        xml = archive.read("word/charts/chart2.xml").decode()
    first = xml.partition("<c:val>")[2].partition("</c:val>")[0]
    known = [number for number, row in enumerate(view.rows) if row[view.at("views")] is not None]
    assert len(known) == len(view.rows) - 2
    assert [int(place) for place in re.findall(r'<c:pt idx="(\d+)"', first)] == known
    assert '<c:dispBlanksAs val="gap"/>' in xml


def test_long_tables_of_a_document_say_what_they_leave_out() -> None:
    shown = presented("en")
    days = shown.view("days")
    quarter = replace(days, rows=days.rows * 3)
    document = Document(io.BytesIO(as_docx(replace(shown, views=(shown.view("videos"), quarter)))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "93 days are in the chart only." in texts
    assert len(document.tables) == 4  # the corner, the figures, the videos, the signatures


def own(*paragraphs: str, rows: str = "") -> bytes:
    """A template as somebody makes it in Word."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=3, cols=2)
        table.cell(0, 0).text = "{%tr for row in " + rows + " %}"
        table.cell(1, 0).text, table.cell(1, 1).text = "{{ row.title }}", "{{ row.views }}"
        table.cell(2, 0).text = "{%tr endfor %}"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_the_own_template_of_an_organisation_is_filled_in(made: Made) -> None:
    shown = made.presentation
    template = own("{{ organisation }}: {{ period }}", "{% for remark in remarks %}{{ remark }}{% endfor %}",
                   "{% for fact in facts %}{{ fact.label }} {{ fact.value }} {{ fact.change }}; {% endfor %}",
                   "{{ chart('sections') }}", rows="videos.records")  # fmt: skip
    made_of_it = as_docx(shown, template)
    document = Document(io.BytesIO(made_of_it))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == [f"{shown.organisation}: {shown.period}", REMARK]
    assert all(f"{fact.label} {fact.value} {fact.change}; " in texts[2] for fact in shown.facts)
    view = shown.view("videos")
    columns = (view.at("title"), view.at("views"))
    wanted = [[row[place] for place in columns] for row in written_rows(view, len(view.rows))]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == wanted
    with zipfile.ZipFile(io.BytesIO(made_of_it)) as archive:
        assert "word/charts/chart1.xml" in archive.namelist()


def test_rows_of_a_template_can_be_taken_by_number_and_views_that_are_not_there_are_empty() -> None:
    shown = presented("en")
    shown = replace(shown, views=(shown.view("sections"),))
    template = own("{% for row in sections.rows %}{{ row[0] }}|{% endfor %}", "{% if due.rows %}late{% endif %}-")
    texts = [paragraph.text for paragraph in Document(io.BytesIO(as_docx(shown, template))).paragraphs]
    assert texts == ["|".join(str(row[1]) for row in shown.views[0].rows) + "|", "-"]


@pytest.mark.parametrize(
    ("template", "code", "said"),
    [
        (b"nothing like it", "template-no-docx", "no Word document"),
        (b"PK\x05\x06" + bytes(18), "template-no-docx", "no Word document"),
        (own("one", "{{ organisaton }}"), "template-unknown-name", "in “{{ organisaton }}” (paragraph 2)"),
        (own("one", "{{ sections.rowz }}"), "template-unknown-name", "“rowz”"),
        (own("{% for row in facts %}"), "template-mistake", "a mistake in “{% for row in facts %}”"),
        (own("{{ 1 / 0 }}"), "template-mistake", "division by zero"),
        (own("{{ chart('sectons') }}"), "template-mistake", "sectons"),
        (own("{{ organisation.__class__.__mro__ }}"), "template-mistake", "unsafe"),
    ],
    ids=["no archive", "no document", "name", "attribute", "syntax", "arithmetic", "chart", "escape"],
)  # fmt: skip
def test_a_template_that_cannot_be_used_is_refused_with_the_place(template: bytes, code: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        as_docx(presented("en"), template)
    assert raised.value.code == code
    assert said in errors.sentence(raised.value, ZONE)
    assert raised.value.exit_code == 2


def test_what_a_template_can_name_is_plain_text(made: Made) -> None:
    def leaves(value: Any) -> Iterator[Any]:
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from leaves(each)
        if not isinstance(value, dict | list):
            yield value

    named = context(made.presentation)
    assert {type(leaf) for leaf in leaves(named)} == {str}
    rows = [row[1:] for row in written_rows(made.presentation.view("videos"), 30)]  # ids are for machines
    assert named["videos"]["rows"] == rows
    assert "\x1b" not in "".join(leaves(named))


def office(folder: Path, form: str, *files: Path) -> None:
    """LibreOffice turns files into another form; with a profile of its own, so that none at work is met."""
    program = shutil.which("soffice")
    if not program:
        if os.environ.get("YTCHANNEL_OFFICE_REQUIRED"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [program, profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)],
        capture_output=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_libreoffice_shows_the_figures_of_a_workbook(samples: dict[str, Made], tmp_path: Path) -> None:
    """In the language of the program, English, so that figures are written as in the English report."""
    words.use("en")
    made = samples["en"]
    file = tmp_path / "report.xlsx"
    file.write_bytes(made.xlsx)
    # 44: commas; 34: quotes; 76: UTF-8; 1: from the first line; as shown; every sheet into a file of its own
    office(tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", file)
    for view in made.presentation.views:
        text = (tmp_path / f"report-{view.title}.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len(rows) > len(view.rows)
        for number, (row, wanted) in enumerate(zip(rows[1:], written_rows(view, len(view.rows)), strict=False)):
            for value, column, found, told in zip(view.rows[number], view.columns, row, wanted, strict=True):
                if value is None:
                    assert found == ""
                elif column.kind in ("hours", "share", "change"):  # these have their decimal in a workbook always
                    assert re.sub(r"\.0(?=%|$)", "", found) == re.sub(r"\.0(?=%|$)", "", told)
                else:
                    assert found == told


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_libreoffice_shows_a_document_with_its_charts(samples: dict[str, Made], tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    files = []
    for made in samples.values():
        files.append(tmp_path / f"{made.language}.docx")
        files[-1].write_bytes(made.docx)
    office(tmp_path, "pdf", *files)
    if reader is None:
        pytest.skip("pdftotext is not installed")
    for made in samples.values():
        done = subprocess.run([reader, "-layout", str(tmp_path / f"{made.language}.pdf"), "-"], capture_output=True)
        text = " ".join(done.stdout.decode().split())
        for fact in made.presentation.facts:
            assert fact.value in text
        for view in made.presentation.views:
            # The title of a chart stands in the chart alone, unless it is the view's too: then it is there twice.
            if view.chart:
                assert text.count(view.chart.title) >= (2 if view.chart.title == view.title else 1)
        assert re.search(r"(Page|Trang) 1/\d", text)
        signing = ("ngày ……", "NGƯỜI LẬP BÁO CÁO") if made.language == "vi" else ("/20……", "Prepared by")
        assert [all(part in page for part in signing) for page in done.stdout.decode().split("\f")].count(True) == 1
