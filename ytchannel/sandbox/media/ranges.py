"""The Content-Range header of upload requests."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ytchannel.sandbox.wire import Refused

_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


@dataclass(frozen=True)
class Span:
    """The bytes first..last of a request; without them it asks. `total` is None where the client says *."""

    first: int | None
    last: int | None
    total: int | None

    @property
    def size(self) -> int:
        """How many bytes the request carries."""
        return 0 if self.first is None or self.last is None else self.last - self.first + 1


def read_span(header: str) -> Span:
    """Read a Content-Range. Raises Refused 400 for a malformed one, such as `bytes 0--1/0` for an empty file."""
    found = _RANGE.fullmatch(header.strip())
    if found is None:
        raise _bad_range()
    first, last, total = (None if part in (None, "*") else int(part) for part in found.groups())
    if first is not None and last is not None and (last < first or (total is not None and last >= total)):
        raise _bad_range()
    return Span(first, last, total)


def _bad_range() -> Refused:
    return Refused(400, "badRequest", "Failed to parse Content-Range header", where="Content-Range")
