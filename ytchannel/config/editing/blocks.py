"""Changes of mappings and lists that stand line by line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ytchannel.config.editing.aligning import Arranged, origins, staying
from ytchannel.config.editing.replacing import replace_value
from ytchannel.config.scalars import Form
from ytchannel.config.styling import items, pairs, shifted, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.config.editing.rewriting import Change
    from ytchannel.config.editing.splices import Splices
    from ytchannel.config.editing.spots import Collection, Part, Spots
    from ytchannel.config.styling import Habits


class Blocks:
    """What is spliced where a block changes; `change` takes care of the values in it."""

    def __init__(self, splices: Splices, spots: Spots, habits: Habits, change: Change) -> None:
        self._splices = splices
        self._spots = spots
        self._habits = habits
        self._change = change

    def mapping(self, node: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], *, top: bool) -> None:
        """Change a mapping that is not empty; at the top, new keys are set apart."""
        numbers = {name: number for number, name in enumerate(old)}
        for name, number in numbers.items():
            if name in new:
                self._change(node.value[number][1], old[name], new[name], partial(self._spots.pair, node, number))
        gone = [number for name, number in numbers.items() if name not in new]
        self._cut([self._spots.pair(node, number) for number in gone], node, gone)
        # Nothing comes before the first key where that goes: what is new then follows the first one that stays.
        last = min(set(numbers.values()) - set(gone), default=0) if 0 in gone else -1
        groups: dict[int, list[str]] = defaultdict(list)
        for name in new:
            if name in numbers:
                last = numbers[name]
            else:
                groups[last].append(name)
        for number, names in groups.items():
            self._add_pairs(node, number, {name: new[name] for name in names}, top=top)

    def sequence(self, node: SequenceNode, old: Sequence[Any], new: list[Any]) -> None:
        """Change a list that neither was nor is to be empty."""
        found = origins(old, new, lambda one, other: isinstance(one, dict) and isinstance(other, dict))
        stays = staying(found)
        for value, number in zip(new, found, strict=True):
            if number is not None:
                self._change(node.value[number], old[number], value, partial(self._spots.item, node, number))
        groups: dict[int, list[list[str]]] = defaultdict(list)
        last = -1
        for value, number in zip(new, found, strict=True):
            if number in stays:
                last = number
            elif number is not None:
                groups[last].append([self._chunk(node, number, edited=spoken(value) != old[number])])
            else:
                groups[last].append(self._new_item(node, value))
        gone = [number for number in range(len(old)) if number not in stays]
        self._cut([self._spots.item(node, number) for number in gone], node, gone)
        apart = bool(groups) and self._is_apart(node, new)
        for number, entries in groups.items():
            self._add_items(node, number, entries, apart=apart, led=0 in stays)

    def empty(self, node: SequenceNode, part: Part) -> None:
        """Take all items out of a list; comments that are not theirs stay."""
        if not self._splices.leads(self._spots.item(node, 0).start):
            self.replace(part, [])
            return
        self._splices.put(part.after, part.after, " []")
        numbers = range(len(node.value))
        self._cut([self._spots.item(node, number) for number in numbers], node, numbers)

    def replace(self, part: Part, new: Any) -> None:  # noqa: ANN401 - of any kind
        """Put a value in the place of another as a whole."""
        replace_value(self._splices, self._spots, self._habits, part, new)

    def _cut(self, parts: Sequence[Part], node: Collection, numbers: Sequence[int]) -> None:
        """Take pairs or items out, with the lines and comments that are theirs."""
        cut = self._cut_lead(parts, node, numbers)
        for part, number in zip(parts[cut:], numbers[cut:], strict=True):
            self._spots.touch_all(part.node, part.start, part.end)
            if not self._splices.leads(part.start):
                raise self._spots.uneditable()
            end = self._spots.with_comments(part.end, part.column)
            if number + 1 < len(node.value):
                end = self._spots.gap_end(end)
            self._splices.cut_lines(self._start(node, part, number), end)

    def _cut_lead(self, parts: Sequence[Part], node: Collection, numbers: Sequence[int]) -> int:
        """Take out what stands in the line of a dash, and what follows it as far as it goes too; how many that are."""
        if not parts or numbers[0] or self._splices.leads(parts[0].start):
            return 0
        lead = next((number for number, at in enumerate(numbers) if number != at), len(numbers))
        start, text = parts[0].start, self._splices.text
        if text[:start].rstrip(" \t")[-1:] != "-" or lead == len(node.value):
            raise self._spots.uneditable()
        following = [*parts[1:lead], self._spots.part(node, lead)]
        ends = [self._splices.line_end(part.end) for part in parts[:lead]]
        if any(text[end : part.start].strip() for end, part in zip(ends, following, strict=True)):
            lead, end = 1, ends[0]  # comments stand between them, which stay
            start = len(text[:start].rstrip(" \t"))
        else:
            end = following[-1].start
        for part in parts[:lead]:
            self._spots.touch_all(part.node, part.start, part.end)
        self._splices.put(start, end, "")
        return lead

    def _start(self, node: Collection, part: Part, number: int) -> int:
        """Where the lines begin that go with a pair or an item: only of items, with comments right above."""
        if isinstance(node, MappingNode):
            return self._splices.line_start(part.start)
        before = self._spots.item(node, number - 1) if number else None
        return self._spots.head(part.start, self._spots.with_comments(before.end, before.column) if before else 0)

    def _add_pairs(self, node: MappingNode, number: int, added: Mapping[str, Any], *, top: bool) -> None:
        """Put keys below a pair, before all of them with -1."""
        part = self._spots.pair(node, max(number, 0))
        lines: list[list[str]] = [
            list(shifted(pairs({name: value}, self._habits), part.column)) for name, value in added.items()
        ]
        if number < 0:
            self._put_before(part, lines, apart=top)
            return
        # What stands below the last key in its column belongs to the mapping, as a key that is commented out.
        deeper = part.column - (number == len(node.value) - 1)
        self._splices.insert_below(self._spots.with_comments(part.end, deeper), _joined(lines, apart=top))

    def _add_items(self, node: SequenceNode, number: int, entries: list[list[str]], *, apart: bool, led: bool) -> None:
        """Put items below one that stays, before all of them with -1; `led` tells whether the first one stays."""
        part = self._spots.item(node, max(number, 0))
        if number >= 0:
            below = self._spots.with_comments(part.end, part.column)
            self._splices.insert_below(below, _joined(entries, apart=apart))
        elif self._splices.leads(part.start):
            lines = [line for entry in entries for line in (*entry, *([""] if apart and led else []))]
            self._splices.insert_above(self._start(node, part, 0), lines, self._splices.newline(part.start))
        elif led:
            self._put_before(part, entries, apart=apart)
        else:
            raise self._spots.uneditable()

    def _put_before(self, part: Part, entries: Iterable[list[str]], *, apart: bool) -> None:
        """Put lines before a key or dash that may stand in the line of another one."""
        newline = self._splices.newline(part.start)
        lines = [line for entry in entries for line in (*entry, *([""] if apart else []))]
        text = newline.join([*lines, " " * part.column])
        self._splices.put(part.start, part.start, text[part.column :])

    def _new_item(self, node: SequenceNode, value: Any) -> list[str]:  # noqa: ANN401 - of any kind
        """The lines of an item in the way of those that are there."""
        first = self._spots.item(node, 0)
        gap = first.node.start_mark.index - first.start
        beside = self._splices.line_end(first.start) > first.node.start_mark.index
        habits = replace(self._habits, gap=gap) if beside and gap > 1 else self._habits
        style = first.node.style if isinstance(first.node, ScalarNode) and first.node.style in ("'", '"') else None
        return list(shifted(items([value], habits, Form(style, indent=habits.gap)), first.column))

    def _chunk(self, node: SequenceNode, number: int, *, edited: bool) -> str:
        """The lines of an item that moves, to the letter but for what was edited in it."""
        part = self._spots.item(node, number)
        if not self._splices.leads(part.start):
            raise self._spots.uneditable()
        start, end = self._start(node, part, number), self._spots.with_comments(part.end, part.column)
        if not edited:
            return self._splices.text[start:end]
        lines = self._splices.taken(start, self._splices.next_line(end))
        return lines.removesuffix("\n").removesuffix("\r")

    def _is_apart(self, node: SequenceNode, new: list[Any]) -> bool:
        """Whether items are set apart by blank lines."""
        if len(node.value) < 2:
            return isinstance(new, Arranged) and new.apart
        last = len(node.value) - 1
        head = self._start(node, self._spots.item(node, last), last)
        return not self._splices.text[self._splices.line_start(head - 1) : head].strip()


def _joined(entries: Iterable[list[str]], *, apart: bool) -> list[str]:
    return [line for entry in entries for line in (*([""] if apart else []), *entry)]
