"""What the sandbox bears: small reads a second, bytes a second against `curl -T`, memory after 4 GiB, a large channel.

Reads are compared with a bare aiohttp server that answers as many bytes; the rounds alternate. What a second of the
server's own processor does is told beside what the clock says, since the clients work on the same machine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ytchannel.sandbox import Request, Sandbox
from ytchannel.transport import AnyBearer, HttpTransport

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
READS, CONNECTIONS, ROUNDS = 1_000, 4, 5
UPLOAD, LARGE = 512 << 20, 4 << 30  # bytes
BLOCK = 1 << 20
HEAD = {"Authorization": "Bearer any"}

# A server that does nothing but answer.
BARE = """
import asyncio, sys
from aiohttp import web
async def main():
    body = b"x" * int(sys.argv[1])
    async def answer(request):
        return web.Response(body=body, headers={"Content-Type": "application/json; charset=UTF-8"})
    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"at http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


@dataclass(frozen=True)
class Server:
    """A process that serves."""

    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])

    def processor(self) -> float:
        """Seconds of processor that it has used."""
        used = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """The most memory that it has had, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) >> 10

    def control(self, verb: str, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """A request of the control plane; what it answers."""
        url = f"{self.url}/_sandbox/{what}"
        with urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), method=verb)) as answer:
            return dict(json.load(answer))


@contextmanager
def serving(command: list[str]) -> Iterator[Server]:
    """A server that tells its address at the end of its first line."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield Server(process, (process.stdout or sys.stdin).readline().split()[-1])
    finally:
        process.terminate()
        process.wait()


def run() -> bool:
    """Run all; False when a bound is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good = [reads_in_process(folder), reads_served(), uploads(folder), memory(folder), large(folder)]
    return all(good)


def told(what: str, figures: str) -> None:
    """A line."""
    print(f"{what:<44} {figures}")


def reads_in_process(folder: Path) -> bool:
    """Small reads a second of one thread, without HTTP."""
    with Sandbox(folder / "reads.db") as sandbox:
        request = Request("GET", small_read(sandbox), HEAD)
        best = 0.0
        for _ in range(ROUNDS):
            begun = time.process_time()
            for _ in range(READS):
                sandbox.handle(request)
            best = max(best, READS / (time.process_time() - begun))
        size = len(sandbox.handle(request).body)
    told(f"small reads in process ({size} bytes)", f"{best:.0f} a second of one core  (at least 3000)")
    return best >= 3_000


def small_read(sandbox: Sandbox) -> str:
    """Seed a channel; returns the address of one of its playlists."""
    control(sandbox, "PUT", "settings", {"quota": {"default": 10**9}})
    control(sandbox, "POST", "seed", {"videos": 200, "playlists": 7, "items_per_playlist": 20, "seed": 1})
    base = "http://sandbox.localhost/youtube/v3/playlists?"
    first = json.loads(sandbox.handle(Request("GET", base + "part=id&mine=true", HEAD)).body)["items"][0]["id"]
    return f"{base}part=snippet,status&id={first}"


def control(sandbox: Sandbox, verb: str, what: str, body: dict[str, Any]) -> None:
    """A request of the control plane."""
    sandbox.handle(Request(verb, f"http://sandbox.localhost/_sandbox/{what}", {}, json.dumps(body).encode()))


def reads_served() -> bool:
    """Small reads a second over HTTP, beside a server that does nothing."""
    with serving(["-m", "ytchannel", "sandbox", "serve", "--port", "0"]) as ours:
        ours.control("PUT", "settings", {"quota": {"default": 10**9}})
        ours.control("POST", "seed", {"videos": 200, "playlists": 7, "items_per_playlist": 20, "seed": 1})
        every = urllib.request.Request(f"{ours.url}/youtube/v3/playlists?part=id&mine=true", headers=HEAD)
        with urllib.request.urlopen(every) as answer:
            path = f"/youtube/v3/playlists?part=snippet,status&id={json.load(answer)['items'][0]['id']}"
        size = len(read(ours.port, path, 1))
        with serving(["-c", BARE, str(size)]) as bare:
            rounds = [(rate(ours, path), rate(bare, path)) for _ in range(ROUNDS)]
    wall, processor = (statistics.median(each[0][kind] for each in rounds) for kind in (0, 1))
    base_wall, base_processor = (statistics.median(each[1][kind] for each in rounds) for kind in (0, 1))
    told("small reads served", f"{wall:.0f} a second by the clock, {wall / base_wall:.2f} of a bare server")
    told("", f"{processor:.0f} a second of one core, {processor / base_processor:.2f} of it  (at least 3000)")
    return processor >= 3_000


def rate(server: Server, path: str) -> tuple[float, float]:
    """Reads a second by the clock, and by the server's processor, over a few connections."""
    used, begun = server.processor(), time.perf_counter()
    threads = [threading.Thread(target=read, args=(server.port, path, READS)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count = READS * CONNECTIONS
    return count / (time.perf_counter() - begun), count / max(server.processor() - used, 0.01)


def read(port: int, path: str, times: int) -> bytes:
    """Read a path so often over one connection, with as little work of our own as can be; the last body."""
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\n\r\n".encode()
    body = b""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(times):
            line.sendall(asked)
            head = b""
            while b"\r\n\r\n" not in head:
                head += line.recv(1 << 16)
            head, _, body = head.partition(b"\r\n\r\n")
            found = re.search(rb"(?i)content-length: (\d+)", head)
            size = int(found[1]) if found else 0
            while len(body) < size:
                body += line.recv(1 << 16)
    return body


def uploads(folder: Path) -> bool:
    """Bytes a second into the same server: `curl -T`, and the transport of this tool."""
    file = folder / "video.mp4"
    with file.open("wb") as stream:
        stream.truncate(UPLOAD)
    if shutil.which("curl") is None:
        told("upload", "not measured: curl is not here to compare with")
        return True
    with serving(["-m", "ytchannel", "sandbox", "serve", "--port", "0", "--data", str(folder / "up.db")]) as server:
        pairs = [(by_curl(server, file), by_transport(server, file)) for _ in range(ROUNDS)]
    theirs, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    told(f"upload of {UPLOAD >> 20} MiB", f"{ours:.0f} MB/s, {ours / theirs:.2f} of curl -T ({theirs:.0f})")
    return True


def by_curl(server: Server, file: Path) -> float:
    """MB a second of curl."""
    session, begun = begin(server, file.stat().st_size), time.perf_counter()
    subprocess.run(["curl", "-sf", "-o", os.devnull, "-T", str(file), session], check=True)
    return file.stat().st_size / 1e6 / (time.perf_counter() - begun)


def by_transport(server: Server, file: Path) -> float:
    """MB a second of this tool's transport."""
    size = file.stat().st_size
    session, begun = begin(server, size), time.perf_counter()
    with file.open("rb") as stream:
        headers = {"Content-Range": f"bytes 0-{size - 1}/{size}"}
        answer = HttpTransport(AnyBearer()).send("PUT", session, headers, Blocks(stream, size))
    if answer.status != 200:
        raise RuntimeError(answer)
    return size / 1e6 / (time.perf_counter() - begun)


@dataclass(frozen=True)
class Blocks:
    """A file as a body."""

    stream: IO[bytes]
    size: int

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.stream.read(BLOCK), b"")


def begin(server: Server, size: int) -> str:
    """Begin an upload session; returns its address."""
    server.control("POST", "reset", {})
    body = json.dumps({"snippet": {"title": "Hội nghị giao ban"}}).encode()
    told = {
        **HEAD,
        "Content-Type": "application/json",
        "X-Upload-Content-Length": str(size),
        "X-Upload-Content-Type": "video/mp4",
    }
    url = f"{server.url}/upload/youtube/v3/videos?uploadType=resumable&part=snippet"
    with urllib.request.urlopen(urllib.request.Request(url, body, told)) as answer:
        return str(answer.headers["Location"])


def memory(folder: Path) -> bool:
    """The server's memory before and after an upload of 4 GiB: it must not grow with the file."""
    if shutil.disk_usage(folder).free < 3 * LARGE:
        told("memory after 4 GiB", "not measured: less than 12 GiB free on the disk")
        return True
    file = folder / "large.mp4"
    with file.open("wb") as stream:
        stream.truncate(LARGE)  # zeros that take no room here
    with serving(["-m", "ytchannel", "sandbox", "serve", "--port", "0", "--data", str(folder / "large.db")]) as server:
        begin(server, 1)
        before, begun = server.memory(), time.perf_counter()
        by_transport(server, file)
        after, took = server.memory(), time.perf_counter() - begun
    grown = after - before
    told(f"memory after 4 GiB ({took:.0f} s)", f"{after} MiB, {grown} more than before  (at most 32)")
    return grown <= 32


def large(folder: Path) -> bool:
    """20,000 videos and 200 playlists: how long seeding takes, and whether the last page is slower than the first."""
    with Sandbox(folder / "many.db") as sandbox:
        begun = time.perf_counter()
        control(sandbox, "POST", "seed", {"videos": 20_000, "playlists": 200, "items_per_playlist": 200, "seed": 1})
        took = time.perf_counter() - begun
        control(sandbox, "PUT", "settings", {"quota": {"default": 10**9}})
        base = "http://sandbox.localhost/youtube/v3/"
        mine = Request("GET", base + "channels?part=contentDetails&mine=true", HEAD)
        channel = json.loads(sandbox.handle(mine).body)["items"][0]
        uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
        times = list(paged(sandbox, f"{base}playlistItems?part=snippet&maxResults=50&playlistId={uploads}"))
    first, last = statistics.median(times[:20]), statistics.median(times[-20:])
    told("20,000 videos and 200 playlists seeded", f"{took:.1f} s  (at most 60)")
    told("pages of 50 of them", f"{len(times)}, the last ones {last / first:.2f} times the first  (at most 2)")
    return took <= 60 and last <= 2 * first


def paged(sandbox: Sandbox, url: str) -> Iterator[float]:
    """Read all pages; the seconds that each took."""
    token = ""
    while token is not None:
        begun = time.perf_counter()
        body = json.loads(sandbox.handle(Request("GET", f"{url}&pageToken={token}" if token else url, HEAD)).body)
        yield time.perf_counter() - begun
        token = body.get("nextPageToken")
