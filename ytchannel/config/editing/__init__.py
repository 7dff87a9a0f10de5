"""A YAML file with some of its values changed: every character that says nothing new stays as its writer wrote it.

Changes are gathered as what the file is to say. Its text is then spliced where that differs, and read again: it never
says anything else.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode

from ytchannel.config.composing import collector_off, compose
from ytchannel.config.document import Document
from ytchannel.config.editing.aligning import Arranged
from ytchannel.config.editing.rewriting import Rewriting, anew
from ytchannel.config.editing.splices import BREAKS, OverlapError, Splices
from ytchannel.config.reading import Source, check_printable
from ytchannel.config.styling import spoken
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["EditedYaml", "Plain"]

Plain = dict[str, Any]

_MARK = "\ufeff"  # of the order of bytes, as some editors write it


class _Listing:
    """A list under a top-level key: its items by their numbers in the text that was given, and new ones."""

    def __init__(self, given: Sequence[Any], new: Sequence[Any]) -> None:
        self.items = list(given)
        self.order: list[int | Plain] = [*range(len(given)), *new]
        self.gone: set[int] = set()
        self.apart = False

    def arranged(self) -> Arranged:
        order = [each for each in self.order if not isinstance(each, int) or each not in self.gone]
        values = [self.items[each] if isinstance(each, int) else each for each in order]
        return Arranged(values, [each if isinstance(each, int) else None for each in order], apart=self.apart)


class EditedYaml:
    """The text of one file. Items are counted as they stand in the text that was given; "" is a file to be.

    The constructor and `text` raise FilesError: for a file with problems, and for one that cannot be edited.
    """

    def __init__(self, text: str, shown: str = "") -> None:
        self._given = text
        self._shown = shown
        self._mark = _MARK if text.startswith(_MARK) else ""
        self._body = text.removeprefix(_MARK)
        self._is_open = bool(self._body) and self._body[-1] not in BREAKS  # nothing ends the last line
        if self._is_open:
            self._body += Splices(self._body).newline(len(self._body))
        with collector_off():
            self._root, self._old = _read(self._body, shown)
        self._wish: Plain = dict(self._old)  # what the file is to say
        self._listings: dict[str, _Listing] = {}
        self._made: str | None = text

    @property
    def text(self) -> str:
        """The file as it is now."""
        if self._made is None:
            self._made = self._rewritten()
        return self._made

    def count(self, key: str) -> int:
        """How many items the list had."""
        return len(self._old.get(key) or ())

    def has(self, key: str) -> bool:
        """Whether a top-level key was there."""
        return key in self._old

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - of any kind
        """Put a value under a top-level key as a whole; with None the key goes."""
        self._made = None
        self._listings.pop(key, None)
        if value is None:
            self._wish.pop(key, None)
        else:
            self._wish[key] = value

    def edit(self, key: str, change: Callable[[Plain], None]) -> None:
        """Change the mapping under a top-level key; it is made when it is not there."""
        self._made = None
        self._wish[key] = copy.deepcopy(self._wish.get(key, {}))
        change(self._wish[key])

    def edit_item(self, key: str, number: int, change: Callable[[Plain], None]) -> None:
        """Change one item of the list under a top-level key."""
        listing = self._listing(key)
        listing.items[number] = copy.deepcopy(listing.items[number])
        change(listing.items[number])

    def remove_item(self, key: str, number: int) -> None:
        """Take an item out, with the comments right above it."""
        self._listing(key).gone.add(number)

    def arrange(self, key: str, items: Sequence[int | Plain]) -> None:
        """Put a list together anew: of items that were there, by their numbers, and of new ones."""
        listing = self._listing(key)
        listing.order = list(items)
        listing.apart = not listing.items

    def append(self, key: str, items: Sequence[Plain]) -> None:
        """Put items behind the last one of a list; it is made when it is not there."""
        if items:
            listing = self._listing(key)
            listing.order += items
            listing.apart = True

    def _listing(self, key: str) -> _Listing:
        self._made = None
        if key not in self._listings:
            now = self._wish.get(key) or []
            was_set = now is not self._old.get(key)
            self._listings[key] = _Listing([] if was_set else now, now if was_set else [])
            self._wish.setdefault(key, [])
        return self._listings[key]

    def _rewritten(self) -> str:
        wish = dict(self._wish)
        for key, listing in self._listings.items():
            wish[key] = listing.arranged()
        said = spoken(wish)
        if said == self._old:
            return self._given
        try:
            with collector_off():
                text = self._spliced(wish)
                # The last line gets an end only where its text would lack one.
                for form in (_open(text), text) if self._is_open else (text,):
                    if _says(form, said):
                        return self._mark + form
        except OverlapError:
            pass
        raise FilesError([Problem("file-uneditable", Place(self._shown, 1, 1))])

    def _spliced(self, wish: Plain) -> str:
        if self._root is None:
            return anew(self._body, wish)
        return Rewriting(self._body, self._root, self._shown).rewritten(self._old, wish)


def _says(text: str, wish: Plain) -> bool:
    """Whether a text says that, nothing else, and nothing less."""
    try:
        return _read(text, "")[1] == wish
    except FilesError:
        return False


def _open(text: str) -> str:
    """The text without the end of its last line."""
    return text.removesuffix("\n").removesuffix("\r")


def _read(text: str, shown: str) -> tuple[MappingNode | None, Plain]:
    """What a file says, as every command reads it, with its nodes. Raises FilesError."""
    source = check_printable(Source(Path(), shown, text))
    root = compose(source)
    if root is None:
        return None, {}
    document = Document(source, root, "")
    document.finish()
    return root if isinstance(root, MappingNode) else None, dict(document.value)
