"""The request of one change: sent, and where its fate is unsure, looked for before it is sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.errors import AnswerLostError, RefusedError, RequestError
from ytchannel.kinds import CAPTION, COVER, ENTRY, INSERTABLE, KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from ytchannel.kinds import Resolve
    from ytchannel.plan import Change, Json
    from ytchannel.youtube import YouTube

_LOOKS = 4  # the list may lag behind the write by some seconds
_RESENDS = 3
# What says that a creation has happened, or that it cannot be told yet, by kind.
_ALREADY_THERE = {ENTRY.name: {"videoAlreadyInPlaylist", "duplicate"}, CAPTION.name: {"captionExists"}}


def requested(youtube: YouTube, change: Change, resolve: Resolve, known: Collection[str]) -> Json:
    """Make a change and return its resource; a creation whose fate is unsure is looked for first.

    What stands under one of the `known` ids is not what was created. What is to be deleted and is gone already counts
    as deleted: the answer to an earlier request may be lost.
    """
    call = KINDS[change.kind].call(change, resolve)
    for attempt in range(_RESENDS):
        try:
            return youtube.send(call)
        except (AnswerLostError, RefusedError) as error:
            if change.action == "delete" and isinstance(error, RefusedError) and error.status == 404:
                return {}
            if change.action != "create" or not _unsure(change, error):
                raise
            if found := _look(youtube, change, resolve, known):
                return found
            if isinstance(error, RefusedError) and error.reason in _ALREADY_THERE.get(change.kind, ()):
                return {}  # it is there, as wanted; only the list lags
            if attempt == _RESENDS - 1 or not _may_resend(change, error):
                raise
    raise AssertionError(change)


def _look(youtube: YouTube, change: Change, resolve: Resolve, known: Collection[str]) -> Json | None:
    """What the creation has made after all, waiting for lists that lag."""
    kind = INSERTABLE[change.kind]
    for attempt in range(_LOOKS):
        for resource in youtube.items(kind.twins(change, resolve)):
            if resource["id"] not in known and kind.is_twin(change, resource, resolve):
                return resource
        if attempt < _LOOKS - 1:
            youtube.pause(attempt)
    return None


def _unsure(change: Change, error: RequestError) -> bool:
    """Whether the creation may have happened although no good answer came.

    An entry answers videoNotFound just after its video was uploaded, and is there nonetheless in part of the cases.
    """
    if isinstance(error, RefusedError):
        there = error.reason in _ALREADY_THERE.get(change.kind, ())
        return there or (change.kind == ENTRY.name and error.reason == "videoNotFound")
    return isinstance(error, AnswerLostError)


def _may_resend(change: Change, error: RequestError) -> bool:
    """Not when the connection broke: a slow list could hide the first one for longer than was looked.

    But for what there is one of at most: a cover, a track of captions.
    """
    if change.kind in (COVER.name, CAPTION.name):
        return True
    if isinstance(error, RefusedError):
        return error.reason == "videoNotFound"
    return isinstance(error, AnswerLostError) and error.status is not None
