"""Progress while YouTube processes what was uploaded, on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render import states
from ytchannel.render.screen import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from ytchannel.render.screen import Screen
    from ytchannel.states import VideoState


class Waits:
    """A line when waiting begins, and one for each video as its processing ends; `titles` by id."""

    def __init__(self, screen: Screen, titles: Mapping[str, str], zone: tzinfo) -> None:
        self._screen, self._titles, self._zone = screen, titles, zone
        if titles:
            self._say(
                words.plural(
                    "Waiting until YouTube has processed {count} video …",
                    "Waiting until YouTube has processed {count} videos …",
                    len(titles),
                )
            )

    def ended(self, video: str, state: VideoState) -> None:
        """A video is processed, or never will be, which is said in any case."""
        line = f"“{plain(self._titles[video])}”: {states.text(state, self._zone)}"
        if state.is_bad:
            self._screen.warn(f"✗ {line}. {states.reason(state, self._zone)}", style="red")
        else:
            self._say(f"✓ {line}")

    def _say(self, text: str) -> None:
        if not self._screen.quiet:
            self._screen.err.print(text, soft_wrap=True)
