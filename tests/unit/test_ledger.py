"""The ledger: committed step by step, made and migrated when opened, readable by its owner only."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from ytchannel import migrations
from ytchannel.errors import QuotaError
from ytchannel.history import Write
from ytchannel.ledger import LedgerBudget, Upload, open_ledger
from ytchannel.redaction import learn, redact
from ytchannel.report.figures import Figures, Snapshot

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def an_upload(session: str | None = "https://host/upload?upload_id=secret") -> Upload:
    return Upload("f" * 64, "/videos/a.mp4", 10, 1, session, None, "2026-11-24T12:00:00+00:00")


def test_what_is_written_is_there_after_reopening(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "ledger.db"
    with open_ledger(file) as ledger:
        ledger.bind("UC1", "playlist", {"tin-co-so": "PL1"})
        ledger.bind("UC1", "playlist", {"tin-co-so": "PL2"})
        ledger.keep_upload("UC1", an_upload())
    with open_ledger(file) as ledger:
        assert ledger.bindings("UC1", "playlist") == {"tin-co-so": "PL2"}
        assert ledger.bindings("UC2", "playlist") == {}
        assert ledger.upload("UC1", "f" * 64) == an_upload()
        ledger.finish_upload("UC1", "f" * 64, "dQw4w9WgXcQ")
        done = ledger.upload("UC1", "f" * 64)
    assert done is not None
    assert (done.video, done.session) == ("dQw4w9WgXcQ", None)


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    """It holds the addresses of upload sessions, which are secrets."""
    file = tmp_path / "folder" / "ledger.db"
    with open_ledger(file):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "folder" / "ledger.db-wal").stat().st_mode) == 0o600


def test_snapshots_keep_figures_and_the_time(tmp_path: Path) -> None:
    snapshot = Snapshot(NOON, 12, 345, (Figures("a", 1, 2, 3), Figures("b", 4, 5, 6)))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.snapshots.last("UC1") is None
        ledger.snapshots.keep("UC1", Snapshot(NOON - timedelta(days=1), None, 0, ()))
        ledger.snapshots.keep("UC1", snapshot)
        assert ledger.snapshots.last("UC1") == snapshot


def test_migrating_twice_does_nothing_and_a_newer_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with open_ledger(file), open_ledger(file):
        pass
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        assert list(migrations.pending(connection)) == []
        connection.execute(sa.insert(migrations.APPLIED).values(number=99))
    with pytest.raises(migrations.NewerLedgerError):
        migrations.migrate(engine)
    engine.dispose()


def test_a_budget_ends_before_it_is_overdrawn(tmp_path: Path) -> None:
    """Real limits differ per project, so they are declared."""
    with open_ledger(tmp_path / "ledger.db") as ledger:
        budget = LedgerBudget(ledger, {"default": 100}, lambda: NOON)
        budget.take("default", 50)
        budget.take("default", 50)
        with pytest.raises(QuotaError) as caught:
            budget.take("default", 1)
        assert caught.value.resets_at.astimezone(UTC) == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
        assert budget.left("default") == 0
        assert budget.left("videos.insert") == 100


def test_the_count_begins_anew_on_the_next_pacific_day(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, 7, 59, tzinfo=UTC)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        budget = LedgerBudget(ledger, {}, lambda: now)
        budget.take("default", 9000)
        now += timedelta(minutes=1)
        assert budget.left("default") == 10_000


def test_youtubes_word_counts_until_a_request_goes_through(tmp_path: Path) -> None:
    """Others spend from the same project, and the operator may have been given more: it is asked anew."""
    with open_ledger(tmp_path / "ledger.db") as ledger:
        budget = LedgerBudget(ledger, {}, lambda: NOON)
        budget.exhaust("default")
        assert (budget.left("default"), budget.used("default")) == (0, 0)
        budget.take("default", 50)
        assert budget.left("default") == 9_950


def test_the_first_requests_of_a_day_may_come_together(tmp_path: Path) -> None:
    """Eight threads read at a time; none of them is told that the budget is spent because another one was first."""
    with open_ledger(tmp_path / "ledger.db") as ledger, ThreadPoolExecutor(8) as threads:
        start = Barrier(8)

        def spend(day: str) -> bool:
            start.wait()
            return ledger.spend_within(day, "default", 1, 100)

        for day in range(20):
            name = f"2026-11-{day:02}"
            assert all(threads.map(spend, [name] * 8))
            assert ledger.spent(name)["default"].units == 8


def test_a_ledger_of_an_earlier_version_gets_what_it_lacks(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'ledger.db'}")
    migrations.migrate(engine)
    with engine.begin() as connection:
        migrations.HISTORY_MADE.drop(connection)
        connection.execute(sa.delete(migrations.APPLIED).where(migrations.APPLIED.c.number > 2))
    migrations.migrate(engine)
    assert "history_made" in {index["name"] for index in sa.inspect(engine).get_indexes("history")}


def test_a_read_that_passes_does_not_make_a_spent_budget_whole(tmp_path: Path) -> None:
    """YouTube refuses a write of 50 units while a read of one still passes: what is left does not suffice."""
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.spend("2026-11-26", "default", 0, refused=True)
        assert ledger.spend_within("2026-11-26", "default", 1, 10_000)
        assert ledger.spent("2026-11-26")["default"].refused
        assert ledger.spend_within("2026-11-26", "default", 50, 10_000)
        assert not ledger.spent("2026-11-26")["default"].refused


def remains(folder: Path, secret: str) -> list[str]:
    return [file.name for file in sorted(folder.iterdir()) if secret.encode() in file.read_bytes()]


@pytest.mark.parametrize("end", ["finished", "forgotten"])
def test_no_byte_of_a_session_is_left_when_it_has_ended(tmp_path: Path, end: str) -> None:
    """Whoever has the address may write to the upload, and finds it in what a database leaves lying about."""
    file, count = tmp_path / "own" / "ledger.db", 150
    with open_ledger(file) as ledger:
        for number in range(count):  # of different lengths, so that rows wander between pages
            session = f"https://host/upload?upload_id=SECRET-{'x' * (number * 37 % 500)}-{number}"
            fingerprint = f"file-{number}"
            ledger.keep_upload("UC1", replace(an_upload(session), fingerprint=fingerprint, path="p" * (number % 90)))
    assert remains(file.parent, "SECRET") == ["ledger.db"]
    with open_ledger(file) as ledger:
        for number in sorted(range(count), key=lambda each: each * 89 % count):
            if end == "finished":
                ledger.finish_upload("UC1", f"file-{number}", f"video-{number}")
            else:
                ledger.forget_session("UC1", f"file-{number}")
        assert remains(file.parent, "SECRET") == []  # not even while the run goes on
    assert remains(file.parent, "SECRET") == []
    assert {each.session for each in opened_uploads(file)} == {None}


def opened_uploads(file: Path) -> list[Upload]:
    with open_ledger(file) as ledger:
        return ledger.uploads("UC1")


def test_a_session_that_somebody_was_reading_is_gone_when_the_last_one_has_closed(tmp_path: Path) -> None:
    file = tmp_path / "own" / "ledger.db"
    with open_ledger(file) as other:
        with open_ledger(file) as ledger:
            ledger.keep_upload("UC1", an_upload())
            reading = other._engine.connect()
            reading.execute(sa.text("BEGIN"))
            assert reading.execute(sa.select(migrations.UPLOADS)).all()
            ledger.finish_upload("UC1", an_upload().fingerprint, "V1")
            reading.close()
        assert remains(file.parent, "upload_id=secret") == []
    assert remains(file.parent, "upload_id=secret") == []


def test_a_process_that_dies_leaves_nothing_that_the_next_one_does_not_take_away(tmp_path: Path) -> None:
    file = tmp_path / "own" / "ledger.db"
    child = os.fork()
    if not child:
        with open_ledger(file) as ledger:
            ledger.keep_upload("UC1", an_upload())
            ledger._put(migrations.UPLOADS, {"channel": "UC1"}, {"session": None, "video": "V1"})
            os._exit(0)
    os.waitpid(child, 0)
    assert remains(file.parent, "upload_id=secret")
    with open_ledger(file) as ledger:
        assert ledger.uploads("UC1")[0].session is None
    assert remains(file.parent, "upload_id=secret") == []


def test_a_session_that_is_read_is_no_longer_said(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.keep_upload("UC1", an_upload("https://host/upload?upload_id=AbCdEfGhIjKlMnOpQrStUv"))
        ledger.uploads()
    assert redact("AbCdEfGhIjKlMnOpQrStUv") == "AbCd…"


def test_the_history_keeps_no_secret(tmp_path: Path) -> None:
    learn("a-secret-of-nobody-elses-shape")
    body = {"snippet": {"title": "a-secret-of-nobody-elses-shape", "description": "?code=0123456789abcdefgh"}}
    with open_ledger(tmp_path / "own" / "ledger.db") as ledger:
        number = ledger.history.begin("UC1", Write(1, NOON, "an", "update", "video", "V1", "T", {}, before=body))
        ledger.history.end(number, "done", {"etag": "ya29.a0AfB_byC-access-token"})
        (write,) = ledger.history.writes("UC1", 1)
    assert write.before == {"snippet": {"title": "…", "description": "?code=0123456789abcdefgh"}}
    assert write.after == {"etag": "ya29.…"}
    assert remains(tmp_path / "own", "nobody") == []
