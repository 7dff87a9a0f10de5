"""Requests that are not part of an upload session: gathered, checked, charged, done, written into the journal.

Media that come in one request (uploadType media and multipart) are gathered in a file once they are large.
"""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from dataclasses import replace
from io import BytesIO
from typing import IO, TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ytchannel.sandbox import api, faults, front, journal, quota
from ytchannel.sandbox.call import Arrived, Raw
from ytchannel.sandbox.discovery.answers import UnfitError
from ytchannel.sandbox.discovery.document import route
from ytchannel.sandbox.media import ranges, single, uploads
from ytchannel.sandbox.wire import ConnectionCut, Refused, Request, Response, answer, lowered, patient

if TYPE_CHECKING:
    from ytchannel.sandbox.api import Asked, Context
    from ytchannel.sandbox.discovery.document import Method
    from ytchannel.sandbox.faults import Fault

_IN_MEMORY = 4 << 20  # bytes

_TYPES = ("media", "multipart", "resumable")  # of uploads


class CallExchange:
    """One call of a method."""

    def __init__(self, context: Context, head: Request) -> None:
        self._context = context
        self._headers = lowered(head.headers)
        self._verb = head.method.upper()
        self._bare = self._verb == "HEAD"
        if self._bare:  # it is a GET whose answer stays without its body
            self._verb = "GET"
        self._url = head.url
        self._at = urlsplit(head.url)
        self._query = self._at.query
        # A question has no body, and a buffer costs a tenth of a file that may have to spool.
        self._body: IO[bytes] = BytesIO()
        if self._verb != "GET":
            self._body = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when the exchange ends
        self._inflater = front.inflater(self._headers) if "content-encoding" in self._headers else None
        self._settings, self._fault_waits, self._hidden = context.glance()
        self._now = context.now(self._settings)
        self._media = self._at.path.startswith(uploads.PATHS)
        self._entry = 0
        self._method: Method | None = None
        self._asked: Asked | None = None
        self._fault: Fault | None = None
        self._refusal: Refused | None = None
        self._units = 0
        self._taken: single.Taken | None = None
        self._misfit: Refused | None = None
        self._long = False

    def feed(self, data: bytes | memoryview) -> float:
        """Take a piece of the body; returns the seconds to wait before the next."""
        self._body.write(self._inflater.inflate(data) if self._inflater else data)
        slow = self._settings.bandwidth and self._phase() == "media"
        return len(data) / self._settings.bandwidth if slow else 0.0

    def keep(self) -> None:
        """Half a request is nothing."""

    def settle(self) -> float:
        """The body is whole; returns the seconds to wait before the answer.

        A request that waits, or looks at much, is charged and stands in the journal before it does; any other is done
        in one step.
        """
        self._override()
        try:
            self._method, named = route(self._verb, self._at.path)
            root = f"{self._at.scheme}://{self._at.netloc}"
            self._asked = api.asked(
                self._context, self._settings, self._method, named, self._query, self._headers, root
            )
            if self._inflater:
                self._inflater.check()
        except Refused as refusal:
            self._refusal = refusal
        if self._method:
            self._long = api.looks_long(self._method, self._query)
        if not self._settings.latency_ms and not self._fault_waits and not self._long:
            return 0.0
        with self._context.store.transaction():
            self._charge()
            self._entry = self._write(0)
        return self._settings.latency_ms / 1000 + (self._fault.seconds if self._fault else 0.0)

    def _charge(self) -> None:
        """Charge, unless the budget or a fault refuses the request for its quota."""
        if self._method is None or self._refusal is not None:
            return
        store, now, method = self._context.store, self._now, self._method.id
        try:
            self._units = quota.charge(store, self._settings, now, method)
        except Refused as refusal:
            self._refusal = refusal
            return
        self._fault = faults.take(store, method, self._phase()) if self._fault_waits else None
        if self._fault and self._fault.is_limit:
            quota.refund(store, now, method, self._units)
            self._units = 0

    def _give_back(self) -> None:
        """An answer without news may be free."""
        if self._method and not self._settings.charge_not_modified:
            quota.refund(self._context.store, self._now, self._method.id, self._units)
            self._units = 0

    def _write(self, status: int) -> int:
        """Write the request into the journal; returns the number of its entry."""
        method = self._method.id if self._method else "unknown"
        bucket = quota.price(method)[1] if self._method else "default"
        return journal.write(
            self._context.store,
            self._now,
            method,
            bucket,
            self._phase().replace("media", ""),
            units=self._units,
            status=status,
            fault=self._fault.text if self._fault else "",
            size=self._taken.size if self._taken else 0,
        )

    def _phase(self) -> str:
        if not self._media:
            return ""
        return "begin" if self._upload_type() == "resumable" else "media"

    @property
    def lasts(self) -> bool:
        """Whether finish() may last: media are hashed, reports computed."""
        return self._media or self._long

    def finish(self) -> Response:
        """Do it and answer. Raises ConnectionCut where a fault says so."""
        store = self._context.store
        try:
            self._gather()
            # What a fault or a list that misses a write counts down is written while it looks.
            aside = self._long and not self._fault_waits and not self._hidden
            told = self._looked() if aside else None
            with store.transaction():
                if not self._entry:
                    self._charge()
                response = told or self._outcome(self._context)
                status = response.status if response else 0
                if status == 304:
                    self._give_back()
                if not self._entry:
                    self._write(status)
                else:
                    size = self._taken.size if self._taken else 0
                    journal.note(store, self._entry, status=status, units=self._units, bytes=size)
        finally:
            self._body.close()
            if self._taken is not None:
                self._taken.file.unlink(missing_ok=True)
        if response is None:
            raise ConnectionCut
        response = patient(response, self._settings.retry_after)
        return Response(response.status, response.headers, b"") if self._bare else response

    def _gather(self) -> None:
        """Take the media out of the body; hashing them lasts, so nobody may have to wait for it."""
        method = self._method
        if not self._media or method is None or method.media is None or self._refusal is not None:
            return
        kind, content_type = self._upload_type(), self._headers.get("content-type", "")
        refuses = self._fault and (self._fault.kind == "drop" or self._fault.refuses)
        if kind not in ("media", "multipart") or refuses:
            return
        try:
            self._taken = single.take(self._body, kind, content_type, self._context.store.media())
        except Refused as refusal:
            self._misfit = refusal

    def _looked(self) -> Response | None:
        """The outcome of what only looks, while others read and write."""
        with self._context.store.snapshot() as seen:
            return self._outcome(replace(self._context, store=seen))

    def _outcome(self, context: Context) -> Response | None:
        """Do the work, all or nothing of it; None where nobody is to be answered."""
        store, fault = self._context.store, self._fault
        if fault and fault.kind == "drop":
            return None
        try:
            # What reads has nothing to take back.
            with store.savepoint() if self._verb != "GET" else nullcontext():
                response = self._worked(context)
        except Refused as refusal:
            response = refusal.response()
        except UnfitError as error:
            message = f"The sandbox made an answer that does not fit its schema, which is its defect: {error}"
            response = Refused(500, "unfitAnswer", message).response()
        return None if fault and fault.kind == "lose" else response

    def _worked(self, context: Context) -> Response:
        """The answer when the work is done, which may be an error in spite of it."""
        fault = self._fault
        try:
            response = self._work(context)
        except Refused as refusal:
            if not refusal.stands:
                raise
            return refusal.response()
        if fault and self._method:
            if fault.kind == "stale" and self._method.action != "list":
                self._context.store.hide(api.kind_of(self._method), fault.lists)
            if fault.done:
                return fault.refusal(self._method.id).response()
        return response

    def abort(self) -> None:
        """The client went away before its request was whole: nothing happens."""
        self._body.close()

    def _work(self, context: Context) -> Response:
        if self._refusal is not None:
            raise self._refusal
        if self._method is None or self._asked is None:
            raise AssertionError
        fault = self._fault
        if fault and fault.refuses:
            raise fault.refusal(self._method.id)
        if self._media or api.takes_media(self._method):
            return self._upload(self._asked)
        call = api.check(context, self._settings, self._asked, self._document())
        shown = api.perform(call, hidden=self._hidden, stale=fault is not None and fault.kind == "stale")
        if isinstance(shown, Raw):
            return ranges.part(shown.body, shown.mime, self._headers.get("range", ""))
        if shown and self._verb == "GET" and self._headers.get("if-none-match", "").strip('"') == shown.get("etag"):
            return Response(304, {"ETag": shown["etag"]}, b"")
        return answer(api.trimmed(call, shown) if shown else shown)

    def _upload(self, asked: Asked) -> Response:
        kind, method = self._upload_type(), asked.method
        if kind not in _TYPES:
            raise Refused(400, "invalidParameter", f"Invalid value '{kind}'.", where="uploadType")
        if not self._media or method.media is None:
            reason = "contentRequired" if method.collection == "captions" else "mediaBodyRequired"
            raise Refused(400, reason, "The request does not have media.", domain=method.domain)
        if kind == "resumable":
            call = api.check(self._context, self._settings, asked, self._document())
            return uploads.start(call, self._headers, self._url)
        if self._misfit is not None or self._taken is None:
            raise self._misfit or AssertionError
        taken = self._taken
        call = api.check(self._context, self._settings, asked, taken.metadata)
        prepared = api.prepare(call, self._headers.get("slug", ""))
        uploads.check_media(method, taken.mime, taken.size)
        fails = self._fault.fails if self._fault else ""
        arrived = Arrived(taken.file, taken.size, taken.sha256, taken.mime)
        return answer(api.complete(call.but(fails=fails), prepared, arrived))

    def _upload_type(self) -> str:
        given = parse_qs(self._query).get("uploadType", [""])[0]
        if given:
            return given
        if self._at.path.startswith("/resumable/"):
            return "resumable"
        return "multipart" if self._headers.get("content-type", "").startswith("multipart/") else "media"

    def _document(self) -> bytes:
        """The body of a request that has no media. Raises Refused 400 for a form."""
        raw = self._whole()
        if self._verb != "GET":
            front.check_body(self._headers, raw)
        return raw

    def _whole(self) -> bytes:
        self._body.seek(0)
        return self._body.read()

    def _override(self) -> None:
        """A long GET comes as a POST with its query as the body."""
        verb = self._headers.get("x-http-method-override", "")
        if verb and self._verb == "POST":
            self._verb, self._query = verb.upper(), self._whole().decode("utf-8", "replace")
