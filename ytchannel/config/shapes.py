"""The shapes of the files: which keys there are, and what each takes. The rules of each value stand in `rules`.

Scalars come as text, so numbers and flags are read from it, as the core schema of YAML 1.2 writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from ytchannel.config import rules, templates, times
from ytchannel.config.categories import category
from ytchannel.config.series import is_series, series
from ytchannel.policy import PROFILE, Who
from ytchannel.slots import Slots


def _flag(value: object) -> bool:
    if isinstance(value, str) and value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    raise rules.RuleError("wants-flag", value=value)


def _count(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"\+?[0-9]{1,15}", value):
        return int(value)
    raise rules.RuleError("wants-count", value=value)


def _day(value: object) -> date:
    if isinstance(value, str):
        return times.day(value)
    raise times.no_day(str(value))


def _order(value: object) -> str | list[str]:
    """A word, or a list of videos, whose ids are looked at where their places are known."""
    if isinstance(value, str):
        return rules.order(value)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return value
    raise rules.RuleError("order-form")


def _not_empty(text: str) -> str:
    if not text.strip():
        raise rules.RuleError("text-empty")
    return text


def _title_template(text: str) -> str:
    """A title for many videos. What of it is the same for all has to be one that YouTube takes."""
    templates.checked(text, [name for name in templates.NAMES if name != "description"])
    if (rest := templates.literal(text)).strip() or rest == text:
        rules.video_title(rest)
    return text


def _description_template(text: str) -> str:
    templates.checked(text)
    rules.video_description(templates.literal(text))
    return text


def _tag_template(text: str) -> str:
    return templates.checked(rules.tag(text), [name for name in templates.NAMES if name != "description"])


Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_count)]
Text = Annotated[str, AfterValidator(_not_empty)]
Tags = Annotated[list[Annotated[str, AfterValidator(rules.tag)]], AfterValidator(rules.tags)]
Privacy = Annotated[str, AfterValidator(rules.privacy)]
Category = Annotated[str, AfterValidator(category)]
Day = Annotated[date, BeforeValidator(_day)]
Language = Annotated[str, AfterValidator(rules.language)]


@dataclass(frozen=True)
class Standing:
    """A section that an entry names, and the place in it, counted from 1, if that is said too."""

    key: str
    position: int | None = None


def _in_section(value: object) -> Standing:
    """`tin-co-so`, or `tin-co-so: 3` for the third place."""
    if isinstance(value, str) and value.strip():
        return Standing(value)
    if isinstance(value, dict) and len(value) == 1:
        ((key, place),) = value.items()
        position = _count(place)
        if position < 1:
            raise rules.RuleError("wants-place", value=place)
        return Standing(str(key), position)
    raise rules.RuleError("section-form")


def _publication(value: object) -> str | Slots:
    """A time, or the schedule of a series: `every weekday 07:00`, `{every: weekday 07:00, from: 2026-12-01}`."""
    if isinstance(value, str) and value.strip():
        return series(value) if is_series(value) else value
    if isinstance(value, dict) and isinstance(value.get("every"), str) and value.keys() <= {"every", "from"}:
        first = _day(value["from"]) if "from" in value else None
        return replace(series(f"every {value['every']}"), first=first)
    raise rules.RuleError("publication-form")


def _series(value: object) -> Slots:
    """The schedule of a series alone."""
    found = _publication(value)
    if isinstance(found, str):
        raise rules.RuleError("bad-series", value=found)
    return found


Publication = Annotated[Any, BeforeValidator(_publication)]  # str, or Slots
Series = Annotated[Slots, BeforeValidator(_series)]
License = Annotated[str, AfterValidator(rules.license_)]
InSection = Annotated[Standing, BeforeValidator(_in_section)]


def _who(value: object) -> Who:
    """A user of the system, or `{profile: NAME}`."""
    if isinstance(value, str) and value.strip():
        return Who(user=value)
    if isinstance(value, dict) and value.keys() == {"profile"} and isinstance(name := value["profile"], str):
        if not PROFILE.fullmatch(name):
            raise rules.RuleError("bad-profile", value=name)
        return Who(profile=name)
    raise rules.RuleError("who-form")


Whose = Annotated[Any, BeforeValidator(_who)]  # Who


class Shape(BaseModel):
    """A mapping of the file. Every key may be missing here: which are needed is checked where it is known.

    `LATER` are keys of the contract that this version does not act on yet.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    LATER: ClassVar[frozenset[str]] = frozenset()


class ChannelFile(Shape):
    """The top of playlists.yaml."""

    channel: dict[str, Any] | None = None
    defaults: dict[str, Any] | None = None
    sections: list[Any] | None = None
    shelves: list[Any] | None = None


class PolicyFile(Shape):
    """The top of policy.yaml."""

    publish: list[Whose] | None = None
    delete: list[Whose] | None = None
    prune: list[Whose] | None = None
    notify: list[Whose] | None = None


class QuotaShape(Shape):
    """Declared daily budgets."""

    pool: Annotated[Count | None, Field(alias="default")] = None
    uploads: Annotated[Count | None, Field(alias="videos.insert")] = None
    searches: Annotated[Count | None, Field(alias="search.list")] = None
    stats: Annotated[Count | None, Field(alias="videos.batchGetStats")] = None


class BrandingShape(Shape):
    """What the channel says of itself."""

    description: Annotated[str, AfterValidator(rules.channel_description)] | None = None
    keywords: Annotated[list[Text], AfterValidator(rules.channel_keywords)] | None = None
    language: Language | None = None
    country: Annotated[str, AfterValidator(rules.country)] | None = None


class ChannelShape(Shape):
    """What stands under `channel:`."""

    handle: Annotated[str, AfterValidator(rules.handle)] | None = None
    id: Annotated[str, AfterValidator(rules.channel_id)] | None = None
    timezone: Annotated[str, AfterValidator(times.timezone)] | None = None
    language: Language | None = None
    quota: QuotaShape | None = None
    branding: BrandingShape | None = None


class DefaultsShape(Shape):
    """What stands under `defaults:`, of the channel and of a section."""

    privacy: Privacy | None = None
    category: Category | None = None
    language: Language | None = None
    audio_language: Language | None = None
    made_for_kids: Flag | None = None
    synthetic_media: Flag | None = None
    license: License | None = None
    embeddable: Flag | None = None
    public_stats: Flag | None = None
    notify_subscribers: Flag | None = None
    publish_at: Series | None = None
    tags: Annotated[list[Annotated[str, AfterValidator(_tag_template)]], AfterValidator(rules.tags)] | None = None
    title: Annotated[str, AfterValidator(_title_template)] | None = None
    description: Annotated[str, AfterValidator(_description_template)] | None = None
    number: Count | None = None


class CollectShape(Shape):
    """What stands under `collect:` of a section."""

    tags: Tags | None = None
    title: Text | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None


class LocalizationShape(Shape):
    """The texts of a section in another language."""

    title: Annotated[str, AfterValidator(rules.playlist_title)] | None = None
    description: Annotated[str, AfterValidator(rules.playlist_description)] | None = None


class PictureShape(Shape):
    """What stands under `cover:` of a section and `thumbnail:` of an entry; a text alone is the file."""

    file: Text | None = None
    fit: Annotated[str, AfterValidator(rules.fit)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"file": value} if isinstance(value, str) else value


class SectionShape(Shape):
    """One of `sections:`."""

    key: Annotated[str, AfterValidator(rules.section_key)] | None = None
    id: Annotated[str, AfterValidator(rules.playlist_id)] | None = None
    title: Annotated[str, AfterValidator(rules.playlist_title)] | None = None
    description: Annotated[str, AfterValidator(rules.playlist_description)] | None = None
    privacy: Privacy | None = None
    language: Language | None = None
    podcast: Flag | None = None
    shelf: Flag | None = None
    cover: PictureShape | None = None
    order: Annotated[Any, BeforeValidator(_order)] = None  # str, or list[str] of ids
    collect: CollectShape | None = None
    localizations: dict[str, LocalizationShape] | None = None
    defaults: DefaultsShape | None = None


class ShelfShape(Shape):
    """One of `shelves:`."""

    section: Text | None = None
    type: Annotated[str, AfterValidator(rules.shelf_type)] | None = None
    title: Annotated[str, AfterValidator(rules.shelf_title)] | None = None
    sections: list[Text] | None = None
    channels: list[Annotated[str, AfterValidator(rules.other_channel_id)]] | None = None


class CaptionShape(Shape):
    """One of `captions:` of an entry."""

    file: Text | None = None
    language: Language | None = None
    name: Annotated[str, AfterValidator(rules.caption_name)] | None = None


class ManifestFile(Shape):
    """The top of videos.yaml."""

    videos: list[Any] | None = None


class TagEditsShape(Shape):
    """What is to be done to the tags that a video has."""

    add: Tags | None = None
    remove: Tags | None = None


FORMS = ("as list", "as edits")
"""Names of the forms that a value can have, which pydantic puts into the steps to what is wrong with it."""

TagsOrEdits = Annotated[
    Annotated[Tags, Tag("as list")] | Annotated[TagEditsShape, Tag("as edits")],
    Discriminator(lambda value: "as edits" if isinstance(value, dict | TagEditsShape) else "as list"),
]


class VideoTextsShape(Shape):
    """The texts of a video in another language."""

    title: Annotated[str, AfterValidator(rules.video_title)] | None = None
    description: Annotated[str, AfterValidator(rules.video_description)] | None = None


class EntryShape(Shape):
    """One of `videos:`."""

    file: Text | None = None
    video: Annotated[str, AfterValidator(rules.video_id)] | None = None
    title: Annotated[str, AfterValidator(rules.video_title)] | None = None
    description: Annotated[str, AfterValidator(rules.video_description)] | None = None
    sections: list[InSection] | None = None
    tags: TagsOrEdits | None = None
    category: Category | None = None
    language: Language | None = None
    audio_language: Language | None = None
    localizations: dict[str, VideoTextsShape] | None = None
    privacy: Privacy | None = None
    made_for_kids: Flag | None = None
    synthetic_media: Flag | None = None
    license: License | None = None
    embeddable: Flag | None = None
    public_stats: Flag | None = None
    recording_date: Day | None = None
    notify_subscribers: Flag | None = None
    publish_at: Publication = None
    thumbnail: PictureShape | None = None
    captions: list[Any] | None = None  # each a CaptionShape, or the file alone
    number: Count | None = None
    wrap: Flag | None = None
