"""The same story over HTTP: `sandbox serve` in one process, the commands in another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def served(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a served sandbox that the commands are pointed at."""
    command = [
        sys.executable,
        "-m",
        "ytchannel",
        "sandbox",
        "serve",
        "--port",
        "0",
        "--data",
        str(folder.path / "s.db"),
    ]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    assert first.startswith("Sandbox ready at http://127.0.0.1:")
    address = first.rsplit(" ", 1)[1]
    monkeypatch.setenv("YTCHANNEL_SANDBOX", address)
    yield address
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


def ask(address: str, what: str) -> Any:
    with urllib.request.urlopen(f"{address}/_sandbox/{what}") as answer:
        return json.load(answer)


def test_a_sync_over_http_is_the_same_and_the_journal_has_every_call(folder: Folder, served: str) -> None:
    result = folder.run("sync", "--yes", "--json")
    assert (result.code, result.json["cost"]["units"]) == (0, 700)
    journal = ask(served, "journal")
    assert [r["method"] for r in journal["requests"]] == [
        "youtube.channels.list",
        "youtube.playlists.list",
        "youtube.channelSections.list",
        *["youtube.playlists.insert"] * 7,
        *["youtube.channelSections.insert"] * 7,
    ]
    assert {r["bucket"] for r in journal["requests"]} == {"default"}
    assert journal["totals"]["default"] == 703
    assert folder.run("sync", "--yes", "--json").json["changes"] == []


@pytest.mark.parametrize("fault", ["lose", "drop", "503"])
def test_a_broken_connection_makes_nothing_twice(folder: Folder, served: str, fault: str) -> None:
    assert folder.run("sandbox", "fault", "youtube.playlists.insert", fault).code == 0
    folder.run("sync", "--yes")
    assert folder.run("sync", "--yes").code == 0
    requests = ask(served, "journal")["requests"]
    made = [r for r in requests if r["method"] == "youtube.playlists.insert" and r["status"] in (0, 200)]
    assert len(made) <= 8
    assert len(folder.run("stats", "--json").json["sections"]) == 7
    assert folder.run("sync", "--check").code == 0


def test_an_upload_over_http_that_breaks_goes_on(folder: Folder, served: str) -> None:
    content = folder.clip("a.mp4", os.urandom(3_000_000)).read_bytes()
    folder.write("videos.yaml", "videos:\n  - file: a.mp4\n    title: A\n    sections: [tin-co-so]\n")
    folder.run("sync", "--yes")
    folder.run("sandbox", "fault", "youtube.videos.insert", "drop-after-1000000", "503-after-500000")
    assert folder.run("upload", "--yes").code == 0
    inserts = [r for r in ask(served, "journal")["requests"] if r["method"] == "youtube.videos.insert"]
    assert sum(r["units"] for r in inserts) == 1
    assert sum(r["bytes"] for r in inserts) == len(content)
    (media,) = ask(served, "media").values()
    assert media["size"] == len(content)


def test_its_ledger_is_its_own(folder: Folder, served: str) -> None:
    """Sandbox and real state never mix, and neither do two sandboxes."""
    folder.run("sync", "--yes")
    port = served.rsplit(":", 1)[1]
    assert sorted(p.name for p in (folder.path / ".ytchannel").glob("*.db")) == [f"sandbox-127.0.0.1-{port}.db"]


def test_a_port_that_is_taken_is_said(folder: Folder, served: str) -> None:
    result = folder.run("sandbox", "serve", "--port", served.rsplit(":", 1)[1])
    assert result.code == 2
    assert "cannot be used" in result.err


def test_another_channel_than_the_declared_one_is_refused(folder: Folder, served: str) -> None:
    """`channel: id:` locks the folder to its channel; nothing is written to another one."""
    folder.replace("channel:\n", "channel:\n  id: UCxxxxxxxxxxxxxxxxxxxxxx\n")
    result = folder.run("sync", "--yes")
    assert result.code == 4
    assert "UCxxxxxxxxxxxxxxxxxxxxxx" in result.err
    assert {r["method"] for r in ask(served, "journal")["requests"]} == {"youtube.channels.list"}


def test_strict_auth_takes_named_tokens_only(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "ytchannel", "sandbox", "serve", "--port", "0", "--strict-auth"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    monkeypatch.setenv("YTCHANNEL_SANDBOX", process.stdout.readline().split()[-1])
    assert folder.run("sync", "--yes").code == 4
    process.terminate()
    process.wait(10)
    process.stdout.close()
