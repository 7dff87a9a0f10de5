"""Whether the login allows what a plan does, before its first write: no plan stops half done for want of a scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.kinds import BRANDING, CAPTION, COVER, ENTRY, PLAYLIST, SHELF, THUMBNAIL, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.plan import Change
    from ytchannel.youtube import YouTube

_RESOURCES = {
    BRANDING.name: "channels",
    CAPTION.name: "captions",
    COVER.name: "playlistImages",
    ENTRY.name: "playlistItems",
    PLAYLIST.name: "playlists",
    SHELF.name: "channelSections",
    THUMBNAIL.name: "thumbnails",
    VIDEO.name: "videos",
}
_VERBS = {"create": "insert", "update": "update", "delete": "delete", "move": "update"}


def check(youtube: YouTube, changes: Iterable[Change]) -> None:
    """Raises LoginNeededError, naming the scope that is missing for one of the changes."""
    for kind, action in sorted({(change.kind, change.action) for change in changes}):
        verb = "set" if kind == THUMBNAIL.name else _VERBS[action]
        youtube.check_allowed(f"youtube.{_RESOURCES[kind]}.{verb}")
