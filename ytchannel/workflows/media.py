"""A video file as it is on the disk, what names its content, and how much of that has to be read.

The content is named by its XXH3 of 128 bits: the files are the organisation's own, nobody forges them, and the hash
costs a tenth of what SHA-256 does. Earlier versions kept the latter, which goes on to be recognised. A file that shares
its size with no other one can be no copy, so it is not read before it goes up: it has a name of its path, size and
time until then, and what is sent is hashed on its way. The content's name is kept before the last byte goes, so that
there is no video whose content nobody knows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ytchannel.errors import MediaError
from ytchannel.ledger import Upload

if TYPE_CHECKING:
    import os
    from datetime import datetime
    from pathlib import Path

BLOCK = 1 << 20  # bytes
_CONTENT, _UNREAD = "xxh3:", "stat:"


@dataclass(frozen=True)
class VideoFile:
    """A file as it was when it was looked at; `fingerprint` names its content, or the file while that is not read."""

    path: Path
    size: int
    mtime_ns: int
    fingerprint: str

    def upload(
        self, now: datetime, *, session: str | None = None, video: str | None = None, visibility: str | None = None
    ) -> Upload:
        """What the ledger keeps of its upload."""
        known = (self.fingerprint, str(self.path), self.size, self.mtime_ns)
        return Upload(*known, session, video, now.isoformat(), visibility)

    def check(self, stat: os.stat_result) -> None:
        """Raises MediaError unless `stat` is that of the file that was looked at."""
        if (stat.st_size, stat.st_mtime_ns) != (self.size, self.mtime_ns):
            raise MediaError("file-changed", file=self.path)


class Digest:
    """The name of a content, gathered while it goes by: of the first `upto` bytes so far."""

    def __init__(self) -> None:
        import xxhash

        self._hash = xxhash.xxh3_128()
        self.upto = 0

    def take(self, start: int, block: bytes) -> None:
        """Bytes that stand at `start`; what is known already is passed over. Raises ValueError for a gap."""
        known = self.upto - start
        if known < 0:
            raise ValueError(start)
        if known < len(block):
            self._hash.update(memoryview(block)[known:])
            self.upto = start + len(block)

    @property
    def name(self) -> str:
        """The name of the content, if that was all of it."""
        return _CONTENT + self._hash.hexdigest()


def is_unread(fingerprint: str) -> bool:
    """Whether it names a file whose content was not read yet."""
    return fingerprint.startswith(_UNREAD)


def unread(path: Path, stat: os.stat_result) -> str:
    """The name of a file as it is, for as long as its content is not read."""
    import xxhash

    return _UNREAD + xxhash.xxh3_128_hexdigest(
        f"{path}\n{stat.st_size}\n{stat.st_mtime_ns}".encode(errors="surrogateescape")
    )


def content(path: Path, like: str = _CONTENT) -> str:
    """The name of a file's content, by the hash of the one that it is to be compared with. Raises OSError."""
    stat = path.stat()
    return _content(path, stat.st_size, stat.st_mtime_ns, by_sha256=not like.startswith(_CONTENT))


@lru_cache(maxsize=4096)  # a run asks several times, and the files may be large
def _content(path: Path, _size: int, _mtime_ns: int, *, by_sha256: bool) -> str:
    with path.open("rb", buffering=0) as stream:
        if by_sha256:
            return hashlib.file_digest(stream, "sha256").hexdigest()
        digest = Digest()
        while block := stream.read(BLOCK):
            digest.take(digest.upto, block)
    return digest.name


def unreadable(path: Path, error: OSError) -> MediaError:
    """The error for a file that the system does not let us read."""
    return MediaError("file-unreadable", file=path, reason=error.strerror or type(error).__name__)
