"""Google's own login library, unchanged, against a served sandbox; and the client files that lead it there."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import webbrowser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from sandbox_person import READ, SSL, YOUTUBE, Browser

from ytchannel.sandbox.testing import LocalYouTube, running

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
ACCOUNT = "chu.kenh@example.com"


@pytest.fixture
def tube(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalYouTube]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with running() as found:
        yield found


def log_in(tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch, scopes: list[str], *without: str) -> Any:
    from google_auth_oauthlib.flow import InstalledAppFlow

    browser = Browser(tube.url, ACCOUNT, without=without)
    monkeypatch.setattr(webbrowser, "get", lambda using=None: browser)
    flow = InstalledAppFlow.from_client_config(tube.client_file(), scopes)
    found = flow.run_local_server(port=0, authorization_prompt_message=None, timeout_seconds=20)
    browser.thread.join()
    return found


def titles(tube: LocalYouTube, credentials: Any) -> list[str]:
    """The channels of the login, asked for by the client library."""
    from googleapiclient.discovery import build

    with build("youtube", "v3", credentials=credentials, client_options={"api_endpoint": tube.url}) as service:
        items = service.channels().list(part="snippet", mine=True).execute()["items"]
    return [each["snippet"]["title"] for each in items]


def test_googles_library_logs_in_and_renews(tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch) -> None:
    """It sends PKCE with S256 by itself and wants exactly the scopes that it asked for (facts 6.3)."""
    from google.auth.transport.requests import Request as Refresh

    tube.settings(strict_auth=True)
    credentials = log_in(tube, monkeypatch, [YOUTUBE, READ])
    assert credentials.refresh_token
    left = credentials.expiry.replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(minutes=59) < left < timedelta(hours=1)
    assert titles(tube, credentials) == ["Kênh thử nghiệm"]
    first = credentials.token
    credentials.refresh(Refresh())
    assert credentials.token != first
    assert titles(tube, credentials) == ["Kênh thử nghiệm"]


def test_a_client_whose_token_ended_renews_it_and_goes_on(tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch) -> None:
    """google-auth renews after a 401, without a word from the program."""
    credentials = log_in(tube, monkeypatch, [SSL])
    first = credentials.token
    tube.at(datetime.now(UTC) + timedelta(hours=2))
    assert titles(tube, credentials) == ["Kênh thử nghiệm"]
    assert credentials.token != first


def test_an_unticked_scope_breaks_the_library_unless_it_is_told_to_relax(
    tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare Warning; once that is relaxed, the renewal of all the scopes fails an hour later (facts 6.3)."""
    from google.auth.exceptions import RefreshError
    from google.auth.transport.requests import Request as Refresh

    with pytest.raises(Warning, match="Scope has changed"):
        log_in(tube, monkeypatch, [YOUTUBE, READ], YOUTUBE)
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
    credentials = log_in(tube, monkeypatch, [YOUTUBE, READ], YOUTUBE)
    assert credentials.granted_scopes == [READ]
    assert titles(tube, credentials) == ["Kênh thử nghiệm"]
    with pytest.raises(RefreshError, match="invalid_scope"):
        credentials.refresh(Refresh())


def test_a_revoked_login_cannot_be_renewed(tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch) -> None:
    from google.auth.exceptions import RefreshError
    from google.auth.transport.requests import Request as Refresh

    credentials = log_in(tube, monkeypatch, [SSL])
    assert requests.post(f"{tube.url}/revoke", params={"token": credentials.refresh_token}, timeout=10).ok
    with pytest.raises(RefreshError, match=r"invalid_grant: Token has been expired or revoked\."):
        credentials.refresh(Refresh())
    with pytest.raises(RefreshError):
        titles(tube, credentials)


# The client files of `sandbox serve`.


def start(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ytchannel", "sandbox", "serve", "--port", "0", "--lang", "en", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_serve_writes_the_client_files_before_it_is_ready(tmp_path: Path) -> None:
    desktop, tv = tmp_path / "client_secret.json", tmp_path / "tv.json"
    desktop.write_text("{}")
    desktop.chmod(0o644)
    process = start("--client-file", str(desktop), "--tv-client-file", str(tv))
    assert process.stdout
    url = process.stdout.readline().removeprefix("Sandbox ready at ").strip()
    shown = json.loads(desktop.read_text())["installed"]
    assert shown["auth_uri"] == f"{url}/o/oauth2/auth"
    assert shown["token_uri"] == f"{url}/token"
    assert shown["redirect_uris"] == ["http://localhost"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in (desktop, tv)] == [0o600, 0o600]
    client = json.loads(tv.read_text())["installed"]
    asked = {"client_id": client["client_id"], "scope": READ}
    assert requests.post(f"{url}/device/code", data=asked, timeout=10).json()["verification_url"] == f"{url}/device"
    process.terminate()
    assert process.communicate(timeout=10) == ("", "")


def test_a_client_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    process = start("--client-file", str(tmp_path / "missing" / "client.json"))
    said, complained = process.communicate(timeout=20)
    assert (process.returncode, said) == (2, "")
    assert "client.json cannot be written: No such file or directory" in complained
