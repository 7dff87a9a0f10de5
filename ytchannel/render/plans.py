"""Plans and what came of them: a priced table for people, JSON for machines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from ytchannel import quota, words
from ytchannel.plan import Ref
from ytchannel.render import errors
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ytchannel.plan import Change, FieldChange, Item, Note, Plan
    from ytchannel.quota import Budget
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.applying import Outcome
    from ytchannel.workflows.upload import Gone

KINDS = {
    "playlist": N_("playlist"),
    "branding": N_("channel"),
    "shelf": N_("shelf"),
    "entry": N_("entry"),
    "video": N_("video"),
    "thumbnail": N_("thumbnail"),
}
ACTIONS = {"create": N_("create"), "update": N_("change"), "move": N_("move"), "delete": N_("delete")}
FIELDS = {
    "title": N_("title"),
    "description": N_("description"),
    "privacy": N_("privacy"),
    "language": N_("language"),
    "position": N_("position"),
    "tags": N_("tags"),
    "keywords": N_("keywords"),
    "country": N_("country"),
    "category": N_("category"),
    "publish_at": N_("publication"),
    "made_for_kids": N_("made for kids"),
    "file": N_("file"),
    "playlist": N_("section"),
    "playlists": N_("playlists"),
    "type": N_("type"),
}
PRIVACY = {"public": N_("public"), "unlisted": N_("unlisted"), "private": N_("private")}
_SIGNS = {"create": "+", "update": "~", "move": "↕", "delete": "−"}
_LONGEST = 160  # characters of a value in a table


def what(change: Change) -> str:
    """The action and the kind: “create playlist”."""
    match change.action, change.kind:
        case "create", "video":
            return _("upload") if change.price.units else _("go on uploading")
        case "create", "entry":
            return _("put into section")
        case "update", "thumbnail":
            return _("set thumbnail")
    return f"{_(ACTIONS[change.action])} {_(KINDS[change.kind])}"


def table(plan: Plan, zone: tzinfo) -> Table:
    """A row a change: what, on which resource, from what to what, at which price."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column("")
    grid.add_column(_("What"), no_wrap=True)
    grid.add_column(_("Title"), overflow="fold")
    grid.add_column(_("From → to"), overflow="fold")
    grid.add_column(_("Price"), justify="right", no_wrap=True)
    for change in plan.changes:
        grid.add_row(*row(change, zone))
    return grid


def row(change: Change, zone: tzinfo) -> tuple[str, str, str, str, str]:
    """A change as people read it: sign, what, on which resource, from what to what, price."""
    details = "\n".join(_details(change, zone))
    return _SIGNS[change.action], what(change), plain(change.title), details, _price(change.price)


def _price(price: quota.Price) -> str:
    if price.bucket == quota.UPLOADS:
        return words.plural("{count} upload", "{count} uploads", price.units)
    return words.number(price.units)


def _details(change: Change, zone: tzinfo) -> list[str]:
    """What is worth saying of the fields: for a creation only what the title does not say."""
    lines = []
    for name, each in change.fields.items():
        if change.action == "create" and name not in ("privacy", "publish_at", "playlist"):
            continue
        old, new = (value(raw, zone, name) for raw in (each.old, each.new))
        if change.action == "create" and name == "privacy":
            lines.append(new)
        elif change.action == "create" or (each.old is None and change.seen is None):
            lines.append(f"{field_name(name)}: {new}")
        else:
            lines.append(f"{field_name(name)}: {old} → {new}")
    if change.position is not None and change.action == "create":
        lines.append(f"{_(FIELDS['position'])}: {change.position + 1}")
    return lines


def field_name(name: str) -> str:
    """A field as people call it; that of another language with its code."""
    base, _slash, language = name.partition("/")
    told = _(FIELDS.get(base, base))
    return f"{told} ({plain(language)})" if language else told


def value(raw: object, zone: tzinfo, name: str = "") -> str:
    """The value of the field `name` as people read it."""
    if name == "privacy" and raw in PRIVACY:
        return _(PRIVACY[str(raw)])
    match raw:
        case None:
            return "–"
        case bool():
            return _("yes") if raw else _("no")
        case datetime():
            return words.when(raw, zone)
        case tuple() | list():
            return plain("; ".join(each.key if isinstance(each, Ref) else str(each) for each in raw)) or "–"
        case Ref():
            return plain(raw.key)
        case int():
            return words.number(raw)
    text = plain(raw)
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”" if text else "–"


def show(plan: Plan, screen: Screen, budget: Budget, zone: tzinfo, now: datetime, nothing: str = "") -> None:
    """The plan, its price against what is left of today, and what is left alone; `nothing` says that it is empty."""
    if plan.changes:
        screen.show(table(plan, zone))
        screen.say(price(plan, budget, zone, now))
    for text in [*kept(plan.kept), *(note(each) for each in plan.notes)]:
        screen.say(text, "dim")
    if not plan.changes:
        passed = any(each.code == "not-looked-at" for each in plan.notes)
        found = _("Nothing to do in what was looked at.") if passed else _("Nothing to do: the channel is as declared.")
        screen.say(nothing or found, "green")


def price(plan: Plan, budget: Budget, zone: tzinfo, now: datetime) -> str:
    """The sum by budget, what is left of each today, and when they are full again if it does not suffice."""
    parts = []
    short = False
    for bucket in (quota.POOL, quota.UPLOADS, quota.SEARCHES, quota.STATS):
        cost, left = plan.cost(bucket), budget.left(bucket)
        if cost or bucket == quota.POOL:
            text = _("{cost} of the {left} {budget} left today")
            parts.append(
                text.format(cost=words.number(cost), left=words.number(left), budget=_(errors.BUCKETS[bucket]))
            )
        short = short or cost > left
    sentence = _("Price: {parts}.").format(parts="; ".join(parts))
    if short:
        more = _("That is more than today's budget: the rest can go on after {time}.")
        sentence += " " + more.format(time=words.when(quota.resets_at(now), zone))
        if count := days(plan, budget):
            sentence += " " + words.plural("In all it takes {count} day.", "In all it takes {count} days.", count)
    return sentence


def days(plan: Plan, budget: Budget) -> int | None:
    """On how many days the plan can be applied, today included; None when a budget that it needs is 0."""
    needed = [
        quota.days(plan.cost(bucket), budget.left(bucket), budget.limit(bucket)) for bucket in quota.DEFAULT_LIMITS
    ]
    return None if None in needed else max(count for count in needed if count)


def kept(items: Sequence[Item]) -> list[str]:
    """Name the resources that nobody declared: they are left as they are."""
    told = []
    if playlists := [item for item in items if item.kind == "playlist"]:
        told.append(
            words.plural(
                "{count} playlist is not declared and left alone: {names}",
                "{count} playlists are not declared and left alone: {names}",
                len(playlists),
                names=_names(playlists),
            )
        )
    if shelves := [item for item in items if item.kind == "shelf"]:
        told.append(
            words.plural(
                "{count} shelf is not declared and left alone: {names} (YouTube Studio can remove it)",
                "{count} shelves are not declared and left alone: {names} (YouTube Studio can remove them)",
                len(shelves),
                names=_names(shelves),
            )
        )
    return told


def note(noticed: Note) -> str:
    """What was noticed and is left as it is."""
    count = noticed.count
    where = {"section": noticed.section, "names": ", ".join(plain(name) for name in noticed.names)}
    match noticed.code:
        case "not-up":
            return words.plural(
                "{count} video of the list is not up, as far as is known here; `ytchannel upload` brings it up.",
                "{count} videos of the list are not up, as far as is known here; `ytchannel upload` brings them up.",
                count,
            )
        case "not-looked-at":
            return words.plural(
                "{count} section was not looked at, since its counts have not changed: {names}",
                "{count} sections were not looked at, since their counts have not changed: {names}",
                count,
                **where,
            )
        case "entry-twice":
            return words.plural(
                "{section}: {count} entry shows a video that stands there already, and is left alone: {names}",
                "{section}: {count} entries show videos that stand there already, and are left alone: {names}",
                count,
                **where,
            )
        case "entry-gone":
            return words.plural(
                "{section}: {count} entry of a deleted video is left alone.",
                "{section}: {count} entries of deleted videos are left alone.",
                count,
                **where,
            )
        case "entry-by-hand":
            return words.plural(
                "{section}: {count} entry is neither listed nor gathered, and stays.",
                "{section}: {count} entries are neither listed nor gathered, and stay.",
                count,
                **where,
            )
        case "entry-unsure":
            return words.plural(
                "{section}: {count} entry may be of a video of the list that is not known here to be up, and stays.",
                "{section}: {count} entries may be of videos of the list that are not known here to be up, and stay.",
                count,
                **where,
            )
        case "entry-missing":
            return words.plural(
                "{section}: {count} video of the list is not on YouTube: {names}",
                "{section}: {count} videos of the list are not on YouTube: {names}",
                count,
                **where,
            )
        case "undo-video":
            text = N_("Uploaded videos stay; delete them in YouTube Studio if they are to go: {names}")
        case "undo-thumbnail":
            text = N_("YouTube does not give back the picture that a thumbnail replaced: {names}")
        case "undo-gone":
            text = N_("Not there any more, so there is nothing to take back: {names}")
        case "undo-filled":
            text = N_("Has entries by now that this run did not put in, so it is left alone: {names}")
        case "undo-changed":
            text = N_("Changed again since, so it is left alone: {names}")
        case "undo-same":
            text = N_("As it was before already: {names}")
        case "undo-unsure":
            text = N_("The run died while it wrote this, and nobody knows whether it happened; look at it: {names}")
        case _:
            text = N_("This cannot be taken back: {names}")
    return _(text).format(**where)


def _names(items: Sequence[Item]) -> str:
    return ", ".join(plain(item.title or item.fields.get("type") or item.id) for item in items)


def show_outcome(outcome: Outcome, screen: Screen, zone: tzinfo, *, spent: int) -> None:
    """What was done, what was spent on it, retries included, what failed and why, what is left for the next run."""
    done = words.plural("Done: {count} change", "Done: {count} changes", len(outcome.applied))
    units = words.plural("{count} unit spent", "{count} units spent", spent)
    screen.say(f"{done}, {units}.", "green" if not outcome.failed and not outcome.left else "")
    for failure in outcome.failed:
        screen.warn(f"✗ {what(failure.change)} “{plain(failure.change.title)}”: {errors.sentence(failure.error, zone)}")
    if outcome.left:
        left = words.plural(
            "{count} change is left for the next run.",
            "{count} changes are left for the next run.",
            len(outcome.left),
        )
        screen.warn(left)


def document(plan: Plan, budget: Budget) -> dict[str, Any]:
    """The plan for machines; `applied` and `failed` are filled by what comes of it."""
    return {
        "changes": [_change(change) for change in plan.changes],
        "kept": [{"kind": item.kind, "id": item.id, "title": item.title} for item in plan.kept],
        "notes": [
            {"code": each.code, "section": each.section, "count": each.count, "names": list(each.names)}
            for each in plan.notes
        ],
        "cost": {
            "units": plan.cost(quota.POOL),
            "uploads": plan.cost(quota.UPLOADS),
            "searches": plan.cost(quota.SEARCHES),
        },
        "days": days(plan, budget),
        "left": {bucket: budget.left(bucket) for bucket in quota.DEFAULT_LIMITS},
        "applied": 0,
        "failed": [],
    }


def outcome_document(outcome: Outcome, zone: tzinfo) -> dict[str, Any]:
    """What came of the plan for machines."""
    found: dict[str, Any] = {
        "applied": len(outcome.applied),
        "failed": [{**_named(each.change), **errors.document(each.error, zone)} for each in outcome.failed],
        "waiting": [_named(change) for change in outcome.left],
    }
    if outcome.stopped:
        found |= errors.document(outcome.stopped, zone)
    return found


def gone_document(gone: Gone, zone: tzinfo) -> dict[str, Any]:
    """An uploaded video that is not on the channel any more, for machines."""
    return {
        "action": "keep",
        "kind": "video",
        "key": gone.key,
        "title": gone.title,
        **errors.document(gone.error, zone),
    }


def _named(change: Change) -> dict[str, Any]:
    return {"action": change.action, "kind": change.kind, "key": change.key, "title": change.title}


def _change(change: Change) -> dict[str, Any]:
    units = change.price.units if change.price.bucket == quota.POOL else 0
    fields = {name: _field(each) for name, each in change.fields.items()}
    return {**_named(change), "fields": fields, "units": units}


def _field(change: FieldChange) -> dict[str, Any]:
    return {"old": change.old, "new": change.new}
