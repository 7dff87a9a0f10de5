"""credentials/ -> an access token: login in the browser, keeping the token, refreshing it.

Tokens and client secrets go to no log, no error and no output. One scope, youtube.force-ssl, covers every feature here.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ytchannel.errors import AccessError, ClientFileError, LoginNeededError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SCOPES = ("https://www.googleapis.com/auth/youtube.force-ssl",)
_TOKENS = "https://oauth2.googleapis.com/token"
_REVOKE = "https://oauth2.googleapis.com/revoke"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_EARLY = timedelta(minutes=5)  # a token that ends sooner is renewed before it is used
_LOGIN_SECONDS = 300


@dataclass(frozen=True)
class Credentials:
    """The files of one profile in the credentials folder."""

    folder: Path
    profile: str | None = None

    @property
    def client_file(self) -> Path:
        """The OAuth client file from Google Cloud."""
        return self.folder / "client_secret.json"

    @property
    def token_file(self) -> Path:
        """The token of this profile."""
        return self.folder / (f"token-{self.profile}.json" if self.profile else "token.json")


class GoogleBearer:
    """The token in the credentials folder, renewed when it is about to end (see `transport.Bearer`).

    The file is read when a token is first asked for: what makes no request needs no login.
    """

    def __init__(self, files: Credentials, now: Callable[[], datetime]) -> None:
        self._files, self._now = files, now
        self._lock = RLock()  # several threads read at a time, and one renewal is enough for all

    @cached_property
    def _saved(self) -> dict[str, Any]:
        return read_token(self._files)

    @cached_property
    def _google(self) -> Any:  # noqa: ANN401 - google-auth is not annotated
        from google.oauth2.credentials import Credentials as GoogleCredentials

        saved = self._saved
        expiry = saved.get("expiry")
        return GoogleCredentials(  # type: ignore[no-untyped-call]
            saved.get("token"),
            refresh_token=saved["refresh_token"],
            token_uri=saved.get("token_uri", _TOKENS),
            client_id=saved["client_id"],
            client_secret=saved["client_secret"],
            scopes=saved["scopes"],
            # google-auth keeps and compares times without a zone, in UTC
            expiry=datetime.fromisoformat(expiry).astimezone(UTC).replace(tzinfo=None) if expiry else None,
        )

    def token(self) -> str:
        """An access token good for some minutes at least. Raises LoginNeededError when it cannot be had."""
        with self._lock:
            expiry: datetime | None = self._google.expiry
            if not self._google.token or (expiry and expiry.replace(tzinfo=UTC) < self._now() + _EARLY):
                self.renew(str(self._google.token))
            return str(self._google.token)

    def renew(self, refused: str) -> None:
        """Get a new access token with the refresh token and keep it, if the present one is the one that was refused.

        Raises LoginNeededError, AccessError.
        """
        from google.auth.exceptions import RefreshError, TransportError
        from google.auth.transport.requests import Request

        with self._lock:
            if str(self._google.token) != refused:
                return  # another thread was first
            try:
                self._google.refresh(Request())
            except RefreshError:
                raise LoginNeededError("token-dead", file=str(self._files.token_file)) from None
            except TransportError:
                raise AccessError("token-server-unreachable") from None
            with suppress(OSError):  # the new token is good for this run, kept or not
                _keep(self._files.token_file, {**self._saved, **_token(self._google)})


def read_token(files: Credentials) -> dict[str, Any]:
    """The kept token. Raises LoginNeededError when there is none or it is damaged."""
    try:
        saved: dict[str, Any] = json.loads(files.token_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LoginNeededError("no-token", file=str(files.token_file)) from None
    except (OSError, ValueError):
        raise LoginNeededError("token-damaged", file=str(files.token_file)) from None
    if not isinstance(saved, dict) or not {"refresh_token", "client_id", "client_secret", "scopes"} <= saved.keys():
        raise LoginNeededError("token-damaged", file=str(files.token_file))
    return saved


def told(files: Credentials) -> dict[str, str]:
    """What may be said of the kept login: when it was made, what it allows, when its access token ends. No secret."""
    saved = read_token(files)
    scopes = " ".join(scope.rsplit("/", 1)[-1] for scope in saved["scopes"])
    return {"logged_in_at": saved.get("logged_in_at", ""), "scopes": scopes, "expiry": saved.get("expiry", "")}


def check_client_file(files: Credentials) -> None:
    """Raises ClientFileError unless the client file is one of a desktop app."""
    try:
        content = json.loads(files.client_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ClientFileError("client-file-missing", file=str(files.client_file)) from None
    except (OSError, ValueError):
        raise ClientFileError("client-file-damaged", file=str(files.client_file)) from None
    client = content.get("installed") if isinstance(content, dict) else None
    if client is None:
        raise ClientFileError("client-file-wrong-type", file=str(files.client_file))
    if not isinstance(client, dict) or not {"client_id", "client_secret", "auth_uri", "token_uri"} <= client.keys():
        raise ClientFileError("client-file-damaged", file=str(files.client_file))


def login(files: Credentials, prompt: str, *, open_browser: bool) -> None:
    """Log in through the browser and keep the token; `prompt` with {url} filled in goes to stderr.

    Raises ClientFileError, and AccessError when the login is refused, incomplete, or not finished in five minutes.
    """
    check_client_file(files)
    import webbrowser

    from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError

    flow = InstalledAppFlow.from_client_secrets_file(str(files.client_file), list(SCOPES))
    if _is_local(flow.client_config["token_uri"]):
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # a sandbox on this machine has no certificate
    # Without it oauthlib raises a bare Warning when a scope was left unticked; the check below says it properly.
    os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"  # noqa: S105 - a switch, not a secret
    try:
        webbrowser.get()
    except webbrowser.Error:
        open_browser = False
    try:
        with redirect_stdout(sys.stderr):  # where the library prints the prompt; stdout may carry data
            google = flow.run_local_server(
                host="127.0.0.1",
                port=0,
                open_browser=open_browser,
                authorization_prompt_message=prompt,
                timeout_seconds=_LOGIN_SECONDS,
                prompt="select_account consent",
            )
    except WSGITimeoutError:
        raise AccessError("login-timeout") from None
    except Exception as error:  # noqa: BLE001 - the library raises the errors of four others here
        raise AccessError("login-refused", detail=type(error).__name__) from None
    granted: Sequence[str] = google.granted_scopes or google.scopes or ()
    if missing := set(SCOPES) - set(granted):
        raise AccessError("scope-unticked", scopes=sorted(missing))
    content = {**_token(google), "scopes": list(granted), "logged_in_at": datetime.now(UTC).isoformat()}
    try:
        _keep(files.token_file, content)
    except OSError as error:
        raise AccessError("token-unkept", file=files.token_file, reason=error.strerror) from None


def is_login_at(files: Credentials, root: str) -> bool:
    """Whether there is a login that was made at the server of this address: that of a sandbox is good there only."""
    try:
        token_uri: str = read_token(files).get("token_uri", _TOKENS)
    except LoginNeededError:
        return False
    return urlsplit(token_uri).netloc == urlsplit(root).netloc


def logout(files: Credentials) -> bool:
    """Revoke the grant where it was made, and delete the token; returns False when the server could not be told."""
    saved = read_token(files)
    import requests

    try:
        told = requests.post(_revoke_uri(saved), data={"token": saved["refresh_token"]}, timeout=15).ok
    except requests.RequestException:
        told = False
    files.token_file.unlink()
    return told


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in _LOCAL


def _revoke_uri(saved: dict[str, Any]) -> str:
    """Where the kept login can be revoked: at Google, or at the sandbox on this machine that it was made at."""
    token_uri: str = saved.get("token_uri", _TOKENS)
    return token_uri.removesuffix("/token") + "/revoke" if _is_local(token_uri) else _REVOKE


def _token(google: Any) -> dict[str, Any]:  # noqa: ANN401 - google-auth is not annotated
    fields: dict[str, Any] = json.loads(google.to_json())
    fields.pop("scopes", None)  # the requested ones; the granted ones are kept, since a refresh sends what is kept
    return fields


def _keep(file: Path, content: dict[str, Any]) -> None:
    """Write a secret atomically, readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # the folder may have come from a repository, or belong to somebody else
        file.parent.chmod(0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(content, stream)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
