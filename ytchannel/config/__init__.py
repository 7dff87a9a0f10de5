"""The user's files as values: `load_channel`, `load_manifest`, `find_manifest`, `load_policy`.

Reading goes in steps, each a module: bytes to text (`reading`), text to nodes (`composing`), nodes to plain values that
know their places (`document`; of a table, `tables` makes the same), values to shapes (`shapes`, `shaping`), shapes to
`ytchannel.model` (`channel`, `manifest`) and `ytchannel.policy`. Every problem of a file is reported, none hides
another, except that a syntax error ends the reading.

The libraries that this takes are imported when a file is loaded, so that commands without one start fast.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ytchannel.model import Channel, Manifest
    from ytchannel.policy import Policy

__all__ = ["find_manifest", "is_table", "load_channel", "load_manifest", "load_policy", "timezone_or_local"]

_MANIFESTS = ("videos.yaml", "videos.yml", "videos.xlsx", "videos.csv", "videos.tsv")


def load_channel(file: Path, *, shown: str | None = None, media_here: bool = True, text: str | None = None) -> Channel:
    """What the channel file declares. Problems name it `shown`, else as it is seen from the current directory.

    Without `media_here` the pictures of sections are not looked at, and need not be on this machine. `text` is what the
    file is to say, in place of what it says. Raises FilesError
    with every problem, sorted by place.
    """
    from ytchannel.config.channel import load

    return load(file, shown, media_here=media_here, text=text)


def load_manifest(
    file: Path,
    channel: Channel,
    *,
    now: datetime,
    uploaded: Callable[[Path], bool] | None = None,
    media_here: bool = True,
    text: str | None = None,
    sleep: Callable[[float], None] | None = None,
    finished: Callable[[Path], bool] | None = None,
) -> Manifest:
    """What the manifest declares, with the defaults of `channel` and its sections filled in. It may be a folder.

    It is YAML, or a table if its name says so; `text` is YAML that counts in place of what the file says.

    `now` is aware. A publication time must lie after it, unless the video is up already: an entry with `video` is, and
    one with `file` when `uploaded` says so of its path. Without `media_here` videos, pictures and captions need not be
    on this machine. `sleep` takes seconds: there may be a pause before a second look at files that are being written.
    In a folder only files count that are `finished`. Raises FilesError with every problem, sorted by place.
    """
    from ytchannel.config.manifest import load

    return load(
        file,
        channel,
        now,
        uploaded or _nothing,
        media_here=media_here,
        text=text,
        sleep=sleep or time.sleep,
        finished=finished,
    )


def load_policy(folder: Path) -> Policy:
    """Who may do what in a channel folder: everybody everything, where it has no policy.yaml.

    Raises FilesError with every problem of the file, sorted by place.
    """
    from ytchannel.config.policy import load

    return load(folder)


def find_manifest(folder: Path) -> Path | None:
    """The manifest in the channel folder, None when there is none. Raises UsageError when there are several."""
    found = [file for file in (folder / name for name in _MANIFESTS) if file.is_file()]
    if len(found) > 1:
        raise UsageError("several-manifests", folder=folder, files=", ".join(file.name for file in found))
    return found[0] if found else None


def is_table(file: Path) -> bool:
    """Whether a manifest is a table by its name; one that is not is YAML."""
    from ytchannel.config import tables

    return tables.is_table(file)


def timezone_or_local(name: str | None) -> str:
    """The time zone of that name, else this machine's. Raises UsageError."""
    from ytchannel.config import rules, times

    try:
        return times.timezone(name) if name else times.local_timezone()
    except rules.RuleError:
        raise UsageError("bad-timezone", value=name) from None


def _nothing(_file: Path) -> bool:
    return False
