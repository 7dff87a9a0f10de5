"""`ytchannel auth login` in a real browser: Chromium before the consent page of a served sandbox."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browsing import FAINTEST, SMALLEST, Window, shot
from tests.sandbox.sandbox_person import Person, over_http
from ytchannel.sandbox.testing import LocalYouTube, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.system.conftest import Folder

ROOT = Path(__file__).parent.parent.parent
OWNER, NOBODY = "toasoan@example.com", "moi@example.com"
MINE, OTHER = "Đảng ủy Khối Doanh nghiệp <b>HP</b>", "Kênh thử nghiệm"
NOTHING = "no-response"  # nobody comes back


@pytest.fixture
def tube(folder: Folder) -> Iterator[LocalYouTube]:
    """Two channels of one account, an account without any, and the client file in the folder."""
    with running() as found:
        found.settings(
            strict_auth=True,
            channel={"title": OTHER, "handle": "@kenhthunghiem", "account": OWNER},
            channels=[{"title": MINE, "handle": "@khoidoanhnghiep", "account": OWNER}],
            accounts=[NOBODY],
        )
        file = folder.path / "credentials" / "client_secret.json"
        file.parent.mkdir()
        file.write_text(json.dumps(found.client_file()))
        yield found


class Login:
    """`auth login` at work, told to open the browser; what it opens is the address that a test goes to."""

    def __init__(self, folder: Path, url: str, *more: str) -> None:
        self.folder = folder
        opener, self._address = folder / "opener", folder / "address"
        opener.write_text(
            f'#!/bin/sh\nprintf %s "$1" > "{self._address}.part"\nmv "{self._address}.part" "{self._address}"\n'
        )
        opener.chmod(0o755)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ytchannel", "auth", "login", "--timeout", "60", *more],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": str(opener), "YTCHANNEL_SANDBOX": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        """The address that was opened; it is waited for."""
        if "--no-browser" in self.process.args:  # type: ignore[operator]
            assert self.process.stderr
            return next(line for line in self.process.stderr if line.startswith("http")).strip()
        while not self._address.exists():
            assert self.process.poll() is None, self.process.communicate()
            Path(self.folder).stat()
        return self._address.read_text()

    def end(self, pasted: str | None = None) -> tuple[int, str, str]:
        """The exit code, and what was said."""
        out, err = self.process.communicate(pasted, timeout=50)
        return self.process.returncode, out, err


@pytest.fixture
def login(folder: Folder, tube: LocalYouTube) -> Iterator[Callable[..., Login]]:
    begun: list[Login] = []

    def begin(*more: str) -> Login:
        begun.append(Login(folder.path, tube.url, *more))
        return begun[-1]

    yield begin
    for each in begun:
        each.process.kill()
        each.process.communicate()


def choose(page: Page, channel: str = MINE) -> None:
    page.get_by_role("button", name=OWNER).click()
    page.get_by_role("button", name=channel).click()


def saved(folder: Folder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder.path / "credentials" / "token.json").read_text(encoding="utf-8"))
    return found


def test_the_chosen_channel_of_two_is_the_one_that_is_kept(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    """The page at the end tells the channel, whatever stands in its title, and what is next, in two languages."""
    begun = login("--account")
    page = window(locale="vi-VN").page
    page.goto(begun.address())
    choose(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Bạn đã đăng nhập").wait_for()
    page.get_by_role("heading", name="You are logged in").wait_for()
    assert page.inner_text("main").count(MINE) == 2
    assert page.inner_text("main").count("ytchannel sync --dry-run") == 2
    code, out, _ = begun.end()
    assert code == 0
    assert MINE in out
    kept = saved(folder)
    assert (kept["channel"]["title"], kept["account"]) == (MINE, OWNER)


def test_what_browsers_ask_for_beside_does_not_end_the_login(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    begun = login()
    address = begun.address()
    back = parse_qs(urlsplit(address).query)["redirect_uri"][0]
    for stray in ("favicon.ico", "", "?code=4/0Astray&state=x", "?error=access_denied", "../../etc/passwd"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(back + stray)
        assert refused.value.code == 404
        refused.value.close()
    page = window().page
    page.goto(address)
    choose(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="You are logged in").wait_for()
    assert begun.end()[0] == 0


def test_what_an_unticked_box_takes_away_is_said_and_the_rest_is_kept(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    begun = login("--json")
    page = window().page
    page.goto(begun.address())
    choose(page)
    page.get_by_role("checkbox", name="View YouTube Analytics reports").uncheck()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="but a box was left unticked").wait_for()
    code, out, err = begun.end()
    assert code == 6
    assert json.loads(out)["unticked"] == ["yt-analytics.readonly"]
    assert "reports of watch time and of sources do not work without it" in err
    assert not [scope for scope in saved(folder)["scopes"] if "analytics" in scope]


def test_an_unticked_box_is_named_when_a_command_needs_it(
    folder: Folder, tube: LocalYouTube, login: Callable[..., Login], window: Callable[..., Window],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The plan can be read with what is left; nothing is written without the permission for it."""
    begun = login()
    page = window().page
    page.goto(begun.address())
    choose(page)
    page.get_by_role("checkbox", name="See, edit, and permanently delete").uncheck()
    page.get_by_role("button", name="Continue").click()
    assert begun.end()[0] == 6
    monkeypatch.setenv("YTCHANNEL_SANDBOX", tube.url)
    assert folder.run("sync", "--dry-run").code == 0
    result = folder.run("sync", "--yes")
    assert result.code == 4
    assert "the permission youtube.force-ssl is missing. Run `ytchannel auth login --for uploads`" in result.err
    assert {each["method"].rsplit(".", 1)[1] for each in tube.requests()} == {"list"}


def test_with_every_box_unticked_nothing_is_kept(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    begun = login("--account")
    page = window().page
    page.goto(begun.address())
    choose(page)
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="The login did not succeed").wait_for()
    code, _, err = begun.end()
    assert code == 4
    assert "Every permission was left unticked" in err
    assert not (folder.path / "credentials" / "token.json").exists()


def test_denial_keeps_nothing_and_says_how_to_go_on(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    begun = login()
    page = window().page
    page.goto(begun.address())
    choose(page)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("heading", name="You have not let ytchannel in").wait_for()
    code, _, err = begun.end()
    assert code == 4
    assert "Cancel" in err
    assert "Test users" in err
    assert not (folder.path / "credentials" / "token.json").exists()


def test_an_account_without_a_channel_keeps_nothing(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    begun = login()
    page = window().page
    page.goto(begun.address())
    page.get_by_role("button", name=NOBODY).click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="The login did not succeed").wait_for()
    code, _, err = begun.end()
    assert code == 4
    assert "has no YouTube channel" in err
    assert not (folder.path / "credentials" / "token.json").exists()


def test_a_window_that_is_closed_ends_in_time_and_leaves_the_login_before(
    folder: Folder, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    """Nobody comes back: the command ends by itself, and the login that was there works on."""
    first = login()
    page = window().page
    page.goto(first.address())
    choose(page)
    page.get_by_role("button", name="Continue").click()
    assert first.end()[0] == 0
    before = saved(folder)
    (folder.path / "address").unlink()
    begun = login("--timeout", "5")
    again = window()
    again.page.goto(begun.address())
    choose(again.page, OTHER)
    again.page.close()
    code, _, err = begun.end()
    assert code == 4
    assert "Nobody finished the login" in err
    assert saved(folder) == before


def test_the_wrong_channel_is_not_kept(
    folder: Folder, tube: LocalYouTube, login: Callable[..., Login], window: Callable[..., Window]
) -> None:
    """The page says so at once, with both names, while the person is still in front of the browser."""
    folder.replace("channel:\n", "channel:\n  id: UCabcdefghijklmnopqrstuv\n")
    begun = login()
    page = window().page
    page.goto(begun.address())
    choose(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="This is the wrong channel").wait_for()
    assert MINE in page.inner_text("main")
    code, _, err = begun.end()
    assert code == 4
    assert MINE in err
    assert "UCabcdefghijklmnopqrstuv" in err
    assert not (folder.path / "credentials" / "token.json").exists()


def test_without_a_browser_here_the_address_of_the_last_page_is_pasted(
    folder: Folder, tube: LocalYouTube, login: Callable[..., Login]
) -> None:
    """The browser of another machine cannot load the last page; its address has the answer."""
    begun = login("--no-browser")
    person = Person(over_http, tube.url)
    address = begun.address()
    ids = [value for _, value in person.reach(address, OWNER).forms[0].buttons]
    last = person.decide(address, OWNER, ids[1]).headers["location"]
    code, _, err = begun.end(f"what?\n\n{last}\n")
    assert code == 0
    assert "That is not the address of the last page" in err
    assert saved(folder)["channel"]["title"] == MINE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_last_page_is_readable(
    login: Callable[..., Login], window: Callable[..., Window], tmp_path: Path, width: int, scheme: str
) -> None:
    begun = login()
    page = window(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="vi-VN").page
    page.goto(begun.address())
    choose(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Bạn đã đăng nhập").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALLEST) >= 14
    assert page.evaluate(FAINTEST) >= 4.5
    page.screenshot(path=shot(tmp_path, f"login-end-{width}-{scheme}"), full_page=True)
    assert begun.end()[0] == 0
