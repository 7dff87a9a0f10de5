"""How texts of the channel and of the files are made comparable."""

from __future__ import annotations

import unicodedata


def tidy(text: str | None) -> str:
    """`text` in NFC with plain line ends and no blank at its ends, so that equal-looking texts are equal."""
    return unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n")).strip()
