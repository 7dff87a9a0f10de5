"""Clients in browsers: what they may send from another origin, and what of the answers they may read.

The control plane is left out: no page in a browser has business there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ytchannel.sandbox.control import PREFIX
from ytchannel.sandbox.wire import Refused, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERBS = "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"
_READABLE = "Content-Length,Content-Type,Date,ETag,Location,Range,X-GUploader-UploadID,X-HTTP-Status-Code-Override"


def preflight(method: str, path: str, headers: Mapping[str, str]) -> Response | None:
    """The answer to the question whether a request may follow; None for any other request."""
    if method != "OPTIONS" or "Origin" not in headers or path.startswith(PREFIX):
        return None
    wanted = headers.get("Access-Control-Request-Headers", "")
    more = {"Access-Control-Allow-Methods": _VERBS, "Access-Control-Max-Age": "3600"}
    if wanted:
        more["Access-Control-Allow-Headers"] = wanted
    return Response(200, more, b"")


def barred(url: str, headers: Mapping[str, str]) -> Response | None:
    """The answer to a page of another origin that steers the sandbox; None for any other request."""
    called = urlsplit(url)
    if not called.path.startswith(PREFIX) or headers.get("Origin", f"//{called.netloc}").endswith(f"//{called.netloc}"):
        return None
    return Refused(403, "forbidden", "The control plane is not for pages of other origins.", where="Origin").response()


def readable(path: str, headers: Mapping[str, str]) -> dict[str, str]:
    """What an answer carries so that a page of another origin may read it; nothing for who comes from none."""
    if "Origin" not in headers or path.startswith(PREFIX):
        return {}
    return {
        "Access-Control-Allow-Origin": headers["Origin"],
        "Access-Control-Expose-Headers": _READABLE,
        "Vary": "Origin",
    }
