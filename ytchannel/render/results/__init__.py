"""The results of a manifest's entries: as a file beside the manifest, or in columns of the manifest's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.config.result_columns import RESULT_COLUMNS
from ytchannel.render import sheets, states
from ytchannel.render.screen import Screen
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from ytchannel.workflows.status import EntryStatus

FORMS = ("csv", "xlsx", "json")


@dataclass(frozen=True)
class Result:
    """The cells of one entry, by what RESULT_COLUMNS calls them, and where the entry stands in the manifest.

    `name` is what its row has to say: its file as it stands beside the list, or the id of its video.
    """

    sheet: str
    line: int
    name: str
    cells: Mapping[str, str]


class Unsuitable(Exception):  # noqa: N818 - no error of ours: it says why the results go elsewhere
    """A manifest that results cannot be written into; `code` says why (see `render.results.told`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def heading(column: str) -> str:
    """The heading of a column of results in the language in use."""
    english, vietnamese = RESULT_COLUMNS[column]
    return vietnamese if words.current() == "vi" else english


def results(statuses: Sequence[EntryStatus], zone: tzinfo) -> list[Result]:
    """The cells of every entry."""
    return [
        Result(status.entry.place.sheet, status.entry.place.line, _name(status), _cells(status, zone))
        for status in statuses
    ]


def _name(status: EntryStatus) -> str:
    return status.key if status.entry.file is not None else status.entry.video or ""


def _cells(status: EntryStatus, zone: tzinfo) -> dict[str, str]:
    when = status.state.when
    return {
        "id": status.video or "",
        "link": states.link(status.video),
        "state": states.text(status.state, zone),
        "when": when.astimezone(zone).strftime("%Y-%m-%d %H:%M") if when else "",
        "note": states.note(status, zone),
    }


_LISTS = (".yaml", ".yml", ".json", ".xlsx", ".xlsm", ".csv", ".tsv")


def beside(manifest: Path, form: str, number: int = 1) -> Path:
    """Where the results of a manifest are kept in a form: videos.result.csv, then videos.result-2.csv.

    What stands behind the point in the name of a folder, as in 2026.11, is no form of a file.
    """
    more = "" if number == 1 else f"-{number}"
    name = manifest.stem if manifest.suffix.lower() in _LISTS else manifest.name
    return manifest.with_name(f"{name}.result{more}.{form}")


def content(statuses: Sequence[EntryStatus], form: str, zone: tzinfo) -> bytes:
    """The file of results in a form, one of FORMS."""
    if form == "json":
        return Screen.as_text({"videos": states.documents(statuses, zone)}).encode()
    rows = [(_("File"), _("Title"), *map(heading, RESULT_COLUMNS))]
    links: dict[tuple[int, int], str] = {}
    for status in statuses:
        cells = _cells(status, zone)
        if cells["link"]:
            links[len(rows), 2 + list(RESULT_COLUMNS).index("link")] = cells["link"]
        rows.append((status.key, status.title, *(cells[column] for column in RESULT_COLUMNS)))
    if form == "csv":
        return sheets.as_csv(rows).encode()
    return sheets.as_xlsx(_("Results"), rows, links)
