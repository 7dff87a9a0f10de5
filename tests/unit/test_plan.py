"""The pure core: what differs, in which order, at which price."""

from __future__ import annotations

from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ytchannel import quota
from ytchannel.arrange import Line, arrange
from ytchannel.plan import Bound, Item, diff

INSERT, UPDATE = quota.price("youtube.playlists.insert"), quota.price("youtube.playlists.update")


def item(key: str, **fields: object) -> Item:
    return Item("playlist", key, key, fields)


def placed(present: list[str], wanted: list[str]) -> list[str]:
    """The list after the placements, done one by one as the channel would."""
    line = list(present)
    for placement in arrange(present, wanted):
        if not placement.new:
            line.remove(placement.key)
        line.insert(placement.position, placement.key)
    return line


def test_only_declared_fields_are_compared() -> None:
    """What the file does not say is never changed."""
    live = item("a", title="A", description="theirs", privacy="public")
    plan = diff([item("a", title="B")], Bound((live,)), INSERT, UPDATE)
    assert [(c.action, dict(c.fields)) for c in plan.changes] == [
        ("update", {"title": plan.changes[0].fields["title"]})
    ]
    assert (plan.changes[0].fields["title"].old, plan.changes[0].fields["title"].new) == ("A", "B")
    assert plan.cost() == 50


def test_plan_of_equal_items_is_empty() -> None:
    assert diff([item("a", title="A")], Bound((item("a", title="A"),)), INSERT, UPDATE).changes == ()


def test_undeclared_live_items_are_kept() -> None:
    foreign = item("PL1", title="Other")
    assert diff([], Bound((), (foreign,)), INSERT, UPDATE).kept == (foreign,)


@given(st.permutations(list("abcdefgh")), st.integers(0, 8), st.lists(st.sampled_from(["x", "y", "z"]), unique=True))
def test_arranged_list_has_the_wanted_order_and_foreign_ones_do_not_move(
    order: list[str], known: int, foreign: list[str]
) -> None:
    """Whatever is there: afterwards the wanted keys stand in order, and the foreign ones as they stood."""
    present = [*order[:known], *foreign]
    line = placed(present, list("abcdefgh"))
    assert [key for key in line if key not in foreign] == list("abcdefgh")
    assert [key for key in line if key in foreign] == foreign
    assert not [p for p in arrange(present, list("abcdefgh")) if p.key in foreign]


def test_moves_are_the_fewest_possible() -> None:
    """For every order of five: keys less a longest rising run, found here by trying every subset."""
    wanted = list("abcde")
    for order in permutations(wanted):
        best = max(
            sum(1 for bit in range(5) if mask >> bit & 1)
            for mask in range(32)
            if (kept := [key for bit, key in enumerate(order) if mask >> bit & 1]) == sorted(kept)
        )
        assert len(arrange(list(order), wanted)) == 5 - best
        assert placed(list(order), wanted) == wanted


def test_new_keys_go_last_behind_foreign_ones() -> None:
    assert [(p.key, p.position, p.new) for p in arrange(["x"], ["a", "b"])] == [("a", 1, True), ("b", 2, True)]


def test_the_order_is_right_whatever_the_order_of_the_placements_and_beside_failed_ones() -> None:
    """New ones first and moves later, as a short budget wants it; a key that could not be placed disturbs no other."""
    chance = Random(11)
    for _ in range(1_000):
        wanted = list("abcdefghij")
        present = [*chance.sample(wanted, chance.randrange(11)), "x"]
        chance.shuffle(present)
        line = Line(present, wanted)
        failing = set(chance.sample(wanted, 2))
        for key in chance.sample(line.unsettled(), len(line.unsettled())):
            if key not in failing:
                line.settle(key, line.position(key))
        rest = [key for key in line.keys if key in wanted and key not in failing]
        assert rest == sorted(rest)
        again = Line(line.keys, wanted)
        for key in again.unsettled():
            again.settle(key, again.position(key))
        assert [key for key in again.keys if key != "x"] == wanted
