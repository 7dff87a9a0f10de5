"""What this machine brings: Python, libraries, time zones, and the terminal."""

from __future__ import annotations

import sys
from importlib import metadata
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ytchannel.quota import PACIFIC
from ytchannel.workflows.doctor.case import Finding, not_checked

if TYPE_CHECKING:
    from packaging.requirements import Requirement

    from ytchannel.workflows.doctor.case import Case

_SELF = "ytchannel"
_EXTRAS = ("serve", "keyring")  # what a user may want; what developers do is not looked at
_LETTERS = "ĐđẰằỆệỘộỮữ“”–"
_NARROW = 60  # columns


def python(_case: Case) -> Finding:
    """The version of Python against what our own metadata asks for."""
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:
        return not_checked("packages")
    version = ".".join(str(part) for part in sys.version_info[:3])
    wanted = _wanted_python()
    fits = SpecifierSet(wanted).contains(version, prereleases=True)
    facts = {"version": version, "wanted": wanted}
    return Finding("python", facts=facts) if fits else Finding("python-unfit", "fault", facts)


def _wanted_python() -> str:
    try:
        return metadata.metadata(_SELF)["Requires-Python"] or ""
    except (metadata.PackageNotFoundError, KeyError):  # run from a folder that was never installed
        return ""


def packages(_case: Case) -> Finding:
    """The installed libraries against the ranges of our own metadata; extras may be missing."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return Finding("packages-unfit", "fault", {"wrong": ["packaging –"], "command": "pip install packaging"})
    try:
        wanted = [Requirement(text) for text in metadata.requires(_SELF) or ()]
    except metadata.PackageNotFoundError:
        return Finding("packages-unknown", "warning", {"checked": False})
    needed = [each for each in wanted if _is_asked(each, "")]
    extras = {name: [each for each in wanted if _is_asked(each, name) and each not in needed] for name in _EXTRAS}
    wrong = [each for each in needed if not _fits(each)]
    old = [each for parts in extras.values() for each in parts if _version(each) and not _fits(each)]
    missing = [name for name, parts in extras.items() if not all(map(_version, parts))]
    facts = {"count": len(needed), "missing_extras": missing}
    if not wrong and not old:
        return Finding("packages-extras" if missing else "packages", facts=facts)
    told = [f"{each.name} {_version(each) or '–'} ({each.specifier})" for each in (*wrong, *old)]
    command = "pip install " + " ".join(f"'{each.name}{each.specifier}'" for each in (*wrong, *old))
    facts |= {"wrong": told, "command": command}
    return Finding("packages-unfit", "fault" if wrong else "warning", facts)


def _is_asked(wanted: Requirement, extra: str) -> bool:
    """Whether a library is needed on this machine, with an extra ("" for without any)."""
    return wanted.marker is None or wanted.marker.evaluate({"extra": extra})


def _version(wanted: Requirement) -> str:
    """The version that is installed, "" for none."""
    try:
        return metadata.version(wanted.name) or ""
    except metadata.PackageNotFoundError:
        return ""


def _fits(wanted: Requirement) -> bool:
    there = _version(wanted)
    return bool(there) and wanted.specifier.contains(there, prereleases=True)


def timezones(case: Case) -> Finding:
    """The channel's time zone, and the one that quota is counted in."""
    names = list(dict.fromkeys([*([case.channel.timezone] if case.channel else []), PACIFIC]))
    missing = [name for name in names if not _can_load(name)]
    facts = {"zones": names}
    return (
        Finding("timezones-missing", "fault", facts | {"missing": missing})
        if missing
        else Finding("timezones", facts=facts)
    )


def _can_load(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # LookupError covers ZoneInfoNotFoundError
        return False
    return True


def terminal(case: Case) -> Finding:
    """Whether the terminal can show Vietnamese, and tables."""
    at = case.terminal
    if not at.is_terminal:
        return Finding("terminal-none")
    facts = {"encoding": at.encoding, "columns": at.columns}
    try:
        _LETTERS.encode(at.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Finding("terminal-encoding", "fault", facts)
    if at.columns < _NARROW:
        return Finding("terminal-narrow", "warning", facts | {"wanted": _NARROW})
    return Finding("terminal", facts=facts)
