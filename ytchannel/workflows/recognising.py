"""Which of the files on this disk are on the channel already, although the ledger does not know.

YouTube tells the owner the name and size of the file that a video was made of (fileDetails). What was seen is kept in
the ledger, so that each upload of the channel is looked at once in its life.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ytchannel.errors import MediaError
from ytchannel.kinds import VIDEO
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Json
from ytchannel.workflows.uploads import uploads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ytchannel.ledger import Upload
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.media import VideoFile

_SEEN = "seen"
_UNTOLD = "?"  # of which file a video is, YouTube tells only once it has looked into it (videos, processingDetails)
_SLOW = timedelta(days=1)  # what is not looked into by then, such as a live stream, never is
_FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class Rival:
    """A file of the list as it is on the disk: a video may be of this one as well. `title` is None where unknown."""

    path: Path
    size: int
    mtime_ns: int
    title: str | None


def recognise(
    files: Sequence[VideoFile], titles: Mapping[str, str], connection: Connection, rivals: Iterable[Rival]
) -> dict[str, str]:
    """Fingerprint -> video id of the files that are among the channel's uploads, by the name and size of their file.

    Where several files or videos share both, their title decides (`titles` by fingerprint); nothing is guessed. All
    files that are not known to be up count there: the `rivals`, and those whose upload was begun, in this list or not.
    Videos that the ledger has for other files are left out. Costs a unit, and two more for every 50 uploads not seen
    before.
    """
    _look(connection)
    uploads = connection.ledger.uploads(connection.id)
    taken = {upload.video for upload in uploads}
    there: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for video, details in connection.ledger.bindings(connection.id, _SEEN).items():
        if video not in taken:
            media, _, title = details.partition("\n")
            there[media].append((video, title))
    here = _waiting(files, titles, rivals, uploads)
    return dict(pair for media, alike in here.items() for pair in _matched(alike, there[media]))


def _waiting(
    files: Sequence[VideoFile], titles: Mapping[str, str], rivals: Iterable[Rival], uploads: Sequence[Upload]
) -> dict[str, list[tuple[str | None, str | None]]]:
    """Fingerprint and title of all files that may be up, by name and size; rivals have no fingerprint."""
    up = {(upload.path, upload.size, upload.mtime_ns) for upload in uploads if upload.video}
    begun = (Rival(Path(each.path), each.size, each.mtime_ns, None) for each in uploads if each.session)
    here: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    paths = {file.path for file in files}
    for file in files:
        here[_media(file.size, file.path.name)].append((file.fingerprint, tidy(titles.get(file.fingerprint))))
    for rival in (*rivals, *begun):
        if rival.path not in paths and (str(rival.path), rival.size, rival.mtime_ns) not in up:
            paths.add(rival.path)
            title = None if rival.title is None else tidy(rival.title)
            here[_media(rival.size, rival.path.name)].append((None, title))
    return here


def _matched(
    files: Sequence[tuple[str | None, str | None]], videos: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The pairs among files and videos of one name and size: the only ones, else the only ones of a title."""
    if len(files) == len(videos) == 1 and files[0][0]:
        yield files[0][0], videos[0][0]
        return
    for fingerprint, title in files:
        same = [video for video, its_title in videos if its_title == title]
        if fingerprint and len(same) == 1 and [each for _, each in files].count(title) == 1:
            yield fingerprint, same[0]


class Lookout:
    """Whether a file has come up in the meantime, from another folder or in a session that is gone.

    `files` are all that are not up by the plan, `titles` theirs by fingerprint, `rivals` all files of the list. Several
    threads may ask.
    """

    def __init__(
        self,
        connection: Connection,
        files: Sequence[VideoFile],
        titles: Mapping[str, str],
        rivals: Sequence[Rival],
        looked_at: datetime,
    ) -> None:
        self._connection, self._files, self._titles, self._rivals = connection, files, titles, rivals
        self._looked_at = looked_at
        self._lock = threading.Lock()

    def before(self, file: VideoFile) -> Json | None:
        """The video of a file that is about to be begun; looked for when the last look is some minutes old.

        Two folders may serve one channel. A look costs a unit or two of 10,000, a second video one of 100 and a line.
        """
        if self._connection.time.now() - self._looked_at < _FRESH and not self._is_unsure(file):
            return None
        return self.find(file)

    def find(self, file: VideoFile) -> Json | None:
        """The video of a file, looked for now.

        Raises MediaError while there is one of the same title of which YouTube does not tell the file yet.
        """
        with self._lock:
            self._looked_at = self._connection.time.now()
            uploads = self._connection.ledger.uploads(self._connection.id)
            done = {(upload.path, upload.size, upload.mtime_ns) for upload in uploads if upload.video}
            waiting = [each for each in self._files if (str(each.path), each.size, each.mtime_ns) not in done]
            video = recognise(waiting, self._titles, self._connection, self._rivals).get(file.fingerprint)
        if video is None and self._is_unsure(file):
            raise MediaError("upload-unsure", file=file.path.name)
        return next(self._connection.youtube.items(VIDEO.listing([video])), None) if video else None

    def _is_unsure(self, file: VideoFile) -> bool:
        """Whether the channel has a new video with the title of the file, which may be it."""
        connection, title = self._connection, tidy(self._titles.get(file.fingerprint))
        taken = {upload.video for upload in connection.ledger.uploads(connection.id)}
        for video, details in connection.ledger.bindings(connection.id, _SEEN).items():
            media, _, its_title = details.partition("\n")
            mark, _, since = media.partition(" ")
            if (mark, its_title) == (_UNTOLD, title) and video not in taken:
                return not since or connection.time.now() - datetime.fromisoformat(since) < _SLOW
        return False


def _look(connection: Connection) -> None:
    """Look at the uploads that were not seen before. The list is newest first, so a known one ends the new ones."""
    youtube, ledger = connection.youtube, connection.ledger
    known = ledger.bindings(connection.id, _SEEN)
    new: list[str] = []
    for item in uploads(connection, _listing):
        video = item["contentDetails"]["videoId"]
        if video in known:
            break
        new.append(video)
    new += [video for video, details in known.items() if details.startswith(f"{_UNTOLD} ")][-50:]
    found: dict[str, Json] = {}
    for start in range(0, len(new), 50):
        params = {**VIDEO.listing(new[start : start + 50]).params, "part": "id,snippet,fileDetails"}
        found |= {video["id"]: video for video in youtube.items(Call("youtube.videos.list", params))}
    # The oldest first: should this be cut short, what is missing is still above the first known one.
    for video in reversed([found[each] for each in new if each in found]):
        details = video.get("fileDetails", {})
        media = f"{_UNTOLD} {video['snippet'].get('publishedAt', '')}"
        if "fileSize" in details:
            media = _media(int(details["fileSize"]), unquote(details.get("fileName", "")))
        ledger.bind(connection.id, _SEEN, {video["id"]: f"{media}\n{tidy(video['snippet'].get('title'))}"})


def _listing(playlist: str) -> Call:
    return Call("youtube.playlistItems.list", {"part": "contentDetails", "playlistId": playlist, "maxResults": 50})


def _media(size: int, name: str) -> str:
    return f"{size} {tidy(name)}"
