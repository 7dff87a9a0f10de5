"""doctor: what can be wrong on this machine and for a channel folder, each looked at on its own.

Nothing is written to the channel. One request costs quota, at most two units of it; what cannot be looked at because
of an earlier fault says so, so that each fault is told once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.workflows.doctor import access, folder, machine, memory, server
from ytchannel.workflows.doctor.case import Case, Finding, Level, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ytchannel.workflows.connecting import Target, Time

__all__ = ["CHECKS", "Finding", "Level", "Terminal", "examine"]

CHECKS: Mapping[str, Callable[[Case], Finding]] = {
    "python": machine.python,
    "packages": machine.packages,
    "disk": folder.disk,
    "clock": server.clock,
    "network": server.network,
    "timezones": machine.timezones,
    "terminal": machine.terminal,
    "files": folder.files,
    "client-file": access.client_file,
    "login": access.login,
    "scopes": access.scopes_granted,
    "channel": access.channel,
    "api": access.api,
    "budgets": memory.budgets,
    "ledger": memory.ledger,
    "ledger-space": memory.space,
    "permissions": folder.permissions,
}
"""The checks by name, in the order in which they are told."""


def examine(
    config: Path, target: Target, profile: str | None, time: Time, terminal: Terminal
) -> Iterator[tuple[str, Finding]]:
    """Make every check for the channel file `config`, by name. Raises nothing for what is broken."""
    case = Case(config, target, profile, time, terminal, CHECKS)
    for name in CHECKS:
        yield name, case.of(name)
