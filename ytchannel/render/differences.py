"""What a command would write into files, line by line."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Any

from rich.text import Text

from ytchannel import words
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ytchannel.render.screen import Screen

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show(file: Path, old: str | None, new: str, screen: Screen) -> None:
    """The lines that go and come in a file; of a new one only how many there are."""
    if old is None:
        count = new.count("\n")
        told = words.plural("{file}: new, {count} line", "{file}: new, {count} lines", count, file=plain(file))
        screen.say(told, "green")
        return
    screen.say(_("{file}: changes").format(file=plain(file)), "bold")
    for line in lines(old, new):
        screen.show(Text(f"  {plain(line)}", style=_COLOURS.get(line[0], ""), overflow="fold"))


def head(channel: str) -> str:
    """What a new channel file begins with, as comments."""
    text = _(
        "The YouTube channel {title}, as it was. Edit this file and run `ytchannel sync`: it shows first what changes."
    )
    return f"# {plain(text.format(title=channel))}\n\n"


def show_picture(file: Path, size: int, screen: Screen, *, new: bool) -> None:
    """A picture that is written, with its size in bytes."""
    text = _("{file}: new picture, {size}") if new else _("{file}: another picture, {size}")
    screen.say(text.format(file=plain(file), size=words.size(size)), "green" if new else "bold")


def lines(old: str, new: str) -> list[str]:
    """The unified form without its head: a mark in front of each line."""
    return list(unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm=""))[2:]


def document(files: Sequence[tuple[Path, str | None, str]]) -> list[dict[str, Any]]:
    """The files as they stand in JSON."""
    states = [
        (file, "new" if old is None else "same" if old == new else "changed", old, new) for file, old, new in files
    ]
    return [
        {"file": str(file), "state": state, "diff": lines(old or "", new) if state == "changed" else []}
        for file, state, old, new in states
    ]
