"""What changes, resources, fields and values are called, for people."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.plan import Ref
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from datetime import tzinfo

    from ytchannel.plan import Change

KINDS = {
    "playlist": N_("playlist"),
    "branding": N_("channel"),
    "shelf": N_("shelf"),
    "entry": N_("entry"),
    "video": N_("video"),
    "thumbnail": N_("thumbnail"),
    "cover": N_("cover"),
    "caption": N_("captions"),
}
ACTIONS = {"create": N_("create"), "update": N_("change"), "move": N_("move"), "delete": N_("delete")}
FIELDS = {
    "title": N_("title"),
    "description": N_("description"),
    "privacy": N_("privacy"),
    "language": N_("language"),
    "podcast": N_("podcast"),
    "position": N_("position"),
    "tags": N_("tags"),
    "keywords": N_("keywords"),
    "country": N_("country"),
    "category": N_("category"),
    "publish_at": N_("publication"),
    "made_for_kids": N_("made for kids"),
    "notify_subscribers": N_("notice to subscribers"),
    "audio_language": N_("spoken language"),
    "synthetic_media": N_("altered or synthetic content"),
    "license": N_("licence"),
    "embeddable": N_("embedding allowed"),
    "public_stats": N_("figures visible"),
    "recording_date": N_("recording date"),
    "file": N_("file"),
    "name": N_("name"),
    "fit": N_("made square"),
    "playlist": N_("section"),
    "playlists": N_("playlists"),
    "channels": N_("channels"),
    "type": N_("type"),
}
SHELVES = {
    "singlePlaylist": N_("one playlist"),
    "multiplePlaylists": N_("several playlists"),
    "multipleChannels": N_("other channels"),
    "allPlaylists": N_("all playlists"),
    "popularUploads": N_("popular videos"),
    "recentUploads": N_("recent videos"),
    "subscriptions": N_("subscriptions"),
    "liveEvents": N_("live streams of now"),
    "upcomingEvents": N_("live streams to come"),
    "completedEvents": N_("past live streams"),
}
PRIVACY = {"public": N_("public"), "unlisted": N_("unlisted"), "private": N_("private")}
FITS = {"crop": N_("its middle cut out"), "pad": N_("all of it, on a blurred ground")}
_LONGEST = 160  # characters of a value in a table


def what(change: Change) -> str:
    """The action and the kind: “create playlist”."""
    if (change.action, change.kind) == ("create", "video") and not change.price.units:
        return _("go on uploading")
    return action(change.action, change.kind)


def called(kind: str, title: str) -> str:
    """What people know a resource by: its title, the words for a shelf that has none."""
    return _(SHELVES[title]) if kind == "shelf" and title in SHELVES else plain(title)


def action(name: str, kind: str) -> str:
    """What is done to a resource of a kind, as people say it."""
    match name, kind:
        case "create", "video":
            return _("upload")
        case "create", "entry":
            return _("put into section")
        case "move", "entry":
            return _("move within section")
        case "delete", "entry":
            return _("take out of section")
        case "update", "thumbnail":
            return _("set thumbnail")
        case (("create" | "update"), "cover"):
            return _("set cover")
        case "create", "caption":
            return _("add captions")
        case "update", "caption":
            return _("replace captions")
    return f"{_(ACTIONS[name])} {_(KINDS[kind])}"


def apart(old: object, new: object) -> tuple[object, object]:
    """Two texts; long ones from shortly before the place where they begin to differ."""
    if not isinstance(old, str) or not isinstance(new, str) or max(len(old), len(new)) <= _LONGEST:
        return old, new
    alike = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    begin = max(0, alike - _LONGEST // 4)
    mark = "…" if begin else ""
    return mark + old[begin:], mark + new[begin:]


def field_name(name: str) -> str:
    """A field as people call it; that of another language with its code."""
    base, _slash, language = name.partition("/")
    told = _(FIELDS.get(base, base))
    return f"{told} ({plain(language)})" if language else told


def value(raw: object, zone: tzinfo, name: str = "") -> str:
    """The value of the field `name` as people read it."""
    if name == "privacy" and raw in PRIVACY:
        return _(PRIVACY[str(raw)])
    if name == "fit" and raw in FITS:
        return _(FITS[str(raw)])
    if name == "type" and raw in SHELVES:
        return _(SHELVES[str(raw)])
    if name == "position" and isinstance(raw, int):
        return words.number(raw + 1)
    if name == "publish_at" and isinstance(raw, str):  # as the history keeps it
        with suppress(ValueError):
            raw = datetime.fromisoformat(raw)
    match raw:
        case None:
            return "–"
        case bool():
            return _("yes") if raw else _("no")
        case datetime():
            return words.when(raw, zone)
        case date():
            return raw.isoformat()
        case tuple() | list():
            return plain("; ".join(each.key if isinstance(each, Ref) else str(each) for each in raw)) or "–"
        case Ref():
            return plain(raw.key)
        case int():
            return words.number(raw)
    text = plain(raw)
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”" if text else "–"
