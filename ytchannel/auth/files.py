"""The files of the credentials folder: names, permissions, and writing that leaves no half of a file."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel import private
from ytchannel.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK_SECONDS = 60
_OTHERS = 0o077  # the permission bits of the group and of everybody


@dataclass(frozen=True)
class Credentials:
    """The files of one profile in the credentials folder."""

    folder: Path
    profile: str | None = None

    @property
    def client_file(self) -> Path:
        """The OAuth client file from Google Cloud; also under the long name that it is downloaded with.

        Where several lie there, only client_secret.json counts.
        """
        usual = self.folder / "client_secret.json"
        if usual.exists():
            return usual
        found = sorted(self.folder.glob("client_secret*.json*"))
        return found[0] if len(found) == 1 else usual

    @property
    def token_file(self) -> Path:
        """The login of this profile."""
        return self.folder / (f"token-{self.profile}.json" if self.profile else "token.json")

    @property
    def lock_file(self) -> Path:
        """Held while the login is renewed: two processes renew one after the other."""
        return self.folder / f".{self.token_file.name}.lock"


def kept(folder: Path) -> Iterator[Credentials]:
    """The profiles that have a login in a folder, the one without a name first."""
    if (folder / "token.json").exists():
        yield Credentials(folder)
    for file in sorted(folder.glob("token-*.json")):
        yield Credentials(folder, file.stem.removeprefix("token-"))


def is_loose(path: Path) -> bool:
    """Whether other users of this machine may read or write a file, or look into a folder.

    False where the file system has no such permissions, as on Windows.
    """
    if os.name != "posix":
        return False
    return bool(path.stat().st_mode & _OTHERS) and _keeps_modes(path if path.is_dir() else path.parent)


def _keeps_modes(folder: Path) -> bool:
    """Whether the file system keeps permissions at all: a shared drive may show every file as open to everybody."""
    try:
        handle, name = tempfile.mkstemp(dir=folder)  # mode 0600
    except OSError:
        return True
    os.close(handle)
    try:
        return not Path(name).stat().st_mode & _OTHERS
    finally:
        Path(name).unlink()


@contextmanager
def held(files: Credentials) -> Iterator[None]:
    """Hold the login of a profile against other processes: renewals, logins and logouts come one after the other.

    Raises AccessError.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(files.lock_file, timeout=_LOCK_SECONDS, mode=0o600)
    with suppress(OSError):  # in a folder that cannot be written no other process can keep anything either
        try:
            lock.acquire()
        except Timeout:
            raise AccessError("token-busy", file=files.token_file) from None
    try:
        yield
    finally:
        lock.release()


def write(file: Path, content: str) -> None:
    """Write a secret atomically, readable by its owner only; until then the old one is whole. Raises OSError."""
    private.folder(file.parent)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
