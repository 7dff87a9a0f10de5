"""How a Word document is set: paper, type, tables, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel.render.reports.native_charts import FONT
from ytchannel.render.sheets import xml_text
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

CENTRE, RIGHT, LEFT, JUSTIFIED = 1, 2, 0, 3  # of docx.enum.text.WD_ALIGN_PARAGRAPH
WIDTH_MM = 165
"""What is left of A4 between the margins of 30 mm and 15 mm."""

_BODY, _TABLE = 13, 10.5  # points
_LOCALES = {"vi": "vi-VN", "en": "en-US"}
_CELL = "Cell of a table"
_SHADE = "E7EDF4"
_TOGETHER = 3  # rows that are not left alone at the end of a page


def points(count: float) -> Any:  # noqa: ANN401 - of python-docx
    """A length."""
    from docx.shared import Pt

    return Pt(count)


def set_up(document: Any, language: str) -> None:  # noqa: ANN401 - of python-docx
    """Paper and type by Decree 30/2020/NĐ-CP, the language by which the text is proofread, pages numbered."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    for name, size in (("Normal", _BODY), ("Title", 15), ("Heading 1", _BODY), ("Footer", 11)):
        _style(document.styles[name], size)
    small = document.styles.add_style(_CELL, 1)  # of paragraphs
    small.base_style = document.styles["Normal"]
    small.font.size = points(_TABLE)
    small.paragraph_format.space_before = small.paragraph_format.space_after = points(1.5)
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = points(6), 1.0
    title, heading = document.styles["Title"], document.styles["Heading 1"]
    title.font.bold = heading.font.bold = True
    title.paragraph_format.alignment = CENTRE
    title.paragraph_format.space_after = points(4)
    for border in title.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = points(16), points(6)
    for tongue in document.styles.element.xpath("//w:lang"):
        for kind in ("val", "eastAsia"):
            tongue.set(_name(f"w:{kind}"), _LOCALES.get(language, language))
    _number(section.footer.paragraphs[0])


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))


def _style(style: Any, size: float) -> None:  # noqa: ANN401 - of python-docx
    """One font for all scripts, none of the theme, black."""
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.color.rgb = FONT, points(size), RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for old in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[old]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(_name(f"w:{script}"), FONT)
    for old in style.element.rPr.xpath("w:spacing|w:kern"):
        style.element.rPr.remove(old)


def _number(paragraph: Any) -> None:  # noqa: ANN401 - of python-docx
    """Page 1/3, by fields that the program fills in."""
    paragraph.alignment = CENTRE
    before, between, after = _("Page {number}/{of}").replace("{of}", "{number}").split("{number}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if text:
            paragraph.add_run(text)
        if field:
            _field(paragraph, field)


def _field(paragraph: Any, code: str) -> None:  # noqa: ANN401 - of python-docx
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_name("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - the library has no fields
    paragraph._p.append(field)  # noqa: SLF001


def draw(paragraph: Any, xml: str) -> None:  # noqa: ANN401 - of python-docx
    """Put a w:drawing into a paragraph."""
    from docx.oxml import parse_xml

    paragraph.add_run()._r.append(parse_xml(xml))  # noqa: SLF001 - the library has no charts


def centred(box: Any, text: str, *, bold: bool = False, italic: bool = False, after: float = 2) -> Any:  # noqa: ANN401
    """A new paragraph in the middle."""
    paragraph = box.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = points(after)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    return paragraph


def short_line(paragraph: Any) -> None:  # noqa: ANN401 - of python-docx
    """A line of a third of the column below a paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.paragraph_format.space_after = points(0)
    below = paragraph._parent.add_paragraph()  # noqa: SLF001
    below.paragraph_format.left_indent = below.paragraph_format.right_indent = points(70)
    below.paragraph_format.line_spacing = points(4)
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    properties = below._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def bare_table(document: Any, widths: Sequence[float], rows: int = 1) -> Any:  # noqa: ANN401 - of python-docx
    """A table without lines, to put things beside each other."""
    grid = document.add_table(rows=rows, cols=len(widths))
    _widen(grid, widths)
    for row in grid.rows:
        _mark(row, "w:cantSplit")
    return grid


def table(
    document: Any,  # noqa: ANN401 - of python-docx
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    total: Sequence[str] | None,
    widths: Sequence[float],
    right: Sequence[bool],
) -> None:
    """A table with lines; its head is repeated on each page, the total is bold, no row is torn apart."""
    all_rows = [head, *rows, *([total] if total else [])]
    grid = document.add_table(rows=len(all_rows), cols=len(head), style="Table Grid")
    _widen(grid, widths)
    for number, (row, texts) in enumerate(zip(grid.rows, all_rows, strict=True)):
        _mark(row, "w:cantSplit")
        is_head, is_total = number == 0, total is not None and number == len(all_rows) - 1
        is_kept = number < min(_TOGETHER, len(all_rows) - 1) or number == len(all_rows) - 2
        if is_head:
            _mark(row, "w:tblHeader")
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.vertical_alignment = 1  # in the middle
            paragraph = cell.paragraphs[0]
            paragraph.style = _CELL
            paragraph.alignment = CENTRE if is_head else RIGHT if right[place] else LEFT
            paragraph.paragraph_format.keep_with_next = is_kept
            run = paragraph.add_run(xml_text(text))
            run.bold = is_head or is_total
            if is_head:
                _shade(cell)
    document.add_paragraph().paragraph_format.space_after = points(0)


def keep_end(document: Any) -> None:  # noqa: ANN401 - of python-docx
    """Hold the last paragraph, and the row of a table before it, on the page of what comes next."""
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    for paragraph in last._p.xpath("preceding-sibling::*[1][self::w:tbl]/w:tr[last()]/w:tc/w:p"):  # noqa: SLF001
        paragraph.get_or_add_pPr().keepNext_val = True


def _widen(grid: Any, widths: Sequence[float]) -> None:  # noqa: ANN401 - of python-docx
    """Widths in millimetres; Word takes them from the cells, others from the columns."""
    from docx.shared import Mm

    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _mark(row: Any, tag: str) -> None:  # noqa: ANN401 - of python-docx
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001 - the library has no setter


def _shade(cell: Any) -> None:  # noqa: ANN401 - of python-docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>')
    cell._tc.get_or_add_tcPr().insert_element_before(shade, "w:noWrap", "w:tcMar", "w:vAlign")  # noqa: SLF001
