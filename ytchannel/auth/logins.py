"""A login as it is kept: in one file, or its secrets in the system's keyring and the rest in the file.

The file has the names that Google's own libraries use, and beside them whose login it is, for which channel, and when
it ends.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ytchannel import redaction
from ytchannel.auth import files as folder
from ytchannel.errors import AccessError, LoginNeededError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.auth.files import Credentials

GOOGLE = "https://oauth2.googleapis.com/token"
_SERVICE = "ytchannel"  # what the entries of the keyring are found under
_SECRET = ("token", "refresh_token", "client_secret")
_NEEDED = ("refresh_token", "client_id", "client_secret")


@dataclass(frozen=True)
class Login:
    """A grant of a person for one channel. Times are aware; `ends` is when Google ends the grant, where it told that.

    `channel` and `title` are "" until YouTube was asked. `keyring` is the name of the entry that has the secrets.
    """

    token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...]
    token_uri: str = GOOGLE
    expiry: datetime | None = None
    logged_in_at: datetime | None = None
    ends: datetime | None = None
    account: str = ""
    channel: str = ""
    title: str = ""
    keyring: str = ""

    def __post_init__(self) -> None:
        redaction.learn(self.token, self.refresh_token, self.client_secret)


def read(files: Credentials, *, even_loose: bool = False) -> Login:
    """The kept login.

    Raises LoginNeededError when there is none or it is damaged, AccessError when others can read it (unless
    `even_loose`) or the keyring does not give it.
    """
    file = files.token_file
    try:
        if not even_loose and folder.is_loose(file):
            raise AccessError("token-loose", file=file)
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LoginNeededError("no-token", file=file) from None
    except (OSError, ValueError, RecursionError):
        raise LoginNeededError("token-damaged", file=file) from None
    try:
        if name := document.get("keyring", ""):
            document = {**document, **_from_keyring(name)}
        return _login(document)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise LoginNeededError("token-damaged", file=file) from None


def _login(document: dict[str, Any]) -> Login:
    """Raises KeyError, TypeError, ValueError for a document that is none."""
    texts: dict[str, Any] = {name: document.get(name) or "" for name in ("token", *_NEEDED, "account", "keyring")}
    channel = document.get("channel") or {}
    scopes: Sequence[str] = document["scopes"]
    if not all(isinstance(text, str) for text in (*texts.values(), *scopes)) or isinstance(scopes, str):
        raise TypeError(document)
    if not all(texts[name] for name in _NEEDED):
        raise ValueError(document)
    times: dict[str, Any] = {name: _time(document.get(name)) for name in ("expiry", "logged_in_at", "ends")}
    return Login(
        **texts,
        **times,
        scopes=tuple(scopes),
        token_uri=str(document.get("token_uri") or GOOGLE),
        channel=str(channel.get("id", "")),
        title=str(channel.get("title", "")),
    )


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)  # Google's libraries write UTC without a zone


def keep(files: Credentials, login: Login) -> None:
    """Keep a login in place of the one that is there. Raises AccessError."""
    document = _document(login)
    try:
        if login.keyring:
            _to_keyring(login.keyring, {name: document.pop(name) for name in _SECRET})
        folder.write(files.token_file, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise AccessError("token-unkept", file=files.token_file, reason=error.strerror) from None


def in_keyring(login: Login) -> Login:
    """The login with a name for its entry in the keyring."""
    return replace(login, keyring=f"login-{secrets.token_hex(8)}")


def keyring_name(files: Credentials) -> str:
    """The name of the keyring's entry of the login that is kept, "" where it has none or is damaged."""
    try:
        return str(json.loads(files.token_file.read_text(encoding="utf-8")).get("keyring", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def forget(files: Credentials) -> None:
    """Delete the login that is kept, from the keyring first: only its file knows the name there.

    Raises AccessError.
    """
    if name := keyring_name(files):
        out_of_keyring(name)
    try:
        files.token_file.unlink(missing_ok=True)
    except OSError as error:
        raise AccessError("token-undeleted", file=files.token_file, reason=error.strerror) from None


def _document(login: Login) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(login, name) for name in (*_SECRET, "client_id", "token_uri")}
    found["scopes"] = list(login.scopes)
    for name in ("expiry", "logged_in_at", "ends"):
        if time := getattr(login, name):
            found[name] = time.astimezone(UTC).isoformat().replace("+00:00", "Z")
    found["account"] = login.account
    if login.channel:
        found["channel"] = {"id": login.channel, "title": login.title}
    if login.keyring:
        found["keyring"] = login.keyring
    return found


def _from_keyring(name: str) -> dict[str, Any]:
    """Raises AccessError, and ValueError for an entry that is none of ours."""
    text = _with_keyring("get_password", name)
    if text is None:
        raise AccessError("keyring-empty")
    found: dict[str, Any] = json.loads(text)
    return {key: found[key] for key in _SECRET}


def _to_keyring(name: str, content: dict[str, Any]) -> None:
    _with_keyring("set_password", name, json.dumps(content))


def out_of_keyring(name: str) -> None:
    """Delete an entry of the keyring, if it is there. Raises AccessError."""
    if _with_keyring("get_password", name) is not None:
        _with_keyring("delete_password", name)


def _with_keyring(work: str, name: str, *more: str) -> str | None:
    """Ask the system's keyring. Raises AccessError where there is none, or it refuses."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise AccessError("keyring-missing") from None
    try:
        found: str | None = getattr(keyring, work)(_SERVICE, name, *more)
    except keyring.errors.KeyringError as error:
        raise AccessError("keyring-unusable", reason=type(error).__name__) from None
    return found
