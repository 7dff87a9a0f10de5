"""Which items of a list, as it was, are which of the list as it is to be."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Arranged(list[Any]):
    """A list whose items tell which they were: `origins` are their numbers in the list as it was, None for new ones.

    `apart` tells whether new items are set apart by blank lines where the list does not show what is usual.
    """

    def __init__(self, items: Iterable[Any], origins: Sequence[int | None], *, apart: bool) -> None:
        super().__init__(items)
        self.origins = list(origins)
        self.apart = apart


def origins(old: Sequence[Any], new: Sequence[Any], alike: Callable[[Any, Any], bool]) -> list[int | None]:
    """For each new item the number of the old one that it is.

    Equal ones are the same; between those that stay in place, what is left is paired in order where it is `alike`.
    """
    if isinstance(new, Arranged):
        return new.origins
    numbers: dict[str, list[int]] = defaultdict(list)
    for number in range(len(old) - 1, -1, -1):
        numbers[repr(old[number])].append(number)
    found: list[int | None] = [numbers[repr(each)].pop() if numbers.get(repr(each)) else None for each in new]
    taken = {number for number in found if number is not None}
    stays = staying(found)
    last = -1
    ends = {number: place for place, number in enumerate(found) if number in stays}
    for number in [*sorted(stays), len(old)]:
        free = [each for each in range(last + 1, number) if each not in taken]
        place = ends.get(number, len(found))
        gap = [at for at in range(ends.get(last, -1) + 1, place) if found[at] is None]
        for old_number, at in zip(free, gap, strict=False):
            if alike(old[old_number], new[at]):
                found[at] = old_number
        last = number
    return found


def staying(order: Sequence[int | None]) -> set[int]:
    """The most of the numbers that can stay where they are while the others move: the longest that ascends."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in order:
        if number is None:
            continue
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    found: set[int] = set()
    number = tails[-1] if tails else None
    while number is not None:
        found.add(number)
        number = before[number]
    return found
