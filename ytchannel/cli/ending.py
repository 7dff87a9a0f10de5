"""How a command ends when it does not end well: the message, and the exit code of the contract."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel import private
from ytchannel.redaction import redact
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

_USAGE = (
    (r"No such command '(?P<name>[^']*)'\. Did you mean (?P<near>.*)\?",
     N_("There is no command “{name}”. Did you mean {near}?")),
    (r"No such command '(?P<name>[^']*)'\.", N_("There is no command “{name}”.")),
    (r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>.*)\)| Did you mean (?P<near2>.*)\?)?",
     N_("There is no option {name}. {hint}")),
    (r"Missing argument '(?P<name>[^']*)'.*", N_("The argument {name} is missing.")),
    (r"Option '(?P<name>[^']*)' requires an argument\.", N_("The option {name} needs a value.")),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\)", N_("These words are too many: {name}.")),
    (r"Invalid value for '(?P<name>[^']*)': Input should be a valid integer.*", N_("{name} takes a whole number.")),
    (r"Invalid value for '(?P<name>[^']*)': Input should be greater than or equal to (?P<least>\S+)",
     N_("{name} is at least {least}.")),
    (r"Invalid value for '(?P<name>[^']*)': Input should be less than or equal to (?P<most>\S+)",
     N_("{name} is at most {most}.")),
    (r"Invalid value for (?P<name>.*?): (?P<message>.*)", N_("Invalid value for {name}: {message}")),
)  # fmt: skip


def of(error: Exception, arguments: Sequence[str]) -> int:
    """Say what went wrong, as a JSON document too where that is asked for, and return the exit code."""
    from typer.exceptions import Abort, Exit, TyperException

    if isinstance(error, Exit):
        return error.exit_code
    if isinstance(error, Abort):
        return interrupted(arguments)
    if isinstance(error, TyperException):
        message = usage(error.format_message())
        _say(message)
        _document(arguments, 2, "Usage", message)
        if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help
            return 2
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "ytchannel"
        _say(_("Try `{command} --help`.").format(command=command))
        return 2
    if isinstance(error, OSError) and error.filename is None and error.errno in (errno.ENOSPC, errno.EPIPE, errno.EIO):
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - the last flush must not fail again
        _say(_("The output cannot be written ({reason}).").format(reason=error.strerror))
        return 2
    return defect(error, arguments)


def usage(message: str) -> str:
    """The command-line library's complaint in the language in use."""
    for pattern, sentence in _USAGE:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            facts = {name: (value or "").removeprefix("Value error, ") for name, value in match.groupdict().items()}
            near = facts.get("near") or facts.get("near2")
            facts["hint"] = _("Did you mean {near}?").format(near=near) if near else ""
            return _(sentence).format(**facts).strip()
    return message


def interrupted(arguments: Sequence[str]) -> int:
    """Ctrl-C: everything that was done is committed already."""
    message = _("Interrupted. What is done stays done; the same command goes on where it stopped.")
    _say(message)
    _document(arguments, 130, "Interrupted", message)
    return 130


def defect(error: Exception, arguments: Sequence[str]) -> int:
    """A defect of ours: the traceback goes to a file, without secrets, and its path is told."""
    folder = Path(".ytchannel")
    text = redact("".join(traceback.format_exception(error)))
    try:
        private.folder(folder)
        file = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.log"
        private.write(file, text)
        place = str(file.resolve())
    except OSError:
        place = ""
    message = _("This is a defect of ytchannel ({name}), not of your files.").format(name=type(error).__name__)
    _say(message)
    _document(arguments, 1, "Defect", message)
    if place:
        _say(_("Its details are in {file}; please report it with that file.").format(file=place))
    else:
        _say(text)
    return 1


def _document(arguments: Sequence[str], code: int, name: str, message: str) -> None:
    """With --json stdout has one document in every case."""
    if "--json" in arguments:
        error = {"error": {"exit": code, "name": name, "message": message}}
        sys.stdout.write(json.dumps(error, ensure_ascii=False, indent=2) + "\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
