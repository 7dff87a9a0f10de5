"""channelSections: the shelves of the channel's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.resources.paging import cut, every, found, listing, one_filter
from ytchannel.sandbox.resources.text import fits_title, units
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Store

_MOST = 10  # maxChannelSectionExceeded

UNDEFINED = "channelsectionTypeUndefined"
"""The type of what was made in Studio and cannot be shown by the API; it takes a place all the same."""

_TITLED = {"multiplePlaylists", "multipleChannels"}
_BARE = {
    "allPlaylists",
    "popularUploads",
    "recentUploads",
    "subscriptions",
    "completedEvents",
    "liveEvents",
    "upcomingEvents",
}


def show(call: Call) -> Json:
    """channelSections.list: all of the channel's, or some by id. There are no pages."""
    match one_filter(call, "mine", "channelId", "id"):
        case "id":
            rows = found(call, "channelSection", call.query["id"])
        case "channelId":
            if owners.find(call.settings, call.query["channelId"]) is None:
                raise _refused(404, "channelNotFound", "channelId")
            rows = every(call, "channelSection", call.query["channelId"])
        case _:
            rows = every(call, "channelSection", call.owner.id)
    return listing("channelSection", [_shown(call, row) for row in rows])


def insert(call: Call) -> Json:
    """channelSections.insert: without a position it goes last."""
    owner = call.owner.id
    count = call.store.total("channelSection", owner)
    body = _content(call)
    if count >= _MOST:
        raise _refused(400, "maxChannelSectionExceeded")
    position = _position(call, count)
    row = Row("channelSection", new_id(call.store, owner), owner, position, body)
    call.store.place(row, position)
    return _shown(call, row)


def new_id(store: Store, owner: str) -> str:
    """The id of a new section of a channel."""
    return f"{owner}.{token('section-' + str(store.count_up('ids-section')), 8)}"


def update(call: Call) -> Json:
    """channelSections.update: the section is replaced as a whole; without a position it goes last."""
    old = _existing(call, call.body.get("id", ""), "body.id")
    if old.body["type"] == UNDEFINED:
        raise _refused(400, "notEditable", "body.id")
    if "contentDetails" not in call.parts and call.settings.section_contents == "keep":
        kept = {name: old.body[name] for name in ("playlists", "channels") if name in old.body}
        call = call.but(body={**call.body, "contentDetails": kept})
    body = _content(call)
    position = _position(call, call.store.total("channelSection", old.parent) - 1)
    call.store.place(Row("channelSection", old.id, old.parent, old.position, body), position)
    return _shown(call, Row("channelSection", old.id, old.parent, position, body))


def delete(call: Call) -> None:
    """channelSections.delete: those below move up."""
    call.store.remove(_existing(call, call.query["id"], "id"))


def _existing(call: Call, id_: str, where: str) -> Row:
    if not id_:
        raise _refused(400, "idRequired", where)
    row = call.store.get("channelSection", id_)
    if row is None:
        raise _refused(404, "channelSectionNotFound", where)
    if not call.owns(row.parent):
        raise _refused(403, "channelSectionForbidden", where)
    return row


def _content(call: Call) -> Json:
    """The checked content of a section: its type, and the title and contents that the type has."""
    snippet, contents = call.body.get("snippet"), call.body.get("contentDetails") or {}
    if snippet is None:
        raise _refused(400, "snippetNeeded", "body.snippet")
    kind = snippet.get("type")
    if kind in (None, UNDEFINED):
        raise _refused(400, "typeRequired", "body.snippet.type")
    playlists, channels = contents.get("playlists", []), contents.get("channels", [])
    if kind in ("singlePlaylist", "multiplePlaylists", "multipleChannels") and not contents:
        raise _refused(400, "contentDetailsNeeded", "body.contentDetails")
    body: Json = {"type": kind}
    if kind in _TITLED:
        body["title"] = _title(snippet.get("title", ""))
    match kind:
        case "singlePlaylist":
            if len(playlists) != 1:
                raise _refused(400, "onePlaylistNeeded", "body.contentDetails.playlists")
        case "multiplePlaylists":
            if not playlists:
                raise _refused(400, "playlistsNeeded", "body.contentDetails.playlists")
        case "multipleChannels":
            _channels(call, channels)
            body["channels"] = channels
        case _ if kind not in _BARE:  # in the document's enum, but out of use since 2020
            raise _refused(400, "invalidValue", "body.snippet.type")
    if playlists and kind not in ("singlePlaylist", "multiplePlaylists"):
        raise _refused(400, "playlistsNotExpected", "body.contentDetails.playlists")
    if channels and kind != "multipleChannels":
        raise _refused(400, "channelsNotExpected", "body.contentDetails.channels")
    if playlists:
        _playlists(call, playlists)
        body["playlists"] = playlists
    return body


def _title(title: str) -> str:
    if not title.strip():
        raise _refused(400, "titleRequired", "body.snippet.title")
    if not fits_title(title, "channelSection"):
        reason = "titleLengthExceeded" if units(title) > 100 else "invalidValue"
        raise _refused(400, reason, "body.snippet.title")
    return title


def _playlists(call: Call, ids: Sequence[str]) -> None:
    where = "body.contentDetails.playlists"
    most = call.settings.section_contents_at_most
    if most is not None and len(ids) > most:
        raise _refused(400, "maxPlaylistExceeded", where)
    if len(set(ids)) < len(ids):
        raise _refused(400, "playlistsDuplicated", where)
    for id_ in ids:
        row = call.store.get("playlist", id_)
        if row is None and owners.of_uploads(call.settings, id_) is None:
            raise _refused(404, "playlistNotFound", where)
        if row and row.body["status"]["privacyStatus"] == "private":
            raise _refused(400, "playlistIsPrivate", where)


def _channels(call: Call, ids: Sequence[str]) -> None:
    where = "body.contentDetails.channels"
    if not ids:
        raise _refused(400, "channelsNeeded", where)
    most = call.settings.section_contents_at_most
    if most is not None and len(ids) > most:
        raise _refused(400, "maxChannelsExceeded", where)
    if len(set(ids)) < len(ids):
        raise _refused(400, "channelsDuplicated", where)
    if call.owner.id in ids:
        raise _refused(400, "ownChannelInChannels", where)
    if any(not id_.startswith("UC") or len(id_) != len(call.owner.id) for id_ in ids):
        raise _refused(404, "channelNotFound", where)


def _position(call: Call, last: int) -> int:
    position: int = call.body["snippet"].get("position", last)
    if position > last:
        raise _refused(400, "inValidPosition", "body.snippet.position")  # spelled so by the API
    return position


def _shown(call: Call, row: Row) -> Json:
    snippet = {
        "type": row.body["type"],
        "channelId": row.parent,
        **({"title": row.body["title"]} if "title" in row.body else {}),
        "position": row.position,
    }
    contents: Json = {name: row.body[name] for name in ("playlists", "channels") if name in row.body}
    return cut(call, "channelSection", row.id, {"snippet": lambda: snippet, "contentDetails": lambda: contents or None})


def _refused(status: int, reason: str, where: str = "") -> Refused:
    return Refused(status, reason, where=where, domain="youtube.channelSection")


METHODS = {
    "youtube.channelSections.list": show,
    "youtube.channelSections.insert": insert,
    "youtube.channelSections.update": update,
    "youtube.channelSections.delete": delete,
}
