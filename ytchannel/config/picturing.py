"""`cover` of a section and `thumbnail` of an entry: which file, and how it is made to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.config import rules
from ytchannel.config.shaping import declared
from ytchannel.model import Picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ytchannel.config.declared import Declared, Steps
    from ytchannel.config.shapes import PictureShape


def picture(
    document: Declared, steps: Steps, shape: PictureShape | None, find: Callable[[str, str | None], Path]
) -> Picture | None:
    """The picture declared at `steps`, where `find` has the file; what is wrong with it is reported, and left out."""
    if shape is None:
        return None
    if shape.file is None:
        if "file" not in declared(document, steps):
            document.report("missing-key", steps, name="file")
        return None
    try:
        return Picture(find(shape.file, shape.fit), shape.fit)
    except rules.RuleError as error:
        document.refuse(error, (*steps, "file"))
        return None
