"""Changes of mappings and lists that stand within brackets, as all of JSON does."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode

from ytchannel.config.editing.aligning import origins, staying
from ytchannel.config.scalars import Form, form_of, key
from ytchannel.config.styling import flow, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yaml.nodes import Node, SequenceNode

    from ytchannel.config.editing.rewriting import Change
    from ytchannel.config.editing.splices import Splices
    from ytchannel.config.editing.spots import Collection, Part, Spots

_BLANKS = re.compile(r"\s*")


class Flows:
    """What is spliced where something in brackets changes; `change` takes care of the values in it."""

    def __init__(self, splices: Splices, spots: Spots, change: Change) -> None:
        self._splices = splices
        self._spots = spots
        self._change = change

    def mapping(self, node: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], *, json: bool) -> None:
        """Change a mapping that is not empty."""
        json = json or _is_quoted(node.value[0][0])
        numbers = {name: number for number, name in enumerate(old)}
        groups: dict[int, list[str]] = defaultdict(list)
        last = -1
        for name, value in new.items():
            if name in numbers:
                last = numbers[name]
                self._change(node.value[last][1], old[name], value, None, json=json)
            else:
                groups[last].append(f"{key(name, json=json)}: {flow(value, Form(flow=True, json=json))}")
        self._rearrange(node, {number for name, number in numbers.items() if name in new}, groups)

    def sequence(self, node: SequenceNode, old: Sequence[Any], new: list[Any], *, json: bool) -> None:
        """Change a list that neither was nor is to be empty."""
        quoted = isinstance(node.value[0], ScalarNode) and node.value[0].style
        style = quoted if quoted in ("'", '"') else None
        found = origins(old, new, lambda one, other: type(one) is type(spoken(other)) and not isinstance(one, list))
        stays = staying(found)
        groups: dict[int, list[str]] = defaultdict(list)
        last = -1
        for value, number in zip(new, found, strict=True):
            if number is not None:
                self._change(node.value[number], old[number], value, None, json=json)
            if number in stays:
                last = number
            elif number is not None:
                part = self._spots.item(node, number)
                groups[last].append(self._splices.taken(part.start, part.end))
            else:
                groups[last].append(flow(value, Form(style, flow=True, json=json)))
        self._rearrange(node, stays, groups)

    def replace(self, node: Node, new: Any, *, json: bool) -> None:  # noqa: ANN401 - of any kind
        """Put a value in the place of another as a whole."""
        start, end = node.start_mark.index, self._spots.end(node)
        self._spots.touch_all(node, start, end)
        form = Form(flow=True, json=json)
        if isinstance(node, ScalarNode):
            form = form_of(node, "", 0, 0, flow=True, json=json)
        self._splices.put(start, end, flow(new, form))

    def _rearrange(self, node: Collection, stays: set[int], groups: Mapping[int, list[str]]) -> None:
        """Take out what does not stay, and put the new ones behind what stays, or before all with -1."""
        count = len(node.value)
        gone = [number for number in range(count) if number not in stays]
        if not gone and not groups:
            return
        if self._splices.text[node.start_mark.index] not in "[{":
            raise self._spots.uneditable()  # `[a: b]`, or an anchor
        if not stays:
            first, last = self._spots.part(node, 0), self._spots.part(node, count - 1)
            self._spots.touch_all(node, first.start, last.end)
            self._splices.put(first.start, last.end, ", ".join(groups.get(-1, [])))
            return
        final = max(stays)
        for number, entries in groups.items():
            if number < 0:
                self._put_before(self._spots.part(node, 0), entries)
            else:
                self._put_behind(node, number, entries, final=final)
        for number in gone:
            part = self._spots.part(node, number)
            self._spots.touch_all(part.node, part.start, part.end)
            if number < final:
                self._splices.put(part.start, self._behind_comma(part.end), "")
        if final + 1 < count:
            self._splices.put(self._cut_from(node, final), self._spots.part(node, count - 1).end, "")

    def _put_before(self, part: Part, entries: Sequence[str]) -> None:
        between = ", "
        if self._splices.leads(part.start):
            between = "," + self._splices.newline(part.start) + self._indent(part)
        self._splices.put(part.start, part.start, "".join(entry + between for entry in entries))

    def _put_behind(self, node: Collection, number: int, entries: Sequence[str], *, final: int) -> None:
        """Each in a line of its own where the one before stands so, else in its line."""
        part = self._spots.part(node, number)
        end = part.end
        if not self._splices.leads(part.start):
            self._splices.put(end, end, "".join(f", {entry}" for entry in entries))
            return
        lead = self._splices.newline(part.start) + self._indent(part)
        comma = self._spots.comma(end)
        if number == final and number + 1 < len(node.value) and self._cut_from(node, number) == end:
            comma = None  # it goes with what follows
        rest = self._spots.rest(end if comma is None else comma)
        if comma is not None and rest is not None:
            at = comma + len(rest)
            self._splices.put(at, at, "".join(f"{lead}{entry}," for entry in entries))
        elif comma is None and rest and number + 1 == len(node.value):
            self._splices.put(end, end, ",")
            at = end + len(rest)
            self._splices.put(at, at, ",".join(lead + entry for entry in entries))
        else:
            self._splices.put(end, end, "".join(f",{lead}{entry}" for entry in entries))

    def _cut_from(self, node: Collection, number: int) -> int:
        """From where all behind an item goes: with the comma, unless comments of it stand behind that."""
        end, following = self._spots.part(node, number).end, self._spots.part(node, number + 1).start
        if not self._splices.text[end:following].strip().strip(","):
            return end
        comma = self._spots.comma(end)
        rest = None if comma is None else self._spots.rest(comma)
        if comma is None or rest is None:
            raise self._spots.uneditable()
        return comma + len(rest)

    def _behind_comma(self, end: int) -> int:
        """Where the next one begins, or comments that are its own."""
        comma = self._spots.comma(end)
        if comma is None:
            raise self._spots.uneditable()
        found = _BLANKS.match(self._splices.text, comma + len(self._spots.rest(comma) or ""))
        return found.end() if found else comma

    def _indent(self, part: Part) -> str:
        return self._splices.text[self._splices.line_start(part.start) : part.start]


def _is_quoted(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style == '"'
