"""What becomes of a run when its access token ends, and of a login when its grant does."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from tests.clips import clip
from tests.system.offices import MINE, office  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from tests.system.offices import Office

ROOT = Path(__file__).parent.parent.parent
INSERT = "youtube.videos.insert"
VIDEOS = "videos:\n  - file: dai.mp4\n    title: Phóng sự dài\n    sections: [phong-su]\n"


@pytest.fixture
def long_upload(office: Office) -> Office:  # noqa: F811
    """A synced channel, and a file of 24 MB to go up."""
    assert office.log_in().code == 0
    assert office.folder.run("sync", "--yes").code == 0
    keys = (office.folder.path / "playlists.yaml").read_text(encoding="utf-8")
    key = next(line.split("key:")[1].split()[0] for line in keys.splitlines() if "key: phong-su" in line)
    office.folder.write("videos.yaml", VIDEOS.replace("phong-su", key))
    (office.folder.path / "dai.mp4").write_bytes(clip("dài", 24_000_000))
    office.tube.control("DELETE", "journal")
    return office


def sent(office: Office) -> int:  # noqa: F811
    return sum(each.get("bytes", 0) for each in office.tube.requests() if each["method"] == INSERT)


def test_a_token_that_ends_during_a_ten_minute_upload_is_renewed_once(long_upload: Office) -> None:
    """By the sandbox's clock: five minutes are left when the upload begins, ten pass while it is under way."""
    office, begun = long_upload, datetime.now(UTC)  # noqa: F811
    office.tube.at(begun + timedelta(minutes=55))
    # After half of the file the line breaks; when it is taken up again the token has ended.
    office.tube.fault(INSERT, "drop-after-12000000", phase="bytes")
    tokens = office.granted()

    def later() -> None:
        while not any(each.get("phase") == "bytes" for each in office.tube.requests()):
            pass
        office.tube.at(begun + timedelta(minutes=65))

    clock = threading.Thread(target=later)
    clock.start()
    result = office.folder.run("upload", "--yes", "--json")
    clock.join()
    assert result.code == 0, result.err
    assert office.granted() == tokens + 1
    refused = [each["status"] for each in office.tube.requests() if each["status"] == 401]
    assert refused == [401]
    assert [each["phase"] for each in office.tube.requests() if each["method"] == INSERT].count("begin") == 1
    assert 24_000_000 <= sent(office) < 25_000_000
    assert len(office.tube.control("GET", "media")) == 1


def test_two_processes_that_renew_at_once_leave_a_whole_login_and_one_new_token(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    ended = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    office.change(expiry=ended, token="ya29.ended")
    tokens = office.granted()
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ytchannel", "auth", "status", "--json"]
    processes = [
        subprocess.Popen(command, cwd=office.folder.path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in processes:
        out, err = process.communicate(timeout=50)
        assert process.returncode == 0, err
        assert json.loads(out)["channel"]["title"] == MINE
    assert office.granted() == tokens + 1
    assert office.saved()["channel"]["title"] == MINE
    assert stat.S_IMODE(office.token().stat().st_mode) == 0o600
    assert office.folder.run("sync", "--yes").code == 0


def test_a_grant_revoked_during_an_upload_keeps_what_is_up(long_upload: Office) -> None:
    """The command says to log in again; then the same command goes on where it stopped, with the same session."""
    office = long_upload  # noqa: F811
    office.tube.fault(INSERT, "drop-after-12000000", phase="bytes")
    secret = office.saved()["refresh_token"]

    def later() -> None:
        while not any(each.get("phase") == "bytes" for each in office.tube.requests()):
            pass
        requests.post(f"{office.tube.url}/revoke", data={"token": secret}, timeout=10).raise_for_status()

    revoking = threading.Thread(target=later)
    revoking.start()
    result = office.folder.run("upload", "--yes")
    revoking.join()
    assert result.code == 4
    assert "Run `ytchannel auth login` again; what is begun goes on then." in result.err
    assert secret not in result.err + result.out
    assert office.log_in().code == 0
    assert office.folder.run("upload", "--yes").code == 0
    assert [each["phase"] for each in office.tube.requests() if each["method"] == INSERT].count("begin") == 1
    assert 24_000_000 <= sent(office) < 25_000_000
    assert len(office.tube.control("GET", "media")) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("403-channelSuspended", "suspended"),
        ("403-authenticatedUserAccountSuspended", "suspended"),
        ("403-channelClosed", "was closed"),
        ("403-insufficientPermissions", "youtube.force-ssl is missing"),
        ("401-youtubeSignupRequired", "has no YouTube channel"),
        ("403-accessNotConfigured", "is not enabled"),
    ],
)
def test_what_ends_a_whole_run_is_said_with_its_remedy(office: Office, fault: str, told: str) -> None:  # noqa: F811
    assert office.log_in().code == 0
    office.tube.fault("youtube.playlists.insert", *([fault] * (2 if fault.startswith("401") else 1)))
    result = office.folder.run("sync", "--yes")
    assert result.code == 4
    assert told in result.err


def test_a_channel_without_phone_verification_is_told_which_page_helps(office: Office) -> None:  # noqa: F811
    """Thumbnails answer 403 forbidden then; all else is done."""
    assert office.log_in().code == 0
    office.tube.settings(phone_verified=False)
    from tests.clips import still

    (office.folder.path / "a.jpg").write_bytes(still())
    (office.folder.path / "a.mp4").write_bytes(clip("a"))
    office.folder.write("videos.yaml", "videos:\n  - {file: a.mp4, title: A, thumbnail: a.jpg}\n")
    result = office.folder.run("upload", "--yes")
    assert result.code == 6
    assert "youtube.com/verify" in result.out + result.err
    assert len(office.tube.control("GET", "media")) == 1


def test_a_grant_that_ends_soon_is_said_beforehand(office: Office) -> None:  # noqa: F811
    """In Testing a login ends after 7 days, perhaps in the middle of the next week's work."""
    office.tube.settings(consent="testing")
    assert "this login ends at" in office.log_in().err
    assert "ends at" not in office.folder.run("sync", "--yes").err
    office.change(ends=(datetime.now(UTC) + timedelta(hours=30)).isoformat())
    assert "Your login ends at" in office.folder.run("sync", "--yes").err
