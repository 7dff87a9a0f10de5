"""Login and logout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel.cli.help import Group, add
from ytchannel.cli.options import Language, Setting, common
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.auth import Credentials

app = typer.Typer(help=_("Log in to YouTube and out again."), cls=Group, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group(lang: Language = "") -> None:
    """The language of the group's own help."""


def _files(setting: Setting) -> Credentials:
    from ytchannel.auth import Credentials
    from ytchannel.workflows.connecting import CREDENTIALS

    return Credentials(setting.config.absolute().parent / CREDENTIALS, setting.profile)


@add(app, "login", _("Log in through the browser as the channel's owner."))
@common
def login(
    setting: Setting,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help=_("Open the browser, or only tell the address."))
    ] = True,
) -> None:
    """Log in through the browser."""
    from ytchannel import auth

    files = _files(setting)
    auth.login(files, _("Open this address in the browser and choose the channel:\n{url}"), open_browser=browser)
    setting.screen.say(_("Logged in. See which channel it is with: ytchannel auth status"), "green")
    setting.screen.document({"token": str(files.token_file)})


@add(app, "status", _("Tell which channel the login belongs to; costs one unit."))
@common
def status(setting: Setting) -> None:
    """Tell which channel the login belongs to."""
    from ytchannel import auth
    from ytchannel.render.screen import plain

    channel = setting.channel()
    with setting.connected(channel) as connection:
        live = connection.live
        found = {"id": live["id"], "title": live["snippet"]["title"], "handle": live["snippet"].get("customUrl")}
        text = _("Channel: {title} ({handle}), {id}")
        setting.screen.say(text.format(**{name: plain(value or "–") for name, value in found.items()}))
        login = {}
        if connection.is_real:
            login = auth.told(_files(setting))
            text = _(
                "Login of {logged_in_at}; permissions: {scopes}; the access token ends {expiry} and renews itself."
            )
            setting.screen.say(text.format(**{name: plain(value or "–") for name, value in login.items()}))
        setting.screen.document({"channel": found, "login": login})


@add(app, "logout", _("Revoke the login at Google and delete it here."))
@common
def logout(setting: Setting) -> None:
    """Revoke the login and delete it."""
    from ytchannel import auth

    told = auth.logout(_files(setting))
    if told:
        setting.screen.say(_("Logged out."))
    else:
        setting.screen.warn(
            _("The login is deleted here, but Google could not be told. Revoke it at myaccount.google.com.")
        )
    setting.screen.document({"revoked": told})
