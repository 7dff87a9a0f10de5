"""A channel folder of an office: a served sandbox that takes only logins, its client file, and somebody who logs in."""

from __future__ import annotations

import json
import sqlite3
import webbrowser
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.sandbox_person import Browser
from ytchannel.sandbox.testing import LocalYouTube, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.system.conftest import Folder, Result

OWNER = "toasoan@example.com"
MINE, OTHER = "Đảng ủy Khối Doanh nghiệp", "Kênh riêng của Lan"
FIRST = {"title": MINE, "handle": "@khoidoanhnghiep", "account": OWNER}
SECOND = {"title": OTHER, "handle": "@lan", "account": OWNER}


class _Browser(Browser):
    """Finds the channel on the page by its title."""

    def __init__(self, root: str, title: str, without: tuple[str, ...]) -> None:
        super().__init__(root, OWNER, title, without=without)

    def _visit(self, account: str, channel: str, without: tuple[str, ...]) -> None:
        buttons = self.person.reach(self.url, account).forms[0].buttons
        super()._visit(account, buttons[[MINE, OTHER].index(channel)][1], without)


@dataclass
class Office:
    """The folder, the sandbox, and the file of the sandbox in which tokens can be counted."""

    folder: Folder
    tube: LocalYouTube
    data: Path
    monkeypatch: pytest.MonkeyPatch

    def log_in(self, title: str = MINE, *more: str, without: tuple[str, ...] = ()) -> Result:
        """Type `auth login`, and choose the channel of that title, with some boxes unticked."""
        browser = _Browser(self.tube.url, title, without)
        self.monkeypatch.setattr(webbrowser, "get", lambda using=None: browser)
        result = self.folder.run("auth", "login", *more)
        if browser.thread.ident:
            browser.thread.join()
        return result

    def token(self, profile: str = "") -> Path:
        """The file of a login."""
        return self.folder.path / "credentials" / (f"token-{profile}.json" if profile else "token.json")

    def saved(self, profile: str = "") -> dict[str, Any]:
        """What is kept of a login."""
        found: dict[str, Any] = json.loads(self.token(profile).read_text(encoding="utf-8"))
        return found

    def change(self, profile: str = "", **values: Any) -> None:
        """Change what is kept of a login."""
        self.token(profile).write_text(json.dumps(self.saved(profile) | values), encoding="utf-8")

    def granted(self) -> int:
        """How many access tokens the sandbox has given."""
        with sqlite3.connect(self.data) as db:
            return int(db.execute("SELECT count(*) FROM oauth_access").fetchone()[0])

    def writes(self) -> list[str]:
        """The methods that were called and change something."""
        return [method for method in self.tube.methods() if not method.endswith((".list", ".query"))]


@pytest.fixture
def office(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office with two channels of one account."""
    data = tmp_path_factory.mktemp("sandbox") / "sandbox.db"
    with running(data) as tube:
        tube.settings(strict_auth=True, channel=FIRST, channels=[SECOND])
        file = folder.path / "credentials" / "client_secret.json"
        file.parent.mkdir()
        file.write_text(json.dumps(tube.client_file()))
        monkeypatch.setenv("YTCHANNEL_SANDBOX", tube.url)
        yield Office(folder, tube, data, monkeypatch)
