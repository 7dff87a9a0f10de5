"""The methods that behave as the API's do, and how a request becomes a checked call to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox import categories, channel, items, playlists, sections, shapes, thumbnails, videos
from ytchannel.sandbox.document import youtube
from ytchannel.sandbox.paging import UPLOADS, Call
from ytchannel.sandbox.settings import Settings, load
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from ytchannel.sandbox.document import Method
    from ytchannel.sandbox.store import Store

_PLAIN: dict[str, Callable[[Call], Json | None]] = {
    "youtube.channels.list": channel.show,
    "youtube.channelSections.list": sections.show,
    "youtube.channelSections.insert": sections.insert,
    "youtube.channelSections.update": sections.update,
    "youtube.channelSections.delete": sections.delete,
    "youtube.playlists.list": playlists.show,
    "youtube.playlists.insert": playlists.insert,
    "youtube.playlists.update": playlists.update,
    "youtube.playlists.delete": playlists.delete,
    "youtube.playlistItems.list": items.show,
    "youtube.playlistItems.insert": items.insert,
    "youtube.playlistItems.update": items.update,
    "youtube.playlistItems.delete": items.delete,
    "youtube.videos.list": videos.show,
    "youtube.videos.update": videos.update,
    "youtube.videos.delete": videos.delete,
    "youtube.videos.batchGetStats": videos.statistics_of_many,
    "youtube.videoCategories.list": categories.show,
}
_UPLOADS = ("youtube.videos.insert", "youtube.thumbnails.set")

MODELLED = frozenset(_PLAIN) | frozenset(_UPLOADS)
"""The methods that are answered; the others of the document get 501."""

# The kind that a collection's writes and lists are about.
_KINDS = {"playlists": "playlist", "playlistItems": "playlistItem", "channelSections": "channelSection"}


@dataclass(frozen=True)
class Context:
    """What every request works on."""

    store: Store
    clock: Callable[[], datetime]

    def now(self, settings: Settings) -> datetime:
        """The sandbox's time."""
        return settings.time(self.clock)

    def settings(self) -> Settings:
        """The settings as they are now."""
        return load(self.store)


def check(context: Context, settings: Settings, method: Method, query: str, raw: bytes) -> Call:
    """The call that a request makes. Raises Refused 400 for what the document forbids, 501 for what is not modelled."""
    if method.id not in MODELLED:
        raise Refused(501, "notImplemented", f"{method.id} is not modelled by the sandbox.")
    document = youtube()
    parameters = document.query(method, query)
    parts = document.parts_asked(method, parameters) if method.resource else ()
    body: Json = {}
    if method.body:
        given = shapes.check(document, method.body, shapes.parse(raw))
        # An object whose part is not named is ignored without a word.
        ignored = document.parts(method.body) - set(parts) - {"id"}
        body = {name: value for name, value in given.items() if name not in ignored}
        shapes.require(document, method, body)
    return Call(method, parameters, parts, body, context.store, settings, context.now(settings))


def perform(call: Call, *, stale: bool) -> Json | None:
    """Do a call that has no media, in the caller's transaction. Raises Refused."""
    kind = "video" if call.query.get("playlistId") == UPLOADS else kind_of(call.method)
    if call.method.action == "list":
        stale = call.store.is_hidden(kind) or stale
        return _PLAIN[call.method.id](Call(**{**vars(call), "stale": stale}))
    return _PLAIN[call.method.id](call)


def kind_of(method: Method) -> str:
    """The kind of resource that a method is about."""
    return _KINDS.get(method.collection, "video")


def prepare(call: Call, file_name: str) -> Json:
    """Check the metadata of an upload; returns what complete() needs of it. Raises Refused."""
    return videos.prepare(call, file_name) if call.method.id == "youtube.videos.insert" else thumbnails.prepare(call)


def complete(call: Call, prepared: Json, file: Path, size: int, sha256: str, *, fails: bool = False) -> Json:
    """Do what an upload is for, now that its media are there, in the caller's transaction. Raises Refused."""
    if call.method.id == "youtube.videos.insert":
        return videos.create(call, prepared, size, sha256, fails=fails)
    return thumbnails.complete(call, file, size, sha256)


def kept_call(call: Call) -> dict[str, Any]:
    """What a session keeps of the call that began it."""
    return {"method": call.method.id, "query": dict(call.query), "parts": list(call.parts)}


def again(context: Context, kept: Mapping[str, Any]) -> Call:
    """The call that began a session, at the present time."""
    settings = context.settings()
    method = youtube().methods[kept["method"]]
    now = context.now(settings)
    return Call(method, kept["query"], tuple(kept["parts"]), {}, context.store, settings, now)
