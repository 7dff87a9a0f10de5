"""The order in which videos are taken up: as they land, each complete before the next one."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from ytchannel.errors import UnreachableError
from ytchannel.plan import Change, Item, Ref
from ytchannel.quota import Price
from ytchannel.workflows.agenda import InFlight, InOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.workflows.agenda import Landed


def upload(key: str) -> Change:
    return Change("create", Item("video", key, key, {}), None, {}, Price("videos.insert", 1))


def entry(key: str, video: Ref | str) -> Change:
    return Change("create", Item("entry", f"s/{key}", key, {"video": video}), None, {}, Price("default", 50))


A, B, C = (upload(key) for key in "abc")
PLAN = [A, entry("a", A.ref), B, entry("b", B.ref), entry("x", "id-x"), C, entry("c", C.ref)]


def flights(bring_up: Callable[[Change], Landed], count: int) -> tuple[InFlight, list[str], Event]:
    began: list[str] = []
    closed = Event()
    return InFlight(PLAN, count, bring_up, lambda change: began.append(change.key), closed.set), began, closed


def always(_change: Change) -> bool:
    return True


def test_whichever_lands_first_is_completed_first() -> None:
    """A is slow: it lands only when B and C are complete."""
    late = Event()

    def bring_up(change: Change) -> Landed:
        if change is A:
            assert late.wait(10)
        return f"id-{change.key}", []

    agenda, began, _ = flights(bring_up, 2)
    taken = []
    while change := agenda.next(always):
        taken.append(change.key)
        if change.key == "s/c":
            late.set()
        if change.kind == "video":
            assert agenda.has_landed(change)
            assert agenda.land(change)[0] == f"id-{change.key}"
    assert began == ["a", "b", "c"]
    videos = [key for key in taken if key != "s/x"]
    assert videos == ["b", "s/b", "c", "s/c", "a", "s/a"]
    assert sorted(taken) == sorted(change.key for change in PLAN)
    agenda.stop()


def test_what_follows_at_once_comes_before_the_rest_of_its_video() -> None:
    agenda, _, _ = flights(lambda change: (change.key, []), 1)
    first = agenda.next(always)
    while first and first.kind != "video":
        first = agenda.next(always)
    assert first is A
    agenda.insert([entry("more", "x"), entry("last", "x")])
    assert [change.key for change in (agenda.next(always), agenda.next(always), agenda.next(always)) if change] == [
        "s/more", "s/last", "s/a",
    ]  # fmt: skip
    agenda.stop()


def test_what_is_barred_is_not_begun_and_comes_up_for_its_reason() -> None:
    agenda, began, _ = flights(lambda change: (change.key, []), 3)
    taken = []
    while change := agenda.next(lambda change: change is not B):
        taken.append(change)
        if change is B:
            assert not agenda.has_landed(B)
    assert began == ["a", "c"]
    assert len(taken) == len(PLAN)
    agenda.stop()


def test_an_error_is_raised_where_the_upload_is_taken_up() -> None:
    def bring_up(change: Change) -> Landed:
        raise UnreachableError(change.key)

    agenda, _, _ = flights(bring_up, 1)
    change = agenda.next(always)
    while change and change.kind != "video":
        change = agenda.next(always)
    assert change is A
    with pytest.raises(UnreachableError):
        agenda.land(A)
    agenda.stop()


def test_stopped_it_lets_go_and_tells_what_was_made_and_what_is_left() -> None:
    closed = Event()

    def bring_up(change: Change) -> Landed:
        assert closed.wait(10)
        if change is A:
            return "id-a", []
        raise UnreachableError(change.key)

    agenda = InFlight(PLAN, 2, bring_up, lambda _change: None, closed.set)
    assert agenda.next(always) == PLAN[4]
    assert agenda.stop() == [A]
    left = [change.key for change in agenda.rest()]
    assert sorted(left) == ["b", "c", "s/a", "s/b", "s/c"]


def test_without_threads_the_order_is_that_of_the_plan() -> None:
    agenda = InOrder(PLAN)
    assert agenda.next(always) is A
    agenda.insert([C])
    assert agenda.next(always) is C
    assert agenda.rest() == PLAN[1:]
    assert agenda.stop() == []
