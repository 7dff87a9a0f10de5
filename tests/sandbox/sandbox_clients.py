"""What the tests of client libraries upload: files that are what they say."""

from __future__ import annotations

import io
from functools import cache

TITLE = "Hội nghị Đảng ủy Khối"
CHUNK = 256 << 10


def film(size: int) -> bytes:
    """So many bytes that begin as an MP4 file does."""
    head = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    return (head + bytes(range(256)) * (size // 256 + 1))[:size]


@cache
def picture(width: int = 1280, height: int = 720) -> bytes:
    """A PNG."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(made, "PNG")
    return made.getvalue()
