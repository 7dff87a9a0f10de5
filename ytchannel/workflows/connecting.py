"""From the channel's files to an open connection: which YouTube, which ledger, and whether it is the right channel."""

from __future__ import annotations

import random
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ytchannel import private
from ytchannel.errors import AccessError, LedgerError, LoginNeededError, UsageError
from ytchannel.plan import Call, Json
from ytchannel.workflows import channel_lock
from ytchannel.workflows.permitting import permission

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from ytchannel.auth.bearer import GoogleBearer
    from ytchannel.auth.logins import Login
    from ytchannel.ledger import Ledger, LedgerBudget
    from ytchannel.model import Channel
    from ytchannel.policy import Action
    from ytchannel.transport import Transport
    from ytchannel.workflows.permitting import Permission
    from ytchannel.youtube import YouTube

DATA = ".ytchannel"
CREDENTIALS = "credentials"
_ON, _OFF = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


@dataclass(frozen=True)
class Target:
    """Which YouTube: the real one, the sandbox embedded in this program, or one served at `url` (ends with /)."""

    where: Literal["real", "embedded", "served"] = "real"
    url: str = ""

    @property
    def root(self) -> str | None:
        """The address in place of Google's; None for Google's."""
        return {"real": None, "embedded": "http://sandbox.localhost/", "served": self.url}[self.where]

    @property
    def ledger_name(self) -> str:
        """The file of its own memory: that of a sandbox never mixes with the real one's."""
        if self.where == "real":
            return "ledger.db"
        if self.where == "embedded":
            return "sandbox-ledger.db"
        parts = urlsplit(self.url)
        return f"sandbox-{parts.hostname}-{parts.port or 80}.db".replace(":", "_")


def target(flag: bool, environ: Mapping[str, str]) -> Target:
    """The target of `--sandbox` and YTCHANNEL_SANDBOX (1, or the address of a served one). Raises UsageError."""
    value = environ.get("YTCHANNEL_SANDBOX", "").strip()
    if value.startswith(("http://", "https://")):
        if not _is_address(value):
            raise UsageError("sandbox-value", value=value)
        return Target("served", value.rstrip("/") + "/")
    if value.lower() not in _ON | _OFF:
        raise UsageError("sandbox-value", value=value)
    return Target("embedded") if flag or value.lower() in _ON else Target()


def ledger_file(folder: Path, target: Target) -> Path:
    """Where the ledger of a channel folder is, for this YouTube."""
    return folder / DATA / target.ledger_name


def sandbox_file(folder: Path) -> Path:
    """Where the embedded sandbox of a channel folder is."""
    return folder / DATA / "sandbox.db"


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0 and parts.path in ("", "/")
    except ValueError:  # no port is such a number
        return False


@dataclass(frozen=True)
class Time:
    """The clock (aware times), seconds that only grow, the pause in seconds, and chance in [0, 1)."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = field(default_factory=lambda: time.sleep)
    chance: Callable[[], float] = random.random


class Connection:
    """The declared channel, its ledger and the gateway to its YouTube."""

    def __init__(
        self,
        channel: Channel,
        target: Target,
        ledger: Ledger,
        youtube: YouTube,
        budget: LedgerBudget,
        time: Time,
        permission: Permission,
        bearer: GoogleBearer | None = None,
    ) -> None:
        self.channel = channel
        self.target = target
        self.ledger = ledger
        self.youtube = youtube
        self.budget = budget
        self.time = time
        self.permission = permission
        self._bearer = bearer

    @cached_property
    def live(self) -> Json:
        """The channel that the login belongs to, as YouTube has it. Costs a unit, once.

        Raises WrongChannelError when it is not the one that is meant (see `channel_lock`), AccessError when the account
        has none.
        """
        found = self.found
        login = self.login
        bound = (login.channel, login.title) if login else ("", "")
        channel_lock.check(found, self.channel, self.target, self.ledger.channels.of(self.channel.file.name), bound)
        if self._bearer and bound != (found["id"], found["snippet"]["title"]):
            self._bearer.bind(found["id"], found["snippet"]["title"])
        return found

    @cached_property
    def found(self) -> Json:
        """The same, whichever channel it is."""
        parts = "id,snippet,contentDetails,statistics,status,brandingSettings"
        found = next(self.youtube.items(Call("youtube.channels.list", {"part": parts, "mine": True})), None)
        if found is None:
            raise AccessError("no-channel")
        return found

    @property
    def login_ends(self) -> datetime | None:
        """When the grant ends, as far as a login was used and Google told."""
        return self._bearer.ends if self._bearer else None

    @property
    def login(self) -> Login | None:
        """The login that is used; None for a sandbox that needs none. Raises LoginNeededError, AccessError."""
        return self._bearer.login if self._bearer else None

    @property
    def zone(self) -> ZoneInfo:
        """The channel's time zone."""
        return ZoneInfo(self.channel.timezone)

    @property
    def remembered_id(self) -> str:
        """The id of the channel of this ledger, "" where nothing was ever written. Free, unless it has several."""
        known = self.ledger.history.channels()
        return self.id if len(known) > 1 else "".join(known)

    @cached_property
    def run(self) -> int:
        """The number of this run in the history. Whoever asks for it is about to write, so the channel is kept."""
        from ytchannel.seen import SeenChannel

        seen = SeenChannel(self.id, self.live["snippet"]["title"], self.time.now())
        self.ledger.channels.keep(self.channel.file.name, seen)
        return self.ledger.history.next_run(self.id)

    @property
    def user(self) -> str:
        """Who runs this: the user of the system, and the profile where one is named."""
        who = self.permission.who
        return f"{who.user} ({who.profile})" if who.profile else f"{who.user}"

    @property
    def is_real(self) -> bool:
        """Whether this is the real YouTube, so that ids in the files are its ids."""
        return self.target.where == "real"

    @property
    def id(self) -> str:
        """The id of the live channel."""
        channel_id: str = self.live["id"]
        return channel_id


def bearer(target: Target, folder: Path, profile: str | None, time: Time) -> GoogleBearer | None:
    """Whoever has the token for a target; None for a sandbox that no login was made at, which takes any."""
    if target.where == "embedded":
        return None
    from ytchannel.auth.bearer import GoogleBearer
    from ytchannel.auth.files import Credentials
    from ytchannel.auth.tokens import is_at

    found = GoogleBearer(Credentials(folder / CREDENTIALS, profile), time.now)
    if target.where == "real":
        return found
    try:
        return found if is_at(found.login, target.url) else None
    except LoginNeededError:
        return None


def needs_login(target: Target, folder: Path, profile: str | None, time: Time) -> bool:
    """Whether a login is used for a target. Raises AccessError for one that others can read."""
    return target.where == "real" or bearer(target, folder, profile, time) is not None


@contextmanager
def open_transport(target: Target, folder: Path, bearer: GoogleBearer | None, time: Time) -> Iterator[Transport]:
    """The way to the target, closed at the end of the block."""
    transport: Transport
    if target.where == "embedded":
        transport = _embedded(folder, time)
    else:
        from ytchannel.transport import AnyBearer, HttpTransport

        transport = HttpTransport(bearer or AnyBearer())
    try:
        yield transport
    finally:
        transport.close()


def _embedded(folder: Path, time: Time) -> Transport:
    from ytchannel.sandbox import Sandbox
    from ytchannel.transport import EmbeddedTransport

    data = folder / DATA
    try:
        private.folder(data)
        return EmbeddedTransport(Sandbox(sandbox_file(folder), clock=time.now, sleep=time.sleep))
    except OSError as error:
        raise LedgerError("sandbox-unusable", file=sandbox_file(folder), reason=error.strerror or error) from None


@contextmanager
def connect(
    channel: Channel,
    target: Target,
    profile: str | None = None,
    time: Time | None = None,
    *,
    writes: bool = False,
    asked: Collection[Action] = (),
) -> Iterator[Connection]:
    """The connection for the channel of a channel file; everything is closed at the end of the block.

    A run that `writes` is alone in the folder, and the actions that are `asked` for by its options have to be for who
    runs it. Raises GuardError when they are not or another run is at work, FilesError, LedgerError.
    """
    from ytchannel.ledger import LedgerBudget, alone, open_ledger
    from ytchannel.youtube import YouTube

    time = time or Time()
    permitted = permission(channel.folder, profile, asked)
    if writes:
        permitted.require()
    memory = ledger_file(channel.folder, target)
    with ExitStack() as stack:
        if writes:
            stack.enter_context(alone(memory))
        held = bearer(target, channel.folder, profile, time)
        transport = stack.enter_context(open_transport(target, channel.folder, held, time))
        ledger = stack.enter_context(open_ledger(memory))
        budget = LedgerBudget(ledger, channel.quota, time.now)
        youtube = YouTube(
            transport,
            budget,
            root=target.root,
            sleep=time.sleep,
            chance=time.chance,
            granted=held.scopes if held else None,
        )
        yield Connection(channel, target, ledger, youtube, budget, time, permitted, held)
