"""Files that commands write: whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from ytchannel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written(output: Path | None) -> Iterator[TextIO | None]:
    """The file that something is written to, whole or not at all. Raises UsageError when it cannot be written."""
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
            yield stream
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
