"""`ytchannel auth` from login to logout, against a served sandbox in place of Google."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.sandbox.sandbox_person import Browser, Person, address, over_http

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder

ROOT = Path(__file__).parent.parent.parent
OWNER = "toasoan@example.com"
CHANNELS: dict[str, Any] = {
    "channel": {"title": "Kênh thử nghiệm", "handle": "@kenhthunghiem", "account": OWNER},
    "channels": [{"title": "Đảng ủy Khối Doanh nghiệp", "handle": "@khoidoanhnghiep", "account": OWNER}],
}


@pytest.fixture
def served(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A sandbox that takes only tokens it granted, and whose client file lies in the folder's credentials."""
    for name in ("OAUTHLIB_RELAX_TOKEN_SCOPE", "OAUTHLIB_INSECURE_TRANSPORT"):
        monkeypatch.setenv(name, "")  # the login sets them
    file = folder.path / "credentials" / "client_secret.json"
    file.parent.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "ytchannel", "sandbox", "serve", "--port", "0", "--strict-auth", "--client-file", file],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().split()[-1]
    requests.put(f"{url}/_sandbox/settings", json=CHANNELS, timeout=10).raise_for_status()
    monkeypatch.setenv("YTCHANNEL_SANDBOX", url)
    yield url
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


def log_in(folder: Folder, url: str, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    """Type `auth login`, and choose the channel of that title in the browser."""
    page = Person(over_http, url).reach(address(), OWNER)
    ids = [value for _, value in page.forms[0].buttons]
    titles = [each["title"] for each in (CHANNELS["channel"], *CHANNELS["channels"])]
    browser = Browser(url, OWNER, ids[titles.index(title)])
    monkeypatch.setattr(webbrowser, "get", lambda using=None: browser)
    result = folder.run("auth", "login", "--json")
    assert result.code == 0, result.err
    browser.thread.join()


def test_a_login_names_the_chosen_channel_until_it_is_revoked(
    folder: Folder, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The channel chosen on the consent page is the one that the tool works on; logging out revokes the grant."""
    assert folder.run("auth", "status").code == 4
    log_in(folder, served, monkeypatch, "Đảng ủy Khối Doanh nghiệp")
    assert folder.run("auth", "status", "--json").json["channel"]["title"] == "Đảng ủy Khối Doanh nghiệp"
    assert folder.run("sync", "--yes").code == 0
    saved = json.loads((folder.path / "credentials" / "token.json").read_text())
    assert folder.run("auth", "logout", "--json").json == {"revoked": True}
    got = requests.get(f"{served}/tokeninfo", params={"access_token": saved["token"]}, timeout=10)
    assert got.json()["error"] == "invalid_token"
    assert folder.run("auth", "status").code == 4


def test_a_login_that_ended_is_said(folder: Folder, served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Testing a login ends after 7 days with invalid_grant, and the sentence says why."""
    requests.put(f"{served}/_sandbox/settings", json={"consent": "testing"}, timeout=10).raise_for_status()
    log_in(folder, served, monkeypatch, "Kênh thử nghiệm")
    requests.put(f"{served}/_sandbox/settings", json={"now": "2100-01-01T00:00:00Z"}, timeout=10).raise_for_status()
    file = folder.path / "credentials" / "token.json"
    saved = json.loads(file.read_text())
    assert saved["ends"]
    file.write_text(json.dumps({**saved, "ends": "2026-01-01T00:00:00Z"}))  # as a week later
    result = folder.run("auth", "status")
    assert result.code == 4
    assert "in Testing" in result.err
