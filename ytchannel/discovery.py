"""The discovery document of the API that the client library brings along: the client for it, and what methods need."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ytchannel.plan import Json


class Discovery:
    """The document of an API at an address; None is Google's. Without a name it is that of the Data API."""

    def __init__(self, root: str | None, name: str = "youtube", version: str = "v3") -> None:
        """The address is changed in the document: the library's own option for it would send media to https anyway."""
        from googleapiclient.discovery_cache import get_static_doc

        self._document: Json = json.loads(get_static_doc(name, version))
        if root is not None:
            self._document["rootUrl"] = self._document["mtlsRootUrl"] = root
            self._document["baseUrl"] = root + self._document["servicePath"]

    def service(self) -> Any:  # noqa: ANN401 - the client library is not annotated
        """The client library's client for it."""
        from googleapiclient.discovery import build_from_document

        return build_from_document(self._document, http=object())

    def scopes(self, method: str) -> frozenset[str]:
        """The scopes that a method ("youtube.playlists.insert") accepts; any one of them is enough."""
        _, resource, verb = method.split(".")
        return frozenset(self._document["resources"][resource]["methods"][verb].get("scopes", ()))
