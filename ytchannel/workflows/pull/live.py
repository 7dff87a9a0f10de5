"""The live channel as a pull looks at it, under the keys that its files have or will have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ytchannel.config.declaring import can_say
from ytchannel.config.rules import KEY, slug
from ytchannel.errors import FilesError
from ytchannel.kinds import PLAYLIST, SHELF, VIDEO
from ytchannel.kinds.playlist import keys_by_id
from ytchannel.plan import Call
from ytchannel.workflows import entries
from ytchannel.workflows.lagging import settled
from ytchannel.workflows.shown import ShownVideos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.model import Channel
    from ytchannel.plan import Bound, Item, Json
    from ytchannel.workflows.connecting import Connection


@dataclass(frozen=True)
class LiveChannel:
    """What is on the channel.

    `playlists` are those that files can declare, by section key: the declared ones, then new ones as the page has them.
    `lost` are declared sections whose playlist is not there any more, `drafts` those that never had one, as far as is
    known here. `page` are the sections of the channel's page in order, `entries` the videos of each section, each once,
    `videos` the channel's own ones, newest first. `shown` knows all of them.
    """

    connection: Connection
    channel: Channel  # as its file declares it
    playlists: Mapping[str, Item]
    lost: frozenset[str]
    drafts: frozenset[str]
    nameless: tuple[str, ...]  # titles of playlists that no file can declare
    page: Sequence[Item]
    entries: Mapping[str, Sequence[str]]
    videos: Mapping[str, Item]
    shown: ShownVideos

    @property
    def zone(self) -> ZoneInfo:
        """The channel's time zone."""
        return ZoneInfo(self.channel.timezone)

    @property
    def new(self) -> list[str]:
        """The keys of playlists that no section declares yet."""
        declared = {section.key for section in self.channel.sections}
        return [key for key in self.playlists if key not in declared]


def read(connection: Connection) -> LiveChannel:
    """Read everything. Costs a unit for every 50 playlists, entries and uploads, and one more for 50 uploads.

    Raises FilesError where it is unclear which playlist a declared section means.
    """
    channel = connection.channel
    memory = connection.ledger.bindings(connection.id, PLAYLIST.name)
    live, bound = _playlists(connection, memory)
    nameable = [item for item in bound.foreign if item.title and can_say(PLAYLIST.name, "title", item.title)]
    sections = _sections(connection, bound)
    playlists = bound.by_key | _named(nameable, sections, memory, {section.key for section in channel.sections})
    keys = {item.id or "": key for key, item in playlists.items()}
    titles = {item.id or "": item.title for item in live}
    shown = ShownVideos(connection)
    found = entries.read(connection, list(playlists), {key: item.id or "" for key, item in playlists.items()})
    for each in found.values():
        shown.learn(each)
    inside = {
        key: list(dict.fromkeys(entry.fields["video"] for entry in each if entry.fields["video"]))
        for key, each in found.items()
    }
    own = [video.id for video in shown.own(with_tags=True)]
    lacking = [section for section in channel.sections if section.key not in playlists]
    lost = {each.key for each in lacking if each.key in memory or (each.id is not None and connection.is_real)}
    return LiveChannel(
        connection,
        channel,
        playlists,
        frozenset(lost),
        frozenset(each.key for each in lacking) - lost,
        tuple(item.title or item.id or "" for item in bound.foreign if item not in nameable),
        [SHELF.seen(resource, keys, titles) for resource in sections],
        inside,
        {video: VIDEO.seen(shown.resources[video], video) for video in own if video in shown.resources},
        shown,
    )


def _playlists(connection: Connection, memory: Mapping[str, str]) -> tuple[list[Item], Bound]:
    """All playlists, and which sections they are. One that the list misses is asked for before it counts as gone."""
    channel, youtube = connection.channel, connection.youtube
    live = [PLAYLIST.seen(resource) for resource in youtube.items(PLAYLIST.listing())]
    wanted = {memory.get(section.key) or section.id for section in channel.sections}
    missed = sorted({id_ for id_ in wanted if id_} - {item.id for item in live})
    for start in range(0, len(missed), 50):
        parts = "id,snippet,status,contentDetails,localizations"
        call = Call("youtube.playlists.list", {"part": parts, "id": ",".join(missed[start : start + 50])})
        own = (each for each in youtube.items(call) if each["snippet"].get("channelId") == connection.id)
        live += [PLAYLIST.seen(resource) for resource in own]
    bound = PLAYLIST.bind(channel, live, memory, ids_hold=connection.is_real)
    if unclear := [problem for problem in bound.problems if problem.code != "playlist-missing"]:
        raise FilesError(unclear)
    return live, bound


def _sections(connection: Connection, bound: Bound) -> list[Json]:
    """What stands on the page, in its order."""
    keys = keys_by_id(bound.items)

    def read() -> list[Json]:
        page = list(connection.youtube.items(SHELF.listing()))
        return sorted(page, key=lambda resource: resource["snippet"].get("position", 0))

    wanted = [item.key for item in SHELF.wanted(connection.channel)]
    return settled(connection, SHELF.name, read, lambda page: [SHELF.seen(each, keys, {}).key for each in page], wanted)


def _named(
    playlists: Iterable[Item], page: Iterable[Mapping[str, object]], memory: Mapping[str, str], taken: set[str]
) -> dict[str, Item]:
    """New playlists under keys of their own: the remembered one, else one made of the title; the page's come first."""
    place: dict[str, int] = {}
    for resource in page:
        details: Any = resource.get("contentDetails", {})
        for each in details.get("playlists", ()):
            place.setdefault(each, len(place))
    known = {id_: key for key, id_ in memory.items()}
    found: dict[str, Item] = {}
    for item in sorted(playlists, key=lambda item: place.get(item.id or "", len(place))):
        wish = known.get(item.id or "") or slug(item.title) or PLAYLIST.name
        key, number = wish, 1
        while key in taken:
            number += 1
            key = f"{wish[: KEY - 1 - len(str(number))]}-{number}"
        taken.add(key)
        found[key] = item
    return found
