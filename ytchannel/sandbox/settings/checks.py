"""What values of settings may be, and how a setting is declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


# Times are counted on and back from the present by up to a century.
_FIRST_YEAR, _LAST_YEAR = 1900, 9800

CENTURY = 36_525
"""Days."""


def setting(default: Any, check: Callable[[Any], bool], about: str, open_: str = "") -> Any:  # noqa: ANN401 - of any type
    """A field of the settings: its default, what it may be, what it does, and the question that it leaves open.

    A default that is a mapping is copied for each.
    """
    if isinstance(check, OneOf):
        about = f"{about} Values: {', '.join(check.names)}."
    metadata = {"check": check, "about": about, "open": open_}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


def amount(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A number, 0 or more."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def count(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A whole number, 0 or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def limit(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A whole number, or null."""
    return value is None or count(value)


def up_to(most: float) -> Callable[[Any], bool]:
    """A number, 0 or more, up to a limit that keeps times within the calendar."""
    return lambda value: amount(value) and value <= most


def flag(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """True or false."""
    return isinstance(value, bool)


@dataclass(frozen=True)
class OneOf:
    """One of some words."""

    names: tuple[str, ...]

    def __call__(self, value: Any) -> bool:  # noqa: ANN401 - any JSON value
        """Whether it is one."""
        return value in self.names


def one_of(*names: str) -> OneOf:
    """One of some words."""
    return OneOf(names)


def time(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A time with its zone, or null. What is counted on or back from it stays within the calendar."""
    if value is None:
        return True
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return found.tzinfo is not None and _FIRST_YEAR <= found.year <= _LAST_YEAR


def day(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A day of the calendar."""
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def names(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """A list of texts."""
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
