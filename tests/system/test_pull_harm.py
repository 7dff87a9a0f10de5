"""A pull does no harm: lists that lag, drafts, defaults, files that change under way, and texts stay what they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from tests.system.conftest import Folder

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
HEAD = """\
channel:
  timezone: Asia/Ho_Chi_Minh
  quota: {default: 1000000}
"""
TWO = """\
sections:
  - key: a  # luôn đứng đầu
    title: Tin cơ sở
    privacy: public
    shelf: true
    defaults: {privacy: unlisted, tags: [tin]}
  - key: b
    title: Phóng sự
    privacy: public
    shelf: true
"""


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """Two sections, three videos of which one stands in the first section, and a list."""
    folder.write("playlists.yaml", HEAD + TWO)
    folder.steer("PUT", "settings", {"now": "2026-11-24T07:00:00Z", "quota": {"default": 1_000_000}})
    folder.steer("POST", "seed", {"videos": 3, "playlists": 0, "seed": 4})
    folder.write("videos.yaml", f"videos:\n  - video: {folder.uploads()[0]}\n    sections: [a]\n")
    assert folder.sync().code == 0
    return folder


def again(folder: Folder) -> Any:
    result = folder.run("pull", "--sandbox", "--json", "--yes")
    assert result.code == 0, result.err
    return result.json


def read(folder: Folder, name: str) -> Any:
    return yaml.safe_load((folder.path / name).read_text("utf-8"))


def in_step(folder: Folder) -> None:
    for command in (["sync", "--check"], ["upload", "--dry-run"]):
        result = folder.run(*command, "--sandbox", "--json")
        assert (result.code, result.json["changes"]) == (0, []), result.err


@pytest.mark.parametrize("method", ["playlists", "channelSections", "playlistItems"])
def test_a_list_that_lags_takes_nothing_from_the_files(channel: Folder, method: str) -> None:
    before = (channel.path / "playlists.yaml").read_text("utf-8")
    channel.fault(f"youtube.{method}.list", "stale-1")
    again(channel)
    assert (channel.path / "playlists.yaml").read_text("utf-8") == before
    assert read(channel, "videos.yaml")["videos"][0]["sections"] == ["a"]
    in_step(channel)


def test_paragraphs_stay_when_something_beside_them_changes(channel: Folder) -> None:
    video = channel.uploads()[0]
    text = "Một\n\nhai\n \n\n\nba\n#HaiPhong #DangUy"
    for title in ("A", "B"):
        snippet = {"title": title, "categoryId": "22", "description": text}
        channel.request("PUT", "videos?part=snippet", {"id": video, "snippet": snippet})
        if title == "A":
            (channel.path / "videos.yaml").unlink()
        again(channel)
    entry = next(each for each in read(channel, "videos.yaml")["videos"] if each["video"] == video)
    assert (entry["title"], entry["description"]) == ("B", text)
    in_step(channel)


def test_a_draft_keeps_its_shelf_and_its_entries(channel: Folder) -> None:
    draft = "  - key: nhap\n    title: Nháp\n    shelf: true\n"
    channel.write("playlists.yaml", HEAD + TWO + draft)
    listed = (channel.path / "videos.yaml").read_text("utf-8") + "  - video: ZZZZZZZZZZ1\n    sections: [nhap]\n"
    channel.write("videos.yaml", listed)
    channel.add_playlist("Mới")
    sections = channel.items("channelSections?part=snippet&mine=true")
    channel.request("DELETE", f"channelSections?id={sections[0]['id']}")
    again(channel)
    assert draft in (channel.path / "playlists.yaml").read_text("utf-8")
    assert {"video": "ZZZZZZZZZZ1", "sections": ["nhap"]} in read(channel, "videos.yaml")["videos"]


def test_an_entry_that_is_not_up_leaves_a_section_that_is_gone(channel: Folder) -> None:
    text = (channel.path / "videos.yaml").read_text("utf-8")
    channel.write("videos.yaml", text + "  - file: moi.mp4\n    title: Mới\n    sections: [a, b]\n")
    gone = next(each for each in channel.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    channel.request("DELETE", f"playlists?id={gone['id']}")
    again(channel)
    (entry,) = [each for each in read(channel, "videos.yaml")["videos"] if "file" in each]
    assert entry["sections"] == ["b"]
    assert channel.run("sync", "--sandbox", "--check").code == 0


def test_a_file_that_leaves_a_section_does_not_change_by_the_defaults_it_loses(channel: Folder) -> None:
    shutil.copy(MP4, channel.path / "hội nghị.mp4")
    channel.write("videos.yaml", "videos:\n  - file: hội nghị.mp4\n    title: Hội nghị\n    sections: [a]\n")
    assert channel.upload().code == 0
    (playlist,) = [each for each in channel.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    for entry in channel.items(f"playlistItems?part=snippet&maxResults=50&playlistId={playlist['id']}"):
        channel.request("DELETE", f"playlistItems?id={entry['id']}")
    again(channel)
    entry = next(each for each in read(channel, "videos.yaml")["videos"] if "file" in each)
    assert (entry["privacy"], "sections" in entry) == ("unlisted", False)
    in_step(channel)


def test_a_lost_ledger_makes_no_second_entry_of_a_file(channel: Folder) -> None:
    shutil.copy(MP4, channel.path / "hội nghị.mp4")
    channel.write("videos.yaml", "videos:\n  - file: hội nghị.mp4\n    title: Hội nghị\n    sections: [a]\n")
    assert channel.upload().code == 0
    for file in (channel.path / ".ytchannel").glob("sandbox-ledger.db*"):
        file.unlink()
    again(channel)
    entries = read(channel, "videos.yaml")["videos"]
    assert [each.get("title") for each in entries].count("Hội nghị") == 1
    assert "file" in entries[0]


def test_what_somebody_writes_while_the_question_stands_is_not_overwritten(
    channel: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ytchannel.workflows import pull

    channel.add_playlist("Mới")
    plan = pull.plan

    def slow(*given: Any) -> Any:
        planned = plan(*given)
        channel.write("playlists.yaml", HEAD + TWO + "# mới ghi\n")
        return planned

    monkeypatch.setattr(pull, "plan", slow)
    result = channel.run("pull", "--sandbox", "--yes")
    assert (result.code, "playlists.yaml" in result.err) == (8, True)
    assert (channel.path / "playlists.yaml").read_text("utf-8").endswith("# mới ghi\n")


def test_links_and_rights_of_files_stay(channel: Folder) -> None:
    (channel.path / "kho").mkdir()
    kept = channel.path / "kho" / "kenh.yaml"
    (channel.path / "playlists.yaml").rename(kept)
    kept.chmod(0o640)
    (channel.path / "playlists.yaml").symlink_to(kept)
    channel.add_playlist("Mới")
    again(channel)
    assert (channel.path / "playlists.yaml").is_symlink()
    assert (kept.stat().st_mode & 0o777, "Mới" in kept.read_text("utf-8")) == (0o640, True)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_of_json_stays_json(channel: Folder, indent: int | None) -> None:
    text = json.dumps(yaml.safe_load(HEAD + TWO), indent=indent, ensure_ascii=False)
    channel.write("playlists.yaml", text)
    channel.add_playlist("Mới")
    again(channel)
    edited = (channel.path / "playlists.yaml").read_text("utf-8")
    assert [each["title"] for each in json.loads(edited)["sections"]] == ["Tin cơ sở", "Phóng sự", "Mới"]
    assert edited.startswith(text[: text.rindex("}", 0, text.rindex("]"))])
    in_step(channel)


def test_a_value_that_other_places_use_too_is_left_alone(channel: Folder) -> None:
    shared = TWO.replace("defaults: {", "localizations: &khac {en: {title: News}}\n    defaults: {")
    text = (HEAD + shared + "    localizations: *khac\n").replace("public\n", "public\n    language: vi\n")
    channel.write("playlists.yaml", text)
    assert channel.sync().code == 0
    (playlist,) = [each for each in channel.playlists() if each["snippet"]["title"] == "Phóng sự"]
    localizations = {"en": {"title": "Reports", "description": ""}}
    snippet = {"title": "Phóng sự", "defaultLanguage": "vi"}
    body = {"id": playlist["id"], "snippet": snippet, "localizations": localizations}
    channel.request("PUT", "playlists?part=snippet,localizations", body)
    result = channel.run("pull", "--sandbox", "--yes")
    assert (result.code, "playlists.yaml:10:20: " in result.err) == (3, True), result.err
    assert (channel.path / "playlists.yaml").read_text("utf-8") == text
