"""What covers and thumbnails share: a picture that is sent as it is, or made to fit on its way.

YouTube does not tell which picture it has, so the ledger remembers it by a hash.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ytchannel import pictures
from ytchannel.errors import MediaError
from ytchannel.plan import FieldChange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.model import Picture
    from ytchannel.plan import Change, Json


def source(picture: Picture) -> Json:
    """What an item keeps of a declared picture."""
    return {"file": str(picture.file), "fit": picture.fit or ""}


def shown(source: Mapping[str, Any]) -> dict[str, FieldChange]:
    """What people see of it in a plan."""
    fields = {"file": FieldChange(None, Path(source["file"]).name)}
    return fields | ({"fit": FieldChange(None, source["fit"])} if source["fit"] else {})


def fingerprint(content: bytes, fit: str) -> str:
    """SHA-256 of a file and of how it is made to fit.

    Not of what is made of it: another version of Pillow makes other bytes, and no picture is sent again for that.
    """
    return hashlib.sha256(content + fit.encode()).hexdigest()


def content(file: Path) -> bytes:
    """The bytes of a picture. Raises MediaError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise MediaError("file-unreadable", file=file, reason=error.strerror) from None


def media(change: Change, fitted: Callable[[bytes, str], bytes]) -> tuple[bytes, str]:
    """The picture of a change and its MIME type, made to fit by `fitted` where that is declared.

    Raises MediaError when it is not the one that was planned any more.
    """
    file, fit = Path(change.wanted.source["file"]), change.wanted.source["fit"]
    found = content(file)
    if fingerprint(found, fit) != change.wanted.fields["sha256"]:
        raise MediaError("file-changed", file=file)
    if fit:
        try:
            found = fitted(found, fit)
        except pictures.PictureError:
            raise MediaError("picture-unusable", file=file) from None
    return found, "image/png" if found.startswith(b"\x89PNG") else "image/jpeg"
