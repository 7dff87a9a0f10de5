"""Media that come in one request: alone, or after metadata in a body of type multipart/related."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 1 << 20  # bytes in which the metadata and the headers of the media have to stand
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Media:
    """A stretch of a file."""

    source: IO[bytes]
    first: int
    size: int

    def save(self, path: Path) -> Path:
        """Copy it into a file of its own."""
        self.source.seek(self.first)
        with path.open("wb") as target:
            shutil.copyfileobj(self.source, target, _BLOCK)
            target.truncate(self.size)
        return path


def whole(body: IO[bytes]) -> Media:
    """All of a body."""
    return Media(body, 0, body.seek(0, 2))


def split(body: IO[bytes], content_type: str) -> tuple[bytes, str, Media]:
    """Metadata, the type of the media, and the media. Raises Refused 400 for a body that is not so made."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind != "multipart/related":
        message = f"Media type '{kind}' is not supported. Valid media types: [multipart/related]"
        raise Refused(400, "badRequest", message)
    found = re.search(r'boundary="?([^";]+)"?', content_type)
    size = body.seek(0, 2)
    body.seek(0)
    head = body.read(_HEAD)
    mark = b"--" + found[1].encode() if found else b""
    pieces = head.split(mark, 2) if mark else []
    if len(pieces) < 3:
        raise _malformed()
    metadata = _content(pieces[1])[1]
    kind, media = _content(pieces[2])
    first = len(head) - len(media)
    body.seek(max(first, size - len(mark) - 16))
    tail = body.read()
    end = tail.rfind(mark)
    if end < 0:
        raise _malformed()
    # The line end before the closing mark is not part of the media; both kinds of line ends are met.
    end -= 2 if pieces[1].startswith(b"\r\n") else 1
    return metadata.rstrip(b"\r\n"), kind, Media(body, first, max(0, size - len(tail) + end - first))


def _content(piece: bytes) -> tuple[str, bytes]:
    """The type and the content of a part, which begins with the end of its boundary's line."""
    # The client library ends lines with a bare line feed.
    found = re.match(rb"[ \t]*\r?\n((?:[^\r\n]+\r?\n)*)\r?\n", piece)
    if found is None:
        raise _malformed()
    kind = re.search(rb"(?im)^content-type:[ \t]*([^\r\n]*)", found[1])
    return kind[1].decode("latin-1") if kind else "", piece[found.end() :]


def _malformed() -> Refused:
    return Refused(400, "badRequest", "Malformed multipart body.")
