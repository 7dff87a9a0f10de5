"""What was granted, in SQLite: codes to redeem, logins with their refresh tokens, access tokens.

A login is what a code or a device was redeemed for. It belongs to an account, acting on one of its channels (a Brand
account is a channel of its own), and to a client. Tokens are random: they are secrets.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox import base64url
from ytchannel.sandbox.oauth import scopes
from ytchannel.sandbox.oauth.visit import OAuthRefused

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.oauth.authorization import Wish
    from ytchannel.sandbox.oauth.clients import Client
    from ytchannel.sandbox.oauth.visit import Visit
    from ytchannel.sandbox.store import Store
    from ytchannel.sandbox.wire import Json

ACCESS = "ya29."
"""How every access token begins."""

_CODE_LIFE = timedelta(minutes=10)
_TESTING_LIFE = timedelta(days=7)
_UNUSED_LIFE = timedelta(days=182)
_LOGINS = 100  # with a refresh token that works, of one account and client


@dataclass(frozen=True)
class Grant:
    """Who lets which client do what. `channel` is "" for an account that has none."""

    client: str
    account: str
    channel: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Access:
    """An access token as it was granted; `ends` is a time in seconds. `revoked` says that its grant is dead."""

    grant: Grant
    ends: float
    revoked: bool

    def works(self, now: datetime) -> bool:
        """Whether it is good at a time."""
        return not self.revoked and now.timestamp() < self.ends


def issue_code(store: Store, wish: Wish, grant: Grant, now: datetime) -> str:
    """A code to redeem once, within ten minutes."""
    code = "4/0A" + secrets.token_urlsafe(48)
    ends = (now + _CODE_LIFE).timestamp()
    values = (code, *_row(grant), wish.redirect_uri, wish.challenge, wish.method, ends)
    store.db.execute("INSERT INTO oauth_code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", values)
    return code


def redeem(visit: Visit, client: Client) -> Json:
    """Exchange a code for tokens. Raises OAuthRefused."""
    code, store = visit.posted("code"), visit.store
    sql = (
        "SELECT client, account, channel, scopes, redirect_uri, challenge, method, ends, used "
        "FROM oauth_code WHERE code = ?"
    )
    found = store.db.execute(sql, (code,)).fetchone()
    if found is None:
        raise OAuthRefused(400, "invalid_grant", "Malformed auth code.")
    *grant, redirect_uri, challenge, method, ends, used = found
    if used or grant[0] != client.id or visit.now.timestamp() >= ends:
        raise OAuthRefused(400, "invalid_grant", "Bad Request")
    if visit.posted("redirect_uri") != redirect_uri:
        raise OAuthRefused(400, "redirect_uri_mismatch", "Bad Request")
    _verify(visit.posted("code_verifier"), challenge, method)
    store.db.execute("UPDATE oauth_code SET used = 1 WHERE code = ?", (code,))
    return open_login(visit, _grant(grant))


def _verify(verifier: str, challenge: str, method: str) -> None:
    """Hold a verifier against the challenge of its code. Raises OAuthRefused."""
    if not challenge:
        return
    if not verifier:
        raise OAuthRefused(400, "invalid_grant", "Missing code verifier.")
    made = verifier
    if method == "S256":
        made = base64url.pack(hashlib.sha256(verifier.encode()).digest())
    if not hmac.compare_digest(made.encode(), challenge.encode()):
        raise OAuthRefused(400, "invalid_grant", "Invalid code verifier.")


def open_login(visit: Visit, grant: Grant) -> Json:
    """Begin a login: the answer with both tokens. Beyond a hundred of an account and client the oldest ends silently.

    While the consent screen is in Testing it ends after a week, unless it only tells who somebody is.
    """
    store, now = visit.store, visit.now
    refresh = "1//0" + secrets.token_urlsafe(48)
    passing = visit.settings.consent == "testing" and not scopes.SIGN_IN.issuperset(grant.scopes)
    ends = (now + _TESTING_LIFE).timestamp() if passing else None
    values = (refresh, *_row(grant), ends, now.timestamp())
    login = store.db.execute(
        "INSERT INTO oauth_login (refresh, client, account, channel, scopes, ends, used, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, '')",
        values,
    ).lastrowid
    same = "client = ? AND account = ? AND state = ''"
    store.db.execute(
        f"UPDATE oauth_login SET state = 'dropped' WHERE {same} AND number NOT IN "  # noqa: S608 - words of our own
        f"(SELECT number FROM oauth_login WHERE {same} ORDER BY number DESC LIMIT {_LOGINS})",
        (grant.client, grant.account) * 2,
    )
    return {**_access(visit, login or 0, grant.scopes, ends), "refresh_token": refresh}


def renew(visit: Visit, client: Client) -> Json:
    """A new access token for a refresh token, with fewer scopes if the client asks for fewer. Raises OAuthRefused."""
    store, now = visit.store, visit.now.timestamp()
    sql = "SELECT number, client, scopes, ends, used, state FROM oauth_login WHERE refresh = ?"
    found = store.db.execute(sql, (visit.posted("refresh_token"),)).fetchone()
    if found is None:
        raise OAuthRefused(400, "invalid_grant", "Bad Request")
    login, owner, granted, ends, used, state = found
    if owner != client.id:
        raise OAuthRefused(401, "unauthorized_client", "Unauthorized")
    if state or (ends is not None and now >= ends) or now - used > _UNUSED_LIFE.total_seconds():
        raise OAuthRefused(400, "invalid_grant", "Token has been expired or revoked.")
    asked = scopes.split(visit.posted("scope")) or tuple(granted.split())
    if not set(asked) <= set(granted.split()):
        raise OAuthRefused(400, "invalid_scope", "Bad Request")
    store.db.execute("UPDATE oauth_login SET used = ? WHERE number = ?", (now, login))
    return _access(visit, login, asked, ends)


def _access(visit: Visit, login: int, granted: tuple[str, ...], refresh_ends: float | None) -> Json:
    token = ACCESS + "a0" + secrets.token_urlsafe(72)
    seconds = visit.settings.access_token_seconds
    values = (token, login, " ".join(granted), visit.now.timestamp() + seconds)
    visit.store.db.execute("INSERT INTO oauth_access VALUES (?, ?, ?, ?)", values)
    # A second is gone when the answer arrives.
    told: Json = {"access_token": token, "expires_in": max(seconds - 1, 0), "scope": " ".join(granted)}
    if refresh_ends is not None:
        told["refresh_token_expires_in"] = max(int(refresh_ends - visit.now.timestamp()) - 1, 0)
    return {**told, "token_type": "Bearer"}


def find_access(store: Store, token: str) -> Access | None:
    """What an access token was granted for; None for one that was never granted here."""
    sql = (
        "SELECT l.client, l.account, l.channel, a.scopes, a.ends, l.state "
        "FROM oauth_access a JOIN oauth_login l ON l.number = a.login WHERE a.token = ?"
    )
    with store.lock:  # it is read outside transactions too, beside those of other threads
        found = store.db.execute(sql, (token,)).fetchone()
    return Access(_grant(found[:4]), found[4], found[5] == "revoked") if found else None


def revoke(store: Store, token: str, now: datetime) -> bool:
    """End the grant that a token of either kind belongs to, for every client; False when it is dead already."""
    sql = (
        "SELECT account, channel FROM oauth_login WHERE "
        "(refresh = :token AND state = '' AND coalesce(ends > :now, 1)) OR (state != 'revoked' "
        "AND number IN (SELECT login FROM oauth_access WHERE token = :token AND ends > :now))"
    )
    found = store.db.execute(sql, {"token": token, "now": now.timestamp()}).fetchone()
    if found is None:
        return False
    store.db.execute("UPDATE oauth_login SET state = 'revoked' WHERE account = ? AND channel = ?", tuple(found))
    return True


def _row(grant: Grant) -> tuple[str, str, str, str]:
    return grant.client, grant.account, grant.channel, " ".join(grant.scopes)


def _grant(row: list[str] | tuple[str, ...]) -> Grant:
    client, account, channel, granted = row
    return Grant(client, account, channel, tuple(granted.split()))
