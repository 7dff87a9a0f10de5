"""The channel's page: shelves of every kind, in the declared order, beside those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.system.test_undo import go_back
from ytchannel.youtube import YouTube

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder
    from ytchannel.plan import Call, Json

PAGE = """
shelves:
  - type: recentUploads
  - section: theo-guong-bac
  - type: multiplePlaylists
    title: Học và làm theo Bác
    sections: [tin-co-so, theo-guong-bac]
  - type: popularUploads
"""


def page(folder: Folder) -> list[tuple[str, Any]]:
    """Type and, where there is one, title or the title of the one playlist, in the order of the page."""
    names = {each["id"]: each["snippet"]["title"] for each in folder.playlists()}
    sections = folder.items("channelSections?part=snippet,contentDetails&mine=true")
    sections.sort(key=lambda section: section["snippet"]["position"])
    found = []
    for each in sections:
        playlists = [names[id_] for id_ in each.get("contentDetails", {}).get("playlists", [])]
        found.append((each["snippet"]["type"], each["snippet"].get("title") or (playlists[0] if playlists else "")))
    return found


def declare(folder: Folder, shelves: str) -> None:
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8").replace("    shelf: true\n", "")
    folder.write("playlists.yaml", text.partition("\nshelves:")[0].rstrip() + "\n" + shelves)


@pytest.fixture
def channel(folder: Folder) -> Folder:
    declare(folder, PAGE)
    assert folder.sync().code == 0
    return folder


def test_shelves_of_every_kind_stand_in_their_order(channel: Folder) -> None:
    assert page(channel) == [
        ("recentUploads", ""),
        ("singlePlaylist", "Theo gương Bác"),
        ("multiplePlaylists", "Học và làm theo Bác"),
        ("popularUploads", ""),
    ]
    assert channel.sync().json["changes"] == []


def test_sections_with_a_shelf_that_are_not_listed_come_behind(channel: Folder) -> None:
    channel.replace("key: phong-su-tuyen-truyen\n", "key: phong-su-tuyen-truyen\n    shelf: true\n")
    assert channel.sync().code == 0
    assert page(channel)[-1] == ("singlePlaylist", "Phóng sự tuyên truyền")


def test_the_playlists_of_a_shelf_are_changed_where_it_stands(channel: Folder) -> None:
    """channelSections.update replaces the section as a whole: without its position it would go last."""
    before = page(channel)
    channel.replace("sections: [tin-co-so, theo-guong-bac]", "sections: [theo-guong-bac, hai-phong-hoa-phuong-do]")
    result = channel.sync()
    assert [(c["action"], c["kind"]) for c in result.json["changes"]] == [("update", "shelf")]
    assert list(result.json["changes"][0]["fields"]) == ["playlists"]
    assert page(channel) == before
    go_back(channel)
    assert page(channel) == before
    channel.replace("sections: [theo-guong-bac, hai-phong-hoa-phuong-do]", "sections: [tin-co-so, theo-guong-bac]")
    assert channel.sync().json["changes"] == []


def test_shelves_of_others_stay_where_they_are(channel: Folder) -> None:
    channel.steer("POST", "studio", {"section": {"position": 1}})
    channel.replace("  - type: popularUploads\n", "")
    channel.replace("shelves:\n", "shelves:\n  - type: popularUploads\n")
    assert channel.sync().code == 0
    assert [kind for kind, _ in page(channel)] == [
        "popularUploads", "recentUploads", "channelsectionTypeUndefined", "singlePlaylist", "multiplePlaylists",
    ]  # fmt: skip
    assert channel.sync().json["changes"] == []


@pytest.mark.parametrize(
    ("shelf", "said"),
    [
        ("{}", "section"),
        ("{type: recent}", "recentUploads"),
        ("{type: recentUploads, section: tin-co-so}", "type"),
        ("{type: recentUploads, title: A}", "title"),
        ("{type: multiplePlaylists, title: A}", "sections"),
        ("{type: multiplePlaylists, title: A, sections: [tin-co]}", "tin-co-so"),
        ("{section: tin-co}", "tin-co-so"),
        ("{section: theo-guong-bac}", "twice"),
    ],
)
def test_what_makes_no_shelf_is_a_problem_of_the_file(channel: Folder, shelf: str, said: str) -> None:
    declare(channel, f"{PAGE}  - {shelf}\n")
    result = channel.sync()
    assert result.code == 3
    assert said in result.err
    assert "playlists.yaml:" in result.err


def test_types_are_recognised_in_small_letters_too(channel: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists have shown channelsectiontypeundefined, so others may come that way."""
    read = YouTube.items

    def small(self: YouTube, call: Call) -> Iterator[Json]:
        for found in read(self, call):
            if call.method == "youtube.channelSections.list":
                found["snippet"]["type"] = found["snippet"]["type"].lower()
            yield found

    monkeypatch.setattr(YouTube, "items", small)
    assert channel.sync().json["changes"] == []
