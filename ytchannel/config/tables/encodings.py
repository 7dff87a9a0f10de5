"""From the bytes of a text file that a spreadsheet program has written to its text.

A guess is taken only if it can be checked: wrong letters would go up to YouTube unseen.
"""

from __future__ import annotations

import re
import unicodedata

from ytchannel.config.rules import RuleError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

# A Vietnamese syllable without its tone: what may begin it, its vowels, what may end it.
_ONSET = "(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
_OPEN = (
    "i|y|e|ê|a|o|ô|ơ|u|ư|ia|ya|ua|ưa|ai|ay|ây|ao|au|âu|eo|êu|iu|iêu|yêu|oi|ôi|ơi|ui|ưi|ưu|uôi|ươi|ươu|"
    "oa|oe|oai|oay|oao|oeo|uê|uy|uya|uây|uyu|uơ"
)
_CLOSED = "(?:i|y|e|ê|a|ă|â|o|ô|ơ|u|ư|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê|oo)(?:c|ch|m|n|ng|nh|p|t)"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_CLOSED}|{_OPEN})")
_WORD = re.compile(r"[^\W\d_]+")
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")

# So many letters that only this code page has must be there before it is believed.
_ENOUGH = 3


def decoded(data: bytes) -> str:
    """The text in NFC: UTF-8, UTF-16 with its mark, or Windows-1258 where its Vietnamese can be checked.

    Raises RuleError.
    """
    mark, encoding = next((each for each in _MARKS if data.startswith(each[0])), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        guessed = None if mark else _vietnamese(data)
        if guessed is None:
            byte = data[len(mark) + error.start]
            raise RuleError("table-encoding", byte=f"0x{byte:02X}") from None
        text = guessed
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _vietnamese(data: bytes) -> str | None:
    """The text in Windows-1258, None unless every word with a special letter is one that Vietnamese can have."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    if _LOST.search(text):  # a program that did not know the letter has written a question mark
        return None
    words = {word for word in _WORD.findall(text.casefold()) if not word.isascii()}
    if not all(_SYLLABLE.fullmatch(_toneless(word)) for word in words) or any(map(unicodedata.combining, text)):
        return None
    own = sum(ord(letter) > 0x1E00 for word in words for letter in word)  # made of a letter and a mark
    return text if own >= _ENOUGH else None


def _toneless(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
