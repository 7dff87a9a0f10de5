"""What Google's pages leave open, both ways: the settings of the page "What nobody knows"; and limits of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import CHUNK

from ytchannel.sandbox import Request

if TYPE_CHECKING:
    from sandbox_driver import Answer, Clock, Driver

DUE = "2026-11-24T08:00:00Z"


def status(tube: Driver, video: str) -> dict[str, Any]:
    return dict(tube.call("videos.list", part="status", id=video).body["items"][0]["status"])


def change(tube: Driver, video: str, **wish: Any) -> Answer:
    return tube.call("videos.update", {"id": video, "status": wish}, part="status")


# Videos.


def test_a_brand_partner_is_kept_as_it_was_given(tube: Driver) -> None:
    """A part of 2026, of a channel by its id or its handle, which begin with UC and @ (facts 2.1)."""
    given: dict[str, Any] = {"brandPartner": {"channelHandle": "@doitac"}}
    session = tube.begin(5, {"snippet": {"title": "A"}, **given}, part="snippet,brandPartner").headers["location"]
    video = tube.put(session, b"video").body["id"]
    assert tube.call("videos.list", part="brandPartner", id=video).body["items"][0]["brandPartner"] == {
        "channelHandle": "@doitac"
    }
    changed = {"id": video, "brandPartner": {"channelId": "UC" + "a" * 22}}
    assert tube.call("videos.update", changed, part="brandPartner").body["brandPartner"] == changed["brandPartner"]
    for wrong in ({"channelHandle": "doitac"}, {"channelId": "doitac"}):
        refused = tube.call("videos.update", {"id": video, "brandPartner": wrong}, part="brandPartner").refused
        assert refused == (400, "invalidVideoMetadata")
    assert "brandPartner" not in tube.call("videos.update", {"id": video}, part="brandPartner").body


@pytest.mark.parametrize("setting", ["absent", "kept"])
def test_what_publish_at_reads_as_after_publication(tube: Driver, clock: Clock, setting: str) -> None:
    """Facts 2.2: UNVERIFIED."""
    tube.settings(publish_at_after=setting)
    video = tube.video(status={"privacyStatus": "private", "publishAt": DUE})
    clock.on(hours=2)
    assert status(tube, video)["privacyStatus"] == "public"
    assert status(tube, video).get("publishAt") == (DUE if setting == "kept" else None)
    assert change(tube, video, privacyStatus="public").status == 200
    assert "publishAt" not in status(tube, video)


def test_a_video_that_was_public_can_be_hidden_until_its_time(tube: Driver, clock: Clock) -> None:
    """Never published before, says the page; a user saw a public video go offline (facts 2.2)."""
    video = tube.video()
    assert change(tube, video, privacyStatus="private", publishAt=DUE).refused == (400, "invalidPublishAt")
    tube.settings(reschedule="hide")
    assert change(tube, video, privacyStatus="private", publishAt=DUE).status == 200
    assert status(tube, video)["privacyStatus"] == "private"
    clock.on(hours=2)
    assert status(tube, video)["privacyStatus"] == "public"


def test_what_a_status_leaves_out_can_be_kept(tube: Driver) -> None:
    """Which flags a status update resets today is not known (facts 9)."""
    tube.settings(omitted_status="keep")
    given = {"privacyStatus": "private", "publishAt": DUE, "license": "creativeCommon", "containsSyntheticMedia": True}
    video = tube.video(status=given)
    change(tube, video, privacyStatus="unlisted")
    shown = status(tube, video)
    assert (shown["license"], shown["embeddable"], shown["containsSyntheticMedia"]) == ("creativeCommon", True, True)
    assert "publishAt" not in shown


def test_read_only_fields_can_be_refused(tube: Driver) -> None:
    """Sending read-only fields back can itself give 400 invalidVideoMetadata (facts 2.4)."""
    tube.settings(read_only_fields="refuse")
    video = tube.video()
    shown = tube.call("videos.list", part="snippet,status,statistics", id=video).body["items"][0]
    assert tube.call("videos.update", shown, part="snippet").refused == (400, "invalidVideoMetadata")
    assert tube.call("videos.update", shown, part="status").refused == (400, "invalidVideoMetadata")
    body = {"id": video, "snippet": {"title": "B", "categoryId": "25", "tags": ["a"]}, "statistics": {}}
    assert tube.call("videos.update", body, part="snippet").status == 200


@pytest.mark.parametrize("setting", ["writable", "readOnly"])
def test_paid_placement_may_be_written(tube: Driver, setting: str) -> None:
    """Write, then read back (facts 2.1, 9)."""
    tube.settings(paid_placement=setting)
    paid, part = {"hasPaidProductPlacement": True}, "paidProductPlacementDetails"
    session = tube.begin(5, {"snippet": {"title": "A"}, part: paid}, f"snippet,{part}").headers["location"]
    video = tube.put(session, b"video").body["id"]

    def shown() -> bool:
        return bool(tube.call("videos.list", part=part, id=video).body["items"][0][part]["hasPaidProductPlacement"])

    assert shown() is (setting == "writable")
    tube.call("videos.update", {"id": video, part: {"hasPaidProductPlacement": False}}, part=part)
    tube.call("videos.update", {"id": video, part: paid}, part=part)
    assert shown() is (setting == "writable")


@pytest.mark.parametrize(
    ("setting", "unasked", "asked"),
    [("never", "public", "unlisted"), ("unasked", "private", "unlisted"), ("always", "private", "private")],
)
def test_uploads_may_become_private(tube: Driver, clock: Clock, setting: str, unasked: str, asked: str) -> None:
    """The private lock, lifted on 2 November 2026, and a creator's own default (facts 6.6)."""
    tube.settings(private_uploads=setting)
    assert status(tube, tube.video())["privacyStatus"] == unasked
    video = tube.video(status={"privacyStatus": "unlisted"})
    assert status(tube, video)["privacyStatus"] == asked
    scheduled = tube.video(status={"privacyStatus": "private", "publishAt": DUE})
    clock.on(hours=2)
    assert status(tube, scheduled)["privacyStatus"] == ("private" if setting == "always" else "public")
    answer = change(tube, video, privacyStatus="public")
    if setting == "always":
        assert (*answer.refused, answer.where) == (403, "forbiddenPrivacySetting", "body.status.privacyStatus")
    else:
        assert answer.status == 200


def test_a_bad_name_of_the_file_is_refused(tube: Driver) -> None:
    """A bad Slug gives invalidFilename (facts 4.1)."""
    for slug in ("%FF.mp4", "a%00.mp4", "a%0A.mp4", "x" * 1025):
        assert tube.begin(5, Slug=slug).refused == (400, "invalidFilename")
    assert tube.begin(5, Slug="h%E1%BB%99i.mp4").status == 200


def test_a_time_to_publish_that_is_too_near_may_be_refused(tube: Driver) -> None:
    """Failure for times only seconds ahead is UNVERIFIED (facts 2.2); a past one publishes at once."""
    near = {"privacyStatus": "private", "publishAt": "2026-11-24T07:00:30Z"}
    assert tube.begin(5, {"snippet": {"title": "A"}, "status": near}).status == 200
    video = tube.video(status={"privacyStatus": "private"})
    tube.settings(publish_at_ahead=60)
    assert tube.begin(5, {"snippet": {"title": "A"}, "status": near}).refused == (400, "invalidPublishAt")
    assert change(tube, video, **near).refused == (400, "invalidPublishAt")
    assert change(tube, video, privacyStatus="private", publishAt="2026-11-24T06:59:00Z").status == 200
    assert status(tube, video)["privacyStatus"] == "public"


# Text.


def test_what_a_character_of_a_title_is(tube: Driver) -> None:
    """A title of 100 emoji (facts 9): UTF-16 units or code points."""
    emoji, note = "😀" * 100, "😀" * 280
    playlist, video = tube.playlist(), tube.video()
    assert tube.begin(5, {"snippet": {"title": emoji}}).refused == (400, "invalidTitle")
    assert tube.item(playlist, video, note=note).refused == (400, "invalidContentDetails")
    tube.settings(title_counting="codePoints")
    assert tube.begin(5, {"snippet": {"title": emoji, "tags": ["😀" * 500]}}).status == 200
    assert tube.begin(5, {"snippet": {"title": emoji + "x"}}).refused == (400, "invalidTitle")
    assert tube.item(playlist, video, note=note).status == 200
    body = {"snippet": {"title": "😀" * 150}}
    assert tube.call("playlists.insert", body, part="snippet").status == 200


def test_what_the_5000_of_a_playlists_description_are(tube: Driver) -> None:
    """Bytes or characters: test both (facts 2.5, 9)."""
    body = {"snippet": {"title": "A", "description": "ộ" * 5000}}
    assert tube.call("playlists.insert", body, part="snippet").refused == (400, "invalidPlaylistSnippet")
    tube.settings(playlist_description="characters")
    assert tube.call("playlists.insert", body, part="snippet").status == 200
    body["snippet"]["description"] += "x"
    assert tube.call("playlists.insert", body, part="snippet").refused == (400, "invalidPlaylistSnippet")


@pytest.mark.parametrize("name", ["title", "description"])
@pytest.mark.parametrize("letter", ["<", ">", "\u2028"])
def test_some_characters_are_in_no_playlist(tube: Driver, name: str, letter: str) -> None:
    """U+2028 in pasted text is refused in playlist titles and descriptions (facts 2.5)."""
    answer = tube.call("playlists.insert", {"snippet": {"title": "A", name: f"a{letter}b"}}, part="snippet")
    assert (*answer.refused, answer.where) == (400, "invalidPlaylistSnippet", f"body.snippet.{name}")


def test_a_podcast_may_need_an_image(tube: Driver) -> None:
    """Needing a square image first is UNVERIFIED (facts 3)."""
    playlist = tube.playlist()
    body = {"id": playlist, "snippet": {"title": "A"}, "status": {"podcastStatus": "enabled"}}
    assert tube.call("playlists.update", body, part="snippet,status").status == 200
    tube.settings(podcast_needs_image=True)
    refused = (400, "failedPrecondition")
    assert tube.call("playlists.update", body, part="snippet,status").refused == refused
    assert tube.call("playlists.insert", body, part="snippet,status").refused == refused
    assert tube.call("playlists.update", body, part="snippet").status == 200


def test_what_a_playlists_status_leaves_out_can_be_kept(tube: Driver) -> None:
    """Whether a status update resets podcastStatus is UNVERIFIED (facts 2.4)."""
    body = {"id": tube.playlist(), "snippet": {"title": "A"}, "status": {"podcastStatus": "enabled"}}
    tube.settings(omitted_status="keep")
    shown = tube.call("playlists.update", body, part="snippet,status").body
    assert shown["status"] == {"privacyStatus": "public", "podcastStatus": "enabled"}
    body["status"] = {"privacyStatus": "unlisted"}
    shown = tube.call("playlists.update", body, part="snippet,status").body
    assert shown["status"] == {"privacyStatus": "unlisted", "podcastStatus": "enabled"}


# Entries.


def test_the_reason_for_a_duplicate_entry_is_a_setting(tube: Driver) -> None:
    """The exact reason of the 409 is not known (facts 9)."""
    tube.settings(duplicates="refuse", duplicate_reason="duplicate")
    playlist, video = tube.playlist(), tube.video()
    tube.item(playlist, video)
    assert tube.item(playlist, video).refused == (409, "duplicate")


@pytest.mark.parametrize("contents", [{"startAt": "soon"}, {"endAt": "-1"}, {"startAt": "20", "endAt": "10.5"}])
def test_times_of_an_entry_are_seconds_in_their_order(tube: Driver, contents: dict[str, str]) -> None:
    assert tube.item(tube.playlist(), tube.video(), **contents).refused == (400, "invalidContentDetails")


def test_times_of_an_entry_are_kept_until_its_part_leaves_them_out(tube: Driver) -> None:
    """An update with contentDetails removes note, startAt, endAt that it leaves out (facts 2.4)."""
    item = tube.item(tube.playlist(), tube.video(), startAt="10", endAt="20.5", note="Đoạn đầu").body
    assert {"startAt": "10", "endAt": "20.5", "note": "Đoạn đầu"}.items() <= item["contentDetails"].items()
    body = {"id": item["id"], "snippet": item["snippet"], "contentDetails": {"startAt": "5"}}
    shown = tube.call("playlistItems.update", body, part="snippet,contentDetails").body["contentDetails"]
    assert (shown["startAt"], "endAt" in shown, "note" in shown) == ("5", False, False)


def test_an_entry_without_its_snippet_is_refused(tube: Driver) -> None:
    """snippet.playlistId and resourceId are required, and ignored when the part is not named (facts 2.3, 2.4)."""
    item = tube.item(tube.playlist(), tube.video()).body
    body = {"id": item["id"], "snippet": item["snippet"], "contentDetails": {"note": "A"}}
    for method in ("playlistItems.update", "playlistItems.insert"):
        assert tube.call(method, body, part="contentDetails").refused == (400, "playlistIdRequired")


def test_watch_later_and_history_are_not_readable(tube: Driver) -> None:
    """Watch Later and History are not readable, nor can they be written (facts 3, 5.3)."""
    for playlist, reason in (("WL", "watchLaterNotAccessible"), ("HL", "watchHistoryNotAccessible")):
        assert tube.call("playlistItems.list", part="id", playlistId=playlist).refused == (403, reason)
        assert tube.item(playlist, tube.video()).refused == (400, "playlistOperationUnsupported")


def test_the_uploads_list_reaches_back_20000_entries(tube: Driver) -> None:
    """The uploads playlist lists at most 20,000 entries (facts 2.5); the total counts the others too (facts 3)."""
    tube.control("POST", "seed", {"videos": 20_003})
    channel = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]
    query = {"part": "id", "playlistId": channel["contentDetails"]["relatedPlaylists"]["uploads"], "maxResults": 50}
    page, seen = tube.call("playlistItems.list", **query).body, 0
    while True:
        seen += len(page["items"])
        assert page["pageInfo"]["totalResults"] == 20_003
        if "nextPageToken" not in page:
            break
        page = tube.call("playlistItems.list", pageToken=page["nextPageToken"], **query).body
    assert seen == 20_000


def test_the_total_of_others_uploads_counts_what_is_hidden(tube: Driver) -> None:
    """TotalResults also counts hidden ones, so it is no bound of a loop (facts 3)."""
    for privacy in ("public", "private", "public"):
        tube.video(status={"privacyStatus": privacy})
    channel = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]
    uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    url = f"/youtube/v3/playlistItems?part=id&playlistId={uploads}&maxResults=1&key=x"
    page = tube.send("GET", url, Authorization="").body
    assert page["pageInfo"]["totalResults"] == 3
    page = tube.send("GET", f"{url}&pageToken={page['nextPageToken']}", Authorization="").body
    assert (len(page["items"]), "nextPageToken" in page) == (1, False)


# Upload sessions.


def test_a_session_lasts_some_days_of_the_sandboxs_time(tube: Driver, clock: Clock) -> None:
    """Lifetime: finite, no figure; a week is that of Drive (facts 4.1)."""
    first, second = tube.session(2 * CHUNK), tube.session(5)
    clock.on(days=7)
    assert tube.put(first, bytes(CHUNK), f"0-{CHUNK - 1}/{2 * CHUNK}").status == 308
    clock.on(seconds=1)
    assert tube.put(first, span=f"*/{2 * CHUNK}").status == 404
    assert tube.put(second, b"video").status == 404
    tube.settings(session_days=0.5)
    third = tube.session(5)
    clock.on(hours=13)
    assert tube.put(third, b"video").status == 404


def test_an_upload_can_end_with_201(tube: Driver) -> None:
    """201, and clients handle 200 as well (facts 4.1)."""
    tube.settings(upload_status=201)
    session = tube.session(5)
    assert tube.put(session, b"video").status == 201
    again = tube.put(session, span="*/5")
    assert (again.status, again.body["kind"]) == (201, "youtube#video")


def test_a_session_may_need_the_token(tube: Driver) -> None:
    """Whether the address works without Authorization is not known (facts 4.1)."""
    session = tube.session(5)
    assert tube.sandbox.handle(Request("PUT", session, {"Content-Range": "bytes */5"})).status == 308
    tube.settings(session_needs_token=True)
    assert tube.sandbox.handle(Request("PUT", session, {"Content-Range": "bytes */5"})).status == 401
    assert tube.put(session, b"video").status == 200


def test_what_a_method_costs_can_be_set_where_the_table_is_silent(tube: Driver) -> None:
    """captions.download stands in no table of 2026; older ones have 200 units."""
    caption = {"id": "nothing"}
    tube.call("captions.download", **caption)
    tube.settings(prices={"youtube.captions.download": 1})
    tube.call("captions.download", **caption)
    tube.fault("captions.download", "403-quotaExceeded")
    tube.call("captions.download", **caption)
    assert [each["units"] for each in tube.journal()] == [200, 1, 0]
    assert tube.settings(prices={"youtube.captions.invent": 1}).refused == (400, "invalidSetting")
