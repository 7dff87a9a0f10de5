"""Which videos stand in which sections, found out with the fewest reads.

What was seen is remembered with the number of entries that the playlist had: as long as it has so many, the videos that
stood in it are taken to stand there still. An entry that was taken out by hand while another came in goes unnoticed
here; `sync` reads every entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ytchannel.kinds import ENTRY
from ytchannel.kinds.entry import video_of
from ytchannel.plan import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.kinds import Resolve
    from ytchannel.model import Section
    from ytchannel.plan import Change, Item
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.jobs import Job

_KIND = "standing"


def in_order(
    connection: Connection, sections: Iterable[Section], jobs: Sequence[Job], playlists: Mapping[str, Item]
) -> dict[str, list[Item]]:
    """The entries, in their order, of the sections in which a video may have to take its place among others."""
    concerned = {section for job in jobs for section in job.entry.sections}
    keys = [section.key for section in sections if section.key in concerned]
    pages = connection.youtube.several(ENTRY.listing(playlists[key].id or "") for key in keys)
    return {
        key: [ENTRY.seen(each, key) for each in sorted(page, key=lambda each: each["snippet"]["position"])]
        for key, page in zip(keys, pages, strict=True)
    }


class Standing:
    """Where the videos of `jobs` stand that are up. `playlists` by section; `entries` are those that are known already.

    Costs nothing for sections that have as many entries as when the videos were last seen in them; else what is
    cheaper: a unit for every 50 entries, or one for each video.
    """

    def __init__(
        self,
        connection: Connection,
        jobs: Iterable[Job],
        playlists: Mapping[str, Item],
        entries: Mapping[str, Sequence[Item]],
    ) -> None:
        self._connection = connection
        self._counts = {key: _count(item) for key, item in playlists.items()}
        self._names = {key: f"{key} {item.id}" for key, item in playlists.items()}
        self._found: dict[str, set[str]] = defaultdict(set)
        for section, there in entries.items():
            self._found[section] |= {entry.fields["video"] for entry in there if entry.fields["video"]}
        wanted: dict[str, set[str]] = defaultdict(set)
        for job in jobs:
            if job.video:
                for section in set(job.entry.sections) - entries.keys():
                    wanted[section].add(job.video)
        self._recall(wanted)
        for section, videos in wanted.items():
            if not videos <= self._found[section]:
                self._read(section, playlists[section].id or "", videos)
        self._remember(Counter())

    def has(self, section: str, video: str | None) -> bool:
        """Whether the video stands in the section."""
        return video in self._found.get(section, ())

    def keep(self, applied: Iterable[Change], resolve: Resolve) -> None:
        """Remember what a run has put in, too."""
        added: Counter[str] = Counter()
        for change in applied:
            playlist = change.wanted.fields.get("playlist")
            if (change.kind, change.action) == (ENTRY.name, "create") and isinstance(playlist, Ref):
                if playlist.key not in self._found:
                    self._recall([playlist.key])
                added[playlist.key] += 1
                self._found[playlist.key].add(resolve(change.wanted.fields["video"]))
        self._remember(added)

    def _remember(self, added: Mapping[str, int]) -> None:
        """Keep what stands in each section under the number of its entries, `added` to those that were counted."""
        ledger, known = self._connection.ledger, self._known()
        told = {
            self._names[section]: f"{self._counts[section] + added.get(section, 0)} {' '.join(sorted(found))}"
            for section, found in self._found.items()
            if section in self._names
        }
        ledger.bind(self._connection.id, _KIND, {name: text for name, text in told.items() if known.get(name) != text})

    def _recall(self, sections: Iterable[str]) -> None:
        known = self._known()
        for section in sections:
            count, *videos = known.get(self._names[section], "-1").split()
            if int(count) == self._counts[section]:
                self._found[section] |= set(videos)

    def _known(self) -> dict[str, str]:
        return self._connection.ledger.bindings(self._connection.id, _KIND)

    def _read(self, section: str, playlist: str, videos: set[str]) -> None:
        one_by_one = len(videos) < -(-self._counts[section] // 50)
        calls = (
            [ENTRY.listing(playlist, video) for video in sorted(videos)] if one_by_one else [ENTRY.listing(playlist)]
        )
        self._found[section] = {video_of(each) for call in calls for each in self._connection.youtube.items(call)}


def _count(playlist: Item) -> int:
    return int(playlist.source.get("contentDetails", {}).get("itemCount", 0))
