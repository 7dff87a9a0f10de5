"""A video file as it is on the disk, and as it was when its content was hashed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.errors import MediaError
from ytchannel.ledger import Upload

if TYPE_CHECKING:
    import os
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True)
class VideoFile:
    """A file as it was when its content was hashed; `fingerprint` is the SHA-256."""

    path: Path
    size: int
    mtime_ns: int
    fingerprint: str

    def upload(self, now: datetime, *, session: str | None = None, video: str | None = None) -> Upload:
        """What the ledger keeps of its upload."""
        return Upload(self.fingerprint, str(self.path), self.size, self.mtime_ns, session, video, now.isoformat())

    def check(self, stat: os.stat_result) -> None:
        """Raises MediaError unless `stat` is that of the file that was hashed."""
        if (stat.st_size, stat.st_mtime_ns) != (self.size, self.mtime_ns):
            raise MediaError("file-changed", file=self.path)


def unreadable(path: Path, error: OSError) -> MediaError:
    """The error for a file that the system does not let us read."""
    return MediaError("file-unreadable", file=path, reason=error.strerror or type(error).__name__)
