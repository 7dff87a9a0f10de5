"""Whatever is edited, in the files or behind our back, and whatever fails: a sync ends in the declared state.

Sequences of Hypothesis: random edits of the files, of the channel by others, faults and kills, then syncs. After each:
everything declared is so, nothing stands twice, nothing foreign was touched, no field was wiped, and a second plan is
empty. `YTCHANNEL_SEQUENCES=5000 make test` tries more, and other ones each time.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ytchannel.config import load_channel
from ytchannel.errors import ChannelToolError
from ytchannel.sandbox import Request, Sandbox
from ytchannel.transport import EmbeddedTransport
from ytchannel.workflows import sync
from ytchannel.workflows.connecting import Target, Time, connect
from ytchannel.workflows.jobs import read_sections
from ytchannel.workflows.steering import steer

SEQUENCES = int(os.environ.get("YTCHANNEL_SEQUENCES", "500"))
VIDEOS = 8
TITLES = ("Tin cơ sở", "Phóng sự", "Theo gương Bác", "Đảng ủy Khối", "Nghị quyết", "Hải Phòng")
FOREIGN = ("Của người khác", "Nhạc", "Ảnh cưới")
ORDERS = ("manual", "listed", "newest", "oldest", "title")
FAULTS = ("drop", "lose", "500", "503", "409-aborted", "stale-1", "stale-2", "html-502", "empty-503", "slow-1")
METHODS = (
    "playlists.list", "playlists.insert", "playlists.update", "channelSections.list", "channelSections.insert",
    "channelSections.update", "playlistItems.list", "playlistItems.insert", "playlistItems.update",
)  # fmt: skip


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Wish:
    """A declared section."""

    key: str
    title: str
    description: str | None = None
    privacy: str = "public"
    language: str | None = None
    podcast: bool | None = None
    shelf: bool = True
    order: str = "manual"
    videos: list[str] = field(default_factory=list)


@dataclass
class Quiet:
    """Nobody watches."""

    def began(self, *_: Any) -> None: ...
    def moved(self, *_: Any) -> None: ...
    def ended(self, *_: Any) -> None: ...


numbers = st.integers(0, 7)


class Channel(RuleBasedStateMachine):
    """A channel folder, its sandbox, and what both should be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sequence-"))
        self.wishes: list[Wish] = []
        self.keys = 0
        self.dirty = True
        # What nobody declared and somebody wrote: playlist id -> its resource as it has to stay.
        self.foreign: dict[str, Any] = {}
        self.by_hand: Counter[tuple[str, str]] = Counter()  # entries that somebody added, by playlist and video

    def teardown(self) -> None:
        self.settle()
        shutil.rmtree(self.folder)

    # The world.

    def request(self, verb: str, path: str, body: Any = None) -> Any:
        with Sandbox(self.folder / ".ytchannel" / "sandbox.db", sleep=lambda _: None) as sandbox:
            raw = b"" if body is None else json.dumps(body).encode()
            url = f"http://sandbox.localhost/youtube/v3/{path}"
            got = sandbox.handle(Request(verb, url, {"Authorization": "Bearer other"}, raw))
        assert got.status < 300, got.body
        return json.loads(got.body) if got.body else None

    def items(self, path: str) -> list[Any]:
        found: list[Any] = []
        token = ""
        while token is not None:
            page = self.request("GET", path + (f"&pageToken={token}" if token else ""))
            found += page.get("items", [])
            token = page.get("nextPageToken")
        return found

    def playlists(self) -> list[Any]:
        return self.items("playlists?part=snippet,status,localizations&mine=true&maxResults=50")

    def entries(self, playlist: str) -> list[Any]:
        return self.items(f"playlistItems?part=snippet&playlistId={playlist}&maxResults=50")

    def mine(self) -> list[Any]:
        """The playlists that the sections have, as far as titles tell."""
        titles = {wish.title for wish in self.wishes}
        return [each for each in self.playlists() if each["snippet"]["title"] in titles]

    def steer(self, verb: str, what: str, wish: Any = None) -> Any:
        return steer(self.folder, Target("embedded"), verb, what, wish)

    @initialize()
    def begin(self) -> None:
        wish = {"playlists_a_day": None, "quota": {"default": 10**9}}
        self.steer("PUT", "settings", wish)
        self.steer("POST", "seed", {"videos": VIDEOS, "playlists": 0, "seed": 4})
        uploads = self.request("GET", "channels?part=contentDetails&mine=true")["items"][0]["contentDetails"]
        listed = self.entries(uploads["relatedPlaylists"]["uploads"])
        self.videos = [each["snippet"]["resourceId"]["videoId"] for each in listed]
        shown = self.items(f"videos?part=snippet,status&id={','.join(self.videos)}")
        public = [each for each in shown if each["status"]["privacyStatus"] != "private"]
        self.published = {each["id"]: each["snippet"]["publishedAt"] for each in public}
        for title in TITLES[:2]:
            self.add(title)

    def add(self, title: str) -> None:
        self.keys += 1
        # A playlist of that title will be adopted: it is nobody else's any more.
        self.foreign = {id_: kept for id_, kept in self.foreign.items() if kept[0]["title"] != title}
        self.wishes.append(Wish(f"muc-{self.keys}", title))

    # Edits of the files.

    @rule(at=numbers)
    def declare_a_section(self, at: int) -> None:
        free = [title for title in TITLES if title not in {wish.title for wish in self.wishes}]
        if free:
            self.add(free[at % len(free)])
            self.dirty = True

    @rule(at=numbers)
    def drop_a_section(self, at: int) -> None:
        """What was made for it stays, and is foreign from now on."""
        if len(self.wishes) > 1:
            self.settle()
            gone = self.wishes.pop(at % len(self.wishes))
            for each in self.playlists():
                if each["snippet"]["title"] == gone.title:
                    self.keep(each["id"])
            self.dirty = True

    @rule(
        at=numbers,
        what=st.sampled_from(("description", "privacy", "language", "podcast", "shelf", "order")),
        to=numbers,
    )
    def edit_a_section(self, at: int, what: str, to: int) -> None:
        wish = self.wishes[at % len(self.wishes)]
        values: dict[str, tuple[Any, ...]] = {
            "description": (None, "Mô tả", "Tin tức mỗi ngày"),
            "privacy": ("public", "unlisted"),
            "language": (None, "vi", "en"),
            "podcast": (None, True, False),
            "shelf": (True, False),
            "order": ORDERS,
        }
        setattr(wish, what, values[what][to % len(values[what])])
        self.dirty = True

    @rule(at=numbers, to=numbers)
    def move_a_section(self, at: int, to: int) -> None:
        wish = self.wishes.pop(at % len(self.wishes))
        self.wishes.insert(to % (len(self.wishes) + 1), wish)
        self.dirty = True

    @rule(at=numbers, chosen=st.permutations(range(VIDEOS)), count=numbers)
    def list_videos(self, at: int, chosen: list[int], count: int) -> None:
        self.wishes[at % len(self.wishes)].videos = [self.videos[place] for place in chosen[:count]]
        self.dirty = True

    # Edits of the channel by others.

    @rule(at=numbers)
    def somebody_makes_a_playlist(self, at: int) -> None:
        free = [title for title in FOREIGN if title not in {each["snippet"]["title"] for each in self.playlists()}]
        if free:
            body = {
                "snippet": {"title": free[at % len(free)], "description": "riêng"},
                "status": {"privacyStatus": "public"},
            }
            self.keep(self.request("POST", "playlists?part=snippet,status", body)["id"])

    @rule(at=numbers)
    def somebody_changes_a_description(self, at: int) -> None:
        if mine := self.mine():
            one = mine[at % len(mine)]
            snippet = {**one["snippet"], "description": "người khác viết"}
            self.request("PUT", "playlists?part=snippet", {"id": one["id"], "snippet": snippet})
            self.dirty = True

    @rule(at=numbers)
    def somebody_deletes_a_playlist(self, at: int) -> None:
        if mine := self.mine():
            self.request("DELETE", f"playlists?id={mine[at % len(mine)]['id']}")
            self.dirty = True

    @rule(at=numbers)
    def somebody_deletes_a_shelf(self, at: int) -> None:
        if shelves := self.items("channelSections?part=snippet&mine=true"):
            self.request("DELETE", f"channelSections?id={shelves[at % len(shelves)]['id']}")
            self.dirty = True

    @rule(at=numbers, video=numbers)
    def somebody_adds_an_entry(self, at: int, video: int) -> None:
        if mine := self.mine():
            resource = {"kind": "youtube#video", "videoId": self.videos[video]}
            snippet = {"playlistId": mine[at % len(mine)]["id"], "resourceId": resource, "position": 0}
            self.request("POST", "playlistItems?part=snippet", {"snippet": snippet})
            self.by_hand[snippet["playlistId"], self.videos[video]] += 1
            self.dirty = True

    @rule(at=numbers, entry=numbers, to=st.none() | numbers)
    def somebody_takes_or_moves_an_entry(self, at: int, entry: int, to: int | None) -> None:
        mine = self.mine()
        entries = self.entries(mine[at % len(mine)]["id"]) if mine else []
        if not entries:
            return
        one = entries[entry % len(entries)]
        if to is None:
            self.request("DELETE", f"playlistItems?id={one['id']}")
        else:
            snippet = {**one["snippet"], "position": to % len(entries)}
            self.request("PUT", "playlistItems?part=snippet", {"id": one["id"], "snippet": snippet})
        self.dirty = True

    # Syncs.

    @rule(method=st.sampled_from(METHODS), faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=2))
    def sync_with_faults(self, method: str, faults: list[str]) -> None:
        self.steer("POST", "faults", {"method": f"youtube.{method}", "faults": faults})
        with suppress(ChannelToolError):
            self.sync()
        self.forget_faults()

    @rule(request=st.integers(0, 25), answered=st.booleans())
    def sync_that_is_killed(self, request: int, answered: bool) -> None:
        send, count = EmbeddedTransport.send, 0

        def dying(transport: EmbeddedTransport, *sent: Any) -> Any:
            nonlocal count
            here, count = count == request, count + 1
            if here and answered:
                send(transport, *sent)
            if here:
                raise Killed
            return send(transport, *sent)

        with pytest.MonkeyPatch.context() as patch, suppress(Killed):
            patch.setattr(EmbeddedTransport, "send", dying)
            self.sync()

    @rule()
    def sync_in_peace(self) -> None:
        self.settle()

    def sync(self) -> tuple[int, Any]:
        """How many changes were planned, and what came of them."""
        self.write_files()
        time = Time(sleep=lambda _: None, chance=lambda: 0.5)
        with connect(
            load_channel(self.folder / "playlists.yaml"), Target("embedded"), None, time, writes=True
        ) as connection:
            planned = sync.plan(connection, read_sections(connection, None))
            outcome = sync.apply(connection, planned, Quiet())
        return len(planned.plan.changes), outcome

    def forget_faults(self) -> None:
        with Sandbox(self.folder / ".ytchannel" / "sandbox.db") as sandbox:
            sandbox._store.db.execute("DELETE FROM fault")
            sandbox._store.db.execute("UPDATE newest SET hidden = 0")

    def write_files(self) -> None:
        sections = []
        videos: dict[str, list[str]] = {}
        for wish in self.wishes:
            told = {name: value for name, value in vars(wish).items() if name != "videos" and value is not None}
            sections.append(told)
            for video in wish.videos:
                videos.setdefault(video, []).append(wish.key)
        channel = {"timezone": "Asia/Ho_Chi_Minh", "quota": {"default": 10**9}}
        text = json.dumps({"channel": channel, "sections": sections}, ensure_ascii=False)
        (self.folder / "playlists.yaml").write_text(text, encoding="utf-8")
        listed = [{"video": video, "sections": keys} for video, keys in videos.items()]
        (self.folder / "videos.yaml").write_text(json.dumps({"videos": listed}), encoding="utf-8")

    def settle(self) -> None:
        """A sync in peace, and what has to hold after it."""
        _, outcome = self.sync()
        assert (outcome.failed, outcome.left) == ([], [])
        again, _ = self.sync()
        assert again == 0
        self.check()
        self.dirty = False

    def keep(self, playlist: str) -> None:
        found = next(each for each in self.playlists() if each["id"] == playlist)
        self.foreign[playlist] = (found["snippet"], found["status"], [e["id"] for e in self.entries(playlist)])

    def check(self) -> None:
        live = self.playlists()
        titles = [each["snippet"]["title"] for each in live]
        page = self.items("channelSections?part=snippet,contentDetails&mine=true")
        shelves = [each["contentDetails"]["playlists"][0] for each in page]
        ours = []
        for wish in self.wishes:
            assert titles.count(wish.title) == 1
            one = next(each for each in live if each["snippet"]["title"] == wish.title)
            self.foreign.pop(one["id"], None)  # adopted again
            assert wish.description in (None, one["snippet"]["description"])
            assert wish.language in (None, one["snippet"].get("defaultLanguage"))
            assert wish.privacy == one["status"]["privacyStatus"]
            assert wish.podcast in (None, one["status"].get("podcastStatus") == "enabled")
            assert shelves.count(one["id"]) <= 1
            if wish.shelf:
                ours.append(one["id"])
            self.check_entries(wish, one["id"])
        assert [each for each in shelves if each in ours] == ours
        for playlist, (snippet, status, entries) in self.foreign.items():
            found = next(each for each in live if each["id"] == playlist)
            assert (found["snippet"], found["status"]) == (snippet, status)
            assert [each["id"] for each in self.entries(playlist)] == entries

    def check_entries(self, wish: Wish, playlist: str) -> None:
        there = [each["snippet"]["resourceId"]["videoId"] for each in self.entries(playlist)]
        assert set(wish.videos) <= set(there)
        for video, count in Counter(there).items():
            assert count <= 1 + self.by_hand[playlist, video]
        first = [video for video in dict.fromkeys(there) if video in self.published]
        if wish.order in ("newest", "oldest"):
            dates = [self.published[video] for video in first]
            assert dates == sorted(dates, reverse=wish.order == "newest")
        if wish.order == "listed":
            listed = [video for video in self.listed() if video in wish.videos and video in self.published]
            assert [video for video in first if video in listed] == listed

    def listed(self) -> list[str]:
        """The order of the list: that in which its entries are written."""
        return list(dict.fromkeys(video for wish in self.wishes for video in wish.videos))

    @invariant()
    def the_folder_is_there(self) -> None:
        assert self.folder.is_dir()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_any_sequence_ends_in_the_declared_state() -> None:
    more = "YTCHANNEL_SEQUENCES" in os.environ
    run_state_machine_as_test(
        Channel,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=8,
            deadline=None,
            derandomize=not more,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
