"""comments and commentThreads: what people say about the public videos. It can be read, not written."""

from __future__ import annotations

import re
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.resources import conversations, publishing, terms
from ytchannel.sandbox.resources.paging import cut, incompatible, listing, one_filter, pages, window
from ytchannel.sandbox.resources.text import escaped
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.resources.conversations import Comment
    from ytchannel.sandbox.store import Row

_PAGE = 20  # comments, unless told
_REPLIES = 5  # that a thread shows

_LINK = re.compile(r"https?://[^\s<]+")
_MOMENT = re.compile(r"\b(\d{1,2}):(\d\d)\b")


def show_threads(call: Call) -> Json:
    """commentThreads.list: made up, as many as commentCount tells; totalResults counts the page, as in the API."""
    filter_ = one_filter(call, "videoId", "allThreadsRelatedToChannelId", "channelId", "id")
    if filter_ == "id":
        return listing("commentThread", [_thread(call, each) for each in _named_threads(call)])
    if filter_ == "videoId":
        video = _open(call, call.query["videoId"])
        videos = [video]
    else:
        videos = _of_channel(call, call.query[filter_])
    if call.query.get("moderationStatus", "published") != "published":
        if not all(call.owns(video.parent) for video in videos):
            raise _refused(403, "forbidden", "moderationStatus", "commentThread")
        videos = []  # all that is said here is published
    if filter_ == "channelId":
        videos = []  # discussions of channels were removed on 30 April 2024
    return _page(call, "commentThread", _found(call, videos))


def show(call: Call) -> Json:
    """comments.list: the replies to one comment, newest first, or some by id."""
    if one_filter(call, "parentId", "id") == "id":
        found = [_existing(call, id_, "id", "comment") for id_ in dict.fromkeys(call.query["id"])]
        return listing("comment", [_comment(call, each) for each in found])
    parent = _existing(call, call.query["parentId"], "parentId", "comment")
    return _page(call, "comment", conversations.replies(parent, call.now))


def _page(call: Call, kind: str, found: Iterable[Comment]) -> Json:
    """One page of what is found. There is no way back, and the total is that of the page."""
    start, count = window(call, _PAGE)
    some = list(islice(found, start, start + count + 1))
    told = {name: each for name, each in pages(start, count, start + len(some)).items() if name != "prevPageToken"}
    shown = _thread if kind == "commentThread" else _comment
    items = [shown(call, each) for each in some[:count]]
    told["pageInfo"] = {"totalResults": len(items), "resultsPerPage": count}
    return listing(kind, items, told)


def _found(call: Call, videos: Sequence[Row]) -> Iterable[Comment]:
    """The threads of some videos that the caller searches for, in the order asked for."""
    wanted = terms.read(call.query.get("searchTerms", ""))

    def fitting(video: Row) -> Iterator[Comment]:
        return (each for each in conversations.threads(video, call.now) if wanted.score([(1, each.text)]))

    if call.query.get("order") == "relevance":
        every = (each for video in videos for each in fitting(video))
        return sorted(every, key=lambda each: (each.likes, len(conversations.replies(each, call.now))), reverse=True)
    if len(videos) == 1:
        return fitting(videos[0])
    return merge(*map(fitting, videos), key=lambda each: each.said(call.now), reverse=True)


def _named_threads(call: Call) -> list[Comment]:
    """The threads of some ids. Raises Refused 400 or 404."""
    for name in ("searchTerms", "moderationStatus"):
        if name in call.query:
            raise incompatible("id", name)
    found = [_existing(call, id_, "id", "commentThread") for id_ in dict.fromkeys(call.query["id"])]
    if any(each.is_reply for each in found):
        raise _refused(404, "commentThreadNotFound", "id", "commentThread")
    return found


def _existing(call: Call, id_: str, where: str, kind: str) -> Comment:
    """The comment of an id. Raises Refused 404."""
    name, number = conversations.parse(id_)
    video = call.store.get("video", name) if name else None
    if video and not _is_closed(video) and 0 < number <= conversations.count(video, call.now):
        comment = conversations.of(video, number)
        if comment.id == id_:
            return comment
    raise _refused(404, f"{kind}NotFound", where, kind)


def _open(call: Call, id_: str) -> Row:
    """A video whose comments can be read. Raises Refused 403 commentsDisabled, 404 videoNotFound."""
    video = call.store.get("video", id_)
    if video is None or not publishing.is_seen(call, video):
        raise _refused(404, "videoNotFound", "videoId", "commentThread")
    if _is_closed(video):
        raise _refused(403, "commentsDisabled", "videoId", "commentThread")
    return video


def _is_closed(video: Row) -> bool:
    """Whether nobody may comment: on what is made for kids."""
    return bool(video.body["status"].get("selfDeclaredMadeForKids"))


def _of_channel(call: Call, id_: str) -> list[Row]:
    """The videos of a channel that may have comments. Raises Refused 404 channelNotFound."""
    owner = owners.find(call.settings, id_)
    if owner is None:
        raise _refused(404, "channelNotFound", "channelId", "commentThread")
    return [video for video in call.store.rows("video", owner.uploads) if not _is_closed(video)]


def _thread(call: Call, top: Comment) -> Json:
    replies = conversations.replies(top, call.now)
    snippet = {
        "channelId": call.channel(top.video.parent)["channelId"],
        "videoId": top.video.id,
        "topLevelComment": _comment(call.but(parts=("snippet",)), top),
        "canReply": call.caller.owner is not None,
        "totalReplyCount": len(replies),
        "isPublic": True,
    }
    some = [_comment(call.but(parts=("snippet",)), each) for each in replies[:_REPLIES]]
    shown = {"snippet": lambda: snippet, "replies": lambda: {"comments": some} if some else None}
    return cut(call, "commentThread", top.id, shown)


def _comment(call: Call, comment: Comment) -> Json:
    return cut(call, "comment", comment.id, {"snippet": lambda: _snippet(call, comment)})


def _snippet(call: Call, comment: Comment) -> Json:
    video, text, said = comment.video, comment.text, stamp(comment.said(call.now))
    plain = call.query.get("textFormat") == "plainText"
    shown = {
        "channelId": call.channel(video.parent)["channelId"],
        "videoId": video.id,
        "textDisplay": text if plain else _html(text, video.id),
        **({"textOriginal": text} if call.settings.comment_originals else {}),
        **_author(call, comment),
        "canRate": True,
        "viewerRating": "none",
        "likeCount": comment.likes,
        "publishedAt": said,
        "updatedAt": said,
    }
    if comment.is_reply:
        shown["parentId"] = conversations.of(video, comment.top).id
    if call.owns(video.parent) and "id" not in call.query:
        shown["moderationStatus"] = "published"
    return shown


def _author(call: Call, comment: Comment) -> Json:
    handle, id_ = comment.author, "UC" + token(f"author-{comment.author}", 16)
    owner = owners.of_uploads(call.settings, comment.video.parent)
    if not handle and owner:
        handle, id_ = owner.handle.lstrip("@"), owner.id
    return {
        "authorDisplayName": f"@{handle}",
        "authorProfileImageUrl": f"https://yt3.ggpht.com/{id_}=s48-c-k-c0x00ffffff-no-rj",
        "authorChannelUrl": f"http://www.youtube.com/@{handle}",
        "authorChannelId": {"value": id_},
    }


def _html(text: str, video: str) -> str:
    """A text as HTML: what it says escaped, links and moments of the video as links."""

    def moment(found: re.Match[str]) -> str:
        seconds = int(found[1]) * 60 + int(found[2])
        return f'<a href="https://www.youtube.com/watch?v={video}&amp;t={seconds}">{found[0]}</a>'

    shown = escaped(text).replace("\n", "<br>")
    return _MOMENT.sub(moment, _LINK.sub(r'<a href="\g<0>">\g<0></a>', shown))


def _refused(status: int, reason: str, where: str, kind: str) -> Refused:
    return Refused(status, reason, where=where, domain=f"youtube.{kind}")


METHODS = {"youtube.commentThreads.list": show_threads, "youtube.comments.list": show}
