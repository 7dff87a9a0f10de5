"""Deleting: only with --prune, only what is ours, never much at once without a second word, and undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.system.test_undo import go_back
from ytchannel.youtube import YouTube

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder
    from ytchannel.plan import Call, Json


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """A synced channel with 40 videos, all of them in two sections of a list."""
    folder.steer("POST", "seed", {"videos": 40, "playlists": 0, "seed": 2})
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    folder.write("playlists.yaml", text.replace("  timezone:", "  quota: {default: 100000}\n  timezone:"))
    folder.steer("PUT", "settings", {"quota": {"default": 100_000}})
    list_videos(folder, folder.uploads())
    for _ in range(2):
        assert folder.sync().code == 0
    return folder


def list_videos(folder: Folder, videos: list[str]) -> None:
    rows = [f'  - video: "{video}"\n    sections: [tin-co-so, theo-guong-bac]' for video in videos]
    folder.write("videos.yaml", "videos:\n" + "\n".join(rows) + "\n")


def drop_section(folder: Folder, count: int = 1) -> None:
    """Take the last sections out of the channel file."""
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    folder.write("playlists.yaml", text.rsplit("  - key:", count)[0])


def made(folder: Folder) -> tuple[set[str], int]:
    sections = folder.items("channelSections?part=snippet&mine=true")
    return {each["snippet"]["title"] for each in folder.playlists()}, len(sections)


def entries(folder: Folder, title: str) -> list[str]:
    return folder.entries(next(each["id"] for each in folder.playlists() if each["snippet"]["title"] == title))


def test_nothing_is_deleted_without_prune(channel: Folder) -> None:
    before = made(channel)
    drop_section(channel)
    list_videos(channel, channel.uploads()[1:])
    result = channel.sync()
    assert (result.code, result.json["changes"]) == (0, [])
    assert made(channel) == before


def test_prune_deletes_what_was_made_for_sections_that_are_gone_and_nothing_of_others(channel: Folder) -> None:
    foreign = channel.add_playlist("Của người khác")
    drop_section(channel)
    result = channel.sync("--prune")
    assert result.code == 0
    assert [(c["action"], c["kind"]) for c in result.json["changes"]] == [("delete", "shelf"), ("delete", "playlist")]
    titles, shelves = made(channel)
    assert (len(titles), shelves) == (7, 6)
    assert foreign in {each["id"] for each in channel.playlists()}
    assert channel.sync("--prune").json["changes"] == []


def test_prune_takes_out_what_the_list_no_longer_has_and_what_stands_twice(channel: Folder) -> None:
    videos = channel.uploads()
    playlist = next(each["id"] for each in channel.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    resource = {"kind": "youtube#video", "videoId": videos[4]}
    channel.request("POST", "playlistItems?part=snippet", {"snippet": {"playlistId": playlist, "resourceId": resource}})
    channel.request("DELETE", f"videos?id={videos[7]}")
    list_videos(channel, videos[1:7] + videos[8:])
    result = channel.sync("--prune")
    assert result.code == 0
    assert {c["action"] for c in result.json["changes"]} == {"delete"}
    assert result.json["notes"] == []  # nothing of it stays
    assert "section: tin-co-so" in result.err
    assert entries(channel, "Tin cơ sở") == videos[1:7] + videos[8:]
    assert channel.sync("--prune").json["changes"] == []
    assert len(channel.uploads()) == 39  # videos are never deleted


@pytest.mark.parametrize("count", [3, 7])
def test_many_deletions_need_a_second_word(channel: Folder, count: int) -> None:
    """More than 30 % or five of a kind."""
    before = made(channel)
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    drop_section(channel, count)
    if count == 7:
        channel.write("videos.yaml", "videos: []\n")
        channel.write("playlists.yaml", text.partition("sections:")[0] + "sections: []\n")
    result = channel.sync("--prune")
    assert result.code == 8
    assert "--force" in result.err
    assert made(channel) == before
    told = channel.sync("--prune", "--dry-run")
    assert told.code == 0
    assert "--force" in told.err
    assert channel.sync("--prune", "--force").code == 0
    assert len(made(channel)[0]) == 7 - count


def test_a_file_that_lost_its_sections_is_no_channel_in_step(channel: Folder) -> None:
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    channel.write("videos.yaml", "videos: []\n")
    channel.write("playlists.yaml", text.partition("sections:")[0] + "sections: []\n")
    assert channel.run("sync", "--sandbox", "--check").code == 8
    assert channel.sync().code == 8


def test_many_videos_turned_public_need_a_second_word(channel: Folder) -> None:
    videos = channel.uploads()[:6]
    for video in videos:
        body = {"id": video, "status": {"privacyStatus": "unlisted"}}
        channel.request("PUT", "videos?part=status", body)
    rows = [f'  - video: "{video}"\n    privacy: public' for video in videos]
    channel.write("cong-khai.yaml", "videos:\n" + "\n".join(rows) + "\n")
    result = channel.upload("cong-khai.yaml")
    assert result.code == 8
    assert "6" in result.err
    assert channel.upload("cong-khai.yaml", "--force").code == 0


def test_what_was_deleted_comes_back(channel: Folder) -> None:
    """A playlist with its entries in their order, its shelf in its place; ids are new ones."""
    titles, shelves = made(channel)
    order = entries(channel, "Theo gương Bác")
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("  - key: theo-guong-bac")
    channel.write("playlists.yaml", before + "  - key:" + rest.partition("  - key:")[2])
    channel.write("videos.yaml", "videos: []\n")
    assert channel.sync("--prune").code == 0
    assert "Theo gương Bác" not in made(channel)[0]
    page = [
        each["contentDetails"]["playlists"] for each in channel.items("channelSections?part=contentDetails&mine=true")
    ]
    go_back(channel)
    assert made(channel) == (titles, shelves)
    assert entries(channel, "Theo gương Bác") == order
    now = [
        each["contentDetails"]["playlists"] for each in channel.items("channelSections?part=contentDetails&mine=true")
    ]
    assert [each for each in now if each in page] == page
    new = next(each["id"] for each in channel.playlists() if each["snippet"]["title"] == "Theo gương Bác")
    assert now.index([new]) == 3


def test_a_playlist_that_others_made_stays_when_its_section_goes(folder: Folder) -> None:
    """It was adopted by its title: that does not make it ours."""
    adopted = folder.add_playlist("Tin cơ sở")
    assert folder.sync().code == 0
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("  - key: tin-co-so")
    folder.write("playlists.yaml", before + "  - key:" + rest.partition("  - key:")[2])
    result = folder.sync("--prune", "--force")
    assert result.code == 0
    assert adopted in {each["id"] for each in folder.playlists()}
    assert adopted in {each["id"] for each in result.json["kept"]}


def test_entries_stay_where_the_list_has_videos_that_are_not_known_here(channel: Folder) -> None:
    """They may have been uploaded from another machine, whose ledger knows which videos they are."""
    videos = channel.uploads()
    rows = [f'  - video: "{video}"\n    sections: [tin-co-so, theo-guong-bac]' for video in videos[:-1]]
    rows.append("  - file: o-may-khac.mp4\n    title: Ở máy khác\n    sections: [tin-co-so]")
    channel.write("videos.yaml", "videos:\n" + "\n".join(rows) + "\n")
    result = channel.sync("--prune")
    assert [(c["action"], c["key"]) for c in result.json["changes"]] == [("delete", f"theo-guong-bac/{videos[-1]}")]
    assert "entry-unsure" in {note["code"] for note in result.json["notes"]}
    assert videos[-1] in entries(channel, "Tin cơ sở")


def test_an_entry_that_two_pages_have_is_one(channel: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that changes while it is read shows an entry at the end of a page and at the beginning of the next."""
    read = YouTube.items

    def shifting(self: YouTube, call: Call) -> Iterator[Json]:
        found = list(read(self, call))
        yield from found
        if call.method == "youtube.playlistItems.list":
            yield from found[:1]

    monkeypatch.setattr(YouTube, "items", shifting)
    assert channel.sync("--prune").json["changes"] == []


def test_a_channel_that_was_emptied_on_purpose_is_in_step(channel: Folder) -> None:
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    channel.write("videos.yaml", "videos: []\n")
    channel.write("playlists.yaml", text.partition("sections:")[0] + "sections: []\n")
    assert channel.sync("--prune", "--force").code == 0
    assert channel.run("sync", "--sandbox", "--check").code == 0


def test_prune_deletes_shelves_that_were_made_here_and_are_no_longer_listed(folder: Folder) -> None:
    """One that was renamed in the file would stand twice; what others have put on the page stays."""
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    listed = (
        "\nshelves:\n  - type: recentUploads\n  - {type: multiplePlaylists, title: Học Bác, sections: [tin-co-so]}\n"
    )
    folder.write("playlists.yaml", text.replace("    shelf: true\n", "") + listed)
    folder.request("POST", "channelSections?part=snippet", {"snippet": {"type": "popularUploads"}})
    assert folder.sync().code == 0
    changed = listed.replace("  - type: recentUploads\n", "").replace("Học Bác", "Học và làm theo Bác")
    folder.write("playlists.yaml", text.replace("    shelf: true\n", "") + changed)
    assert folder.sync("--prune", "--force").code == 0
    sections = folder.items("channelSections?part=snippet&mine=true")
    kinds = {(each["snippet"]["type"], each["snippet"].get("title")) for each in sections}
    assert kinds == {("popularUploads", None), ("multiplePlaylists", "Học và làm theo Bác")}


def test_the_history_is_read_without_a_request(folder: Folder) -> None:
    """Also when the budget is spent, which is when one looks."""
    assert folder.sync().code == 0
    folder.steer("DELETE", "journal")
    assert folder.run("history", "--sandbox").code == 0
    assert folder.journal() == []
