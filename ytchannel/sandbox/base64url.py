"""Base64 for addresses, without padding, as it stands in the ids of YouTube."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode


def pack(raw: bytes) -> str:
    """Bytes as text."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def unpack(text: str) -> bytes:
    """The bytes of a text. Raises ValueError for one that has none."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def token(text: str, size: int) -> str:
    """`size` bytes that follow from a text, as text."""
    return pack(hashlib.sha256(text.encode()).digest()[:size])
