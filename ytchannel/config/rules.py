"""What YouTube takes as a text, and what an identifier looks like.

A rule gives back the text as it is to be sent, or raises RuleError. Limits are those of the API's reference (videos,
playlists) and, for playlist titles, of Help answer 10232933. YouTube does not tell what it counts
as a character: the larger of code points and UTF-16 units is counted, so that what passes here passes there.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VIDEO_TITLE, PLAYLIST_TITLE, SHELF_TITLE = 100, 150, 100  # characters
DESCRIPTION = 5000  # bytes of UTF-8
CHANNEL_DESCRIPTION = 1000  # characters
KEYWORDS = 500  # characters
TAGS = 500  # characters, see `tags_length`
CAPTION_NAME = 150  # characters
KEY = 60  # characters; a choice of ours, so that keys stay readable in reports

# Those of channelSections that are in use.
SHELF_TYPES = ("multiplePlaylists", "multipleChannels", "allPlaylists", "popularUploads", "recentUploads",
               "subscriptions", "liveEvents", "upcomingEvents", "completedEvents")  # fmt: skip
FITS = ("crop", "pad")
ORDERS = ("manual", "listed", "newest", "oldest", "title", "views")

_LINE_SEPARATORS = "\u2028\u2029"
_PRIVACIES = ("public", "unlisted", "private")
# What YouTube Studio calls them in Vietnamese.
PRIVACY_WORDS = {
    "công khai": "public",
    "cong khai": "public",
    "không công khai": "unlisted",
    "khong cong khai": "unlisted",
    "không niêm yết": "unlisted",
    "riêng tư": "private",
    "rieng tu": "private",
}
# Country codes that are written for a language which has another one, and are no language themselves.
_COUNTRIES = {"vn": "vi", "jp": "ja", "cn": "zh", "dk": "da", "cz": "cs"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|[0-9]{3}))?")
_CHANNEL_ID = "UC[A-Za-z0-9_-]{10,62}"
_HANDLE = re.compile(r"@[\w.·-]{3,30}")


class RuleError(ValueError):
    """A value breaks a rule: a code of `render.problems` with the facts of its sentences."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def near(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """The one of `known` that `word` was probably meant to be, else empty. `alike` is as difflib counts, up to 1."""
    folded = {name.casefold(): name for name in reversed(list(known))}
    word = word.casefold()[:100]
    longer = [name for name in folded if len(word) > 2 and name.startswith(word)]
    found = longer if len(longer) == 1 else difflib.get_close_matches(word, folded, n=1, cutoff=alike)
    return folded[found[0]] if found else ""


def suggestion(word: str, known: Iterable[str], alike: float = 0.6) -> dict[str, object]:
    """The facts of a problem with a word that is none of `known`."""
    names = list(known)
    found = near(word, names, alike)
    return {"value": word, "known": names, "near": found, "variant": "near" if found else ""}


def length(text: str) -> int:
    """Characters of `text`, on the safe side: the larger of code points and UTF-16 units."""
    return len(text) if text.isascii() else max(len(text), len(text.encode("utf-16-le")) // 2)


def tags_length(tags: Sequence[str]) -> int:
    """What YouTube counts of 500: the tags, the commas between them, and 2 for the quotes of a tag with a space."""
    return sum(length(tag) + 2 * (" " in tag) for tag in tags) + max(len(tags) - 1, 0)


def joined(*lists: Iterable[str]) -> tuple[str, ...]:
    """The tags of all lists in order, each once; letter case makes no difference."""
    found: dict[str, str] = {}
    for tags in lists:
        for tag in tags:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def _title(text: str, limit: int) -> str:
    text = text.strip(" \t\r\n")
    _printable(text, _LINE_SEPARATORS)
    if not text.strip():
        raise RuleError("title-empty", limit=limit)
    if length(text) > limit:
        raise RuleError("title-too-long", length=length(text), limit=limit)
    return text


def video_title(text: str) -> str:
    """A video's title: 1 to 100 characters in one line, without < and >."""
    return _title(text, VIDEO_TITLE)


def playlist_title(text: str) -> str:
    """A playlist's title: 1 to 150 characters in one line, without < and >."""
    return _title(text, PLAYLIST_TITLE)


def _description(text: str, forbidden: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    _printable(text.replace("\n", "").replace("\t", ""), forbidden)
    if (size := len(text.encode())) > DESCRIPTION:
        raise RuleError("description-too-long", length=size, limit=DESCRIPTION)
    return text


def video_description(text: str) -> str:
    """A video's description: at most 5000 bytes, which are about 3000 Vietnamese characters; without < and >."""
    return _description(text, "")


def playlist_description(text: str) -> str:
    """A playlist's description: as a video's, and without U+2028. Whether YouTube counts bytes is not known here."""
    return _description(text, "\u2028")


def tag(text: str) -> str:
    """One tag: not empty, without comma, < and >."""
    text = text.strip()
    if not text:
        raise RuleError("tag-empty")
    if "," in text:
        raise RuleError("tag-comma", value=text, right=[part.strip() for part in text.split(",") if part.strip()])
    _printable(text, _LINE_SEPARATORS)
    return text


def tags(texts: Sequence[str]) -> list[str]:
    """Tags that fit together, each once. An empty list is one: no tags."""
    unique = joined(texts)
    if (total := tags_length(unique)) > TAGS:
        raise RuleError("tags-too-long", length=total, limit=TAGS)
    return list(unique)


def _printable(text: str, forbidden: str) -> None:
    """Raises RuleError for < and >, for control characters, and for those `forbidden`."""
    if found := re.search(f"[<>\0-\x1f\x7f-\x9f{forbidden}]", text):
        if found[0] in "<>":
            raise RuleError("angle-bracket", character=found[0])
        raise RuleError("control-character", character=f"U+{ord(found[0]):04X}")


def caption_name(text: str) -> str:
    """The name of a track of captions: at most 150 characters (captions, nameTooLong), in one line, or none."""
    text = text.strip(" \t\r\n")
    _printable(text, _LINE_SEPARATORS)
    if length(text) > CAPTION_NAME:
        raise RuleError("text-too-long", length=length(text), limit=CAPTION_NAME)
    return text


def channel_description(text: str) -> str:
    """What stands on the channel's page: at most 1,000 characters (channels, brandingSettings)."""
    _printable(text.replace("\n", ""), "")
    if (size := length(text)) > CHANNEL_DESCRIPTION:
        raise RuleError("text-too-long", length=size, limit=CHANNEL_DESCRIPTION)
    return text


def channel_keywords(words: list[str]) -> list[str]:
    """At most 500 characters in all, quotes and spaces between them included; a keyword has no quotes of its own."""
    for word in words:
        if '"' in word:
            raise RuleError("keyword-quote", value=word)
    size = sum(length(word) + 2 * (" " in word) for word in words) + max(len(words) - 1, 0)
    if size > KEYWORDS:
        raise RuleError("text-too-long", length=size, limit=KEYWORDS)
    return words


def country(text: str) -> str:
    """The code of a country, in capitals: VN."""
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise RuleError("bad-country", value=text)
    return text.upper()


def section_key(text: str) -> str:
    """The stable name of a section: small letters without marks, digits and hyphens."""
    if not re.fullmatch(r"[a-z0-9-]+", text) or len(text) > KEY:
        found = slug(text)
        raise RuleError("bad-key", value=text, limit=KEY, near=found, variant="near" if found else "")
    return text


def slug(text: str) -> str:
    """A key made of a title: its letters without marks; empty where it has none of the Latin alphabet."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "-".join(words)[:KEY].strip("-")


def privacy(text: str) -> str:
    """public, unlisted or private."""
    if text in _PRIVACIES:
        return text
    facts = suggestion(text, _PRIVACIES)
    if meant := PRIVACY_WORDS.get(text.casefold()):
        facts |= {"near": meant, "variant": "near"}
    raise RuleError("bad-privacy", **facts)


def license_(text: str) -> str:
    """YouTube's own licence, or Creative Commons, as the API writes it."""
    words = {"youtube": "youtube", "creativecommon": "creativeCommon", "creativecommons": "creativeCommon",
             "creative commons": "creativeCommon", "cc by": "creativeCommon"}  # fmt: skip
    if text in words.values():
        return text
    facts = suggestion(text, ("youtube", "creativeCommon"))
    if meant := words.get(text.strip().casefold()):
        facts |= {"near": meant, "variant": "near"}
    raise RuleError("bad-license", **facts)


def shelf_type(text: str) -> str:
    """What a shelf shows that is not one section's."""
    if text.lower() == "singleplaylist":
        raise RuleError("bad-shelf-type", value=text, variant="single")
    if text not in SHELF_TYPES:
        raise RuleError("bad-shelf-type", **suggestion(text, SHELF_TYPES))
    return text


def shelf_title(text: str) -> str:
    """The title of a shelf of several playlists or channels."""
    return _title(text, SHELF_TITLE)


def order(text: str) -> str:
    """How the entries of a section stand."""
    if text not in ORDERS:
        raise RuleError("bad-order", **suggestion(text, ORDERS))
    return text


def fit(text: str) -> str:
    """How a picture gets the shape that is wanted."""
    if text not in FITS:
        raise RuleError("bad-fit", **suggestion(text, FITS))
    return text


def language(text: str) -> str:
    """A language tag as BCP 47 shapes it, in the customary case: vi, en-GB, zh-Hant."""
    first, *rest = text.split("-")
    meant = _COUNTRIES.get(first.lower(), "")
    if meant or not _LANGUAGE.fullmatch(text):
        raise RuleError("bad-language", value=text, near=meant, variant="near" if meant else "")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def handle(text: str) -> str:
    """A channel's handle with its @ (youtube.com/handle: 3 to 30 letters, digits, and _ - . ·)."""
    if not _HANDLE.fullmatch(text):
        found = "@" + text.removeprefix("@").rpartition("/")[2].removeprefix("@")
        right = found if _HANDLE.fullmatch(found) else ""
        raise RuleError("bad-handle", value=text, near=right, variant="near" if right else "")
    return text


def _id(text: str, pattern: str, code: str) -> str:
    if re.fullmatch(pattern, text):
        return text
    found = re.findall(rf"(?<![\w-]){pattern}(?![\w-])", text)  # inside a copied address
    raise RuleError(code, value=text, near=found[0] if found else "", variant="near" if found else "")


def channel_id(text: str) -> str:
    """UC and what follows it."""
    return _id(text, _CHANNEL_ID, "bad-channel-id")


def other_channel_id(text: str) -> str:
    """The same of somebody else's channel."""
    return _id(text, _CHANNEL_ID, "bad-other-channel-id")


def playlist_id(text: str) -> str:
    """PL and what follows it: a playlist that people made, no automatic one."""
    return _id(text, "PL[A-Za-z0-9_-]{10,62}", "bad-playlist-id")


def video_id(text: str) -> str:
    """11 characters."""
    return _id(text, "[A-Za-z0-9_-]{11}", "bad-video-id")
