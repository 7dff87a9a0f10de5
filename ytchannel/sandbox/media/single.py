"""Media that come whole in one request: alone (uploadType media), or after metadata (uploadType multipart)."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ytchannel.sandbox.media import multipart, uploads


@dataclass(frozen=True)
class Taken:
    """The metadata of an upload, and its media in a file, which whoever took them removes."""

    metadata: bytes
    mime: str
    file: Path
    size: int
    sha256: str


def take(body: IO[bytes], kind: str, content_type: str, folder: Path) -> Taken:
    """Copy the media of a body into a file in a folder. Raises Refused 400 for a malformed multipart body."""
    if kind == "multipart":
        metadata, mime, media = multipart.split(body, content_type)
    else:
        metadata, mime, media = b"", content_type, multipart.whole(body)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="request-", delete=False) as file:
        path = Path(file.name)
    media.save(path)
    return Taken(metadata, mime, path, media.size, uploads.sha256(path))
