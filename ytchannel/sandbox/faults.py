"""Faults: their grammar, the queues, and when one is met.

    CODE  CODE-reason  CODE-after-N  CODE-reason-after-N     an error answer; N bytes of the request's media are kept
    CODE-done  CODE-reason-done     the work is done, but the answer is an error
    html-CODE  empty-CODE           an error of the front end: a page in HTML, no body; perhaps -after-N or -done
    429-quota            the 429 of a daily budget
    drop  drop-after-N   the connection is cut before the work, or after N bytes of the request's media
    lose                 the work is done, the answer is lost
    short-N              N bytes of the request's media are kept and admitted with 308
    expire               the upload session is gone
    slow-T               the answer comes T seconds later
    stale-N              N lists miss the newest write: of this list method, or of the kind that this method writes
    process-fail         the uploaded video cannot be processed; process-fail-REASON, such as codec, or copyright, which
                         rejects it

There is a queue per method, and one more for each phase of its upload sessions that faults were aimed at. A request
looks first at the queue of its phase and takes the first fault there, whatever it is. Then it looks at the common
queue and takes the first fault if it is one for it: …-after-N and short-N need a request that carries bytes, `lose`
and …-done one that completes something (not a status query, not a chunk in the middle), `expire` one of a session
that has begun, stale-N and process-fail the end of an upload; the others take the very next request. What is first
holds up what is behind it. …-done is for what writes: where nothing is done, nothing can be done in spite of an
error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ytchannel.sandbox import quota
from ytchannel.sandbox.discovery.document import APIS, document, method_of
from ytchannel.sandbox.resources import processing
from ytchannel.sandbox.wire import FrontEndRefused, Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.store import Store

_FORMS = (
    "CODE, CODE-reason, CODE-after-N, CODE-done, html-CODE, empty-CODE, 429-quota, drop, drop-after-N, lose, short-N, "
    "expire, slow-T, stale-N, process-fail"
)

PHASES = ("begin", "bytes", "query", "final")
"""Where a fault can be aimed at in an upload session; `final` is the request of `bytes` that would end the upload."""

_GRAMMAR = re.compile(
    r"((?P<form>html|empty)-)?(?P<code>[45]\d\d)(-(?P<reason>(?!after-|done$)[A-Za-z]\w*))?"
    r"(-after-(?P<kept>\d{1,12})|(?P<done>-done))?"
    r"|drop(-after-(?P<dropped>\d{1,12}))?|lose|short-(?P<short>\d{1,12})|expire|slow-(?P<slow>\d{1,5}(\.\d{1,6})?)"
    r"|stale-(?P<stale>[1-9]\d{0,8})|process-fail(-(?P<ending>\w+))?"
)

# The usual reason of a status, with its domain.
_USUAL = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    409: "conflict",
    410: "deleted",
    412: "conditionNotMet",
    413: "uploadTooLarge",
    416: "requestedRangeNotSatisfiable",
    429: "rateLimitExceeded",
    500: "internalError",
    501: "notImplemented",
}
_DOMAINS = {
    "quotaExceeded": "youtube.quota",
    "dailyLimitExceeded": "usageLimits",
    "userRateLimitExceeded": "usageLimits",
    "accessNotConfigured": "usageLimits",
    "youtubeSignupRequired": "youtube.header",
    "aborted": "global",
}
_MESSAGES = {
    "aborted": "The operation was aborted.",
    "quotaExceeded": quota.EXCEEDED,
    "internalError": "Internal error encountered.",
    "backendError": "Backend Error",
    "forbidden": "Access forbidden. The request may not be properly authorized.",
    "authError": "Invalid Credentials",
}


@dataclass(frozen=True)
class Fault:
    """A fault, read. `after` is how many bytes of the request are kept first; None: it comes before the work.

    `form` is "html" or "empty" for an error without the API's body; `done`: it comes after the work; `fails` is why the
    video of an upload cannot be processed.
    """

    text: str
    kind: str
    status: int = 0
    reason: str = ""
    after: int | None = None
    seconds: float = 0.0
    lists: int = 0
    form: str = ""
    done: bool = False
    fails: str = ""

    @property
    def refuses(self) -> bool:
        """Whether it answers an error in place of the work."""
        return self.kind == "code" and not self.done

    def hits(self, phase: str) -> bool:
        """Whether a request in this phase ("" outside upload sessions) takes the fault when it is the first."""
        if self.after is not None:
            return phase in ("bytes", "final", "media")
        if self.kind == "lose" or self.done:
            return phase not in ("bytes", "query")
        if self.kind == "expire":
            return phase in ("bytes", "query", "final")
        if self.kind in ("process-fail", "stale"):
            return phase in ("", "media", "final")
        return True

    @property
    def never(self) -> tuple[str, ...]:
        """The phases at which it cannot be aimed."""
        if self.after is not None:
            return ("begin", "query")
        if self.done:
            return ("bytes", "query")
        return {"expire": ("begin",), "process-fail": PHASES[:3], "stale": PHASES[:3]}.get(self.kind, ())

    @property
    def is_limit(self) -> bool:
        """Whether it refuses a request for its quota, so that the request costs nothing."""
        return self.status == 429 or self.reason in ("quotaExceeded", "dailyLimitExceeded", "rateLimitExceeded")

    def refusal(self, method: str) -> Refused:
        """The error answer of a CODE fault, with the reason that is usual for it unless one was given."""
        if self.form:
            return FrontEndRefused(self.status, page=self.form == "html")
        if self.status == 429 and self.reason == "quota":
            return quota.exhausted(quota.price(method)[1].replace("default", "search.list"), 0)
        if self.status == 429 and self.reason in ("", "rateLimitExceeded"):
            return quota.rate_limited("youtube.googleapis.com/default", "defaultPerMinutePerProject", "min", 1800)
        reason = self.reason or _USUAL.get(self.status, "backendError")
        usual = reason in _USUAL.values() or reason == "backendError"
        domain = _DOMAINS.get(reason) or ("global" if usual else f"youtube.{method.split('.')[1].removesuffix('s')}")
        return Refused(
            self.status, reason, _MESSAGES.get(reason, f"{reason} (a fault that was asked for)"), domain=domain
        )


def parse(text: str) -> Fault:
    """Read a fault. Raises Refused 400."""
    found = _GRAMMAR.fullmatch(text)
    if found is None:
        raise Refused(400, "invalidFault", f"{text!r} is not a fault; there are {_FORMS}.", where="body.faults")
    part = found.groupdict()
    if part["code"]:
        if part["form"] and part["reason"]:
            raise Refused(400, "invalidFault", f"{text!r}: the front end gives no reasons.", where="body.faults")
        after = int(part["kept"]) if part["kept"] else None
        form, done = part["form"] or "", part["done"] is not None
        return Fault(text, "code", int(part["code"]), part["reason"] or "", after, form=form, done=done)
    after = next((int(part[name]) for name in ("dropped", "short") if part[name]), None)
    if text.startswith("process-fail"):
        ending = part["ending"] or "conversion"
        known = sorted(reason for reasons in processing.endings() for reason in reasons)
        if ending not in known:
            told = f"No video ends as {ending!r}; there are {', '.join(known)}."
            raise Refused(400, "invalidFault", told, where="body.faults")
        return Fault(text, "process-fail", fails=ending)
    kind = text.partition("-")[0]
    return Fault(text, kind, after=after, seconds=float(part["slow"] or 0), lists=int(part["stale"] or 0))


def queue(store: Store, wish: Json) -> None:
    """Queue faults: {"method", "faults", optionally "phase"}. Raises Refused 400 for what could never be met."""
    if set(wish) - {"method", "faults", "phase"} or not isinstance(wish.get("faults"), list):
        raise Refused(400, "invalidFault", 'Wanted: {"method": ..., "faults": [...], "phase": ...}.')
    method = method_of(str(wish.get("method")))
    if method is None:
        raise _unknown(str(wish.get("method")))
    phase = wish.get("phase") or ""
    if phase and (phase not in PHASES or method.media is None):
        told = f"{method.id} has no phase {phase!r}; uploads have {', '.join(PHASES)}."
        raise Refused(400, "invalidFault", told, where="body.phase")
    for text in wish["faults"]:
        fault = parse(str(text))
        media = fault.after is not None or fault.kind == "expire"
        wrong = (
            (media and method.media is None)
            or (fault.kind == "process-fail" and method.id != "youtube.videos.insert")
            or (fault.done and method.verb == "GET")
        )
        if wrong or phase in fault.never:
            at = f" in phase {phase}" if phase else ""
            raise Refused(400, "invalidFault", f"{text} cannot happen to {method.id}{at}.", where="body.faults")
    rows = [(method.id, phase, str(text)) for text in wish["faults"]]
    store.db.executemany("INSERT INTO fault (method, phase, fault) VALUES (?, ?, ?)", rows)


def _unknown(wanted: str) -> Refused:
    """There is no such method; perhaps its API was left out, or another one was named."""
    ids = [id_ for api in APIS for id_ in document(api).methods]
    end = wanted.removeprefix("youtube.")
    near = [id_ for id_ in ids if id_.partition(".")[2] == end] or get_close_matches(wanted, ids, 1)
    hint = f"Did you mean {near[0]}?" if near else "docs/sandbox-coverage.md has them all."
    return Refused(400, "unknownMethod", f"There is no method {wanted!r}. {hint}", where="body.method")


def waiting(store: Store) -> Json:
    """The faults that are not yet consumed, in the form in which they are queued."""
    queues: dict[tuple[str, str], list[str]] = {}
    for method, phase, text in store.db.execute("SELECT method, phase, fault FROM fault ORDER BY number"):
        queues.setdefault((method, phase), []).append(text)
    return {
        "faults": [
            {"method": method, "faults": texts, **({"phase": phase} if phase else {})}
            for (method, phase), texts in queues.items()
        ]
    }


def take(store: Store, method: str, phase: str = "") -> Fault | None:
    """The fault that a request meets, which is consumed by that; a stale-N of a list by one."""
    aims = [phase, "bytes", ""] if phase == "final" else [phase, ""]
    for aim in dict.fromkeys(aims):
        sql = "SELECT number, fault FROM fault WHERE method = ? AND phase = ? ORDER BY number LIMIT 1"
        found = store.db.execute(sql, (method, aim)).fetchone()
        if found is None:
            continue
        number, text = found
        fault = parse(text)
        if not aim and not fault.hits(phase):
            continue
        if fault.lists > 1 and method.endswith(".list"):
            store.db.execute("UPDATE fault SET fault = ? WHERE number = ?", (f"stale-{fault.lists - 1}", number))
        else:
            store.db.execute("DELETE FROM fault WHERE number = ?", (number,))
        return fault
    return None
