"""The order of a playlist's entries: manual unless Studio sorts it otherwise, which the API cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.resources import statistics

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.store import Row, Store

ORDERS = ("manual", "newest", "oldest", "publishedNewest", "publishedOldest", "popular")
"""By hand; by when entries were added; by when their videos were published; by views, most first."""


def is_manual(playlist: Row) -> bool:
    """Whether entries of a playlist have positions that can be written."""
    return bool(playlist.body.get("order", "manual") == "manual")


def sort(store: Store, playlist: Row, now: datetime) -> None:
    """Put the entries of a playlist that is not sorted manually where its order says."""
    if is_manual(playlist):
        return
    order: str = playlist.body["order"]
    sql = "SELECT id FROM resource WHERE kind = 'playlistItem' AND parent = ? ORDER BY number"
    ages = {id_: age for age, (id_,) in enumerate(store.db.execute(sql, (playlist.id,)))}
    rows = sorted(store.rows("playlistItem", playlist.id), key=lambda row: (row.body["publishedAt"], ages[row.id]))
    if order.startswith("published"):
        rows.sort(key=lambda row: _published(store, row, now))
    if order == "popular":
        rows.sort(key=lambda row: _views(store, row, now))
    if order in ("newest", "publishedNewest", "popular"):
        rows.reverse()
    places = [(place, row.id) for place, row in enumerate(rows)]
    store.db.executemany("UPDATE resource SET position = ? WHERE kind = 'playlistItem' AND id = ?", places)


def _published(store: Store, row: Row, now: datetime) -> str:
    video = store.get("video", row.subject)
    if video is None:
        return ""
    since = statistics.public_since(video.body, now)
    return since.isoformat() if since else str(video.body["uploadedAt"])


def _views(store: Store, row: Row, now: datetime) -> int:
    video = store.get("video", row.subject)
    return int(statistics.figures(video.id, video.body, now)["viewCount"]) if video else -1
