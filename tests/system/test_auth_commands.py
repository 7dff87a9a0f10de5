"""`auth login`, `status` and `logout` as typed: profiles, scopes by job, devices, the client file, the keyring."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import requests

from tests.clips import clip
from tests.sandbox.sandbox_person import READ, SSL, Person, over_http
from tests.system.offices import MINE, OTHER, OWNER, office  # noqa: F401 - a fixture
from ytchannel.sandbox.oauth.clients import TV

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.offices import Office

INSERT = "youtube.videos.insert"
ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly"


@pytest.mark.parametrize(
    ("job", "wanted"),
    [("reports", {READ, ANALYTICS}), ("uploads", {SSL}), ("everything", {READ, SSL, ANALYTICS})],
)
def test_a_login_asks_for_what_its_job_needs(office: Office, job: str, wanted: set[str]) -> None:  # noqa: F811
    assert office.log_in(MINE, "--for", job).code == 0
    assert set(office.saved()["scopes"]) == wanted


def test_what_was_granted_before_is_kept(office: Office) -> None:  # noqa: F811
    assert office.log_in(MINE, "--for", "reports").code == 0
    assert office.log_in(MINE, "--for", "uploads").code == 0
    assert set(office.saved()["scopes"]) == {READ, SSL, ANALYTICS}


def test_a_login_for_reports_reports_and_writes_nothing(office: Office) -> None:  # noqa: F811
    assert office.log_in(MINE, "--for", "reports").code == 0
    assert office.folder.run("stats").code == 0
    result = office.folder.run("sync", "--yes")
    assert result.code == 4
    assert "auth login --for uploads" in result.err
    assert office.writes() == []


def test_the_logins_are_listed_with_what_is_known_of_them(office: Office) -> None:  # noqa: F811
    assert office.log_in(MINE, "--account").code == 0
    assert office.log_in(OTHER, "--profile", "lan", "--for", "reports", "--config", "khac.yaml").code == 0
    result = office.folder.run("auth", "status")
    assert result.code == 0, result.err
    for part in (MINE, OTHER, "lan", OWNER, "everything", "reports", "Logged in at", "YouTube accepts this login"):
        assert part in result.out
    document = office.folder.run("auth", "status", "--json").json
    assert [(each["profile"], each["channel"]["title"], each["works"]) for each in document["logins"]] == [
        (None, MINE, True),
        ("lan", OTHER, True),
    ]
    assert document["login"]["account"] == OWNER
    assert document["logins"][1]["jobs"] == ["reports"]


def test_trying_a_login_costs_one_unit(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    office.tube.control("DELETE", "journal")
    assert office.folder.run("auth", "status").code == 0
    assert [each["method"] for each in office.tube.requests()] == ["youtube.channels.list"]
    assert office.tube.units()["default"] == 1


def test_without_the_default_login_the_others_are_listed_and_without_any_that_is_said(
    office: Office,  # noqa: F811
) -> None:
    result = office.folder.run("auth", "status")
    assert result.code == 4
    assert "You are not logged in" in result.err
    assert office.log_in(MINE, "--profile", "lan").code == 0
    result = office.folder.run("auth", "status", "--json")
    assert (result.code, [each["profile"] for each in result.json["logins"]]) == (0, ["lan"])


def test_testing_and_its_end_are_told(office: Office) -> None:  # noqa: F811
    office.tube.settings(consent="testing")
    assert office.log_in().code == 0
    result = office.folder.run("auth", "status", "--json")
    login = result.json["login"]
    assert login["testing"] is True
    ends = datetime.fromisoformat(login["ends"])
    assert timedelta(days=6, hours=23) < ends - datetime.now(UTC) < timedelta(days=7, minutes=1)
    assert "is in Testing" in office.folder.run("auth", "status").out


def test_a_dead_login_is_told_beside_one_that_works(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    assert office.log_in(OTHER, "--profile", "lan", "--config", "khac.yaml").code == 0
    office.change("lan", refresh_token="1//gone", expiry="2026-01-01T00:00:00Z", token="ya29.gone")
    result = office.folder.run("auth", "status", "--json")
    assert result.code == 0
    assert [each["works"] for each in result.json["logins"]] == [True, False]
    assert office.folder.run("auth", "status", "--profile", "lan").code == 4


def test_status_tells_which_channel_it_is_when_it_is_the_wrong_one(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    office.folder.replace("channel:\n", "channel:\n  id: UCabcdefghijklmnopqrstuv\n")
    result = office.folder.run("auth", "status")
    assert result.code == 4
    assert MINE in result.out
    assert "UCabcdefghijklmnopqrstuv" in result.err


def test_a_login_that_others_can_read_is_refused_with_a_warning(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    office.token().chmod(0o644)
    for command in (["sync", "--yes"], ["auth", "status"], ["stats"]):
        result = office.folder.run(*command)
        assert result.code == 4
        assert f"chmod 600 {office.token()}" in result.err
    assert office.writes() == []
    assert office.folder.run("auth", "logout", "--json").json == {"revoked": True}


def test_logout_revokes_or_only_forgets(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    secret = office.saved()["refresh_token"]
    assert office.folder.run("auth", "logout", "--local").code == 0
    assert not office.token().exists()
    told = requests.post(f"{office.tube.url}/revoke", data={"token": secret}, timeout=10)
    assert told.ok  # it was still good
    assert office.folder.run("auth", "logout").code == 4


def test_the_login_of_the_real_youtube_is_not_touched_from_a_sandbox(
    office: Office,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert office.log_in().code == 0
    assert office.folder.run("auth", "logout", "--sandbox").code == 0  # the served one, where it was made
    assert office.log_in().code == 0
    monkeypatch.setenv("YTCHANNEL_SANDBOX", "1")
    assert office.folder.run("auth", "logout").code == 2
    monkeypatch.setenv("YTCHANNEL_SANDBOX", "http://127.0.0.1:9")
    assert office.folder.run("auth", "logout").code == 4
    assert office.token().exists()


def test_a_permission_that_nobody_here_knows_may_be_left_unticked(office: Office) -> None:  # noqa: F811
    """A login that another program made is asked for again with all that it had."""
    upload = "https://www.googleapis.com/auth/youtube.upload"
    assert office.log_in().code == 0
    office.change(scopes=[*office.saved()["scopes"], upload])
    result = office.log_in(MINE, without=(upload,))
    assert result.code == 6
    assert "youtube.upload was left unticked" in result.err


def test_with_a_keyring_the_secrets_are_there_and_nowhere_else(office: Office, tmp_path: Path) -> None:  # noqa: F811
    import keyring
    from keyrings.alt.file import PlaintextKeyring

    before, mine = keyring.get_keyring(), PlaintextKeyring()
    mine.file_path = str(tmp_path / "outside" / "ring.cfg")
    keyring.set_keyring(mine)
    try:
        assert office.log_in(MINE, "--keyring").code == 0
        assert not {"token", "refresh_token", "client_secret"} & office.saved().keys()
        assert office.folder.run("sync", "--yes").code == 0
        assert "keyring" in office.folder.run("auth", "status").out
        assert office.folder.run("auth", "logout", "--json").json == {"revoked": True}
    finally:
        keyring.set_keyring(before)


def test_a_device_logs_in_by_a_code(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Google grants a device no captions and no Analytics, and that is said first."""
    file = office.folder.path / "credentials" / "client_secret.json"
    file.write_text(json.dumps(TV.file(office.tube.url)))
    person = Person(over_http, office.tube.url)
    from ytchannel.cli import login_talk

    told = login_talk.Talk.code

    def typed_in(talk: login_talk.Talk, url: str, code: str) -> None:
        told(talk, url, code)

        def visit() -> None:
            address = f"{url}?user_code={code}"
            ids = [value for _, value in person.reach(address, OWNER).forms[0].buttons]
            person.decide(address, OWNER, ids[0])

        threading.Thread(target=visit).start()

    monkeypatch.setattr(login_talk.Talk, "code", typed_in)
    result = office.folder.run("auth", "login", "--device")
    assert result.code == 0, result.err
    assert "no captions and no reports of Analytics" in result.err
    assert office.folder.run("sync", "--yes").code == 0
    (office.folder.path / "a.mp4").write_bytes(clip("a"))
    office.folder.write("a.vi.srt", "1\n00:00:00,000 --> 00:00:00,500\nXin chào\n")
    office.folder.write("videos.yaml", "videos:\n  - {file: a.mp4, title: A, captions: [a.vi.srt]}\n")
    refused = office.folder.run("upload", "--yes")
    assert refused.code == 4
    assert "youtube.captions.insert: the permission youtube.force-ssl is missing" in refused.err
    assert INSERT not in office.tube.methods()


def test_a_device_needs_a_client_of_its_own_type(office: Office) -> None:  # noqa: F811
    result = office.folder.run("auth", "login", "--device")
    assert result.code == 4
    assert "TVs and Limited Input devices" in result.err
    file = office.folder.path / "credentials" / "client_secret.json"
    file.write_text(json.dumps(TV.file(office.tube.url)))
    result = office.folder.run("auth", "login")
    assert result.code == 4
    assert "--device" in result.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "does not exist"),
        ("not json", "is not the JSON file"),
        ('{"web": {"client_id": "x"}}', "“Web application”"),
        ('{"type": "service_account", "private_key": "SECRETKEY"}', "service account"),
        ("AIza" + "S" * 35, "API key"),
    ],
)
def test_a_wrong_client_file_is_explained_with_the_steps(
    office: Office,  # noqa: F811
    content: str | None,
    told: str,
) -> None:
    file = office.folder.path / "credentials" / "client_secret.json"
    file.unlink()
    if content is not None:
        file.write_text(content)
    result = office.folder.run("auth", "login")
    assert result.code == 4
    assert told in result.err
    assert "4. Put the file into the folder credentials" in result.err
    assert "SECRETKEY" not in result.err
    assert "AIzaS" not in result.err


def test_the_embedded_sandbox_needs_no_login(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.delenv("YTCHANNEL_SANDBOX")
    result = office.folder.run("auth", "login", "--sandbox")
    assert result.code == 2
    assert "needs no login" in result.err
    assert office.folder.run("auth", "status", "--sandbox", "--json").json["channel"]["handle"] == "@kenhthunghiem"


def test_an_api_that_is_not_enabled_does_not_undo_the_login(office: Office) -> None:  # noqa: F811
    office.tube.settings(apis_enabled={"youtube": False})
    result = office.log_in()
    assert result.code == 4
    assert "is not enabled" in result.err
    assert office.token().exists()
    office.tube.settings(apis_enabled={"youtube": True})
    assert office.folder.run("auth", "status").code == 0
    assert office.saved()["channel"]["title"] == MINE
