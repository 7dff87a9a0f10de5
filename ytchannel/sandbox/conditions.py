"""Writes under a condition: `If-Match` with the ETag that was read, so that nobody's change is written over."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

from ytchannel.sandbox.discovery.document import document, method_of
from ytchannel.sandbox.resources.paging import etag
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.sandbox.call import Call, Raw

GUARDED = frozenset({"playlists", "playlistItems", "channelSections", "videos"})
"""The collections whose updates and deletions look at the condition."""


def check(call: Call, show: Callable[[Call], Json | Raw | None]) -> None:
    """Raise Refused 412 when the resource is not as it was when the ETag was given.

    `show` lists resources of its kind by id. An ETag is that of the parts which were asked for, and nobody knows which
    those were: any will do.
    """
    given = call.headers.get("if-match", "").strip().removeprefix("W/").strip('"')
    listed = method_of(f"youtube.{call.method.collection}.list")
    if not given or given == "*" or call.settings.if_match != "honour" or listed is None:
        return
    id_ = str(call.body.get("id") or call.query.get("id") or "")
    parts = tuple(sorted(document("youtube").parts(listed.resource)))
    shown = show(call.but(query={"id": [id_]}, parts=parts))
    found = shown.get("items", []) if isinstance(shown, dict) else []
    if found and given not in _etags(found[0]):
        raise Refused(412, "conditionNotMet", "Precondition Failed", where="If-Match")


def _etags(resource: Json) -> Iterator[str]:
    """The ETags that a resource has, by the parts that are asked for."""
    parts = [(name, value) for name, value in resource.items() if name not in ("kind", "etag", "id")]
    for some in chain.from_iterable(combinations(parts, count) for count in range(len(parts) + 1)):
        yield etag({"id": resource["id"], **dict(some)})
