"""The command that goes the other way: the live channel becomes files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel import words
from ytchannel.cli.carrying import agreed
from ytchannel.cli.options import Setting, common
from ytchannel.errors import UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.model import Channel


@common
def pull(
    setting: Setting,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only show what would be written."))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Write without asking."))] = False,
    timezone: Annotated[
        str | None,
        typer.Option(
            "--timezone", metavar="NAME", show_default=False, help=_("For a new channel file; else this machine's.")
        ),
    ] = None,
) -> None:
    """Write the live channel into the files."""
    channel = _channel(setting, timezone)
    screen = setting.screen
    with setting.connected(channel, writes=not dry_run) as connection:
        from ytchannel.quota import POOL
        from ytchannel.render import differences, notes
        from ytchannel.workflows import pull as workflow

        before = connection.budget.used(POOL)
        pulled = workflow.plan(connection, differences.head(connection.live["snippet"]["title"]))
        for file in pulled.changed:
            differences.show(file.path, file.old, file.new, screen)
        for picture in pulled.pictures:
            differences.show_picture(picture.path, len(picture.content), screen, new=picture.new)
        for note in pulled.notes:
            screen.say(notes.note(note), "yellow")
        asks = not all([*(file.old is None for file in pulled.changed), *(each.new for each in pulled.pictures)])
        some = bool(pulled.changed or pulled.pictures)
        written = some and not dry_run and (yes or not asks or agreed(screen, _("Write this? [y/N]")))
        if written:
            workflow.keep(connection, pulled)
            screen.say(_("Written."), "green")
        elif not some:
            screen.say(_("There is nothing to write: what the files declare is so."), "green")
        if pulled.files[0].old is None:
            where = _("Dates without a time zone are read in that of {zone}; another one: --timezone NAME.")
            screen.say(where.format(zone=channel.timezone))
        spent = connection.budget.used(POOL) - before
        screen.say(
            words.plural("The channel was read for {count} unit.", "The channel was read for {count} units.", spent)
        )
        files = differences.document([(file.path, file.old, file.new) for file in pulled.files])
        told = [{"code": note.code, "count": note.count, "names": note.names} for note in pulled.notes]
        files += [{"file": str(each.path), "state": "new" if each.new else "changed"} for each in pulled.pictures]
        screen.document({"files": files, "notes": told, "units": spent, "written": written})


def _channel(setting: Setting, timezone: str | None) -> Channel:
    """The channel of the file, or of the file to be. Raises UsageError, FilesError."""
    from ytchannel.config import timezone_or_local
    from ytchannel.workflows.pull import unwritten

    if setting.config.exists():
        if timezone is not None:
            raise UsageError("timezone-declared", file=setting.config)
        return setting.channel()
    return unwritten(setting.config, timezone_or_local(timezone))
