"""Many clients at once, and a server that is killed among them: what was answered with 200 is there."""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sandbox_driver import Served

CLIENTS = 8
JOBS = 25  # a client


@dataclass
class Client:
    """One client: it makes a playlist, and then uploads videos, puts them in, and moves or renames things.

    It notes what was answered with 200, and what went wrong.
    """

    port: int
    number: int
    playlist: str = ""
    videos: dict[str, str] = field(default_factory=dict)  # id -> hash of what was sent
    entries: dict[str, str] = field(default_factory=dict)  # id -> video
    title: str = ""
    tried: str = ""
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.chance = random.Random(self.number)

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        named = {"Authorization": "Bearer any", **{name.replace("_", "-"): told for name, told in headers.items()}}
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        self.line.request(verb, path, raw, named)
        answer = self.line.getresponse()
        data = answer.read()
        if answer.status >= 300:
            self.errors.append(f"{verb} {path}: {answer.status} {data!r:.200}")
        return answer.status, json.loads(data) if data else dict(answer.headers)

    def run(self, jobs: int) -> None:
        try:
            self.make_playlist()
            for number in range(jobs):
                self.upload(number)
                if number % 5 == 4:
                    self.rename(f"Chuyên mục {self.number} lần {number}")
        except (OSError, http.client.HTTPException):
            pass  # the server was killed
        finally:
            self.line.close()

    def make_playlist(self) -> None:
        body = {"snippet": {"title": f"Chuyên mục {self.number}"}, "status": {"privacyStatus": "public"}}
        status, made = self.ask("POST", "/youtube/v3/playlists?part=snippet,status", body)
        if status == 200:
            self.playlist, self.title = made["id"], made["snippet"]["title"]

    def upload(self, number: int) -> None:
        data = self.chance.randbytes(self.chance.randrange(1, 200_000))
        told = {"X_Upload_Content_Length": str(len(data)), "X_Upload_Content_Type": "video/mp4"}
        path = "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status"
        body = {"snippet": {"title": f"Tin {self.number}.{number}"}, "status": {"privacyStatus": "public"}}
        status, begun = self.ask("POST", path, body, **told)
        if status != 200:
            return
        status, video = self.ask("PUT", "/" + begun["Location"].split("/", 3)[3], data)
        if status != 200:
            return
        self.videos[video["id"]] = hashlib.sha256(data).hexdigest()
        resource = {"kind": "youtube#video", "videoId": video["id"]}
        snippet = {"playlistId": self.playlist, "resourceId": resource, "position": 0}
        status, entry = self.ask("POST", "/youtube/v3/playlistItems?part=snippet", {"snippet": snippet})
        if status == 200:
            self.entries[entry["id"]] = video["id"]

    def rename(self, title: str) -> None:
        self.tried = title
        body = {"id": self.playlist, "snippet": {"title": title}, "status": {"privacyStatus": "public"}}
        if self.ask("PUT", "/youtube/v3/playlists?part=snippet,status", body)[0] == 200:
            self.title = title


def start(served: Served, jobs: int) -> tuple[list[Client], list[threading.Thread]]:
    setup = Client(served.port, -1)
    limits = {"quota": {"default": 10**9, "videos.insert": 10**6}, "playlists_a_day": None, "uploads_a_day": None}
    assert setup.ask("PUT", "/_sandbox/settings", limits)[0] == 200
    setup.line.close()
    clients = [Client(served.port, number) for number in range(CLIENTS)]
    threads = [threading.Thread(target=client.run, args=(jobs,)) for client in clients]
    for thread in threads:
        thread.start()
    return clients, threads


def check(served: Served, clients: list[Client], *, spare: int) -> None:
    """Everything that was answered is there, and at most `spare` a client of what was not."""
    reader = Client(served.port, -1)
    media = reader.ask("GET", "/_sandbox/media")[1]
    for client in clients:
        for video, digest in client.videos.items():
            assert media[video]["sha256"] == digest
        if not client.playlist:
            continue
        listed = reader.ask("GET", f"/youtube/v3/playlists?part=snippet&id={client.playlist}")[1]["items"]
        titles = {client.title, client.tried} if spare else {client.title}
        assert len(listed) == 1
        assert listed[0]["snippet"]["title"] in titles
        entries = read_all(reader, f"/youtube/v3/playlistItems?part=snippet&maxResults=50&playlistId={client.playlist}")
        assert [each["snippet"]["position"] for each in entries] == list(range(len(entries)))
        found = {each["id"]: each["snippet"]["resourceId"]["videoId"] for each in entries}
        assert client.entries.items() <= found.items()
        assert len(found) <= len(client.entries) + spare
    assert len(media) <= sum(len(client.videos) for client in clients) + spare * CLIENTS
    assert reader.errors == []
    reader.line.close()


def read_all(reader: Client, path: str) -> list[Any]:
    items, token = [], ""
    while token is not None:
        page = reader.ask("GET", path + (f"&pageToken={token}" if token else ""))[1]
        items += page["items"]
        token = page.get("nextPageToken")
    return items


def test_many_clients_at_once_meet_no_error_and_lose_no_write(served: Served) -> None:
    clients, threads = start(served, JOBS)
    for thread in threads:
        thread.join()
    assert [error for client in clients for error in client.errors] == []
    assert all(len(client.entries) == JOBS for client in clients)
    check(served, clients, spare=0)


@pytest.mark.parametrize("after", [1, 40, 150])
def test_a_server_killed_under_load_has_everything_that_it_answered(
    tmp_path: Path, serve: Callable[[Path], Served], after: int
) -> None:
    first = serve(tmp_path / "tube.db")
    clients, threads = start(first, 10_000)
    patience = time.monotonic() + 30
    while sum(len(client.videos) for client in clients) < after and time.monotonic() < patience:
        time.sleep(0.001)
    first.process.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join()
    first.process.communicate()
    assert [error for client in clients for error in client.errors] == []
    assert sum(len(client.videos) for client in clients) >= after
    check(serve(tmp_path / "tube.db"), clients, spare=1)


@pytest.mark.parametrize(
    "path",
    [
        "/youtube/v3/search?part=snippet&q=hai+phong",
        "/youtube/v3/channels?part=statistics&mine=true",
        "/youtube/v3/videos?part=id&chart=mostPopular",
        "/v2/reports?ids=channel==MINE&startDate=2025-01-01&endDate=2026-12-31&metrics=views&dimensions=day",
    ],
)
@pytest.mark.parametrize("kept", [False, True], ids=["memory", "file"])
def test_small_reads_and_writes_go_on_while_a_report_looks_at_a_large_channel(
    tmp_path: Path, serve: Callable[[Path | None], Served], path: str, *, kept: bool
) -> None:
    server = serve(tmp_path / "tube.db" if kept else None)
    asker, reader = Client(server.port, 1), Client(server.port, 2)
    reader.ask("PUT", "/_sandbox/settings", {"quota": {"default": 10**9}})
    reader.ask("POST", "/_sandbox/seed", {"videos": 20_000})
    report = threading.Thread(target=asker.ask, args=("GET", path))
    report.start()
    while not reader.ask("GET", "/_sandbox/journal")[1]["requests"]:
        pass  # it has not begun
    done = 0
    while report.is_alive():
        reader.make_playlist() if not done else reader.ask("GET", f"/youtube/v3/playlists?part=id&id={reader.playlist}")
        done += 1
    report.join()
    assert asker.errors == reader.errors == []
    assert done > 3
    asker.line.close()
    reader.line.close()
