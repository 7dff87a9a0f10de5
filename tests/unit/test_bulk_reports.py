"""Bulk reports: which version of a type, which report of a day, what is a file of theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.unit.test_youtube import error, gateway, ok
from ytchannel.bulk_reports import BulkReports, Report, latest, newest, older, type_of
from ytchannel.collected import Kept
from ytchannel.errors import LoginNeededError, RefusedError
from ytchannel.ledger import open_ledger
from ytchannel.transport import Answer, LostError
from ytchannel.workflows.collecting_reports import USUAL, chosen
from ytchannel.workflows.report_files import ReportFiles

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.bulk_reports import Type

DAY = date(2026, 11, 20)
URL = "http://127.0.0.1:1/v1/media/CHANNEL/c/jobs/j/reports/1?alt=media"


def types(*ids: str) -> list[Type]:
    """Types by id; a "-" at the end says that it ends."""
    found = [type_of(id_.removesuffix("-"), ends=id_.endswith("-")) for id_ in ids]
    return [each for each in found if each]


def report(number: int, created: str, day: date = DAY) -> Report:
    return Report(str(number), day, datetime.fromisoformat(created).replace(tzinfo=UTC), URL)


def test_the_newest_version_is_by_its_number_and_does_not_end() -> None:
    found = newest(types("channel_basic_a9", "channel_basic_a10", "channel_basic_a11-", "playlist_basic_a2-"))
    assert {family: each.id for family, each in found.items()} == {"channel_basic": "channel_basic_a10"}


def test_names_that_are_built_otherwise_are_left_out() -> None:
    assert [type_of(each) for each in ("channel_basic", "../a_a1", "Channel_a1", "a_a1.csv", "")] == [None] * 5


def test_what_jobs_of_older_versions_have_made_is_collected_too() -> None:
    wanted = types("channel_basic_a4")
    jobs = ["channel_basic_a3", "channel_basic_a4", "channel_cards_a1", "something else"]
    assert [each.id for each in older(wanted, jobs)] == ["channel_basic_a3"]


def test_the_usual_families_are_those_that_there_are() -> None:
    found = chosen(types("playlist_basic_a2", "channel_basic_a3", "channel_cards_a1"), ())
    assert [each.family for each in found] == ["channel_basic", "playlist_basic"]
    assert {each.family for each in found} < set(USUAL)


def test_the_report_that_was_made_last_comes_first() -> None:
    found = latest([report(1, "2026-11-22"), report(3, "2026-11-24"), report(2, "2026-11-23", date(2026, 11, 21))])
    assert {day: [each.id for each in reports] for day, reports in found.items()} == {
        DAY: ["3", "1"],
        date(2026, 11, 21): ["2"],
    }


def test_the_day_of_a_report_is_the_pacific_one_that_it_begins_with() -> None:
    shown = {"id": "1", "createTime": "2026-11-03T01:02:03.123456789Z", "downloadUrl": URL}
    youtube, script, _ = gateway(ok(reports=[{**shown, "startTime": "2026-11-02T08:00:00Z"}]))
    job = BulkReports(gateway(ok(jobs=[{"id": "J", "reportTypeId": "channel_basic_a3"}]))[0]).jobs()["channel_basic_a3"]
    (found,) = BulkReports(youtube).reports(job, datetime(2026, 11, 1, 0, 0, 0, 5, tzinfo=UTC))
    assert (found.day, found.created.microsecond) == (date(2026, 11, 2), 123456)
    assert "createdAfter=2026-11-01T00%3A00%3A00.000005Z" in script.sent[0][1]


def test_a_job_that_somebody_else_has_made_meanwhile_is_taken() -> None:
    there = ok(jobs=[{"id": "J", "reportTypeId": "t_a1"}])
    assert BulkReports(gateway(error(409, "alreadyExists"), there)[0]).make("t_a1").id == "J"
    with pytest.raises(RefusedError):
        BulkReports(gateway(error(409, "alreadyExists"), ok())[0]).make("t_a1")


def test_a_job_is_made_again_only_when_it_is_not_there() -> None:
    youtube, script, _ = gateway(LostError("reset", sent=True), ok(), ok(id="J"))
    assert BulkReports(youtube).make("t_a1").id == "J"
    assert [method for method, _, _ in script.sent] == ["POST", "GET", "POST"]


def test_a_file_is_known_by_its_header_wherever_the_day_stands() -> None:
    page = Answer(200, {}, b"<html>up to date, log in</html>")
    good = Answer(200, {}, b'\xef\xbb\xbfviews,"date"\r\n1,20261120\r\n')
    youtube, script, _ = gateway(page, good)
    assert BulkReports(youtube).content(report(1, "2026-11-22")) == good.body
    assert len(script.sent) == 2
    assert BulkReports(gateway(error(404, "notFound"))[0]).content(report(1, "2026-11-22")) is None
    with pytest.raises(LoginNeededError):
        BulkReports(gateway(error(401, "authError"))[0]).content(report(1, "2026-11-22"))


def test_the_index_has_one_report_a_day_of_a_channel_and_type(tmp_path: Path) -> None:
    first = Kept(DAY, "1", datetime(2026, 11, 22, tzinfo=UTC), 5, "ab", 99)
    later = Kept(DAY, "2", datetime(2026, 11, 24, tzinfo=UTC), 6, "cd", 100)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.collected.keep("UC1", "t_a1", first)
        ledger.collected.keep("UC2", "t_a1", first)
        ledger.collected.keep("UC1", "t_a1", later)
        ledger.collected.keep_until("UC1", "t_a1", first.created)
        ledger.collected.keep_until("UC1", "t_a1", later.created)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.collected.days("UC1", "t_a1") == {DAY: later}
        assert ledger.collected.until("UC1", "t_a1") == later.created
        assert ledger.collected.until("UC2", "t_a1") is None
        ledger.collected.forget("UC1", "t_a1", DAY)
        assert (ledger.collected.types("UC1"), ledger.collected.types("UC2")) == ([], ["t_a1"])


def test_rows_of_a_family_are_of_the_newest_version_of_each_day(tmp_path: Path) -> None:
    """Quoted line ends are within a row, and columns may come in any order."""
    other = date(2026, 11, 21)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        files = ReportFiles(tmp_path / "reports" / "ledger", ledger.collected)
        files.keep("UC1", "t_a2", report(1, "2026-11-22"), b"date,views\n20261120,1\n")
        files.keep("UC1", "t_a10", report(2, "2026-11-22"), b'views,date,what\n2,20261120,"a\nb"\n')
        files.keep("UC1", "t_a2", report(3, "2026-11-23", other), b"date,views\n20261121,3\n")
        assert ledger.collected.days("UC1", "t_a10")[DAY].rows == 1
        assert list(files.rows("UC1", "t", DAY, other)) == [
            {"views": "2", "date": "20261120", "what": "a\nb"},
            {"date": "20261121", "views": "3"},
        ]
        assert [row["views"] for row in files.rows("UC1", "t_a2", DAY, DAY)] == ["1"]
        files.file("UC1", "t_a10", DAY).unlink()
        assert [row["views"] for row in files.rows("UC1", "t", DAY, DAY)] == ["1"]
        assert list(files.rows("UC2", "t", DAY, other)) == []
        assert files.file("../x", "t_a1", DAY).is_relative_to(tmp_path / "reports" / "ledger")
