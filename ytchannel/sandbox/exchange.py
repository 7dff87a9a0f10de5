"""How a request is taken: piece by piece, then as a whole; and the plain way of those that are small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Response


class Exchange(Protocol):
    """One request on its way: its body is fed piece by piece, then it settles, then it is finished.

    What feed() and settle() return are seconds to wait before going on; waiting is the caller's business, so that one
    exchange that waits holds no other one up. Each of these may raise ConnectionCut; nothing follows it then.
    """

    def feed(self, data: bytes | memoryview) -> float:
        """Take a piece of the body."""

    def keep(self) -> None:
        """Commit what has been fed, should no more come."""

    def settle(self) -> float:
        """The body is whole."""

    @property
    def lasts(self) -> bool:
        """Whether finish() may take seconds."""

    def finish(self) -> Response:
        """Do what is asked for, and answer."""

    def abort(self) -> None:
        """The client went away before its body was whole."""


class SmallExchange:
    """The beginnings of an exchange that waits for nothing and does nothing before its body is whole.

    Of the body no more is gathered than a piece beyond `most` bytes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._body = bytearray()

    def feed(self, data: bytes | memoryview) -> float:
        """Take a piece of the body; returns no time to wait."""
        if len(self._body) <= self._most:
            self._body += data
        return 0.0

    def keep(self) -> None:
        """Half a request is nothing."""

    def settle(self) -> float:
        """There is no time to wait."""
        return 0.0

    def abort(self) -> None:
        """Nothing has happened."""

    @property
    def lasts(self) -> bool:
        """Whether finish() may last."""
        return False
