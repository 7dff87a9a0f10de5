"""The channel lock: what a login leads to has to be the channel that is meant.

A person may own several channels and pick the wrong one on the consent page, so what YouTube says is held against
three things: what the channel file declares, what it was written to before, and what the login was made for. An `id` in
the channel file decides; a handle can pass from one channel to another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.errors import WrongChannelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.model import Channel
    from ytchannel.plan import Json
    from ytchannel.seen import SeenChannel
    from ytchannel.workflows.connecting import Target


def check(found: Json, channel: Channel, target: Target, seen: Sequence[SeenChannel], bound: tuple[str, str]) -> None:
    """Hold the channel that was found against what is known. `bound` are id and title of the login's, or two "".

    The embedded sandbox stands in for whichever channel is declared. Raises WrongChannelError.
    """
    if target.where == "embedded":
        return
    id_, title = found["id"], found["snippet"]["title"]
    names = {each.id: each.title for each in seen}
    if bound[0]:
        names.setdefault(*bound)
    if channel.id is not None:
        if channel.id != id_:
            raise WrongChannelError("wrong-channel", named(channel.id, names), id_, title, file=channel.file.name)
    elif (other := _handle(channel, target, found, {each.id for each in seen})) is not None:
        raise WrongChannelError("wrong-channel", other, id_, title, file=channel.file.name)
    elif seen and id_ not in {each.id for each in seen}:
        wanted = ", ".join(named(each.id, names) for each in seen)
        raise WrongChannelError("channel-changed", wanted, id_, title, file=channel.file.name)
    if bound[0] and bound[0] != id_:
        raise WrongChannelError("login-other-channel", named(bound[0], names), id_, title)


def named(id_: str, names: dict[str, str]) -> str:
    """A channel for people: title and id, or the id alone."""
    title = names.get(id_)
    return f"{title} ({id_})" if title else id_


def _handle(channel: Channel, target: Target, found: Json, seen: set[str]) -> str | None:
    """The declared handle, where the found channel has another; handles are compared on the real YouTube only.

    One without a handle has to be a channel that the file was written to before.
    """
    handle = found["snippet"].get("customUrl", "")
    if target.where != "real" or not channel.handle or handle.lower() == channel.handle.lower():
        return None
    return None if not handle.startswith("@") and found["id"] in seen else channel.handle
