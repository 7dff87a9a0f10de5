"""playlists: created private unless they say otherwise, updated by whole parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import pictures
from ytchannel.sandbox.paging import CHANNEL, UPLOADS, Call, cut, found, listing, one_filter, page, pages, stamp, window
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.text import LANGUAGES, fits_description, fits_title, is_language
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


def show(call: Call) -> Json:
    """playlists.list: the channel's own, newest first, or some by id. The list of uploads is found by id only."""
    match one_filter(call, "mine", "id", "channelId"):
        case "id":
            rows = found(call, "playlist", call.query["id"])
            if UPLOADS in call.query["id"]:
                rows.append(_uploads(call))
            start, count = window(call)
            told = pages(start, count, len(rows))
            rows = rows[start : start + count]
        case "channelId" if call.query["channelId"] != CHANNEL:
            raise Refused(404, "channelNotFound", where="channelId", domain="youtube.playlist")
        case _:
            rows, told = page(call, "playlist", CHANNEL)
    return listing("playlist", [_shown(call, row) for row in rows], told)


def insert(call: Call) -> Json:
    """playlists.insert: private without a status."""
    body = {
        "snippet": _snippet(call.body),
        "status": {"privacyStatus": "private", **call.body.get("status", {})},
        "localizations": call.body.get("localizations", {}),
        "publishedAt": stamp(call.now),
    }
    _check_localizations(body)
    number = call.store.count_up("playlists")
    row = Row("playlist", "PL" + call.store.new_id("playlist", 24), CHANNEL, number, body)
    call.store.put(row)
    return _shown(call, row)


def update(call: Call) -> Json:
    """playlists.update: each part that is named is replaced as a whole; a status without privacy becomes private."""
    old = existing(call, call.body.get("id", ""), "body.id")
    new = {
        "snippet": _snippet(call.body),
        "status": {"privacyStatus": "private", **call.body.get("status", {})},
        "localizations": call.body.get("localizations", {}),
    }
    body = {**old.body, **{part: new[part] for part in call.parts if part in new}}
    _check_localizations(body)
    row = Row("playlist", old.id, CHANNEL, old.position, body)
    call.store.put(row)
    return _shown(call, row)


def delete(call: Call) -> None:
    """playlists.delete: its items go with it, the videos stay."""
    row = existing(call, call.query["id"], "id")
    call.store.db.execute("DELETE FROM resource WHERE kind = 'playlistItem' AND parent = ?", (row.id,))
    call.store.remove(row)


def existing(call: Call, id_: str, where: str, domain: str = "youtube.playlist") -> Row:
    """The playlist that a write is aimed at. Raises Refused 404, or 400 for the list of uploads."""
    if not id_:
        raise Refused(400, "required", "Required: id", where=where)
    if id_ == UPLOADS:
        raise Refused(400, "playlistOperationUnsupported", where=where, domain=domain)
    row = call.store.get("playlist", id_)
    if row is None:
        message = "The playlist identified with the request's id cannot be found."
        raise Refused(404, "playlistNotFound", message, where=where, domain=domain)
    return row


def _snippet(body: Mapping[str, Json]) -> Json:
    """The writable properties of a snippet, checked."""
    snippet = body.get("snippet", {})
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not title:
        raise Refused(400, "playlistTitleRequired", where="body.snippet.title", domain="youtube.playlist")
    language = snippet.get("defaultLanguage", "")
    for name, fits in (
        ("title", fits_title(title, "playlist")),
        ("description", fits_description(description, "playlist")),
        ("defaultLanguage", not language or is_language(language)),
    ):
        if not fits:
            message = f"The playlist's {name} is too long or has characters that are not allowed."
            raise Refused(
                400, "invalidPlaylistSnippet", message, where=f"body.snippet.{name}", domain="youtube.playlist"
            )
    kept = {"title": title, "description": description}
    return {**kept, "defaultLanguage": language} if language else kept


def _check_localizations(body: Json) -> None:
    if body["localizations"] and not body["snippet"].get("defaultLanguage"):
        where = "body.snippet.defaultLanguage"
        raise Refused(400, "defaultLanguageNotSetError", where=where, domain="youtube.playlist")
    for language, texts in body["localizations"].items():
        title, description = texts.get("title", ""), texts.get("description", "")
        fits = fits_title(title, "playlist") and fits_description(description, "playlist")
        if language not in LANGUAGES or not fits:
            where = f"body.localizations.{language}"
            raise Refused(400, "localizationValidationError", where=where, domain="youtube.playlist")


def _uploads(call: Call) -> Row:
    """The list of uploads as a playlist that cannot be written."""
    body = {
        "snippet": {"title": f"Uploads from {call.settings.channel['title']}", "description": ""},
        "status": {"privacyStatus": "public"},
        "localizations": {},
        "publishedAt": "2016-03-10T02:00:00Z",
    }
    return Row("playlist", UPLOADS, CHANNEL, 0, body)


def _shown(call: Call, row: Row) -> Json:
    player = f'<iframe width="640" height="360" src="https://www.youtube.com/embed/videoseries?list={row.id}"></iframe>'
    return cut(
        call,
        "playlist",
        row.id,
        {
            "snippet": lambda: _shown_snippet(call, row),
            "status": lambda: row.body["status"],
            "contentDetails": lambda: {"itemCount": _count(call, row)},
            "localizations": lambda: row.body["localizations"] or None,
            "player": lambda: {"embedHtml": player},
        },
    )


def _shown_snippet(call: Call, row: Row) -> Json:
    kept = row.body["snippet"]
    uploads = row.id == UPLOADS
    first = call.store.rows("video" if uploads else "playlistItem", row.id, 0, 1)
    cover = (first[0].id if uploads else first[0].subject) if first else ""
    own = {"title": kept["title"], "description": kept["description"]}
    return {
        "publishedAt": row.body["publishedAt"],
        **call.channel,
        **kept,
        "thumbnails": pictures.of(cover),
        "localized": {**own, **row.body["localizations"].get(call.query.get("hl", ""), {})},
    }


def _count(call: Call, row: Row) -> int:
    return call.store.total("video" if row.id == UPLOADS else "playlistItem", row.id)
