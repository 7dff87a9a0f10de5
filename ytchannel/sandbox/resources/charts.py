"""The chart of the most viewed videos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.resources import categories, i18n, statistics
from ytchannel.sandbox.resources.paging import part
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Row

_LENGTH = 200  # videos that the chart of the website has at most
_ALL = "0"


def page(call: Call) -> tuple[list[Row], Json]:
    """One page of mostPopular: the public videos of a category, most viewed first; all regions have the same.

    Raises Refused 400 invalidRegionCode, or videoChartNotFound for another chart or an unknown category.
    """
    i18n.region(call)
    category = call.query.get("videoCategoryId", _ALL)
    if call.query["chart"] != "mostPopular" or category not in categories.KNOWN | {_ALL}:
        message = "The requested video chart is not supported or is not available."
        raise Refused(400, "videoChartNotFound", message, where="videoCategoryId", domain="youtube.video")
    found = [
        row
        for owner in owners.owners(call.settings)
        for row in call.store.rows("video", owner.uploads)
        if category in (_ALL, row.body["snippet"].get("categoryId")) and statistics.public_since(row.body, call.now)
    ]
    found.sort(key=lambda row: int(statistics.figures(row.id, row.body, call.now)["viewCount"]), reverse=True)
    return part(call, found[:_LENGTH])
