"""Every bad request of the table is refused with the code, reason, location and domain that the pages have."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import yaml
from sandbox_bad_requests import rows
from sandbox_driver import ROOT, read

from ytchannel.sandbox import Request
from ytchannel.sandbox.discovery.document import youtube
from ytchannel.sandbox.store import Row

if TYPE_CHECKING:
    from sandbox_driver import Answer, Driver

TABLE = rows()


def test_the_table_is_large_enough() -> None:
    assert len(TABLE) >= 150


@pytest.fixture
def there(tube: Driver) -> dict[str, Any]:
    """What is there to ask for, by the names of the table."""
    tube.settings(channels=[{"title": "Khác", "handle": "@khac", "account": "khac@example.com"}])
    channel = tube.call("channels.list", part="contentDetails", mine="true").body["items"][0]
    uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    playlist, video = tube.playlist(), tube.video()
    shelf = {"snippet": {"type": "singlePlaylist"}, "contentDetails": {"playlists": [playlist]}}
    entries = tube.call("playlistItems.list", part="id", playlistId=uploads).body["items"]
    return {
        "channel": channel["id"],
        "uploads": uploads,
        "upload": entries[0]["id"],
        "playlist": playlist,
        "private": tube.playlist(privacy="private"),
        "video": video,
        "resource": {"kind": "youtube#video", "videoId": video},
        "item": tube.item(playlist, video).body["id"],
        "section": tube.call("channelSections.insert", shelf, part="snippet,contentDetails").body["id"],
        **theirs(tube),
    }


def theirs(tube: Driver) -> dict[str, Any]:
    """Things of another channel, which no request of this one can make: put where they are kept."""
    found = tube.call("channels.list", part="id", forHandle="@khac").body["items"][0]["id"]
    store = tube.sandbox._store
    own = {kind: store.rows(kind, parent)[0] for kind, parent in parents(tube).items()}
    kept = {"their_channel": found}
    for name, kind, privacy in (
        ("their_playlist", "playlist", "public"),
        ("their_private", "playlist", "private"),
        ("their_video", "video", "public"),
        ("their_secret", "video", "private"),
        ("their_section", "channelSection", ""),
        ("their_item", "playlistItem", ""),
    ):
        body = own[kind].body if not privacy else {**own[kind].body, "status": {"privacyStatus": privacy}}
        kept[name] = name.replace("_", "")
        parent = {"video": "UU" + found[2:], "playlistItem": "theirplaylist"}.get(kind, found)
        store.put(Row(kind, kept[name], parent, 0, body, own[kind].subject))
    return kept


def parents(tube: Driver) -> dict[str, str]:
    """Where this channel's own things are, to be copied: one of each kind."""
    channel = tube.call("channels.list", part="id", mine="true").body["items"][0]["id"]
    playlist, video = tube.playlist("Mẫu"), tube.video(b"other")
    tube.item(playlist, video)
    tube.call("channelSections.insert", {"snippet": {"type": "recentUploads"}}, part="snippet")
    return {"playlist": channel, "video": "UU" + channel[2:], "channelSection": channel, "playlistItem": playlist}


def filled(text: str, there: dict[str, Any]) -> str:
    """A column with its ids, and its long strings, put in."""
    text = text.replace("$ids51", ",".join(f"id{number}" for number in range(51)))
    text = re.sub(r"\$([^\w\s.]|x|ộ)(\d+)", lambda found: found[1] * int(found[2]), text)
    for name in sorted(there, key=len, reverse=True):
        shown = there[name] if isinstance(there[name], str) else json.dumps(there[name])
        text = text.replace(f"${name}", shown)
    return text


def ask(tube: Driver, asked: str, body: str) -> Answer:
    """Make the request of a row."""
    words = asked.split(" ")
    headers = {} if words[0] == "key" else {"Authorization": "Bearer any"}
    name, _, query = asked.removeprefix("key ").partition(" ")
    method = youtube().methods[f"youtube.{name}"]
    raw = b"" if body == "-" else body.removeprefix("raw ").encode()
    if body != "-" and not body.startswith("raw "):
        raw = json.dumps(yaml.safe_load(body)).encode()
    if words[0] == "key":
        query += "&key=AIza"
    start, more = ("/upload/", "&uploadType=resumable") if method.media else ("/", "")
    url = f"{ROOT}{start}{method.path}?{quote(query, safe='=&,+$()/')}{more}"
    return read(tube.sandbox.handle(Request(method.verb, url, headers, raw)))


@pytest.mark.parametrize(
    ("rule", "asked", "body", "refusal"), TABLE, ids=[f"{row[1].split(' part')[0]}: {row[0]}" for row in TABLE]
)
def test_a_bad_request_is_refused_as_documented(
    tube: Driver, there: dict[str, Any], rule: str, asked: str, body: str, refusal: str
) -> None:
    answer = ask(tube, filled(asked, there), filled(body, there))
    code, reason, where, domain = [*refusal.split(" "), "", ""][:4]
    assert answer.refused == (int(code), reason), rule
    told = answer.body["error"]["errors"][0]
    assert where in ("", ".", told.get("location")), rule
    assert domain in ("", told["domain"]), rule
    assert answer.body["error"]["code"] == int(code)
    assert told["message"]
