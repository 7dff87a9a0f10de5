"""Everything that can go wrong, and the exit code each branch ends with.

An error carries facts in its attributes; the sentences for people are made in `render`.

    ChannelToolError                     1   a defect of ours, unless a branch below says otherwise
    ├── UsageError                       2   wrong use of the command line
    │   └── AnswerNeededError            2   a question, but no terminal and no --yes
    ├── FilesError                       3   the user's files have problems, all listed
    ├── LedgerError                      3   the ledger is damaged, busy, or of a later version
    ├── AccessError                      4   not logged in, refused
    │   ├── LoginNeededError             4   no token, or one that is dead
    │   ├── ClientFileError              4   credentials/client_secret.json is missing or of the wrong kind
    │   └── WrongChannelError            4   logged in to another channel than the declared one, or the one before
    ├── QuotaError                       5   a daily budget is spent or does not suffice
    │   └── LimitError                   5   the channel may make no more of a kind today
    ├── RequestError                     6   YouTube did not do what was asked
    │   ├── RefusedError                 6   it answered with an error
    │   ├── UnreachableError             6   no answer, and nothing can have been done twice
    │   ├── DependencyError              6   what it refers to was not made
    │   └── AnswerLostError              6   a creation was sent and its answer never came: it may have happened
    ├── NoSandboxError                   6   nobody answers where a sandbox should
    ├── MediaError                       6   a file changed while it went up, or cannot be read
    ├── GoneError                        6   a video was uploaded once and is not on the channel any more
    ├── ProcessingError                  6   YouTube could not process a video, or has not ended when waiting ended
    ├── ItemsFailedError                 6   some items failed, the others are done
    ├── UnsoundError                     6   doctor found faults
    ├── DriftError                       7   --check: changes are pending
    └── GuardError                       8   refused by a guard; says how to force it, or who may
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Place:
    """A spot in a user's file; line and column count from 1. `file` is as the user would type it.

    In a workbook `sheet` is the name of the sheet, `line` the row, and the place is shown as a cell.
    """

    file: str
    line: int
    column: int
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}:{self.sheet}!{letters(self.column)}{self.line}"
        return f"{self.file}:{self.line}:{self.column}"

    def line_from(self, other: Place) -> int | str:
        """The line as it is told at another place, with the sheet if that is another one."""
        return self.line if self.sheet == other.sheet else f"{self.line} ({self.sheet})"


def letters(column: int) -> str:
    """The letters of a column of a workbook, counted from 1: A, Z, AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the user's files: a code of `render.problems` with the facts its sentences need."""

    code: str
    place: Place | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class ChannelToolError(Exception):
    """The root of the tree."""

    exit_code: ClassVar[int] = 1


class CodedError(ChannelToolError):
    """An error whose sentence stands under `code` in `render.errors`, with `values` filled in."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class UsageError(CodedError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class AnswerNeededError(UsageError):
    """A question has to be answered and nobody is there to ask; `flag` answers it."""

    def __init__(self, flag: str = "--yes") -> None:
        super().__init__("answer-needed", flag=flag)


class FilesError(ChannelToolError):
    """The user's files have problems; nothing was requested from YouTube because of them."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class LedgerError(CodedError):
    """The ledger cannot be used: damaged, busy, or written by a later version. `code` says which."""

    exit_code = 3


class AccessError(CodedError):
    """YouTube does not let this account do it."""

    exit_code = 4


class LoginNeededError(AccessError):
    """There is no token, or the one there is does not work any more."""


class ClientFileError(AccessError):
    """The OAuth client file is missing or cannot be used for a desktop login."""


class WrongChannelError(AccessError):
    """The login belongs to another channel than the declared one, or than the one that was written to before.

    `wanted` is the channel that was to be expected: its title and id, or as much of them as is known.
    """

    def __init__(self, code: str, wanted: str, found_id: str, found_title: str, **more: object) -> None:
        super().__init__(code, wanted=wanted, found_id=found_id, found_title=found_title, **more)


class QuotaError(ChannelToolError):
    """A daily budget is spent, or what is left of it does not suffice. `resets_at` is an aware time."""

    exit_code = 5

    def __init__(self, bucket: str, resets_at: datetime, *, told_by_youtube: bool) -> None:
        super().__init__(bucket)
        self.bucket = bucket
        self.resets_at = resets_at
        self.told_by_youtube = told_by_youtube


class LimitError(QuotaError):
    """The channel may make no more of a kind today, by a limit of its own; `bucket` is the method that is refused."""

    def __init__(self, method: str, resets_at: datetime) -> None:
        super().__init__(method.removeprefix("youtube."), resets_at, told_by_youtube=True)


class RequestError(ChannelToolError):
    """A request that YouTube did not fulfil; `method` is the API's name of it."""

    exit_code = 6

    def __init__(self, method: str, detail: str = "") -> None:
        super().__init__(f"{method}: {detail}" if detail else method)
        self.method = method
        self.detail = detail


class RefusedError(RequestError):
    """YouTube answered with an error: its status, machine reason, own words, and where in the request."""

    def __init__(self, method: str, status: int, reason: str, message: str, location: str = "") -> None:
        super().__init__(method, " ".join(filter(None, (str(status), reason, message if message != reason else ""))))
        self.status = status
        self.reason = reason
        self.message = message
        self.location = location


class UnreachableError(RequestError):
    """No usable answer after every allowed try. The request can be repeated without harm."""


class NoSandboxError(CodedError):
    """No sandbox answers at the address that was named."""

    exit_code = 6


class DependencyError(RequestError):
    """What this change refers to was not made; `detail` names it."""


class AnswerLostError(RequestError):
    """A creation was sent and its fate is unsure: whether it happened has to be looked up, never guessed.

    `status` is that of the server's error, None when no answer came at all.
    """

    def __init__(self, method: str, detail: str = "", status: int | None = None) -> None:
        super().__init__(method, detail)
        self.status = status


class MediaError(CodedError):
    """A file cannot be sent: it changed while it went up, or cannot be read."""

    exit_code = 6


class GoneError(CodedError):
    """A video that was uploaded once is not on the channel any more."""

    exit_code = 6


class ProcessingError(CodedError):
    """Videos that are up and were waited for: YouTube could not process them, or is not done with them yet."""

    exit_code = 6


class ItemsFailedError(ChannelToolError):
    """Some items failed, each reported where it happened; the others are done."""

    exit_code = 6

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class UnsoundError(ChannelToolError):
    """Something is wrong on this machine or with this folder (`doctor`); each fault was told with its remedy."""

    exit_code = 6

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class DriftError(ChannelToolError):
    """The channel is not what the files declare (`--check`)."""

    exit_code = 7

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class GuardError(CodedError):
    """A guard refused; `code` says which."""

    exit_code = 8
