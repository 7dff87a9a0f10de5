"""Pictures: the thumbnails of videos and the images of playlists, looked into as YouTube does."""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_media import picture

from ytchannel.sandbox import Request

if TYPE_CHECKING:
    from sandbox_driver import Answer, Clock, Driver

WIDE, SQUARE = picture(1280, 720), picture(1080, 1080)
MIB = 1 << 20


def thumbnail(tube: Driver, video: str, data: bytes = WIDE, mime: str = "image/png") -> Answer:
    url = f"/upload/youtube/v3/thumbnails/set?videoId={video}&uploadType=media"
    return tube.send("POST", url, data, Content_Type=mime)


def image(tube: Driver, playlist: str, data: bytes = SQUARE, verb: str = "insert", **more: Any) -> Answer:
    body = {"snippet": {"playlistId": playlist, "type": "hero", **more.pop("snippet", {})}, **more}
    return tube.upload(f"playlistImages.{verb}", data, body, mime="image/png", part="snippet")


def images(tube: Driver, playlist: str, **query: Any) -> Answer:
    return tube.call("playlistImages.list", part="snippet", parent=playlist, **query)


def cover(tube: Driver, playlist: str) -> tuple[str, str | None]:
    """The address of a playlist's smallest picture, and the video that it is of."""
    snippet = tube.call("playlists.list", part="snippet", id=playlist).body["items"][0]["snippet"]
    return snippet["thumbnails"]["default"]["url"], snippet.get("thumbnailVideoId")


def give_away(tube: Driver, id_: str, prefix: str) -> None:
    """Let a video or a playlist be another channel's."""
    tube.settings(channels=[{"title": "Kênh khác", "handle": "@khac"}])
    other = tube.call("channels.list", part="id", forHandle="@khac").body["items"][0]["id"]
    tube.sandbox._store.db.execute("UPDATE resource SET parent = ? WHERE id = ?", (prefix + other[2:], id_))


def bomb() -> bytes:
    """A PNG of few bytes that would be 40,000 × 40,000 when decoded."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


# Thumbnails.


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (WIDE, "image/png"),
        (picture(1280, 720, "JPEG"), "image/jpeg"),
        (picture(640, 360, "JPEG"), "application/octet-stream"),
    ],
)
def test_the_answer_has_the_five_sizes(tube: Driver, data: bytes, mime: str) -> None:
    video = tube.video()
    shown = thumbnail(tube, video, data, mime).body
    assert (set(shown), shown["kind"]) == ({"kind", "etag", "items"}, "youtube#thumbnailSetResponse")
    assert [{name: (size["width"], size["height"]) for name, size in each.items()} for each in shown["items"]] == [
        {
            "default": (120, 90),
            "medium": (320, 180),
            "high": (480, 360),
            "standard": (640, 480),
            "maxres": (1280, 720),
        }
    ]
    details = tube.call("videos.list", part="snippet,contentDetails", id=video).body["items"][0]
    assert details["contentDetails"]["hasCustomThumbnail"] is True
    assert details["snippet"]["thumbnails"] == shown["items"][0]


def test_large_pictures_have_the_sizes_of_september_2026(tube: Driver) -> None:
    video = tube.video()
    for width, height, more in (
        (1920, 1080, {"fhd"}),
        (2560, 1440, {"fhd", "qhd"}),
        (3840, 2160, {"fhd", "qhd", "uhd"}),
    ):
        shown = thumbnail(tube, video, picture(width, height)).body["items"][0]
        assert set(shown) - {"default", "medium", "high", "standard", "maxres"} == more
        assert (shown["fhd"]["width"], shown["fhd"]["height"]) == (1920, 1080)
        playlist = tube.playlist()
        item = tube.item(playlist, video).body["snippet"]["thumbnails"]
        assert item == shown


@pytest.mark.parametrize(
    "data",
    [
        picture(1280, 720, "GIF"),
        picture(1280, 720, "WEBP"),
        picture(1280, 720, "BMP"),
        "Không phải ảnh".encode(),
        b"\xff\xd8\xff\xe0 picture",
        b"\x89PNG\r\n\x1a\n picture",
        WIDE[: len(WIDE) // 2],
        picture(1280, 720, "JPEG")[:-1000],
        bomb(),
    ],
)
def test_what_is_no_whole_jpeg_or_png_is_refused(tube: Driver, data: bytes) -> None:
    """A 400 invalidImage, whatever the content type says."""
    video = tube.video()
    assert thumbnail(tube, video, data).refused == (400, "invalidImage")
    details = tube.call("videos.list", part="contentDetails", id=video).body["items"][0]["contentDetails"]
    assert details["hasCustomThumbnail"] is False


def test_which_shapes_are_taken_is_a_setting(tube: Driver) -> None:
    """Help wants 16:9 and 640 or more; the API's page says that other pictures are scaled."""
    video = tube.video()
    shapes = [(1280, 720), (854, 480), (720, 1280), (1080, 1080), (639, 359), (320, 180)]
    for taken, good in (("any", shapes), ("wide", shapes[:4]), ("exact", shapes[:2])):
        tube.settings(thumbnail_shape=taken)
        assert [shape for shape in shapes if thumbnail(tube, video, picture(*shape)).status == 200] == good
    answer = thumbnail(tube, video, picture(320, 180))
    assert answer.refused == (400, "invalidImage")
    assert "640" in answer.body["error"]["message"]


def test_thumbnails_are_refused_before_they_are_looked_at(tube: Driver) -> None:
    video = tube.video()
    assert thumbnail(tube, video, b"").refused == (400, "mediaBodyRequired")
    assert thumbnail(tube, video, WIDE, "image/*").status == 400
    assert thumbnail(tube, video, WIDE, "text/plain").status == 400
    answer = thumbnail(tube, "nobody")
    assert (answer.refused, answer.where) == ((404, "videoNotFound"), "videoId")
    answer = tube.call("thumbnails.set", videoId=video)
    assert answer.refused == (400, "mediaBodyRequired")
    assert answer.body["error"]["errors"][0]["domain"] == "youtube.thumbnail"
    give_away(tube, video, "UU")
    assert thumbnail(tube, video).refused == (403, "forbidden")


def test_fifty_mebibytes_are_the_limit(tube: Driver) -> None:
    """2 MB until September 2026; sessions tell the size at their start, or are refused at their end."""
    video = tube.video()
    padded = WIDE + bytes(3 * MIB)
    assert thumbnail(tube, video, padded).status == 200
    assert thumbnail(tube, video, WIDE + bytes(50 * MIB)).refused == (413, "uploadTooLarge")
    url = f"/upload/youtube/v3/thumbnails/set?videoId={video}&uploadType=resumable"
    answer = tube.send("POST", url, X_Upload_Content_Type="image/png", X_Upload_Content_Length=str(50 * MIB + 1))
    assert answer.refused == (413, "uploadTooLarge")
    session = tube.send("POST", url, X_Upload_Content_Type="image/png").headers["location"]
    assert tube.put(session, WIDE + bytes(50 * MIB)).refused == (413, "uploadTooLarge")


def test_a_channel_whose_phone_is_not_verified_sets_no_thumbnails(tube: Driver) -> None:
    """403 forbidden of the domain youtube.thumbnail; longUploadsStatus tells it beforehand."""
    video, playlist = tube.video(), tube.playlist()

    def long_uploads() -> str:
        channel = tube.call("channels.list", part="status", mine="true").body["items"][0]
        return str(channel["status"]["longUploadsStatus"])

    assert long_uploads() == "allowed"
    tube.settings(phone_verified=False)
    assert long_uploads() == "eligible"
    answer = thumbnail(tube, video)
    assert answer.refused == (403, "forbidden")
    assert answer.body["error"]["errors"][0]["domain"] == "youtube.thumbnail"
    assert image(tube, playlist).refused == (403, "forbidden")


def test_a_channel_has_so_many_thumbnails_a_day(tube: Driver, clock: Clock) -> None:
    """429 uploadRateLimitExceeded is the channel's limit, not the project's quota; refused pictures do not count."""
    video = tube.video()
    tube.settings(thumbnails_a_day=2)
    assert thumbnail(tube, video, b"none").status == 400
    assert [thumbnail(tube, video).status for _ in range(3)] == [200, 200, 429]
    answer = thumbnail(tube, video)
    assert answer.refused == (429, "uploadRateLimitExceeded")
    assert answer.body["error"]["errors"][0]["domain"] == "youtube.thumbnail"
    clock.on(days=1)
    assert thumbnail(tube, video).status == 200
    totals = tube.control("GET", "journal")["totals"]
    assert set(totals) == {"default", "videos.insert", "search.list", "videos.batchGetStats"}


def test_the_bytes_of_a_thumbnail_are_kept_whole(tube: Driver) -> None:
    video = tube.video()
    tube.settings(keep_media=10)
    thumbnail(tube, video)
    answer = tube.send("GET", f"/_sandbox/media/thumbnail/{video}")
    assert (answer.body, answer.headers["content-type"]) == (WIDE, "image/png")
    other = picture(1920, 1080)
    thumbnail(tube, video, other)
    assert hashlib.sha256(tube.send("GET", f"/_sandbox/media/thumbnail/{video}").body).digest() == (
        hashlib.sha256(other).digest()
    )
    tube.call("videos.delete", id=video)
    assert tube.send("GET", f"/_sandbox/media/thumbnail/{video}").status == 404


# Images of playlists.


def test_a_playlist_has_a_square_image(tube: Driver) -> None:
    playlist = tube.playlist()
    made = image(tube, playlist).body
    assert made == {
        "kind": "youtube#playlistImage",
        "id": made["id"],
        "snippet": {"playlistId": playlist, "type": "hero", "width": 1080, "height": 1080},
    }
    assert tube.journal()[-1]["units"] == 50
    assert images(tube, playlist).body == {
        "kind": "youtube#playlistImageListResponse",
        "pageInfo": {"totalResults": 1, "resultsPerPage": 5},
        "items": [made],
    }
    assert tube.journal()[-1]["units"] == 1
    assert images(tube, playlist, maxResults=0).body["items"] == []
    assert tube.send("GET", f"/_sandbox/media/playlistImage/{made['id']}").body == SQUARE


def test_the_cover_is_the_image_or_that_of_the_first_public_video(tube: Driver) -> None:
    """PlaylistSnippet.thumbnailVideoId is not there while a custom image is."""
    playlist = tube.playlist()
    assert cover(tube, playlist) == ("https://i.ytimg.com/img/no_thumbnail.jpg", None)
    private = tube.video(status={"privacyStatus": "private"})
    tube.item(playlist, private)
    assert cover(tube, playlist) == (f"https://i.ytimg.com/vi/{private}/default.jpg", None)
    public = tube.video(b"public")
    tube.item(playlist, public)
    assert cover(tube, playlist) == (f"https://i.ytimg.com/vi/{public}/default.jpg", public)
    id_ = image(tube, playlist).body["id"]
    url, video = cover(tube, playlist)
    assert (playlist in url, video) == (True, None)
    sizes = tube.call("playlists.list", part="snippet", id=playlist).body["items"][0]["snippet"]["thumbnails"]
    assert all(size["width"] == size["height"] for size in sizes.values())
    assert tube.call("playlistImages.delete", id=id_).status == 204
    assert cover(tube, playlist)[1] == public
    assert images(tube, playlist).body["items"] == []


def test_a_second_image_takes_the_place_of_the_first(tube: Driver) -> None:
    """Its id is made of the playlist's and the type, which is hero alone."""
    playlist = tube.playlist()
    first = image(tube, playlist).body
    second = image(tube, playlist, picture(500, 500, "JPEG")).body
    assert (second["id"], second["snippet"]["width"]) == (first["id"], 500)
    assert images(tube, playlist).body["items"] == [second]
    tube.settings(second_playlist_image="refuse")
    answer = image(tube, playlist)
    assert (answer.refused, answer.where) == ((409, "conflict"), "body.snippet.playlistId")


def test_an_image_is_updated(tube: Driver) -> None:
    playlist = tube.playlist()
    answer = image(tube, playlist, verb="update")
    assert (answer.refused, answer.where) == ((404, "playlistImageNotFound"), "body.id")
    id_ = image(tube, playlist).body["id"]
    shown = image(tube, playlist, picture(600, 600), "update").body
    assert (shown["id"], shown["snippet"]["width"]) == (id_, 600)
    assert image(tube, playlist, verb="update", id=id_).status == 200
    assert image(tube, playlist, verb="update", id="nobody").refused == (404, "playlistImageNotFound")
    assert image(tube, playlist, picture(600, 500), "update").refused == (400, "invalidImage")
    body = {"snippet": {"playlistId": playlist, "type": "hero"}}
    assert tube.call("playlistImages.update", body, part="snippet").refused == (400, "mediaBodyRequired")


@pytest.mark.parametrize(
    "data", [picture(1280, 720), picture(1080, 1081), picture(500, 500, "GIF"), b"none", SQUARE[:-100]]
)
def test_an_image_is_a_whole_square_jpeg_or_png(tube: Driver, data: bytes) -> None:
    playlist = tube.playlist()
    assert image(tube, playlist, data).refused == (400, "invalidImage")
    assert images(tube, playlist).body["items"] == []


def test_images_that_are_refused(tube: Driver) -> None:
    playlist = tube.playlist()
    body = {"snippet": {"playlistId": playlist, "type": "hero"}}
    assert image(tube, playlist, b"").refused == (400, "mediaBodyRequired")
    answer = tube.call("playlistImages.insert", body, part="snippet")
    assert answer.refused == (400, "mediaBodyRequired")
    assert answer.body["error"]["errors"][0]["domain"] == "youtube.playlistImage"
    assert image(tube, playlist, SQUARE + bytes(50 * MIB)).refused == (413, "uploadTooLarge")
    for snippet, refusal, where in (
        ({"playlistId": None}, (400, "required"), "body.snippet.playlistId"),
        ({"type": None}, (400, "required"), "body.snippet.type"),
        ({"type": "banner"}, (400, "invalid"), "body.snippet.type"),
        ({"playlistId": "PLnone"}, (404, "playlistNotFound"), "body.snippet.playlistId"),
    ):
        answer = image(tube, playlist, snippet=snippet)
        assert (answer.refused, answer.where) == (refusal, where)
    answer = tube.upload("playlistImages.insert", SQUARE, body)
    assert (answer.refused, answer.where) == ((400, "required"), "part")
    uploads = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]
    uploads = uploads["contentDetails"]["relatedPlaylists"]["uploads"]
    assert image(tube, uploads).refused == (400, "playlistOperationUnsupported")
    assert images(tube, uploads).body["items"] == []


def test_lists_and_deletions_that_are_refused(tube: Driver) -> None:
    answer = images(tube, "PLnone")
    assert (answer.refused, answer.where) == ((404, "playlistNotFound"), "parent")
    assert tube.call("playlistImages.list", part="snippet").refused == (400, "missingRequiredParameter")
    for query, refusal in (({}, (400, "required")), ({"id": "nobody"}, (404, "playlistImageNotFound"))):
        answer = tube.call("playlistImages.delete", **query)
        assert (answer.refused, answer.where) == (refusal, "id")


def test_the_images_of_others(tube: Driver) -> None:
    """Their playlists can be looked at unless they are private, and not be changed."""
    shown, hidden = tube.playlist(), tube.playlist("B", "private")
    ids = [image(tube, each).body["id"] for each in (shown, hidden)]
    for each in (shown, hidden):
        give_away(tube, each, "UC")
    assert [each["id"] for each in images(tube, shown).body["items"]] == ids[:1]
    assert images(tube, hidden).refused == (403, "playlistForbidden")
    assert image(tube, shown).refused == (403, "playlistForbidden")
    assert tube.call("playlistImages.delete", id=ids[0]).refused == (403, "playlistForbidden")


def test_an_image_goes_with_its_playlist(tube: Driver) -> None:
    playlist = tube.playlist()
    id_ = image(tube, playlist).body["id"]
    tube.call("playlists.delete", id=playlist)
    assert tube.send("GET", f"/_sandbox/media/playlistImage/{id_}").status == 404
    assert tube.call("playlistImages.delete", id=id_).refused == (404, "playlistImageNotFound")


def test_a_list_of_images_that_lags(tube: Driver) -> None:
    playlist = tube.playlist()
    tube.fault("playlistImages.insert", "stale-1")
    image(tube, playlist)
    assert [len(images(tube, playlist).body["items"]) for _ in range(2)] == [0, 1]


# The pictures at the addresses that resources tell.


def looked_at(tube: Driver, url: str) -> tuple[int, bytes]:
    """What a browser gets, which has no token."""
    answer = tube.sandbox.handle(Request("GET", url, {}, b""))
    return answer.status, answer.body


def test_a_playlists_image_is_at_the_address_that_the_playlist_tells(tube: Driver) -> None:
    playlist = tube.playlist("Tin cơ sở")
    assert image(tube, playlist).status == 200
    url, _ = cover(tube, playlist)
    assert looked_at(tube, url) == (200, SQUARE)
    assert looked_at(tube, url.replace(playlist, "PLkhac")) == (404, b"")
    (there,) = images(tube, playlist).body["items"]
    assert tube.call("playlistImages.delete", id=there["id"]).status == 204
    assert looked_at(tube, url) == (404, b"")


def test_a_custom_thumbnail_is_at_the_address_that_the_video_tells(tube: Driver) -> None:
    video = tube.video(b"frame")
    url = tube.call("videos.list", part="snippet", id=video).body["items"][0]["snippet"]["thumbnails"]["high"]["url"]
    assert looked_at(tube, url)[0] == 404  # a frame of the video, which nobody decodes here
    assert thumbnail(tube, video).status == 200
    assert looked_at(tube, url) == (200, WIDE)
