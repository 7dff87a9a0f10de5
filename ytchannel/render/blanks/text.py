"""Lists to fill in that are text: a row of headings, or YAML whose comments explain it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.config.styling import scalar
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.blanks.columns import Column


def as_csv(columns: Sequence[Column]) -> str:
    """The headings, as Excel opens them by a double click: where the comma parts decimals, it wants semicolons."""
    stream = io.StringIO()
    separator = ";" if words.current() == "vi" else ","
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerow([each.heading for each in columns])
    return "\ufeff" + stream.getvalue()


def as_yaml(sections: Sequence[tuple[str, str]]) -> str:
    """An empty list, and an entry in comments that shows what there is."""
    title, description, tag = _("Meeting of the fourth quarter"), _("What it is about."), _("meeting")
    head = [
        _("The videos of the channel. Each begins with a dash; what it does not say comes from playlists.yaml."),
        _("Take the # away before the lines that you need, and [] behind videos."),
    ]
    if sections:
        head.append(_("The sections: {names}").format(names=", ".join(key for key, _title in sections)))
    lines = [
        *(f"# {line}" for line in head),
        "",
        "videos: []",
        "#  - file: video/2026-11-20-hoi-nghi.mp4",
        f"#    title: {title}",
        "#    description: |",
        f"#      {description}",
        f"#    sections: [{scalar(sections[0][0]) if sections else ''}]",
        f"#    tags: [{tag}]",
        "#    publish_at: 2026-12-01 07:00",
        "#    thumbnail: anh/hoi-nghi.jpg",
    ]
    return "\n".join(lines) + "\n"
