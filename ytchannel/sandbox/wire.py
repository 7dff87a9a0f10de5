"""What goes over the wire: requests, answers, refusals in the API's error envelope, and the connection that is cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JSON_TYPE = "application/json; charset=UTF-8"

Json = dict[str, Any]

# google.rpc.Code names that stand beside the HTTP status in the envelope.
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    412: "FAILED_PRECONDITION",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


# Where the reason tells more than the HTTP status.
_STATUS_OF_REASON = {"alreadyExists": "ALREADY_EXISTS", "failedPrecondition": "FAILED_PRECONDITION"}
_OTHER = ("body", "parameters.")
"""Locations that are neither a parameter nor a header: those in a body, and that of a filter that is missing."""


PROJECT = "123456789012"
"""The number of the Google Cloud project that all clients belong to."""


@dataclass(frozen=True)
class Request:
    """An HTTP request. An iterable body is streamed, never gathered; header names are met in any case."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""


@dataclass(frozen=True)
class Response:
    """An HTTP answer; its body is whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class ConnectionCut(Exception):  # noqa: N818 - it is an event, asked for by a fault
    """The connection ends without an answer: the faults drop, drop-after-N and lose."""


class Refused(Exception):  # noqa: N818 - the API refuses; nothing has gone wrong here
    """An error answer of the API. `where` is the location: a parameter's name, or body.… for a field.

    `stands` says that what was done before it stays done, although it is an error.
    `brief` is the message beside the reason, where it is not that of the whole error.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        message: str = "",
        *,
        where: str = "",
        domain: str = "global",
        details: tuple[Json, ...] = (),
        stands: bool = False,
        brief: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {reason} {message}".strip())
        self.status = status
        self.reason = reason
        self.message = message or reason
        self.where = where
        self.domain = domain
        self.details = details
        self.stands = stands
        self.brief = brief or self.message
        self.headers = headers

    def response(self) -> Response:
        """The envelope of developers.google.com/youtube/v3/docs/errors."""
        first = {"message": self.brief, "domain": self.domain, "reason": self.reason}
        if self.where:
            kind = "header" if self.where[0].isupper() else "other" if self.where.startswith(_OTHER) else "parameter"
            first |= {"location": self.where, "locationType": kind}
        error: Json = {"code": self.status, "message": self.message, "errors": [first]}
        if self.status in _STATUS:
            error["status"] = _STATUS_OF_REASON.get(self.reason, _STATUS[self.status])
        if self.details:
            error["details"] = list(self.details)
        return answer({"error": error}, self.status, self.headers)


class FrontEndRefused(Refused):
    """An error of the front end, which knows nothing of envelopes: a page in HTML, or no body at all."""

    def __init__(self, status: int, *, page: bool) -> None:
        super().__init__(status, "frontEnd")
        self._page = page

    def response(self) -> Response:
        """The page, or nothing."""
        if not self._page:
            return Response(self.status, {"Content-Length": "0"}, b"")
        text = (
            f"<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Error {self.status}</title>\n"
            f"<p><b>{self.status}.</b> <ins>That’s an error.</ins>\n"
            "<p>The server could not do what was asked. <ins>That’s all we know.</ins>\n</html>\n"
        )
        return Response(self.status, {"Content-Type": "text/html; charset=UTF-8"}, text.encode())


def answer(document: Json | None, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer; None is the empty 204 of a deletion."""
    if document is None:
        return Response(204, dict(headers or {}), b"")
    body = orjson.dumps(document)
    return Response(status, {"Content-Type": JSON_TYPE, **(headers or {})}, body)


def error_info(reason: str, **metadata: str) -> Json:
    """The detail of an error that tells programs why."""
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    return {"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}


def patient(response: Response, seconds: int | None) -> Response:
    """The answer, with Retry-After where the server is unavailable and says for how long."""
    if response.status != 503 or seconds is None:
        return response
    return Response(503, {**response.headers, "Retry-After": str(seconds)}, response.body)


def lowered(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers under lower-case names."""
    return {name.lower(): value for name, value in headers.items()}
