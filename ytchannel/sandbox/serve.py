"""The sandbox behind a port, on aiohttp (the extra `serve`): any Google client can talk to it."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import signal
from contextlib import asynccontextmanager
from email.utils import format_datetime
from typing import TYPE_CHECKING, cast

from aiohttp import web

from ytchannel.sandbox import cors
from ytchannel.sandbox.embedded import Sandbox, pieces
from ytchannel.sandbox.oauth.clients import DESKTOP, TV
from ytchannel.sandbox.wire import ConnectionCut, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from aiohttp import StreamReader

    from ytchannel.sandbox.exchange import Exchange
    from ytchannel.sandbox.oauth.clients import Client
    from ytchannel.sandbox.wire import Response

_PATIENCE = 1.0  # seconds that requests get to end when the server stops
_KEEP_EVERY = 0.1  # seconds
_WORTH = 1024  # bytes from which on an answer is compressed
_ASKS = ("Accept-Encoding", "User-Agent")  # of youtube/v3/getting-started#gzip
_SCHEMES = ("http", "https")


class FileUnusableError(Exception):
    """A file that was named cannot be used; says which and why."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file, self.reason = file, reason


class DataUnusableError(FileUnusableError):
    """The state cannot be kept in the file."""


class ClientFileUnwritableError(FileUnusableError):
    """A client file cannot be written."""


class ClientFileTakenError(FileUnusableError):
    """Where a client file is to be written there is that of another project."""


def serve(
    sandbox_path: Path | None,
    host: str,
    port: int,
    *,
    strict_auth: bool = False,
    client_file: Path | None = None,
    tv_client_file: Path | None = None,
) -> None:
    """Serve a sandbox until SIGINT or SIGTERM; None keeps it in memory, port 0 is any that is free.

    `strict_auth` takes only tokens that were granted, or that its settings name. The OAuth client of a desktop app,
    and that of a TV, are written where they are wanted. The first line on stdout is
    `Sandbox ready at http://HOST:PORT`. Raises OSError when the port cannot be had, and FileUnusableError.
    """
    files = {file: client for file, client in ((client_file, DESKTOP), (tv_client_file, TV)) if file is not None}
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # clients that hang up are no news here
    with _opened(sandbox_path) as sandbox:
        if strict_auth:
            wish = json.dumps({"strict_auth": True}).encode()
            sandbox.handle(Request("PUT", "/_sandbox/settings", {}, wish))
        asyncio.run(_run(sandbox, host, port, files))


def _opened(path: Path | None) -> Sandbox:
    try:
        return Sandbox(path)
    except OSError as error:
        if path is None:
            raise
        raise DataUnusableError(path, error.strerror or str(error)) from None


async def _run(sandbox: Sandbox, host: str, port: int, files: Mapping[Path, Client]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with listening(sandbox, host, port) as address:
        for file, client in files.items():
            _write(file, client, address)
        print(f"Sandbox ready at {address}", flush=True)  # noqa: T201 - what the CLI promises
        await stop.wait()


def _write(file: Path, client: Client, address: str) -> None:
    """Write the file of a client for its owner only. Raises ClientFileUnwritableError, ClientFileTakenError."""
    content = json.dumps(client.file(address), indent=2) + "\n"
    try:
        if file.is_file() and _is_of_another(file.read_bytes()):
            raise ClientFileTakenError(file, os.strerror(errno.EEXIST))
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        raise ClientFileUnwritableError(file, error.strerror or str(error)) from None


def _is_of_another(content: bytes) -> bool:
    """Whether a file is the client file of a project that is no sandbox: it could not be made again here."""
    return b'"client_id"' in content and not any(client.id.encode() in content for client in (DESKTOP, TV))


@asynccontextmanager
async def listening(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Answer requests meanwhile; gives the address. Raises OSError when the port cannot be had."""
    # There is one door for all paths, so there is nothing to route.
    server = web.Server(_Door(sandbox).answer, access_log=None, auto_decompress=False)
    runner = web.ServerRunner(server, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class _Door:
    """Requests of aiohttp in, answers out."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request, with the sandbox's time where its clock is not the machine's."""
        response = await self._answer(request)
        if stopped_at := self._sandbox.stopped_at:
            response.headers["Date"] = format_datetime(stopped_at, usegmt=True)
        return response

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request; where the connection is to be cut, close it and answer nobody."""
        url = _called(request)
        if request.headers.get("Expect", "").lower() == "100-continue":
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0  # it is no part of the answer
        asked = cors.preflight(request.method, request.path, request.headers) or cors.barred(url, request.headers)
        if asked is not None:
            return _sent(request, asked)
        try:
            exchange = self._sandbox.begin(Request(request.method, url, dict(request.headers)))
            await self._feed(exchange, request)
            # What lasts goes into a thread; for what does not, the way there and back would be a third of the work.
            response = await asyncio.to_thread(exchange.finish) if exchange.lasts else exchange.finish()
        except ConnectionCut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        except ConnectionError:  # the client went away
            return web.Response()
        return _sent(request, response)

    async def _feed(self, exchange: Exchange, request: web.BaseRequest) -> None:
        keeping = asyncio.create_task(_keep(exchange)) if request.can_read_body else None
        try:
            if keeping:
                async for block in request.content.iter_any():
                    for piece in pieces(block):
                        await _wait(exchange.feed(piece))
            await _wait(exchange.settle())
        except ConnectionError:
            for piece in pieces(_left(request.content)):
                exchange.feed(piece)
            exchange.abort()
            raise
        except BaseException:
            exchange.abort()
            raise
        finally:
            if keeping:
                keeping.cancel()


def _called(request: web.BaseRequest) -> str:
    """The address that the client called, through a proxy if it says so, or with the sandbox as its proxy."""
    if request.raw_path.startswith(("http://", "https://")):
        return request.raw_path
    told = request.headers.get("X-Forwarded-Proto", "")
    return f"{told if told in _SCHEMES else request.scheme}://{request.host}{request.raw_path}"


def _sent(request: web.BaseRequest, response: Response) -> web.Response:
    """An answer as it goes out: compressed for who asks for it in both of the ways that Google wants to see."""
    headers = {name: value for name, value in response.headers.items() if name.lower() != "content-length"}
    if "Origin" in request.headers:
        headers |= cors.readable(request.path, request.headers)
    sent = web.Response(status=response.status, headers=headers, body=response.body)
    if len(response.body) >= _WORTH and all("gzip" in request.headers.get(name, "") for name in _ASKS):
        sent.enable_compression(web.ContentCoding.gzip)
    return sent


def _left(body: StreamReader) -> bytes:
    """What had arrived of a body, and was not yet read, when the connection was lost.

    aiohttp puts the loss before what it has buffered: who sends and dies at once would seem to have sent less.
    """
    body.set_exception(cast("BaseException", None))
    return body.read_nowait()


async def _keep(exchange: Exchange) -> None:
    """Commit what has arrived also while a client is silent in the middle of a body."""
    while True:
        await asyncio.sleep(_KEEP_EVERY)
        exchange.keep()


async def _wait(seconds: float) -> None:
    if seconds > 0:
        await asyncio.sleep(seconds)
