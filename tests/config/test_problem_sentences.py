"""Every code that the package uses has a sentence; what users wrote is shown as data."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from ytchannel.errors import Place, Problem
from ytchannel.render import problems

PACKAGE = Path(__file__).parents[2] / "ytchannel"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
NOT_CODES = {"utf-8", "utf-16-le", "utf-16-be", "several-manifests"}  # the last is of `render.errors`


def constants(tree: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def codes() -> set[str]:
    """Every text of `config` that is shaped like a code, and the first argument of every Problem anywhere."""
    found = {"same-section-key", "same-section-title", "same-section-id", "same-file", "same-video"}
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if PACKAGE / "config" in path.parents:
            found |= {text for text in constants(tree) if CODE.fullmatch(text)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                first = node.args[0]
                found |= {first.value} if isinstance(first, ast.Constant) and isinstance(first.value, str) else set()
    return found - NOT_CODES


def test_every_code_has_a_sentence() -> None:
    assert codes() - problems.SENTENCES.keys() == set()


def test_every_sentence_has_a_code() -> None:
    assert {code.partition("/")[0] for code in problems.SENTENCES} - codes() == set()


@pytest.mark.parametrize("code", problems.SENTENCES)
def test_a_sentence_is_what_is_wrong_and_a_remedy(code: str) -> None:
    what, remedy = problems.SENTENCES[code]
    assert ";" not in what
    assert not what.endswith(".")
    assert remedy.endswith((".", "}"))
    names = {name for text in (what, remedy) for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    assert "" not in names
    facts = {name: f"<{name}>" for name in names} | {"variant": code.partition("/")[2]}
    said = problems.sentence(Problem(code.partition("/")[0], None, facts))
    assert all(f"<{name}>" in said for name in names)


def test_what_users_wrote_steers_nothing() -> None:
    problem = Problem(
        "unknown-section", Place("a\x1b[2J.yaml", 1, 2), {"value": "\x1b[31m\u202ex\n{near}", "known": []}
    )
    line = problems.line(problem)
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert r"a\x1b[2J.yaml:1:2: " in line
    assert r"\x1b[31m\u202ex {near}" in line


def test_long_texts_are_shortened_and_numbers_are_readable() -> None:
    said = problems.sentence(Problem("unknown-section", None, {"value": "x" * 500, "known": ["a", "b"]}))
    assert "x" * 79 + "…”" in said
    assert said.endswith("write one of: a, b.")
    said = problems.sentence(Problem("duplicate-key", None, {"key": "a", "line": 12345}))
    assert "line 12345" in said
    facts = {"file": "a.mp4", "size_bytes": 300 * 1024**3, "max_bytes": 256 * 1024**3}
    assert "300 GB" in problems.sentence(Problem("video-file-too-big", None, facts))


def test_a_lacking_fact_or_sentence_hides_nothing() -> None:
    assert "“?”" in problems.sentence(Problem("duplicate-key", None, {"line": 1}))
    assert problems.line(Problem("no-such-code", Place("a.yaml", 1, 1))) == "a.yaml:1:1: no-such-code"
