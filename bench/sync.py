"""How a sync grows with the channel: requests and seconds to find that nothing is to be done, at 50 ms a request.

The bound is what eight connections could do at best: the pages of a list come one after the other, lists side by side.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.sandbox import Server, serving
from ytchannel.config import load_channel
from ytchannel.workflows import sync
from ytchannel.workflows.connecting import Target, connect

SIZES = (10, 100, 200)
ENTRIES = 60  # of a playlist: two pages
LATENCY = 0.05  # seconds
CONNECTIONS = 8
ROUNDS = 3
MOST = 1.5


def run() -> bool:
    """Run all; False when a bound is broken."""
    results = [one(size) for size in SIZES]  # all of them, also after one that is over its bound
    return all(results)


def one(size: int) -> bool:
    """A channel of so many ordered playlists."""
    serve = ["-m", "ytchannel", "sandbox", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as name, serving(serve) as server:
        folder = Path(name)
        prepare(server, folder, size)
        server.control("DELETE", "journal", {})
        server.control("PUT", "settings", {"latency_ms": LATENCY * 1000})
        rounds = [plan(folder, server)]
        requests = [each["method"] for each in server.control("GET", "journal", {})["requests"]]
        # The machine does other things too: what it can do is its best round.
        rounds += [plan(folder, server) for _ in range(ROUNDS - 1)]
    took = min(seconds for _, seconds in rounds)
    alone = sum(method != "youtube.playlistItems.list" for method in requests)
    pages = (len(requests) - alone) // size
    best = LATENCY * (alone + pages * -(-size // CONNECTIONS))
    figures = f"{len(requests):5} requests, {took:6.2f} s, {took / best:4.2f} of the best  (at most {MOST})"
    print(f"{f'sync of {size} playlists, nothing to change':<44} {figures}")
    return took <= MOST * best and not any(changes for changes, _ in rounds)


def prepare(server: Server, folder: Path, size: int) -> None:
    """Seed it, and declare every playlist in the order that it has."""
    server.control("PUT", "settings", {"quota": {"default": 10**9}})
    server.control("POST", "seed", {"videos": ENTRIES, "playlists": size, "items_per_playlist": ENTRIES})
    channel: dict[str, Any] = {"timezone": "Asia/Ho_Chi_Minh", "quota": {"default": 10**9}}
    titles = titles_of(server)
    sections = [{"key": f"muc-{place}", "title": title, "order": "oldest"} for place, title in enumerate(titles)]
    text = json.dumps({"channel": channel, "sections": sections}, ensure_ascii=False)
    (folder / "playlists.yaml").write_text(text, encoding="utf-8")
    with connect(load_channel(folder / "playlists.yaml"), target(server), writes=True) as connection:
        sync.apply(connection, sync.plan(connection), Silent())


def titles_of(server: Server) -> list[str]:
    """The titles of all playlists."""
    import urllib.request

    found, token = [], ""
    while token is not None:
        url = f"{server.url}/youtube/v3/playlists?part=snippet&mine=true&maxResults=50&access_token=any{token}"
        with urllib.request.urlopen(url) as answer:
            page = json.load(answer)
        found += [each["snippet"]["title"] for each in page["items"]]
        token = f"&pageToken={page['nextPageToken']}" if "nextPageToken" in page else None
    return found


def plan(folder: Path, server: Server) -> tuple[int, float]:
    """How many changes a sync plans, and the seconds that its reads take."""
    with connect(load_channel(folder / "playlists.yaml"), target(server)) as connection:
        begun = time.perf_counter()
        return len(sync.plan(connection).plan.changes), time.perf_counter() - begun


def target(server: Server) -> Target:
    """The served sandbox."""
    return Target("served", server.url + "/")


class Silent:
    """Nobody watches."""

    def began(self, *_: object) -> None:
        """Nothing."""

    def moved(self, *_: object) -> None:
        """Nothing."""

    def ended(self, *_: object) -> None:
        """Nothing."""
