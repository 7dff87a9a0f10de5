"""A real browser for tests: Chromium, its windows, and how readable a page is in it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

CHROMIUM = shutil.which("chromium") or ""
REQUIRED = os.environ.get("YTCHANNEL_BROWSER_REQUIRED") == "1"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE ::1",
]


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    if not CHROMIUM:
        (pytest.fail if REQUIRED else pytest.skip)("there is no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def browser(play: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    # Chromium keeps files of its own below its home.
    home = tmp_path_factory.mktemp("home")
    found = play.chromium.launch(
        executable_path=CHROMIUM, args=ARGUMENTS, headless=True, env={**os.environ, "HOME": str(home)}
    )
    yield found
    found.close()


class Window:
    """A page of the browser that keeps what it asked for and what it complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"{request.url} {request.failure}"))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Window]]:
    """Opens windows; at the end none may have left this machine or complained."""
    opened: list[tuple[BrowserContext, Window]] = []

    def open_(**options: Any) -> Window:
        context = browser.new_context(**{"locale": "en-US", **options})
        context.set_default_timeout(10_000)
        opened.append((context, Window(context)))
        return opened[-1][1]

    yield open_
    for context, each in opened:
        context.close()
        assert {urlsplit(url).hostname for url in each.asked if not url.startswith(("data:", "file:"))} <= {
            "127.0.0.1",
            "::1",
        }
        assert each.complaints == []


def shot(folder: Path, name: str) -> str:
    """Where a picture of a page goes; YTCHANNEL_SCREENSHOTS names a folder in which to keep them."""
    return os.path.join(os.environ.get("YTCHANNEL_SCREENSHOTS") or folder, f"{name}.png")  # noqa: PTH118 - either kind


SMALLEST = """Math.min(...[...document.querySelectorAll('main *')]
  .filter(each => each.innerText).map(each => parseFloat(getComputedStyle(each).fontSize)))"""

# The contrast of WCAG 2 between each text and what it stands on.
FAINTEST = """(() => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    return .2126 * x + .7152 * y + .0722 * z
  }
  const ground = element => {
    const found = numbers(getComputedStyle(element).backgroundColor)
    return (found.length < 4 || found[3] > 0) ? found : ground(element.parentElement)
  }
  const texts = [...document.querySelectorAll('main *')].filter(e => e.innerText && e.children.length === 0)
  return Math.min(...texts.map(element => {
    const pair = [light(numbers(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a)
    return (pair[0] + .05) / (pair[1] + .05)
  }))
})()"""
