"""What an upload will take: bytes, time, and what of it today's budgets do not pay for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.bandwidth import UNLIMITED, Timetable, duration
from ytchannel.workflows.agenda import is_upload, references
from ytchannel.workflows.road import measured

if TYPE_CHECKING:
    from datetime import timedelta

    from ytchannel.plan import Change, Ref
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.upload import UploadPlan


@dataclass(frozen=True)
class Forecast:
    """What goes up today: bytes of each file, bytes a second as measured before, how long it takes (None: unknown).

    `limited` says that the limit makes it take longer. `waiting` are the uploads that today's budgets do not pay for,
    `incomplete` how many of the others get something only on another day.
    """

    sizes: tuple[int, ...]
    rate: float | None
    takes: timedelta | None
    limited: bool
    waiting: tuple[Change, ...] = ()
    incomplete: int = 0


def forecast(connection: Connection, planned: UploadPlan, limits: Timetable) -> Forecast:
    """What a plan will take if it begins now. Makes no request."""
    late = unpaid(planned.plan.changes, {bucket: connection.budget.left(bucket) for bucket in quota.DEFAULT_LIMITS})
    uploads = {change.ref: change for change in planned.plan.changes if is_upload(change)}
    waiting = tuple(change for change in late if is_upload(change))
    later = {change.ref for change in waiting}
    files = {job.key: job.file for job in planned.jobs if job.file and not job.video}
    sizes = tuple(files[ref.key].size for ref in uploads if ref not in later)
    incomplete = {ref for change in late for ref in references(change) if ref in uploads and ref not in later}
    rate, now = measured(connection), connection.time.now().astimezone(connection.zone)
    takes, free = (duration(sum(sizes), rate, table, now) for table in (limits, UNLIMITED))
    limited = takes is not None and (free is None or takes > free)
    return Forecast(sizes, rate, takes, limited, waiting, len(incomplete))


def unpaid(changes: tuple[Change, ...], left: dict[str, int]) -> list[Change]:
    """The changes that are not made today, when they are made in their order with what is `left` of each budget."""
    left = dict(left)
    late: list[Change] = []
    missing: set[Ref] = set()
    for change in changes:
        bucket, units = change.price.bucket, change.price.units
        if units > left.get(bucket, 0) or missing & {*references(change)}:
            late.append(change)
            missing.add(change.ref)
        else:
            left[bucket] -= units
    return late
