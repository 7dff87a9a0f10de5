"""When the videos of a list are published, and which of them subscribers hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ytchannel.sandbox import Request, Sandbox

if TYPE_CHECKING:
    from tests.system.conftest import Folder


def listed(*more: str) -> str:
    return "videos:\n" + "".join(
        f"  - {{file: {name}.mp4, title: {name}, {rest}}}\n" for name, rest in zip("abc", more, strict=False)
    )


def times(folder: Folder) -> dict[str, Any]:
    return {video["snippet"]["title"]: video["status"].get("publishAt") for video in folder.videos()}


def test_a_series_gives_each_upload_the_next_free_time(thursday: Folder) -> None:
    thursday.write("videos.yaml", listed(*["publish_at: every weekday 07:00"] * 2))
    assert thursday.upload().code == 0
    assert times(thursday) == {"a": "2026-11-27T00:00:00Z", "b": "2026-11-30T00:00:00Z"}
    assert {video["status"]["privacyStatus"] for video in thursday.videos()} == {"private"}
    assert thursday.upload().json["changes"] == []  # what is up keeps its time
    thursday.write("videos.yaml", "videos:\n  - {file: c.mp4, title: c, publish_at: mỗi ngày thường 7h}\n")
    assert thursday.upload().code == 0  # times that the channel has are taken, whatever list they came from
    assert times(thursday)["c"] == "2026-12-01T00:00:00Z"


def test_a_section_has_a_series_and_an_entry_its_own_word(thursday: Folder) -> None:
    thursday.replace("    shelf: true\n\n  - key: bao-ve",
                  "    shelf: true\n    defaults: {publish_at: {every: 'mon, fri 19:30', from: 2026-12-01}}\n\n"
                  "  - key: bao-ve")  # fmt: skip
    rest = ("sections: [tin-co-so]", "sections: [tin-co-so], privacy: public",
            "sections: [tin-co-so], publish_at: 2026-12-24 08:00")  # fmt: skip
    thursday.write("videos.yaml", listed(*rest))
    assert thursday.upload().code == 0
    assert times(thursday) == {"a": "2026-12-04T12:30:00Z", "b": None, "c": "2026-12-24T01:00:00Z"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("every weekday", "bad-series"),
        ("{every: weekday 07:00, til: 2026-12-01}", "publication-form"),
        ("[2026-12-01 07:00]", "publication-form"),
        ("{every: weekday 07:00, from: tomorrow}", "bad-day"),
    ],
)
def test_what_is_no_series(thursday: Folder, value: str, code: str) -> None:
    thursday.write("videos.yaml", listed(f"publish_at: {value}"))
    result = thursday.run("check", "--json")
    assert (result.code, [each["code"] for each in result.json["problems"]]) == (3, [code])


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What each upload says of notices, in order, as it arrives at the sandbox."""
    heard: list[str] = []
    handle = Sandbox.handle

    def listening(sandbox: Sandbox, request: Request) -> object:
        asked = parse_qs(urlsplit(request.url).query)
        if request.method == "POST" and "/upload/youtube/v3/videos" in request.url:
            heard.extend(asked["notifySubscribers"])
        return handle(sandbox, request)

    monkeypatch.setattr(Sandbox, "handle", listening)
    return heard


def test_subscribers_hear_of_one_video_of_a_run(thursday: Folder, notices: list[str]) -> None:
    """videos.insert: notifySubscribers is true unless it is said to be false."""
    thursday.write("videos.yaml", listed("privacy: public", *["privacy: public, notify_subscribers: true"] * 2))
    plan = thursday.run("upload", "--sandbox", "--dry-run", "--json").json
    loud = [change["title"] for change in plan["changes"] if change["fields"].get("notify_subscribers")]
    assert loud == ["b"]
    assert [(note["code"], note["names"]) for note in plan["notes"]] == [("notify-once", ["c"])]
    assert thursday.upload().code == 0
    assert notices == ["false", "true", "false"]


def test_each_video_has_its_notice_when_that_is_said(thursday: Folder, notices: list[str]) -> None:
    thursday.write("videos.yaml", listed(*["privacy: public, notify_subscribers: true"] * 2))
    assert thursday.upload("--notify-each").code == 0
    assert notices == ["true", "true"]
