"""comments and commentThreads: as many as the counter of a video tells, and how they are listed."""

from __future__ import annotations

from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import Request, read

if TYPE_CHECKING:
    from sandbox_driver import Clock, Driver


@pytest.fixture
def video(tube: Driver, clock: Clock) -> str:
    """The most talked about of some videos that have been public for a month."""
    videos = [tube.video() for _ in range(30)]
    clock.on(days=30)
    return max(videos, key=lambda each: counter(tube, each))


def counter(tube: Driver, video: str) -> int:
    shown = tube.call("videos.list", part="statistics", id=video).body["items"][0]
    return int(shown["statistics"]["commentCount"])


def every(tube: Driver, method: str = "commentThreads.list", **query: Any) -> list[dict[str, Any]]:
    """All items of all pages."""
    items: list[dict[str, Any]] = []
    while True:
        got = tube.call(method, **{"part": "snippet,replies" if "Threads" in method else "snippet", **query})
        items += got.body["items"]
        if "nextPageToken" not in got.body:
            return items
        query["pageToken"] = got.body["nextPageToken"]


def top(thread: dict[str, Any]) -> dict[str, Any]:
    return dict(thread["snippet"]["topLevelComment"]["snippet"])


# How many, and when.


def test_threads_and_replies_are_as_many_as_the_counter_tells(tube: Driver, video: str) -> None:
    threads = every(tube, videoId=video)
    assert len(threads) + sum(each["snippet"]["totalReplyCount"] for each in threads) == counter(tube, video) > 40


def test_a_comment_is_from_the_time_when_the_counter_reached_it(tube: Driver, clock: Clock, video: str) -> None:
    threads = every(tube, videoId=video, order="time")
    times = [top(each)["publishedAt"] for each in threads]
    assert times == sorted(times, reverse=True)
    newest = datetime.fromisoformat(times[0])
    seen = len(threads) + sum(each["snippet"]["totalReplyCount"] for each in threads)
    clock.now = newest - timedelta(seconds=1)
    assert counter(tube, video) < seen
    assert threads[0]["id"] not in [each["id"] for each in every(tube, videoId=video)]
    clock.now = newest
    assert every(tube, videoId=video)[0]["id"] == threads[0]["id"]


def test_comments_stay_what_they_were_when_others_come(tube: Driver, clock: Clock, video: str) -> None:
    before = {each["id"]: top(each) for each in every(tube, videoId=video)}
    clock.on(days=60)
    after = {each["id"]: top(each) for each in every(tube, videoId=video)}
    assert len(after) > len(before)
    assert {id_: after[id_] for id_ in before} == before


def test_new_and_private_videos_have_no_comments(tube: Driver, clock: Clock) -> None:
    fresh, private = tube.video(), tube.video(status={"privacyStatus": "private"})
    assert every(tube, videoId=fresh) == []
    clock.on(days=30)
    assert every(tube, videoId=private) == []


# Shape.


def test_a_thread_has_the_keys_of_the_reference_page(tube: Driver, video: str) -> None:
    threads = every(tube, videoId=video)
    shown = next(each for each in threads if "replies" in each)
    assert set(shown) == {"kind", "etag", "id", "snippet", "replies"}
    assert set(shown["snippet"]) == {
        "channelId",
        "videoId",
        "topLevelComment",
        "canReply",
        "totalReplyCount",
        "isPublic",
    }
    comment, reply = shown["snippet"]["topLevelComment"], shown["replies"]["comments"][0]
    keys = {
        "channelId",
        "videoId",
        "textDisplay",
        "textOriginal",
        "authorDisplayName",
        "authorProfileImageUrl",
        "authorChannelUrl",
        "authorChannelId",
        "canRate",
        "viewerRating",
        "likeCount",
        "moderationStatus",
        "publishedAt",
        "updatedAt",
    }
    assert (comment["kind"], comment["id"], set(comment["snippet"])) == ("youtube#comment", shown["id"], keys)
    assert set(reply["snippet"]) == keys | {"parentId"}
    assert reply["snippet"]["parentId"] == shown["id"]
    assert reply["id"].startswith(shown["id"] + ".")
    assert reply["snippet"]["publishedAt"] >= comment["snippet"]["publishedAt"]
    assert len(shown["id"]) == 26
    assert any("replies" not in each for each in threads)


def test_a_thread_shows_five_replies_and_comments_list_the_rest(tube: Driver, video: str) -> None:
    thread = max(every(tube, videoId=video), key=lambda each: each["snippet"]["totalReplyCount"])
    count = thread["snippet"]["totalReplyCount"]
    assert count > 5
    some = thread["replies"]["comments"]
    replies = every(tube, "comments.list", parentId=thread["id"], maxResults=3)
    assert len(some) == 5
    assert len(replies) == count
    assert some == replies[:5]
    times = [each["snippet"]["publishedAt"] for each in replies]
    assert times == sorted(times, reverse=True)


def test_the_owner_answers_too(tube: Driver, video: str) -> None:
    own = tube.call("channels.list", part="id,snippet", mine="true").body["items"][0]
    threads = every(tube, videoId=video)
    replies = [each["snippet"] for thread in threads for each in thread.get("replies", {}).get("comments", ())]
    owners = [each for each in replies if each["authorChannelId"]["value"] == own["id"]]
    assert owners
    assert owners[0]["authorDisplayName"] == own["snippet"]["customUrl"]
    assert len(owners) < len(replies)


def test_text_original_is_for_everybody_unless_a_setting_keeps_it_back(tube: Driver, video: str) -> None:
    tube.settings(comment_originals=False)
    assert all("textOriginal" not in top(each) for each in every(tube, videoId=video))


# Texts.


class Text(HTMLParser):
    """The text and the tags of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_says_the_same_as_the_plain_text_and_has_no_markup_of_users(tube: Driver, video: str) -> None:
    """HTML unless plainText is asked for; what users write is escaped."""
    as_html = {each["id"]: top(each)["textDisplay"] for each in every(tube, videoId=video)}
    plain = {each["id"]: top(each)["textDisplay"] for each in every(tube, videoId=video, textFormat="plainText")}
    tags = set()
    for id_, text in as_html.items():
        parsed = Text()
        parsed.feed(text)
        parsed.close()
        assert parsed.text == plain[id_]
        tags |= parsed.tags
    assert tags == {"a", "br"}
    said = set(plain.values())
    assert "<script>alert('xin chào')</script>" in said
    assert "&lt;script&gt;alert(&#39;xin chào&#39;)&lt;/script&gt;" in as_html.values()
    assert any(text.startswith("=") for text in said)
    assert any("Đảng ủy" in text for text in said)


def test_moments_and_addresses_are_links(tube: Driver, video: str) -> None:
    shown = {top(each)["textOriginal"]: top(each)["textDisplay"] for each in every(tube, videoId=video)}
    moment = next(text for original, text in shown.items() if "1:05" in original)
    assert f'<a href="https://www.youtube.com/watch?v={video}&amp;t=65">1:05</a>' in moment
    address = next(text for original, text in shown.items() if "https://" in original and original[0] != "=")
    link = "https://haiphong.gov.vn/tin-tuc?id=28&amp;loai=1"
    assert f'<a href="{link}">{link}</a>' in address


# Lists.


def test_pages_have_20_threads_and_at_most_100(tube: Driver, video: str) -> None:
    first = tube.call("commentThreads.list", part="id", videoId=video).body
    assert len(first["items"]) == 20
    assert first["pageInfo"] == {"totalResults": 20, "resultsPerPage": 20}
    assert "prevPageToken" not in first
    assert len(every(tube, videoId=video, maxResults=7)) == len(every(tube, videoId=video, maxResults=100))
    for wrong in (0, 101):
        got = tube.call("commentThreads.list", part="id", videoId=video, maxResults=wrong)
        assert (got.refused, got.where) == ((400, "invalidParameter"), "maxResults")


def test_relevant_threads_are_the_most_liked_ones(tube: Driver, video: str) -> None:
    likes = [top(each)["likeCount"] for each in every(tube, videoId=video, order="relevance")]
    assert likes == sorted(likes, reverse=True)
    assert likes[0] > likes[-1]


def test_search_terms_narrow_the_threads(tube: Driver, video: str) -> None:
    found = every(tube, videoId=video, searchTerms="dang uy khoi")
    assert found
    assert all("Đảng ủy Khối" in top(each)["textOriginal"] for each in found)
    assert len(found) < len(every(tube, videoId=video))


def test_the_threads_of_a_channel_are_those_of_all_its_videos(tube: Driver, video: str) -> None:
    own = tube.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    threads = every(tube, allThreadsRelatedToChannelId=own, maxResults=100)
    times = [top(each)["publishedAt"] for each in threads]
    assert times == sorted(times, reverse=True)
    of_one = [each["id"] for each in threads if each["snippet"]["videoId"] == video]
    assert of_one == [each["id"] for each in every(tube, videoId=video)]
    uploads = tube.call("playlistItems.list", part="contentDetails", playlistId="UU" + own[2:], maxResults=50)
    videos = [each["contentDetails"]["videoId"] for each in uploads.body["items"]]
    everything = len(threads) + sum(each["snippet"]["totalReplyCount"] for each in threads)
    assert everything == sum(counter(tube, each) for each in videos)


def test_discussions_of_channels_are_gone(tube: Driver, video: str) -> None:
    """They were removed on 30 April 2024 (facts 1.4)."""
    own = tube.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    assert every(tube, channelId=own) == []
    assert every(tube, videoId=video)


def test_threads_and_comments_are_found_by_id(tube: Driver, video: str) -> None:
    threads = [each for each in every(tube, videoId=video) if "replies" in each][:3]
    ids = [each["id"] for each in threads]
    found = tube.call("commentThreads.list", part="snippet,replies", id=",".join(ids)).body["items"]
    assert [each["id"] for each in found] == ids
    reply = threads[0]["replies"]["comments"][0]["id"]
    comments = tube.call("comments.list", part="snippet", id=f"{reply},{ids[1]}").body["items"]
    assert [each["id"] for each in comments] == [reply, ids[1]]
    # The reference page: the moderation status is not set where ids were asked for.
    assert all("moderationStatus" not in each["snippet"] for each in comments)


def test_only_the_owner_is_told_of_moderation(tube: Driver, video: str) -> None:
    def ask(query: str) -> Any:
        url = f"http://sandbox.localhost/youtube/v3/commentThreads?part=snippet&videoId={video}&key=any{query}"
        return read(tube.sandbox.handle(Request("GET", url, {}, b"")))

    shown = ask("").body["items"][0]["snippet"]
    assert "moderationStatus" not in shown["topLevelComment"]["snippet"]
    assert shown["canReply"] is False
    assert ask("&moderationStatus=heldForReview").refused == (403, "forbidden")
    assert every(tube, videoId=video, moderationStatus="heldForReview") == []
    assert every(tube, videoId=video, moderationStatus="published") == every(tube, videoId=video)


# Refusals.


def test_what_is_made_for_kids_has_no_comments(tube: Driver, clock: Clock) -> None:
    """403 commentsDisabled (facts 5.3)."""
    video = tube.video(status={"privacyStatus": "public", "selfDeclaredMadeForKids": True})
    clock.on(days=30)
    got = tube.call("commentThreads.list", part="id", videoId=video)
    assert (got.refused, got.where) == ((403, "commentsDisabled"), "videoId")


@pytest.mark.parametrize(
    ("method", "query", "refusal"),
    [
        ("commentThreads", {"videoId": "nobody"}, (404, "videoNotFound")),
        ("commentThreads", {"id": "nothing"}, (404, "commentThreadNotFound")),
        ("commentThreads", {"allThreadsRelatedToChannelId": "UC" + "x" * 22}, (404, "channelNotFound")),
        ("commentThreads", {}, (400, "missingRequiredParameter")),
        ("commentThreads", {"videoId": "a", "id": "b"}, (400, "incompatibleParameters")),
        ("commentThreads", {"id": "a", "searchTerms": "b"}, (400, "incompatibleParameters")),
        ("commentThreads", {"videoId": "a", "order": "best"}, (400, "invalidParameter")),
        ("comments", {"id": "nothing"}, (404, "commentNotFound")),
        ("comments", {"parentId": "Ugxđ"}, (404, "commentNotFound")),
        ("comments", {}, (400, "missingRequiredParameter")),
    ],
)
def test_comments_are_refused_for_the_right_reason(
    tube: Driver, method: str, query: dict[str, str], refusal: tuple[int, str]
) -> None:
    assert tube.call(f"{method}.list", part="snippet", **query).refused == refusal


def test_a_comment_cannot_be_found_once_its_video_is_gone(tube: Driver, video: str) -> None:
    thread = every(tube, videoId=video)[0]["id"]
    tube.call("videos.delete", id=video)
    assert tube.call("comments.list", part="id", id=thread).refused == (404, "commentNotFound")
    assert tube.call("comments.list", part="id", parentId=thread).refused == (404, "commentNotFound")
