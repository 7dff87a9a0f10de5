"""What a person does in YouTube Studio, some of which the API cannot do or show.

{"playlist": ID, ...}    "order": how it is sorted; "title", "privacyStatus"; "delete": true
{"video": ID, ...}       "title", "privacyStatus", also of a video that was public; "likesHidden": true;
                         "delete": true
{"section": {...}}       a section that the API cannot represent, or with "type", "title", "playlists", "channels",
                         "position" any other one, also with more playlists than the API takes
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.call import Call, stamp
from ytchannel.sandbox.discovery.document import document, method_of
from ytchannel.sandbox.owners import Caller
from ytchannel.sandbox.resources import ordering, playlists, sections, statistics, videos
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.settings import Settings
    from ytchannel.sandbox.store import Store

_WISHES = {
    "playlist": {"order", "title", "privacyStatus", "delete"},
    "video": {"title", "privacyStatus", "likesHidden", "delete"},
    "section": set[str](),
}
_SECTION = {"type": str, "title": str, "playlists": list, "channels": list, "position": int}


def do(store: Store, settings: Settings, now: datetime, wish: Json) -> Json:
    """Do one thing; returns the id of what it was done to. Raises Refused 400, 404."""
    kind = next((name for name in _WISHES if name in wish), None)
    if kind is None:
        raise _refused("", f"Wanted: one of {', '.join(_WISHES)}.")
    for name in wish:
        if name != kind and name not in _WISHES[kind]:
            raise _refused(name, f"Studio cannot do {name!r} to a {kind}.")
    if kind == "section":
        return {"id": _section(store, settings, wish["section"])}
    row = store.get(kind, str(wish[kind]))
    if row is None:
        raise Refused(404, "notFound", f"There is no {kind} {wish[kind]!r}.", where=f"body.{kind}")
    if wish.get("delete") is True:
        _delete(store, settings, now, row)
    else:
        _change(store, now, row, wish)
    return {"id": row.id}


def _delete(store: Store, settings: Settings, now: datetime, row: Row) -> None:
    """As its owner would by the API: everything that goes with it goes."""
    method, owner = method_of(f"youtube.{row.kind}s.delete"), owners.find(settings, "UC" + row.parent[2:])
    if method is None or owner is None:
        raise _refused(row.kind, f"The channel of {row.id} is gone.")
    call = Call(method, {"id": row.id}, (), {}, store, settings, now, Caller(owner), {})
    (videos.delete if row.kind == "video" else playlists.delete)(call)


def _change(store: Store, now: datetime, row: Row, wish: Json) -> None:
    body = dict(row.body)
    if "title" in wish:
        if not isinstance(wish["title"], str) or not wish["title"].strip():
            raise _refused("title", "A title is a text.")
        body["snippet"] = {**body["snippet"], "title": wish["title"]}
    if "privacyStatus" in wish:
        if wish["privacyStatus"] not in ("public", "unlisted", "private"):
            raise _refused("privacyStatus", f"Nothing can be {wish['privacyStatus']!r}.")
        kept = {name: value for name, value in body["status"].items() if name != "publishAt"}
        if row.kind == "video":
            body |= statistics.withdrawn(row.body, wish["privacyStatus"], now)
        body["status"] = {**kept, "privacyStatus": wish["privacyStatus"]}
        if row.kind == "video" and not body["publicSince"]:
            # A schedule may have published it since it was written last.
            since = now if wish["privacyStatus"] == "public" else statistics.public_since(row.body, now)
            body["publicSince"] = since and stamp(since)
    if "likesHidden" in wish:
        if not isinstance(wish["likesHidden"], bool):
            raise _refused("likesHidden", "It is true or false.")
        body["likesHidden"] = wish["likesHidden"]
    if "order" in wish:
        if wish["order"] not in ordering.ORDERS:
            raise _refused("order", f"The orders are {', '.join(ordering.ORDERS)}.")
        body["order"] = wish["order"]
    changed = replace(row, body=body)
    store.put(changed)
    if row.kind == "playlist":
        ordering.sort(store, changed, now)


def _section(store: Store, settings: Settings, given: Json) -> str:
    """Make a section of the first channel; returns its id."""
    if not isinstance(given, dict) or not all(isinstance(value, _SECTION.get(k, ())) for k, value in given.items()):
        raise _refused("section", f"A section may have {', '.join(_SECTION)}.")
    kinds = document("youtube").schemas["ChannelSectionSnippet"]["properties"]["type"]["enum"]
    if given.get("type", kinds[0]) not in kinds:
        raise _refused("section.type", f"There is no type {given['type']!r}.")
    owner = owners.first(settings).id
    count = store.total("channelSection", owner)
    position = min(max(0, given.get("position", count)), count)
    body = {"type": sections.UNDEFINED, **{name: value for name, value in given.items() if name != "position"}}
    row = Row("channelSection", sections.new_id(store, owner), owner, position, body)
    store.place(row, position)
    return row.id


def _refused(name: str, message: str) -> Refused:
    return Refused(400, "invalidStudio", message, where=f"body.{name}".rstrip("."))
