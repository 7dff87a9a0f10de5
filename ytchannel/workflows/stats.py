"""stats: the figures of the channel, its sections and videos, kept in the ledger, with the change since last time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ytchannel.kinds import ENTRY
from ytchannel.kinds.entry import video_of
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call
from ytchannel.report import Figures, Report, Snapshot, compare
from ytchannel.workflows.sync import bind_playlists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.workflows.connecting import Connection


def stats(connection: Connection) -> Report:
    """Read the figures, keep them, and compare them with those kept before.

    Costs a unit a page of 50 of the uploads and of each section, and a request of the statistics budget per 50 videos.
    """
    before = connection.ledger.last_snapshot(connection.id)
    snapshot = _collect(connection)
    connection.ledger.keep(connection.id, snapshot)
    return compare(snapshot, before, {section.key: section.title for section in connection.channel.sections})


def _collect(connection: Connection) -> Snapshot:
    live, youtube = connection.live, connection.youtube
    uploads = live["contentDetails"]["relatedPlaylists"]["uploads"]
    titles = {
        video_of(resource): tidy(resource["snippet"].get("title")) for resource in youtube.items(ENTRY.listing(uploads))
    }
    sections = _sections(connection, titles)
    videos = []
    for figures in _figures(connection, list(titles)):
        title, keys = titles[figures.video], tuple(sections.get(figures.video, ()))
        videos.append(replace(figures, title=title, sections=keys))
    counters = live.get("statistics", {})
    subscribers = None if counters.get("hiddenSubscriberCount") else int(counters.get("subscriberCount", 0))
    return Snapshot(connection.time.now(), subscribers, int(counters.get("viewCount", 0)), tuple(videos))


def _sections(connection: Connection, titles: Mapping[str, str]) -> dict[str, list[str]]:
    """The declared sections that each of the channel's own videos stands in."""
    found: dict[str, list[str]] = {}
    for playlist in bind_playlists(connection).items:
        resources = connection.youtube.items(ENTRY.listing(playlist.id or ""))
        for video in dict.fromkeys(video_of(resource) for resource in resources):
            if video in titles:
                found.setdefault(video, []).append(playlist.key)
    return found


def _figures(connection: Connection, ids: list[str]) -> list[Figures]:
    """The counters of the videos that exist; those that have vanished meanwhile are missing, as in YouTube's answer."""
    found = []
    for start in range(0, len(ids), 50):
        params = {"part": "id,snippet,statistics", "id": ",".join(ids[start : start + 50])}
        answer = connection.youtube.send(Call("youtube.videos.batchGetStats", params))
        for item in answer.get("items", []):
            counters = item.get("statistics", {})
            views, likes, comments = (int(counters.get(f"{name}Count", 0)) for name in ("view", "like", "comment"))
            published = item.get("snippet", {}).get("publishTime")
            published_at = datetime.fromisoformat(published).astimezone(UTC) if published else None
            found.append(Figures(item["id"], views, likes, comments, published_at=published_at))
    return found
