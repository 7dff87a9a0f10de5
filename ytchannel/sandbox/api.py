"""How a request becomes a checked call to a method, and how the call is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox import access, conditions, registry
from ytchannel.sandbox.call import Call
from ytchannel.sandbox.discovery import answers, fields, shapes
from ytchannel.sandbox.discovery.document import document, method_of
from ytchannel.sandbox.owners import Caller, owners
from ytchannel.sandbox.settings import Settings, load, read
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ytchannel.sandbox.call import Arrived, Raw, Upload
    from ytchannel.sandbox.discovery.document import Method
    from ytchannel.sandbox.registry import Handler
    from ytchannel.sandbox.store import Store

# What looks at every video of a channel, and the word of the query that makes it do so ("" where it always does).
_LONG = {
    "youtube.channels.list": "statistics",
    "youtube.commentThreads.list": "allThreadsRelatedToChannelId",
    "youtube.search.list": "",
    "youtube.videos.list": "chart",
    "youtubeAnalytics.reports.query": "",
    "youtubereporting.media.download": "",
}

# The kind that a collection's writes and lists are about; of the others it is their own name.
_KINDS = {
    "playlists": "playlist",
    "playlistItems": "playlistItem",
    "channels": "channel",
    "channelSections": "channelSection",
    "videos": "video",
    "thumbnails": "video",
    "captions": "caption",
    "playlistImages": "playlistImage",
}


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

    def glance(self) -> tuple[Settings, bool, bool]:
        """The settings, whether any fault waits, and whether any list is to miss a write: at one stroke."""
        text, fault, hidden = self.store.glance()
        settings = read(text)
        return settings, fault, hidden or settings.stale_reads > 0


def check(context: Context, settings: Settings, request: Asked, raw: bytes) -> Call:
    """The call that a request makes. Raises Refused 400 for what the document forbids, 501 for what is not modelled."""
    method = request.method
    access.check_scopes(request.caller, method)
    drawn = document(method.api)
    parameters = {**drawn.query(method, request.query), **request.named}
    _check_common(parameters)
    if parameters.get("fields"):
        fields.check(drawn, method.answer, parameters["fields"])
    parts = drawn.parts_asked(method, parameters)
    body: Json = {}
    if method.body:
        body = shapes.check(drawn, method.body, shapes.parse(raw))
        if method.resource:
            # An object whose part is not named is ignored without a word.
            ignored = drawn.parts(method.body) - set(parts) - {"id"}
            body = {name: value for name, value in body.items() if name not in ignored}
        shapes.require(drawn, method, body)
    if not registry.is_modelled(method.id):
        raise Refused(501, "notImplemented", f"{method.id} is not modelled by the sandbox.")
    now = context.now(settings)
    headers, root = dict(request.headers), request.root
    call = Call(method, parameters, parts, body, context.store, settings, now, request.caller, headers, root=root)
    if method.verb != "GET":
        _ = call.owner  # an API key alone writes nothing
    return call


def _check_common(parameters: Mapping[str, Any]) -> None:
    """The rules of parameters that many methods have. Raises Refused 400 and 403."""
    for name in parameters:
        if name.startswith("onBehalfOf"):
            message = "The CMS user is not allowed to act on behalf of the specified content owner."
            raise Refused(403, "cmsUserAccountNotFound", message, where=name)
    if parameters.get("hl"):
        from ytchannel.sandbox.resources import i18n

        i18n.check_language(parameters["hl"])


@dataclass(frozen=True)
class Asked:
    """A request that has found its method: the raw query, what the path names, headers, who it is from, and to."""

    method: Method
    query: str
    named: Mapping[str, str]
    headers: Mapping[str, str]
    caller: Caller
    root: str = ""


def asked(
    context: Context,
    settings: Settings,
    method: Method,
    named: Mapping[str, str],
    query: str,
    headers: Mapping[str, str],
    root: str = "",
) -> Asked:
    """What a request asks of a method, and who does; `root` is the scheme and host that it called.

    Raises Refused 401 for nobody, 403 for an API that the project has not enabled.
    """
    caller = access.identify(context, settings, headers, query)
    access.check_enabled(settings, method)
    return Asked(method, query, named, headers, caller, root)


def perform(call: Call, *, stale: bool, hidden: bool = True) -> Json | Raw | None:
    """Do a call that has no media, in the caller's transaction. Raises Refused.

    `stale` lets a list miss the newest write; so may what is hidden of its kind, unless `hidden` says that nothing is.
    """
    uploads = str(call.query.get("playlistId", "")).startswith("UU")
    kind = "video" if uploads else kind_of(call.method)
    if call.method.action == "list" and ((hidden and call.store.is_hidden(kind)) or stale):
        call = call.but(stale=True)
    if "if-match" in call.headers and call.method.verb != "GET" and call.method.collection in conditions.GUARDED:
        conditions.check(call, _handler(f"youtube.{call.method.collection}.list"))
    shown = _handler(call.method.id)(call)
    if isinstance(shown, dict):
        answers.check(call.method.api, call.method.answer, shown)
    return shown


def kind_of(method: Method) -> str:
    """The kind of resource that a method is about."""
    return _KINDS.get(method.collection, method.collection)


def takes_media(method: Method) -> bool:
    """Whether a method can do nothing without media."""
    upload = registry.upload(method.id)
    return upload is not None and upload.plain is None


def looks_long(method: Method, query: str) -> bool:
    """Whether a method may take seconds to look at what there is, by the query as it came. It writes nothing then."""
    return method.id in _LONG and _LONG[method.id] in query


def prepare(call: Call, file_name: str) -> Json:
    """Check the metadata of an upload; returns what complete() needs of it. Raises Refused."""
    return _uploader(call).prepare(call, file_name)


def complete(call: Call, prepared: Json, media: Arrived) -> Json:
    """Do what an upload is for, now that its media are there, in the caller's transaction. Raises Refused."""
    shown = _uploader(call).complete(call, prepared, media)
    answers.check(call.method.api, call.method.answer, shown)
    return trimmed(call, shown)


def _handler(method: str) -> Handler:
    found = registry.plain(method)
    if found is None:
        raise LookupError(method)  # check() lets no call pass that is not modelled
    return found


def _uploader(call: Call) -> Upload:
    found = registry.upload(call.method.id)
    if found is None:
        raise LookupError(call.method.id)
    return found


def trimmed(call: Call, shown: Json) -> Json:
    """The fields of an answer that a call selects; it was checked that they are some."""
    return fields.select(shown, call.query["fields"]) if call.query.get("fields") else shown


def kept_call(call: Call) -> dict[str, Any]:
    """What a session keeps of the call that began it."""
    caller = call.owner.id
    return {
        "method": call.method.id,
        "query": dict(call.query),
        "parts": list(call.parts),
        "body": call.body,
        "caller": caller,
    }


def again(context: Context, kept: Mapping[str, Any]) -> Call:
    """The call that began a session, at the present time. Raises Refused 403 when its channel is gone."""
    settings = context.settings()
    method = method_of(kept["method"])
    owner = next((each for each in owners(settings) if each.id == kept["caller"]), None)
    if method is None or owner is None:
        raise Refused(403, "channelClosed", "The channel of the upload is gone.")
    now = context.now(settings)
    parts = tuple(kept["parts"])
    return Call(method, kept["query"], parts, kept["body"], context.store, settings, now, Caller(owner), {})
