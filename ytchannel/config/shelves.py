"""`shelves:` as values: the channel's page in its order, where it has more than the shelves of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.config.rules import suggestion
from ytchannel.config.shapes import ShelfShape
from ytchannel.config.shaping import declared, shaped
from ytchannel.model import ShelfWish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ytchannel.config.document import Document, Steps
    from ytchannel.config.shapes import SectionShape

MAX_SHELVES = 10  # v3/channelSections, error maxChannelSectionExceeded

# The types that stand under a title, and the key of what they show.
_SHOWN = {"multiplePlaylists": "sections", "multipleChannels": "channels"}
_KEYS = {"title", *_SHOWN.values()}


def shelves(document: Document, count: int, sections: Sequence[SectionShape], own: str | None) -> tuple[ShelfWish, ...]:
    """The listed shelves, and behind them those of sections with `shelf: true` that are not among them.

    `own` is the id of the channel where it is declared: no shelf shows the channel that it stands on.
    """
    known = {section.key or "" for section in sections}
    wishes: dict[str, ShelfWish] = {}
    for number in range(count):
        steps = ("shelves", number)
        wish = _shelf(document, steps, shaped(ShelfShape, document, steps), known)
        if wish is None:
            continue
        _check_channels(document, (*steps, "channels"), wish.channels, own)
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
        _refuse(document, steps, _KEYS & keys, "section")
        return ShelfWish(shape.section, sections=(shape.section,))
    if shape.type is None:
        return None
    if shape.type not in _SHOWN:
        _refuse(document, steps, _KEYS & keys, shape.type)
        return ShelfWish(shape.type, shape.type)
    shown = _SHOWN[shape.type]
    _refuse(document, steps, keys & _KEYS - {"title", shown}, shape.type)
    for key in ("title", shown):
        if key not in keys:
            document.report("missing-key", steps, name=key)
    if document.value_of(steps, shown) == []:
        document.report("shelf-empty", (*steps, shown), name=shown)
    for number, section in enumerate(shape.sections or ()):
        _check_section(document, (*steps, "sections", number), section, known)
    sections, channels = tuple(dict.fromkeys(shape.sections or ())), tuple(shape.channels or ())
    return ShelfWish(f"{shape.type}/{shape.title}", shape.type, shape.title, sections, channels)


def _refuse(document: Document, steps: Steps, keys: Iterable[str], type_: str) -> None:
    for key in keys:
        document.report_key("shelf-takes-no", (*steps, key), name=key, type=type_)


def _check_channels(document: Document, steps: Steps, channels: Sequence[str], own: str | None) -> None:
    for number, channel in enumerate(channels):
        if channel in channels[:number]:
            document.report("same-channel", (*steps, number), value=channel)
        elif channel == own:
            document.report("own-channel", (*steps, number), value=channel)


def _check_section(document: Document, steps: Steps, key: str, known: set[str]) -> None:
    if key not in known:
        document.report("unknown-section", steps, **suggestion(key, known))
