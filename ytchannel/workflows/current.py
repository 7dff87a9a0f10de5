"""The videos of a list that are up, as they are now, and whether what is declared goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.config import rules
from ytchannel.errors import Problem
from ytchannel.kinds import VIDEO
from ytchannel.kinds.video import edited_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ytchannel.plan import Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.jobs import Job


def videos(connection: Connection, jobs: Iterable[Job]) -> dict[str, Json]:
    """The videos that are up, by id; 50 a request."""
    ids = list(dict.fromkeys(job.video for job in jobs if job.video))
    found: dict[str, Json] = {}
    for start in range(0, len(ids), 50):
        for video in connection.youtube.items(VIDEO.listing(ids[start : start + 50])):
            found[video["id"]] = video
    return found


def problems(jobs: Iterable[Job], live: Mapping[str, Json]) -> list[Problem]:
    """What is wrong with entries of videos that are up: not there any more, no language, too many tags."""
    return [problem for job in jobs if job.video for problem in _wrong(job, live.get(job.video))]


def _wrong(job: Job, resource: Json | None) -> Iterator[Problem]:
    entry = job.entry
    if resource is None:
        if not job.file:
            yield Problem("video-missing", entry.place, {"video": job.video})
        return
    if entry.localizations and not VIDEO.has_language(entry, resource):
        yield Problem("localizations-need-language", entry.place)
    if entry.tags_added:
        tags = edited_tags(VIDEO.seen(resource, job.key).fields["tags"], entry.tags_added, entry.tags_removed)
        if (total := rules.tags_length(tags)) > rules.TAGS:
            yield Problem("tags-unfit", entry.place, {"length": total, "limit": rules.TAGS, "file": job.key})
