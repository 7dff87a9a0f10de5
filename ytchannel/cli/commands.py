"""Every command by its name. Only this module and those it names load when help is asked for."""

from __future__ import annotations

import typer

from ytchannel.cli import auth, channel, files, sandbox
from ytchannel.words import _

app = typer.Typer(
    help=_("Run an organisation's YouTube channel from files: see the plan and its price first, do nothing twice."),
    epilog=_("Try everything without an account: ytchannel demo"),
    add_completion=True,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("sync", help=_("Make the channel what playlists.yaml declares: plan, price, question, apply."))(
    channel.sync
)
app.command("upload", help=_("Upload the videos of a manifest and put each into its sections."))(channel.upload)
app.command("stats", help=_("Report the figures of the channel, its sections and videos."))(channel.stats)
app.command("quota", help=_("Show today's budgets: used by this tool, left, and when they are full again."))(
    channel.quota
)
app.command("check", help=_("Check the channel file and the manifest; no request is made."))(files.check)
app.command("demo", help=_("Tell the whole story on a local YouTube in a temporary folder."))(sandbox.demo)
app.add_typer(auth.app, name="auth")
app.add_typer(sandbox.app, name="sandbox")


@app.callback()
def _main() -> None:
    """The options stand after the command's name."""
