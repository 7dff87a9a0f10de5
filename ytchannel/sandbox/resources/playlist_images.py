"""playlistImages: the square picture of a playlist, which has one at most.

The pages of these methods list no errors: the reasons here are those of thumbnails and playlists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.call import Upload
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.resources import covers, pictures, playlists
from ytchannel.sandbox.resources.paging import one_filter, page
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call

_DOMAIN = "youtube.playlistImage"


def show(call: Call) -> Json:
    """playlistImages.list: of a playlist, its one image or none."""
    _require_part(call)
    one_filter(call, "parent")
    playlist = call.query["parent"]
    uploads = playlists.uploader(call, playlist)  # such a list has no image, and is no resource
    row = call.store.get("playlist", playlist)
    if row is None and uploads is None:
        message = "The playlist identified with the request's parent parameter cannot be found."
        raise _refused(404, "playlistNotFound", "parent", message)
    if row and row.body["status"]["privacyStatus"] == "private" and not call.owns(row.parent):
        raise _refused(403, "playlistForbidden", "parent")
    rows, told = page(call, "playlistImage", playlist)
    # Unlike other resources, neither an image nor their list has an ETag in the document.
    return {"kind": "youtube#playlistImageListResponse", **told, "items": [_shown(call, row) for row in rows]}


def prepare_insert(call: Call, _file_name: str) -> Json:
    """What must hold before the picture comes. Raises Refused 400, 403, 404, or 409 where there is an image."""
    playlist = _playlist(call)
    if not call.settings.phone_verified:
        raise _refused(403, "forbidden", "", "The channel may not set custom images of playlists.")
    there = call.store.get("playlistImage", covers.image_id(playlist.id))
    if there and call.settings.second_playlist_image == "refuse":
        raise _refused(409, "conflict", "body.snippet.playlistId", "The playlist has an image already.")
    return {}


def insert(call: Call, _prepared: Json, media: Arrived) -> Json:
    """playlistImages.insert: a square JPEG or PNG; one that is there already is replaced, or refused by a setting."""
    prepare_insert(call, "")  # the playlist may have gone, or got an image, while the picture was on its way
    return _kept(call, media)


def prepare_update(call: Call, _file_name: str) -> Json:
    """What must hold before the picture comes: there is an image. Raises Refused 400, 403 or 404."""
    id_ = covers.image_id(_playlist(call).id)
    if call.store.get("playlistImage", id_) is None or call.body.get("id", id_) != id_:
        raise _missing("body.id")
    return {}


def update(call: Call, _prepared: Json, media: Arrived) -> Json:
    """playlistImages.update: another picture for the playlist that snippet.playlistId names; the id stays."""
    prepare_update(call, "")
    return _kept(call, media)


def delete(call: Call) -> None:
    """playlistImages.delete: the playlist is shown with the picture of a video again."""
    if not call.query.get("id"):
        raise Refused(400, "required", "Required parameter: id", where="id")
    row = call.store.get("playlistImage", call.query["id"])
    if row is None:
        raise _missing("id")
    playlists.existing(call, row.parent, "id", _DOMAIN)
    call.store.remove(row)
    archive.drop(call.store, "playlistImage", row.id)


def _playlist(call: Call) -> Row:
    """The playlist that a body is about. Raises Refused."""
    _require_part(call)
    snippet = call.body.get("snippet", {})
    for name in ("playlistId", "type"):
        if not snippet.get(name):
            raise Refused(400, "required", f"Required: snippet.{name}", where=f"body.snippet.{name}")
    return playlists.existing(call, snippet["playlistId"], "body.snippet.playlistId", _DOMAIN)


def _require_part(call: Call) -> None:
    """The document lets `part` be left out, the pages do not."""
    if not call.parts:
        raise Refused(400, "required", "Required parameter: part", where="part")


def _kept(call: Call, media: Arrived) -> Json:
    """Keep the picture of a playlist. Raises Refused 400 for none, one that is not square, neither JPEG nor PNG."""
    width, height = pictures.measure(media, _DOMAIN)
    if width != height:
        raise pictures.unfit(_DOMAIN, f"The image is {width} × {height}; it has to be square.")
    playlist = call.body["snippet"]["playlistId"]
    row = Row("playlistImage", covers.image_id(playlist), playlist, 0, {"width": width, "height": height})
    call.store.put(row)
    archive.keep(call.store, "playlistImage", row.id, media)
    return _shown(call, row)


def _shown(call: Call, row: Row) -> Json:
    shown: Json = {"kind": "youtube#playlistImage", "id": row.id}
    if "snippet" in call.parts:
        size = {"width": row.body["width"], "height": row.body["height"]}
        shown["snippet"] = {"playlistId": row.parent, "type": "hero", **size}
    return shown


def _missing(where: str) -> Refused:
    return _refused(404, "playlistImageNotFound", where, "The playlist image cannot be found.")


def _refused(status: int, reason: str, where: str, message: str = "") -> Refused:
    return Refused(status, reason, message, where=where, domain=_DOMAIN)


METHODS = {"youtube.playlistImages.list": show, "youtube.playlistImages.delete": delete}
UPLOADS = {
    "youtube.playlistImages.insert": Upload(prepare_insert, insert),
    "youtube.playlistImages.update": Upload(prepare_update, update),
}
