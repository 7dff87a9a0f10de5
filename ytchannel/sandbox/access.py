"""Who may ask: any bearer token is the channel's owner unless the settings name the tokens that are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.settings import Settings


def check(settings: Settings, headers: Mapping[str, str], query: str) -> None:
    """Raise Refused 401 without a token, or with one that is not the owner's. Header names are in lower case."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        token = next(iter(parse_qs(query).get("access_token", [""])))
    if not token:
        message = "Request is missing required authentication credential. Expected OAuth 2 access token."
        raise Refused(401, "required", message, where="Authorization")
    if settings.strict_auth and token.strip() not in settings.tokens:
        raise Refused(401, "authError", "Invalid Credentials", where="Authorization")
