"""A sandbox for other projects' tests: a pytest plugin with one fixture.

    # conftest.py
    pytest_plugins = ["ytchannel.sandbox.testing"]

    # test_mine.py
    def test_a_lost_answer_makes_no_second_playlist(youtube_sandbox):
        youtube_sandbox.fault("youtube.playlists.insert", "lose")
        make_playlist(api=youtube_sandbox.url)
        assert youtube_sandbox.methods().count("youtube.playlists.insert") == 1

It runs in the process of the tests, behind a port of its own (the extra `serve`), and is empty at the start of each
test. A fault that no request has met at the end of a test fails it: what was to be tried was not.
"""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.sandbox.embedded import Sandbox
from ytchannel.sandbox.oauth.clients import DESKTOP
from ytchannel.sandbox.wire import Request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 10.0  # seconds that the port may take


class SandboxRefusedError(Exception):
    """The control plane refused what was asked of it."""


class LocalYouTube:
    """A sandbox that answers at `url`, and its control plane."""

    def __init__(self, sandbox: Sandbox, url: str) -> None:
        self.url = url
        """Where it listens: http://127.0.0.1:PORT."""
        self._sandbox = sandbox

    def control(self, verb: str, what: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - any JSON value
        """Any request of the control plane: `control("PUT", "settings", {...})`. Raises SandboxRefusedError."""
        raw = b"" if body is None else json.dumps(body).encode()
        got = self._sandbox.handle(Request(verb, f"{self.url}/_sandbox/{what}", {}, raw))
        answer = json.loads(got.body or b"null")
        if got.status >= 400:
            raise SandboxRefusedError(answer["error"]["message"])
        return answer

    def settings(self, **wish: Any) -> dict[str, Any]:  # noqa: ANN401 - of any setting
        """Change settings; returns all of them. Raises SandboxRefusedError."""
        found: dict[str, Any] = self.control("PUT", "settings", wish)
        return found

    def at(self, time: datetime) -> None:
        """Let it be this time in the sandbox; `time` has a zone."""
        self.settings(now=time.astimezone(UTC).isoformat())

    def client_file(self) -> dict[str, Any]:
        """The OAuth client of a desktop app whose addresses lead here: for `InstalledAppFlow.from_client_config`."""
        return DESKTOP.file(self.url)

    def fault(self, method: str, *faults: str, phase: str = "") -> None:
        """Queue faults for a method, perhaps for a phase of its uploads: begin, bytes, query, final.

        Raises SandboxRefusedError for what could never happen.
        """
        self.control("POST", "faults", {"method": method, "faults": faults, "phase": phase})

    def faults(self) -> list[dict[str, Any]]:
        """The faults that no request has met yet."""
        found: list[dict[str, Any]] = self.control("GET", "faults")["faults"]
        return found

    def seed(self, videos: int = 0, playlists: int = 0, items_per_playlist: int = 0, seed: int = 1) -> None:
        """Fill the channel; the same numbers make the same channel."""
        wish = {"videos": videos, "playlists": playlists, "items_per_playlist": items_per_playlist, "seed": seed}
        self.control("POST", "seed", wish)

    def studio(self, **wish: Any) -> str:  # noqa: ANN401 - any JSON value
        """Do what only YouTube Studio can: `studio(playlist=id, order="newest")`, `studio(section={})`; returns the id.

        Raises SandboxRefusedError.
        """
        found: str = self.control("POST", "studio", wish)["id"]
        return found

    def requests(self) -> list[dict[str, Any]]:
        """The journal: every request of the API since the start of the test, oldest first."""
        found: list[dict[str, Any]] = self.control("GET", "journal")["requests"]
        return found

    def methods(self) -> list[str]:
        """The methods that were called, oldest first, the requests of an upload each."""
        return [each["method"] for each in self.requests()]

    def units(self) -> dict[str, int]:
        """The units that were charged, by budget."""
        found: dict[str, int] = self.control("GET", "journal")["totals"]
        return found


@contextmanager
def running(path: Path | None = None) -> Iterator[LocalYouTube]:
    """A sandbox behind a free port of this machine for as long as the block lasts; None keeps it in memory."""
    ready: Future[str] = Future()
    stop: Future[None] = Future()
    with Sandbox(path) as sandbox:
        thread = threading.Thread(target=_listen, args=(sandbox, ready, stop), name="sandbox", daemon=True)
        thread.start()
        try:
            yield LocalYouTube(sandbox, ready.result(_PATIENCE))
        finally:
            stop.set_result(None)
            thread.join()


@pytest.fixture
def youtube_sandbox() -> Iterator[LocalYouTube]:
    """An empty sandbox behind a port. The test fails when it leaves a fault that no request has met."""
    with running() as tube:
        yield tube
        left = tube.faults()
    if left:
        told = "; ".join(f"{_queue(each)}: {', '.join(each['faults'])}" for each in left)
        pytest.fail(f"No request met these faults: {told}", pytrace=False)


def _queue(fault: dict[str, Any]) -> str:
    return " ".join(filter(None, (fault["method"], fault.get("phase"))))


def _listen(sandbox: Sandbox, ready: Future[str], stop: Future[None]) -> None:
    """What the thread does: serve until it is told to stop."""
    try:
        try:
            from ytchannel.sandbox.serve import listening
        except ImportError as missing:
            told = "A sandbox behind a port needs aiohttp; install it with: pip install aiohttp"
            raise ImportError(told) from missing

        async def listen() -> None:
            async with listening(sandbox) as address:
                ready.set_result(address)
                await asyncio.wrap_future(stop)

        asyncio.run(listen())
    except BaseException as error:  # noqa: BLE001 - whoever waits for the port is told
        if not ready.done():
            ready.set_exception(error)
