"""The Content-Range header of upload requests, and the Range header of downloads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ytchannel.sandbox.wire import Refused, Response

_ASKED = re.compile(r"bytes=(\d*)-(\d*)")
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


def part(body: bytes, mime: str, header: str) -> Response:
    """What a Range header asks of a body: 206 for a part, 416 for one beyond the end, all of it without the header.

    As HTTP has it, a header that cannot be read, or asks for several parts, counts for nothing.
    """
    found, size = _ASKED.fullmatch(header.strip()), len(body)
    first, last = (int(each) if each else None for each in found.groups()) if found else (None, None)
    if (first is None and last is None) or (first is not None and last is not None and last < first):
        return Response(200, {"Content-Type": mime, "Accept-Ranges": "bytes"}, body)
    if first is None:
        first, last = max(0, size - (last or 0)), None  # so many bytes at the end
    last = size - 1 if last is None else min(last, size - 1)
    if first > last:
        return Response(416, {"Content-Range": f"bytes */{size}"}, b"")
    headers = {"Content-Type": mime, "Content-Range": f"bytes {first}-{last}/{size}"}
    return Response(206, headers, body[first : last + 1])
