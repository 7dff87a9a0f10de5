"""Discovery served: the bundled documents, with addresses that lead back here, and the list of them.

GET /discovery/v1/apis                       the list; `name` and `preferred` choose from it
GET /discovery/v1/apis/API/VERSION/rest      a document
GET /$discovery/rest?version=VERSION         the same: at Google each API has a host, here a version, of its own

These cost nothing, need no token, and stand in no journal.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import orjson

from ytchannel.sandbox.discovery.document import APIS, source
from ytchannel.sandbox.discovery.fields import select
from ytchannel.sandbox.exchange import SmallExchange
from ytchannel.sandbox.wire import Json, Refused, Request, Response, answer

if TYPE_CHECKING:
    from collections.abc import Mapping

PATHS = ("/discovery/", "/$discovery/", "/%24discovery/")
"""How the paths begin."""

_LIST = "/discovery/v1/apis"
_REST = re.compile(r"/discovery/v1/apis/([^/]+)/([^/]+)/rest")
_ROOTS = ("rootUrl", "baseUrl", "mtlsRootUrl")


class DirectoryExchange(SmallExchange):
    """One request for a document, or for the list of documents."""

    def __init__(self, head: Request) -> None:
        super().__init__(0)  # a question has no body
        self._verb = head.method.upper()
        at = urlsplit(head.url)
        self._root = f"{at.scheme}://{at.netloc}/"
        self._path = unquote(at.path).rstrip("/")
        self._query = {name: values[-1] for name, values in parse_qs(at.query).items()}

    def finish(self) -> Response:
        """Answer."""
        try:
            shown = self._shown()
            return answer(select(shown, self._query["fields"]) if self._query.get("fields") else shown)
        except Refused as refusal:
            return refusal.response()

    def _shown(self) -> Json:
        if self._verb not in ("GET", "HEAD"):
            raise Refused(404, "notFound", f"There is no {self._verb} {self._path} in the API.")
        if self._path == _LIST:
            return _listed(self._root, self._query)
        if found := _REST.fullmatch(self._path):
            return document(found[1], found[2], self._root)
        if self._path == "/$discovery/rest":
            version = self._query.get("version", "v3")
            api = next((each for each in APIS if APIS[each] == f"{each}.{version}"), "")
            return document(api, version, self._root)
        raise Refused(404, "notFound", f"There is no {self._path} in the API.")


def document(api: str, version: str, root: str) -> Json:
    """An API's discovery document, whose addresses begin with `root`. Raises Refused 404 for one that is not here."""
    name = f"{api}.{version}"
    if name not in APIS.values():
        raise Refused(404, "notFound", f"Requested entity was not found: {api} {version}.")
    found: Json = orjson.loads(_source(name))
    return {**found, **dict.fromkeys(_ROOTS, root)}


@functools.cache
def _source(name: str) -> bytes:
    return source(name)


def _listed(root: str, query: Mapping[str, str]) -> Json:
    wanted = [name for name in APIS.values() if query.get("name", "") in ("", name.partition(".")[0])]
    return {
        "kind": "discovery#directoryList",
        "discoveryVersion": "v1",
        "items": [_item(root, *name.split(".")) for name in wanted],
    }


def _item(root: str, api: str, version: str) -> Json:
    """What the list tells of a document; each API is here in its one version, which is the preferred one."""
    told = document(api, version, root)
    return {
        "kind": "discovery#directoryItem",
        **{
            name: told[name] for name in ("id", "name", "version", "title", "description", "icons", "documentationLink")
        },
        "discoveryRestUrl": f"{root}discovery/v1/apis/{api}/{version}/rest",
        "preferred": True,
    }
