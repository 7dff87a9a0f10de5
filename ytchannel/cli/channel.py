"""The commands on a channel: sync, upload, stats, quota."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO

import typer

from ytchannel.cli.files import ManifestArgument
from ytchannel.cli.options import Setting, common, zone
from ytchannel.errors import UsageError
from ytchannel.quota import POOL
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ytchannel.errors import ChannelToolError
    from ytchannel.plan import Plan
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.applying import Outcome, Watch
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.upload import Gone

DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only show the plan and its price."))]
ManifestOption = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        metavar="FILE",
        show_default=False,
        help=_("The list whose videos belong into sections; else videos.yaml beside the file."),
    ),
]
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
    manifest: ManifestOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help=_("Do not read sections again whose counts have not changed."))
    ] = False,
) -> None:
    """Make the channel what the files declare."""
    channel = setting.channel()
    with setting.connected(channel, writes=not (dry_run or check)) as connection:
        from ytchannel.workflows import sync as workflow
        from ytchannel.workflows.jobs import read_sections

        planned = workflow.plan(connection, read_sections(connection, manifest), quick=quick)
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
        list[str] | None,
        typer.Option("--only", metavar="KEY", help=_("Only this file, video id or section; can be repeated.")),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help=_("Upload anew what was removed from the channel."))] = False,
) -> None:
    """Upload the videos of a manifest."""
    channel = setting.channel()
    with setting.connected(channel, writes=not dry_run) as connection:
        from ytchannel.workflows import upload as workflow
        from ytchannel.workflows.jobs import read_manifest

        videos = read_manifest(connection, manifest)
        planned = workflow.plan(connection, videos, only=only or (), again=again)
        _carry_out(
            setting,
            connection,
            planned.plan,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="dry-run" if dry_run else "yes" if yes else "ask",
            gone=planned.gone,
            sizes=planned.sizes,
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
            histories.show_writes(connection.ledger.history.writes(connection.id, run), run, setting.screen, place)
        else:
            histories.show_runs(connection.ledger.history.runs(connection.id, limit), setting.screen, place)


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
        _carry_out(
            setting,
            connection,
            planned,
            lambda watch: workflow.apply(connection, planned, watch),
            mode="dry-run" if dry_run else "yes" if yes else "ask",
        )


def _carry_out(
    setting: Setting,
    connection: Connection,
    plan: Plan,
    apply: Callable[[Watch], Outcome],
    *,
    mode: Literal["check", "dry-run", "yes", "ask"],
    gone: Sequence[Gone] = (),
    sizes: Sequence[int] = (),
) -> None:
    """Show the plan, ask, apply, say what came of it, and end with its exit code.

    `gone` are items that cannot be planned at all: they are said, and have failed when the plan is applied. `sizes` are
    those of the files that go up, in bytes.
    """
    from ytchannel.errors import DriftError, ItemsFailedError
    from ytchannel.render import errors, plans

    screen, place = setting.screen, zone(connection.channel)
    plans.show(plan, screen, connection.budget, place, connection.time.now())
    document = plans.document(plan, connection.budget)
    document["failed"] = [plans.gone_document(each, place) for each in gone]
    for each in gone:
        screen.warn(errors.sentence(each.error, place))
    error: ChannelToolError | None = None
    if mode == "check" and plan.changes:
        error = DriftError(len(plan.changes))
    elif mode in ("yes", "ask"):
        if plan.changes:
            if mode == "ask" and not _agreed(screen):
                screen.document(document)
                return
            error = _made_true(setting, connection, apply, document, sizes)
        failed = len(document["failed"])
        error = error or (ItemsFailedError(failed) if failed else None)
    if error:
        screen.warn(errors.sentence(error, place), style="red")
        document |= errors.document(error, place)
    screen.document(document)
    if error:
        raise typer.Exit(error.exit_code)


def _made_true(
    setting: Setting,
    connection: Connection,
    apply: Callable[[Watch], Outcome],
    document: dict[str, Any],
    sizes: Sequence[int],
) -> ChannelToolError | None:
    """Apply, say what came of it and put it into the document; returns what stopped the run early."""
    from ytchannel.render import plans
    from ytchannel.render.progress import watching

    screen, place, budget = setting.screen, zone(connection.channel), connection.budget
    before = budget.used(POOL)
    with watching(screen, sizes) as watch:
        outcome = apply(watch)
    plans.show_outcome(outcome, screen, place, spent=budget.used(POOL) - before)
    told = plans.outcome_document(outcome, place)
    document |= told | {"failed": document["failed"] + told["failed"]}
    return outcome.stopped


def _agreed(screen: Screen) -> bool:
    """Ask whether to apply the plan. Raises AnswerNeededError when nobody is there."""
    from ytchannel.errors import AnswerNeededError

    if not screen.interactive:
        raise AnswerNeededError
    if screen.ask(_("Apply this plan? [y/N]"), ("y", "yes", "c", "có", "co")):
        return True
    screen.say(_("Nothing was changed."))
    return False


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
    if form is Format.csv and setting.screen.as_json and output is None:
        raise UsageError("csv-and-json")
    if form is Format.table and output is not None:
        raise UsageError("output-needs-format")
    channel = setting.channel()
    # Opened before anything is spent or kept.
    with _written(output) as stream, setting.connected(channel) as connection:
        from ytchannel.render import reports
        from ytchannel.workflows.stats import stats as workflow

        report = workflow(connection)
        place, screen = zone(channel), setting.screen
        document = reports.document(report, channel)
        text = reports.as_csv(report, by.value, place) if form is Format.csv else screen.as_text(document)
        if stream is not None:
            stream.write(text)
            screen.say(_("Written: {file}").format(file=output))
        elif form is Format.table:
            reports.show(report, by.value, screen, place)
        elif not screen.as_json:
            screen.raw(text)
        screen.document(document)


@contextmanager
def _written(output: Path | None) -> Iterator[TextIO | None]:
    """The file that the report goes to, whole or not at all. Raises UsageError when it cannot be written."""
    if output is None:
        yield None
        return
    part = output.with_name(f"{output.name}.part")
    try:
        stream = part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError("output-unwritable", file=output, reason=error.strerror) from None
    try:
        with stream:
            yield stream
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@common
def quota(setting: Setting) -> None:
    """Show today's budgets."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import budgets

        budgets.show(connection.budget, setting.screen, zone(channel), connection.time.now())
