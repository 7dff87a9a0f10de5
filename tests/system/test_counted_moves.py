"""What an order costs, by the sandbox's journal and by reading the playlists back, never by figures of our own.

`YTCHANNEL_SHUFFLES=1000 make test` shuffles 200 entries that often; else most of a thousand shuffles are of shorter
playlists.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.config import load_channel
from ytchannel.sandbox import Request, Sandbox
from ytchannel.workflows import sync
from ytchannel.workflows.connecting import Target, Time, connect
from ytchannel.workflows.jobs import read_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.system.conftest import Folder
    from ytchannel.workflows.connecting import Connection

ENTRIES = 200
SHUFFLES = 1000
FULL = int(os.environ.get("YTCHANNEL_SHUFFLES", "40"))  # of a playlist of 200; the others are of shorter ones
LENGTHS = range(2, 41)
NOW = "2026-11-24T07:00:00Z"
INSERT, MOVE = "youtube.playlistItems.insert", "youtube.playlistItems.update"


class Quiet:
    """Nobody watches."""

    def began(self, *_: Any) -> None: ...
    def moved(self, *_: Any) -> None: ...
    def ended(self, *_: Any) -> None: ...


class Tube:
    """A channel folder with its sandbox: what a user does there, and what others read of the channel over the API."""

    def __init__(self, folder: Folder, sandbox: Sandbox, connection: Connection) -> None:
        self._folder = folder
        self._sandbox = sandbox
        self._connection = connection

    def ask(self, verb: str, path: str, body: Any = None) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer x", "Content-Type": "application/json"}
        answer = self._sandbox.handle(Request(verb, f"http://sandbox.localhost/{path}", headers, content))
        assert answer.status < 300, answer.body
        return json.loads(answer.body or b"{}")

    def items(self, path: str) -> list[Any]:
        found: list[Any] = []
        token = ""
        while True:
            page = self.ask("GET", f"youtube/v3/{path}&maxResults=50{token}")
            found += page.get("items", [])
            if "nextPageToken" not in page:
                return found
            token = f"&pageToken={page['nextPageToken']}"

    def playlists(self) -> dict[str, str]:
        """Title -> id."""
        return {each["snippet"]["title"]: each["id"] for each in self.items("playlists?part=snippet&mine=true")}

    def entries(self, playlist: str) -> list[str]:
        found = self.items(f"playlistItems?part=snippet&playlistId={playlist}")
        assert [each["snippet"]["position"] for each in found] == list(range(len(found)))
        return [each["snippet"]["resourceId"]["videoId"] for each in found]

    def write(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Write the list, from section to its videos; a video stands in one section."""
        rows = [{"video": video, "sections": [section]} for section, videos in lists.items() for video in videos]
        self._folder.write("videos.yaml", json.dumps({"videos": rows}))

    def write_list(self, videos: Sequence[str], chosen: Sequence[Sequence[str]]) -> None:
        """Write the list in the order of `videos`, each with the sections by whose place it is chosen."""
        wanted = [set(each) for each in chosen]
        rows = [
            {"video": video, "sections": [f"muc-{place}" for place, each in enumerate(wanted) if video in each]}
            for video in videos
        ]
        rows = [row for row in rows if row["sections"]]
        self._folder.write("videos.yaml", json.dumps({"videos": rows}))

    def sync(self) -> Counter[str]:
        """Sync, and count what was written by the journal."""
        self.ask("DELETE", "_sandbox/journal")
        planned = sync.plan(self._connection, read_sections(self._connection, None))
        outcome = sync.apply(self._connection, planned, Quiet())
        assert (outcome.failed, outcome.left) == ([], [])
        requests = self.ask("GET", "_sandbox/journal")["requests"]
        return Counter(each["method"] for each in requests if not each["method"].endswith(".list"))


@contextmanager
def opened(folder: Folder, sections: Sequence[dict[str, Any]]) -> Iterator[Tube]:
    channel = {"timezone": "Asia/Ho_Chi_Minh", "quota": {"default": 10**9}}
    file = folder.write("playlists.yaml", json.dumps({"channel": channel, "sections": sections}))
    data = folder.path / ".ytchannel" / "sandbox.db"
    time = Time(sleep=lambda _: None)
    with (
        Sandbox(data) as sandbox,
        connect(load_channel(file), Target("embedded"), None, time, writes=True) as connection,
    ):
        yield Tube(folder, sandbox, connection)


@pytest.fixture
def tube(folder: Folder) -> Iterator[Tube]:
    """A section with 200 entries."""
    seed(folder, videos=ENTRIES, playlists=1, items_per_playlist=ENTRIES)
    (playlist,) = folder.playlists()
    with opened(folder, [{"key": "muc", "title": playlist["snippet"]["title"], "order": "listed"}]) as tube:
        yield tube


def seed(folder: Folder, **numbers: int) -> None:
    folder.steer("PUT", "settings", {"now": NOW, "quota": {"default": 10**9}, "playlists_a_day": None})
    folder.steer("POST", "seed", {**numbers, "seed": 11})


def longest_rising(places: Sequence[int]) -> int:
    """By the definition: the longest run that ends here is one more than the longest before it that ends lower."""
    best: list[int] = []
    for here, place in enumerate(places):
        best.append(1 + max((best[other] for other in range(here) if places[other] < place), default=0))
    return max(best, default=0)


def fewest(now: Sequence[str], wanted: Sequence[str]) -> int:
    """Entries less the longest run that stands in the wanted order already."""
    places = {video: place for place, video in enumerate(wanted)}
    return len(now) - longest_rising([places[video] for video in now])


@pytest.mark.parametrize(("what", "moves"), [("one", 1), ("block", 20), ("reversed", 199), ("nothing", 0)])
def test_200_entries_take_the_moves_that_people_would_count(tube: Tube, what: str, moves: int) -> None:
    (playlist,) = tube.playlists().values()
    now = tube.entries(playlist)
    assert len(now) == ENTRIES
    wanted = {
        "one": [*now[:20], now[150], *now[20:150], *now[151:]],
        "block": [*now[:30], *now[120:140], *now[30:120], *now[140:]],
        "reversed": now[::-1],
        "nothing": now,
    }[what]
    tube.write({"muc": wanted})
    assert tube.sync() == ({MOVE: moves} if moves else {})
    assert tube.entries(playlist) == wanted
    assert tube.sync() == {}


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_shuffles_of_200_entries_take_the_fewest_moves(tube: Tube) -> None:
    (playlist,) = tube.playlists().values()
    now = tube.entries(playlist)
    chance = random.Random(2026)
    for number in range(FULL):
        wanted = chance.sample(now, len(now))
        tube.write({"muc": wanted})
        assert tube.sync() == {MOVE: fewest(now, wanted)}, number
        now = tube.entries(playlist)
        assert now == wanted, number


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_shuffles_of_shorter_playlists_take_the_fewest_moves(folder: Folder) -> None:
    """One playlist of every length, shuffled together.

    Each needs its fewest moves at least, so where the sum is right and every order too, each took exactly those.
    """
    seed(folder, videos=sum(LENGTHS), playlists=0)
    videos = iter(folder.uploads())
    wanted = {f"muc-{length}": [next(videos) for _ in range(length)] for length in LENGTHS}
    sections = [{"key": key, "title": f"Mục {key}", "order": "listed"} for key in wanted]
    chance = random.Random(1930)
    with opened(folder, sections) as tube:
        tube.write(wanted)
        tube.sync()
        ids = tube.playlists()
        now = {key: tube.entries(ids[f"Mục {key}"]) for key in wanted}
        assert now == wanted
        for number in range(0, SHUFFLES - FULL, len(LENGTHS)):
            wanted = {key: chance.sample(there, len(there)) for key, there in now.items()}
            tube.write(wanted)
            assert tube.sync() == {MOVE: sum(fewest(now[key], wanted[key]) for key in wanted)}, number
            now = {key: tube.entries(ids[f"Mục {key}"]) for key in wanted}
            assert now == wanted, number


ORDERS = ("newest", "title", "listed", "manual", "oldest", "title", "listed")


def test_200_new_entries_across_seven_playlists_are_200_insertions_and_no_move(folder: Folder) -> None:
    """Each goes to its place at once; the playlists have 60 entries already, in their orders."""
    seed(folder, videos=420, playlists=len(ORDERS), items_per_playlist=60)
    titles = [each["snippet"]["title"] for each in folder.playlists()]
    sections = [
        {"key": f"muc-{place}", "title": title, "order": order}
        for place, (title, order) in enumerate(zip(titles, ORDERS, strict=True))
    ]
    chance = random.Random(7)
    videos = chance.sample(folder.uploads(), 420)  # in the order of the list
    with opened(folder, sections) as tube:
        rename(tube, dict(zip(videos, chance.sample(range(420), 420), strict=True)))
        ids = [tube.playlists()[title] for title in titles]
        listed = [tube.entries(id_) if order == "listed" else [] for id_, order in zip(ids, ORDERS, strict=True)]
        tube.write_list(videos, listed)
        tube.sync()
        assert tube.sync() == {}
        before = [tube.entries(id_) for id_ in ids]
        for number in range(ENTRIES):
            place = number % len(ids)
            there = {*before[place], *listed[place]}
            listed[place].append(chance.choice([video for video in videos if video not in there]))
        tube.write_list(videos, listed)
        assert tube.sync() == {INSERT: ENTRIES}
        assert tube.sync() == {}
        details = {each["id"]: each for each in folder.videos()}
        for place, order in enumerate(ORDERS):
            after = tube.entries(ids[place])
            assert set(after) == {*before[place], *listed[place]}
            assert len(after) == 60 + ENTRIES // 7 + (place < ENTRIES % 7)
            check_order(order, after, before[place], videos, details)


def rename(tube: Tube, numbers: Mapping[str, int]) -> None:
    """Titles whose order nobody doubts."""
    for video, number in numbers.items():
        body = {"id": video, "snippet": {"title": f"Bản tin {number:03}", "categoryId": "25"}}
        tube.ask("PUT", "youtube/v3/videos?part=snippet", body)


def check_order(
    order: str, after: Sequence[str], before: Sequence[str], videos: Sequence[str], details: Mapping[str, Any]
) -> None:
    """Private videos have no day of publication that counts, so they may stand anywhere among the dated."""
    match order:
        case "title":
            titles = [details[video]["snippet"]["title"] for video in after]
            assert titles == sorted(titles)
        case "listed":
            assert after == [video for video in videos if video in after]
        case "manual":
            assert after == [*before, *(video for video in videos if video in after and video not in before)]
        case _:
            public = [video for video in after if details[video]["status"]["privacyStatus"] != "private"]
            dates = [details[video]["snippet"]["publishedAt"] for video in public]
            assert len(dates) > 60
            assert dates == sorted(dates, reverse=order == "newest")
