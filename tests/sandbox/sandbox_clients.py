"""What the tests of client libraries upload: files that are what they say."""

from __future__ import annotations

TITLE = "Hội nghị Đảng ủy Khối"
CHUNK = 256 << 10


def film(size: int) -> bytes:
    """So many bytes that begin as an MP4 file does."""
    head = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    return (head + bytes(range(256)) * (size // 256 + 1))[:size]
