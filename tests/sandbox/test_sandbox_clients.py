"""Client libraries as they come from PyPI, unchanged, against a served sandbox: each manages a channel in its way."""

from __future__ import annotations

import asyncio
import hashlib
import io
from typing import TYPE_CHECKING, Any

import pytest
import requests
from sandbox_clients import CHUNK, TITLE, film
from sandbox_media import picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sandbox_driver import Served

FIRST = {"snippet": {"title": "Tin cơ sở"}, "status": {"privacyStatus": "public"}}
VIDEO = {"snippet": {"title": TITLE, "categoryId": "25"}, "status": {"privacyStatus": "unlisted"}}


@pytest.fixture
def url(served: Served) -> str:
    """Where an empty sandbox is."""
    requests.post(f"{served.url}/_sandbox/reset")
    return served.url


def entry(playlist: str, video: str) -> dict[str, Any]:
    return {"snippet": {"playlistId": playlist, "resourceId": {"kind": "youtube#video", "videoId": video}}}


def kept(url: str) -> list[str]:
    """The hashes of what was uploaded."""
    media = requests.get(f"{url}/_sandbox/media").json()
    return sorted(each["sha256"] for each in media.values())


def hashes(*files: bytes) -> list[str]:
    return sorted(hashlib.sha256(each).hexdigest() for each in files)


# google-api-python-client, told of the sandbox as docs/sandbox.md says: by the address of the discovery documents.


@pytest.fixture
def service(url: str) -> Iterator[Any]:
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build

    documents = url + "/discovery/v1/apis/{api}/{apiVersion}/rest"
    with build(
        "youtube", "v3", credentials=Credentials("any"), discoveryServiceUrl=documents, cache_discovery=False
    ) as made:
        yield made


def google_upload(service: Any, data: bytes, *, resumable: bool, **more: Any) -> Any:
    from googleapiclient.http import MediaIoBaseUpload

    media = MediaIoBaseUpload(io.BytesIO(data), "video/mp4", chunksize=CHUNK, resumable=resumable)
    request = service.videos().insert(part="snippet,status" if more else "snippet", media_body=media, **more)
    return request.execute()


def test_google_s_client_manages_playlists_and_items(service: Any) -> None:
    playlists, items = service.playlists(), service.playlistItems()
    id_ = playlists.insert(part="snippet,status", body=FIRST).execute()["id"]
    playlists.update(part="snippet", body={"id": id_, "snippet": {"title": "Tin thời sự"}}).execute()
    assert playlists.list(part="snippet", mine=True).execute()["items"][0]["snippet"]["title"] == "Tin thời sự"
    videos = [google_upload(service, film(size), resumable=False, body=VIDEO)["id"] for size in (100, 200)]
    added = [items.insert(part="snippet", body=entry(id_, video)).execute() for video in videos]
    added[1]["snippet"]["position"] = 0
    items.update(part="snippet", body=added[1]).execute()
    listed = items.list(part=["id", "snippet"], playlistId=id_, maxResults=50).execute()["items"]
    assert [each["snippet"]["resourceId"]["videoId"] for each in listed] == videos[::-1]
    items.delete(id=added[0]["id"]).execute()
    assert len(items.list(part="id", playlistId=id_).execute()["items"]) == 1
    playlists.delete(id=id_).execute()
    assert playlists.list(part="id", mine=True).execute()["items"] == []


def test_google_s_client_writes_a_section(service: Any) -> None:
    id_ = service.playlists().insert(part="snippet,status", body=FIRST).execute()["id"]
    body = {"snippet": {"type": "singlePlaylist"}, "contentDetails": {"playlists": [id_]}}
    made = service.channelSections().insert(part="snippet,contentDetails", body=body).execute()
    shown = service.channelSections().list(part="snippet,contentDetails", mine=True).execute()["items"]
    assert shown == [made]
    service.channelSections().delete(id=made["id"]).execute()


def test_google_s_client_uploads_in_all_three_ways(service: Any, url: str) -> None:
    files = [film(3 * CHUNK + 5), film(1000), film(2000)]
    resumable = google_upload(service, files[0], resumable=True, body=VIDEO)
    multipart = google_upload(service, files[1], resumable=False, body=VIDEO)
    google_upload(service, files[2], resumable=False)
    assert [each["snippet"]["title"] for each in (resumable, multipart)] == [TITLE] * 2
    assert kept(url) == hashes(*files)


def test_google_s_client_sets_a_thumbnail(service: Any) -> None:
    from googleapiclient.http import MediaIoBaseUpload

    video = google_upload(service, film(100), resumable=False, body=VIDEO)["id"]
    for resumable in (False, True):
        media = MediaIoBaseUpload(io.BytesIO(picture()), "image/png", resumable=resumable)
        shown = service.thumbnails().set(videoId=video, media_body=media).execute()
        assert shown["kind"] == "youtube#thumbnailSetResponse"


def test_google_s_client_sends_media_to_https_when_only_its_endpoint_is_set(url: str) -> None:
    """Facts 4.2: api_endpoint leads the other requests to the sandbox, which is why docs/sandbox.md names discovery."""
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build
    from googleapiclient.http import MediaIoBaseUpload

    media = MediaIoBaseUpload(io.BytesIO(film(100)), "video/mp4")
    with build("youtube", "v3", credentials=Credentials("any"), client_options={"api_endpoint": url}) as service:
        assert service.channels().list(part="id", mine=True).execute()["items"]
        request = service.videos().insert(part="snippet", body=VIDEO, media_body=media)
    assert request.uri.startswith("https://127.0.0.1:")


# python-youtube. Its client takes the addresses from its class: a subclass names others.


@pytest.fixture
def tube(url: str) -> Iterator[Any]:
    from pyyoutube import Client

    class Local(Client):
        BASE_URL = f"{url}/youtube/v3/"
        BASE_UPLOAD_URL = f"{url}/upload/youtube/v3/"

    client = Local(access_token="any")
    yield client
    client.session.close()


def tube_upload(tube: Any, data: bytes, title: str = TITLE) -> str:
    import pyyoutube.models as shapes
    from pyyoutube.media import Media

    body = shapes.Video(snippet=shapes.VideoSnippet(title=title), status=shapes.VideoStatus(privacyStatus="public"))
    media = Media(fd=io.BytesIO(data), mimetype="video/mp4", chunk_size=CHUNK)
    return str(finish(tube.videos.insert(body=body, media=media, parts=["snippet", "status"]))["id"])


def finish(upload: Any) -> Any:
    done = None
    while done is None:
        _, done = upload.next_chunk()
    return done


def test_python_youtube_manages_playlists_and_items(tube: Any) -> None:
    id_ = tube.playlists.insert(body=FIRST, parts=["snippet", "status"]).id
    body = {"id": id_, "snippet": {"title": "Tin thời sự"}}
    assert tube.playlists.update(body=body, parts=["snippet"]).snippet.title == "Tin thời sự"
    assert [each.id for each in tube.playlists.list(mine=True).items] == [id_]
    videos = [tube_upload(tube, film(size)) for size in (100, 200)]
    added = [tube.playlistItems.insert(body=entry(id_, video), parts=["snippet"]) for video in videos]
    moved = {"id": added[1].id, **entry(id_, videos[1])}
    moved["snippet"]["position"] = 0
    tube.playlistItems.update(body=moved, parts=["snippet"])
    listed = tube.playlistItems.list(playlist_id=id_, max_results=50).items
    assert [each.contentDetails.videoId for each in listed] == videos[::-1]
    assert tube.playlistItems.delete(playlist_item_id=added[0].id)
    assert len(tube.playlistItems.list(playlist_id=id_, parts="id").items) == 1
    assert tube.playlists.delete(playlist_id=id_)
    assert tube.playlists.list(mine=True, parts="id").items == []


def test_python_youtube_writes_a_section(tube: Any) -> None:
    id_ = tube.playlists.insert(body=FIRST, parts=["snippet", "status"]).id
    body = {"snippet": {"type": "singlePlaylist"}, "contentDetails": {"playlists": [id_]}}
    made = tube.channelSections.insert(body=body, parts=["snippet", "contentDetails"])
    shown = tube.channelSections.list(mine=True).items
    assert [(each.id, each.contentDetails.playlists) for each in shown] == [(made.id, [id_])]


@pytest.mark.parametrize("size", [1000, CHUNK, 3 * CHUNK + 5])
def test_python_youtube_uploads_in_chunks_which_is_its_only_way(tube: Any, url: str, size: int) -> None:
    video = tube_upload(tube, film(size))
    assert tube.videos.list(video_id=video, parts="snippet").items[0].snippet.title == TITLE
    assert kept(url) == hashes(film(size))


def test_python_youtube_sets_a_thumbnail(tube: Any) -> None:
    from pyyoutube.media import Media

    media = Media(fd=io.BytesIO(picture()), mimetype="image/png")
    shown = finish(tube.thumbnails.set(video_id=tube_upload(tube, film(100)), media=media))
    assert shown["kind"] == "youtube#thumbnailSetResponse"


def test_python_youtube_asks_for_all_parts_unless_it_is_told_which(tube: Any) -> None:
    """Its lists of parts are the reference pages' of old."""
    video = tube_upload(tube, film(100))
    assert tube.channels.list(mine=True).items[0].snippet.customUrl
    assert tube.videos.list(video_id=video).items[0].status.privacyStatus == "public"
    assert tube.videoCategories.list(region_code="VN").items[0].snippet.title


def test_python_youtube_reads_errors(tube: Any) -> None:
    from pyyoutube import PyYouTubeException

    with pytest.raises(PyYouTubeException) as caught:
        tube.playlists.update(body={"id": "nothing", "snippet": {"title": "A"}}, parts="snippet")
    assert caught.value.status_code == 404


# aiogoogle, which discovers: its discovery service is itself a document, whose address can be another.


def aio(url: str, story: Any) -> None:
    """Let a story happen between aiogoogle and the sandbox."""
    asyncio.run(_aio(url, story))


async def _aio(url: str, story: Any) -> None:
    from aiogoogle import Aiogoogle, GoogleAPI
    from aiogoogle.auth.creds import UserCreds
    from aiogoogle.data import DISCOVERY_SERVICE_V1_DISCOVERY_DOC as OWN

    async with Aiogoogle(user_creds=UserCreds(access_token="any", expires_at="2100-01-01T00:00:00")) as client:
        client.discovery_service = GoogleAPI({**OWN, "rootUrl": f"{url}/", "baseUrl": f"{url}/discovery/v1/"})
        await story(client, await client.discover("youtube"))


async def aio_upload(client: Any, youtube: Any, data: bytes) -> str:
    request = youtube.videos.insert(part="snippet,status", json=VIDEO, upload_file=data)
    return str((await client.as_user(request))["id"])


def test_aiogoogle_manages_playlists_and_items(url: str) -> None:
    async def story(client: Any, youtube: Any) -> None:
        playlists, items = youtube.playlists, youtube.playlistItems
        id_ = (await client.as_user(playlists.insert(part="snippet,status", json=FIRST)))["id"]
        body = {"id": id_, "snippet": {"title": "Tin thời sự"}}
        await client.as_user(playlists.update(part="snippet", json=body))
        listed = await client.as_user(playlists.list(part=["id", "snippet"], mine=True))
        assert [(each["id"], each["snippet"]["title"]) for each in listed["items"]] == [(id_, "Tin thời sự")]
        videos = [await aio_upload(client, youtube, film(size)) for size in (100, 200)]
        added = [await client.as_user(items.insert(part="snippet", json=entry(id_, video))) for video in videos]
        added[1]["snippet"]["position"] = 0
        await client.as_user(items.update(part="snippet", json=added[1]))
        listed = await client.as_user(items.list(part="snippet", playlistId=id_, maxResults=50))
        assert [each["snippet"]["resourceId"]["videoId"] for each in listed["items"]] == videos[::-1]
        await client.as_user(items.delete(id=added[0]["id"]))
        await client.as_user(playlists.delete(id=id_))
        assert (await client.as_user(playlists.list(part="id", mine=True)))["items"] == []

    aio(url, story)


def test_aiogoogle_follows_pages_and_asks_several_things_at_once(url: str) -> None:
    requests.post(f"{url}/_sandbox/seed", json={"videos": 12, "playlists": 12})

    async def story(client: Any, youtube: Any) -> None:
        ask = youtube.playlists.list(part="id", mine=True)
        first = await client.as_user(ask, full_res=True)
        assert len([each async for page in first for each in page["items"]]) == 12
        both = await client.as_user(ask, youtube.channels.list(part="id", mine=True))
        assert [each["kind"] for each in both] == ["youtube#playlistListResponse", "youtube#channelListResponse"]

    aio(url, story)


def test_aiogoogle_writes_a_section(url: str) -> None:
    async def story(client: Any, youtube: Any) -> None:
        id_ = (await client.as_user(youtube.playlists.insert(part="snippet,status", json=FIRST)))["id"]
        body = {"snippet": {"type": "singlePlaylist"}, "contentDetails": {"playlists": [id_]}}
        made = await client.as_user(youtube.channelSections.insert(part="snippet,contentDetails", json=body))
        assert made["contentDetails"]["playlists"] == [id_]

    aio(url, story)


def test_aiogoogle_uploads_metadata_and_media_in_one_body_which_is_its_only_way(url: str, tmp_path: Path) -> None:
    async def story(client: Any, youtube: Any) -> None:
        path = tmp_path / "hoi-nghi.mp4"
        path.write_bytes(film(3 << 20))
        request = youtube.videos.insert(part="snippet,status", json=VIDEO, upload_file=str(path))
        assert (await client.as_user(request))["snippet"]["title"] == TITLE
        await aio_upload(client, youtube, film(1000))

    aio(url, story)
    assert kept(url) == hashes(film(3 << 20), film(1000))


def test_aiogoogle_sets_a_thumbnail(url: str) -> None:
    async def story(client: Any, youtube: Any) -> None:
        video = await aio_upload(client, youtube, film(100))
        request = youtube.thumbnails.set(videoId=video, upload_file=picture())
        request.upload_file_content_type = "image/png"
        assert (await client.as_user(request))["kind"] == "youtube#thumbnailSetResponse"

    aio(url, story)


def test_aiogoogle_checks_requests_by_the_document_that_was_served(url: str) -> None:
    from aiogoogle.excs import HTTPError, ValidationError

    async def story(client: Any, youtube: Any) -> None:
        with pytest.raises(ValidationError):
            youtube.playlists.list(part="id", mine=True, maxResults=99, validate=True)
        with pytest.raises(HTTPError, match="maxResults"):
            await client.as_user(youtube.playlists.list(part="id", mine=True, maxResults=99))

    aio(url, story)
