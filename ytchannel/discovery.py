"""The discovery documents that the client library brings along: the clients for the APIs, and what methods need."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ytchannel.plan import Json

_VERSIONS = {"youtube": "v3", "youtubeAnalytics": "v2", "youtubereporting": "v1"}


class Discovery:
    """The document of an API at an address; None is Google's. Without a name it is that of the Data API."""

    def __init__(self, root: str | None, name: str = "youtube", version: str = "v3") -> None:
        """The address is changed in the document: the library's own option for it would send media to https anyway."""
        from googleapiclient.discovery_cache import get_static_doc

        self._document: Json = json.loads(get_static_doc(name, version))
        self._collections: dict[tuple[str, ...], Any] = {}
        if root is not None:
            self._document["rootUrl"] = self._document["mtlsRootUrl"] = root
            self._document["baseUrl"] = root + self._document["servicePath"]

    @property
    def title(self) -> str:
        """The name of the API, as it stands in Google Cloud."""
        return str(self._document["title"])

    @property
    def root(self) -> str:
        """The address of the API."""
        return str(self._document["rootUrl"])

    def scopes(self, method: str) -> frozenset[str]:
        """The scopes that a method ("youtube.playlists.insert") accepts; any one of them is enough."""
        _, *resources, verb = method.split(".")
        found = self._document
        for name in resources:
            found = found["resources"][name]
        return frozenset(found["methods"][verb].get("scopes", ()))

    def request(self, method: str, **arguments: Any) -> Any:  # noqa: ANN401 - the client library is not annotated
        """The client library's own request of a method: parameters and paths are checked against the document."""
        _, *resources, verb = method.split(".")
        # The library makes a collection anew, with all its methods, each time that it is asked for one.
        path = tuple(resources)
        if path not in self._collections:
            found = self._service
            for name in path:
                found = getattr(found, name)()
            self._collections[path] = found
        return getattr(self._collections[path], verb)(**arguments)

    @cached_property
    def _service(self) -> Any:  # noqa: ANN401 - as above
        """The client library's client."""
        from googleapiclient.discovery import build_from_document

        return build_from_document(self._document, http=object())


class Discoveries:
    """The documents of all APIs of YouTube at an address, each read when it is needed first; None is Google's."""

    def __init__(self, root: str | None) -> None:
        self._root = root
        self._found: dict[str, Discovery] = {}

    def of(self, method: str) -> Discovery:
        """The document of the API that a method belongs to."""
        name = method.partition(".")[0]
        if name not in self._found:
            self._found[name] = Discovery(self._root, name, _VERSIONS[name])
        return self._found[name]
