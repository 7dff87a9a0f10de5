"""The counters of videos: 50 a request of the statistics budget, asked for while their ids are still being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.errors import RefusedError
from ytchannel.plan import Call

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from ytchannel.plan import Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.lines import Lines

_COUNTERS = ("viewCount", "likeCount", "commentCount")
_PAGE = 50  # ids of a request (videos.batchGetStats, videos.list)

_WITHOUT = frozenset({403, 404, 501})
"""What a project answers that does not have videos.batchGetStats: whether each has it is not documented."""


@dataclass(frozen=True)
class Counted:
    """The counters of a video; None where YouTube leaves one out, as with hidden likes."""

    views: int | None
    likes: int | None
    comments: int | None


class Counters:
    """Collects the counters of videos whose ids come bit by bit. `by_list`: they cost units of the pool after all."""

    def __init__(self, connection: Connection, lines: Lines) -> None:
        self._connection = connection
        self._lines = lines
        self._waiting: list[str] = []
        self._asked: list[Future[list[Json]]] = []
        self.by_list = False

    def want(self, ids: Sequence[str]) -> None:
        """Ask for these, as soon as there are 50 together."""
        self._waiting += ids
        while len(self._waiting) >= _PAGE:
            self._ask(self._waiting[:_PAGE])
            del self._waiting[:_PAGE]

    def all(self) -> dict[str, Counted]:
        """The counters of all that were wanted, by id; what has vanished is missing, as in YouTube's answer.

        Raises what the gateway raises.
        """
        if self._waiting:
            self._ask(self._waiting)
            self._waiting = []
        return {item["id"]: _counted(item) for future in self._asked for item in future.result()}

    def _ask(self, ids: Sequence[str]) -> None:
        wanted = ",".join(ids)
        self._asked.append(self._lines.ask(lambda: self._page(wanted)))

    def _page(self, ids: str) -> list[Json]:
        youtube = self._connection.youtube
        params = {"part": "id,statistics", "id": ids}
        if not self.by_list:
            try:
                return list(youtube.send(Call("youtube.videos.batchGetStats", params)).get("items", []))
            except RefusedError as error:
                if error.status not in _WITHOUT:
                    raise
                self.by_list = True
        return list(youtube.send(Call("youtube.videos.list", {**params, "maxResults": _PAGE})).get("items", []))


def _counted(item: Json) -> Counted:
    counters = item.get("statistics", {})
    return Counted(*(int(counters[name]) if name in counters else None for name in _COUNTERS))
