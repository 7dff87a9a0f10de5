"""A manifest as values, with the defaults of its sections and its channel filled in.

A value of an upload is, in this order: the entry's own; that of the first of its sections that declares it; the
channel's; at last the safe one: private, not made for kids, nobody notified, the category that YouTube would give, the
language of the channel. Tags are different: those of every section are added to the entry's own, and the channel's are
for entries that have none by either. Titles and descriptions are too: `filling` tells how.

An entry with `video` is on the channel already. Only what it declares itself counts: to tag a public video must not
make it private because new uploads are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from ytchannel.config import file_names, rules, tables
from ytchannel.config.captions import captions
from ytchannel.config.categories import UNDECLARED
from ytchannel.config.composing import collector_off
from ytchannel.config.declared import MAX_ENTRIES
from ytchannel.config.filling import TEXTS, About, Filling, Texts, has_places, makes_texts
from ytchannel.config.folder_manifest import FolderDocument
from ytchannel.config.media import Folder, found_in
from ytchannel.config.picturing import picture
from ytchannel.config.reading import shown_path
from ytchannel.config.shapes import EntryShape, ManifestFile, TagEditsShape
from ytchannel.config.shaping import declared, shaped
from ytchannel.config.times import moment
from ytchannel.errors import FilesError, Place, Problem
from ytchannel.model import Localization, Manifest, VideoDefaults, VideoEntry
from ytchannel.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import datetime
    from pathlib import Path

    from ytchannel.config.declared import Declared, Steps
    from ytchannel.model import Caption, Channel, Picture

T = TypeVar("T")

# What an entry that is silent gets from its sections and its channel, as it is; others are joined or depend on more.
_LAYERED = tuple(
    name for name in VideoDefaults.__dataclass_fields__ if name not in ("tags", "publish_at", "number", *TEXTS)
)


@collector_off()
def load(
    file: Path,
    channel: Channel,
    now: datetime,
    uploaded: Callable[[Path], bool],
    *,
    media_here: bool,
    text: str | None = None,
    sleep: Callable[[float], None],
    finished: Callable[[Path], bool] | None = None,
) -> Manifest:
    """What `load_manifest` promises."""
    document = _document(file, channel, text, finished)
    top = shaped(ManifestFile, document, ())
    if "videos" not in document.value:
        document.report("missing-key", (), name="videos")
    folder = Folder(document.file.parent) if media_here else None
    reading = _Reading(document, channel, now, uploaded, folder)
    count = len(document.value["videos"] or ()) if top.videos is not None else 0
    if count > MAX_ENTRIES:
        document.report("too-many-entries", ("videos", MAX_ENTRIES), limit=MAX_ENTRIES)
        document.finish()
    entries = [reading.entry(number) for number in range(count)]
    reading.look_again(sleep)
    document.finish()
    passed = dict(document.passed) if isinstance(document, FolderDocument) else {}
    return Manifest(document.file, tuple(entries), passed)


def _document(file: Path, channel: Channel, text: str | None, finished: Callable[[Path], bool] | None) -> Declared:
    """The values of the manifest, whatever its form; `text` is YAML."""
    if text is None and tables.is_table(file):
        return tables.read(file, channel.sections)
    if text is None and file.is_dir():
        return FolderDocument(file, channel, finished)
    if text is None and file.suffix.lower() in file_names.VIDEOS:
        raise FilesError([Problem("manifest-is-video", Place(shown_path(file), 1, 1), {"file": shown_path(file)})])
    from ytchannel.config.document import Document

    return Document.read(file, None, "manifest", "videos", text)


class _Reading:
    """The entries of one manifest, one after the other."""

    def __init__(
        self,
        document: Declared,
        channel: Channel,
        now: datetime,
        uploaded: Callable[[Path], bool],
        folder: Folder | None,
    ) -> None:
        self._document = document
        self._channel = channel
        self._now = now
        self._uploaded = uploaded
        self._zone = ZoneInfo(channel.timezone)
        self._folder = folder
        self._sections = {section.key: section for section in channel.sections}
        self._keys_by_title = {section.title.casefold(): section.key for section in channel.sections}
        self._seen: dict[Hashable, int] = {}
        self._new: dict[Path, int] = {}  # files to be uploaded, with the number of their entry
        self._filling = Filling(document, channel, now.astimezone(self._zone).date())
        every = [channel.defaults, *(section.defaults for section in channel.sections)]
        self._defaults_fill = any(makes_texts(layer) for layer in every)

    def entry(self, number: int) -> VideoEntry:
        """The entry; what is wrong with it is reported, and left out."""
        steps = ("videos", number)
        whole = self._document.at(steps)
        rest = None
        if isinstance(whole, dict) and (self._defaults_fill or has_places(whole)):
            rest = {key: each for key, each in whole.items() if key not in TEXTS}
        shape = shaped(EntryShape, self._document, steps, rest)
        keys = declared(self._document, steps)
        self._check_identity(steps, keys)
        self._check_sections(steps)
        file = self._file(shape, steps)
        if shape.video is not None:
            self._once(("video", shape.video), number, "video", shape.video)
        tracks, image = self._texts_and_image(shape, steps)
        elsewhere = self._folder is None
        up = "video" in keys or elsewhere or (file is not None and self._uploaded(file))
        duration = None if file is None or up else self._duration(file, number)
        publish_at = self._publish_at(shape, steps, up=up)
        layers = self._layers(shape) if "video" not in keys else []
        if rest is None and shape.number is None:  # in nearly every list there is nothing to fill in
            texts = Texts(shape, {}, layers, lacks_title="title" not in keys)
        else:
            scheduled = bool(self._series(shape, layers) and not publish_at and not up)
            about = self._about(shape, layers, publish_at, up=up, scheduled=scheduled)
            texts = self._filling.filled(shape, steps, about)
        if "file" in keys and "video" not in keys and texts.lacks_title:
            self._document.report("missing-key", steps, name="title", variant="title")
        return self._made(
            steps,
            texts.shape,
            publish_at,
            texts.layers,
            file=file,
            thumbnail=image,
            captions=tracks,
            duration_ms=duration,
            around=texts.around,
        )

    def look_again(self, sleep: Callable[[float], None]) -> None:
        """Report the files that are being written at this moment."""
        for file in self._folder.growing(self._now, sleep) if self._folder else ():
            steps = ("videos", self._new[file], "file")
            self._document.report("video-growing", steps, file=self._document.at(steps))

    def _about(
        self, shape: EntryShape, layers: list[VideoDefaults], publish_at: datetime | None, *, up: bool, scheduled: bool
    ) -> About:
        """What the texts of the entry may name."""
        first = next((each.key for each in shape.sections or () if each.key in self._sections), "")
        return About(
            layers=layers,
            section=self._sections.get(first),
            file=shape.file,
            day=publish_at.astimezone(self._zone).date() if publish_at else None,
            recorded=shape.recording_date,
            number=shape.number,
            up=up,
            scheduled=scheduled,
            wrap=shape.wrap is not False,
            derived=isinstance(self._document, FolderDocument),
        )

    def _made(
        self,
        steps: Steps,
        shape: EntryShape,
        publish_at: datetime | None,
        layers: Sequence[VideoDefaults],
        **rest: Any,  # noqa: ANN401 - fields of the entry that are known already
    ) -> VideoEntry:
        """The entry."""
        upload = shape.video is None
        edits = shape.tags if isinstance(shape.tags, TagEditsShape) else None
        said = {name: _said(name, shape, layers) for name in _LAYERED}
        language = said["language"] or (self._channel.language if upload else None)
        if upload and shape.localizations and language is None and "language" not in declared(self._document, steps):
            self._document.report_key("localizations-need-language", (*steps, "localizations"))
        series = self._series(shape, layers)
        if publish_at or series or (upload and said["privacy"] is None):
            said["privacy"] = "private"
        if upload:
            said["category"] = said["category"] or UNDECLARED
            said["made_for_kids"] = bool(said["made_for_kids"])
        return VideoEntry(
            place=self._document.place(steps),
            video=shape.video,
            title=shape.title,
            description=shape.description,
            sections=tuple(dict.fromkeys(each.key for each in shape.sections or ())),
            tags=self._tags(shape, steps, layers),
            tags_added=tuple(edits.add or ()) if edits else (),
            tags_removed=tuple(edits.remove or ()) if edits else (),
            publish_at=publish_at,
            series=series,
            recording_date=shape.recording_date,
            localizations=self._localizations(shape, steps),
            positions={each.key: each.position - 1 for each in shape.sections or () if each.position},
            **rest,
            **said | {"language": language, "notify_subscribers": bool(said["notify_subscribers"])},
        )

    def _localizations(self, shape: EntryShape, steps: Steps) -> dict[str, Localization]:
        """Texts under known codes, a title each."""
        found: dict[str, Localization] = {}
        for code, texts in (shape.localizations or {}).items():
            where = (*steps, "localizations", code)
            try:
                language = rules.language(code)
            except rules.RuleError as error:
                self._document.report_key(error.code, where, **error.facts)
                continue
            if texts.title is None and "title" not in declared(self._document, where):
                self._document.report("missing-key", where, name="title")
            found[language] = Localization(texts.title or "", texts.description)
        return found

    def _check_identity(self, steps: Steps, keys: frozenset[str]) -> None:
        """`file` or `video`, not both."""
        if not keys:
            return
        if {"file", "video"} <= keys:
            self._document.report_key("file-and-video", (*steps, "video"))
        elif not {"file", "video"} & keys:
            self._document.report("neither-file-nor-video", steps)

    def _check_sections(self, steps: Steps) -> None:
        keys = self._document.value_of(steps, "sections")
        for number, each in enumerate(keys if isinstance(keys, list) else ()):
            key = next(iter(each), "") if isinstance(each, dict) else each
            if isinstance(key, str) and key.strip() and key not in self._sections:
                facts = rules.suggestion(key, self._sections)
                title = key.strip().casefold()
                if title not in self._keys_by_title and not facts["near"]:
                    title = rules.near(title, self._keys_by_title, 0.8)
                if meant := self._keys_by_title.get(title):
                    facts |= {"near": meant, "variant": "near"}
                if not self._sections:
                    facts["variant"] = "none"
                self._document.report("unknown-section", (*steps, "sections", number), **facts)
            elif isinstance(each, dict) and key in self._sections and self._sections[key].order != "manual":
                facts = {"section": key, "order": self._sections[key].order}
                self._document.report("position-in-order", (*steps, "sections", number), **facts)

    def _file(self, shape: EntryShape, steps: Steps) -> Path | None:
        if shape.file is None:
            return None
        if self._folder is None:
            return found_in(self._document.file.parent, shape.file)
        try:
            path, identity = self._folder.video(shape.file)
        except rules.RuleError as error:
            self._document.refuse(error, (*steps, "file"))
            return None
        self._once(("file", identity), int(steps[1]), "file", shape.file)
        return path

    def _texts_and_image(self, shape: EntryShape, steps: Steps) -> tuple[tuple[Caption, ...], Picture | None]:
        """The captions and the thumbnail, unless files need not be here."""
        if self._folder is None:
            return (), None
        texts = captions(self._document, steps, self._folder) if shape.captions else ()
        return texts, picture(self._document, (*steps, "thumbnail"), shape.thumbnail, self._folder.thumbnail)

    def _duration(self, file: Path, number: int) -> int | None:
        """The length of a video that is to be uploaded, in milliseconds."""
        if self._folder is None:
            return None
        self._new[file] = number
        steps = ("videos", number, "file")
        try:
            return self._folder.footage(file, str(self._document.at(steps))).duration_ms
        except rules.RuleError as error:
            self._document.refuse(error, steps)
            return None

    def _once(self, identity: Hashable, number: int, name: str, value: str) -> None:
        first = self._seen.setdefault(identity, number)
        if first != number:
            here = self._document.place(("videos", number, name))
            line = self._document.place(("videos", first, name)).line_from(here)
            self._document.report(f"same-{name}", ("videos", number, name), value=value, line=line)

    def _publish_at(self, shape: EntryShape, steps: Steps, *, up: bool) -> datetime | None:
        """The time of publication, which is ahead: one that has passed publishes at once (videos, publishAt)."""
        if shape.publish_at is None:
            return None
        if isinstance(shape.publish_at, Slots) and shape.video is not None:
            self._document.report("series-of-video", (*steps, "publish_at"))
        if shape.privacy in ("public", "unlisted"):
            self._document.report("publish-needs-private", (*steps, "privacy"), value=shape.privacy)
        if isinstance(shape.publish_at, Slots):
            return None
        try:
            time = moment(shape.publish_at, self._zone)
        except rules.RuleError as error:
            self._document.refuse(error, (*steps, "publish_at"))
            return None
        if time <= self._now and not up:
            self._document.report("publish-in-past", (*steps, "publish_at"), value=shape.publish_at)
        return time

    def _series(self, shape: EntryShape, layers: Sequence[VideoDefaults]) -> Slots | None:
        """The series that an upload belongs to: its own word goes first, and privacy it declares is a word too."""
        if isinstance(shape.publish_at, Slots):
            return shape.publish_at
        if shape.video is not None or shape.publish_at is not None or shape.privacy in ("public", "unlisted"):
            return None
        return _first(*(layer.publish_at for layer in layers))

    def _layers(self, shape: EntryShape) -> list[VideoDefaults]:
        """The defaults of the entry's sections, then of the channel."""
        keys = dict.fromkeys(each.key for each in shape.sections or ())
        known = [self._sections[key] for key in keys if key in self._sections]
        return [section.defaults for section in known] + [self._channel.defaults]

    def _tags(self, shape: EntryShape, steps: Steps, layers: Sequence[VideoDefaults]) -> tuple[str, ...] | None:
        edits = shape.tags if isinstance(shape.tags, TagEditsShape) else None
        if edits and shape.video is not None:
            return None
        own = shape.tags if isinstance(shape.tags, list) else list(edits.add or ()) if edits else None
        if own is None and self._document.value_of(steps, "tags") is not None:
            return None  # they were wrong, and that was reported
        added = [layer.tags for layer in layers[:-1] if layer.tags is not None]
        if own is None and not added:
            return layers[-1].tags if layers else None
        tags = rules.joined(own or (), *added)
        if edits:
            removed = {tag.casefold() for tag in edits.remove or ()}
            tags = tuple(tag for tag in tags if tag.casefold() not in removed)
        try:
            return tuple(rules.tags(tags))
        except rules.RuleError as error:
            self._document.refuse(error, (*steps, "tags") if own is not None else steps)
            return None


def _said(name: str, shape: EntryShape, layers: Sequence[VideoDefaults]) -> Any:  # noqa: ANN401 - of any field
    """The value of a field: the entry's own, else that of the first layer that has one."""
    value = getattr(shape, name)
    if value is None:
        for layer in layers:
            if (value := getattr(layer, name)) is not None:
                break
    return value


def _first(*values: T | None) -> T | None:
    """The first value that is declared."""
    return next((value for value in values if value is not None), None)
