"""The commands on a channel: sync and what keeps and takes back its writes, quota."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel.cli.carrying import carry_out
from ytchannel.cli.options import Setting, common, zone
from ytchannel.cli.output import written
from ytchannel.errors import GuardError, UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.policy import Action
    from ytchannel.render.plan_files import Made
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.sync import SyncPlan

DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only show the plan and its price."))]
Force = Annotated[bool, typer.Option("--force", help=_("Do it although a guard refuses."))]
Prune = Annotated[
    bool,
    typer.Option("--prune", help=_("Also delete what sections no longer have: never videos, and nothing of others.")),
]
ManifestOption = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        metavar="FILE",
        show_default=False,
        help=_("The list whose videos belong into sections; else the one beside the file."),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Apply without asking."))]

_PRUNE: tuple[Action, ...] = ("prune",)


@common
def sync(
    setting: Setting,
    dry_run: DryRun = False,
    yes: Yes = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("End with 7 if changes are pending; change nothing."))
    ] = False,
    manifest: ManifestOption = None,
    prune: Prune = False,
    force: Force = False,
    quick: Annotated[
        bool, typer.Option("--quick", help=_("Do not read sections again whose counts have not changed."))
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="PLAN",
            show_default=False,
            help=_("Only write the plan: .json to apply it, .md or .html for approval."),
        ),
    ] = None,
) -> None:
    """Make the channel what the files declare."""
    if out is not None:
        from ytchannel.render.plan_files import FORMS

        dry_run = True
        if out.suffix.lower() not in FORMS:
            raise UsageError("plan-form", file=out)
    channel = setting.channel(media_here=True)
    with setting.connected(channel, writes=not (dry_run or check), asked=_PRUNE if prune else ()) as connection:
        from ytchannel.workflows import sync as workflow
        from ytchannel.workflows.jobs import read_sections

        with written(out) as stream:  # opened before anything is spent
            planned = workflow.plan(connection, read_sections(connection, manifest), quick=quick, prune=prune)
            if stream is not None and out is not None:
                stream.write(_made(connection, planned, manifest, quick=quick).text(out.suffix.lower()))
        if out is not None:
            setting.screen.say(_("Written: {file}").format(file=out))
        carry_out(
            setting,
            connection,
            planned.plan,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="check" if check else "dry-run" if dry_run else "yes" if yes else "ask",
            guards=() if force else planned.guards,
        )


def _made(connection: Connection, planned: SyncPlan, manifest: Path | None, *, quick: bool) -> Made:
    """The plan as a file."""
    from ytchannel.render.plan_files import Made

    title, place, now = connection.live["snippet"]["title"], zone(connection.channel), connection.time.now()
    file = str(manifest) if manifest else None
    return Made(planned.plan, connection.budget, connection.id, title, now, place, planned.wishes, file, quick)


@common
def apply(
    setting: Setting,
    file: Annotated[
        Path, typer.Argument(metavar="PLAN", show_default=False, help=_("The plan that `sync --out` has written."))
    ],
    dry_run: DryRun = False,
    yes: Yes = False,
    force: Force = False,
) -> None:
    """Apply a plan that was kept."""
    from ytchannel.render import plan_files

    kept = plan_files.read(file)
    channel = setting.channel(media_here=True)
    prune, quick = any(each.get("action") == "delete" for each in kept["changes"]), kept.get("quick") is True
    # A plan that deletes was made by a sync that prunes; who made it does not count.
    with setting.connected(channel, writes=not dry_run, asked=_PRUNE if prune else ()) as connection:
        from ytchannel.workflows import sync as workflow
        from ytchannel.workflows.jobs import read_sections

        if kept.get("channel") != connection.id:
            raise GuardError("plan-other-channel", file=file, wanted=kept.get("channel"), found=connection.id)
        manifest = Path(str(kept["manifest"])) if kept.get("manifest") else None
        planned = workflow.plan(connection, read_sections(connection, manifest), quick=quick, prune=prune)
        if not plan_files.stands_in(planned.plan, planned.wishes, kept, connection.budget):
            raise GuardError("plan-out-of-date", file=file)
        carry_out(
            setting,
            connection,
            planned.plan,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="dry-run" if dry_run else "yes" if yes else "ask",
            guards=() if force else planned.guards,
        )


@common
def history(
    setting: Setting,
    run: Annotated[
        int | None, typer.Argument(metavar="[RUN]", show_default=False, help=_("Show the writes of this run."))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help=_("How many runs, the newest first."))] = 20,
) -> None:
    """List what was written to the channel."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import histories

        place = zone(channel)
        if run is not None:
            writes = connection.ledger.history.writes(connection.remembered_id, run)
            if not writes:
                raise UsageError("run-unknown", value=run)
            histories.show_writes(writes, run, setting.screen, place)
        else:
            histories.show_runs(connection.ledger.history.runs(connection.remembered_id, limit), setting.screen, place)


@common
def undo(
    setting: Setting,
    run: Annotated[int, typer.Argument(metavar="RUN", show_default=False, help=_("The run, as history lists it."))],
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Take back what a run has written."""
    channel = setting.channel()
    with setting.connected(channel, writes=not dry_run) as connection:
        from ytchannel.workflows import undo as workflow

        planned = workflow.plan(connection, run)
        carry_out(
            setting,
            connection,
            planned,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="dry-run" if dry_run else "yes" if yes else "ask",
            nothing=_("There is nothing to take back."),
        )


@common
def quota(setting: Setting) -> None:
    """Show today's budgets."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import budgets

        budgets.show(connection.budget, setting.screen, zone(channel), connection.time.now())
