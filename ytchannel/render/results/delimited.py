"""Results in the columns of a CSV: encoding, separator and line ends stay, and so does every row that gets none."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ytchannel.render.results import Unsuitable
from ytchannel.render.results.columns import edits
from ytchannel.render.sheets import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.results import Result

_SEPARATORS = ",;\t|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class _Record:
    """A record: the number of its first line, its text as it stands in the file, its fields."""

    def __init__(self, line: int, text: str, fields: list[str]) -> None:
        self.line, self.text, self.fields = line, text, fields

    @property
    def line_end(self) -> str:
        return self.text[len(self.text.rstrip("\r\n")) :]


class Table:
    """A CSV as it was read, a grid of `render.results.columns`; rows are counted as lines. Raises Unsuitable."""

    def __init__(self, content: bytes) -> None:
        self._mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
        self._encoding = encoding
        try:
            text = content[len(self._mark) :].decode(encoding)
        except UnicodeDecodeError:
            raise Unsuitable("form") from None
        lines = io.StringIO(text, newline="").readlines()
        self._separator = _separator(lines)
        self._records: dict[int, _Record] = {}
        reader, at = csv.reader(lines, delimiter=self._separator), 0
        try:
            for fields in reader:
                self._records[at + 1] = _Record(at + 1, "".join(lines[at : reader.line_num]), fields)
                at = reader.line_num
        except csv.Error:
            raise Unsuitable("form") from None

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row by column."""
        record = self._records.get(row)
        if record is None or record.fields[:1] == [f"sep={self._separator}"]:
            return {}
        return {number: text for number, text in enumerate(record.fields, start=1) if text.strip()}

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(record.fields) for record in self._records.values()), default=0)

    def edited(self, texts: dict[tuple[int, int], str]) -> bytes:
        """The file with other texts in fields by row and column."""
        changed: dict[int, list[str]] = {}
        for (row, column), text in texts.items():
            fields = changed.setdefault(row, list(self._records[row].fields))
            fields += [""] * (column - len(fields))
            fields[column - 1] = quoted(text)
        ends = next((record.line_end for record in self._records.values() if record.line_end), "\r\n")
        pieces = [
            self._line(changed[row], record.line_end or ends)
            if row in changed and changed[row] != record.fields
            else record.text
            for row, record in self._records.items()
        ]
        try:
            return self._mark + "".join(pieces).encode(self._encoding)
        except UnicodeEncodeError:
            raise Unsuitable("form") from None

    def _line(self, fields: list[str], end: str) -> str:
        stream = io.StringIO()
        csv.writer(stream, delimiter=self._separator, lineterminator=end).writerow(fields)
        return stream.getvalue()


def written_back(content: bytes, results: Sequence[Result]) -> bytes:
    """The CSV with the results in it; the same bytes if nothing changes. Raises Unsuitable."""
    table = Table(content)
    return table.edited(edits(table, results))


def _separator(lines: Sequence[str]) -> str:
    """The separator that the file names, else that of which its first line with any has most."""
    for line in lines:
        named = line.strip().lower()
        if named.startswith("sep=") and len(named) == 5:
            return line.strip()[4]
        counts = {separator: line.count(separator) for separator in _SEPARATORS}
        if any(counts.values()):
            return max(counts, key=lambda separator: counts[separator])
    return ","
