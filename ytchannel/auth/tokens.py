"""The endpoints of Google's OAuth that are asked beside the login itself: whose a token is, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ytchannel.auth.clients import is_local
from ytchannel.auth.logins import GOOGLE

if TYPE_CHECKING:
    from ytchannel.auth.logins import Login

_SECONDS = 15  # that an answer may take


def endpoint(token_uri: str, name: str) -> str:
    """Another endpoint of the server that has the tokens: Google's, or that of a sandbox on this machine."""
    return (token_uri if is_local(token_uri) else GOOGLE).removesuffix("/token") + f"/{name}"


def account(token_uri: str, token: str) -> str:
    """The address of the account that an access token belongs to; "" where that cannot be told."""
    import requests

    try:
        answer = requests.post(
            endpoint(token_uri, "tokeninfo"), data={"access_token": token}, timeout=_SECONDS, allow_redirects=False
        )
        return str(answer.json().get("email", "")) if answer.ok else ""
    except (requests.RequestException, ValueError, AttributeError):
        return ""


def revoke(login: Login) -> bool:
    """End the grant of a login for good; False when the server could not be told. A dead one is ended already."""
    import requests

    try:
        answer = requests.post(
            endpoint(login.token_uri, "revoke"),
            data={"token": login.refresh_token},
            timeout=_SECONDS,
            allow_redirects=False,
        )
        return answer.ok or (answer.status_code == 400 and answer.json().get("error") == "invalid_token")
    except (requests.RequestException, ValueError, AttributeError):
        return False


def is_at(login: Login, root: str) -> bool:
    """Whether a login was made at the server of this address: that of a sandbox is good there only."""
    return urlsplit(login.token_uri).netloc == urlsplit(root).netloc
