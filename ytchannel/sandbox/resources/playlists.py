"""playlists: created private unless they say otherwise, updated by whole parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import limits, owners
from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.resources import covers
from ytchannel.sandbox.resources.paging import cut, found, listing, one_filter, page, part
from ytchannel.sandbox.resources.text import LANGUAGES, fits_description, fits_title, is_language
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.owners import Owner

PERSONAL = {"WL": "watchLaterNotAccessible", "HL": "watchHistoryNotAccessible"}
"""Lists that everybody has and no API shows, and the reasons of its refusals."""


def show(call: Call) -> Json:
    """playlists.list: the channel's own, newest first, or some by id. The list of uploads is found by id only."""
    match one_filter(call, "mine", "id", "channelId"):
        case "id":
            rows = [row for row in found(call, "playlist", call.query["id"]) if _is_shown(call, row)]
            rows += [_uploads(owner) for id_ in call.query["id"] if (owner := uploader(call, id_))]
            rows, told = part(call, rows)
        case "channelId":
            rows, told = _of_channel(call, call.query["channelId"])
        case _:
            rows, told = page(call, "playlist", call.owner.id)
    return listing("playlist", [_shown(call, row) for row in rows], told)


def uploader(call: Call, id_: str) -> Owner | None:
    """The channel whose list of uploads has this id."""
    return owners.of_uploads(call.settings, id_)


def _of_channel(call: Call, channel: str) -> tuple[list[Row], Json]:
    """A page of a channel's playlists: all for its owner, the public ones for others."""
    if owners.find(call.settings, channel) is None:
        raise Refused(404, "channelNotFound", where="channelId", domain="youtube.playlist")
    if call.owns(channel):
        return page(call, "playlist", channel)
    rows = call.store.rows("playlist", channel)
    return part(call, [row for row in rows if row.body["status"]["privacyStatus"] == "public"])


def _is_shown(call: Call, row: Row) -> bool:
    return call.owns(row.parent) or row.body["status"]["privacyStatus"] != "private"


def insert(call: Call) -> Json:
    """playlists.insert: private without a status; about 10 a day."""
    body = {
        "snippet": _snippet(call),
        "status": {"privacyStatus": "private", **call.body.get("status", {})},
        "localizations": call.body.get("localizations", {}),
        "publishedAt": stamp(call.now),
    }
    _check_localizations(call, body)
    _check_podcast(call, body, "")
    limits.check_playlists(call)
    limits.count(call, "playlist")
    number = call.store.count_up("playlists")
    row = Row("playlist", "PL" + call.store.new_id("playlist", 24), call.owner.id, number, body)
    call.store.put(row)
    return _shown(call, row)


def update(call: Call) -> Json:
    """playlists.update: each part that is named is replaced as a whole; a status without privacy becomes private."""
    old = existing(call, call.body.get("id", ""), "body.id")
    rest = old.body["status"] if call.settings.omitted_status == "keep" else {"privacyStatus": "private"}
    new = {
        "snippet": _snippet(call),
        "status": {**rest, **call.body.get("status", {})},
        "localizations": call.body.get("localizations", {}),
    }
    body = {**old.body, **{part: new[part] for part in call.parts if part in new}}
    _check_localizations(call, body)
    if "status" in call.parts:
        _check_podcast(call, body, old.id)
    row = Row("playlist", old.id, old.parent, old.position, body)
    call.store.put(row)
    return _shown(call, row)


def delete(call: Call) -> None:
    """playlists.delete: its items and its image go with it, the videos stay."""
    row = existing(call, call.query["id"], "id")
    covers.drop(call.store, row.id)
    call.store.db.execute("DELETE FROM resource WHERE kind = 'playlistItem' AND parent = ?", (row.id,))
    call.store.remove(row)


def existing(call: Call, id_: str, where: str, domain: str = "youtube.playlist") -> Row:
    """The playlist that a write is aimed at. Raises Refused 404, or 400 for the list of uploads."""
    if not id_:
        raise Refused(400, "required", "Required: id", where=where)
    if uploader(call, id_) or id_ in PERSONAL:
        raise Refused(400, "playlistOperationUnsupported", where=where, domain=domain)
    row = call.store.get("playlist", id_)
    if row is None:
        message = "The playlist identified with the request's id cannot be found."
        raise Refused(404, "playlistNotFound", message, where=where, domain=domain)
    if not call.owns(row.parent):
        reason = "playlistItemsNotAccessible" if domain == "youtube.playlistItem" else "playlistForbidden"
        raise Refused(403, reason, where=where, domain=domain)
    return row


def _snippet(call: Call) -> Json:
    """The writable properties of a snippet, checked."""
    snippet, settings = call.body.get("snippet", {}), call.settings
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not title:
        raise Refused(400, "playlistTitleRequired", where="body.snippet.title", domain="youtube.playlist")
    language = snippet.get("defaultLanguage", "")
    for name, fits in (
        ("title", fits_title(title, "playlist", settings.title_counting)),
        ("description", fits_description(description, "playlist", settings.playlist_description)),
        ("defaultLanguage", not language or is_language(language)),
    ):
        if not fits:
            message = f"The playlist's {name} is too long or has characters that are not allowed."
            raise Refused(
                400, "invalidPlaylistSnippet", message, where=f"body.snippet.{name}", domain="youtube.playlist"
            )
    kept = {"title": title, "description": description}
    return {**kept, "defaultLanguage": language} if language else kept


def _check_podcast(call: Call, body: Json, id_: str) -> None:
    wanted = body["status"].get("podcastStatus") == "enabled"
    if wanted and call.settings.podcast_needs_image and not call.store.total("playlistImage", id_):
        raise Refused(400, "failedPrecondition", "Precondition check failed.", where="body.status.podcastStatus")


def _check_localizations(call: Call, body: Json) -> None:
    if body["localizations"] and not body["snippet"].get("defaultLanguage"):
        where = "body.snippet.defaultLanguage"
        raise Refused(400, "defaultLanguageNotSetError", where=where, domain="youtube.playlist")
    for language, texts in body["localizations"].items():
        title, description = texts.get("title", ""), texts.get("description", "")
        fits = fits_title(title, "playlist", call.settings.title_counting)
        fits = fits and fits_description(description, "playlist", call.settings.playlist_description)
        if language not in LANGUAGES or not fits:
            where = f"body.localizations.{language}"
            raise Refused(400, "localizationValidationError", where=where, domain="youtube.playlist")


def _uploads(owner: Owner) -> Row:
    """The list of uploads as a playlist that cannot be written."""
    body = {
        "snippet": {"title": f"Uploads from {owner.title}", "description": ""},
        "status": {"privacyStatus": "public"},
        "localizations": {},
        "publishedAt": "2016-03-10T02:00:00Z",
    }
    return Row("playlist", owner.uploads, owner.id, 0, body)


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
    own = {"title": kept["title"], "description": kept["description"]}
    return {
        "publishedAt": row.body["publishedAt"],
        **call.channel(row.parent),
        **kept,
        **covers.of(call, row),
        "localized": {**own, **row.body["localizations"].get(call.query.get("hl", ""), {})},
    }


def _count(call: Call, row: Row) -> int:
    return call.store.total("video" if row.id.startswith("UU") else "playlistItem", row.id)


METHODS = {
    "youtube.playlists.list": show,
    "youtube.playlists.insert": insert,
    "youtube.playlists.update": update,
    "youtube.playlists.delete": delete,
}
