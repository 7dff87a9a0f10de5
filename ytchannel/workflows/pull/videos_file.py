"""The list of videos as the channel has them: which there are, what is said of each, and in which sections it is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ytchannel.collecting import gathers
from ytchannel.config.declaring import can_say, put, said
from ytchannel.config.editing import EditedYaml
from ytchannel.config.reading import shown_path
from ytchannel.config.styling import Noted
from ytchannel.config.templates import escaped
from ytchannel.kinds import VIDEO
from ytchannel.kinds.video import STANDARD
from ytchannel.plan import Note, differences
from ytchannel.workflows.jobs import known_videos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.config.editing import Plain
    from ytchannel.model import Manifest, VideoEntry
    from ytchannel.plan import Item
    from ytchannel.workflows.pull.live import LiveChannel

_KEY = "videos"


class VideosFile:
    """The list: `text` once it says what the channel has, `listed` the videos that it puts into each section."""

    def __init__(self, live: LiveChannel, text: str, manifest: Manifest | None) -> None:
        self._live = live
        self._file = EditedYaml(text, shown_path(manifest.file) if manifest else "")
        self.notes: list[Note] = []
        self.contrary: list[str] = []  # the videos of entries that say, or get by a default, what is not so
        self.listed: dict[str, list[str]] = defaultdict(list)
        self._sections: dict[str, list[str]] = defaultdict(list)  # of each video, in their order
        for key, videos in live.entries.items():
            for video in videos:
                self._sections[video].append(key)
        self._gathered = self._gather()
        lacking = [
            section.title
            for section in live.channel.sections
            if self._gathered.get(section.key, set()) - set(live.entries.get(section.key, ()))
        ]
        if lacking:
            self.notes.append(Note("pull-collect", len(lacking), names=tuple(lacking)))
        self._unsaid: set[str] = set()
        self._removed: list[str] = []
        known: list[str | None] = known_videos(live.connection, manifest) if manifest else []
        gone: list[str] = []
        # A list that lags does not have all: what it misses is asked for before it counts as gone.
        live.shown.look_up(video for video in known if video)
        for number, (entry, id_) in enumerate(zip(manifest.videos if manifest else (), known, strict=True)):
            self._take(number, entry, id_, gone)
        there = set(known)
        foreign = [video for video in self._sections if video not in live.videos]
        new = [video for video in [*live.videos, *foreign] if video not in there and self._belongs(video)]
        self._file.append(_KEY, [self._entry(video) for video in new])
        for code, names in (("pull-gone", gone), ("pull-removed", self._removed)):
            if names:
                self.notes.append(Note(code, len(names), names=tuple(names)))
        if self._unsaid:
            self.notes.append(Note("pull-unsaid", len(self._unsaid), names=tuple(sorted(self._unsaid))))
        if not self._file.text:
            self._file = EditedYaml(f"{_KEY}: []\n")

    @property
    def text(self) -> str:
        """The file."""
        return self._file.text

    def _belongs(self, video: str) -> bool:
        """Whether a video is one of the list: one's own, or one that only the list can bring into a section."""
        return video in self._live.videos or bool(self._listed_in(video))

    def _listed_in(self, video: str) -> list[str]:
        """The sections that the list has to name: those that do not gather the video by themselves."""
        return [key for key in self._sections.get(video, ()) if video not in self._gathered.get(key, ())]

    def _gather(self) -> Mapping[str, set[str]]:
        shown = self._live.shown
        collecting = [section for section in self._live.channel.sections if section.collect]
        return {
            section.key: {video for video in self._live.videos if gathers(section.collect, shown[video])}
            for section in collecting
            if section.collect
        }

    def _take(self, number: int, entry: VideoEntry, video: str | None, gone: list[str]) -> None:
        """Bring one entry in step; one that is not up yet stays, and so does one whose file is still to be had."""
        if video is None:
            self._leave(number, entry)
            return
        seen = self._live.videos.get(video)
        if seen is None and video not in self._sections:
            if video in self._live.shown or set(entry.sections) & self._live.drafts:
                self._leave(number, entry)
            elif entry.file is None:
                self._file.remove_item(_KEY, number)
                self._removed.append(entry.title or video)
            else:
                gone.append(entry.title or entry.file.name)
                self._leave(number, entry)
            return
        sections = self._sections_of(entry, video)
        changes = self._changes(entry, seen) if seen else {}
        if changes:
            self.contrary.append(entry.title or video)
        if changes or sections != list(entry.sections):
            self._file.edit_item(_KEY, number, lambda item: self._rewrite(item, entry, changes, sections))
        self._note_sections(sections, video)

    def _leave(self, number: int, entry: VideoEntry) -> None:
        """Leave an entry as it is, but for sections that are no more."""
        kept = [key for key in entry.sections if key not in self._live.lost]
        if len(kept) < len(entry.sections):
            self._file.edit_item(_KEY, number, lambda item: put(item, "sections", kept or None))

    def _note_sections(self, sections: Sequence[str], video: str | None) -> None:
        for key in sections if video else ():
            self.listed[key].append(str(video))

    def _sections_of(self, entry: VideoEntry, video: str) -> list[str]:
        """What the entry is to name: of its sections those that hold the video, or that nobody has made yet."""
        there = self._sections.get(video, [])
        kept = [key for key in entry.sections if key in there or key in self._live.drafts]
        return [*kept, *(key for key in self._listed_in(video) if key not in kept)]

    def _changes(self, entry: VideoEntry, seen: Item) -> dict[str, Any]:
        """What the channel has in the fields that the entry, or a default for it, declares otherwise."""
        wanted = VIDEO.wanted(entry, seen.key, self._live.connection.time.now(), seen)
        names = [name for name in differences(wanted, seen) if self._can_say(seen, name)]
        inner = {name: _inside(seen.fields[name], *entry.around[name]) for name in names if name in entry.around}
        if None in inner.values():  # no default is around the text, so none may be written around it
            texts = {name for name in entry.around if self._can_say(seen, name)}
            return {name: self._said(seen, name) for name in dict.fromkeys([*names, *texts])} | {"wrap": False}
        return {name: _literally(inner[name]) if name in inner else self._said(seen, name) for name in names}

    def _rewrite(self, item: Plain, entry: VideoEntry, changes: Mapping[str, Any], sections: Sequence[str]) -> None:
        for name, value in changes.items():
            put(item, name, value)
        if sections != list(entry.sections):
            put(item, "sections", list(sections) or None)

    def _can_say(self, seen: Item, name: str) -> bool:
        if can_say(VIDEO.name, name, seen.fields[name]):
            return True
        self._unsaid.add(seen.title)
        return False

    def _said(self, seen: Item, name: str) -> Any:  # noqa: ANN401 - of any field
        return _literally(said(name, seen.fields[name], self._live.zone))

    def _entry(self, video: str) -> Plain:
        """A new entry: all of a video of the channel; of others' videos only where they stand."""
        made: Plain = {}
        sections = self._listed_in(video)
        if seen := self._live.videos.get(video):
            for name in seen.fields:
                value = seen.fields[name]
                if name == "privacy" and seen.fields["publish_at"]:
                    continue  # it is private until then
                usual = value in (None, "", ()) or STANDARD.get(name) == value
                if not usual and self._can_say(seen, name):
                    put(made, name, self._said(seen, name))
        self._note_sections(sections, video)
        head = {
            "video": video if seen else Noted(video, self._live.shown[video].title),
            "title": made.pop("title", None),
        }
        made = {**head, "sections": sections or None, **made}
        return {name: value for name, value in made.items() if value is not None}


def _inside(text: Any, before: str, behind: str) -> str | None:  # noqa: ANN401 - of any field
    """What of a live text is the entry's own, None where what a default puts around it is not there."""
    own = str(text)[len(before) : len(str(text)) - len(behind)]
    return own if own == own.strip() and own and f"{before}{own}{behind}" == text else None


def _literally(value: Any) -> Any:  # noqa: ANN401 - of any field
    """A value so that its texts are read as they are."""
    if isinstance(value, list):
        return [_literally(each) for each in value]
    return escaped(value) if isinstance(value, str) else value
