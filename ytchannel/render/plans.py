"""Plans and what came of them: a priced table for people, JSON for machines."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from ytchannel import quota, words
from ytchannel.plan import Ref
from ytchannel.render import errors, notes
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from datetime import tzinfo

    from ytchannel.plan import Change, Plan
    from ytchannel.quota import Budget
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.applying import Outcome

KINDS = {
    "playlist": N_("playlist"),
    "branding": N_("channel"),
    "shelf": N_("shelf"),
    "entry": N_("entry"),
    "video": N_("video"),
    "thumbnail": N_("thumbnail"),
    "cover": N_("cover"),
}
ACTIONS = {"create": N_("create"), "update": N_("change"), "move": N_("move"), "delete": N_("delete")}
FIELDS = {
    "title": N_("title"),
    "description": N_("description"),
    "privacy": N_("privacy"),
    "language": N_("language"),
    "podcast": N_("podcast"),
    "position": N_("position"),
    "tags": N_("tags"),
    "keywords": N_("keywords"),
    "country": N_("country"),
    "category": N_("category"),
    "publish_at": N_("publication"),
    "made_for_kids": N_("made for kids"),
    "file": N_("file"),
    "fit": N_("made square"),
    "playlist": N_("section"),
    "playlists": N_("playlists"),
    "channels": N_("channels"),
    "type": N_("type"),
}
PRIVACY = {"public": N_("public"), "unlisted": N_("unlisted"), "private": N_("private")}
FITS = {"crop": N_("its middle cut out"), "pad": N_("all of it, on a blurred ground")}
_SIGNS = {"create": "+", "update": "~", "move": "↕", "delete": "−"}
_PICTURE = ("file", "fit")  # what was there before is not known
_MANY = 20  # rows that can be taken in at a glance
_LONGEST = 160  # characters of a value in a table


def what(change: Change) -> str:
    """The action and the kind: “create playlist”."""
    if (change.action, change.kind) == ("create", "video") and not change.price.units:
        return _("go on uploading")
    return action(change.action, change.kind)


def action(name: str, kind: str) -> str:
    """What is done to a resource of a kind, as people say it."""
    match name, kind:
        case "create", "video":
            return _("upload")
        case "create", "entry":
            return _("put into section")
        case "move", "entry":
            return _("move within section")
        case "delete", "entry":
            return _("take out of section")
        case "update", "thumbnail":
            return _("set thumbnail")
        case (("create" | "update"), "cover"):
            return _("set cover")
    return f"{_(ACTIONS[name])} {_(KINDS[kind])}"


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
    if change.kind == "entry":
        lines.append(f"{_(FIELDS['playlist'])}: {plain(change.key.partition('/')[0])}")
    for name, each in change.fields.items():
        if change.action == "create" and name not in ("privacy", "publish_at", *_PICTURE):
            continue
        old, new = (value(raw, zone, name) for raw in apart(each.old, each.new))
        if change.action == "create" and name == "privacy":
            lines.append(new)
        elif change.action == "create" or (each.old is None and (change.seen is None or name in _PICTURE)):
            lines.append(f"{field_name(name)}: {new}")
        else:
            lines.append(f"{field_name(name)}: {old} → {new}")
    # Where an entry goes follows from the order of its section.
    if change.position is not None and change.action == "create" and change.kind != "entry":
        lines.append(f"{_(FIELDS['position'])}: {change.position + 1}")
    return ["; ".join(lines)] if change.kind == "entry" else lines


def apart(old: object, new: object) -> tuple[object, object]:
    """Two texts; long ones from shortly before the place where they begin to differ."""
    if not isinstance(old, str) or not isinstance(new, str) or max(len(old), len(new)) <= _LONGEST:
        return old, new
    alike = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    begin = max(0, alike - _LONGEST // 4)
    mark = "…" if begin else ""
    return mark + old[begin:], mark + new[begin:]


def field_name(name: str) -> str:
    """A field as people call it; that of another language with its code."""
    base, _slash, language = name.partition("/")
    told = _(FIELDS.get(base, base))
    return f"{told} ({plain(language)})" if language else told


def value(raw: object, zone: tzinfo, name: str = "") -> str:
    """The value of the field `name` as people read it."""
    if name == "privacy" and raw in PRIVACY:
        return _(PRIVACY[str(raw)])
    if name == "fit" and raw in FITS:
        return _(FITS[str(raw)])
    if name == "position" and isinstance(raw, int):
        return words.number(raw + 1)
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
        if len(plan.changes) > _MANY:
            screen.say(summary(plan))
        screen.say(price(plan, budget, zone, now))
    for text in [*notes.kept(plan.kept), *map(notes.note, plan.notes)]:
        screen.say(text, "dim")
    if not plan.changes:
        passed = any(each.code == "not-looked-at" for each in plan.notes)
        found = _("Nothing to do in what was looked at.") if passed else _("Nothing to do: the channel is as declared.")
        screen.say(nothing or found, "green")


def summary(plan: Plan) -> str:
    """How many changes of which sort."""
    sorts = Counter(what(change) for change in plan.changes)
    parts = "; ".join(f"{sort}: {words.number(count)}" for sort, count in sorts.items())
    return words.plural(
        "{count} change in all: {parts}.", "{count} changes in all: {parts}.", len(plan.changes), parts=parts
    )


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
