"""`file` of an entry is a video, by its content: what is something else, or not all there, is told beforehand."""

from __future__ import annotations

import io
import os
import socket
import wave
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.clips import clip
from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError
from ytchannel.render import problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ytchannel.errors import Problem
    from ytchannel.model import Manifest

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CLIP = clip()
MOOV = CLIP.index(b"moov") - 4


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return (len(inside) + 8).to_bytes(4) + name + inside


def mp4(hours: float = 0.001, kinds: tuple[bytes, ...] = (b"vide", b"soun"), *, wide: bool = False) -> bytes:
    """An MP4 whose index comes last, in the long form of its numbers if it is `wide`."""
    length = int(hours * 3600 * 1000)
    times = (
        bytes(16) + (1000).to_bytes(4) + length.to_bytes(8)
        if wide
        else bytes(8) + (1000).to_bytes(4) + length.to_bytes(4)
    )
    tracks = [
        box(b"trak", box(b"tkhd", bytes(80)), box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(13)))) for kind in kinds
    ]
    moov = box(b"moov", box(b"mvhd", bytes([wide]) + bytes(3) + times + bytes(80)), *tracks)
    data = b"\0\0\0\1mdat" + (116).to_bytes(8) + bytes(100) if wide else box(b"mdat", bytes(100))
    return box(b"ftyp", b"isom" + bytes(4)) + data + moov


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 300), "firebrick").save(stream, kind)
    return stream.getvalue()


def docx() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


def wav() -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(8000))
    return stream.getvalue()


def manifest(
    root: Path,
    *names: str,
    uploaded: Callable[[Path], bool] | None = None,
    now: datetime = NOW,
    sleep: Callable[[float], None] | None = None,
) -> Manifest:
    (root / "playlists.yaml").write_text("channel: {timezone: UTC}\nsections: []\n", encoding="utf-8")
    lines = "".join(f"  - {{file: {name}, title: Tin}}\n" for name in names)
    (root / "videos.yaml").write_text(f"videos:\n{lines}", encoding="utf-8")
    channel = load_channel(root / "playlists.yaml")
    return load_manifest(root / "videos.yaml", channel, now=now, uploaded=uploaded, sleep=sleep)


def refused(root: Path, *names: str, **how: object) -> list[Problem]:
    with pytest.raises(FilesError) as caught:
        manifest(root, *names, **how)  # type: ignore[arg-type]
    return list(caught.value.problems)


TAKEN = {
    "MP4": CLIP,
    "MP4 with something behind it": CLIP + b"2026-11-24 hoi nghi",
    "MP4 with zeros behind it": CLIP + bytes(5000),
    "index last": mp4(),
    "large file": mp4(wide=True),
    "in fragments": mp4(0) + box(b"moof", bytes(8)) + box(b"mdat", bytes(50)),
    "data to the end": mp4() + b"\0\0\0\0mdat" + bytes(50),
    "QuickTime of old": mp4()[16:],
    "twelve hours": mp4(12),
    "MKV": b"\x1aE\xdf\xa3\x93B\x82\x88matroska" + bytes(500),
    "AVI": b"RIFF" + (500).to_bytes(4, "little") + b"AVI LIST" + bytes(500),
    "WMV": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(500),
    "FLV": b"FLV\1\5\0\0\0\x09" + bytes(500),
    "MPEG-PS": b"\0\0\1\xba" + bytes(500),
    "MPEG-TS": (b"G" + bytes(187)) * 5,
    "of a camera": (bytes(4) + b"G" + bytes(187)) * 5,
    "Ogg with pictures": b"OggS" + bytes(24) + b"\x80theora" + bytes(200),
    "MXF": bytes.fromhex("060e2b34020501010d010201") + bytes(500),
    "elementary stream": b"\0\0\1\0\0\0\1 " + bytes(500),
    "unknown": bytes.fromhex("c3280badf00d") + bytes(range(256)) * 4,
}


@pytest.mark.parametrize("content", TAKEN.values(), ids=list(TAKEN))
def test_what_youtube_may_take_is_taken_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "phim.docx").write_bytes(content)
    assert len(manifest(tmp_path, "phim.docx").videos) == 1


REFUSED = {
    "docx": (docx(), "not-a-video"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(500), "not-a-video"),
    "doc": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "not-a-video"),
    "program": (b"MZ\x90\0" + bytes(500), "not-a-video"),
    "text": (("Biên bản họp giao ban quý IV.\n" * 500).encode(), "not-a-video/text"),
    "page": (b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "not-a-video/text"),
    "UTF-16": ("Biên bản".encode("utf-16"), "not-a-video/text"),
    "JPEG": (picture("JPEG"), "not-a-video/image"),
    "PNG": (picture("PNG"), "not-a-video/image"),
    "GIF": (picture("GIF"), "not-a-video/image"),
    "WebP": (picture("WEBP"), "not-a-video/image"),
    "HEIC": (box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + box(b"meta", bytes(80)) + box(b"mdat", bytes(80)),
             "not-a-video/image"),
    "WAV": (wav(), "not-a-video/audio"),
    "MP3": (b"ID3\3\0\0\0\0\0\0" + b"\xff\xfb\x90\0" + bytes(500), "not-a-video/audio"),
    "Ogg": (b"OggS" + bytes(24) + b"\1vorbis" + bytes(200), "not-a-video/audio"),
    "M4A": (mp4(kinds=(b"soun",)), "not-a-video/audio"),
    "zeros": (bytes(100_000), "video-file-zeros"),
    "half a copy": (CLIP[: len(CLIP) // 2], "video-not-whole/cut"),
    "index cut": (CLIP[: MOOV + 100], "video-not-whole/cut"),
    "no index": (box(b"ftyp", b"isom" + bytes(4)) + box(b"mdat", bytes(80)), "video-not-whole/index"),
    "room without content": (CLIP[:MOOV] + bytes(len(CLIP) - MOOV), "video-not-whole/index"),
    "over twelve hours": (mp4(12.01), "video-too-long"),
    "over a year, long form": (mp4(9000, wide=True), "video-too-long"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_whole_video_is_told_at_its_place(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "hội nghị.mp4").write_bytes(content)
    (problem,) = refused(tmp_path, "hội nghị.mp4")
    assert "/".join(filter(None, (problem.code, str(problem.facts.get("variant", ""))))) == code
    assert problem.place
    assert (problem.place.line, problem.place.column) == (2, 12)
    said = problems.sentence(problem)
    assert "hội nghị.mp4" in said
    assert "?" not in said


def test_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(docx())
    (tmp_path / "b.mp4").write_bytes(b"")
    (tmp_path / "c.mp4").write_bytes(CLIP[:-20_000])
    (tmp_path / "d.mp4").mkdir()
    os.mkfifo(tmp_path / "e.mp4")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "f.mp4"))
    found = refused(tmp_path, "a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.mp4", "f.mp4", "/dev/zero")
    assert [(problem.code, problem.place.line) for problem in found if problem.place] == [
        ("not-a-video", 2),
        ("video-file-empty", 3),
        ("video-not-whole", 4),
        ("not-a-file", 5),
        ("not-a-file", 6),
        ("not-a-file", 7),
        ("not-a-file", 8),
    ]


@pytest.mark.parametrize("name", ["phim.mp4.part", "phim.mp4.crdownload", "phim.TMP", "phim.mp4.!ut"])
def test_names_of_unfinished_downloads_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(CLIP)
    (problem,) = refused(tmp_path, f'"{name}"')
    assert problem.code == "video-unfinished"


def test_a_file_that_is_up_is_not_looked_into_again(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(docx())
    found = manifest(tmp_path, "a.mp4", uploaded=lambda _path: True)
    assert found.videos[0].duration_ms is None


def test_the_length_of_a_file_is_known_afterwards(tmp_path: Path) -> None:
    for name, content in (("a.mp4", CLIP), ("b.mp4", mp4(1.5, wide=True)), ("c.mkv", TAKEN["MKV"]), ("d.mp4", mp4(0))):
        (tmp_path / name).write_bytes(content)
    found = manifest(tmp_path, "a.mp4", "b.mp4", "c.mkv", "d.mp4")
    assert [video.duration_ms for video in found.videos] == [3000, 5_400_000, None, None]


def test_a_file_that_grows_is_told_after_one_pause_for_all(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.mkv", "b.mkv", "c.mkv", "d.mp4")]
    for file in files[:3]:
        file.write_bytes(TAKEN["MKV"])
    files[3].write_bytes(CLIP)
    now = datetime.fromtimestamp(files[0].stat().st_mtime, UTC)
    pauses = []

    def copy_on(seconds: float) -> None:
        pauses.append(seconds)
        files[0].write_bytes(TAKEN["MKV"] + b"more")
        files[2].unlink()

    names = [file.name for file in files]
    found = refused(tmp_path, *names, now=now, sleep=copy_on)
    assert [(problem.code, problem.facts["file"]) for problem in found] == [
        ("video-growing", "a.mkv"),
        ("video-growing", "c.mkv"),
    ]
    assert len(pauses) == 1


def test_what_has_not_changed_lately_or_tells_that_it_is_whole_costs_no_pause(tmp_path: Path) -> None:
    (tmp_path / "a.mkv").write_bytes(TAKEN["MKV"])
    (tmp_path / "b.mp4").write_bytes(CLIP)
    later = datetime.now(UTC) + timedelta(minutes=1)
    manifest(tmp_path, "a.mkv", "b.mp4", now=later, sleep=lambda _seconds: pytest.fail("a pause"))
    manifest(tmp_path, "b.mp4", now=datetime.now(UTC), sleep=lambda _seconds: pytest.fail("a pause"))


def test_a_vast_file_is_looked_into_at_a_few_places(tmp_path: Path) -> None:
    """256 GB that would take minutes to read; boxes without end that lead nowhere."""
    (tmp_path / "a.mp4").write_bytes(mp4())
    os.truncate(tmp_path / "a.mp4", 200 * 1024**3)
    (tmp_path / "b.mp4").write_bytes(mp4() + box(b"free") * 300_000)
    assert [video.duration_ms for video in manifest(tmp_path, "a.mp4", "b.mp4").videos] == [3600, None]
