"""A report handed over: in which form, to the terminal, to stdout or into a file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.cli.options import zone
from ytchannel.cli.output import filled
from ytchannel.errors import UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ytchannel.model import Channel
    from ytchannel.render.reports.forms import By, Form
    from ytchannel.render.screen import Screen
    from ytchannel.report.composing import Report


@dataclass(frozen=True)
class Handing:
    """The wishes about the form of a report. `top` are the rows that long tables have, None where nothing was said."""

    screen: Screen
    form: Form
    by: By
    output: Path | None
    template: bytes | None
    top: int | None

    @contextmanager
    def opened(self) -> Iterator[Callable[[Report, Channel], None]]:
        """What hands a report over; the file is there, whole, at the end of the block. Raises UsageError before."""
        with filled(self.output) as fill:
            yield lambda report, channel: self._over(report, channel, fill)
        if self.output is not None:
            self.screen.say(_("Written: {file}").format(file=self.output))

    def _over(self, report: Report, channel: Channel, fill: Callable[[bytes], None]) -> None:
        from ytchannel.render.reports import documents, forms, terminal

        place = zone(channel)
        if self.form == "table":
            terminal.show(report, self.by, self.screen, place, self.top)
        elif self.output is not None:
            fill(forms.made(report, self.form, self.by, place, self.top, self.template))
        elif not self.screen.as_json:
            self.screen.raw(forms.made(report, self.form, self.by, place, self.top, self.template).decode())
        if self.screen.as_json:
            self.screen.document(documents.document(report, place))


def handing(
    screen: Screen, form: Form | None, by: By, output: Path | None, template: Path | None, top: int | None
) -> Handing:
    """The wishes, if they go together. Raises UsageError."""
    from ytchannel.render.reports import forms

    if form is None:
        file = output or template
        named = forms.of_file(file) if file else "table"
        if named is None:
            raise UsageError("output-needs-format")
        form = named
    if form == "table" and output is not None:
        raise UsageError("output-needs-format")
    if form in forms.FILES and output is None:
        raise UsageError("format-needs-output", form=form)
    if form not in ("table", "json") and screen.as_json and output is None:
        raise UsageError("csv-and-json", form=form)
    return Handing(screen, form, by, output, _read(template, form) if template else None, top)


def _read(template: Path, form: Form) -> bytes:
    """The template, before anything is spent. Raises UsageError."""
    from ytchannel.render.reports import forms

    endings = (".html", ".htm") if form == "html" else (".docx",)
    if form not in forms.TEMPLATES or template.suffix.lower() not in endings:
        raise UsageError("template-form", file=template, form=form)
    try:
        content = template.read_bytes()
        if form == "html":
            content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("template-no-text", file=template) from None
    except OSError as error:
        raise UsageError("template-unreadable", file=template, reason=error.strerror) from None
    return content
