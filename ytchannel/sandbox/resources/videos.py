"""videos: made by uploads, processed after a while, published at their time, updated by whole parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ytchannel.sandbox.call import Upload, stamp
from ytchannel.sandbox.resources import metadata, pictures, statistics, topics
from ytchannel.sandbox.resources.paging import check_ids, cut, etag, found, listing, one_filter, pages
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call
    from ytchannel.sandbox.store import Store

_DEFAULT_CATEGORY = "22"

# The parts that only the owner of a video may ask for.
_OWNERS = {"fileDetails", "processingDetails", "suggestions"}


def show(call: Call) -> Json:
    """videos.list by id: all that exist, on one page."""
    if one_filter(call, "id", "chart", "myRating") != "id":
        raise Refused(501, "notImplemented", "The sandbox lists videos by id only.")
    rows = [row for row in found(call, "video", call.query["id"]) if is_seen(call, row)]
    if _OWNERS & set(call.parts) and not all(call.owns(row.parent) for row in rows):
        raise metadata.refused("forbidden", "", "The request cannot access owner-only details of the video.", 403)
    items = [_shown(call, _read(call.store, row)) for row in rows]
    return listing("video", items, pages(0, len(items), len(items)))


def statistics_of_many(call: Call) -> Json:
    """videos.batchGetStats: of at most 50 videos; unknown ones are missing."""
    if not call.query.get("id"):
        raise Refused(400, "required", "Required parameter: id", where="id")
    check_ids(call)
    items = [_statistics(call, row) for row in found(call, "video", call.query["id"]) if is_seen(call, row)]
    return {"kind": "youtube#batchGetStatsResponse", "etag": etag(items), "items": items}


def _statistics(call: Call, row: Row) -> Json:
    figures = statistics.figures(row.id, row.body, call.now)
    shown = {name: figures[name] for name in ("viewCount", "likeCount", "commentCount")}
    return cut(
        call,
        "videoStats",
        row.id,
        {
            "snippet": lambda: {"publishTime": row.body["uploadedAt"]},
            "contentDetails": lambda: {"duration": f"{_seconds(row)}s"},
            "statistics": lambda: shown,
        },
    )


def is_seen(call: Call, row: Row) -> bool:
    """Whether the caller may see a video: the own ones, and those that are not private."""
    return call.owns(row.parent) or statistics.visible(row.body, call.now)


def prepare(call: Call, file_name: str) -> Json:
    """The body of a video to be uploaded, its metadata checked. Raises Refused 400.

    A title may be missing only with the whole snippet; the name of the file serves then.
    """
    given = call.body
    stem = unquote(file_name).rpartition("/")[2].rpartition(".")[0] or "unknown"
    snippet = metadata.snippet(given.get("snippet") or {"title": stem[:100]})
    snippet.setdefault("categoryId", _DEFAULT_CATEGORY)
    return {
        "snippet": snippet,
        "status": metadata.status(given.get("status", {}), new=True, published=False),
        "localizations": metadata.localizations(given.get("localizations", {}), snippet.get("defaultLanguage")),
        "recordingDetails": metadata.recording(given.get("recordingDetails", {})),
        "paidProductPlacementDetails": given.get("paidProductPlacementDetails", {}),
        "fileName": unquote(file_name),
    }


def create(call: Call, body: Json, media: Arrived) -> Json:
    """The video of an upload that has ended. It is public from now on if its status says so."""
    store, now, size, uploads = call.store, stamp(call.now), media.size, call.owner.uploads
    left = call.settings.reads_to_process
    ends = "failed" if call.fails or not size else "processed"
    why = "emptyFile" if not size else "conversion"
    body = {
        **body,
        "uploadedAt": now,
        "publicSince": now if body["status"]["privacyStatus"] == "public" else None,
        "size": size,
        "processing": {"left": left, "ends": ends, "why": why},
    }
    newest = store.rows("video", uploads, 0, 1)
    position = max(int(call.now.timestamp()), newest[0].position + 1 if newest else 0)
    row = Row("video", store.new_id("video", 8), uploads, position, body)
    store.put(row)
    store.keep_media("video", row.id, media, most=call.settings.keep_media)
    # The answer to an upload says "uploaded" even of what is processed the moment after; an empty file has failed.
    return _shown(call, row, uploaded=bool(size))


def update(call: Call) -> Json:
    """videos.update: each part that is named is replaced as a whole. A snippet needs title and categoryId."""
    row = existing(call, call.body["id"], "body.id")
    body = _due(row, call.now).body
    new = {part: call.body.get(part, {}) for part in call.parts if part in metadata.PARTS}
    if "snippet" in new:
        if not new["snippet"].get("categoryId"):
            raise metadata.refused("invalidCategoryId", "snippet.categoryId", "The snippet needs a categoryId.")
        new["snippet"] = metadata.snippet(new["snippet"])
    if "status" in new:
        new["status"] = metadata.status(new["status"], new=False, published=bool(body["publicSince"]))
        if new["status"]["privacyStatus"] == "public" and not body["publicSince"]:
            new["publicSince"] = stamp(call.now)
    if "localizations" in new:
        language = {**body, **new}["snippet"].get("defaultLanguage")
        new["localizations"] = metadata.localizations(new["localizations"], language)
    if "recordingDetails" in new:
        new["recordingDetails"] = metadata.recording(new["recordingDetails"])
    row = replace(row, body={**body, **new})
    call.store.put(row)
    return _shown(call, row)


def delete(call: Call) -> None:
    """videos.delete: it leaves the uploads; entries of playlists stay and say that it was deleted."""
    call.store.remove(existing(call, call.query["id"], "id"))
    call.store.drop_media("video", call.query["id"])


def existing(call: Call, id_: str, where: str, domain: str = "youtube.video") -> Row:
    """The video that a write is aimed at. Raises Refused 404, or 403 for another channel's."""
    row = call.store.get("video", id_)
    if row is None:
        message = "The video that you are trying to change cannot be found."
        raise Refused(404, "videoNotFound", message, where=where, domain=domain)
    if not call.owns(row.parent):
        raise Refused(403, "forbidden", "The request is not properly authorized.", where=where, domain=domain)
    return row


def _read(store: Store, row: Row) -> Row:
    """Count an answer that shows the video, where processing waits for answers."""
    left = row.body["processing"]["left"]
    if left > 0:
        body = {**row.body, "processing": {**row.body["processing"], "left": left - 1}}
        store.add([replace(row, body=body)])
    return row


def _due(row: Row, now: datetime) -> Row:
    """The video as it is at a time: one whose time to publish has come is public, and its schedule is gone."""
    due = row.body["status"].get("publishAt")
    if not due or datetime.fromisoformat(due) > now:
        return row
    status = {name: value for name, value in row.body["status"].items() if name != "publishAt"}
    return replace(row, body={**row.body, "status": {**status, "privacyStatus": "public"}, "publicSince": due})


def _shown(call: Call, kept: Row, *, uploaded: bool = False) -> Json:
    row = _due(kept, call.now)
    body = row.body
    working = uploaded or body["processing"]["left"] > 0
    ended = None if working else body["processing"]["ends"]
    player = f'<iframe width="480" height="270" src="//www.youtube.com/embed/{row.id}"></iframe>'
    return cut(
        call,
        "video",
        row.id,
        {
            "snippet": lambda: _shown_snippet(call, row),
            "status": lambda: _shown_status(body, ended),
            "statistics": lambda: _figures(call, row),
            "contentDetails": lambda: {
                "duration": f"PT{_seconds(row) // 60}M{_seconds(row) % 60}S" if ended == "processed" else "P0D",
                "dimension": "2d",
                "definition": "hd" if ended == "processed" else "sd",
                "caption": "false",
                "licensedContent": False,
                "contentRating": {},
                "projection": "rectangular",
                "hasCustomThumbnail": "thumbnail" in body,
            },
            "fileDetails": lambda: {"fileName": body["fileName"], "fileSize": str(body["size"]), "fileType": "video"},
            "processingDetails": lambda: _processing(ended),
            "localizations": lambda: body["localizations"] or None,
            "recordingDetails": lambda: body["recordingDetails"],
            "topicDetails": lambda: topics.of(body["snippet"]["categoryId"]) if ended == "processed" else None,
            "paidProductPlacementDetails": lambda: (
                {"hasPaidProductPlacement": False} | body["paidProductPlacementDetails"]
            ),
            "player": lambda: {"embedHtml": player},
        },
    )


def _shown_snippet(call: Call, row: Row) -> Json:
    body = row.body
    own = {"title": body["snippet"]["title"], "description": body["snippet"]["description"]}
    return {
        "publishedAt": body["publicSince"] or body["uploadedAt"],
        **call.channel(row.parent),
        **body["snippet"],
        "thumbnails": pictures.of(row.id),
        "liveBroadcastContent": "none",
        "localized": {**own, **body["localizations"].get(call.query.get("hl", ""), {})},
    }


def _shown_status(body: Json, ended: str | None) -> Json:
    shown = {"uploadStatus": ended or "uploaded", **body["status"]}
    shown["madeForKids"] = body["status"].get("selfDeclaredMadeForKids", False)
    return {**shown, "failureReason": body["processing"]["why"]} if ended == "failed" else shown


def _processing(ended: str | None) -> Json:
    state = {None: "processing", "processed": "succeeded", "failed": "failed"}[ended]
    shown = {"processingStatus": state, "fileDetailsAvailability": "available"}
    return {**shown, "processingFailureReason": "transcodeFailed"} if ended == "failed" else shown


def _figures(call: Call, row: Row) -> Json:
    """The statistics; how many dislike a video is for its owner alone."""
    shown = statistics.figures(row.id, row.body, call.now)
    return {**shown, "dislikeCount": str(int(shown["likeCount"]) // 50)} if call.owns(row.parent) else shown


def _seconds(row: Row) -> int:
    """A length of 1 to 20 minutes that belongs to the id: nothing is decoded here."""
    return 60 + sum(row.id.encode()) * 7919 % 1140


METHODS = {
    "youtube.videos.list": show,
    "youtube.videos.update": update,
    "youtube.videos.delete": delete,
    "youtube.videos.batchGetStats": statistics_of_many,
}
UPLOADS = {"youtube.videos.insert": Upload(prepare, create)}
