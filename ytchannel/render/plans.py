"""Plans and what came of them: a priced table for people, JSON for machines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from ytchannel import quota, words
from ytchannel.render import errors, notes
from ytchannel.render.naming import FIELDS, apart, called, field_name, value, what
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from ytchannel.plan import Change, Plan
    from ytchannel.quota import Budget
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.applying import Outcome

_SIGNS = {"create": "+", "update": "~", "move": "↕", "delete": "−"}
_PICTURE = ("file", "fit")  # what was there before is not known
_MANY = 20  # rows that can be taken in at a glance


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
    return _SIGNS[change.action], what(change), called(change.kind, change.title), details, _price(change.price)


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
        elif (
            change.action == "create" or old == new or (each.old is None and (change.seen is None or name in _PICTURE))
        ):
            lines.append(f"{field_name(name)}: {new}")
        else:
            lines.append(f"{field_name(name)}: {old} → {new}")
    # Where an entry goes follows from the order of its section.
    if change.position is not None and change.action == "create" and change.kind != "entry":
        lines.append(f"{_(FIELDS['position'])}: {change.position + 1}")
    return ["; ".join(lines)] if change.kind == "entry" else lines


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
        name = called(failure.change.kind, failure.change.title)
        screen.warn(f"✗ {what(failure.change)} “{name}”: {errors.sentence(failure.error, zone)}")
    if outcome.left:
        left = words.plural(
            "{count} change is left for the next run.",
            "{count} changes are left for the next run.",
            len(outcome.left),
        )
        screen.warn(left)
