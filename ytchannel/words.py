"""The language that people are spoken to in: gettext catalogues for sentences, Babel for numbers, dates and plurals.

`use` is called once, before anything is said. Sentences that are tables in the code are marked with `N_` there and
translated with `_` when they are said.
"""

from __future__ import annotations

import gettext
import locale
import os
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date as calendar_date
    from datetime import datetime, tzinfo

LANGUAGES = ("en", "vi")
_CATALOGUES = Path(__file__).parent / "locale"
_state: dict[str, gettext.NullTranslations] = {"now": gettext.NullTranslations()}
_language = {"now": "en"}


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of `--lang` in `argv`, else of YTCHANNEL_LANG, else of the locale; English when none is known."""
    asked = [environ.get("YTCHANNEL_LANG", "")]
    for word, following in zip_longest(argv, argv[1:], fillvalue=""):
        if word == "--":
            break
        if word == "--lang":
            asked.insert(0, following)
        elif word.startswith("--lang="):
            asked.insert(0, word.removeprefix("--lang="))
    asked += [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for candidate in asked:
        code = candidate.partition(".")[0].partition("_")[0].partition("-")[0].lower()
        if code in LANGUAGES:
            return code
        if code in ("c", "posix"):
            return "en"
    system = locale.getlocale()[0] or ""
    return "vi" if system.lower().startswith("vi") else "en"


def use(language: str) -> None:
    """Speak `language` ("en" or "vi") from now on, in the words of the command-line library too."""
    _language["now"] = language
    _state["now"] = gettext.translation("ytchannel", _CATALOGUES, [language], fallback=True)
    # Typer's own sentences ("Usage:", "No such option") go through the process-wide gettext domain.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("ytchannel", str(_CATALOGUES))
    gettext.textdomain("ytchannel")


def current() -> str:
    """The language in use."""
    return _language["now"]


def _(message: str) -> str:
    """`message` in the language in use."""
    return _state["now"].gettext(message)


def in_language(message: str, language: str) -> str:
    """`message` in a language, whichever is in use: for what is said in several at once."""
    return gettext.translation("ytchannel", _CATALOGUES, [language], fallback=True).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the marker's name is gettext's convention
    """Mark `message` for the catalogues; it is translated when it is said."""
    return message


def plural(one: str, many: str, count: int, **values: object) -> str:
    """The form of the sentence for `count`, with {count} and `values` filled in."""
    return _state["now"].ngettext(one, many, count).format(count=number(count), **values)


def number(value: float) -> str:
    """`value` grouped as the language groups it: 1,234 or 1.234."""
    if -1000 < value < 1000 and value == int(value):
        return str(int(value))
    from babel.numbers import format_decimal

    return format_decimal(value, locale=current())


def percent(share: float, digits: int = 0) -> str:
    """0.43 as 43%, with at most so many digits behind the point."""
    from babel.numbers import format_percent

    return format_percent(round(share, 2 + digits), decimal_quantization=False, locale=current())


def size(count: float) -> str:
    """Bytes in a readable unit (binary steps, as file managers count them): 1.5 MB."""
    value, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if abs(value) < 1024 or unit == "TB":
            break
        value /= 1024
    return f"{number(round(value) if unit in ('B', 'kB') or value >= 100 else round(value, 1))} {unit}"


def span(time: timedelta) -> str:
    """A length of time in its largest unit of which there are two: 90 seconds, 45 minutes, 3 hours."""
    from babel.dates import format_timedelta

    return format_timedelta(max(time, timedelta(seconds=1)), threshold=2, locale=current())


def when(time: datetime, zone: tzinfo) -> str:
    """Date, hour and minute of `time` in `zone`, in the language's form."""
    from babel.dates import format_datetime

    pattern = "HH:mm dd/MM/yyyy" if current() == "vi" else "d MMM yyyy HH:mm"
    return format_datetime(time.astimezone(zone), pattern, locale=current())


def date(time: datetime, zone: tzinfo) -> str:
    """The date of `time` in `zone`, in the language's form."""
    return day(time.astimezone(zone).date())


def day(value: calendar_date) -> str:
    """A date in the language's form: 30/11/2026 or 30 Nov 2026."""
    from babel.dates import format_date

    pattern = "dd/MM/yyyy" if current() == "vi" else "d MMM yyyy"
    return format_date(value, pattern, locale=current())


def short_day(value: calendar_date) -> str:
    """A date without its year: 30/11 or 30 Nov."""
    from babel.dates import format_date

    return format_date(value, "dd/MM" if current() == "vi" else "d MMM", locale=current())


def month(value: calendar_date) -> str:
    """The month of a date: tháng 11 năm 2026 or November 2026."""
    from babel.dates import format_date

    return format_date(value, "MMMM 'năm' yyyy" if current() == "vi" else "MMMM yyyy", locale=current())


def territory(code: str) -> str:
    """The name of a country by its two letters; the letters where no name is known."""
    from babel import Locale

    return str(Locale.parse(current()).territories.get(code, code))
