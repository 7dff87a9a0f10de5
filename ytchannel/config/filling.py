"""The texts of an entry with everything filled in: its own, those of defaults, and defaults around its own.

A default with `{{ title }}` or `{{ description }}` in it is written around the entry's own text, unless the entry says
`wrap: false`; another one is for entries that are silent. The first of the entry's sections that declares such a text
counts, else the channel.

`{{ date }}` is the day of publication, else today. Once a video is up, today would be another day at every run: a text
that depends on it is then not declared, so what the channel has stays.

`{{ number }}` counts the entries of a section that use it, in the order of the manifest. `number` in an entry gives it
another number, from which the next ones count on; in a default it is the first one. What is up of a folder keeps the
number that it got: new files come between the others there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, TypeVar

from ytchannel.config import rules, templates
from ytchannel.config.shapes import EntryShape
from ytchannel.config.shaping import shaped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ytchannel.config.declared import Declared, Steps, Value
    from ytchannel.config.templates import Fact
    from ytchannel.model import Channel, Section, VideoDefaults

T = TypeVar("T")

TEXTS = ("title", "description", "tags", "localizations")


@dataclass(frozen=True)
class About:
    """What is known of an entry. `layers` are the defaults that it gets, `file` is as the entry names it.

    `day` is that of its publication; with `scheduled` there will be one that is not known yet. `derived`: its title was
    made of the name of its file, so a default goes before it.
    """

    layers: Sequence[VideoDefaults]
    section: Section | None
    file: str | None
    day: date | None
    recorded: date | None
    number: int | None
    up: bool
    wrap: bool
    derived: bool = False
    scheduled: bool = False


@dataclass(frozen=True)
class Texts:
    """The texts of an entry: its shape with them, what stands around its own, and the tags that defaults add."""

    shape: EntryShape
    around: Mapping[str, tuple[str, str]]
    layers: Sequence[VideoDefaults]
    lacks_title: bool


@dataclass
class _Facts:
    """What may be named, and which of it is another thing tomorrow."""

    known: dict[str, Fact]
    passing: set[str] = field(default_factory=set)

    def passes(self, text: str) -> bool:
        """Whether a text depends on what does not last."""
        return bool(self.passing and templates.names(text) & self.passing)


class Filling:
    """Fills in the texts of a manifest's entries, one after the other, in their order."""

    def __init__(self, document: Declared, channel: Channel, today: date) -> None:
        self._document = document
        self._channel = channel
        self._today = today
        self._numbers: dict[str, int] = {}

    def filled(self, shape: EntryShape, steps: Steps, about: About) -> Texts:
        """The shape of the entry at `steps` with its texts, which it came without. What is wrong is reported."""
        own = self._document.at(steps)
        texts: dict[str, Value] = {name: own[name] for name in TEXTS if name in own} if isinstance(own, dict) else {}
        defaults = self._defaults(texts, about)
        every = [*_strings(texts), *defaults.values(), *(tag for layer in about.layers for tag in layer.tags or ())]
        if not defaults and about.number is None and not any("{{" in each for each in every):  # as most are
            return Texts(self._shaped(shape, steps, texts), {}, about.layers, "title" not in texts)
        facts = self._facts(about, every)
        around: dict[str, tuple[str, str]] = {}
        lacks_title = "title" not in texts and "title" not in defaults
        silent = lacks_title and about.file is None
        for name in ("title", "description"):
            if name in defaults:
                self._by_default(steps, name, defaults[name], texts, facts, around)
            elif name in texts:
                texts[name] = self._own((*steps, name), texts[name], facts)
            if name == "title":
                title = texts.get("title")
                facts.known["title"] = title if isinstance(title, str) else None
                if title is None and not silent:  # not declared for now, or reported
                    facts.passing.add("title")
        for name in ("tags", "localizations"):
            if isinstance(texts.get(name), list | dict):
                texts[name] = self._each((*steps, name), texts[name], facts)
        made: dict[str, Value] = {name: each for name, each in texts.items() if each is not None}
        return Texts(self._shaped(shape, steps, made), around, self._layers(steps, about, facts), lacks_title)

    def _shaped(self, shape: EntryShape, steps: Steps, texts: dict[str, Value]) -> EntryShape:
        """The shape of an entry with the shapes of its texts."""
        made = shaped(EntryShape, self._document, steps, texts)
        return shape.model_copy(update={name: getattr(made, name) for name in TEXTS})

    @staticmethod
    def _defaults(texts: Mapping[str, Value], about: About) -> dict[str, str]:
        """The defaults that make the title and the description, where one does."""
        found: dict[str, str] = {}
        for name in ("title", "description"):
            default = _first(*(getattr(layer, name) for layer in about.layers))
            if default is None:
                continue
            if name in templates.names(default):
                has_own = isinstance(texts.get(name), str)
                goes = about.wrap and (has_own or (name == "description" and name not in texts))
            else:
                goes = name not in texts or (about.derived and name == "title")
            if goes:
                found[name] = default
        return found

    def _facts(self, about: About, every: Sequence[str]) -> _Facts:
        """What may be named in `every` text that the entry gets."""
        section, file = about.section, PureWindowsPath(about.file) if about.file else None  # either slash parts names
        counted = about.number is not None or any("number" in templates.names(each) for each in every)
        known: dict[str, Fact] = {
            "section.title": section.title if section else None,
            "section.key": section.key if section else None,
            "channel.handle": self._channel.handle,
            "file.name": file.name if file else None,
            "file.stem": file.stem if file else None,
            "date": None if about.scheduled else about.day or self._today,
            "recording_date": about.recorded,
            "number": self._number(about) if counted else None,
        }
        passing = {"date"} if about.up and not about.day else set()
        if about.up and about.derived:
            passing.add("number")
        return _Facts(known, passing)

    def _number(self, about: About) -> int:
        series = about.section.key if about.section else ""
        first = _first(*(layer.number for layer in about.layers))
        last = self._numbers.get(series)
        counted = last + 1 if last is not None else 1 if first is None else first
        self._numbers[series] = counted if about.number is None else about.number
        return self._numbers[series]

    def _by_default(
        self,
        steps: Steps,
        name: str,
        default: str,
        texts: dict[str, Value],
        facts: _Facts,
        around: dict[str, tuple[str, str]],
    ) -> None:
        """Put the text that a default makes, around the entry's own if it is such a one."""
        known = dict(facts.known)
        wraps = name in templates.names(default)
        if isinstance(texts.get(name), str):
            own = self._own((*steps, name), texts[name], facts)
            if own is None:
                texts[name] = None
                return
            known[name] = str(own).strip()
        elif wraps:
            known[name] = ""
        texts[name] = None
        if facts.passes(default):
            return
        try:
            texts[name] = templates.fill(default, known)
            if wraps and (found := templates.around(default, name, known)):
                around[name] = found
        except rules.RuleError as error:
            # Of a day that is not known yet, not the entry is to blame.
            variant = "date" if error.facts.get("variant") == "date" else "default"
            self._document.report(error.code, steps, **error.facts | {"key": name, "variant": variant})

    def _own(self, steps: Steps, text: Value, facts: _Facts) -> Value:
        """A text of the entry itself; None when it was reported, or is not declared after all."""
        if not isinstance(text, str):
            return text
        if facts.passes(text):
            return None
        try:
            return templates.fill(text, facts.known)
        except rules.RuleError as error:
            self._document.refuse(error, steps)
            return None

    def _each(self, steps: Steps, value: Value, facts: _Facts) -> Value:
        """The same with every text in it filled in; a list whole or not at all, since its places are counted."""
        if isinstance(value, list):
            items = [self._each((*steps, number), each, facts) for number, each in enumerate(value)]
            lost = any(new is None for new, old in zip(items, value, strict=True) if old is not None)
            return None if lost else items
        if not isinstance(value, dict):
            return self._own(steps, value, facts)
        made = {key: self._each((*steps, key), each, facts) for key, each in value.items()}
        return {key: each for key, each in made.items() if each is not None}

    def _layers(self, steps: Steps, about: About, facts: _Facts) -> Sequence[VideoDefaults]:
        """The defaults with their tags filled in."""
        if not any("{{" in tag for layer in about.layers for tag in layer.tags or ()):
            return about.layers
        return [self._layer(steps, layer, facts) for layer in about.layers]

    def _layer(self, steps: Steps, layer: VideoDefaults, facts: _Facts) -> VideoDefaults:
        made: list[str] = []
        for tag in layer.tags or ():
            try:
                if not facts.passes(tag):
                    made.append(rules.tag(templates.fill(tag, facts.known)))
            except rules.RuleError as error:
                self._document.report(error.code, steps, **error.facts | {"key": "tags", "variant": "default"})
        return replace(layer, tags=None if layer.tags is None else tuple(made))


def has_places(entry: Mapping[str, Value]) -> bool:
    """Whether any text of an entry may have places to fill in."""
    return any("{{" in text for name in TEXTS if name in entry for text in _strings(entry[name]))


def makes_texts(layer: VideoDefaults) -> bool:
    """Whether defaults make texts of entries, or have places to fill in."""
    return layer.title is not None or layer.description is not None or any("{{" in tag for tag in layer.tags or ())


def _strings(value: object) -> list[str]:
    """Every text in a value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


def _first(*values: T | None) -> T | None:
    """The first value that is declared."""
    return next((value for value in values if value is not None), None)
