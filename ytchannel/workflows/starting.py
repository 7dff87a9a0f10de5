"""init: the first files of a channel folder. What is there already is never written over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel import private
from ytchannel.config import load_channel, rules
from ytchannel.errors import GuardError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SECRETS = "credentials"
_IGNORED = ("/.ytchannel/", f"/{SECRETS}/*", f"!/{SECRETS}/README.md")


@dataclass(frozen=True)
class Beginning:
    """What a new channel file is to say. Its values keep the rules of the file."""

    handle: str | None
    timezone: str
    language: str
    sections: tuple[str, ...]  # titles

    @property
    def keys(self) -> list[str]:
        """A key for each section, made of its title, no two the same."""
        found: list[str] = []
        for title in self.sections:
            wish = rules.slug(title) or "section"
            names = (wish if number == 1 else f"{wish[: rules.KEY - 4]}-{number}" for number in range(1, 10_000))
            found.append(next(name for name in names if name not in found))
        return found


@dataclass(frozen=True)
class Started:
    """The files that were written, and those that were there and stayed."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def start(file: Path, text: str, more: Mapping[str, bytes]) -> Started:
    """Write the channel file, and `more` by name beside it as far as it is not there.

    Raises GuardError if the channel file is there, FilesError for two sections that cannot be told apart, UsageError
    for what cannot be written.
    """
    refuse_if_there(file)
    load_channel(file, media_here=False, text=text)
    folder = file.parent
    written: list[Path] = []
    kept: list[Path] = []
    for name, content in more.items():
        (written if _write(folder / name, content) else kept).append(folder / name)
    ignored = folder / ".gitignore"
    (written if _ignore(ignored) else kept).append(ignored)
    if not _write(file, text.encode()):  # last: it is what makes the folder one of a channel
        refuse_if_there(file)
    return Started((file, *written), tuple(kept))


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there. Raises GuardError if it is, UsageError if that cannot be."""
    if not _write(file, content):
        refuse_if_there(file)


def refuse_if_there(file: Path) -> None:
    """Raises GuardError if there is a file of that name."""
    if file.exists() or file.is_symlink():
        raise GuardError("there-already", file=file)


def _write(file: Path, content: bytes) -> bool:
    """Write a file if there is none; whether it was written. Raises UsageError."""
    try:
        if file.parent.name == SECRETS:
            private.folder(file.parent)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            if file.parent.name == SECRETS:
                private.claim(file)
            stream.write(content)
    except FileExistsError:
        return False
    except OSError as error:
        raise UsageError("output-unwritable", file=file, reason=error.strerror) from None
    return True


def _ignore(file: Path) -> bool:
    """Add what git must not keep to the end of its file; whether something lacked. Raises UsageError."""
    try:
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        lacking = _lacking(old.splitlines())
        if lacking:
            with file.open("a", encoding="utf-8") as stream:
                stream.write("".join(f"{line}\n" for line in ["", *lacking] if line or (old and old[-1] != "\n")))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("output-unwritable", file=file, reason=getattr(error, "strerror", None) or "UTF-8") from None
    return bool(lacking)


def _lacking(lines: Sequence[str]) -> list[str]:
    """What is not ignored yet, however it is written; the exception has to stand behind its rule."""
    there = {line.strip().strip("/") for line in lines}
    secrets = [line for line in _IGNORED[1:] if f"{SECRETS}/*" not in there]
    return [*(line for line in _IGNORED[:1] if line.strip("/") not in there), *secrets]
