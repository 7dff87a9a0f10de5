"""Results in the columns of a CSV: encoding, separator and line ends stay, and so does every row that gets none."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from ytchannel.render.results import Unsuitable
from ytchannel.render.results.columns import belonging, edits, head
from ytchannel.render.sheets import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.results import Result

_SEPARATORS = ",;\t"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_VIETNAMESE = "cp1258"  # what Excel for Windows wrote, and some programs write yet
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class _Record:
    """A record: the number of its first line, its text as it stands in the file, its fields."""

    def __init__(self, line: int, text: str, fields: list[str]) -> None:
        self.line, self.text, self.fields = line, text, fields

    @property
    def line_end(self) -> str:
        return self.text[len(self.text.rstrip("\r\n")) :]


class Table:
    """A CSV as it was read, a grid of `render.results.columns`; rows are counted as lines. Raises Unsuitable."""

    def __init__(self, text: str, separator: str) -> None:
        lines = io.StringIO(text, newline="").readlines()
        self._separator = separator
        self._records: dict[int, _Record] = {}
        reader, at = csv.reader(lines, delimiter=separator), 0
        try:
            for fields in reader:
                self._records[at + 1] = _Record(at + 1, "".join(lines[at : reader.line_num]), fields)
                at = reader.line_num
        except csv.Error:
            raise Unsuitable("form") from None

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row by column."""
        record = self._records.get(row)
        if record is None or _named_separator(record.text):
            return {}
        return {number: text for number, text in enumerate(record.fields, start=1) if text.strip()}

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(record.fields) for record in self._records.values()), default=0)

    def edited(self, texts: dict[tuple[int, int], str]) -> str:
        """The text of the file with other texts in fields by row and column."""
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
        return "".join(pieces)

    def _line(self, fields: list[str], end: str) -> str:
        stream = io.StringIO()
        csv.writer(stream, delimiter=self._separator, lineterminator=end).writerow(fields)
        return stream.getvalue()


def written_back(content: bytes, results: Sequence[Result]) -> bytes:
    """The CSV with the results in it; the same bytes if nothing changes. Raises Unsuitable."""
    if not results:
        return content
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    body = content[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text, encoding = _decoded(body), _VIETNAMESE
    table = _table(text, results)
    return mark + _encoded(table.edited(edits(table, results)), encoding)


def _table(text: str, results: Sequence[Result]) -> Table:
    """The table by the separator that the file names, else by the one with which its rows are those of the entries."""
    named = _named_separator(text.partition("\n")[0])
    tables = [Table(text, separator) for separator in (named or _SEPARATORS)]
    return max(tables, key=lambda table: (belonging(table, results), len(table.texts(head(table, results)))))


def _named_separator(line: str) -> str:
    """The separator that Excel's own first line names, "" for any other line."""
    line = line.strip("\r\n")
    return line[4] if len(line) == 5 and line[:4].lower() == "sep=" else ""


def _decoded(body: bytes) -> str:
    try:
        return body.decode(_VIETNAMESE)
    except UnicodeDecodeError:
        raise Unsuitable("form") from None


def _encoded(text: str, encoding: str) -> bytes:
    """The text in the encoding of its file. Windows-1258 has tones apart from their letters. Raises Unsuitable."""
    if encoding == _VIETNAMESE:
        text = "".join(letter if _has(letter) else _toned(letter) for letter in text)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        raise Unsuitable("form") from None


def _has(letter: str) -> bool:
    return bool(letter.encode(_VIETNAMESE, "ignore"))


def _toned(letter: str) -> str:
    """A letter and its tone: ễ is ê and a tilde."""
    parts = unicodedata.normalize("NFD", letter)
    plain = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", plain) + "".join(part for part in parts if part in _TONES)
