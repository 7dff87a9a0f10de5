"""What is sent again, after which pause, and which error of ours stands for an answer of YouTube's.

Retries follow what is safe, not what is possible: reads, updates and deletions are repeated with growing pauses; an
insert never is, since YouTube has no idempotency keys: it raises AnswerLostError and the caller looks.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ytchannel import quota, refusals
from ytchannel.auth import scopes
from ytchannel.discovery import Discoveries
from ytchannel.errors import (
    AccessError,
    AnswerLostError,
    LimitError,
    LoginNeededError,
    QuotaError,
    RefusedError,
    UnreachableError,
)
from ytchannel.transport import LostError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from threading import Event

    from ytchannel.quota import Budget
    from ytchannel.transport import Answer

_log = logging.getLogger(__name__)
TRIES = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds
_SLICE = 0.25  # seconds of a pause after which it is asked whether anybody still waits
_PATIENCE = 60.0  # seconds that YouTube may ask to wait; beyond that a person should decide
_CREATES = (".insert", ".create")  # ends of methods
# What ends a whole run: nothing of this channel or account can be done any more.
_CLOSED = {
    "accessNotConfigured": "api-not-enabled",
    "SERVICE_DISABLED": "api-not-enabled",
    "authenticatedUserAccountSuspended": "channel-suspended",
    "channelSuspended": "channel-suspended",
    "authenticatedUserAccountClosed": "channel-closed",
    "channelClosed": "channel-closed",
    "authenticatedUserNotChannel": "no-channel",
    "accountDelegationForbidden": "no-channel",
}


class Repeating:
    """Requests of one login that are repeated, paid for and refused.

    `root` replaces the address of the discovery documents; `chance` gives numbers in [0, 1) that spread the pauses;
    `granted` tells the scopes of the login, and without it any request is tried.
    """

    def __init__(
        self,
        budget: Budget,
        *,
        root: str | None,
        sleep: Callable[[float], None],
        chance: Callable[[], float],
        granted: Callable[[], Collection[str]] | None = None,
    ) -> None:
        self.budget = budget
        self.tries = TRIES  # at most, of a request that may be repeated: each is paid for
        self._apis = Discoveries(root)
        self._sleep = sleep
        self._chance = chance
        self._granted = granted
        self.given_up: Event | None = None  # is set when nobody waits for the answers any more

    def pause(self, attempt: int, at_least: float | None = None) -> None:
        """Wait before try number `attempt` + 2: growing, spread, and as long as the server asked for at least.

        Raises UnreachableError when it asks for longer than a command should stand still.
        """
        if at_least is not None and at_least > _PATIENCE:
            raise UnreachableError("", f"Retry-After {at_least:.0f} s")
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt)
        left = max(longest * (0.5 + self._chance() / 2), at_least or 0.0)
        if self.given_up is None:
            self._sleep(left)
            return
        while left > 0 and not self.given_up.is_set():
            self._sleep(min(left, _SLICE))
            left -= _SLICE
        if self.given_up.is_set():
            raise UnreachableError("", "given up")

    def check_allowed(self, method: str) -> None:
        """Raise LoginNeededError, naming the missing scope, when the login does not allow a method of the API."""
        if self._granted is None:
            return
        accepted = self._apis.of(method).scopes(method)
        if accepted and not accepted & set(self._granted()):
            raise self._scope_missing(method)

    def _scope_missing(self, method: str) -> LoginNeededError:
        scope, job = scopes.wanted_for(self._apis.of(method).scopes(method))
        return LoginNeededError("scope-missing", method=method, scope=scopes.short(scope), job=job)

    def repeat(
        self,
        method: str,
        attempt: Callable[[], Answer],
        is_good: Callable[[Answer], bool],
        *,
        creates: bool | None = None,
    ) -> Answer:
        """Send, and send again as long as that is safe. Every try is paid for: YouTube charges each request.

        An answer below 400 that is not good is none of YouTube's: a proxy's page, or the login of a guest network.
        """
        if creates is None:
            creates = method.endswith(_CREATES)
        self.check_allowed(method)
        price = quota.price(method)
        for count in range(self.tries):
            last = count == self.tries - 1
            if price.units:
                self.budget.take(price.bucket, price.units)
            _log.info("%s  %d %s", method, price.units, price.bucket)
            try:
                answer = _sound(attempt(), is_good)
            except LostError as lost:
                if not lost.sent and price.units:
                    self.budget.give_back(price.bucket, price.units)
                if creates and lost.sent:
                    raise AnswerLostError(method, lost.detail) from None
                if last:
                    raise UnreachableError(method, lost.detail) from None
                self.pause(count)
                continue
            if answer.status < 400:
                return answer
            refusal = refusals.read(answer)
            if refusal.daily and price.units:  # refused for want of units, it has cost none
                self.budget.give_back(price.bucket, price.units)
            if last or refusals.verdict(refusal, creates=creates) != "again":
                raise self.translate(method, refusal, creates=creates)
            self.pause(count, refusal.retry_after)
        raise AssertionError(method)

    def translate(self, method: str, refusal: refusals.Refusal, *, creates: bool) -> Exception:
        """The error of ours that an error answer stands for."""
        match refusals.verdict(refusal, creates=creates):
            case "quota" if quota.price(method).units:  # the other APIs have limits of their own
                bucket = quota.price(method).bucket
                return QuotaError(bucket, self.budget.exhaust(bucket), told_by_youtube=True)
            case "limit":
                return LimitError(method, self.budget.next_day())
            case "look":
                return AnswerLostError(method, f"{refusal.status} {refusal.reason}".strip(), refusal.status)
            case "login" if refusal.reason == "youtubeSignupRequired":
                return AccessError("no-channel")
            case "login":
                return LoginNeededError("token-refused" if self._granted else "not-logged-in")
        if refusal.reason in ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
            return self._scope_missing(method)
        if code := _CLOSED.get(refusal.reason):
            return AccessError(code, api=self._apis.of(method).title)
        return RefusedError(method, refusal.status, refusal.reason, refusal.message, refusal.location)


def _sound(answer: Answer, is_good: Callable[[Answer], bool]) -> Answer:
    """The answer, if it is an error or a good one. Raises LostError for what is none of YouTube's."""
    if answer.status < 400 and not is_good(answer):
        detail = f"HTTP {answer.status}"
        raise LostError(detail, sent=True)
    return answer
