"""Several requests at a time, and how far they have come."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ytchannel.repeating import Repeating

T = TypeVar("T")

AT_A_TIME = 8
"""Requests under way together."""


class Lines:
    """Jobs of one or several requests in a row, done as lines get free, in the order in which they were asked for.

    A job must not wait for another one. `watch` is told how many are done of how many.
    """

    def __init__(self, pool: ThreadPoolExecutor, watch: Callable[[int, int], None]) -> None:
        self._pool = pool
        self._watch = watch
        self._lock = threading.Lock()
        self._asked = self._done = 0
        self.failure: Exception | None = None  # after which requests of the same kind need not be tried

    def ask(self, job: Callable[[], T]) -> Future[T]:
        """Have a job done; its errors come out with its result."""
        with self._lock:
            self._asked += 1
        future = self._pool.submit(job)
        future.add_done_callback(self._ended)
        return future

    def _ended(self, _future: object) -> None:
        with self._lock:
            self._done += 1
            done, asked = self._done, self._asked
        self._watch(done, asked)


@contextmanager
def opened(watch: Callable[[int, int], None], repeating: Repeating) -> Iterator[Lines]:
    """Lines for the block; jobs that have not begun at its end are dropped.

    Those that stand still between two tries, of requests of `repeating`, are given up then.
    """
    pool = ThreadPoolExecutor(AT_A_TIME)
    repeating.given_up = threading.Event()
    try:
        yield Lines(pool, watch)
    finally:
        repeating.given_up.set()
        pool.shutdown(cancel_futures=True)
        repeating.given_up = None
