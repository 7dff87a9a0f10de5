"""Every write goes into the history: before it is sent, and when its answer is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.errors import AnswerLostError, ChannelToolError, RefusedError, UnreachableError
from ytchannel.history import DONE, FAILED, Write

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.plan import Change, Json
    from ytchannel.workflows.connecting import Connection


def recorded(connection: Connection, change: Change, make: Callable[[], Json]) -> Json:
    """What `make` gives, the resource that the change has made; the write stands in the history with its outcome.

    One whose answer was lost, or whose process died, stays "begun": nobody knows whether it happened.

    Raises GuardError, with nothing sent, when the change is not for who runs this.
    """
    connection.permission.require([change])
    history = connection.ledger.history
    write = Write(
        run=connection.run,
        at=connection.time.now(),
        user=connection.user,
        action=change.action,
        kind=change.kind,
        key=change.key,
        title=change.title,
        fields={name: [each.old, each.new] for name, each in change.fields.items()},
        before=dict(change.seen.source) if change.seen else None,
    )
    number = history.begin(connection.id, write)
    try:
        made = make()
    except ChannelToolError as error:
        if not _unsure(change, error):
            history.end(number, FAILED)
        raise
    history.end(number, DONE, made)
    return made


def _unsure(change: Change, error: ChannelToolError) -> bool:
    """Whether the write may have happened nonetheless: a creation that never left raises UnreachableError too."""
    if isinstance(error, RefusedError):
        return error.status >= 500
    return isinstance(error, AnswerLostError) or (isinstance(error, UnreachableError) and change.action != "create")
