"""A plan as a file: made, read, approved, and applied exactly or not at all."""

from __future__ import annotations

import html.parser
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder


class Text(html.parser.HTMLParser):
    """What a page says, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


def apply(folder: Folder, *more: str) -> int:
    return folder.run("apply", "plan.json", "--sandbox", *(more or ("--yes",))).code


def titles(folder: Folder) -> set[str]:
    return {each["snippet"]["title"] for each in folder.playlists()}


def test_a_kept_plan_is_applied(folder: Folder) -> None:
    made = folder.run("sync", "--sandbox", "--out", "plan.json")
    assert made.code == 0
    assert titles(folder) == set()
    plan = json.loads((folder.path / "plan.json").read_text(encoding="utf-8"))
    assert plan["cost"]["units"] == 700
    assert {change["title"] for change in plan["changes"]} >= {"Tin cơ sở", "Hải Phòng-Thành phố Hoa Phượng đỏ"}
    assert apply(folder) == 0
    assert len(titles(folder)) == 7
    assert apply(folder) == 0


def test_a_plan_is_refused_when_the_channel_has_moved_since(folder: Folder) -> None:
    folder.run("sync", "--sandbox", "--out", "plan.json")
    folder.add_playlist("Tin cơ sở")
    assert apply(folder) == 8
    assert titles(folder) == {"Tin cơ sở"}


def test_a_plan_is_refused_when_the_files_have_changed_since(folder: Folder) -> None:
    folder.run("sync", "--sandbox", "--out", "plan.json")
    folder.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    result = folder.run("apply", "plan.json", "--sandbox", "--yes")
    assert result.code == 8
    assert "sync --out" in result.err
    assert titles(folder) == set()


def test_what_is_left_of_a_plan_can_be_applied(folder: Folder) -> None:
    folder.run("sync", "--sandbox", "--out", "plan.json")
    folder.fault("youtube.channelSections.insert", "403-quotaExceeded")
    assert apply(folder) == 5
    assert apply(folder) == 0
    assert len(folder.items("channelSections?part=snippet&mine=true")) == 7


def test_a_plan_needs_an_answer(folder: Folder) -> None:
    folder.run("sync", "--sandbox", "--out", "plan.json")
    assert apply(folder, "--quiet") == 2
    assert apply(folder, "--dry-run") == 0
    assert titles(folder) == set()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"plan": 2, "changes": []}',
        '{"plan": 1}',
        '{"plan": 1, "channel": "x", "wishes": {}, "changes": [{"fields": 3}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_plan_is_refused(folder: Folder, content: str) -> None:
    folder.write("plan.json", content)
    result = folder.run("apply", "plan.json", "--sandbox", "--yes")
    assert result.code == 2
    assert "plan.json" in result.err


def test_a_plan_of_another_channel_is_refused(folder: Folder) -> None:
    folder.run("sync", "--sandbox", "--out", "plan.json")
    folder.replace('"channel": "UC', '"channel": "UCx', "plan.json")
    assert apply(folder) == 8


def test_the_form_follows_the_name(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--out", "plan.txt")
    assert result.code == 2
    assert ".html" in result.err


def test_plans_for_people_have_every_change_and_the_price(folder: Folder) -> None:
    folder.replace("title: Tin cơ sở", "title: '*Tin* | [cơ](sở) `=1+1`'")
    folder.add_playlist("&lt;script&gt;alert(1)&lt;/script&gt;")
    for name in ("plan.md", "plan.html"):
        assert folder.run("sync", "--sandbox", "--out", name).code == 0
    page = Text()
    source = (folder.path / "plan.html").read_text(encoding="utf-8")
    page.feed(source)
    marked = (folder.path / "plan.md").read_text(encoding="utf-8")
    assert {"script", "img", "link"} & page.tags == set()
    assert "<script>" not in marked
    assert "&lt;script&gt;alert(1)" in page.said  # as it stands on the channel, to the letter
    assert "*Tin* | [cơ](sở) `=1+1`" in page.said
    assert r"\*Tin\* \| \[cơ\]\(sở\) \`=1\+1\`" in marked
    for said in (page.said, marked):
        assert "Hải Phòng-Thành phố Hoa Phượng đỏ" in said.replace("\\", "")
        assert "700" in said
    assert "http" not in source


def test_a_check_for_cron_can_keep_the_plan(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--check", "--out", "plan.html")
    assert result.code == 7
    assert "700" in (folder.path / "plan.html").read_text(encoding="utf-8")


@pytest.fixture
def filled(folder: Folder) -> Folder:
    """A synced channel, and a list that puts twelve videos into a section from the newest on."""
    folder.steer("POST", "seed", {"videos": 12, "playlists": 0, "seed": 2})
    assert folder.sync().code == 0
    rows = [f'  - video: "{video}"\n    sections: [tin-co-so]' for video in folder.uploads()]
    folder.write("videos.yaml", "videos:\n" + "\n".join(rows) + "\n")
    folder.replace("key: tin-co-so", "key: tin-co-so\n    order: newest")
    return folder


def test_a_plan_is_refused_when_another_order_is_declared_since(filled: Folder) -> None:
    """The changes have the same names then, and would be other ones."""
    filled.run("sync", "--sandbox", "--out", "plan.json")
    filled.replace("order: newest", "order: oldest")
    assert apply(filled) == 8
    filled.replace("order: oldest", "order: newest")
    assert apply(filled) == 0


def test_a_quick_plan_is_applied_as_a_quick_one(filled: Folder) -> None:
    """What it did not look at was not approved, and nothing of it has changed."""
    assert filled.sync().code == 0
    playlist = next(each["id"] for each in filled.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    (*_, last) = filled.items(f"playlistItems?part=snippet&maxResults=50&playlistId={playlist}")
    last["snippet"]["position"] = 0
    filled.request("PUT", "playlistItems?part=snippet", {"id": last["id"], "snippet": last["snippet"]})
    filled.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    quick = filled.run("sync", "--sandbox", "--quick", "--out", "plan.json", "--json").json
    assert [change["kind"] for change in quick["changes"]] == ["playlist"]
    assert apply(filled) == 0
    assert "Tin từ cơ sở" in titles(filled)


def test_the_end_of_a_long_text_is_seen_when_it_changes(folder: Folder) -> None:
    text = "Những lời rất dài không đổi. " * 40
    folder.replace("Tin tức về hoạt động", text + "Tin tức về hoạt động")
    folder.sync()
    folder.replace("Tin tức về hoạt động", "Tin mới về hoạt động")
    folder.run("sync", "--sandbox", "--out", "plan.md")
    marked = (folder.path / "plan.md").read_text(encoding="utf-8")
    assert "Tin tức về" in marked
    assert "Tin mới về" in marked


def test_moves_are_told_from_where_an_entry_stands_to_where_it_will(filled: Folder) -> None:
    filled.sync()
    filled.replace("order: newest", "order: oldest")
    changes = filled.run("sync", "--sandbox", "--dry-run", "--json").json["changes"]
    assert {tuple(change["fields"]["position"].values()) for change in changes} <= {(i, 11 - i) for i in range(12)}
    assert filled.sync().code == 0
