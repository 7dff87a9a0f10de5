"""How a value of a kind is written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ytchannel import words

if TYPE_CHECKING:
    from datetime import date, datetime

    from ytchannel.render.reports.presentation import Kind, Value

UNKNOWN = "–"


def written(value: Value, kind: Kind) -> str:
    """The value in the language in use; text is as it was, so the form has to escape it."""
    if value is None:
        return UNKNOWN
    match kind:
        case "text" | "id":
            return str(value)
        case "change":
            return change(cast("float", value))
        case "share":
            return words.percent(cast("float", value), 1)
        case "hours":
            return words.number(round(cast("float", value), 1))
        case "duration":
            return duration(cast("float", value))
        case "date":
            return words.day(cast("date", value))
        case "time":
            moment = cast("datetime", value)
            return words.when(moment, moment.tzinfo) if moment.tzinfo else str(moment)
    return words.number(cast("int", value))


def change(part: float) -> str:
    """A growth with its sign: +25%; a whole number of percents but for the smallest."""
    digits = 0 if abs(part) >= 0.1 else 1
    rounded = round(part, 2 + digits)
    return ("+" if rounded > 0 else "−" if rounded < 0 else "") + words.percent(abs(rounded), digits)


def signed(value: int) -> str:
    """A difference with its sign."""
    return ("+" if value > 0 else "−" if value < 0 else "") + words.number(abs(value))


def duration(seconds: float) -> str:
    """A length as players show it: 4:05, or 1:02:03."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
