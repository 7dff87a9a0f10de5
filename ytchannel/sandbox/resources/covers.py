"""What a playlist is shown with: an image of its own, or the picture of one of its videos."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from ytchannel.sandbox.resources import pictures, statistics

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Row, Store
    from ytchannel.sandbox.wire import Json

_LOOKED_AT = 50  # videos, in search of a public one


def image_id(playlist: str, kind: str = "hero") -> str:
    """The id of a playlist's image, which is made of the playlist's and the image's type."""
    return urlsafe_b64encode(f"{playlist}.{kind}".encode()).decode().rstrip("=")


def of(call: Call, playlist: Row) -> Json:
    """The thumbnails of a playlist, and the video that they are of while there is no image."""
    if call.store.get("playlistImage", image_id(playlist.id)):
        return {"thumbnails": pictures.square(playlist.id)}
    videos = _videos(call, playlist.id)
    first = next((id_ for id_ in videos if _is_public(call, id_)), "")
    shown: Json = {"thumbnails": pictures.of(first or next(iter(videos), ""))}
    return {**shown, "thumbnailVideoId": first} if first else shown


def _videos(call: Call, playlist: str) -> list[str]:
    """The first videos of a playlist: most have a public one among them, so they are read one after the other."""
    if playlist.startswith("UU"):
        return [row.id for row in call.store.rows("video", playlist, 0, _LOOKED_AT)]
    sql = "SELECT subject FROM resource WHERE kind = 'playlistItem' AND parent = ? ORDER BY position, number LIMIT ?"
    return [found[0] for found in call.store.db.execute(sql, (playlist, _LOOKED_AT))]


def _is_public(call: Call, video: str) -> bool:
    row = call.store.get("video", video)
    return row is not None and statistics.public_since(row.body, call.now) is not None


def drop(store: Store, playlist: str) -> None:
    """Forget the image of a playlist that is deleted."""
    id_ = image_id(playlist)
    store.drop_media("playlistImage", id_)
    store.db.execute("DELETE FROM resource WHERE kind = 'playlistImage' AND id = ?", (id_,))
