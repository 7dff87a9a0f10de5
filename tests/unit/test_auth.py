"""Login and its keeping, against a token endpoint on loopback in place of Google's."""

from __future__ import annotations

import json
import os
import socket
import stat
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ytchannel.auth import browser, clients, files, logins
from ytchannel.auth.bearer import GoogleBearer
from ytchannel.auth.files import Credentials
from ytchannel.auth.logins import Login
from ytchannel.auth.scopes import MANAGE, READ
from ytchannel.errors import AccessError, ClientFileError, LoginNeededError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class TokenServer(HTTPServer):
    """Answers token requests with `answer` and keeps what was asked."""

    answer: tuple[int, dict[str, Any]]
    asked: list[dict[str, list[str]]]


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
    server.answer = (200, {"access_token": "new-token", "expires_in": 3600, "token_type": "Bearer", "scope": MANAGE,
                           "refresh_token": "refresh"})  # fmt: skip
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def saved(files: Credentials, google: TokenServer, expiry: datetime) -> None:
    files.folder.mkdir(exist_ok=True)
    token = {
        "token": "old-token",
        "refresh_token": "refresh",
        "client_id": "id",
        "client_secret": "s",
        "scopes": [MANAGE],
        "token_uri": f"http://127.0.0.1:{google.server_port}/token",
        "expiry": expiry.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    files.token_file.touch(mode=0o600)
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


CLIENT = {
    "client_id": "id",
    "client_secret": "GOCSPX-secret",
    "auth_uri": "https://accounts.google.com/o/oauth2/auth",
    "token_uri": "https://oauth2.googleapis.com/token",
    "redirect_uris": ["http://localhost"],
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "client-file-missing"),
        ("{", "client-file-damaged"),
        ("[]", "client-file-damaged"),
        ('{"installed": []}', "client-file-damaged"),
        (json.dumps({"installed": {**CLIENT, "client_secret": ""}}), "client-file-damaged"),
        ("[" * 100_000, "client-file-damaged"),
        (json.dumps({"web": CLIENT}), "client-file-web"),
        (json.dumps({"type": "service_account", "private_key": "x"}), "client-file-service-account"),
        (json.dumps({"type": "authorized_user", "refresh_token": "x"}), "client-file-is-login"),
        ("AIza" + "x" * 35, "client-file-api-key"),
        (json.dumps({"key": "AIza" + "x" * 35}), "client-file-api-key"),
    ],
)
def test_a_client_file_that_cannot_serve_is_explained(tmp_path: Path, text: str | None, code: str) -> None:
    credentials = Credentials(tmp_path)
    if text is not None:
        credentials.client_file.write_text(text)
    with pytest.raises(ClientFileError) as caught:
        clients.read(credentials)
    assert caught.value.code == code
    assert "GOCSPX" not in str(caught.value.values)


def test_a_client_file_may_keep_the_name_that_it_is_downloaded_under(tmp_path: Path) -> None:
    """Windows hides the second ending of a file that was renamed by hand."""
    credentials = Credentials(tmp_path)
    file = tmp_path / "client_secret_12-ab.apps.googleusercontent.com.json"
    file.write_text(json.dumps({"installed": CLIENT}), encoding="utf-8-sig")
    assert clients.read(credentials).client_id == "id"
    assert "GOCSPX" not in repr(clients.read(credentials))
    file.rename(tmp_path / "client_secret.json.json")
    assert clients.read(credentials).client_id == "id"
    (tmp_path / "client_secret (1).json").write_text("{}")
    with pytest.raises(ClientFileError) as caught:
        clients.read(credentials)
    assert caught.value.code == "client-file-several"


def login(**more: Any) -> Login:
    given = {"token": "ya29.secret", "refresh_token": "1//secret", "client_id": "id", "client_secret": "GOCSPX-secret"}
    return Login(**{**given, "scopes": (MANAGE,), **more})


def test_what_is_kept_is_read_again_and_shows_no_secret(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path / "credentials", "van-phong")
    kept = login(channel="UC1", title="Đảng ủy Khối", account="a@example.com", ends=NOW, logged_in_at=NOW, expiry=NOW)
    logins.keep(credentials, kept)
    assert credentials.token_file.name == "token-van-phong.json"
    assert logins.read(credentials) == kept
    assert "secret" not in repr(kept)


def test_what_is_kept_is_for_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    before = os.umask(0)
    try:
        logins.keep(Credentials(folder), login())
        logins.keep(Credentials(tmp_path / "new"), login())
    finally:
        os.umask(before)
    for each in (folder, tmp_path / "new"):
        assert stat.S_IMODE(each.stat().st_mode) == 0o700
        assert [stat.S_IMODE(file.stat().st_mode) for file in each.iterdir()] == [0o600]


def test_a_login_that_others_can_read_is_refused(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    logins.keep(credentials, login())
    credentials.token_file.chmod(0o640)
    assert files.is_loose(credentials.token_file)
    with pytest.raises(AccessError) as caught:
        logins.read(credentials)
    assert caught.value.code == "token-loose"


def test_on_a_drive_without_permissions_a_login_is_not_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared drive may show every file as open to everybody, and take no other mode: then nothing can be mended."""
    credentials = Credentials(tmp_path)
    logins.keep(credentials, login())
    credentials.token_file.chmod(0o777)
    monkeypatch.setattr(files, "_keeps_modes", lambda _folder: False)
    assert logins.read(credentials) == login()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"scopes": "x"}', '{"refresh_token": 3, "client_id": "a", "client_secret": "b"}']
)
def test_a_damaged_login_asks_for_a_new_one(tmp_path: Path, text: str) -> None:
    credentials = Credentials(tmp_path)
    credentials.token_file.touch(mode=0o600)
    credentials.token_file.write_text(text)
    with pytest.raises(LoginNeededError) as caught:
        logins.read(credentials)
    assert caught.value.code == "token-damaged"


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Path]:
    """A keyring in a file, as the system's."""
    import keyring
    from keyrings.alt.file import PlaintextKeyring

    before = keyring.get_keyring()
    mine = PlaintextKeyring()
    mine.file_path = str(tmp_path / "ring.cfg")
    keyring.set_keyring(mine)
    yield tmp_path / "ring.cfg"
    keyring.set_keyring(before)


def test_with_a_keyring_the_file_has_no_secret(tmp_path: Path, ring: Path) -> None:
    credentials = Credentials(tmp_path / "credentials")
    kept = logins.in_keyring(login(title="Kênh", channel="UC1"))
    logins.keep(credentials, kept)
    assert logins.read(credentials) == kept
    text = credentials.token_file.read_text()
    assert "secret" not in text.replace("client_secret", "")
    assert "Kênh" in text
    logins.forget(credentials)
    assert not credentials.token_file.exists()
    assert kept.keyring.replace("-", "_2D") not in ring.read_text()


def test_a_keyring_without_the_entry_asks_for_a_login(tmp_path: Path, ring: Path) -> None:
    credentials = Credentials(tmp_path / "credentials")
    logins.keep(credentials, logins.in_keyring(login()))
    ring.unlink()
    with pytest.raises(AccessError) as caught:
        logins.read(credentials)
    assert caught.value.code == "keyring-empty"


@pytest.mark.parametrize(
    ("told", "ends", "code"),
    [
        ({"error": "invalid_grant"}, None, "token-dead"),
        ({"error": "invalid_grant"}, NOW - timedelta(hours=1), "token-ended"),
        ({"error": "invalid_grant"}, NOW + timedelta(days=3), "token-revoked"),
        ({"error": "invalid_grant", "error_subtype": "invalid_rapt"}, None, "token-policy"),
        ({"error": "invalid_client"}, None, "token-client-gone"),
        ({"error": "deleted_client"}, None, "token-client-gone"),
        ({"error": "invalid_scope"}, None, "token-scope-cut"),
        ({"error": "admin_policy_enforced"}, None, "token-policy"),
    ],
)
def test_why_a_grant_is_dead_is_told_as_far_as_it_is_known(
    tmp_path: Path, google: TokenServer, told: dict[str, str], ends: datetime | None, code: str
) -> None:
    """Google says invalid_grant of nearly all; what was kept of the login tells more."""
    credentials = Credentials(tmp_path)
    uri = f"http://127.0.0.1:{google.server_port}/token"
    logins.keep(credentials, login(token_uri=uri, expiry=NOW, ends=ends, logged_in_at=NOW - timedelta(days=4)))
    google.answer = (400, told)
    with pytest.raises(LoginNeededError) as caught:
        GoogleBearer(credentials, lambda: NOW).token()
    assert caught.value.code == code


def test_half_a_year_without_use_is_told(tmp_path: Path, google: TokenServer) -> None:
    credentials = Credentials(tmp_path)
    uri = f"http://127.0.0.1:{google.server_port}/token"
    logins.keep(credentials, login(token_uri=uri, expiry=NOW - timedelta(days=200)))
    google.answer = (400, {"error": "invalid_grant"})
    with pytest.raises(LoginNeededError) as caught:
        GoogleBearer(credentials, lambda: NOW).token()
    assert caught.value.code == "token-unused"


def test_a_token_that_another_process_has_renewed_is_taken(tmp_path: Path, google: TokenServer) -> None:
    credentials = Credentials(tmp_path)
    saved(credentials, google, NOW + timedelta(hours=1))
    first, second = (GoogleBearer(credentials, lambda: NOW) for _ in range(2))
    assert first.token() == second.token() == "old-token"
    first.renew("old-token")
    second.renew("old-token")
    assert second.token() == "new-token"
    assert len(google.asked) == 1


def test_a_login_for_another_channel_during_a_run_is_not_taken(tmp_path: Path, google: TokenServer) -> None:
    """What is left of the run would go to the wrong channel."""
    credentials = Credentials(tmp_path)
    uri = f"http://127.0.0.1:{google.server_port}/token"
    logins.keep(credentials, login(token_uri=uri, channel="UC1", title="Một"))
    bearer = GoogleBearer(credentials, lambda: NOW)
    bearer.token()
    logins.keep(credentials, login(token="ya29.other", token_uri=uri, channel="UC2", title="Hai"))
    with pytest.raises(LoginNeededError) as caught:
        bearer.renew("ya29.secret")
    assert caught.value.code == "token-changed"


def test_a_login_whose_channel_is_not_known_is_not_taken_during_a_run(tmp_path: Path, google: TokenServer) -> None:
    """It may be for any channel: only the same grant, or one for the same channel, goes on."""
    credentials = Credentials(tmp_path)
    uri = f"http://127.0.0.1:{google.server_port}/token"
    logins.keep(credentials, login(token_uri=uri))
    bearer = GoogleBearer(credentials, lambda: NOW)
    bearer.token()
    logins.keep(credentials, login(token="ya29.other", refresh_token="1//other", token_uri=uri))
    for step in (lambda: bearer.renew("ya29.secret"), lambda: bearer.bind("UC1", "Một")):
        with pytest.raises(LoginNeededError) as caught:
            step()
        assert caught.value.code == "token-changed"
    assert logins.read(credentials).channel == ""


def test_a_new_login_for_the_same_channel_is_taken_during_a_run(tmp_path: Path, google: TokenServer) -> None:
    credentials = Credentials(tmp_path)
    logins.keep(credentials, login(channel="UC1"))
    bearer = GoogleBearer(credentials, lambda: NOW)
    bearer.token()
    logins.keep(credentials, login(token="ya29.other", refresh_token="1//other", channel="UC1"))
    bearer.renew("ya29.secret")
    assert bearer.token() == "ya29.other"


def test_a_short_lived_token_is_not_renewed_for_every_request(tmp_path: Path, google: TokenServer) -> None:
    credentials = Credentials(tmp_path)
    google.answer[1]["expires_in"] = 120
    now = datetime.now(UTC)
    saved(credentials, google, now - timedelta(hours=1))
    bearer = GoogleBearer(credentials, lambda: now)
    assert [bearer.token() for _ in range(3)] == ["new-token"] * 3
    assert len(google.asked) == 1


class Person:
    """Takes the address that is told, and goes where it leads with an answer."""

    def __init__(self, *answers: str, pasted: tuple[str, ...] = ()) -> None:
        self.answers, self.lines = answers, list(pasted)
        self.asked: dict[str, list[str]] = {}
        self.statuses: list[int] = []
        self.outcome: Any = None
        self.unfitting = 0

    def open(self, url: str) -> None:
        self.asked = parse_qs(urlsplit(url).query)
        self.lines = [line.format(**self.facts()) for line in self.lines]
        threading.Thread(target=self._visit).start()

    def facts(self) -> dict[str, str]:
        return {"back": self.asked["redirect_uri"][0], "state": self.asked["state"][0]}

    def _visit(self) -> None:
        for answer in self.answers:
            try:
                with urllib.request.urlopen(answer.format(**self.facts())) as got:
                    self.statuses.append(got.status)
            except urllib.error.HTTPError as error:
                self.statuses.append(error.code)
                error.close()

    def pasted(self) -> str | None:
        return self.lines.pop(0) if self.lines else None

    def unfit(self) -> None:
        self.unfitting += 1

    def page(self, outcome: Any) -> str:
        self.outcome = outcome
        return "<p>Xong</p>"


def client(google: TokenServer) -> clients.Client:
    address = f"http://127.0.0.1:{google.server_port}"
    return clients.Client("id", "client-secret", f"{address}/auth", f"{address}/token", is_device=False)


def log_in(google: TokenServer, person: Person, seconds: float = 5) -> Login:
    return browser.log_in(client(google), [MANAGE], person, lambda login: login, seconds)


def test_a_login_is_by_pkce_for_a_chosen_account_and_its_consent(google: TokenServer) -> None:
    person = Person("{back}?code=4/abc&state={state}")
    made = log_in(google, person)
    assert (made.token, made.refresh_token, made.scopes) == ("new-token", "refresh", (MANAGE,))
    asked = person.asked
    assert asked["code_challenge_method"] == ["S256"]
    assert 43 <= len(google.asked[0]["code_verifier"][0]) <= 128
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["select_account consent"])
    assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")


def test_stray_requests_do_not_end_a_login(google: TokenServer) -> None:
    """A browser asks for an icon, a probe for the front page, and another login comes back late."""
    strays = ("{back}favicon.ico", "{back}", "{back}?code=4/x&state=other", "{back}other?code=4/x&state={state}")
    person = Person(*strays, "{back}?code=4/abc&state={state}")
    assert log_in(google, person).token == "new-token"
    assert person.statuses[:4] == [404] * 4
    assert len(google.asked) == 1


def test_a_connection_that_says_nothing_does_not_hold_a_login_up(google: TokenServer) -> None:
    """Browsers open connections ahead of use."""

    class Ahead(Person):
        def open(self, url: str) -> None:
            at = urlsplit(parse_qs(urlsplit(url).query)["redirect_uri"][0])
            self.quiet = socket.create_connection((at.hostname or "", at.port or 0))
            super().open(url)

    person = Ahead("{back}?code=4/abc&state={state}")
    assert log_in(google, person).token == "new-token"
    person.quiet.close()


def test_an_unticked_scope_is_seen_in_what_was_granted(google: TokenServer) -> None:
    """A user may untick scopes on the consent page: what was granted counts, not what was asked for."""
    google.answer[1]["scope"] = READ
    assert log_in(google, Person("{back}?code=4/abc&state={state}")).scopes == (READ,)


@pytest.mark.parametrize(
    ("answer", "code"),
    [("error=access_denied", "login-denied"), ("error=server_error", "login-refused")],
)
def test_a_refusal_on_the_consent_page_is_said(google: TokenServer, answer: str, code: str) -> None:
    person = Person("{back}?" + answer + "&state={state}")
    with pytest.raises(AccessError) as caught:
        log_in(google, person)
    assert caught.value.code == code
    assert person.outcome is caught.value


def test_a_client_that_google_does_not_know_is_said(google: TokenServer) -> None:
    google.answer = (401, {"error": "invalid_client"})
    with pytest.raises(AccessError) as caught:
        log_in(google, Person("{back}?code=4/abc&state={state}"))
    assert caught.value.code == "client-refused"


def test_nobody_comes_back(google: TokenServer) -> None:
    with pytest.raises(AccessError) as caught:
        log_in(google, Person(), seconds=0.1)
    assert caught.value.code == "login-timeout"


@pytest.mark.parametrize(
    "line", ["{back}?state={state}&code=4/0AbCdEfGhIjK\n", " '4/0AbCdEfGhIjK' ", "?code=4/0AbCdEfGhIjK&state={state}"]
)
def test_the_answer_may_be_pasted(google: TokenServer, line: str) -> None:
    person = Person(pasted=("hello\n", "\n", line))
    assert log_in(google, person).token == "new-token"
    assert google.asked[0]["code"] == ["4/0AbCdEfGhIjK"]
    assert person.unfitting == 1


@pytest.mark.parametrize("line", ["4%2F0AbCdEfGhIjK", "http://[::1?state={state}&code=4/0AbCdEfGhIjK"])
def test_odd_ways_to_paste_an_answer(google: TokenServer, line: str) -> None:
    """A code as it stands in an address, and an address that is none."""
    assert log_in(google, Person(pasted=("http://[...", line))).token == "new-token"
    assert google.asked[0]["code"] == ["4/0AbCdEfGhIjK"]


def test_an_answer_that_came_in_time_is_waited_for(google: TokenServer) -> None:
    """What takes long is the exchange, not the person."""
    person, begun = Person("{back}?code=4/abc&state={state}"), threading.Event()

    def finish(made: Login) -> Login:
        begun.wait(0.4)  # longer than the login may take
        return made

    assert browser.log_in(client(google), [MANAGE], person, finish, 0.3).token == "new-token"


def test_a_defect_while_a_login_is_finished_is_raised_where_it_is_waited_for(google: TokenServer) -> None:
    person = Person("{back}?code=4/abc&state={state}")
    with pytest.raises(ZeroDivisionError):
        browser.log_in(client(google), [MANAGE], person, lambda _login: 1 // 0, 5)


def test_an_answer_without_a_refresh_token_is_no_login(google: TokenServer) -> None:
    del google.answer[1]["refresh_token"]
    with pytest.raises(AccessError) as caught:
        log_in(google, Person("{back}?code=4/abc&state={state}"))
    assert caught.value.code == "login-refused"
