"""Ranges: the Content-Range header of upload requests, and the Range header of downloads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ytchannel.sandbox.wire import Refused, Response

_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
_WANTED = re.compile(r"bytes=(\d+)-(\d*)")


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


def downloaded(body: bytes, mime: str, wanted: str) -> Response:
    """What is downloaded: 200 with all of it, or 206 with what a Range header wants; 416 for what is beyond the end."""
    found = _WANTED.fullmatch(wanted)
    if found is None:
        return Response(200, {"Content-Type": mime}, body)
    first, last = int(found[1]), min(int(found[2] or len(body)), len(body) - 1)
    if first > last:
        return Response(416, {"Content-Range": f"bytes */{len(body)}"}, b"")
    span = {"Content-Type": mime, "Content-Range": f"bytes {first}-{last}/{len(body)}"}
    return Response(206, span, body[first : last + 1])
