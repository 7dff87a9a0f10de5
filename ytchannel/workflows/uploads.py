"""The list of a channel's own uploads, the newest first, which YouTube does not have while there are none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.plan import Call, Json
    from ytchannel.workflows.connecting import Connection


def uploads(connection: Connection, listing: Callable[[str], Call]) -> Iterator[Json]:
    """The entries of the uploads; `listing` makes the request for the entries of a playlist. A unit a page."""
    for page in pages(connection, listing):
        yield from page


def pages(connection: Connection, listing: Callable[[str], Call]) -> Iterator[list[Json]]:
    """The same page by page.

    Of a channel without videos it is not found (404 playlistNotFound, as users report since December 2020): no pages.
    """
    call = listing(connection.live["contentDetails"]["relatedPlaylists"]["uploads"])
    try:
        page = connection.youtube.send(call)
    except RefusedError as error:
        if error.reason == "playlistNotFound":
            return
        raise
    while True:
        yield page.get("items", [])
        if not page.get("nextPageToken"):
            return
        page = connection.youtube.send(replace(call, params={**call.params, "pageToken": page["nextPageToken"]}))
