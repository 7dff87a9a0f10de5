"""Captions: each track once, replaced when its file changes, and never a reason to send a video again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
SRT = "1\n00:00:00,000 --> 00:00:01,000\nXin chào các đồng chí, {word}\n"
MANIFEST = """\
videos:
  - file: hội nghị.mp4
    title: Hội nghị
    captions: [phụ đề.vi.srt, {file: en.vtt, language: en, name: Briefing}]
"""


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel, a video file, two files of captions and their manifest."""
    folder.sync()
    shutil.copy(MP4, folder.path / "hội nghị.mp4")
    folder.write("phụ đề.vi.srt", SRT.format(word="một"))
    folder.write("en.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nWelcome\n")
    folder.write("videos.yaml", MANIFEST)
    return folder


def tracks(folder: Folder) -> list[tuple[str, str]]:
    (video,) = folder.uploads()
    found = folder.items(f"captions?part=snippet&videoId={video}")
    return sorted((track["snippet"]["language"], track["snippet"]["name"]) for track in found)


def spent(folder: Folder) -> dict[str, int]:
    found: dict[str, int] = {}
    for request in folder.journal():
        if request["units"]:
            found[request["method"]] = found.get(request["method"], 0) + request["units"]
    return found


def kinds(result: Any) -> list[tuple[str, str, int]]:
    return [(change["action"], change["kind"], change["units"]) for change in result.json["changes"]]


def test_captions_go_up_with_their_video_and_once(ready: Folder) -> None:
    ready.steer("DELETE", "journal")
    first = ready.upload()
    assert first.code == 0, first.err
    assert kinds(first) == [("create", "video", 0), ("create", "caption", 400), ("create", "caption", 400)]
    assert spent(ready)["youtube.captions.insert"] == 800
    assert "youtube.captions.list" not in spent(ready)  # a new video has none
    assert tracks(ready) == [("en", "Briefing"), ("vi", "")]
    ready.steer("DELETE", "journal")
    assert kinds(ready.upload()) == []
    assert not [method for method in spent(ready) if "captions" in method]


def test_a_changed_file_replaces_its_track(ready: Folder) -> None:
    ready.upload()
    ready.write("phụ đề.vi.srt", SRT.format(word="hai"))
    assert kinds(ready.upload()) == [("update", "caption", 450)]
    assert tracks(ready) == [("en", "Briefing"), ("vi", "")]
    assert kinds(ready.upload()) == []


def test_a_lost_ledger_costs_reads_and_no_second_track(ready: Folder) -> None:
    ready.upload()
    for file in (ready.path / ".ytchannel").glob("sandbox-ledger*"):
        file.unlink()
    ready.steer("DELETE", "journal")
    assert kinds(ready.upload()) == []
    assert spent(ready)["youtube.captions.list"] == 50
    assert "youtube.captions.insert" not in spent(ready)


def test_what_others_have_put_on_a_video_is_replaced(ready: Folder) -> None:
    ready.write("videos.yaml", MANIFEST.replace("    captions:", "    # captions:"))
    ready.upload()
    (video,) = ready.uploads()
    ready.write("videos.yaml", f"videos:\n  - {{video: {video}, captions: [phụ đề.vi.srt]}}\n")
    assert kinds(ready.upload()) == [("create", "caption", 400)]
    for file in (ready.path / ".ytchannel").glob("sandbox-ledger*"):
        file.unlink()
    assert kinds(ready.upload()) == [("update", "caption", 450)]
    assert tracks(ready) == [("vi", "")]


def test_captions_that_are_refused_leave_the_video_up(ready: Folder) -> None:
    ready.fault("youtube.captions.insert", "403-forbidden")
    first = ready.upload()
    assert first.code == 6
    assert [each["kind"] for each in first.json["failed"]] == ["caption"]
    assert len(ready.uploads()) == 1
    ready.steer("DELETE", "journal")
    assert kinds(ready.upload()) == [("create", "caption", 400)]
    assert "youtube.videos.insert" not in spent(ready)
    assert tracks(ready) == [("en", "Briefing"), ("vi", "")]


@pytest.mark.parametrize("fault", ["lose", "drop", "503"])
def test_a_lost_answer_makes_no_second_track(ready: Folder, fault: str) -> None:
    """captions.insert has no idempotency key, and a second track of the name is refused (409 captionExists)."""
    ready.fault("youtube.captions.insert", fault)
    result = ready.upload()
    assert result.code == 0, result.err
    assert tracks(ready) == [("en", "Briefing"), ("vi", "")]
    assert kinds(ready.upload()) == []


def test_a_thumbnail_that_the_channel_may_not_have_stops_no_other_part(ready: Folder) -> None:
    """thumbnails.set: 403 forbidden for a channel without a verified phone number; asking again is of no use."""
    shutil.copy(MP4.parent / "anh.jpg", ready.path / "a.jpg")
    (ready.path / "b.mp4").write_bytes(MP4.read_bytes() + b"b")
    ready.write(
        "videos.yaml",
        MANIFEST + "    thumbnail: a.jpg\n    sections: [tin-co-so]\n"
        "  - {file: b.mp4, title: B, thumbnail: a.jpg, sections: [tin-co-so]}\n",
    )
    ready.fault("youtube.thumbnails.set", "403-forbidden")
    ready.steer("DELETE", "journal")
    result = ready.upload()
    assert result.code == 6
    assert [each["kind"] for each in result.json["failed"]] == ["thumbnail", "thumbnail"]
    assert spent(ready)["youtube.thumbnails.set"] == 50
    assert len(ready.uploads()) == 2
    assert [each[1] for each in kinds(ready.upload())] == ["thumbnail", "thumbnail"]
