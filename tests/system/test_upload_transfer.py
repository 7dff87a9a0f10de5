"""How files go up: known by their content, read once, told beforehand, several at a time, never twice."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import xxhash

from tests.clips import long_clip
from tests.system.conftest import ROOT, SANDBOX
from ytchannel.config import load_channel
from ytchannel.ledger import alone
from ytchannel.transport import AnyBearer, EmbeddedTransport
from ytchannel.workflows import media, upload
from ytchannel.workflows.connecting import Time, connect
from ytchannel.workflows.jobs import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.conftest import Folder, Server
    from ytchannel.workflows.connecting import Connection

INSERT = "youtube.videos.insert"
LEDGER = ".ytchannel/sandbox-ledger.db"


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel."""
    assert folder.sync().code == 0
    folder.steer("DELETE", "journal")
    return folder


def noise(size: int) -> bytes:
    """Bytes that differ each time and begin like no kind of file: of random ones some begin like a picture."""
    return bytes(16) + os.urandom(size - 16)


def rows(folder: Folder, **files: bytes) -> None:
    """A list of files with this content; their names without .mp4 are their titles."""
    for name, content in files.items():
        (folder.path / f"{name}.mp4").write_bytes(content)
    entries = [f"  - {{file: {name}.mp4, title: {name}, sections: [tin-co-so]}}\n" for name in files]
    folder.write("videos.yaml", "videos:\n" + "".join(entries))


def media_of(folder: Folder) -> list[str]:
    return sorted(each["sha256"] for each in folder.steer("GET", "media").values())


def sha256(*contents: bytes) -> list[str]:
    return sorted(hashlib.sha256(each).hexdigest() for each in contents)


def begins(folder: Folder) -> int:
    return sum(each["units"] for each in folder.journal() if each["method"] == INSERT)


def sent(folder: Folder) -> int:
    return sum(each["bytes"] for each in folder.journal())


def fingerprints(folder: Folder) -> list[str]:
    with sqlite3.connect(folder.path / LEDGER) as db:
        found = [row[0] for row in db.execute("SELECT fingerprint FROM uploads ORDER BY path")]
    db.close()
    return found


class Clock:
    """A clock that is turned by hand; sleeping turns it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.at.timestamp()

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Silent:
    """Nobody watches."""

    def began(self, *_: object) -> None: ...

    def moved(self, *_: object) -> None: ...

    def ended(self, *_: object) -> None: ...


@contextmanager
def connected(folder: Folder, clock: Clock, *, writes: bool = True) -> Iterator[Connection]:
    channel = load_channel(folder.path / "playlists.yaml")
    time = Time(now=clock.now, sleep=clock.sleep, clock=clock.seconds)
    with connect(channel, SANDBOX, time=time, writes=writes) as connection:
        yield connection


# What names a content


def test_a_file_that_shares_its_size_with_none_is_read_once(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is hashed on its way; the ledger knows its content before it has a video."""

    def content(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr("ytchannel.workflows.jobs.content", content)
    monkeypatch.setattr("ytchannel.workflows.contents.content", content)
    one, two = noise(300_000), noise(200_000)
    rows(ready, a=one, b=two)
    assert ready.upload().code == 0
    assert fingerprints(ready) == [f"xxh3:{xxhash.xxh3_128_hexdigest(each)}" for each in (one, two)]
    assert ready.upload().json["changes"] == []


@pytest.mark.parametrize("faults", [["drop-after-100000"], ["503-after-262144", "short-262144", "drop"]])
def test_the_content_is_known_as_well_after_broken_lines(ready: Folder, faults: list[str]) -> None:
    content = noise(900_000)
    rows(ready, a=content)
    ready.fault(INSERT, *faults, phase="bytes")
    assert ready.upload().code == 0
    assert fingerprints(ready) == [f"xxh3:{xxhash.xxh3_128_hexdigest(content)}"]
    assert media_of(ready) == sha256(content)


def test_the_content_is_known_as_well_when_another_run_sent_the_beginning(ready: Folder) -> None:
    content = noise(3_000_000)
    rows(ready, a=content)
    ready.fault(INSERT, "drop-after-1500000", *["drop"] * 12, phase="bytes")
    ready.fault(INSERT, *["drop"] * 12, phase="query")
    assert ready.upload().code == 6
    assert fingerprints(ready)[0].startswith("stat:")
    for _ in range(4):
        if ready.upload().code == 0:
            break
    assert fingerprints(ready) == [f"xxh3:{xxhash.xxh3_128_hexdigest(content)}"]
    assert (begins(ready), sent(ready)) == (1, len(content))


def test_what_an_earlier_version_has_uploaded_is_known_by_its_sha256(ready: Folder) -> None:
    one, two = noise(300_000), noise(300_000)
    rows(ready, a=one)
    ready.upload()
    with sqlite3.connect(ready.path / LEDGER) as db:
        db.execute("UPDATE uploads SET fingerprint = ?", (hashlib.sha256(one).hexdigest(),))
    db.close()
    (ready.path / "a.mp4").unlink()
    rows(ready, moved=one)
    assert ready.upload().json["cost"]["uploads"] == 0
    rows(ready, moved=one, b=two)
    assert ready.upload().code == 0
    assert media_of(ready) == sha256(one, two)


def test_a_copy_of_a_file_that_was_broken_off_is_a_problem(ready: Folder) -> None:
    content = noise(3_000_000)
    rows(ready, a=content)
    ready.fault(INSERT, "drop-after-1200000", *["drop"] * 12, phase="bytes")
    ready.fault(INSERT, *["drop"] * 12, phase="query")
    assert ready.upload().code == 6
    assert fingerprints(ready)[0].startswith("stat:")
    (ready.path / "b.mp4").write_bytes(content)
    ready.write("videos.yaml", "videos:\n  - {file: a.mp4, title: a}\n  - {file: b.mp4, title: b}\n")
    result = ready.upload()
    assert result.code == 3
    assert "a.mp4" in result.err


def test_touched_in_the_middle_it_is_one_video_of_what_is_there_now(ready: Folder) -> None:
    old, new = noise(3_000_000), noise(3_000_000)
    rows(ready, a=old)
    ready.fault(INSERT, *["drop-after-1200000"] * 2, phase="bytes")
    ready.fault(INSERT, *["drop"] * 12, phase="query")
    assert ready.upload().code == 6
    rows(ready, a=new)
    for _ in range(5):
        if ready.upload().code == 0:
            break
    assert media_of(ready) == sha256(new)


def test_renamed_before_the_answer_to_the_last_byte_came_it_is_one_video(ready: Folder) -> None:
    """The name of the content is kept before the last byte goes, so the session is found under any name."""
    content = noise(300_000)
    rows(ready, a=content)
    ready.fault(INSERT, "lose", phase="final")
    ready.fault(INSERT, *["drop"] * 9, phase="query")
    assert ready.upload().code == 6
    (ready.path / "a.mp4").unlink()
    rows(ready, other=content)
    assert ready.upload().code == 0
    assert (media_of(ready), begins(ready)) == (sha256(content), 1)


def test_of_two_alike_nothing_is_guessed(ready: Folder) -> None:
    """Same name, size and title: which of the two is up cannot be told when the ledger is lost."""
    one, two = noise(100_000), noise(100_000)
    for name, content in (("1", one), ("2", two)):
        (ready.path / name).mkdir()
        (ready.path / name / "a.mp4").write_bytes(content)
    ready.write("videos.yaml", "videos:\n  - {file: 1/a.mp4, title: A}\n  - {file: 2/a.mp4, title: A}\n")
    assert ready.upload("--only", "1/a.mp4").code == 0
    for file in (ready.path / ".ytchannel").glob("sandbox-ledger.db*"):
        file.unlink()
    ready.sync()
    result = ready.run("upload", "--sandbox", "--dry-run", "--json")
    assert [each["key"] for each in result.json["changes"]] == ["1/a.mp4", "2/a.mp4"]


@pytest.mark.parametrize("only", [[], ["--only", "2/a.mp4"]])
def test_the_video_of_one_that_was_killed_is_not_taken_for_another_of_its_name_and_size(
    ready: Folder, only: list[str]
) -> None:
    """The first is up and the ledger does not know yet; the second is new, and its title tells them apart."""
    one, two = noise(100_000), noise(100_000)
    for name, content in (("1", one), ("2", two)):
        (ready.path / name).mkdir()
        (ready.path / name / "a.mp4").write_bytes(content)
    ready.write("videos.yaml", "videos:\n  - {file: 1/a.mp4, title: A}\n  - {file: 2/a.mp4, title: B}\n")
    ready.fault(INSERT, "lose", phase="final")
    ready.fault(INSERT, *["drop"] * 9, phase="query")
    assert ready.upload("--only", "1/a.mp4").code == 6
    assert ready.upload(*only).code == 0
    assert ready.upload().code == 0
    assert media_of(ready) == sha256(one, two)


# A line that breaks, a machine that sleeps, another folder


def test_while_the_machine_sleeps_no_try_is_counted(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty times the line is dead after hours of sleep; each time it has its patience anew."""
    clock, send, count = Clock(), EmbeddedTransport.send, 0
    rows(ready, a=noise(300_000))
    ready.fault(INSERT, *["drop"] * 20, phase="query")
    ready.fault(INSERT, "drop-after-1000", phase="bytes")

    def sleeping(self: EmbeddedTransport, method: str, url: str, *more: Any) -> Any:
        nonlocal count
        if method == "PUT":
            count += 1
            clock.at += timedelta(hours=1)
        return send(self, method, url, *more)

    monkeypatch.setattr(EmbeddedTransport, "send", sleeping)
    with connected(ready, clock) as connection:
        planned = upload.plan(connection, read_manifest(connection, None))
        outcome = upload.apply(connection, planned, Silent())
    assert (outcome.stopped, outcome.failed, outcome.left) == (None, [], [])
    assert count > 20


@pytest.mark.parametrize("phase", ["bytes", "final"])
def test_a_session_that_goes_in_the_middle_is_followed_by_another(ready: Folder, phase: str) -> None:
    """Without a byte that went twice in vain, and without giving the other files up."""
    contents = {name: noise(300_000 + place) for place, name in enumerate("ab")}
    rows(ready, **contents)
    ready.fault(INSERT, "expire", phase=phase)
    assert ready.upload().code == 0
    assert media_of(ready) == sha256(*contents.values())
    assert begins(ready) == 3


def test_a_line_that_stays_dead_ends_the_run(ready: Folder) -> None:
    clock = Clock()
    rows(ready, a=noise(300_000), b=noise(200_000))
    ready.fault(INSERT, "drop", phase="bytes")
    ready.fault(INSERT, *["drop"] * 40, phase="query")
    begun = clock.at
    with connected(ready, clock) as connection:
        planned = upload.plan(connection, read_manifest(connection, None))
        outcome = upload.apply(connection, planned, Silent())
    assert [change.kind for change in outcome.left] == ["video", "entry", "video", "entry"]
    assert timedelta(minutes=1) < clock.at - begun < timedelta(minutes=5)


def test_a_refused_token_is_renewed_once_and_no_byte_goes_twice(
    folder: Folder, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
    renewed: list[str] = []
    monkeypatch.setattr(AnyBearer, "renew", lambda _self, refused: renewed.append(refused))
    server.ask("POST", "reset")
    assert folder.run("sync", "--yes").code == 0
    content = noise(900_000)
    rows(folder, a=content)
    server.ask("POST", "faults", {"method": INSERT, "faults": ["401-after-300000"], "phase": "bytes"})
    assert folder.run("upload", "--yes").code == 0
    assert renewed == ["sandbox"]
    uploads = [each for each in server.ask("GET", "journal")["requests"] if each["method"] == INSERT]
    assert [each["phase"] for each in uploads] == ["begin", "bytes", "query", "bytes"]
    assert sum(each["bytes"] for each in uploads) == len(content)


def test_what_another_folder_has_uploaded_since_the_plan_is_not_sent(
    folder: Folder, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A plan may wait for an answer for long; two machines may have the same list."""
    from ytchannel.workflows.connecting import Target

    monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
    server.ask("POST", "reset")
    assert folder.run("sync", "--yes").code == 0
    rows(folder, a=noise(300_000))
    other = tmp_path_factory.mktemp("other")
    for name in ("playlists.yaml", "videos.yaml", "a.mp4"):
        shutil.copy(folder.path / name, other)
    clock = Clock()
    channel = load_channel(folder.path / "playlists.yaml")
    time = Time(now=clock.now, sleep=clock.sleep)
    with connect(channel, Target("served", server.url + "/"), time=time, writes=True) as connection:
        planned = upload.plan(connection, read_manifest(connection, None))
        assert folder.run("upload", "--yes", "--config", str(other / "playlists.yaml")).code == 0
        clock.at += timedelta(minutes=11)
        outcome = upload.apply(connection, planned, Silent())
    assert outcome.failed == []
    assert len(server.ask("GET", "media")) == 1
    assert folder.run("upload", "--yes", "--json").json["changes"] == []


def test_who_holds_the_folder_is_told(ready: Folder) -> None:
    rows(ready, a=noise(1000))
    with alone(ready.path / LEDGER):
        result = ready.upload()
    assert result.code == 8
    assert f"process {os.getpid()}" in result.err
    assert ready.upload().code == 0
    assert not (ready.path / ".ytchannel" / "sandbox-ledger.holder").exists()


# What is told beforehand


def test_the_plan_tells_files_bytes_and_time(ready: Folder) -> None:
    rows(ready, a=noise(3 << 20), b=noise(2 << 20))
    first = ready.run("upload", "--sandbox", "--dry-run")
    assert "2 files go up: 5 MB; how long that takes is known after the first one." in first.out
    limited = ready.run("upload", "--sandbox", "--dry-run", "--bwlimit", "10K")
    assert "2 files go up: 5 MB; about 9 minutes within the limit of bandwidth" in limited.out
    assert ready.upload("--only", "a.mp4").code == 0
    second = ready.run("upload", "--sandbox", "--dry-run", "--json")
    assert second.json["transfer"]["bytes"] == 2 << 20
    assert second.json["transfer"]["rate"] > 0
    assert "a second as measured before" in second.err


def test_the_plan_tells_what_has_to_wait_for_another_day(ready: Folder) -> None:
    ready.replace("  timezone:", "  quota: {videos.insert: 2}\n  timezone:")
    contents = {name: noise(1000 + place) for place, name in enumerate("abcde")}
    rows(ready, **contents)
    result = ready.run("upload", "--sandbox", "--dry-run", "--json")
    assert result.json["transfer"] | {"rate": None} == {
        "files": 2, "bytes": 2001, "rate": None, "seconds": None, "waiting": ["c.mp4", "d.mp4", "e.mp4"],
        "incomplete": 0,
    }  # fmt: skip
    assert "3 videos have to wait until" in result.err
    assert "“c”, “d”, “e”" in result.err
    done = ready.upload("--jobs", "3")
    assert (done.code, len(media_of(ready)), begins(ready)) == (5, 2, 2)


def test_the_plan_tells_what_is_not_complete_today(ready: Folder) -> None:
    ready.replace("  timezone:", "  quota: {default: 830}\n  timezone:")  # sync has spent 703 of it
    rows(ready, a=noise(1000), b=noise(1001), c=noise(1002))
    result = ready.run("upload", "--sandbox", "--dry-run", "--json")
    assert (result.json["transfer"]["files"], result.json["transfer"]["incomplete"]) == (3, 1)
    assert "1 video of today gets its picture or sections only after" in result.err


@pytest.mark.parametrize("value", ["fast", "0", "08:00-17:00", "1M 2M"])
def test_what_is_no_limit_is_refused_with_an_example(ready: Folder, value: str) -> None:
    result = ready.upload("--bwlimit", value)
    assert result.code == 2
    assert "500K" in result.err
    assert ready.journal() == []


@pytest.mark.parametrize("jobs", ["0", "9", "x"])
def test_how_many_files_at_a_time_has_bounds(ready: Folder, jobs: str) -> None:
    result = ready.upload("--jobs", jobs)
    assert result.code == 2
    assert "--jobs" in result.err


# Several at a time


def test_with_several_on_their_way_each_line_names_its_file(ready: Folder) -> None:
    contents = {name: noise(2_000_000 + place) for place, name in enumerate("abc")}
    rows(ready, **contents)
    result = ready.run("upload", "--sandbox", "--yes", "--jobs", "3")
    assert result.code == 0
    assert media_of(ready) == sha256(*contents.values())
    assert sum("100%" in line for line in result.err.splitlines()) == 3


def test_sections_in_order_of_time_have_those_that_were_quicker_first(
    folder: Folder, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file overtaken by two small ones: nothing is left to be moved by the next sync."""
    monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
    server.ask("POST", "reset")
    folder.write("playlists.yaml", """\
channel: {handle: "@danguykhoidoanhnghiephp", timezone: Asia/Ho_Chi_Minh}
defaults: {privacy: public}
sections:
  - {key: tin-co-so, title: Tin cơ sở, privacy: public, order: oldest}
  - {key: moi, title: Mới, privacy: public, order: newest}
  - {key: ke, title: Kể, privacy: public, order: listed}
""")  # fmt: skip
    assert folder.run("sync", "--yes").code == 0
    rows(folder, a=noise(2_500_000), b=noise(300_000), c=noise(200_000))
    folder.write(
        "videos.yaml", folder.path.joinpath("videos.yaml").read_text().replace("tin-co-so", "tin-co-so, moi, ke")
    )
    server.ask("PUT", "settings", {"bandwidth": 2_000_000})
    assert folder.run("upload", "--yes", "--jobs", "3").code == 0
    server.ask("PUT", "settings", {"bandwidth": 0})
    result = folder.run("sync", "--check", "--json")
    assert (result.code, result.json["changes"]) == (0, [])


@pytest.mark.parametrize(("fault", "code"), [("400-uploadLimitExceeded", 6), ("429-quota", 5)])
def test_a_limit_ends_the_beginnings(ready: Folder, fault: str, code: int) -> None:
    """Both that are on their way are refused, and no third one is asked for."""
    contents = {name: noise(100_000 + place) for place, name in enumerate("abcde")}
    rows(ready, **contents)
    assert ready.upload("--only", "a.mp4").code == 0
    ready.steer("DELETE", "journal")
    ready.fault(INSERT, fault, fault, phase="begin")
    result = ready.upload("--jobs", "2")
    assert result.code == code
    asked = [each for each in ready.journal() if each["method"] == INSERT and each["phase"] == "begin"]
    assert len(asked) == 2
    assert media_of(ready) == sha256(contents["a"])
    assert ready.upload("--jobs", "2").code == 0
    assert media_of(ready) == sha256(*contents.values())


def test_a_dead_login_stops_all(ready: Folder) -> None:
    contents = {name: noise(100_000 + place) for place, name in enumerate("abcd")}
    rows(ready, **contents)
    ready.fault(INSERT, *["401"] * 8, phase="begin")
    result = ready.upload("--jobs", "2")
    assert result.code == 4
    assert result.json["applied"] == 0
    assert len(result.json["waiting"]) == 8
    for _ in range(9):
        if ready.upload("--jobs", "2").code == 0:
            break
    assert media_of(ready) == sha256(*contents.values())


def test_a_digest_does_not_pass_over_a_gap() -> None:
    digest = media.Digest()
    digest.take(0, b"abc")
    digest.take(1, b"bcd")
    assert digest.name == f"xxh3:{xxhash.xxh3_128_hexdigest(b'abcd')}"
    with pytest.raises(ValueError, match="5"):
        digest.take(5, b"x")


def test_memory_does_not_grow_with_the_file(folder: Folder, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The most memory of a run that uploads 64 MiB and of one that uploads nothing; the bench has 4 GiB."""
    monkeypatch.setenv("YTCHANNEL_SANDBOX", server.url)
    server.ask("POST", "reset")
    assert folder.run("sync", "--yes").code == 0
    rows(folder, a=b"")
    long_clip(folder.path / "a.mp4", 64 << 20)
    told = (
        "import sys; from ytchannel.cli import run; code = run(sys.argv[1:]); print(open('/proc/self/status').read())"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    peaks = []
    for _ in range(2):
        command = [sys.executable, "-c", told, "upload", "--yes", "--quiet"]
        done = subprocess.run(command, cwd=folder.path, env=environ, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout.partition("VmHWM:")[2].split()[0]) >> 10)
    assert len(server.ask("GET", "media")) == 1
    assert peaks[0] - peaks[1] <= 64
