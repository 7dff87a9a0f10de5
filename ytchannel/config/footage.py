"""Whether a file is a video, by what is in it: its name may say anything.

Refused is what is positively something else, or positively not whole. YouTube takes more kinds of files than it lists,
so one that is not known here is left to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.config import mp4
from ytchannel.config.rules import RuleError

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_MS = 12 * 3600 * 1000  # Help answer 71673
UNFINISHED = (".part", ".partial", ".crdownload", ".opdownload", ".download", ".filepart", ".tmp", ".!ut", ".!qb")
"""How the names of files end that are still on their way: of browsers, of programs that copy."""

_START = 65536  # bytes
_TS = ((0, 188), (4, 192))  # where MPEG-TS begins, on a camera's card 4 bytes later, and the length of its packets
_VIDEO = (
    b"\x1aE\xdf\xa3",  # Matroska, WebM
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # WMV
    b"FLV",
    b"\x00\x00\x01\xba",  # MPEG-PS
    b"\x00\x00\x01\xb3",
    b"\x06\x0e\x2b\x34",  # MXF
)
_SOUND_IN_OGG = (b"vorbis", b"OpusHead", b"Speex", b"FLAC")
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and PowerPoint up to 2003
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"{\\rtf")


@dataclass(frozen=True)
class Footage:
    """What is known of a video file. `duration_ms` is None where it is not known.

    Only a file that is `whole` tells itself that nothing of it is missing.
    """

    duration_ms: int | None = None
    whole: bool = False


def look(path: Path, size: int) -> Footage:
    """What is known of a file of `size` bytes. Raises RuleError for what is no video, and OSError."""
    if path.suffix.lower() in UNFINISHED:
        raise RuleError("video-unfinished", value=path.suffix)
    with path.open("rb") as stream:
        start = stream.read(_START)
        if not start.strip(b"\0"):
            raise RuleError("video-file-zeros")
        if _is_text(start):
            raise RuleError("not-a-video", variant="text")
        if not mp4.is_one(start):
            _check_kind(start)
            return Footage()
        try:
            movie = mp4.read(stream, size)
        except mp4.DamagedError as error:
            if error.reason == "picture":
                raise RuleError("not-a-video", variant="image") from None
            raise RuleError("video-not-whole", variant=error.reason) from None
    if movie is None:
        return Footage()
    if not movie.has_pictures:
        raise RuleError("not-a-video", variant="audio")
    if movie.duration_ms is not None and movie.duration_ms > LONGEST_MS:
        raise RuleError("video-too-long", hours=movie.duration_ms // 3_600_000, limit=LONGEST_MS // 3_600_000)
    return Footage(movie.duration_ms, whole=True)


def _check_kind(start: bytes) -> None:
    """Raises RuleError for what begins like something else than a video."""
    import filetype

    if start.startswith(_VIDEO) or any(_is_ts(start, *form) for form in _TS):
        return
    if start.startswith(_OFFICE):
        raise RuleError("not-a-video")
    if start.startswith(b"OggS"):
        kind = "audio" if any(name in start[:300] for name in _SOUND_IN_OGG) and b"theora" not in start else "video"
    else:
        found = filetype.guess(start)
        kind = found.mime.partition("/")[0] if found and found.extension != "ico" else "video"
    if kind != "video":
        raise RuleError("not-a-video", variant=kind if kind in ("image", "audio") else "")


def _is_ts(start: bytes, first: int, length: int) -> bool:
    return len(start) > first + 2 * length and all(start[first + n * length] == 0x47 for n in range(3))


def _is_text(start: bytes) -> bool:
    if start.startswith(_TEXT_MARKS):
        return True
    try:
        text = start[:4096].decode()
    except UnicodeDecodeError as error:
        if error.end < min(len(start), 4096) - 3:  # no letter that the end of the block cuts
            return False
        text = start[: error.start].decode()
    return bool(text) and all(letter.isprintable() or letter in "\t\r\n\f" for letter in text)
