"""The shape of the code: imports run one way, one door to each outside system, modules small enough to read."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ytchannel"

# From the ground up: a module may import what stands on its own line or on one above it.
LAYERS = (
    {"errors", "words", "private", "redaction", "__init__"},
    {"quota", "model"},
    {
        "arrange",
        "bandwidth",
        "collecting",
        "guards",
        "pictures",
        "packing",
        "plan",
        "policy",
        "upload",
        "report",
        "slots",
        "states",
    },
    {"kinds", "config"},
    {"transport", "refusals", "migrations", "whoami"},
    {"collected", "discovery", "history", "listings", "snapshots", "watched"},
    {"seen"},
    {"bulk_reports", "repeating", "youtube", "ledger", "soundness", "auth"},
    {"workflows"},
    {"render"},
    {"cli"},
    {"__main__"},
)
PURE = {
    "arrange",
    "bandwidth",
    "collecting",
    "guards",
    "packing",
    "plan",
    "policy",
    "quota",
    "upload",
    "report",
    "refusals",
    "model",
    "errors",
    "slots",
    "states",
}
DOORS = {
    "googleapiclient": {"discovery", "youtube"},
    "google": {"auth"},
    "google_auth_oauthlib": {"auth"},
    "requests": {"transport", "auth"},
    "sqlalchemy": {
        "collected",
        "history",
        "ledger",
        "listings",
        "migrations",
        "seen",
        "snapshots",
        "soundness",
        "watched",
    },
    "sqlite3": {"sandbox"},
    "aiohttp": {"sandbox"},
    "yaml": {"config"},
    "python_calamine": {"config"},
    "tzlocal": {"config"},
    "openpyxl": {"config", "render"},
    "xlsxwriter": {"render"},
    "docx": {"render"},
    "docxtpl": {"render"},
    "jinja2": {"render"},
    "icalendar": {"render"},
    "pyarrow": {"render"},
    "pydantic": {"config"},
    "typer": {"cli"},
    "rich": {"render"},
    "babel": {"words"},
    "filelock": {"ledger", "soundness", "auth"},
    "packaging": {"workflows"},
    "keyring": {"auth"},
    "oauthlib": {"auth"},
    "xxhash": {"workflows"},
    "PIL": {"pictures", "sandbox"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def unit(path: Path) -> str:
    """The first part below the package: a module's name or a folder's."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path, *, typing_too: bool) -> set[str]:
    """The dotted names that a module imports, in functions too; those for annotations only when asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = set()
    if not typing_too:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
                skipped |= {id(inner) for inner in ast.walk(node)}
    names = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def height(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    """Errors ← plan ← kinds ← config; the edges do not know each other's users; the sandbox stands alone."""
    me = unit(path)
    for name in imported(path, typing_too=False):
        parts = name.split(".")
        if parts[0] != "ytchannel":
            continue
        other = parts[1] if len(parts) > 1 else "__init__"
        other = other if other in {n for layer in LAYERS for n in layer} | {"sandbox"} else "__init__"
        if me == "sandbox":
            assert other == "sandbox", f"the sandbox must know nothing of {name}"
        elif other == "sandbox":
            assert me in {"transport", "workflows", "cli"}, f"{me} meets the sandbox only over HTTP"
        else:
            assert height(other) <= height(me), f"{me} must not import {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_outside_system_has_one_door(path: Path) -> None:
    for name in imported(path, typing_too=False):
        allowed = DOORS.get(name.split(".")[0])
        assert allowed is None or unit(path) in allowed, f"{name} in {unit(path)}"


@pytest.mark.parametrize(
    "path", [p for p in modules() if unit(p) in PURE], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_the_core_is_pure(path: Path) -> None:
    """Planning, protocol and reports read no file, no clock and no network."""
    impure = {"os", "time", "socket", "subprocess", "random", "requests", "sqlalchemy", "logging"}
    assert not {name.split(".")[0] for name in imported(path, typing_too=False)} & impure


def test_only_render_and_cli_print() -> None:
    for path in modules():
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        prints = [n for n in calls if getattr(n.func, "id", "") in {"print", "Console"}]
        # The served sandbox says where it is, which is its contract.
        assert not prints or unit(path) in {"render", "cli", "sandbox"}, path


def test_every_write_goes_through_the_history_and_the_policy() -> None:
    """Who writes asks `recorded`, which asks policy.yaml: another way to the gateway would be one around both."""
    allowed = {
        "begin_upload": {"transfer"},
        "Transfer": {"upload"},
        "requested": {"applying"},
        "recorded": {"applying", "upload"},
        # Those but the first read, or steer the sandbox.
        "send": {"access", "analytics", "counters", "requesting", "steering", "uploads"},
    }
    callers: dict[str, set[str]] = {name: set() for name in allowed}
    for path in (PACKAGE / "workflows").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in callers:
                    callers[name].add(path.stem)
    assert callers == allowed


def test_modules_are_small() -> None:
    """The 95th percentile of module length is at most 300 lines."""
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in modules())
    assert lengths[math.ceil(0.95 * len(lengths)) - 1] <= 300
