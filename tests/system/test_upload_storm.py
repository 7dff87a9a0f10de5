"""Uploads in a storm: killed at any moment, lines that break, sessions that go, days that end. One video a file.

Each storm is drawn from a number, which a failure tells; YTCHANNEL_STORMS=200 draws as many.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import signal
import sqlite3
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.conftest import Folder, Server

STORMS = int(os.environ.get("YTCHANNEL_STORMS", "15"))
INSERT = "youtube.videos.insert"
CALM = {"bandwidth": 0, "latency_ms": 0, "quota": {"default": 1_000_000, "videos.insert": 1000}}
BREAKS = ["503-after-{n}", "drop-after-{n}", "html-502-after-{n}", "drop", "500", "429", "429-rateLimitExceeded"]
sleep = time.sleep  # the fixture takes the pauses of the tool away in this process


@dataclass
class Storm:
    """A folder with some files, and what has been done to its runs."""

    folder: Folder
    server: Server
    chance: random.Random
    files: list[Path] = field(default_factory=list)
    kills: int = 0
    runs: list[str] = field(default_factory=list)

    def prepare(self, count: int, least: int, most: int) -> None:
        """A synced channel and files, of which some share their size, or their name too."""
        self.server.ask("POST", "reset")
        self.server.ask("PUT", "settings", CALM)
        assert self.folder.run("sync", "--yes", "--quiet").code == 0
        rows = []
        size = self.chance.randrange(least, most)
        for number in range(count):
            size = self.chance.choice([size, self.chance.randrange(least, most)])
            name = self.chance.choice([f"{number}.mp4", "hội nghị.mp4"])
            file = self.folder.path / f"{number}" / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(self.chance.randbytes(size))
            self.files.append(file)
            rows.append(f"  - {{file: '{number}/{name}', title: 'Số {number}', sections: [tin-co-so]}}\n")
        self.folder.write("videos.yaml", "videos:\n" + "".join(rows))
        self._log_sessions()

    def _log_sessions(self) -> None:
        """Let the ledger's database write down every session that it was given."""
        with sqlite3.connect(self.ledger) as db:
            db.execute("CREATE TABLE given (session TEXT PRIMARY KEY)")
            for when in ("INSERT", "UPDATE"):
                db.execute(
                    f"CREATE TRIGGER given_{when} AFTER {when} ON uploads WHEN NEW.session IS NOT NULL "
                    "BEGIN INSERT OR IGNORE INTO given VALUES (NEW.session); END"
                )
        db.close()

    @property
    def ledger(self) -> Path:
        return self.folder.path / ".ytchannel" / f"sandbox-127.0.0.1-{self.server.url.rpartition(':')[2]}.db"

    def start(self, *more: str) -> int:
        """The command in a process of its own; its id."""
        child = os.fork()
        if child:
            return child
        try:
            from ytchannel.cli import run

            sys.stdout = sys.stderr = (self.folder.path / "log").open("a", encoding="utf-8", buffering=1)
            code = run(["upload", "--yes", *more])
        except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
            code = 99
        os._exit(code)

    def run(self, *more: str, killed_after: float | None = None) -> int:
        """The exit code of a run, -9 when it was killed."""
        child = self.start(*more)
        if killed_after is not None:
            sleep(killed_after)
            os.kill(child, signal.SIGKILL)
            self.kills += 1
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self.runs.append(f"{' '.join(more)} {killed_after}: {code}")
        return code

    def trouble(self) -> None:
        """What the next run meets."""
        chance = self.chance
        self.server.ask("PUT", "settings", {
            "bandwidth": chance.choice([0, 500_000, 1_000_000, 2_000_000]), "latency_ms": chance.choice([0, 0, 30]),
            "quota": {"videos.insert": chance.choice([1, 1000, 1000, 1000])},
        })  # fmt: skip
        for _ in range(chance.randrange(4)):
            bytes_ = chance.randrange(1, 1_000_000)
            kept = bytes_ // 262_144 * 262_144
            fault, phase = chance.choice([
                (chance.choice(BREAKS).format(n=bytes_), chance.choice(["bytes", "final"])),
                (f"short-{kept}", "bytes"), ("expire", chance.choice(["bytes", "query"])), ("lose", "final"),
                ("500-done", "final"), ("lose", "begin"), ("503", "begin"), ("429-quota", "begin"), ("503", "query"),
            ])  # fmt: skip
            self.server.ask("POST", "faults", {"method": INSERT, "faults": [fault], "phase": phase})
            self.runs.append(f"{fault} {phase}")
        if chance.random() < 0.3:
            fault = chance.choice(["lose", "404-videoNotFound", "500-done", "503"])
            self.server.ask("POST", "faults", {"method": "youtube.playlistItems.insert", "faults": [fault]})
            self.runs.append(fault)

    def calm(self) -> None:
        """Another day for the budgets and a good line; faults that were not met yet are still to come."""
        self.server.ask("PUT", "settings", CALM)

    def story(self) -> str:
        return "\n".join(self.runs) + "\n" + (self.folder.path / "log").read_text(encoding="utf-8")[-3000:]

    def check(self) -> None:
        """Every file is one video with its content, in its section once; no session was begun without need."""
        media = self.server.ask("GET", "media").values()
        wanted = sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in self.files)
        assert sorted(each["sha256"] for each in media) == wanted, self.story()
        journal = self.server.ask("GET", "journal")["requests"]
        entries = [each for each in journal if each["method"] == "youtube.playlistItems.insert"]
        begun = [each for each in journal if each["method"] == INSERT and each["phase"] == "begin" and each["units"]]
        gone = [each for each in journal if each.get("fault") == "expire"]
        unanswered = [each for each in begun if each["status"] != 200]
        with sqlite3.connect(self.ledger) as db:
            (given,) = db.execute("SELECT count(*) FROM given").fetchone()
        db.close()
        assert given <= len(self.files) + len(gone), self.story()
        assert len(begun) <= given + len(unanswered) + 3 * self.kills, self.story()
        assert len(entries) >= len(self.files)
        assert self.folder.run("upload", "--yes", "--json").json["changes"] == [], self.story()
        assert sorted(self.listed()) == sorted(set(self.listed())), self.story()

    def sent(self) -> int:
        """Bytes of media that arrived."""
        return sum(each["bytes"] for each in self.server.ask("GET", "journal")["requests"])

    def listed(self) -> list[str]:
        """The videos of the section, in its order."""
        base = f"{self.server.url}/youtube/v3"
        with urllib.request.urlopen(
            f"{base}/playlists?part=snippet&mine=true&maxResults=50&access_token=any"
        ) as answer:
            playlists = json.load(answer)["items"]
        (section,) = [each["id"] for each in playlists if each["snippet"]["title"] == "Tin cơ sở"]
        entries = f"{base}/playlistItems?part=contentDetails&playlistId={section}&maxResults=50&access_token=any"
        with urllib.request.urlopen(entries) as answer:
            return [each["contentDetails"]["videoId"] for each in json.load(answer)["items"]]


@pytest.fixture
def storm(folder: Folder, server: Server, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Storm:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
    return Storm(folder, server, random.Random(getattr(request, "param", 0)))


@pytest.mark.parametrize("storm", range(STORMS), indirect=True)
def test_every_file_is_one_video_whatever_happens(storm: Storm) -> None:
    chance = storm.chance
    storm.prepare(3, 100_000, 1_200_000)
    for _ in range(chance.randrange(3, 8)):
        storm.trouble()
        killed = chance.uniform(0.1, 1.2) if chance.random() < 0.7 else None
        code = storm.run("--jobs", str(chance.choice([1, 2, 3])), killed_after=killed)
        assert code in (0, 5, 6, -9), storm.story()
        if code == 0:
            break
    storm.calm()
    for _ in range(12):
        if storm.run() == 0:
            break
    else:
        pytest.fail(storm.story())
    storm.check()


def test_two_processes_on_one_list_make_each_video_once(storm: Storm) -> None:
    """Both are killed and begun anew at random until both have found that all is done; one is always told to wait."""
    chance = storm.chance
    storm.prepare(30, 20_000, 60_000)
    storm.server.ask("PUT", "settings", {"latency_ms": 10})
    running: set[int] = set()
    ends = sorted(chance.sample(range(2, 28), 5))  # videos that are up when whoever is at work dies
    codes: list[int] = []
    while codes.count(0) < 2:
        while len(running) < 2 - codes.count(0):
            running.add(storm.start("--jobs", "2"))
        sleep(0.02)
        if ends and len(storm.server.ask("GET", "media")) >= ends[0]:
            del ends[0]
            storm.kills += len(running)
            for child in running:
                os.kill(child, signal.SIGKILL)
        for child in list(running):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                running.remove(child)
                codes.append(os.waitstatus_to_exitcode(status))
                assert codes[-1] in (0, 6, 8, -9), storm.story()
    assert {8, -9} <= set(codes)
    storm.check()


def test_interrupted_it_ends_and_the_next_run_goes_on(storm: Storm) -> None:
    """Ctrl-C with three files on their way: nothing hangs, and hardly a byte goes twice."""
    storm.prepare(3, 12_000_000, 12_100_000)
    storm.server.ask("PUT", "settings", {"bandwidth": 3_000_000})
    child = storm.start("--jobs", "3")
    while storm.sent() < 600_000:
        sleep(0.02)
    os.kill(child, signal.SIGINT)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    assert "the same command goes on" in storm.story()
    assert sum(file.stat().st_size for file in storm.files) > storm.sent() >= 600_000
    storm.calm()
    assert storm.run() == 0
    assert storm.sent() == sum(file.stat().st_size for file in storm.files)
    storm.check()


def test_three_files_are_on_their_way_at_once_and_one_change_at_a_time(storm: Storm) -> None:
    """By the journal: three sessions before what follows the first video; no write begins before the last has ended."""
    storm.prepare(3, 900_000, 1_000_000)
    storm.server.ask("PUT", "settings", {"bandwidth": 1_000_000, "latency_ms": 20})
    assert storm.run("--jobs", "3") == 0
    journal = storm.server.ask("GET", "journal")["requests"]
    begun = [number for number, each in enumerate(journal) if each.get("phase") == "begin"]
    writes = [number for number, each in enumerate(journal) if each["method"] == "youtube.playlistItems.insert"]
    assert len(begun) == len(writes) == 3
    assert begun[-1] < writes[0]
    at = [datetime.fromisoformat(journal[number]["at"]) for number in writes]
    assert all(later - earlier >= timedelta(milliseconds=20) for earlier, later in itertools.pairwise(at))
    storm.check()
