"""The whole matrix of resuming: chunk sizes x where the line is cut x who cuts it x what the client does next.

Every upload has to end as one video whose stored hash is the file's, no byte taken twice.
"""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

import pytest
from sandbox_driver import CHUNK, Answer, Driver

from ytchannel.sandbox import ConnectionCut

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 5 * CHUNK + 12_345
DATA = random.Random(28).randbytes(SIZE)
HASH = hashlib.sha256(DATA).hexdigest()

CHUNKS = (CHUNK, 2 * CHUNK, 3 * CHUNK, 8 * CHUNK)
CUTS = sorted({edge + by for edge in (*range(0, SIZE, CHUNK), SIZE) for by in (-1, 0, 1) if 0 <= edge + by <= SIZE})


class LineBrokenError(Exception):
    """The client dies in the middle of a body."""


def test_the_cuts_are_at_every_boundary_and_a_byte_beside_it() -> None:
    assert {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 1, SIZE - 1, SIZE} <= set(CUTS)
    assert len(CUTS) == 3 * 7 - 2


@pytest.mark.parametrize("next_", ["ask", "resend", "gap"])
@pytest.mark.parametrize("cut_by", ["server", "client"])
@pytest.mark.parametrize("chunk", CHUNKS)
def test_an_upload_that_was_cut_anywhere_ends_with_the_file(tube: Driver, chunk: int, cut_by: str, next_: str) -> None:
    for cut in CUTS:
        tube.control("POST", "reset")
        session = tube.session(SIZE)
        begun = upload_until(tube, session, chunk, cut, cut_by)
        done = {"ask": ask, "resend": resend, "gap": gap}[next_](tube, session, chunk, begun, cut)
        done = done if done.status == 200 else go_on(tube, session, chunk, done)
        kept = {done.body["id"]: {"size": SIZE, "sha256": HASH}}
        assert tube.control("GET", "media") == kept, cut
        assert sum(each["bytes"] for each in tube.journal()) == SIZE, cut


def upload_until(tube: Driver, session: str, chunk: int, cut: int, cut_by: str) -> int:
    """Upload in chunks until the line is cut after `cut` bytes; returns where the chunk in flight began."""
    for first in range(0, SIZE, chunk):
        last = min(first + chunk, SIZE)
        if last < cut:
            assert send(tube, session, first, last).status == 308
            continue
        if cut_by == "server":
            tube.fault("videos.insert", f"drop-after-{cut - first}")
            with pytest.raises(ConnectionCut):
                send(tube, session, first, last)
        else:
            with pytest.raises(LineBrokenError):
                tube.put(session, dying(first, cut), f"{first}-{last - 1}/{SIZE}")
        return first
    raise AssertionError(cut)


def dying(first: int, cut: int) -> Iterator[bytes]:
    yield DATA[first:cut]
    raise LineBrokenError


def send(tube: Driver, session: str, first: int, last: int) -> Answer:
    return tube.put(session, DATA[first:last], f"{first}-{last - 1}/{SIZE}")


def ask(tube: Driver, session: str, chunk: int, begun: int, cut: int) -> Answer:
    """Ask how much has arrived: exactly what was sent before the cut."""
    answer = tube.put(session, span=f"*/{SIZE}")
    if answer.status == 308:
        assert kept(answer) == cut
    return answer


def resend(tube: Driver, session: str, chunk: int, begun: int, cut: int) -> Answer:
    """Send the chunk in flight once more without asking: nothing of it is taken unless it goes on exactly."""
    answer = send(tube, session, begun, min(begun + chunk, SIZE))
    if answer.status == 308:
        assert kept(answer) == (cut if cut > begun else min(begun + chunk, SIZE))
    return answer


def gap(tube: Driver, session: str, chunk: int, begun: int, cut: int) -> Answer:
    """Go on with what comes after the chunk in flight, or with the last byte: a gap is never closed by guessing."""
    first = min(begun + chunk, SIZE - 1)
    if first <= cut:
        first = SIZE - 1
    answer = send(tube, session, first, min(first + chunk, SIZE))
    if answer.status == 308:
        assert kept(answer) == cut
    else:
        assert cut >= SIZE - 1
    return answer


def go_on(tube: Driver, session: str, chunk: int, answer: Answer) -> Answer:
    """Send the rest from where the server says it is."""
    while answer.status == 308:
        first = kept(answer)
        answer = send(tube, session, first, min(first + chunk, SIZE))
    assert answer.status == 200
    return answer


def kept(answer: Answer) -> int:
    """How many bytes a 308 admits; no Range is none."""
    told = answer.headers.get("range")
    return int(told.removeprefix("bytes=0-")) + 1 if told else 0
