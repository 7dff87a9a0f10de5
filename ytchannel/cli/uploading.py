"""upload: the videos of a list, once or whenever new ones come into a folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ytchannel.cli import watching
from ytchannel.cli.carrying import carry_out
from ytchannel.cli.channel import DryRun, Force, Yes
from ytchannel.cli.files import ManifestArgument
from ytchannel.cli.options import Setting, common
from ytchannel.cli.results import Afterwards, Form, Results, Wait, WaitLimit, WriteBack
from ytchannel.cli.watching import WatchFolder
from ytchannel.errors import UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ytchannel.bandwidth import Timetable
    from ytchannel.errors import Problem
    from ytchannel.policy import Action
    from ytchannel.workflows.applying import Outcome, Watch

_JOBS = 1


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
    force: Force = False,
    again: Annotated[bool, typer.Option("--again", help=_("Upload anew what was removed from the channel."))] = False,
    notify_each: Annotated[
        bool, typer.Option("--notify-each", help=_("Notify subscribers of each video that says so, not of one alone."))
    ] = False,
    results: Results = None,
    write_back: WriteBack = False,
    wait: Wait = False,
    wait_limit: WaitLimit = 120,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=8, help=_("How many files at a time."))] = _JOBS,
    bwlimit: Annotated[
        str | None,
        typer.Option(
            "--bwlimit",
            metavar="RATE",
            show_default=False,
            help=_("Bytes a second at most, e.g. 2M, or by the hour: “08:00-17:00=1M 5M”."),
        ),
    ] = None,
    watch: WatchFolder = None,
) -> None:
    """Upload the videos of a manifest."""
    from ytchannel.bandwidth import UNLIMITED, timetable

    once = _Upload(
        setting=setting,
        only=only or (),
        again=again,
        notify_each=notify_each,
        results=results,
        write_back=write_back,
        wait=wait_limit * 60.0 if wait else None,
        jobs=jobs,
        limits=UNLIMITED if bwlimit is None else timetable(bwlimit),
        mode="dry-run" if dry_run else "yes" if yes else "ask",
        force=force,
    )
    if watch is None:
        once.run(manifest)
    elif manifest or dry_run:
        raise UsageError("watch-alone")
    else:
        watching.watch(setting, watch, partial(once.run, watch), yes=yes, asked=once.asked)


@dataclass(frozen=True)
class _Upload:
    """What is asked for, to be done once or in every round."""

    setting: Setting
    only: Sequence[str]
    again: bool
    notify_each: bool
    results: list[Form] | None
    write_back: bool
    wait: float | None  # seconds
    jobs: int
    limits: Timetable
    mode: Literal["dry-run", "yes", "ask"]
    force: bool

    @property
    def asked(self) -> tuple[Action, ...]:
        """The actions that the options ask for."""
        return ("notify",) if self.notify_each else ()

    def run(
        self,
        manifest: Path | None,
        finished: Callable[[Path], bool] | None = None,
        wrong: Callable[[Sequence[Problem]], object] = lambda _problems: None,
    ) -> None:
        """One upload; of a folder only what is `finished`. What is `wrong` with the list is told there too."""
        from ytchannel.errors import FilesError

        setting = self.setting
        with setting.connected(setting.channel(), writes=self.mode != "dry-run", asked=self.asked) as connection:
            from ytchannel.workflows import upload as workflow
            from ytchannel.workflows.forecast import forecast
            from ytchannel.workflows.jobs import read_manifest

            try:
                videos = read_manifest(connection, manifest, finished)
                planned = workflow.plan(
                    connection, videos, only=self.only, again=self.again, notify_each=self.notify_each
                )
            except FilesError as error:
                wrong(error.problems)
                raise
            afterwards = Afterwards(setting, connection, videos, self.results, self.write_back, self.wait)
            afterwards.gone, afterwards.live = planned.gone, planned.live
            afterwards.awaited = frozenset(job.key for job in planned.jobs)

            def apply(watch: Watch) -> Outcome:
                return workflow.apply(connection, planned, watch, count=self.jobs, limits=self.limits)

            with afterwards.even_if_interrupted():
                carry_out(
                    setting,
                    connection,
                    planned.plan,
                    afterwards.watched(apply),
                    mode=self.mode,
                    gone=planned.gone,
                    forecast=forecast(connection, planned, self.limits),
                    guards=() if self.force else planned.guards,
                    afterwards=afterwards.finish,
                )
