"""From what a file says to what it is to say: what is the same stays, the rest is spliced where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from yaml.nodes import MappingNode, SequenceNode

from ytchannel.config.editing.blocks import Blocks
from ytchannel.config.editing.flows import Flows
from ytchannel.config.editing.splices import Splices
from ytchannel.config.editing.spots import Spots
from ytchannel.config.styling import Habits, pairs, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yaml.nodes import Node

    from ytchannel.config.editing.spots import Part

    Place: TypeAlias = Callable[[], Part]


class Change(Protocol):
    """What changes a value within another one; `place` tells where it stands, None within brackets."""

    def __call__(self, node: Node, old: Any, new: Any, place: Place | None, *, json: bool = False) -> None:  # noqa: ANN401
        """Make `new` of what the node says."""


class Rewriting:
    """One text with its nodes. What it says is `old`, as the loader reads it."""

    def __init__(self, text: str, root: MappingNode, shown: str) -> None:
        self._splices = Splices(text)
        self._root = root
        self._spots = Spots(self._splices, root, shown)
        self._blocks = Blocks(self._splices, self._spots, _habits(root), self._change)
        self._flows = Flows(self._splices, self._spots, self._change)

    def rewritten(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        """The text that says `new`. Raises FilesError where that cannot be without harm, OverlapError."""
        if not old:
            self._flows.replace(self._root, dict(new), json=True)
        elif self._root.flow_style:
            self._flows.mapping(self._root, old, new, json=False)
        else:
            self._blocks.mapping(self._root, old, new, top=True)
        return self._splices.result

    def _change(self, node: Node, old: Any, new: Any, place: Place | None, *, json: bool = False) -> None:  # noqa: ANN401
        if new is old or spoken(new) == old:
            return
        self._spots.touch(node)
        if isinstance(node, MappingNode) and isinstance(new, dict) and old.keys() & new.keys():
            if node.flow_style:
                self._flows.mapping(node, old, new, json=json)
            else:
                self._blocks.mapping(node, old, new, top=False)
        elif isinstance(node, SequenceNode) and isinstance(new, list) and old and new:
            if node.flow_style:
                self._flows.sequence(node, old, new, json=json)
            else:
                self._blocks.sequence(node, old, new)
        elif place is None:
            self._flows.replace(node, new, json=json)
        elif isinstance(node, SequenceNode) and new == [] and not node.flow_style:
            self._blocks.empty(node, place())
        else:
            self._blocks.replace(place(), new)


def anew(text: str, new: Mapping[str, Any]) -> str:
    """A text that says nothing yet, with keys behind what it has of comments."""
    newline = "\r\n" if "\r\n" in text else "\n"
    parts = [newline.join([*pairs({name: value}, Habits()), ""]) for name, value in new.items()]
    if text.strip():
        parts.insert(0, text if text.endswith(("\n", "\r")) else text + newline)
    return newline.join(parts)


def _habits(root: Node) -> Habits:
    """The indents that a file has, as far as it shows any."""
    found: dict[str, int] = {}
    waiting = [root]
    for node in waiting:  # which grows
        if len(found) == 3:
            break
        if isinstance(node, MappingNode) and not node.flow_style:
            for _, value in node.value:
                waiting.append(value)
                if isinstance(value, MappingNode | SequenceNode) and value.value and not value.flow_style:
                    inner = _column(value) - _column(node)
                    if isinstance(value, MappingNode) and inner > 0:
                        found.setdefault("step", inner)
                    elif isinstance(value, SequenceNode) and inner >= 0:
                        found.setdefault("offset", inner)
        elif isinstance(node, SequenceNode) and not node.flow_style:
            for each in node.value:
                waiting.append(each)
                gap = each.start_mark.column - node.start_mark.column
                if each.start_mark.line == node.start_mark.line and gap > 1:
                    found.setdefault("gap", gap)
    return Habits(**{"step": found.get("offset") or 2, **found})


def _column(node: Node) -> int:
    first = node.value[0][0] if isinstance(node, MappingNode) else node
    return int(first.start_mark.column)
