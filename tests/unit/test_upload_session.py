"""The resumable protocol as values: every answer, and what is asked or sent after it."""

from __future__ import annotations

import pytest

from ytchannel.upload import Ask, Send, UploadSession


def test_a_new_session_sends_everything_at_once() -> None:
    step = UploadSession(1000, kept=0).next()
    assert step == Send(0, 1000, {"Content-Length": "1000", "Content-Range": "bytes 0-999/1000"})


def test_a_session_of_another_run_is_asked_first() -> None:
    """Bytes are never repeated blindly."""
    step = UploadSession(1000).next()
    assert step == Ask({"Content-Length": "0", "Content-Range": "bytes */1000"})


def test_it_goes_on_after_the_last_byte_kept() -> None:
    session = UploadSession(1000)
    session.receive(308, {"range": "bytes=0-299"}, b"")
    assert session.next() == Send(300, 1000, {"Content-Length": "700", "Content-Range": "bytes 300-999/1000"})


def test_one_byte_kept_is_one_byte() -> None:
    """Range `bytes=0-0` is one byte; no Range at all is none."""
    session = UploadSession(1000)
    session.receive(308, {"range": "bytes=0-0"}, b"")
    assert session.kept == 1
    session.receive(308, {}, b"")
    assert session.kept == 0


def test_the_server_may_keep_less_than_was_sent() -> None:
    session = UploadSession(1000, kept=0)
    session.receive(308, {"range": "bytes=0-511"}, b"")
    assert isinstance(step := session.next(), Send)
    assert step.start == 512


def test_all_bytes_kept_without_a_final_answer_is_asked_again() -> None:
    session = UploadSession(1000, kept=0)
    assert session.receive(308, {"range": "bytes=0-999"}, b"") == "open"
    assert isinstance(session.next(), Ask)


def test_a_lost_connection_leads_to_the_question() -> None:
    session = UploadSession(1000, kept=0)
    session.interrupted()
    assert isinstance(session.next(), Ask)


def test_the_final_answer_has_the_video() -> None:
    session = UploadSession(1000)
    assert session.receive(200, {}, b'{"id": "abc"}') == "done"
    assert session.video == {"id": "abc"}


@pytest.mark.parametrize("body", [b"<html></html>", b"", b"[]", b"{}"])
def test_a_final_answer_without_a_video_is_asked_again(body: bytes) -> None:
    session = UploadSession(1000, kept=0)
    assert session.receive(200, {}, body) == "open"
    assert isinstance(session.next(), Ask)


@pytest.mark.parametrize("status", [404, 410])
def test_a_session_may_be_gone(status: int) -> None:
    """410 is documented for other services of Google only, and is taken as 404."""
    assert UploadSession(1000).receive(status, {}, b"") == "gone"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 401, 429])
def test_passing_errors_lead_to_the_question(status: int) -> None:
    session = UploadSession(1000, kept=0)
    assert session.receive(status, {}, b"") == "open"
    assert isinstance(session.next(), Ask)


def test_other_errors_are_final() -> None:
    assert UploadSession(1000, kept=0).receive(400, {}, b"") == "refused"


def test_an_empty_file_has_no_session() -> None:
    """A range of nothing cannot be written: YouTube answers 400 to `bytes 0--1`."""
    with pytest.raises(ValueError, match="0"):
        UploadSession(0)
