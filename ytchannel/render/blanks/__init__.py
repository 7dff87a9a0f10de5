"""Lists to fill in: a manifest without videos, as a workbook, a text file of columns, or YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = ("xlsx", "csv", "yaml")


def content(form: str, sections: Sequence[tuple[str, str]]) -> bytes:
    """An empty list in one of FORMS, for a channel with these sections: their keys and titles."""
    from ytchannel.render.blanks import columns, text

    if form == "xlsx":
        from ytchannel.render.blanks import workbook

        return workbook.content(columns.columns(), [title for _key, title in sections])
    return (text.as_csv(columns.columns()) if form == "csv" else text.as_yaml(sections)).encode()
