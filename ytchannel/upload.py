"""The resumable upload protocol as questions and answers, without I/O.

Source of the rules: developers.google.com/youtube/v3/guides/using_resumable_upload_protocol. The caller sends what
`next` returns and hands the answer to `receive`; after any broken connection it says `interrupted`, and what comes next
is the question how much the server has, never a repetition of bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

State = Literal["open", "done", "gone", "refused"]

_KEPT = re.compile(r"bytes=0-(\d+)")
_PASSING = {401, 408, 429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Ask:
    """The question how much is there: a PUT to the session without a body."""

    headers: Mapping[str, str]


@dataclass(frozen=True)
class Send:
    """PUT the bytes from `start` up to and not including `stop`."""

    start: int
    stop: int
    headers: Mapping[str, str]


class UploadSession:
    """One upload of `size` bytes, of a session that was begun now (`kept=0`) or at some other time (`kept=None`).

    `kept` is how many bytes the server has, None while that is not known. `video` is the resource in the final answer.
    """

    def __init__(self, size: int, kept: int | None = None) -> None:
        if size < 1:
            raise ValueError(size)
        self.size = size
        self.kept = kept
        self.state: State = "open"
        self.video: dict[str, Any] = {}

    def next(self) -> Ask | Send:
        """The request to send now: everything that is missing in one go, or the question when that is not known."""
        if self.kept is None:
            return Ask({"Content-Length": "0", "Content-Range": f"bytes */{self.size}"})
        span = f"bytes {self.kept}-{self.size - 1}/{self.size}"
        return Send(self.kept, self.size, {"Content-Length": str(self.size - self.kept), "Content-Range": span})

    def interrupted(self) -> None:
        """No answer came: what the server has is not known any more."""
        self.kept = None

    def receive(self, status: int, headers: Mapping[str, str], body: bytes) -> State:
        """Take the answer to what `next` returned; header names are in lower case.

        An answer to a question after the end is the final answer again, so a lost one is never lost for good.
        """
        if status in (200, 201):
            self.video = _video(body)
            self.kept = self.size if self.video else None  # a page that is none of YouTube's: ask
            self.state = "done" if self.video else "open"
        elif status == 308:
            match = _KEPT.fullmatch(headers.get("range", ""))
            kept = int(match[1]) + 1 if match else 0
            # All of it kept and no final answer yet: ask again, there is nothing to send.
            self.kept = kept if kept < self.size else None
        elif status in (404, 410):
            self.state = "gone"
        elif status in _PASSING or status < 400:  # a redirect or page is none of YouTube's
            self.kept = None
        else:
            self.state = "refused"
        return self.state


def _video(body: bytes) -> dict[str, Any]:
    """The video in a final answer; {} when it has none."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) and "id" in found else {}
