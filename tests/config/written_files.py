"""Files as people write them: every value in some style, with comments, and with the owner of each line."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

Path = tuple[str | int, ...]

PLAIN = ("Tin cơ sở", "a", "Bản tin số 1", "😀 vui", "đổi mới", "x9", "Hải Phòng – Thành phố")
FIELDS = ("video", "title", "description", "tags", "sections", "localizations", "captions", "privacy")


@dataclass(frozen=True)
class Line:
    """A line with its end, and the value that it belongs to; `whole` when that stands in it as a whole."""

    text: str
    owner: Path
    whole: bool = True
    end: str = "\n"

    def is_of(self, touched: set[Path]) -> bool:
        """Whether one of the touched values stands in this line, or has it within."""
        within = any(self.owner[: len(each)] == each for each in touched)
        return within or (self.whole and any(each[: len(self.owner)] == self.owner for each in touched))


def entry(chance: random.Random) -> dict[str, Any]:
    """What an entry may say at first."""

    def some() -> str:
        return chance.choice(PLAIN)

    made: dict[str, Any] = {}
    for field in chance.sample(FIELDS, chance.randint(1, 6)):
        match field:
            case "tags" | "sections":
                made[field] = chance.sample(PLAIN, chance.randint(0, 4))
            case "localizations":
                made[field] = {"en": {"title": some()}, "fr": {"title": some(), "description": some()}}
            case "captions":
                made[field] = [{"file": some(), "language": "vi"} for _ in range(chance.randint(1, 2))]
            case "description":
                made[field] = "\n".join(some() for _ in range(chance.randint(1, 3)))
            case _:
                made[field] = some()
    return made


class Writer:
    """Writes values in one person's indents, each in another style."""

    def __init__(self, chance: random.Random) -> None:
        self._one = chance.choice
        self.step = chance.choice([2, 3, 4])
        self.offset = chance.choice([0, 2, 4])
        self.gap = chance.choice([2, 2, 4])
        self.comments = chance.choice([True, False])

    def behind(self) -> str:
        """A comment behind a value."""
        return self._one(["", "", "  # ghi chú: - x", " # [a"]) if self.comments else ""

    def above(self, owner: Path) -> list[Line]:
        """Lines above a key or dash."""
        some = self._one([[], [], ["# việc: - cần"], [""], ["", "# một", "# hai"]]) if self.comments else []
        return [Line(each, owner, whole=False) for each in some]

    def mapping(self, value: dict[str, Any], path: Path) -> list[Line]:
        """A mapping line by line."""
        lines: list[Line] = []
        for number, (name, each) in enumerate(value.items()):
            where = (*path, name)
            inline, below, whole = self._value(each, where, dash=False)
            # A comment above a key stays when the key goes.
            lines += self.above((*path, "#")) if number else []
            owner = where if whole else (*where, "key")
            lines += [Line(f"{name}:{' ' if inline.strip() else ''}{inline}", owner, whole), *below]
        return lines

    def sequence(self, value: list[Any], path: Path) -> list[Line]:
        """A list line by line."""
        lines: list[Line] = []
        for number, each in enumerate(value):
            where = (*path, number)
            inline, below, whole = self._value(each, where, dash=True)
            lines += self.above(where)
            if isinstance(inline, Line):
                lines += [replace(inline, text="-" + " " * (self.gap - 1) + inline.text), *below]
            else:
                lines += [Line("-" + " " * (self.gap - 1) + inline if inline else "-", where, whole), *below]
        return lines

    def _value(self, value: Any, path: Path, *, dash: bool) -> tuple[Any, list[Line], bool]:
        """What stands behind a key or dash, the lines below, and whether the first is all of it."""
        step = self.gap if dash else self.step
        if isinstance(value, str):
            return self._text(value, path, step)
        if not value or self._one([True, False, False]):
            return self._flow(value) + self.behind(), [], True
        lines = self.mapping(value, path) if isinstance(value, dict) else self.sequence(value, path)
        step = step if isinstance(value, dict) or dash else self.offset
        if dash and lines[0].text and not lines[0].text.startswith("#") and self._one([True, True, False]):
            return lines[0], shifted(lines[1:], step), False
        return self.behind(), shifted(lines, step), False

    def _text(self, value: str, path: Path, step: int) -> tuple[str, list[Line], bool]:
        style = self._one(["|", ">", '"'] if "\n" in value else ["", "", "'", '"', "|", ">"])
        if style in ("|", ">"):
            lines = value.replace("\n", "\n" if style == "|" else "\n\n").split("\n")
            return f"{style}-{self.behind()}", shifted([Line(each, path) for each in lines], step), True
        return {"": value, "'": f"'{value}'", '"': _quoted(value)}[style] + self.behind(), [], True

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = ", ".join(f"{name}: {self._flow(each)}" for name, each in value.items())
            return "{" + pairs + self._one(["}", " }"])
        if isinstance(value, list):
            return self._one(["[", "[ "]) + self._one([", ", " , "]).join(map(self._flow, value)) + "]"
        return _quoted(value) if "\n" in value else str(self._one([value, f"'{value}'", _quoted(value)]))


def file(says: dict[str, Any], chance: random.Random) -> list[Line]:
    """The lines of a file."""
    writer = Writer(chance)
    lines = [*writer.above(()), *writer.mapping(says, ()), *writer.above(())]
    lines = shifted(lines, chance.choice([0, 0, 0, 2]))
    ends = chance.choice([["\n"], ["\r\n"], ["\n", "\r\n"]])
    lines = [replace(line, end=chance.choice(ends)) for line in lines]
    return [*lines[:-1], replace(lines[-1], end=chance.choice(["", lines[-1].end]))]


def shifted(lines: list[Line], columns: int) -> list[Line]:
    """Lines further in."""
    return [replace(line, text=" " * columns + line.text) if line.text else line for line in lines]


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
