"""`shelves:` as values: the channel's page in its order, where it has more than the shelves of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.config.rules import suggestion
from ytchannel.config.shapes import ShelfShape
from ytchannel.config.shaping import declared, shaped
from ytchannel.model import ShelfWish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.config.document import Document, Steps
    from ytchannel.config.shapes import SectionShape

MAX_SHELVES = 10  # v3/channelSections, error maxChannelSectionExceeded

_MULTIPLE = "multiplePlaylists"


def shelves(document: Document, count: int, sections: Sequence[SectionShape]) -> tuple[ShelfWish, ...]:
    """The listed shelves, and behind them those of sections with `shelf: true` that are not among them."""
    known = {section.key or "" for section in sections}
    wishes: dict[str, ShelfWish] = {}
    for number in range(count):
        steps = ("shelves", number)
        wish = _shelf(document, steps, shaped(ShelfShape, document, steps), known)
        if wish is None:
            continue
        if wish.key in wishes:
            document.report("same-shelf", steps, value=wish.title or wish.key)
        wishes[wish.key] = wish
        if len(wishes) == MAX_SHELVES + 1:
            document.report("too-many-shelves", steps, limit=MAX_SHELVES)
    for section in sections:
        if section.shelf and section.key and section.key not in wishes:
            wishes[section.key] = ShelfWish(section.key, sections=(section.key,))
    return tuple(wishes.values())


def _shelf(document: Document, steps: Steps, shape: ShelfShape, known: set[str]) -> ShelfWish | None:
    """One shelf, None when what it says makes none."""
    keys = declared(document, steps)
    if len({"section", "type"} & keys) != 1:
        if isinstance(document.at(steps), dict):
            document.report("shelf-section-or-type", steps)
        return None
    if shape.section is not None:
        _check_section(document, (*steps, "section"), shape.section, known)
        for key in {"title", "sections"} & keys:
            document.report_key("shelf-takes-no", (*steps, key), name=key, type="section")
        return ShelfWish(shape.section, sections=(shape.section,))
    if shape.type is None:
        return None
    if shape.type != _MULTIPLE:
        for key in {"title", "sections"} & keys:
            document.report_key("shelf-takes-no", (*steps, key), name=key, type=shape.type)
        return ShelfWish(shape.type, shape.type)
    for key in ("title", "sections"):
        if key not in keys:
            document.report("missing-key", steps, name=key)
    for number, section in enumerate(shape.sections or ()):
        _check_section(document, (*steps, "sections", number), section, known)
    chosen = tuple(dict.fromkeys(shape.sections or ()))
    return ShelfWish(f"{_MULTIPLE}/{shape.title}", _MULTIPLE, shape.title, chosen)


def _check_section(document: Document, steps: Steps, key: str, known: set[str]) -> None:
    if key not in known:
        document.report("unknown-section", steps, **suggestion(key, known))
