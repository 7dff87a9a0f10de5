"""The command line in a temporary channel folder, on the embedded sandbox: what a user types and sees."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ytchannel.cli import run
from ytchannel.workflows.connecting import Target
from ytchannel.workflows.steering import steer

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

    def api(self, method: str, **params: Any) -> list[dict[str, Any]]:
        """The resources of a list, read by the client library apart from our gateway."""
        from googleapiclient.discovery import build
        from ytchannel.sandbox import Request, Sandbox

        class Http:
            def request(self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any) -> Any:
                import httplib2

                answer = sandbox.handle(
                    Request(method, uri, {"Authorization": "Bearer t", **(headers or {})}, body or b"")
                )
                return httplib2.Response({"status": answer.status, **answer.headers}), answer.body

        resource, verb = method.split(".")
        with Sandbox(self.path / ".ytchannel" / "sandbox.db") as sandbox:
            service = build("youtube", "v3", http=Http())
            items = []
            request = (
                getattr(getattr(service, resource)(), verb)(maxResults=50, **params)
                if verb == "list" and resource != "channelSections"
                else getattr(getattr(service, resource)(), verb)(**params)
            )
            while request is not None:
                answer = request.execute()
                items += answer.get("items", [])
                following = getattr(getattr(service, resource)(), "list_next", None)
                request = following(request, answer) if following else None
            return items

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def replace(self, old: str, new: str, name: str = "playlists.yaml") -> None:
        """Edit a file as a user would."""
        file = self.path / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Folder:
    """A fresh channel folder, which is the current one."""
    shutil.copy(ROOT / "playlists.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)  # pauses between tries, not the sandbox's own time
    return Folder(tmp_path, capsys)
