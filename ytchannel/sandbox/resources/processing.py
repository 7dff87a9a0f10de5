"""What becomes of an uploaded file: processed, failed, or rejected, at once, after some answers, or after some time.

Nothing is decoded. What the first bytes show to be no video fails; bytes that nobody knows pass for a video.
"""

from __future__ import annotations

import codecs
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox.discovery.document import document

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call
    from ytchannel.sandbox.wire import Json

_LOOKED_AT = 64 << 10  # bytes
_WORDS = 3
_PARTS = 10  # in which progress is told

# What the files of videos and the recognised kinds have as containers.
_CONTAINERS = {"mp4": "mov,mp4", "m4v": "mov,mp4", "mov": "mov,mp4", "3gp": "mov,mp4", "webm": "matroska,webm"}
_DOCUMENTS = ("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "rtf", "ps", "epub")
_ARCHIVES = (
    "zip",
    "tar",
    "rar",
    "gz",
    "bz2",
    "7z",
    "xz",
    "z",
    "lz",
    "lz4",
    "zst",
    "lzo",
    "br",
    "cab",
    "ar",
    "deb",
    "rpm",
)

# What the suggestions part says of each kind of file that is no video.
_ERRORS = {"audio": "audioFile", "image": "imageFile", "document": "docFile", "archive": "archiveFile"}


def begin(call: Call, media: Arrived) -> Json:
    """What is known of a file when the last byte has arrived: when its processing ends, and how."""
    kind, container = _kind(media)
    ends, why = "processed", ""
    if not media.size:
        ends, why = "failed", "emptyFile"
    elif call.fails:
        ends, why = "rejected" if call.fails in endings()[1] else "failed", call.fails
    elif kind != "video":
        ends, why = "failed", "invalidFile"
    elif call.settings.same_file == "reject" and _is_there(call, media):
        ends, why = "rejected", "duplicate"
    reads, seconds = call.settings.reads_to_process, call.settings.seconds_to_process
    # That there is nothing at all is seen at once.
    left, until = (reads, call.now + timedelta(seconds=seconds)) if media.size else (0, call.now)
    kept = {"left": left, "ends": ends, "why": why, "file": kind, "container": container}
    return {**kept, "from": call.now.isoformat(), "until": until.isoformat()}


def endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reasons for which videos fail, and those for which they are rejected."""
    fields = document("youtube").schemas["VideoStatus"]["properties"]
    return tuple(fields["failureReason"]["enum"]), tuple(fields["rejectionReason"]["enum"])


def _is_there(call: Call, media: Arrived) -> bool:
    """Whether the channel has a good video of the same bytes."""
    # A cross join is done in the order in which it is written: few media have the same hash.
    sql = (
        "SELECT 1 FROM media CROSS JOIN resource USING (kind, id) WHERE kind = 'video' AND sha256 = ? AND parent = ? "
        "AND json_extract(body, '$.processing.ends') = 'processed'"
    )
    return call.store.db.execute(sql, (media.sha256, call.owner.uploads)).fetchone() is not None


def state(body: Json, now: datetime) -> str | None:
    """The `uploadStatus` that processing has ended with; None while it goes on."""
    known = body["processing"]
    if known["left"] > 0 or ("until" in known and datetime.fromisoformat(known["until"]) > now):
        return None
    ended: str = known["ends"]
    return ended


def is_good(body: Json) -> bool:
    """Whether processing ends, or has ended, well: what fails or is rejected is seen by nobody else."""
    good: bool = body["processing"]["ends"] == "processed"
    return good


def reasons(body: Json, ended: str | None) -> Json:
    """What the status says of a bad end."""
    name = {"failed": "failureReason", "rejected": "rejectionReason"}.get(ended or "")
    return {name: body["processing"]["why"]} if name else {}


def details(body: Json, ended: str | None, now: datetime) -> Json:
    """The processingDetails part."""
    if ended is None:
        there = dict.fromkeys(_AVAILABILITIES, "inProgress")
        return {"processingStatus": "processing", "processingProgress": _progress(body["processing"], now), **there}
    shown: Json = {"processingStatus": {"processed": "succeeded", "failed": "failed"}.get(ended, "terminated")}
    shown |= {"fileDetailsAvailability": "available", "processingIssuesAvailability": "available"}
    if ended == "failed":
        why = {"emptyFile": "uploadFailed", "invalidFile": "other"}
        return {**shown, "processingFailureReason": why.get(body["processing"]["why"], "transcodeFailed")}
    # There are never any suggestions here.
    return {**dict.fromkeys(_AVAILABILITIES, "inProgress"), **shown, "thumbnailsAvailability": "available"}


_AVAILABILITIES = (
    "fileDetailsAvailability",
    "processingIssuesAvailability",
    "tagSuggestionsAvailability",
    "editorSuggestionsAvailability",
    "thumbnailsAvailability",
)


def _progress(known: Json, now: datetime) -> Json:
    """How far processing has come, in numbers as strings."""
    begun, until = (datetime.fromisoformat(known.get(name, now.isoformat())) for name in ("from", "until"))
    left = max(0.0, (until - now).total_seconds())
    whole = (until - begun).total_seconds()
    done = int(_PARTS * (1 - left / whole)) if whole else 0
    return {"partsTotal": str(_PARTS), "partsProcessed": str(done), "timeLeftMs": str(int(left * 1000))}


def suggestions(body: Json, ended: str | None) -> Json:
    """The suggestions part: why a file that is no video cannot be one."""
    if ended != "failed" or body["processing"]["why"] != "invalidFile":
        return {}
    return {"processingErrors": [_ERRORS.get(body["processing"]["file"], "notAVideoFile")]}


def file_details(body: Json, seconds: int) -> Json:
    """The fileDetails part.

    Name and size are those of the upload. Length and bit rate are those that the video is given here, so its streams
    would be invented too, and are left out.
    """
    known = body["processing"]
    kind = known.get("file", "video")
    shown = {"fileName": body["fileName"], "fileSize": str(body["size"]), "fileType": kind}
    if kind != "video" or known["ends"] != "processed":
        return shown
    container = {"container": known["container"]} if known.get("container") else {}
    return {**shown, **container, "durationMs": str(seconds * 1000), "bitrateBps": str(body["size"] * 8 // seconds)}


def _kind(media: Arrived) -> tuple[str, str]:
    """The `fileType` that a file's beginning shows, and its container where that is known."""
    import filetype

    with media.file.open("rb") as stream:
        head = stream.read(_LOOKED_AT)
    found = filetype.guess(head)
    if found is None:
        return ("document" if _is_text(head) else "video"), ""
    # Ogg is known as a kind of audio; there are videos in it too.
    if found.mime.startswith("video/") or found.extension == "ogg":
        return "video", _CONTAINERS.get(found.extension, found.extension)
    for kind, names in (("document", _DOCUMENTS), ("archive", _ARCHIVES)):
        if found.extension in names:
            return kind, ""
    begins: str = found.mime.partition("/")[0]
    return (begins if begins in ("audio", "image") else "other"), ""


def _is_text(head: bytes) -> bool:
    """Whether a beginning is text of several words: the end of it may be in the middle of a letter."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    words = text.removeprefix("\ufeff").split()
    return len(words) >= _WORDS and all(word.isprintable() for word in words)
