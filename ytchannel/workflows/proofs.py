"""What was last proved of the sections, so that a quick run need not read their entries again.

A proof holds as long as the section is declared as it was, its list names the same videos, its playlist has as many
entries, and, where it gathers, the channel as many uploads. It tells nothing of entries that were swapped by hand.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from ytchannel.plan import Call

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.model import Section
    from ytchannel.plan import Item
    from ytchannel.workflows.connecting import Connection

_KIND = "proof"


class Proofs:
    """The proofs of one run. `playlists` are the bound ones by section key."""

    def __init__(
        self, connection: Connection, playlists: Mapping[str, Item], listed: Mapping[str, Sequence[str]]
    ) -> None:
        self._connection = connection
        self._playlists = playlists
        self._listed = listed

    def holds(self, section: Section) -> bool:
        """Whether nothing that can be counted has changed since the section was last seen as declared."""
        playlist = self._playlists.get(section.key)
        if playlist is None or section.key not in self._known:
            return False
        count = int(playlist.source.get("contentDetails", {}).get("itemCount", -1))
        return self._known[section.key] == self._proof(section, count)

    def keep(self, section: Section, entries: int) -> None:
        """The section is as declared, with so many entries."""
        proof = self._proof(section, entries)
        if self._known.get(section.key) != proof:
            self._connection.ledger.bind(self._connection.id, _KIND, {section.key: proof})

    @cached_property
    def _known(self) -> dict[str, str]:
        return self._connection.ledger.bindings(self._connection.id, _KIND)

    def _proof(self, section: Section, entries: int) -> str:
        uploads = self._uploads if section.collect else 0
        return f"{entries} {uploads} {self.wish(section)}"

    def wish(self, section: Section) -> str:
        """The fingerprint of what is declared of a section's entries."""
        wish = (section.order, section.given, section.collect, tuple(self._listed.get(section.key, ())))
        return hashlib.sha256(repr(wish).encode()).hexdigest()[:32]

    @cached_property
    def _uploads(self) -> int:
        """How many uploads the channel has; costs a unit."""
        id_ = self._connection.live["contentDetails"]["relatedPlaylists"]["uploads"]
        call = Call("youtube.playlists.list", {"part": "id,contentDetails", "id": id_})
        found = next(self._connection.youtube.items(call), {})
        return int(found.get("contentDetails", {}).get("itemCount", 0))
