"""What is known of the channel's videos as sections look at them; each is asked for once, 50 a unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ytchannel.collecting import ChannelVideo
from ytchannel.kinds import ENTRY
from ytchannel.kinds.text import tidy
from ytchannel.kinds.video import READ
from ytchannel.plan import Call
from ytchannel.workflows.uploads import uploads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ytchannel.plan import Item, Json
    from ytchannel.workflows.connecting import Connection

_BATCH = 50  # ids that a request takes


class ShownVideos:
    """Videos by id. Entries of playlists tell title and date; tags and views are asked for where they matter."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, ChannelVideo] = {}
        self.resources: dict[str, Json] = {}  # those that were asked for, with their snippet and status

    def __contains__(self, video: str) -> bool:
        return video in self._known

    def __getitem__(self, video: str) -> ChannelVideo:
        return self._known[video]

    def learn(self, entries: Iterable[Item]) -> None:
        """Take what entries of playlists tell; costs nothing."""
        for entry in entries:
            video = entry.fields["video"]
            if video:
                self._known.setdefault(video, told_by(entry))

    def own(self, *, with_tags: bool) -> list[ChannelVideo]:
        """All uploads of the channel, newest first. Costs a unit for every 50, with tags another.

        They are read through the list of uploads: a search lags, sees public ones only, and has 100 requests a day.
        """
        entries = [ENTRY.seen(each, "") for each in uploads(self._connection, ENTRY.listing)]
        self.learn(entries)
        ids = list(dict.fromkeys(entry.fields["video"] for entry in entries if entry.fields["video"]))
        if with_tags:
            self._read(ids)
        return [self._known[video] for video in ids]

    def look_up(self, videos: Iterable[str]) -> None:
        """Ask for those that are not known; one that is not on YouTube stays unknown."""
        self._read([video for video in dict.fromkeys(videos) if video not in self._known])

    def count_views(self, videos: Iterable[str]) -> None:
        """Ask for the views, of the statistics budget."""
        ids = [video for video in dict.fromkeys(videos) if video in self._known]
        for answer in self._ask("youtube.videos.batchGetStats", "id,statistics", ids):
            views = int(answer.get("statistics", {}).get("viewCount", 0))
            self._known[answer["id"]] = replace(self._known[answer["id"]], views=views)

    def _read(self, ids: Sequence[str]) -> None:
        for answer in self._ask("youtube.videos.list", READ, ids):
            self.resources[answer["id"]] = answer
            self._known[answer["id"]] = told_of(answer)

    def _ask(self, method: str, part: str, ids: Sequence[str]) -> Iterable[Json]:
        starts = range(0, len(ids), _BATCH)
        calls = [Call(method, {"part": part, "id": ",".join(ids[start : start + _BATCH])}) for start in starts]
        for answers in self._connection.youtube.several(calls):
            yield from answers


def told_by(entry: Item) -> ChannelVideo:
    """What an entry of a playlist tells of its video."""
    published = entry.source.get("contentDetails", {}).get("videoPublishedAt")
    return ChannelVideo(entry.fields["video"], entry.title, _time(published))


def told_of(resource: Json) -> ChannelVideo:
    """What a video tells of itself, read with its snippet and status; a private one is not published."""
    snippet, public = resource["snippet"], resource["status"].get("privacyStatus") != "private"
    return ChannelVideo(
        resource["id"],
        tidy(snippet.get("title")),
        _time(snippet.get("publishedAt")) if public else None,
        tuple(tidy(tag) for tag in snippet.get("tags", ())),
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
