"""Waiting until YouTube has processed what was uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.errors import UnreachableError
from ytchannel.states import VideoState
from ytchannel.workflows.status import of, resources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from ytchannel.workflows.connecting import Connection

_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 60.0  # seconds
_LAGGING = 3  # answers that may miss a video which has just come up


def settled(
    connection: Connection,
    videos: Iterable[str],
    told: Callable[[str, VideoState], None],
    *,
    fresh: Collection[str],
    limit: float,
) -> dict[str, VideoState]:
    """How each video stands once it is processed, or after `limit` seconds; `told` hears of each as it ends.

    Costs a unit for every 50 videos each time, first after 5 seconds, at last every minute. A line that breaks is
    waited for too. `fresh` came up a moment ago. Raises what the gateway raises: UnreachableError only at the end.
    """
    found: dict[str, VideoState] = {}
    waiting = list(dict.fromkeys(videos))
    pause, slept, answers = _FIRST_PAUSE, 0.0, 0
    while waiting:
        lost = None
        try:
            live = resources(connection, waiting)
        except UnreachableError as error:
            lost = error
        else:
            answers += 1
            for video in list(waiting):
                lags = video in fresh and answers <= _LAGGING
                missing = VideoState("processing" if lags else "gone")
                found[video] = of(connection, live[video]) if video in live else missing
                if found[video].name != "processing":
                    waiting.remove(video)
                    told(video, found[video])
        if not waiting or slept >= limit:
            if lost:
                raise lost
            break
        connection.time.sleep(min(pause, limit - slept))
        slept += min(pause, limit - slept)
        pause = min(_LONGEST_PAUSE, pause * 2)
    return found
