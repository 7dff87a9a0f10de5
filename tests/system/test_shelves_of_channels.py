"""Shelves that show other channels: multipleChannels, known by their title, in the order of their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.system.test_undo import go_back, state

if TYPE_CHECKING:
    from tests.system.conftest import Folder

A, B, C = (f"UC{letter * 22}" for letter in "abc")
TITLE = "Kênh bạn của Đảng ủy Khối"


def declare(folder: Folder, shelves: str) -> None:
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8").partition("\nshelves:")[0]
    folder.write("playlists.yaml", text.replace("    shelf: true\n", "").rstrip() + f"\nshelves:\n{shelves}")


def shelf(*channels: str, title: str = TITLE) -> str:
    return f"  - {{type: multipleChannels, title: {title}, channels: [{', '.join(channels)}]}}\n"


def page(folder: Folder) -> list[tuple[str, str, list[str]]]:
    """Type, title and channels of what stands on the page, in its order."""
    sections = folder.items("channelSections?part=snippet,contentDetails&mine=true")
    sections.sort(key=lambda section: section["snippet"]["position"])
    return [
        (each["snippet"]["type"], each["snippet"].get("title", ""), each.get("contentDetails", {}).get("channels", []))
        for each in sections
    ]


def changes(document: Any) -> list[tuple[str, str, list[str]]]:
    return [(each["action"], each["kind"], sorted(each["fields"])) for each in document["changes"]]


@pytest.fixture
def channel(folder: Folder) -> Folder:
    declare(folder, shelf(A, B) + "  - type: recentUploads\n")
    result = folder.sync()
    assert result.code == 0
    assert {each["units"] for each in result.json["changes"]} == {50}
    return folder


def test_a_shelf_of_channels_stands_where_it_is_declared(channel: Folder) -> None:
    assert page(channel) == [("multipleChannels", TITLE, [A, B]), ("recentUploads", "", [])]
    assert channel.sync().json["changes"] == []
    declare(channel, "  - type: recentUploads\n" + shelf(A, B))
    assert [each["action"] for each in channel.sync().json["changes"]] == ["move"]
    assert page(channel) == [("recentUploads", "", []), ("multipleChannels", TITLE, [A, B])]
    go_back(channel)
    assert page(channel) == [("multipleChannels", TITLE, [A, B]), ("recentUploads", "", [])]


@pytest.mark.parametrize("now", [(B, A), (A,), (A, C, B)])
def test_its_channels_and_their_order_are_changed_where_it_stands(channel: Folder, now: tuple[str, ...]) -> None:
    before = state(channel)
    declare(channel, shelf(*now) + "  - type: recentUploads\n")
    result = channel.sync()
    assert changes(result.json) == [("update", "shelf", ["channels"])]
    assert result.json["changes"][0]["fields"]["channels"] == {"old": [A, B], "new": list(now)}
    assert page(channel)[0] == ("multipleChannels", TITLE, list(now))
    assert channel.sync().json["changes"] == []
    assert go_back(channel)["notes"] == []
    assert state(channel) == before


def test_one_of_playlists_and_one_of_channels_may_have_one_title(channel: Folder) -> None:
    both = f"  - {{type: multiplePlaylists, title: {TITLE}, sections: [tin-co-so, theo-guong-bac]}}\n"
    declare(channel, both + shelf(A, B) + "  - type: recentUploads\n")
    assert changes(channel.sync().json) == [("create", "shelf", ["playlists", "title", "type"])]
    assert [each[:2] for each in page(channel)] == [
        ("multiplePlaylists", TITLE), ("multipleChannels", TITLE), ("recentUploads", ""),
    ]  # fmt: skip
    assert channel.sync().json["changes"] == []


def test_another_title_is_another_shelf(channel: Folder) -> None:
    declare(channel, shelf(A, B, title="Kênh khác") + "  - type: recentUploads\n")
    result = channel.sync()
    assert [each["action"] for each in result.json["changes"]] == ["create"]
    assert [(each["kind"], each["title"]) for each in result.json["kept"]] == [("shelf", TITLE)]
    assert tuple(page(channel)[0][2]) == (A, B)


def test_undo_takes_a_new_shelf_away_and_brings_it_again(channel: Folder) -> None:
    before = page(channel)
    declare(channel, shelf(A, B) + "  - type: recentUploads\n" + shelf(C, title="Kênh nữa"))
    assert channel.sync().code == 0
    after = page(channel)
    go_back(channel)
    assert page(channel) == before
    go_back(channel)
    assert page(channel) == after


def test_a_lost_answer_makes_no_second_shelf(folder: Folder) -> None:
    declare(folder, shelf(A, B) + shelf(B, A, title="Kênh bạn khác"))
    folder.fault("youtube.channelSections.insert", "lose", "lose")
    assert folder.sync().code == 0
    assert [each[2] for each in page(folder)] == [[A, B], [B, A]]
    assert folder.sync().json["changes"] == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("404-channelNotFound", "does not find"),
        ("400-channelNotActive", "closed"),
        ("400-ownChannelInChannels", "channel itself"),
        ("400-maxChannelsExceeded", "more channels"),
    ],
)
def test_what_only_youtube_knows_is_said_and_the_others_go_on(folder: Folder, fault: str, said: str) -> None:
    declare(folder, shelf(A, B) + "  - type: recentUploads\n")
    folder.fault("youtube.channelSections.insert", fault)
    result = folder.sync()
    assert (result.code, len(result.json["failed"])) == (6, 1)
    assert result.json["failed"][0]["title"] == TITLE
    assert said in result.json["failed"][0]["error"]["message"]
    assert [each[0] for each in page(folder)] == ["recentUploads"]
    assert folder.sync().code == 0
    assert page(folder)[0] == ("multipleChannels", TITLE, [A, B])


def test_a_channel_that_is_not_there_is_said(folder: Folder) -> None:
    declare(folder, shelf(A, "UC0123456789") + shelf(B, title="Kênh bạn"))
    result = folder.sync()
    assert (result.code, [each["title"] for each in result.json["failed"]]) == (6, [TITLE])
    assert "`channels`" in result.json["failed"][0]["error"]["message"]
    assert page(folder) == [("multipleChannels", "Kênh bạn", [B])]


def test_plans_show_the_channels(channel: Folder) -> None:
    declare(channel, shelf(B, A) + "  - type: recentUploads\n")
    assert f"channels: {A}; {B} → {B}; {A}" in channel.run("sync", "--sandbox", "--dry-run").out
    for form in ("html", "md", "json"):
        assert channel.run("sync", "--sandbox", "--out", f"plan.{form}").code == 0
        text = (channel.path / f"plan.{form}").read_text(encoding="utf-8")
        assert text.index(B) > text.index(A)
        assert TITLE in text
    assert channel.run("apply", "plan.json", "--sandbox", "--yes").code == 0
    assert page(channel)[0][2] == [B, A]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{{type: multipleChannels, channels: [{A}]}}", "“title” is missing"),
        ("{type: multipleChannels, title: Kênh}", "“channels” is missing"),
        ("{type: multipleChannels, title: Kênh, channels: []}", "`channels` of the shelf is empty"),
        (f"{{type: multipleChannels, title: Kênh, channels: {A}}}", f"[{A}]"),
        (f"{{type: multipleChannels, title: Kênh, channels: [{A}, {A}]}}", "twice"),
        ("{type: multipleChannels, title: Kênh, channels: ['@ban']}", "begins with UC"),
        (f"{{type: multipleChannels, title: Kênh, channels: [https://www.youtube.com/channel/{A}]}}", f"write {A}"),
        (f"{{type: multipleChannels, title: Kênh, channels: [{A}, {C}]}}", "this channel itself"),
        (f"{{type: multipleChannels, title: Kênh, channels: [{A}], sections: [tin-co-so]}}", "no `sections`"),
        (f"{{type: multiplePlaylists, title: Kênh, channels: [{A}], sections: [tin-co-so]}}", "no `channels`"),
        ("{type: multiplePlaylists, title: Kênh, sections: []}", "`sections` of the shelf is empty"),
        (f"{{type: recentUploads, channels: [{A}]}}", "no `channels`"),
        (f"{{section: tin-co-so, channels: [{A}]}}", "no `channels`"),
        (f"{{type: multipleChannels, title: {'K' * 101}, channels: [{A}]}}", "101 characters"),
        ("{type: multiplechannels, title: Kênh}", "write multipleChannels"),
    ],
)
def test_what_makes_no_shelf_of_channels_is_a_problem_of_the_file(folder: Folder, line: str, said: str) -> None:
    declare(folder, f"  - {line}\n")
    folder.replace("  timezone:", f"  id: {C}\n  timezone:")
    result = folder.run("check")
    assert result.code == 3
    assert said in result.err
    assert result.err.startswith("playlists.yaml:")
    assert "1 problem in" in result.err


def test_a_title_is_there_once(folder: Folder) -> None:
    declare(folder, shelf(A) + shelf(B))
    result = folder.run("check")
    assert (result.code, f"“{TITLE}” is there twice" in result.err) == (3, True)
