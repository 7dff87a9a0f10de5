"""From the text of a file to YAML nodes, composed in C by libyaml; and what a syntax error means to who wrote it."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import yaml
from yaml._yaml import CParser
from yaml.resolver import BaseResolver

from ytchannel.errors import FilesError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ytchannel.config.reading import Source

UNTAGGED = "untagged"

# Composing recurses in C, without a guard of its own: a deeper file would end the process.
MAX_DEPTH = 40

# Each takes half a kilobyte. 10,000 videos with every key have about 300,000.
MAX_COMPOSED = 600_000

_NO_SPACE = re.compile(r"(\s*(?:-\s+)*[a-z_]+:)([^\s:/].*?)\s*")
_HASH = re.compile(r"[\[{,][ \t]*(#)[^\s#]")

# A longer line is no help when it is repeated in a sentence.
_LONGEST = 120

# A key, dashes of a list, or both; then the value up to the end of the line.
_KEY_AND_VALUE = re.compile(r"""(\s*(?:-\s+)*(?:[^\s:#"'\[{-][^:\[{]*:\s+)?)(\S.*?)\s*""")


class _TooDeepError(Exception):
    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node


class _TooManyError(Exception):
    pass


class _Composer(CParser, BaseResolver):
    """Nodes without the guesses of YAML 1.1: every scalar is text until the field that wants it has read it."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        BaseResolver.__init__(self)
        self._depth = self._count = 0

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002 - called by the composer
        return UNTAGGED

    def descend_resolver(self, node: yaml.Node | None, index: object) -> None:  # noqa: ARG002 - as above
        self._depth += 1
        self._count += 1
        if self._count > MAX_COMPOSED:
            raise _TooManyError
        if self._depth > MAX_DEPTH and node is not None:
            raise _TooDeepError(node)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def compose(source: Source) -> yaml.Node | None:
    """The root node, None for a file without content. Raises FilesError with the one syntax error."""
    composer = _Composer(source.text)
    try:
        return composer.get_single_node()
    except _TooDeepError as error:
        mark = error.node.start_mark
        place = source.place(mark.line + 1, mark.column + 1)
        raise FilesError([Problem("yaml-deep", place, {"limit": MAX_DEPTH})]) from None
    except _TooManyError:
        facts = {"limit": MAX_COMPOSED, "variant": "values"}
        raise FilesError([Problem("yaml-too-large", source.place(1, 1), facts)]) from None
    except yaml.MarkedYAMLError as error:
        raise FilesError([_explained(source, error)]) from None
    except yaml.YAMLError as error:
        raise FilesError([Problem("yaml-syntax", source.place(1, 1), {"reason": str(error)})]) from None
    finally:
        composer.dispose()


@contextmanager
def collector_off() -> Iterator[None]:
    """Without the garbage collector, which would look through the growing heap of nodes and values again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def quoted_line(source: Source, line: int, column: int) -> str:
    """The line with its value in quotes, when that is what its writer meant; else empty. Both count from 1."""
    found = _KEY_AND_VALUE.fullmatch(source.line(line))
    if not found or not found[1] or column - 1 < found.start(2) or found[2][0] in "|>":
        return ""
    value = found[2]
    if len(value) > _LONGEST:
        return ""
    inside = found.start(2) < column - 1
    if inside and value[0] in "[{\"'" and value[-1] in "]}\"',":
        return ""
    single = '"' in value or "\\" in value
    quoted = "'" + value.replace("'", "''") + "'" if single else f'"{value}"'
    return f"{found[1].strip()} {quoted}"


def _explained(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """The problem behind libyaml's error, where its writer should look."""
    if missed := _missed(source, error):
        return missed
    code, at_context, facts = _cause(source, error)
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    if mark is None:
        return Problem("yaml-syntax", source.place(1, 1), {"reason": error.problem or ""})
    line, column = mark.line + 1, mark.column + 1
    if code == "yaml-start":
        facts["character"] = source.text[mark.index : mark.index + 1]
    if code in ("yaml-start", "yaml-colon", "yaml-after"):
        right = quoted_line(source, line, column)
        facts |= {"right": right, "variant": "right" if right else ""}
    return Problem(code, source.place(line, column), facts)


def _missed(source: Source, error: yaml.MarkedYAMLError) -> Problem | None:
    """A slip that YAML notices only later: `file:a.mp4` without a space, `[#tag]` without quotes."""
    mark, problem, context = error.problem_mark, error.problem or "", error.context or ""
    if mark is None:
        return None
    # The error is in the line after the slip, or its context is the slip itself.
    line = mark.line if "mapping values" in problem else 0
    if "expected ':'" in problem and error.context_mark:
        line = error.context_mark.line + 1
    if line and (found := _NO_SPACE.fullmatch(source.line(line))):
        facts = {"right": f"{found[1].strip()} {found[2]}"}
        return Problem("yaml-no-space", source.place(line, found.end(1) + 1), facts)
    if context.startswith("while parsing a flow"):
        opened = error.context_mark.index if error.context_mark and error.context_mark.index < mark.index else 0
        if hashes := list(_HASH.finditer(source.text, opened, mark.index)):
            facts = {"character": "#", "right": "", "variant": ""}
            return Problem("yaml-start", source.place_of(hashes[-1].start(1)), facts)
    return None


def _cause(source: Source, error: yaml.MarkedYAMLError) -> tuple[str, bool, dict[str, Any]]:
    """The code, whether the place is that of the error's context, and the facts."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark
    before = source.line(mark.line + 1)[: mark.column] if mark else ""
    here = source.text[mark.index : mark.index + 1] if mark else ""
    if here == "\t" or "tab character" in problem or ("\t" in before and not before.strip()):
        return "yaml-tab", False, {}
    if "another document" in problem:
        return "yaml-documents", False, {}
    if "mapping values" in problem:
        return ("yaml-colon" if re.search(r":\s", before) else "yaml-indent"), False, {}
    if context.endswith(("an alias", "an anchor", "a tag")):
        return "yaml-start", True, {}
    starts = ("cannot start any token", "undefined alias", "block sequence entries", "mapping keys", "node content")
    if any(start in problem for start in starts) and here:
        return "yaml-start", False, {}
    if context == "while scanning a quoted scalar":
        return "yaml-quote", True, {}
    if context == "while parsing a quoted scalar":
        return "yaml-escape", False, {}
    if context.startswith("while parsing a flow"):
        return "yaml-bracket", True, {}
    if "expected ':'" in problem:
        return "yaml-no-colon", True, {}
    if context.startswith("while parsing a block"):
        return ("yaml-after" if before.strip(" -") else "yaml-indent"), False, {}
    return "yaml-syntax", False, {"reason": f"{context} {problem}".strip()}
