"""Who may do what in a channel folder, as its policy.yaml says: which actions a plan takes, and whom it leaves them to.

A guard rail within an office, not a lock: whoever has the login can do everything by other ways. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ytchannel.plan import Change

Action = Literal["publish", "delete", "prune", "notify"]
ACTIONS: tuple[Action, ...] = get_args(Action)

PROFILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What the name of a profile looks like."""


@dataclass(frozen=True)
class Who:
    """Who runs a command: a user of the system, and the profile that is named. Who may do something has one of both."""

    user: str | None = None
    profile: str | None = None

    def stands_for(self, running: Who) -> bool:
        """Whether this, of a policy, is about who runs a command. Names compare in NFC."""
        return any(
            mine is not None and _plain(mine) == _plain(theirs)
            for mine, theirs in ((self.user, running.user), (self.profile, running.profile))
        )


@dataclass(frozen=True)
class Policy:
    """What policy.yaml says: by action, who may; an action that is lacking is for everybody. `file` is its name."""

    file: str = ""
    may: Mapping[Action, tuple[Who, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """An action that is not for who runs the command, and whom it is for: nobody, if `may` is empty."""

    action: Action
    who: Who
    may: tuple[Who, ...]


def actions(changes: Iterable[Change]) -> set[Action]:
    """The actions that changes take."""
    found: set[Action] = set()
    for change in changes:
        if change.action == "delete":
            found.add("delete")
        elif change.kind == "video":
            if _publishes(change):
                found.add("publish")
            if change.action == "create" and change.wanted.fields.get("notify_subscribers"):
                found.add("notify")
    return found


def refusals(policy: Policy, who: Who, wanted: Iterable[Action]) -> list[Refusal]:
    """The wanted actions that the policy does not leave to who runs the command, in the order of ACTIONS."""
    asked = set(wanted) & policy.may.keys()
    return [
        Refusal(action, who, policy.may[action])
        for action in ACTIONS
        if action in asked and not any(each.stands_for(who) for each in policy.may[action])
    ]


def _publishes(change: Change) -> bool:
    """Whether a change makes a video public, or says when it becomes so. To take such a time away does not."""
    new = {name: each.new for name, each in change.fields.items()}
    # YouTube publishes an upload that does not say.
    unsaid = "public" if change.action == "create" else None
    return new.get("privacy", unsaid) == "public" or new.get("publish_at") is not None


def _plain(name: str | None) -> str | None:
    return None if name is None else unicodedata.normalize("NFC", name)
