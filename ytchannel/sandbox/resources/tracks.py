"""The caption tracks of a video as they are kept, and which of them viewers get."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox.media import archive

if TYPE_CHECKING:
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Row, Store
    from ytchannel.sandbox.wire import Json


def begin(call: Call, failure: str) -> Json:
    """The processing of a file that has just come; `failure` is the reason that it will fail for, or ""."""
    until = (call.now + timedelta(seconds=call.settings.seconds_to_process)).isoformat()
    return {"left": call.settings.reads_to_process, "until": until, "failure": failure}


def status(row: Row, now: datetime) -> str:
    """What `snippet.status` says of a track."""
    known = row.body["processing"]
    if known["left"] > 0 or datetime.fromisoformat(known["until"]) > now:
        return "syncing"
    return "failed" if known["failure"] else "serving"


def are_served(call: Call, video: str) -> bool:
    """Whether viewers of a video can choose captions."""
    rows = call.store.rows("caption", video)
    return any(not row.body["isDraft"] and status(row, call.now) == "serving" for row in rows)


def drop(store: Store, video: str) -> None:
    """Forget the tracks of a video that is deleted."""
    for row in store.rows("caption", video):
        archive.drop(store, "caption", row.id)
    store.db.execute("DELETE FROM resource WHERE kind = 'caption' AND parent = ?", (video,))
