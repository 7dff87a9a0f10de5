"""The one door to YouTube: google-api-python-client makes the requests, a transport carries them, errors become ours.

What is sent again, and which error stands for which answer, is in `repeating`.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import orjson

from ytchannel.errors import UnreachableError
from ytchannel.redaction import learn_session
from ytchannel.repeating import TRIES, Repeating
from ytchannel.transport import Answer, LostError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from ytchannel.plan import Call, Json
    from ytchannel.quota import Budget
    from ytchannel.transport import Body, Transport

_LINES = 8  # requests at a time


class YouTube(Repeating):
    """The APIs of one YouTube, real or sandbox: that of its data, and those of its reports.

    `root` replaces the address of the discovery documents ("http://127.0.0.1:8080/"); None keeps Google's.
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
        super().__init__(budget, root=root, sleep=sleep, chance=chance, granted=granted)
        self._transport = transport
        self._root = root

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

        self.repeat(
            call.method, lambda: self._transport.send(request.method, request.uri, headers, content), is_resource
        )
        return found or {}

    def items(self, call: Call, name: str = "items") -> Iterator[Json]:
        """The resources of a list, page by page until there is no further page; totalResults is not trusted.

        They stand under `name` in its answer.
        """
        token: dict[str, str] = {}
        while True:
            page = self.send(replace(call, params={**call.params, **token}))
            yield from page.get(name, [])
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
        for count in range(TRIES):
            try:
                answer = self._transport.fetch(where)
            except LostError as lost:
                if count == TRIES - 1:
                    raise UnreachableError(at.netloc, lost.detail) from None
            else:
                if answer.status < 500:
                    return answer.body if answer.status == 200 else None
            self.pause(count)
        return None

    def file(self, method: str, url: str, is_good: Callable[[bytes], bool]) -> bytes:
        """The file at an address that a resource tells for a method of downloading; `is_good` tells it from others.

        Raises RefusedError (404 where there is none any more), LoginNeededError, UnreachableError.
        """
        if not _same_house(url, self._apis.of(method).root):
            raise UnreachableError(method, urlsplit(url).netloc)
        answer = self.repeat(
            method,
            lambda: self._transport.send("GET", url, {"accept-encoding": "gzip"}),
            lambda answer: answer.status == 200 and is_good(answer.body),
        )
        return answer.body

    def begin_upload(self, video: Json, size: int, file_name: str, *, notify: bool) -> str:
        """Begin a resumable upload of `size` bytes; returns the address of the session, a secret.

        The file name goes along, percent-encoded, for Studio and for fileDetails. A lost answer wastes one of the day's
        uploads at the worst: a session without bytes is no video.
        """
        from googleapiclient.http import MediaIoBaseUpload

        media = MediaIoBaseUpload(BytesIO(b""), "video/*", resumable=True)
        parts = ",".join(video)
        method = "youtube.videos.insert"
        request = self._apis.of(method).request(
            method, part=parts, body=video, notifySubscribers=notify, media_body=media
        )
        headers = {
            **request.headers,
            "content-type": "application/json; charset=UTF-8",
            "X-Upload-Content-Length": str(size),
            "X-Upload-Content-Type": "application/octet-stream",
            "Slug": quote(file_name),
        }
        body = request.body.encode() if isinstance(request.body, str) else request.body
        answer = self.repeat(
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

    def _request(self, call: Call) -> Any:  # noqa: ANN401 - the client library is not annotated
        """The client library's own request for a call: parameters and paths are checked against the document."""
        arguments: dict[str, Any] = dict(call.params)
        if call.body is not None:
            arguments["body"] = call.body
        if call.media is not None:
            from googleapiclient.http import MediaIoBaseUpload

            arguments["media_body"] = MediaIoBaseUpload(BytesIO(call.media[0]), call.media[1])
        return self._apis.of(call.method).request(call.method, **arguments)


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
    """Whether an address that an answer tells lies where it was asked: token and files go to no other house."""
    there, here = urlsplit(address), urlsplit(asked)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return True
    google = ".googleapis.com"
    return there.scheme == "https" and f".{there.netloc}".endswith(google) and f".{here.netloc}".endswith(google)
