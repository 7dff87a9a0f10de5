"""What `auth login` says to the person, and takes from them."""

from __future__ import annotations

import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.render.screen import Screen

_IN_TERMINAL = {"www-browser", "links", "elinks", "lynx", "w3m"}
_LONGEST = 64 << 10  # bytes of a pasted line


class Talk:
    """The person at the terminal. With `browser` the address is opened too; where none runs, it is only told."""

    def __init__(self, screen: Screen, *, browser: bool) -> None:
        self._screen = screen
        self._browser = browser and _has_browser()

    def open(self, url: str) -> None:
        """Tell the address, and open it."""
        if self._browser:
            self._screen.warn(_("The browser opens for the login. If it does not, open this address in it:"), style="")
        else:
            self._screen.warn(_("Open this address in a browser, here or on another machine:"), style="")
        self._screen.warn(url, style="")
        self._screen.warn(_("Choose the account, then the channel, and leave every box ticked."), style="")
        if self._browser:
            # In a thread of its own: some browsers keep whoever opens them waiting until they are closed.
            threading.Thread(target=webbrowser.get().open, args=(url,), daemon=True).start()
        else:
            told = _(
                "On another machine the last page cannot be loaded. That is as it should be: copy the address of that "
                "page, paste it here, and press Enter:"
            )
            self._screen.warn(told, style="bold")

    def pasted(self) -> str | None:
        """The next line that is pasted.

        It is read past Python's buffers: a thread that waits in those keeps the program from ending.
        """
        if self._browser and not sys.stdin.isatty():
            return None
        try:
            with open(0, "rb", buffering=0, closefd=False) as stream:
                line = stream.readline(_LONGEST)
        except OSError:
            return None
        return line.decode("utf-8", "replace") if line else None

    def unfit(self) -> None:
        """Say that what was pasted is no answer."""
        told = _("That is not the address of the last page, which begins with http://127.0.0.1. Try again:")
        self._screen.warn(told)

    def page(self, outcome: Any) -> str:  # noqa: ANN401 - a LoggedIn or an Exception
        """The page that the browser shows at the end."""
        from ytchannel.render import login_pages

        return login_pages.failed(outcome) if isinstance(outcome, Exception) else login_pages.done(outcome)

    def code(self, url: str, code: str) -> None:
        """Tell where a code is to be typed in, and the code."""
        told = _("Open {url} on another machine, and type in this code: {code}")
        self._screen.warn(told.format(url=url, code=code), style="bold")


def _has_browser() -> bool:
    """Whether a browser with windows runs here: one that takes the terminal over cannot be logged in with."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    return getattr(found, "name", "") not in _IN_TERMINAL
