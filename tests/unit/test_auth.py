"""Login and its keeping, against a token endpoint on loopback in place of Google's."""

from __future__ import annotations

import io
import json
import stat
import threading
import urllib.request
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ytchannel import auth
from ytchannel.auth import SCOPES, Credentials, GoogleBearer
from ytchannel.errors import AccessError, ClientFileError, LoginNeededError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class TokenServer(HTTPServer):
    """Answers token requests with `answer` and keeps what was asked."""

    answer: tuple[int, dict[str, Any]]
    asked: list[dict[str, list[str]]]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The login sets switches of its libraries."""
    for name in ("OAUTHLIB_RELAX_TOKEN_SCOPE", "OAUTHLIB_INSECURE_TRANSPORT"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(auth, "_LOGIN_SECONDS", 5)


class _Handler(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        self.server.asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        status, body = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def google() -> Iterator[TokenServer]:
    server = TokenServer(("127.0.0.1", 0), _Handler)
    server.asked = []
    server.answer = (200, {"access_token": "new-token", "expires_in": 3600, "token_type": "Bearer", "scope": SCOPES[0],
                           "refresh_token": "refresh"})  # fmt: skip
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def client_file(files: Credentials, google: TokenServer, kind: str = "installed") -> None:
    files.folder.mkdir(exist_ok=True)
    address = f"http://127.0.0.1:{google.server_port}"
    client = {
        "client_id": "id",
        "client_secret": "client-secret",
        "auth_uri": f"{address}/auth",
        "token_uri": f"{address}/token",
    }
    files.client_file.write_text(json.dumps({kind: client}))


def saved(files: Credentials, google: TokenServer, expiry: datetime) -> None:
    files.folder.mkdir(exist_ok=True)
    token = {
        "token": "old-token",
        "refresh_token": "refresh",
        "client_id": "id",
        "client_secret": "s",
        "scopes": list(SCOPES),
        "token_uri": f"http://127.0.0.1:{google.server_port}/token",
        "expiry": expiry.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    files.token_file.write_text(json.dumps(token))


def test_a_token_that_is_good_is_used_as_it_is(tmp_path: Path, google: TokenServer) -> None:
    files = Credentials(tmp_path)
    saved(files, google, NOW + timedelta(hours=1))
    assert GoogleBearer(files, lambda: NOW).token() == "old-token"
    assert google.asked == []


def test_a_token_about_to_end_is_renewed_before_it_is_used_and_kept(tmp_path: Path, google: TokenServer) -> None:
    files = Credentials(tmp_path)
    saved(files, google, NOW + timedelta(minutes=2))
    assert GoogleBearer(files, lambda: NOW).token() == "new-token"
    assert json.loads(files.token_file.read_text())["token"] == "new-token"
    assert stat.S_IMODE(files.token_file.stat().st_mode) == 0o600


def test_a_dead_grant_asks_for_a_login_and_names_no_secret(tmp_path: Path, google: TokenServer) -> None:
    """invalid_grant: revoked, unused for half a year, or 7 days old while the consent screen is in Testing."""
    files = Credentials(tmp_path)
    saved(files, google, NOW - timedelta(hours=1))
    google.answer = (400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
    with pytest.raises(LoginNeededError) as caught:
        GoogleBearer(files, lambda: NOW).token()
    assert caught.value.code == "token-dead"
    assert "refresh" not in str(caught.value.values)


def test_without_a_token_a_login_is_needed(tmp_path: Path) -> None:
    with pytest.raises(LoginNeededError):
        GoogleBearer(Credentials(tmp_path), lambda: NOW).token()


@pytest.mark.parametrize(
    ("text", "code"),
    [(None, "client-file-missing"), ("{", "client-file-damaged"), ('{"web": {}}', "client-file-wrong-type")],
)
def test_a_client_file_that_cannot_serve_is_explained(tmp_path: Path, text: str | None, code: str) -> None:
    files = Credentials(tmp_path)
    if text is not None:
        files.client_file.write_text(text)
    with pytest.raises(ClientFileError) as caught:
        auth.login(files, "{url}", open_browser=False)
    assert caught.value.code == code


class Shown(io.StringIO):
    """Takes the place of stderr and waits for the address that is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told = threading.Event()

    def write(self, text: str) -> int:
        count = super().write(text)
        if "state=" in self.getvalue():
            self.told.set()
        return count


@contextmanager
def consent(answer: str) -> Iterator[None]:
    """Somebody who opens the address that is told and comes back with `answer`."""
    shown = Shown()

    def visit() -> None:
        assert shown.told.wait(10)
        asked = parse_qs(urlsplit(shown.getvalue().strip()).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["access_type"] == ["offline"]
        urllib.request.urlopen(f"{asked['redirect_uri'][0]}?{answer}&state={asked['state'][0]}").close()

    thread = threading.Thread(target=visit)
    thread.start()
    with redirect_stderr(shown):
        yield
    thread.join()


def test_a_login_keeps_the_token_for_its_owner_only(tmp_path: Path, google: TokenServer) -> None:
    files = Credentials(tmp_path / "credentials", "van-phong")
    client_file(files, google)
    with consent(f"code=4/abc&scope={SCOPES[0]}"):
        auth.login(files, "{url}", open_browser=False)
    assert files.token_file.name == "token-van-phong.json"
    assert stat.S_IMODE(files.token_file.stat().st_mode) == 0o600
    assert GoogleBearer(files, lambda: NOW).token() == "new-token"
    assert "code_verifier" in google.asked[0]


def test_an_unticked_scope_keeps_nothing(tmp_path: Path, google: TokenServer) -> None:
    """A user may untick scopes on the consent page: what was granted is compared with what was asked for."""
    files = Credentials(tmp_path)
    client_file(files, google)
    google.answer[1]["scope"] = "https://www.googleapis.com/auth/youtube.readonly"
    with consent("code=4/abc"), pytest.raises(AccessError) as caught:
        auth.login(files, "{url}", open_browser=False)
    assert caught.value.code == "scope-unticked"
    assert not files.token_file.exists()


def test_a_refusal_on_the_consent_page_is_said(tmp_path: Path, google: TokenServer) -> None:
    files = Credentials(tmp_path)
    client_file(files, google)
    with consent("error=access_denied"), pytest.raises(AccessError) as caught:
        auth.login(files, "{url}", open_browser=False)
    assert caught.value.code == "login-refused"
