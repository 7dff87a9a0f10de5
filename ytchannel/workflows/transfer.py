"""One video file goes up: session into the ledger before the first byte, question before any repetition of bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ytchannel import refusals
from ytchannel.errors import FileChangedError, RequestError, UnreachableError
from ytchannel.kinds import VIDEO
from ytchannel.kinds.video import INSERT, body
from ytchannel.ledger import Upload
from ytchannel.plan import Call, Change, Json
from ytchannel.transport import LostError
from ytchannel.upload import Send, UploadSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ytchannel.workflows.connecting import Connection

_BLOCK = 256 * 1024
_FRUITLESS = 6  # tries in a row in which the server gained no byte


@dataclass(frozen=True)
class VideoFile:
    """A file as it was when its content was hashed; `fingerprint` is the SHA-256."""

    path: Path
    size: int
    mtime_ns: int
    fingerprint: str

    def check(self, stat: os.stat_result) -> None:
        """Raises FileChangedError unless `stat` is that of the file that was hashed."""
        if (stat.st_size, stat.st_mtime_ns) != (self.size, self.mtime_ns):
            raise FileChangedError(str(self.path))


class FileBody:
    """The bytes of a file from `start` on, read in blocks as they are sent; memory stays flat for any size.

    Reading raises FileChangedError as soon as the file is not the one that was hashed any more.
    """

    def __init__(self, file: VideoFile, start: int, moved: Callable[[int], None]) -> None:
        self._file, self._start, self._moved = file, start, moved

    def __len__(self) -> int:
        return self._file.size - self._start

    def __iter__(self) -> Iterator[bytes]:
        sent = self._start
        with self._file.path.open("rb", buffering=0) as stream:
            stream.seek(sent)
            while sent < self._file.size:
                self._file.check(os.fstat(stream.fileno()))
                block = stream.read(_BLOCK)
                if not block:
                    raise FileChangedError(str(self._file.path))
                yield block
                sent += len(block)
                self._moved(sent)


class Transfer:
    """The upload of one file, begun now or at some earlier time. `moved` is told how many bytes are up."""

    def __init__(self, connection: Connection, file: VideoFile, change: Change, moved: Callable[[int], None]) -> None:
        self._connection = connection
        self._file = file
        self._change = change
        self._moved = moved

    def run(self, *, notify: bool) -> Json:
        """Bring the file up and return its video resource; the id is in the ledger before this returns.

        Raises what the gateway raises, UnreachableError when the line stays dead, FileChangedError. In each case the
        next run goes on where this one stopped.
        """
        known = self._connection.ledger.upload(self._connection.id, self._file.fingerprint)
        if known and known.session:
            video = self._send(known.session, UploadSession(self._file.size))
            if video is None:  # the session is gone: it may have ended with a video, or without
                video = self._finished_earlier()
            if video is not None:
                return self._done(video)
        video = self._send(self._begin(notify=notify), UploadSession(self._file.size, kept=0))
        if video is None:
            raise UnreachableError(INSERT, "upload session expired")
        return self._done(video)

    def _begin(self, *, notify: bool) -> str:
        file, connection = self._file, self._connection
        file.check(file.path.stat())
        resource = body(self._change.wanted.fields)
        session = connection.youtube.begin_upload(resource, file.size, file.path.name, notify=notify)
        begun = connection.time.now().isoformat()
        upload = Upload(file.fingerprint, str(file.path), file.size, file.mtime_ns, session, None, begun)
        connection.ledger.begin_upload(connection.id, upload)
        return session

    def _send(self, uri: str, session: UploadSession) -> Json | None:
        """Send what is missing until there is a video; None when the session is gone."""
        most, fruitless = -1, 0
        while True:
            self._step(uri, session)
            if session.state == "done":
                return session.video
            if session.state == "gone":
                return None
            if session.kept is not None and session.kept > most:
                most, fruitless = session.kept, 0
                self._moved(session.kept)
            else:
                fruitless += 1
            if fruitless >= _FRUITLESS:
                raise UnreachableError(INSERT)
            if fruitless > 1:
                self._connection.youtube.pause(fruitless - 2)

    def _step(self, uri: str, session: UploadSession) -> None:
        step, youtube = session.next(), self._connection.youtube
        content = FileBody(self._file, step.start, self._moved) if isinstance(step, Send) else b""
        try:
            answer = youtube.put(uri, step.headers, content)
        except LostError:
            session.interrupted()
            return
        if answer.status == 403 or answer.status == 429:
            refusal = refusals.read(answer)
            if refusal.daily:
                raise youtube.translate(INSERT, refusal, creates=False)
        if session.receive(answer.status, answer.headers, answer.body) == "refused":
            error = youtube.translate(INSERT, refusals.read(answer), creates=False)
            raise error if isinstance(error, RequestError) else UnreachableError(INSERT)

    def _finished_earlier(self) -> Json | None:
        """The video that a lost session ended with: the newest uploads have one file of this name and size."""
        youtube = self._connection.youtube
        uploads = self._connection.live["contentDetails"]["relatedPlaylists"]["uploads"]
        params = {"part": "contentDetails", "playlistId": uploads, "maxResults": 50}
        page = youtube.send(Call("youtube.playlistItems.list", params)).get("items", [])
        known = {upload.video for upload in self._connection.ledger.uploads(self._connection.id)}
        ids = [item["contentDetails"]["videoId"] for item in page]
        ids = [video for video in ids if video not in known]
        if not ids:
            return None
        params = {**VIDEO.listing(ids).params, "part": "id,snippet,status,fileDetails"}
        names = {self._file.path.name, quote(self._file.path.name)}
        for video in youtube.items(Call("youtube.videos.list", params)):
            details = video.get("fileDetails", {})
            if details.get("fileName") in names and int(details.get("fileSize", -1)) == self._file.size:
                return video
        return None

    def _done(self, video: Json) -> Json:
        self._connection.ledger.finish_upload(self._connection.id, self._file.fingerprint, video["id"])
        self._moved(self._file.size)
        return video
