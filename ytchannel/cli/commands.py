"""Every command by its name. Only this module and those it names load when help is asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from ytchannel import __version__
from ytchannel.cli import (
    auth,
    channel,
    collecting,
    doctor,
    files,
    pulling,
    sandbox,
    starting,
    stats,
    statuses,
    tagging,
    uploading,
)
from ytchannel.cli.help import Group, add
from ytchannel.cli.options import Language
from ytchannel.words import _

app = typer.Typer(
    cls=Group,
    help=_("Run an organisation's YouTube channel from files: see the plan and its price first, do nothing twice."),
    epilog=_("Try everything without an account: ytchannel demo"),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

add(app, "init", _("Start a channel folder, or a list of videos to fill in."))(starting.init)
add(app, "sync", _("Make the channel what playlists.yaml declares."))(channel.sync)
add(app, "apply", _("Apply a plan that was kept, exactly."))(channel.apply)
add(app, "pull", _("Write the live channel into the files."))(pulling.pull)
add(app, "upload", _("Upload a manifest's videos, each into its sections."))(uploading.upload)
add(app, "status", _("Tell how each video of a manifest stands."))(statuses.status)
add(app, "tag", _("Change what is said of videos that are up."))(tagging.tag)
app.add_typer(stats.app, name="stats")
add(app, "collect", _("Keep the bulk reports of the channel."))(collecting.collect)
add(app, "quota", _("Show what is left of today's quota."))(channel.quota)
add(app, "history", _("List what was written to the channel, and by whom."))(channel.history)
add(app, "undo", _("Take back what a run has written."))(channel.undo)
add(app, "check", _("Check the files; no request is made."))(files.check)
add(app, "doctor", _("Check this machine and this folder; costs 2 units of quota at most."))(doctor.doctor)
add(app, "demo", _("Tell the whole story on a local YouTube."))(sandbox.demo)
app.add_typer(auth.app, name="auth")
app.add_typer(sandbox.app, name="sandbox")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ytchannel {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help=_("Show the version and exit."))
    ] = False,
    lang: Language = "",
) -> None:
    """The options of a command stand after its name; these are for help."""
