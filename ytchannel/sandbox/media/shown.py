"""Pictures at the addresses that resources tell: https://i.ytimg.com/vi/VIDEO/… and …/pl_c/PLAYLIST/….

What was set is shown as it was sent, in every size; a frame of a video is not, since nothing is decoded here. As at
Google's own servers of pictures these requests cost nothing, need no token, and stand in no journal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ytchannel.sandbox.exchange import SmallExchange
from ytchannel.sandbox.media import archive
from ytchannel.sandbox.resources import covers
from ytchannel.sandbox.wire import Request, Response

if TYPE_CHECKING:
    from ytchannel.sandbox.store import Store

PATHS = ("/vi/", "/pl_c/")
"""How the paths begin."""

_PATH = re.compile(r"/(vi|pl_c)/([\w-]+)/[\w-]+\.jpg")


class PictureExchange(SmallExchange):
    """One request for a picture."""

    def __init__(self, store: Store, head: Request) -> None:
        super().__init__(0)  # a question has no body
        self._store = store
        self._verb = head.method.upper()
        self._path = unquote(urlsplit(head.url).path)

    def finish(self) -> Response:
        """The picture, or 404 without a body of the API."""
        at = _PATH.fullmatch(self._path)
        if at is None or self._verb not in ("GET", "HEAD"):
            return Response(404, {}, b"")
        kind, id_ = ("thumbnail", at[2]) if at[1] == "vi" else ("playlistImage", covers.image_id(at[2]))
        found = archive.find(self._store, kind, id_)
        if found is None:
            return Response(404, {}, b"")
        mime, path = found
        return Response(200, {"Content-Type": mime or "application/octet-stream"}, path.read_bytes())
