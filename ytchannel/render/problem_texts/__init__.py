"""What is wrong in a file, and what to write instead, by code; by code and variant where that depends on the facts."""

from __future__ import annotations

from ytchannel.render.problem_texts.entries import ENTRIES
from ytchannel.render.problem_texts.form import FORM
from ytchannel.render.problem_texts.values import VALUES

SENTENCES: dict[str, tuple[str, str]] = {**FORM, **VALUES, **ENTRIES}
