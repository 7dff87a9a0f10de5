"""The files that the channel file and a manifest name: whether they are there, and whether YouTube will take them."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel import pictures
from ytchannel.config import caption_files, footage
from ytchannel.config.rules import RuleError, near

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ytchannel.config.footage import Footage

# Media limits of the API's discovery document: videos.insert; thumbnails.set, playlistImages.insert; captions.insert.
MAX_VIDEO = 256 * 1024**3
MAX_PICTURE = 50 * 1024**2
MAX_CAPTION = 100 * 1024**2

_FRESH, _PAUSE = 3.0, 1.0  # seconds: how lately a file may have changed, and until it is looked at again
THUMBNAIL_WIDTH = 640  # points, at least (thumbnails.set; Help answer 72431)
_WRONG = {"unknown": "not-a-picture", "broken": "picture-broken", "vast": "picture-vast", "moving": "picture-moving"}


class Folder:
    """Files by the names in a manifest, which count from the manifest's folder.

    A name on the disk may have another Unicode form than the one in the manifest: files from a Mac often are in NFD.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[Path, dict[str, str]] = {}
        self._pictures: dict[tuple[Path, bool], tuple[int, int] | RuleError] = {}
        self._unsure: dict[Path, tuple[int, int]] = {}

    def video(self, text: str) -> tuple[Path, object]:
        """The file to upload, and what identifies it however its path is spelt. Raises RuleError."""
        path = self._found(text)
        status = self._regular(path, text)
        if status.st_size == 0:
            raise RuleError("video-file-empty", file=text)
        if status.st_size > MAX_VIDEO:
            raise RuleError("video-file-too-big", file=text, size_bytes=status.st_size, max_bytes=MAX_VIDEO)
        # Without an inode number (some network drives) the resolved path has to do.
        return path, (status.st_dev, status.st_ino) if status.st_ino else path.resolve()

    def footage(self, path: Path, text: str) -> Footage:
        """What is known of the video at `path`, which `video` has found. Raises RuleError for what is none."""
        try:
            status = path.stat()
            found = footage.look(path, status.st_size)
        except RuleError as error:
            raise RuleError(error.code, file=text, **error.facts) from None
        except OSError as error:
            raise RuleError("file-unreadable", file=text, reason=error.strerror or "") from None
        if not found.whole:
            self._unsure[path] = _stamp(status)
        return found

    def growing(self, now: datetime, sleep: Callable[[float], None]) -> list[Path]:
        """The videos that are being written: of those that do not tell whether they are whole, what goes on changing.

        Only what changed a moment ago is looked at again, all of it after one pause.
        """
        fresh = [path for path, (_, changed) in self._unsure.items() if abs(now.timestamp() - changed / 1e9) < _FRESH]
        if fresh:
            sleep(_PAUSE)
        return [path for path in fresh if not path.exists() or _stamp(path.stat()) != self._unsure[path]]

    def caption(self, text: str) -> tuple[Path, list[RuleError]]:
        """The file of captions, and what is wrong in it. Raises RuleError when there is no such file."""
        path = self._found(text)
        status = self._regular(path, text)
        form = path.suffix.lower()
        if form not in caption_files.FORMS:
            raise RuleError("caption-form", file=text)
        if status.st_size > MAX_CAPTION:
            raise RuleError("caption-too-big", file=text, size_bytes=status.st_size, max_bytes=MAX_CAPTION)
        found = caption_files.problems(_read(path, text), form)
        return path, [RuleError(error.code, file=text, **error.facts) for error in found]

    def cover(self, text: str, fit: str | None) -> Path:
        """The picture for a playlist: a square, or one that `fit` makes a square of. Raises RuleError."""
        path, (width, height) = self._picture(text, fit, "cover")
        if not fit and width != height:
            raise RuleError("cover-not-square", file=text, shape=f"{width} × {height}", right=_fitted(text))
        return path

    def thumbnail(self, text: str, fit: str | None) -> Path:
        """The picture for a video, of any shape: YouTube shows one that is not 16:9 between bars. Raises RuleError."""
        path, (width, _) = self._picture(text, fit, "thumbnail")
        if not fit and width < THUMBNAIL_WIDTH:
            raise RuleError("thumbnail-small", file=text, width=width, limit=THUMBNAIL_WIDTH, right=_fitted(text))
        return path

    def _picture(self, text: str, fit: str | None, use: str) -> tuple[Path, tuple[int, int]]:
        """A picture with its width and height, looked into once, however many entries have it."""
        path = self._found(text)
        known = self._pictures.get((path, bool(fit)))
        if known is None:
            known = self._pictures[path, bool(fit)] = self._looked_into(path, text, fit, use)
        if isinstance(known, RuleError):
            raise known
        return path, known

    def _looked_into(self, path: Path, text: str, fit: str | None, use: str) -> tuple[int, int] | RuleError:
        try:
            status = self._regular(path, text)
            if status.st_size > MAX_PICTURE:
                facts = {"size_bytes": status.st_size, "max_bytes": MAX_PICTURE, "variant": use}
                return RuleError("picture-too-big", file=text, **facts)
            content = _read(path, text)
            return pictures.size(content, pictures.READ if fit else pictures.TAKEN)
        except RuleError as error:
            return error
        except pictures.PictureError as error:
            variant = "any" if fit else "fit" if _is_another(content) else ""
            return RuleError(_WRONG[error.reason], file=text, right=_fitted(text), variant=variant)

    def _regular(self, path: Path, text: str) -> os.stat_result:
        try:
            status = path.stat()
        except OSError as error:
            raise RuleError("file-unreadable", file=text, reason=error.strerror or "") from None
        if not stat.S_ISREG(status.st_mode):
            raise RuleError("not-a-file", file=text)
        if not os.access(path, os.R_OK):
            raise RuleError("file-unreadable", file=text, reason=os.strerror(13))
        return status

    def _found(self, text: str) -> Path:
        path = self._root / text
        if text.startswith("~"):
            with suppress(RuntimeError):  # no home folder
                path = self._root / Path(text).expanduser()
        if _exists(path):
            return path
        here = Path(path.anchor)
        for part in path.parts[1:]:
            if _exists(here / part):
                here /= part
                continue
            names = self._listing(here)
            if part not in names:
                like = near(part, names, 0.8)
                variant = "backslash" if "\\" in part else "near" if like else ""
                raise RuleError("no-such-file", file=text, near=like, variant=variant)
            here /= names[part]
        return here

    def _listing(self, folder: Path) -> dict[str, str]:
        """The names in a folder by their NFC form."""
        if folder not in self._names:
            try:
                found = sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths
            except (OSError, ValueError):
                found = []
            self._names[folder] = {unicodedata.normalize("NFC", name): name for name in found}
        return self._names[folder]


def found_in(root: Path, text: str) -> Path:
    """The file of that name, or where it would be: it need not be on this machine."""
    try:
        return Folder(root)._found(text)  # noqa: SLF001 - of this module
    except RuleError:
        return root / text


def _stamp(status: os.stat_result) -> tuple[int, int]:
    """Bytes, and when they changed, in nanoseconds."""
    return status.st_size, status.st_mtime_ns


def _read(path: Path, text: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError("file-unreadable", file=text, reason=error.strerror or "") from None


def _is_another(content: bytes) -> bool:
    """Whether it is a picture of a form that YouTube does not take, which one that it takes can be made of."""
    try:
        pictures.size(content, pictures.READ)
    except pictures.PictureError:
        return False
    return True


def _fitted(text: str) -> str:
    """How a picture is written that is made to fit, whatever it is."""
    return f"{{file: {in_braces(text)}, fit: crop}}"


def in_braces(text: str) -> str:
    """A text as it is written between the braces of YAML."""
    return text if re.fullmatch(r"[\w./]([\w./ -]*[\w./-])?", text) else json.dumps(text, ensure_ascii=False)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, no right to look
        return False
