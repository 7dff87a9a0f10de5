"""MP4 and QuickTime files, read as far as tells whether they are whole: the boxes that they are made of.

This is what nearly every video is. A general reader of media takes some milliseconds a file, and may stumble in C over
a damaged one; a list of 10,000 files is looked through here in two seconds, and damaged ones are what is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"free", b"skip", b"wide", b"pnot"}
_MOST = 200_000  # boxes of one file; a recording in fragments of a second has 43,000 in twelve hours
_UNKNOWN = {0, 2**32 - 1, 2**64 - 1}


class DamagedError(ValueError):
    """`reason`: "cut", its end is missing; "index", it has no index (moov); "picture", it is one (HEIC, AVIF)."""

    def __init__(self, reason: Literal["cut", "index", "picture"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Movie:
    """What the index says: the length, None where it does not, and whether there are pictures among its tracks."""

    duration_ms: int | None
    has_pictures: bool


@dataclass(frozen=True)
class _Box:
    """`start` is where its content begins, `end` where the next box does."""

    name: bytes
    start: int
    end: int


def is_one(start: bytes) -> bool:
    """Whether a file that begins like this is MP4, QuickTime or one of their kin."""
    return start[4:8] in _FIRST


def read(stream: BinaryIO, size: int) -> Movie | None:
    """The movie in a file of that many bytes, None where there are too many boxes to tell.

    Raises DamagedError, OSError. What follows behind the last box, as some programs leave it, does not matter.
    """
    index: _Box | None = None
    names: set[bytes] = set()
    for number, box in enumerate(_boxes(stream, 0, size)):
        if number == _MOST:
            return None
        if box.end > size:
            if box.name in _FIRST | {b"meta", b"uuid"}:
                raise DamagedError("cut")
            break
        names.add(box.name)
        if box.name == b"moov":
            index = box
    if index is None:
        if b"meta" in names:
            raise DamagedError("picture")
        raise DamagedError("index")
    return _movie(stream, index)


def _movie(stream: BinaryIO, index: _Box) -> Movie:
    duration: int | None = None
    scale = 0
    kinds = set()
    for box in _inside(stream, index):
        if box.name == b"mvhd":
            scale, duration = _header(stream, box)
        elif box.name == b"trak":
            kinds.add(_kind(stream, box))
        elif box.name == b"mvex" and duration is None:
            duration = _length_of_fragments(stream, box)
    milliseconds = duration * 1000 // scale if duration and scale else None
    return Movie(milliseconds, has_pictures=not kinds or bool(kinds & {b"vide", b""}))


def _header(stream: BinaryIO, box: _Box) -> tuple[int, int | None]:
    """Units a second, and the length in them."""
    content = _content(stream, box, 32)
    wide = content[:1] == b"\1"
    scale = int.from_bytes(content[20:24] if wide else content[12:16])
    duration = int.from_bytes(content[24:32] if wide else content[16:20])
    return scale, None if duration in _UNKNOWN else duration


def _length_of_fragments(stream: BinaryIO, box: _Box) -> int | None:
    for inner in _inside(stream, box):
        if inner.name == b"mehd":
            content = _content(stream, inner, 12)
            duration = int.from_bytes(content[4:12] if content[:1] == b"\1" else content[4:8])
            return None if duration in _UNKNOWN else duration
    return None


def _kind(stream: BinaryIO, track: _Box) -> bytes:
    """What a track has: b"vide", b"soun" …; empty when it does not say."""
    for media in _inside(stream, track):
        if media.name == b"mdia":
            for handler in _inside(stream, media):
                if handler.name == b"hdlr":
                    return _content(stream, handler, 12)[8:12]
    return b""


def _inside(stream: BinaryIO, box: _Box) -> Iterator[_Box]:
    for number, inner in enumerate(_boxes(stream, box.start, box.end)):
        if number == _MOST or inner.end > box.end:
            return
        yield inner


def _content(stream: BinaryIO, box: _Box, most: int) -> bytes:
    stream.seek(box.start)
    return stream.read(min(most, box.end - box.start))


def _boxes(stream: BinaryIO, at: int, end: int) -> Iterator[_Box]:
    """The boxes from `at` on, up to `end` or to what is no box. The last may say that it is longer than there is."""
    while at + 8 <= end:
        stream.seek(at)
        head = stream.read(16)
        length, name, start = int.from_bytes(head[:4]), head[4:8], at + 8
        if length == 1 and len(head) == 16:
            length, start = int.from_bytes(head[8:]), at + 16
        elif length == 0 and name.strip(b"\0"):
            length = end - at  # up to the end
        if at + length < start:  # no box
            return
        yield _Box(name, start, at + length)
        at += length
