"""Resumable uploads, to the letter of the protocol. The first five are those that emulators get wrong."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from sandbox_driver import CHUNK, ROOT, Clock, Driver
from sandbox_media import picture

from ytchannel.sandbox import ConnectionCut, Request, Sandbox

if TYPE_CHECKING:
    from pathlib import Path


def test_the_question_tells_what_is_kept_and_ends_nothing(tube: Driver) -> None:
    session = tube.session(1000)
    assert tube.put(session, span="*/1000").status == 308
    tube.fault("videos.insert", "503-after-300")
    assert tube.put(session, bytes(1000), "0-999/1000").status == 503
    for span in ("*/1000", "*/*"):
        answer = tube.put(session, span=span)
        assert (answer.status, answer.headers["range"]) == (308, "bytes=0-299")
    assert tube.control("GET", "media") == {}


def test_bytes_that_are_sent_again_are_not_taken_again(tube: Driver) -> None:
    data = bytes(range(256)) * 2048
    session = tube.session(len(data))
    assert tube.put(session, data[:CHUNK], f"0-{CHUNK - 1}/{len(data)}").status == 308
    again = tube.put(session, data[:CHUNK], f"0-{CHUNK - 1}/{len(data)}")
    assert (again.status, again.headers["range"]) == (308, f"bytes=0-{CHUNK - 1}")
    done = tube.put(session, data[CHUNK:], f"{CHUNK}-{len(data) - 1}/{len(data)}")
    kept = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    assert tube.control("GET", "media") == {done.body["id"]: kept}


def test_a_gap_adds_nothing(tube: Driver) -> None:
    session = tube.session(3 * CHUNK)
    assert tube.put(session, bytes(CHUNK), f"{CHUNK}-{2 * CHUNK - 1}/{3 * CHUNK}").status == 308
    assert "range" not in tube.put(session, span=f"*/{3 * CHUNK}").headers
    assert [each["bytes"] for each in tube.journal()] == [0, 0, 0]


def test_one_byte_kept_is_told_as_0_to_0(tube: Driver) -> None:
    session = tube.session(2)
    tube.fault("videos.insert", "503-after-1")
    assert tube.put(session, b"ab", "0-1/2").status == 503
    assert tube.put(session, span="*/2").headers["range"] == "bytes=0-0"
    assert tube.put(session, b"b", "1-1/2").status == 200
    assert next(iter(tube.control("GET", "media").values()))["sha256"] == hashlib.sha256(b"ab").hexdigest()


@pytest.mark.parametrize("span", ["", "*/0"])
def test_an_empty_file_ends_as_a_video_that_failed(tube: Driver, span: str) -> None:
    answer = tube.put(tube.session(0), span=span)
    assert answer.status == 200
    status = tube.call("videos.list", part="status", id=answer.body["id"]).body["items"][0]["status"]
    assert (status["uploadStatus"], status["failureReason"]) == ("failed", "emptyFile")


def test_an_empty_file_with_a_range_cannot_be_parsed(tube: Driver) -> None:
    answer = tube.put(tube.session(0), span="0--1/0")
    assert answer.status == 400
    assert answer.body["error"]["message"] == "Failed to parse Content-Range header"


@pytest.mark.parametrize("span", ["5-4/10", "0-10/10", "a-b/10", "0-9", "*", "0-9/-1"])
def test_malformed_ranges_are_400(tube: Driver, span: str) -> None:
    answer = tube.put(tube.session(10), bytes(10), span)
    assert (answer.status, answer.where) == (400, "Content-Range")


def test_a_session_begins_with_200_and_an_address_where_the_client_is(tube: Driver) -> None:
    head = {"Authorization": "Bearer any", "x-upload-content-length": "5"}
    url = "https://my.host:8443/upload/youtube/v3/videos?part=snippet&uploadType=resumable"
    answer = tube.sandbox.handle(Request("POST", url, head, b'{"snippet":{"title":"A"}}'))
    assert answer.status == 200
    assert answer.headers["Location"].startswith("https://my.host:8443/upload/youtube/v3/videos?")
    assert "upload_id=" in answer.headers["Location"]


def test_a_whole_body_needs_no_range(tube: Driver) -> None:
    assert tube.put(tube.session(5), b"video").body["kind"] == "youtube#video"


def test_the_length_need_not_be_told_at_the_start(tube: Driver) -> None:
    assert tube.put(tube.session(None), b"video").status == 200
    assert tube.put(tube.session(None), iter([b"vi", b"deo"])).status == 200
    assert [each["size"] for each in tube.control("GET", "media").values()] == [5, 5]


def test_chunks_with_an_unknown_total_until_the_last(tube: Driver) -> None:
    session = tube.session(None)
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/*").headers["range"] == f"bytes=0-{CHUNK - 1}"
    assert tube.put(session, b"end", f"{CHUNK}-{CHUNK + 2}/{CHUNK + 3}").status == 200


def test_an_unknown_total_can_be_told_after_the_last_byte(tube: Driver) -> None:
    session = tube.session(None)
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/*").status == 308
    assert tube.put(session, span=f"*/{CHUNK}").status == 200


def test_a_chunk_in_the_middle_is_a_multiple_of_256_kib(tube: Driver) -> None:
    session = tube.session(CHUNK)
    assert tube.put(session, bytes(1000), f"0-999/{CHUNK}").status == 400
    assert "range" not in tube.put(session, span=f"*/{CHUNK}").headers


def test_a_total_that_contradicts_the_start_is_400(tube: Driver) -> None:
    session = tube.session(10)
    assert tube.put(session, bytes(11), "0-10/11").status == 400
    assert tube.put(session, bytes(11)).status == 400


def test_a_range_that_promises_more_than_the_body_has_is_400(tube: Driver) -> None:
    assert tube.put(tube.session(10), b"", "0-9/10").status == 400


def test_after_the_end_the_question_is_answered_as_the_end_was(tube: Driver) -> None:
    session = tube.session(5)
    done = tube.put(session, b"video")
    assert tube.put(session, span="*/5").body == done.body
    assert tube.put(session, b"video").body == done.body
    assert len(tube.control("GET", "media")) == 1


def test_unknown_sessions_are_404(tube: Driver) -> None:
    url = f"{ROOT}/upload/youtube/v3/videos?uploadType=resumable&upload_id=nobody"
    assert tube.put(url, span="*/5").status == 404


def test_clients_in_go_are_told_308_in_a_header(tube: Driver) -> None:
    answer = tube.put(tube.session(5), span="*/5", X_GUploader_No_308="yes")
    assert (answer.status, answer.headers["x-http-status-code-override"]) == (200, "308")


def test_only_the_start_is_charged(tube: Driver) -> None:
    session = tube.session(5)
    tube.put(session, span="*/5")
    tube.put(session, b"video")
    told = [(each["phase"], each["units"], each["bytes"], each["status"]) for each in tube.journal()]
    assert told == [("begin", 1, 0, 200), ("query", 0, 0, 308), ("bytes", 0, 5, 200)]
    assert tube.control("GET", "journal")["totals"]["videos.insert"] == 1


def test_metadata_is_checked_at_the_start(tube: Driver) -> None:
    assert tube.begin(5, {"snippet": {"title": "<"}}).refused == (400, "invalidTitle")
    assert tube.begin(5, X_Upload_Content_Type="image/png").refused == (400, "badRequest")
    assert tube.begin(2**38 + 1).refused == (413, "uploadTooLarge")


def test_sessions_do_not_mix(tube: Driver) -> None:
    first, second = tube.session(2 * CHUNK), tube.session(2 * CHUNK)
    assert first != second
    for session, byte in ((first, b"1"), (second, b"2")):
        tube.put(session, byte * CHUNK, f"0-{CHUNK - 1}/{2 * CHUNK}")
    for session, byte in ((first, b"1"), (second, b"2")):
        assert tube.put(session, byte * CHUNK, f"{CHUNK}-{2 * CHUNK - 1}/{2 * CHUNK}").status == 200
    hashes = [each["sha256"] for each in tube.control("GET", "media").values()]
    assert hashes == [hashlib.sha256(byte * 2 * CHUNK).hexdigest() for byte in (b"1", b"2")]


def test_the_file_name_comes_in_the_slug_header(tube: Driver) -> None:
    session = tube.begin(5, Slug="h%E1%BB%99i%20ngh%E1%BB%8B.mp4").headers["location"]
    video = tube.put(session, b"video").body["id"]
    details = tube.call("videos.list", part="fileDetails", id=video).body["items"][0]["fileDetails"]
    assert (details["fileName"], details["fileSize"]) == ("hội nghị.mp4", "5")


def test_what_arrived_before_the_client_died_is_kept(tube: Driver) -> None:
    session = tube.session(1000)

    def dying() -> object:
        yield bytes(600)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tube.put(session, dying(), "0-999/1000")  # type: ignore[arg-type]
    assert [(each["status"], each["bytes"]) for each in tube.journal()][1:] == [(0, 600)]
    assert tube.put(session, span="*/1000").headers["range"] == "bytes=0-599"


def test_a_body_that_is_shorter_than_its_range_gets_no_answer(tube: Driver) -> None:
    session = tube.session(1000)
    with pytest.raises(ConnectionCut):
        tube.put(session, iter([bytes(600)]), "0-999/1000")
    assert tube.put(session, span="*/1000").headers["range"] == "bytes=0-599"


def test_kept_bytes_survive_the_process_and_what_was_not_committed_is_cut(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "sandbox.db"
    data = bytes(range(256)) * 8192
    with Sandbox(file, clock=clock) as first:
        tube = Driver(first, clock)
        session = tube.session(len(data))
        tube.fault("videos.insert", "drop-after-1000000")
        with pytest.raises(ConnectionCut):
            tube.put(session, data, f"0-{len(data) - 1}/{len(data)}")
    (part,) = (tmp_path / "sandbox.db-media").iterdir()
    part.write_bytes(part.read_bytes() + b"never committed")
    with Sandbox(file, clock=clock) as second:
        tube = Driver(second, clock)
        assert tube.put(session, span=f"*/{len(data)}").headers["range"] == "bytes=0-999999"
        done = tube.put(session, data[1000000:], f"1000000-{len(data) - 1}/{len(data)}")
        assert tube.control("GET", "media")[done.body["id"]]["sha256"] == hashlib.sha256(data).hexdigest()
    assert [each for each in (tmp_path / "sandbox.db-media").iterdir() if each.is_file()] == []


def test_bytes_that_an_ended_upload_left_behind_are_dropped_at_the_next_opening(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "s.db"
    with Sandbox(file, clock=clock) as sandbox:
        tube = Driver(sandbox, clock)
        ended, going = tube.session(5), tube.session(5)
        tube.put(ended, b"video")
    media = tmp_path / "s.db-media"
    for session in (ended, going):
        (media / session.rpartition("upload_id=")[2]).write_bytes(b"video")
    with Sandbox(file, clock=clock):
        assert [each.name for each in media.iterdir() if each.is_file()] == [going.rpartition("upload_id=")[2]]


def test_all_bytes_kept_but_no_end_yet_the_question_ends_it(tmp_path: Path, clock: Clock) -> None:
    """A process that dies after the last byte and before the video exists has still received everything."""
    with Sandbox(tmp_path / "s.db", clock=clock) as sandbox:
        tube = Driver(sandbox, clock)
        session = tube.session(5)
        tube.fault("videos.insert", "drop-after-5")
        with pytest.raises(ConnectionCut):
            tube.put(session, b"video")
    with Sandbox(tmp_path / "s.db", clock=clock) as sandbox:
        assert Driver(sandbox, clock).put(session, span="*/5").body["kind"] == "youtube#video"


def test_a_request_that_was_given_up_adds_nothing_beside_its_successor(tube: Driver) -> None:
    session = tube.session(1000)
    head = Request("PUT", session, {"Content-Range": "bytes 0-999/1000", "Content-Length": "1000"})
    old = tube.sandbox.begin(head)
    old.feed(b"x" * 400)
    assert tube.put(session, b"y" * 1000, "0-999/1000").status == 200
    old.feed(b"x" * 600)
    old.settle()
    assert old.finish().status == 200
    assert next(iter(tube.control("GET", "media").values()))["sha256"] == hashlib.sha256(b"y" * 1000).hexdigest()


def test_a_question_does_not_disturb_the_bytes_on_their_way(tube: Driver) -> None:
    session = tube.session(2 << 20)
    total = 2 << 20
    running = tube.sandbox.begin(Request("PUT", session, {"Content-Range": f"bytes 0-{total - 1}/{total}"}))
    running.feed(bytes(1 << 20))
    assert tube.put(session, span=f"*/{total}").headers["range"] == f"bytes=0-{(1 << 20) - 1}"
    running.feed(bytes(1 << 20))
    running.settle()
    assert running.finish().status == 200


def test_bandwidth_is_so_many_bytes_a_second(tube: Driver, clock: Clock) -> None:
    tube.settings(bandwidth=100_000)
    tube.put(tube.session(1 << 20), bytes(1 << 20))
    assert sum(clock.slept) == pytest.approx((1 << 20) / 100_000)
    assert max(clock.slept) < 1


def test_the_video_is_there_when_the_upload_has_ended(tube: Driver) -> None:
    first, second = tube.video(b"1"), tube.video(b"2")
    uploads = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]["contentDetails"]
    assert tube.order(uploads["relatedPlaylists"]["uploads"]) == [second, first]
    items = tube.call("videos.list", part="status,processingDetails", id=first).body["items"]
    assert items[0]["status"]["uploadStatus"] == "processed"
    assert items[0]["processingDetails"]["processingStatus"] == "succeeded"


def test_processing_can_take_some_reads(tube: Driver) -> None:
    tube.settings(processing={"reads": 2})
    video = tube.video()
    told = [
        tube.call("videos.list", part="status", id=video).body["items"][0]["status"]["uploadStatus"] for _ in range(4)
    ]
    assert told == ["uploaded", "uploaded", "processed", "processed"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_metadata_and_media_in_one_body(tube: Driver, newline: str) -> None:
    media = b"\r\n\r\nvideo\n\nwith line ends\r\n"
    parts = ["--ab", "Content-Type: application/json", "", '{"snippet": {"title": "Một"}}', "--ab"]
    head = newline.join([*parts, "Content-Type: video/mp4", "", ""]).encode()
    body = head + media + f"{newline}--ab--{newline}".encode()
    url = "/upload/youtube/v3/videos?uploadType=multipart&part=snippet"
    answer = tube.send("POST", url, body, Content_Type='multipart/related; boundary="ab"')
    assert answer.body["snippet"]["title"] == "Một"
    kept = {"size": len(media), "sha256": hashlib.sha256(media).hexdigest()}
    assert tube.control("GET", "media") == {answer.body["id"]: kept}
    assert tube.journal()[0]["bytes"] == len(media)


def test_media_come_alone_under_the_name_of_their_file(tube: Driver) -> None:
    url = "/upload/youtube/v3/videos?uploadType=media&part=snippet"
    answer = tube.send("POST", url, b"video", Content_Type="video/mp4", Slug="bai-1.mp4")
    assert answer.body["snippet"]["title"] == "bai-1"


def test_an_upload_without_media_is_refused(tube: Driver) -> None:
    assert tube.call("videos.insert", {"snippet": {"title": "A"}}, part="snippet").refused == (400, "mediaBodyRequired")


PICTURES = {"image/jpeg": picture(1280, 720, "JPEG"), "image/png": picture(1280, 720)}


@pytest.mark.parametrize("mime", PICTURES)
def test_a_thumbnail_is_set(tube: Driver, mime: str) -> None:
    url = f"/upload/youtube/v3/thumbnails/set?videoId={tube.video()}&uploadType=media"
    answer = tube.send("POST", url, PICTURES[mime], Content_Type=mime)
    assert "default" in answer.body["items"][0]
    assert tube.journal()[-1]["units"] == 50


def test_a_thumbnail_by_a_session(tube: Driver) -> None:
    video = tube.video()
    url = f"/upload/youtube/v3/thumbnails/set?videoId={video}&uploadType=resumable"
    session = tube.send("POST", url, X_Upload_Content_Type="image/png").headers["location"]
    assert tube.put(session, PICTURES["image/png"]).body["kind"] == "youtube#thumbnailSetResponse"
    shown = tube.call("videos.list", part="contentDetails", id=video).body["items"][0]
    assert shown["contentDetails"]["hasCustomThumbnail"] is True


def test_thumbnails_are_refused_for_the_right_reason(tube: Driver) -> None:
    video = tube.video()

    def sent(body: bytes, mime: str, id_: str = video) -> tuple[int, str]:
        url = f"/upload/youtube/v3/thumbnails/set?videoId={id_}&uploadType=media"
        return tube.send("POST", url, body, Content_Type=mime).refused

    assert sent(b"GIF89a", "image/png") == (400, "invalidImage")
    assert sent(b"", "image/png") == (400, "mediaBodyRequired")
    assert sent(PICTURES["image/png"], "image/*") == (400, "badRequest")
    assert sent(PICTURES["image/png"], "image/png", "nobody") == (404, "videoNotFound")
    assert tube.call("thumbnails.set", videoId=video).refused == (400, "mediaBodyRequired")


def test_the_final_refusal_is_answered_again_too(tube: Driver) -> None:
    url = f"/upload/youtube/v3/thumbnails/set?videoId={tube.video()}&uploadType=resumable"
    session = tube.send("POST", url, X_Upload_Content_Type="image/png").headers["location"]
    assert tube.put(session, b"no picture").refused == (400, "invalidImage")
    assert tube.put(session, span="*/10").refused == (400, "invalidImage")


def test_the_answer_is_json(tube: Driver) -> None:
    session = tube.session(5)
    answer = tube.sandbox.handle(Request("PUT", session, {}, b"video"))
    assert answer.headers["Content-Type"].startswith("application/json")
    assert json.loads(answer.body)["status"]["uploadStatus"] == "uploaded"
