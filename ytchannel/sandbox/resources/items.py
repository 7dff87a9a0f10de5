"""playlistItems: entries of playlists in their order, and the list of uploads, which only grows by uploading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import base64url
from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.resources import ordering, pictures, playlists, publishing, statistics
from ytchannel.sandbox.resources.paging import cut, found, listing, one_filter, page, pages, part, window
from ytchannel.sandbox.resources.playlists import existing
from ytchannel.sandbox.resources.text import units
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.owners import Owner

_MOST = 5000  # videos of a playlist
_REACH = 20_000  # videos that the list of uploads shows
_NOTE = 280  # characters
_DOMAIN = "youtube.playlistItem"


def show(call: Call) -> Json:
    """playlistItems.list: of a playlist, perhaps only those of one video, or some by id."""
    if one_filter(call, "playlistId", "id") == "id":
        rows, told = part(call, list(_by_id(call, call.query["id"])))
        return listing("playlistItem", [_shown(call, row) for row in rows], told)
    playlist, video = call.query["playlistId"], call.query.get("videoId", "")
    if playlist in playlists.PERSONAL:
        raise _refused(403, playlists.PERSONAL[playlist], "playlistId")
    uploader = playlists.uploader(call, playlist)
    if uploader and (call.store.total("video", uploader.uploads) or call.settings.no_uploads == "empty"):
        return _show_uploads(call, uploader, video)
    kept = call.store.get("playlist", playlist)
    if kept is None:
        message = "The playlist identified with the request's playlistId parameter cannot be found."
        raise Refused(404, "playlistNotFound", message, where="playlistId", domain=_DOMAIN)
    if kept.body["status"]["privacyStatus"] == "private" and not call.owns(kept.parent):
        raise _refused(403, "playlistItemsNotAccessible", "playlistId")
    rows, told = page(call, "playlistItem", playlist, video)
    if video and not rows and call.store.get("video", video) is None:
        raise _refused(404, "videoNotFound", "videoId")
    return listing("playlistItem", [_shown(call, row) for row in rows], told)


def _show_uploads(call: Call, uploader: Owner, video: str) -> Json:
    """The list of uploads, which reaches back so far and no further; the total counts also what is not shown."""
    start, count = window(call)
    total = call.store.total("video", uploader.uploads)
    if video:
        rows = [row for row in found(call, "video", [video]) if row.parent == uploader.uploads]
        rows = [row for row in rows if call.owns(row.parent) or statistics.public_since(row.body, call.now)]
        rows, told = part(call, rows)
    elif call.owns(uploader.id):
        rows, told = page(call, "video", uploader.uploads)
        if start + count >= _REACH:
            rows, told = rows[: max(0, _REACH - start)], pages(start, count, total, reach=_REACH)
    else:  # others see what is public
        rows = [r for r in call.store.rows("video", uploader.uploads) if statistics.public_since(r.body, call.now)]
        rows = rows[:_REACH]
        told = pages(start, count, total, reach=len(rows))
        rows = rows[start : start + count]
    shown = [_shown(call, _upload(row, start + place)) for place, row in enumerate(rows)]
    return listing("playlistItem", shown, told)


def insert(call: Call) -> Json:
    """playlistItems.insert: at a position, the others making room, or at the end; where Studio sorts, in its order."""
    snippet, contents = call.body["snippet"], call.body.get("contentDetails", {})
    _check_contents(call, contents)
    playlist = existing(call, snippet["playlistId"], "body.snippet.playlistId", _DOMAIN)
    video = _video(call, snippet["resourceId"])
    unseen = _is_unseen(call, video)
    if unseen and not call.settings.unseen_adds:
        raise unseen
    _check_order(snippet, playlist)
    count = call.store.total("playlistItem", playlist.id)
    if call.settings.duplicates == "refuse" and call.store.rows("playlistItem", playlist.id, 0, 1, video):
        raise _refused(409, call.settings.duplicate_reason, "body.snippet.resourceId.videoId")
    if count >= _MOST:
        raise _refused(403, "playlistContainsMaximumNumberOfVideos", "body.snippet.playlistId")
    position = _position(snippet.get("position", count), count)
    id_ = item_id(playlist.id, call.store.count_up("ids-playlistItem"))
    row = Row("playlistItem", id_, playlist.id, position, _body(contents, stamp(call.now)), video)
    call.store.place(row, position)
    ordering.sort(call.store, playlist, call.now)
    if unseen:
        raise unseen
    return _shown(call, call.store.get("playlistItem", id_) or row)


def _check_order(snippet: Json, playlist: Row) -> None:
    """Refuse a position in a playlist that is not sorted manually."""
    if "position" in snippet and not ordering.is_manual(playlist):
        message = "The playlist is not sorted manually; the position cannot be set."
        raise Refused(400, "manualSortRequired", message, where="body.snippet.position", domain=_DOMAIN)


def _is_unseen(call: Call, id_: str) -> Refused | None:
    """The refusal of an entry whose video playlists do not see yet. It counts, and what was done stands."""
    row = call.store.get("video", id_)
    left = row.body.get("unseen", 0) if row else 0
    if row is None or not left:
        return None
    call.store.add([replace(row, body={**row.body, "unseen": left - 1})])
    where = "body.snippet.resourceId.videoId"
    return Refused(404, "videoNotFound", where=where, domain=_DOMAIN, stands=True)


def update(call: Call) -> Json:
    """playlistItems.update: another position, or another note; the id stays."""
    snippet, contents = call.body["snippet"], call.body.get("contentDetails", {})
    _check_contents(call, contents)
    if not call.body.get("id"):
        raise _refused(400, "playlistItemIdRequired", "body.id")
    playlist = existing(call, snippet["playlistId"], "body.snippet.playlistId", _DOMAIN)
    old = call.store.get("playlistItem", call.body["id"])
    if old is None or old.parent != playlist.id:
        raise _refused(404, "playlistItemNotFound", "body.id")
    if _named_video(snippet["resourceId"]) != old.subject:
        raise _refused(400, "invalidSnippet", "body.snippet.resourceId.videoId")
    _check_order(snippet, playlist)
    position = _position(snippet.get("position", old.position), call.store.total("playlistItem", playlist.id) - 1)
    body = _body(contents, old.body["publishedAt"]) if "contentDetails" in call.parts else old.body
    call.store.place(Row("playlistItem", old.id, playlist.id, old.position, body, old.subject), position)
    return _shown(call, Row("playlistItem", old.id, playlist.id, position, body, old.subject))


def delete(call: Call) -> None:
    """playlistItems.delete: those behind it move up."""
    row = call.store.get("playlistItem", call.query["id"])
    if row is None:
        if any(_by_id(call, [call.query["id"]])):
            raise _refused(400, "playlistOperationUnsupported", "id")
        raise _refused(404, "playlistItemNotFound", "id")
    existing(call, row.parent, "id", _DOMAIN)
    call.store.remove(row)


def item_id(playlist: str, number: int) -> str:
    """The id of a playlist's item: the playlist's own and 16 hexadecimal digits, in base64."""
    digits = f"{number * 0x9E3779B97F4A7C15 % 2**64:016X}"  # an odd factor keeps all of 64 bits apart
    return base64url.pack(f"{playlist}.{digits}".encode())


def _upload(video: Row, position: int) -> Row:
    """An entry of the list of uploads. Its id holds the video's, which is 64 bits in base64."""
    number = int.from_bytes(base64url.unpack(video.id))
    id_ = base64url.pack(f"{video.parent}.{number:016X}".encode())
    return Row("playlistItem", id_, video.parent, position, {"publishedAt": video.body["uploadedAt"]}, video.id)


def _by_id(call: Call, ids: Iterable[str]) -> Iterable[Row]:
    wanted = list(ids)
    yield from found(call, "playlistItem", wanted)
    for id_ in wanted:
        try:
            playlist, digits = base64url.unpack(id_).decode().split(".")
            video = base64url.pack(bytes.fromhex(digits))
        except ValueError:
            continue
        row = call.store.get("video", video)
        if row and row.parent == playlist:
            newer = "SELECT count(*) FROM resource WHERE kind = 'video' AND parent = ? AND position > ?"
            yield _upload(row, call.store.db.execute(newer, (playlist, row.position)).fetchone()[0])


def _video(call: Call, resource: Json) -> str:
    video = _named_video(resource)
    row = call.store.get("video", video)
    if row is None:
        raise _refused(404, "videoNotFound", "body.snippet.resourceId.videoId")
    if not publishing.is_seen(call, row):
        raise Refused(400, "failedPrecondition", "Precondition check failed.")  # another's private video
    return video


def _named_video(resource: Json) -> str:
    if resource.get("kind") != "youtube#video":
        raise _refused(400, "invalidResourceType", "body.snippet.resourceId.kind")
    if not resource.get("videoId"):
        raise _refused(400, "resourceIdRequired", "body.snippet.resourceId.videoId")
    return str(resource["videoId"])


def _position(position: int, last: int) -> int:
    if position > last:
        raise _refused(400, "invalidPlaylistItemPosition", "body.snippet.position")
    return position


def _check_contents(call: Call, contents: Json) -> None:
    if units(contents.get("note", ""), call.settings.title_counting) > _NOTE:
        raise _refused(400, "invalidContentDetails", "body.contentDetails.note")
    times = {name: _seconds(contents[name], name) for name in ("startAt", "endAt") if contents.get(name)}
    if len(times) > 1 and times["endAt"] <= times["startAt"]:
        raise _refused(400, "invalidContentDetails", "body.contentDetails.endAt")


def _seconds(text: str, name: str) -> float:
    """A time in the video, in seconds from its start."""
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text):
        raise _refused(400, "invalidContentDetails", f"body.contentDetails.{name}")
    return float(text)


def _body(contents: Json, added: str) -> Json:
    kept = {name: contents[name] for name in ("note", "startAt", "endAt") if contents.get(name)}
    return {"publishedAt": added, "contentDetails": kept}


def _shown(call: Call, row: Row) -> Json:
    video = call.store.get("video", row.subject)
    if video and not publishing.is_seen(call, video):
        return _hidden(call, row)
    privacy = "privacyStatusUnspecified"
    published: Json = {}
    if video:
        since = statistics.public_since(video.body, call.now)
        privacy = "public" if since else video.body["status"]["privacyStatus"]
        published = (
            {} if privacy == "private" else {"videoPublishedAt": (since and stamp(since)) or video.body["uploadedAt"]}
        )
    return cut(
        call,
        "playlistItem",
        row.id,
        {
            "snippet": lambda: _shown_snippet(call, row, video),
            "contentDetails": lambda: {"videoId": row.subject, **row.body.get("contentDetails", {}), **published},
            "status": lambda: {"privacyStatus": privacy},
        },
    )


def _hidden(call: Call, row: Row) -> Json:
    """The entry of another channel's video that has become private."""
    snippet = {**_shown_snippet(call, row, None), "title": "Private video", "description": "This video is private."}
    return cut(
        call,
        "playlistItem",
        row.id,
        {
            "snippet": lambda: snippet,
            "contentDetails": lambda: {"videoId": row.subject, **row.body.get("contentDetails", {})},
            "status": lambda: {"privacyStatus": "private"},
        },
    )


def _shown_snippet(call: Call, row: Row, video: Row | None) -> Json:
    """The entry of a deleted video stays, under a title that says so."""
    shown: Json = {"title": "Deleted video", "description": "This video is unavailable.", "thumbnails": {}}
    playlist = call.store.get("playlist", row.parent)
    if video:
        texts = {name: video.body["snippet"][name] for name in ("title", "description")}
        shown = {**texts, "thumbnails": pictures.of(video.id, video.body.get("thumbnailSize"))}
    shown |= {
        "publishedAt": row.body["publishedAt"],
        **call.channel(playlist.parent if playlist else row.parent),
        "playlistId": row.parent,
        "position": row.position,
        "resourceId": {"kind": "youtube#video", "videoId": row.subject},
    }
    if video:
        whose = call.channel(video.parent)
        shown |= {"videoOwnerChannelId": whose["channelId"], "videoOwnerChannelTitle": whose["channelTitle"]}
    return shown


def _refused(status: int, reason: str, where: str) -> Refused:
    return Refused(status, reason, where=where, domain=_DOMAIN)


METHODS = {
    "youtube.playlistItems.list": show,
    "youtube.playlistItems.insert": insert,
    "youtube.playlistItems.update": update,
    "youtube.playlistItems.delete": delete,
}
