"""How one text is written in YAML: plain, in quotes, or line by line in a block."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from ytchannel.config.composing import compose
from ytchannel.config.reading import Source, is_printable
from ytchannel.errors import FilesError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLEAR = re.compile(r"[^\W\d_][\w .–]*(?<! )")  # what is itself everywhere, unless it is a word like `true`
_NULLS = {"", "~", "null", "Null", "NULL"}
_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")
_SPACE = re.compile("(?<=[^ \t]) (?=[^ \t])")  # where a folded text may go on in the next line
_WIDE = 100  # characters of a line in a folded text that had no lines before
_RESOLVER = Resolver()

Scalar = str | bool | int


@dataclass(frozen=True)
class Written:
    """A value in YAML: what stands in the line of its key or dash, and the lines below, as from the column of that."""

    inline: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """How a text is to be written: as the one was whose place it takes, or its neighbours are.

    `style` is that of YAML: "" plain, quotes, "|" or ">"; None where nothing was. `lines` tells whether it had several
    lines, `loose` whether it stood plain although other readers of YAML take it for no text, `width` how long the lines
    of its block were, `indent` how far they stood in.
    """

    style: str | None = None
    lines: bool = False
    loose: bool = False
    width: int = _WIDE
    indent: int = 2
    flow: bool = False  # within brackets, where there are no blocks
    json: bool = False  # within brackets that another reader may take for JSON


def form_of(node: ScalarNode, source: str, column: int, indent: int, *, flow: bool, json: bool) -> Form:
    """The form of a text that stands as `source` in a file, below a key or dash in that column."""
    lines = [line for line in source.splitlines()[1:] if line.strip()] if node.style in ("|", ">") else []
    if lines:
        indent = max(min(len(line) - len(line.lstrip(" ")) for line in lines) - column, 1)
    width = max((len(line.strip()) for line in lines), default=_WIDE)
    several = "\n" in node.value.rstrip("\n")
    loose = not node.style and not _is_text(node.value)
    return Form(node.style or "", several, loose, width, indent, flow, json)


def quoted(text: str) -> str:
    """A text of one line as it is written behind a key, in quotes if it needs them."""
    return scalar(text, Form()).inline


def scalar(value: Scalar, form: Form) -> Written:
    """The value in the first form that is read again as exactly it. The text is in NFC."""
    if not isinstance(value, str):
        return Written(str(value).lower())
    if form.style in (None, "") and not form.json and _CLEAR.fullmatch(value) and _is_text(value):
        return Written(value)
    for written in _candidates(value, form) if is_printable(value) else ():
        if _reads(written, value, flow=form.flow):
            return written
    return Written(_double(value))


def key(name: str, *, json: bool) -> str:
    """The name of a key."""
    return scalar(name, Form(flow=True, json=json)).inline


def _candidates(value: str, form: Form) -> Iterator[Written]:
    if value.strip() and not form.flow:
        yield from _blocks(value, form)
    if form.style in ("'", '"'):
        yield Written(_double(value) if form.style == '"' else _single(value))
    if not form.json if _is_text(value) else form.loose and value not in _NULLS:
        yield Written(value)
    if not form.json:
        yield Written(_single(value))


def _blocks(value: str, form: Form) -> Iterator[Written]:
    several = "\n" in value.rstrip("\n")
    if form.style == ">" and (form.lines or not several) and (folded := _folded(value, form)):
        yield folded
    if form.style in ("|", ">") or (several and not (form.style in ("'", '"') and form.lines)):
        yield _literal(value, form.indent)


def _literal(value: str, indent: int) -> Written:
    told = str(indent) if value.lstrip("\n")[:1] in (" ", "\t") else ""
    chomp = "" if value.endswith("\n") else "-"
    lines = value.removesuffix("\n").split("\n")
    return Written(f"|{told}{chomp}", tuple(" " * indent + line if line else "" for line in lines))


def _folded(value: str, form: Form) -> Written | None:
    lines = value.removesuffix("\n").split("\n")
    if any(line[:1] in (" ", "\t") for line in lines):
        return None
    below: list[str] = []
    for line in lines:
        if below and line:
            below.append("")
        below += [" " * form.indent + part if part else "" for part in _wrapped(line, form.width)]
    return Written(">" if value.endswith("\n") else ">-", tuple(below))


def _wrapped(line: str, width: int) -> list[str]:
    words = _SPACE.split(line)
    made = [words[0]]
    for word in words[1:]:
        if len(made[-1]) + 1 + len(word) > width:
            made.append(word)
        else:
            made[-1] += f" {word}"
    return made


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _double(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    if is_printable(quoted) and not _BREAKS.search(quoted):
        return quoted
    return "".join(each if is_printable(each) and not _BREAKS.match(each) else f"\\u{ord(each):04x}" for each in quoted)


def _is_text(value: str) -> bool:
    """Whether every reader of YAML takes the value for text when it stands plain."""
    if value in _NULLS:
        return False
    tag = _RESOLVER.resolve(ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag == "tag:yaml.org,2002:str")


def _reads(written: Written, value: str, *, flow: bool) -> bool:
    """Whether the value is read from what is written, as an item and below a key."""
    inline, below = written.inline, written.below
    if flow:
        text = f"[{inline}, {{k: {inline}}}]"
    else:
        shifted = ("  " + line if line else "" for line in below)
        text = "\n".join([f"- {inline}", *below, f"- k: {inline}", *shifted, ""])
    try:
        root = compose(Source(Path(), "", text))
    except FilesError:
        return False
    match root:
        case SequenceNode(value=[ScalarNode(value=first), MappingNode(value=[(_, ScalarNode(value=second))])]):
            return bool(first == second == value)
    return False
