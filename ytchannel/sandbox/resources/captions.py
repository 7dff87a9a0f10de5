"""captions: the tracks of a video's captions. A file that is none is taken too, and fails afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox.call import Raw, Upload, stamp
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.resources import publishing, timed_text, tracks, videos
from ytchannel.sandbox.resources.paging import check_ids, cut, every, listing
from ytchannel.sandbox.resources.text import is_language, units
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call

_NAME = 150  # characters
_DOMAIN = "youtube.caption"
_NO_CONTENT = "The request does not contain the caption track contents."


def show(call: Call) -> Json:
    """captions.list: all tracks of a video, or some by id; others than the owner see no drafts. There are no pages."""
    check_ids(call)
    video = call.store.get("video", call.query["videoId"])
    if video is None:
        raise _refused(404, "videoNotFound", "videoId", "The video identified by videoId could not be found.")
    owned = call.owns(video.parent)
    if not publishing.is_seen(call, video):
        raise _forbidden("videoId")
    rows = every(call, "caption", video.id)
    rows = [row for row in rows if owned or not row.body["isDraft"]]
    wanted = call.query.get("id")
    if wanted:
        by_id = {row.id: row for row in rows}
        if not set(wanted) <= set(by_id):
            raise _refused(404, "captionNotFound", "id", "One or more of the caption tracks could not be found.")
        rows = [by_id[id_] for id_ in dict.fromkeys(wanted)]
    shown = [_shown(call, row) for row in rows]
    for row in rows:
        _count_read(call, row)
    return listing("caption", shown)


def _count_read(call: Call, row: Row) -> None:
    """Count an answer that shows the track, where processing waits for answers."""
    known = row.body["processing"]
    if known["left"] > 0:
        call.store.add([replace(row, body={**row.body, "processing": {**known, "left": known["left"] - 1}})])


def prepare_insert(call: Call, _file_name: str) -> Json:
    """What must hold before the file comes. Raises Refused 400, 403, 404, or 409 for a name that is taken."""
    snippet = call.body["snippet"]
    where = "body.snippet.videoId"
    video = videos.existing(call, snippet["videoId"], where, _DOMAIN)
    if not is_language(snippet["language"]):
        message = f"The language {snippet['language']!r} is not a BCP-47 tag."
        raise _refused(400, "invalidMetadata", "body.snippet.language", message)
    if units(snippet["name"]) > _NAME:
        raise _refused(400, "nameTooLong", "body.snippet.name", f"The name may have {_NAME} characters at most.")
    if not snippet["name"] and call.settings.caption_without_name == "refuse":
        raise _refused(400, "invalidMetadata", "body.snippet.name", "The name is empty.")
    _check_free(call, video.id, snippet)
    return {}


def _check_free(call: Call, video: str, snippet: Json) -> None:
    """Refuse a second track of the same language and name: 409 captionExists."""
    key = (snippet["language"].lower(), snippet["name"])
    if any((row.body["language"].lower(), row.body["name"]) == key for row in call.store.rows("caption", video)):
        message = "The video already has a caption track with the given snippet.language and snippet.name."
        raise _refused(409, "captionExists", "body.snippet", message)


def insert(call: Call, _prepared: Json, media: Arrived) -> Json:
    """captions.insert: a new track. A file that is none of SRT, VTT, SBV, TTML ends as failed; `sync` does nothing."""
    snippet, store = call.body["snippet"], call.store
    # The video may have gone, and the name be taken, while the file was on its way.
    video = videos.existing(call, snippet["videoId"], "body.snippet.videoId", _DOMAIN)
    _check_free(call, video.id, snippet)
    body = {
        "language": snippet["language"],
        "name": snippet["name"],
        "isDraft": snippet.get("isDraft", False),
        **_content(call, media),
    }
    row = Row("caption", store.new_id("caption", 24), video.id, store.total("caption", video.id), body)
    store.put(row)
    archive.keep(store, "caption", row.id, media)
    return _shown(call, row)


def prepare_update(call: Call, _file_name: str) -> Json:
    """What must hold before the file comes: there is the track. Raises Refused 403 or 404."""
    _existing(call, call.body["id"], "body.id")
    return {}


def update(call: Call, _prepared: Json, media: Arrived) -> Json:
    """The update with a file, and of the draft where the part says so. Raises Refused 400 contentRequired for none."""
    old = _existing(call, call.body["id"], "body.id")
    row = replace(old, body={**old.body, **_content(call, media), **_draft(call)})
    call.store.put(row)
    archive.keep(call.store, "caption", row.id, media)
    return _shown(call, row)


def update_draft(call: Call) -> Json:
    """captions.update: another file, whether it is a draft, or both; part=snippet without isDraft ends a draft."""
    old = _existing(call, call.body["id"], "body.id")
    if "snippet" not in call.parts:
        raise _refused(400, "contentRequired", "", _NO_CONTENT)
    row = replace(old, body={**old.body, **_draft(call), "updatedAt": stamp(call.now)})
    call.store.put(row)
    return _shown(call, row)


def _draft(call: Call) -> Json:
    return {"isDraft": call.body.get("snippet", {}).get("isDraft", False)} if "snippet" in call.parts else {}


def _content(call: Call, media: Arrived) -> Json:
    """What is kept of a file beside its bytes. Raises Refused 400 for none."""
    if not media.size:
        raise _refused(400, "contentRequired", "", _NO_CONTENT)
    failure = ""
    try:
        timed_text.read(media.file.read_bytes())
    except timed_text.UnfitFileError as error:
        failure = error.reason
    return {"updatedAt": stamp(call.now), "processing": tracks.begin(call, failure)}


def download(call: Call) -> Raw:
    """captions.download: the file as it came, or as SRT, VTT, SBV or TTML; not SCC, and nothing is translated."""
    _ = call.owner
    row = _existing(call, call.query["id"], "id")
    if call.query.get("tlang"):
        raise Refused(501, "notImplemented", "The sandbox does not translate captions (tlang).", where="tlang")
    found = archive.find(call.store, "caption", row.id)
    if found is None:
        raise _refused(404, "captionNotFound", "id")
    data, kind = found[1].read_bytes(), call.query.get("tfmt")
    return Raw("application/octet-stream", _converted(data, kind) if kind else data)


def _converted(data: bytes, kind: str) -> bytes:
    try:
        track = timed_text.read(data)
    except timed_text.UnfitFileError:
        track = None
    if track and track.kind == kind and not track.cues:
        return data
    converted = timed_text.convert(track, kind) if track else None
    if converted is None:
        message = f"The caption track could not be converted to the format {kind!r}."
        raise _refused(400, "couldNotConvert", "tfmt", message)
    return converted


def delete(call: Call) -> None:
    """captions.delete: the track and its file are gone."""
    row = _existing(call, call.query["id"], "id")
    call.store.remove(row)
    archive.drop(call.store, "caption", row.id)


def _existing(call: Call, id_: str, where: str) -> Row:
    """A track of one of the caller's videos. Raises Refused 404, or 403 for another channel's."""
    row = call.store.get("caption", id_)
    video = call.store.get("video", row.parent) if row else None
    if row is None or video is None:
        raise _refused(404, "captionNotFound", where, "The caption track could not be found.")
    if not call.owns(video.parent):
        raise _forbidden(where)
    return row


def _shown(call: Call, row: Row) -> Json:
    return cut(call, "caption", row.id, {"snippet": lambda: _snippet(call, row)})


def _snippet(call: Call, row: Row) -> Json:
    state = tracks.status(row, call.now)
    shown: Json = {
        "videoId": row.parent,
        "lastUpdated": row.body["updatedAt"],
        "trackKind": "standard",
        "language": row.body["language"],
        "name": row.body["name"],
        "audioTrackType": "unknown",
        "isCC": False,
        "isLarge": False,
        "isEasyReader": False,
        "isDraft": row.body["isDraft"],
        "isAutoSynced": False,
        "status": state,
    }
    return {**shown, "failureReason": row.body["processing"]["failure"]} if state == "failed" else shown


def _refused(status: int, reason: str, where: str, message: str = "") -> Refused:
    return Refused(status, reason, message, where=where, domain=_DOMAIN)


def _forbidden(where: str) -> Refused:
    return _refused(403, "forbidden", where, "The permissions associated with the request are not sufficient.")


METHODS = {
    "youtube.captions.list": show,
    "youtube.captions.download": download,
    "youtube.captions.delete": delete,
}
UPLOADS = {
    "youtube.captions.insert": Upload(prepare_insert, insert),
    "youtube.captions.update": Upload(prepare_update, update, update_draft),
}
