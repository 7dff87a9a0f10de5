"""A plan as a file: JSON to be applied as it is, Markdown and HTML to be read and approved by others."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ytchannel.errors import UsageError
from ytchannel.redaction import redact
from ytchannel.render import notes, plan_documents, plans
from ytchannel.render.screen import Screen, plain
from ytchannel.words import _, current, when

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo
    from pathlib import Path

    from ytchannel.plan import Plan
    from ytchannel.quota import Budget

FORMS = (".json", ".md", ".html")

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8888; }
td:last-child, th:last-child { text-align: right; white-space: nowrap; }
td { overflow-wrap: anywhere; white-space: pre-line; }
@media print { body { margin: 0; } tr { break-inside: avoid; } thead { display: table-header-group; } }
"""


@dataclass(frozen=True)
class Made:
    """A plan, and what a reader has to know of it: for which channel it was made, and when."""

    plan: Plan
    budget: Budget
    channel_id: str
    channel_title: str
    now: datetime
    zone: tzinfo
    wishes: Mapping[str, str]
    manifest: str | None = None
    quick: bool = False

    def text(self, form: str) -> str:
        """The file; `form` is one of FORMS."""
        return {".json": self._json, ".md": self._markdown, ".html": self._html}[form]()

    def _json(self) -> str:
        document = plan_documents.document(self.plan, self.budget)
        about: dict[str, Any] = {
            "channel": self.channel_id,
            "made_at": self.now,
            "manifest": self.manifest,
            "quick": self.quick,
        }
        about["wishes"] = self.wishes
        return Screen.as_text({"plan": 1, **about, **document})

    @property
    def _title(self) -> str:
        return _("Plan for {channel}").format(channel=plain(self.channel_title))

    @property
    def _made(self) -> str:
        return _("Made on {time}.").format(time=when(self.now, self.zone))

    @property
    def _price(self) -> str:
        return plans.price(self.plan, self.budget, self.zone, self.now)

    @property
    def _heads(self) -> tuple[str, ...]:
        return (_("What"), _("Title"), _("From → to"), _("Price"))

    @property
    def _summary(self) -> str:
        return plans.summary(self.plan) if self.plan.changes else ""

    def _rows(self) -> list[tuple[str, ...]]:
        return [plans.row(change, self.zone)[1:] for change in self.plan.changes]

    def _notes(self) -> list[str]:
        return [*notes.kept(self.plan.kept), *map(notes.note, self.plan.notes)]

    def _markdown(self) -> str:
        rows = [self._heads, ("---", "---", "---", "---:"), *(tuple(map(_marked, row)) for row in self._rows())]
        table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        notes = "\n".join(f"* {_marked(note)}" for note in self._notes())
        parts = [
            f"# {_marked(self._title)}",
            _marked(self._made),
            _marked(self._summary),
            table,
            f"**{_marked(self._price)}**",
            notes,
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _html(self) -> str:
        def cells(tag: str, row: tuple[str, ...]) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>"

        body = "\n".join(cells("td", row) for row in self._rows())
        notes = "\n".join(f"<li>{html.escape(note)}</li>" for note in self._notes())
        title = html.escape(self._title)
        return (
            f'<!doctype html>\n<html lang="{current()}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
            f"<p>{html.escape(self._made)} {html.escape(self._summary)}</p>\n"
            f"<table>\n<thead>{cells('th', self._heads)}</thead>\n"
            f"<tbody>\n{body}\n</tbody>\n</table>\n<p><strong>{html.escape(self._price)}</strong></p>\n"
            f"<ul>\n{notes}\n</ul>\n</body>\n</html>\n"
        )


def read(file: Path) -> dict[str, Any]:
    """A plan that was kept as JSON. Raises UsageError."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("plan-unreadable", file=file, reason=error.strerror) from None
    except (ValueError, RecursionError):
        raise UsageError("plan-not-one", file=file) from None
    if not isinstance(found, dict) or found.get("plan") != 1 or not _is_plan(found):
        raise UsageError("plan-not-one", file=file)
    return found


def _is_plan(found: dict[str, Any]) -> bool:
    changes, wishes = found.get("changes"), found.get("wishes")
    if not isinstance(changes, list) or not isinstance(wishes, dict):
        return False
    return all(isinstance(each, dict) and isinstance(each.get("fields"), dict) for each in changes)


def stands_in(plan: Plan, wishes: Mapping[str, str], kept: dict[str, Any], budget: Budget) -> bool:
    """Whether a fresh plan asks for nothing but what was kept: all of it, or what is left of it.

    Where entries go follows from those that are there by then, so positions are not compared, but what is declared of
    their order.
    """
    if any(kept["wishes"].get(section) != wish for section, wish in wishes.items()):
        return False
    now = json.loads(Screen.as_text(plan_documents.document(plan, budget)))["changes"]
    known = {_compared(change) for change in kept["changes"]}
    return all(_compared(change) in known for change in now)


def _compared(change: dict[str, Any]) -> str:
    fields = {name: value for name, value in change["fields"].items() if name != "position"}
    return json.dumps({**change, "fields": fields}, sort_keys=True)


def _marked(text: str) -> str:
    """A text as one cell of Markdown, nothing in it meaning anything."""
    text = re.sub(r"([\\`*_{}\[\]()#+!|~])", r"\\\1", redact(text))
    return html.escape(text, quote=False).replace("\n", "<br>")
