"""What policy.yaml leaves to whoever runs a command: the one place that refuses.

A run that writes is asked when it begins, for what its options say; when its plan is shown; when the plan is taken up;
and before each write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.config import load_policy
from ytchannel.errors import GuardError
from ytchannel.policy import Who, actions, refusals
from ytchannel.whoami import system_user

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from ytchannel.plan import Change
    from ytchannel.policy import Action, Policy


class Permission:
    """What whoever runs a command may do. `asked` are actions that its options ask for, whatever the plan is."""

    def __init__(self, policy: Policy, who: Who, asked: Collection[Action] = ()) -> None:
        self.who = who
        self._policy = policy
        self._asked = frozenset(asked)

    def refusals(self, changes: Iterable[Change] = ()) -> list[GuardError]:
        """Why the changes, and what the options ask for, are not for who runs this; empty if they are."""
        found = refusals(self._policy, self.who, self._asked | actions(changes))
        return [_error(each.action, each.who, each.may, self._policy.file) for each in found]

    def require(self, changes: Iterable[Change] = ()) -> None:
        """Raises GuardError if anything of that is refused."""
        for refusal in self.refusals(changes):
            raise refusal


def permission(folder: Path, profile: str | None, asked: Collection[Action] = ()) -> Permission:
    """The permission of whoever runs this, by the policy of a channel folder. Raises FilesError."""
    return Permission(load_policy(folder), Who(system_user(), profile), asked)


def _error(action: Action, who: Who, may: tuple[Who, ...], file: str) -> GuardError:
    code = f"may-not-{action}" if may else f"nobody-may-{action}"
    return GuardError(code, who=who, may=may, file=file)
