"""A YAML file with some of its values changed: every line that says nothing new stays as its writer wrote it.

A file of ours is a mapping whose values are mappings or lists of mappings. Lists are edited item by item: only the
lines of an item that changes are written anew, with the comments and the order of keys that they had.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, SequenceNode

from ytchannel.config.composing import compose
from ytchannel.config.document import Document
from ytchannel.config.reading import Source, check_printable
from ytchannel.config.styling import changed, dumped, round_trip, unstyled
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yaml.nodes import Node

Plain = dict[str, Any]

_LINE = re.compile("[^\n\r\x85\u2028\u2029]*[\n\r\x85\u2028\u2029]|[^\n\r\x85\u2028\u2029]+")


@dataclass(frozen=True)
class _Item:
    """Where an item of a list stands: the line of its dash, the line behind it, where its keys begin."""

    start: int
    end: int
    first: int  # the line of its first key
    column: int


class EditedYaml:
    """The text of one file. Items are counted as they stand in the text that was given; "" is a file to be."""

    def __init__(self, text: str, shown: str = "") -> None:
        self._given = text
        self._shown = shown
        self._wish: Plain = _values(text) if text else {}  # what the file is to say
        self._gone: dict[str, set[int]] = {}
        self._found: dict[str, list[_Item]] = {}
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""  # of the order of bytes, as some editors write it
        self._lines = _lines(text.removeprefix(self._mark))
        self._replaced: dict[tuple[int, int], list[str]] = {}
        self._inserted: dict[int, list[str]] = {}
        self._removed: dict[str, int] = {}
        self._appended: set[str] = set()
        self._top = _top(self._lines)
        for key, (_, value) in list(self._top.items()) if not self._in_braces() else ():
            if isinstance(value, SequenceNode) and value.flow_style and value.value:
                start, end = self._room(key)  # in brackets, no line is one item's
                self._lines[start:end] = dumped({key: unstyled(self._load(self._lines[start:end])[key])})
                self._top = _top(self._lines)

    @property
    def text(self) -> str:
        """The file as it is now."""
        if not self._replaced and not self._inserted:
            return self._given
        lines = list(self._lines)
        spots = [(start, end, new) for (start, end), new in self._replaced.items()]
        spots += [(line, line, new) for line, new in self._inserted.items()]
        for start, end, new in sorted(spots, key=lambda spot: spot[:2], reverse=True):
            lines[start:end] = new
        for key, count in self._removed.items():
            if count == len(self._items(key)) and key not in self._appended:
                line = lines.index(self._lines[self._room(key)[0]])
                lines[line] = f"{key}: []\n"
        text = self._mark + "".join(lines).replace("\n", "\r\n" if "\r\n" in self._given else "\n")
        if not self._says(text):
            raise self._refusal()
        return text

    def _says(self, text: str) -> bool:
        """Whether a text says what it is to say, nothing else, and nothing less."""
        wish = dict(self._wish)
        for key, gone in self._gone.items():
            wish[key] = [item for number, item in enumerate(wish[key]) if number not in gone]
        try:
            return bool(_values(text) == _spoken(wish))
        except FilesError:
            return False

    def _load(self, lines: Sequence[str]) -> Any:  # noqa: ANN401 - of any kind
        """The lines as ruamel.yaml has them, which reads some YAML otherwise than libyaml. Raises FilesError."""
        from ruamel.yaml.error import YAMLError

        try:
            return round_trip().load("".join(lines))
        except YAMLError:
            raise self._refusal() from None

    def _refusal(self) -> FilesError:
        return FilesError([Problem("file-uneditable", Place(self._shown, 1, 1))])

    def count(self, key: str) -> int:
        """How many items a list has."""
        return len(self._items(key)) if key in self._top else 0

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - of any kind
        """Put a value under a top-level key as a whole; with None the key goes."""
        if value is None:
            self._wish.pop(key, None)
        else:
            self._wish[key] = value
        start, end = self._room(key)
        new = [] if value is None else dumped({key: value}) if value else [f"{key}: []\n"]
        if key in self._top:
            self._replaced[start, end] = new
        elif new:
            self._insert(end, ["\n", *new] if self._lines or self._inserted else new)

    def edit(self, key: str, change: Callable[[Plain], None]) -> None:
        """Change the mapping under a top-level key; it is made when it is not there."""
        change(self._wish.setdefault(key, {}))
        start, end = self._room(key)
        whole = self._load(self._lines[start:end]) if key in self._top else {key: {}}
        changed(whole[key], change)
        if key in self._top:
            self._replaced[start, end] = dumped(whole)
        else:
            self.set(key, whole[key])

    def edit_item(self, key: str, number: int, change: Callable[[Plain], None]) -> None:
        """Change one item of the list under a top-level key."""
        change(self._wish[key][number])
        item = self._items(key)[number]
        lines = self._lines[item.first : item.end]
        lead, blank = lines[0][: item.column], " " * item.column
        value = self._load([_cut(line, item.column) for line in [blank + lines[0][item.column :], *lines[1:]]])
        changed(value, change)
        first, *rest = dumped(value)
        rest = [blank + line if line != "\n" else line for line in rest]
        self._replaced[item.first, item.end] = [lead + first, *rest]

    def remove_item(self, key: str, number: int) -> None:
        """Take an item out, with the comments right above it."""
        item = self._items(key)[number]
        start, end = self._head(key, number), item.end
        # Not behind the last one, where new items may come.
        while number + 1 < len(self._items(key)) and not self._lines[end].strip():
            end += 1
        self._replaced[start, end] = []
        self._removed[key] = self._removed.get(key, 0) + 1
        self._gone.setdefault(key, set()).add(number)

    def arrange(self, key: str, items: Sequence[int | Plain]) -> None:
        """Put a list together anew: of items that were there, by their numbers, and of new ones."""
        there = self._items(key) if key in self._top else []
        if not there:
            self.append(key, [item for item in items if not isinstance(item, int)])
            return
        old = self._wish[key]
        self._wish[key] = [old[item] if isinstance(item, int) else item for item in items]
        column = self._lines[there[0].start].index("-")
        new: list[str] = []
        for item in items:
            if isinstance(item, int):
                new += self._lines[self._head(key, item) : there[item].end]
            else:
                new += _moved(dumped([item]), column)
        self._replaced[self._head(key, 0), there[-1].end] = new

    def append(self, key: str, items: Sequence[Plain]) -> None:
        """Put items behind the last one of a list; it is made when it is not there."""
        if not items:
            return
        self._wish[key] = [*(self._wish.get(key) or ()), *items]
        there = self._items(key) if key in self._top else []
        column = self._lines[there[-1].start].index("-") if there else 2
        apart = len(there) < 2 or not self._lines[self._head(key, len(there) - 1) - 1].strip()
        new: list[str] = []
        for item in items:
            new += ["\n"] if apart else []
            new += _moved(dumped([item]), column)
        if there:
            self._insert(there[-1].end, new)
        elif key in self._top:
            self._replaced[self._room(key)] = [f"{key}:\n", *new[1:]]
        else:
            self._insert(len(self._lines), [*(["\n"] if self._lines or self._inserted else []), f"{key}:\n", *new[1:]])
        self._appended.add(key)

    def _insert(self, line: int, new: list[str]) -> None:
        self._inserted.setdefault(line, []).extend(new)

    def _in_braces(self) -> bool:
        """Whether the whole file stands in braces, as JSON does: no line is one key's."""
        starts = [name.start_mark for name, _ in self._top.values()]
        return any(start.column != 0 for start in starts) or len({start.line for start in starts}) < len(starts)

    def _room(self, key: str) -> tuple[int, int]:
        """The lines of a top-level key with its value; where the file ends for one that is not there."""
        if self._in_braces():
            raise self._refusal()
        if key not in self._top:
            return len(self._lines), len(self._lines)
        start = self._top[key][0].start_mark.line
        below = [name.start_mark.line for name, _ in self._top.values() if name.start_mark.line > start]
        return start, self._without_gap(start, min(below, default=len(self._lines)), 0)

    def _items(self, key: str) -> list[_Item]:
        """The items of a list, as far as they have lines of their own."""
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def has(self, key: str) -> bool:
        """Whether a top-level key is there."""
        return key in self._top

    def _find(self, key: str) -> list[_Item]:
        if self._in_braces():
            raise self._refusal()
        node = self._top[key][1]
        if not isinstance(node, SequenceNode) or node.flow_style:
            return []
        dashes = [self._dash(each) for each in node.value]
        ends = [*dashes[1:], self._room(key)[1]]
        column = node.start_mark.column
        return [
            _Item(dash, self._without_gap(dash, end, column), each.start_mark.line, each.start_mark.column)
            for dash, end, each in zip(dashes, ends, node.value, strict=True)
        ]

    def _dash(self, item: Node) -> int:
        line = item.start_mark.line
        while not self._lines[line].lstrip().startswith("-"):
            line -= 1
        return line

    def _head(self, key: str, number: int) -> int:
        """The first of the comment lines right above an item, else that of its dash; what is text is no comment."""
        items = self._items(key)
        first = items[number - 1].end if number else self._room(key)[0] + 1
        line = items[number].start
        while line > first and self._lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line

    def _without_gap(self, start: int, end: int, column: int) -> int:
        """`end` without the blank lines before it, and without comments that stand no further in than `column`."""
        while end > start + 1:
            line = self._lines[end - 1]
            if line.strip() and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column):
                break
            end -= 1
        return end


def _values(text: str) -> Plain:
    """What a file says, as every command reads it. Raises FilesError."""
    source = Source(Path(), "", text.removeprefix("\ufeff"))
    check_printable(source)
    root = compose(source)
    if root is None:
        return {}
    document = Document(source, root, "")
    document.finish()
    return dict(document.value)


def _spoken(value: Any) -> Any:  # noqa: ANN401 - of any kind
    """A value as it is read again."""
    if isinstance(value, dict):
        return {key: _spoken(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_spoken(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return unicodedata.normalize("NFC", str(value))


def _lines(text: str) -> list[str]:
    """The lines as YAML counts them, each with its end."""
    lines = _LINE.findall(text.replace("\r\n", "\n"))
    return [*lines[:-1], lines[-1].removesuffix("\n") + "\n"] if lines else []


def _top(lines: Sequence[str]) -> dict[str, tuple[Node, Node]]:
    root = compose(Source(Path(), "", "".join(lines)))
    return {name.value: (name, value) for name, value in root.value} if isinstance(root, MappingNode) else {}


def _moved(lines: Sequence[str], column: int) -> list[str]:
    """A list with its dash in that column."""
    there = lines[0].index("-")
    blank = " " * column
    return [blank + line[there:] if line != "\n" else line for line in lines]


def _cut(line: str, column: int) -> str:
    """The line moved to the left; a comment that stood further out stays one."""
    return (line[column:] or "\n") if not line[:column].strip() else line.lstrip()
