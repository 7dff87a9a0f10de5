"""stats collect: the bulk reports of the channel, kept day by day."""

from __future__ import annotations

from typing import Annotated

import typer

from ytchannel.cli.options import Setting, common, zone
from ytchannel.words import _


@common
def collect(
    setting: Setting,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="FAMILY",
            show_default=False,
            help=_("Only reports of this family, such as channel_basic, or all; can be repeated."),
        ),
    ] = None,
) -> None:
    """Keep the bulk reports of the channel."""
    from ytchannel.errors import ItemsFailedError

    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import collections
        from ytchannel.render.steps import steps
        from ytchannel.workflows import collecting_reports as workflow

        with steps(setting.screen, _("Collecting reports")) as watch:
            found = workflow.collect(connection, types or (), watch)
        refused = sum(1 for each in found if each.error)
        error = ItemsFailedError(refused) if refused else None
        collections.show(found, workflow.files(connection).folder, error, setting.screen, zone(channel))
    if error:
        raise typer.Exit(error.exit_code)
