"""Results in the columns of a workbook, .xlsx or .xlsm: of its parts only the sheets of the list change."""

from __future__ import annotations

import io
import posixpath
import unicodedata
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from ytchannel.render.results import Unsuitable
from ytchannel.render.results.columns import edits
from ytchannel.render.results.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ytchannel.render.results import Result


def written_back(book: bytes, results: Sequence[Result]) -> bytes:
    """The workbook with the results in it; the same bytes if nothing changes. Raises Unsuitable."""
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            return _edited(book, archive, results)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, expat.ExpatError):
        raise Unsuitable("form") from None  # protected by a password, damaged, or of another program's making


def _edited(book: bytes, archive: zipfile.ZipFile, results: Sequence[Result]) -> bytes:
    main = _main(archive)
    strings = _strings(archive, main)
    by_sheet: dict[str, list[Result]] = {}
    for result in results:
        by_sheet.setdefault(result.sheet, []).append(result)
    new: dict[str, bytes] = {}
    for name, own in by_sheet.items():
        part = _sheet(archive, main, name)
        sheet = Worksheet(archive.read(part), strings)
        new[part] = sheet.edited(edits(sheet, own))
    new = {part: xml for part, xml in new.items() if xml != archive.read(part)}
    return _rewritten(archive, new) if new else book


def _rewritten(archive: zipfile.ZipFile, new: dict[str, bytes]) -> bytes:
    """The archive with other contents for some of its parts, the parts in the same order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            kept = zipfile.ZipInfo(info.filename, info.date_time)
            kept.compress_type, kept.external_attr = info.compress_type, info.external_attr
            kept.create_system, kept.comment = info.create_system, info.comment
            copy.writestr(kept, new.get(info.filename, archive.read(info)))
        copy.comment = archive.comment
    return stream.getvalue()


def _main(archive: zipfile.ZipFile) -> str:
    """The part that lists the sheets."""
    for kind, target in _relations(archive, "").values():
        if kind == "officeDocument":
            return target
    raise Unsuitable("form")


def _sheet(archive: zipfile.ZipFile, main: str, wanted: str) -> str:
    """The part of the sheet of that name, of the first one for ""."""
    sheets: list[tuple[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            sheets.append((unicodedata.normalize("NFC", attributes.get("name", "")), ids[0] if ids else ""))

    _parse(archive.read(main), begin)
    for name, relation in sheets:
        if wanted in ("", name):
            return _relations(archive, main)[relation][1]
    raise Unsuitable("moved")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id -> the last word of the type, and the part, of what a part refers to; "" is the archive itself."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], target)

    _parse(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")), begin)
    return found


def _strings(archive: zipfile.ZipFile, main: str) -> list[str]:
    """The strings that cells refer to by number; pronunciations are left out."""
    part = next((target for kind, target in _relations(archive, main).values() if kind == "sharedStrings"), None)
    if part is None:
        return []
    found: list[str] = []
    path: list[str] = []

    def begin(name: str, _: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        if path[-1] == "si":
            found.append("")

    def text(data: str) -> None:
        if path and path[-1] == "t" and "rPh" not in path:
            found[-1] += data

    _parse(archive.read(part), begin, lambda _: path.pop(), text)
    return found


def _parse(
    xml: bytes,
    begin: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    parser.Parse(xml, True)
