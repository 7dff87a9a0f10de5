"""The captions of a list's videos: which files have to be sent, found out with the fewest reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ytchannel.kinds import CAPTION, VIDEO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.plan import Change, Item, Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.jobs import Job


_EVER = datetime.min.replace(tzinfo=UTC)


class Captions:
    """What has to be sent of the captions of `jobs`.

    Costs nothing for files that the ledger knows as sent, and for videos that are yet to be uploaded; 50 units for each
    other video. A track that the ledger does not know is taken for the file's where the ledger was lost, so that it
    does not know of the upload either, or where the answer to its creation was. What others have put there is replaced.
    """

    def __init__(self, connection: Connection, jobs: Sequence[Job]) -> None:
        self._connection = connection
        history = connection.ledger.history
        self._known = connection.ledger.bindings(connection.id, CAPTION.name)
        self._uploaded = history.made(connection.id, VIDEO.name) if any(job.entry.captions for job in jobs) else set()
        self._sent = history.made_since(connection.id, CAPTION.name, _EVER)
        self._tracks: dict[str, Sequence[Json]] = {}
        videos = [job.video for job in jobs if job.video and self._due(job, "")]
        listed = connection.youtube.several(CAPTION.listing(each) for each in videos)
        self._tracks |= zip(videos, listed, strict=True)

    def missing(self, job: Job, title: str) -> list[Change]:
        """The files of one video that have to be sent. Raises MediaError."""
        return [self._change(job, item) for item in self._due(job, title)]

    def _due(self, job: Job, title: str) -> list[Item]:
        items = [CAPTION.wanted(job.target, caption, title) for caption in job.entry.captions]
        return [item for item in items if not job.video or not self._is_sent(job, job.video, item)]

    def _is_sent(self, job: Job, video: str, item: Item) -> bool:
        name = CAPTION.remembered(item, video)
        known = self._known.get(name)
        if known is None and self._may_be_ours(job, video, item) and CAPTION.among(item, self._tracks.get(video, ())):
            self._known[name] = known = item.fields["sha256"]
            self._connection.ledger.bind(self._connection.id, CAPTION.name, {name: known})
        return bool(known == item.fields["sha256"])

    def _may_be_ours(self, job: Job, video: str, item: Item) -> bool:
        """Whether a track may be there from here, although nothing is known of it."""
        lost = job.file is not None and video not in self._uploaded
        return lost or bool({item.key, f"{job.key}/{item.key.removeprefix(video + '/')}"} & self._sent)

    def _change(self, job: Job, item: Item) -> Change:
        return CAPTION.missing(item, CAPTION.among(item, self._tracks.get(job.video or "", ())))
