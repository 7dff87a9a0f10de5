"""How fast videos go up, against `curl -T` of the same file into the same served sandbox, the two in turn.

What a user waits for is the whole command: start, plan, upload, metadata. That, and the transfer alone (begin, bytes,
answer, ledger), stand beside curl's PUT into a session that was begun for it. The server hashes all that comes and is
the bottleneck for both, so that a ratio near one says that the client adds nothing.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.commands import YTCHANNEL
from bench.sandbox import ROOT, Server, begin, serving, told
from bench.sync import Silent
from ytchannel.bandwidth import UNLIMITED, timetable
from ytchannel.config import load_channel
from ytchannel.workflows import upload
from ytchannel.workflows.connecting import Target, connect
from ytchannel.workflows.jobs import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

FILM = ROOT / "ytchannel" / "demo" / "hoi-nghi.mp4"
MIB, GIB = 1 << 20, 1 << 30
SIZES = {GIB: 5, 4 * GIB: 2}  # rounds of each
LATENCIES = (0, 100)  # milliseconds
MEMORY = (64 * MIB, GIB, 4 * GIB)
LIMIT, LIMITED = "20M", 200 * MIB
MOST = 64  # MiB above a run that uploads nothing
LEAST = 0.9  # of curl, by the transfer alone
NEAR = 0.05  # of the limit

CHANNEL = """
channel: {handle: "@danguykhoidoanhnghiephp", timezone: Asia/Ho_Chi_Minh}
sections: [{key: tin-co-so, title: Tin cơ sở}]
"""
MANIFEST = "videos: [{file: video.mp4, title: Hội nghị, sections: [tin-co-so]}]"


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processor, and the most memory in MiB."""

    seconds: float
    processor: float
    memory: int = 0


def run() -> bool:
    """Run all; False when a bound is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if shutil.which("curl") is None or shutil.disk_usage(folder).free < 3 * max(SIZES):
            told("uploads", "not measured: curl is not here to compare with, or less than 12 GiB free on the disk")
            return True
        serve = ["-m", "ytchannel", "sandbox", "serve", "--port", "0", "--data", str(folder / "sandbox.db")]
        with serving(serve) as server:
            good = [speed(server, folder / "channel", size, ms) for size in SIZES for ms in LATENCIES]
            good += [memory(server, folder / "channel"), limited(server, folder / "channel")]
    return all(good)


def speed(server: Server, folder: Path, size: int, latency: int) -> bool:
    """Curl, the transfer alone and the whole command in turn."""
    rounds = []
    for _ in range(SIZES[size]):
        fresh(server, folder, size, latency)
        session = begin(server, size)
        curl = cost(["curl", "-sf", "-o", os.devnull, "-T", str(folder / "video.mp4"), session], folder, server)
        fresh(server, folder, size, latency)
        bare = transfer(server, folder)
        fresh(server, folder, size, latency)
        rounds.append((curl, bare, cost([*YTCHANNEL, "upload", "--yes"], folder, server)))
    # The machine does other things too: what each can do shows in its best round.
    bests = [Cost(min(e.seconds for e in each), min(e.processor for e in each)) for each in zip(*rounds, strict=True)]
    theirs = bests[0]
    for name, best in zip(("curl -T", "the transfer alone", "the whole command"), bests, strict=True):
        speeds = f"{size / 1e6 / best.seconds:5.0f} MB/s, {theirs.seconds / best.seconds:4.2f} of curl"
        told(f"{size // GIB} GiB at {latency} ms: {name}", f"{speeds}, {best.processor * GIB / size:4.2f} CPU s a GiB")
    return theirs.seconds >= LEAST * bests[1].seconds


def memory(server: Server, folder: Path) -> bool:
    """The most memory of a run, above that of one which uploads nothing."""
    found = []
    for size in MEMORY:
        fresh(server, folder, size, 0)
        found.append(cost([*YTCHANNEL, "upload", "--yes"], folder, server).memory)
    idle = cost([*YTCHANNEL, "upload", "--yes"], folder, server).memory
    above = ", ".join(f"{size // MIB} MiB: {peak - idle}" for size, peak in zip(MEMORY, found, strict=True))
    told("memory above a run that uploads nothing", f"{above} MiB, idle {idle}  (at most {MOST})")
    return max(found) - idle <= MOST


def limited(server: Server, folder: Path) -> bool:
    """How near the limit of bandwidth is kept."""
    fresh(server, folder, LIMITED, 0)
    rate = LIMITED / transfer(server, folder, LIMIT).seconds
    wanted = timetable(LIMIT).otherwise or 0
    told(f"--bwlimit {LIMIT}", f"{rate / MIB:.2f} MiB/s, {rate / wanted:.3f} of it  (within {NEAR:.0%})")
    return abs(rate / wanted - 1) <= NEAR


def fresh(server: Server, folder: Path, size: int, latency: int) -> None:
    """An empty channel, a folder that knows nothing of it, and a file that takes no room on the disk."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    server.control("POST", "reset", {})
    server.control("PUT", "settings", {"latency_ms": 0})
    (folder / "playlists.yaml").write_text(CHANNEL, encoding="utf-8")
    (folder / "videos.yaml").write_text(MANIFEST, encoding="utf-8")
    film = FILM.read_bytes()
    with (folder / "video.mp4").open("wb") as stream:  # a whole video, the rest in a box that is passed over
        stream.write(film + (1).to_bytes(4) + b"free" + (size - len(film)).to_bytes(8))
        stream.truncate(size)
    cost([*YTCHANNEL, "sync", "--yes"], folder, server)
    server.control("PUT", "settings", {"latency_ms": latency})


def transfer(server: Server, folder: Path, limit: str = "") -> Cost:
    """What the transfer takes alone, in this process."""
    channel = load_channel(folder / "playlists.yaml")
    with connect(channel, Target("served", server.url + "/"), writes=True) as connection:
        planned = upload.plan(connection, read_manifest(connection, None))
        watch = Timed()
        upload.apply(connection, planned, watch, limits=timetable(limit) if limit else UNLIMITED)
    return watch.cost


class Timed(Silent):
    """Watches the upload."""

    def __init__(self) -> None:
        self._begun: tuple[float, float] | None = None
        self.cost = Cost(0, 0)

    def began(self, *_: object) -> None:
        """The clock runs from the first change on, which is the upload."""
        if self._begun is None:
            self._begun = time.perf_counter(), time.process_time()

    def ended(self, *_: object) -> None:
        """The first end is the upload's."""
        if self._begun and not self.cost.seconds:
            self.cost = Cost(time.perf_counter() - self._begun[0], time.process_time() - self._begun[1])


def cost(command: list[str], folder: Path, server: Server) -> Cost:
    """What a whole process takes, which has to end well."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "YTCHANNEL_SANDBOX": server.url}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with watched(process) as peak:
        code = process.wait()
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if code:
        raise RuntimeError(command)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, used, max(peak))


@contextmanager
def watched(process: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    """The memory of a process meanwhile, in MiB. What the system tells at the end would count this process too."""
    peak, over = [0], threading.Event()
    status = Path(f"/proc/{process.pid}/status")

    def watch() -> None:
        while not over.wait(0.02):
            try:
                told = status.read_text().partition("VmHWM:")[2].split()
            except OSError:
                continue
            peak.extend([int(told[0]) >> 10] if told else [])

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()
