"""What is remembered of the channel: today's budgets, and the ledger that has them."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING, Any

from ytchannel import quota
from ytchannel.errors import LedgerError, QuotaError
from ytchannel.workflows.doctor.case import Finding, not_checked
from ytchannel.workflows.doctor.folder import MB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.ledger import Spent
    from ytchannel.workflows.doctor.case import Case

_LOW = 0.1  # of a budget
_LEAST = 50 * MB


def budgets(case: Case) -> Finding:
    """What is left of today's budgets."""
    if case.channel is None:  # it declares what a project has
        return not_checked(case.cause("files") or "files")
    if because := case.cause("timezones", "ledger"):
        return not_checked(because)
    error, now = case.outcome.error, case.time.now()  # the request may be what shows that nothing is left
    spent = _spent(case, quota.day(now))
    limits = {**quota.DEFAULT_LIMITS, **case.channel.quota}
    told, empty, low = {}, [], []
    for bucket, limit in limits.items():
        used, refused = spent[bucket].units if bucket in spent else 0, bucket in spent and spent[bucket].refused
        left = 0 if refused else max(0, limit - used)
        told[bucket] = {"used": used, "left": left, "limit": limit}
        if refused or (bucket == quota.POOL and left == 0):
            empty.append(bucket)
        elif left < limit * _LOW:
            low.append(bucket)
    facts: dict[str, Any] = {"budgets": told, "resets_at": quota.resets_at(now)}
    if isinstance(error, QuotaError) and error.bucket not in empty:
        empty.append(error.bucket)
    if empty:
        return Finding("budgets-spent", "fault", facts | {"buckets": empty})
    return Finding("budgets-low", "warning", facts | {"buckets": low}) if low else Finding("budgets", facts=facts)


def _spent(case: Case, day: str) -> Mapping[str, Spent]:
    from ytchannel.ledger import open_ledger

    if not case.ledger.exists():
        return {}
    with open_ledger(case.ledger) as ledger:
        return ledger.spent(day)


def ledger(case: Case) -> Finding:
    """Whether the ledger is whole, of this version, and not held by a run that is dead."""
    from ytchannel import soundness

    if not case.has_folder:
        return not_checked("disk")
    file = case.ledger
    facts: dict[str, Any] = {"file": file}
    try:
        _check_writable(case)
        if not file.exists():
            return Finding("ledger-none", facts=facts)
        soundness.check(file)
    except LedgerError as error:
        if error.code == "ledger-unwritable" and (because := case.cause("disk")):
            return not_checked(because)
        return Finding("ledger-unfit", "fault", facts, error)
    facts["size"] = soundness.size(file)
    held = soundness.holder(file)
    facts |= {"pid": held.pid, "host": held.host} if held.state else {}
    match held.state:
        case "dead":
            return Finding("ledger-held", "fault", facts | {"holder": held.file, "lock": file.with_suffix(".run")})
        case "left":
            return Finding("ledger-left", "warning", facts | {"holder": held.file})
        case "running":
            return Finding("ledger-at-work", facts=facts)
    return Finding("ledger", facts=facts)


def _check_writable(case: Case) -> None:
    """Raise LedgerError for a ledger that cannot be written, as far as its folder and permissions tell it."""
    file, reason = case.ledger, 0
    there = [each for each in (file.parent, file) if each.exists()]
    if there and not file.parent.is_dir():
        reason = errno.ENOTDIR
    elif file.is_dir():
        reason = errno.EISDIR
    elif not all(os.access(each, os.W_OK) for each in there):
        reason = errno.EACCES
    if reason:
        raise LedgerError("ledger-unwritable", file=file, reason=os.strerror(reason))


def space(case: Case) -> Finding:
    """Whether the ledger has room to grow."""
    from ytchannel import soundness

    if not case.has_folder:
        return not_checked("disk")
    folder = case.ledger.parent if case.ledger.parent.is_dir() else case.folder
    if case.of("disk").level == "fault" and folder.stat().st_dev == case.folder.stat().st_dev:
        return not_checked("disk")
    free, needed = shutil.disk_usage(folder).free, max(_LEAST, 2 * soundness.size(case.ledger))
    facts = {"folder": folder, "free": free, "needed": needed}
    return Finding("ledger-space", facts=facts) if free >= needed else Finding("ledger-space-low", "fault", facts)
