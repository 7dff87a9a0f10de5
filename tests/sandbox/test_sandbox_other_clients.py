"""What clients in other languages send over the wire: Go, Node.js, Java, .NET, Ruby, PHP, curl, browsers (facts 10)."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import CHUNK, ROOT, Driver

from ytchannel.sandbox import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox_driver import Served

PLAYLIST = json.dumps({"snippet": {"title": "Tin cơ sở"}}).encode()
INSERT = "/youtube/v3/playlists?part=snippet"
UPLOAD = "/upload/youtube/v3/videos?part=snippet"
VIDEO = b'{"snippet": {"title": "H\xe1\xbb\x99i ngh\xe1\xbb\x8b"}}'
LIST = "/youtube/v3/playlists?part=snippet&mine=true"


# Go.


def test_go_repeats_parameters_and_names_the_front_end_s(tube: Driver) -> None:
    ids = [tube.playlist("A"), tube.playlist("B")]
    query = "&".join(
        ["alt=json", *(f"id={each}" for each in ids), "part=id", "part=contentDetails", "prettyPrint=false"]
    )
    shown = tube.send("GET", f"/youtube/v3/playlists?{query}").body["items"]
    assert [(each["id"], each["contentDetails"]) for each in shown] == [(each, {"itemCount": 0}) for each in ids]


def test_go_posts_chunks_of_an_unknown_total_and_wants_200_for_308(tube: Driver) -> None:
    """A session is also fed by POST; the end may be told by a request without bytes."""
    url = f"{UPLOAD}&alt=json&prettyPrint=false&uploadType=resumable"
    session = tube.send("POST", url, VIDEO, X_Upload_Content_Type="video/mp4").headers["location"]
    for number in range(2):
        span = f"bytes {number * CHUNK}-{(number + 1) * CHUNK - 1}/*"
        got = tube.send("POST", session, bytes(CHUNK), Content_Range=span, X_GUploader_No_308="yes")
        assert (got.status, got.headers["x-http-status-code-override"]) == (200, "308")
        assert got.headers["range"] == f"bytes=0-{(number + 1) * CHUNK - 1}"
    done = tube.send("POST", session, b"", Content_Range=f"bytes */{2 * CHUNK}", X_GUploader_No_308="yes")
    assert (done.status, done.body["snippet"]["title"]) == (200, "Hội nghị")
    assert "x-http-status-code-override" not in done.headers


def test_go_guesses_the_type_of_media_and_text_is_refused(tube: Driver) -> None:
    """porjo/youtubeuploader #104: a file that Go takes for text."""
    body, kind = related(VIDEO, b"not a video", "text/plain; charset=utf-8")
    got = tube.send("POST", f"{UPLOAD}&uploadType=multipart", body, Content_Type=kind)
    assert got.refused == (400, "badRequest")
    assert got.body["error"]["message"].startswith("Media type 'text/plain; charset=utf-8' is not supported.")


def test_go_sends_a_resource_back_as_it_was_read(tube: Driver) -> None:
    """Read-only properties are let pass, and numbers that are zero are sent."""
    item = tube.item(tube.playlist(), tube.video()).body
    item["snippet"]["position"] = 0
    assert tube.call("playlistItems.update", item, part="snippet").status == 200
    video = tube.call("videos.list", part="snippet,status,contentDetails", id=tube.video()).body["items"][0]
    assert tube.call("videos.update", video, part="snippet,status").status == 200


# Node.js.


def related(metadata: bytes, media: bytes, mime: str, *, line: bytes = b"\r\n", last: bytes = b"") -> tuple[bytes, str]:
    """A body of type multipart/related as Node.js makes it: headers in small letters, no line end at the end."""
    head = b"--b" + line + b"content-type: "
    body = head + b"application/json" + line * 2 + metadata + line
    return body + head + mime.encode() + line * 2 + media + line + b"--b--" + last, "multipart/related; boundary=b"


@pytest.mark.parametrize("last", [b"", b"\r\n"])
@pytest.mark.parametrize("media", [b"video", b"", b"\r\n", b"--b", b"a--b--\r\nb", bytes(range(256))])
def test_node_sends_metadata_and_media_in_one_body(tube: Driver, media: bytes, last: bytes) -> None:
    body, kind = related(VIDEO, media, "video/mp4", last=last)
    got = tube.send("POST", f"{UPLOAD}&uploadType=multipart", body, Content_Type=kind)
    assert got.body["snippet"]["title"] == "Hội nghị"
    assert tube.control("GET", "media")[got.body["id"]]["size"] == len(media)


def test_node_sends_media_alone_when_there_is_no_body(tube: Driver) -> None:
    got = tube.send("POST", f"{UPLOAD}&uploadType=media", b"video", Content_Type="video/mp4")
    assert got.status == 200
    assert [each["size"] for each in tube.control("GET", "media").values()] == [5]


# Java.


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("GZIP", gzip.compress), ("deflate", zlib.compress)]
)
def test_java_compresses_its_bodies(tube: Driver, coding: str, pack: Any) -> None:
    got = tube.send("POST", INSERT, pack(PLAYLIST), Content_Encoding=coding, Content_Type="application/json")
    assert got.body["snippet"]["title"] == "Tin cơ sở"


def test_java_compresses_what_begins_an_upload_and_a_body_with_media(tube: Driver) -> None:
    packed = {"Content_Encoding": "gzip"}
    session = tube.send("POST", f"{UPLOAD}&uploadType=resumable", gzip.compress(VIDEO), **packed).headers["location"]
    assert tube.put(session, b"video").body["snippet"]["title"] == "Hội nghị"
    body, kind = related(VIDEO, b"video", "video/mp4")
    got = tube.send("POST", f"{UPLOAD}&uploadType=multipart", gzip.compress(body), Content_Type=kind, **packed)
    assert tube.control("GET", "media")[got.body["id"]]["size"] == 5


@pytest.mark.parametrize("body", [PLAYLIST, gzip.compress(PLAYLIST, mtime=0)[:-4]], ids=["plain", "cut"])
def test_a_body_that_is_not_compressed_as_it_says_is_400(tube: Driver, body: bytes) -> None:
    got = tube.send("POST", INSERT, body, Content_Encoding="gzip")
    assert (*got.refused, got.where) == (400, "badRequest", "Content-Encoding")


def test_nothing_needs_no_compression(tube: Driver) -> None:
    assert tube.send("GET", LIST, Content_Encoding="gzip").status == 200


def test_java_asks_where_it_was_without_knowing_the_total(tube: Driver) -> None:
    session = tube.session(None)
    assert tube.put(session, bytes(CHUNK), f"0-{CHUNK - 1}/*").status == 308
    assert tube.put(session, b"", "*/*").headers["range"] == f"bytes=0-{CHUNK - 1}"


def test_java_sends_a_long_get_as_a_form_in_a_post(tube: Driver) -> None:
    id_ = tube.playlist()
    form = "application/x-www-form-urlencoded"
    body = f"part=id&id={id_}".encode()
    got = tube.send("POST", "/youtube/v3/playlists", body, Content_Type=form, X_HTTP_Method_Override="GET")
    assert got.body["items"][0]["id"] == id_


# Ruby.


def ruby(tube: Driver, url: str, command: str, data: bytes = b"", **more: Any) -> Any:
    named = {f"X_Goog_Upload_{name}": str(value) for name, value in more.items()}
    return tube.send("POST", url, data, X_Goog_Upload_Command=command, **named)


def begin_in_ruby(tube: Driver, size: int) -> str:
    url = "/resumable/upload/youtube/v3/videos?part=snippet"
    told = {"Header_Content_Length": size, "Header_Content_Type": "video/mp4", "Protocol": "resumable"}
    got = ruby(tube, url, "start", VIDEO, **told)
    assert (got.status, got.headers["x-goog-upload-status"]) == (200, "active")
    assert got.headers["x-goog-upload-chunk-granularity"] == str(CHUNK)
    return str(got.headers["x-goog-upload-url"])


def test_ruby_uploads_by_commands(tube: Driver) -> None:
    """google-apis-core: the resumable protocol by the headers X-Goog-Upload-..."""
    got = ruby(tube, begin_in_ruby(tube, 5), "upload, finalize", b"video", Offset=0)
    assert (got.status, got.headers["x-goog-upload-status"]) == (200, "final")
    assert got.body["snippet"]["title"] == "Hội nghị"
    assert tube.control("GET", "media")[got.body["id"]]["size"] == 5


def test_ruby_asks_how_much_is_there_and_goes_on(tube: Driver) -> None:
    session = begin_in_ruby(tube, CHUNK + 3)
    assert ruby(tube, session, "query").headers["x-goog-upload-size-received"] == "0"
    tube.fault("videos.insert", "503-after-1000")
    assert ruby(tube, session, "upload, finalize", bytes(CHUNK + 3), Offset=0).status == 503
    got = ruby(tube, session, "query")
    assert (got.status, got.headers["x-goog-upload-status"]) == (200, "active")
    assert got.headers["x-goog-upload-size-received"] == "1000"
    got = ruby(tube, session, "upload, finalize", bytes(CHUNK + 3 - 1000), Offset=1000)
    assert got.headers["x-goog-upload-status"] == "final"
    assert [each["size"] for each in tube.control("GET", "media").values()] == [CHUNK + 3]


def test_ruby_sends_chunks_and_ends_without_bytes(tube: Driver) -> None:
    session = begin_in_ruby(tube, 2 * CHUNK)
    for number in range(2):
        got = ruby(tube, session, "upload", bytes(CHUNK), Offset=number * CHUNK)
        assert got.headers["x-goog-upload-size-received"] == str((number + 1) * CHUNK)
    assert ruby(tube, session, "finalize").body["kind"] == "youtube#video"
    assert ruby(tube, session, "query").headers["x-goog-upload-status"] == "final"


def test_ruby_gives_an_upload_up(tube: Driver) -> None:
    session = begin_in_ruby(tube, 5)
    assert ruby(tube, session, "cancel").headers["x-goog-upload-status"] == "cancelled"
    assert ruby(tube, session, "query").refused == (404, "notFound")


def test_ruby_is_refused_as_others_are(tube: Driver) -> None:
    url = "/resumable/upload/youtube/v3/videos?part=snippet"
    got = ruby(tube, url, "start", b'{"snippet": {"title": "<"}}')
    assert (*got.refused, got.headers["x-goog-upload-status"]) == (400, "invalidTitle", "final")


# PHP, .NET.


def test_a_session_begins_also_at_the_resumable_path(tube: Driver) -> None:
    """The discovery document names /resumable/upload/..., and no uploadType beside it."""
    session = tube.send("POST", "/resumable/upload/youtube/v3/videos?part=snippet", VIDEO).headers["location"]
    assert session.startswith(f"{ROOT}/resumable/upload/youtube/v3/videos?")
    assert tube.put(session, b"video").body["kind"] == "youtube#video"


def test_metadata_where_media_are_due_are_refused_by_their_type(tube: Driver) -> None:
    """googleapis/google-api-php-client #2436: a start without uploadType=resumable."""
    got = tube.send("POST", UPLOAD, VIDEO, Content_Type="application/json; charset=UTF-8")
    assert got.refused == (400, "badRequest")
    assert got.body["error"]["message"].startswith("Media type 'application/json; charset=UTF-8' is not supported.")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/mixed"])
def test_only_multipart_related_carries_media(tube: Driver, kind: str) -> None:
    body, _ = related(VIDEO, b"video", "video/mp4")
    got = tube.send("POST", f"{UPLOAD}&uploadType=multipart", body, Content_Type=f"{kind}; boundary=b")
    assert got.refused == (400, "badRequest")
    assert "[multipart/related]" in got.body["error"]["message"]


def test_what_the_path_names_may_stand_in_the_query_too(tube: Driver) -> None:
    """python-youtube downloads captions so."""
    got = tube.send("GET", "/youtube/v3/captions/nothing?id=nothing&tfmt=srt")
    assert got.reason != "unexpectedParameter"


# curl.


def test_curl_sends_json_as_a_form_unless_it_is_told_not_to(tube: Driver) -> None:
    got = tube.send("POST", INSERT, PLAYLIST, Content_Type="application/x-www-form-urlencoded")
    assert got.refused == (400, "parseError")
    assert tube.send("POST", INSERT, PLAYLIST).status == 200


@pytest.mark.parametrize(
    "query", ["part=id%2Csnippet", "part=id,%20snippet", "part=id&part=snippet", "part=snippet,,id,"]
)
def test_parts_come_in_any_form(tube: Driver, query: str) -> None:
    tube.playlist()
    shown = tube.send("GET", f"/youtube/v3/playlists?{query}&mine=true").body["items"][0]
    assert {"id", "snippet"} <= set(shown)


@pytest.mark.parametrize("truth", ["true", "True", "TRUE", "1", ""])
def test_flags_come_in_any_form(tube: Driver, truth: str) -> None:
    assert tube.send("GET", f"/youtube/v3/playlists?part=id&mine={truth}").status == 200


def test_an_address_may_end_in_an_empty_query(tube: Driver) -> None:
    assert tube.send("GET", f"{LIST}&").status == 200
    assert tube.send("GET", "/youtube/v3/playlists?").refused == (400, "required")


@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
def test_header_names_come_in_any_case(tube: Driver, name: str) -> None:
    assert tube.sandbox.handle(Request("GET", ROOT + LIST, {name: "bearer any"})).status == 200


def test_a_token_may_stand_in_the_query(tube: Driver) -> None:
    for name in ("access_token", "oauth_token"):
        assert tube.sandbox.handle(Request("GET", f"{ROOT}{LIST}&{name}=any")).status == 200


@pytest.mark.parametrize(
    ("wish", "status"),
    [("alt=json", 200), ("alt=xml", 400), ("alt=proto", 501), ("callback=f", 501), ("prettyPrint=perhaps", 400)],
)
def test_other_forms_of_answers_are_refused_or_not_modelled(tube: Driver, wish: str, status: int) -> None:
    assert tube.send("GET", f"{LIST}&{wish}").status == status


def test_head_is_a_get_without_a_body(tube: Driver) -> None:
    got = tube.sandbox.handle(Request("HEAD", ROOT + LIST, {"Authorization": "Bearer any"}))
    assert (got.status, got.body) == (200, b"")
    assert tube.sandbox.handle(Request("HEAD", ROOT + LIST)).status == 401


# Over a line.


@pytest.fixture
def line(served: Served) -> Iterator[http.client.HTTPConnection]:
    """A connection to an empty sandbox."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("POST", "/_sandbox/reset")
    connection.getresponse().read()
    yield connection
    connection.close()


def ask(line: http.client.HTTPConnection, verb: str, path: str, body: Any = None, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(
        verb, path, body, {"Authorization": "Bearer any", **named}, encode_chunked="Transfer-Encoding" in named
    )
    got = line.getresponse()
    return got, got.read()


def test_a_compressed_body_in_chunks_as_java_sends_it(line: http.client.HTTPConnection) -> None:
    packed = gzip.compress(PLAYLIST)
    pieces = iter([packed[:10], packed[10:]])
    got, raw = ask(line, "POST", INSERT, pieces, Transfer_Encoding="chunked", Content_Encoding="gzip")
    assert (got.status, json.loads(raw)["snippet"]["title"]) == (200, "Tin cơ sở")


def test_a_plain_body_in_chunks(line: http.client.HTTPConnection) -> None:
    got, raw = ask(line, "POST", INSERT, iter([PLAYLIST[:9], PLAYLIST[9:]]), Transfer_Encoding="chunked")
    assert (got.status, json.loads(raw)["snippet"]["title"]) == (200, "Tin cơ sở")


def test_answers_are_compressed_for_who_says_gzip_twice(line: http.client.HTTPConnection) -> None:
    """youtube/v3/getting-started: in Accept-Encoding, and in User-Agent."""
    for number in range(5):
        ask(line, "POST", INSERT, json.dumps({"snippet": {"title": f"Tin {number}"}}))
    _, plain = ask(line, "GET", LIST, Accept_Encoding="gzip", User_Agent="my program")
    got, packed = ask(line, "GET", LIST, Accept_Encoding="gzip", User_Agent="my program (gzip)")
    assert got.getheader("Content-Encoding") == "gzip"
    assert int(got.getheader("Content-Length")) == len(packed) < len(plain)
    assert gzip.decompress(packed) == plain
    got, _ = ask(line, "GET", "/youtube/v3/playlists?part=id&id=x", Accept_Encoding="gzip", User_Agent="(gzip)")
    assert got.getheader("Content-Encoding") is None


def test_a_head_over_a_line_leaves_the_connection_usable(line: http.client.HTTPConnection) -> None:
    got, raw = ask(line, "HEAD", LIST)
    assert (got.status, raw) == (200, b"")
    assert ask(line, "GET", LIST)[0].status == 200


def test_a_page_of_another_origin_may_ask_and_read(line: http.client.HTTPConnection) -> None:
    wish = {"Origin": "http://localhost:3000", "Access_Control_Request_Method": "PUT"}
    got, _ = ask(line, "OPTIONS", INSERT, **wish, Access_Control_Request_Headers="authorization,content-range")
    assert got.status == 200
    assert got.getheader("Access-Control-Allow-Origin") == "http://localhost:3000"
    assert "PUT" in got.getheader("Access-Control-Allow-Methods")
    assert got.getheader("Access-Control-Allow-Headers") == "authorization,content-range"
    got, _ = ask(line, "POST", f"{UPLOAD}&uploadType=resumable", VIDEO, Origin="http://localhost:3000")
    assert got.getheader("Access-Control-Allow-Origin") == "http://localhost:3000"
    assert "Location" in got.getheader("Access-Control-Expose-Headers")


def test_no_page_may_reach_the_control_plane(line: http.client.HTTPConnection) -> None:
    got, _ = ask(line, "OPTIONS", "/_sandbox/settings", Origin="http://x", Access_Control_Request_Method="PUT")
    assert got.status == 403
    got, _ = ask(line, "GET", "/_sandbox/settings", Origin="http://x")
    assert (got.status, got.getheader("Access-Control-Allow-Origin")) == (403, None)
    # A plain form needs no leave before it is sent.
    got, _ = ask(
        line, "POST", "/_sandbox/faults", b'{"method": "youtube.videos.list", "faults": ["500"]}', Origin="null"
    )
    assert got.status == 403
    assert json.loads(ask(line, "GET", "/_sandbox/faults")[1]) == {"faults": []}


def raw_requests(served: Served, text: str) -> bytes:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(text.replace("\n", "\r\n").encode())
        told = b""
        while piece := connection.recv(65536):
            told += piece
        return told


def test_http_1_0(served: Served) -> None:
    told = raw_requests(served, f"GET {LIST} HTTP/1.0\nAuthorization: Bearer any\n\n")
    assert told.startswith(b"HTTP/1.0 200 ")


def test_requests_that_do_not_wait_for_answers_are_answered_in_their_order(served: Served) -> None:
    asked = f"GET {LIST} HTTP/1.1\nHost: x\nAuthorization: Bearer any\n"
    unknown = "GET /youtube/v3/nothing HTTP/1.1\nHost: x\nConnection: close\n\n"
    told = raw_requests(served, asked + "\n" + unknown)
    assert told.index(b"HTTP/1.1 200 ") < told.index(b"HTTP/1.1 404 ")
