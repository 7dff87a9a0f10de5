"""The requests of an upload session: chunks, whole bodies, and the question how much has arrived.

The rules are those of the resumable protocol. Bytes are taken only where they go on exactly: a request that overlaps
or leaves a gap adds nothing, and is told with 308 what is kept. A chunk that is not the last is a multiple of 256 KiB.
When every byte is there, whatever request comes next ends the upload, also the question: a client may have lost the
answer, or not known the total before. So `bytes */0` ends an empty upload, as an empty body without a range does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import parse_qs, urlsplit

from ytchannel.sandbox import access, faults, journal, quota
from ytchannel.sandbox.discovery.document import route
from ytchannel.sandbox.media import uploads
from ytchannel.sandbox.media.ranges import Span, read_span
from ytchannel.sandbox.wire import ConnectionCut, Refused, Request, Response, lowered, patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.sandbox.api import Context

_CHUNK = 256 << 10
_COMMIT = 1 << 20  # bytes
_COMMIT_AFTER = 0.05  # seconds


def is_session(request: Request) -> bool:
    """Whether a request belongs to an upload session that has begun."""
    at = urlsplit(request.url)
    return (
        at.path.startswith(uploads.PATHS)
        and request.method.upper() in ("PUT", "POST")
        and "upload_id" in parse_qs(at.query)
    )


class SessionExchange:
    """One request of a session. What it takes counts as it arrives, however the exchange ends."""

    def __init__(self, context: Context, head: Request, monotonic: Callable[[], float]) -> None:
        self._context = context
        self._headers = lowered(head.headers)
        self._monotonic = monotonic
        self._settings = context.settings()
        self._file: BinaryIO | None = None
        self._refusal: Refused | None = None
        self._fault: faults.Fault | None = None
        self._span = Span(None, None, None)
        self._taken = self._unsaved = self._seen = self._entry = 0
        self._room = 0
        self._saved_at = monotonic()
        at = urlsplit(head.url)
        self._id = parse_qs(at.query)["upload_id"][0]
        self._method = route("POST", at.path)[0].id
        with context.store.transaction():
            self._begin(at.query)
        if self._fault and self._fault.kind == "drop" and self._fault.after is None:
            raise ConnectionCut

    def _begin(self, query: str) -> None:
        """Read the head: which phase, which fault, and how many bytes may be taken."""
        store = self._context.store
        upload = uploads.load(store, self._id)
        kept, total = (upload.kept, upload.total) if upload else (0, None)
        try:
            self._read_range(total)
        except Refused as refusal:
            self._refusal = refusal
        asks = self._refusal is None and self._span.first is None
        phase = "query" if asks else "bytes"
        now = self._context.now(self._settings)
        self._entry = journal.write(store, now, self._method, quota.price(self._method)[1], phase)
        ends = upload is not None and upload.status == 0 and self._ends(kept, total)
        self._fault = faults.take(store, self._method, "final" if ends else phase)
        journal.note(store, self._entry, fault=self._fault.text if self._fault else "")
        over = upload is not None and uploads.is_over(upload, self._settings.session_days, now)
        if over or (self._fault and self._fault.kind == "expire"):
            uploads.expire(store, self._id)
            upload = None
        try:
            # The address of a session is a secret that opens it alone.
            if self._settings.session_needs_token or "authorization" in self._headers:
                access.identify(self._context, self._settings, self._headers, query)
        except Refused as refusal:
            self._refusal = refusal
        if upload is None:
            self._refusal = Refused(404, "notFound", "The upload session is gone.")
        elif self._refusal is None and upload.status == 0:
            self._claim(upload)

    def _read_range(self, total: int | None) -> None:
        """The span of the request. Raises Refused 400 where it contradicts itself or the session."""
        given = self._headers.get("content-range")
        length = self._headers.get("content-length", "")
        size = int(length) if length.isdecimal() else None
        if given is None:
            if size is not None and total is not None and size > total:
                raise Refused(400, "badRequest", f"The upload has {total} bytes, not {size}.", where="Content-Length")
            self._span = Span(0, (size if size is not None else 2**62) - 1, total if total is not None else size)
            return
        self._span = read_span(given)
        if self._span.total is not None and total is not None and self._span.total != total:
            raise Refused(
                400, "badRequest", f"The upload has {total} bytes, not {self._span.total}.", where="Content-Range"
            )
        if self._span.first is not None and size is not None and size != self._span.size:
            message = f"The request carries {size} bytes under a range of {self._span.size}."
            raise Refused(400, "badRequest", message, where="Content-Range")
        known = total if total is not None else self._span.total
        if self._span.last is not None and self._span.last + 1 != known and self._span.size % _CHUNK:
            message = f"A chunk that is not the last has to be a multiple of {_CHUNK} bytes."
            raise Refused(400, "badRequest", message, where="Content-Range")

    def _ends(self, kept: int, total: int | None) -> bool:
        """Whether the request ends the upload if all of it arrives."""
        if self._refusal is not None:
            return False
        known = total if total is not None else self._span.total
        if self._span.first is None:
            return known == kept
        return self._span.first == kept and self._span.size == (2**62 if known is None else known - kept)

    def _claim(self, upload: uploads.Upload) -> None:
        uploads.tell_total(self._context.store, upload.id, self._span.total)
        fault = self._fault
        if self._span.first != upload.kept or self._span.size < 1:
            return
        if fault and (fault.refuses or fault.kind == "drop") and fault.after is None:
            return
        limit = self._span.size if upload.total is None else min(self._span.size, upload.total - upload.kept)
        self._room = limit if fault is None or fault.after is None else min(limit, fault.after)
        uploads.claim(self._context.store, upload.id, self._entry)
        path = uploads.file(self._context.store, upload.id)
        path.touch(mode=0o600)
        self._file = path.open("r+b", buffering=0)
        self._file.truncate(upload.kept)
        self._file.seek(upload.kept)

    def feed(self, data: bytes | memoryview) -> float:
        """Take a piece of the body; returns the seconds to wait before the next. Raises ConnectionCut."""
        self._seen += len(data)
        if self._file is None:
            return 0.0
        piece = data[: self._room - self._taken]
        if piece:
            self._file.write(piece)
            self._taken += len(piece)
            self._unsaved += len(piece)
        delay = len(piece) / self._settings.bandwidth if self._settings.bandwidth else 0.0
        late = self._unsaved and self._monotonic() - self._saved_at >= _COMMIT_AFTER
        if self._unsaved >= _COMMIT or delay or late:
            self._save()
        if self._fault and self._fault.kind == "drop" and self._taken >= self._room:
            self.abort()
            raise ConnectionCut
        return delay

    def _save(self) -> None:
        """Commit what has been taken; when the session went to another exchange, take no more."""
        store = self._context.store
        self._saved_at = self._monotonic()
        self._unsaved = 0
        with store.transaction():
            if uploads.keep(store, self._id, self._entry, (self._span.first or 0) + self._taken):
                journal.note(store, self._entry, bytes=self._taken)
            else:
                self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def keep(self) -> None:
        """Commit what has been taken so far."""
        if self._unsaved:
            self._save()

    def settle(self) -> float:
        """The body is whole; returns the seconds to wait before the answer."""
        self.keep()
        self._close()
        return self._settings.latency_ms / 1000 + (self._fault.seconds if self._fault else 0.0)

    def abort(self) -> None:
        """The client went away, or the connection is cut: what was taken stays, the journal says no answer."""
        self.keep()
        self._close()

    @property
    def lasts(self) -> bool:
        """Whether finish() may last: the hash of all that arrived is taken at the end."""
        return True

    def finish(self) -> Response:
        """Answer. Raises ConnectionCut where a fault says so, or where the body was shorter than its range."""
        store, fault = self._context.store, self._fault
        if fault and fault.kind == "drop":
            raise ConnectionCut
        try:
            response = self._answer()
        except Refused as refusal:
            response = refusal.response()
        if fault and fault.kind == "lose":
            raise ConnectionCut
        if fault and fault.done and response.status < 300:
            response = fault.refusal(self._method).response()
        with store.transaction():
            journal.note(store, self._entry, status=response.status)
        if response.status == 308 and self._headers.get("x-guploader-no-308", "").lower() == "yes":
            # Clients in Go follow a 308; they ask for the code in a header instead.
            return Response(200, {**response.headers, "X-HTTP-Status-Code-Override": "308"}, response.body)
        return patient(response, self._settings.retry_after)

    def _answer(self) -> Response:
        fault, store = self._fault, self._context.store
        if fault and fault.refuses:
            raise fault.refusal(self._method)
        if self._refusal is not None:
            raise self._refusal
        told = "content-range" in self._headers or "content-length" in self._headers
        if self._span.first is not None and told and self._seen < self._span.size:
            raise ConnectionCut
        if not told:  # the length of a body sent in pieces is known at its end
            with store.transaction():
                uploads.tell_total(store, self._id, self._seen)
        with store.transaction():
            upload = uploads.load(store, self._id)
        if upload is None:
            raise Refused(404, "notFound", "The upload session is gone.")
        if upload.status:
            return upload.response()
        if upload.whole:
            response = uploads.finish(self._context, upload, fails=fault.fails if fault else "")
            if fault and fault.kind == "stale":
                with store.transaction():
                    store.hide("video", fault.lists)
            return response
        kept = {"Range": f"bytes=0-{upload.kept - 1}"} if upload.kept else {}
        return Response(308, {**kept, "Content-Length": "0"}, b"")
