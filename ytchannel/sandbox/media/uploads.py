"""Upload sessions as they are kept: begun, grown by what arrives, ended once, answering the same ever after.

The protocol is that of developers.google.com/youtube/v3/guides/using_resumable_upload_protocol; sessions.py has its
requests. Bytes stand in a file beside the database; how many of them count is committed while they arrive, so that a
process that dies loses nearly nothing. What the file has beyond that is written over.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ytchannel.sandbox import api
from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.call import Arrived
from ytchannel.sandbox.wire import JSON_TYPE, Refused, Response, answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ytchannel.sandbox.api import Context
    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.discovery.document import Method
    from ytchannel.sandbox.store import Store

PATHS = ("/upload/", "/resumable/upload/")
"""Where media are sent to."""


@dataclass(frozen=True)
class Upload:
    """A session: `total` bytes are to come (None: not told yet), the first `kept` are there; status 0 = it goes on."""

    id: str
    start: Mapping[str, Any]
    total: int | None
    kept: int
    status: int
    answer: bytes

    @property
    def whole(self) -> bool:
        """Whether every byte is there."""
        return self.kept == self.total

    def response(self) -> Response:
        """The final answer, which is the same however often it is asked for."""
        return Response(self.status, {"Content-Type": JSON_TYPE}, self.answer)


def start(call: Call, headers: Mapping[str, str], url: str) -> Response:
    """Begin a session: 200 and its address, under the scheme and host that the client called. Raises Refused."""
    mime = headers.get("x-upload-content-type", "application/octet-stream")
    size = headers.get("x-upload-content-length")
    if size is not None and not size.isdecimal():
        message = f"Invalid value '{size}'."
        raise Refused(400, "invalidParameter", message, where="X-Upload-Content-Length")
    check_media(call.method, mime, int(size or 0))
    prepared = api.prepare(call, headers.get("slug", ""))
    store = call.store
    id_ = "A" + token(f"upload-{store.count_up('ids-upload')}", 32)
    begun = {**api.kept_call(call), "prepared": prepared, "mime": mime, "begun": call.now.isoformat()}
    kept = json.dumps(begun, ensure_ascii=False)
    sql = "INSERT INTO upload VALUES (?, ?, ?, ?, 0, 0, 0, '')"
    store.db.execute(sql, (id_, call.method.id, kept, None if size is None else int(size)))
    at = urlsplit(url)
    query = urlencode([*((k, v) for k, v in parse_qsl(at.query) if k != "upload_id"), ("upload_id", id_)])
    location = f"{at.scheme}://{at.netloc}{at.path}?{query}"
    return Response(200, {"Location": location, "X-GUploader-UploadID": id_, "Content-Length": "0"}, b"")


def check_media(method: Method, mime: str, size: int) -> None:
    """Refuse a content type that the method does not accept (400 badRequest) or too many bytes (413)."""
    if method.media is None:
        raise AssertionError(method.id)
    if not method.media.takes(mime):
        kinds = ", ".join(method.media.accept)
        raise Refused(400, "badRequest", f"Media type '{mime}' is not supported. Valid media types: [{kinds}]")
    if size > method.media.max_size:
        raise Refused(413, "uploadTooLarge", f"Media may have {method.media.max_size} bytes at most.")


def load(store: Store, id_: str) -> Upload | None:
    """A session, None when there is none of this id (any more)."""
    sql = "SELECT id, start, total, kept, status, answer FROM upload WHERE id = ?"
    found = store.db.execute(sql, (id_,)).fetchone()
    return Upload(found[0], json.loads(found[1]), *found[2:]) if found else None


def is_over(upload: Upload, days: float, now: datetime) -> bool:
    """Whether a session has been there for longer than it lasts."""
    begun = upload.start.get("begun")
    return begun is not None and now - datetime.fromisoformat(begun) > timedelta(days=days)


def tell_total(store: Store, id_: str, total: int | None) -> None:
    """Keep the total of a session whose start did not tell it."""
    store.db.execute("UPDATE upload SET total = coalesce(total, ?) WHERE id = ?", (total, id_))


def claim(store: Store, id_: str, writer: int) -> None:
    """From now on only the exchange `writer` adds to the session; an older one that still runs adds no more."""
    store.db.execute("UPDATE upload SET writer = ? WHERE id = ?", (writer, id_))


def keep(store: Store, id_: str, writer: int, kept: int) -> bool:
    """Commit how many bytes count; False when the session went to another exchange or away."""
    sql = "UPDATE upload SET kept = ? WHERE id = ? AND writer = ? AND status = 0"
    return store.db.execute(sql, (kept, id_, writer)).rowcount > 0


def expire(store: Store, id_: str) -> None:
    """Let a session be gone, with its bytes."""
    store.db.execute("DELETE FROM upload WHERE id = ?", (id_,))
    file(store, id_).unlink(missing_ok=True)


def file(store: Store, id_: str) -> Path:
    """Where the bytes of a session are."""
    return store.media() / id_


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sweep(store: Store) -> None:
    """Drop the bytes of sessions that have ended: a process may have died between the end and the dropping."""
    for path in store.media_files():
        upload = load(store, path.name)
        if upload is not None and upload.status:
            path.unlink(missing_ok=True)


def finish(context: Context, upload: Upload, *, fails: str = "") -> Response:
    """End a session whose bytes are all there: do what it was for, keep the answer, drop the bytes.

    The hash is taken outside the transaction, as that may last; two requests that end one session end it once.
    """
    store = context.store
    path = file(store, upload.id)
    path.touch(mode=0o600)
    with path.open("r+b") as stream:
        stream.truncate(upload.kept)
    digest = sha256(path)
    with store.transaction() as db:
        ended = load(store, upload.id)
        if ended is None or ended.status:
            path.unlink(missing_ok=True)
            if ended is None:
                raise Refused(404, "notFound", "The upload session is gone.")
            return ended.response()
        call = api.again(context, upload.start).but(fails=fails)
        media = Arrived(path, upload.kept, digest, upload.start["mime"])
        try:
            check_media(call.method, media.mime, media.size)  # the size may not have been told before
            response = answer(api.complete(call, upload.start["prepared"], media), call.settings.upload_status)
        except Refused as refusal:
            response = refusal.response()
        sql = "UPDATE upload SET status = ?, answer = ? WHERE id = ?"
        db.execute(sql, (response.status, response.body, upload.id))
    path.unlink(missing_ok=True)
    return response
