"""What memory costs: 400 daily snapshots of 5,000 videos, against a table with a row for each video of each day.

Told: the size of the ledger and whether it grows evenly, the time of one snapshot, and a whole report on a month
from memory, as a user types it, against `python -c "import typer"`.
"""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bench.sandbox import told
from ytchannel.ledger import open_ledger
from ytchannel.listings import Listed, ListedPlaylist, Listing
from ytchannel.report.figures import Figures, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS, VIDEOS, SECTIONS = 400, 5_000, 7
PARTS = 4
CHANNEL = "UC" + "b" * 22
ROOT = Path(__file__).parent.parent
BASELINE = [sys.executable, "-c", "import typer"]
REPORT = [sys.executable, "-m", "ytchannel", "stats", "--offline", "--month", "--sandbox"]
MOST_BYTES, MOST_SECONDS = 0.2, 2.0  # of the plain table; of the report
ROUNDS = 5


def run() -> bool:
    """Run all; False when a bound is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return all([kept(folder), reported(folder)])


def kept(folder: Path) -> bool:
    """Keep all days, both ways."""
    (folder / ".ytchannel").mkdir()
    file, plain = folder / ".ytchannel" / "sandbox-ledger.db", folder / "plain.db"
    table = sqlite3.connect(plain)
    table.execute(
        "CREATE TABLE figures (day INT, video TEXT, views INT, likes INT, comments INT, PRIMARY KEY (day, video)) "
        "WITHOUT ROWID"
    )
    sizes, seconds, plainly = [0], 0.0, 0.0
    with open_ledger(file) as ledger:
        for day, snapshot in enumerate(snapshots()):
            begun = time.perf_counter()
            ledger.snapshots.keep(CHANNEL, snapshot)
            seconds += time.perf_counter() - begun
            begun = time.perf_counter()
            rows = [(day, each.video, each.views, each.likes, each.comments) for each in snapshot.videos]
            with table:
                table.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?)", rows)
            plainly += time.perf_counter() - begun
            if (day + 1) % (DAYS // PARTS) == 0:
                ledger.wipe()
                sizes.append(file.stat().st_size)
        listed = {each.video: Listed(f"Bản tin {each.video}", snapshot.taken_at, "public") for each in snapshot.videos}
        ids = list(listed)
        playlists = {f"PL{n}": ListedPlaylist("", 0, tuple(ids[n::SECTIONS])) for n in range(SECTIONS)}
        ledger.listings.keep(CHANNEL, Listing(snapshot.taken_at, listed, playlists, "Kênh", "@kenh"))
        ledger.bind(CHANNEL, "playlist", {f"muc-{n}": f"PL{n}" for n in range(SECTIONS)})
        begun = time.perf_counter()
        for day in range(0, DAYS, 20):
            ledger.snapshots.before(CHANNEL, snapshot.taken_at - timedelta(days=day))
        one = (time.perf_counter() - begun) / len(range(0, DAYS, 20))
    begun = time.perf_counter()
    for day in range(0, DAYS, 20):
        table.execute("SELECT video, views, likes, comments FROM figures WHERE day = ?", (day,)).fetchall()
    plain_one = (time.perf_counter() - begun) / len(range(0, DAYS, 20))
    table.close()
    steps = [after - before for before, after in pairwise(sizes)]
    share = sizes[-1] / plain.stat().st_size
    grown = ", ".join(f"{size / 2**20:.1f}" for size in sizes[1:])
    what = f"{DAYS} days x {VIDEOS} videos kept"
    told(what, f"{grown} MiB after each {DAYS // PARTS} days; {share:.2f} of a plain table (at most {MOST_BYTES})")
    told("  to keep a day, to read one", f"{seconds / DAYS * 1000:.0f} ms, {one * 1000:.0f} ms; a plain table: "
         f"{plainly / DAYS * 1000:.0f} ms, {plain_one * 1000:.0f} ms")  # fmt: skip
    return share <= MOST_BYTES and max(steps) <= 1.5 * min(steps)


def snapshots() -> Iterator[Snapshot]:
    """A day after the other, up to now: a few videos are watched much, most little."""
    chance = random.Random(1)
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(days=DAYS)
    views = [int(40 * 600 ** chance.random()) for _ in range(VIDEOS)]
    for day in range(DAYS):
        views = [each + int(chance.expovariate(1) * each / 300) for each in views]
        videos = tuple(Figures(f"v{n:010}", each, each // 40, each // 250) for n, each in enumerate(views))
        yield Snapshot(first + timedelta(days=day + 1), 1000 + day, sum(views), videos)


def reported(folder: Path) -> bool:
    """The report on the last month from memory, as a user types it."""
    sections = [{"key": f"muc-{n}", "title": f"Mục {n}"} for n in range(SECTIONS)]
    text = json.dumps({"channel": {"timezone": "Asia/Ho_Chi_Minh"}, "sections": sections}, ensure_ascii=False)
    (folder / "playlists.yaml").write_text(text, encoding="utf-8")
    best, floor = 9e9, 9e9
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(REPORT, cwd=folder, check=True, capture_output=True, env=environment())
        best = min(best, time.perf_counter() - begun)
        begun = time.perf_counter()
        subprocess.run(BASELINE, check=True, capture_output=True)
        floor = min(floor, time.perf_counter() - begun)
    made = subprocess.run([*REPORT, "--json"], cwd=folder, check=True, capture_output=True, env=environment())
    report = json.loads(made.stdout)
    right = report["channel"]["during"]["views"] > 0 and len(report["videos"]) == VIDEOS
    figures = f"{best:.2f} s, {best / floor:.1f} x import typer  (at most {MOST_SECONDS:.0f} s)"
    told("stats --offline --month", figures)
    return right and best <= MOST_SECONDS


def environment() -> dict[str, str]:
    """Where the program is found."""
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}
