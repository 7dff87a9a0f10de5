"""From the channel's files to an open connection: which YouTube, which ledger, and whether it is the right channel."""

from __future__ import annotations

import getpass
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
from ytchannel.errors import AccessError, LedgerError, UsageError, WrongChannelError
from ytchannel.plan import Call, Json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ytchannel.ledger import Ledger, LedgerBudget
    from ytchannel.model import Channel
    from ytchannel.transport import Transport
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
        profile: str | None,
    ) -> None:
        self.channel = channel
        self._target = target
        self.ledger = ledger
        self.youtube = youtube
        self.budget = budget
        self.time = time
        self._profile = profile

    @cached_property
    def live(self) -> Json:
        """The channel that the login belongs to, as YouTube has it. Costs a unit, once.

        Raises WrongChannelError when playlists.yaml declares another one, AccessError when the account has none.
        """
        parts = "id,snippet,contentDetails,statistics,status,brandingSettings"
        found = next(self.youtube.items(Call("youtube.channels.list", {"part": parts, "mine": True})), None)
        if found is None:
            raise AccessError("no-channel")
        if wanted := self._other(found):
            raise WrongChannelError(wanted, found["id"], found["snippet"]["title"])
        return found

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
        """The number of this run in the history."""
        return self.ledger.history.next_run(self.id)

    @cached_property
    def user(self) -> str:
        """Who runs this: the user of the system, and the profile where one is named."""
        try:
            user = getpass.getuser()
        except (KeyError, OSError):  # a container without a name for its user
            user = "?"
        return f"{user} ({self._profile})" if self._profile else user

    @property
    def is_real(self) -> bool:
        """Whether this is the real YouTube, so that ids in the files are its ids."""
        return self._target.where == "real"

    def _other(self, found: Json) -> str | None:
        """The declared id, or handle, that the found channel does not have.

        The embedded sandbox stands in for whichever channel is declared. Handles are compared on the real YouTube only.
        """
        channel = self.channel
        if self._target.where != "embedded" and channel.id is not None and found["id"] != channel.id:
            return channel.id
        handle = found["snippet"].get("customUrl", "")
        if self.is_real and channel.handle and handle.startswith("@") and handle.lower() != channel.handle.lower():
            return channel.handle
        return None

    @property
    def id(self) -> str:
        """The id of the live channel."""
        channel_id: str = self.live["id"]
        return channel_id


@contextmanager
def open_transport(target: Target, folder: Path, profile: str | None, time: Time) -> Iterator[Transport]:
    """The way to the target, closed at the end of the block."""
    transport: Transport
    if target.where == "embedded":
        transport = _embedded(folder, time)
    else:
        from ytchannel.auth import Credentials, GoogleBearer, is_login_at
        from ytchannel.transport import AnyBearer, HttpTransport

        files = Credentials(folder / CREDENTIALS, profile)
        logged_in = target.where == "real" or is_login_at(files, target.url)
        transport = HttpTransport(GoogleBearer(files, time.now) if logged_in else AnyBearer())
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
    channel: Channel, target: Target, profile: str | None = None, time: Time | None = None, *, writes: bool = False
) -> Iterator[Connection]:
    """The connection for the channel of a channel file; everything is closed at the end of the block.

    A run that `writes` is alone in the folder. Raises GuardError when another one is at work, LedgerError.
    """
    from ytchannel.ledger import LedgerBudget, alone, open_ledger
    from ytchannel.youtube import YouTube

    time = time or Time()
    memory = ledger_file(channel.folder, target)
    with ExitStack() as stack:
        if writes:
            stack.enter_context(alone(memory))
        transport = stack.enter_context(open_transport(target, channel.folder, profile, time))
        ledger = stack.enter_context(open_ledger(memory))
        budget = LedgerBudget(ledger, channel.quota, time.now)
        root = {"real": None, "embedded": "http://sandbox.localhost/", "served": target.url}[target.where]
        youtube = YouTube(transport, budget, root=root, sleep=time.sleep, chance=time.chance)
        yield Connection(channel, target, ledger, youtube, budget, time, profile)
