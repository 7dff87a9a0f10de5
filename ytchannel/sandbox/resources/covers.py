"""What a playlist is shown with: an image of its own, or the picture of one of its videos."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from ytchannel.sandbox import base64url
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.resources import pictures, statistics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Row, Store
    from ytchannel.sandbox.wire import Json

_LOOKED_AT = 50  # videos, in search of a public one


def image_id(playlist: str, kind: str = "hero") -> str:
    """The id of a playlist's image, which is made of the playlist's and the image's type."""
    return base64url.pack(f"{playlist}.{kind}".encode())


def of(call: Call, playlist: Row) -> Json:
    """The thumbnails of a playlist, and the video that they are of while there is no image."""
    if call.store.get("playlistImage", image_id(playlist.id)):
        return {"thumbnails": pictures.square(playlist.id)}
    first, public = "", ""
    for id_, body in _videos(call.store, playlist.id):
        first = first or id_
        if body and statistics.public_since(orjson.loads(body), call.now):
            public = id_
            break
    shown: Json = {"thumbnails": pictures.of(public or first)}
    return {**shown, "thumbnailVideoId": public} if public else shown


def _videos(store: Store, playlist: str) -> Iterator[tuple[str, str | None]]:
    """The first videos of a playlist, None for what is kept of one that is deleted. They are read one by one."""
    if playlist.startswith("UU"):
        sql = "SELECT id, body FROM resource WHERE kind = 'video' AND parent = ? ORDER BY position DESC, number DESC"
    else:
        sql = (
            "SELECT entry.subject, video.body FROM resource AS entry LEFT JOIN resource AS video "
            "ON video.kind = 'video' AND video.id = entry.subject "
            "WHERE entry.kind = 'playlistItem' AND entry.parent = ? ORDER BY entry.position, entry.number"
        )
    return store.db.execute(f"{sql} LIMIT {_LOOKED_AT}", (playlist,))


def drop(store: Store, playlist: str) -> None:
    """Forget the image of a playlist that is deleted."""
    id_ = image_id(playlist)
    archive.drop(store, "playlistImage", id_)
    store.db.execute("DELETE FROM resource WHERE kind = 'playlistImage' AND id = ?", (id_,))
