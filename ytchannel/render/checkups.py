"""What doctor has found: a line for each check, with the remedy where something is wrong."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ytchannel import words
from ytchannel.auth import scopes
from ytchannel.render import errors
from ytchannel.render.checkup_texts import LABELS, SENTENCES
from ytchannel.render.logins import WITHOUT
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from ytchannel.render.screen import Screen
    from ytchannel.workflows.doctor import Finding

_MARKS = {"ok": "✓", "warning": "!", "fault": "✗"}
_PLAIN_MARKS = {"ok": "ok", "warning": "!", "fault": "x"}
_STYLES = {"ok": "green", "warning": "yellow", "fault": "red"}
_BYTES = {"free", "needed", "size"}
_INDENT = "    "
_LEAST = 20  # columns of a remedy


def show(name: str, finding: Finding, screen: Screen, zone: tzinfo) -> None:
    """The line of a check, and below it the remedy. With --quiet only what is wrong is said."""
    message, remedy = told(finding, zone)
    is_skipped = finding.facts.get("checked") is False
    mark = "-" if is_skipped else _marks()[finding.level]
    style = "dim" if is_skipped else _STYLES[finding.level]
    text = f"{mark} {_(LABELS[name])}: {message}"
    if not screen.quiet:
        screen.say(text, style)
        width = max(_LEAST, screen.out.width - len(_INDENT))
        for line in remedy.splitlines():
            for piece in wrap(line, width, break_long_words=False, break_on_hyphens=False):
                screen.say(_INDENT + piece)
    elif finding.level != "ok" and not is_skipped:
        screen.warn("\n".join(filter(None, (text, remedy))), style)


def _marks() -> Mapping[str, str]:
    """The marks, as far as the output has letters for them."""
    try:
        "".join(_MARKS.values()).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return _PLAIN_MARKS
    return _MARKS


def show_end(faults: int, screen: Screen, *, is_real: bool) -> None:
    """What all of it comes to."""
    if not faults:
        screen.say(_("No fault was found."), "green")
    if is_real:
        screen.say(_("Nothing was changed on the channel; YouTube was asked with 2 units of quota at most."), "dim")


def row(name: str, finding: Finding, zone: tzinfo) -> dict[str, Any]:
    """The same for machines."""
    message, remedy = told(finding, zone)
    is_good = finding.level == "ok"
    facts = {"code": getattr(finding.error, "code", finding.code), **finding.facts}
    return {"name": name, "ok": is_good, "level": finding.level, "message": message, "remedy": remedy or None, **facts}


def told(finding: Finding, zone: tzinfo) -> tuple[str, str]:
    """What was found, and what to do about it: "" where nothing is to be done."""
    message, remedy = SENTENCES[finding.code]
    said = {name: _said(name, value, zone) for name, value in finding.facts.items()}
    parts = [_(remedy).format_map(said)] if remedy else []
    match finding.code:
        case "files":
            sections = words.plural("{count} section", "{count} sections", finding.facts["sections"])
            videos = words.plural("{count} video", "{count} videos", finding.facts["videos"])
            said["what"] = f"{sections}, {videos}"
        case "files-wrong":
            count = finding.facts["count"]
            said["what"] = words.plural("{count} problem in the files.", "{count} problems in the files.", count)
        case "scopes-lacking":
            parts = [_lacking(finding), *parts]
        case "permissions-open":
            message, parts = _open(finding.facts, said)
            return message, "\n".join(parts)
        case "not-checked":
            other = finding.facts["because"]
            said["label"] = _(LABELS[other])
    if finding.error:
        parts = [errors.sentence(finding.error, zone), *parts]
    return _(message).format_map(said), "\n".join(parts)


def _lacking(finding: Finding) -> str:
    """What does not work, scope by scope. Who may manage the channel by a code has all but captions."""
    by_code = scopes.short(scopes.YOUTUBE) in finding.facts["scopes"]
    lines = []
    for scope, without in WITHOUT.items():
        if scopes.short(scope) in finding.facts["lacking"]:
            text = _("captions do not work without it") if by_code and scope == scopes.MANAGE else _(without)
            lines.append(_("The permission {scope} is lacking: {without}.").format(scope=scopes.short(scope),
                                                                                   without=text))  # fmt: skip
    return "\n".join(lines)


def _open(facts: Mapping[str, Any], said: Mapping[str, str]) -> tuple[str, list[str]]:
    """What others can read, and how to end that."""
    found, remedies = [], []
    if facts["secret"] or facts["clients"]:
        names = ", ".join(plain(name) for name in (*facts["secret"], *facts["clients"]))
        found.append(_("Other users of this machine can read {files}.").format(files=names))
        remedies.append(_("Run: {command}").format_map(said))
    if facts["secret"]:
        remedies.append(
            _("If somebody may have read a login, run `ytchannel auth logout`, which revokes it, and log in again.")
        )
    if facts["unignored"]:
        found.append(_("git does not ignore the folder credentials, and would take up the login."))
        remedies.append(
            _("Add these lines to {ignored_in}: /credentials/* and !/credentials/README.md").format_map(said)
        )
    return " ".join(found), remedies


def _said(name: str, value: object, zone: tzinfo) -> str:
    """A fact as a sentence shows it."""
    if name in _BYTES and isinstance(value, int):
        return words.size(value)
    if name == "seconds" and isinstance(value, int):
        return words.span(timedelta(seconds=value))
    match value:
        case bool() | None:
            return str(value)
        case int():
            return str(value) if name == "pid" else words.number(value)
        case datetime():
            return words.when(value, zone)
        case list() | tuple():
            return ", ".join(_(errors.BUCKETS[each]) if name == "buckets" else plain(each) for each in value)
    return plain(value)
