"""youtubeAnalytics.groups and groupItems: collections of videos or playlists that a query may filter by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.reporting.query import IDS, bad, invalid
from ytchannel.sandbox.resources.paging import etag
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.reporting.query import Query

_TYPES = {"youtube#video": "video", "youtube#playlist": "playlist", "youtube#channel": "channel"}


def show(call: Call) -> Json:
    """groups.list: all of the owner's, or some by id; there are no pages."""
    ids = [id_.strip() for id_ in call.query.get("id", "").split(",") if id_.strip()]
    if bool(ids) == bool(call.query.get("mine")):
        raise Refused(400, "badRequest", "Exactly one of the parameters id and mine is required.")
    rows = call.store.rows("groups", call.owner.id)
    items = [_shown(call, row) for row in rows if not ids or row.id in ids]
    return {"kind": "youtube#groupListResponse", "etag": etag(items), "items": items}


def insert(call: Call) -> Json:
    """groups.insert: an empty group for items of one type; channels may be grouped, though only one is the owner's."""
    title = _title(call)
    type_ = call.body.get("contentDetails", {}).get("itemType")
    if type_ not in _TYPES:
        raise invalid(type_, "contentDetails.itemType")
    body = {"title": title, "itemType": type_, "publishedAt": stamp(call.now)}
    position = call.store.total("groups", call.owner.id)
    row = Row("groups", call.store.new_id("groups", 8), call.owner.id, position, body)
    call.store.put(row)
    return _shown(call, row)


def update(call: Call) -> Json:
    """groups.update: another title; nothing else of a group changes."""
    row = _existing(call, call.body.get("id", ""))
    row = replace(row, body={**row.body, "title": _title(call)})
    call.store.put(row)
    return _shown(call, row)


def delete(call: Call) -> None:
    """groups.delete: its items go with it, what they stand for stays."""
    row = _existing(call, call.query.get("id", ""))
    for item in call.store.rows("groupItems", row.id):
        call.store.remove(item)
    call.store.remove(row)


def show_items(call: Call) -> Json:
    """groupItems.list: all items of a group."""
    group = _existing(call, call.query.get("groupId", ""))
    items = [_shown_item(row) for row in call.store.rows("groupItems", group.id)]
    return {"kind": "youtube#groupItemListResponse", "etag": etag(items), "items": items}


def insert_item(call: Call) -> Json:
    """groupItems.insert: a video, playlist or channel of the owner's joins a group of its type; 500 at most."""
    group = _existing(call, call.body.get("groupId", ""))
    resource = call.body.get("resource", {})
    kind, id_ = resource.get("kind", group.body["itemType"]), resource.get("id", "")
    if kind != group.body["itemType"]:
        raise invalid(kind, "resource.kind")
    if not _is_owned(call, _TYPES[kind], id_):
        raise Refused(403, "forbidden", "Forbidden")
    count = call.store.total("groupItems", group.id)
    if count >= IDS:
        raise Refused(400, "badRequest", f"A group has at most {IDS} items.")
    if call.store.rows("groupItems", group.id, subject=id_):
        raise Refused(409, "duplicate", "The item is in the group already.")
    row = Row("groupItems", call.store.new_id("groupItems", 12), group.id, count, {"kind": kind}, id_)
    call.store.put(row)
    return _shown_item(row)


def delete_item(call: Call) -> None:
    """groupItems.delete: an item leaves its group."""
    row = call.store.get("groupItems", call.query.get("id", ""))
    if row is None:
        raise Refused(404, "notFound", "The group item cannot be found.")
    _existing(call, row.parent)
    call.store.remove(row)


def resolved(call: Call, query: Query) -> Query:
    """A query with the items of its group in the place of the group. Raises Refused 400 where they cannot be."""
    given = query.filters.get("group")
    if given is None:
        return query
    if len(given) > 1 or {"video", "playlist"} & set(query.filters):
        raise bad("The filter group takes one group, and neither a video nor a playlist beside it.")
    group = _existing(call, given[0])
    name = _TYPES[group.body["itemType"]]
    ids = tuple(row.subject for row in call.store.rows("groupItems", group.id))
    others = {key: value for key, value in query.filters.items() if key != "group"}
    return replace(query, filters=others if name == "channel" else {**others, name: ids})


def _is_owned(call: Call, kind: str, id_: str) -> bool:
    if kind == "channel":
        return id_ == call.owner.id
    row = call.store.get(kind, id_)
    return row is not None and call.owns(row.parent)


def _title(call: Call) -> str:
    title: str = call.body.get("snippet", {}).get("title", "")
    if not title.strip():
        raise Refused(400, "required", "Required: snippet.title")
    return title


def _existing(call: Call, id_: str) -> Row:
    """A group of the owner's. Raises Refused 400 without an id, 404."""
    if not id_:
        raise Refused(400, "required", "Required: the id of a group")
    row = call.store.get("groups", id_)
    if row is None or row.parent != call.owner.id:
        raise Refused(404, "notFound", "The group cannot be found.")
    return row


def _shown(call: Call, row: Row) -> Json:
    shown = {
        "id": row.id,
        "snippet": {"publishedAt": row.body["publishedAt"], "title": row.body["title"]},
        "contentDetails": {
            "itemCount": str(call.store.total("groupItems", row.id)),
            "itemType": row.body["itemType"],
        },
    }
    return {"kind": "youtube#group", "etag": etag(shown), **shown}


def _shown_item(row: Row) -> Json:
    shown = {"id": row.id, "groupId": row.parent, "resource": {"kind": row.body["kind"], "id": row.subject}}
    return {"kind": "youtube#groupItem", "etag": etag(shown), **shown}


METHODS = {
    "youtubeAnalytics.groups.list": show,
    "youtubeAnalytics.groups.insert": insert,
    "youtubeAnalytics.groups.update": update,
    "youtubeAnalytics.groups.delete": delete,
    "youtubeAnalytics.groupItems.list": show_items,
    "youtubeAnalytics.groupItems.insert": insert_item,
    "youtubeAnalytics.groupItems.delete": delete_item,
}
