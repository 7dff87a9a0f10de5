"""How the logins of a channel folder stand: what is kept of each, and whether YouTube takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.auth import files as credentials
from ytchannel.auth import logins, tokens
from ytchannel.auth.files import Credentials
from ytchannel.errors import AccessError, ChannelToolError, LoginNeededError, UsageError
from ytchannel.workflows.connecting import CREDENTIALS, connect

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.auth.logins import Login
    from ytchannel.model import Channel
    from ytchannel.plan import Json
    from ytchannel.workflows.connecting import Target, Time


@dataclass(frozen=True)
class Standing:
    """One login: `login` None where it cannot be read, `found` the channel as YouTube has it, `error` what is wrong."""

    profile: str | None
    login: Login | None
    found: Json | None
    error: ChannelToolError | None


def all_kept(folder: Path) -> list[str | None]:
    """The profiles that are kept in a channel folder."""
    return [each.profile for each in credentials.kept(folder / CREDENTIALS)]


def standing(channel: Channel, target: Target, profile: str | None, time: Time, *, is_chosen: bool) -> Standing:
    """Try a login with one unit. The channel of the one that `is_chosen` has to be the declared one."""
    login, error, found = None, None, None
    try:
        login = logins.read(Credentials(channel.folder / CREDENTIALS, profile))
        if target.where == "served" and not tokens.is_at(login, target.url):
            raise LoginNeededError("login-elsewhere", url=target.url)
        with connect(channel, target, profile, time) as connection:
            found = connection.found
            login = connection.login
            if is_chosen:
                found = connection.live
    except ChannelToolError as refused:
        error = refused
    return Standing(profile, login, found, error)


def log_out(folder: Path, profile: str | None, target: Target, *, revoke: bool) -> bool:
    """Delete a login, also one that cannot be read, and `revoke` it where it was made; False when it was not revoked.

    Revoking ends the logins of the same person and project on other machines too (oauth2/native-app). Raises UsageError
    for the embedded sandbox, which has none, LoginNeededError when there is none for this target, AccessError when it
    cannot be deleted.
    """
    if target.where == "embedded":
        raise UsageError("login-embedded")
    files = Credentials(folder / CREDENTIALS, profile)
    revoked = False
    try:
        kept = logins.read(files, even_loose=True)
    except AccessError as error:
        if error.code != "token-damaged":
            raise
    else:
        if target.where == "served" and not tokens.is_at(kept, target.url):
            raise LoginNeededError("login-elsewhere", url=target.url)
        revoked = revoke and tokens.revoke(kept)
    with credentials.held(files):
        logins.forget(files)
    return revoked
