"""upload, as staff live it: a line that breaks, a machine that stops, a list that is run again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

INSERT = "youtube.videos.insert"
MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
MANIFEST = """\
videos:
  - file: video/hội nghị.mp4
    title: Hội nghị giao ban quý IV — ĂẮẰẲẴẶ ƠỚỜỞỠỢ ƯỨỪỬỮỰ ĐđỲỴỶỸÝ
    description: Toàn cảnh hội nghị.
    sections: [tin-co-so, theo-guong-bac]
    tags: [hội nghị, Đảng ủy Khối]
    category: Education
    privacy: unlisted
    thumbnail: ảnh.jpg
"""


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel, one video file and its manifest."""
    folder.sync()
    (folder.path / "video").mkdir()
    shutil.copy(MP4, folder.path / "video" / "hội nghị.mp4")
    shutil.copy(MP4.parent / "anh.jpg", folder.path / "ảnh.jpg")
    folder.write("videos.yaml", MANIFEST)
    folder.steer("DELETE", "journal")
    return folder


def sections_of(folder: Folder, video: str) -> list[str]:
    """The titles of the playlists that have the video, once for each entry."""
    found = []
    for playlist in folder.playlists():
        found += [playlist["snippet"]["title"]] * folder.entries(playlist["id"]).count(video)
    return sorted(found)


def sent(folder: Folder) -> int:
    """Bytes of media that arrived."""
    return sum(request["bytes"] for request in folder.journal() if request["method"] == INSERT)


def inserts(folder: Folder) -> int:
    """Uploads that were charged."""
    return sum(request["units"] for request in folder.journal() if request["method"] == INSERT)


def test_a_video_goes_up_with_all_that_the_manifest_says(ready: Folder) -> None:
    result = ready.upload()
    assert result.code == 0
    assert result.json["cost"] == {"units": 150, "uploads": 1, "searches": 0}
    (video,) = ready.videos()
    assert video["snippet"]["title"] == "Hội nghị giao ban quý IV — ĂẮẰẲẴẶ ƠỚỜỞỠỢ ƯỨỪỬỮỰ ĐđỲỴỶỸÝ"
    assert video["snippet"]["tags"] == ["hội nghị", "Đảng ủy Khối"]
    assert (video["snippet"]["categoryId"], video["snippet"]["defaultLanguage"]) == ("27", "vi")
    assert video["status"]["privacyStatus"] == "unlisted"
    assert sections_of(ready, video["id"]) == ["Theo gương Bác", "Tin cơ sở"]
    media = ready.steer("GET", "media")
    assert media[video["id"]]["sha256"] == hashlib.sha256(MP4.read_bytes()).hexdigest()
    assert "youtube.thumbnails.set" in {request["method"] for request in ready.journal()}


def test_run_again_it_writes_nothing(ready: Folder) -> None:
    ready.upload()
    ready.steer("DELETE", "journal")
    result = ready.upload()
    assert (result.code, result.json["changes"]) == (0, [])
    assert {request["method"].rsplit(".", 1)[1] for request in ready.journal()} == {"list"}


def test_uploads_are_private_unless_the_files_say_otherwise(ready: Folder) -> None:
    """Since 2 November 2026 YouTube publishes an upload that leaves its privacy out."""
    ready.replace("    privacy: unlisted\n", "", "videos.yaml")
    ready.replace("  privacy: private", "", "playlists.yaml")
    ready.upload()
    assert ready.videos()[0]["status"]["privacyStatus"] == "private"


def test_a_video_that_is_up_follows_the_manifest(ready: Folder) -> None:
    """Edited metadata is one update, and what the part holds besides is carried along."""
    ready.upload()
    ready.replace("title: Hội nghị giao ban", "title: Hội nghị tổng kết", "videos.yaml")
    result = ready.upload()
    assert [(c["action"], c["kind"]) for c in result.json["changes"]] == [("update", "video")]
    (video,) = ready.videos()
    assert video["snippet"]["title"].startswith("Hội nghị tổng kết")
    assert video["snippet"]["tags"] == ["hội nghị", "Đảng ủy Khối"]


def test_a_scheduled_video_is_private_until_its_hour(ready: Folder) -> None:
    """PublishAt is taken with privacy private only; a date without a zone is read in the channel's."""
    ready.replace("    privacy: unlisted\n", "    publish_at: 2099-12-01 07:00\n", "videos.yaml")
    ready.upload()
    (video,) = ready.videos()
    assert video["status"]["privacyStatus"] == "private"
    assert video["status"]["publishAt"].startswith("2099-12-01T00:00:00")
    assert ready.upload().json["changes"] == []


def test_a_line_that_breaks_costs_no_byte_twice(ready: Folder) -> None:
    ready.fault(INSERT, "drop-after-10000", "503-after-5000")
    assert ready.upload().code == 0
    assert sent(ready) == MP4.stat().st_size
    assert inserts(ready) == 1
    assert len(ready.videos()) == 1


def test_the_answer_to_the_last_byte_is_lost(ready: Folder) -> None:
    """Asking a session that has ended gives the final answer again, and with it the id."""
    ready.fault(INSERT, "lose", phase="final")
    ready.upload()
    assert ready.upload().code == 0
    assert len(ready.videos()) == 1
    assert inserts(ready) == 1


def test_a_session_that_is_gone_after_the_last_byte_is_no_second_video(ready: Folder) -> None:
    """The finished video is found among the newest uploads by the name and size of its file."""
    ready.fault(INSERT, "lose", "expire", phase="final")
    ready.upload()
    assert ready.upload().code == 0
    assert len(ready.videos()) == 1


def test_the_same_content_under_another_name_is_not_uploaded_again(ready: Folder) -> None:
    ready.upload()
    (ready.path / "video" / "hội nghị.mp4").rename(ready.path / "video" / "tên khác.mp4")
    ready.replace("hội nghị.mp4", "tên khác.mp4", "videos.yaml")
    assert ready.upload().json["changes"] == []


def test_two_entries_of_one_content_are_a_problem(ready: Folder) -> None:
    shutil.copy(MP4, ready.path / "video" / "bản sao.mp4")
    ready.write("videos.yaml", MANIFEST + "  - file: video/bản sao.mp4\n    title: Bản sao\n")
    result = ready.upload()
    assert result.code == 3
    assert "videos.yaml:10:" in result.err
    assert inserts(ready) == 0


def test_a_section_that_is_not_on_the_channel_yet_is_said_before_anything_is_sent(folder: Folder) -> None:
    shutil.copy(MP4, folder.path / "a.mp4")
    folder.write("videos.yaml", "videos:\n  - file: a.mp4\n    title: A\n    sections: [tin-co-so]\n")
    result = folder.upload()
    assert result.code == 3
    assert "ytchannel sync" in result.err
    assert sent(folder) == 0


def test_a_video_on_the_channel_is_tagged_by_its_id(ready: Folder) -> None:
    """Only what its entry says: the channel's defaults are for uploads."""
    ready.upload()
    (video,) = ready.videos()
    ready.write("videos.yaml", f"videos:\n  - video: {video['id']}\n    sections: [phong-su-tuyen-truyen]\n")
    result = ready.upload()
    assert [(c["action"], c["kind"]) for c in result.json["changes"]] == [("create", "entry")]
    assert sections_of(ready, video["id"]) == ["Phóng sự tuyên truyền", "Theo gương Bác", "Tin cơ sở"]
    assert ready.videos()[0]["status"]["privacyStatus"] == "unlisted"


def test_a_video_removed_from_the_channel_is_said_and_uploaded_anew_when_asked(ready: Folder) -> None:
    ready.upload()
    (video,) = ready.videos()
    ready.request("DELETE", f"videos?id={video['id']}")
    result = ready.upload()
    assert result.code == 6
    assert video["id"] in result.err
    assert ready.upload("--again").code == 0
    assert len(ready.videos()) == 1


def test_the_channels_own_upload_limit_stops_the_uploads_not_the_rest(ready: Folder) -> None:
    """UploadLimitExceeded is per channel, answers 400, and lasts about a day."""
    ready.upload()
    (video,) = ready.videos()
    (ready.path / "b.mp4").write_bytes(MP4.read_bytes() + b"b")
    (ready.path / "c.mp4").write_bytes(MP4.read_bytes() + b"c")
    ready.write(
        "videos.yaml",
        "videos:\n  - file: b.mp4\n    title: B\n  - file: c.mp4\n    title: C\n"
        f"  - video: {video['id']}\n    title: Tiêu đề mới\n",
    )
    ready.fault(INSERT, "400-uploadLimitExceeded")
    result = ready.upload()
    assert result.code == 6
    assert "24 hours" in result.err
    assert [each["title"] for each in result.json["failed"]] == ["B", "C"]
    assert ready.videos()[0]["snippet"]["title"] == "Tiêu đề mới"


@pytest.mark.parametrize("adds", [False, True])
def test_a_video_that_playlists_do_not_see_yet_is_in_its_sections_once(ready: Folder, adds: bool) -> None:
    """404 videoNotFound after upload, with the entry added or not: look, then add (facts 3)."""
    ready.steer("PUT", "settings", {"unseen_inserts": 1, "unseen_adds": adds})
    assert ready.upload().code == 0
    (video,) = ready.videos()
    assert sections_of(ready, video["id"]) == ["Theo gương Bác", "Tin cơ sở"]


@pytest.mark.parametrize("fault", ["html-502", "empty-503", "503-done", "html-502-done", "404-videoNotFound-done"])
def test_an_entry_whose_answer_is_an_error_is_added_once(ready: Folder, fault: str) -> None:
    """Front ends answer HTML or nothing (facts 5.1), before the work or after it."""
    ready.fault("youtube.playlistItems.insert", fault)
    assert ready.upload().code == 0
    (video,) = ready.videos()
    assert sections_of(ready, video["id"]) == ["Theo gương Bác", "Tin cơ sở"]


@pytest.mark.parametrize("fault", ["html-502", "empty-500", "500-done", "html-502-after-10000"])
def test_an_upload_whose_end_answers_an_error_makes_one_video(ready: Folder, fault: str) -> None:
    ready.fault(INSERT, fault, phase="final")
    assert ready.upload().code == 0
    assert len(ready.videos()) == 1
    assert inserts(ready) == 1


def test_an_upload_that_ends_with_201_is_as_good(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"upload_status": 201})
    assert ready.upload().code == 0
    assert len(ready.videos()) == 1


def test_a_video_not_found_just_after_its_upload_is_looked_for_before_it_is_added_again(ready: Folder) -> None:
    """playlistItems.insert may answer 404 videoNotFound although the entry was added."""
    ready.fault("youtube.playlistItems.insert", "404-videoNotFound")
    assert ready.upload().code == 0
    (video,) = ready.videos()
    assert sections_of(ready, video["id"]) == ["Theo gương Bác", "Tin cơ sở"]


def test_a_refused_thumbnail_leaves_the_video_up_and_is_tried_next_time(ready: Folder) -> None:
    ready.fault("youtube.thumbnails.set", "403-forbidden")
    first = ready.upload()
    assert (first.code, [each["kind"] for each in first.json["failed"]]) == (6, ["thumbnail"])
    second = ready.upload()
    assert (second.code, [each["kind"] for each in second.json["changes"]]) == (0, ["thumbnail"])
    assert inserts(ready) == 1


def test_progress_is_told_in_plain_lines_where_there_is_no_terminal(ready: Folder) -> None:
    result = ready.run("upload", "--sandbox", "--yes")
    assert "100%" in result.err
    assert "Done: 4 changes" in result.out


@pytest.mark.slow
@pytest.mark.parametrize("patience", [0.0, 0.5, 1.2])
def test_killed_at_any_moment_it_goes_on_where_the_server_is(ready: Folder, patience: float) -> None:
    """SIGKILL while bytes go up: one video, one insert, and no byte that was kept is sent again."""
    size = 30_000_000
    size = ready.clip("video/hội nghị.mp4", os.urandom(size)).stat().st_size
    ready.steer("PUT", "settings", {"bandwidth": 12_000_000})
    command = [sys.executable, "-m", "ytchannel", "upload", "--sandbox", "--yes"]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    process = subprocess.Popen(
        command, cwd=ready.path, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not any(request.get("phase") == "bytes" for request in ready.journal()):
        time_module_sleep(0.02)
    time_module_sleep(patience)
    process.send_signal(signal.SIGKILL)
    process.wait()
    ready.steer("PUT", "settings", {"bandwidth": 0})
    assert ready.upload().code == 0
    assert len(ready.videos()) == 1
    assert inserts(ready) == 1
    assert sent(ready) == size


def time_module_sleep(seconds: float) -> None:
    """A real pause: the fixture has taken the tool's pauses away in this process."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_json_of_a_dry_run_is_one_document(ready: Folder) -> None:
    result = ready.run("upload", "--sandbox", "--dry-run", "--json")
    document = json.loads(result.out)
    assert [change["kind"] for change in document["changes"]] == ["video", "thumbnail", "entry", "entry"]
    assert document["cost"]["uploads"] == 1


def test_an_entry_that_was_taken_out_by_hand_comes_back(ready: Folder) -> None:
    """What stood in a section is remembered with the number of its entries; another number is looked into."""
    ready.upload()
    ready.steer("DELETE", "journal")
    assert ready.upload().json["changes"] == []
    assert "youtube.playlistItems.list" not in {request["method"] for request in ready.journal()}
    (video,) = ready.uploads()
    (playlist,) = [each["id"] for each in ready.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    (entry,) = ready.items(f"playlistItems?part=id&playlistId={playlist}")
    ready.request("DELETE", f"playlistItems?id={entry['id']}")
    assert [change["kind"] for change in ready.upload().json["changes"]] == ["entry"]
    assert sections_of(ready, video) == ["Theo gương Bác", "Tin cơ sở"]
