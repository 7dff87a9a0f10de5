"""Which upload has the content of a file, with as little reading as can be: what differs in size differs."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel.workflows.media import content, is_unread

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from ytchannel.ledger import Upload


class Contents:
    """The contents of uploads. A file is read only where an upload has its size."""

    def __init__(self, uploads: Iterable[Upload]) -> None:
        self._same: dict[int, list[Upload]] = defaultdict(list)
        for upload in uploads:
            self._same[upload.size].append(upload)

    def as_it_is(self, path: Path, stat: os.stat_result) -> Upload | None:
        """The upload of the very file: same path, size and time. Nothing is read."""
        for upload in self._same.get(stat.st_size, ()):
            if (upload.path, upload.mtime_ns) == (str(path), stat.st_mtime_ns):
                return upload
        return None

    def find(self, path: Path, stat: os.stat_result) -> Upload | None:
        """The upload of the file, however it is called now. Raises OSError when it cannot be read."""
        if found := self.as_it_is(path, stat):
            return found
        for upload in self._same.get(stat.st_size, ()):
            known = self._standing(upload) if is_unread(upload.fingerprint) else upload.fingerprint
            if known is not None and known == content(path, known):
                return upload
        return None

    def has_size(self, size: int) -> bool:
        """Whether an upload has this size."""
        return bool(self._same.get(size))

    def _standing(self, upload: Upload) -> str | None:
        """The content of an upload that was broken off unread: that of its file, if it is there as it was.

        If not, nobody knows what was sent. It cannot have become a video, so a new upload makes no second one.
        """
        path = Path(upload.path)
        try:
            stat = path.stat()
            if (stat.st_size, stat.st_mtime_ns) != (upload.size, upload.mtime_ns):
                return None
            return content(path)
        except OSError:
            return None
