"""Whether git would take up what is secret."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 10
_EXAMPLE = "token.json"


def is_open_to_git(folder: Path, name: str) -> bool:
    """Whether `folder` lies in a git work tree that does not ignore what is in its folder `name`, if that is there."""
    if not (folder / name).is_dir() or (tree := _tree(folder)) is None:
        return False
    told = _asked(folder, f"{name}/{_EXAMPLE}")
    return not _is_written(folder, tree, name) if told is None else told


def _tree(folder: Path) -> Path | None:
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def _asked(folder: Path, file: str) -> bool | None:
    """Whether git says that it does not ignore the file; None where it cannot be asked."""
    git = shutil.which("git")
    if git is None:
        return None
    # Variables of a hook that this may run in would lead to another repository; and no program of this one is started.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = [git, "-C", str(folder), "-c", "core.fsmonitor=false", "check-ignore", "--quiet", "--", file]
    try:
        code = subprocess.run(  # noqa: S603 - a program that was found, and no shell
            command, env=environ, timeout=_SECONDS, check=False, capture_output=True, stdin=subprocess.DEVNULL
        ).returncode
    except (OSError, subprocess.SubprocessError):
        return None
    return {0: False, 1: True}.get(code)


def _is_written(folder: Path, tree: Path, name: str) -> bool:
    """Whether a .gitignore between the folder and the top of the tree has it."""
    for each in (folder, *folder.parents):
        path = (folder / name).relative_to(each).as_posix()
        try:
            lines = (each / ".gitignore").read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        wanted = {f"{start}{end}" for start in (name, path) for end in ("", "/*", "/**")}
        if wanted & {line.strip().strip("/") for line in lines}:
            return True
        if each == tree:
            break
    return False
