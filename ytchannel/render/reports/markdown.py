"""A report as Markdown with tables as GitHub has them: for mail, wikis and version control."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ytchannel.render.reports import cells
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ytchannel.render.reports.presentation import Presentation, Value, View

# Whatever could begin something; a backslash before punctuation shows the punctuation alone (CommonMark, 2.4).
_MEANING = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~&$^=:@\"'/]")
# Inside words these say nothing, so that most titles stay readable as they are.
_HARMLESS = re.compile(r"(?<=\w)[\-'/:+=](?=\w)|(?<=\w)[:.,)](?=\s|$)|(?<=\s)\((?=\w)|(?<=\d)[.,](?=\d)")
_ITEM = re.compile(r"\d+[.)]")  # begins a list
_LINKS = re.compile(r"://|www\.|@|mailto:", re.IGNORECASE)


def as_markdown(presentation: Presentation) -> str:
    """The report; text of others shows as it is and does nothing."""
    parts = [f"# {escaped(presentation.title)}: {escaped(presentation.organisation)}"]
    head = [
        (_("Period"), presentation.period),
        (_("Compared with"), presentation.compared),
        (_("Made"), presentation.made),
    ]
    parts.append("\n".join(f"* {label}: {escaped(text)}" for label, text in head if text))
    changed = any(fact.change for fact in presentation.facts)
    titles = [_("Figure"), _("Value"), *([_("Change")] if changed else [])]
    facts = [[f.label, f.value, *([f.change] if changed else [])] for f in presentation.facts]
    parts.append(_table(titles, [False, True, True][: len(titles)], facts))
    if presentation.remarks:
        parts.append("\n".join(f"* {escaped(remark)}" for remark in presentation.remarks))
    for view in presentation.views:
        parts.append(f"## {escaped(view.title)}")
        parts.append(_view(view) if view.rows else escaped(_("There is nothing here.")))
        if view.note:
            parts.append(escaped(view.note))
    return "\n\n".join(parts) + "\n"


def _view(view: View) -> str:
    places = [place for place, column in enumerate(view.columns) if column.kind != "id"]
    columns = [view.columns[place] for place in places]

    def written(row: Sequence[Value]) -> list[str]:
        return [cells.written(row[place], view.columns[place].kind) for place in places]

    total = written(view.total) if view.total else None
    heads = [column.title for column in columns]
    return _table(heads, [column.is_numeric for column in columns], map(written, view.rows), total)


def _table(
    heads: Sequence[str],
    to_the_right: Sequence[bool],
    rows: Iterable[Sequence[str]],
    total: Sequence[str] | None = None,
) -> str:
    lines = [_row([escaped(head) for head in heads]), _row(["---:" if right else "---" for right in to_the_right])]
    lines += [_row([escaped(cell) for cell in row]) for row in rows]
    if total is not None:
        lines.append(_row([f"**{escaped(cell)}**" if cell != cells.UNKNOWN else "" for cell in total]))
    return "\n".join(lines)


def _row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def escaped(text: str) -> str:
    """`text` in one line, so that Markdown shows it and finds nothing in it."""
    shown = plain(text).strip()  # what is indented would be code
    harmless = set() if _LINKS.search(shown) else {match.start() for match in _HARMLESS.finditer(shown)}
    if item := _ITEM.match(shown):
        harmless.discard(item.end() - 1)
    return "".join(
        f"\\{letter}" if _MEANING.match(letter) and place not in harmless else letter
        for place, letter in enumerate(shown)
    )
