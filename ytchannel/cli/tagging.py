"""tag: the list's word on videos that are up, or a bulk edit."""

from __future__ import annotations

from typing import Annotated

import typer

from ytchannel.cli.carrying import carry_out
from ytchannel.cli.channel import DryRun, Force, Yes
from ytchannel.cli.files import ManifestArgument
from ytchannel.cli.options import Setting, common
from ytchannel.errors import UsageError
from ytchannel.words import _

Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="KEY", help=_("Only this file, video id or section; can be repeated.")),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="CONDITION",
        help=_("Instead of a list: videos such as section=KEY, tag=TAG, title='Tin*'; all must hold, != negates."),
    ),
]
Add = Annotated[
    list[str] | None, typer.Option("--add-tag", metavar="TAG", help=_("Add this tag to those; can be repeated."))
]
Remove = Annotated[
    list[str] | None, typer.Option("--remove-tag", metavar="TAG", help=_("Take this tag off; can be repeated."))
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help=_("Give a field this value, as a list has it; can be repeated.")),
]


@common
def tag(
    setting: Setting,
    manifest: ManifestArgument = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    only: Only = None,
    where: Where = None,
    add_tag: Add = None,
    remove_tag: Remove = None,
    set_: Set = None,
    force: Force = False,
) -> None:
    """Keep what is said of videos that are up in step with the list, or edit many at once."""
    if where and (manifest or only):
        raise UsageError("where-and-list")
    if bool(where) != bool(add_tag or remove_tag or set_):
        raise UsageError("where-without-edit" if where else "edit-without-where")
    channel = setting.channel()
    from ytchannel.cli import bulk

    conditions = bulk.conditions(where or (), channel)
    values, add, remove = bulk.values(set_ or ()), bulk.tags(add_tag or ()), bulk.tags(remove_tag or ())
    with setting.connected(channel, writes=not dry_run) as connection:
        from ytchannel.workflows import tag as workflow
        from ytchannel.workflows.jobs import read_manifest

        if where:
            planned = workflow.of_filter(connection, conditions, workflow.Edit(values, add, remove))
        else:
            planned = workflow.of_list(connection, read_manifest(connection, manifest), only=only or ())
        carry_out(
            setting,
            connection,
            planned.plan,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="dry-run" if dry_run else "yes" if yes else "ask",
            gone=planned.gone,
            guards=() if force else planned.guards,
        )
