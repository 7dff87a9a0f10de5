"""No secret stands in anything that the program says or writes; what it keeps for itself is its owner's alone."""

from __future__ import annotations

import http.client
import io
import json
import logging
import os
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.system.conftest import ROOT
from tests.system.leaking import ACCESS, CLIENT, CODE, KEY, REFRESH, SECRETS, Leaking, leaking
from ytchannel.youtube import YouTube

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.system.conftest import Folder, Result

UPLOAD = ("PUT", "videos")
OWN = ("credentials",)  # where secrets belong


@pytest.fixture
def server(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Leaking]:
    """A server that says too much, and the folder of an owner who has logged in there."""
    with leaking(tmp_path_factory.mktemp("other") / "sandbox.db") as server:
        client = {"client_id": "id.apps", "client_secret": CLIENT, "token_uri": f"{server.url}/token"}
        expiry = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        scopes = ["https://www.googleapis.com/auth/youtube.force-ssl"]
        token = {"token": ACCESS, "refresh_token": REFRESH, "scopes": scopes, "expiry": expiry, **client}
        folder.write("credentials/token.json", json.dumps(token)).chmod(0o600)
        uris = {"auth_uri": f"{server.url}/auth", "redirect_uris": ["http://localhost"]}
        folder.write("credentials/client_secret.json", json.dumps({"installed": client | uris}))
        monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
        yield server


def contents(folder: Folder, *left_out: str) -> Iterator[tuple[str, bytes]]:
    """Every file in the folder but the secrets' own, also those packed in a workbook."""
    for file in sorted(folder.path.rglob("*")):
        name = str(file.relative_to(folder.path))
        if not file.is_file() or name.startswith((*OWN, *left_out)):
            continue
        content = file.read_bytes()
        yield name, content
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from ((f"{name}/{part}", archive.read(part)) for part in archive.namelist())


def planted(server: Leaking) -> list[str]:
    return [form for secret in (*SECRETS, *server.sessions) for form in (secret, quote(secret, safe=""), secret[10:])]


def silent(server: Leaking, folder: Folder, *results: Result, left_out: str = "credentials") -> None:
    """Nothing that was said or written has a secret in it."""
    said = [("said", (result.out + result.err).encode()) for result in results]
    for name, content in (*said, *contents(folder, left_out)):
        for secret in planted(server):
            assert secret.encode() not in content, (name, secret)


def list_videos(folder: Folder, *names: str) -> None:
    for name in names:
        folder.clip(f"{name}.mp4", name)
    lines = ["file,title,sections", *(f"{name}.mp4,{name},tin-co-so" for name in names)]
    folder.write("videos.csv", "\n".join(lines) + "\n")


def upload(folder: Folder, *more: str) -> Result:
    forms = [word for form in ("csv", "xlsx", "json") for word in ("--results", form)]
    return folder.run("upload", "--yes", *forms, *more)


@pytest.mark.parametrize("more", [["--verbose"], ["--json"], ["--verbose", "--json"]])
def test_an_error_that_repeats_the_token_is_told_without_it(folder: Folder, server: Leaking, more: list[str]) -> None:
    server.leaks["POST", "playlists"] = 400
    result = folder.run("sync", "--yes", *more)
    assert result.code != 0
    assert "Refused: POST" in result.out + result.err
    silent(server, folder, result, folder.run("history"), folder.run("history", "1", "--json"))


def test_a_refused_upload_and_its_results_tell_no_session(folder: Folder, server: Leaking) -> None:
    assert folder.run("sync", "--yes").code == 0
    list_videos(folder, "a", "b")
    server.leaks[UPLOAD] = 403
    results = [upload(folder, *more) for more in ([], ["--verbose", "--json"], ["--write-back"])]
    assert all(result.code for result in results)
    assert len(server.sessions) == 6
    assert "upload_id=…" in (folder.path / "videos.result.csv").read_text("utf-8")
    assert "upload_id=…" in (folder.path / "videos.csv").read_text("utf-8")
    results += [folder.run("status"), folder.run("status", "--json"), folder.run("history", "2"), folder.run("quota")]
    silent(server, folder, *results)


def test_the_address_of_an_upload_is_kept_until_it_is_up_and_nowhere_else(folder: Folder, server: Leaking) -> None:
    """The ledger needs it to go on; afterwards no byte of it is left there."""
    assert folder.run("sync", "--yes").code == 0
    list_videos(folder, "a")
    server.cuts.add(UPLOAD)
    cut = upload(folder, "--verbose")
    assert cut.code != 0
    memory = f".ytchannel/sandbox-127.0.0.1-{server.url.rpartition(':')[2]}.db"
    (session,) = server.sessions
    assert session.encode() in b"".join(content for name, content in contents(folder) if name.startswith(memory))
    silent(server, folder, cut, left_out=memory)
    server.cuts.clear()
    whole = upload(folder, "--verbose", "--json")
    assert (whole.code, server.sessions) == (0, [session])
    silent(server, folder, cut, whole)


@pytest.mark.parametrize("names", ["a", "ab"], ids=["alone", "in a thread"])
def test_a_crash_inside_an_upload_leaves_a_file_that_is_of_use(
    folder: Folder, server: Leaking, monkeypatch: pytest.MonkeyPatch, names: str
) -> None:
    assert folder.run("sync", "--yes").code == 0
    list_videos(folder, *names)

    def broken(self: YouTube, session: str, headers: object, body: object = b"") -> Any:
        told = f"{session} with Bearer {ACCESS} of {REFRESH} {quote(session, safe='')} {CLIENT}"
        raise RuntimeError(told)

    monkeypatch.setattr(YouTube, "put", broken)
    result = upload(folder, "--verbose", "--json", "--jobs", "2")
    assert result.code == 1
    assert result.json["error"]["name"] == "Defect"
    (log,) = (folder.path / ".ytchannel").glob("crash-*.log")
    text = log.read_text("utf-8")
    assert "RuntimeError: http://127.0.0.1" in text
    assert 'ytchannel/workflows/transfer.py", line ' in text
    assert "raise RuntimeError" in text
    silent(server, folder, result, left_out=".ytchannel/sandbox-")  # the upload is not over: the ledger keeps it


@pytest.mark.parametrize(
    "arguments",
    [
        [CODE],
        ["auth", CLIENT],
        ["sync", "--profile", ACCESS],
        ["sync", f"--{KEY}"],
        ["sync", "--sandbox", f"http://127.0.0.1/?code={CODE}"],
        ["undo", REFRESH],
        ["upload", f"{REFRESH}.csv"],
        ["stats", "--format", f"client_secret={CLIENT}"],
        ["sync", "--config", f"/{ACCESS}/playlists.yaml", "--json"],
    ],
)
def test_a_typed_secret_is_not_repeated(folder: Folder, arguments: list[str]) -> None:
    """Terminals are photographed, and what they showed is sent along with questions."""
    for more in ([], ["--json"], ["--verbose"]):
        result = folder.run(*arguments, *more)
        assert result.code not in (0, 1)
        assert result.out + result.err
        for secret in SECRETS:
            assert secret[10:] not in result.out + result.err


def test_secrets_typed_into_a_list_go_into_no_plan(folder: Folder, server: Leaking) -> None:
    text = (folder.path / "playlists.yaml").read_text("utf-8")
    first = next(line for line in text.splitlines() if line.lstrip().startswith("title:"))
    folder.write("playlists.yaml", text.replace(first, f'{first.partition(":")[0]}: "Tin {CLIENT}"'))
    results = [folder.run("sync", "--out", f"plan.{form}") for form in ("json", "md", "html")]
    assert [result.code for result in results] == [0, 0, 0]
    folder.write("playlists.yaml", text)
    silent(server, folder, *results)


def test_libraries_that_tell_everything_tell_no_secret(
    folder: Folder, server: Leaking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever looks for a fault turns on all there is, and sends it to somebody."""
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    caplog.set_level(logging.DEBUG)
    assert folder.run("sync", "--yes").code == 0
    list_videos(folder, "a")
    result = upload(folder, "--verbose")
    assert result.code == 0
    assert "Bearer" in result.out
    assert "upload_id=…" in caplog.text
    silent(server, folder, result)
    assert not any(secret in caplog.text for secret in planted(server))


DYING = """
import os, sys, time
from ytchannel.cli import run
from ytchannel.transport import EmbeddedTransport
send, left = EmbeddedTransport.send, [int(sys.argv[1])]
def dying(self, *sent):
    left[0] -= 1
    if left[0] < 0:
        os._exit(9)
    return send(self, *sent)
EmbeddedTransport.send = dying
time.sleep = lambda _seconds: None
sys.exit(run(sys.argv[2:]))
"""
BROKEN = """
import sys
from ytchannel import config
from ytchannel.cli import run
def broken(*_, **__):
    raise RuntimeError
config.load_channel = broken
sys.exit(run(sys.argv[1:]))
"""


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def open_to_all(folder: Folder, script: str, *arguments: str) -> int:
    """Run a command under a umask that hides nothing."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder.path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        umask=0,
    ).returncode


def closed(path: Path) -> set[str]:
    """The names of what is below the folder, having seen that it is all for its owner alone."""
    for each in (path, *path.rglob("*")):
        assert mode(each) == (0o700 if each.is_dir() else 0o600), each
    return {each.name for each in path.rglob("*")}


def test_what_the_program_keeps_is_its_owners_alone_under_any_umask(folder: Folder) -> None:
    folder.write("videos.csv", "file,title,sections,thumbnail\na.mp4,A,tin-co-so,\n")
    folder.clip("a.mp4", "a", 600_000)
    data = folder.path / ".ytchannel"
    assert open_to_all(folder, DYING, "12", "sync", "--sandbox", "--yes") == 9
    memory = {"sandbox-ledger.db", "sandbox-ledger.db-wal", "sandbox-ledger.db-shm", "sandbox-ledger.db.lock"}
    memory |= {"sandbox-ledger.run", "sandbox-ledger.holder", "sandbox.db", "sandbox.db-wal", "sandbox.db-shm"}
    assert closed(data) == memory
    for each in data.iterdir():  # as an earlier version or a copy may have left them
        each.chmod(0o666)
    data.chmod(0o777)
    assert open_to_all(folder, DYING, "12", "sync", "--sandbox", "--yes") == 9
    assert closed(data) == memory
    data.chmod(0o755)
    assert open_to_all(folder, DYING, "999", "sync", "--sandbox", "--yes") == 0
    folder.fault("youtube.videos.insert", "drop-after-300000", *["drop"] * 30)
    assert open_to_all(folder, DYING, "999", "upload", "--sandbox", "--yes") != 0
    assert open_to_all(folder, BROKEN, "check") == 1
    names = closed(data)
    assert any(name.startswith("crash-") for name in names)
    assert "sandbox.db-media" in names
    assert mode(folder.path / "videos.result.csv") == 0o666  # it is handed on, as the user's own files are


def test_the_first_files_leave_the_place_for_secrets_closed(folder: Folder) -> None:
    (folder.path / "playlists.yaml").unlink()
    (folder.path / "credentials").mkdir(mode=0o755)
    assert open_to_all(folder, DYING, "999", "init", "--yes", "--handle", "@kenh", "--section", "Tin") == 0
    assert closed(folder.path / "credentials") == {"README.md"}
    assert mode(folder.path / "playlists.yaml") == 0o666


def test_a_folder_that_its_owner_may_not_write_stays_so(folder: Folder) -> None:
    """Closing it to others opens it to nobody."""
    from ytchannel import private

    place = folder.path / "place"
    place.mkdir()
    place.chmod(0o555)
    private.folder(place)
    assert mode(place) == 0o500
