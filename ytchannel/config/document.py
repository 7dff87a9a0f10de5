"""A YAML file as plain values that know where they stand.

Every scalar is text, as its writer wrote it and in NFC: `title: 2026` and `tags: [on]` are what they look like, and the
field that wants a number or a flag reads it from the text. Only an empty plain scalar, `~` and `null` are None.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ytchannel.config.composing import UNTAGGED, compose, quoted_line
from ytchannel.config.declared import Findings, Steps, Tree, Value
from ytchannel.config.reading import Source, read
from ytchannel.errors import FilesError, Place, Problem

__all__ = ["Document", "Steps", "Value"]

if TYPE_CHECKING:
    from pathlib import Path

    from yaml.nodes import Node

    from ytchannel.config.rules import RuleError

# Aliases repeat what they name: a short text can stand for billions of nodes.
MAX_NODES = 2_000_000
MAX_KEYS = 1000  # of one mapping

_NULLS = {"", "~", "null", "Null", "NULL"}


class Document(Tree):
    """The values of one file, and its problems as they are found."""

    def __init__(self, source: Source, root: Node, first_key: str) -> None:
        self.source = source
        self._root = root
        self._findings = Findings()
        self._nodes = 0
        self._open: set[int] = set()
        self.has_nulls = False
        value = self._value(root)
        if not isinstance(value, dict):
            self._add("top-not-mapping", root, key=first_key)
            raise self._findings.error()
        self.value: dict[str, Value] = value

    @classmethod
    def read(cls, file: Path, shown: str | None, role: str, first_key: str, text: str | None = None) -> Document:
        """The document in `file`, or in `text` in its stead, which begins with `first_key`.

        Raises FilesError when there are no values at all.
        """
        source = read(file, shown, role, text)
        root = compose(source)
        if root is None:
            raise FilesError([Problem("file-empty", source.place(1, 1), {"file": source.shown, "key": first_key})])
        return cls(source, root, first_key)

    @property
    def file(self) -> Path:
        """The file, absolute."""
        return self.source.file

    def place(self, steps: Steps, *, key: bool = False) -> Place:
        """Where the value at `steps` stands, or its key; the nearest thing around it when it is not there."""
        return self._place(self._node(steps, key=key))

    def report(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem at the value."""
        self._add(code, self._node(steps), **facts)

    def report_key(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem at the key of the value."""
        self._add(code, self._node(steps, key=True), **facts)

    def refuse(self, error: RuleError, steps: Steps, **facts: object) -> None:
        """Add what a rule says about the value."""
        self.report(error.code, steps, **facts, **error.facts)

    def finish(self) -> None:
        """Raises FilesError when anything was reported."""
        if self._findings:
            raise self._findings.error()

    def _add(self, code: str, node: Node, **facts: object) -> None:
        self._findings.add(code, self._place(node), facts)

    def _place(self, node: Node) -> Place:
        return self.source.place(node.start_mark.line + 1, node.start_mark.column + 1)

    def _node(self, steps: Steps, *, key: bool = False) -> Node:
        node = name = self._root
        for step in steps:
            if isinstance(node, MappingNode):
                pair = next((pair for pair in node.value if _text(pair[0]) == step), None)
                if pair is None:
                    return node
                name, node = pair
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                name = node = node.value[step]
            else:
                return node
        return name if key else node

    def _value(self, node: Node) -> Value:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._add("yaml-too-large", self._root)
            raise self._findings.error()
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            self._add("yaml-recursion", node)
            raise self._findings.error()
        if node.tag != UNTAGGED:
            self._add("yaml-tag", node, tag=node.tag.replace("tag:yaml.org,2002:", "!!"))
        self._open.add(id(node))
        try:
            return self._mapping(node) if isinstance(node, MappingNode) else [self._item(each) for each in node.value]
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: ScalarNode) -> str | None:
        """The text. Anchors and tags on it are refused: in nearly every case they are the beginning of a text."""
        first = self.source.text[node.start_mark.index : node.start_mark.index + 2]
        if first[:1] in ("&", "!"):
            self._unquoted(node, first)
        if node.value in _NULLS and not node.style:
            self.has_nulls = True
            return None
        return _text(node)

    def _unquoted(self, node: ScalarNode, first: str) -> None:
        if first == "!!":
            self._add("yaml-tag", node, tag=node.tag.replace("tag:yaml.org,2002:", "!!"))
            return
        mark = node.start_mark
        right = quoted_line(self.source, mark.line + 1, mark.column + 1)
        self._add("yaml-start", node, character=first[0], right=right, variant="right" if right else "")

    def _item(self, node: Node) -> Value:
        value = self._value(node)
        if value is None:
            self._add("empty-item", node)
        return value

    def _mapping(self, node: MappingNode) -> dict[str, Value]:
        if len(node.value) > MAX_KEYS:
            self._add("yaml-too-large", node, limit=MAX_KEYS, variant="keys")
            raise self._findings.error()
        made: dict[str, Value] = {}
        lines: dict[str, int] = {}
        entry_begun = False
        for name, value in node.value:
            if not isinstance(name, ScalarNode) or self._scalar(name) is None:
                self._add("yaml-key", name)
                continue
            key = _text(name)
            if key == "<<" and not name.style:
                self._add("yaml-merge", name)
            elif key in made:
                # The first key once more: a new entry without its dash. The rest of it is no problem of its own.
                dash_lacks = len(made) > 1 and key == next(iter(made))
                if not entry_begun:
                    variant = {"variant": "entry"} if dash_lacks else {}
                    self._add("duplicate-key", name, key=key, line=lines[key], **variant)
                entry_begun = entry_begun or dash_lacks
            else:
                lines[key] = name.start_mark.line + 1
                made[key] = self._value(value)
                if made[key] is None:
                    self._add("empty-value", value, key=key)
        return made


def _text(node: Node) -> str:
    text = node.value if isinstance(node, ScalarNode) else ""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
