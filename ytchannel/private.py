"""Files and folders of the program's own: for their owner alone, whatever the umask and whatever they were before."""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path) -> None:
    """Make a folder, or take it away from all but its owner. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close(path)


def claim(file: Path) -> None:
    """Make a file that is not there, or take it away from all but its owner. Raises OSError."""
    file.touch(mode=0o600)
    _close(file)


def claim_database(file: Path) -> None:
    """The same for a database: what SQLite makes beside it gets the rights that it has when it is opened."""
    claim(file)
    for beside in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        _close(beside)


def write(file: Path, text: str) -> None:
    """Give a file this content. Raises OSError."""
    claim(file)
    file.write_text(text, encoding="utf-8")


def _close(path: Path) -> None:
    with suppress(OSError):  # it is not there, or somebody else's, and then it is not ours to close
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077 and (path.is_file() or path.is_dir()):
            path.chmod(mode & 0o700)
