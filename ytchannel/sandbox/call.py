"""A call as the modules of the resources see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox import owners
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Self

    from ytchannel.sandbox.discovery.document import Method
    from ytchannel.sandbox.owners import Caller, Owner
    from ytchannel.sandbox.settings import Settings
    from ytchannel.sandbox.store import Store


@dataclass(frozen=True)
class Call:
    """One checked request: its parameters typed, its body cut to the parts that it names.

    `headers` are under lower-case names, `root` is the scheme and host that the client called; `stale` says that a list
    is to miss the newest write, `fails` why the video of an upload cannot be processed, if so.
    """

    method: Method
    query: Mapping[str, Any]
    parts: tuple[str, ...]
    body: Json
    store: Store
    settings: Settings
    now: datetime
    caller: Caller
    headers: Mapping[str, str]
    stale: bool = False
    fails: str = ""
    root: str = ""

    @property
    def owner(self) -> Owner:
        """The channel on whose behalf the call is made.

        Raises Refused 401 for a call with an API key alone, or of an account without a channel.
        """
        if self.caller.owner is None and self.caller.account:
            raise Refused(401, "youtubeSignupRequired", "Unauthorized", where="Authorization", domain="youtube.header")
        if self.caller.owner is None:
            message = "The request uses the mine parameter or a write but is not properly authorized."
            raise Refused(401, "authorizationRequired", message, where="Authorization")
        return self.caller.owner

    def owns(self, id_: str) -> bool:
        """Whether a channel, or the list of its uploads, is the caller's own."""
        return self.caller.owner is not None and id_ in (self.caller.owner.id, self.caller.owner.uploads)

    def channel(self, id_: str) -> Json:
        """What resources tell of the channel that they belong to; `id_` is its own or that of its uploads."""
        channel = "UC" + id_[2:]
        owner = owners.find(self.settings, channel)
        return {"channelId": channel, "channelTitle": owner.title if owner else ""}

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 - of any field
        """The call with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Raw:
    """An answer that is not JSON: a caption track, a report."""

    mime: str
    body: bytes


@dataclass(frozen=True)
class Arrived:
    """Media that have arrived in a file, which is gone after the call: copy what is to stay (archive.keep)."""

    file: Path
    size: int
    sha256: str
    mime: str


@dataclass(frozen=True)
class Upload:
    """How a method takes media.

    `prepare(call, file_name)` checks everything but the media and returns what `complete(call, prepared, media)` needs;
    for a resumable upload the two may be a week and a restart apart, so it is kept as JSON. Both may raise Refused.
    `plain(call)` does the method without media, where it can do without.
    """

    prepare: Callable[[Call, str], Json]
    complete: Callable[[Call, Json, Arrived], Json]
    plain: Callable[[Call], Json] | None = None


def stamp(time: datetime) -> str:
    """A time as the API writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
