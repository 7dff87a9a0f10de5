"""YAML as a person would write it: new mappings and lists, in the indents that the file has."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from ytchannel.config.scalars import Form, Written, key, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORDS = re.compile(r"\w[\w .–-]*")  # what looks the same inside brackets
_WIDE = 100  # characters of a list that goes into one line


class Noted(str):
    """A text with a comment behind it, which is one line."""

    __slots__ = ("comment",)
    comment: str

    def __new__(cls, text: str, comment: str) -> Self:
        """The text; blanks of the comment become single spaces, and what cannot be printed goes."""
        made = super().__new__(cls, text)
        made.comment = "".join(letter for letter in " ".join(comment.split()) if letter.isprintable())
        return made


@dataclass(frozen=True)
class Habits:
    """The indents of a file in columns: of a mapping below its key, of a dash below its key, of a value to its dash."""

    step: int = 2
    offset: int = 2
    gap: int = 2


def spoken(value: Any) -> Any:  # noqa: ANN401 - of any kind
    """A value as it is read again: all is text, in NFC."""
    if type(value) is str and value.isascii():
        return value
    if isinstance(value, dict):
        return {spoken(name): spoken(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [spoken(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return unicodedata.normalize("NFC", str(value))


def under_key(value: Any, habits: Habits, form: Form) -> Written:  # noqa: ANN401 - of any kind
    """The value behind a key in a block; the lines below are counted from the column of the key."""
    if isinstance(value, dict) and value:
        return Written("", shifted(pairs(value, habits), habits.step))
    if isinstance(value, list) and value and not _goes_in_brackets(value):
        return Written("", shifted(items(value, habits), habits.offset))
    return _inline(value, form)


def items(values: Iterable[Any], habits: Habits, form: Form | None = None, *, apart: bool = False) -> list[str]:
    """The lines of a list in a block, each item set apart by a blank line if asked."""
    lines: list[str] = []
    for value in values:
        if apart and lines:
            lines.append("")
        written = under_dash(value, habits, form or Form(indent=habits.gap))
        lines += [_noted("-" + " " * (habits.gap - 1) + written.inline, value), *written.below]
    return lines


def under_dash(value: Any, habits: Habits, form: Form) -> Written:  # noqa: ANN401 - of any kind
    """The value behind a dash; the lines below are counted from the column of the dash."""
    if isinstance(value, dict) and value:
        lines = pairs(value, habits)
    elif isinstance(value, list) and value and not _goes_in_brackets(value):
        lines = items(value, habits)
    else:
        return _inline(value, form)
    return Written(lines[0], shifted(lines[1:], habits.gap))


def pairs(mapping: Mapping[str, Any], habits: Habits) -> list[str]:
    """The lines of keys with their values in a block."""
    lines: list[str] = []
    for name, value in mapping.items():
        written = under_key(value, habits, Form(indent=habits.step))
        lines += [_noted(f"{key(name, json=False)}: {written.inline}".rstrip(" "), value), *written.below]
    return lines


def flow(value: Any, form: Form) -> str:  # noqa: ANN401 - of any kind
    """The value within brackets."""
    form = replace(form, flow=True)
    if isinstance(value, dict):
        named = (f"{key(name, json=form.json)}: {flow(each, plainly(form))}" for name, each in value.items())
        return "{" + ", ".join(named) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each, plainly(form)) for each in value) + "]"
    return scalar(_bare(value), form).inline


def plainly(form: Form) -> Form:
    """The form of a value that is new within one that is there."""
    return Form(flow=form.flow, json=form.json, indent=form.indent)


def shifted(lines: Sequence[str], columns: int) -> tuple[str, ...]:
    """Lines further in; blank ones stay blank."""
    return tuple(" " * columns + line if line else "" for line in lines)


def _inline(value: Any, form: Form) -> Written:  # noqa: ANN401 - of any kind
    return Written(flow(value, form)) if isinstance(value, dict | list) else scalar(_bare(value), form)


def _bare(value: Any) -> Any:  # noqa: ANN401 - of any kind
    return value if isinstance(value, bool | int) else spoken(value)


def _goes_in_brackets(values: Sequence[Any]) -> bool:
    words = all(type(each) is str and _WORDS.fullmatch(each) is not None for each in values)
    return words and len(", ".join(values)) <= _WIDE


def _noted(line: str, value: Any) -> str:  # noqa: ANN401 - of any kind
    comment = value.comment if isinstance(value, Noted) else ""
    return f"{line}  # {comment}" if comment else line
