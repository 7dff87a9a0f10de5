"""The login in a browser: the desktop flow with PKCE, back to a port of this machine (oauth2/native-app).

Where there is no browser the address is opened elsewhere; the page that it ends at cannot be loaded there, but its
address has the answer, and is pasted here.
"""

from __future__ import annotations

import os
import re
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import unquote, urlencode

from ytchannel import redaction
from ytchannel.auth import clients
from ytchannel.auth.logins import Login
from ytchannel.auth.loopback import Waiting, listening
from ytchannel.errors import AccessError, ClientFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ytchannel.auth.clients import Client

_T = TypeVar("_T")

_CODE = re.compile(r"4/[\w-]{10,}")  # as Google writes authorization codes
_SECONDS = 15  # that an answer may take
_DENIED = {"access_denied"}
_WRONG_CLIENT = {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"}


class Talk(Protocol):
    """Whoever speaks with the person: tells the address, takes what is pasted, and makes the page that ends a login."""

    def open(self, url: str) -> None:
        """Lead the person to an address."""

    def pasted(self) -> str | None:
        """The next line that the person gives; None when there will be none."""

    def unfit(self) -> None:
        """Say that the line was no answer to this login."""

    def page(self, outcome: Any) -> str:  # noqa: ANN401 - whatever finishes the login
        """The page that the browser shows at the end, as HTML; `outcome` is an Exception where it failed."""


def log_in(client: Client, scopes: Sequence[str], talk: Talk, finish: Callable[[Login], _T], seconds: float) -> _T:
    """Lead through the login and return what `finish` makes of what was granted, before the last page is shown.

    Raises what `finish` raises, and AccessError when the login is denied, fails, or is not finished in time.
    """
    if client.is_device:
        raise ClientFileError("client-file-device")
    flow = _flow(client, scopes)
    outcomes: list[_T | Exception] = []
    begun: list[tuple[str, str]] = []

    def answer(given: Mapping[str, str]) -> str:
        try:
            outcomes.append(finish(_granted(flow, client, given, scopes)))
        except Exception as error:  # noqa: BLE001 - it is raised below, in the thread that waits
            outcomes.append(error)
        return talk.page(outcomes[0])

    def waiting(address: str) -> Waiting:
        flow.redirect_uri = address
        with _relaxed(client):
            url, state = flow.authorization_url(prompt="select_account consent")
        begun.append((url, state))
        return Waiting(state, answer)

    try:
        with listening(waiting) as wait:
            url, state = begun[0]
            talk.open(url)
            threading.Thread(target=_read, args=(talk, wait, state), daemon=True).start()
            if not wait.wait(seconds):
                raise AccessError("login-timeout", minutes=max(1, round(seconds / 60)))
    except OSError as error:
        raise AccessError("login-port", reason=error.strerror) from None
    outcome = outcomes[0]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _read(talk: Talk, waiting: Waiting, state: str) -> None:
    """Take what is pasted until there is an answer in it."""
    while (line := talk.pasted()) is not None:
        text = line.strip().strip("'\"")
        if _CODE.fullmatch(unquote(text)):  # the code alone is good too: nobody but this login can redeem it
            query = urlencode({"code": unquote(text), "state": state})
        else:
            query = text.partition("?")[2] or text
        if waiting.take(query) is not None:
            waiting.end()
            return
        if text:
            talk.unfit()


def _flow(client: Client, scopes: Sequence[str]) -> Any:  # noqa: ANN401 - the login library is not annotated
    from google_auth_oauthlib.flow import Flow

    # Without a word of redirection: that is known when the port is. PKCE with S256 is on by itself.
    return Flow.from_client_config(client.config, list(scopes))


def _granted(flow: Any, client: Client, given: Mapping[str, str], asked: Sequence[str]) -> Login:  # noqa: ANN401
    """Redeem the code. Raises AccessError."""
    from google.auth.exceptions import GoogleAuthError
    from oauthlib.oauth2 import OAuth2Error
    from requests import RequestException

    if told := given.get("error"):
        raise AccessError("login-denied") if told in _DENIED else AccessError("login-refused", detail=told)
    redaction.learn(given["code"], flow.code_verifier)
    try:
        with _relaxed(client):
            token: Mapping[str, Any] = flow.fetch_token(code=given["code"], timeout=_SECONDS)
    except OAuth2Error as error:
        told = str(getattr(error, "error", "") or type(error).__name__)
        code = "client-refused" if told in _WRONG_CLIENT else "login-refused"
        raise AccessError(code, detail=told) from None
    except RequestException:
        raise AccessError("token-server-unreachable") from None
    except (GoogleAuthError, ValueError) as error:
        raise AccessError("login-refused", detail=type(error).__name__) from None
    return of_answer(client, token, asked)


def of_answer(client: Client, token: Mapping[str, Any], asked: Sequence[str]) -> Login:
    """The login in an answer of the token endpoint. Raises AccessError for one without a refresh token."""
    if not token.get("access_token") or not token.get("refresh_token"):
        raise AccessError("login-refused", detail="no refresh_token")
    now = datetime.now(UTC)
    scope = token.get("scope") or asked
    lasts = {name: token.get(name) for name in ("expires_in", "refresh_token_expires_in")}
    ends = {name: now + timedelta(seconds=int(each)) for name, each in lasts.items() if each}
    return Login(
        token["access_token"],
        token["refresh_token"],
        client.client_id,
        client.client_secret,
        tuple(scope.split() if isinstance(scope, str) else scope),
        client.token_uri,
        ends.get("expires_in"),
        now,
        ends.get("refresh_token_expires_in"),
    )


@contextmanager
def _relaxed(client: Client) -> Iterator[None]:
    """The switches of the login library, for as long as it needs them.

    Without the first it raises a bare Warning where a scope was left unticked; without the second it refuses a sandbox
    on this machine, which has no certificate.
    """
    switches = {"OAUTHLIB_RELAX_TOKEN_SCOPE": "1"}
    if clients.is_local(client.auth_uri) and clients.is_local(client.token_uri):
        switches["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    before = {name: os.environ.get(name) for name in switches}
    os.environ.update(switches)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
