"""Order: the fewest placements that bring a list into a wished order, and where each goes as the list is then. Pure.

Breadth-first search over all permutations of up to eight shows that the wished keys present, less their longest rising
run, is the least number of moves; Knuth, The Art of Computer Programming 3, 5.1.4, has the run in n log n.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Placement:
    """Put `key` at 0-based `position` of the list as it is at that moment; `new` when it is not in the list yet."""

    key: str
    position: int
    new: bool


class Line:
    """A list on its way into a wished order: `present` are its keys now, `wanted` those whose order is declared.

    Keys that are not wanted are foreign and never moved. A longest rising run of the wanted ones is settled: it stays,
    and every other key is placed right behind the nearest settled one that is wanted before it. So the order is right
    in the end whatever the order of the placements, and also beside keys whose placement has failed.
    """

    def __init__(self, present: Sequence[str], wanted: Sequence[str]) -> None:
        self.keys = list(present)
        self._wanted = list(wanted)
        self._order = {key: index for index, key in enumerate(wanted)}
        staying = _longest_rising([key for key in present if key in self._order], self._order)
        self._settled = sorted(self._order[key] for key in staying)

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def unsettled(self) -> list[str]:
        """The wanted keys that are still to be placed, in the wished order."""
        settled = set(self._settled)
        return [key for key in self._wanted if self._order[key] not in settled]

    def position(self, key: str) -> int:
        """Where an unsettled key goes now, 0-based; for one that is in the line, counted without it."""
        place = bisect_left(self._settled, self._order[key])
        if place:
            index = self.keys.index(self._wanted[self._settled[place - 1]]) + 1
        elif self._settled:
            index = self.keys.index(self._wanted[self._settled[0]])
        else:
            index = len(self.keys)
        return index - (key in self.keys and self.keys.index(key) < index)

    def wants(self, key: str) -> bool:
        """Whether the order of a key is declared."""
        return key in self._order

    def swap(self, key: str, other: str) -> None:
        """Two unsettled keys change their places in the wished order."""
        here, there = self._order[key], self._order[other]
        self._order[key], self._order[other] = there, here
        self._wanted[here], self._wanted[there] = other, key

    def rename(self, key: str, name: str) -> None:
        """A wanted key has another name from now on."""
        place = self._order.pop(key)
        self._order[name] = place
        self._wanted[place] = name

    def remove(self, key: str) -> None:
        """A key was taken out of the list."""
        if key in self.keys:
            self.keys.remove(key)
        if self._order.get(key) in self._settled:
            self._settled.remove(self._order[key])

    def settle(self, key: str, position: int | None = None) -> None:
        """A key was placed: where `position` says, at the end without one, which settles only what belongs there."""
        at = self.position(key) if key in self._order else -1
        if key in self.keys:
            self.keys.remove(key)
        where = len(self.keys) if position is None else position
        self.keys.insert(where, key)
        if where == at:
            insort(self._settled, self._order[key])


def arrange(present: Sequence[str], wanted: Sequence[str]) -> list[Placement]:
    """The fewest placements after which the keys of `wanted` stand in that order among `present`."""
    line, placements = Line(present, wanted), []
    for key in line.unsettled():
        placements.append(Placement(key, line.position(key), key not in line))
        line.settle(key, placements[-1].position)
    return placements


def _longest_rising(keys: Sequence[str], order: Mapping[str, int]) -> set[str]:
    """A longest subsequence of `keys` whose `order` rises (patience sorting, n log n)."""
    tails: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for key in keys:
        place = bisect_left(tails, order[key])
        before[key] = last[place - 1] if place else None
        tails[place : place + 1] = [order[key]]
        last[place : place + 1] = [key]
    chain: set[str] = set()
    key_now = last[-1] if last else None
    while key_now is not None:
        chain.add(key_now)
        key_now = before[key_now]
    return chain
