"""Logins: what was granted, for which channel, how old, when it ends, and whether YouTube takes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich import box
from rich.table import Table

from ytchannel import words
from ytchannel.auth import scopes
from ytchannel.render import errors
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from ytchannel.auth.logins import Login
    from ytchannel.model import Channel
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.login import LoggedIn
    from ytchannel.workflows.logins import Standing

_TESTING = timedelta(days=8)  # a consent screen in Testing ends a login after 7 days (oauth2#expiration)

_ANOTHER = N_("what needs it does not work")
WITHOUT = {
    scopes.MANAGE: N_("sync, upload, tag and captions do not work without it"),
    scopes.YOUTUBE: N_("sync, upload and tag do not work without it"),
    scopes.READ: N_("reports do not work without it"),
    scopes.ANALYTICS: N_("reports of watch time and of sources do not work without it"),
}


def zone_of(channel: Channel | None) -> tzinfo:
    """The time zone of the channel; that of this machine where no channel is declared."""
    return ZoneInfo(channel.timezone) if channel else datetime.now().astimezone().tzinfo or UTC


def show_sandbox(found: Mapping[str, Any], screen: Screen) -> None:
    """The channel of a sandbox that takes everybody."""
    _show_channel(found, screen)
    snippet = found["snippet"]
    channel = {"id": found["id"], "title": snippet["title"], "handle": snippet.get("customUrl")}
    screen.document({"channel": channel, "login": {}, "logins": []})


def _show_channel(found: Mapping[str, Any], screen: Screen) -> None:
    snippet = found["snippet"]
    values = {"title": snippet["title"], "handle": snippet.get("customUrl") or "–", "id": found["id"]}
    screen.say(_("Channel: {title} ({handle}), {id}").format(**{name: plain(each) for name, each in values.items()}))


def show_new(logged_in: LoggedIn, screen: Screen, zone: tzinfo) -> None:
    """A login that was just made."""
    login = logged_in.login
    if logged_in.later:
        screen.say(_("Logged in, but which channel that is cannot be told yet."), "yellow")
        screen.warn(errors.sentence(logged_in.later, zone))
    else:
        told = _("Logged in. Channel: {title} ({handle}), {id}")
        values = {"title": login.title, "handle": logged_in.handle or "–", "id": login.channel}
        screen.say(told.format(**{name: plain(value) for name, value in values.items()}), "green")
    for scope in logged_in.unticked:
        told = _("The permission {scope} was left unticked: {without}.")
        screen.warn(told.format(scope=scopes.short(scope), without=_(WITHOUT.get(scope, _ANOTHER))))
    if logged_in.unticked:
        screen.warn(_("What was granted is kept. To grant the rest, run `ytchannel auth login` again."))
    if told := _ends(login, zone):
        screen.warn(told)


def new_document(logged_in: LoggedIn) -> dict[str, Any]:
    """The same for machines."""
    return {
        "token": str(logged_in.files.token_file),
        **_document(logged_in.login),
        "unticked": [scopes.short(scope) for scope in logged_in.unticked],
    }


def _ends(login: Login, zone: tzinfo) -> str:
    """When the grant ends and why, "" where it has no end that is known."""
    if login.ends is None or login.logged_in_at is None:
        return ""
    if login.ends - login.logged_in_at < _TESTING:
        told = _(
            "The consent screen of your Google Cloud project is in Testing, so this login ends at {time}. Publish the "
            "app there (In production), and log in again: then it does not end."
        )
    else:
        told = _("This login was granted for a time: it ends at {time}.")
    return told.format(time=words.when(login.ends, zone))


def show(found: Sequence[Standing], screen: Screen, zone: tzinfo, now: datetime) -> None:
    """Every login that was looked at: a table where there are several, and what is to be known of each."""
    if len(found) > 1:
        screen.show(_table(found, zone))
    for each in found:
        if len(found) > 1:
            screen.say("")
            screen.say(_profile(each.profile), "bold")
        _show_one(each, screen, zone, now)


def _profile(name: str | None) -> str:
    return f"--profile {name}" if name else _("The default login")


def _table(found: Sequence[Standing], zone: tzinfo) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in (_("Profile"), _("Account"), _("Channel"), _("Good for"), _("Ends")):
        grid.add_column(name, overflow="fold")
    grid.add_column(_("Works"))
    for each in found:
        login = each.login
        grid.add_row(
            each.profile or "–",
            plain(login.account or "–") if login else "–",
            plain(login.title or login.channel or "–") if login else "–",
            ", ".join(scopes.jobs_of(login.scopes)) if login else "–",
            words.date(login.ends, zone) if login and login.ends else "–",
            _("no") if each.error else _("yes"),
        )
    return grid


def _show_one(standing: Standing, screen: Screen, zone: tzinfo, now: datetime) -> None:
    login, found = standing.login, standing.found
    if found:
        _show_channel(found, screen)
    elif login and login.channel:
        told = _("Channel, as it was when it was last asked: {title}, {id}")
        screen.say(told.format(title=plain(login.title), id=plain(login.channel)))
    if login:
        screen.say(
            _("Account: {account}").format(account=plain(login.account or _("not asked for (auth login --account)")))
        )
        jobs = ", ".join(scopes.jobs_of(login.scopes)) or _("nothing whole")
        names = ", ".join(plain(scopes.short(scope)) for scope in scopes.of_youtube(login.scopes))
        screen.say(_("Permissions: {scopes} (good for: {jobs})").format(scopes=names, jobs=jobs))
        if login.logged_in_at:
            told = _("Logged in at {time}, {age} ago.")
            age = words.span(now - login.logged_in_at)
            screen.say(told.format(time=words.when(login.logged_in_at, zone), age=age))
        screen.say(_ends(login, zone) or _("Google has told of no end of this login; half a year without use ends it."))
        if login.keyring:
            screen.say(_("Its secrets are in the keyring of the system."))
    if standing.error:
        screen.warn(errors.sentence(standing.error, zone), style="red")
    elif login:
        screen.say(_("YouTube accepts this login (1 unit)."), "green")


def document(found: Sequence[Standing], chosen: Standing | None, zone: tzinfo) -> dict[str, Any]:
    """The logins for machines; `channel` and `login` are those of the chosen one."""
    rows = [_row(each, zone) for each in found]
    first = next((row for each, row in zip(found, rows, strict=True) if each is chosen), {})
    return {"channel": first.get("channel"), "login": first, "logins": rows}


def _row(standing: Standing, zone: tzinfo) -> dict[str, Any]:
    row: dict[str, Any] = {"profile": standing.profile, "works": standing.error is None}
    if standing.login:
        row |= _document(standing.login)
    if found := standing.found:
        snippet = found["snippet"]
        row["channel"] = {"id": found["id"], "title": snippet["title"], "handle": snippet.get("customUrl")}
    if standing.error:
        row["error"] = errors.document(standing.error, zone)["error"]
    return row


def _document(login: Login) -> dict[str, Any]:
    """What may be said of a login: no secret."""
    testing = login.ends is not None and login.logged_in_at is not None and login.ends - login.logged_in_at < _TESTING
    return {
        "account": login.account or None,
        "channel": {"id": login.channel, "title": login.title} if login.channel else None,
        "scopes": [scopes.short(scope) for scope in scopes.of_youtube(login.scopes)],
        "jobs": scopes.jobs_of(login.scopes),
        "logged_in_at": login.logged_in_at,
        "ends": login.ends,
        "testing": testing,
        "keyring": bool(login.keyring),
    }
