"""Videos: the metadata that a manifest declares, as an upload sends it and as an update carries it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ytchannel import plan, quota
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Change, FieldChange, Item, Json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ytchannel.kinds import Resolve
    from ytchannel.model import VideoEntry

INSERT, UPDATE = "youtube.videos.insert", "youtube.videos.update"

_SNIPPET = {
    "title": "title",
    "description": "description",
    "tags": "tags",
    "category": "categoryId",
    "language": "defaultLanguage",
}
_STATUS = {"privacy": "privacyStatus", "publish_at": "publishAt", "made_for_kids": "selfDeclaredMadeForKids"}

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
}


# Where each field stands in the resource.
_PATHS = {
    **{field: ("snippet", name) for field, name in _SNIPPET.items()},
    **{field: ("status", name) for field, name in _STATUS.items()},
}


class Video:
    """A video of the channel."""

    name = "video"
    update_price = quota.price(UPDATE)

    def wanted(self, entry: VideoEntry, key: str, now: datetime) -> Item:
        """The declared metadata of a manifest entry.

        A publication time that has passed is not compared any more, and neither is the privacy that went with it: the
        video was published then, and writing the schedule again would hide it.
        """
        fields: dict[str, Any] = {
            "title": None if entry.title is None else tidy(entry.title),
            "description": None if entry.description is None else tidy(entry.description),
            "tags": entry.tags,
            "category": entry.category,
            "language": entry.language,
            "privacy": entry.privacy,
            "made_for_kids": entry.made_for_kids,
        }
        if entry.publish_at is not None:
            if entry.publish_at > now:
                fields["publish_at"] = entry.publish_at.astimezone(UTC)
            else:
                del fields["privacy"]
        declared = {name: value for name, value in fields.items() if value is not None}
        return Item(self.name, key, declared.get("title", entry.video or key), declared, id=entry.video)

    def listing(self, ids: Sequence[str]) -> Call:
        """The request for at most 50 videos with all that an update has to carry."""
        return Call("youtube.videos.list", {"part": "id,snippet,status", "id": ",".join(ids), "maxResults": 50})

    def seen(self, resource: Json, key: str) -> Item:
        """A live video under `key`."""
        snippet, status = resource["snippet"], resource["status"]
        publish_at = status.get("publishAt")
        fields = {
            "title": tidy(snippet.get("title")),
            "description": tidy(snippet.get("description")),
            "tags": tuple(tidy(tag) for tag in snippet.get("tags", ())),
            "category": snippet.get("categoryId"),
            "language": snippet.get("defaultLanguage"),
            "privacy": status.get("privacyStatus"),
            "publish_at": datetime.fromisoformat(publish_at).astimezone(UTC) if publish_at else None,
            "made_for_kids": status.get("selfDeclaredMadeForKids", status.get("madeForKids", False)),
        }
        return Item(self.name, key, fields["title"], fields, resource["id"], resource)

    def upload(self, wanted: Item) -> Change:
        """The change that brings a video up that is not there."""
        fields = {name: FieldChange(None, value) for name, value in wanted.fields.items()}
        return Change("create", wanted, None, fields, quota.price(INSERT))

    def update(self, wanted: Item, seen: Item) -> Change | None:
        """The change that makes the live video as declared, if it is not."""
        fields = plan.differences(wanted, seen)
        return Change("update", wanted, seen, fields, quota.price(UPDATE)) if fields else None

    def raw(self, resource: Mapping[str, Any], field: str) -> Any:  # noqa: ANN401 - of any field
        """The value of a field as it stands in the resource."""
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
        return _PATHS[field][0] in resource

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
                now = change.seen.source[part]
                carried = {name: now[name] for name in properties if name in now}
                parts[part] = {name: value for name, value in (carried | new[part]).items() if value is not None}
        if "publishAt" in parts.get("status", {}):
            if change.fields.get("privacy", FieldChange(None, "private")).new == "private":
                parts["status"]["privacyStatus"] = "private"
            else:
                del parts["status"]["publishAt"]
        return Call(UPDATE, {"part": ",".join(parts)}, {"id": change.seen.id, **parts})


def body(fields: Mapping[str, Any]) -> Json:
    """The video resource that says `fields`, in the API's names; times in UTC."""
    parts: dict[str, Json] = {}
    for part, names in (("snippet", _SNIPPET), ("status", _STATUS)):
        for field, name in names.items():
            if field in fields:
                parts.setdefault(part, {})[name] = _plain(fields[field])
    return parts


def _plain(value: Any) -> Any:  # noqa: ANN401 - any declared field
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return list(value) if isinstance(value, tuple) else value


VIDEO = Video()
