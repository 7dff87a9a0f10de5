"""playlists.yaml as a Channel."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ytchannel.config import rules
from ytchannel.config.composing import collector_off
from ytchannel.config.document import Document
from ytchannel.config.media import Folder, found_in
from ytchannel.config.picturing import picture
from ytchannel.config.shapes import BrandingShape, ChannelFile, ChannelShape, CollectShape, DefaultsShape, SectionShape
from ytchannel.config.shaping import declared, shaped
from ytchannel.config.shelves import MAX_SHELVES, shelves
from ytchannel.model import Branding, Channel, Collect, Localization, Picture, Section, VideoDefaults

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from ytchannel.config.document import Steps


@collector_off()
def load(file: Path, shown: str | None, *, media_here: bool, text: str | None = None) -> Channel:
    """What `load_channel` promises."""
    document = Document.read(file, shown, "channel", "channel", text)
    top = shaped(ChannelFile, document, ())
    for key in ("channel", "sections"):
        if key not in document.value:
            document.report("missing-key", (), name=key)
    about = ChannelShape()
    if top.channel is not None:
        about = shaped(ChannelShape, document, ("channel",))
        if "timezone" not in top.channel and "timezone" not in declared(document, ("channel",)):
            document.report_key("missing-key", ("channel",), name="timezone", variant="timezone")
    defaults = shaped(DefaultsShape, document, ("defaults",)) if top.defaults is not None else DefaultsShape()
    count = len(document.value["sections"] or ()) if top.sections is not None else 0
    sections = [shaped(SectionShape, document, ("sections", number)) for number in range(count)]
    _check(document, sections)
    covers = _covers(document, sections, media_here=media_here)
    listed = len(document.value["shelves"] or ()) if top.shelves is not None else 0
    page = shelves(document, listed, sections, about.id)
    document.finish()
    zone = ZoneInfo(about.timezone or "")
    return Channel(
        file=document.source.file,
        place=document.place(("channel",), key=True),
        handle=about.handle,
        id=about.id,
        timezone=about.timezone or "",
        language=about.language,
        defaults=_defaults(defaults),
        sections=tuple(
            _section(document, number, section, zone, covers[number]) for number, section in enumerate(sections)
        ),
        quota=about.quota.model_dump(by_alias=True, exclude_none=True) if about.quota else {},
        branding=_branding(about.branding) if about.branding else Branding(),
        shelves=page,
    )


def _branding(shape: BrandingShape) -> Branding:
    keywords = None if shape.keywords is None else tuple(shape.keywords)
    return Branding(shape.description, keywords, shape.language, shape.country)


def _defaults(shape: DefaultsShape) -> VideoDefaults:
    said = {name: getattr(shape, name) for name in DefaultsShape.model_fields}
    return VideoDefaults(**said | {"tags": None if shape.tags is None else tuple(shape.tags)})


def _collect(shape: CollectShape, zone: tzinfo) -> Collect:
    """What a section gathers; its days begin and end at midnight of the channel's time zone."""
    since, after = shape.since, shape.until + timedelta(days=1) if shape.until else None
    return Collect(
        tags=None if shape.tags is None else tuple(shape.tags),
        title=shape.title,
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(after, time(), zone) if after else None,
    )


def _section(document: Document, number: int, shape: SectionShape, zone: tzinfo, cover: Picture | None) -> Section:
    return Section(
        key=shape.key or "",
        title=shape.title or "",
        place=document.place(("sections", number, "key"), key=True),
        id=shape.id,
        description=shape.description,
        privacy=shape.privacy,
        language=shape.language,
        podcast=shape.podcast,
        shelf=bool(shape.shelf),
        cover=cover,
        order="given" if isinstance(shape.order, list) else shape.order or "manual",
        given=tuple(shape.order) if isinstance(shape.order, list) else (),
        collect=_collect(shape.collect, zone) if shape.collect else None,
        localizations={
            rules.language(code): Localization(texts.title or "", texts.description)
            for code, texts in (shape.localizations or {}).items()
        },
        defaults=_defaults(shape.defaults) if shape.defaults else VideoDefaults(),
    )


def _covers(document: Document, sections: list[SectionShape], *, media_here: bool) -> list[Picture | None]:
    """The cover of each section, None where there is none; the pictures are looked into if they have to be here."""
    root = document.source.file.parent
    find = Folder(root).cover if media_here else lambda text, _fit: found_in(root, text)
    found = list[Picture | None]()
    for number, section in enumerate(sections):
        found.append(picture(document, ("sections", number, "cover"), section.cover, find))
    return found


def _check(document: Document, sections: list[SectionShape]) -> None:
    """What one section needs, and what two of them must not share."""
    seen: dict[tuple[str, str], int] = {}
    shown = 0
    for number, section in enumerate(sections):
        steps = ("sections", number)
        keys = declared(document, steps)
        for key in ("key", "title"):
            if keys and key not in keys:
                document.report("missing-key", steps, name=key)
        for name in ("key", "title", "id"):
            value = getattr(section, name)
            if value is None:
                continue
            first = seen.setdefault((name, value), number)
            told_apart = name == "title" and section.id is not None and sections[first].id is not None
            if first != number and not told_apart:
                line = document.place(("sections", first, name)).line
                document.report(f"same-section-{name}", (*steps, name), value=value, line=line)
        _check_order(document, steps, section.order)
        _check_collect(document, steps, section.collect)
        _check_localizations(document, steps, section)
        if section.shelf:
            shown += 1
            if section.privacy == "private":
                document.report("private-shelf", (*steps, "privacy"))
            if shown == MAX_SHELVES + 1:
                document.report("too-many-shelves", (*steps, "shelf"), limit=MAX_SHELVES)


def _check_order(document: Document, steps: Steps, order: str | list[str] | None) -> None:
    """Ids of videos, each once."""
    first: dict[str, int] = {}
    for number, video in enumerate(order if isinstance(order, list) else ()):
        where = (*steps, "order", number)
        try:
            rules.video_id(video)
        except rules.RuleError as error:
            document.refuse(error, where)
        if first.setdefault(video, number) != number:
            line = document.place((*steps, "order", first[video])).line
            document.report("same-in-order", where, value=video, line=line)


def _check_collect(document: Document, steps: Steps, collect: CollectShape | None) -> None:
    if collect is None:
        return
    if collect.tags is None and collect.title is None and collect.since is None and collect.until is None:
        if not declared(document, (*steps, "collect")):
            document.report("collect-nothing", (*steps, "collect"))
    elif collect.since and collect.until and collect.since > collect.until:
        document.report("days-reversed", (*steps, "collect", "to"), since=collect.since, until=collect.until)


def _check_localizations(document: Document, steps: Steps, section: SectionShape) -> None:
    """Known codes, a title each, and the language that they are translations from (defaultLanguageNotSet)."""
    for code, texts in (section.localizations or {}).items():
        where = (*steps, "localizations", code)
        try:
            rules.language(code)
        except rules.RuleError as error:
            document.report_key(error.code, where, **error.facts)
        if texts.title is None and "title" not in declared(document, where):
            document.report("missing-key", where, name="title")
    if section.localizations and section.language is None and "language" not in declared(document, steps):
        document.report_key("localizations-need-language", (*steps, "localizations"))
