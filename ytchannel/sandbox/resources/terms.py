"""The words that are searched for: case and diacritics do not matter, `-` excludes, `|` offers a choice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r"\||-?[^\s|]+")


def words(text: str) -> list[str]:
    """The words of a text in small letters without diacritics, so that `hoi nghi` finds `Hội nghị`."""
    if not text.isascii():
        # A stroke is no mark of its own in Unicode, unlike the other diacritics of Vietnamese.
        text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        text = "".join(each for each in text if not unicodedata.combining(each))
    return _WORD.findall(text.casefold())


@dataclass(frozen=True)
class Terms:
    """A query: in each choice the words that a text must have, and those that it must not."""

    choices: tuple[tuple[frozenset[str], frozenset[str]], ...]

    def score(self, texts: Sequence[tuple[int, str]]) -> int:
        """How well weighted texts fit: 0 for not at all, and 1 for anything when nothing is searched for."""
        if not self.choices:
            return 1
        weights: dict[str, int] = {}
        for weight, text in texts:
            for word in words(text):
                weights[word] = weights.get(word, 0) + weight
        there = set(weights)
        return max(
            sum(weights[word] for word in wanted) + 1 if wanted <= there and not barred & there else 0
            for wanted, barred in self.choices
        )


def read(query: str) -> Terms:
    """The words of a query."""
    wanted: list[set[str]] = [set()]
    barred: list[set[str]] = [set()]
    for term in _TERM.findall(query):
        if term == "|":
            wanted.append(set())
            barred.append(set())
        else:
            (barred if term.startswith("-") else wanted)[-1].update(words(term))
    pairs = ((frozenset(good), frozenset(bad)) for good, bad in zip(wanted, barred, strict=True) if good or bad)
    return Terms(tuple(pairs))
