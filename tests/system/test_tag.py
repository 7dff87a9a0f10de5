"""tag: what is said of videos that are up, one by one from a list, or many by a filter."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder, Result

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
PARTS = "snippet,status,recordingDetails,localizations,paidProductPlacementDetails"
EVERYTHING = {
    "snippet": {
        "title": "Hội nghị giao ban — ĂẮẰẲẴẶ",
        "description": "Toàn cảnh.\n\nDòng hai.",
        "tags": ["hội nghị", "Đảng ủy Khối"],
        "categoryId": "25",
        "defaultLanguage": "vi",
        "defaultAudioLanguage": "vi",
    },
    "status": {
        "privacyStatus": "private",
        "publishAt": "2030-01-01T00:00:00Z",
        "license": "creativeCommon",
        "embeddable": True,
        "publicStatsViewable": True,
        "selfDeclaredMadeForKids": True,
        "containsSyntheticMedia": True,
    },
    "recordingDetails": {"recordingDate": "2026-11-20T00:00:00Z"},
    "localizations": {
        "en": {"title": "Briefing", "description": "All of it."},
        "vi": {"title": "Hội nghị giao ban — ĂẮẰẲẴẶ", "description": "Toàn cảnh.\n\nDòng hai."},
    },
}


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel with three videos: a and b in Tin cơ sở, c in none."""
    folder.sync()
    rows = []
    for name in "abc":
        (folder.path / f"{name}.mp4").write_bytes(MP4.read_bytes() + name.encode())
        sections = "tin-co-so" if name != "c" else ""
        rows.append(f"  - {{file: {name}.mp4, title: Tin {name}, sections: [{sections}], tags: [chung, của {name}]}}\n")
    folder.write("videos.yaml", "videos:\n" + "".join(rows))
    assert folder.upload().code == 0
    folder.steer("DELETE", "journal")
    return folder


def tag(folder: Folder, *more: str) -> Result:
    return folder.run("tag", "--sandbox", "--yes", "--json", *more)


def by_title(folder: Folder, part: str = "snippet,status") -> dict[str, dict[str, Any]]:
    return {video["snippet"]["title"]: video for video in folder.videos(part)}


def tags(folder: Folder) -> dict[str, list[str]]:
    return {title: video["snippet"].get("tags", []) for title, video in by_title(folder).items()}


def test_one_tag_more_changes_the_tags_and_nothing_else(ready: Folder) -> None:
    """videos.update replaces every part that it names, so all that can be written of it is carried."""
    video = by_title(ready)["Tin c"]["id"]
    ready.request("PUT", f"videos?part={','.join(EVERYTHING)}", {"id": video, **EVERYTHING})
    (before,) = ready.items(f"videos?part={PARTS}&id={video}")
    for part, fields in EVERYTHING.items():
        assert before[part].items() >= fields.items()
    ready.write("videos.yaml", f"videos:\n  - {{video: {video}, tags: {{add: [thêm một thẻ]}}}}\n")
    ready.steer("DELETE", "journal")
    assert tag(ready).code == 0
    (after,) = ready.items(f"videos?part={PARTS}&id={video}")
    assert after["snippet"].pop("tags") == [*before["snippet"].pop("tags"), "thêm một thẻ"]
    for each in (before, after):
        each.pop("etag", None)
    assert after == before
    writes = [request["units"] for request in ready.journal() if request["method"] == "youtube.videos.update"]
    assert writes == [50]
    assert tag(ready).json["changes"] == []


def test_only_what_differs_is_written_and_nothing_goes_up(ready: Folder) -> None:
    (ready.path / "d.mp4").write_bytes(MP4.read_bytes() + b"d")
    ready.replace("title: Tin a", "title: Tin A", "videos.yaml")
    with (ready.path / "videos.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {file: d.mp4, title: d, sections: [theo-guong-bac]}\n")
    result = tag(ready)
    assert result.code == 0
    assert [(each["action"], each["kind"], each["units"]) for each in result.json["changes"]] == [
        ("update", "video", 50)
    ]
    assert [(note["code"], note["count"]) for note in result.json["notes"]] == [("not-up", 1)]
    assert sorted(by_title(ready)) == ["Tin A", "Tin b", "Tin c"]
    assert {request["method"] for request in ready.journal() if not request["method"].endswith(".list")} == {
        "youtube.videos.update"
    }


def test_tags_come_and_go_whatever_their_case_and_form(ready: Folder) -> None:
    edits = f"tags: {{add: [Mới, CHUNG], remove: ['{unicodedata.normalize('NFD', 'CỦA a')}', không có]}}"
    ready.replace("tags: [chung, của a]", edits, "videos.yaml")
    assert tag(ready).code == 0
    assert tags(ready)["Tin a"] == ["chung", "Mới"]


def test_an_upload_takes_the_edits_to_the_tags_of_its_sections(ready: Folder) -> None:
    ready.replace(
        "    shelf: true\n\n  - key: bao-ve", "    shelf: true\n    defaults: {tags: [một, hai]}\n\n  - key: bao-ve"
    )
    (ready.path / "d.mp4").write_bytes(MP4.read_bytes() + b"d")
    entry = "{file: d.mp4, title: d, sections: [tin-co-so], tags: {add: [ba], remove: [Hai]}}"
    ready.write("videos.yaml", f"videos:\n  - {entry}\n")
    assert ready.upload().code == 0
    assert tags(ready)["d"] == ["ba", "một"]
    assert ready.upload().json["changes"] == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("{add: [a], rid: [b]}", ["unknown-key"]),
        ("{add: ['a,b']}", ["tag-comma"]),
        ("{add: a}", ["wants-list"]),
        ("text", ["wants-list"]),
        ("['<b>', ok]", ["angle-bracket"]),
    ],
)
def test_what_is_no_list_of_tags(ready: Folder, value: str, codes: list[str]) -> None:
    ready.replace("tags: [chung, của a]", f"tags: {value}", "videos.yaml")
    result = ready.run("check", "--json")
    assert [each["code"] for each in result.json["problems"]] == codes


def test_more_tags_than_a_video_can_have_are_a_problem_before_anything_is_written(ready: Folder) -> None:
    ready.replace("tags: [chung, của b]", f"tags: {{add: [{'x' * 490}]}}", "videos.yaml")
    ready.replace("title: Tin a", "title: Tin A", "videos.yaml")
    for command in ("tag", "upload"):
        result = ready.run(command, "--sandbox", "--yes", "--json")
        assert (result.code, [each["code"] for each in result.json["problems"]]) == (3, ["tags-unfit"])
    assert all(request["method"].endswith(".list") for request in ready.journal())


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (["section=tin-co-so"], "ab"),
        (["section=Tin cơ sở", "tag=CỦA b"], "b"),
        (["section!=tin-co-so"], "c"),
        (["title=*c"], "c"),
        (["title!=tin c"], "ab"),
        (["privacy=private", "tag=chung"], "abc"),
        (["privacy=public"], ""),
        (["category=news & politics"], "abc"),
        (["category!=25"], ""),
        (["since=2020-01-01"], ""),  # none is published
        (["language=vi"], "abc"),
    ],
)
def test_a_filter_finds_its_videos(ready: Folder, conditions: list[str], found: str) -> None:
    where = [part for each in conditions for part in ("--where", each)]
    result = ready.run("tag", "--sandbox", "--dry-run", "--json", *where, "--add-tag", "Tết")
    assert result.code == 0, result.err
    assert sorted(change["title"][-1] for change in result.json["changes"]) == list(found)


def test_many_at_once_and_back_again(ready: Folder) -> None:
    before = {title: video["snippet"] | video["status"] for title, video in by_title(ready).items()}
    edit = ("--add-tag", "Tết", "--remove-tag", "chung", "--set", "privacy=unlisted", "--set", "license=creativeCommon")
    assert tag(ready, "--where", "section=tin-co-so", *edit).code == 0
    after = by_title(ready)
    assert {title: video["snippet"]["tags"] for title, video in after.items()} == {
        "Tin a": ["của a", "Tết"],
        "Tin b": ["của b", "Tết"],
        "Tin c": ["chung", "của c"],
    }
    assert [after[f"Tin {name}"]["status"]["privacyStatus"] for name in "abc"] == ["unlisted", "unlisted", "private"]
    assert tag(ready, "--where", "section=tin-co-so", *edit).json["changes"] == []
    run = ready.run("history", "--sandbox", "--json").json["runs"][0]["number"]
    assert ready.run("undo", str(run), "--sandbox", "--yes").code == 0
    assert {title: video["snippet"] | video["status"] for title, video in by_title(ready).items()} == before


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--where", "sektion=a", "--add-tag", "x"], "section, tag, title"),
        (["--where", "section=tin-co-s", "--add-tag", "x"], "tin-co-so"),
        (["--where", "privacy=open", "--add-tag", "x"], "public"),
        (["--where", "since=yesterday", "--add-tag", "x"], "2026-12-01"),
        (["--where", "tag=x"], "--add-tag"),
        (["--add-tag", "x"], "--where"),
        (["--where", "tag=x", "--set", "title=A"], "privacy, category"),
        (["--where", "tag=x", "--set", "privacy=publik"], "public"),
        (["--where", "tag=x", "--add-tag", "a,b"], "a, b"),
        (["videos.yaml", "--where", "tag=x", "--add-tag", "y"], "--only"),
    ],
)
def test_wrong_use_says_what_there_is(ready: Folder, options: list[str], told: str) -> None:
    result = tag(ready, *options)
    assert result.code == 2
    assert told in result.err
    assert all(request["method"].endswith(".list") for request in ready.journal())


def test_a_bulk_edit_reads_no_more_than_it_must(ready: Folder) -> None:
    ready.steer("POST", "seed", {"videos": 120, "playlists": 1, "items_per_playlist": 60, "seed": 1})
    ready.sync()
    ready.steer("DELETE", "journal")
    ready.run("tag", "--sandbox", "--dry-run", "--where", "title=*", "--add-tag", "x")
    reads = [request["method"].split(".")[1] for request in ready.journal()]
    assert reads == ["channels", "playlistItems", "playlistItems", "playlistItems", "videos", "videos", "videos"]


def test_a_bulk_edit_of_many_videos_needs_a_second_word(ready: Folder) -> None:
    ready.steer("POST", "seed", {"videos": 60, "playlists": 1, "items_per_playlist": 10, "seed": 1})
    ready.steer("DELETE", "journal")
    result = tag(ready, "--where", "title=*", "--add-tag", "x")
    assert result.code == 8
    assert "60" in result.err
    assert all(request["method"].endswith(".list") for request in ready.journal())
    assert tag(ready, "--where", "title=*", "--add-tag", "x", "--force").code == 0


def test_tags_that_do_not_fit_are_told_with_the_videos(ready: Folder) -> None:
    result = tag(ready, "--where", "section=tin-co-so", "--add-tag", "x" * 489)
    assert result.code == 2
    assert "Tin a" in result.err
    assert "Tin b" in result.err


def test_a_file_that_the_ledger_lost_is_recognised(ready: Folder) -> None:
    for file in (ready.path / ".ytchannel").glob("sandbox-ledger*"):
        file.unlink()
    ready.replace("title: Tin a", "title: Tin A", "videos.yaml")
    shutil.copy(MP4, ready.path / "e.mp4")
    assert [change["title"] for change in tag(ready).json["changes"]] == ["Tin A"]


def test_words_of_a_list_do_on_the_command_line(ready: Folder) -> None:
    edit = ("--set", "privacy=không công khai", "--set", "made_for_kids=có", "--set", "recording_date=20/11/2026")
    assert tag(ready, "--where", "privacy=riêng tư", "--where", "title=Tin a", *edit).code == 0
    video = by_title(ready, "snippet,status,recordingDetails")["Tin a"]
    assert video["status"]["privacyStatus"] == "unlisted"
    assert video["status"]["selfDeclaredMadeForKids"] is True
    assert video["recordingDetails"]["recordingDate"] == "2026-11-20T00:00:00Z"
