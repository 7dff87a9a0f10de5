"""What every form of a file offers to those who read values from it, and the problems that are found on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from ytchannel.errors import FilesError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ytchannel.config.rules import RuleError
    from ytchannel.errors import Place

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Steps: TypeAlias = tuple[str | int, ...]

MAX_ENTRIES = 50_000  # of a manifest; a project may upload 100 videos a day
MAX_PROBLEMS = 20_000  # two of every video of 10,000


class Declared(Protocol):
    """The values of one file, as text, lists and mappings that know their places; and its problems as they are found.

    Every text is in NFC. None is a value that is lacking or wrong, which was reported; `has_nulls` tells if one is.
    """

    has_nulls: bool

    @property
    def value(self) -> dict[str, Value]:
        """All values."""

    @property
    def file(self) -> Path:
        """The file, absolute."""

    def at(self, steps: Steps) -> Value:
        """The value that `steps` lead to from the top."""

    def value_of(self, steps: Steps, key: str) -> Value:
        """The value of `key` in the mapping at `steps`, None when there is none."""

    def place(self, steps: Steps, *, key: bool = False) -> Place:
        """Where the value at `steps` stands, or its key; the nearest thing around it when it is not there."""

    def report(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem at the value."""

    def report_key(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem at the key of the value."""

    def refuse(self, error: RuleError, steps: Steps, **facts: object) -> None:
        """Add what a rule says about the value."""

    def finish(self) -> None:
        """Raises FilesError when anything was reported."""


class Tree:
    """Values by the steps that lead to them; `value` is the mapping at the top."""

    value: dict[str, Value]

    def at(self, steps: Steps) -> Value:
        """The value that `steps` lead to from the top."""
        value: Any = self.value
        for step in steps:
            value = value[step]
        return value  # type: ignore[no-any-return]

    def value_of(self, steps: Steps, key: str) -> Value:
        """The value of `key` in the mapping at `steps`, None when there is none."""
        value = self.at(steps)
        return value.get(key) if isinstance(value, dict) else None


class Findings:
    """The problems of one file; what was found twice at one place is told once.

    With MAX_PROBLEMS of them the reading ends: a file of nothing else would fill the memory.
    """

    def __init__(self, sheets: Sequence[str] = ()) -> None:
        self._found: dict[tuple[Place, str, object], Problem] = {}
        self._order = {name: number for number, name in enumerate(sheets)}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, code: str, place: Place, facts: Mapping[str, object]) -> None:
        """Add one. An alias brings the same problem again; two keys that are missing have one place.

        Raises FilesError with all when there are too many.
        """
        self._found.setdefault((place, code, facts.get("name")), Problem(code, place, facts))
        if len(self._found) >= MAX_PROBLEMS:
            raise self.error()

    @property
    def problems(self) -> list[Problem]:
        """All, sorted by place; sheets stand as in their workbook."""
        return [self._found[key] for key in sorted(self._found, key=self._rank)]

    def error(self) -> FilesError:
        """The error that tells all of them."""
        return FilesError(self.problems)

    def _rank(self, key: tuple[Place, str, object]) -> tuple[int, int, int, str]:
        place, code, _ = key
        return self._order.get(place.sheet, -1), place.line, place.column, code
