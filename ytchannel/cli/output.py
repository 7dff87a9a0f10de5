"""Files that commands write: whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
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
    part = output.with_name(f"{output.name}.part")
    try:
        part.write_bytes(b"")
    except OSError as error:
        raise UsageError("output-unwritable", file=output, reason=error.strerror) from None
    made: list[bytes] = []
    try:
        yield made.append
        if made:
            part.write_bytes(b"".join(made))
            part.replace(output)
    finally:
        part.unlink(missing_ok=True)
