"""What becomes of an uploaded file: the states of processing, files that are no videos, the same file twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.sandbox.discovery.document import youtube

if TYPE_CHECKING:
    from sandbox_driver import Clock, Driver

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
PARTS = "status,processingDetails,fileDetails,suggestions,statistics,contentDetails"


def shown(tube: Driver, video: str, part: str = PARTS) -> dict[str, Any]:
    return dict(tube.call("videos.list", part=part, id=video).body["items"][0])


def ending(tube: Driver, video: str) -> tuple[str, str]:
    status = shown(tube, video)["status"]
    return status["uploadStatus"], status.get("failureReason") or status.get("rejectionReason") or ""


def test_processing_can_take_some_seconds_of_the_sandboxs_clock(tube: Driver, clock: Clock) -> None:
    """After upload, poll status and processingDetails: uploaded, then processed (facts 8)."""
    tube.settings(processing={"seconds": 100})
    video = tube.video()
    assert ending(tube, video) == ("uploaded", "")
    clock.on(seconds=25)
    details = shown(tube, video)["processingDetails"]
    assert details["processingStatus"] == "processing"
    assert details["processingProgress"] == {"partsTotal": "10", "partsProcessed": "2", "timeLeftMs": "75000"}
    assert details["fileDetailsAvailability"] == "inProgress"
    assert shown(tube, video)["contentDetails"]["duration"] == "P0D"
    clock.on(seconds=75)
    assert ending(tube, video) == ("processed", "")
    details = shown(tube, video)["processingDetails"]
    assert details["processingStatus"] == "succeeded"
    assert "processingProgress" not in details
    assert shown(tube, video)["contentDetails"]["duration"].startswith("PT")


def test_a_search_and_the_chart_are_no_answers_that_processing_waits_for(tube: Driver) -> None:
    """A program polls videos.list by id (facts 8); who finds a video otherwise has not asked how it is."""
    tube.settings(processing={"reads": 1}, search_lag_seconds=0)
    video = tube.video(status={"privacyStatus": "public"})
    for _ in range(3):
        tube.call("search.list", part="snippet", forMine="true", type="video", videoDuration="any")
        tube.call("search.list", part="snippet", type="video", videoDefinition="standard")
        tube.call("videos.list", part="status", chart="mostPopular")
    assert ending(tube, video) == ("uploaded", "")
    assert ending(tube, video) == ("processed", "")


def test_a_failure_shows_only_when_processing_has_ended(tube: Driver, clock: Clock) -> None:
    tube.settings(processing={"seconds": 10})
    tube.fault("videos.insert", "process-fail")
    video = tube.video()
    assert ending(tube, video) == ("uploaded", "")
    clock.on(seconds=10)
    assert ending(tube, video) == ("failed", "conversion")
    assert shown(tube, video)["processingDetails"]["processingFailureReason"] == "transcodeFailed"


@pytest.mark.parametrize(
    ("reason", "state"),
    [("codec", "failed"), ("tooSmall", "failed"), ("copyright", "rejected"), ("length", "rejected")],
)
def test_a_video_can_fail_or_be_rejected_for_every_reason(tube: Driver, reason: str, state: str) -> None:
    """The failureReason and rejectionReason enums (facts 2.1)."""
    tube.fault("videos.insert", f"process-fail-{reason}")
    assert ending(tube, tube.video()) == (state, reason)
    assert (
        tube.control("POST", "faults", {"method": "youtube.videos.insert", "faults": ["process-fail-x"]}).status == 400
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "image"),
        (b"ID3\x03" + bytes(100), "audio"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(100), "audio"),
        (b"PK\x03\x04" + bytes(100), "archive"),
        (b"%PDF-1.7\n" + bytes(100), "document"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "other"),
        ("Đây là một tệp văn bản, không phải video.\n".encode() * 3000, "document"),
        ("\ufeffmột hai ba".encode(), "document"),
    ],
)
def test_a_file_that_is_no_video_ends_as_invalid_file(tube: Driver, data: bytes, kind: str) -> None:
    """FailureReason invalidFile (facts 2.1); what kind it is stands in fileDetails and suggestions."""
    video = tube.video(data)
    assert ending(tube, video) == ("failed", "invalidFile")
    found = shown(tube, video)
    assert found["fileDetails"]["fileType"] == kind
    assert "durationMs" not in found["fileDetails"]
    errors = {"image": "imageFile", "audio": "audioFile", "archive": "archiveFile", "document": "docFile"}
    assert found["suggestions"]["processingErrors"] == [errors.get(kind, "notAVideoFile")]
    assert found["processingDetails"]["processingStatus"] == "failed"


@pytest.mark.parametrize(
    "data",
    [
        bytes(1000),
        bytes(range(256)),
        b"video",
        b"OggS" + bytes(100),
        b"\x1a\x45\xdf\xa3" + bytes(20) + b"webm" + bytes(50),
        MP4.read_bytes(),
    ],
    ids=["zeros", "unknown", "one word", "ogg", "webm", "mp4"],
)
def test_a_video_or_bytes_that_nobody_knows_are_processed(tube: Driver, data: bytes) -> None:
    video = tube.video(data)
    assert ending(tube, video) == ("processed", "")
    details = shown(tube, video)["fileDetails"]
    assert details["fileType"] == "video"
    assert int(details["durationMs"]) >= 60_000
    assert set(details) <= set(youtube().schemas["VideoFileDetails"]["properties"])


def test_a_letter_that_the_look_at_the_file_cuts_is_text_all_the_same(tube: Driver) -> None:
    assert ending(tube, tube.video(b"a b " + "ộ".encode() * 40_000)) == ("failed", "invalidFile")


def test_the_same_file_twice_is_rejected_as_a_duplicate(tube: Driver) -> None:
    """The same file again can end as rejected, duplicate (facts 8)."""
    first = tube.video(b"the same")
    second = tube.video(b"the same")
    assert ending(tube, first) == ("processed", "")
    assert ending(tube, second) == ("rejected", "duplicate")
    assert shown(tube, second)["processingDetails"]["processingStatus"] == "terminated"


def test_only_a_good_video_makes_another_one_a_duplicate(tube: Driver) -> None:
    tube.fault("videos.insert", "process-fail")
    failed = tube.video(b"the same")
    first = tube.video(b"the same")
    assert [ending(tube, each)[0] for each in (failed, first)] == ["failed", "processed"]
    rejected = tube.video(b"the same")
    tube.call("videos.delete", id=first)
    assert ending(tube, rejected) == ("rejected", "duplicate")
    assert ending(tube, tube.video(b"the same")) == ("processed", "")


def test_the_same_file_can_be_taken_twice(tube: Driver) -> None:
    tube.settings(same_file="accept")
    assert [ending(tube, tube.video(b"the same"))[0] for _ in range(2)] == ["processed"] * 2


@pytest.mark.parametrize("status", [{"privacyStatus": "public"}, {"privacyStatus": "unlisted"}])
def test_a_bad_video_is_public_to_nobody(tube: Driver, clock: Clock, status: dict[str, str]) -> None:
    video = tube.video(b"%PDF-1.7 is no video", status=status)
    clock.on(days=30)
    assert shown(tube, video)["statistics"]["viewCount"] == "0"
    others = tube.send("GET", f"/youtube/v3/videos?part=id&id={video}&key=x", Authorization="")
    assert others.body["items"] == []
    channel = tube.call("channels.list", part="statistics", mine="true").body["items"][0]
    assert channel["statistics"]["videoCount"] == "0"


def test_a_bad_video_is_not_published_when_its_time_comes(tube: Driver, clock: Clock) -> None:
    status = {"privacyStatus": "private", "publishAt": "2026-11-25T07:00:00Z"}
    video = tube.video(b"%PDF-1.7 is no video", status=status)
    clock.on(days=2)
    assert shown(tube, video)["status"]["privacyStatus"] == "private"


def test_an_empty_file_has_failed_at_once(tube: Driver) -> None:
    tube.settings(processing={"seconds": 100})
    answer = tube.put(tube.session(0))
    assert answer.body["status"]["uploadStatus"] == "failed"
    assert ending(tube, answer.body["id"]) == ("failed", "emptyFile")
    assert shown(tube, answer.body["id"])["processingDetails"]["processingFailureReason"] == "uploadFailed"
