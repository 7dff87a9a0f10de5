"""The sandbox in this process: requests in, answers out, state in one SQLite file."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ytchannel.sandbox.api import Context
from ytchannel.sandbox.calls import CallExchange
from ytchannel.sandbox.control import PREFIX, ControlExchange
from ytchannel.sandbox.discovery import directory
from ytchannel.sandbox.media import commands, shown, uploads
from ytchannel.sandbox.media.sessions import SessionExchange, is_session
from ytchannel.sandbox.store import Store
from ytchannel.sandbox.wire import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from ytchannel.sandbox.exchange import Exchange
    from ytchannel.sandbox.wire import Response

PIECE = 32 << 10
"""Bytes in which a body is fed, so that bandwidth is smooth and a cut comes where it should."""

_API = ("/youtube/v3/", *uploads.PATHS)


class Sandbox:
    """A local YouTube with one channel. Raises OSError where its database cannot be used.

    `path` is its database, made when it is not there; None keeps it in memory. `clock` tells the time, with its zone;
    `sleep` waits, for latency, slowness and bandwidth. Several processes, and several threads of one, may use the same
    database at the same time.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = Store(path)
        uploads.sweep(self._store)
        self._context = Context(self._store, clock)
        self._sleep = sleep
        self._monotonic = monotonic

    def begin(self, head: Request) -> Exchange:
        """Begin an exchange by the head of its request; the body of `head` is not looked at. Raises ConnectionCut."""
        path = urlsplit(head.url).path
        if path.startswith(PREFIX) or path == PREFIX[:-1]:
            return ControlExchange(self._context, head)
        if not path.startswith(_API):
            from ytchannel.sandbox.oauth.exchange import PATHS, OAuthExchange  # most runs never log in

            if path in PATHS:
                return OAuthExchange(self._context, head)
        if path.startswith(shown.PATHS):
            return shown.PictureExchange(self._store, head)
        if path.startswith(directory.PATHS):
            return directory.DirectoryExchange(head)
        if path.startswith(uploads.PATHS) and commands.is_command(head):
            return commands.CommandExchange(self._context, head, self._begin)
        return self._begin(head)

    def _begin(self, head: Request) -> Exchange:
        if is_session(head):
            return SessionExchange(self._context, head, self._monotonic)
        return CallExchange(self._context, head)

    def handle(self, request: Request) -> Response:
        """Answer a request. Raises ConnectionCut where a fault leaves it without an answer."""
        if isinstance(request.body, bytes):
            # As HTTP would: without it the end of a body could not be told from a client that died.
            headers = {"content-length": str(len(request.body)), **{k.lower(): v for k, v in request.headers.items()}}
            request = Request(request.method, request.url, headers, request.body)
        exchange = self.begin(request)
        try:
            for block in [request.body] if isinstance(request.body, bytes) else request.body:
                for piece in pieces(block):
                    self._wait(exchange.feed(piece))
            self._wait(exchange.settle())
        except BaseException:
            exchange.abort()
            raise
        return exchange.finish()

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._sleep(seconds)

    @property
    def stopped_at(self) -> datetime | None:
        """The time that its clock stands still at; None while that is the machine's."""
        told = self._context.settings().now
        return datetime.fromisoformat(told).astimezone(UTC) if told else None

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def pieces(block: bytes) -> Iterator[memoryview]:
    """A block in pieces of at most PIECE bytes, none copied."""
    view = memoryview(block)
    for first in range(0, len(view), PIECE):
        yield view[first : first + PIECE]
