"""Which actions a change is, and who may take them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from ytchannel import quota
from ytchannel.plan import Change, FieldChange, Item
from ytchannel.policy import ACTIONS, Action, Policy, Who, actions, refusals

PRICE = quota.Price(quota.POOL, 50)
AT = datetime(2026, 12, 1, tzinfo=UTC)


def change(kind: str, action: Any, **fields: Any) -> Change:
    item = Item(kind, "k", "T", fields)
    return Change(action, item, None, {name: FieldChange(None, value) for name, value in fields.items()}, PRICE)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (change("video", "create", privacy="public"), {"publish"}),
        (change("video", "create", privacy="private", publish_at=AT), {"publish"}),
        (change("video", "create", title="T"), {"publish"}),  # YouTube publishes what does not say
        (change("video", "create", privacy="unlisted"), set()),
        (change("video", "create", privacy="private", notify_subscribers=True), {"notify"}),
        (change("video", "create", privacy="private", notify_subscribers=False), set()),
        (change("video", "create", privacy="public", notify_subscribers=True), {"publish", "notify"}),
        (change("video", "update", privacy="public"), {"publish"}),
        (change("video", "update", publish_at=AT), {"publish"}),
        (change("video", "update", publish_at="2026-12-01T00:00:00Z"), {"publish"}),
        (change("video", "update", publish_at=None), set()),
        (change("video", "update", title="T", privacy="private"), set()),
        (change("playlist", "create", privacy="public"), set()),
        *((change(kind, "delete"), {"delete"}) for kind in ("playlist", "shelf", "entry", "caption", "cover", "video")),
    ],
)
def test_what_a_change_does(made: Change, found: set[Action]) -> None:
    assert actions([made]) == found


def test_names_compare_in_one_form_of_unicode() -> None:
    name = "thu.hà"
    policy = Policy("policy.yaml", {"publish": (Who(user=unicodedata.normalize("NFD", name)),)})
    assert refusals(policy, Who(user=unicodedata.normalize("NFC", name)), ACTIONS) == []
    assert refusals(policy, Who(user="thu.ha"), ACTIONS) != []


def test_a_user_is_no_profile() -> None:
    policy = Policy("policy.yaml", {"publish": (Who(user="lan"), Who(profile="toa-soan"))})
    assert refusals(policy, Who("lan"), ["publish"]) == []
    assert refusals(policy, Who("minh", "toa-soan"), ["publish"]) == []
    for who in (Who("minh"), Who("toa-soan"), Who("minh", "lan")):
        (refusal,) = refusals(policy, who, ["publish"])
        assert (refusal.action, refusal.may) == ("publish", policy.may["publish"])


def test_refusals_come_in_the_order_of_the_actions() -> None:
    policy = Policy("policy.yaml", dict.fromkeys(reversed(ACTIONS), ()))
    assert [each.action for each in refusals(policy, Who("lan"), reversed(ACTIONS))] == list(ACTIONS)
