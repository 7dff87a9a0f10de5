"""A value that stands line by line is put in the place of another one as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ytchannel.config.editing.aligning import Arranged
from ytchannel.config.editing.spots import HEADER
from ytchannel.config.scalars import Form, Written, form_of
from ytchannel.config.styling import Habits, items, shifted, under_dash, under_key

if TYPE_CHECKING:
    from ytchannel.config.editing.splices import Splices
    from ytchannel.config.editing.spots import Part, Spots


@dataclass(frozen=True)
class _Room:
    """What gives way to a value: in the line of its key or dash, or where it begins; and the lines below."""

    start: int
    end: int
    below: int
    below_end: int


def replace_value(splices: Splices, spots: Spots, habits: Habits, part: Part, new: Any) -> None:  # noqa: ANN401
    """Put `new` there. A comment behind the old value, or behind the header of a block of text, stays."""
    spots.touch_all(part.node, part.node.start_mark.index, part.end)
    room = _room(splices, part)
    between = splices.text[part.after : room.start]
    is_dash = splices.text[part.after - 1] == "-"
    # What stands in another line, without a comment before it, comes to its key or dash.
    stays = bool(between.strip()) or (between and splices.line_start(room.start) <= part.after)
    if stays and is_dash:
        habits = replace(habits, gap=splices.column(room.start) - part.column)
    written = _written(splices, spots, habits, part, new)
    start, inline = room.start, written.inline
    if not inline or not (stays or (between and not written.below)):
        start = part.after + len(between.rstrip())
        inline = inline and " " * (habits.gap - 1 if is_dash else 1) + inline
    splices.put(start, room.end, inline)
    newline = splices.newline(part.node.start_mark.index)
    lines = shifted(written.below, part.column)
    splices.put(room.below, room.below_end, "".join(newline + line for line in lines))


def _room(splices: Splices, part: Part) -> _Room:
    node, start, end = part.node, part.node.start_mark.index, part.end
    if isinstance(node, ScalarNode) and node.style in ("|", ">") and (header := HEADER.match(splices.text, start)):
        return _Room(start, header.end(), splices.line_end(start), end)
    if isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        end = splices.line_end(end)  # a comment there is of its last value
        if splices.line_start(start) > part.after:
            return _Room(part.after, part.after, splices.line_end(part.after), end)
    return _Room(start, end, splices.line_end(end), splices.line_end(end))


def _written(splices: Splices, spots: Spots, habits: Habits, part: Part, new: Any) -> Written:  # noqa: ANN401
    is_dash = splices.text[part.after - 1] == "-"
    indent = habits.gap if is_dash else habits.step
    form = Form(indent=indent)
    if isinstance(part.node, ScalarNode):
        source = splices.text[part.node.start_mark.index : part.end]
        form = form_of(part.node, source, part.column, indent, flow=False, json=False)
    if spots.with_comments(part.end, part.column) != splices.line_end(part.end):
        form = replace(form, flow=True)  # a block of text would take in the comments below
    if is_dash:
        return under_dash(new, habits, form)
    if isinstance(new, Arranged) and new and new.apart:
        return Written("", shifted(items(new, habits, apart=True), habits.offset))
    return under_key(new, habits, form)
