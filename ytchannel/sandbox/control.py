"""The control plane: `/_sandbox/...`. Its requests cost nothing, wait for nothing, and are not in the journal.

GET, DELETE /_sandbox/journal     the requests, oldest first, and units by budget; empties it
GET, POST   /_sandbox/faults      those not yet consumed; {"method", "faults", and for uploads perhaps "phase"}
GET, PUT    /_sandbox/settings    all; changes some
GET         /_sandbox/media       size and SHA-256 of what was uploaded, by video
POST        /_sandbox/seed        {"videos", "playlists", "items_per_playlist", "seed"}: replaces the channel's content
POST        /_sandbox/reset       an empty channel, full budgets, no faults, an empty journal; the settings stay
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ytchannel.sandbox import faults, journal, seeding, settings
from ytchannel.sandbox.shapes import parse
from ytchannel.sandbox.wire import Json, Refused, Request, Response, answer

if TYPE_CHECKING:
    from ytchannel.sandbox.api import Context

PREFIX = "/_sandbox/"

_MOST = 1 << 20  # bytes of a request


class ControlExchange:
    """One request of the control plane."""

    def __init__(self, context: Context, head: Request) -> None:
        self._context = context
        self._verb = head.method.upper()
        self._what = urlsplit(head.url).path.removeprefix(PREFIX)
        self._body = bytearray()

    def feed(self, data: bytes | memoryview) -> float:
        """Take a piece of the body; returns no time to wait."""
        if len(self._body) <= _MOST:
            self._body += data
        return 0.0

    def keep(self) -> None:
        """Nothing is worth keeping of half a request."""

    def settle(self) -> float:
        """There is no time to wait."""
        return 0.0

    def abort(self) -> None:
        """Nothing has happened."""

    def finish(self) -> Response:
        """Do it and answer."""
        try:
            with self._context.store.transaction():
                return answer(self._work())
        except Refused as refusal:
            return refusal.response()

    def _work(self) -> Json:
        store = self._context.store
        match self._verb, self._what:
            case "GET", "journal":
                return journal.read(store)
            case "DELETE", "journal":
                journal.clear(store)
                return journal.read(store)
            case "GET", "faults":
                return faults.waiting(store)
            case "POST", "faults":
                faults.queue(store, parse(bytes(self._body)))
                return faults.waiting(store)
            case "GET", "settings":
                return asdict(settings.load(store))
            case "PUT", "settings":
                return asdict(settings.change(store, parse(bytes(self._body))))
            case "GET", "media":
                found = store.db.execute("SELECT video, size, sha256 FROM media")
                return {video: {"size": size, "sha256": sha256} for video, size, sha256 in found}
            case "POST", "seed":
                context = self._context
                return seeding.seed(store, context.now(context.settings()), parse(bytes(self._body)))
            case "POST", "reset":
                store.clear()
                return {}
        raise Refused(404, "notFound", f"The control plane has no {self._verb} {PREFIX}{self._what}.")
