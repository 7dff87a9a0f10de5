"""The command line in a temporary channel folder, on the embedded sandbox: what a user types and sees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clips import clip
from ytchannel.cli import run
from ytchannel.workflows import connecting
from ytchannel.workflows.connecting import Target
from ytchannel.workflows.steering import steer

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
SANDBOX = Target("embedded")


@dataclass
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


class Folder:
    """A channel folder with the real playlists.yaml, and the commands typed in it."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def run(self, *arguments: str) -> Result:
        """Type a command."""
        self._capsys.readouterr()
        code = run(list(arguments))
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)

    def sync(self, *more: str) -> Result:
        """Type `sync --sandbox --yes --json`."""
        return self.run("sync", "--sandbox", "--yes", "--json", *more)

    def upload(self, *more: str) -> Result:
        """Type `upload --sandbox --yes --json`."""
        return self.run("upload", "--sandbox", "--yes", "--json", *more)

    def steer(self, verb: str, what: str, wish: Any = None) -> Any:
        """Ask the sandbox's control plane."""
        return steer(self.path, SANDBOX, verb, what, wish)

    def fault(self, method: str, *faults: str, **more: str) -> None:
        """Queue faults."""
        self.steer("POST", "faults", {"method": method, "faults": list(faults), **more})

    def journal(self) -> list[dict[str, Any]]:
        """The requests since the last time it was emptied."""
        requests: list[dict[str, Any]] = self.steer("GET", "journal")["requests"]
        return requests

    def request(self, verb: str, path: str, body: Any = None) -> Any:
        """One request to the sandbox as somebody else would send it, e.g. from Studio; it has to succeed."""
        from ytchannel.sandbox import Request, Sandbox

        headers = {"Authorization": "Bearer other", "Content-Type": "application/json"}
        content = b"" if body is None else json.dumps(body).encode()
        with Sandbox(self.path / ".ytchannel" / "sandbox.db") as sandbox:
            answer = sandbox.handle(
                Request(verb, f"https://youtube.googleapis.com/youtube/v3/{path}", headers, content)
            )
        assert answer.status < 300, answer.body
        return json.loads(answer.body) if answer.body else None

    def items(self, path: str) -> list[dict[str, Any]]:
        """The resources of a list, read apart from our gateway."""
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            page = self.request("GET", path + token)
            found += page.get("items", [])
            if "nextPageToken" not in page:
                return found
            token = f"&pageToken={page['nextPageToken']}"

    def playlists(self) -> list[dict[str, Any]]:
        """The channel's playlists."""
        return self.items("playlists?part=snippet,status&mine=true&maxResults=50")

    def add_playlist(self, title: str) -> str:
        """A playlist made by somebody else; returns its id."""
        made = self.request("POST", "playlists?part=snippet,status",
                            {"snippet": {"title": title}, "status": {"privacyStatus": "public"}})  # fmt: skip
        return str(made["id"])

    def entries(self, playlist: str) -> list[str]:
        """The ids of the videos in a playlist, in its order."""
        resources = self.items(f"playlistItems?part=snippet&maxResults=50&playlistId={playlist}")
        return [resource["snippet"]["resourceId"]["videoId"] for resource in resources]

    def uploads(self) -> list[str]:
        """The ids of the channel's videos, newest first."""
        (channel,) = self.items("channels?part=contentDetails&mine=true")
        try:
            return self.entries(channel["contentDetails"]["relatedPlaylists"]["uploads"])
        except AssertionError as error:
            assert "playlistNotFound" in str(error)  # the channel has no videos
            return []

    def videos(self, part: str = "snippet,status") -> list[dict[str, Any]]:
        """The channel's videos."""
        ids = self.uploads()
        return [
            video
            for start in range(0, len(ids), 50)
            for video in self.items(f"videos?part={part}&maxResults=50&id={','.join(ids[start : start + 50])}")
        ]

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def clip(self, name: str, content: str | bytes = b"", size: int = 0) -> Path:
        """Write a whole video into the folder."""
        file = self.write(name, "")
        file.write_bytes(clip(content, size))
        return file

    def replace(self, old: str, new: str, name: str = "playlists.yaml") -> None:
        """Edit a file as a user would."""
        file = self.path / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@dataclass(frozen=True)
class Server:
    """A served sandbox."""

    url: str

    def ask(self, verb: str, what: str, wish: Any = None) -> Any:
        """A request of its control plane."""
        content = None if wish is None else json.dumps(wish).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox/{what}", content, method=verb)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A sandbox behind a port, for all tests of a module: `POST reset` empties it."""
    data = tmp_path_factory.mktemp("served") / "sandbox.db"
    command = [sys.executable, "-m", "ytchannel", "sandbox", "serve", "--port", "0", "--data", str(data)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield Server(process.stdout.readline().split()[-1])
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Folder:
    """A fresh channel folder, which is the current one."""
    shutil.copy(ROOT / "playlists.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("time.sleep", lambda _seconds: None)  # no pause between tries, no slow line
    return Folder(tmp_path, capsys)


@pytest.fixture
def clock(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time of YouTube and of this machine."""

    def at(when: str) -> None:
        folder.steer("PUT", "settings", {"now": when})

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return datetime.fromisoformat(when).astimezone(tz)

        monkeypatch.setattr(connecting, "datetime", Clock)

    return at


@pytest.fixture
def thursday(folder: Folder, clock: Any) -> Folder:
    """A synced channel on a Thursday at eight in the morning in Hanoi, and three files."""
    clock("2026-11-26T01:00:00Z")
    folder.sync()
    for name in "abc":
        (folder.path / f"{name}.mp4").write_bytes(clip(name))
    return folder
