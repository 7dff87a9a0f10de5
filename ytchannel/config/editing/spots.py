"""Where the keys, dashes and values of a file stand in its text, and which comments belong to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ytchannel.config.editing.splices import BREAKS
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from yaml.nodes import Node

    from ytchannel.config.editing.splices import Splices

_GAP = rf"(?:\s|#[^{BREAKS}]*)*"  # between a key and its colon, a comma and an item
_COLON = re.compile(_GAP + ":")
_DASH = re.compile(rf"(?:&\S+)?{_GAP}-")
_COMMA = re.compile(f"{_GAP},")
_NOTHING = re.compile(rf"([ \t]*)(#[^{BREAKS}]*)?(?=[{BREAKS}]|\Z)")
HEADER = re.compile(r"[|>][-+0-9]*")


Collection: TypeAlias = MappingNode | SequenceNode


@dataclass(frozen=True)
class Part:
    """A value with what leads to it.

    `start` is where its key or dash begins, `after` the place right behind the colon or dash, `end` where its own
    characters end; `column` is that of the key or dash.
    """

    node: Node
    start: int
    after: int
    end: int
    column: int


class Spots:
    """The places in one file. What cannot be placed raises FilesError: an alias stands elsewhere than its value."""

    def __init__(self, splices: Splices, root: Node, shown: str) -> None:
        self._splices = splices
        self._text = splices.text
        self._shown = shown
        self._shared = _shared(root)

    def touch(self, node: Node) -> None:
        """Raises FilesError when a change of the node would be one in other places too."""
        if id(node) in self._shared:
            raise self._aliased(node)

    def touch_all(self, node: Node, start: int, end: int) -> None:
        """Raises FilesError when something in a stretch, which is to go, is used elsewhere."""
        if self._is_shared(node) and start <= node.start_mark.index < end:
            raise self._aliased(node)
        for each in _below(node) if self._shared else ():
            self.touch_all(each, start, end)

    def part(self, node: Collection, number: int) -> Part:
        """A pair of a mapping or an item of a list."""
        return self.pair(node, number) if isinstance(node, MappingNode) else self.item(node, number)

    def pair(self, mapping: MappingNode, number: int) -> Part:
        """A key with its value."""
        key, value = mapping.value[number]
        start = key.start_mark.index
        if value.start_mark.index < key.end_mark.index:
            raise self._aliased(value)
        after = self._behind(_COLON, key.end_mark.index)
        return Part(value, start, after, self.end(value), key.start_mark.column)

    def item(self, sequence: SequenceNode, number: int) -> Part:
        """An item; in brackets, it begins with itself."""
        node = sequence.value[number]
        start = node.start_mark.index
        above = sequence.start_mark.index
        if number and (not sequence.flow_style or self._is_shared(node)):
            above = self._item_end(sequence, number - 1)
        if start < above:
            raise self._aliased(node)
        if sequence.flow_style:
            return Part(node, start, start, self.end(node), self._splices.column(start))
        after = self._behind(_DASH, above)
        return Part(node, after - 1, after, self.end(node), self._splices.column(after - 1))

    def end(self, node: Node) -> int:
        """Where the characters of a value end, without the blank lines and comments behind it."""
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return self._block_end(node)
        if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        if isinstance(node, MappingNode):
            key, value = node.value[-1]
            if value.start_mark.index < key.end_mark.index:
                raise self._aliased(value)
            return self.end(value)
        return self._item_end(node, len(node.value) - 1)

    def with_comments(self, end: int, column: int) -> int:
        """The end of the last line that belongs to a value: comments below it that stand further in than `column`."""
        found = at = self._splices.line_end(end)
        while (line := self._splices.next_line(at)) < len(self._text) and (nothing := _NOTHING.match(self._text, line)):
            at = nothing.end()
            if nothing[2]:
                if len(nothing[1]) <= column:
                    break
                found = at
        return found

    def head(self, start: int, limit: int) -> int:
        """Where the lines of an item begin, with the comments right above it that begin behind `limit`."""
        line = self._splices.line_start(start)
        while line:
            above = self._splices.line_start(line - 1)
            nothing = _NOTHING.match(self._text, above)
            if above < limit or not nothing or not nothing[2]:
                break
            line = above
        return line

    def gap_end(self, end: int) -> int:
        """The end of the last of the blank lines below a line that ends there; `end` when there is none."""
        while (line := self._splices.next_line(end)) < len(self._text):
            nothing = _NOTHING.match(self._text, line)
            if not nothing or nothing[2]:
                break
            end = nothing.end()
        return end

    def comma(self, end: int) -> int | None:
        """The place behind the comma that follows in brackets; None behind the last item without one."""
        found = _COMMA.match(self._text, end)
        return found.end() if found else None

    def rest(self, at: int) -> str | None:
        """The blanks and the comment that end the line; None when something else follows."""
        found = _NOTHING.match(self._text, at)
        return found[0] if found else None

    def uneditable(self) -> FilesError:
        """The refusal of a file whose form allows no edit."""
        return FilesError([Problem("file-uneditable", Place(self._shown, 1, 1))])

    def _behind(self, what: re.Pattern[str], at: int) -> int:
        found = what.match(self._text, at)
        if not found:
            raise self.uneditable()
        return found.end()

    def _item_end(self, sequence: SequenceNode, number: int) -> int:
        node = sequence.value[number]
        return self.item(sequence, number).end if self._is_shared(node) else self.end(node)

    def _is_shared(self, node: Node) -> bool:
        return id(node) in self._shared

    def _aliased(self, node: Node) -> FilesError:
        mark = node.start_mark
        return FilesError([Problem("yaml-alias", Place(self._shown, mark.line + 1, mark.column + 1))])

    def _block_end(self, node: ScalarNode) -> int:
        """Blank lines below a text in a block belong to it only where they are kept, or stand further in."""
        start, end = node.start_mark.index, node.end_mark.index
        header = HEADER.match(self._text, start)
        lines = self._text[start:end].splitlines() if not header or "+" not in header[0] else []
        indents = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
        at = int(end)
        if at and self._splices.line_start(at) == at:
            at = self._splices.line_end(at - 1)
        while indents:
            line = self._splices.line_start(at)
            if self._text[line:at].strip(" ") or at - line > min(indents):
                break
            at = self._splices.line_end(line - 1)
        return at


def _below(node: Node) -> list[Node]:
    """The values right below a node; keys stand in no other place."""
    if isinstance(node, MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _shared(root: Node) -> set[int]:
    """The nodes that stand in more than one place, by identity."""
    seen: set[int] = set()
    found: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            found.add(id(node))
            continue
        seen.add(id(node))
        waiting += _below(node)
    return found
