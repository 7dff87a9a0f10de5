"""Videos: the metadata that a manifest declares, as an upload sends it and as an update carries it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ytchannel import plan, quota
from ytchannel.kinds import localized
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Change, FieldChange, Item, Json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.kinds import Resolve
    from ytchannel.model import VideoEntry

INSERT, UPDATE = "youtube.videos.insert", "youtube.videos.update"
# The parts that an update may have to carry, and where a video can be seen: a reading costs the same with any parts.
READ = "id,snippet,status,recordingDetails,localizations,contentDetails"

_SNIPPET = {
    "title": "title",
    "description": "description",
    "tags": "tags",
    "category": "categoryId",
    "language": "defaultLanguage",
    "audio_language": "defaultAudioLanguage",
}
_STATUS = {
    "privacy": "privacyStatus",
    "publish_at": "publishAt",
    "made_for_kids": "selfDeclaredMadeForKids",
    "synthetic_media": "containsSyntheticMedia",
    "license": "license",
    "embeddable": "embeddable",
    "public_stats": "publicStatsViewable",
}
_RECORDING = {"recording_date": "recordingDate"}
_PARTS = {"snippet": _SNIPPET, "status": _STATUS, "recordingDetails": _RECORDING}

# What a video is unless somebody says otherwise (videos, status).
STANDARD = {
    "made_for_kids": False,
    "synthetic_media": False,
    "license": "youtube",
    "embeddable": True,
    "public_stats": True,
}

# Writable properties by part (videos.update): a part that is named is replaced as a whole, so all of these are carried.
_WRITABLE = {
    "snippet": ("title", "description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage"),
    "status": (
        "privacyStatus",
        "publishAt",
        "license",
        "embeddable",
        "publicStatsViewable",
        "selfDeclaredMadeForKids",
        "containsSyntheticMedia",
    ),
    "recordingDetails": ("recordingDate",),
}

# Where each field stands in the resource; texts in other languages stand in a part of their own.
_PATHS = {field: (part, name) for part, names in _PARTS.items() for field, name in names.items()}


class Video:
    """A video of the channel."""

    name = "video"
    update_price = quota.price(UPDATE)

    def wanted(self, entry: VideoEntry, key: str, now: datetime, seen: Item | None = None) -> Item:
        """The declared metadata of a manifest entry, of a video that is there under `seen`, whose tags may be edited.

        A publication time that has passed is not compared any more, and neither is the privacy that went with it: the
        video was published then, and writing the schedule again would hide it. What is up of a series keeps the time
        that it was given. A video that is not there although its time has passed is to be public at once.
        """
        fields: dict[str, Any] = {field: getattr(entry, field) for field in _PATHS if field != "publish_at"}
        if seen and (entry.tags_added or entry.tags_removed):
            fields["tags"] = edited_tags(seen.fields["tags"], entry.tags_added, entry.tags_removed)
        for field in ("title", "description"):
            fields[field] = None if fields[field] is None else tidy(fields[field])
        fields |= localized.fields({language: vars(texts) for language, texts in entry.localizations.items()})
        if entry.publish_at is not None:
            if entry.publish_at > now:
                fields["publish_at"] = entry.publish_at.astimezone(UTC)
            elif seen:
                del fields["privacy"]
            else:
                fields["privacy"] = "public"
        elif entry.series is not None and seen:
            del fields["privacy"]
        declared = {name: value for name, value in fields.items() if value is not None}
        return Item(self.name, key, declared.get("title", entry.video or key), declared, id=entry.video)

    def listing(self, ids: Sequence[str]) -> Call:
        """The request for at most 50 videos with all that an update has to carry."""
        return Call("youtube.videos.list", {"part": READ, "id": ",".join(ids), "maxResults": 50})

    def seen(self, resource: Json, key: str) -> Item:
        """A live video under `key`."""
        snippet, status = resource["snippet"], resource["status"]
        publish_at, recorded = status.get("publishAt"), resource.get("recordingDetails", {}).get("recordingDate")
        fields = {
            "title": tidy(snippet.get("title")),
            "description": tidy(snippet.get("description")),
            "tags": tuple(tidy(tag) for tag in snippet.get("tags", ())),
            "category": snippet.get("categoryId"),
            "language": snippet.get("defaultLanguage"),
            "audio_language": snippet.get("defaultAudioLanguage"),
            "privacy": status.get("privacyStatus"),
            "publish_at": datetime.fromisoformat(publish_at).astimezone(UTC) if publish_at else None,
            "made_for_kids": status.get("selfDeclaredMadeForKids", status.get("madeForKids", False)),
            "synthetic_media": status.get("containsSyntheticMedia", False),
            "license": status.get("license"),
            "embeddable": status.get("embeddable"),
            "public_stats": status.get("publicStatsViewable"),
            "recording_date": datetime.fromisoformat(recorded).astimezone(UTC).date() if recorded else None,
            **localized.fields(resource.get("localizations", {})),
        }
        return Item(self.name, key, fields["title"], fields, resource["id"], resource)

    def has_language(self, entry: VideoEntry, resource: Json) -> bool:
        """Whether a live video has, or gets, the language that its other texts are translations from."""
        return bool(entry.language or resource["snippet"].get("defaultLanguage"))

    def upload(self, wanted: Item, *, notify: bool = False) -> Change:
        """The change that brings a video up that is not there, with a notice to subscribers or without."""
        if notify:
            wanted = replace(wanted, fields={**wanted.fields, "notify_subscribers": True})
        fields = {name: FieldChange(None, value) for name, value in wanted.fields.items()}
        return Change("create", wanted, None, fields, quota.price(INSERT))

    def update(self, wanted: Item, seen: Item) -> Change | None:
        """The change that makes the live video as declared, if it is not."""
        fields = plan.differences(wanted, seen)
        return Change("update", wanted, seen, fields, quota.price(UPDATE)) if fields else None

    def raw(self, resource: Mapping[str, Any], field: str) -> Any:  # noqa: ANN401 - of any field
        """The value of a field as it stands in the resource."""
        if "/" in field:
            return localized.raw(resource, field)
        part, name = _PATHS[field]
        return resource.get(part, {}).get(name)

    def schedule(self, before: Json, seen: Json, now: datetime) -> dict[str, FieldChange]:
        """The publication that a video had and lacks, as it goes when privacy is changed; none of the past."""
        had, has = (resource["status"].get("publishAt") for resource in (before, seen))
        if not had or has or datetime.fromisoformat(had) <= now:
            return {}
        return {"publish_at": FieldChange(None, had)}

    def is_told(self, resource: Mapping[str, Any], field: str) -> bool:
        """Whether a resource was read with the part that a field stands in."""
        return ("localizations" if "/" in field else _PATHS[field][0]) in resource

    def call(self, change: Change, resolve: Resolve) -> Call:  # noqa: ARG002 - a video refers to nothing
        """The update, naming only the parts that change and carrying every other writable property of them.

        status.publishAt is accepted with privacy "private" only, so scheduling names both (videos, publishAt).
        """
        if change.seen is None:
            raise ValueError(change.key)  # an upload is a process of its own, not one request
        new = body({name: each.new for name, each in change.fields.items()})
        parts: Json = {}
        for part, properties in _WRITABLE.items():
            if part in new:
                now = change.seen.source.get(part, {})
                carried = {name: now[name] for name in properties if name in now}
                parts[part] = {name: value for name, value in (carried | new[part]).items() if value is not None}
        status = parts.get("status", {})
        private = change.fields.get("privacy", FieldChange(None, "private")).new == "private"
        if "publish_at" in change.fields and private:
            status["privacyStatus"] = "private"
        elif "publish_at" in change.fields or not private or not _is_private(change):
            status.pop("publishAt", None)  # YouTube may go on telling when a public video was published
        now = change.seen.source
        texts = localized.part(now.get("localizations", {}), {name: each.new for name, each in change.fields.items()})
        if texts is not None:
            snippet = parts.get("snippet", now["snippet"])
            parts["localizations"] = texts | localized.in_step(texts, now["snippet"], snippet, change.fields)
        return Call(UPDATE, {"part": ",".join(parts)}, {"id": change.seen.id, **parts})


def _is_private(change: Change) -> bool:
    return change.seen is not None and change.seen.source.get("status", {}).get("privacyStatus") == "private"


def body(fields: Mapping[str, Any]) -> Json:
    """The video resource that says `fields`, in the API's names; times in UTC."""
    parts: dict[str, Json] = {}
    for part, names in _PARTS.items():
        for field, name in names.items():
            if field in fields:
                parts.setdefault(part, {})[name] = _plain(fields[field])
    return parts


_OPEN = ("private", "unlisted", "public")


def visibility(fields: Mapping[str, Any]) -> str:
    """Who is to see a video with these fields: its privacy, and when it is published if that is to come."""
    at = fields.get("publish_at")
    return f"{fields.get('privacy', 'private')} {at.isoformat() if at else ''}".strip()


def exposes(begun: str | None, fields: Mapping[str, Any]) -> bool:
    """Whether a session that was begun for a visibility shows the video to more people, or earlier, than `fields` say.

    YouTube takes it as it was begun, whatever is declared by the time that the last byte is there.
    """
    if begun is None:
        return False
    was, _space, at = begun.partition(" ")
    privacy, publish_at = fields.get("privacy", "private"), fields.get("publish_at")
    if _OPEN.index(was) > _OPEN.index(privacy):
        return True
    if not at:
        return False
    return bool(privacy != "public" if publish_at is None else datetime.fromisoformat(at) < publish_at)


def edited_tags(tags: Iterable[str], add: Iterable[str], remove: Iterable[str]) -> tuple[str, ...]:
    """Tags with some more at the end and without some, each once; letter case makes no difference."""
    gone, kept = {tag.casefold() for tag in remove}, dict[str, str]()
    for tag in (*tags, *add):
        if tag.casefold() not in gone:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())


def new_body(fields: Mapping[str, Any]) -> Json:
    """The same for a video that is not there yet, with its texts in other languages."""
    texts = localized.part({}, fields)
    return body(fields) | ({"localizations": texts} if texts else {})


def _plain(value: Any) -> Any:  # noqa: ANN401 - any declared field
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00Z"
    return list(value) if isinstance(value, tuple) else value


VIDEO = Video()
