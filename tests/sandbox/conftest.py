"""Sandboxes for the tests: one in memory with a clock that stands, one behind a port."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sandbox_driver import Clock, Driver, Served

from ytchannel.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tube(clock: Clock) -> Iterator[Driver]:
    """An empty sandbox in memory."""
    with Sandbox(clock=clock, sleep=clock.slept.append) as sandbox:
        yield Driver(sandbox, clock)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A sandbox behind a port, shared by the tests of a module: reset it first."""
    server = Served()
    yield server
    server.end()


@pytest.fixture
def serve() -> Iterator[Callable[[Path | None], Served]]:
    """Serves databases; whatever still runs when the test is over is ended."""
    servers: list[Served] = []

    def start(data: Path | None) -> Served:
        servers.append(Served(data))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.end()
