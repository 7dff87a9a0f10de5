"""Manifests as tables: a workbook or a text file of columns as the same values that a YAML manifest has.

Reading goes in steps, each a module: bytes to sheets of cells (`delimited` with `encodings`; `workbook` with `parts`,
`markup`), headings to keys (`headings`), cells to values (`cells`, `dates`, `languages`), all of it to values that know
their places (`document`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel.config.reading import read_bytes, shown_path
from ytchannel.config.tables.document import TableDocument
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.model import Section

TEXT = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm")
# What other programs, and other forms of the same ones, write.
_OTHERS = (".xls", ".xlsb", ".ods", ".fods", ".numbers")


def is_table(file: Path) -> bool:
    """Whether the name is that of a table, of whatever form."""
    return file.suffix.lower() in (*TEXT, *WORKBOOKS, *_OTHERS)


def read(file: Path, sections: Iterable[Section]) -> TableDocument:
    """The table in `file`, whose cells may name `sections` by their titles.

    Raises FilesError when there are no entries to be had at all.
    """
    form, shown = file.suffix.lower(), shown_path(file)
    if form in _OTHERS:
        raise FilesError([Problem("manifest-form", Place(shown, 1, 1), {"file": shown, "form": form})])
    if form in WORKBOOKS:
        from ytchannel.config.tables import workbook

        sheets = workbook.read(read_bytes(file, shown, "manifest"), shown)
    else:
        from ytchannel.config.tables import delimited

        sheets = [delimited.read(read_bytes(file, shown, "manifest"), shown, tabs=form == ".tsv")]
    return TableDocument(Path(file).absolute(), shown, sheets, sections)
