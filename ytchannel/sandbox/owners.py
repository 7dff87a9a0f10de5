"""The channels of the sandbox, and whose request it is: an account's, on one of its channels, within some scopes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ytchannel.sandbox.base64url import token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.settings import Settings


@dataclass(frozen=True)
class Owner:
    """A channel, as the settings name it. `account` is the address of the Google account that it belongs to."""

    id: str
    title: str
    handle: str
    account: str

    @property
    def uploads(self) -> str:
        """The id of the list of its uploads."""
        return "UU" + self.id[2:]


@dataclass(frozen=True)
class Caller:
    """Who asks. `owner` is None for who came with an API key alone; `scopes` None = all there are.

    Somebody who logged in has an `account`, which may be without a channel.
    """

    owner: Owner | None
    scopes: frozenset[str] | None = None
    account: str = ""


def owners(settings: Settings) -> tuple[Owner, ...]:
    """All channels, the first one first. Their ids follow from their places."""
    return _owners(tuple(tuple(sorted(each.items())) for each in (settings.channel, *settings.channels)))


@lru_cache(maxsize=64)
def _owners(given: tuple[tuple[tuple[str, str], ...], ...]) -> tuple[Owner, ...]:
    return tuple(_owner(place, dict(each)) for place, each in enumerate(given))


def first(settings: Settings) -> Owner:
    """The channel of every token that is not another's."""
    return owners(settings)[0]


def find(settings: Settings, id_: str) -> Owner | None:
    """The channel of an id; None for one that is not here."""
    return next((each for each in owners(settings) if each.id == id_), None)


def of_uploads(settings: Settings, id_: str) -> Owner | None:
    """The channel whose list of uploads has an id."""
    return next((each for each in owners(settings) if each.uploads == id_), None)


def _owner(place: int, given: Mapping[str, str]) -> Owner:
    # The first one's id is the same in every sandbox.
    id_ = "UC" + token(f"channel-{place}" if place else "channel", 16)
    return Owner(id_, given["title"], given["handle"], given.get("account", ACCOUNT))


ACCOUNT = "chu.kenh@example.com"
"""The account that channels belong to unless they name another."""
