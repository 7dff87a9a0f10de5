"""Who asks: any bearer token is the first channel's owner unless the settings name the tokens that are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from ytchannel.sandbox import owners
from ytchannel.sandbox.owners import Caller
from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.discovery.document import Method
    from ytchannel.sandbox.settings import Settings

_PROJECT = "123456789012"

_TITLES = {
    "youtube": "YouTube Data API v3",
    "youtubeAnalytics": "YouTube Analytics API",
    "youtubereporting": "YouTube Reporting API",
}


def identify(settings: Settings, headers: Mapping[str, str], query: str) -> Caller:
    """The caller. Header names are in lower case. Raises Refused 401 without a token or key, or with a wrong token."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        given = parse_qs(query)
        token = next(iter(given.get("access_token") or given.get("oauth_token") or [""]))
    token = token.strip()
    if not token:
        if given.get("key") or headers.get("x-goog-api-key"):
            return Caller(None)
        message = "Request is missing required authentication credential. Expected OAuth 2 access token."
        raise Refused(401, "required", message, where="Authorization")
    if settings.strict_auth and token not in settings.tokens:
        raise Refused(401, "authError", "Invalid Credentials", where="Authorization")
    return Caller(owners.first(settings))


def check_enabled(settings: Settings, method: Method) -> None:
    """Raise Refused 403 accessNotConfigured for a method of an API that the project has not enabled."""
    if settings.apis_enabled.get(method.api, True):
        return
    service = f"{method.api.lower()}.googleapis.com"
    page = f"https://console.developers.google.com/apis/api/{service}/overview?project={_PROJECT}"
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": service, "consumer": f"projects/{_PROJECT}"},
    }
    message = (
        f"{_TITLES[method.api]} has not been used in project {_PROJECT} before or it is disabled. Enable it by "
        f"visiting {page} then retry. If you enabled this API recently, wait a few minutes and retry."
    )
    raise Refused(403, "accessNotConfigured", message, domain="usageLimits", details=(detail,))


def check_scopes(caller: Caller, method: Method) -> None:
    """Raise Refused 403 insufficientPermissions when the caller has none of the scopes that the method accepts."""
    if caller.scopes is None or caller.scopes & set(method.scopes):
        return
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"service": f"{method.api.lower()}.googleapis.com", "method": method.id},
    }
    message = "Request had insufficient authentication scopes."
    raise Refused(403, "insufficientPermissions", message, details=(detail,))
