"""What nobody is to read: tokens, codes, client secrets, API keys, and the addresses of upload sessions.

Whatever the program says or keeps passes through `redact`. A secret is known by its exact value, from the moment that
`learn` is told it, or by its shape. Two doors stand wide open and are guarded as a whole by `guard`: stdout and stderr,
and the records of every logger, also those of the libraries.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, cast
from urllib.parse import parse_qs, quote, urlsplit

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterable, Iterator

_SHORTEST = 8  # characters of a secret: what is shorter may be a word that stands in any text
_LONG = 20  # characters of a secret whose first four say nothing about the rest
_MORE = "…"

# What stands between the name of a field and its value: in a query, in JSON, in Python, in a header, percent-encoded.
_IS = r"""(?:\\*["'])?\s{0,2}(?:=|:|%3[Dd]|%3[Aa])\s{0,2}\[?b?(?:\\*["'])?"""
_CHARACTER = r"""[^\s"'&<>\\,;)\]}…]"""


class _Shape(NamedTuple):
    """What a kind of secret looks like: its first group stays. Where no mark is in a text, none of these is."""

    marks: tuple[str, ...]
    pattern: str
    is_plain: bool = True  # nobody writes such a thing into a title or a description


_SHAPES = (
    _Shape(("ya29.",), r"(ya29\.)[\w.~-]{6,}"),
    _Shape(("1//0", "1%2F%2F0", "1%2f%2f0"), r"(1(?://|%2[Ff]%2[Ff])0)[\w-]{8,}"),
    # A letter follows, else the folder 4/ with the file 04-…mp4 would be one; 1/0 is 1//0 taken for a path. Dates have
    # these marks, so the pattern begins with letters that can be looked for fast.
    _Shape(("4/0", "1/0"), r"(/0(?<=[14]/0)(?<!\d[14]/0))[A-Za-z][\w-]{20,}"),
    _Shape(("4%2F0", "4%2f0"), r"(4%2[Ff]0)[A-Za-z][\w-]{20,}"),
    _Shape(("GOCSPX-",), r"(GOCSPX-)[\w-]{6,}"),
    _Shape(("AIza",), r"(AIza)[\w-]{30,}"),  # longer than any id of YouTube's that has these letters by chance
    _Shape(("upload_id", "ploadID", "ploadid"), rf"((?:upload_id|[Uu]pload(?:ID|id)){_IS}){_CHARACTER}+…?"),
    _Shape(
        ("_token", "client_secret", "device_code", "code_verifier"),
        rf"((?:refresh_token|access_token|id_token|oauth_token|client_secret|device_code|code_verifier){_IS})"
        rf"{_CHARACTER}+…?",
        is_plain=False,
    ),
    _Shape(("uthorization",), rf"([Aa]uthorization\W{{1,8}}(?:Bearer|bearer|Basic|basic)\s+){_CHARACTER}+…?"),
    _Shape(("earer",), r"([Bb]earer(?:\s+|%20|\+))[\w.~+/%-]{16,}=*", is_plain=False),
    # Long ones only: a link may lead to anything by a code of a few letters.
    _Shape(("code=", "code%3D", "code%3d"), rf"((?<![\w-])code(?:=|%3[Dd])){_CHARACTER}{{16,}}…?", is_plain=False),
    _Shape(("&token=", "?token="), rf"([?&]token=){_CHARACTER}{{8,}}…?", is_plain=False),
)
_MARKS = tuple(mark for shape in _SHAPES for mark in shape.marks)

# Secrets with what stands in their place, the longest first: replaced as a whole, so it is read without the lock.
_known: tuple[tuple[str, str], ...] = ()
_learning = threading.Lock()


def learn(*secrets: str) -> None:
    """Remember these very values for as long as the process lives, in every way that they may be written."""
    global _known  # noqa: PLW0603 - one process, one memory of what it must not say
    wanted = [secret for secret in secrets if len(secret) >= _SHORTEST]
    if all((secret, _shown(secret)) in _known for secret in wanted):
        return
    with _learning:
        more = {(form, _shown(secret)) for secret in wanted for form in _forms(secret)}
        _known = tuple(sorted({*_known, *more}, key=lambda each: (-len(each[0]), each[0])))


def learn_session(address: str) -> None:
    """Remember what makes the address of an upload session a secret."""
    learn(*parse_qs(urlsplit(address).query).get("upload_id", ()))


def redact(text: str, *, for_youtube: bool = False) -> str:
    """`text` with the first harmless characters of each secret, and … for the rest.

    JSON stays JSON. `for_youtube` is for what may be written to the channel again: there only what is certainly a
    secret is left out, since a link in a description may have a code of its own.
    """
    for secret, shown in _known:
        if secret in text:
            text = text.replace(secret, shown)
    for mark in _MARKS:  # nearly every text has none, and a look for it costs less than any pattern
        if mark in text:
            break
    else:
        return text
    for shape in _SHAPES:
        if (shape.is_plain or not for_youtube) and any(mark in text for mark in shape.marks):
            text = _compiled(shape.pattern).sub(rf"\1{_MORE}", text)
    return text


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _shown(secret: str) -> str:
    return secret[:4] + _MORE if len(secret) >= _LONG and secret[:4].isascii() and secret[:4].isalnum() else _MORE


def _forms(secret: str) -> set[str]:
    """A secret as it is, in an address, in an address within another, and as a text of JSON."""
    once = (quote(secret, safe=""), quote(secret))
    lower = (re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), form) for form in once)
    return {secret, *once, *lower, quote(once[0], safe=""), json.dumps(secret)[1:-1]}


class RedactingStream:
    """A text stream that writes what it is given without the secrets in it; in all else it is the one below.

    A line goes on when it is whole, or when the stream is flushed, as on a terminal: `print` writes word by word, and
    what a word is, the words before it tell.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._line = ""
        self._lock = threading.RLock()

    def write(self, text: str) -> int:
        """Take `text` and write the lines that it makes whole; returns the number of characters that it has."""
        with self._lock:
            end = text.rfind("\n") + 1
            if end:
                whole, self._line = self._line + text[:end], text[end:]
                self._stream.write(redact(whole))
            else:
                self._line += text
        return len(text)

    def flush(self) -> None:
        """Write what there is of a line, and flush the stream below."""
        self.let_go()
        self._stream.flush()

    def let_go(self) -> None:
        """Write what there is of a line."""
        with self._lock:
            rest, self._line = self._line, ""
            if rest:
                self._stream.write(redact(rest))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each without its secrets."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a stream has
        return getattr(self._stream, name)


def guard() -> None:
    """From now on nothing secret leaves by stdout, stderr or a logger of this process. Twice is as good as once."""
    import logging

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, RedactingStream):  # a program without a console has none
            setattr(sys, name, cast("TextIO", RedactingStream(stream)))
    make = logging.getLogRecordFactory()
    if not isinstance(make, _Records):
        logging.setLogRecordFactory(_Records(make))


@contextmanager
def guarded() -> Iterator[None]:
    """The same for the length of a block."""
    import logging

    before, make = (sys.stdout, sys.stderr), logging.getLogRecordFactory()
    guard()
    mine = (sys.stdout, sys.stderr)
    try:
        yield
    finally:
        for name, old, new in zip(("stdout", "stderr"), before, mine, strict=True):
            if getattr(sys, name) is new:  # whoever has put another stream there in the meantime had a reason
                setattr(sys, name, old)
                with suppress(OSError, ValueError):  # it is full or closed, which has been said
                    cast("RedactingStream", new).let_go()
        logging.setLogRecordFactory(make)


class _Records:
    """Makes the records of all loggers; a secret is out of them before any handler sees them."""

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *values: Any, **more: Any) -> logging.LogRecord:  # noqa: ANN401 - as `logging` calls it
        record = self._make(*values, **more)
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - arguments that do not fit: the handler says so, on stderr
            return record
        clean = redact(message)
        if clean != message:
            record.msg, record.args = clean, None
        if record.exc_info and record.exc_info[1] is not None:
            import traceback

            told = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            clean = redact(told)
            if clean != told:
                record.exc_text = clean  # formatters take this where it is there
        return record
