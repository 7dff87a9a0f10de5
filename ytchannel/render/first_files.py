"""What the first files of a channel folder say, in the language in use."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from ytchannel.config.shelves import MAX_SHELVES
from ytchannel.config.styling import scalar
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.workflows.starting import Beginning


def credentials() -> bytes:
    """How to come by a login, for the folder that keeps it."""
    return files("ytchannel").joinpath("starting", "credentials.md").read_bytes()


def playlists(beginning: Beginning) -> str:
    """The channel file, with what else it may say in comments."""
    handle = f"  handle: {scalar(beginning.handle)}" if beginning.handle else '  # handle: "@..."'
    lines = [
        _comment(_("The YouTube channel. Edit this file and run `ytchannel sync`: it shows first what changes.")),
        _comment(_("What is not said here stays on the channel as it is.")),
        "",
        "channel:",
        handle,
        _noted("  # id: UC...", _("better with it: no other channel is touched then")),
        _noted(f"  timezone: {beginning.timezone}", _("dates without a zone are read here")),
        f"  language: {beginning.language}",
        "",
        _comment(_("For every video, unless its section or its own entry says otherwise.")),
        "defaults:",
        "  privacy: private",
        "  made_for_kids: false",
        "  notify_subscribers: false",
        "  # category: News & Politics",
        _noted('  # description: "{{ description }}\\n\\n..."', _("goes around the text of each video")),
        "",
        _comment(_("In the order of the shelves on the page. `key` is a stable name that viewers never see.")),
        "sections:" if beginning.sections else "sections: []",
        *_sections(beginning),
    ]
    return "\n".join(lines) + "\n"


def _sections(beginning: Beginning) -> list[str]:
    lines: list[str] = []
    for number, (key, title) in enumerate(zip(beginning.keys, beginning.sections, strict=True)):
        lines += [
            f"  - key: {scalar(key)}",
            f"    title: {scalar(title)}",
            "    # description: ...",
            "    privacy: public",
            f"    language: {beginning.language}",
            f"    shelf: {'true' if number < MAX_SHELVES else 'false'}",
            "",
        ]
    return lines[:-1]


def _comment(text: str) -> str:
    return f"# {plain(text)}"


def _noted(line: str, comment: str) -> str:
    return f"{line:<40} # {plain(comment)}"
