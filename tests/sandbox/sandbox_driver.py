"""How the tests talk to a sandbox: plain requests, and the one client library behind both its doors."""

from __future__ import annotations

import importlib.util
import json
import select
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ytchannel.sandbox import Request, Response, Sandbox
from ytchannel.sandbox.discovery.document import youtube
from ytchannel.sandbox.discovery.shapes import check

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = "http://sandbox.localhost"
CHUNK = 256 << 10


@dataclass
class Clock:
    """A time that a test sets, and how long was slept."""

    now: datetime = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def reason(self) -> str:
        return str(self.body["error"]["errors"][0]["reason"])

    @property
    def where(self) -> str:
        return str(self.body["error"]["errors"][0].get("location", ""))

    @property
    def refused(self) -> tuple[int, str]:
        return self.status, self.reason


class Driver:
    """Requests to an embedded sandbox. Every resource that is answered has to fit the discovery document."""

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self._numbers = count()

    def send(self, verb: str, url: str, body: Any = b"", **headers: str) -> Answer:
        """Send; keyword arguments are headers, with _ for -."""
        if isinstance(body, dict):
            body = json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = url if url.startswith("http") else ROOT + url
        got = self.sandbox.handle(Request(verb, url, {"Authorization": "Bearer any", **named}, body))
        return read(got)

    def call(self, method: str, body: Any = b"", headers: dict[str, str] | None = None, **query: Any) -> Answer:
        """Call a method of the API by its short name: "playlists.insert"."""
        found = youtube().methods[f"youtube.{method}"]
        got = self.send(found.verb, f"/{found.path}?{urlencode(query, doseq=True)}", body, **(headers or {}))
        if got.status == 200:
            check(youtube(), _answers()[found.id], got.body, "answer")
        return got

    def upload(self, method: str, data: bytes, body: Any = None, mime: str = "", **query: Any) -> Answer:
        """Call a method with media in the one request: "captions.insert"."""
        found = youtube().methods[f"youtube.{method}"]
        start = f"--cut\r\nContent-Type: application/json\r\n\r\n{json.dumps(body or {})}\r\n--cut\r\n"
        sent = f"{start}Content-Type: {mime or 'application/octet-stream'}\r\n\r\n".encode() + data + b"\r\n--cut--"
        url = f"/upload/{found.path}?{urlencode({'uploadType': 'multipart', **query}, doseq=True)}"
        got = self.send(found.verb, url, sent, Content_Type="multipart/related; boundary=cut")
        if got.status == 200:
            check(youtube(), _answers()[found.id], got.body, "answer")
        return got

    def control(self, verb: str, what: str, body: Any = b"") -> Any:
        got = self.send(verb, f"/_sandbox/{what}", body)
        return got.body if got.status == 200 else got

    def settings(self, **wish: Any) -> Any:
        return self.control("PUT", "settings", wish)

    def fault(self, method: str, *faults: str, **more: str) -> Any:
        return self.control("POST", "faults", {"method": f"youtube.{method}", "faults": list(faults), **more})

    def journal(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "journal")["requests"])

    # Resources that tests begin with.

    def playlist(self, title: str = "Tin cơ sở", privacy: str = "public") -> str:
        body = {"snippet": {"title": title}, "status": {"privacyStatus": privacy}}
        return str(self.call("playlists.insert", body, part="snippet,status").body["id"])

    def begin(self, size: int | None, body: Any = None, part: str = "snippet,status", **headers: str) -> Answer:
        told = {} if size is None else {"X_Upload_Content_Length": str(size)}
        url = f"/upload/youtube/v3/videos?uploadType=resumable&part={part}"
        return self.send("POST", url, body or {"snippet": {"title": "Hội nghị"}}, **told, **headers)

    def session(self, size: int | None, body: Any = None) -> str:
        return self.begin(size, body).headers["location"]

    def put(self, session: str, data: bytes | Iterable[bytes] = b"", span: str = "", **headers: str) -> Answer:
        """Send bytes of a session; `span` is "0-9/10", or "*/10" to ask."""
        more = {"Content_Range": f"bytes {span}"} if span else {}
        return self.send("PUT", session, data, **more, **headers)

    def video(self, data: bytes | None = None, **body: Any) -> str:
        """Upload a video, of other bytes each time unless they are given: the same ones are rejected as a duplicate."""
        if data is None:
            data = b"video\0%d" % next(self._numbers)
        got = self.put(self.session(len(data), {"snippet": {"title": "Hội nghị"}, **body}), data)
        return str(got.body["id"])

    def item(self, playlist: str, video: str, position: int | None = None, **contents: str) -> Answer:
        snippet: dict[str, Any] = {"playlistId": playlist, "resourceId": {"kind": "youtube#video", "videoId": video}}
        if position is not None:
            snippet["position"] = position
        body = {"snippet": snippet, "contentDetails": contents}
        return self.call("playlistItems.insert", body, part="snippet,contentDetails")

    def order(self, playlist: str) -> list[str]:
        """The videos of a playlist in their order, whose positions count from 0."""
        items = self.call("playlistItems.list", part="snippet", playlistId=playlist, maxResults=50).body["items"]
        assert [each["snippet"]["position"] for each in items] == list(range(len(items)))
        return [each["snippet"]["resourceId"]["videoId"] for each in items]


def read(got: Response) -> Answer:
    headers = {name.lower(): value for name, value in got.headers.items()}
    is_json = headers.get("content-type", "").startswith("application/json")
    return Answer(got.status, headers, json.loads(got.body) if is_json else got.body or {})


@cache
def discovery() -> dict[str, Any]:
    """The discovery document itself."""
    spec = importlib.util.find_spec("googleapiclient")
    assert spec
    assert spec.origin
    file = Path(spec.origin).parent / "discovery_cache" / "documents" / "youtube.v3.json"
    return dict(json.loads(file.read_bytes()))


@cache
def _answers() -> dict[str, str]:
    """The schema of each method's answer."""
    return {
        method["id"]: method["response"]["$ref"]
        for resource in discovery()["resources"].values()
        for method in resource.get("methods", {}).values()
        if "response" in method
    }


class Http:
    """What the client library takes for an httplib2.Http: it calls the embedded sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any
    ) -> tuple[Any, bytes]:
        import httplib2

        if hasattr(body, "read"):
            stream = body
            body = iter(lambda: stream.read(8192), b"")
        elif isinstance(body, str):
            body = body.encode()
        named = {"authorization": "Bearer any", **(headers or {})}
        got = self._sandbox.handle(Request(method, uri, named, body or b""))
        shown = {"status": str(got.status), **{name.lower(): value for name, value in got.headers.items()}}
        return httplib2.Response(shown), got.body

    def close(self) -> None:
        """There is no connection."""


class Served:
    """A sandbox served by a process of its own."""

    def __init__(self, data: Path | None = None) -> None:
        told = f"Path({str(data)!r})" if data else "None"
        code = f"from pathlib import Path; from ytchannel.sandbox.serve import serve; serve({told}, '127.0.0.1', 0)"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        assert select.select([self.process.stdout], [], [], 20)[0]
        self.first_line = self.process.stdout.readline()
        self.url = self.first_line.removeprefix("Sandbox ready at ").strip()
        self.port = int(self.url.rpartition(":")[2])

    def peak(self) -> int:
        """The most memory that the process has had, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) << 10

    def end(self, number: int = signal.SIGTERM) -> int:
        """End the process by a signal; returns its exit code."""
        self.process.send_signal(number)
        said, complained = self.process.communicate(timeout=10)
        assert (said, complained) == ("", "")
        return self.process.returncode
