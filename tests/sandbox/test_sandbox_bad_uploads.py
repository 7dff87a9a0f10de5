"""Bad uploads: what begins them, what they carry, whose they are; and callers without a right or without units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import CHUNK, ROOT, Driver, read
from sandbox_media import picture

from ytchannel.sandbox import Request

if TYPE_CHECKING:
    from sandbox_driver import Answer

VIDEOS = "/upload/youtube/v3/videos?part=snippet"
THUMBNAIL = "/upload/youtube/v3/thumbnails/set?videoId=$video"
TITLE = b'{"snippet": {"title": "A"}}'
RELATED = {"Content-Type": "multipart/related; boundary=b"}
MEDIA = b"--b\r\n\r\n" + TITLE + b"\r\n--b\r\nContent-Type: video/mp4\r\n\r\nvideo\r\n--b--"


@dataclass(frozen=True)
class Bad:
    """A request with media, or for media, and its refusal."""

    rule: str
    url: str
    status: int
    reason: str
    where: str = ""
    body: bytes = TITLE
    headers: dict[str, str] = field(default_factory=dict)
    verb: str = "POST"


def sized(size: str, mime: str = "video/mp4") -> dict[str, str]:
    return {"X-Upload-Content-Length": size, "X-Upload-Content-Type": mime}


BEGINNINGS = [
    Bad("a file has a name", f"{VIDEOS}&uploadType=resumable", 400, "invalidFilename", headers={"Slug": "a%0Ab"}),
    Bad("media are needed", "/youtube/v3/videos?part=snippet", 400, "mediaBodyRequired"),
    Bad("media are needed", "/youtube/v3/thumbnails/set?videoId=$video", 400, "mediaBodyRequired", body=b""),
    Bad("a way of uploading is known", f"{VIDEOS}&uploadType=fast", 400, "invalidParameter", "uploadType"),
    Bad("only some methods take media", "/upload/youtube/v3/playlists?part=snippet", 404, "notFound"),
    Bad("a size is a number", f"{VIDEOS}&uploadType=resumable", 400, "invalidParameter", headers=sized("big")),
    Bad("a size is not below 0", f"{VIDEOS}&uploadType=resumable", 400, "invalidParameter", headers=sized("-1")),
    Bad("256 GiB are the most", f"{VIDEOS}&uploadType=resumable", 413, "uploadTooLarge", headers=sized(str(2**38 + 1))),
    Bad("a picture is no video", f"{VIDEOS}&uploadType=resumable", 400, "badRequest", headers=sized("5", "image/png")),
    Bad("text is no video", f"{VIDEOS}&uploadType=resumable", 400, "badRequest", headers=sized("5", "text/plain")),
    Bad("a body is JSON", f"{VIDEOS}&uploadType=resumable", 400, "parseError", body=b"{"),
    Bad("a body is UTF-8", f"{VIDEOS}&uploadType=resumable", 400, "parseError", body=b'{"snippet": {"title": "\xff"}}'),
    Bad(
        "50 MiB are the most",
        f"{THUMBNAIL}&uploadType=resumable",
        413,
        "uploadTooLarge",
        headers=sized("52428801", "image/png"),
    ),
    Bad("a wildcard is no type", f"{THUMBNAIL}&uploadType=resumable", 400, "badRequest", headers=sized("5", "image/*")),
    Bad(
        "a GIF is no thumbnail", f"{THUMBNAIL}&uploadType=resumable", 400, "badRequest", headers=sized("5", "image/gif")
    ),
    Bad(
        "a token is needed",
        f"{VIDEOS}&uploadType=resumable",
        401,
        "required",
        "Authorization",
        headers={"Authorization": ""},
    ),
    Bad(
        "a key uploads nothing",
        f"{VIDEOS}&uploadType=resumable&key=AIza",
        401,
        "authorizationRequired",
        headers={"Authorization": ""},
    ),
    Bad("parts are needed", "/upload/youtube/v3/videos?uploadType=resumable", 400, "required", "part"),
    Bad("a picture is of a video", "/upload/youtube/v3/thumbnails/set?uploadType=media", 400, "required", "videoId"),
]

WHOLE = [
    Bad(
        "a body has a boundary",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "badRequest",
        body=MEDIA,
        headers={"Content-Type": "multipart/related"},
    ),
    Bad(
        "a form is no such body",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "badRequest",
        body=MEDIA,
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    ),
    Bad(
        "JSON is no such body",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "badRequest",
        headers={"Content-Type": "application/json"},
    ),
    Bad(
        "a body has two parts",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "badRequest",
        body=MEDIA[: MEDIA.rindex(b"--b\r")],
        headers=RELATED,
    ),
    Bad(
        "a body has an end",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "badRequest",
        body=MEDIA[: MEDIA.index(b"\r\n--b\r")],
        headers=RELATED,
    ),
    Bad(
        "metadata are JSON",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "parseError",
        body=MEDIA.replace(b"{", b""),
        headers=RELATED,
    ),
    Bad(
        "metadata are good",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "invalidTitle",
        "body.snippet.title",
        body=MEDIA.replace(b'"A"', b'"<"'),
        headers=RELATED,
    ),
    Bad(
        "media are of a type",
        f"{VIDEOS}&uploadType=multipart",
        400,
        "badRequest",
        body=MEDIA.replace(b"video/mp4", b"image/png"),
        headers=RELATED,
    ),
    Bad(
        "media are of a type",
        f"{VIDEOS}&uploadType=media",
        400,
        "badRequest",
        headers={"Content-Type": "application/json"},
    ),
    Bad(
        "a thumbnail has bytes",
        f"{THUMBNAIL}&uploadType=media",
        400,
        "mediaBodyRequired",
        body=b"",
        headers={"Content-Type": "image/png"},
    ),
    Bad(
        "a thumbnail is a picture",
        f"{THUMBNAIL}&uploadType=media",
        400,
        "invalidImage",
        body=b"no picture",
        headers={"Content-Type": "image/png"},
    ),
    Bad(
        "a thumbnail is PNG or JPEG",
        f"{THUMBNAIL}&uploadType=media",
        400,
        "invalidImage",
        body=b"GIF89a" + bytes(20),
        headers={"Content-Type": "image/png"},
    ),
    Bad(
        "a thumbnail is of a video",
        "/upload/youtube/v3/thumbnails/set?videoId=no&uploadType=media",
        404,
        "videoNotFound",
        "videoId",
        body=picture(),
        headers={"Content-Type": "image/png"},
    ),
]

REQUESTS = [
    Bad("a path exists", "/youtube/v3/nothing?part=id", 404, "notFound", verb="GET"),
    Bad("a path is whole", "/youtube/v3/", 404, "notFound", verb="GET"),
    Bad("a version is 3", "/youtube/v2/playlists?part=id&mine=true", 404, "notFound", verb="GET"),
    Bad("a verb is the method's", "/youtube/v3/playlists?part=snippet", 404, "notFound", verb="PATCH"),
    Bad(
        "a token is needed",
        "/youtube/v3/playlists?part=id&mine=true",
        401,
        "required",
        "Authorization",
        verb="GET",
        headers={"Authorization": ""},
    ),
    Bad(
        "a token is a bearer's",
        "/youtube/v3/playlists?part=id&mine=true",
        401,
        "required",
        verb="GET",
        headers={"Authorization": "Basic eDp5"},
    ),
    Bad(
        "a token is not empty",
        "/youtube/v3/playlists?part=id&mine=true",
        401,
        "required",
        verb="GET",
        headers={"Authorization": "Bearer "},
    ),
]


def send(tube: Driver, bad: Bad) -> Answer:
    url = ROOT + bad.url.replace("$video", tube.video() if "$video" in bad.url else "")
    headers = {"Authorization": "Bearer any", **bad.headers}
    return read(tube.sandbox.handle(Request(bad.verb, url, headers, bad.body)))


def named(bad: list[Bad]) -> Any:
    return pytest.mark.parametrize("bad", bad, ids=[each.rule for each in bad])


@named([*BEGINNINGS, *WHOLE, *REQUESTS])
def test_a_bad_request_is_refused(tube: Driver, bad: Bad) -> None:
    answer = send(tube, bad)
    assert answer.refused == (bad.status, bad.reason)
    assert not bad.where or answer.where == bad.where


@named([each for each in BEGINNINGS + WHOLE if "videos" in each.url])
def test_a_refused_upload_leaves_no_video(tube: Driver, bad: Bad) -> None:
    send(tube, bad)
    assert tube.control("GET", "media") == {}


@pytest.mark.parametrize(
    ("rule", "span", "size"),
    [
        ("a range is bytes", "0-9/10", 5),
        ("a range has two ends", "0/10", 10),
        ("a range begins before it ends", "9-0/10", 10),
        ("a range ends before the total", "0-10/10", 11),
        ("an empty file has no range", "0--1/0", 0),
        ("a total is the one of the start", "0-9/20", 10),
        ("a total is a number", "0-9/ten", 10),
    ],
)
def test_a_bad_range_is_400_and_keeps_nothing(tube: Driver, rule: str, span: str, size: int) -> None:
    session = tube.session(10)
    answer = tube.put(session, bytes(size), span)
    assert (*answer.refused, answer.where) == (400, "badRequest", "Content-Range"), rule
    assert "range" not in tube.put(session, span="*/10").headers


def test_a_chunk_before_the_last_is_a_multiple_of_256_kib(tube: Driver) -> None:
    session = tube.session(2 * CHUNK)
    for size in (1, CHUNK - 1, CHUNK + 1):
        assert tube.put(session, bytes(size), f"0-{size - 1}/{2 * CHUNK}").refused == (400, "badRequest")
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}").status == 308


@pytest.mark.parametrize("verb", ["PUT", "POST"])
def test_a_session_that_never_was_is_404(tube: Driver, verb: str) -> None:
    url = f"{VIDEOS}&uploadType=resumable&upload_id=nothing"
    assert tube.send(verb, url, b"video").refused == (404, "notFound")


def test_the_upload_budget_is_spent_as_429_and_the_pool_as_403(tube: Driver) -> None:
    """Facts 1.3: the two look different, and only details tell that a whole day is meant."""
    tube.settings(quota={"default": 0, "videos.insert": 0})
    error = tube.begin(5).body["error"]
    assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert (error["errors"][0]["domain"], error["errors"][0]["reason"]) == ("global", "rateLimitExceeded")
    assert error["details"][0]["metadata"]["quota_unit"] == "1/d/{project}"
    error = tube.call("playlists.list", part="id", mine="true").body["error"]
    assert (error["code"], error["errors"][0]["domain"]) == (403, "youtube.quota")
    assert error["errors"][0]["reason"] == "quotaExceeded"


def test_a_stranger_s_token_is_401(tube: Driver) -> None:
    tube.settings(strict_auth=True)
    for answer in (tube.begin(5), tube.call("playlists.list", part="id", mine="true")):
        assert (*answer.refused, answer.where) == (401, "authError", "Authorization")
        assert answer.body["error"]["errors"][0]["locationType"] == "header"


@pytest.mark.parametrize(
    ("answer", "kind"), [("part", "parameter"), ("parameters.", "other"), ("body.snippet.title", "other")]
)
def test_a_location_has_its_type(tube: Driver, answer: str, kind: str) -> None:
    """Of a missing filter it is `other`, as in Agent-Hellboy/pyytdata #23."""
    got = {
        "part": lambda: tube.send("GET", "/youtube/v3/playlists"),
        "parameters.": lambda: tube.call("playlists.list", part="id"),
        "body.snippet.title": lambda: tube.call("playlists.insert", {}, part="snippet"),
    }[answer]()
    assert (got.where, got.body["error"]["errors"][0]["locationType"]) == (answer, kind)
