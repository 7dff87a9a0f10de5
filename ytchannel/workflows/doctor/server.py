"""The server that is asked, seen from outside: whether it can be reached, and what time it has."""

from __future__ import annotations

from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ytchannel.errors import AccessError, ChannelToolError, NoSandboxError, UnreachableError
from ytchannel.workflows.doctor.case import GOOGLE, Finding, not_checked, not_needed

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.workflows.doctor.case import Case

_WRONG, _OFF = timedelta(minutes=5), timedelta(minutes=1)
_TICK = timedelta(seconds=0.5)  # the header has whole seconds: on the average half a one is cut off


def network(case: Case) -> Finding:
    """Whether the server answers at all."""
    if case.is_embedded:
        return not_needed()
    url = case.target.root or GOOGLE
    host = urlsplit(url).netloc
    lost = case.reached.lost
    if lost is None:
        return Finding("network", facts={"host": host})
    error: ChannelToolError
    if lost.detail.startswith("SSL"):
        error = AccessError("certificate", host=host, now=case.time.now())
    elif case.target.where == "served":
        error = NoSandboxError("no-sandbox", url=url, detail=lost.detail)
    else:
        error = UnreachableError("", lost.detail)
    return Finding("network-lost", "fault", {"host": host}, error)


def clock(case: Case) -> Finding:
    """The clock of this machine against the server's."""
    if case.is_embedded:
        return not_needed()
    if because := case.cause("network"):
        return not_checked(because)
    told = _date(case.reached.answer.headers.get("date", "") if case.reached.answer else "")
    if told is None:
        return Finding("clock-untold", "warning", {"checked": False})
    behind = told + _TICK - case.reached.at
    facts = {"seconds": round(abs(behind).total_seconds()), "server": told, "here": case.reached.at}
    if abs(behind) < _OFF:
        return Finding("clock", facts=facts)
    code = "clock-behind" if behind > timedelta() else "clock-ahead"
    return Finding(code, "fault" if abs(behind) >= _WRONG else "warning", facts)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
