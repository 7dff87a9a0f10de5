"""upload and the files that it is given: all that is wrong is told before a byte goes up; pictures are made to fit."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.clips import DEMO, clip
from ytchannel.sandbox import Request, Sandbox

if TYPE_CHECKING:
    from tests.system.conftest import Folder

ENTRY = "videos:\n  - file: a.mp4\n    title: A\n    sections: [tin-co-so]\n"


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel, one video and its manifest."""
    folder.sync()
    folder.clip("a.mp4")
    folder.write("videos.yaml", ENTRY)
    folder.steer("DELETE", "journal")
    return folder


def thumbnail(folder: Folder, video: str) -> bytes:
    """The picture that was set."""
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        return sandbox.handle(Request("GET", f"http://x/_sandbox/media/thumbnail/{video}", {}, b"")).body


def lasting(hours: float) -> bytes:
    """A video that says that it is so long."""
    film = bytearray(clip())
    at = film.index(b"mvhd") + 4
    scale = int.from_bytes(film[at + 12 : at + 16])
    film[at + 16 : at + 20] = int(hours * 3600 * scale).to_bytes(4)
    return bytes(film)


def test_all_that_is_wrong_with_files_is_told_before_the_first_request(ready: Folder) -> None:
    (ready.path / "a.mp4").write_bytes(DEMO.read_bytes()[:20_000])
    ready.write("b.mp4", "không phải phim")
    ready.write("b.vi.srt", "1\n00:00:01 --> 00:00:02\nchữ\n")
    (ready.path / "ảnh.jpg").write_bytes(b"no picture")
    more = "    thumbnail: ảnh.jpg\n  - file: b.mp4\n    title: B\n    captions: [b.vi.srt]\n"
    ready.write("videos.yaml", ENTRY + more)
    for command in (["upload", "--sandbox", "--yes"], ["check"]):
        result = ready.run(*command)
        assert result.code == 3
        assert [line.split(": ")[0] for line in result.err.splitlines() if line.startswith("videos.yaml:")] == [
            "videos.yaml:2:11",
            "videos.yaml:5:16",
            "videos.yaml:6:11",
            "videos.yaml:8:16",
        ]
    assert ready.journal() == []


def test_a_video_of_over_15_minutes_needs_a_verified_phone_number(ready: Folder) -> None:
    (ready.path / "a.mp4").write_bytes(lasting(0.3))
    ready.steer("PUT", "settings", {"phone_verified": False})
    result = ready.run("upload", "--sandbox", "--yes")
    assert result.code == 3
    assert "videos.yaml:2:5: a.mp4 is over 18 minutes long" in result.err
    assert "youtube.com/verify" in result.err
    assert ready.videos() == []
    (ready.path / "a.mp4").write_bytes(lasting(0.25))
    assert ready.upload().code == 0


def test_where_the_number_is_verified_it_goes_up(ready: Folder) -> None:
    (ready.path / "a.mp4").write_bytes(lasting(11.9))
    assert ready.upload().code == 0
    assert len(ready.videos()) == 1


@pytest.mark.parametrize("fit", ["crop", "pad"])
def test_any_picture_becomes_a_thumbnail_that_is_set_once(ready: Folder, fit: str) -> None:
    Image.new("RGB", (300, 500), "navy").save(ready.path / "dọc.webp")
    ready.write("videos.yaml", f"{ENTRY}    thumbnail: {{file: dọc.webp, fit: {fit}}}\n")
    first = ready.upload()
    assert first.code == 0
    (change,) = [change for change in first.json["changes"] if change["kind"] == "thumbnail"]
    assert change["fields"]["fit"]["new"] == fit
    (video,) = ready.videos()
    picture = Image.open(io.BytesIO(thumbnail(ready, video["id"])))
    assert (picture.format, picture.size) == ("JPEG", (1280, 720))
    assert ready.upload().json["changes"] == []
    ready.replace(f", fit: {fit}", f", fit: {'pad' if fit == 'crop' else 'crop'}", "videos.yaml")
    assert [change["kind"] for change in ready.upload().json["changes"]] == ["thumbnail"]
