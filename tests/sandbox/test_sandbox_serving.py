"""What only a port shows: streams, cuts, processes that are killed, several clients at once."""

from __future__ import annotations

import hashlib
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sandbox_driver import Served

LIST = "/youtube/v3/playlists?part=id&mine=true"


@pytest.fixture
def web(served: Served) -> Iterator[requests.Session]:
    """A session with a token; the sandbox is empty and has its first settings."""
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer any"
        session.post(f"{served.url}/_sandbox/reset")
        yield session
        session.put(f"{served.url}/_sandbox/settings", json={"latency_ms": 0, "bandwidth": 0})


def begin(web: requests.Session, root: str, size: int) -> str:
    url = f"{root}/upload/youtube/v3/videos?uploadType=resumable&part=snippet"
    body = {"snippet": {"title": "Hội nghị"}}
    return web.post(url, json=body, headers={"X-Upload-Content-Length": str(size)}).headers["Location"]


def kept(web: requests.Session, session: str, size: int) -> str:
    answer = web.put(session, headers={"Content-Range": f"bytes */{size}"}, allow_redirects=False)
    assert answer.status_code == 308
    return answer.headers.get("Range", "")


def half(served: Served, session: str, size: int, sent: int) -> socket.socket:
    """A connection on which `sent` bytes of an upload have gone out, and no more come."""
    line = socket.create_connection(("127.0.0.1", served.port))
    path = session.removeprefix(served.url)
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\nContent-Range: bytes 0-{size - 1}/{size}\r\n\r\n"
    )
    line.sendall(head.encode() + bytes(sent))
    return line


def wait_for(web: requests.Session, served: Served, taken: int) -> None:
    """Wait until the journal says that so many bytes were taken."""
    for _ in range(200):
        entries = web.get(f"{served.url}/_sandbox/journal").json()["requests"]
        if entries and entries[-1]["bytes"] >= taken:
            return
        time.sleep(0.02)
    pytest.fail(f"never took {taken} bytes: {entries}")


def test_the_first_line_says_where_it_is(served: Served) -> None:
    assert served.first_line == f"Sandbox ready at http://127.0.0.1:{served.port}\n"


def test_the_address_of_a_session_is_on_the_host_that_was_called(served: Served, web: requests.Session) -> None:
    session = begin(web, f"http://localhost:{served.port}", 5)
    assert session.startswith(f"http://localhost:{served.port}/upload/youtube/v3/videos?")
    assert web.put(session, data=b"video").json()["kind"] == "youtube#video"


def test_the_address_of_a_session_is_https_behind_a_proxy_that_is(served: Served, web: requests.Session) -> None:
    """A session is on the scheme that the client called (facts 10)."""
    web.headers["X-Forwarded-Proto"] = "https"
    assert begin(web, served.url, 5).startswith(f"https://127.0.0.1:{served.port}/upload/")
    web.headers["X-Forwarded-Proto"] = "javascript"
    assert begin(web, served.url, 5).startswith(f"http://127.0.0.1:{served.port}/upload/")


def test_a_client_may_name_the_whole_address(served: Served, web: requests.Session) -> None:
    """Clients that take the sandbox for their proxy send the absolute form."""
    proxied = web.get("http://youtube.googleapis.com" + LIST, proxies={"http": served.url})
    assert (proxied.status_code, proxied.json()["items"]) == (200, [])


def test_the_date_of_an_answer_is_the_time_that_was_set(served: Served, web: requests.Session) -> None:
    settings = f"{served.url}/_sandbox/settings"
    web.put(settings, json={"now": "2030-01-02T10:04:05+07:00"})
    assert web.get(served.url + LIST).headers["Date"] == "Wed, 02 Jan 2030 03:04:05 GMT"
    assert web.get(f"{served.url}/nowhere").headers["Date"] == "Wed, 02 Jan 2030 03:04:05 GMT"
    web.put(settings, json={"now": None})
    assert "2030" not in web.get(served.url + LIST).headers["Date"]


def test_no_page_of_another_origin_steers(served: Served, web: requests.Session) -> None:
    reset = f"{served.url}/_sandbox/reset"
    assert web.post(reset, headers={"Origin": "http://example.com"}).status_code == 403
    assert web.post(reset, headers={"Origin": served.url}).status_code == 200


@pytest.mark.parametrize("fault", ["drop", "lose"])
def test_a_cut_connection_has_no_answer(served: Served, web: requests.Session, fault: str) -> None:
    web.post(f"{served.url}/_sandbox/faults", json={"method": "youtube.playlists.list", "faults": [fault]})
    with pytest.raises(requests.ConnectionError):
        web.get(served.url + LIST)
    assert web.get(served.url + LIST).status_code == 200


def test_a_connection_is_cut_in_the_middle_of_the_bytes(served: Served, web: requests.Session) -> None:
    size = 64 << 20
    session = begin(web, served.url, size)
    wish = {"method": "youtube.videos.insert", "faults": ["drop-after-1000000"]}
    web.post(f"{served.url}/_sandbox/faults", json=wish)
    blocks = (bytes(1 << 20) for _ in range(64))
    with pytest.raises(requests.ConnectionError):
        web.put(session, data=blocks, headers={"Content-Range": f"bytes 0-{size - 1}/{size}"})
    assert kept(web, session, size) == "bytes=0-999999"


def test_100_continue_is_answered_at_once(served: Served, web: requests.Session) -> None:
    session = begin(web, served.url, 5)
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        path = session.removeprefix(served.url)
        line.sendall(f"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n".encode())
        line.settimeout(1)
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"video")
        assert line.recv(100).startswith(b"HTTP/1.1 200 ")


def test_what_a_client_sent_before_it_died_is_kept(served: Served, web: requests.Session) -> None:
    size = 1 << 20
    session = begin(web, served.url, size)
    half(served, session, size, 300_001).close()
    for _ in range(200):
        if kept(web, session, size) == "bytes=0-300000":
            break
        time.sleep(0.02)
    assert kept(web, session, size) == "bytes=0-300000"
    entries = web.get(f"{served.url}/_sandbox/journal").json()["requests"]
    assert [(each["status"], each["bytes"]) for each in entries if each["phase"] == "bytes"] == [(0, 300_001)]


def test_a_killed_server_has_kept_what_arrived(tmp_path: Path, serve: Callable[[Path], Served]) -> None:
    size = 8 << 20
    first = serve(tmp_path / "sandbox.db")
    with requests.Session() as web:
        web.headers["Authorization"] = "Bearer any"
        session = begin(web, first.url, size)
        line = half(first, session, size, 3 << 20)
        wait_for(web, first, 3 << 20)
        first.end(signal.SIGKILL)
        line.close()
    second = serve(tmp_path / "sandbox.db")
    with requests.Session() as web:
        web.headers["Authorization"] = "Bearer any"
        session = session.replace(first.url, second.url)
        there = int(kept(web, session, size).rpartition("-")[2]) + 1
        assert there == 3 << 20
        rest = {"Content-Range": f"bytes {there}-{size - 1}/{size}"}
        assert web.put(session, data=bytes(size - there), headers=rest).status_code == 200
        media = web.get(f"{second.url}/_sandbox/media").json()
        assert [each["sha256"] for each in media.values()] == [hashlib.sha256(bytes(size)).hexdigest()]
        entry = web.get(f"{second.url}/_sandbox/journal").json()["requests"][1]
        assert (entry["status"], entry["bytes"]) == (0, there)
    assert second.end() == 0


def test_a_slow_request_holds_no_other_up(served: Served, web: requests.Session) -> None:
    web.post(f"{served.url}/_sandbox/faults", json={"method": "youtube.channels.list", "faults": ["slow-1"]})
    slow: list[float] = []

    def ask() -> None:
        started = time.perf_counter()
        url = f"{served.url}/youtube/v3/channels?part=id&mine=true"
        requests.get(url, headers={"Authorization": "Bearer any"})
        slow.append(time.perf_counter() - started)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    started = time.perf_counter()
    assert web.get(served.url + LIST).status_code == 200
    assert time.perf_counter() - started < 0.5
    thread.join()
    assert slow[0] >= 1


def test_latency_and_bandwidth_are_felt(served: Served, web: requests.Session) -> None:
    web.put(f"{served.url}/_sandbox/settings", json={"latency_ms": 100, "bandwidth": 2_000_000})
    session = begin(web, served.url, 1_000_000)
    started = time.perf_counter()
    assert web.put(session, data=bytes(1_000_000)).status_code == 200
    assert 0.55 < time.perf_counter() - started < 5


def test_memory_stays_flat_for_a_large_upload(served: Served, web: requests.Session) -> None:
    size = 300 << 20
    session = begin(web, served.url, size)
    web.get(served.url + LIST)
    before = served.peak()
    block = bytes(range(256)) * 4096
    answer = web.put(
        session, data=(block for _ in range(size >> 20)), headers={"Content-Range": f"bytes 0-{size - 1}/{size}"}
    )
    assert answer.status_code == 200
    media: dict[str, Any] = web.get(f"{served.url}/_sandbox/media").json()
    assert media[answer.json()["id"]]["size"] == size
    assert served.peak() - before < 24 << 20


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_and_keeps_what_was_arriving(
    tmp_path: Path, serve: Callable[[Path], Served], number: int
) -> None:
    server = serve(tmp_path / "sandbox.db")
    with requests.Session() as web:
        web.headers["Authorization"] = "Bearer any"
        session = begin(web, server.url, 1 << 20)
        line = half(server, session, 1 << 20, 300_000)
        wait_for(web, server, 300_000)
    started = time.perf_counter()
    assert server.end(number) == 0
    assert time.perf_counter() - started < 5
    line.close()
    again = serve(tmp_path / "sandbox.db")
    with requests.Session() as web:
        web.headers["Authorization"] = "Bearer any"
        assert kept(web, session.replace(server.url, again.url), 1 << 20) == "bytes=0-299999"
