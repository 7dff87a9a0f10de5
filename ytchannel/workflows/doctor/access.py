"""What leads to YouTube: the client file, the login and what it may do, the channel behind it, and the APIs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ytchannel import refusals
from ytchannel.auth import clients, logins, scopes
from ytchannel.errors import AccessError, ClientFileError, QuotaError
from ytchannel.transport import LostError
from ytchannel.workflows.connecting import open_transport
from ytchannel.workflows.doctor.case import Finding, not_checked, not_needed

if TYPE_CHECKING:
    from ytchannel.workflows.doctor.case import Case

_SOON = timedelta(days=2)
_ANALYTICS = "https://youtubeanalytics.googleapis.com/"
_DATA_API = {scopes.MANAGE, scopes.YOUTUBE, scopes.READ}
_DISABLED = {"accessNotConfigured", "SERVICE_DISABLED"}


def client_file(case: Case) -> Finding:
    """The OAuth client file of the folder."""
    if case.is_embedded:
        return not_needed()
    if not case.has_folder:
        return not_checked("disk")
    facts = {"file": case.credentials.client_file}
    try:
        client = clients.read(case.credentials)
    except ClientFileError as error:
        if error.code == "client-file-missing" and _takes_anybody(case):
            return not_needed()
        return Finding("client-file-unfit", "fault", facts, error)
    return Finding("client-file-device" if client.is_device else "client-file", facts=facts)


def _takes_anybody(case: Case) -> bool:
    """Whether it is a served sandbox that no login was made at, and that did not ask for one."""
    return case.target.where == "served" and _has_no_login(case) and case.outcome.blame != "login"


def _has_no_login(case: Case) -> bool:
    try:
        return case.bearer is None
    except AccessError:
        return False


def login(case: Case) -> Finding:
    """The login that is kept: whether it gives a token that YouTube takes, and when it ends."""
    if case.is_embedded:
        return not_needed()
    if not case.has_folder:
        return not_checked("disk")
    try:
        kept = logins.read(case.credentials)
    except AccessError as error:
        return _unread(case, error)
    if case.bearer is None:
        return _without(case)
    facts: dict[str, Any] = {"file": case.credentials.token_file, "title": kept.title, "ends": kept.ends}
    if because := case.cause("network"):
        return not_checked(because)
    try:
        case.bearer.token()
    except AccessError as error:
        return Finding("login-unfit", "fault", facts, error)
    if case.outcome.blame == "login":
        return Finding("login-unfit", "fault", facts, case.outcome.error)
    if kept.ends and kept.ends < case.time.now() + _SOON:
        return Finding("login-ends", "warning", facts)
    return Finding("login-until" if kept.ends else "login", facts=facts)


def _unread(case: Case, error: AccessError) -> Finding:
    """A login that is not there or cannot be read."""
    if error.code == "token-loose":
        return not_checked("permissions")
    if error.code == "no-token":
        if _has_no_login(case):
            return _without(case)
        if because := case.cause("client-file"):
            return not_checked(because)
    return Finding("login-unfit", "fault", {"file": case.credentials.token_file}, error)


def _without(case: Case) -> Finding:
    """A served sandbox that no login was made at: it may take anybody."""
    outcome = case.outcome
    if outcome.because:
        return not_checked(outcome.because)
    if outcome.blame != "login":
        return not_needed()
    if because := case.cause("client-file"):
        return not_checked(because)
    return Finding("login-unfit", "fault", {"file": case.credentials.token_file}, outcome.error)


def scopes_granted(case: Case) -> Finding:
    """What the login may not do."""
    if because := case.cause("login"):
        return not_checked(because)
    if case.is_embedded or case.bearer is None:
        return not_needed()
    granted = case.bearer.scopes()
    facts: dict[str, Any] = {"scopes": [scopes.short(each) for each in scopes.of_youtube(sorted(granted))]}
    if not granted & _DATA_API:
        return Finding("scopes-none", "fault", facts)
    lacking = scopes.unticked(scopes.of_job("everything"), granted)
    facts["lacking"] = [scopes.short(each) for each in lacking]
    return Finding("scopes-lacking", "warning", facts) if lacking else Finding("scopes", facts=facts)


def channel(case: Case) -> Finding:
    """Whether the login leads to the declared channel."""
    if because := case.cause("login", "scopes"):
        return not_checked(because)
    outcome = case.outcome
    if outcome.found:
        snippet = outcome.found["snippet"]
        return Finding("channel", facts={"id": outcome.found["id"], "title": snippet["title"]})
    if outcome.blame == "channel":
        return Finding("channel-unfit", "fault", error=outcome.error)
    return not_checked(outcome.because or outcome.blame)


def api(case: Case) -> Finding:
    """Whether the APIs are enabled in the project."""
    if because := case.cause("login", "scopes"):
        return not_checked(because)
    outcome = case.outcome
    if outcome.blame == "api":
        return Finding("api-unfit", "fault", {"api": "YouTube Data API v3"}, outcome.error)
    # Whatever else YouTube refused, it did so by this API.
    told = outcome.found or isinstance(outcome.error, AccessError) or _refused_by_youtube(outcome.error)
    if not told:
        return not_checked(outcome.because or outcome.blame)
    if case.is_embedded or case.bearer is None or scopes.ANALYTICS not in case.bearer.scopes():
        return Finding("api", facts={"apis": ["YouTube Data API v3"]})
    return _analytics(case)


def _refused_by_youtube(error: Exception | None) -> bool:
    return isinstance(error, QuotaError) and error.told_by_youtube


def _analytics(case: Case) -> Finding:
    """The same of the other API that is used: a question of a week, which costs none of the counted budgets."""
    facts = {"apis": ["YouTube Data API v3", "YouTube Analytics API"]}
    today = case.time.now().date()
    first, last = today - timedelta(days=9), today - timedelta(days=3)
    query = urlencode({"ids": "channel==MINE", "metrics": "views", "startDate": first, "endDate": last})
    url = f"{case.target.root or _ANALYTICS}v2/reports?{query}"
    try:
        with open_transport(case.target, case.folder, case.bearer, case.time) as transport:
            answer = transport.send("GET", url, {})
    except LostError as lost:
        return Finding("analytics-unfit", "warning", facts | {"reason": lost.detail})
    except AccessError as error:  # the login ended in between
        return Finding("analytics-unfit", "warning", facts | {"reason": error.code})
    if answer.status < 400:
        return Finding("api", facts=facts)
    refusal = refusals.read(answer)
    if refusal.reason in _DISABLED:
        return Finding("analytics-disabled", "warning", facts)
    reason = f"{refusal.status} {refusal.reason or refusal.message}".strip()
    return Finding("analytics-unfit", "warning", facts | {"reason": reason})
