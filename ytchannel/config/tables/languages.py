"""Languages as people name them in a table."""

from __future__ import annotations

import re

from ytchannel.config.tables.sheets import folded

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAMES = {
    "vi": ("Tiếng Việt", "Việt", "Vietnamese"),
    "en": ("Tiếng Anh", "Anh", "English"),
    "zh": ("Tiếng Trung", "Tiếng Trung Quốc", "Trung", "Chinese"),
    "ja": ("Tiếng Nhật", "Nhật", "Japanese"),
    "ko": ("Tiếng Hàn", "Hàn", "Korean"),
    "fr": ("Tiếng Pháp", "Pháp", "French"),
    "ru": ("Tiếng Nga", "Nga", "Russian"),
    "de": ("Tiếng Đức", "Đức", "German"),
    "lo": ("Tiếng Lào", "Lào", "Lao"),
    "km": ("Tiếng Khmer", "Khmer"),
}
_CODES = {folded(name): code for code, names in _NAMES.items() for name in names}


def language_code(text: str) -> str:
    """The code of a language that is given by code or name; a code is as it was written. Empty if it is neither."""
    return _CODES.get(folded(text)) or (text if _CODE.fullmatch(text) else "")
