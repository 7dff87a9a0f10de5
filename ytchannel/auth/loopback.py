"""A port of this machine that waits for the browser to come back from a login.

Browsers ask for more than the one address: icons, connections that they open ahead and say nothing on. None of that
ends the waiting, and neither does an answer that belongs to another login.
"""

from __future__ import annotations

import hmac
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Answer = Callable[[Mapping[str, str]], str]

_QUIET_SECONDS = 10  # after which a connection that says nothing is closed


class Waiting:
    """Waits for one answer that has `state`; `answer` takes it and returns the page that is shown for it."""

    def __init__(self, state: str, answer: Answer) -> None:
        self._state, self._answer = state, answer
        self._lock = threading.Lock()
        self._accepted = threading.Event()
        self._done = threading.Event()
        self._page = ""

    def take(self, query: str) -> str | None:
        """The page for an answer in a query; None for what is no answer to this login. The first one counts."""
        given = {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
        if not hmac.compare_digest(given.get("state", "").encode(), self._state.encode()):
            return None
        if not {"code", "error"} & given.keys():
            return None
        with self._lock:
            if not self._page:
                self._accepted.set()
                try:
                    self._page = self._answer(given)
                except BaseException:
                    self.end()
                    raise
        return self._page

    def end(self) -> None:
        """The page has been shown, or nobody is there to see it."""
        self._done.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; False when no answer came in time. One that did is waited for until it is dealt with."""
        return self._done.wait(seconds) or (self._accepted.is_set() and self._done.wait())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    waiting: Waiting

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _QUIET_SECONDS

    def do_GET(self) -> None:
        """The browser comes back, or asks for something else."""
        at = urlsplit(self.path)
        page = self.server.waiting.take(at.query) if at.path == "/" else None
        try:
            self._send(page)
        finally:
            if page is not None:
                self.server.waiting.end()

    def _send(self, page: str | None) -> None:
        body = (page or "").encode()
        self.send_response(404 if page is None else 200)
        if page is not None:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged: the address has the code in it."""


@contextmanager
def listening(waiting: Callable[[str], Waiting]) -> Iterator[Waiting]:
    """Listen on a free port as long as the block lasts; `waiting` is made with the address to come back to.

    Raises OSError where no port can be had.
    """
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.waiting = waiting(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.waiting
        finally:
            server.shutdown()
            thread.join()
