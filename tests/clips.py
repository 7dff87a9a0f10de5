"""Videos and pictures for tests: tiny, whole, and each video with a content of its own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

DEMO = Path(__file__).parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"


def clip(content: str | bytes = b"", size: int = 0) -> bytes:
    """A whole MP4 of three seconds that has `content` in it, of `size` bytes where that is more than it needs.

    It has about 30 KB: what is added stands in a box that players pass over.
    """
    content = content.encode() if isinstance(content, str) else content
    film = DEMO.read_bytes()
    content = content.ljust(size - len(film) - 8, b"\1")
    return film + (len(content) + 8).to_bytes(4) + b"free" + content


def long_clip(file: Path, size: int) -> None:
    """A whole MP4 of `size` bytes that takes next to no room on the disk."""
    film = DEMO.read_bytes()
    with file.open("wb") as stream:
        stream.write(film + (1).to_bytes(4) + b"free" + (size - len(film)).to_bytes(8))
        stream.truncate(size)


def still(form: str = "JPEG", width: int = 1280, height: int = 720) -> bytes:
    """A whole picture of the form."""
    stream = BytesIO()
    Image.new("RGB", (width, height), "firebrick").save(stream, form)
    return stream.getvalue()
