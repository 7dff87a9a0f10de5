"""Codes of devices without a keyboard: shown on a television, typed in elsewhere, asked for until somebody decides."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox.oauth import clients, grants
from ytchannel.sandbox.oauth.authorization import Wish
from ytchannel.sandbox.oauth.grants import Grant
from ytchannel.sandbox.oauth.visit import OAuthRefused

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.oauth.clients import Client
    from ytchannel.sandbox.oauth.visit import Visit
    from ytchannel.sandbox.store import Store
    from ytchannel.sandbox.wire import Json

_LIFE = timedelta(seconds=1800)
_INTERVAL = 5  # seconds between two polls
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # without vowels a code spells nothing


def begin(visit: Visit, client: Client, asked: tuple[str, ...]) -> Json:
    """Make the two codes of a device."""
    device = "AH-1Ng" + secrets.token_urlsafe(60)
    user = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
    values = (device, user, client.id, " ".join(asked), (visit.now + _LIFE).timestamp())
    visit.store.db.execute("INSERT INTO oauth_device VALUES (?, ?, ?, ?, ?, NULL, 'pending', '', '', '')", values)
    return {
        "device_code": device,
        "user_code": user,
        "expires_in": int(_LIFE.total_seconds()),
        "interval": _INTERVAL,
        "verification_url": f"{visit.root}/device",
    }


def wish(store: Store, user_code: str, now: datetime) -> Wish | None:
    """What the device asks for that shows a code; None for a code that nobody waits with (any more)."""
    sql = "SELECT client, scopes FROM oauth_device WHERE user_code = ? AND state = 'pending' AND ends > ?"
    found = store.db.execute(sql, (user_code, now.timestamp())).fetchone()
    client = clients.find(found[0]) if found else None
    return Wish(client, tuple(found[1].split())) if client else None


def decide(store: Store, user_code: str, grant: Grant | None) -> None:
    """Let a device have what somebody granted; None denies it."""
    if grant is None:
        store.db.execute("UPDATE oauth_device SET state = 'denied' WHERE user_code = ?", (user_code,))
        return
    sql = "UPDATE oauth_device SET state = 'granted', account = ?, channel = ?, granted = ? WHERE user_code = ?"
    store.db.execute(sql, (grant.account, grant.channel, " ".join(grant.scopes), user_code))


def poll(visit: Visit, client: Client) -> Json:
    """The tokens, once somebody granted them. Raises OAuthRefused for why there are none (yet)."""
    store, now, code = visit.store, visit.now.timestamp(), visit.posted("device_code")
    sql = "SELECT client, account, channel, granted, ends, polled, state FROM oauth_device WHERE device_code = ?"
    found = store.db.execute(sql, (code,)).fetchone()
    if found is None or found[0] != client.id:
        raise OAuthRefused(400, "invalid_grant", "Malformed device code.")
    owner, account, channel, granted, ends, polled, state = found
    if state == "redeemed":
        raise OAuthRefused(400, "invalid_grant", "Bad Request")
    if now >= ends:
        raise OAuthRefused(400, "expired_token", "Bad Request")
    if state == "denied":
        raise OAuthRefused(403, "access_denied", "Forbidden")
    if state == "granted":
        store.db.execute("UPDATE oauth_device SET state = 'redeemed' WHERE device_code = ?", (code,))
        return grants.open_login(visit, Grant(owner, account, channel, tuple(granted.split())))
    store.db.execute("UPDATE oauth_device SET polled = ? WHERE device_code = ?", (now, code))
    if polled is not None and now - polled < _INTERVAL:
        raise OAuthRefused(403, "slow_down", "Forbidden")
    raise OAuthRefused(428, "authorization_pending", "Precondition Required")
