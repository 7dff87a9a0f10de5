"""What a check finds, and what the checks of one run share: the files, the server's answer, the one request."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from ytchannel.auth.files import Credentials
from ytchannel.config import load_channel
from ytchannel.errors import (
    AccessError,
    ChannelToolError,
    FilesError,
    LedgerError,
    LoginNeededError,
    QuotaError,
    WrongChannelError,
)
from ytchannel.transport import LostError
from ytchannel.workflows.connecting import CREDENTIALS, bearer, connect, ledger_file, open_transport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from ytchannel.auth.bearer import GoogleBearer
    from ytchannel.model import Channel
    from ytchannel.plan import Json
    from ytchannel.transport import Answer
    from ytchannel.workflows.connecting import Target, Time

Level = Literal["ok", "warning", "fault"]

GOOGLE = "https://youtube.googleapis.com/"
_TRIES = 2  # of the one request that costs something
_OF_CHANNEL = {"no-channel", "channel-suspended", "channel-closed"}
_API = "api-not-enabled"


@dataclass(frozen=True)
class Finding:
    """What a check found: the code of a sentence, with its facts. `error` has the remedy where it is of the tree."""

    code: str
    level: Level = "ok"
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: ChannelToolError | None = None


def not_checked(because: str) -> Finding:
    """A check that cannot be made because another one, which is named, has found a fault."""
    return Finding("not-checked", "warning", {"checked": False, "because": because})


def not_needed() -> Finding:
    """A check of what is not used here."""
    return Finding("not-needed", facts={"checked": False})


@dataclass(frozen=True)
class Terminal:
    """Where the output goes: `encoding` and `columns` count only for a terminal."""

    is_terminal: bool
    encoding: str
    columns: int


@dataclass(frozen=True)
class Reached:
    """The answer of the server's front door, or why there is none; and when it came, by the clock of this machine."""

    at: datetime
    answer: Answer | None = None
    lost: LostError | None = None


@dataclass(frozen=True)
class Outcome:
    """What the one request brought: the channel, or an error; or which check's fault has kept it from being made."""

    found: Json | None = None
    error: ChannelToolError | None = None
    because: str = ""

    @property
    def blame(self) -> str:
        """The check that tells of the error, "" where there is none."""
        error = self.error
        match error:
            case None:
                return ""
            case LoginNeededError():
                return "scopes" if error.code == "scope-missing" else "login"
            case WrongChannelError() | LedgerError():
                return "channel"
            case AccessError() if error.code in _OF_CHANNEL:
                return "channel"
            case AccessError():
                return "api" if error.code == _API else "login"
            case QuotaError():
                return "budgets"
        return "api"


class Case:
    """One run of the checks on a channel folder. `checks` are all of them by name; each is made once."""

    def __init__(
        self,
        config: Path,
        target: Target,
        profile: str | None,
        time: Time,
        terminal: Terminal,
        checks: Mapping[str, Callable[[Case], Finding]],
    ) -> None:
        self.config = config
        self.target = target
        self.profile = profile
        self.time = time
        self.terminal = terminal
        self.folder = config.absolute().parent
        self._checks = checks
        self._found: dict[str, Finding] = {}

    def of(self, name: str) -> Finding:
        """What a check has found; one that breaks has found just that."""
        if name not in self._found:
            try:
                self._found[name] = self._checks[name](self)
            except Exception as error:  # noqa: BLE001 - whatever is broken here, the other checks are to be made
                self._found[name] = Finding("broken", "fault", {"kind": type(error).__name__})
        return self._found[name]

    def cause(self, *names: str) -> str:
        """The first of these checks that found a fault, or what has kept it from being made; "" where all are good."""
        for name in names:
            finding = self.of(name)
            if because := finding.facts.get("because"):
                return str(because)
            if finding.level == "fault":
                return name
        return ""

    @property
    def has_folder(self) -> bool:
        """Whether the channel folder is there at all."""
        return self.folder.is_dir()

    @property
    def is_embedded(self) -> bool:
        """Whether it is about the local YouTube in this process."""
        return self.target.where == "embedded"

    @property
    def credentials(self) -> Credentials:
        """The files of the login."""
        return Credentials(self.folder / CREDENTIALS, self.profile)

    @property
    def ledger(self) -> Path:
        """The file of the ledger."""
        return ledger_file(self.folder, self.target)

    @cached_property
    def declared(self) -> Channel | FilesError | None:
        """What the channel file declares, or its problems; None where there is no such file."""
        if not self.config.exists():
            return None
        try:
            return load_channel(self.config)
        except FilesError as error:
            return error

    @property
    def channel(self) -> Channel | None:
        """What the channel file declares, if it has no problems."""
        return None if isinstance(self.declared, FilesError) else self.declared

    @cached_property
    def bearer(self) -> GoogleBearer | None:
        """Whoever has the token; None where none is needed. Raises AccessError for one that others can read."""
        return bearer(self.target, self.folder, self.profile, self.time)

    @cached_property
    def reached(self) -> Reached:
        """The front door of the server, asked once, without a token; free of quota."""
        begun = self.time.now()
        with open_transport(self.target, self.folder, None, self.time) as transport:
            try:
                answer = transport.fetch(self.target.root or GOOGLE)
            except LostError as lost:
                return Reached(self.time.now(), lost=lost)
        return Reached(begun + (self.time.now() - begun) / 2, answer)

    @cached_property
    def outcome(self) -> Outcome:
        """The channel that the login leads to: one unit, and a second one if the first request goes astray."""
        if self.channel is None:
            return Outcome(because=self.cause("files") or "files")
        if because := self.cause("timezones", "ledger", "network"):
            return Outcome(because=because)
        try:
            with connect(self.channel, self.target, self.profile, self.time) as connection:
                connection.youtube.tries = _TRIES
                return Outcome(connection.live)
        except FilesError:
            return Outcome(because=self.cause("files") or "files")
        except ChannelToolError as error:
            disk = self.cause("disk") if isinstance(error, LedgerError) else ""
            return Outcome(because=disk) if disk else Outcome(error=error)
