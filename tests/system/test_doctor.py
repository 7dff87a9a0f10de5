"""`ytchannel doctor`: each fault is made for real, told once with its remedy, and hides no other."""

from __future__ import annotations

import ast
import errno
import json
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import webbrowser
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.sandbox_person import READ, SSL, Browser, Person, address, over_http
from ytchannel.ledger import alone
from ytchannel.render.checkup_texts import LABELS, SENTENCES
from ytchannel.sandbox.testing import LocalYouTube, running
from ytchannel.workflows.doctor import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder, Result

ROOT = Path(__file__).parent.parent.parent
OWNER = "toasoan@example.com"
CHANNELS: dict[str, Any] = {
    "channel": {"title": "Kênh thử nghiệm", "handle": "@kenhthunghiem", "account": OWNER},
    "channels": [{"title": "Đảng ủy Khối Doanh nghiệp", "handle": "@khoidoanhnghiep", "account": OWNER}],
}
ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly"
NAMES = [
    "python", "packages", "disk", "clock", "network", "timezones", "terminal", "files", "client-file", "login",
    "scopes", "channel", "api", "budgets", "ledger", "ledger-space", "permissions",
]  # fmt: skip
LOCAL = ("clock", "network", "client-file", "login")


@pytest.fixture
def tube(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalYouTube]:
    """A served sandbox that takes only tokens which it granted; its client file lies in the folder's credentials."""
    for name in ("OAUTHLIB_RELAX_TOKEN_SCOPE", "OAUTHLIB_INSECURE_TRANSPORT"):
        monkeypatch.setenv(name, "")  # the login sets them
    with running() as tube:
        tube.settings(strict_auth=True, **CHANNELS)
        folder.write("credentials/client_secret.json", json.dumps(tube.client_file())).chmod(0o600)
        monkeypatch.setenv("YTCHANNEL_SANDBOX", tube.url)
        yield tube


@pytest.fixture
def healthy(folder: Folder, tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The folder with a login, where nothing is wrong."""
    log_in(folder, tube, monkeypatch)
    return folder


def log_in(
    folder: Folder, tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch, *, without: tuple[str, ...] = ()
) -> None:
    """Log in for the first channel, leaving some scopes unticked."""
    page = Person(over_http, tube.url).reach(address(), OWNER)
    browser = Browser(tube.url, OWNER, page.forms[0].buttons[0][1], without=without)
    monkeypatch.setattr(webbrowser, "get", lambda using=None: browser)
    result = folder.run("auth", "login", "--json")
    assert result.code in ((4, 6) if without else (0,)), result.err
    browser.thread.join()


def checks(result: Result) -> dict[str, dict[str, Any]]:
    found = {each["name"]: each for each in result.json["checks"]}
    assert list(found) == NAMES
    for each in found.values():
        assert each["ok"] == (each["level"] == "ok"), each
        assert each["message"]
    return found


def only_fault(result: Result, name: str) -> dict[str, Any]:
    """The one check that found a fault; no other did because of it, and its remedy is told to people too."""
    found = checks(result)
    assert [each for each, row in found.items() if row["level"] == "fault"] == [name], result.out
    assert (result.code, result.json["faults"], result.json["error"]["exit"]) == (6, 1, 6)
    assert found[name]["remedy"]
    return found[name]


def because_of(result: Result) -> dict[str, str]:
    """The checks that were not made, by the name of what kept them from it."""
    return {name: row["because"] for name, row in checks(result).items() if "because" in row}


def doctor(folder: Folder, *more: str) -> Result:
    return folder.run("doctor", "--json", *more)


def apart(folder: Folder, *more: str, **environ: str) -> Result:
    """The command in a process of its own, with other variables."""
    from tests.system.conftest import Result

    path = os.pathsep.join(filter(None, (environ.pop("PYTHONPATH", ""), str(ROOT))))
    done = subprocess.run(
        [sys.executable, "-m", "ytchannel", "doctor", *more],
        env={**os.environ, **environ, "PYTHONPATH": path},
        cwd=folder.path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


# Where nothing is wrong


def test_a_healthy_folder_has_a_line_for_each_check_and_costs_a_unit(healthy: Folder, tube: LocalYouTube) -> None:
    tube.control("DELETE", "journal")
    result = doctor(healthy)
    assert (result.code, result.json["faults"]) == (0, 0), result.out
    assert "error" not in result.json
    assert {row["level"] for row in checks(result).values()} == {"ok"}, result.out
    # The first one goes to the front door, which is no method and costs nothing.
    assert tube.methods() == ["unknown", "youtube.channels.list", "youtubeAnalytics.reports.query"]
    assert tube.units()["default"] == 1
    shown = healthy.run("doctor")
    assert shown.out.count("✓") == len(NAMES)
    assert "No fault was found." in shown.out


def test_with_quiet_a_healthy_folder_is_silent(healthy: Folder) -> None:
    result = healthy.run("doctor", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_a_request_that_goes_astray_costs_no_more_than_two_units(healthy: Folder, tube: LocalYouTube) -> None:
    tube.control("DELETE", "journal")
    tube.fault("youtube.channels.list", "503", "503")
    only_fault(doctor(healthy), "api")
    assert tube.units()["default"] == 2


def test_the_local_youtube_needs_neither_network_nor_login(folder: Folder) -> None:
    result = doctor(folder, "--sandbox")
    assert result.code == 0
    found = checks(result)
    for name in (*LOCAL, "scopes"):
        assert "not needed by the local YouTube" in found[name]["message"]
    assert found["channel"]["title"] == "Kênh thử nghiệm"
    assert folder.playlists() == []


def test_a_served_sandbox_that_takes_everybody_needs_no_login(
    folder: Folder, tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch
) -> None:
    tube.settings(strict_auth=False)
    (folder.path / "credentials" / "client_secret.json").unlink()
    result = doctor(folder)
    assert result.code == 0, result.out
    assert "not needed" in checks(result)["login"]["message"]
    assert "not needed" in checks(result)["client-file"]["message"]
    tube.settings(strict_auth=True)
    assert only_fault(doctor(folder), "client-file")["code"] == "client-file-missing"


def test_an_empty_folder_without_network_and_login_is_told_what_to_begin_with(folder: Folder) -> None:
    """Nothing but a proxy that does not answer, so that no request leaves this machine."""
    (folder.path / "playlists.yaml").unlink()
    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), "http://127.0.0.1:9")
    result = apart(folder, "--json", **nowhere, NO_PROXY="", no_proxy="")
    found = checks(result)
    assert result.code == 6
    assert [name for name, row in found.items() if row["level"] == "fault"] == ["network", "files", "client-file"]
    assert "ytchannel init" in found["files"]["remedy"]
    assert "Create client" in found["client-file"]["remedy"]
    assert "not checked" in found["login"]["message"]
    assert not list(folder.path.iterdir())


def test_it_speaks_vietnamese(folder: Folder) -> None:
    shown = apart(folder, "--sandbox", "--lang", "vi").out
    assert "Đồng hồ: YouTube tại máy không cần đến." in shown
    assert "Không phát hiện lỗi nào." in shown


def test_every_finding_has_its_sentence() -> None:
    """And every sentence its finding."""
    made = set()
    for file in (ROOT / "ytchannel" / "workflows" / "doctor").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                given = node.args[0]
                both = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
                made |= {each.value for each in both if isinstance(each, ast.Constant)}
    made |= {"clock-behind", "clock-ahead"}
    assert made == set(SENTENCES)
    assert list(LABELS) == list(CHECKS) == NAMES


# This machine


def test_a_library_out_of_its_range_is_named(folder: Folder, tmp_path: Path) -> None:
    there = folder.path / "old" / "xxhash-1.0.dist-info"
    there.mkdir(parents=True)
    (there / "METADATA").write_text("Metadata-Version: 2.1\nName: xxhash\nVersion: 1.0\n")
    found = only_fault(apart(folder, "--sandbox", "--json", PYTHONPATH=str(there.parent)), "packages")
    assert "xxhash 1.0" in found["message"]
    assert re.search(r"pip install 'xxhash\S+'", found["remedy"])


def test_a_python_that_is_too_old_is_named(folder: Folder) -> None:
    there = folder.path / "other" / "ytchannel-0.1.0.dist-info"
    there.mkdir(parents=True)
    head = "Metadata-Version: 2.1\nName: ytchannel\nVersion: 0.1.0\nRequires-Python: >=3.99\n"
    (there / "METADATA").write_text(head)
    found = only_fault(apart(folder, "--sandbox", "--json", PYTHONPATH=str(there.parent)), "python")
    assert ">=3.99" in found["remedy"]


def test_without_the_library_that_compares_versions_the_rest_is_checked(folder: Folder) -> None:
    folder.write("bare/packaging/__init__.py", "raise ImportError('not here')\n")
    result = apart(folder, "--sandbox", "--json", PYTHONPATH=str(folder.path / "bare"))
    assert only_fault(result, "packages")["remedy"] == "Run: pip install packaging"
    assert because_of(result) == {"python": "packages"}


def test_extras_that_are_missing_are_said_and_no_fault(folder: Folder) -> None:
    there = folder.path / "other" / "ytchannel-0.1.0.dist-info"
    there.mkdir(parents=True)
    head = "Metadata-Version: 2.1\nName: ytchannel\nVersion: 0.1.0\nRequires-Python: >=3.11\n"
    extra = "Provides-Extra: serve\nRequires-Dist: nowhere-to-be-had>=3; extra == 'serve'\n"
    (there / "METADATA").write_text(head + extra)
    result = apart(folder, "--sandbox", "--json", PYTHONPATH=str(there.parent))
    assert result.code == 0
    assert checks(result)["packages"]["missing_extras"] == ["serve"]
    assert "serve" in checks(result)["packages"]["message"]


def test_a_missing_zone_is_named_and_hides_what_needs_it(folder: Folder) -> None:
    (folder.path / "bare" / "tzdata").mkdir(parents=True)
    (folder.path / "bare" / "tzdata" / "__init__.py").touch()
    result = apart(folder, "--sandbox", "--json", PYTHONPATH=str(folder.path / "bare"), PYTHONTZPATH="")
    found = only_fault(result, "timezones")
    assert "America/Los_Angeles" in found["message"]
    assert "tzdata" in found["remedy"]
    assert because_of(result)["files"] == because_of(result)["budgets"] == "timezones"


def in_terminal(folder: Folder, **environ: str) -> tuple[int, str]:
    """The command in a terminal; its exit code and what the terminal shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ytchannel", "doctor", "--sandbox"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        cwd=folder.path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError as error:  # the other end is closed
            assert error.errno == errno.EIO
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(30), re.sub(r"\x1b\[[\d;]*m", "", shown.decode())


def test_a_terminal_without_vietnamese_letters_is_a_fault(folder: Folder) -> None:
    code, shown = in_terminal(folder, PYTHONIOENCODING="ascii", TERM="xterm")
    assert code == 6
    faults = [line for line in shown.splitlines() if line.startswith("x ")]
    assert faults == ["x Terminal: it is set to ascii, which lacks Vietnamese letters."]
    assert "UTF-8" in shown


def test_a_narrow_terminal_is_a_warning_and_none_at_all_is_good(folder: Folder) -> None:
    code, shown = in_terminal(folder, PYTHONIOENCODING="utf-8", TERM="xterm", COLUMNS="50")
    assert code == 0
    assert "! Terminal: it has 50 columns" in shown
    assert checks(doctor(folder, "--sandbox"))["terminal"]["level"] == "ok"


# The server


@pytest.mark.parametrize(("ahead", "level"), [(10, "fault"), (-10, "fault"), (2, "warning")])
def test_a_clock_that_differs_from_the_servers(healthy: Folder, tube: LocalYouTube, ahead: int, level: str) -> None:
    """A fault from five minutes on, a warning from one."""
    tube.at(datetime.now(UTC) + timedelta(minutes=ahead))
    result = doctor(healthy)
    clock = only_fault(result, "clock") if level == "fault" else checks(result)["clock"]
    assert clock["level"] == level
    assert abs(clock["seconds"] - abs(ahead) * 60) < 30
    assert ("behind" if ahead > 0 else "ahead of") in clock["message"]
    assert "Set the clock" in clock["remedy"]


def test_a_server_that_cannot_be_reached(healthy: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs it is not told as a fault of its own."""
    nowhere = "http://127.0.0.1:9"
    token = healthy.path / "credentials" / "token.json"
    token.write_text(json.dumps({**json.loads(token.read_text()), "token_uri": f"{nowhere}/token"}))
    monkeypatch.setenv("YTCHANNEL_SANDBOX", nowhere)
    result = doctor(healthy)
    found = only_fault(result, "network")
    assert "127.0.0.1:9" in found["message"]
    assert "sandbox serve" in found["remedy"]
    skipped = because_of(result)
    assert skipped == dict.fromkeys(("clock", "login", "scopes", "channel", "api"), "network")


def test_a_certificate_that_is_refused_says_the_clock_or_a_proxy(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served_with_a_certificate_of_its_own(folder.path) as port:
        monkeypatch.setenv("YTCHANNEL_SANDBOX", f"https://localhost:{port}")
        (folder.path / "credentials").mkdir()
        folder.write("credentials/client_secret.json", CLIENT).chmod(0o600)
        found = only_fault(doctor(folder), "network")
    assert found["code"] == "certificate"
    assert "clock" in found["remedy"]
    assert "proxy" in found["remedy"]


def test_a_command_that_meets_such_a_certificate_says_the_same(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """At YouTube itself, and where tokens are renewed."""
    with served_with_a_certificate_of_its_own(folder.path) as port:
        monkeypatch.setenv("YTCHANNEL_SANDBOX", f"https://localhost:{port}")
        result = folder.run("sync", "--yes")
        assert (result.code, "clock" in result.err) == (6, True)
        token = {"token": "", "refresh_token": "1//0ended", "client_id": "a", "client_secret": "b", "scopes": [SSL]}
        text = json.dumps(token | {"token_uri": f"https://localhost:{port}/token"})
        folder.write("credentials/token.json", text).chmod(0o600)
        result = folder.run("sync", "--yes")
    assert (result.code, "clock" in result.err) == (4, True)


CLIENT = json.dumps(
    {
        "installed": {
            "client_id": "a",
            "client_secret": "b",
            "auth_uri": "https://localhost/a",
            "token_uri": "https://localhost/t",
            "redirect_uris": ["http://localhost"],
        }
    }
)


class served_with_a_certificate_of_its_own:  # noqa: N801 - it is used as a function
    """A server whose certificate nobody knows; gives its port."""

    def __init__(self, folder: Path) -> None:
        import ssl

        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        file = folder / "server.pem"
        plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, *plain) + made.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        self._server = HTTPServer(("localhost", 0), BaseHTTPRequestHandler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> int:
        self._thread.start()
        return self._server.server_port

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


# The folder


def test_a_file_where_the_folder_should_be(folder: Folder) -> None:
    folder.write("kenh", "")
    result = doctor(folder, "--sandbox", "--config", "kenh/playlists.yaml")
    found = only_fault(result, "disk")
    assert "kenh" in found["message"]
    assert "--config" in found["remedy"]
    assert set(because_of(result).values()) == {"disk"}


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of one megabyte, where one can be mounted."""
    place.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True)
    if not done or done.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_disk_without_room(folder: Folder) -> None:
    with small_disk(folder.path / "small") as small:
        shutil.copy(folder.path / "playlists.yaml", small)
        result = doctor(folder, "--sandbox", "--config", str(small / "playlists.yaml"))
    found = only_fault(result, "disk")
    assert found["free"] <= 1 << 20
    assert "Make room" in found["remedy"]
    assert because_of(result)["ledger-space"] == "disk"


def test_a_folder_that_cannot_be_written(folder: Folder) -> None:
    with small_disk(folder.path / "small") as small:
        shutil.copy(folder.path / "playlists.yaml", small)
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        result = doctor(folder, "--sandbox", "--config", str(small / "playlists.yaml"))
    found = only_fault(result, "disk")
    assert found["code"] == "disk-unwritable"
    assert str(small) in found["message"]
    assert because_of(result)["channel"] == "disk"


def test_no_room_for_the_ledger(healthy: Folder) -> None:
    """Where what is remembered lies on another disk than the folder."""
    shutil.rmtree(healthy.path / ".ytchannel")
    with small_disk(healthy.path / ".ytchannel"):
        found = only_fault(doctor(healthy), "ledger-space")
    assert found["needed"] == 50 << 20
    assert "Make room" in found["remedy"]


def test_a_broken_channel_file_is_told_with_the_number_of_its_problems(healthy: Folder) -> None:
    healthy.replace("sections:", "sektions:")
    result = doctor(healthy)
    found = only_fault(result, "files")
    assert found["count"] == len(healthy.run("check", "--json").json["problems"]) > 0
    assert "playlists.yaml" in found["message"]
    assert "ytchannel check" in found["remedy"]
    assert because_of(result) == dict.fromkeys(("channel", "api", "budgets"), "files")


def test_a_broken_list_keeps_nothing_else_from_being_checked(healthy: Folder) -> None:
    healthy.write("videos.yaml", "videos:\n  - file: nowhere.mp4\n    title: Không có\n")
    result = doctor(healthy)
    assert "videos.yaml" in only_fault(result, "files")["message"]
    assert because_of(result) == {}


def test_a_broken_policy_is_counted_among_the_problems(healthy: Folder) -> None:
    healthy.write("policy.yaml", "publsh: [lan]\n")
    assert "policy.yaml" in only_fault(doctor(healthy), "files")["message"]


def test_several_lists_are_a_fault(healthy: Folder) -> None:
    for name in ("videos.yaml", "videos.csv"):
        healthy.write(name, "")
    assert "videos.csv" in only_fault(doctor(healthy), "files")["remedy"]


# Access


def test_a_client_file_of_a_web_application(healthy: Folder) -> None:
    """The login that is there goes on working."""
    file = healthy.path / "credentials" / "client_secret.json"
    file.write_text(json.dumps({"web": json.loads(file.read_text())["installed"]}))
    found = only_fault(doctor(healthy), "client-file")
    assert found["code"] == "client-file-web"
    assert "Web application" in found["remedy"]
    assert "Desktop app" in found["remedy"]


def test_nobody_is_logged_in(folder: Folder, tube: LocalYouTube) -> None:
    result = doctor(folder)
    assert "ytchannel auth login" in only_fault(result, "login")["remedy"]
    assert because_of(result) == dict.fromkeys(("scopes", "channel", "api"), "login")


def test_a_login_that_was_revoked(healthy: Folder, tube: LocalYouTube) -> None:
    """The token that is kept is good for an hour by its word; only the request shows that it is not."""
    import requests

    kept = json.loads((healthy.path / "credentials" / "token.json").read_text())
    requests.post(f"{tube.url}/revoke", data={"token": kept["refresh_token"]}, timeout=10).raise_for_status()
    result = doctor(healthy)
    found = only_fault(result, "login")
    assert found["code"].startswith("token-")
    assert "ytchannel auth login" in found["remedy"]
    assert because_of(result) == dict.fromkeys(("scopes", "channel", "api"), "login")


def test_a_login_that_ends_tomorrow_is_a_warning(healthy: Folder) -> None:
    file = healthy.path / "credentials" / "token.json"
    ends = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    file.write_text(json.dumps({**json.loads(file.read_text()), "ends": ends}))
    result = doctor(healthy)
    found = checks(result)["login"]
    assert (result.code, found["level"]) == (0, "warning")
    assert "auth login" in found["remedy"]


def test_a_login_without_any_right_at_youtube(
    folder: Folder, tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(folder, tube, monkeypatch, without=(SSL, READ))
    result = doctor(folder)
    found = only_fault(result, "scopes")
    assert "every box ticked" in found["remedy"]
    assert because_of(result) == dict.fromkeys(("channel", "api"), "scopes")


def test_a_login_that_may_only_read_is_a_warning_that_names_what_does_not_work(
    folder: Folder, tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(folder, tube, monkeypatch, without=(SSL,))
    result = doctor(folder)
    found = checks(result)["scopes"]
    assert (result.code, found["level"], found["lacking"]) == (0, "warning", ["youtube.force-ssl"])
    assert "upload" in found["remedy"]


def test_the_wrong_channel(healthy: Folder, tube: LocalYouTube) -> None:
    healthy.replace("  timezone:", "  id: UC0123456789012345678901\n  timezone:")
    result = doctor(healthy)
    found = only_fault(result, "channel")
    assert found["code"] == "wrong-channel"
    assert "Kênh thử nghiệm" in found["remedy"]
    assert because_of(result) == {}


def test_an_api_that_is_not_enabled(healthy: Folder, tube: LocalYouTube) -> None:
    tube.settings(apis_enabled={"youtube": False})
    result = doctor(healthy)
    found = only_fault(result, "api")
    assert "YouTube Data API v3" in found["remedy"]
    assert "console.cloud.google.com" in found["remedy"]
    assert because_of(result) == {"channel": "api"}


def test_analytics_that_is_not_enabled_is_a_warning(
    healthy: Folder, tube: LocalYouTube, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked for only by who may read it."""
    tube.settings(apis_enabled={"youtubeAnalytics": False})
    result = doctor(healthy)
    found = checks(result)["api"]
    assert (result.code, found["level"]) == (0, "warning")
    assert "YouTube Analytics API" in found["remedy"]
    tube.control("DELETE", "journal")
    (healthy.path / "credentials" / "token.json").unlink()
    log_in(healthy, tube, monkeypatch, without=(ANALYTICS,))
    assert checks(doctor(healthy))["api"]["level"] == "ok"
    assert "youtubeAnalytics.reports.query" not in tube.methods()


# Memory


def test_a_spent_budget(healthy: Folder, tube: LocalYouTube) -> None:
    tube.settings(quota={"default": 0})
    result = doctor(healthy)
    found = only_fault(result, "budgets")
    assert "units for reading and changing" in found["message"]
    assert "Go on after" in found["remedy"]
    assert found["budgets"]["default"]["left"] == 0
    assert because_of(result) == {"channel": "budgets"}


def test_a_budget_that_is_nearly_spent_is_a_warning(healthy: Folder) -> None:
    doctor(healthy)
    with sqlite3.connect(memory(healthy)) as base:
        base.execute("UPDATE spent SET units = 9500")
    base.close()
    result = doctor(healthy)
    found = checks(result)["budgets"]
    assert (result.code, found["level"], found["buckets"]) == (0, "warning", ["default"])
    assert "full again" in found["remedy"]
    healthy.replace("  timezone:", "  quota: {default: 50000}\n  timezone:")
    assert checks(doctor(healthy))["budgets"]["level"] == "ok"


def memory(folder: Folder) -> Path:
    (file,) = (folder.path / ".ytchannel").glob("sandbox-*.db")
    return file


def test_a_damaged_ledger(healthy: Folder) -> None:
    doctor(healthy)
    file = memory(healthy)
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)
    result = doctor(healthy)
    found = only_fault(result, "ledger")
    assert found["code"] == "ledger-damaged"
    assert str(file) in found["message"]
    assert "Move it away" in found["remedy"]
    assert because_of(result) == dict.fromkeys(("channel", "api", "budgets"), "ledger")


def test_a_ledger_of_a_later_version(healthy: Folder) -> None:
    doctor(healthy)
    with sqlite3.connect(memory(healthy)) as base:
        base.execute("INSERT INTO migrations VALUES (999)")
    base.close()
    assert only_fault(doctor(healthy), "ledger")["code"] == "ledger-newer"


def test_a_run_that_was_cut_off_is_said(healthy: Folder) -> None:
    """The system has let go of its lock, so nothing is in the way of the next one."""
    doctor(healthy)
    left = memory(healthy).with_suffix(".holder")
    left.write_text(json.dumps({"pid": 4_000_000, "host": "may-khac", "user": "a", "since": "2026-11-26T01:00:00Z"}))
    result = doctor(healthy)
    found = checks(result)["ledger"]
    assert (result.code, found["level"], found["pid"]) == (0, "warning", 4_000_000)
    assert "goes on where it stopped" in found["remedy"]


def test_a_run_that_is_at_work_is_no_fault(healthy: Folder) -> None:
    doctor(healthy)
    with alone(memory(healthy)):
        result = doctor(healthy)
    assert result.code == 0
    assert f"process {os.getpid()}" in checks(result)["ledger"]["message"]


def test_a_lock_that_a_dead_run_has_left(healthy: Folder) -> None:
    """On a file system that keeps the lock of a process which is no more."""
    doctor(healthy)
    with alone(memory(healthy)):
        told = memory(healthy).with_suffix(".holder")
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait(10)
        told.write_text(json.dumps({**json.loads(told.read_text()), "pid": ended.pid}))
        found = only_fault(doctor(healthy), "ledger")
    assert str(ended.pid) in found["message"]
    assert "Delete" in found["remedy"]
    assert str(told) in found["remedy"]


def test_a_file_where_the_ledger_should_be(healthy: Folder) -> None:
    shutil.rmtree(healthy.path / ".ytchannel")
    healthy.write(".ytchannel", "")
    assert only_fault(doctor(healthy), "ledger")["code"] == "ledger-unwritable"


def test_a_login_that_others_can_read(healthy: Folder) -> None:
    token = healthy.path / "credentials" / "token.json"
    token.chmod(0o644)
    result = doctor(healthy)
    found = only_fault(result, "permissions")
    assert str(token) in found["message"]
    assert "chmod 600 credentials/token.json" in found["remedy"]
    assert because_of(result) == dict.fromkeys(("login", "scopes", "channel", "api"), "permissions")


@pytest.mark.parametrize("name", [".ytchannel/ledger.db", ".ytchannel/crash-20261126-010000.log"])
def test_a_ledger_or_crash_file_that_others_can_read(healthy: Folder, name: str) -> None:
    healthy.write(name, "").chmod(0o640)
    assert name in only_fault(doctor(healthy), "permissions")["remedy"]


def test_a_client_file_that_others_can_read_is_a_warning(healthy: Folder) -> None:
    (healthy.path / "credentials" / "client_secret.json").chmod(0o644)
    result = doctor(healthy)
    found = checks(result)["permissions"]
    assert (result.code, found["level"]) == (0, "warning")
    assert "chmod 600 credentials/client_secret.json" in found["remedy"]


@pytest.mark.parametrize("git", [True, False], ids=["asked", "not-there"])
def test_a_login_that_git_would_take_up(healthy: Folder, monkeypatch: pytest.MonkeyPatch, git: bool) -> None:
    subprocess.run(["git", "init", "-q", healthy.path], check=True)
    if not git:
        monkeypatch.setenv("PATH", str(healthy.path))
    found = only_fault(doctor(healthy), "permissions")
    assert "git does not ignore" in found["message"]
    assert ".gitignore" in found["remedy"]
    healthy.write(".gitignore", "/.ytchannel/\n/credentials/*\n!/credentials/README.md\n")
    assert doctor(healthy).code == 0
