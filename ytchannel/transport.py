"""How a request travels: over HTTP to Google or a served sandbox, or by a call to the embedded one.

A transport sends once: it repeats nothing and follows no redirect. httplib2, the client library's own transport,
silently repeats a POST whose connection closes unanswered, so that one playlists.insert becomes two playlists.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from ytchannel.redaction import learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import requests

    from ytchannel.sandbox import Request, Sandbox

_TIMEOUT = (15, 120)  # seconds to connect, and between two packets of an answer


class Body(Protocol):
    """A body that is streamed: its length is known and it is read once, in blocks."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class LostError(Exception):
    """No answer came. `sent` tells whether the request may have reached the other side."""

    def __init__(self, detail: str, *, sent: bool) -> None:
        super().__init__(detail)
        self.detail = detail
        self.sent = sent


class Transport(Protocol):
    """The way to one YouTube."""

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | Body = b"") -> Answer:
        """Send once. Raises LostError when no answer came."""

    def fetch(self, url: str) -> Answer:
        """What is at a public address; no token goes along. Raises LostError when no answer came."""

    def close(self) -> None:
        """Give up connections and files."""


class Bearer(Protocol):
    """Whoever has the access token."""

    def token(self) -> str:
        """A token that is good for some minutes at least. Raises LoginNeededError."""

    def renew(self, refused: str) -> None:
        """Get a new token in place of the one that was refused, unless that has happened. Raises LoginNeededError."""


class AnyBearer:
    """The token for a served sandbox, which takes any as the owner's."""

    def token(self) -> str:
        """Any token will do."""
        return "sandbox"

    def renew(self, refused: str) -> None:
        """There is no other one."""


class HttpTransport:
    """Over HTTP with `requests`. `bearer` authorises; a 401 is met with one renewal if the body can be repeated.

    Several threads may send at a time: each has connections of its own, since a Session is no thread's neighbour.
    """

    def __init__(self, bearer: Bearer) -> None:
        self._bearer = bearer
        self._here = threading.local()
        self._sessions: list[requests.Session] = []

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | Body = b"") -> Answer:
        """Send once, and once more with a new token when the first was refused."""
        token = self._token()
        answer = self._request(method, url, _authorised(headers, token), body)
        if answer.status == 401:
            self._bearer.renew(token)
            if isinstance(body, bytes):
                return self._request(method, url, _authorised(headers, self._token()), body)
        return answer

    def _token(self) -> str:
        token = self._bearer.token()
        learn(token)
        return token

    def fetch(self, url: str) -> Answer:
        """Ask once, without a token."""
        return self._request("GET", url, {}, b"")

    def _request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | Body) -> Answer:
        import requests

        try:
            answer = self._session().request(
                method, url, headers=headers, data=body or None, allow_redirects=False, timeout=_TIMEOUT
            )
        except requests.exceptions.ConnectTimeout as error:
            raise LostError(_reason(error, url), sent=False) from None
        except requests.exceptions.RequestException as error:
            raise LostError(_reason(error, url), sent=not _never_connected(error)) from None
        return Answer(
            answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.content
        )

    def close(self) -> None:
        """Close the connections of all threads."""
        for session in self._sessions:
            session.close()

    def _session(self) -> requests.Session:
        """The connections of this thread."""
        import requests

        if not hasattr(self._here, "session"):
            self._here.session = requests.Session()
            self._sessions.append(self._here.session)
        found: requests.Session = self._here.session
        return found


class EmbeddedTransport:
    """By a call to the sandbox in this process."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | Body = b"") -> Answer:
        """Hand the request over; a connection that the sandbox cuts is lost as one to the real YouTube would be."""
        from ytchannel.sandbox import Request

        return self._hand_over(Request(method, url, {"Authorization": "Bearer sandbox", **headers}, body))

    def fetch(self, url: str) -> Answer:
        """Hand a request without a token over."""
        from ytchannel.sandbox import Request

        return self._hand_over(Request("GET", url, {}, b""))

    def _hand_over(self, request: Request) -> Answer:
        from ytchannel.sandbox import ConnectionCut

        try:
            answer = self._sandbox.handle(request)
        except ConnectionCut:
            raise LostError("connection closed", sent=True) from None
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.body)

    def close(self) -> None:
        """Close the sandbox's database."""
        self._sandbox.close()


def _authorised(headers: Mapping[str, str], token: str) -> Mapping[str, str]:
    return {**headers, "Authorization": f"Bearer {token}"}


def _never_connected(error: Exception) -> bool:
    """Whether the request cannot have left: no connection was made at all."""
    import urllib3.exceptions as low

    causes = [error, *error.args, getattr(error.args[0], "reason", None)] if error.args else [error]
    return any(isinstance(cause, low.NewConnectionError | low.NameResolutionError) for cause in causes)


def _reason(error: Exception, url: str) -> str:
    """The kind of failure, and of the address the host only: that of an upload session is a secret."""
    cause = getattr(error.args[0], "reason", error) if error.args else error
    return f"{type(cause).__name__}, {urlsplit(url).netloc.rpartition('@')[2]}"
