"""What YouTube's resource of a video means for somebody who waits for it to be seen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from googleapiclient.discovery_cache import get_static_doc

from ytchannel import states
from ytchannel.render import states as told
from ytchannel.states import Reason, VideoState

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def video(upload: str = "processed", privacy: str = "public", **more: Any) -> dict[str, Any]:
    status = {"uploadStatus": upload, "privacyStatus": privacy, **more.pop("status", {})}
    return {"id": "abc", "snippet": {"publishedAt": "2026-11-24T01:00:00Z"}, "status": status, **more}


def details(state: str, **more: Any) -> dict[str, Any]:
    return {"processingDetails": {"processingStatus": state, **more}}


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        (video(), "public"),
        (video(privacy="unlisted"), "unlisted"),
        (video(privacy="private"), "private"),
        (video("uploaded"), "processing"),
        (video(privacy="private", status={"publishAt": "2026-12-01T00:00:00Z"}), "scheduled"),
        (video(privacy="private", status={"publishAt": "2026-11-24T00:00:00Z"}), "private"),
        (video(privacy="public", status={"publishAt": "2026-12-01T00:00:00Z"}), "public"),
        (video("uploaded", "private", status={"publishAt": "2026-12-01T00:00:00Z"}), "processing"),
        (video("failed", status={"failureReason": "codec"}), "failed"),
        (video("rejected", status={"rejectionReason": "copyright"}), "rejected"),
        (video("rejected", status={"rejectionReason": "duplicate"}), "duplicate"),
        (video("uploaded", **details("failed", processingFailureReason="transcodeFailed")), "failed"),
        (video("uploaded", **details("terminated")), "failed"),
        (video("deleted"), "gone"),
        ({"id": "abc"}, "private"),
    ],
)
def test_the_state_of_a_video(resource: dict[str, Any], name: str) -> None:
    assert states.of(resource, NOW).name == name


def test_the_hour_is_that_of_the_publication_ahead_else_of_the_one_that_was() -> None:
    scheduled = video(privacy="private", status={"publishAt": "2026-12-01T00:00:00Z"})
    assert states.of(scheduled, NOW).when == datetime(2026, 12, 1, tzinfo=UTC)
    assert states.of(video(), NOW).when == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert told.text(states.of(scheduled, NOW), HANOI) == "scheduled for 1 Dec 2026 07:00"


def test_processing_tells_its_share() -> None:
    progress = {"partsTotal": "10", "partsProcessed": "4", "timeLeftMs": "60000"}
    found = states.of(video("uploaded", **details("processing", processingProgress=progress)), NOW)
    assert told.word(found) == "processing 40%"


@pytest.mark.parametrize(
    ("restriction", "home", "name", "sentence"),
    [
        ({"blocked": ["VN", "CN"]}, "VN", "blocked", "It cannot be seen in: CN, VN."),
        ({"blocked": ["CN"]}, "VN", "public", "It cannot be seen in: CN."),
        ({"blocked": ["CN"]}, "", "public", "It cannot be seen in: CN."),
        ({"allowed": ["US"]}, "VN", "blocked", "It can be seen only in: US."),
        ({"allowed": ["VN"]}, "VN", "public", "It can be seen only in: VN."),
        ({"allowed": []}, "", "blocked", "It cannot be seen in any country; see YouTube Studio."),
    ],
)
def test_a_video_that_cannot_be_seen_at_home_is_blocked(
    restriction: dict[str, Any], home: str, name: str, sentence: str
) -> None:
    found = states.of(video(contentDetails={"regionRestriction": restriction}), NOW, home)
    assert (found.name, told.reason(found, HANOI)) == (name, sentence)


def test_every_reason_that_the_discovery_document_knows_has_a_sentence() -> None:
    import json

    schemas = json.loads(get_static_doc("youtube", "v3"))["schemas"]
    for schema, name in (
        ("VideoStatus", "failureReason"),
        ("VideoStatus", "rejectionReason"),
        ("VideoProcessingDetails", "processingFailureReason"),
    ):
        for code in schemas[schema]["properties"][name]["enum"]:
            sentence = told.reason(VideoState("failed", reason=Reason(name, code)), HANOI)
            assert sentence, code
            assert "gives the reason" not in sentence, code


def test_a_reason_that_is_not_known_is_told_in_youtubes_own_word() -> None:
    state = states.of(video("rejected", status={"rejectionReason": "soon\x07new"}), NOW)
    assert told.reason(state, HANOI) == "YouTube gives the reason “soon\\x07new”."
