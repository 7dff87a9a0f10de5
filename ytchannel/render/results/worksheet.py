"""The XML of one worksheet, edited in place: only the cells that change are written anew, every other byte stays.

Libraries that read a workbook and write it again lose what they do not know: form controls, slicers, charts of newer
kinds, extensions of conditional formats. So the parser tells where rows and cells stand, and their bytes are exchanged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ytchannel.render.results import Unsuitable, layout
from ytchannel.render.sheets import cell_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.render.results.layout import Row

_SPANS = re.compile(rb"\sspans\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_LAST_COLUMN = 16_384


class Worksheet:
    """A worksheet as it was read, a grid of `render.results.columns`. `strings` are those that cells refer to.

    Raises Unsuitable for XML that is not as spreadsheet programs write it.
    """

    def __init__(self, xml: bytes, strings: Sequence[str]) -> None:
        self._xml = xml
        found = layout.read(xml, strings)
        self._rows, self._prefix, self._dimension = found.rows, found.prefix, found.dimension

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row by column."""
        found = self._rows.get(row)
        return {column: cell.text for column, cell in found.cells.items() if cell.text.strip()} if found else {}

    @property
    def width(self) -> int:
        """The last column in which any row has something."""
        used = (
            column
            for row in self._rows.values()
            for column, cell in row.cells.items()
            if cell.text.strip() or cell.formula
        )
        return max(used, default=0)

    def edited(self, texts: Mapping[tuple[int, int], str]) -> bytes:
        """The XML with other texts in cells by row and column; formulas stay. The same bytes if nothing changes."""
        splices: list[tuple[int, int, bytes]] = []
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), text in texts.items():
            by_row.setdefault(row, {})[column] = text
        for number, cells in by_row.items():
            splices += self._row(number, cells)
        if not splices:
            return self._xml
        splices += self._wider(max(column for _, column in texts))
        result, at = [], 0
        for start, end, piece in sorted(splices, key=lambda splice: splice[:2]):
            result += [self._xml[at:start], piece]
            at = end
        return b"".join([*result, self._xml[at:]])

    def _row(self, number: int, texts: Mapping[int, str]) -> list[tuple[int, int, bytes]]:
        row = self._rows.get(number)
        if row is None:
            raise Unsuitable("moved")
        if max(texts) > _LAST_COLUMN:
            raise Unsuitable("form")
        splices: list[tuple[int, int, bytes]] = []
        new: dict[int, list[bytes]] = {}
        for column, text in sorted(texts.items()):
            cell = row.cells.get(column)
            if cell is None:
                if text:
                    at = min((c.start for other, c in row.cells.items() if other > column), default=row.end)
                    new.setdefault(at, []).append(self._cell(number, column, text, self._neighbour(row, column)))
            elif not cell.formula and cell.text != text:
                splices.append((cell.start, cell.end, self._cell(number, column, text, cell.style)))
        splices += [(at, at, b"".join(pieces)) for at, pieces in new.items() if not row.empty]
        if new:
            tag = _SPANS.sub(b"", self._xml[row.start : row.opened])  # a hint that would be wrong
            if row.empty:
                inner = b"".join(piece for pieces in new.values() for piece in pieces)
                tag = tag[:-2].rstrip() + b">" + inner + f"</{self._prefix}row>".encode()
            splices.append((row.start, row.opened, tag))
        return splices

    @staticmethod
    def _neighbour(row: Row, column: int) -> str:
        """The style of the cell before: a new heading looks like the others, a new value like its row."""
        before = [other for other in row.cells if other < column]
        cell = row.cells[max(before)] if before else None
        return cell.style if cell and cell.kind in ("s", "inlineStr", "str") else ""

    def _cell(self, row: int, column: int, text: str, style: str) -> bytes:
        prefix, name = self._prefix, f"{_letters(column)}{row}"
        head = f'<{prefix}c r="{name}"' + (f" s={quoteattr(style)}" if style else "")
        if not text:
            return f"{head}/>".encode()
        inner = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(cell_text(text))}</{prefix}t></{prefix}is>'
        return f'{head} t="inlineStr">{inner}</{prefix}c>'.encode()

    def _wider(self, column: int) -> list[tuple[int, int, bytes]]:
        """The dimension of the sheet, where it says one, up to a column."""
        if self._dimension is None:
            return []
        start, end, ref = self._dimension
        first, _, last = ref.partition(":")
        corner = layout.CELL.fullmatch(last or first)
        if not corner or column <= layout.number(corner[1]):
            return []
        tag = self._xml[start:end]
        wider = f"{first}:{_letters(column)}{corner[2]}"
        return [(start, end, tag.replace(ref.encode(), wider.encode(), 1))]


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
