"""Files that commands write: whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO, cast

from ytchannel.errors import UsageError
from ytchannel.redaction import RedactingStream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def written(output: Path | None) -> Iterator[TextIO | None]:
    """The file that something is written to, whole or not at all, and without secrets.

    Raises UsageError when it cannot be written.
    """
    if output is None:
        yield None
        return
    part = output.with_name(f"{output.name}.part")
    try:
        stream = part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError("output-unwritable", file=output, reason=error.strerror) from None
    try:
        with stream:
            clean = RedactingStream(stream)
            yield cast("TextIO", clean)
            clean.let_go()
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def put(file: Path, content: bytes) -> None:
    """Give a file this content, whole or not at all; it keeps its permissions. Raises OSError."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        if file.exists():
            shutil.copymode(file, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def filled(output: Path | None) -> Iterator[Callable[[bytes], None]]:
    """A function that gives the file its content, of which nothing is seen before the block ends well.

    Raises UsageError, before anything is done, when the file cannot be written.
    """
    if output is None:
        yield lambda _content: None
        return
    if output.is_dir() or not output.name:
        raise UsageError("output-unwritable", file=output, reason=os.strerror(errno.EISDIR))
    part = output.with_name(f"{output.name}.part")
    made: list[bytes] = []
    try:
        _put(part, b"", output)
        yield made.append
        if made:
            _put(part, b"".join(made), output)
            try:
                part.replace(output)
            except OSError as error:
                raise UsageError("output-unwritable", file=output, reason=error.strerror) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _put(part: Path, content: bytes, output: Path) -> None:
    try:
        part.write_bytes(content)
    except OSError as error:
        raise UsageError("output-unwritable", file=output, reason=error.strerror) from None
