"""The client library that Google gives out, unchanged, against the embedded sandbox and against the served one."""

from __future__ import annotations

import copy
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import CHUNK, Clock, Driver, Http, Served, discovery
from sandbox_media import SRT, VTT, picture

from ytchannel.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


class Control:
    """The control plane of either kind of sandbox, through the client's own connection."""

    def __init__(self, http: Any, root: str) -> None:
        self.http = http
        self.root = root

    def __call__(self, verb: str, what: str, body: Any = None) -> Any:
        raw = None if body is None else json.dumps(body)
        _, content = self.http.request(f"{self.root}_sandbox/{what}", verb, body=raw, headers={})
        return json.loads(content)


@pytest.fixture(params=["embedded", "served"])
def doors(request: pytest.FixtureRequest) -> Iterator[tuple[Any, Control]]:
    """A service of the client library and the control plane of the sandbox that it talks to."""
    from googleapiclient.discovery import build_from_document
    from googleapiclient.http import build_http, set_user_agent

    clock = Clock()
    with Sandbox(clock=clock) as sandbox:
        if request.param == "embedded":
            http, root = Http(sandbox), "https://youtube.googleapis.com/"
        else:
            served: Served = request.getfixturevalue("served")
            http, root = set_user_agent(build_http(), "tests"), served.url + "/"
        document = copy.deepcopy(discovery())
        document["rootUrl"] = document["baseUrl"] = root
        control = Control(http, root)
        control("POST", "reset")
        service = build_from_document(document, http=_Bearing(http))
        yield service, control
        service.close()


class _Bearing:
    """A connection that carries a token."""

    def __init__(self, http: Any) -> None:
        self._http = http

    def request(self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **more: Any) -> Any:
        return self._http.request(uri, method, body=body, headers={"authorization": "Bearer x", **headers}, **more)

    def close(self) -> None:
        self._http.close()


def test_a_channel_is_managed(doors: tuple[Any, Control]) -> None:
    service, control = doors
    body = {"snippet": {"title": "Theo gương Bác"}, "status": {"privacyStatus": "public"}}
    playlist = service.playlists().insert(part="snippet,status", body=body).execute()["id"]
    video = upload(service, b"x" * 1000)["id"]
    resource = {"kind": "youtube#video", "videoId": video}
    body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
    item = service.playlistItems().insert(part="snippet", body=body).execute()
    body = {"snippet": {"type": "singlePlaylist"}, "contentDetails": {"playlists": [playlist]}}
    service.channelSections().insert(part="snippet,contentDetails", body=body).execute()
    assert service.playlistItems().list(part=["id", "snippet"], playlistId=playlist).execute()["items"][0] == item
    assert service.videos().batchGetStats(part="statistics", id=[video, "nobody"]).execute()["items"]
    service.playlistItems().delete(id=item["id"]).execute()
    service.playlists().delete(id=playlist).execute()
    assert service.playlists().list(part="id", mine=True).execute()["items"] == []
    assert control("GET", "journal")["totals"] == {
        "default": 50 * 5 + 1 + 1,
        "videos.insert": 1,
        "search.list": 0,
        "videos.batchGetStats": 1,
    }


def upload(service: Any, data: bytes, chunk: int = 4 * CHUNK) -> Any:
    """Upload as the client library does, going on after an error with what the server says."""
    from googleapiclient.errors import HttpError
    from googleapiclient.http import MediaIoBaseUpload

    media = MediaIoBaseUpload(io.BytesIO(data), "video/mp4", chunksize=chunk, resumable=True)
    request = service.videos().insert(part="snippet", body={"snippet": {"title": "Hội nghị"}}, media_body=media)
    done = None
    while done is None:
        try:
            _, done = request.next_chunk()
        except HttpError as error:
            if error.status_code < 500:
                raise
    return done


def test_an_upload_in_chunks_goes_on_after_errors(doors: tuple[Any, Control]) -> None:
    service, control = doors
    data = bytes(range(256)) * 4096 * 3
    control("POST", "faults", {"method": "youtube.videos.insert", "faults": ["503-after-300000", "500-after-1"]})
    video = upload(service, data)["id"]
    assert control("GET", "media") == {video: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}}
    requests = control("GET", "journal")["requests"]
    assert sum(each["bytes"] for each in requests) == len(data)
    assert [each["status"] for each in requests if each["phase"] == "query"] == [308, 308]
    assert control("GET", "faults") == {"faults": []}


def test_a_video_in_one_request(doors: tuple[Any, Control]) -> None:
    from googleapiclient.http import MediaIoBaseUpload

    service, control = doors
    data = bytes(range(256)) * 10 + b"\r\n"
    media = MediaIoBaseUpload(io.BytesIO(data), "video/mp4")
    body = {"snippet": {"title": "Một"}}
    video = service.videos().insert(part="snippet", body=body, media_body=media).execute()
    assert video["snippet"]["title"] == "Một"
    kept = control("GET", "media")[video["id"]]
    assert kept == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_a_thumbnail(doors: tuple[Any, Control]) -> None:
    from googleapiclient.http import MediaIoBaseUpload

    service, _ = doors
    video = upload(service, b"video")["id"]
    for resumable in (False, True):
        media = MediaIoBaseUpload(io.BytesIO(picture(1280, 720)), "image/png", resumable=resumable)
        shown = service.thumbnails().set(videoId=video, media_body=media).execute()
        assert shown["items"][0]["default"]["url"]


def test_captions(doors: tuple[Any, Control]) -> None:
    from googleapiclient.http import MediaIoBaseDownload, MediaIoBaseUpload

    service, _ = doors
    video, captions = upload(service, b"video")["id"], service.captions()
    made = []
    for resumable, text in ((False, SRT), (True, VTT)):
        media = MediaIoBaseUpload(io.BytesIO(text.encode()), "application/x-subrip", resumable=resumable)
        body = {"snippet": {"videoId": video, "language": "vi", "name": f"phụ đề {resumable}"}}
        made.append(captions.insert(part="snippet", body=body, media_body=media).execute()["id"])
    assert [each["id"] for each in captions.list(part="id", videoId=video).execute()["items"]] == made
    assert captions.download(id=made[0]).execute() == SRT.encode()
    assert captions.download(id=made[0], tfmt="vtt").execute().startswith(b"WEBVTT")
    for chunk in (len(VTT.encode()) // 3, CHUNK):
        stream = io.BytesIO()
        download = MediaIoBaseDownload(stream, captions.download_media(id=made[1]), chunksize=chunk)
        done = False
        while not done:
            _, done = download.next_chunk()
        assert stream.getvalue() == VTT.encode()
    media = MediaIoBaseUpload(io.BytesIO(SRT.encode()), "*/*", resumable=True)
    body = {"id": made[1], "snippet": {"isDraft": True}}
    assert captions.update(part="snippet", body=body, media_body=media).execute()["snippet"]["isDraft"] is True
    assert captions.update(part="snippet", body={"id": made[1]}).execute()["snippet"]["isDraft"] is False
    captions.delete(id=made[0]).execute()
    assert [each["id"] for each in captions.list(part="id", videoId=video).execute()["items"]] == made[1:]


def test_an_image_of_a_playlist(doors: tuple[Any, Control]) -> None:
    from googleapiclient.http import MediaIoBaseUpload

    service, _ = doors
    playlist = service.playlists().insert(part="snippet", body={"snippet": {"title": "A"}}).execute()["id"]
    body = {"snippet": {"playlistId": playlist, "type": "hero"}}
    images = service.playlistImages()
    for resumable, change in ((False, images.insert), (True, images.update)):
        media = MediaIoBaseUpload(io.BytesIO(picture(500, 500)), "image/png", resumable=resumable)
        made = change(part="snippet", body=body, media_body=media).execute()
        assert images.list(part="snippet", parent=playlist).execute()["items"] == [made]
    images.delete(id=made["id"]).execute()
    assert images.list(part="snippet", parent=playlist).execute()["items"] == []


def test_an_empty_file(doors: tuple[Any, Control]) -> None:
    service, _ = doors
    video = upload(service, b"")["id"]
    status = service.videos().list(part="status", id=video).execute()["items"][0]["status"]
    assert status["failureReason"] == "emptyFile"


def test_errors_read_as_the_clients_read_them(doors: tuple[Any, Control]) -> None:
    from googleapiclient.errors import HttpError

    service, control = doors
    with pytest.raises(HttpError) as caught:
        service.playlists().insert(part="snippet", body={"snippet": {"title": ""}}).execute()
    assert caught.value.error_details[0]["reason"] == "playlistTitleRequired"
    control("POST", "faults", {"method": "youtube.playlists.list", "faults": ["403-quotaExceeded"]})
    with pytest.raises(HttpError) as caught:
        service.playlists().list(part="id", mine=True).execute()
    assert (caught.value.status_code, caught.value.error_details[0]["reason"]) == (403, "quotaExceeded")


def test_pages_are_followed_by_the_client(doors: tuple[Any, Control]) -> None:
    service, control = doors
    control("POST", "seed", {"videos": 120, "playlists": 1, "items_per_playlist": 120})
    playlist = service.playlists().list(part="id", mine=True).execute()["items"][0]["id"]
    items = service.playlistItems()
    request = items.list(part="contentDetails", playlistId=playlist, maxResults=50)
    seen = []
    while request is not None:
        page = request.execute()
        seen += page["items"]
        request = items.list_next(request, page)
    assert len({each["id"] for each in seen}) == 120


def test_a_get_too_long_for_its_address(doors: tuple[Any, Control]) -> None:
    service, _ = doors
    ids = [f"{'x' * 60}{number}" for number in range(50)]
    assert service.playlists().list(part="id", id=ids).execute()["items"] == []


def test_the_driver_and_the_client_see_the_same(clock: Clock) -> None:
    """The plain requests of the other tests are the client's."""
    from googleapiclient.discovery import build_from_document

    with Sandbox(clock=clock) as sandbox:
        id_ = Driver(sandbox, clock).playlist("A")
        service = build_from_document(discovery(), http=Http(sandbox))
        assert service.playlists().list(part="id", mine=True).execute()["items"][0]["id"] == id_
