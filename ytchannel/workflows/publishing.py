"""When what goes up is published, and which of it subscribers hear of: known for all videos of a run together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ytchannel.plan import Call
from ytchannel.slots import assigned
from ytchannel.workflows.uploads import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ytchannel.model import Manifest
    from ytchannel.plan import Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.jobs import Job


_SLOT = "slot"


def scheduled(connection: Connection, manifest: Manifest, jobs: Sequence[Job], live: Mapping[str, Json]) -> list[Job]:
    """The jobs, those of a series with their times of publication: in their order the next ones that nobody has.

    What is up keeps its time. Costs two units if there is something to schedule: the newest uploads tell which times
    are taken, beside the videos that are `live`, the whole list, and what uploads from here have got.
    """
    due = [job for job in jobs if job.entry.series and not job.video]
    if not due:
        return list(jobs)
    taken = [entry.publish_at for entry in manifest.videos if entry.publish_at]
    taken += map(datetime.fromisoformat, connection.ledger.bindings(connection.id, _SLOT))
    taken += _planned([*live.values(), *_newest(connection)])
    zone, wishes = ZoneInfo(connection.channel.timezone), [job.entry.series for job in due if job.entry.series]
    times = assigned(wishes, taken, connection.time.now(), zone)
    slots = dict(zip((job.key for job in due), times, strict=True))
    return [
        replace(job, entry=replace(job.entry, publish_at=slots[job.key])) if job.key in slots else job for job in jobs
    ]


def remember(connection: Connection, time: datetime | None, video: str) -> None:
    """A video has got a time of publication, which no other one is to get."""
    if time is not None:
        connection.ledger.bind(connection.id, _SLOT, {time.astimezone(UTC).isoformat(): video})


def announced(jobs: Sequence[Job], *, each: bool) -> tuple[list[Job], list[str]]:
    """The jobs, of which one upload at most notifies subscribers unless `each` may; and the titles of the others.

    YouTube sends a notice for every upload that does not say otherwise (videos.insert, notifySubscribers), and twenty
    in a row are what people unsubscribe for.
    """
    loud = [job for job in jobs if job.entry.notify_subscribers and not job.video]
    loud.sort(key=lambda job: not job.begun)  # what is on its way has its notice already
    silent = {job.key for job in loud[1:] if not job.begun} if not each else set()
    quiet = [
        replace(job, entry=replace(job.entry, notify_subscribers=False)) if job.key in silent else job for job in jobs
    ]
    return quiet, [job.entry.title or job.key for job in loud if job.key in silent]


def _newest(connection: Connection) -> Iterable[Json]:
    ids = ",".join(item["contentDetails"]["videoId"] for item in next(pages(connection, _listing), []))
    return connection.youtube.items(Call("youtube.videos.list", {"part": "id,status", "id": ids})) if ids else ()


def _listing(playlist: str) -> Call:
    return Call("youtube.playlistItems.list", {"part": "contentDetails", "playlistId": playlist, "maxResults": 50})


def _planned(videos: Iterable[Json]) -> Iterator[datetime]:
    for video in videos:
        if text := video.get("status", {}).get("publishAt"):
            yield datetime.fromisoformat(text).astimezone(UTC)
