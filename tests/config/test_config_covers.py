"""`cover` of a section: a square picture beside the channel file, or one that is made square."""

from __future__ import annotations

import io
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ytchannel.config import load_channel
from ytchannel.errors import FilesError
from ytchannel.model import Picture
from ytchannel.render import problems

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.errors import Problem

HEAD = "channel: {timezone: Asia/Ho_Chi_Minh}\nsections:\n  - key: tin\n    title: Tin\n    cover: "
MIB = 1 << 20


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "firebrick").save(stream, kind)
    return stream.getvalue()


def vast() -> bytes:
    """A PNG of few bytes that would be 40,000 × 40,000 when unpacked."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "vuông.png": picture(300, 300),
        "vuông.jpg": picture(300, 300, "JPEG"),
        "ngang.jpg": picture(400, 300, "JPEG"),
        "ngang.webp": picture(400, 300, "WEBP"),
        "a, b.png": picture(400, 300),
        "chữ.png": b"no picture",
        "hỏng.png": picture(300, 300)[:-200],
        "dở.jpg": picture(2000, 2000, "JPEG")[:-4000],
        "to.png": picture(300, 300),
        "khổng lồ.png": vast(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    os.truncate(tmp_path / "to.png", 50 * MIB + 1)
    (tmp_path / "thư mục").mkdir()
    return tmp_path


def cover(root: Path, text: str, *, media_here: bool = True) -> Picture | None:
    (root / "playlists.yaml").write_text(HEAD + text + "\n", encoding="utf-8")
    channel = load_channel(root / "playlists.yaml", shown="playlists.yaml", media_here=media_here)
    return channel.sections[0].cover


def refused(root: Path, text: str) -> Problem:
    with pytest.raises(FilesError) as caught:
        cover(root, text)
    (problem,) = caught.value.problems
    return problem


def test_a_cover_is_a_file_and_perhaps_how_it_is_made_square(root: Path) -> None:
    assert cover(root, "vuông.png") == cover(root, "{file: vuông.png}") == Picture(root / "vuông.png")
    assert cover(root, "vuông.jpg") == Picture(root / "vuông.jpg")
    assert cover(root, "{file: ngang.jpg, fit: crop}") == Picture(root / "ngang.jpg", "crop")
    assert cover(root, "{file: ngang.webp, fit: pad}") == Picture(root / "ngang.webp", "pad")


@pytest.mark.parametrize(
    ("text", "code", "column", "remedy"),
    [
        ("ngang.jpg", "cover-not-square", 12, "write `cover: {file: ngang.jpg, fit: crop}` to cut out its middle"),
        ('"a, b.png"', "cover-not-square", 12, 'write `cover: {file: "a, b.png", fit: crop}` to cut out its middle'),
        ("{file: ngang.jpg}", "cover-not-square", 19, "fit: pad"),
        ("{file: ngang.jpg, fit: cut}", "bad-fit", 35, "write one of: crop, pad."),
        ("{file: ngang.jpg, fit: pads}", "bad-fit", 35, "write pad."),
        ("{fit: crop}", "missing-key", 12, "file: …"),
        ("{file: ngang.jpg, fitt: crop}", "unknown-key", 30, "write `fit`."),
        ("[vuông.png]", "wants-mapping", 12, "indented"),
        ('""', "text-empty", 12, "write a text"),
        ("không có.png", "no-such-file", 12, "check its name"),
        ("vuong.png", "no-such-file", 12, "there is “vuông.png”"),
        ("thư mục", "not-a-file", 12, "the file itself"),
        ("chữ.png", "not-a-picture", 12, "save it as JPEG or PNG"),
        ("ngang.webp", "not-a-picture", 12, "save it as JPEG or PNG"),
        ("{file: chữ.png, fit: pad}", "not-a-picture", 19, "save it as JPEG or PNG"),
        ("hỏng.png", "picture-broken", 12, "copy it once more"),
        ("dở.jpg", "picture-broken", 12, "copy it once more"),
        ("to.png", "picture-too-big", 12, "save it smaller: 2048"),
        ("khổng lồ.png", "picture-vast", 12, "save it smaller"),
    ],
)
def test_what_is_no_cover_is_told_with_its_place_and_a_remedy(
    root: Path, text: str, code: str, column: int, remedy: str
) -> None:
    problem = refused(root, text)
    assert problem.code == code
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (5, column)
    assert remedy in problems.sentence(problem)
    assert "?" not in problems.sentence(problem)


def test_pictures_that_need_not_be_here_are_not_looked_at(root: Path) -> None:
    assert cover(root, "không có.png", media_here=False) == Picture(root / "không có.png")
    assert cover(root, "chữ.png", media_here=False) == Picture(root / "chữ.png")
