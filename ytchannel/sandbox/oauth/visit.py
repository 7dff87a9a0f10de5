"""A request to one of the OAuth endpoints, and the answers that refuse it."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ytchannel.sandbox.wire import Response, answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ytchannel.sandbox.settings import Settings
    from ytchannel.sandbox.store import Store

_FRESH = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@dataclass(frozen=True)
class Visit:
    """One request. `root` is the scheme and host that were called; `query` and `form` have every value of a name."""

    store: Store
    settings: Settings
    now: datetime
    verb: str
    root: str
    raw_query: str
    query: Mapping[str, list[str]]
    form: Mapping[str, list[str]]
    headers: Mapping[str, str]

    def posted(self, name: str) -> str:
        """A field of the body, "" where there is none."""
        return self.form.get(name, [""])[0]

    def asked(self, name: str) -> str:
        """A parameter of the address, "" where there is none."""
        return self.query.get(name, [""])[0]

    def client(self) -> tuple[str, str]:
        """The id and the secret of the client, from the body, or as a user and password (RFC 6749 2.3.1)."""
        kind, _, given = self.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            try:
                id_, _, secret = b64decode(given, validate=True).decode().partition(":")
            except (NotBase64, UnicodeDecodeError):
                raise OAuthRefused(400, "invalid_request", "Malformed Authorization header.") from None
            return unquote(id_), unquote(secret)
        return self.posted("client_id"), self.posted("client_secret")


class OAuthRefused(Exception):  # noqa: N818 - the endpoint refuses; nothing has gone wrong here
    """An error answer of an endpoint that programs call (RFC 6749 5.2)."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(f"{status} {error} {description}")
        self.status, self.error, self.description = status, error, description

    def response(self) -> Response:
        """The error in its JSON."""
        return fresh({"error": self.error, "error_description": self.description}, self.status)


class Blocked(Exception):  # noqa: N818 - as Google calls it: Access blocked
    """An error that the person in the browser is shown, as the client cannot be trusted with it."""

    def __init__(self, status: int, error: str, detail: str) -> None:
        super().__init__(f"{status} {error} {detail}")
        self.status, self.error, self.detail = status, error, detail


class StaleForm(Exception):  # noqa: N818 - the person is told, and nothing has gone wrong here
    """A form was not shown so, or is sent again."""


def fresh(document: dict[str, object], status: int = 200) -> Response:
    """A JSON answer that nobody may keep."""
    return answer(document, status, _FRESH)
