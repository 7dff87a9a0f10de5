"""Login and logout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ytchannel.cli.help import Group, add
from ytchannel.cli.options import Language, Setting, common, told, zone
from ytchannel.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.model import Channel

app = typer.Typer(help=_("Log in to YouTube and out again."), cls=Group, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group(lang: Language = "") -> None:
    """The language of the group's own help."""


def _folder(setting: Setting) -> Path:
    return setting.config.absolute().parent


def _declared(setting: Setting) -> Channel | None:
    """What the channel file declares; None where there is no such file yet. Raises FilesError for one that is wrong."""
    return setting.channel() if setting.config.exists() else None


@add(app, "login", _("Log in as the channel's owner, and keep the login here."))
@common
def login(
    setting: Setting,
    job: Annotated[
        Literal["reports", "uploads", "everything"],
        typer.Option("--for", metavar="reports|uploads|everything", help=_("What the login is for: less is asked.")),
    ] = "everything",
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser", help=_("Open the browser, or tell the address and take the pasted answer.")
        ),
    ] = True,
    device: Annotated[
        bool, typer.Option("--device", help=_("Tell a code to type in elsewhere; needs a client of the type TV."))
    ] = False,
    account: Annotated[
        bool,
        typer.Option("--account", help=_("Ask whose account it is too; not with a channel of a Brand Account.")),
    ] = False,
    keyring: Annotated[
        bool, typer.Option("--keyring", help=_("Keep the secrets in the keyring of the system, not in the file."))
    ] = False,
    timeout: Annotated[
        int, typer.Option("--timeout", metavar="SECONDS", min=5, max=3600, help=_("Wait so long for the login."))
    ] = 300,
) -> None:
    """Log in as the channel's owner."""
    from ytchannel.cli.login_talk import Talk
    from ytchannel.errors import ItemsFailedError
    from ytchannel.render import errors, logins
    from ytchannel.workflows import login as workflow
    from ytchannel.workflows.connecting import Time

    screen, channel = setting.screen, _declared(setting)
    place = logins.zone_of(channel)
    wish = workflow.Wish(_folder(setting), setting.profile, job, account, keyring, timeout)
    talk = Talk(screen, browser=browser)
    with told(screen, channel):
        if device:
            screen.warn(_("A login by a code has no captions and no reports of Analytics: Google does not grant them."))
            made = workflow.by_device(wish, channel, setting.target, talk.code, Time())
        else:
            made = workflow.in_browser(wish, channel, setting.target, talk, Time())
    logins.show_new(made, screen, place)
    document = logins.new_document(made)
    error = made.later or (ItemsFailedError(len(made.unticked)) if made.unticked else None)
    if error:
        document |= errors.document(error, place)
    screen.document(document)
    if error:
        raise typer.Exit(error.exit_code)


@add(app, "status", _("Tell whose logins are here, for which channels, until when; tries each with one unit."))
@common
def status(setting: Setting) -> None:
    """Tell how the logins stand."""
    from ytchannel.render import errors, logins
    from ytchannel.workflows import logins as workflow
    from ytchannel.workflows.connecting import Time, needs_login

    screen, channel = setting.screen, setting.channel()
    target, time, place = setting.target, Time(), zone(channel)
    names = [setting.profile] if setting.profile else workflow.all_kept(channel.folder) or [None]
    if not any(needs_login(target, channel.folder, name, time) for name in names):
        with setting.connected(channel) as connection:
            logins.show_sandbox(connection.live, screen)
        return
    found = [workflow.standing(channel, target, name, time, is_chosen=name == setting.profile) for name in names]
    chosen = next((each for each in found if each.profile == setting.profile), None)
    logins.show(found, screen, place, time.now())
    document = logins.document(found, chosen, place)
    error = chosen.error if chosen else next((each.error for each in found if each.error), None)
    if error:
        document |= errors.document(error, place)
    screen.document(document)
    if error:
        raise typer.Exit(error.exit_code)


@add(app, "logout", _("Revoke the login at Google and delete it here."))
@common
def logout(
    setting: Setting,
    local: Annotated[
        bool, typer.Option("--local", help=_("Only delete it here; logins on other machines go on."))
    ] = False,
) -> None:
    """Revoke the login and delete it."""
    from ytchannel.workflows import logins

    told = logins.log_out(_folder(setting), setting.profile, setting.target, revoke=not local)
    if local:
        setting.screen.say(_("The login is deleted here. Google was not told."))
    elif told:
        setting.screen.say(_("Logged out."))
    else:
        setting.screen.warn(
            _("The login is deleted here, but Google could not be told. Revoke it at myaccount.google.com.")
        )
    setting.screen.document({"revoked": told})
