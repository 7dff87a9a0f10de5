"""search.list: what an index has found, which lags behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.resources import channel, playlists, statistics, terms, videos
from ytchannel.sandbox.resources.filters import Wish, read
from ytchannel.sandbox.resources.paging import IDS, cut, listing, pages, window
from ytchannel.sandbox.resources.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.owners import Owner
    from ytchannel.sandbox.wire import Json

_MOST = 500  # results that can be paged through
_DESCRIPTION = 160  # characters that a result shows of a description
_LENGTHS = {"short": (0, 240), "medium": (240, 1200), "long": (1200, 2**31)}  # seconds


@dataclass(frozen=True)
class _Hit:
    """Something found. `count` is what the order videoCount goes by."""

    kind: str
    id: str
    title: str
    since: datetime
    score: int
    views: int = 0
    likes: int = 0
    count: int = 0


# Each order sorts by a key downwards; titles are sorted upwards afterwards.
_ORDERS: dict[str, Callable[[_Hit], tuple[float, ...]]] = {
    "date": lambda hit: (hit.since.timestamp(),),
    "rating": lambda hit: (hit.likes, hit.views),
    "viewCount": lambda hit: (hit.views,),
    "videoCount": lambda hit: (hit.count,),
}


def show(call: Call) -> Json:
    """search.list: words without regard to case and diacritics, - and |; a lagging index; 500 results; no topics.

    What is deleted or changed is so in the index at once. The total is a guess, as in the API: do not count on it.
    """
    wish = read(call)
    hits = [hit for hit in _found(call, wish) if wish.after <= hit.since <= wish.before]
    hits = list(_fitting(call, wish, hits))
    if wish.order == "title":
        hits.sort(key=lambda hit: terms.words(hit.title))
    else:
        hits.sort(key=_ORDERS.get(wish.order, lambda hit: (hit.score, hit.views)), reverse=True)
    start, count = window(call)
    told = pages(start, count, min(len(hits), _MOST))
    told["pageInfo"]["totalResults"] = len(hits) + len(hits) // 20
    items = _shown(call, hits[:_MOST][start : start + count])
    return listing("search", items, {"regionCode": wish.region or "US", **told})


def _found(call: Call, wish: Wish) -> Iterator[_Hit]:
    """What the words find, among what the caller may find."""
    for owner in owners.owners(call.settings):
        if wish.channel not in ("", owner.id) or (wish.mine and not call.owns(owner.id)):
            continue
        if "video" in wish.kinds:
            yield from _videos(call, wish, owner)
        if "playlist" in wish.kinds:
            yield from _playlists(call, wish, owner)
        if "channel" in wish.kinds and not wish.shows:
            yield from _channels(call, wish, owner)


def _videos(call: Call, wish: Wish, owner: Owner) -> Iterator[_Hit]:
    """The public videos, or all of the caller's own, that have been here for as long as the index lags."""
    for row in call.store.rows("video", owner.uploads):
        body, snippet = row.body, row.body["snippet"]
        public = statistics.public_since(body, call.now)
        since = public or (datetime.fromisoformat(body["uploadedAt"]) if wish.mine else None)
        if since is None or not _is_indexed(call, since) or wish.category not in ("", snippet.get("categoryId", "")):
            continue
        texts = [(3, snippet["title"]), *((2, tag) for tag in snippet.get("tags", ())), (1, snippet["description"])]
        score = wish.terms.score(texts)
        if score:
            figures = statistics.figures(row.id, body, call.now)
            counts = int(figures["viewCount"]), int(figures["likeCount"])
            yield _Hit("video", row.id, snippet["title"], since, score, *counts)


def _is_indexed(call: Call, since: datetime) -> bool:
    return (call.now - since).total_seconds() >= call.settings.search_lag_seconds


def _playlists(call: Call, wish: Wish, owner: Owner) -> Iterator[_Hit]:
    for row in call.store.rows("playlist", owner.id):
        since, snippet = datetime.fromisoformat(row.body["publishedAt"]), row.body["snippet"]
        score = wish.terms.score([(3, snippet["title"]), (1, snippet["description"])])
        if score and _is_indexed(call, since) and row.body["status"]["privacyStatus"] == "public":
            count = call.store.total("playlistItem", row.id)
            yield _Hit("playlist", row.id, snippet["title"], since, score, count=count)


def _channels(call: Call, wish: Wish, owner: Owner) -> Iterator[_Hit]:
    told = channel.shown(call.but(parts=("snippet", "statistics")), owner)
    snippet, figures = told["snippet"], told["statistics"]
    score = wish.terms.score([(3, owner.title), (3, owner.handle), (1, snippet["description"])])
    if score:
        since = datetime.fromisoformat(snippet["publishedAt"]).astimezone(UTC)
        views, count = int(figures["viewCount"]), int(figures["videoCount"])
        yield _Hit("channel", owner.id, owner.title, since, score, views, count=count)


def _fitting(call: Call, wish: Wish, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """The videos that are as the filters want them, which videos.list tells; all hits where nothing is wanted."""
    if not wish.videos:
        yield from hits
        return
    parts = ("status", "contentDetails", "paidProductPlacementDetails")
    for start in range(0, len(hits), IDS):
        some = {hit.id: hit for hit in hits[start : start + IDS]}
        told = videos.show(call.but(query={"id": list(some)}, parts=parts))
        yield from (some[each["id"]] for each in told["items"] if _fits(wish, each))


def _fits(wish: Wish, video: Json) -> bool:
    """Whether a video is as the filters want it. None is live, a film, an episode, or has a place."""
    contents, status = video["contentDetails"], video["status"]
    there = {
        "videoCaption": {"true": "closedCaption", "false": "none"}[contents["caption"]],
        "videoDefinition": {"hd": "high", "sd": "standard"}[contents["definition"]],
        "videoDimension": contents["dimension"],
        "videoEmbeddable": str(status["embeddable"]).lower(),
        "videoLicense": status["license"],
        "videoPaidProductPlacement": str(video["paidProductPlacementDetails"]["hasPaidProductPlacement"]).lower(),
        "videoSyndicated": "true",
        "eventType": "none",
    }
    low, high = _LENGTHS.get(wish.videos.get("videoDuration", ""), (0, 2**31))
    wanted = {name: value for name, value in wish.videos.items() if name != "videoDuration"}
    return low <= _seconds(contents["duration"]) < high and all(there.get(k) == value for k, value in wanted.items())


def _seconds(duration: str) -> int:
    """The length of an ISO 8601 duration of hours, minutes and seconds."""
    spans = {"H": 3600, "M": 60, "S": 1}
    return sum(int(number) * spans[unit] for number, unit in re.findall(r"(\d+)([HMS])", duration.partition("T")[2]))


def _shown(call: Call, hits: Sequence[_Hit]) -> list[Json]:
    """The results of a page, as the lists of their kinds show them."""
    lists = {"video": videos.show, "playlist": playlists.show, "channel": channel.show}
    snippets: dict[str, Json] = {}
    for kind, list_ in lists.items():
        ids = [hit.id for hit in hits if hit.kind == kind]
        if ids:
            told = list_(call.but(query={"id": ids, "maxResults": IDS}, parts=("snippet",)))
            snippets |= {each["id"]: each["snippet"] for each in told.get("items", ())}
    return [_result(call, hit, snippets[hit.id]) for hit in hits if hit.id in snippets]


def _result(call: Call, hit: _Hit, found: Json) -> Json:
    text: Callable[[str], str] = escaped if call.settings.search_escapes else str
    title = text(found["title"])
    snippet = {
        "publishedAt": found["publishedAt"],
        "channelId": hit.id if hit.kind == "channel" else found["channelId"],
        "title": title,
        "description": text(_short(found["description"])),
        "thumbnails": {
            name: each for name, each in found["thumbnails"].items() if name in ("default", "medium", "high")
        },
        "channelTitle": title if hit.kind == "channel" else text(found["channelTitle"]),
        "liveBroadcastContent": "none",
    }
    shown = cut(call, "searchResult", hit.id, {"snippet": lambda: snippet})
    return {**shown, "id": {"kind": f"youtube#{hit.kind}", f"{hit.kind}Id": hit.id}}


def _short(description: str) -> str:
    """The beginning of a description in one line, up to a whole word."""
    line = " ".join(description.split())
    return line if len(line) <= _DESCRIPTION else f"{line[:_DESCRIPTION].rpartition(' ')[0]} ..."


METHODS = {"youtube.search.list": show}
