"""The counters of many videos as few bytes: what is alike lies together, and only what differs from a base is written.

A row of 64-bit numbers for each column, the bytes of one weight side by side, so that the many zeros are compressed
away. It is read at the speed of copying, which digits of variable length are not.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Counts = tuple[int | None, int | None, int | None]
"""Views, likes and comments of a video; None where YouTube does not tell one."""

_FORM = b"\1"
_COLUMNS = 4  # numbers of the videos, and three counters
_WIDTH = 8  # bytes of a number
_NONE: Counts = (None, None, None)


class DamagedError(ValueError):
    """The bytes are not what `pack` has made."""


def pack(counts: Mapping[int, Counts], base: Mapping[int, Counts]) -> bytes:
    """The counters of videos by their number, as they differ from those of `base`, which reading needs again."""
    numbers = sorted(counts)
    then = [base.get(number, _NONE) for number in numbers]
    flat = array("q", (now - before for before, now in zip([0, *numbers], numbers, strict=False)))
    for column in range(3):
        flat.extend(
            _code(counts[number][column]) - _code(before[column]) for number, before in zip(numbers, then, strict=True)
        )
    raw = _portable(flat).tobytes()
    return _FORM + zlib.compress(b"".join(raw[weight::_WIDTH] for weight in range(_WIDTH)), 9)


def unpack(packed: bytes, base: Mapping[int, Counts]) -> dict[int, Counts]:
    """What was packed. Raises DamagedError."""
    if packed[:1] != _FORM:
        raise DamagedError
    try:
        planes = zlib.decompress(packed[1:])
    except zlib.error:
        raise DamagedError from None
    count, rest = divmod(len(planes), _WIDTH * _COLUMNS)
    if rest:
        raise DamagedError
    raw = bytearray(len(planes))
    size = len(planes) // _WIDTH
    for weight in range(_WIDTH):
        raw[weight::_WIDTH] = planes[weight * size : (weight + 1) * size]
    flat = array("q")
    flat.frombytes(bytes(raw))
    flat = _portable(flat)
    numbers = list(accumulate(flat[:count]))
    if not base:
        columns = [[_value(code) for code in flat[count * at : count * (at + 1)]] for at in (1, 2, 3)]
    else:
        then = [base.get(number, _NONE) for number in numbers]
        columns = [
            [
                _value(code + _code(before[at]))
                for code, before in zip(flat[count * (at + 1) : count * (at + 2)], then, strict=True)
            ]
            for at in range(3)
        ]
    return dict(zip(numbers, zip(*columns, strict=True), strict=True))


def _code(value: int | None) -> int:
    """A counter as a number, 0 for none."""
    return 0 if value is None else value + 1


def _value(code: int) -> int | None:
    return code - 1 if code else None


def _portable(flat: array[int]) -> array[int]:
    """With the lowest byte first, whichever way this machine has it."""
    if sys.byteorder == "big":
        flat.byteswap()
    return flat
