"""What a channel has, remembered: its videos and which of them stand in which playlist. It saves reading long lists."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
import sqlalchemy as sa

from ytchannel.migrations import LISTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Listed:
    """A video as the list of uploads had it; `publish_at` is the hour that it is scheduled for."""

    title: str
    published_at: datetime | None
    privacy: str
    publish_at: datetime | None = None


@dataclass(frozen=True)
class ListedPlaylist:
    """The videos of a playlist, in its order, with what tells that it has changed since."""

    etag: str
    count: int
    videos: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """The videos of a channel by id, the newest first, and its playlists by id; `read_at` is when all was read."""

    read_at: datetime
    videos: Mapping[str, Listed] = field(default_factory=dict)
    playlists: Mapping[str, ListedPlaylist] = field(default_factory=dict)
    title: str = ""
    handle: str = ""


class Listings:
    """The remembered listings in the ledger, one a channel."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def of(self, channel: str) -> Listing | None:
        """What is remembered of a channel."""
        query = sa.select(LISTINGS.c.body).where(LISTINGS.c.channel == channel)
        with self._engine.connect() as connection:
            body = connection.execute(query).scalar()
        return None if body is None else _unpacked(body)  # one that cannot be read is as good as none

    def channels(self) -> dict[str, str]:
        """The handle of each channel that something is remembered of, by id."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(LISTINGS.c.channel, LISTINGS.c.body)).all()
        found = {row.channel: _unpacked(row.body) for row in rows}
        return {channel: listing.handle for channel, listing in found.items() if listing}

    def keep(self, channel: str, listing: Listing) -> None:
        """Remember it in the place of what was remembered."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(LISTINGS).where(LISTINGS.c.channel == channel))
            connection.execute(sa.insert(LISTINGS).values(channel=channel, body=_packed(listing)))


def _packed(listing: Listing) -> bytes:
    body = {
        "read_at": listing.read_at,
        "title": listing.title,
        "handle": listing.handle,
        "videos": [
            [id_, video.title, video.published_at, video.privacy, video.publish_at]
            for id_, video in listing.videos.items()
        ],
        "playlists": [[id_, each.etag, each.count, each.videos] for id_, each in listing.playlists.items()],
    }
    return zlib.compress(orjson.dumps(body), 6)


def _unpacked(body: bytes) -> Listing | None:
    try:
        found = orjson.loads(zlib.decompress(body))
    except (zlib.error, ValueError):
        return None
    return Listing(
        datetime.fromisoformat(found["read_at"]),
        {
            id_: Listed(title, _time(published_at), privacy, _time(publish_at))
            for id_, title, published_at, privacy, publish_at in found["videos"]
        },
        {id_: ListedPlaylist(etag, count, tuple(videos)) for id_, etag, count, videos in found["playlists"]},
        found["title"],
        found["handle"],
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
