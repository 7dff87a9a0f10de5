"""A report on 5,000 videos at 50 ms a request: requests, units, seconds, and the totals against the sandbox's own.

The floor is what a bare client needs for the same requests against the same server with as many connections: a list
page by page, everything else side by side. Rounds of both alternate; both have their best one. It is told for the lists
and counters alone, which cost the server little, and for the whole report, most of whose time the server takes to make
up the answers of Analytics.
"""

from __future__ import annotations

import json
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import requests

from bench.sandbox import Server, serving, told
from bench.sync import target
from ytchannel.config import load_channel
from ytchannel.report import periods
from ytchannel.transport import HttpTransport
from ytchannel.workflows import stats
from ytchannel.workflows.connecting import connect
from ytchannel.workflows.stats import lines, listing
from ytchannel.workflows.stats.counters import Counters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ytchannel.transport import Answer

VIDEOS, SECTIONS, IN_EACH = 5_000, 7, 720
LATENCY = 0.05  # seconds
CONNECTIONS = 8
ROUNDS = 3
MOST = 1.2
CALLS, UNITS = 100, 3  # of a warm report, at most
HEAD = {"Authorization": "Bearer any", "Accept-Encoding": "gzip"}


def run() -> bool:
    """Run all; False when a bound is broken."""
    serve = ["-m", "ytchannel", "sandbox", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as name, serving(serve) as server:
        folder = Path(name)
        prepare(server, folder)
        views = own_views(server)
        server.control("PUT", "settings", {"latency_ms": LATENCY * 1000})
        good = [
            measured(server, folder, views, fresh=fresh, whole=whole)
            for whole in (False, True)
            for fresh in (True, False)
        ]
    return all(good)


def measured(server: Server, folder: Path, views: int, *, fresh: bool, whole: bool) -> bool:
    """A report, or its lists and counters alone, with all lists read or with them remembered."""
    best, floor = 9e9, 9e9
    for _ in range(ROUNDS):
        server.control("DELETE", "journal", {})
        with recorded() as urls:
            seconds, total = (reported if whole else counted)(server, folder, fresh=fresh)
        best = min(best, seconds)
        totals = server.control("GET", "journal", {})["totals"]
        floor = min(floor, bare(urls))
    units, calls = totals["default"], totals["videos.batchGetStats"]
    name = ("report" if whole else "counters") + (", all lists read" if fresh else ", lists remembered")
    told(f"{name} ({VIDEOS} videos)", f"{len(urls)} requests, {units} units, {calls} of batchGetStats, {best:.2f} s,")
    right = total == views
    verdict = "equal to" if right else "NOT"
    told(
        "", f"{best / floor:.2f} of a bare client (at most {MOST}); {total} views, {verdict} the sandbox's own {views}"
    )
    return right and best <= MOST * floor and (fresh or (units <= UNITS and calls <= CALLS))


def counted(server: Server, folder: Path, *, fresh: bool) -> tuple[float, int]:
    """The seconds that lists and counters take, and the sum of the views."""
    with connect(load_channel(folder / "playlists.yaml"), target(server)) as connection:
        begun = time.perf_counter()
        with lines.opened(lambda *_: None, connection.youtube) as opened:
            counters = Counters(connection, opened)
            listing.read(connection, opened, lambda videos: counters.want(list(videos)), fresh=fresh)
            found = counters.all()
        return time.perf_counter() - begun, sum(each.views or 0 for each in found.values())


def prepare(server: Server, folder: Path) -> None:
    """A channel with a history whose clock stands still, and the file that declares its playlists."""
    now = datetime.now(UTC).replace(microsecond=0)
    server.control("PUT", "settings", {"quota": {"default": 10**9}, "now": now.isoformat().replace("+00:00", "Z")})
    server.control("POST", "seed", {"videos": VIDEOS, "playlists": SECTIONS, "items_per_playlist": IN_EACH, "seed": 1})
    found = api(server, "playlists?part=snippet&mine=true&maxResults=50")["items"]
    sections = [{"key": f"muc-{n}", "title": each["snippet"]["title"]} for n, each in enumerate(found)]
    text = json.dumps({"channel": {"timezone": "Asia/Ho_Chi_Minh"}, "sections": sections}, ensure_ascii=False)
    (folder / "playlists.yaml").write_text(text, encoding="utf-8")


def own_views(server: Server) -> int:
    """The sum of the views of all videos, read by videos.list apart from our code."""
    (channel,) = api(server, "channels?part=contentDetails&mine=true")["items"]
    uploads, token, total = channel["contentDetails"]["relatedPlaylists"]["uploads"], "", 0
    while token is not None:
        page = api(server, f"playlistItems?part=contentDetails&maxResults=50&playlistId={uploads}{token}")
        ids = ",".join(item["contentDetails"]["videoId"] for item in page["items"])
        videos = api(server, f"videos?part=statistics&maxResults=50&id={ids}")["items"]
        total += sum(int(video["statistics"]["viewCount"]) for video in videos)
        token = f"&pageToken={page['nextPageToken']}" if "nextPageToken" in page else None
    return total


def api(server: Server, path: str) -> Any:  # noqa: ANN401 - JSON
    """One request of a bare client."""
    with urllib.request.urlopen(f"{server.url}/youtube/v3/{path}&access_token=any") as answer:
        return json.load(answer)


@contextmanager
def recorded() -> Iterator[list[str]]:
    """The addresses that are asked, in the order in which they are."""
    urls: list[str] = []
    send = HttpTransport.send

    def noting(self: HttpTransport, method: str, url: str, headers: Any, body: Any = b"") -> Answer:  # noqa: ANN401
        urls.append(url)
        return send(self, method, url, headers, body)

    HttpTransport.send = noting  # type: ignore[method-assign]
    try:
        yield urls
    finally:
        HttpTransport.send = send  # type: ignore[method-assign]


def reported(server: Server, folder: Path, *, fresh: bool) -> tuple[float, int]:
    """The seconds that a report takes, and its sum of the views."""
    with connect(load_channel(folder / "playlists.yaml"), target(server)) as connection:
        period = periods.last_week(connection.time.now().date())
        wish = stats.Wish(period, period.previous(), fresh=fresh)
        begun = time.perf_counter()
        report = stats.stats(connection, wish)
        return time.perf_counter() - begun, report.total.views or 0


def bare(urls: list[str]) -> float:
    """The seconds that a bare client takes for the same: lists in turn, all else and the lists side by side."""
    lists: dict[str, list[str]] = {}
    for number, url in enumerate(urls):
        query = parse_qs(urlsplit(url).query)
        lists.setdefault(query["playlistId"][0] if "playlistId" in query else str(number), []).append(url)
    jobs = sorted(lists.values(), key=len, reverse=True)  # the longest list first, since it takes the longest

    sessions = [requests.Session() for _ in range(CONNECTIONS)]
    free = list(sessions)

    def one(of: list[str]) -> None:
        session = free.pop()
        for url in of:
            session.get(url, headers=HEAD).raise_for_status()
        free.append(session)

    begun = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(one, jobs))
    seconds = time.perf_counter() - begun
    for session in sessions:
        session.close()
    return seconds
