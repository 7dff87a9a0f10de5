"""The sandbox's own commands: what they say when something is typed wrong, and which sandbox they mean."""

from __future__ import annotations

import json
import socket
import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from ytchannel import words
from ytchannel.cli import run
from ytchannel.sandbox.testing import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.conftest import Folder


# Which sandbox.


def test_a_fault_says_which_sandbox_it_waits_in(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who serves one in another terminal and forgets YTCHANNEL_SANDBOX would steer the folder's own one."""
    lose = ("sandbox", "fault", "youtube.playlists.insert", "lose")
    assert str(folder.path / ".ytchannel" / "sandbox.db") in folder.run(*lose).out
    with running() as tube:
        monkeypatch.setenv("YTCHANNEL_SANDBOX", tube.url)
        assert tube.url in folder.run(*lose).out
        assert tube.faults() == [{"method": "youtube.playlists.insert", "faults": ["lose"]}]
        assert tube.url in folder.run("sandbox", "seed").out
        assert tube.url in folder.run("sandbox", "reset").out


def test_a_sandbox_that_is_not_served_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", "http://127.0.0.1:9")
    for command in (["journal"], ["reset"], ["fault", "youtube.playlists.insert", "lose"]):
        result = folder.run("sandbox", *command)
        assert result.code == 6
        assert "http://127.0.0.1:9/" in result.err
        assert "ytchannel sandbox serve" in result.err
        assert "Check the network" not in result.err
    assert "127.0.0.1:9" in folder.run("sync", "--yes").err


def test_what_answers_and_is_no_sandbox_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE HTML><html>Not here</html>")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.handle_request).start()
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("YTCHANNEL_SANDBOX", address)
        result = folder.run("sandbox", "journal")
    assert result.code == 2
    assert address in result.err
    assert "<" not in result.err


def test_an_address_with_a_path_is_no_address_of_a_sandbox(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", "http://127.0.0.1:8080/youtube/v3")
    result = folder.run("sandbox", "journal")
    assert (result.code, "it takes 1, 0 or an address" in result.err) == (2, True)


# Faults.


@pytest.mark.parametrize(
    ("typed", "queued"),
    [
        ("playlists.insert", "youtube.playlists.insert"),
        ("youtube.playlists.insert", "youtube.playlists.insert"),
        ("youtubeAnalytics.reports.query", "youtubeAnalytics.reports.query"),
        ("youtubereporting.jobs.list", "youtubereporting.jobs.list"),
    ],
)
def test_a_fault_is_queued_for_a_method_of_any_api(folder: Folder, typed: str, queued: str) -> None:
    result = folder.run("sandbox", "fault", typed, "500", "--json")
    assert result.json == {"faults": [{"method": queued, "faults": ["500"]}]}


@pytest.mark.parametrize(
    ("method", "fault", "near"),
    [
        ("youtube.playlists.insrt", "lose", "youtube.playlists.insert"),
        ("reports.query", "500", "youtubeAnalytics.reports.query"),
        ("youtube.playlists.insert", "loose", "lose"),
        ("youtube.playlists.insert", "503-afer-100", "CODE-after-N"),
        ("youtube.playlists.insert", "tomorrow", "CODE, CODE-reason"),
        ("youtube.videos.insert", "process-fail-codek", "codec"),
    ],
)
def test_a_fault_that_is_misspelt_is_met_with_what_was_meant(
    folder: Folder, method: str, fault: str, near: str
) -> None:
    result = folder.run("sandbox", "fault", method, fault)
    assert result.code == 2
    assert near in result.err.replace(f"'{method}'", "").replace(f"'{fault}'", "")


# Serving.


def test_a_port_that_is_taken_is_said_in_few_words(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        assert run(["sandbox", "serve", "--port", str(taken.getsockname()[1])]) == 2
    told = capfd.readouterr().err
    assert "Address already in use" in told
    assert "attempting to bind" not in told


def test_a_host_that_is_none_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["sandbox", "serve", "--port", "0", "--host", "no.such.host.invalid"]) == 2
    assert "--host" in capfd.readouterr().err


@pytest.mark.parametrize("what", ["text", "folder", "later", "other"])
def test_a_file_that_cannot_keep_a_sandbox_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], what: str
) -> None:
    """Nothing is written into the database of another program."""
    file = tmp_path / "data.db"
    if what == "text":
        file.write_text("Nothing that SQLite could read. " * 99)
    elif what == "folder":
        file.mkdir()
    else:
        with closing(sqlite3.connect(file)) as db:
            db.execute("CREATE TABLE theirs (a)")
            db.execute(f"PRAGMA user_version = {999 if what == 'later' else 0}")
    before = file.read_bytes() if file.is_file() else b""
    assert run(["sandbox", "serve", "--port", "0", "--data", str(file)]) == 2
    told = capfd.readouterr().err
    assert str(file) in told
    assert "port" not in told.lower()
    assert (file.read_bytes() if file.is_file() else b"") == before


def test_a_client_file_of_google_is_not_overwritten(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "client_secret.json"
    file.write_text(json.dumps({"installed": {"client_id": "1-a.apps.googleusercontent.com"}}))
    before = file.read_bytes()
    assert run(["sandbox", "serve", "--port", "0", "--client-file", str(file)]) == 2
    assert str(file) in capfd.readouterr().err
    assert file.read_bytes() == before


# The command line.


@pytest.mark.parametrize("group", ["sandbox", "auth"])
def test_help_on_a_group_is_said_in_the_language_that_is_asked_for(
    group: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words.use("vi")
    assert run([group, "--help", "--lang", "vi"]) == 0
    assert capsys.readouterr().out.startswith("Cách dùng: ytchannel")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["serve", "--port", "http"], "--port cần một số nguyên."),
        (["serve", "--port", "99999"], "--port nhiều nhất là 65535."),
        (["seed", "--videos", "-1"], "--videos ít nhất là 0."),
        (["serve", "8080"], "Thừa các từ sau: 8080."),
    ],
)
def test_wrong_numbers_are_told_in_vietnamese(typed: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    words.use("vi")
    assert run(["sandbox", *typed]) == 2
    assert told in capsys.readouterr().err
