"""What Google's front end does before a method sees a request: bodies inflated, odd bodies and wishes refused."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORM = "application/x-www-form-urlencoded"
_CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class Inflater:
    """A body that comes compressed, as clients in Java send theirs: what goes in comes out as it was."""

    def __init__(self, window: int) -> None:
        self._stream = zlib.decompressobj(window)
        self._broken = self._begun = False

    def inflate(self, data: bytes | memoryview) -> bytes:
        """The next piece; nothing more once the body has turned out to be broken."""
        self._begun = True
        try:
            return b"" if self._broken else self._stream.decompress(data)
        except zlib.error:
            self._broken = True
            return b""

    def check(self) -> None:
        """Raise Refused 400 when the body was broken, or ended too early; there may be none at all."""
        if self._broken or (self._begun and not self._stream.eof):
            raise Refused(
                400, "badRequest", "The body is not what its Content-Encoding says.", where="Content-Encoding"
            )


def inflater(headers: Mapping[str, str]) -> Inflater | None:
    """What inflates the body of a request; None for one that comes as it is. Header names are in lower case."""
    window = _CODINGS.get(headers.get("content-encoding", "").strip().lower())
    return Inflater(window) if window else None


def check_body(headers: Mapping[str, str], raw: bytes) -> None:
    """Refuse a body that is sent as a form, which is what `curl -d` does unless it is told not to: 400 parseError."""
    if raw and headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM:
        raise Refused(400, "parseError", "This API does not support parsing form-encoded input.")
