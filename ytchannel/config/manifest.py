"""A manifest as values, with the defaults of its sections and its channel filled in.

A value of an upload is, in this order: the entry's own; that of the first of its sections that declares it; the
channel's; at last the safe one: private, not made for kids, nobody notified, the category that YouTube would give, the
language of the channel. Tags are different: those of every section are added to the entry's own, and the channel's are
for entries that have none by either.

An entry with `video` is on the channel already. Only what it declares itself counts: to tag a public video must not
make it private because new uploads are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from ytchannel.config import rules
from ytchannel.config.captions import captions
from ytchannel.config.categories import UNDECLARED
from ytchannel.config.composing import collector_off
from ytchannel.config.document import Document
from ytchannel.config.media import Folder, found_in
from ytchannel.config.picturing import picture
from ytchannel.config.reading import shown_path
from ytchannel.config.shapes import EntryShape, ManifestFile
from ytchannel.config.shaping import declared, shaped
from ytchannel.config.times import moment
from ytchannel.errors import FilesError, Place, Problem
from ytchannel.model import Manifest, VideoDefaults, VideoEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime
    from pathlib import Path

    from ytchannel.config.document import Steps
    from ytchannel.model import Caption, Channel, Picture

T = TypeVar("T")

_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


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
) -> Manifest:
    """What `load_manifest` promises."""
    if file.suffix.lower() in _TABLES:
        place = Place(shown_path(file), 1, 1)
        raise FilesError([Problem("manifest-form", place, {"file": place.file, "form": file.suffix.lower()})])
    document = Document.read(file, None, "manifest", "videos", text)
    top = shaped(ManifestFile, document, ())
    if "videos" not in document.value:
        document.report("missing-key", (), name="videos")
    folder = Folder(document.source.file.parent) if media_here else None
    reading = _Reading(document, channel, now, uploaded, folder)
    count = len(document.value["videos"] or ()) if top.videos is not None else 0
    entries = [reading.entry(number) for number in range(count)]
    reading.look_again(sleep)
    document.finish()
    return Manifest(document.source.file, tuple(entries))


class _Reading:
    """The entries of one manifest, one after the other."""

    def __init__(
        self,
        document: Document,
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

    def entry(self, number: int) -> VideoEntry:
        """The entry; what is wrong with it is reported, and left out."""
        steps = ("videos", number)
        shape = shaped(EntryShape, self._document, steps)
        keys = declared(self._document, steps)
        self._check_identity(steps, keys)
        self._check_sections(steps)
        file = self._file(shape, steps)
        if shape.video is not None:
            self._once(("video", shape.video), number, "video", shape.video)
        texts, image = self._texts_and_image(shape, steps)
        elsewhere = self._folder is None
        up = "video" in keys or elsewhere or (file is not None and self._uploaded(file))
        duration = None if file is None or up else self._duration(file, number)
        publish_at = self._publish_at(shape, steps, up=up)
        defaults = self._layers(shape) if "video" not in keys else []
        made = self._made(steps, shape, publish_at, defaults)
        return replace(made, file=file, thumbnail=image, captions=texts, duration_ms=duration)

    def look_again(self, sleep: Callable[[float], None]) -> None:
        """Report the files that are being written at this moment."""
        for file in self._folder.growing(self._now, sleep) if self._folder else ():
            steps = ("videos", self._new[file], "file")
            self._document.report("video-growing", steps, file=self._document.at(steps))

    def _made(
        self,
        steps: Steps,
        shape: EntryShape,
        publish_at: datetime | None,
        layers: list[VideoDefaults],
    ) -> VideoEntry:
        """The entry without its files."""
        upload = shape.video is None
        privacy = _first(shape.privacy, *(layer.privacy for layer in layers))
        category = _first(shape.category, *(layer.category for layer in layers))
        language = _first(shape.language, *(layer.language for layer in layers))
        for_kids = _first(shape.made_for_kids, *(layer.made_for_kids for layer in layers))
        notify = _first(shape.notify_subscribers, *(layer.notify_subscribers for layer in layers))
        return VideoEntry(
            place=self._document.place(steps),
            file=None,
            video=shape.video,
            title=shape.title,
            description=shape.description,
            sections=tuple(dict.fromkeys(shape.sections or ())),
            tags=self._tags(shape, steps, layers),
            category=(category or UNDECLARED) if upload else category,
            language=(language or self._channel.language) if upload else language,
            privacy="private" if publish_at or (upload and privacy is None) else privacy,
            made_for_kids=bool(for_kids) if upload else for_kids,
            notify_subscribers=bool(notify),
            publish_at=publish_at,
            thumbnail=None,
        )

    def _check_identity(self, steps: Steps, keys: frozenset[str]) -> None:
        """`file` or `video`, not both; a title for what is uploaded."""
        if not keys:
            return
        if {"file", "video"} <= keys:
            self._document.report_key("file-and-video", (*steps, "video"))
        elif not {"file", "video"} & keys:
            self._document.report("neither-file-nor-video", steps)
        elif "file" in keys and "title" not in keys:
            self._document.report("missing-key", steps, name="title", variant="title")

    def _check_sections(self, steps: Steps) -> None:
        keys = self._document.value_of(steps, "sections")
        for number, key in enumerate(keys if isinstance(keys, list) else ()):
            if isinstance(key, str) and key.strip() and key not in self._sections:
                facts = rules.suggestion(key, self._sections)
                if meant := self._keys_by_title.get(key.strip().casefold()):
                    facts |= {"near": meant, "variant": "near"}
                if not self._sections:
                    facts["variant"] = "none"
                self._document.report("unknown-section", (*steps, "sections", number), **facts)

    def _file(self, shape: EntryShape, steps: Steps) -> Path | None:
        if shape.file is None:
            return None
        if self._folder is None:
            return found_in(self._document.source.file.parent, shape.file)
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
            line = self._document.place(("videos", first, name)).line
            self._document.report(f"same-{name}", ("videos", number, name), value=value, line=line)

    def _publish_at(self, shape: EntryShape, steps: Steps, *, up: bool) -> datetime | None:
        """The time of publication, which is ahead: one that has passed publishes at once (videos, publishAt)."""
        if shape.publish_at is None:
            return None
        if shape.privacy in ("public", "unlisted"):
            self._document.report("publish-needs-private", (*steps, "privacy"), value=shape.privacy)
        try:
            time = moment(shape.publish_at, self._zone)
        except rules.RuleError as error:
            self._document.refuse(error, (*steps, "publish_at"))
            return None
        if time <= self._now and not up:
            self._document.report("publish-in-past", (*steps, "publish_at"), value=shape.publish_at)
        return time

    def _layers(self, shape: EntryShape) -> list[VideoDefaults]:
        """The defaults of the entry's sections, then of the channel."""
        known = [self._sections[key] for key in dict.fromkeys(shape.sections or ()) if key in self._sections]
        return [section.defaults for section in known] + [self._channel.defaults]

    def _tags(self, shape: EntryShape, steps: Steps, layers: list[VideoDefaults]) -> tuple[str, ...] | None:
        own = shape.tags
        if own is None and self._document.value_of(steps, "tags") is not None:
            return None  # they were wrong, and that was reported
        added = [layer.tags for layer in layers[:-1] if layer.tags is not None]
        if own is None and not added:
            return layers[-1].tags if layers else None
        tags = rules.joined(own or (), *added)
        try:
            return tuple(rules.tags(tags))
        except rules.RuleError as error:
            self._document.refuse(error, (*steps, "tags") if own is not None else steps)
            return None


def _first(*values: T | None) -> T | None:
    """The first value that is declared."""
    return next((value for value in values if value is not None), None)
