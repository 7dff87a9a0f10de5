"""What follows when the plan of a manifest is applied: waiting for YouTube, and the results of every entry."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ytchannel.cli.options import Setting, zone
from ytchannel.cli.output import put
from ytchannel.errors import AccessError, ChannelToolError, UnreachableError, UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ytchannel.model import Manifest
    from ytchannel.plan import Json
    from ytchannel.workflows.applying import Outcome, Watch
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.results import Noted
    from ytchannel.workflows.status import EntryStatus
    from ytchannel.workflows.upload import Gone


class Form(StrEnum):
    """The form of a file of results."""

    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    none = "none"


Results = Annotated[
    list[Form] | None,
    typer.Option(
        "--results",
        metavar="csv|xlsx|json|none",
        show_default=False,
        help=_("Keep the results beside the list in this form (else .xlsx for Excel, .csv); can be repeated."),
    ),
]
WriteBack = Annotated[
    bool, typer.Option("--write-back", help=_("Write the results into columns of the list itself: Excel or CSV."))
]
Wait = Annotated[bool, typer.Option("--wait", help=_("Wait until YouTube has processed the videos; 6 if one fails."))]
WaitLimit = Annotated[int, typer.Option("--wait-limit", metavar="MINUTES", min=1, help=_("Wait no longer than this."))]

_WORKBOOKS, _TABLES = (".xlsx", ".xlsm"), (".csv", ".tsv")
_TRIES = 9  # names for a file of results, should the ones before be open in Excel


@dataclass
class Afterwards:
    """One run's results. `wait` is how long to wait for YouTube at most, in seconds, None for not at all.

    Raises UsageError where the results are to be written into a list that has no columns.
    """

    setting: Setting
    connection: Connection
    manifest: Manifest
    forms: Sequence[Form] | None
    write_back: bool = False
    wait: float | None = None
    gone: Sequence[Gone] = ()
    live: Mapping[str, Json] = field(default_factory=dict)  # videos as they were when the plan was made, by id
    awaited: frozenset[str] = frozenset()  # keys of the entries whose videos are waited for
    _noted: Noted | None = None
    _outcome: Outcome | None = None
    _kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.write_back and self.manifest.file.suffix.lower() not in (*_WORKBOOKS, *_TABLES):
            raise UsageError("write-back-form", file=self.manifest.file.name)

    def watched(self, apply: Callable[[Watch], Outcome]) -> Callable[[Watch], Outcome]:
        """Applying a plan, with an eye on what comes of it."""
        from ytchannel.workflows.results import Noted

        def applied(watch: Watch) -> Outcome:
            self._noted = Noted(watch)
            self._outcome = apply(self._noted)
            self._noted.learn(self._outcome)
            return self._outcome

        return applied

    def finish(self, document: dict[str, Any]) -> ChannelToolError | None:
        """Wait, and keep the results; returns what went wrong with a video that was waited for."""
        from ytchannel.render import states
        from ytchannel.workflows import results

        stopped = self._outcome.stopped if self._outcome else None
        error = None
        if self.wait is not None and not isinstance(stopped, AccessError | UnreachableError):
            error = self._waited(self.wait)
        still = self._noted is None and self.wait is None
        statuses = results.of_run(
            self.connection, self.manifest, self._run, self.gone, self.live, stopped or error, still=still
        )
        self._keep(statuses)
        document["videos"] = states.documents(statuses, zone(self.connection.channel))
        document["results"] = self._kept
        return error

    @contextmanager
    def even_if_interrupted(self) -> Iterator[None]:
        """Keep the results of what was done until Ctrl-C, without another request."""
        from ytchannel.workflows import results

        try:
            yield
        except KeyboardInterrupt:
            if self._noted is not None and not self._kept:
                self._keep(results.by_memory(self.connection, self.manifest, self._noted, self.gone))
            raise

    @property
    def _run(self) -> Noted:
        """What was seen of the run; nothing where there was nothing to do."""
        from ytchannel.render.progress import Lines
        from ytchannel.workflows.results import Noted

        return self._noted or Noted(Lines(self.setting.screen))

    def _waited(self, limit: float) -> ChannelToolError | None:
        from ytchannel.errors import ProcessingError
        from ytchannel.render.waits import Waits
        from ytchannel.workflows import status
        from ytchannel.workflows.waiting import settled

        known = [each for each in status.guessed(self.connection, self.manifest) if each.key in self.awaited]
        titles = {each.video: each.title for each in known if each.video and each.entry.file is not None}
        fresh = {each.video for each in known if each.video and each.key in self._run.made}
        waits = Waits(self.setting.screen, titles, zone(self.connection.channel))
        try:
            found = settled(self.connection, titles, waits.ended, fresh=fresh, limit=limit)
        except ChannelToolError as error:
            return error
        if failed := sum(state.is_bad for state in found.values()):
            return ProcessingError("processing-failed", count=failed, of=len(found))
        if left := sum(state.name == "processing" for state in found.values()):
            return ProcessingError("processing-goes-on", count=left, of=len(found))
        return None

    def _keep(self, statuses: Sequence[EntryStatus]) -> None:
        """Write the results where they belong, and say where they are."""
        from ytchannel.config.reading import shown_path
        from ytchannel.render.results import Unsuitable, told

        screen, forms, why = self.setting.screen, self._forms(), ""
        if self.write_back:
            try:
                self._write_back(statuses)
            except Unsuitable as error:
                why = error.code
                forms = list(dict.fromkeys([*forms, self._usual()]))
            else:
                self._kept.append(str(self.manifest.file))
                screen.say(told.written(shown_path(self.manifest.file)), "dim")
        for form in forms:
            file = self._keep_beside(statuses, form)
            if file and why and form is self._usual():
                screen.warn(told.elsewhere(why, shown_path(self.manifest.file), shown_path(file)))
            elif file:
                screen.say(told.written(shown_path(file)), "dim")

    def _forms(self) -> list[Form]:
        """The files of results that were asked for, else one that opens as the manifest does."""
        if self.forms:
            return [form for form in dict.fromkeys(self.forms) if form is not Form.none]
        return [] if self.write_back else [self._usual()]

    def _usual(self) -> Form:
        return Form.xlsx if self.manifest.file.suffix.lower() in _WORKBOOKS else Form.csv

    def _keep_beside(self, statuses: Sequence[EntryStatus], form: Form) -> Path | None:
        """Write a file of results beside the manifest; under another name where Excel holds the first."""
        from ytchannel.config.reading import shown_path
        from ytchannel.render import results
        from ytchannel.render.results import told

        content = results.content(statuses, form, zone(self.connection.channel))
        reason = ""
        for number in range(1, _TRIES + 1):
            file = results.beside(self.manifest.file, form, number)
            try:
                if not _is_open(file):
                    put(file, content)
                    self._kept.append(str(file))
                    return file
            except OSError as error:
                reason = error.strerror or type(error).__name__
        self.setting.screen.warn(told.nowhere(shown_path(results.beside(self.manifest.file, form)), reason))
        return None

    def _write_back(self, statuses: Sequence[EntryStatus]) -> None:
        """Write the results into the manifest's own columns. Raises Unsuitable."""
        from ytchannel.render import results
        from ytchannel.render.results import Unsuitable, delimited, workbook

        file = self.manifest.file.resolve()
        if _is_open(file):
            raise Unsuitable("open")
        rendered = results.results(statuses, zone(self.connection.channel))
        edit = workbook.written_back if file.suffix.lower() in _WORKBOOKS else delimited.written_back
        try:
            old = file.read_bytes()
            new = edit(old, rendered)
            if new != old:
                if not os.access(file, os.W_OK):
                    raise Unsuitable("unwritable")
                put(file, new)
        except OSError:
            raise Unsuitable("unwritable") from None


def _is_open(file: Path) -> bool:
    """Whether Excel or LibreOffice has the file open: each leaves a file of its own beside it."""
    return any(file.with_name(name).exists() for name in (f"~${file.name}", f".~lock.{file.name}#"))
