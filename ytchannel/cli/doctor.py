"""doctor: everything that can be wrong on this machine and for this channel folder."""

from __future__ import annotations

import sys
from datetime import UTC
from typing import TYPE_CHECKING

import typer

from ytchannel.cli.options import Setting, common
from ytchannel.errors import UnsoundError

if TYPE_CHECKING:
    from datetime import tzinfo

    from ytchannel.workflows.doctor import Terminal


@common
def doctor(setting: Setting) -> None:
    """Check this machine and this folder."""
    from ytchannel.render import checkups, errors
    from ytchannel.workflows import doctor as workflow
    from ytchannel.workflows.connecting import Time

    screen, place = setting.screen, _place()
    rows = []
    for name, finding in workflow.examine(setting.config, setting.target, setting.profile, Time(), _terminal(setting)):
        checkups.show(name, finding, screen, place)
        rows.append(checkups.row(name, finding, place))
    faults = sum(row["level"] == "fault" for row in rows)
    checkups.show_end(faults, screen, is_real=setting.target.where == "real")
    document = {"checks": rows, "faults": faults}
    error = UnsoundError(faults) if faults else None
    if error:
        document |= errors.document(error, place)
    screen.document(document)
    if error:
        screen.warn(errors.sentence(error, place), style="red")
        raise typer.Exit(error.exit_code)


def _place() -> tzinfo:
    """The time zone of this machine, by its own offset: the channel's may be what is broken."""
    from datetime import datetime

    return datetime.now().astimezone().tzinfo or UTC


def _terminal(setting: Setting) -> Terminal:
    from ytchannel.workflows.doctor import Terminal

    is_terminal = sys.stdout.isatty()
    return Terminal(is_terminal, sys.stdout.encoding or "", setting.screen.out.width)
