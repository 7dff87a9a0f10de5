"""What a video may say of itself: the writable properties, their defaults, and the rules for each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.resources.categories import ASSIGNABLE
from ytchannel.sandbox.resources.text import LANGUAGES, TAGS, fits_description, fits_title, is_language, tags_size, time
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_SNIPPET = ("title", "description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage")
_STATUS = (
    "privacyStatus",
    "publishAt",
    "license",
    "embeddable",
    "publicStatsViewable",
    "selfDeclaredMadeForKids",
    "containsSyntheticMedia",
)

_WRITABLE = {
    "snippet": _SNIPPET,
    "status": _STATUS,
    "recordingDetails": ("recordingDate", "location", "locationDescription"),
    "paidProductPlacementDetails": ("hasPaidProductPlacement",),
    "brandPartner": ("channelId", "channelHandle"),
}
_FILE_NAME = 1024  # bytes

PARTS = ("snippet", "status", "localizations", "recordingDetails", "paidProductPlacementDetails", "brandPartner")
"""The parts of a video that can be written."""

NEW_STATUS = {"privacyStatus": "public", "license": "youtube", "embeddable": True, "publicStatsViewable": True}
"""What a video has that was uploaded without a status."""

RESET_STATUS = {"privacyStatus": "public", "license": "youtube", "embeddable": False, "publicStatsViewable": False}
"""What a status has after an update that names the part and leaves the rest out."""


def snippet(given: Json, counting: str) -> Json:
    """A snippet of the given properties alone, checked. Raises Refused 400."""
    kept = {name: given[name] for name in _SNIPPET if given.get(name)}
    kept.setdefault("title", "")
    kept.setdefault("description", "")
    if not fits_title(kept["title"], "video", counting):
        raise refused(
            "invalidTitle", "snippet.title", "The request metadata specifies an invalid or empty video title."
        )
    if not fits_description(kept["description"], "video"):
        raise refused("invalidDescription", "snippet.description", "The request metadata has an invalid description.")
    tags = kept.get("tags", [])
    if tags_size(tags, counting) > TAGS or any(set(tag) & set("<>") or not tag.strip() for tag in tags):
        raise refused("invalidTags", "snippet.tags", "The request metadata specifies invalid video keywords.")
    if "categoryId" in kept and kept["categoryId"] not in ASSIGNABLE:
        raise refused("invalidCategoryId", "snippet.categoryId", "The categoryId cannot be given to a video.")
    for name in ("defaultLanguage", "defaultAudioLanguage"):
        if name in kept and not is_language(kept[name]):
            raise refused("invalidVideoMetadata", f"snippet.{name}", "The request metadata is invalid.")
    return kept


def status(given: Json, rest: Json, *, published: bool) -> Json:
    """A status of the given properties, and `rest` where they are left out, checked. Raises Refused 400.

    Times to publish at are for private videos that were never public; one in the past is kept and comes due at once.
    """
    kept = {**rest, **{name: given[name] for name in _STATUS if name in given}}
    if "publishAt" in kept:
        due = time(kept["publishAt"])
        if due is None or kept["privacyStatus"] != "private" or published:
            raise refused("invalidPublishAt", "status.publishAt", "The request metadata has an invalid publishAt time.")
        kept["publishAt"] = stamp(due)
    return kept


def localizations(given: Mapping[str, Json], default: str | None, counting: str) -> Json:
    """Localizations, which need a default language, known codes and titles. Raises Refused 400."""
    if given and not default:
        message = "The request sets localizations without a default language."
        raise refused("defaultLanguageNotSet", "snippet.defaultLanguage", message)
    for language, texts in given.items():
        title, description = texts.get("title", ""), texts.get("description", "")
        fits = fits_title(title, "video", counting) and fits_description(description, "video")
        if language not in LANGUAGES or not fits:
            raise refused("invalidVideoMetadata", "", "The request metadata is invalid.")
    return dict(given)


def check_read_only(given: Mapping[str, Json]) -> None:
    """Raise Refused 400 invalidVideoMetadata for a field that cannot be written, in a part that can."""
    for part, fields in _WRITABLE.items():
        for name in given.get(part, {}):
            if name not in fields:
                raise refused("invalidVideoMetadata", f"{part}.{name}", "The request metadata is invalid.")


def file_name(slug: str) -> str:
    """The name of a file from the header Slug, which is percent-encoded UTF-8. Raises Refused 400 invalidFilename."""
    try:
        name = unquote(slug, errors="strict")
    except UnicodeDecodeError:
        name = "\0"
    if len(name.encode()) > _FILE_NAME or any(ord(letter) < 32 for letter in name):
        raise refused("invalidFilename", "", "The video filename specified in the Slug header is invalid.")
    return name


def recording(given: Json) -> Json:
    """The recording date. Raises Refused 400."""
    date = given.get("recordingDate")
    if not date:
        return {}
    found = time(date)
    if found is None:
        raise refused("invalidRecordingDetails", "recordingDetails.recordingDate", "The recording date is invalid.")
    return {"recordingDate": stamp(found)}


def brand_partner(given: Json) -> Json:
    """The channel of a brand, by its id or its handle. Raises Refused 400."""
    for name, start in (("channelId", "UC"), ("channelHandle", "@")):
        if not given.get(name, start).startswith(start):
            raise refused("invalidVideoMetadata", f"brandPartner.{name}", "The request metadata is invalid.")
    return given


def refused(reason: str, where: str, message: str = "", status: int = 400) -> Refused:
    """A refusal of a video's metadata; `where` is a path in the body, or ""."""
    return Refused(status, reason, message, where=f"body.{where}" if where else "", domain="youtube.video")
