"""A local YouTube: what a channel manager meets of the Data API v3 and of resumable uploads, kept in one SQLite file.

    with Sandbox(Path("sandbox.db")) as sandbox:
        answer = sandbox.handle(Request("GET", "http://sandbox.localhost/youtube/v3/playlists?part=snippet&mine=true",
                                        {"Authorization": "Bearer any"}))

Routes, parameters, bodies, enums and limits of media come from the discovery document in google-api-python-client;
`python -m ytchannel sandbox serve` puts the same behind a port. `control` documents how it is steered, `faults` what
can go wrong on demand, `settings` what can be set.

What it answers is listed in `api`; any other method of the document is charged and then refused with 501. Not there:
other people's channels and videos, If-Match, orders of playlists other than by hand, the figures of Analytics.
"""

from ytchannel.sandbox.embedded import Sandbox
from ytchannel.sandbox.exchange import Exchange
from ytchannel.sandbox.wire import ConnectionCut, Request, Response

__all__ = ["ConnectionCut", "Exchange", "Request", "Response", "Sandbox"]
