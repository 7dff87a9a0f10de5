"""Where output goes: one JSON document or tables to stdout, all else to stderr; and what text is safe to show."""

from __future__ import annotations

import json
import sys
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from ytchannel.plan import Ref
from ytchannel.redaction import redact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

# Control characters, half surrogates, line separators, and what turns the direction of writing.
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINER = "\u200d"  # of the parts of an emoji


def plain(text: object) -> str:
    """`text` in one line, with what would steer the terminal made visible: what YouTube or users wrote is data.

    It has no secret any more, since a table may break it into lines, where no look at the output finds it again.
    """
    return "".join(_visible(character) for character in redact(str(text)))


def _visible(character: str) -> str:
    if character in "\n\t":
        return " "
    if unicodedata.category(character) in _STEERING and character != _JOINER:
        return repr(character)[1:-1]
    return character


class Screen:
    """One command's output. `document` is printed once at the most, and only with `--json`."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.out = Console(markup=False, highlight=False, emoji=False)
        self.err = Console(stderr=True, markup=False, highlight=False, emoji=False)

    @property
    def _prose(self) -> Console:
        return self.err if self.as_json else self.out

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin.isatty() and self.err.is_terminal

    def show(self, content: RenderableType) -> None:
        """What the command was called for. With --json it goes to stderr, since stdout has the document."""
        if not self.quiet:
            self._prose.print(content)

    def say(self, sentence: str, style: str = "") -> None:
        """A sentence of the result."""
        self.show(Text(redact(sentence), style=style))  # before it is broken into lines

    def warn(self, sentence: str, style: str = "yellow") -> None:
        """A sentence that is said even with --quiet, on stderr."""
        self.err.print(Text(sentence, style=style), soft_wrap=True)

    def ask(self, question: str, yes: tuple[str, ...]) -> bool:
        """Put a question that is answered by one of `yes`; anything else is no."""
        self.err.print(Text(question, style="bold"), end=" ")
        return unicodedata.normalize("NFC", input()).strip().lower() in yes

    def answer(self, question: str) -> str:
        """Put a question that is answered by a text in NFC; empty where there is none."""
        self.err.print(Text(question, style="bold"), end=" ")
        try:
            return unicodedata.normalize("NFC", input()).strip()
        except EOFError:
            return ""

    def raw(self, text: str) -> None:
        """Data for stdout as it is."""
        sys.stdout.write(text)

    def document(self, content: Mapping[str, Any]) -> None:
        """The one JSON document of the command."""
        if self.as_json:
            self.raw(_as_json(content))  # what goes to stdout loses its secrets there

    @staticmethod
    def as_text(content: Mapping[str, Any]) -> str:
        """A document as it is written, with every letter readable and no secret in it."""
        return redact(_as_json(content))


def _as_json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=_encode) + "\n"


def _encode(value: Any) -> Any:  # noqa: ANN401 - whatever json does not know
    """What JSON does not know, as it stands in documents: references as kind/key, times in UTC."""
    if isinstance(value, Ref):
        return f"{value.kind}/{value.key}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(type(value))
