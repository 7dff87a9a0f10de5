"""Where entries go in the sections of an upload: an insert that names its position saves a move of as many units."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel.arrange import Line
from ytchannel.collecting import ChannelVideo, in_order
from ytchannel.kinds import ENTRY
from ytchannel.kinds.text import tidy
from ytchannel.plan import Ref
from ytchannel.workflows.shown import told_by, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ytchannel.model import Section
    from ytchannel.plan import Change, Item, Json
    from ytchannel.workflows.jobs import Job

ORDERED = ("newest", "oldest", "title", "listed")
"""The orders in which a new entry may have another place than the last one: `given` and `views` end with it."""


def lines(
    sections: Iterable[Section],
    entries: Mapping[str, Sequence[Item]],
    jobs: Sequence[Job],
    live: Mapping[str, Json],
    listed: Mapping[str, Sequence[str]],
    now: datetime,
) -> dict[Ref, Line]:
    """The sections with an order as lines, in which what the jobs bring has its place already.

    `entries` are those that stand in them, `listed` the names of the list's videos by section, in its order: ids, and
    keys of those that are not up. Public videos are taken to come out in the order of the jobs.
    """
    found = {}
    for section in sections:
        if section.key not in entries or section.order not in ORDERED:
            continue
        inside = {entry.key: told_by(entry) for entry in entries[section.key] if entry.fields["video"]}
        coming = [job for job in jobs if section.key in job.entry.sections]
        videos = {video.id: video for video in inside.values()}
        for number, job in enumerate(coming):
            videos.setdefault(_name(job), _coming(job, live, now + timedelta(seconds=number)))
        if section.order == "listed":
            wanted = [name for name in dict.fromkeys(listed.get(section.key, ())) if name in videos]
        else:
            wanted = in_order(section.order, videos.values())
        present = list(dict.fromkeys(entry.key for entry in entries[section.key]))
        found[Ref("playlist", section.key)] = Line(present, [f"{section.key}/{name}" for name in wanted])
    return found


def placed(changes: Iterable[Change], lines: Mapping[Ref, Line]) -> list[Change]:
    """The changes, each new entry with the position that it has when it is its turn; none where it goes last."""
    made = []
    scratch = copy.deepcopy(dict(lines))
    for change in changes:
        line = scratch.get(change.wanted.fields["playlist"]) if change.kind == ENTRY.name else None
        if line is None or change.key in line:
            made.append(change)
            continue
        position = line.position(change.key)
        last = position == len(line.keys)
        line.settle(change.key, position)
        made.append(change if last else replace(change, position=position))
    return made


class Arrivals:
    """Videos that come out as soon as they are up, in the sections that stand in order of time.

    They are planned to come out in the order of the jobs; one that is quicker takes the place of the one it overtook.
    """

    def __init__(self, sections: Iterable[Section], jobs: Iterable[Job], lines: Mapping[Ref, Line]) -> None:
        self._coming: list[tuple[str, Line, list[str]]] = []
        public = [job for job in jobs if not job.video and job.entry.privacy != "private"]
        for section in sections:
            line = lines.get(Ref("playlist", section.key))
            if line and section.order in ("newest", "oldest"):
                keys = [job.key for job in public if section.key in job.entry.sections]
                self._coming.append((section.key, line, keys))

    def came(self, key: str) -> None:
        """The video of a job is up."""
        for section, line, coming in self._coming:
            if key in coming:
                place = coming.index(key)
                if place:
                    line.swap(f"{section}/{key}", f"{section}/{coming[0]}")
                    coming[place] = coming[0]
                del coming[0]


def _name(job: Job) -> str:
    return job.video or job.key


def _coming(job: Job, live: Mapping[str, Json], time: datetime) -> ChannelVideo:
    """The video of a job as it will stand in its sections: a new one that is to be seen at once comes out at `time`."""
    if job.video and job.video in live:
        return told_of(live[job.video])
    public = job.entry.privacy != "private"
    return ChannelVideo(job.key, tidy(job.entry.title), time if public else None)
