"""history tells every write; undo takes a run back, field by field."""

from __future__ import annotations

import os
import pwd
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """A synced channel with twelve videos, each in two sections."""
    folder.steer("POST", "seed", {"videos": 12, "playlists": 0, "seed": 2})
    assert folder.sync().code == 0
    rows = [f'  - video: "{v}"\n    sections: [tin-co-so, theo-guong-bac]' for v in folder.uploads()]
    folder.write("videos.yaml", "videos:\n" + "\n".join(rows) + "\n")
    assert folder.sync().code == 0
    return folder


def state(folder: Folder) -> dict[str, Any]:
    """All that can be written, as others read it; fingerprints left out."""

    def plain(resource: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in resource.items() if name != "etag"}

    playlists = folder.items("playlists?part=snippet,status,localizations&mine=true&maxResults=50")
    return {
        "playlists": [plain(each) for each in playlists],
        "entries": {each["id"]: folder.entries(each["id"]) for each in playlists},
        "sections": [plain(each) for each in folder.items("channelSections?part=snippet,contentDetails&mine=true")],
        "videos": [plain(each) for each in folder.videos()],
    }


def last_run(folder: Folder) -> str:
    return str(folder.run("history", "--sandbox", "--json").json["runs"][0]["number"])


def go_back(folder: Folder) -> Any:
    result = folder.run("undo", last_run(folder), "--sandbox", "--yes", "--json")
    assert result.code == 0
    return result.json


def edit(folder: Folder, what: str) -> None:
    match what:
        case "title and description":
            folder.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
            folder.replace("Tin tức về hoạt động", "Tin mới về hoạt động")
        case "privacy":
            folder.replace("privacy: public", "privacy: unlisted")
        case "language":
            folder.replace("privacy: public\n    language: vi", "privacy: public\n    language: en")
        case "new section":
            text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
            more = "  - key: moi\n    title: Chuyên mục mới\n    privacy: public\n    shelf: true\n    order: newest\n"
            folder.write("playlists.yaml", text.rstrip() + "\n" + more + "    collect: {title: '*'}\n")
        case "order of shelves":
            text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
            head, last = text.rsplit("  - key:", 1)
            first = head.index("  - key:")
            folder.write("playlists.yaml", head[:first] + "  - key:" + last.rstrip() + "\n" + head[first:])
        case "order of entries":
            folder.replace("key: tin-co-so", "key: tin-co-so\n    order: oldest")
            folder.replace("key: theo-guong-bac", "key: theo-guong-bac\n    order: title")


@pytest.mark.parametrize(
    "what", ["title and description", "privacy", "language", "new section", "order of shelves", "order of entries"]
)
def test_undo_returns_the_channel_to_what_it_was(channel: Folder, what: str) -> None:
    before = state(channel)
    edit(channel, what)
    changed = channel.sync()
    assert (changed.code, changed.json["failed"]) == (0, [])
    assert changed.json["applied"] > 0
    assert state(channel) != before
    assert go_back(channel)["notes"] == []
    assert state(channel) == before


def test_undo_is_a_plan_with_a_price_that_is_asked_for(channel: Folder) -> None:
    edit(channel, "title and description")
    channel.sync()
    result = channel.run("undo", last_run(channel), "--sandbox", "--dry-run", "--json")
    assert [(c["action"], c["kind"], c["units"]) for c in result.json["changes"]] == [("update", "playlist", 50)] * 2
    asked = channel.run("undo", last_run(channel), "--sandbox")
    assert asked.code == 2
    assert "--yes" in asked.err


def test_undo_of_undo_is_the_change_again(channel: Folder) -> None:
    edit(channel, "title and description")
    channel.sync()
    then = state(channel)
    go_back(channel)
    go_back(channel)
    assert state(channel) == then


def test_what_was_changed_again_since_is_left_alone_and_said(channel: Folder) -> None:
    edit(channel, "title and description")
    channel.sync()
    run = last_run(channel)
    playlist = next(each for each in channel.playlists() if each["snippet"]["title"] == "Tin từ cơ sở")
    body = {"id": playlist["id"], "snippet": {**playlist["snippet"], "title": "Người khác sửa"}}
    channel.request("PUT", "playlists?part=snippet", body)
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert [note["code"] for note in result.json["notes"]] == ["undo-changed"]
    assert "Người khác sửa" in {each["snippet"]["title"] for each in channel.playlists()}


def test_the_tags_and_schedule_of_a_video_come_back(channel: Folder) -> None:
    video = channel.uploads()[0]
    before = state(channel)
    row = f'videos:\n  - video: "{video}"\n    title: Đổi tên\n    tags: [mới]\n    privacy: unlisted\n'
    channel.write("khac.yaml", row)
    assert channel.upload("khac.yaml").json["applied"] == 1
    assert state(channel) != before
    go_back(channel)
    assert state(channel) == before


def test_uploaded_videos_stay_and_that_is_said(channel: Folder) -> None:
    channel.clip("video/a.mp4", "phim ")
    channel.write("len.yaml", "videos:\n  - file: video/a.mp4\n    title: Mới\n    sections: [tin-co-so]\n")
    assert channel.upload("len.yaml").code == 0
    result = channel.run("undo", last_run(channel), "--sandbox", "--yes")
    assert result.code == 0
    assert "YouTube Studio" in result.out
    assert "Mới" in {each["snippet"]["title"] for each in channel.videos()}


def test_history_tells_what_when_and_who(channel: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "thu.ha")  # anybody can say so
    user = pwd.getpwuid(os.getuid()).pw_name
    edit(channel, "title and description")
    channel.sync("--profile", "vanphong")
    runs = channel.run("history", "--sandbox", "--json").json["runs"]
    assert (runs[0]["user"], runs[0]["writes"]) == (f"{user} (vanphong)", 2)
    result = channel.run("history", str(runs[0]["number"]), "--sandbox")
    assert "“Tin cơ sở” → “Tin từ cơ sở”" in result.out
    assert channel.run("undo", "4711", "--sandbox", "--yes").code == 2
    assert channel.run("history", "4711", "--sandbox").code == 2


def test_history_speaks_as_plans_do(channel: Folder) -> None:
    """Words for privacy, places counted from 1, nothing of how it is stored."""
    edit(channel, "order of entries")
    edit(channel, "privacy")
    channel.sync()
    told = channel.run("history", last_run(channel), "--sandbox").out
    assert "privacy: public → unlisted" in told
    assert "move within section" in told
    assert "None" not in told
    assert " → 0" not in told


def test_a_write_whose_answer_was_lost_is_told_as_unsure(channel: Folder) -> None:
    """The row is there before the request is sent; undo does not guess."""
    channel.fault("youtube.playlists.insert", "drop")
    edit(channel, "new section")
    assert channel.sync().code == 6
    run = last_run(channel)
    writes = channel.run("history", run, "--sandbox", "--json").json["writes"]
    assert (writes[0]["kind"], writes[0]["outcome"]) == ("playlist", "begun")
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert result.json["notes"] == [{"code": "undo-unsure", "section": "", "count": 1, "names": ["Chuyên mục mới"]}]


def test_a_playlist_that_was_filled_since_is_left_alone(channel: Folder) -> None:
    """What later runs or people put into it would be gone for good."""
    before = state(channel)
    playlist = next(each["id"] for each in channel.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    result = channel.run("undo", "1", "--sandbox", "--yes", "--json")
    assert {"undo-filled"} == {note["code"] for note in result.json["notes"]}
    assert "Tin cơ sở" in result.json["notes"][0]["names"]
    assert len(channel.entries(playlist)) == 12
    assert before["entries"][playlist] == channel.entries(playlist)


def test_a_new_section_goes_with_its_entries_at_the_price_of_two_deletions_and_comes_back(channel: Folder) -> None:
    edit(channel, "new section")
    channel.sync()
    filled = next(each for each in channel.playlists() if each["snippet"]["title"] == "Chuyên mục mới")
    entries = channel.entries(filled["id"])
    assert len(entries) == 12
    gone = go_back(channel)
    assert [(c["action"], c["kind"]) for c in gone["changes"]] == [("delete", "shelf"), ("delete", "playlist")]
    go_back(channel)
    again = next(each for each in channel.playlists() if each["snippet"]["title"] == "Chuyên mục mới")
    assert channel.entries(again["id"]) == entries


def test_what_was_taken_out_comes_back_to_its_places(channel: Folder) -> None:
    """Among entries that the same run has put in and moved."""
    videos = channel.uploads()
    channel.replace("key: tin-co-so", "key: tin-co-so\n    order: listed")
    kept = [videos[9], videos[0], *videos[3:7], videos[10]]
    channel.write("videos.yaml", "".join(["videos:\n", *(row(video, "tin-co-so") for video in kept)]))
    before = state(channel)
    result = channel.sync("--prune", "--force")
    assert result.code == 0
    assert {change["action"] for change in result.json["changes"]} == {"move", "delete"}
    assert state(channel) != before
    go_back(channel)
    assert state(channel)["entries"] == before["entries"]


def row(video: str, section: str) -> str:
    return f'  - video: "{video}"\n    sections: [{section}]\n'


def test_shelves_that_went_together_come_back_to_their_places(channel: Folder) -> None:
    titles = [each["snippet"]["title"] for each in channel.playlists()]
    page = shelves(channel)
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    head, *sections = text.split("  - key:")
    channel.write("playlists.yaml", "  - key:".join([head, *sections[:2], *sections[4:]]))
    channel.write("videos.yaml", "videos: []\n")
    assert channel.sync("--prune").code == 0
    assert len(shelves(channel)) == len(page) - 2
    go_back(channel)
    assert shelves(channel) == page
    assert sorted(titles) == sorted(each["snippet"]["title"] for each in channel.playlists())


def shelves(folder: Folder) -> list[str]:
    """The titles of the playlists on the page, in its order."""
    titles = {each["id"]: each["snippet"]["title"] for each in folder.playlists()}
    sections = folder.items("channelSections?part=contentDetails&mine=true")
    return [titles[each["contentDetails"]["playlists"][0]] for each in sections]


def test_entries_that_were_moved_again_since_are_left_alone(channel: Folder) -> None:
    edit(channel, "order of entries")
    channel.sync()
    run = last_run(channel)
    for playlist in channel.playlists():
        items = channel.items(f"playlistItems?part=snippet&maxResults=50&playlistId={playlist['id']}")
        for item in items[-1:]:
            snippet = {**item["snippet"], "position": 0}
            channel.request("PUT", "playlistItems?part=snippet", {"id": item["id"], "snippet": snippet})
    then = state(channel)
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert result.json["changes"] == []
    assert {note["code"] for note in result.json["notes"]} == {"undo-changed"}
    assert state(channel) == then


@pytest.mark.parametrize("places", [(0,), (5,), (12,), (0, 7, 7, 14)])
def test_entries_that_were_added_since_do_not_hold_up_the_way_back(channel: Folder, places: tuple[int, ...]) -> None:
    """They stay beside those that they stand behind; what was there comes back around them."""
    before = state(channel)["entries"]
    edit(channel, "order of entries")
    channel.sync()
    run = last_run(channel)
    new = add_later(channel, places)
    filled = state(channel)["entries"]
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert (result.code, result.json["notes"]) == (0, [])
    after = state(channel)["entries"]
    assert after != filled
    assert {id_: [video for video in after[id_] if video not in new] for id_ in after} == before
    for id_, videos in after.items():
        assert sorted(videos) == sorted(filled[id_])
        if videos and places[0] == 0:
            assert videos[0] == filled[id_][0]
    go_back(channel)
    assert state(channel)["entries"] == filled


def add_later(folder: Folder, places: tuple[int, ...]) -> list[str]:
    """Videos that somebody puts into the ordered playlists later on."""
    Event().wait(1.1)  # YouTube tells the second in which an entry was added
    rows = "".join(f"  - file: video/{place}.mp4\n    title: Phim {place}\n" for place in range(len(places)))
    for place in range(len(places)):
        folder.clip(f"video/{place}.mp4", f"phim {place} ")
    folder.write("them.yaml", "videos:\n" + rows)
    assert folder.upload("them.yaml").code == 0
    new = folder.uploads()[: len(places)]
    for playlist in [
        each for each in folder.playlists() if each["snippet"]["title"] in ("Tin cơ sở", "Theo gương Bác")
    ]:
        for video, place in zip(new, places, strict=True):
            resource = {"kind": "youtube#video", "videoId": video}
            snippet = {"playlistId": playlist["id"], "resourceId": resource, "position": place}
            folder.request("POST", "playlistItems?part=snippet", {"snippet": snippet})
    return new


def test_a_shelf_that_was_changed_again_since_is_left_alone(channel: Folder) -> None:
    edit(channel, "order of shelves")
    channel.sync()
    run = last_run(channel)
    last = channel.items("channelSections?part=snippet,contentDetails&mine=true")[-1]
    last["snippet"]["position"] = 0
    channel.request("PUT", "channelSections?part=snippet,contentDetails", last)
    page = shelves(channel)
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert [note["code"] for note in result.json["notes"]] == ["undo-changed"]
    assert shelves(channel) == page


@pytest.mark.parametrize("what", ["title and description", "order of shelves", "order of entries"])
def test_a_run_that_was_taken_back_already_has_nothing_to_take_back(channel: Folder, what: str) -> None:
    edit(channel, what)
    channel.sync()
    run = last_run(channel)
    go_back(channel)
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert (result.code, result.json["changes"]) == (0, [])
    assert {note["code"] for note in result.json["notes"]} <= {"undo-same", "undo-changed"}
    assert "as declared" not in channel.run("undo", run, "--sandbox", "--yes").out


def test_a_schedule_comes_back_with_the_privacy(channel: Folder) -> None:
    video = channel.uploads()[0]
    channel.clip("video/b.mp4", "phim khác ")
    listed = "videos:\n  - file: video/b.mp4\n    title: Hẹn giờ\n    publish_at: 2100-01-01 07:00\n"
    channel.write("hen.yaml", listed)
    assert channel.upload("hen.yaml").code == 0
    video = next(each["id"] for each in channel.videos() if each["snippet"]["title"] == "Hẹn giờ")
    before = state(channel)
    channel.write("ra.yaml", f'videos:\n  - video: "{video}"\n    privacy: unlisted\n')
    assert channel.upload("ra.yaml").json["applied"] == 1
    go_back(channel)
    assert state(channel) == before


def test_what_a_deleted_playlist_showed_comes_back_as_far_as_it_is_there(channel: Folder) -> None:
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("  - key: theo-guong-bac")
    channel.write("playlists.yaml", before + "  - key:" + rest.partition("  - key:")[2])
    channel.write("videos.yaml", "videos: []\n")
    videos = channel.entries(next(e["id"] for e in channel.playlists() if e["snippet"]["title"] == "Theo gương Bác"))
    channel.request("DELETE", f"videos?id={videos[3]}")
    assert channel.sync("--prune").code == 0
    assert go_back(channel)["failed"] == []
    again = next(each["id"] for each in channel.playlists() if each["snippet"]["title"] == "Theo gương Bác")
    assert channel.entries(again) == videos[:3] + videos[4:]


def test_a_run_in_which_nothing_was_written_is_a_run(channel: Folder) -> None:
    channel.fault("youtube.playlists.update", "400-invalidPlaylistSnippet", "400-invalidPlaylistSnippet")
    edit(channel, "title and description")
    assert channel.sync().code == 6
    assert channel.run("undo", last_run(channel), "--sandbox", "--yes").code == 0


def test_a_change_whose_answers_were_all_lost_is_told_as_unsure(channel: Folder) -> None:
    """YouTube may have made it: undo must not pass over it as if nothing had been written."""
    channel.fault("youtube.playlists.update", *["lose"] * 5)
    channel.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    assert channel.sync().code == 6
    result = channel.run("undo", last_run(channel), "--sandbox", "--yes", "--json")
    assert [note["code"] for note in result.json["notes"]] == ["undo-unsure"]
