"""The control plane: `/_sandbox/...`. Its requests cost nothing, wait for nothing, and are not in the journal.

GET, DELETE /_sandbox/journal     the requests, oldest first, and units by budget; empties it
GET, POST   /_sandbox/faults      those not yet consumed; {"method", "faults", and for uploads perhaps "phase"}
GET, PUT    /_sandbox/settings    all; changes some
GET         /_sandbox/media       size and SHA-256 of what was uploaded, by video
GET         /_sandbox/media/ID    the bytes of a video, up to the size that the setting keep_media names; and
            /_sandbox/media/KIND/ID    those of a caption, thumbnail, playlistImage ...
POST        /_sandbox/studio      what only YouTube Studio can do, to the playlist, video or section that is named:
            {"playlist": ID, "order": ...}: manual, newest, oldest, publishedNewest, publishedOldest, or popular
            {"playlist" or "video": ID, "title": ..., "privacyStatus": ..., or "delete": true}, whatever the API says
            {"section": {}}: one that the API shows as channelsectionTypeUndefined, or any with "type", "title",
            "playlists", "channels", "position"
POST        /_sandbox/seed        {"videos", "playlists", "items_per_playlist", "seed"}: replaces the channel's content
POST        /_sandbox/reset       an empty channel, full budgets, no faults, an empty journal; settings and logins stay
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ytchannel.sandbox import faults, journal, owners, settings
from ytchannel.sandbox.discovery.shapes import parse
from ytchannel.sandbox.exchange import SmallExchange
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.wire import Json, Refused, Request, Response, answer

if TYPE_CHECKING:
    from ytchannel.sandbox.api import Context

PREFIX = "/_sandbox/"

_MOST = 1 << 20  # bytes of a request
_THERE = "journal (GET, DELETE), faults (GET, POST), settings (GET, PUT), media (GET), studio, seed, reset (POST)"


class ControlExchange(SmallExchange):
    """One request of the control plane."""

    def __init__(self, context: Context, head: Request) -> None:
        super().__init__(_MOST)
        self._context = context
        self._verb = head.method.upper()
        self._path = urlsplit(head.url).path
        self._what = self._path.removeprefix(PREFIX)

    @property
    def lasts(self) -> bool:
        """Whether finish() may last: seeding does."""
        return True

    def finish(self) -> Response:
        """Do it and answer."""
        try:
            with self._context.store.transaction():
                return self._answer()
        except Refused as refusal:
            return refusal.response()

    def _answer(self) -> Response:
        if self._verb == "GET" and self._what.startswith("media/"):
            return self._media()
        return answer(self._work())

    def _media(self) -> Response:
        """The bytes that were uploaded for a resource: `media/VIDEO_ID`, or `media/KIND/ID`."""
        kind, _, id_ = self._what.removeprefix("media/").rpartition("/")
        found = archive.find(self._context.store, kind or "video", id_)
        if found is None:
            raise Refused(404, "notFound", f"No bytes are kept of {id_}; the setting keep_media says up to which size.")
        mime, path = found
        return Response(200, {"Content-Type": mime or "application/octet-stream"}, path.read_bytes())

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
                return archive.told(store, "video")
            case "POST", "studio":
                now = self._context.settings()
                from ytchannel.sandbox import studio  # what most runs do not need

                return studio.do(store, now, self._context.now(now), parse(bytes(self._body)))
            case "POST", "seed":
                now = self._context.settings()
                wish = parse(bytes(self._body))
                from ytchannel.sandbox import seeding

                return seeding.seed(store, owners.first(now), self._context.now(now), wish)
            case "POST", "reset":
                store.clear()
                return {}
        raise Refused(404, "notFound", f"The control plane has no {self._verb} {self._path}; it has {_THERE}.")
