"""The categories that videos can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.resources import i18n
from ytchannel.sandbox.resources.paging import cut, listing, one_filter
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call

# Categories of the region VN. Those that no upload can have are there too, as in the API.
_CATEGORIES = {
    "1": ("Film & Animation", True),
    "2": ("Autos & Vehicles", True),
    "10": ("Music", True),
    "15": ("Pets & Animals", True),
    "17": ("Sports", True),
    "18": ("Short Movies", False),
    "19": ("Travel & Events", True),
    "20": ("Gaming", True),
    "21": ("Videoblogging", False),
    "22": ("People & Blogs", True),
    "23": ("Comedy", True),
    "24": ("Entertainment", True),
    "25": ("News & Politics", True),
    "26": ("Howto & Style", True),
    "27": ("Education", True),
    "28": ("Science & Technology", True),
    "29": ("Nonprofits & Activism", True),
    "30": ("Movies", False),
    "43": ("Shows", False),
    "44": ("Trailers", False),
}
KNOWN = frozenset(_CATEGORIES)
"""All categories."""

ASSIGNABLE = frozenset(id_ for id_, (_, assignable) in _CATEGORIES.items() if assignable)
"""The categories that a video can be given."""

_CATEGORY_OWNER = "UCBR8-60-B28hp2BmDPdntcQ"


def show(call: Call) -> Json:
    """videoCategories.list: by id, or all of a region; every region has the same here."""
    by_id = one_filter(call, "id", "regionCode") == "id"
    i18n.region(call)
    wanted = dict.fromkeys(call.query["id"]) if by_id else _CATEGORIES
    items = [_shown(call, id_) for id_ in wanted if id_ in _CATEGORIES]
    if not items:
        message = "The video category identified by the id parameter cannot be found."
        raise Refused(404, "videoCategoryNotFound", message, where="id", domain="youtube.videoCategory")
    return listing("videoCategory", items)


def _shown(call: Call, id_: str) -> Json:
    title, assignable = _CATEGORIES[id_]
    snippet = {"title": title, "assignable": assignable, "channelId": _CATEGORY_OWNER}
    return cut(call, "videoCategory", id_, {"snippet": lambda: snippet})


METHODS = {"youtube.videoCategories.list": show}
