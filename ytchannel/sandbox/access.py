"""Who asks: a token that was granted acts on its channel within its scopes; any other is the first channel's owner.

Unless the settings are strict: then only granted tokens, and those that the settings name, are taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from ytchannel.sandbox import owners
from ytchannel.sandbox.discovery.document import document
from ytchannel.sandbox.oauth import grants
from ytchannel.sandbox.owners import Caller
from ytchannel.sandbox.wire import PROJECT, Refused, error_info

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.api import Context
    from ytchannel.sandbox.discovery.document import Method
    from ytchannel.sandbox.settings import Settings

_REALM = 'Bearer realm="https://accounts.google.com/"'
_EXPECTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. "
    "See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


def identify(context: Context, settings: Settings, headers: Mapping[str, str], query: str) -> Caller:
    """The caller. Header names are in lower case. Raises Refused 401 without a token or key, or with a wrong token."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        given = parse_qs(query)
        token = next(iter(given.get("access_token") or given.get("oauth_token") or [""]))
    token = token.strip()
    if not token:
        if given.get("key") or headers.get("x-goog-api-key"):
            return Caller(None)
        raise Refused(
            401,
            "required",
            f"Request is missing required authentication credential. {_EXPECTED}",
            where="Authorization",
            brief="Login Required.",
            headers={"WWW-Authenticate": _REALM},
        )
    if token.startswith(grants.ACCESS) and (access := grants.find_access(context.store, token)):
        if not access.works(context.now(settings)):
            raise _invalid()
        grant = access.grant
        return Caller(owners.find(settings, grant.channel), frozenset(grant.scopes), grant.account)
    if settings.strict_auth and token not in settings.tokens:
        raise _invalid()
    return Caller(owners.first(settings))


def _invalid() -> Refused:
    """What a token gets that is wrong, or has ended, or whose grant is dead: nobody is told which."""
    return Refused(
        401,
        "authError",
        f"Request had invalid authentication credentials. {_EXPECTED}",
        where="Authorization",
        brief="Invalid Credentials",
        headers={"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
    )


def check_enabled(settings: Settings, method: Method) -> None:
    """Raise Refused 403 accessNotConfigured for a method of an API that the project has not enabled."""
    if settings.apis_enabled.get(method.api, True):
        return
    service = f"{method.api.lower()}.googleapis.com"
    page = f"https://console.developers.google.com/apis/api/{service}/overview?project={PROJECT}"
    detail = error_info("SERVICE_DISABLED", service=service, consumer=f"projects/{PROJECT}")
    message = (
        f"{document(method.api).title} has not been used in project {PROJECT} before or it is disabled. Enable it by "
        f"visiting {page} then retry. If you enabled this API recently, wait a few minutes and retry."
    )
    raise Refused(403, "accessNotConfigured", message, domain="usageLimits", details=(detail,))


def check_scopes(caller: Caller, method: Method) -> None:
    """Raise Refused 403 insufficientPermissions when the caller has none of the scopes that the method accepts."""
    if caller.scopes is None or caller.scopes & set(method.scopes):
        return
    service = f"{method.api.lower()}.googleapis.com"
    detail = error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", service=service, method=_rpc(method))
    raise Refused(
        403,
        "insufficientPermissions",
        "Request had insufficient authentication scopes.",
        brief="Insufficient Permission",
        details=(detail,),
        headers={"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{" ".join(method.scopes)}"'},
    )


def _rpc(method: Method) -> str:
    """The name of a method inside Google: youtube.api.v3.V3DataPlaylistItemService.List."""
    if method.api != "youtube":
        return method.id
    one = method.collection.removesuffix("s")
    one = one[:-2] + "y" if one.endswith("ie") else one
    return f"youtube.api.v3.V3Data{one[0].upper()}{one[1:]}Service.{method.action[0].upper()}{method.action[1:]}"
