"""What the user's files declare, as values: the channel, its sections, the videos of a manifest.

Every text is in Unicode NFC, every date is aware, every path is absolute. `config` makes these; nothing here does I/O.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from ytchannel.errors import Place
    from ytchannel.slots import Slots


@dataclass(frozen=True)
class VideoDefaults:
    """What a video gets when its own entry is silent. None and () mean: not declared here.

    Its texts are templates (`config.templates`), which may be written around the entry's own; `number` is the first one
    that they count from.
    """

    privacy: str | None = None
    category: str | None = None  # an id, e.g. "25"
    language: str | None = None
    made_for_kids: bool | None = None
    notify_subscribers: bool | None = None
    tags: tuple[str, ...] | None = None
    audio_language: str | None = None
    synthetic_media: bool | None = None
    license: str | None = None  # "youtube" or "creativeCommon"
    embeddable: bool | None = None
    public_stats: bool | None = None
    publish_at: Slots | None = None  # the schedule of a series
    title: str | None = None
    description: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Collect:
    """Which of the channel's own videos a section gathers: all that is given has to hold.

    `tags`: one of them; `title`: a pattern with * and ?; published from `since` on and before `until`.
    """

    tags: tuple[str, ...] | None = None
    title: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Localization:
    """The texts of one other language. `description` is None when not declared."""

    title: str
    description: str | None = None


@dataclass(frozen=True)
class Picture:
    """A cover or a thumbnail: a picture that is sent as it is, or, with `fit`, one of any shape that is made to fit.

    `fit` is "crop" or "pad".
    """

    file: Path
    fit: str | None = None


@dataclass(frozen=True)
class Section:
    """One declared playlist and, with `shelf`, its singlePlaylist channel section.

    `description`, `privacy`, `language` and `podcast` are None when not declared: what the channel has then stays.
    """

    key: str
    title: str
    place: Place  # of the entry's key, for problems that show only on the channel
    id: str | None = None
    description: str | None = None
    privacy: str | None = None
    language: str | None = None
    podcast: bool | None = None
    shelf: bool = False
    cover: Picture | None = None
    order: str = "manual"  # listed, newest, oldest, title, views; manual: never reordered; given: as `given` has it
    given: tuple[str, ...] = ()  # ids of videos
    collect: Collect | None = None
    localizations: Mapping[str, Localization] = field(default_factory=dict)
    defaults: VideoDefaults = field(default_factory=VideoDefaults)


@dataclass(frozen=True)
class ShelfWish:
    """A shelf of the channel's page.

    `sections` are the keys of those whose playlists it shows, `channels` ids of other channels; most have neither.
    """

    key: str
    type: str = "singlePlaylist"
    title: str | None = None
    sections: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Branding:
    """What the channel says of itself. None: not declared, so it stays. `country` is a code of ISO 3166."""

    description: str | None = None
    keywords: tuple[str, ...] | None = None
    language: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Channel:
    """What playlists.yaml says. `quota` has declared budgets by bucket, e.g. {"default": 50000}."""

    file: Path
    place: Place  # of `channel:`
    handle: str | None
    id: str | None
    timezone: str
    language: str | None
    defaults: VideoDefaults
    sections: tuple[Section, ...]
    quota: Mapping[str, int] = field(default_factory=dict)
    branding: Branding = field(default_factory=Branding)
    shelves: tuple[ShelfWish, ...] = ()  # in the order of the page

    @property
    def folder(self) -> Path:
        """The channel folder: everything else is found beside the channel file."""
        return self.file.parent


@dataclass(frozen=True)
class Caption:
    """A file of captions (SubRip, WebVTT, SubViewer) and its track; `name` is "" for a nameless one."""

    file: Path
    language: str
    name: str


@dataclass(frozen=True)
class VideoEntry:
    """One entry of a manifest, with the defaults of its sections and channel filled in.

    Either `file` (to be uploaded) or `video` (an id on the channel already) is set. Optional fields that are None are
    not declared: what the channel has then stays. `privacy` is what it is to be now: with `publish_at` set it is
    "private" until then. `duration_ms` is the length of a file that is not known to be up, None where it does not tell.
    """

    place: Place
    file: Path | None
    video: str | None
    title: str | None
    description: str | None
    sections: tuple[str, ...]  # keys, in the order of the entry
    tags: tuple[str, ...] | None
    category: str | None
    language: str | None
    privacy: str | None
    made_for_kids: bool | None
    notify_subscribers: bool
    publish_at: datetime | None
    thumbnail: Picture | None
    captions: tuple[Caption, ...] = ()
    audio_language: str | None = None
    synthetic_media: bool | None = None
    license: str | None = None
    embeddable: bool | None = None
    public_stats: bool | None = None
    recording_date: date | None = None
    localizations: Mapping[str, Localization] = field(default_factory=dict, hash=False)
    tags_added: tuple[str, ...] = ()  # to those that a video has already, in place of `tags`
    tags_removed: tuple[str, ...] = ()
    series: Slots | None = None  # when it is to be published, if not at a time of its own: at the next that is free
    positions: Mapping[str, int] = field(default_factory=dict, hash=False)  # by section, counted from 0
    duration_ms: int | None = None
    # What a default has put before and behind the entry's own title and description.
    around: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Manifest:
    """The videos of one manifest, in its order.

    `file` may be a folder; `passed` then counts what in it is no entry: link, unfinished, other.
    """

    file: Path
    videos: tuple[VideoEntry, ...]
    passed: Mapping[str, int] = field(default_factory=dict)
