"""The OAuth client file from Google Cloud, and what other files people put in its place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ytchannel import redaction
from ytchannel.errors import ClientFileError

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.auth.files import Credentials

_NEEDED = ("client_id", "client_secret", "auth_uri", "token_uri")
_API_KEY = re.compile(r"\s*\"?AIza[\w-]{30,}\"?\s*")
_LOCAL = ("127.0.0.1", "localhost", "::1")
_MOST = 64 << 10  # bytes; such a file has less than one thousand


@dataclass(frozen=True)
class Client:
    """An OAuth client of an installed app. `is_device` says that its type is TVs and limited-input devices."""

    client_id: str
    client_secret: str = field(repr=False)
    auth_uri: str
    token_uri: str
    is_device: bool

    def __post_init__(self) -> None:
        redaction.learn(self.client_secret)

    @property
    def config(self) -> dict[str, Any]:
        """As the login library takes it."""
        return {"installed": {name: getattr(self, name) for name in _NEEDED}}


def is_local(address: str) -> bool:
    """Whether an address is one of this machine: a served sandbox, which has no certificate."""
    return urlsplit(address).hostname in _LOCAL


def read(files: Credentials) -> Client:
    """The client of the folder. Raises ClientFileError, which says what the file is and how to get the right one."""
    file = files.client_file
    content = _content(file)
    if not isinstance(content, dict):
        raise ClientFileError("client-file-damaged", file=file)
    if code := _other(content):
        raise ClientFileError(code, file=file)
    client = content.get("installed")
    whole = isinstance(client, dict) and all(isinstance(client.get(name), str) and client[name] for name in _NEEDED)
    if not whole or not isinstance(client, dict):
        raise ClientFileError("client-file-damaged", file=file)
    # The console writes the way back of a desktop app into its file; a device has none.
    is_device = "redirect_uris" not in client
    return Client(client["client_id"], client["client_secret"], client["auth_uri"], client["token_uri"], is_device)


def _content(file: Path) -> object:
    try:
        with file.open(encoding="utf-8-sig") as stream:
            text = stream.read(_MOST)
    except FileNotFoundError:
        several = sorted(each.name for each in file.parent.glob("client_secret*.json*"))
        code = "client-file-several" if several else "client-file-missing"
        raise ClientFileError(code, file=file, names=tuple(several)) from None
    except OSError as error:
        raise ClientFileError("client-file-unreadable", file=file, reason=error.strerror) from None
    except UnicodeDecodeError:
        raise ClientFileError("client-file-damaged", file=file) from None
    if _API_KEY.fullmatch(text):
        raise ClientFileError("client-file-api-key", file=file)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ClientFileError("client-file-damaged", file=file) from None


def _other(content: dict[str, Any]) -> str | None:
    """The code of what the file is, if it is one of the other files that Google gives."""
    if content.get("type") == "service_account":
        return "client-file-service-account"
    if content.get("type") == "authorized_user" or "refresh_token" in content:
        return "client-file-is-login"
    if "web" in content:
        return "client-file-web"
    if any(_API_KEY.fullmatch(value) for value in content.values() if isinstance(value, str)):
        return "client-file-api-key"
    return None
