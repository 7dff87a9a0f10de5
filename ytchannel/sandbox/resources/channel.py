"""channels: the caller's own, and the others that are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.resources import statistics
from ytchannel.sandbox.resources.paging import cut, listing, one_filter, pages, window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.owners import Owner
    from ytchannel.sandbox.wire import Json

_SINCE = "2016-03-10T02:00:00Z"
_SUBSCRIBERS = 12_400


def show(call: Call) -> Json:
    """channels.list: the owner's own, by id, or by handle. Another channel is missing without a word."""
    name = one_filter(call, "mine", "id", "forHandle", "forUsername", "managedByMe", "mySubscribers")
    there = list(_named(call, name))
    start, count = window(call)
    told = pages(start, count, len(there))
    there = there[start : start + count]
    if not there:  # the API leaves `items` out when a filter of channels.list finds nothing
        return {key: value for key, value in listing("channel", [], told).items() if key != "items"}
    return listing("channel", [_shown(call, each) for each in there], told)


def _named(call: Call, name: str) -> Iterable[Owner]:
    """The channels that a filter finds, each once."""
    match name:
        case "mine":
            yield call.owner
        case "id":
            for id_ in dict.fromkeys(call.query["id"]):
                owner = owners.find(call.settings, id_) if id_.startswith("UC") else None
                if owner:
                    yield owner
        case "forHandle":
            wanted = plain(call.query["forHandle"])
            yield from (each for each in owners.owners(call.settings) if plain(each.handle) == wanted)


def plain(handle: str) -> str:
    """A handle without its @, in small letters, as handles are compared."""
    return handle.lstrip("@").lower()


def _shown(call: Call, owner: Owner) -> Json:
    title = owner.title
    picture = {"url": f"https://yt3.ggpht.com/{owner.id}=s88", "width": 88, "height": 88}
    return cut(
        call,
        "channel",
        owner.id,
        {
            "snippet": lambda: {
                "title": title,
                "description": "",
                "customUrl": "@" + plain(owner.handle),
                "publishedAt": _SINCE,
                "thumbnails": {"default": picture},
                "localized": {"title": title, "description": ""},
                "country": "VN",
            },
            "contentDetails": lambda: {"relatedPlaylists": {"likes": "", "uploads": owner.uploads}},
            "statistics": lambda: _statistics(call, owner),
            "status": lambda: {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
            "brandingSettings": lambda: {"channel": {"title": title, "country": "VN"}},
        },
    )


def _statistics(call: Call, owner: Owner) -> Json:
    views = videos = 0
    for row in call.store.rows("video", owner.uploads):
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


METHODS = {"youtube.channels.list": show}
