"""The live channel as a pull looks at it, under the keys that its files have or will have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ytchannel.config.declaring import can_say
from ytchannel.config.rules import KEY, slug
from ytchannel.errors import FilesError
from ytchannel.kinds import ENTRY, PLAYLIST, SHELF, VIDEO
from ytchannel.workflows.shown import ShownVideos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.plan import Item
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
        return ZoneInfo(self.connection.channel.timezone)

    @property
    def new(self) -> list[str]:
        """The keys of playlists that no section declares yet."""
        declared = {section.key for section in self.connection.channel.sections}
        return [key for key in self.playlists if key not in declared]


def read(connection: Connection) -> LiveChannel:
    """Read everything. Costs a unit for every 50 playlists, entries and uploads, and one more for 50 uploads.

    Raises FilesError where it is unclear which playlist a declared section means.
    """
    channel, youtube = connection.channel, connection.youtube
    memory = connection.ledger.bindings(connection.id, PLAYLIST.name)
    live = [PLAYLIST.seen(resource) for resource in youtube.items(PLAYLIST.listing())]
    bound = PLAYLIST.bind(channel, live, memory, ids_hold=connection.is_real)
    if unclear := [problem for problem in bound.problems if problem.code != "playlist-missing"]:
        raise FilesError(unclear)
    sections = list(youtube.items(SHELF.listing()))
    sections.sort(key=lambda resource: resource["snippet"].get("position", 0))
    nameable = [item for item in bound.foreign if item.title and can_say(PLAYLIST.name, "title", item.title)]
    playlists = bound.by_key | _named(nameable, sections, memory, {section.key for section in channel.sections})
    keys = {item.id or "": key for key, item in playlists.items()}
    titles = {item.id or "": item.title for item in live}
    shown = ShownVideos(connection)
    pages = youtube.several(ENTRY.listing(item.id or "") for item in playlists.values())
    entries: dict[str, list[str]] = {}
    for key, resources in zip(playlists, pages, strict=True):
        there = [ENTRY.seen(each, key) for each in sorted(resources, key=lambda each: each["snippet"]["position"])]
        shown.learn(there)
        entries[key] = list(dict.fromkeys(entry.fields["video"] for entry in there if entry.fields["video"]))
    own = [video.id for video in shown.own(with_tags=True)]
    lacking = [section for section in channel.sections if section.key not in playlists]
    lost = {each.key for each in lacking if each.key in memory or (each.id is not None and connection.is_real)}
    return LiveChannel(
        connection,
        playlists,
        frozenset(lost),
        frozenset(each.key for each in lacking) - lost,
        tuple(item.title or item.id or "" for item in bound.foreign if item not in nameable),
        [SHELF.seen(resource, keys, titles) for resource in sections],
        entries,
        {video: VIDEO.seen(shown.resources[video], video) for video in own if video in shown.resources},
        shown,
    )


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
