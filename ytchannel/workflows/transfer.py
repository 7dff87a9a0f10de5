"""One video file goes up: session into the ledger before the first byte, question before any repetition of bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel import refusals
from ytchannel.errors import UnreachableError
from ytchannel.kinds.video import INSERT, exposes, new_body, visibility
from ytchannel.transport import LostError
from ytchannel.upload import Send, UploadSession
from ytchannel.workflows.media import BLOCK, Digest, is_unread, unreadable
from ytchannel.workflows.road import FileBody, blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.plan import Change, Json
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.media import VideoFile
    from ytchannel.workflows.recognising import Lookout
    from ytchannel.workflows.road import Road

_FRUITLESS = 10  # tries in a row in which the server gained no byte: with their pauses about two minutes
_SESSIONS = 3  # of one file in a run: what goes on expiring is no accident
_ASLEEP = timedelta(minutes=5)  # no request without a byte moving lasts that long, by the time-outs of the transport


class Transfer:
    """The upload of one file, begun now or at some earlier time. `moved` is told how many bytes are up."""

    def __init__(
        self,
        connection: Connection,
        file: VideoFile,
        change: Change,
        road: Road,
        lookout: Lookout,
        moved: Callable[[int], None],
    ) -> None:
        self._connection = connection
        self._file = file
        self._change = change
        self._road = road
        self._lookout = lookout
        self._told = moved
        self._fingerprint = file.fingerprint
        self._digest = Digest() if is_unread(file.fingerprint) else None
        self._moved_at = connection.time.now()
        self._last = ""

    def run(self, *, notify: bool) -> Json:
        """Bring the file up and return its video resource; the id is in the ledger before this returns.

        Raises what the gateway raises, UnreachableError when the line stays dead, MediaError, ClosedError. In each case
        the next run goes on where this one stopped.
        """
        known = self._connection.ledger.upload(self._connection.id, self._fingerprint)
        uri, kept = (known.session if known else None), None
        with self._road.used():
            if uri is None or known is None:
                found = self._lookout.before(self._file)
            elif exposes(known.visibility, self._change.wanted.fields):
                found, uri = self._given_up(uri), None
            else:
                found = None
            for _ in range(_SESSIONS):
                if found is None:
                    if uri is None:
                        uri, kept = self._begin(notify=notify), 0
                    # A session that is gone may have ended with a video, or without.
                    found = self._send(uri, UploadSession(self._file.size, kept)) or self._lookout.find(self._file)
                    uri = None
        if found is None:
            raise UnreachableError(INSERT, "upload sessions expire")
        return self._done(found)

    def _begin(self, *, notify: bool) -> str:
        file, connection = self._file, self._connection
        try:
            file.check(file.path.stat())
        except OSError as error:
            raise unreadable(file.path, error) from None
        self._road.check()
        resource = new_body(self._change.wanted.fields)
        session = connection.youtube.begin_upload(resource, file.size, file.path.name, notify=notify)
        upload = file.upload(connection.time.now(), session=session, visibility=visibility(self._change.wanted.fields))
        upload = replace(upload, fingerprint=self._fingerprint)
        connection.ledger.keep_upload(connection.id, upload)
        return session

    def _given_up(self, uri: str) -> Json | None:
        """The video of a session that is not to be gone on with, if it has ended with one. It is asked, not guessed."""
        session = UploadSession(self._file.size)
        for attempt in range(_FRUITLESS):
            retry_after = self._step(uri, session)
            if session.state == "done":
                return session.video
            if session.state == "gone" or session.kept is not None:
                self._connection.ledger.forget_session(self._connection.id, self._fingerprint)
                return self._lookout.find(self._file) if session.state == "gone" else None
            self._connection.youtube.pause(attempt, retry_after)
        raise UnreachableError(INSERT, self._last)

    def _send(self, uri: str, session: UploadSession) -> Json | None:
        """Send what is missing until there is a video; None when the session is gone.

        Tries are counted while the machine is awake: after it has slept, the line is given its time again.
        """
        most, fruitless, time = -1, 0, self._connection.time
        while True:
            self._road.check()
            self._moved_at = time.now()
            retry_after = self._step(uri, session)
            slept = time.now() - self._moved_at > _ASLEEP
            if session.state == "done":
                return session.video
            if session.state == "gone":
                return None
            if slept or (session.kept is not None and session.kept > most):
                most, fruitless = max(most, session.kept or 0), 0
                self._moved(most)
            else:
                fruitless += 1
            if fruitless >= _FRUITLESS:
                raise UnreachableError(INSERT, f"{fruitless} x {self._last}")
            if fruitless > 1 or retry_after:
                self._connection.youtube.pause(max(0, fruitless - 2), retry_after)

    def _moved(self, sent: int) -> None:
        self._moved_at = self._connection.time.now()
        self._told(sent)

    def _catch_up(self, stop: int) -> None:
        """Hash what an earlier run has sent, while nothing waits for it."""
        if self._digest and self._digest.upto < stop:
            for block in blocks(self._file, self._digest.upto, stop, lambda: BLOCK):
                self._road.check()
                self._digest.take(self._digest.upto, block)

    def _name(self, content: str) -> None:
        """The name of the content is known: it is in the ledger before the last byte goes."""
        if content != self._fingerprint:
            self._connection.ledger.name_upload(self._connection.id, self._fingerprint, content)
            self._fingerprint = content

    def _step(self, uri: str, session: UploadSession) -> float | None:
        """One request of the session; returns how long the server wants to be left alone, in seconds."""
        step, youtube = session.next(), self._connection.youtube
        content: FileBody | bytes = b""
        if isinstance(step, Send):
            self._catch_up(step.start)
            content = FileBody(self._file, step.start, self._road, self._moved, self._digest, self._name)
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
            self._connection.ledger.forget_session(self._connection.id, self._fingerprint)
        raise youtube.translate(INSERT, refusal, creates=False)

    def _done(self, video: Json) -> Json:
        """Commit that the file is up, under the name of its content: also where this run had no byte to send."""
        ledger, id_ = self._connection.ledger, self._connection.id
        if self._digest and is_unread(self._fingerprint):
            self._catch_up(self._file.size)
            self._name(self._digest.name)
        if ledger.upload(id_, self._fingerprint):
            ledger.finish_upload(id_, self._fingerprint, video["id"])
        else:
            upload = self._file.upload(self._connection.time.now(), video=video["id"])
            ledger.keep_upload(id_, replace(upload, fingerprint=self._fingerprint))
        self._moved(self._file.size)
        self._road.measure()
        return video
