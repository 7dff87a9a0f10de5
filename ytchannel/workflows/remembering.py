"""What the ledger remembers of the entries of a manifest. No request is made but for the channel's id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.workflows.contents import Contents

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.ledger import Upload
    from ytchannel.model import Manifest, VideoEntry
    from ytchannel.workflows.connecting import Connection


def remembered(connection: Connection, manifest: Manifest, channel: str | None = None) -> list[Upload | None]:
    """The upload of each entry's file, finished or begun; None where the ledger knows of none.

    `channel` is the id of the channel, where it is known without a request.

    A file that is not on this machine is known by its path alone, and only when it is up.
    """
    # What is up counts for more than what was only begun.
    uploads = sorted(connection.ledger.uploads(channel or connection.id), key=lambda upload: upload.video is None)
    contents = Contents(uploads)
    paths = {upload.path: upload for upload in reversed(uploads) if upload.video}

    def of(path: Path) -> Upload | None:
        try:
            return contents.find(path, path.stat())
        except OSError:
            return paths.get(str(path))

    return [of(entry.file) if entry.file is not None else None for entry in manifest.videos]


def key_of(entry: VideoEntry, folder: Path) -> str:
    """What names the entry: the id of its video, or its file as it stands beside the manifest."""
    path = entry.file
    if path is None:
        return entry.video or ""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
