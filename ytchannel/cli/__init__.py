"""The command line: options in, one workflow, render, exit code. `run` is the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code (DESIGN: 0 done … 130 interrupted).

    Nothing escapes: a defect of ours ends 1 with its traceback in a file whose path is told.
    """
    from ytchannel import redaction

    with redaction.guarded():
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    from ytchannel.cli import ending
    from ytchannel.cli.commands import app

    try:
        code = app(args=list(arguments), prog_name="ytchannel", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - the last door: every error becomes a message and an exit code
        return ending.of(error, arguments)
    except KeyboardInterrupt:
        return ending.interrupted(arguments)
    if code == 130:  # the command-line library has turned Ctrl-C into its code
        return ending.interrupted(arguments)
    return code if isinstance(code, int) else 0


__all__ = ["run"]
