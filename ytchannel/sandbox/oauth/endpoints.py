"""The endpoints that programs call: tokens, their end, what they are good for, and the codes of devices."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from ytchannel.sandbox.oauth import clients, devices, grants, scopes
from ytchannel.sandbox.oauth.visit import OAuthRefused, Visit, fresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.sandbox.oauth.clients import Client
    from ytchannel.sandbox.oauth.grants import Grant
    from ytchannel.sandbox.wire import Json, Response

_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"

_BY_TYPE: dict[str, tuple[str, Callable[[Visit, Client], Json]]] = {
    "authorization_code": ("code", grants.redeem),
    "refresh_token": ("refresh_token", grants.renew),
    _DEVICE: ("device_code", devices.poll),
}


def token(visit: Visit) -> Response:
    """Redeem a code, a refresh token, or the code of a device. Raises OAuthRefused."""
    kind = visit.posted("grant_type")
    if kind not in _BY_TYPE:
        raise OAuthRefused(400, "unsupported_grant_type", f"Invalid grant_type: {kind}")
    client = _client(visit, with_secret=True)
    needed, work = _BY_TYPE[kind]
    if not visit.posted(needed):
        raise OAuthRefused(400, "invalid_request", f"Missing required parameter: {needed}")
    return fresh(work(visit, client))


def _client(visit: Visit, *, with_secret: bool) -> Client:
    """The client that calls. Raises OAuthRefused."""
    id_, secret = visit.client()
    if not id_:
        raise OAuthRefused(400, "invalid_request", "Could not determine client ID from request.")
    client = clients.find(id_)
    if client is None:
        raise OAuthRefused(401, "invalid_client", "The OAuth client was not found.")
    if with_secret and not secret:
        raise OAuthRefused(400, "invalid_request", "client_secret is missing.")
    if with_secret and not hmac.compare_digest(secret.encode(), client.secret.encode()):
        raise OAuthRefused(401, "invalid_client", "Unauthorized")
    return client


def revoke(visit: Visit) -> Response:
    """End the grant of a token, for all clients of the project. Raises OAuthRefused."""
    given = visit.posted("token") or visit.asked("token")
    if not given:
        raise OAuthRefused(400, "invalid_request", "Required parameter is missing: token")
    if not grants.revoke(visit.store, given, visit.now):
        raise OAuthRefused(400, "invalid_token", "Token expired or revoked")
    return fresh({})


def tokeninfo(visit: Visit) -> Response:
    """What an access token is good for. Raises OAuthRefused."""
    given = visit.posted("access_token") or visit.asked("access_token")
    if not given:
        raise OAuthRefused(400, "invalid_request", "Required parameter is missing: access_token")
    access = grants.find_access(visit.store, given)
    if access is None or not access.works(visit.now):
        raise OAuthRefused(400, "invalid_token", "Invalid Value")
    grant = access.grant
    told: Json = {"azp": grant.client, "aud": grant.client}
    if scopes.OPENID in grant.scopes:
        told["sub"] = _subject(grant)
    told |= {
        "scope": " ".join(grant.scopes),
        "exp": str(int(access.ends)),
        "expires_in": str(max(int(access.ends - visit.now.timestamp()), 0)),
    }
    if scopes.EMAIL in grant.scopes:
        told |= {"email": grant.account, "email_verified": "true"}
    return fresh({**told, "access_type": "offline"})


def _subject(grant: Grant) -> str:
    """The number of a person at Google: 21 digits, the same for the same account and channel."""
    digest = hashlib.sha256(f"{grant.account} {grant.channel}".encode()).digest()
    return f"1{int.from_bytes(digest[:8]):020d}"


def device_code(visit: Visit) -> Response:
    """Give a device its two codes. Raises OAuthRefused."""
    client = _client(visit, with_secret=False)
    if client.kind != "tv":
        raise OAuthRefused(401, "invalid_client", "Invalid client type.")
    asked = scopes.split(visit.posted("scope"))
    if not asked:
        raise OAuthRefused(400, "invalid_request", "Missing required parameter: scope")
    if unfit := scopes.unknown(asked, scopes.DEVICE):
        raise OAuthRefused(400, "invalid_scope", f"Invalid device flow scope: {' '.join(unfit)}")
    return fresh(devices.begin(visit, client, asked))


def certificates(_: Visit) -> Response:
    """The keys that sign ID tokens: none, as there are no ID tokens."""
    return fresh({})


def key_set(_: Visit) -> Response:
    """The same as a JSON Web Key Set."""
    return fresh({"keys": []})
