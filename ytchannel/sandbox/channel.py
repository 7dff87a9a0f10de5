"""The one channel of the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import statistics
from ytchannel.sandbox.paging import CHANNEL, UPLOADS, Call, cut, listing, one_filter, pages, window

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

_SINCE = "2016-03-10T02:00:00Z"
_SUBSCRIBERS = 12_400


def show(call: Call) -> Json:
    """channels.list: the owner's own, by id, or by handle. Another channel is missing without a word."""
    name = one_filter(call, "mine", "id", "forHandle", "forUsername", "managedByMe", "mySubscribers")
    handle = call.settings.channel["handle"].lstrip("@").lower()
    there = {
        "mine": True,
        "id": CHANNEL in (call.query.get("id") or ()),
        "forHandle": str(call.query.get("forHandle", "")).lstrip("@").lower() == handle,
    }.get(name, False)
    told = pages(*window(call), int(there))
    if not there:  # the API leaves `items` out when a filter of channels.list finds nothing
        return {key: value for key, value in listing("channel", [], told).items() if key != "items"}
    return listing("channel", [_shown(call)], told)


def _shown(call: Call) -> Json:
    title, handle = call.settings.channel["title"], call.settings.channel["handle"]
    picture = {"url": f"https://yt3.ggpht.com/{CHANNEL}=s88", "width": 88, "height": 88}
    return cut(
        call,
        "channel",
        CHANNEL,
        {
            "snippet": lambda: {
                "title": title,
                "description": "",
                "customUrl": "@" + handle.lstrip("@").lower(),
                "publishedAt": _SINCE,
                "thumbnails": {"default": picture},
                "localized": {"title": title, "description": ""},
                "country": "VN",
            },
            "contentDetails": lambda: {"relatedPlaylists": {"likes": "", "uploads": UPLOADS}},
            "statistics": lambda: _statistics(call),
            "status": lambda: {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
            "brandingSettings": lambda: {"channel": {"title": title, "country": "VN"}},
        },
    )


def _statistics(call: Call) -> Json:
    views = videos = 0
    for row in call.store.rows("video", UPLOADS):
        since = statistics.public_since(row.body, call.now)
        if since is not None:
            videos += 1
            views += statistics.views(row.id, (call.now - since).total_seconds())
    return {
        "viewCount": str(views),
        "subscriberCount": str(_SUBSCRIBERS),
        "hiddenSubscriberCount": False,
        "videoCount": str(videos),
    }
