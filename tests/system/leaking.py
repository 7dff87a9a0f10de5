"""A YouTube that says too much: its errors repeat the token and the address that they were asked with."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ytchannel.sandbox import ConnectionCut, Request, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACCESS = "ya29.a0AfB_byC-access-token-of-the-owner"
REFRESH = "1//0gRefreshTokenOfTheOwner-0123456789"
CLIENT = "GOCSPX-SecretOfTheClient0123456789"
CODE = "4/0AX4XfWhAuthorizationCode-0123456789abcdefghijk"
KEY = "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY"
SECRETS = (ACCESS, REFRESH, CLIENT, CODE, KEY)


class Leaking:
    """The server. `leaks` are methods and ends of paths that it refuses, saying too much; `cuts` those it hangs up on.

    `sessions` are the ids of the upload sessions that it has begun.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.leaks: dict[tuple[str, str], int] = {}  # the status of the refusal
        self.cuts: set[tuple[str, str]] = set()
        self.sessions: list[str] = []
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        url = f"{self.url}{handler.path}"
        at = (handler.command, urlsplit(url).path.rsplit("/", 1)[-1])
        if at in self.cuts:
            _hang_up(handler)
            return
        if at in self.leaks:
            headers, status = {"Content-Type": "application/json"}, self.leaks[at]
            content = self._too_much(handler, url, status)
        else:
            try:
                got = self.sandbox.handle(Request(handler.command, url, dict(handler.headers), body))
            except ConnectionCut:
                _hang_up(handler)
                return
            status, headers, content = got.status, dict(got.headers), got.body
            self.sessions += parse_qs(urlsplit(got.headers.get("Location", "")).query).get("upload_id", [])
        handler.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding"):
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _too_much(self, handler: BaseHTTPRequestHandler, url: str, status: int) -> bytes:
        told = [f"{handler.command} {url}", str(dict(handler.headers)), *self.sessions, *SECRETS]
        message = f"Refused: {' | '.join(told)} | Authorization: {handler.headers.get('Authorization')}"
        error = {"code": status, "message": message, "errors": [{"reason": "invalid", "message": message}]}
        return json.dumps({"error": error}).encode()


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def leaking(data: Path) -> Iterator[Leaking]:
    """A server with its state in the file `data`."""
    with Sandbox(data) as sandbox:
        server = Leaking(sandbox)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self)

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names that the library looks for

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library has it
                """Nothing: the requests are no news."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
            server.url = f"http://127.0.0.1:{http.server_address[1]}"
            thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield server
            http.shutdown()
            thread.join()
