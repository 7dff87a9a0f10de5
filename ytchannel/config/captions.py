"""`captions` of an entry: which files, of which language and name, and whether they are what they should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ytchannel.config import rules
from ytchannel.config.media import in_braces
from ytchannel.config.shapes import CaptionShape
from ytchannel.config.shaping import declared, shaped
from ytchannel.model import Caption

if TYPE_CHECKING:
    from ytchannel.config.declared import Declared, Steps
    from ytchannel.config.media import Folder

# Two letters, and perhaps a script or a country. Three could be a word: phim.new.srt.
_IN_NAME = re.compile(r"\.([A-Za-z]{2}(?:-[A-Za-z0-9]{2,4})?)\.[^.]+")


def captions(document: Declared, steps: Steps, folder: Folder) -> tuple[Caption, ...]:
    """The captions of the entry at `steps`; what is wrong with them is reported, and left out."""
    value = document.value_of(steps, "captions")
    tracks: dict[tuple[str, str], int] = {}
    found = []
    for number, item in enumerate(value if isinstance(value, list) else ()):
        here = (*steps, "captions", number)
        if item is None:  # reported when it was read
            continue
        caption = _caption(document, here, folder)
        if caption is None:
            continue
        first = tracks.setdefault((caption.language, caption.name), number)
        if first != number:
            line = document.place((*steps, "captions", first)).line
            facts = {"value": caption.language, "caption": caption.name, "variant": "named" if caption.name else ""}
            document.report("same-caption", here, line=line, **facts)
        found.append(caption)
    return tuple(found)


def _caption(document: Declared, steps: Steps, folder: Folder) -> Caption | None:
    if isinstance(text := document.at(steps), str):
        shape, keys = CaptionShape(file=text if text.strip() else None), frozenset({"file"})
        if shape.file is None:
            document.report("text-empty", steps, name="captions")
    else:
        shape, keys = shaped(CaptionShape, document, steps), declared(document, steps)
        if keys and "file" not in keys:
            document.report("missing-key", steps, name="file")
    if shape.file is None:
        return None
    try:
        file, wrong = folder.caption(shape.file)
    except rules.RuleError as error:
        document.refuse(error, (*steps, "file"))
        return None
    for each in wrong:
        document.refuse(each, (*steps, "file"), name=f"line {each.facts.get('line', 0)}")
    language = shape.language
    if language is None and "language" not in keys:
        language = _language(shape.file)
        if language is None:
            document.report(
                "caption-language", steps, file=shape.file, right=f"{{file: {in_braces(shape.file)}, language: vi}}"
            )
    return Caption(file, language, shape.name or "") if language else None


def _language(file: str) -> str | None:
    """The language in a name such as hội-nghị.vi.srt."""
    found = _IN_NAME.search(file)
    try:
        return rules.language(found[1]) if found and file.endswith(found[0]) else None
    except rules.RuleError:
        return None
