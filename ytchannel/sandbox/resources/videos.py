"""videos: made by uploads, processed after a while, published at their time, updated by whole parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import limits
from ytchannel.sandbox.call import Upload, stamp
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.resources import (
    charts,
    metadata,
    pictures,
    player,
    processing,
    publishing,
    ratings,
    statistics,
    topics,
    tracks,
)
from ytchannel.sandbox.resources.paging import check_ids, cut, etag, found, listing, one_filter, pages
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Arrived, Call

_COUNTERS = {"viewCount", "likeCount", "commentCount"}
_DEFAULT_CATEGORY = "22"

# The parts that only the owner of a video may ask for.
_OWNERS = {"fileDetails", "processingDetails", "suggestions"}


def show(call: Call) -> Json:
    """videos.list: by id, all on one page; the most viewed public ones of a category; those that the caller rated."""
    match one_filter(call, "id", "chart", "myRating"):
        case "chart":
            rows, told = charts.page(call)
        case "myRating":
            rows, told = ratings.page(call)
        case _:
            rows = [_read(call, row) for row in found(call, "video", call.query["id"]) if publishing.is_seen(call, row)]
            told = pages(0, len(rows), len(rows))
    if _OWNERS & set(call.parts) and not all(call.owns(row.parent) for row in rows):
        raise metadata.refused("forbidden", "", "The request cannot access owner-only details of the video.", 403)
    return listing("video", [_shown(call, row) for row in rows], told)


def statistics_of_many(call: Call) -> Json:
    """videos.batchGetStats: of at most 50 videos; unknown ones are missing."""
    if not call.query.get("id"):
        raise Refused(400, "required", "Required parameter: id", where="id")
    check_ids(call)
    items = [_statistics(call, row) for row in found(call, "video", call.query["id"]) if publishing.is_seen(call, row)]
    return {"kind": "youtube#batchGetStatsResponse", "etag": etag(items), "items": items}


def _statistics(call: Call, row: Row) -> Json:
    shown = {name: count for name, count in statistics.told(row.id, row.body, call.now).items() if name in _COUNTERS}
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


def prepare(call: Call, file_name: str) -> Json:
    """The body of a video to be uploaded, its metadata checked. Raises Refused 400.

    A title may be missing only with the whole snippet; the name of the file serves then.
    """
    given, settings = call.body, call.settings
    file_name = metadata.file_name(file_name)
    stem = file_name.rpartition("/")[2].rpartition(".")[0] or "unknown"
    snippet = metadata.snippet(given.get("snippet") or {"title": stem[:100]}, settings.title_counting)
    snippet.setdefault("categoryId", _DEFAULT_CATEGORY)
    limits.check_uploads(call)
    return {
        "snippet": snippet,
        "status": publishing.new_status(call),
        "localizations": metadata.localizations(
            given.get("localizations", {}), snippet.get("defaultLanguage"), settings.title_counting
        ),
        "recordingDetails": metadata.recording(given.get("recordingDetails", {})),
        "paidProductPlacementDetails": _placement(call),
        "brandPartner": metadata.brand_partner(given.get("brandPartner", {})),
        "fileName": file_name,
    }


def _placement(call: Call) -> Json:
    given: Json = call.body.get("paidProductPlacementDetails", {})
    return given if call.settings.paid_placement == "writable" else {}


def create(call: Call, body: Json, media: Arrived) -> Json:
    """The video of an upload that has ended. It is public from now on if its status says so."""
    store, now, size, uploads = call.store, stamp(call.now), media.size, call.owner.uploads
    body = {
        **body,
        "uploadedAt": now,
        "publicSince": now if body["status"]["privacyStatus"] == "public" else None,
        "size": size,
        "processing": processing.begin(call, media),
        "unseen": call.settings.unseen_inserts,
    }
    newest = store.rows("video", uploads, 0, 1)
    position = max(int(call.now.timestamp()), newest[0].position + 1 if newest else 0)
    row = Row("video", store.new_id("video", 8), uploads, position, body)
    store.put(row)
    limits.count(call, "video")
    archive.keep(store, "video", row.id, media, most=call.settings.keep_media)
    # The answer to an upload says "uploaded" even of what is processed the moment after; an empty file has failed.
    return _shown(call, row, uploaded=bool(size))


def update(call: Call) -> Json:
    """videos.update: each part that is named is replaced as a whole. A snippet needs title and categoryId."""
    row = existing(call, call.body["id"], "body.id")
    body, counting = publishing.due(call, row).body, call.settings.title_counting
    if call.settings.read_only_fields == "refuse":
        metadata.check_read_only(call.body)
    new = {part: call.body.get(part, {}) for part in call.parts if part in metadata.PARTS}
    if "snippet" in new:
        if not new["snippet"].get("categoryId"):
            raise metadata.refused("invalidCategoryId", "snippet.categoryId", "The snippet needs a categoryId.")
        new["snippet"] = metadata.snippet(new["snippet"], counting)
    if "status" in new:
        new["status"] = publishing.changed_status(call, body)
        new |= statistics.withdrawn(body, new["status"]["privacyStatus"], call.now)
        if new["status"]["privacyStatus"] == "public" and not body["publicSince"]:
            new["publicSince"] = stamp(call.now)
    if "localizations" in new:
        language = {**body, **new}["snippet"].get("defaultLanguage")
        new["localizations"] = metadata.localizations(new["localizations"], language, counting)
    if "recordingDetails" in new:
        new["recordingDetails"] = metadata.recording(new["recordingDetails"])
    if "paidProductPlacementDetails" in new:
        new["paidProductPlacementDetails"] = _placement(call)
    if "brandPartner" in new:
        new["brandPartner"] = metadata.brand_partner(new["brandPartner"])
    row = replace(row, body={**body, **new})
    call.store.put(row)
    return _shown(call, row)


def delete(call: Call) -> None:
    """videos.delete: it leaves the uploads; its captions go, entries of playlists stay and say that it was deleted."""
    row = existing(call, call.query["id"], "id")
    tracks.drop(call.store, row.id)
    call.store.remove(row)
    for kind in ("video", "thumbnail"):
        archive.drop(call.store, kind, row.id)


def existing(call: Call, id_: str, where: str, domain: str = "youtube.video") -> Row:
    """The video that a write is aimed at. Raises Refused 404, or 403 for another channel's."""
    row = call.store.get("video", id_)
    if row is None:
        message = "The video that you are trying to change cannot be found."
        raise Refused(404, "videoNotFound", message, where=where, domain=domain)
    if not call.owns(row.parent):
        raise Refused(403, "forbidden", "The request is not properly authorized.", where=where, domain=domain)
    return row


def _read(call: Call, row: Row) -> Row:
    """Count an answer to who asks for the video, where processing waits for answers."""
    left = row.body["processing"]["left"]
    if left > 0 and call.method.id == "youtube.videos.list":
        body = {**row.body, "processing": {**row.body["processing"], "left": left - 1}}
        call.store.add([replace(row, body=body)])
    return row


def _shown(call: Call, kept: Row, *, uploaded: bool = False) -> Json:
    row = publishing.due(call, kept)
    body = row.body
    ended = None if uploaded else processing.state(body, call.now)
    return cut(
        call,
        "video",
        row.id,
        {
            "snippet": lambda: _shown_snippet(call, row),
            "status": lambda: _shown_status(call, row, ended),
            "statistics": lambda: _figures(call, row),
            "contentDetails": lambda: {
                "duration": f"PT{_seconds(row) // 60}M{_seconds(row) % 60}S" if ended == "processed" else "P0D",
                "dimension": "2d",
                "definition": "hd" if ended == "processed" else "sd",
                "caption": "true" if tracks.are_served(call, row.id) else "false",
                "licensedContent": False,
                "contentRating": {},
                "projection": "rectangular",
                **({"hasCustomThumbnail": "thumbnail" in body} if call.owns(row.parent) else {}),
            },
            "fileDetails": lambda: processing.file_details(body, _seconds(row)) if ended else None,
            "processingDetails": lambda: processing.details(body, ended, call.now),
            "suggestions": lambda: processing.suggestions(body, ended),
            "localizations": lambda: body["localizations"] or None,
            "recordingDetails": lambda: body["recordingDetails"],
            "topicDetails": lambda: topics.of(body["snippet"]["categoryId"]) if ended == "processed" else None,
            "paidProductPlacementDetails": lambda: (
                {"hasPaidProductPlacement": False} | body["paidProductPlacementDetails"]
            ),
            "brandPartner": lambda: body.get("brandPartner") or None,
            "player": lambda: player.of(call, row.id),
        },
    )


def _shown_snippet(call: Call, row: Row) -> Json:
    body = row.body
    own = {"title": body["snippet"]["title"], "description": body["snippet"]["description"]}
    return {
        "publishedAt": body["publicSince"] or body["uploadedAt"],
        **call.channel(row.parent),
        **body["snippet"],
        "thumbnails": pictures.of(row.id, body.get("thumbnailSize")),
        "liveBroadcastContent": "none",
        "localized": {**own, **body["localizations"].get(call.query.get("hl", ""), {})},
    }


def _shown_status(call: Call, row: Row, ended: str | None) -> Json:
    """The status; what its owner says of a video for whom it is, and when it is to come, is shown to no other."""
    body = row.body
    shown = {"uploadStatus": ended or "uploaded", **body["status"]}
    shown["madeForKids"] = body["status"].get("selfDeclaredMadeForKids", False)
    if not call.owns(row.parent):
        shown = {name: value for name, value in shown.items() if name not in ("selfDeclaredMadeForKids", "publishAt")}
    return {**shown, **processing.reasons(body, ended)}


def _figures(call: Call, row: Row) -> Json:
    """The statistics; how many dislike a video is for its owner alone."""
    shown = statistics.told(row.id, row.body, call.now)
    likes = shown.get("likeCount")
    return {**shown, "dislikeCount": str(int(likes) // 50)} if likes and call.owns(row.parent) else shown


def _seconds(row: Row) -> int:
    return statistics.length(row.id)


METHODS = {
    "youtube.videos.list": show,
    "youtube.videos.update": update,
    "youtube.videos.delete": delete,
    "youtube.videos.batchGetStats": statistics_of_many,
}
UPLOADS = {"youtube.videos.insert": Upload(prepare, create)}
