"""What channels think of videos: likes and dislikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.resources import publishing
from ytchannel.sandbox.resources.paging import check_ids, etag, part
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call

_DOMAIN = "youtube.video"


def rate(call: Call) -> None:
    """videos.rate: one rating of each channel for each video; the counters of the video do not change by it.

    No property of a video switches ratings off, so videoRatingDisabled comes only from a fault. Raises Refused 404.
    """
    video, rating = call.query["id"], call.query["rating"]
    if not _seen(call, video):
        message = "The video that you are trying to rate cannot be found."
        raise Refused(404, "videoNotFound", message, where="id", domain=_DOMAIN)
    id_ = f"{call.owner.id}/{video}"
    old = call.store.get("rating", id_)
    if old and old.body["rating"] == rating:
        return
    if old:
        call.store.remove(old)
    if rating != "none":
        place = call.store.count_up("ratings")
        call.store.put(Row("rating", id_, call.owner.id, place, {"rating": rating}, video))


def show(call: Call) -> Json:
    """videos.getRating: of at most 50 videos; those that cannot be found are missing."""
    check_ids(call)
    owner, ids = call.owner.id, dict.fromkeys(call.query["id"])
    items = [{"videoId": id_, "rating": _rating(call, owner, id_)} for id_ in ids if _seen(call, id_)]
    return {"kind": "youtube#videoGetRatingResponse", "etag": etag(items), "items": items}


def page(call: Call) -> tuple[list[Row], Json]:
    """One page of the videos that the caller likes or dislikes, the last rated first. Raises Refused 400, 403."""
    wanted = call.query["myRating"]
    if wanted == "none":
        raise Refused(400, "invalidRating", "myRating is like or dislike.", where="myRating", domain=_DOMAIN)
    if call.caller.owner is None:
        message = "The request is not properly authorized to use the myRating parameter."
        raise Refused(403, "forbidden", message, where="myRating", domain=_DOMAIN)
    rated = [row.subject for row in call.store.rows("rating", call.owner.id) if row.body["rating"] == wanted]
    return part(call, [row for id_ in reversed(rated) if (row := _seen(call, id_))])


def _rating(call: Call, owner: str, video: str) -> str:
    row = call.store.get("rating", f"{owner}/{video}")
    return row.body["rating"] if row else "none"


def _seen(call: Call, id_: str) -> Row | None:
    """The video of an id, if the caller may see it."""
    row = call.store.get("video", id_)
    return row if row and publishing.is_seen(call, row) else None


METHODS = {"youtube.videos.rate": rate, "youtube.videos.getRating": show}
