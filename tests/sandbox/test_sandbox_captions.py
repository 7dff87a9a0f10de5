"""Captions: the tracks of a video, what becomes of files that are none, and the formats they are downloaded in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sandbox_driver import Clock, Driver
from sandbox_media import SBV, SRT, TTML, VTT

from ytchannel.sandbox import Sandbox

if TYPE_CHECKING:
    from sandbox_driver import Answer

FILES = {"srt": SRT, "vtt": VTT, "sbv": SBV, "ttml": TTML}


def track(tube: Driver, video: str, data: str | bytes = SRT, **snippet: Any) -> Answer:
    body = {"snippet": {"videoId": video, "language": "vi", "name": "", **snippet}}
    return tube.upload("captions.insert", data.encode() if isinstance(data, str) else data, body, part="snippet")


def listed(tube: Driver, video: str, **query: Any) -> list[dict[str, Any]]:
    return list(tube.call("captions.list", part="snippet", videoId=video, **query).body["items"])


def download(tube: Driver, id_: str, query: str = "", **headers: str) -> Answer:
    return tube.send("GET", f"/youtube/v3/captions/{id_}?{query}", **headers)


def has_captions(tube: Driver, video: str) -> str:
    shown = tube.call("videos.list", part="contentDetails", id=video).body["items"][0]
    return str(shown["contentDetails"]["caption"])


def give_away(tube: Driver, video: str) -> None:
    """Let a video be another channel's."""
    tube.settings(channels=[{"title": "Kênh khác", "handle": "@khac"}])
    other = tube.call("channels.list", part="id", forHandle="@khac").body["items"][0]["id"]
    tube.sandbox._store.db.execute("UPDATE resource SET parent = ? WHERE id = ?", ("UU" + other[2:], video))


# The tracks of a video.


def test_a_track_is_shown_as_the_reference_page_has_it(tube: Driver) -> None:
    video = tube.video()
    made = track(tube, video, name="Tiếng Việt", isDraft=True).body
    assert made["kind"] == "youtube#caption"
    assert made["snippet"] == {
        "videoId": video,
        "lastUpdated": "2026-11-24T07:00:00Z",
        "trackKind": "standard",
        "language": "vi",
        "name": "Tiếng Việt",
        "audioTrackType": "unknown",
        "isCC": False,
        "isLarge": False,
        "isEasyReader": False,
        "isDraft": True,
        "isAutoSynced": False,
        "status": "serving",
    }
    assert listed(tube, video) == [made]
    assert tube.journal()[-2]["units"] == 400
    assert tube.journal()[-1]["units"] == 50


def test_a_track_by_a_session(tube: Driver) -> None:
    body = {"snippet": {"videoId": tube.video(), "language": "vi", "name": "A"}}
    url = "/upload/youtube/v3/captions?uploadType=resumable&part=snippet"
    session = tube.send("POST", url, body, X_Upload_Content_Type="application/x-subrip").headers["location"]
    id_ = tube.put(session, SRT.encode()).body["id"]
    assert download(tube, id_).body == SRT.encode()


def test_a_list_is_of_some_tracks_only_if_all_of_them_are_the_videos(tube: Driver) -> None:
    video, other = tube.video(), tube.video(b"other")
    first, second = (track(tube, video, name=name).body["id"] for name in "AB")
    foreign = track(tube, other).body["id"]
    assert [each["id"] for each in listed(tube, video)] == [first, second]
    assert [each["id"] for each in listed(tube, video, id=second)] == [second]
    for wrong in (foreign, "nobody", f"{first},nobody"):
        answer = tube.call("captions.list", part="snippet", videoId=video, id=wrong)
        assert (answer.refused, answer.where) == ((404, "captionNotFound"), "id")
    answer = tube.call("captions.list", part="snippet", videoId="nobody")
    assert (answer.refused, answer.where) == ((404, "videoNotFound"), "videoId")
    answer = tube.call("captions.list", part="snippet", id=first)
    assert (answer.refused, answer.where) == ((400, "required"), "videoId")


def test_language_and_name_together_are_taken_once(tube: Driver) -> None:
    """A 409 captionExists; a video may have several tracks of a language under different names."""
    video = tube.video()
    track(tube, video, name="A")
    assert track(tube, video, name="A").refused == (409, "captionExists")
    assert track(tube, video, name="B").status == 200
    assert track(tube, video, name="A", language="en").status == 200
    assert track(tube, tube.video(b"other"), name="A").status == 200


def test_a_name_that_was_taken_while_the_file_was_on_its_way(tube: Driver) -> None:
    body = {"snippet": {"videoId": (video := tube.video()), "language": "vi", "name": "A"}}
    url = "/upload/youtube/v3/captions?uploadType=resumable&part=snippet"
    session = tube.send("POST", url, body).headers["location"]
    track(tube, video, name="A")
    assert tube.put(session, SRT.encode()).refused == (409, "captionExists")


@pytest.mark.parametrize(
    ("snippet", "refusal", "where"),
    [
        ({"name": "ữ" * 151}, (400, "nameTooLong"), "body.snippet.name"),
        ({"name": None}, (400, "invalidMetadata"), "body.snippet.name"),
        ({"language": "tiếng Việt"}, (400, "invalidMetadata"), "body.snippet.language"),
        ({"language": ""}, (400, "invalidMetadata"), "body.snippet.language"),
        ({"videoId": None}, (400, "invalidMetadata"), "body.snippet.videoId"),
        ({"videoId": "nobody"}, (404, "videoNotFound"), "body.snippet.videoId"),
        ({"isDraft": "yes"}, (400, "invalid"), "body.snippet.isDraft"),
    ],
)
def test_what_is_wrong_with_a_track(
    tube: Driver, snippet: dict[str, Any], refusal: tuple[int, str], where: str
) -> None:
    answer = track(tube, tube.video(), **snippet)
    assert (answer.refused, answer.where) == (refusal, where)


def test_a_name_of_150_characters_or_of_none_is_taken(tube: Driver) -> None:
    """The limit of March 2024; tracks made in Studio have an empty name."""
    video = tube.video()
    assert track(tube, video, name="ữ" * 150).status == 200
    assert track(tube, video, name="").status == 200
    tube.settings(caption_without_name="refuse")
    assert track(tube, video, name="", language="en").refused == (400, "invalidMetadata")


def test_a_track_without_a_file_is_refused(tube: Driver) -> None:
    """contentRequired, for an empty file, and for a request without media."""
    video = tube.video()
    assert track(tube, video, b"").refused == (400, "contentRequired")
    body = {"snippet": {"videoId": video, "language": "vi", "name": "A"}}
    assert tube.call("captions.insert", body, part="snippet").refused == (400, "contentRequired")
    assert listed(tube, video) == []


def test_the_sync_parameter_does_nothing(tube: Driver) -> None:
    """Deprecated in March 2024: files have to carry their times."""
    body = {"snippet": {"videoId": tube.video(), "language": "vi", "name": "A"}}
    plain = "Chỉ có lời, không có giờ".encode()
    made = tube.upload("captions.insert", plain, body, part="snippet", sync="true").body["snippet"]
    assert (made["isAutoSynced"], made["status"], made["failureReason"]) == (False, "failed", "unknownFormat")


# Updates.


def test_an_update_changes_the_draft_the_file_or_both(tube: Driver, clock: Clock) -> None:
    video = tube.video()
    made = track(tube, video, name="A", isDraft=True).body
    clock.on(hours=1)
    body = {"id": made["id"], "snippet": {"isDraft": False}}
    shown = tube.call("captions.update", body, part="snippet").body["snippet"]
    assert shown == {**made["snippet"], "isDraft": False, "lastUpdated": "2026-11-24T08:00:00Z"}
    assert tube.journal()[-1]["units"] == 450
    answer = tube.upload("captions.update", VTT.encode(), {"id": made["id"], "snippet": {"isDraft": True}}, part="id")
    assert set(answer.body) == {"kind", "etag", "id"}
    assert listed(tube, video)[0]["snippet"]["isDraft"] is False
    assert download(tube, made["id"]).body == VTT.encode()
    body = {"id": made["id"], "snippet": {"isDraft": True}}
    assert tube.upload("captions.update", SBV.encode(), body, part="snippet").body["snippet"]["isDraft"] is True
    assert download(tube, made["id"]).body == SBV.encode()


def test_an_update_of_the_snippet_resets_the_draft_and_leaves_the_rest(tube: Driver) -> None:
    """What a part that is named leaves out is reset; language and name cannot be changed."""
    made = track(tube, tube.video(), name="A", isDraft=True).body
    body = {"id": made["id"], "snippet": {"name": "B", "language": "en"}}
    assert tube.call("captions.update", body, part="snippet").body["snippet"] == {**made["snippet"], "isDraft": False}


def test_updates_that_are_refused(tube: Driver) -> None:
    id_ = track(tube, tube.video()).body["id"]
    assert tube.call("captions.update", {"id": id_}, part="id").refused == (400, "contentRequired")
    assert tube.upload("captions.update", b"", {"id": id_}, part="id").refused == (400, "contentRequired")
    for answer in (
        tube.call("captions.update", {"id": "nobody", "snippet": {}}, part="snippet"),
        tube.upload("captions.update", SRT.encode(), {"id": "nobody"}, part="id"),
    ):
        assert (answer.refused, answer.where) == ((404, "captionNotFound"), "body.id")
    answer = tube.call("captions.update", {"snippet": {}}, part="snippet")
    assert (answer.refused, answer.where) == ((400, "required"), "body.id")


def test_an_update_mends_a_track_that_failed(tube: Driver) -> None:
    video = tube.video()
    id_ = track(tube, video, "no captions").body["id"]
    tube.upload("captions.update", SRT.encode(), {"id": id_}, part="id")
    assert listed(tube, video)[0]["snippet"]["status"] == "serving"


# What becomes of a file.


@pytest.mark.parametrize("data", [*FILES.values(), SRT.replace("\n", "\r\n"), "\ufeff" + SRT])
def test_a_good_file_is_served(tube: Driver, data: str) -> None:
    snippet = track(tube, tube.video(), data).body["snippet"]
    assert snippet["status"] == "serving"
    assert "failureReason" not in snippet


BROKEN = {
    "unknownFormat": [b"Ch\xe0o", b"\x89PNG\r\n\x1a\n", b"no times at all", b'{"captions": []}', b"<html></html>"],
    "unsupportedFormat": [b"[Script Info]\nTitle: A\n"],
    "processingFailed": [
        SRT.replace("00:00:03,500", "00:00:00,500").encode(),
        SRT.replace("00:00:03,500", "00:00:99,500").encode(),
        SRT.replace("01:02:03,040 --> 01:02:05,000", "01:02:03,040 -> 01:02:05,000").encode(),
        SRT.replace("00:00:03,500", "").encode(),
        VTT.replace("00:03.500", "3.5s").encode(),
        b"WEBVTT\n\n",
        SBV.replace("0:00:01.000,0:00:03.500", "0:00:01.000").encode(),
        TTML.replace("</body>", "").encode(),
        TTML.replace('end="01:02:05.000"', "").encode(),
    ],
}


@pytest.mark.parametrize(("reason", "data"), [(reason, data) for reason, files in BROKEN.items() for data in files])
def test_a_file_that_is_no_track_is_taken_and_fails(tube: Driver, reason: str, data: bytes) -> None:
    """CaptionSnippet: failureReason stands beside the status failed alone."""
    video = tube.video()
    made = track(tube, video, data).body
    assert (made["snippet"]["status"], made["snippet"]["failureReason"]) == ("failed", reason)
    assert has_captions(tube, video) == "false"
    assert download(tube, made["id"]).body == data
    assert download(tube, made["id"], "tfmt=srt").refused == (400, "couldNotConvert")


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(list(FILES)), cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=8))
def test_a_damaged_file_is_taken_whatever_it_is_damaged_by(kind: str, cuts: list[tuple[float, bytes]]) -> None:
    data = FILES[kind].encode()
    for place, piece in cuts:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + len(piece) // 2 :]
    with Sandbox() as sandbox:
        tube = Driver(sandbox, Clock())
        made = track(tube, tube.video(), data).body
        converted = {download(tube, made["id"], f"tfmt={each}").status for each in FILES}
    assert converted == {200 if made["snippet"]["status"] == "serving" else 400}


@pytest.mark.parametrize(
    "data",
    [
        SRT.replace("01:02:03", "1" * 5000 + ":02:03"),
        TTML.replace("2.5s", "9" * 400 + ".5s"),
        TTML.replace("28", "<span>" * 5000 + "28" + "</span>" * 5000),
        "\n \t" * 200_000,
        "00:00:01,000 --> 00:00:03,500\n" + "<a{\\" * 100_000,
    ],
)
def test_a_file_made_to_break_its_reader_is_only_a_file(tube: Driver, data: str) -> None:
    assert track(tube, tube.video(), data).status == 200


def test_a_track_is_syncing_while_it_is_processed(tube: Driver, clock: Clock) -> None:
    tube.settings(processing={"reads": 2})
    video = tube.video()
    assert track(tube, video, name="A").body["snippet"]["status"] == "syncing"
    assert has_captions(tube, video) == "false"
    assert [listed(tube, video)[0]["snippet"]["status"] for _ in range(3)] == ["syncing", "syncing", "serving"]
    assert has_captions(tube, video) == "true"
    tube.settings(processing={"seconds": 30})
    assert track(tube, video, b"none", name="B").body["snippet"]["status"] == "syncing"
    clock.on(seconds=31)
    assert [each["snippet"]["status"] for each in listed(tube, video)] == ["serving", "failed"]


def test_a_video_has_captions_while_a_track_is_served_that_is_no_draft(tube: Driver) -> None:
    video = tube.video()
    assert has_captions(tube, video) == "false"
    id_ = track(tube, video, isDraft=True).body["id"]
    assert has_captions(tube, video) == "false"
    tube.call("captions.update", {"id": id_, "snippet": {"isDraft": False}}, part="snippet")
    assert has_captions(tube, video) == "true"
    tube.call("captions.delete", id=id_)
    assert has_captions(tube, video) == "false"


# Downloads.


def test_a_track_comes_back_byte_for_byte(tube: Driver) -> None:
    data = b"\xef\xbb\xbf" + SRT.replace("\n", "\r\n").encode()
    id_ = track(tube, tube.video(), data).body["id"]
    answer = download(tube, id_)
    assert (answer.body, answer.headers["content-type"]) == (data, "application/octet-stream")
    assert tube.send("GET", f"/_sandbox/media/caption/{id_}").body == data


@pytest.mark.parametrize("source", FILES)
@pytest.mark.parametrize("target", FILES)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_vietnamese_survives_every_conversion(tube: Driver, source: str, target: str, coding: str) -> None:
    """Both lines, an ampersand, and a last line that is a number; times to the millisecond."""
    data = FILES[source]
    if source == "ttml" and coding.startswith("utf-16"):
        data = data.replace("utf-8", "utf-16")
    id_ = track(tube, tube.video(), data.encode(coding)).body["id"]
    told = download(tube, id_, f"tfmt={target}").body.decode()
    expected = {
        "srt": SRT.replace("<i>", "").replace("</i>", "") + "\n",
        "vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nĐảng ủy Khối doanh nghiệp\nHải Phòng &amp; cơ sở\n\n"
        "01:02:03.040 --> 01:02:05.000\nNghị quyết số\n28\n\n",
        "sbv": SBV + "\n",
        "ttml": '<?xml version="1.0" encoding="utf-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml">\n<body><div>\n'
        '<p begin="00:00:01.000" end="00:00:03.500">Đảng ủy Khối doanh nghiệp<br/>Hải Phòng &amp; cơ sở</p>\n'
        '<p begin="01:02:03.040" end="01:02:05.000">Nghị quyết số<br/>28</p>\n</div></body>\n</tt>\n',
    }
    assert told == expected[target]


@pytest.mark.parametrize("target", FILES)
def test_text_in_braces_and_brackets_is_kept_and_escaped(tube: Driver, target: str) -> None:
    data = SBV.replace("cơ sở", "{nhạc} 3 < 5 > 2\n\ndòng cuối")
    id_ = track(tube, tube.video(), data).body["id"]
    told = download(tube, id_, f"tfmt={target}").body
    plain = "{nhạc} 3 < 5 > 2" if target in ("srt", "sbv") else "{nhạc} 3 &lt; 5 &gt; 2"
    assert plain in told.decode()
    again = track(tube, tube.video(b"other"), told).body
    assert again["snippet"]["status"] == "serving"
    assert "dòng cuối" in download(tube, again["id"], "tfmt=vtt").body.decode()


def test_what_cannot_be_converted(tube: Driver) -> None:
    """couldNotConvert, and 501 for what the sandbox does not model."""
    id_ = track(tube, tube.video()).body["id"]
    for kind in ("scc", "docx"):
        answer = download(tube, id_, f"tfmt={kind}")
        assert (answer.refused, answer.where) == ((400, "couldNotConvert"), "tfmt")
    answer = download(tube, id_, "tlang=en")
    assert (answer.status, answer.where) == (501, "tlang")
    assert "translate" in answer.body["error"]["message"]
    assert download(tube, "nobody").refused == (404, "captionNotFound")


def test_a_format_that_is_not_read_is_served_as_it_came(tube: Driver) -> None:
    data = b"Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420\n"
    made = track(tube, tube.video(), data).body
    assert made["snippet"]["status"] == "serving"
    assert download(tube, made["id"], "tfmt=scc").body == data
    assert download(tube, made["id"], "tfmt=srt").refused == (400, "couldNotConvert")


@pytest.mark.parametrize(
    ("asked", "status", "span", "part"),
    [
        ("bytes=0-4", 206, "bytes 0-4/{size}", slice(0, 5)),
        ("bytes=5-999999", 206, "bytes 5-{last}/{size}", slice(5, None)),
        ("bytes=5-", 206, "bytes 5-{last}/{size}", slice(5, None)),
        ("bytes=-5", 206, "bytes {late}-{last}/{size}", slice(-5, None)),
        ("bytes=999999-", 416, "bytes */{size}", slice(0, 0)),
        ("bytes=5-2", 200, None, slice(None)),
        ("bytes=0-1,4-5", 200, None, slice(None)),
    ],
)
def test_a_part_of_a_download(tube: Driver, asked: str, status: int, span: str | None, part: slice) -> None:
    data = SRT.encode()
    id_ = track(tube, tube.video(), data).body["id"]
    answer = download(tube, id_, Range=asked)
    size = len(data)
    expected = span and span.format(size=size, last=size - 1, late=size - 5)
    assert (answer.status, answer.headers.get("content-range")) == (status, expected)
    assert (answer.body or b"") == data[part]


# Others, and the end.


def test_others_see_the_tracks_of_a_video_and_can_do_nothing_with_them(tube: Driver) -> None:
    """Users list the tracks of any public video, and get 403 for downloads of what is not their own."""
    video = tube.video()
    id_ = track(tube, video).body["id"]
    track(tube, video, name="nháp", isDraft=True)
    give_away(tube, video)
    assert [each["id"] for each in listed(tube, video)] == [id_]
    for answer in (
        download(tube, id_),
        tube.call("captions.delete", id=id_),
        tube.call("captions.update", {"id": id_, "snippet": {}}, part="snippet"),
        tube.upload("captions.update", SRT.encode(), {"id": id_}, part="id"),
        track(tube, video, name="B"),
    ):
        assert answer.refused == (403, "forbidden")
    private = tube.video(b"private", status={"privacyStatus": "private"})
    give_away(tube, private)
    answer = tube.call("captions.list", part="snippet", videoId=private)
    assert (answer.refused, answer.where) == ((403, "forbidden"), "videoId")


def test_an_api_key_alone_downloads_nothing(tube: Driver) -> None:
    id_ = track(tube, tube.video()).body["id"]
    assert download(tube, id_, "key=A", Authorization="").status == 401


def test_a_deleted_track_is_gone_with_its_bytes(tube: Driver) -> None:
    video = tube.video()
    id_ = track(tube, video).body["id"]
    assert tube.call("captions.delete", id=id_).status == 204
    assert tube.journal()[-1]["units"] == 50
    assert listed(tube, video) == []
    assert download(tube, id_).refused == (404, "captionNotFound")
    assert tube.call("captions.delete", id=id_).refused == (404, "captionNotFound")
    assert tube.send("GET", f"/_sandbox/media/caption/{id_}").status == 404


def test_captions_go_with_their_video(tube: Driver) -> None:
    video = tube.video()
    id_ = track(tube, video).body["id"]
    tube.call("videos.delete", id=video)
    assert download(tube, id_).refused == (404, "captionNotFound")
    assert tube.send("GET", f"/_sandbox/media/caption/{id_}").status == 404


def test_a_list_that_lags_misses_the_newest_track(tube: Driver) -> None:
    video = tube.video()
    tube.fault("captions.insert", "stale-1")
    id_ = track(tube, video).body["id"]
    assert listed(tube, video) == []
    assert [each["id"] for each in listed(tube, video)] == [id_]
