"""Which of the files on this disk are on the channel already, although the ledger does not know.

YouTube tells the owner the name and size of the file that a video was made of (fileDetails). What was seen is kept in
the ledger, so that each upload of the channel is looked at once in its life.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ytchannel.kinds import VIDEO
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.media import VideoFile

_SEEN = "seen"


def recognise(files: Sequence[VideoFile], titles: Mapping[str, str], connection: Connection) -> dict[str, str]:
    """Fingerprint -> video id of the files that are among the channel's uploads, by the name and size of their file.

    Where several files or videos share both, their title decides (`titles` by fingerprint); nothing is guessed. Videos
    that the ledger has for other files are left out. Costs a unit, and two more for every 50 uploads not seen before.
    """
    _look(connection)
    taken = {upload.video for upload in connection.ledger.uploads(connection.id)}
    there: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for video, details in connection.ledger.bindings(connection.id, _SEEN).items():
        if video not in taken:
            media, _, title = details.partition("\n")
            there[media].append((video, title))
    here: dict[str, list[VideoFile]] = defaultdict(list)
    for file in files:
        here[_media(file.size, file.path.name)].append(file)
    found: dict[str, str] = {}
    for media, alike in here.items():
        videos = there[media]
        if len(alike) == len(videos) == 1:
            found[alike[0].fingerprint] = videos[0][0]
            continue
        for file in alike:
            same = [video for video, title in videos if title == tidy(titles.get(file.fingerprint))]
            if len(same) == 1:
                found[file.fingerprint] = same[0]
    return found


def _look(connection: Connection) -> None:
    """Look at the uploads that were not seen before. The list is newest first, so a known one ends the new ones."""
    youtube, ledger = connection.youtube, connection.ledger
    known = ledger.bindings(connection.id, _SEEN)
    uploads = connection.live["contentDetails"]["relatedPlaylists"]["uploads"]
    listing = Call("youtube.playlistItems.list", {"part": "contentDetails", "playlistId": uploads, "maxResults": 50})
    new: list[str] = []
    for item in youtube.items(listing):
        video = item["contentDetails"]["videoId"]
        if video in known:
            break
        new.append(video)
    found: dict[str, Json] = {}
    for start in range(0, len(new), 50):
        params = {**VIDEO.listing(new[start : start + 50]).params, "part": "id,snippet,fileDetails"}
        found |= {video["id"]: video for video in youtube.items(Call("youtube.videos.list", params))}
    # The oldest first: should this be cut short, what is missing is still above the first known one.
    for video in reversed([found[each] for each in new if each in found]):
        details = video.get("fileDetails", {})
        media = _media(int(details.get("fileSize", -1)), unquote(details.get("fileName", "")))
        ledger.bind(connection.id, _SEEN, {video["id"]: f"{media}\n{tidy(video['snippet'].get('title'))}"})


def _media(size: int, name: str) -> str:
    return f"{size} {tidy(name)}"
