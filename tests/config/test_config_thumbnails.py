"""`thumbnail` of an entry: a picture that YouTube takes, or one of any sort that is made to fit."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from ytchannel import pictures
from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError
from ytchannel.model import Picture
from ytchannel.render import problems

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.errors import Problem

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def drawn(width: int, height: int, kind: str = "PNG", **more: Any) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(stream, kind, **more)
    return stream.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    frames = [Image.new("RGB", (640, 360), color) for color in ("red", "navy")]
    files = {
        "đẹp.jpg": drawn(1280, 720, "JPEG"),
        "vuông.png": drawn(640, 640),
        "nhỏ.jpg": drawn(639, 400, "JPEG"),
        "a.webp": drawn(640, 360, "WEBP"),
        "a.gif": drawn(640, 360, "GIF"),
        "webp.jpg": drawn(640, 360, "WEBP"),
        "động.png": drawn(640, 360, save_all=True, append_images=frames),
        "chữ.jpg": b"no picture",
        "dở.jpg": drawn(1280, 720, "JPEG")[:-4000],
        "hỏng.png": drawn(640, 360)[:-200],
        "sai.png": bytearray(drawn(640, 360)),
        "máy ảnh.jpg": drawn(1280, 720, "JPEG") + b"what a camera leaves",
        "to.jpg": drawn(640, 360, "JPEG"),
    }
    files["sai.png"][5000] ^= 255  # type: ignore[index]
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    os.truncate(tmp_path / "to.jpg", 50 * 1024**2 + 1)
    return tmp_path


def thumbnail(root: Path, text: str) -> Picture | None:
    (root / "playlists.yaml").write_text("channel: {timezone: UTC}\nsections: []\n", encoding="utf-8")
    (root / "videos.yaml").write_text(f"videos:\n  - video: dQw4w9WgXcQ\n    thumbnail: {text}\n", encoding="utf-8")
    return load_manifest(root / "videos.yaml", load_channel(root / "playlists.yaml"), now=NOW).videos[0].thumbnail


def refused(root: Path, text: str) -> Problem:
    with pytest.raises(FilesError) as caught:
        thumbnail(root, text)
    (problem,) = caught.value.problems
    return problem


def test_a_thumbnail_is_a_file_and_perhaps_how_it_is_made_to_fit(root: Path) -> None:
    assert thumbnail(root, "đẹp.jpg") == thumbnail(root, "{file: đẹp.jpg}") == Picture(root / "đẹp.jpg")
    for name in ("vuông.png", "máy ảnh.jpg"):  # bars beside it, and what follows the picture, are no harm
        assert thumbnail(root, name) == Picture(root / name)
    for name in ("nhỏ.jpg", "a.webp", "a.gif", "động.png"):
        assert thumbnail(root, f"{{file: {name}, fit: pad}}") == Picture(root / name, "pad")


@pytest.mark.parametrize(
    ("text", "code", "column", "remedy"),
    [
        ("nhỏ.jpg", "thumbnail-small", 16, "write `thumbnail: {file: nhỏ.jpg, fit: crop}`"),
        ("a.webp", "not-a-picture", 16, "write {file: a.webp, fit: crop}"),
        ("a.gif", "not-a-picture", 16, "write {file: a.gif, fit: crop}"),
        ("webp.jpg", "not-a-picture", 16, "write {file: webp.jpg, fit: crop}"),
        ("động.png", "picture-moving", 16, "write {file: động.png, fit: crop}"),
        ("chữ.jpg", "not-a-picture", 16, "save it as JPEG or PNG."),
        ("{file: chữ.jpg, fit: crop}", "not-a-picture", 23, "save it as JPEG or PNG."),
        ("dở.jpg", "picture-broken", 16, "copy it once more"),
        ("{file: dở.jpg, fit: crop}", "picture-broken", 23, "copy it once more"),
        ("hỏng.png", "picture-broken", 16, "copy it once more"),
        ("sai.png", "picture-broken", 16, "copy it once more"),
        ("to.jpg", "picture-too-big", 16, "save it smaller: 1280"),
        ("{file: đẹp.jpg, fit: cut}", "bad-fit", 37, "write one of: crop, pad."),
        ("{fit: crop}", "missing-key", 16, "file: …"),
        ("[đẹp.jpg]", "wants-mapping", 16, "indented"),
        ("không có.jpg", "no-such-file", 16, "check its name"),
    ],
)
def test_what_youtube_would_refuse_is_told_with_a_remedy(
    root: Path, text: str, code: str, column: int, remedy: str
) -> None:
    problem = refused(root, text)
    assert (problem.code, problem.place and (problem.place.line, problem.place.column)) == (code, (3, column))
    assert remedy in problems.sentence(problem)
    assert "?" not in problems.sentence(problem)


def test_one_picture_of_many_entries_is_looked_into_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    look = pictures.size
    monkeypatch.setattr(pictures, "size", lambda *what: looks.append(1) or look(*what))
    rows = "".join(f"  - {{video: dQw4w9WgX{number}, thumbnail: đẹp.jpg}}\n" for number in range(10, 30))
    (root / "playlists.yaml").write_text("channel: {timezone: UTC}\nsections: []\n", encoding="utf-8")
    (root / "videos.yaml").write_text("videos:\n" + rows, encoding="utf-8")
    found = load_manifest(root / "videos.yaml", load_channel(root / "playlists.yaml"), now=NOW)
    assert (len(found.videos), len(looks)) == (20, 1)
