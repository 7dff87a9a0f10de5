"""What a channel may do in a time, whatever the project's quota: playlists and thumbnails a day, uploads in 24 hours.

What was made counts, also when it is gone again; what a seed brings does not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox import days
from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.call import Call


def check_playlists(call: Call) -> None:
    """Raise Refused when the channel may make no more playlists today (429), or has as many as may be (400)."""
    most = call.settings.playlists_at_most
    if most is not None and call.store.total("playlist", call.owner.id) >= most:
        message = "The channel has reached the maximum number of playlists."
        raise Refused(400, "maxPlaylistExceeded", message, domain="youtube.playlist")
    most = call.settings.playlists_a_day
    if most is not None and _made(call, "playlist", days.midnight(call.now)) >= most:
        message = "You are creating too many playlists. Please wait a while before creating further playlists."
        raise Refused(429, "RATE_LIMIT_EXCEEDED", message, domain="gdata.CoreErrorDomain")


def check_uploads(call: Call) -> None:
    """Raise Refused 400 uploadLimitExceeded when the channel has had as many uploads in 24 hours as it may."""
    most = call.settings.uploads_a_day
    if most is not None and _made(call, "video", call.now - timedelta(days=1)) >= most:
        message = "The user has exceeded the number of videos they may upload."
        raise Refused(400, "uploadLimitExceeded", message, domain="youtube.video")


def check_thumbnails(call: Call) -> None:
    """Raise Refused 429 uploadRateLimitExceeded when the channel has set as many thumbnails today as it may."""
    most = call.settings.thumbnails_a_day
    if most is not None and _made(call, "thumbnail", days.midnight(call.now)) >= most:
        message = "The channel has uploaded too many thumbnails recently. Please try the request again later."
        raise Refused(429, "uploadRateLimitExceeded", message, domain="youtube.thumbnail")


def count(call: Call, kind: str) -> None:
    """Remember that the channel has made something of a kind."""
    call.store.db.execute("INSERT INTO made VALUES (?, ?, ?)", (call.owner.id, kind, call.now.timestamp()))


def _made(call: Call, kind: str, since: datetime) -> int:
    sql = "SELECT count(*) FROM made WHERE channel = ? AND kind = ? AND at >= ?"
    values = (call.owner.id, kind, since.timestamp())
    return int(call.store.db.execute(sql, values).fetchone()[0])
