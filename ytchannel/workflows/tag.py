"""tag: what is said of videos that are on the channel already, from the list or by a filter. Nothing goes up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ytchannel.config import rules
from ytchannel.errors import FilesError, GoneError, UsageError
from ytchannel.filtering import Condition, Facts, chosen
from ytchannel.guards import Guard, refusing
from ytchannel.kinds import ENTRY, VIDEO
from ytchannel.kinds.text import tidy
from ytchannel.kinds.video import edited_tags
from ytchannel.plan import Change, Item, Note, Plan
from ytchannel.workflows import current, jobs
from ytchannel.workflows.applying import Applying, Outcome, Watch
from ytchannel.workflows.shown import ShownVideos
from ytchannel.workflows.sync import bind_playlists
from ytchannel.workflows.upload import Gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.model import Manifest
    from ytchannel.plan import Json
    from ytchannel.workflows.connecting import Connection

MANY = 50
"""Videos that a filter may change without a second word."""


@dataclass(frozen=True)
class Edit:
    """What a bulk edit does to each video that it is about; `values` by field, as an entry of a list has them."""

    values: Mapping[str, Any]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True)
class TagPlan:
    """The changes, the entries whose videos are gone, and the guards that refuse."""

    plan: Plan
    gone: tuple[Gone, ...] = ()
    guards: tuple[Guard, ...] = ()


def of_list(connection: Connection, manifest: Manifest, *, only: Sequence[str] = ()) -> TagPlan:
    """The changes that make the videos of the list what it says of them; those that are not up are counted.

    Costs a unit for every 50 videos; for files that the ledger does not know two more for every 50 uploads looked at.
    Raises FilesError with tags that do not fit what the videos have, MediaError.
    """
    entries = jobs.jobs_of(connection, manifest, jobs.chosen(manifest, only))
    up = [job for job in entries if job.video]
    live = current.videos(connection, up)
    problems = current.problems(up, live)
    changes: list[Change] = []
    for job in up:
        if job.video in live:
            seen = VIDEO.seen(live[str(job.video)], job.key)
            change = VIDEO.update(VIDEO.wanted(job.entry, job.key, connection.time.now(), seen), seen)
            changes += [change] if change else []
    if problems:
        raise FilesError(problems)
    waiting = len(entries) - len(up)
    gone = [
        Gone(job.key, job.entry.title or job.key, GoneError("video-gone", title=job.entry.title, video=job.video))
        for job in up
        if job.file and job.video not in live
    ]
    made = Plan(tuple(changes), notes=(Note("not-up", waiting),) if waiting else ())
    return TagPlan(made, tuple(gone), tuple(refusing(made, {})))


def of_filter(connection: Connection, conditions: Sequence[Condition], edit: Edit) -> TagPlan:
    """The changes of a bulk edit to the channel's own videos for which every condition holds.

    Costs a unit for every 50 videos, and for every 50 entries of the sections that the conditions name; without a
    section or a video among the conditions another one for every 50 uploads. Raises UsageError naming the videos whose
    tags would be too many.
    """
    sections = _sections(connection, [each for each in conditions if each.field == "section"])
    shown = ShownVideos(connection)
    shown.look_up(_candidates(shown, conditions, sections))
    own = [each for each in shown.resources.values() if each["snippet"].get("channelId") in (None, connection.id)]
    wanted = chosen((_facts(each, sections) for each in own), conditions)
    changes, unfit = [], []
    for video in wanted:
        seen = VIDEO.seen(shown.resources[video], video)
        change = VIDEO.update(_wanted(seen, edit), seen)
        if change and rules.tags_length(change.wanted.fields.get("tags", ())) > rules.TAGS:
            unfit.append(seen.title)
        changes += [change] if change else []
    if unfit:
        raise UsageError("tags-unfit", names=tuple(unfit), limit=rules.TAGS)
    made = Plan(tuple(changes), notes=(Note("filtered", len(wanted)),))
    guards = refusing(made, {})
    if len(changes) > MANY:
        guards.append(Guard("many-edited", "video", len(changes)))
    return TagPlan(made, guards=tuple(guards))


def apply(connection: Connection, planned: TagPlan, watch: Watch) -> Outcome:
    """Make the plan true."""
    return Applying(connection, {}, watch).apply(planned.plan)


def _wanted(seen: Item, edit: Edit) -> Item:
    fields = {name: tidy(value) if isinstance(value, str) else value for name, value in edit.values.items()}
    if edit.add or edit.remove:
        fields["tags"] = edited_tags(seen.fields["tags"], edit.add, edit.remove)
    return replace(seen, fields=fields)


def _sections(connection: Connection, conditions: Iterable[Condition]) -> dict[str, set[str]]:
    """The videos in each section that a condition names; a section that was never synced has none."""
    keys = list(dict.fromkeys(str(condition.value) for condition in conditions))
    if not keys:
        return {}
    playlists = bind_playlists(connection).by_key
    there = [key for key in keys if key in playlists]
    pages = connection.youtube.several(ENTRY.listing(playlists[key].id or "") for key in there)
    found = {
        key: {ENTRY.seen(each, key).fields["video"] for each in page} for key, page in zip(there, pages, strict=True)
    }
    return {key: {video for video in found.get(key, ()) if video} for key in keys}


def _candidates(shown: ShownVideos, conditions: Iterable[Condition], sections: Mapping[str, set[str]]) -> list[str]:
    """The videos that have to be read: those of a section or the ones that are named, else all uploads."""
    sets = []
    for condition in conditions:
        if condition.negated:
            continue
        if condition.field == "section":
            sets.append(sections[str(condition.value)])
        elif condition.field == "video":
            sets.append({str(condition.value)})
    if not sets:
        return [video.id for video in shown.own(with_tags=True)]
    return sorted(set.intersection(*sets))


def _facts(resource: Json, sections: Mapping[str, set[str]]) -> Facts:
    snippet, status = resource["snippet"], resource["status"]
    public = status.get("privacyStatus") != "private" and snippet.get("publishedAt")
    return Facts(
        resource["id"],
        tidy(snippet.get("title")),
        tuple(tidy(tag) for tag in snippet.get("tags", ())),
        status.get("privacyStatus", ""),
        snippet.get("categoryId", ""),
        snippet.get("defaultLanguage", ""),
        datetime.fromisoformat(snippet["publishedAt"]).astimezone(UTC) if public else None,
        frozenset(key for key, videos in sections.items() if resource["id"] in videos),
    )
