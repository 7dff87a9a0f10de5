"""YAML as a person would write it: what is new in a mapping or list, with the comments that people keep."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORDS = re.compile(r"\w[\w .–-]*")  # what every reader of YAML takes the same way inside brackets
_WIDE = 100  # characters of a list that goes into one line
_COMMENT = 24  # the column of comments behind ids of videos


class Noted(str):
    """A text with a comment behind it, which is one line."""

    __slots__ = ("comment",)
    comment: str

    def __new__(cls, text: str, comment: str) -> Self:
        """The text; blanks of the comment become single spaces, and what cannot be printed goes."""
        made = super().__new__(cls, text)
        made.comment = "".join(letter for letter in " ".join(comment.split()) if letter.isprintable())
        return made


def round_trip() -> Any:  # noqa: ANN401 - the library's own
    """What loads and writes YAML with its comments, in the indents of this project."""
    from ruamel.yaml import YAML

    made = YAML()
    made.preserve_quotes = True
    made.width = 1_000_000
    made.indent(mapping=2, sequence=4, offset=2)
    return made


def dumped(value: Any) -> list[str]:  # noqa: ANN401 - of any kind
    """The lines of a value, each with its end."""
    stream = io.StringIO()
    round_trip().dump(_styled(value), stream)
    return stream.getvalue().splitlines(keepends=True)


def unstyled(items: Iterable[Any]) -> list[Any]:
    """The items without the style that they were read in."""
    return [_bare(item) for item in items]


def _bare(value: Any) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(value, dict):
        return {str(key): _bare(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return str(value) if isinstance(value, str) and not isinstance(value, Noted) else value


def changed(value: Any, change: Callable[[Any], None]) -> None:  # noqa: ANN401 - the library's own
    """Change a mapping; a new text takes over the quotes of the old one, and a list the comments behind its items."""
    from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

    before = dict(value)
    noted = {key: _comments(each) for key, each in before.items()}
    change(value)
    for key, each in value.items():
        if isinstance(each, FoldedScalarString | LiteralScalarString) and each != before.get(key):
            value[key] = None  # or it would be a block again, folded where the old one was
            value[key] = str(each)
        elif type(each) is list and noted.get(key):
            value[key] = [Noted(one, noted[key].get(one, getattr(one, "comment", ""))) for one in each]


def _comments(value: Any) -> dict[str, str]:  # noqa: ANN401 - the library's own
    """The comments behind the items of a list, by item."""
    tokens = getattr(getattr(value, "ca", None), "items", {}) if isinstance(value, list) else {}
    return {str(value[number]): token[0].value.strip().lstrip("# ") for number, token in tokens.items() if token[0]}


def _styled(value: Any) -> Any:  # noqa: ANN401 - of any kind
    """What is new in a value as a person would write it: text line by line, a short list in brackets."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import LiteralScalarString

    if type(value) is str:
        return LiteralScalarString(value) if "\n" in value else value
    if isinstance(value, dict):
        return _styled_map(value if isinstance(value, CommentedMap) else CommentedMap(value))
    if type(value) is list:
        made = CommentedSeq(str(each) if isinstance(each, Noted) else _styled(each) for each in value)
        for number, each in enumerate(value):
            if isinstance(each, Noted) and each.comment:
                made.yaml_add_eol_comment(f"# {each.comment}", number, _COMMENT)
        if all(type(each) is str and _WORDS.fullmatch(each) for each in value) and len(", ".join(value)) <= _WIDE:
            made.fa.set_flow_style()
        return made
    return value


def _styled_map(value: Any) -> Any:  # noqa: ANN401 - the library's own
    for key, each in value.items():
        value[key] = str(each) if isinstance(each, Noted) else _styled(each)
        if isinstance(each, Noted) and each.comment:
            value.yaml_add_eol_comment(f"# {each.comment}", key, _COMMENT)
    return value


def scalar(text: str) -> str:
    """A text of one line as it is written behind a key, in quotes if it needs them."""
    return dumped({"text": text})[0].partition(": ")[2].rstrip("\n")
