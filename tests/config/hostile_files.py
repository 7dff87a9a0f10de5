"""Files that somebody made to do harm, or that broke on their way."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/%s" Target="%s"/></Relationships>'
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SHEET = "xl/worksheets/sheet1.xml"
GIGABYTE = 1024**3
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
ENTITY = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def cell(place: str, text: str) -> str:
    """A cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{cell("A1", "video")}{cell("B1", "title")}</row>'
ROW = f'<row r="2">{cell("A2", "dQw4w9WgXcQ")}{cell("B2", "A")}</row>'


def sheet_xml(rows: str, before: str = "") -> str:
    """A sheet of these rows."""
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def zipped(sheet: str | bytes, more: dict[str, str | bytes] | None = None) -> bytes:
    """A workbook of one sheet, with parts that are added or replaced."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS % ("worksheet", "worksheets/sheet1.xml"),
        SHEET: sheet,
        **(more or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def bomb(part: str, size: int, unit: bytes = b"0") -> bytes:
    """A workbook with a part that unpacks to so many bytes."""
    made = io.BytesIO(zipped(sheet_xml(HEAD + ROW)))
    block = unit * (1024 * 1024 // len(unit))
    with (
        warnings.catch_warnings(action="ignore"),  # the name is there already, perhaps
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(part, "w", force_zip64=True) as stream,
    ):
        for _ in range(size // len(block)):
            stream.write(block)
    return made.getvalue()


def lying(data: bytes, part: str) -> bytes:
    """The same archive, which says that a part is of 100 bytes."""
    found = bytearray(data)
    at = found.rfind(b"PK\x01\x02", 0, found.rfind(part.encode()))
    struct.pack_into("<L", found, at + 24, 100)
    return bytes(found)


def many_parts() -> bytes:
    """An archive of 20,000 parts."""
    return zipped(sheet_xml(HEAD), {f"xl/media/{number}": b"" for number in range(20_000)})


def workbooks() -> dict[str, bytes]:
    """By name: workbooks that are none, lie, or stand for far more than they are."""
    good = zipped(sheet_xml(HEAD + ROW))
    deep = "<x>" * 200_000 + "</x>" * 200_000
    far = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    wide = "".join(cell(f"A{number}", "x") for number in range(2, 50_000)) + cell("ZZ2", "x")
    shared = f'<sst xmlns="{MAIN}"><si><t>&j;</t></si></sst>'
    return {
        "empty": b"",
        "text": b"video,title\n",
        "html": b"<html><table><tr><td>video</td></tr></table>",
        "old": OLD,
        "locked": OLD + "EncryptedPackage".encode("utf-16-le"),
        "zeros": b"PK\x03\x04" + bytes(1000),
        "half": good[: len(good) // 2],
        "end": good[:-10],
        "bent": good[:300] + b"\xff" * 40 + good[340:],
        "not-a-workbook": _archive({"word/document.xml": "<w/>"}),
        "no-sheet": _archive({"xl/workbook.xml": WORKBOOK}),
        "no-types": zipped(sheet_xml(HEAD), {"[Content_Types].xml": "<"}),
        "elsewhere": zipped(
            sheet_xml(HEAD), {"xl/_rels/workbook.xml.rels": RELATIONS % ("worksheet", "../../../../etc/passwd")}
        ),
        "outside": zipped(sheet_xml(HEAD), {"xl/_rels/workbook.xml.rels": RELATIONS % ("worksheet", "https://a.vn/b")}),
        "bomb-sheet": bomb("xl/worksheets/sheet1.xml", GIGABYTE),
        "bomb-strings": bomb("xl/sharedStrings.xml", GIGABYTE // 4, b"<si><t>x</t></si>"),
        "bomb-styles": bomb("xl/styles.xml", GIGABYTE // 4, b"<xf/>"),
        "bomb-lying": lying(bomb("xl/sharedStrings.xml", GIGABYTE // 4), "xl/sharedStrings.xml"),
        "many-parts": many_parts(),
        "laughs-sheet": zipped(sheet_xml(f"{HEAD}<row r='2'>{cell('A2', '&j;')}</row>", LAUGHS)),
        "laughs-strings": zipped(sheet_xml(HEAD), {"xl/sharedStrings.xml": LAUGHS + shared}),
        "entity": zipped(sheet_xml(f"{HEAD}<row r='2'>{cell('A2', '&j;')}</row>", ENTITY)),
        "deep": zipped(sheet_xml(HEAD + f"<row r='2'><c r='A2'>{deep}</c></row>")),
        "far": zipped(sheet_xml(HEAD + far)),
        "far-row": zipped(
            sheet_xml(HEAD + f'<row r="99999999999999999999">{cell("A99999999999999999999", "x")}</row>')
        ),
        "far-column": zipped(sheet_xml(HEAD + f'<row r="2">{cell("ZZZZZZZZ2", "x")}</row>')),
        "wide": zipped(sheet_xml(HEAD + f"<row r='2'>{wide}</row>")),
        "backwards": zipped(sheet_xml(HEAD + f'<row r="0">{cell("A0", "x")}</row>')),
        "no-reference": zipped(sheet_xml(HEAD + '<row><c r="ộ2"><v>1</v></c></row>')),
        "negative": zipped(sheet_xml(HEAD + '<row r="-1"><c r="-1"><v>1</v></c></row>')),
        "string-index": zipped(sheet_xml(HEAD + '<row r="2"><c r="A2" t="s"><v>99999999999</v></c></row>')),
        "cells": zipped(sheet_xml(HEAD + "<row r='2'>" + '<c r="A2"><v>1</v></c>' * 700_000 + "</row>")),
        "merged": zipped(
            sheet_xml(HEAD + ROW).replace(
                "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
            )
        ),
        "merged-many": zipped(
            sheet_xml(HEAD + ROW).replace(
                "</worksheet>",
                "<mergeCells>" + '<mergeCell ref="A2:A1048576"/>' * 20_000 + "</mergeCells></worksheet>",
            )
        ),
        "unclosed": zipped(sheet_xml(HEAD).replace("</sheetData>", "")),
        "control": zipped(sheet_xml(HEAD + f'<row r="2">{cell("A2", "a_x001B_[31m")}{cell("B2", "_x001B_[2J")}</row>')),
        "markup": zipped(sheet_xml(HEAD + f'<row r="2">{cell("A2", "[red]x[/red]")}{cell("B2", "[bold]A")}</row>')),
        "name": zipped(
            sheet_xml(HEAD), {"xl/workbook.xml": WORKBOOK.replace('"S"', '"a&#10;&#x1b;b"').replace("-", "-")}
        ),
        "date": zipped(sheet_xml(HEAD + '<row r="2"><c r="A2" t="d"><v>9999999999</v></c></row>')),
        "texts": zipped(
            sheet_xml(
                HEAD
                + "".join(
                    f'<row r="{n}">{cell(f"A{n}", f"{n:011}")}{cell(f"C{n}", "ộ" * 250 + str(n))}</row>'
                    for n in range(2, 45_000)
                )
            )
        ),
        "huge-number": zipped(sheet_xml(HEAD + '<row r="2"><c r="A2"><v>1e999</v></c><c r="B2"><v>NaN</v></c></row>')),
    }


def _archive(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def texts() -> dict[str, bytes]:
    """The same for text files of columns."""
    return {
        "empty": b"",
        "zeros": bytes(1000),
        "workbook": zipped(sheet_xml(HEAD)),
        "quote": b'video,title\n"' + b"x" * 5_000_000,
        "quotes": b"video,title\n" + b'"' * 4_000_001,
        "commas": b"video,title\n" + b"," * 60_000_000,
        "lines": b"\n" * 60_000_000,
        "returns": b"\r" * 60_000_000,
        "cells": b"video,title\n" + b'"\n",' * 15_000_000,
        "field": b"video,title\n" + "ộ".encode() * 20_000_000,
        "rows": b"video,title\n" + b"dQw4w9WgXcQ,\n" * 900_000,
        "errors": b"video,title,tags,category,privacy\n" + b"#N/A,#N/A,#N/A,#N/A,#N/A\n" * 300_000,
        "wide": "video,title,mô tả 😀\n".encode() + "ộ😀".encode() * 15_000 * 500,
        "long": b"video,title,mo ta,#\n"
        + b"".join(b"%011d,A,%s,%s\n" % (number, b"y" * 4000, "ộ ".encode() * 250) for number in range(11_000)),
        "headings": b"video" + b",x" * 500_000 + b"\nx",
        "utf16": b"\xff\xfe" + b"\x00\xd8" * 1000,
        "binary": bytes(range(256)) * 1000,
        "escape": b"video,title\n\x1b]0;x\x07,\x1b[2J\n",
        "heading": b"video,title,\x1b[31m\xe2\x80\xae[red]\nx,y,z\n",
        "name": b'file,title\n"a\nb\x1b[31m[bold].mp4",A\n',
        "passwd": b"file,title,thumbnail\n/etc/passwd,A,/etc/passwd\n../../secret,B,../../secret\n",
        "nul-name": b"file,title\na%00.mp4,A\n",
        "long-name": b"file,title\n" + b"a" * 100_000 + b",A\n",
        "home": b"file,title\n~nobody-of-that-name/x.mp4,A\n",
        "folder": b"file,title\n.,A\n",
        "device": b"file,title\n/dev/zero,A\n/dev/stdin,B\n",
    }


def yamls() -> dict[str, bytes]:
    """The same for YAML."""
    return {
        "items": b"videos:\n" + b"- a\n" * 15_000_000,
        "flow": b"videos: [" + b"{}," * 15_000_000 + b"]",
        "entries": b"videos:\n" + b"- {video: dQw4w9WgXcQ}\n" * 100_000,
        "wrong": b"videos:\n" + b"- a\n" * 40_000,
        "keys": b"videos:\n- " + b"".join(b"  k%d: x\n" % number for number in range(300_000)).lstrip(),
        "laughs": b"a: &a [x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (97 + n, 97 + n, b",".join([b"*%c" % (96 + n)] * 9)) for n in range(1, 12)),
        "scalar": b"videos:\n- title: " + b"x" * 60_000_000,
    }


def sparse(folder: Path) -> list[Path]:
    """A gigabyte of zeros in every form."""
    made = []
    for form in ("csv", "tsv", "xlsx", "yaml"):
        file = folder / f"gigabyte.{form}"
        file.touch()
        os.truncate(file, GIGABYTE)
        made.append(file)
    return made
