"""Texts with places to fill in: `{{ title }} | {{ section.title }}`, `{{ date | %d/%m/%Y }}`, `{{ number | 00 }}`.

A place names one of a few facts, with a form if it is a day or a number. Nothing is computed, repeated or looked up, so
that a text from anybody can do no more than this. `{{{{` stands for two braces; single ones are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from ytchannel.config.rules import RuleError, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Fact: TypeAlias = "str | int | date | None"

# What a default may name; an entry's own text does not name itself.
NAMES = (
    "title",
    "description",
    "section.title",
    "section.key",
    "channel.handle",
    "file.name",
    "file.stem",
    "date",
    "recording_date",
    "number",
)
_DAYS, _NUMBERS = ("date", "recording_date"), ("number",)

# More than any text of YouTube may have: a hostile text must not grow without an end.
MAX_FILLED = 20_000  # characters
_LONGEST = 60  # characters of a broken place that a sentence repeats

_OPEN = "{{"
_PLACE = re.compile(r"\{\{\{\{|\{\{((?:(?!\{\{|\}\}).)*)\}\}|\{\{", re.DOTALL)
_CONTENT = re.compile(r"\s*([^\s|{}]+)\s*(?:\|\s*([^|{}]*?)\s*)?")
_DAY_FORM, _DAY_PART = re.compile(r"(?:[^%]|%[dmYy])*%[dmYy](?:[^%]|%[dmYy])*"), re.compile("%([dmYy])")
_NUMBER_FORM = re.compile("0{1,9}")
_USUAL_DAY = "%d/%m/%Y"


@dataclass(frozen=True)
class Slot:
    """A place to fill in. `form` is empty where the usual one is meant."""

    name: str
    form: str = ""


def parts(text: str) -> list[str | Slot]:
    """The text as pieces of text and places. Raises RuleError for braces that do not close, and what is no name."""
    found: list[str | Slot] = []
    start = 0
    for match in _PLACE.finditer(text):
        found.append(text[start : match.start()])
        start = match.end()
        if match[0] == _OPEN * 2:
            found.append(_OPEN)
            continue
        content = _CONTENT.fullmatch(match[1] or "")
        if content is None:
            near = " ".join(text[match.start() : match.start() + _LONGEST].split())
            raise RuleError("template-braces", value=near)
        found.append(Slot(content[1], content[2] or ""))
    found.append(text[start:])
    return [part for part in found if part]


def literal(text: str) -> str:
    """What of a text does not depend on what is filled in."""
    return "".join(part for part in parts(text) if isinstance(part, str))


def names(text: str) -> set[str]:
    """The names in a text; none where its braces are broken."""
    if _OPEN not in text:
        return set()
    try:
        return {part.name for part in parts(text) if isinstance(part, Slot)}
    except RuleError:
        return set()


def escaped(text: str) -> str:
    """The text as it is written so that it is read as it is."""
    return text.replace(_OPEN, _OPEN * 2)


def checked(text: str, known: Collection[str] = NAMES) -> str:
    """The same text. Raises RuleError for broken braces, a name that is not `known`, and a wrong form."""
    for part in parts(text) if _OPEN in text else ():
        if isinstance(part, Slot):
            _check(part, known)
    return text


def fill(text: str, facts: Mapping[str, Fact]) -> str:
    """The text with `facts` in its places. Raises RuleError; one of them that is None is nothing to fill in."""
    if _OPEN not in text:
        return text
    made: list[str] = []
    size = 0
    for part in parts(text):
        made.append(part if isinstance(part, str) else _said(part, facts))
        size += len(made[-1])
        if size > MAX_FILLED:
            raise RuleError("template-long", limit=MAX_FILLED)
    return "".join(made)


def around(text: str, name: str, facts: Mapping[str, Fact]) -> tuple[str, str] | None:
    """What stands before and behind the only place of `name`, filled in; None where there are several. As `fill`."""
    pieces = parts(text)
    at = [number for number, part in enumerate(pieces) if isinstance(part, Slot) and part.name == name]
    if len(at) != 1:
        return None
    said = [part if isinstance(part, str) else _said(part, {name: "", **facts}) for part in pieces]
    return "".join(said[: at[0]]), "".join(said[at[0] + 1 :])


def _check(slot: Slot, known: Collection[str]) -> None:
    if slot.name not in known:
        raise RuleError("template-name", **suggestion(slot.name, known))
    if not slot.form:
        return
    if slot.name in _DAYS:
        if not _DAY_FORM.fullmatch(slot.form):
            raise RuleError("template-form", value=slot.form, fact=slot.name)
    elif slot.name not in _NUMBERS:
        raise RuleError("template-form", value=slot.form, fact=slot.name, variant="none")
    elif not _NUMBER_FORM.fullmatch(slot.form):
        raise RuleError("template-form", value=slot.form, fact=slot.name, variant="number")


def _said(slot: Slot, facts: Mapping[str, Fact]) -> str:
    _check(slot, facts)
    fact = facts[slot.name]
    if fact is None:
        variant = slot.name.partition(".")[0]
        raise RuleError("template-nothing", fact=slot.name, variant=variant)
    if isinstance(fact, date):
        numbers = {"d": f"{fact.day:02}", "m": f"{fact.month:02}", "Y": f"{fact.year:04}", "y": f"{fact.year % 100:02}"}
        return _DAY_PART.sub(lambda match: numbers[match[1]], slot.form or _USUAL_DAY)
    if isinstance(fact, int):
        return str(fact).zfill(len(slot.form))
    return fact
