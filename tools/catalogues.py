"""Collect every sentence of the code into the catalogues and compile them: run by `make words`.

English is the language of the code, so only the translations are files. `.po` is edited by people; `.mo` is made of it
and kept beside it, so that an installation needs no build step.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CODE = ROOT / "ytchannel"
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}
# Sentences of the command-line library that go through gettext there.
LIBRARY = ("Options", "Commands", "Arguments", "default: {default}", "required", "env var: {var}", "Missing command.",
           "No such command {name!r}.")  # fmt: skip


def extracted() -> Catalog:
    """Every sentence of the code, with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    for file, _, message, _, _ in extract_from_dir(CODE, [("**.py", "python")], keywords=KEYWORDS):
        catalogue.add(message, locations=[(f"ytchannel/{file}", 0)])
    for message in LIBRARY:
        catalogue.add(message)
    return catalogue


def po_file(language: str) -> Path:
    """The translations of a language."""
    return CODE / "locale" / language / "LC_MESSAGES" / "ytchannel.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; empty when it has none yet."""
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str | tuple[str, ...]]:
    """The sentences without a translation."""
    return [
        message.id
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def main() -> int:
    """Bring the catalogues up to date; 1 when a sentence has no translation."""
    catalogue = read("vi")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "ytchannel", "1"
    catalogue.header_comment = "# ytchannel in Vietnamese: `make words` brings the sentences up to date."
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 11, 24, tzinfo=UTC)  # the same file every time
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    file = po_file("vi")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalogue, width=120, include_lineno=False, sort_output=True, omit_header=False)
    file.with_suffix(".mo").write_bytes(compiled(read("vi")))
    lacking = untranslated(catalogue)
    for text in lacking:
        sys.stdout.write(f"without translation: {text!r}\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
