"""One video file goes up: session into the ledger before the first byte, question before any repetition of bytes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ytchannel import refusals
from ytchannel.errors import MediaError, UnreachableError
from ytchannel.kinds import VIDEO
from ytchannel.kinds.video import INSERT, new_body
from ytchannel.transport import LostError
from ytchannel.upload import Send, UploadSession
from ytchannel.workflows.media import unreadable
from ytchannel.workflows.recognising import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.plan import Change, Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.media import VideoFile

_BLOCK = 256 * 1024
_FRUITLESS = 6  # tries in a row in which the server gained no byte


class FileBody:
    """The bytes of a file from `start` on, read in blocks as they are sent; memory stays flat for any size.

    Reading raises MediaError as soon as the file is not the one that was hashed any more, or cannot be read.
    """

    def __init__(self, file: VideoFile, start: int, moved: Callable[[int], None]) -> None:
        self._file, self._start, self._moved = file, start, moved

    def __len__(self) -> int:
        return self._file.size - self._start

    def __iter__(self) -> Iterator[bytes]:
        sent = self._start
        try:
            stream = self._file.path.open("rb", buffering=0)
        except OSError as error:
            raise unreadable(self._file.path, error) from None
        with stream:
            stream.seek(sent)
            while sent < self._file.size:
                self._file.check(os.fstat(stream.fileno()))
                try:
                    block = stream.read(_BLOCK)
                except OSError as error:  # the transport would take it for a broken line
                    raise unreadable(self._file.path, error) from None
                if not block:
                    raise MediaError("file-changed", file=self._file.path)
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
        self._last = ""

    def run(self, *, notify: bool) -> Json:
        """Bring the file up and return its video resource; the id is in the ledger before this returns.

        Raises what the gateway raises, UnreachableError when the line stays dead, MediaError. In each case the next run
        goes on where this one stopped.
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
        try:
            file.check(file.path.stat())
        except OSError as error:
            raise unreadable(file.path, error) from None
        resource = new_body(self._change.wanted.fields)
        session = connection.youtube.begin_upload(resource, file.size, file.path.name, notify=notify)
        connection.ledger.keep_upload(connection.id, file.upload(connection.time.now(), session=session))
        return session

    def _send(self, uri: str, session: UploadSession) -> Json | None:
        """Send what is missing until there is a video; None when the session is gone."""
        most, fruitless = -1, 0
        while True:
            retry_after = self._step(uri, session)
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
                raise UnreachableError(INSERT, f"{fruitless} x {self._last}")
            if fruitless > 1 or retry_after:
                self._connection.youtube.pause(max(0, fruitless - 2), retry_after)

    def _step(self, uri: str, session: UploadSession) -> float | None:
        """One request of the session; returns how long the server wants to be left alone, in seconds."""
        step, youtube = session.next(), self._connection.youtube
        content = FileBody(self._file, step.start, self._moved) if isinstance(step, Send) else b""
        try:
            answer = youtube.put(uri, step.headers, content)
        except LostError as lost:
            session.interrupted()
            self._last = lost.detail
            return None
        self._last = f"HTTP {answer.status}"
        if answer.status < 400 or answer.status in (404, 410):
            session.receive(answer.status, answer.headers, answer.body)
            return None
        refusal = refusals.read(answer)
        verdict = refusals.verdict(refusal, creates=False)
        # The first 401 has renewed the token, and the body could not be sent again.
        if verdict == "again" or (verdict == "login" and isinstance(step, Send)):
            session.interrupted()
            return refusal.retry_after
        if verdict == "final":  # an ended session repeats its last answer for ever: the next run begins a new one
            self._connection.ledger.forget_session(self._connection.id, self._file.fingerprint)
        raise youtube.translate(INSERT, refusal, creates=False)

    def _finished_earlier(self) -> Json | None:
        """The video that a lost session ended with."""
        titles = {self._file.fingerprint: self._change.title}
        video = recognise([self._file], titles, self._connection).get(self._file.fingerprint)
        if video is None:
            return None
        return next(self._connection.youtube.items(VIDEO.listing([video])), None)

    def _done(self, video: Json) -> Json:
        self._connection.ledger.finish_upload(self._connection.id, self._file.fingerprint, video["id"])
        self._moved(self._file.size)
        return video
