"""Uploads by the headers X-Goog-Upload-..., as the client in Ruby sends them: the resumable protocol in other words.

start               begins a session; its address comes in X-Goog-Upload-URL
upload              adds bytes from X-Goog-Upload-Offset on; `upload, finalize` also ends the upload
finalize            ends it without more bytes
query               asks how much is there, which comes in X-Goog-Upload-Size-Received
cancel              gives the session up
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from ytchannel.sandbox.media import uploads
from ytchannel.sandbox.wire import Request, Response, lowered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.sandbox.api import Context
    from ytchannel.sandbox.exchange import Exchange

_COMMAND = "x-goog-upload-command"
_GRANULARITY = 256 << 10


def is_command(head: Request) -> bool:
    """Whether a request speaks so."""
    return any(name.lower() == _COMMAND for name in head.headers)


class CommandExchange:
    """One such request: it is translated, and so is its answer. `begin` begins the exchange of a plain request."""

    def __init__(self, context: Context, head: Request, begin: Callable[[Request], Exchange]) -> None:
        self._context = context
        self._words = {word.strip() for word in lowered(head.headers)[_COMMAND].lower().split(",")}
        self._id = parse_qs(urlsplit(head.url).query).get("upload_id", [""])[0]
        self._end = 0
        self._inner = begin(self._plain(head))

    def _plain(self, head: Request) -> Request:
        """The request in the words of the resumable protocol."""
        headers = lowered(head.headers)
        named = {name: value for name, value in headers.items() if not name.startswith("x-goog-upload-")}
        if "start" in self._words:
            for name in ("content-type", "content-length"):
                told = headers.get(f"x-goog-upload-header-{name}")
                if told is not None:
                    named[f"x-upload-{name}"] = told
            at = urlsplit(head.url)
            query = {**parse_qs(at.query, keep_blank_values=True), "uploadType": ["resumable"]}
            return Request("POST", at._replace(query=urlencode(query, doseq=True)).geturl(), named)
        return Request("PUT", head.url, {**named, "content-range": f"bytes {self._span(headers)}"})

    def _span(self, headers: Mapping[str, str]) -> str:
        with self._context.store.transaction():
            kept = uploads.load(self._context.store, self._id)
        offset = headers.get("x-goog-upload-offset", "")
        first = int(offset) if offset.isdecimal() else kept.kept if kept else 0
        length = headers.get("content-length", "")
        size = int(length) if length.isdecimal() else 0
        self._end = first + size
        total = str(self._end) if "finalize" in self._words else "*"
        return f"{first}-{self._end - 1}/{total}" if "upload" in self._words and size else f"*/{total}"

    def feed(self, data: bytes | memoryview) -> float:
        """Take a piece of the body."""
        return self._inner.feed(data)

    def keep(self) -> None:
        """Commit what has been fed."""
        self._inner.keep()

    def settle(self) -> float:
        """The body is whole."""
        return self._inner.settle()

    def abort(self) -> None:
        """The client went away."""
        self._inner.abort()

    @property
    def lasts(self) -> bool:
        """Whether finish() may last."""
        return self._inner.lasts

    def finish(self) -> Response:
        """Do what is asked for, and answer in the words of the request."""
        if "cancel" in self._words:
            self._inner.abort()
            with self._context.store.transaction():
                uploads.expire(self._context.store, self._id)
            return Response(200, {"X-Goog-Upload-Status": "cancelled"}, b"")
        got = self._inner.finish()
        headers = dict(got.headers)
        if "start" in self._words and got.status == 200:
            url = headers.pop("Location")
            more = {"X-Goog-Upload-URL": url, "X-Goog-Upload-Control-URL": url, "X-Goog-Upload-Status": "active"}
            return Response(200, {**headers, **more, "X-Goog-Upload-Chunk-Granularity": str(_GRANULARITY)}, b"")
        whole = got.status < 300 and self._words == {"upload"}  # it has ended, and is to be told so when it is asked to
        if got.status == 308 or whole:
            last = headers.pop("Range", "").removeprefix("bytes=0-")
            received = self._end if whole else int(last) + 1 if last else 0
            more = {"X-Goog-Upload-Status": "active", "X-Goog-Upload-Size-Received": str(received)}
            return Response(200, more, b"")
        ended = {} if got.status >= 500 else {"X-Goog-Upload-Status": "final"}
        return Response(got.status, {**headers, **ended}, got.body)
