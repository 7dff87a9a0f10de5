"""A login: the scopes of the job, the consent, the channel that it leads to, and only then its keeping.

A login that leads to the wrong channel is not kept, and the one before it stays.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ytchannel import private
from ytchannel.auth import browser, clients, device, logins, scopes, tokens
from ytchannel.auth.files import Credentials, held
from ytchannel.errors import AccessError, ChannelToolError, QuotaError, UnreachableError, UsageError
from ytchannel.plan import Call
from ytchannel.workflows import channel_lock
from ytchannel.workflows.connecting import CREDENTIALS, Target, Time, ledger_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ytchannel.auth.browser import Talk
    from ytchannel.auth.clients import Client
    from ytchannel.auth.logins import Login
    from ytchannel.model import Channel
    from ytchannel.plan import Json

# What keeps YouTube from telling the channel, and does not speak against the login.
_LATER = {"api-not-enabled", "scope-missing"}


@dataclass(frozen=True)
class Wish:
    """What is asked for: in which folder and profile, for which job, and kept where."""

    folder: Path
    profile: str | None
    job: scopes.Job
    with_account: bool
    in_keyring: bool
    seconds: float


@dataclass(frozen=True)
class LoggedIn:
    """A login that is kept. `later` is why its channel is not known yet, `handle` "" then."""

    files: Credentials
    login: Login
    handle: str
    unticked: tuple[str, ...]
    later: ChannelToolError | None


def in_browser(wish: Wish, channel: Channel | None, target: Target, talk: Talk, time: Time) -> LoggedIn:
    """Log in through a browser. `channel` is what the channel file declares, None where there is no such file.

    Raises ClientFileError, WrongChannelError, AccessError, UsageError.
    """
    files, client, asked = _begun(wish, target, device=False)

    def finish(login: Login) -> LoggedIn:
        return _finished(wish, files, channel, client, login, asked, time)

    return browser.log_in(client, asked, talk, finish, wish.seconds)


def by_device(
    wish: Wish, channel: Channel | None, target: Target, show: Callable[[str, str], None], time: Time
) -> LoggedIn:
    """Log in by a code that is typed in elsewhere; `show` tells the address and the code. Raises the same."""
    files, client, asked = _begun(wish, target, device=True)
    login = device.log_in(client, asked, show, time.sleep, time.clock, wish.seconds)
    return _finished(wish, files, channel, client, login, asked, time)


def _begun(wish: Wish, target: Target, *, device: bool) -> tuple[Credentials, Client, tuple[str, ...]]:
    """The files, the client, and the scopes to ask for: those that a login has already are kept."""
    if target.where == "embedded":
        raise UsageError("login-embedded")
    files = Credentials(wish.folder / CREDENTIALS, wish.profile)
    client = clients.read(files)
    asked = [*(scopes.WHO if wish.with_account else ()), *scopes.of_job(wish.job, device=device)]
    with suppress(AccessError):
        before = logins.read(files)
        if before.token_uri == client.token_uri and not device:
            asked += scopes.of_youtube(before.scopes)
    return files, client, tuple(dict.fromkeys(asked))


def _finished(
    wish: Wish,
    files: Credentials,
    channel: Channel | None,
    client: Client,
    login: Login,
    asked: tuple[str, ...],
    time: Time,
) -> LoggedIn:
    """Look at what was granted and where it leads to, and keep it. Raises AccessError."""
    if not scopes.of_youtube(login.scopes):
        raise AccessError("scopes-none")
    if scopes.EMAIL in login.scopes:
        login = replace(login, account=tokens.account(login.token_uri, login.token))
    handle = ""
    later: ChannelToolError | None = None
    try:
        live = _channel(wish.folder, channel, client, login, time)
        login = replace(login, channel=live["id"], title=live["snippet"]["title"])
        handle = live["snippet"].get("customUrl", "")
    except (QuotaError, UnreachableError) as error:
        later = error
    except AccessError as error:
        if error.code not in _LATER:
            raise
        later = error
    if wish.in_keyring:
        login = logins.in_keyring(login)
    private.folder(files.folder)
    with held(files):
        before = logins.keyring_name(files)
        logins.keep(files, login)
        if before:
            logins.out_of_keyring(before)
    return LoggedIn(files, login, handle, scopes.unticked(asked, login.scopes), later)


class _OneToken:
    """The access token of a login that is not kept yet (see `transport.Bearer`)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        return self._token

    def renew(self, _refused: str) -> None:
        """There is no other one."""


def _channel(folder: Path, channel: Channel | None, client: Client, login: Login, time: Time) -> Json:
    """The channel that a login leads to, held against what is known. Costs a unit. Raises WrongChannelError."""
    from ytchannel.ledger import LedgerBudget, open_ledger
    from ytchannel.transport import HttpTransport
    from ytchannel.youtube import YouTube

    target = Target()
    if clients.is_local(client.token_uri):
        target = Target("served", client.token_uri.removesuffix("token"))
    with ExitStack() as stack:
        ledger = stack.enter_context(open_ledger(ledger_file(folder, target)))
        transport = HttpTransport(_OneToken(login.token))
        stack.callback(transport.close)
        budget = LedgerBudget(ledger, channel.quota if channel else {}, time.now)
        youtube = YouTube(
            transport,
            budget,
            root=target.root,
            sleep=time.sleep,
            chance=time.chance,
            granted=lambda: login.scopes,
        )
        found = next(youtube.items(Call("youtube.channels.list", {"part": "id,snippet", "mine": True})), None)
        if found is None:
            raise AccessError("no-channel")
        if channel:
            seen = ledger.channels.of(channel.file.name)
            channel_lock.check(found, channel, target, seen, ("", ""))
        return found
