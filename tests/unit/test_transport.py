"""Over real sockets: a request is sent once, whatever happens to its connection."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ytchannel.transport import AnyBearer, HttpTransport, LostError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Server:
    """Takes connections on loopback, keeps what came, and answers `answer`, or hangs up."""

    def __init__(self, *answers: bytes | None) -> None:
        self.requests: list[bytes] = []
        self._answers = list(answers)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.requests.append(connection.recv(65536))
                answer = self._answers.pop(0) if self._answers else None
                if answer is not None:
                    connection.sendall(answer)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(2)


@contextmanager
def serving(*answers: bytes | None) -> Iterator[tuple[Server, HttpTransport]]:
    server, transport = Server(*answers), HttpTransport(AnyBearer())
    try:
        yield server, transport
    finally:
        transport.close()
        server.close()


def test_a_post_whose_connection_closes_unanswered_is_sent_once() -> None:
    """httplib2 would send it twice, and one playlists.insert would become two playlists."""
    with serving(None, None) as (server, transport):
        with pytest.raises(LostError) as caught:
            transport.send("POST", server.url, {}, b"{}")
        assert caught.value.sent
        assert len(server.requests) == 1


def test_a_connection_that_was_never_made_is_known_not_to_have_sent() -> None:
    with serving() as (server, transport):
        url = server.url
    transport = HttpTransport(AnyBearer())
    with pytest.raises(LostError) as caught:
        transport.send("POST", url, {}, b"{}")
    transport.close()
    assert not caught.value.sent


def test_redirects_are_not_followed() -> None:
    """308 means “go on” in the upload protocol."""
    answer = b"HTTP/1.1 308 Resume Incomplete\r\nRange: bytes=0-9\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"
    with serving(answer) as (server, transport):
        got = transport.send("PUT", server.url, {}, b"0123456789")
    assert (got.status, got.headers["range"], len(server.requests)) == (308, "bytes=0-9", 1)


def test_the_address_of_a_session_is_not_in_the_error() -> None:
    """upload_id is a bearer secret."""
    with serving(None) as (server, transport), pytest.raises(LostError) as caught:
        transport.send("PUT", f"{server.url}upload?upload_id=secret", {}, b"x")
    assert "secret" not in str(caught.value)
