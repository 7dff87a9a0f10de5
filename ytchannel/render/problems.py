"""The sentences for problems in the user's files: what is wrong, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render.problem_texts import SENTENCES
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.errors import Place, Problem

_LONGEST = 80  # characters of a user's text that a sentence repeats


def sentence(problem: Problem) -> str:
    """What is wrong; what to write instead. Without the place, but for the heading of a column."""
    facts = problem.facts
    # Of files that are entries as a whole, no line can be told.
    variants = (*(["whole"] if facts.get("line") == 0 else []), facts.get("form"), facts.get("variant"))
    names = (*(f"{problem.code}/{variant}" for variant in variants), problem.code)
    what, remedy = next((SENTENCES[name] for name in names if name in SENTENCES), (problem.code, ""))
    shown = _Facts({name: _said(name, value) for name, value in facts.items()})
    said = "; ".join(_(part).format_map(shown) for part in (what, remedy) if part)
    heading = f"“{shown['heading']}”" if "heading" in facts else ""
    return said if heading in said else f"{heading}: {said}"


def line(problem: Problem) -> str:
    """FILE:LINE:COLUMN: what is wrong; what to write instead."""
    return (f"{_where(problem.place)}: " if problem.place else "") + sentence(problem)


def _where(place: Place) -> str:
    """The place; a file or folder as a whole has no line."""
    return plain(str(place) if place.line else place.file)


class _Facts(dict[str, str]):
    """A fact that is lacking must not hide the problem."""

    def __missing__(self, name: str) -> str:
        return "?"


def _said(name: str, value: object) -> str:
    """A fact as the sentence shows it. Texts come from users' files: they are data, and may be long."""
    if isinstance(value, int):
        if name.endswith("_bytes"):
            return words.size(value)
        return str(value) if name == "line" else words.number(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_said("", each) for each in value)
    text = plain(str(value))
    # What is to be written instead is of use only as a whole.
    return text if len(text) <= _LONGEST or name == "right" else text[: _LONGEST - 1] + "…"
