"""What a client asks a person for, read from the address that it opens in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from ytchannel.sandbox.oauth import clients, scopes
from ytchannel.sandbox.oauth.visit import Blocked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.oauth.clients import Client

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PROMPTS = {"none", "consent", "select_account"}
_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True)
class Wish:
    """Scopes for a client. With a redirect_uri it came from a browser, else from a device.

    `challenge` is what a code is to be redeemed against, under `method`: S256 or plain; "" where the client uses none.
    """

    client: Client
    scopes: tuple[str, ...]
    redirect_uri: str = ""
    state: str | None = None
    challenge: str = ""
    method: str = ""
    hint: str = ""
    prompt: frozenset[str] = frozenset()

    def back(self, **told: str) -> str:
        """The client's address with what it is told, and its state."""
        at = urlsplit(self.redirect_uri)
        state = {} if self.state is None else {"state": self.state}
        query = urlencode([*parse_qsl(at.query, keep_blank_values=True), *{**state, **told}.items()])
        return urlunsplit((at.scheme, at.netloc, at.path, query, ""))


def read(raw_query: str) -> Wish:
    """The wish in a query. Raises Blocked for what Google answers with a page."""
    query = parse_qs(raw_query, keep_blank_values=True)
    for name, values in query.items():
        if len(values) > 1:
            raise Blocked(400, "invalid_request", f"OAuth 2 parameters can only have a single value: {name}")
    given = {name: values[0] for name, values in query.items()}
    client = _client(given)
    redirect_uri = _redirect_uri(client, given)
    if given.get("response_type") != "code":
        if not given.get("response_type"):
            raise _missing("response_type")
        raise Blocked(400, "unsupported_response_type", f"Invalid response_type: {given['response_type']}")
    challenge, method = _challenge(given)
    prompt = frozenset(given.get("prompt", "").split())
    if prompt - _PROMPTS or ("none" in prompt and len(prompt) > 1):
        raise Blocked(400, "invalid_request", f"Invalid parameter value for prompt: Invalid prompt: {given['prompt']}")
    if given.get("access_type", "online") not in ("online", "offline"):
        raise Blocked(400, "invalid_request", f"Invalid access_type: {given['access_type']}")
    hint, state = given.get("login_hint", ""), given.get("state")
    return Wish(client, _scopes(given), redirect_uri, state, challenge, method, hint, prompt)


def _missing(name: str) -> Blocked:
    return Blocked(400, "invalid_request", f"Required parameter is missing: {name}")


def _client(given: Mapping[str, str]) -> Client:
    if not given.get("client_id"):
        raise _missing("client_id")
    client = clients.find(given["client_id"])
    if client is None:
        raise Blocked(401, "invalid_client", "The OAuth client was not found.")
    return client


def _redirect_uri(client: Client, given: Mapping[str, str]) -> str:
    """The client's own address on this machine, on any port; other ways to hand a code over are gone, or not its."""
    uri = given.get("redirect_uri", "")
    if not uri:
        raise _missing("redirect_uri")
    if uri.startswith(("urn:ietf:wg:oauth:2.0:oob", "oob")):
        message = "The out-of-band (OOB) flow has been blocked in order to keep users secure. "
        raise Blocked(400, "invalid_request", message + "Follow the OOB migration guide in the developer docs.")
    try:
        at = urlsplit(uri)
        local = at.scheme == "http" and at.hostname in _LOOPBACK and at.port != 0 and not at.username
    except ValueError:  # no port is such a number
        local = False
    if not local or at.fragment or client.kind != "desktop":
        raise Blocked(400, "redirect_uri_mismatch", f"redirect_uri={uri}")
    return uri


def _scopes(given: Mapping[str, str]) -> tuple[str, ...]:
    asked = scopes.split(given.get("scope", ""))
    if not asked:
        raise _missing("scope")
    if unknown := scopes.unknown(asked):
        raise Blocked(400, "invalid_scope", f"Some requested scopes were invalid. {{invalid=[{', '.join(unknown)}]}}")
    return asked


def _challenge(given: Mapping[str, str]) -> tuple[str, str]:
    """The code challenge and its method (RFC 7636); plain when none is named."""
    challenge = given.get("code_challenge", "")
    method = given.get("code_challenge_method", "")
    if method not in ("", "S256", "plain"):
        raise Blocked(400, "invalid_request", f"Invalid code_challenge_method: {method}")
    if not challenge and method:
        raise Blocked(400, "invalid_request", "code_challenge_method is only allowed with code_challenge.")
    if challenge and not _CHALLENGE.fullmatch(challenge):
        raise Blocked(400, "invalid_request", "Invalid code_challenge.")
    return challenge, (method or "plain") if challenge else ""
