"""Lists lag behind writes: what this tool has made a moment ago is looked for again before it is made once more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ytchannel.workflows.connecting import Connection

T = TypeVar("T")

MOMENT = timedelta(minutes=10)
"""How long a list may lag at the most, as far as anybody has seen."""

LOOKS = 6
"""Readings, the first one included."""


def settled(
    connection: Connection, kind: str, read: Callable[[], T], keys: Callable[[T], Iterable[str]], wanted: Iterable[str]
) -> T:
    """What `read` gives; it is read again, with growing pauses, while it misses what was made a moment ago.

    `keys` are those of the resources that a reading has; only those that are `wanted` are missed. The history knows
    what was made, also where the answer never came. What somebody has deleted meanwhile costs some readings more.
    """
    found = read()
    made = connection.ledger.history.made_since(connection.id, kind, connection.time.now() - MOMENT) & set(wanted)
    for attempt in range(LOOKS - 1):
        if made <= set(keys(found)):
            break
        connection.youtube.pause(attempt)
        found = read()
    return found
