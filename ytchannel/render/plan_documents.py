"""Plans and what came of them, as they stand in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel import quota
from ytchannel.render import errors
from ytchannel.render.plans import days

if TYPE_CHECKING:
    from datetime import tzinfo

    from ytchannel.plan import Change, FieldChange, Plan
    from ytchannel.quota import Budget
    from ytchannel.workflows.applying import Outcome
    from ytchannel.workflows.upload import Gone


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
