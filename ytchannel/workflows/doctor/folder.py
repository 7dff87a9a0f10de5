"""The channel folder: room, what the files say, and who can read what is secret in it."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

from ytchannel.auth.files import is_loose
from ytchannel.config import find_manifest, load_manifest, load_policy
from ytchannel.errors import FilesError, LedgerError, UsageError
from ytchannel.workflows.connecting import CREDENTIALS, DATA
from ytchannel.workflows.doctor.case import Finding, not_checked
from ytchannel.workflows.doctor.ignoring import is_open_to_git
from ytchannel.workflows.jobs import uploaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ytchannel.model import Channel
    from ytchannel.workflows.doctor.case import Case

MB = 1 << 20
_LEAST, _LITTLE = 100 * MB, 1024 * MB
_FULL = (errno.ENOSPC, errno.EDQUOT)
_SECRETS = {CREDENTIALS: ("*token*",), DATA: ("ledger.db*", "sandbox-*.db*", "crash-*.log")}
_CLIENTS = "client_secret*"


def disk(case: Case) -> Finding:
    """Whether the channel folder can be written, and has room."""
    facts: dict[str, Any] = {"folder": case.folder}
    if not case.has_folder:
        return Finding("disk-no-folder", "fault", facts)
    try:
        with tempfile.NamedTemporaryFile(dir=case.folder, prefix=".ytchannel-") as file:
            file.write(b"\0" * 4096)
            file.flush()
    except OSError as error:
        if error.errno not in _FULL:
            return Finding("disk-unwritable", "fault", facts | {"reason": error.strerror or str(error)})
        is_full = True
    else:
        is_full = False
    free = shutil.disk_usage(case.folder).free
    facts["free"] = free
    if is_full or free < _LEAST:
        return Finding("disk-full", "fault", facts | {"needed": _LEAST})
    return Finding("disk-low", "warning", facts) if free < _LITTLE else Finding("disk", facts=facts)


def files(case: Case) -> Finding:
    """Whether the channel file, the list and policy.yaml have problems."""
    if not case.has_folder:
        return not_checked("disk")
    declared = case.declared
    if declared is None:
        return Finding("files-none", "fault", {"file": case.config})
    problems: list[Any] = []
    videos = 0
    if isinstance(declared, FilesError):
        problems += declared.problems
        if {each.code for each in problems} == {"bad-timezone"} and case.of("timezones").level == "fault":
            return not_checked("timezones")
    else:
        try:
            videos = _videos(case, declared)
        except FilesError as error:
            problems += error.problems
        except UsageError as error:
            return Finding("files-unclear", "fault", error=error)
    try:
        load_policy(case.folder)
    except FilesError as error:
        problems += error.problems
    if problems:
        first = problems[0].place.file if problems[0].place else case.config
        return Finding("files-wrong", "fault", {"count": len(problems), "file": first})
    sections = len(case.channel.sections) if case.channel else 0
    return Finding("files", facts={"sections": sections, "videos": videos})


def _videos(case: Case, channel: Channel) -> int:
    """The number of videos of the list. Raises FilesError, UsageError."""
    file = find_manifest(channel.folder)
    if file is None:
        return 0
    return len(load_manifest(file, channel, now=case.time.now(), uploaded=_known(case)).videos)


def _known(case: Case) -> Callable[[Path], bool]:
    """Whether a file is up, whose date may have passed then; where the ledger cannot tell, it might be."""
    from ytchannel.ledger import open_ledger

    if not case.ledger.exists():
        return lambda _file: False
    try:
        with open_ledger(case.ledger) as ledger:
            return uploaded(ledger)
    except LedgerError:
        return lambda _file: True


def permissions(case: Case) -> Finding:
    """What other users of this machine, or of a repository, could read of the secrets."""
    if not case.has_folder:
        return not_checked("disk")
    secret = [file for name, patterns in _SECRETS.items() for file in _loose(case.folder / name, patterns)]
    clients = _loose(case.folder / CREDENTIALS, (_CLIENTS,))
    unignored = is_open_to_git(case.folder, CREDENTIALS)
    shown = [os.path.relpath(file) for file in (*secret, *clients)]
    facts: dict[str, Any] = {"secret": [str(file) for file in secret], "clients": [str(file) for file in clients]}
    facts |= {"unignored": unignored, "ignored_in": str(case.folder / ".gitignore")}
    if shown:
        facts["command"] = f"chmod 600 {shlex.join(shown)}"
    if secret or unignored:
        return Finding("permissions-open", "fault", facts)
    return Finding("permissions-open", "warning", facts) if clients else Finding("permissions", facts=facts)


def _loose(folder: Path, patterns: Iterable[str]) -> list[Path]:
    found = {file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}
    return sorted(file for file in found if is_loose(file))
