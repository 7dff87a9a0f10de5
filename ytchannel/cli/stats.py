"""stats: the report on a period, in the form that is asked for; what is done with what is kept stands below it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ytchannel.cli import collecting
from ytchannel.cli.help import Group, add
from ytchannel.cli.options import Setting, common, zone
from ytchannel.errors import UsageError
from ytchannel.words import _


class _Stats(Group):
    """The command, whose --month alone is that of the last whole month."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - the library's own types are private
        """Fill in the value that the option may lack: the library knows no options whose value may be missing."""
        following = [*args[1:], "-"]
        full = (
            [
                "--month=last" if each == "--month" and after.startswith("-") else each
                for each, after in zip(args, following, strict=True)
            ]
            if args
            else []
        )
        return super().parse_args(ctx, full)


app = typer.Typer(cls=_Stats, rich_markup_mode=None)


class By(StrEnum):
    """What a row of the report stands for."""

    section = "section"
    video = "video"
    day = "day"
    source = "source"
    country = "country"
    device = "device"


class Format(StrEnum):
    """The form of the report."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"
    docx = "docx"
    md = "md"
    ics = "ics"


class Compare(StrEnum):
    """What the period is compared with."""

    previous = "previous"
    year = "year"
    none = "none"


@app.callback(
    invoke_without_command=True, help=_("Report figures of the channel, sections and videos: last week, or any period.")
)
@common
def stats(
    setting: Setting,
    context: typer.Context,
    by: Annotated[
        By, typer.Option("--by", help=_("A row for each section, video, day, traffic source, country or device."))
    ] = By.section,
    month: Annotated[
        str | None,
        typer.Option(
            "--month", metavar="[YYYY-MM]", help=_("The report on this month; --month alone: on the last whole one.")
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--last", metavar="28d", help=_("On the latest days (28d), weeks (4w) or whole months (3m).")),
    ] = None,
    first_day: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("On the days from this one, as 2026-10-05."))
    ] = None,
    last_day: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help=_("Up to this day; without it, up to yesterday."))
    ] = None,
    compare: Annotated[
        Compare, typer.Option("--compare", help=_("Compare with the period before, or with the year before."))
    ] = Compare.previous,
    section: Annotated[
        str | None, typer.Option("--section", metavar="KEY", help=_("Only the videos of this section."))
    ] = None,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, metavar="N", help=_("Only the N most watched videos, countries or sources.")),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help=_("Compare the counters with those kept on this day; else with those of the period's beginning."),
        ),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help=_("From what is kept here alone; no request is made."))
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help=_("Read all lists of videos again, whatever is remembered."))
    ] = False,
    form: Annotated[
        Format | None, typer.Option("--format", help=_("The form of the report; else by the name of the file."))
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("Write the report to this file."))
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help=_("An own page (.html) or document (.docx) to fill in.")),
    ] = None,
) -> None:
    """Report the figures of the channel."""
    if context.invoked_subcommand is not None:
        _check_bare(context)
        return
    from ytchannel.cli import periods
    from ytchannel.cli.handing import handing

    handed = handing(setting.screen, form.value if form else None, by.value, output, template, top)
    channel = setting.channel()
    # The file is opened before anything is spent or kept.
    with handed.opened() as hand_over, setting.connected(channel) as connection:
        from ytchannel.render.steps import steps
        from ytchannel.report.periods import Period
        from ytchannel.workflows import stats as workflow

        today = connection.time.now().astimezone(zone(channel)).date()
        period = periods.asked(month, last, first_day, last_day, today)
        others = {"previous": Period.previous, "year": Period.year_before}
        compared = others[compare.value](period) if compare.value in others else None
        wish = workflow.Wish(
            period,
            compared if compared and compared.is_of_youtube else None,
            section,
            periods.end(since, zone(channel)) if since else None,
            fresh,
        )
        if offline:
            report = workflow.remembered(connection, wish)
        else:
            with steps(setting.screen, _("Reading the figures")) as watch:
                report = workflow.stats(connection, wish, watch)
        hand_over(report, channel)


def _check_bare(context: typer.Context) -> None:
    """Options stand after the name of the command that they are for: here they would be lost without a word."""
    given = [
        name
        for name in context.params
        if (source := context.get_parameter_source(name)) is not None and source.name == "COMMANDLINE"
    ]
    if given:
        raise UsageError("options-before", command=context.invoked_subcommand, option=f"--{given[0]}")


class Table(StrEnum):
    """The form of exported tables."""

    parquet = "parquet"
    csv = "csv"


@add(app, "export", _("Write all figures that are kept as tables for other programs; no request is made."))
@common
def export(
    setting: Setting,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False, help=_("Where the files go."))],
    form: Annotated[
        Table, typer.Option("--format", help=_("Parquet, or CSV in UTF-8 with ISO times."))
    ] = Table.parquet,
) -> None:
    """Export everything that is kept."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import exports
        from ytchannel.workflows.exporting import tables

        files = exports.export(tables(connection), folder, form.value)
        for file in files:
            setting.screen.say(_("Written: {file}").format(file=file))
        setting.screen.document({"files": files})


add(app, "collect", _("Keep the bulk reports of the channel: each day's file, once."))(collecting.collect)
