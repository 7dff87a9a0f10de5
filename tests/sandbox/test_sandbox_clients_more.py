"""Client libraries as they come from PyPI, unchanged: captions, Analytics, and bulk reports."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import requests
from sandbox_clients import film
from test_sandbox_clients import VIDEO, aio, aio_upload, finish, google_upload, service, tube, tube_upload, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["service", "tube", "url"]  # fixtures

SRT = "1\n00:00:01,000 --> 00:00:02,500\nXin chào các đồng chí\n".encode()
RANGE = {"startDate": "2026-10-01", "endDate": "2026-10-31"}


@pytest.fixture
def seeded(url: str) -> Iterator[str]:
    """Where a sandbox is whose channel has a history, at a time that stands."""
    requests.put(f"{url}/_sandbox/settings", json={"now": "2026-11-24T07:00:00Z"})
    requests.post(f"{url}/_sandbox/seed", json={"videos": 10, "playlists": 2, "items_per_playlist": 5})
    yield url
    requests.put(f"{url}/_sandbox/settings", json={"now": None})


def captioned(video: str) -> dict[str, Any]:
    return {"snippet": {"videoId": video, "language": "vi", "name": "Tiếng Việt"}}


# google-api-python-client.


@pytest.mark.parametrize("resumable", [False, True])
def test_google_s_client_uploads_and_downloads_captions(service: Any, resumable: bool) -> None:
    from googleapiclient.http import MediaIoBaseDownload, MediaIoBaseUpload

    video = google_upload(service, film(100), resumable=False, body=VIDEO)["id"]
    captions = service.captions()
    media = MediaIoBaseUpload(io.BytesIO(SRT), "application/octet-stream", resumable=resumable)
    made = captions.insert(part="snippet", body=captioned(video), media_body=media).execute()
    shown = captions.list(part="snippet", videoId=video).execute()["items"]
    assert [each["id"] for each in shown] == [made["id"]]
    assert "Xin chào các đồng chí".encode() in captions.download(id=made["id"], tfmt="vtt").execute()
    kept = io.BytesIO()
    load = MediaIoBaseDownload(kept, captions.download_media(id=made["id"]), chunksize=20)
    done = False
    while not done:
        _, done = load.next_chunk()
    assert kept.getvalue() == SRT
    captions.delete(id=made["id"]).execute()
    assert captions.list(part="snippet", videoId=video).execute()["items"] == []


def google(url: str, name: str, version: str) -> Any:
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build

    documents = url + "/discovery/v1/apis/{api}/{apiVersion}/rest"
    return build(name, version, credentials=Credentials("any"), discoveryServiceUrl=documents, cache_discovery=False)


def test_google_s_client_reads_analytics(seeded: str) -> None:
    with google(seeded, "youtubeAnalytics", "v2") as analytics:
        query = {"ids": "channel==MINE", **RANGE, "metrics": "views", "dimensions": "day", "sort": "day"}
        table = analytics.reports().query(**query).execute()
    assert [each["name"] for each in table["columnHeaders"]] == ["day", "views"]
    assert len(table["rows"]) == 31


def test_google_s_client_downloads_bulk_reports(seeded: str) -> None:
    from googleapiclient.http import MediaIoBaseDownload

    with google(seeded, "youtubereporting", "v1") as reporting:
        body = {"reportTypeId": "channel_basic_a3", "name": "Hằng ngày"}
        job = reporting.jobs().create(body=body).execute()["id"]
        requests.put(f"{seeded}/_sandbox/settings", json={"now": "2026-11-29T07:00:00Z"})
        report = reporting.jobs().reports().list(jobId=job).execute()["reports"][0]
        request = reporting.media().download_media(resourceName=" ")
        request.uri = report["downloadUrl"]
        kept = io.BytesIO()
        load = MediaIoBaseDownload(kept, request)
        while not load.next_chunk()[1]:
            pass
    assert kept.getvalue().startswith(b"date,channel_id,video_id,")


# python-youtube.


def test_python_youtube_uploads_and_downloads_captions(tube: Any) -> None:
    import pyyoutube.models as shapes
    from pyyoutube.media import Media

    video = tube_upload(tube, film(100))
    body = shapes.Caption(snippet=shapes.CaptionSnippet(videoId=video, language="vi", name="Tiếng Việt"))
    media = Media(fd=io.BytesIO(SRT), mimetype="application/octet-stream")
    made = finish(tube.captions.insert(body=body, media=media, parts="snippet"))
    assert [each.id for each in tube.captions.list(parts="snippet", video_id=video).items] == [made["id"]]
    assert tube.captions.download(caption_id=made["id"]).content == SRT
    assert tube.captions.delete(caption_id=made["id"])


def test_python_youtube_reads_analytics_by_its_plain_requests(tube: Any, seeded: str) -> None:
    query = {"ids": "channel==MINE", **RANGE, "metrics": "views"}
    table = tube.parse_response(tube.request(f"{seeded}/v2/reports", params=query))
    assert table["rows"][0][0] > 0


# aiogoogle.


def test_aiogoogle_uploads_and_downloads_captions(url: str, tmp_path: Path) -> None:
    async def story(client: Any, youtube: Any) -> None:
        video = await aio_upload(client, youtube, film(100))
        request = youtube.captions.insert(part="snippet", json=captioned(video), upload_file=SRT)
        made = await client.as_user(request)
        await client.as_user(youtube.captions.download(id=made["id"], download_file=str(tmp_path / "vi.srt")))
        assert (tmp_path / "vi.srt").read_bytes() == SRT

    aio(url, story)


def test_aiogoogle_reads_analytics(seeded: str) -> None:
    async def story(client: Any, _youtube: Any) -> None:
        analytics = await client.discover("youtubeAnalytics", "v2")
        query = analytics.reports.query(ids="channel==MINE", metrics="views", dimensions="day", sort="day", **RANGE)
        assert len((await client.as_user(query))["rows"]) == 31

    aio(seeded, story)
