"""Files of captions: SubRip, WebVTT, SBV and TTML read into cues, and cues written again.

What a cue says is kept to the letter, how it looks is not: tags of styles and positions are gone after a conversion.
pysubs2 reads TTML. Its other readers lose text that ends with a number, and take the names and remarks of WebVTT for
text; its writers take what stands in braces for a style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d\d)[.,](\d{3})")
_SBV = re.compile(r"^[ \t]*\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}[ \t]*$", re.MULTILINE)
_LIKE_A_TIME = re.compile(r"\s*\d+:\d\d:\d\d")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^{}]*\}|<\d[\d:.]*>")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")

# What is known by its beginning and not read. YouTube takes the first two; the third is none of its formats.
_UNREAD = {"Scenarist_SCC": "scc", "<SAMI": "sami", "[Script Info]": ""}


class UnfitFileError(Exception):
    """A file that is no caption track. `reason` is a `failureReason` of the API."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Cue:
    """A text and when it is shown, in milliseconds."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Track:
    """The cues of a file. `kind` is what `tfmt` calls its format; of scc and sami the cues are not read."""

    kind: str
    cues: tuple[Cue, ...]


def read(data: bytes) -> Track:
    """The track in a file, in UTF-8 or UTF-16. Raises UnfitFileError."""
    text = _decoded(data)
    for start, kind in _UNREAD.items():
        if text.lstrip().lower().startswith(start.lower()):
            if not kind:
                raise UnfitFileError("unsupportedFormat")
            return Track(kind, ())
    kind = _kind(text)
    # Between cues a blank line would end them, so within them there is none.
    cues = tuple(Cue(cue.start, cue.end, _BLANK_LINES.sub("\n", cue.text).strip()) for cue in _READERS[kind](text))
    if not cues or any(cue.end <= cue.start for cue in cues):
        raise UnfitFileError("processingFailed")
    return Track(kind, cues)


def convert(track: Track, kind: str) -> bytes | None:
    """The track in another format, in UTF-8; None where that cannot be."""
    return _WRITERS[kind](track.cues).encode() if kind in _WRITERS and track.cues else None


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        coding = "utf-16"
    elif data[:2].count(0) == 1:  # a letter of two bytes, without the mark that tells their order
        coding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    else:
        coding = "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        raise UnfitFileError("unknownFormat") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _kind(text: str) -> str:
    start = text.lstrip()
    if start.startswith("WEBVTT"):
        return "vtt"
    if start.startswith("<") and re.search(r"<(\w+:)?tt[\s>]", start):
        return "ttml"
    if _SBV.search(text):
        return "sbv"
    if "-->" in text:
        return "srt"
    raise UnfitFileError("unknownFormat")


def _read_blocks(text: str, arrow: str, *, remarks: bool = False) -> Iterator[Cue]:
    """Cues between blank lines. `remarks` are blocks without a time, which say nothing to viewers."""
    start = end = -1
    told: list[str] = []
    for block in _BLANK_LINES.split(text.strip()):
        lines = block.split("\n")
        at = next((place for place, line in enumerate(lines[:2]) if arrow in line and _is_time(line, arrow)), None)
        if at is not None:
            if told:
                yield Cue(start, end, "\n".join(told))
            start, end = _span(lines[at], arrow)
            told = lines[at + 1 :]
        elif not remarks:  # a cue may have blank lines, but a time that cannot be read is no text
            if start < 0 or any(_LIKE_A_TIME.match(line) for line in lines[:2]):
                raise UnfitFileError("processingFailed")
            told += lines
    if told:
        yield Cue(start, end, "\n".join(told))


def _is_time(line: str, arrow: str) -> bool:
    """Whether a line is meant to be a time: no other has the arrow of SubRip, but a comma is nothing special."""
    return arrow == "-->" or _TIME.search(line) is not None


def _span(line: str, arrow: str) -> tuple[int, int]:
    first, _, rest = line.partition(arrow)
    # WebVTT says after the times where a cue stands.
    times = [_TIME.fullmatch(part) for part in (first.strip(), (rest.split() or [""])[0])]
    if None in times:
        raise UnfitFileError("processingFailed")
    start, end = (_milliseconds(*time.groups("0")) for time in times if time)
    return start, end


def _milliseconds(hours: str, minutes: str, seconds: str, rest: str) -> int:
    if int(minutes) > 59 or int(seconds) > 59:
        raise UnfitFileError("processingFailed")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _read_srt(text: str) -> Iterator[Cue]:
    for cue in _read_blocks(text, "-->"):
        yield Cue(cue.start, cue.end, _TAG.sub("", cue.text))


def _read_vtt(text: str) -> Iterator[Cue]:
    for cue in _read_blocks(text, "-->", remarks=True):
        yield Cue(cue.start, cue.end, unescape(_TAG.sub("", cue.text)))


def _read_sbv(text: str) -> Iterator[Cue]:
    for cue in _read_blocks(text, ","):
        yield Cue(cue.start, cue.end, cue.text.replace("[br]", "\n"))


def _read_ttml(text: str) -> Iterator[Cue]:
    import xml.etree.ElementTree as ET

    import pysubs2

    # The declaration names a coding that is undone by now.
    known = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    # pysubs2 knows the namespace of 2010 alone, and calls `dur` by another name than the standard.
    known = re.sub(r"http://www\.w3\.org/2006/(?:04|10)/ttaf1", "http://www.w3.org/ns/ttml", known)
    known = re.sub(r"(<(?:\w+:)?p\s[^<>]*\b)dur=", r"\1duration=", known)
    try:
        found = pysubs2.SSAFile.from_string(known, "ttml")
    except (ET.ParseError, KeyError, ValueError, OverflowError, NotImplementedError, RecursionError):
        raise UnfitFileError("processingFailed") from None
    for event in found:
        yield Cue(event.start, event.end, event.text.replace("\\N", "\n"))


def _write_srt(cues: tuple[Cue, ...]) -> str:
    spans = ((number, _clock(cue, ",", " --> "), cue.text) for number, cue in enumerate(cues, 1))
    return "".join(f"{number}\n{span}\n{text}\n\n" for number, span, text in spans)


def _write_vtt(cues: tuple[Cue, ...]) -> str:
    told = (f"{_clock(cue, '.', ' --> ')}\n{escape(cue.text, quote=False)}\n\n" for cue in cues)
    return "WEBVTT\n\n" + "".join(told)


def _write_sbv(cues: tuple[Cue, ...]) -> str:
    return "".join(f"{_clock(cue, '.', ',', hours=1)}\n{cue.text}\n\n" for cue in cues)


def _write_ttml(cues: tuple[Cue, ...]) -> str:
    lines = []
    for cue in cues:
        begin, end = _clock(cue, ".", " ").split()
        lines.append(f'<p begin="{begin}" end="{end}">{escape(cue.text, quote=False)}</p>'.replace("\n", "<br/>"))
    body = "\n".join(lines)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml">\n'
    return f"{head}<body><div>\n{body}\n</div></body>\n</tt>\n"


def _clock(cue: Cue, point: str, between: str, hours: int = 2) -> str:
    """Both times of a cue, with a sign before the milliseconds and one between the two."""
    times = []
    for time in (cue.start, cue.end):
        seconds, rest = divmod(time, 1000)
        hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
        times.append(f"{hour:0{hours}}:{minute:02}:{second:02}{point}{rest:03}")
    return between.join(times)


_READERS: dict[str, Callable[[str], Iterator[Cue]]] = {
    "srt": _read_srt,
    "vtt": _read_vtt,
    "sbv": _read_sbv,
    "ttml": _read_ttml,
}
_WRITERS: dict[str, Callable[[tuple[Cue, ...]], str]] = {
    "srt": _write_srt,
    "vtt": _write_vtt,
    "sbv": _write_sbv,
    "ttml": _write_ttml,
}
