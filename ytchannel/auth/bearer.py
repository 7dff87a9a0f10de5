"""The access token for requests (see `transport.Bearer`), renewed when it is about to end.

Two processes that renew at once do it one after the other: the second one finds the token of the first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ytchannel.auth import logins
from ytchannel.auth.files import held
from ytchannel.errors import AccessError, LoginNeededError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.auth.files import Credentials
    from ytchannel.auth.logins import Login

_EARLY = timedelta(minutes=5)  # a token that ends sooner is renewed before it is used
_UNUSED = timedelta(days=182)  # half a year without use ends a grant
# What Google says of a client that is no more, or whose secret is (RFC 6749 5.2).
_CLIENT_GONE = {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client", "org_internal"}
# An administrator of the organisation asks for more, or forbids it; `invalid_rapt` wants the person to log in anew.
_POLICY = {"admin_policy_enforced", "access_denied", "rapt_required", "invalid_rapt", "policy_enforced"}


class GoogleBearer:
    """The kept login of a profile.

    Its file is read when a token is first asked for: what makes no request needs no login.
    """

    def __init__(self, files: Credentials, now: Callable[[], datetime]) -> None:
        self._files, self._now = files, now
        self._lock = RLock()  # several threads read at a time, and one renewal is enough for all
        self._held: Login | None = None
        self._early = _EARLY

    @property
    def login(self) -> Login:
        """The login as it was last kept. Raises LoginNeededError, AccessError."""
        with self._lock:
            if self._held is None:
                self._held = logins.read(self._files)
            return self._held

    @property
    def ends(self) -> datetime | None:
        """When the grant ends, as far as a token was asked for and Google told."""
        return self._held.ends if self._held else None

    def scopes(self) -> frozenset[str]:
        """What the login was granted. Raises LoginNeededError, AccessError."""
        return frozenset(self.login.scopes)

    def token(self) -> str:
        """An access token good for some minutes at least. Raises LoginNeededError when it cannot be had."""
        with self._lock:
            login = self.login
            if not login.token or self._ends_soon(login):
                self.renew(login.token)
            return self.login.token

    def renew(self, refused: str) -> None:
        """Get a new access token with the refresh token and keep it, if the present one is the one that was refused.

        Raises LoginNeededError, AccessError.
        """
        with self._lock:
            if self.login.token != refused:
                return  # another thread was first
            with held(self._files):
                kept = logins.read(self._files)
                self._check_same(kept)
                if kept.token != refused and kept.token and not self._ends_soon(kept):
                    self._held = kept  # another process was first
                    return
                self._held = renewed = self._renewed(kept)
                if renewed.expiry:  # of a token that is short-lived by itself, not all of its life is too late
                    self._early = min(_EARLY, (renewed.expiry - self._now()) / 2)
                self._keep(renewed)

    def bind(self, channel: str, title: str) -> None:
        """Remember which channel the login is for. Raises LoginNeededError, AccessError."""
        with self._lock, held(self._files):
            kept = logins.read(self._files)
            self._check_same(kept)
            self._held = replace(kept, channel=channel, title=title)
            self._keep(self._held)

    def _keep(self, login: Login) -> None:
        with suppress(AccessError):  # what was renewed is good for this run, kept or not
            logins.keep(self._files, login)

    def _check_same(self, kept: Login) -> None:
        """Raise LoginNeededError when somebody logged in meanwhile, unless it is known to be for the same channel."""
        mine = self.login
        same = (
            kept.channel == mine.channel if kept.channel and mine.channel else kept.refresh_token == mine.refresh_token
        )
        if not same:
            raise LoginNeededError("token-changed", file=self._files.token_file, title=kept.title)

    def _ends_soon(self, login: Login) -> bool:
        return login.expiry is not None and login.expiry < self._now() + self._early

    def _renewed(self, login: Login) -> Login:
        """Ask for a new access token. Raises LoginNeededError for a dead grant, AccessError without an answer."""
        from google.auth.exceptions import RefreshError, TransportError
        from google.auth.transport.requests import Request
        from google.oauth2.credentials import Credentials as GoogleCredentials

        google: Any = GoogleCredentials(  # type: ignore[no-untyped-call]
            None,
            refresh_token=login.refresh_token,
            token_uri=login.token_uri,
            client_id=login.client_id,
            client_secret=login.client_secret,
            scopes=list(login.scopes),
        )
        try:
            google.refresh(Request())
        except RefreshError as error:
            if error.retryable:
                raise AccessError("token-server-unreachable") from None
            raise self._dead(login, error) from None
        except TransportError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise AccessError("certificate", host=urlsplit(login.token_uri).netloc, now=self._now()) from None
            raise AccessError("token-server-unreachable") from None
        # google-auth keeps times without a zone, in UTC.
        expiry = google.expiry.replace(tzinfo=UTC) if google.expiry else None
        return replace(login, token=google.token, expiry=expiry)

    def _dead(self, login: Login, error: Exception) -> LoginNeededError:
        """Why a grant is dead, as far as it can be told: Google says invalid_grant of nearly all."""
        told: Any = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
        names = {str(told.get("error", "")), str(told.get("error_subtype", ""))}
        file, now = self._files.token_file, self._now()
        # The library has words of its own for an administrator's wish that the person logs in anew.
        if names & _POLICY or "reauthentication" in str(error.args[:1]).lower():
            return LoginNeededError("token-policy", file=file)
        if names & _CLIENT_GONE:
            return LoginNeededError("token-client-gone", file=file)
        if "invalid_scope" in names:
            return LoginNeededError("token-scope-cut", file=file)
        if login.ends and login.ends <= now:
            return LoginNeededError("token-ended", file=file, ends=login.ends)
        last = login.expiry or login.logged_in_at
        if last and now - last > _UNUSED:
            return LoginNeededError("token-unused", file=file)
        if login.ends:
            return LoginNeededError("token-revoked", file=file)
        return LoginNeededError("token-dead", file=file)
