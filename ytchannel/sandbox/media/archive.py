"""The media of resources: size and hash of all, the bytes of those that are small enough."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.sandbox.call import Arrived
    from ytchannel.sandbox.store import Store
    from ytchannel.sandbox.wire import Json


def keep(store: Store, kind: str, id_: str, media: Arrived, *, most: int | None = None) -> None:
    """Remember the media of a resource: size and hash always, the bytes unless there are more than `most`."""
    kept = most is None or media.size <= most
    store.db.execute(
        "INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?, ?)",
        (kind, id_, media.size, media.sha256, media.mime, kept),
    )
    path = _file(store, kind, id_)
    path.unlink(missing_ok=True)
    if kept:
        path.touch(mode=0o600)
        shutil.copyfile(media.file, path)


def drop(store: Store, kind: str, id_: str) -> None:
    """Forget the media of a resource."""
    store.db.execute("DELETE FROM media WHERE kind = ? AND id = ?", (kind, id_))
    _file(store, kind, id_).unlink(missing_ok=True)


def find(store: Store, kind: str, id_: str) -> tuple[str, Path] | None:
    """The type of a resource's media and the file of their bytes; None where there are none, or only their hash."""
    sql = "SELECT mime FROM media WHERE kind = ? AND id = ? AND kept"
    found = store.db.execute(sql, (kind, id_)).fetchone()
    return (found[0], _file(store, kind, id_)) if found else None


def told(store: Store, kind: str) -> Json:
    """Size and hash of all media of a kind, by the ids of their resources."""
    sql = "SELECT id, size, sha256 FROM media WHERE kind = ? ORDER BY rowid"
    return {id_: {"size": size, "sha256": sha256} for id_, size, sha256 in store.db.execute(sql, (kind,))}


def _file(store: Store, kind: str, id_: str) -> Path:
    folder = store.media() / "kept"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{kind}-{id_}"
