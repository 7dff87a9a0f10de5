"""status: each entry of a list with how its video stands, for the price of a unit for 50 of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel import words

if TYPE_CHECKING:
    from tests.system.conftest import Folder

DEMO = Path(__file__).parent.parent.parent / "ytchannel" / "demo"
INSERT = "youtube.videos.insert"
MANIFEST = """\
videos:
  - file: hoi-nghi.mp4
    title: Hội nghị giao ban quý IV
    sections: [tin-co-so]
    privacy: public
  - file: co-so.mp4
    title: Tin cơ sở tuần 47
    sections: [tin-co-so, theo-guong-bac]
"""


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel and a list of two videos."""
    folder.sync()
    for name in ("hoi-nghi.mp4", "co-so.mp4"):
        shutil.copy(DEMO / name, folder.path)
    folder.write("videos.yaml", MANIFEST)
    return folder


def status(folder: Folder, *more: str) -> list[dict[str, Any]]:
    result = folder.run("status", "--sandbox", "--json", *more)
    assert result.code == 0
    found: list[dict[str, Any]] = result.json["videos"]
    return found


def states(folder: Folder) -> list[str]:
    return [each["state"] for each in status(folder)]


def test_what_was_never_uploaded_waits(ready: Folder) -> None:
    (ready.path / "co-so.mp4").unlink()
    first, second = status(ready)
    assert (first["file"], first["state"], first["link"]) == ("hoi-nghi.mp4", "waiting", None)
    assert second["sections"] == ["tin-co-so", "theo-guong-bac"]
    assert second["reason"] == "The file is not on this machine."


def test_what_is_up_stands_as_it_is_seen(ready: Folder) -> None:
    ready.upload()
    first, second = status(ready)
    assert (first["state"], second["state"]) == ("public", "private")
    assert first["link"] == f"https://youtu.be/{first['video']}"
    assert first["when"].endswith("Z")


def test_it_writes_nothing_and_costs_a_unit_for_fifty_videos(ready: Folder) -> None:
    ready.upload()
    ready.steer("DELETE", "journal")
    status(ready)
    assert sorted(request["method"] for request in ready.journal()) == ["youtube.channels.list", "youtube.videos.list"]


def test_an_upload_that_broke_tells_how_much_is_there(ready: Folder) -> None:
    size = (ready.path / "hoi-nghi.mp4").stat().st_size
    ready.fault(INSERT, f"drop-after-{size // 2}", *["drop"] * 9)
    assert ready.upload().code == 6
    first, _ = status(ready)
    assert first["state"] == "uploading"
    assert first["percent"] in (49, 50)
    assert "uploading 49%" in ready.run("status", "--sandbox").out or first["percent"] == 50


def test_an_upload_whose_session_is_gone_begins_anew(ready: Folder) -> None:
    ready.fault(INSERT, "drop-after-10000", *["drop"] * 9)
    ready.upload()
    ready.fault(INSERT, "expire")
    first, _ = status(ready)
    assert (first["state"], first["reason"]) == (
        "waiting", "Its upload was begun, and has expired; the next upload begins anew.",
    )  # fmt: skip


def test_an_upload_that_cannot_be_asked_says_so(ready: Folder) -> None:
    ready.fault(INSERT, "drop-after-10000", *["drop"] * 10)
    ready.upload()
    first, _ = status(ready)
    assert (first["state"], first["percent"]) == ("uploading", None)
    assert "network does not answer" in first["reason"]


def test_an_upload_whose_last_answer_was_lost_is_up(ready: Folder) -> None:
    ready.fault(INSERT, "lose", phase="final")
    ready.fault(INSERT, *["drop"] * 9, phase="query")
    ready.upload()
    assert status(ready)[0]["state"] == "public"


def test_processing_then_failed_with_youtubes_reason(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"processing": {"reads": 3}})
    ready.fault(INSERT, "process-fail-codec")
    ready.upload()  # which looks once
    assert states(ready) == ["processing", "processing"]
    assert states(ready) == ["processing", "processing"]
    first, second = status(ready)
    assert (first["state"], first["code"], second["state"]) == ("failed", "codec", "private")
    assert first["reason"].startswith("YouTube cannot read the codec")


def test_a_copyright_rejection_is_told_in_words(ready: Folder) -> None:
    ready.fault(INSERT, "process-fail-copyright")
    ready.upload()
    assert status(ready)[0]["state"] == "rejected"
    assert "copyright" in ready.run("status", "--sandbox").out


def test_a_scheduled_video_tells_its_hour(ready: Folder) -> None:
    ready.replace("    privacy: public\n", "    publish_at: 2099-12-01 07:00\n", "videos.yaml")
    ready.upload()
    assert (status(ready)[0]["state"], status(ready)[0]["when"]) == ("scheduled", "2099-12-01T00:00:00Z")
    assert "1 Dec 2099 07:00" in ready.run("status", "--sandbox").out


def test_what_was_removed_from_the_channel_is_gone(ready: Folder) -> None:
    ready.upload()
    video = status(ready)[0]["video"]
    ready.steer("POST", "studio", {"video": video, "delete": True})
    assert states(ready) == ["gone", "private"]
    assert "gone from the channel" in ready.run("status", "--sandbox").out


def test_the_table_fits_eighty_columns_in_vietnamese(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.upload()
    monkeypatch.setenv("COLUMNS", "80")
    words.use("vi")
    result = ready.run("status", "--sandbox")
    assert max(map(len, result.out.splitlines())) <= 80
    assert "https://youtu.be/" in result.out


def test_without_a_list_it_says_what_is_missing(folder: Folder) -> None:
    assert folder.run("status", "--sandbox").code == 2


def test_over_fifty_videos_are_read_fifty_at_a_time(ready: Folder) -> None:
    ready.steer("POST", "seed", {"videos": 120, "playlists": 1, "items_per_playlist": 1, "seed": 1})
    ids = ready.uploads()[:101]
    ready.write("videos.yaml", "videos:\n" + "".join(f"  - video: {each}\n    tags: [a]\n" for each in ids))
    ready.steer("DELETE", "journal")
    assert len(status(ready)) == 101
    assert [request["units"] for request in ready.journal()] == [1, 1, 1, 1]


def test_one_video_of_somebody_else_does_not_hide_the_others(ready: Folder) -> None:
    """What only an owner may ask is refused for all that are asked for together; it is then left out."""
    ready.upload()
    ready.fault("youtube.videos.list", "403-forbidden")
    assert states(ready) == ["public", "private"]
