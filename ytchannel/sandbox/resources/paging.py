"""Lists: filters, pages, tokens, parts, etags."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from ytchannel.sandbox import base64url
from ytchannel.sandbox.store import NEWEST_FIRST
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.store import Row

_Item = TypeVar("_Item")

IDS = 50
"""Ids that a filter takes at most."""


def etag(document: Any) -> str:  # noqa: ANN401 - any JSON value
    """A fingerprint of what is shown."""
    raw = orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    return base64url.pack(hashlib.sha1(raw, usedforsecurity=False).digest())


def cut(call: Call, kind: str, id_: str, parts: Mapping[str, Callable[[], Json | None]]) -> Json:
    """A resource of the parts that the call asks for; a part that is None is left out."""
    # The API names a resource in every answer, whether or not `id` is among the parts.
    shown: Json = {"id": id_}
    for part in call.parts:
        value = parts[part]() if part in parts else None
        if value is not None:
            shown[part] = value
    return {"kind": f"youtube#{kind}", "etag": etag(shown), **shown}


def one_filter(call: Call, *names: str) -> str:
    """The one filter of a list that is given. Raises Refused 400 for none, several, or too many ids."""
    given = [name for name in names if call.query.get(name)]
    if not given:
        message = f"No filter selected. Expected one of: {', '.join(names)}"
        raise Refused(400, "missingRequiredParameter", message, where="parameters.", domain="youtube.parameter")
    if len(given) > 1:
        raise incompatible(*given)
    check_ids(call)
    return given[0]


def incompatible(*names: str) -> Refused:
    """The refusal of parameters that do not go together."""
    message = f"Incompatible parameters specified in the request: {', '.join(names)}"
    return Refused(400, "incompatibleParameters", message, where="parameters.", domain="youtube.parameter")


def check_ids(call: Call) -> None:
    """Refuse more than 50 ids: 400 invalidFilters."""
    if len(call.query.get("id") or ()) > IDS:
        message = f"The request specifies more than {IDS} ids."
        raise Refused(400, "invalidFilters", message, where="id", domain="youtube.parameter")


def found(call: Call, kind: str, ids: Sequence[str]) -> list[Row]:
    """The resources of these ids; those that do not exist are missing without a word."""
    rows = [row for id_ in dict.fromkeys(ids) if (row := call.store.get(kind, id_))]
    newest = call.store.newest(kind) if call.stale else None
    if newest is None:
        return rows
    id_, before = newest
    kept = [before if row.id == id_ else row for row in rows]
    if before and id_ in ids and all(row.id != id_ for row in rows):
        kept.append(before)
    return [row for row in kept if row]


def page(call: Call, kind: str, parent: str, subject: str = "") -> tuple[list[Row], Json]:
    """One page of a parent's resources, and the part of the answer that tells of pages."""
    if call.stale or subject:
        return part(call, [row for row in every(call, kind, parent, subject) if subject in ("", row.subject)])
    start, count = window(call)
    return call.store.rows(kind, parent, start, count), pages(start, count, call.store.total(kind, parent))


def part(call: Call, rows: Sequence[_Item]) -> tuple[list[_Item], Json]:
    """One page of what is there, and the part of the answer that tells of pages."""
    start, count = window(call)
    return list(rows[start : start + count]), pages(start, count, len(rows))


def every(call: Call, kind: str, parent: str, subject: str = "") -> list[Row]:
    """All resources of a parent, perhaps as they were before the newest write of their kind: then of any subject."""
    newest = call.store.newest(kind) if call.stale else None
    if newest is None:
        return call.store.rows(kind, parent, subject=subject)
    rows = call.store.rows(kind, parent)
    id_, before = newest
    then = [row for row in rows if row.id != id_]
    if before and before.parent == parent:
        newer = sum(row.position > before.position for row in then)
        then.insert(newer if kind in NEWEST_FIRST else before.position, before)
    return then


def window(call: Call, usual: int = 5) -> tuple[int, int]:
    """Where the page starts and how much fits on it, `usual` unless told. Raises Refused 400 invalidPageToken."""
    count = int(call.query.get("maxResults", usual))
    given = call.query.get("pageToken")
    if not given:
        return 0, count
    try:
        raw = base64url.unpack(given)
    except ValueError:
        raw = b""
    if not re.fullmatch(rb"\x08[\x80-\xff]*[\x00-\x7f]\x10[\x00\x01]", raw, re.DOTALL):
        message = "The request specifies an invalid page token."
        raise Refused(400, "invalidPageToken", message, where="pageToken", domain="youtube.parameter")
    return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(raw[1:-2])), count


def pages(start: int, count: int, total: int, reach: int | None = None) -> Json:
    """The tokens and counts of a page; `reach` is how many can be shown where the total counts others too."""
    told: Json = {}
    if start + count < (total if reach is None else min(total, reach)) and count:
        told["nextPageToken"] = _token(start + count, back=False)
    if start and count:
        told["prevPageToken"] = _token(max(0, start - count), back=True)
    return {**told, "pageInfo": {"totalResults": total, "resultsPerPage": count}}


def _token(start: int, *, back: bool) -> str:
    raw = bytearray(b"\x08")
    while start > 0x7F:
        raw.append(start & 0x7F | 0x80)
        start >>= 7
    return base64url.pack(bytes(raw) + bytes([start, 0x10, back]))


def listing(kind: str, items: Sequence[Json], told: Json | None = None) -> Json:
    """A list answer. `told` is what pages() gives; without it the list has no pages."""
    body: Json = {**(told or {}), "items": list(items)}
    return {"kind": f"youtube#{kind}ListResponse", "etag": etag(body), **body}
