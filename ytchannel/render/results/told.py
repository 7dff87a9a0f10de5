"""What is said of results: where they are, and why they are not where they were to be."""

from __future__ import annotations

from ytchannel.render.screen import plain
from ytchannel.words import N_, _

_ELSEWHERE = {
    "open": N_(
        "{file} is open in another program, so the results are in {other}. Close it and run the same command again to "
        "have them in it: nothing is done twice."
    ),
    "unwritable": N_("{file} cannot be written, so the results are in {other}."),
    "moved": N_(
        "{file} was changed since it was read: its rows are not where they were. So the results are in {other}. Run "
        "the same command again to have them in it: nothing is done twice."
    ),
    "form": N_("{file} cannot be edited without harm, so the results are in {other}."),
}


def written(file: str) -> str:
    """Where the results are."""
    return _("Results: {file}").format(file=plain(file))


def elsewhere(code: str, file: str, other: str) -> str:
    """Why the results are not in a manifest, and where they are instead."""
    return _(_ELSEWHERE[code]).format(file=plain(file), other=plain(other))


def nowhere(file: str, reason: str) -> str:
    """That the results could not be kept at all."""
    text = _("The results cannot be kept in {file} ({reason}). `ytchannel status` tells them at any time.")
    return text.format(file=plain(file), reason=plain(reason))
