"""The commands on a channel: sync, upload, stats, quota."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ytchannel.cli.files import ManifestArgument
from ytchannel.cli.options import Setting, common, zone
from ytchannel.errors import UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ytchannel.errors import ChannelToolError
    from ytchannel.plan import Plan
    from ytchannel.workflows.applying import Outcome, Watch
    from ytchannel.workflows.connecting import Connection

DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only show the plan and its price."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Apply without asking."))]


class By(StrEnum):
    """What a row of the report stands for."""

    section = "section"
    video = "video"


class Format(StrEnum):
    """The form of the report."""

    table = "table"
    json = "json"
    csv = "csv"


@common
def sync(
    setting: Setting,
    dry_run: DryRun = False,
    yes: Yes = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("End with 7 if changes are pending; change nothing."))
    ] = False,
) -> None:
    """Make the channel what the file declares."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.workflows import sync as workflow

        planned = workflow.plan(connection)
        _carry_out(
            setting,
            connection,
            planned.plan,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="check" if check else "dry-run" if dry_run else "yes" if yes else "ask",
        )


@common
def upload(
    setting: Setting,
    manifest: ManifestArgument = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="KEY", help=_("Only this file or video id; can be repeated."))
    ] = None,
    again: Annotated[bool, typer.Option("--again", help=_("Upload anew what was removed from the channel."))] = False,
) -> None:
    """Upload the videos of a manifest."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.workflows import upload as workflow

        videos = workflow.read_manifest(connection, manifest, only or ())
        planned = workflow.plan(connection, videos, again=again)
        _carry_out(
            setting,
            connection,
            planned.plan,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="dry-run" if dry_run else "yes" if yes else "ask",
            notes=planned.gone,
        )


def _carry_out(
    setting: Setting,
    connection: Connection,
    plan: Plan,
    apply: Callable[[Watch], Outcome],
    *,
    mode: Literal["check", "dry-run", "yes", "ask"],
    notes: Sequence[ChannelToolError] = (),
) -> None:
    """Show the plan, ask, apply, say what came of it, and end with its exit code.

    `notes` are items that cannot be planned at all: they are said, and count as failed.
    """
    from ytchannel.errors import AnswerNeededError, DriftError, ItemsFailedError
    from ytchannel.render import errors, plans
    from ytchannel.render.progress import watching

    screen, place = setting.screen, zone(connection.channel)
    plans.show(plan, screen, connection.budget, place, connection.time.now())
    document = plans.document(plan, connection.budget)
    for note in notes:
        screen.warn(errors.sentence(note, place))
    failed = len(notes)
    error: ChannelToolError | None = None
    if mode == "check" and plan.changes:
        error = DriftError(len(plan.changes))
    elif mode in ("yes", "ask") and plan.changes:
        if mode == "ask":
            if not screen.interactive:
                raise AnswerNeededError
            if not screen.ask(_("Apply this plan? [y/N]"), ("y", "yes", "c", "có", "co")):
                screen.say(_("Nothing was changed."))
                return
        with watching(screen) as watch:
            outcome = apply(watch)
        plans.show_outcome(outcome, screen, place)
        document |= plans.outcome_document(outcome, place)
        failed += len(outcome.failed)
        error = outcome.stopped
    error = error or (ItemsFailedError(failed) if failed else None)
    if error:
        screen.warn(errors.sentence(error, place), style="red")
        document |= errors.document(error, place)
    screen.document(document)
    if error:
        raise typer.Exit(error.exit_code)


@common
def stats(
    setting: Setting,
    by: Annotated[By, typer.Option("--by", help=_("A row for each section or for each video."))] = By.section,
    form: Annotated[Format, typer.Option("--format", help=_("The form of the report."))] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("Write the report to this file."))
    ] = None,
) -> None:
    """Report the figures of the channel."""
    import json

    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import reports
        from ytchannel.render.screen import encode
        from ytchannel.workflows.stats import stats as workflow

        report = workflow(connection)
        place = zone(channel)
        document = reports.document(report, channel)
        if form is Format.csv:
            _write(reports.as_csv(report, by.value, place), output, setting)
        elif form is Format.json and not setting.screen.as_json:
            _write(json.dumps(document, ensure_ascii=False, indent=2, default=encode) + "\n", output, setting)
        elif output is not None:
            raise UsageError("output-needs-format")
        else:
            reports.show(report, by.value, setting.screen, place)
        if form is not Format.csv or output is not None:
            setting.screen.document(document)


def _write(text: str, output: Path | None, setting: Setting) -> None:
    if output is None:
        setting.screen.raw(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError("output-unwritable", file=output, reason=error.strerror) from None
    setting.screen.say(_("Written: {file}").format(file=output))


@common
def quota(setting: Setting) -> None:
    """Show today's budgets."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import budgets

        budgets.show(connection.budget, setting.screen, zone(channel), connection.time.now())
