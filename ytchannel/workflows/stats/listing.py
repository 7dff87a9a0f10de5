"""Which videos a channel has and in which sections they stand: from memory, as far as nothing has changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ytchannel.kinds import ENTRY
from ytchannel.kinds.entry import video_of
from ytchannel.kinds.text import tidy
from ytchannel.listings import Listed, ListedPlaylist, Listing
from ytchannel.plan import Call
from ytchannel.workflows.sync import bind_playlists
from ytchannel.workflows.uploads import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from ytchannel.model import Section
    from ytchannel.plan import Item, Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.lines import Lines

    Want = Callable[[Mapping[str, Listed]], None]

GOOD_FOR = timedelta(days=7)
"""After that all is read again: titles change, and YouTube's terms ask that what is kept be renewed within 30 days."""

_PAGE = 50
_FIELDS = (
    "nextPageToken,items(contentDetails(videoId,videoPublishedAt),snippet(title,resourceId,publishedAt),"
    "status(privacyStatus))"
)


@dataclass(frozen=True)
class Found:
    """The listing of now, and the id of the playlist of each declared section that is on the channel."""

    listing: Listing
    playlists: Mapping[str, str]

    def sections_of(self) -> dict[str, tuple[str, ...]]:
        """The keys of the declared sections that each of the channel's videos stands in."""
        found: dict[str, tuple[str, ...]] = {}
        for key, playlist in self.playlists.items():
            for video in dict.fromkeys(self.listing.playlists[playlist].videos):
                if video in self.listing.videos:
                    found[video] = (*found.get(video, ()), key)
        return found


def read(connection: Connection, lines: Lines, want: Want, *, fresh: bool) -> Found:
    """What there is now; `want` is given videos as they come, each once, from several threads.

    From memory it costs two units, and one a page of uploads and of each section where something has changed; `fresh`,
    or after a week, a unit a page of 50 of all. Scheduled videos cost one for every 50 of them. The result is kept.
    """
    kept = connection.ledger.listings.of(connection.id)
    if kept is not None and (fresh or connection.time.now() - kept.read_at > GOOD_FOR):
        kept = None
    # The first in line, since others wait for them.
    bound = lines.ask(lambda: bind_playlists(connection).items)
    uploads = lines.ask(lambda: _uploads(connection, kept, want))
    if kept is not None:
        want(kept.videos)
    items = [item for item in bound.result() if item.id]
    reading = _Playlists(connection, lines, items, kept.playlists if kept else {})
    videos = uploads.result()
    videos |= _scheduled(connection, lines, videos, kept.videos if kept else {})
    playlists = reading.all()
    snippet = connection.live["snippet"]
    listing = Listing(
        kept.read_at if kept else connection.time.now(),
        videos,
        playlists,
        tidy(snippet["title"]),
        snippet.get("customUrl", ""),
    )
    if listing != kept:
        connection.ledger.listings.keep(connection.id, listing)
    return Found(listing, {item.key: item.id for item in items if item.id})


def _uploads(connection: Connection, kept: Listing | None, want: Want) -> dict[str, Listed]:
    """The channel's videos, the newest first: pages are read until one has a video that was known."""
    known = kept.videos if kept else {}
    found: dict[str, Listed] = {}
    for page in pages(connection, _listing):
        listed = {video_of(item): _listed(item) for item in page}
        want({id_: video for id_, video in listed.items() if id_ not in known and id_ not in found})
        found.update(listed)
        if any(id_ in known for id_ in listed):
            break
    return {**found, **{id_: video for id_, video in known.items() if id_ not in found}}


def _listing(playlist: str) -> Call:
    params = {"part": "snippet,contentDetails,status", "playlistId": playlist, "maxResults": _PAGE, "fields": _FIELDS}
    return Call("youtube.playlistItems.list", params)


def _listed(item: Json) -> Listed:
    """A video as the list has it. When it was published is told of what is not private alone."""
    published = item.get("contentDetails", {}).get("videoPublishedAt")
    return Listed(
        tidy(item["snippet"].get("title")),
        datetime.fromisoformat(published).astimezone(UTC) if published else None,
        item.get("status", {}).get("privacyStatus", ""),
    )


class _Playlists:
    """The videos of the declared sections; a playlist whose mark and count are the same as before is not read."""

    def __init__(
        self, connection: Connection, lines: Lines, items: Sequence[Item], known: Mapping[str, ListedPlaylist]
    ) -> None:
        self._found: dict[str, ListedPlaylist] = {}
        self._asked: dict[str, Future[list[Json]]] = {}
        for item in items:
            id_, etag = item.id or "", str(item.source.get("etag", ""))
            self._found[id_] = ListedPlaylist(etag, item.source.get("contentDetails", {}).get("itemCount", -1), ())
            before = known.get(id_)
            if before is not None and etag and (before.etag, before.count) == (etag, self._found[id_].count):
                self._found[id_] = before
            else:
                self._asked[id_] = lines.ask(_reading(connection, id_))

    def all(self) -> dict[str, ListedPlaylist]:
        """All of them by id, once they are read."""
        for id_, future in self._asked.items():
            self._found[id_] = replace(self._found[id_], videos=tuple(video_of(item) for item in future.result()))
        return self._found


def _reading(connection: Connection, playlist: str) -> Callable[[], list[Json]]:
    return lambda: list(connection.youtube.items(ENTRY.listing(playlist)))


def _scheduled(
    connection: Connection, lines: Lines, videos: Mapping[str, Listed], known: Mapping[str, Listed]
) -> dict[str, Listed]:
    """The private videos with the hour that they are to be published at.

    What was private without such an hour is taken to be so still, until all is read again.
    """
    asked = [id_ for id_, video in videos.items() if video.privacy == "private" and not (_is_settled(known.get(id_)))]
    pages = [lines.ask(_statuses(connection, asked[start : start + _PAGE])) for start in range(0, len(asked), _PAGE)]
    # One that does not come back is gone, and is not to come any more.
    found = {id_: replace(videos[id_], publish_at=None) for id_ in asked}
    for item in (item for page in pages for item in page.result()):
        status = item.get("status", {})
        video, due = videos[item["id"]], status.get("publishAt")
        privacy = status.get("privacyStatus", "private")
        found[item["id"]] = replace(
            video,
            privacy=privacy,
            publish_at=datetime.fromisoformat(due).astimezone(UTC) if due else None,
            published_at=video.published_at or (None if privacy == "private" else _hour(known.get(item["id"]))),
        )
    return found


def _statuses(connection: Connection, ids: Sequence[str]) -> Callable[[], list[Json]]:
    call = Call("youtube.videos.list", {"part": "id,status", "id": ",".join(ids), "maxResults": _PAGE})
    return lambda: list(connection.youtube.items(call))


def _hour(video: Listed | None) -> datetime | None:
    """The hour that a video was scheduled for, which is that of its publication once it is public."""
    return video.publish_at if video else None


def _is_settled(video: Listed | None) -> bool:
    return video is not None and video.privacy == "private" and video.publish_at is None


def absent(sections: Iterable[Section], found: Found) -> list[str]:
    """The titles of the declared sections that are not on the channel."""
    return [section.title for section in sections if section.key not in found.playlists]
