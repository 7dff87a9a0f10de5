"""The one door to YouTube: google-api-python-client makes the requests, a transport carries them, errors become ours.

Retries follow what is safe, not what is possible: reads, updates and deletions are repeated with growing pauses; an
insert never is, since YouTube has no idempotency keys: it raises AnswerLostError and the caller looks.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import orjson

from ytchannel import quota, refusals
from ytchannel.auth import scopes
from ytchannel.discovery import Discovery
from ytchannel.errors import (
    AccessError,
    AnswerLostError,
    LimitError,
    LoginNeededError,
    QuotaError,
    RefusedError,
    UnreachableError,
)
from ytchannel.redaction import learn_session
from ytchannel.transport import Answer, LostError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from ytchannel.plan import Call, Json
    from ytchannel.quota import Budget
    from ytchannel.transport import Body, Transport

_log = logging.getLogger(__name__)
_TRIES = 5
_LINES = 8  # requests at a time
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds
# What ends a whole run: nothing of this channel or account can be done any more.
_CLOSED = {
    "accessNotConfigured": "api-not-enabled",
    "authenticatedUserAccountSuspended": "channel-suspended",
    "channelSuspended": "channel-suspended",
    "authenticatedUserAccountClosed": "channel-closed",
    "channelClosed": "channel-closed",
    "authenticatedUserNotChannel": "no-channel",
    "accountDelegationForbidden": "no-channel",
}
# The other APIs of YouTube, whose requests cost none of the budgets.
_VERSIONS = {"youtubeAnalytics": "v2"}
_PATIENCE = 60.0  # seconds that YouTube may ask to wait; beyond that a person should decide


class YouTube:
    """The API of one YouTube, real or sandbox.

    `root` replaces the address of the discovery document ("http://127.0.0.1:8080/"); None keeps Google's.
    `chance` gives numbers in [0, 1) that spread the pauses. `granted` tells the scopes of the login; without it, any
    request is tried.
    """

    def __init__(
        self,
        transport: Transport,
        budget: Budget,
        *,
        root: str | None,
        sleep: Callable[[float], None],
        chance: Callable[[], float],
        granted: Callable[[], Collection[str]] | None = None,
    ) -> None:
        self.budget = budget
        self.tries = _TRIES  # at most, of a request that may be repeated: each is paid for
        self._granted = granted
        self._transport = transport
        self._sleep = sleep
        self._chance = chance
        self._root = root
        self._discovery = {"youtube": Discovery(root)}
        self._service = self._discovery["youtube"].service()
        self._services = {"youtube": self._service}
        self._collections: dict[tuple[str, str], Any] = {}

    def send(self, call: Call) -> Json:
        """Do one call and return the resource or list in its answer ({} for an empty one).

        Raises RefusedError, QuotaError, LoginNeededError, UnreachableError, and AnswerLostError for inserts.
        """
        request = self._request(call)
        headers = {**request.headers, "accept-encoding": "gzip"}
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else body
        found: Json | None = None

        def is_resource(answer: Answer) -> bool:
            nonlocal found
            found = _resource(answer)
            return found is not None

        self._repeat(
            call.method, lambda: self._transport.send(request.method, request.uri, headers, content), is_resource
        )
        return found or {}

    def items(self, call: Call) -> Iterator[Json]:
        """The resources of a list, page by page until there is no further page; totalResults is not trusted."""
        token: dict[str, str] = {}
        while True:
            page = self.send(replace(call, params={**call.params, **token}))
            yield from page.get("items", [])
            if not page.get("nextPageToken"):
                return
            token = {"pageToken": page["nextPageToken"]}

    def several(self, calls: Iterable[Call]) -> list[list[Json]]:
        """The resources of several lists, in the order of `calls`; up to eight are read at a time."""
        wanted = list(calls)
        if len(wanted) < 2:
            return [list(self.items(call)) for call in wanted]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(_LINES, len(wanted))) as lines:
            return list(lines.map(lambda call: list(self.items(call)), wanted))

    def picture(self, url: str) -> bytes | None:
        """The picture at an address that a resource tells, None where there is none. Costs nothing.

        Raises UnreachableError.
        """
        at = urlsplit(url)
        where = url if self._root is None else f"{self._root.rstrip('/')}{at.path}"
        for count in range(_TRIES):
            try:
                answer = self._transport.fetch(where)
            except LostError as lost:
                if count == _TRIES - 1:
                    raise UnreachableError(at.netloc, lost.detail) from None
            else:
                if answer.status < 500:
                    return answer.body if answer.status == 200 else None
            self.pause(count)
        return None

    def begin_upload(self, video: Json, size: int, file_name: str, *, notify: bool) -> str:
        """Begin a resumable upload of `size` bytes; returns the address of the session, a secret.

        The file name goes along, percent-encoded, for Studio and for fileDetails. A lost answer wastes one of the day's
        uploads at the worst: a session without bytes is no video.
        """
        from googleapiclient.http import MediaIoBaseUpload

        media = MediaIoBaseUpload(BytesIO(b""), "video/*", resumable=True)
        parts = ",".join(video)
        request = self._service.videos().insert(part=parts, body=video, notifySubscribers=notify, media_body=media)
        headers = {
            **request.headers,
            "content-type": "application/json; charset=UTF-8",
            "X-Upload-Content-Length": str(size),
            "X-Upload-Content-Type": "application/octet-stream",
            "Slug": quote(file_name),
        }
        method = "youtube.videos.insert"
        body = request.body.encode() if isinstance(request.body, str) else request.body
        answer = self._repeat(
            method,
            lambda: self._transport.send("POST", request.uri, headers, body),
            lambda answer: answer.status == 200 and _same_house(answer.headers.get("location", ""), request.uri),
            creates=False,
        )
        learn_session(answer.headers["location"])
        return answer.headers["location"]

    def put(self, session: str, headers: Mapping[str, str], body: bytes | Body = b"") -> Answer:
        """Send one request of an upload session, once; its answer is for UploadSession. Raises LostError."""
        return self._transport.send("PUT", session, headers, body)

    def pause(self, attempt: int, at_least: float | None = None) -> None:
        """Wait before try number `attempt` + 2: growing, spread, and as long as the server asked for at least.

        Raises UnreachableError when it asks for longer than a command should stand still.
        """
        if at_least is not None and at_least > _PATIENCE:
            raise UnreachableError("", f"Retry-After {at_least:.0f} s")
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt)
        self._sleep(max(longest * (0.5 + self._chance() / 2), at_least or 0.0))

    def check_allowed(self, method: str) -> None:
        """Raise LoginNeededError, naming the missing scope, when the login does not allow a method of the API."""
        if self._granted is None:
            return
        accepted = self._api(method).scopes(method)
        if accepted and not accepted & set(self._granted()):
            raise self._scope_missing(method)

    def _scope_missing(self, method: str) -> LoginNeededError:
        scope, job = scopes.wanted_for(self._api(method).scopes(method))
        return LoginNeededError("scope-missing", method=method, scope=scopes.short(scope), job=job)

    def _request(self, call: Call) -> Any:  # noqa: ANN401 - the client library is not annotated
        """The client library's own request for a call: parameters and paths are checked against the document."""
        api, resource, verb = call.method.split(".")
        arguments: dict[str, Any] = dict(call.params)
        if call.body is not None:
            arguments["body"] = call.body
        if call.media is not None:
            from googleapiclient.http import MediaIoBaseUpload

            arguments["media_body"] = MediaIoBaseUpload(BytesIO(call.media[0]), call.media[1])
        # The library makes a collection anew, with all its methods, each time that it is asked for one.
        if (api, resource) not in self._collections:
            if api not in self._services:
                self._services[api] = self._api(call.method).service()
            self._collections[api, resource] = getattr(self._services[api], resource)()
        return getattr(self._collections[api, resource], verb)(**arguments)

    def _api(self, method: str) -> Discovery:
        """The document of the API that a method belongs to."""
        name = method.partition(".")[0]
        if name not in self._discovery:
            self._discovery[name] = Discovery(self._root, name, _VERSIONS[name])
        return self._discovery[name]

    def _repeat(
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
            creates = method.endswith(".insert")
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
            return AccessError(code)
        return RefusedError(method, refusal.status, refusal.reason, refusal.message, refusal.location)


def _sound(answer: Answer, is_good: Callable[[Answer], bool]) -> Answer:
    """The answer, if it is an error or a good one. Raises LostError for what is none of YouTube's."""
    if answer.status < 400 and not is_good(answer):
        detail = f"HTTP {answer.status}"
        raise LostError(detail, sent=True)
    return answer


def _resource(answer: Answer) -> Json | None:
    """The resource or list in an answer, {} in the empty one of a deletion; None where there is neither."""
    if not answer.body:
        return {} if answer.status == 204 else None
    try:
        found = orjson.loads(answer.body) if 200 <= answer.status < 300 else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _same_house(address: str, asked: str) -> bool:
    """Whether an upload session lies where it was asked for: the token and the file go to no other house."""
    there, here = urlsplit(address), urlsplit(asked)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return True
    google = ".googleapis.com"
    return there.scheme == "https" and f".{there.netloc}".endswith(google) and f".{here.netloc}".endswith(google)
