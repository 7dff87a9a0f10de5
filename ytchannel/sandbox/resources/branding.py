"""What a channel says of itself: the writable properties, and the rules for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.resources import banners, channel, statistics
from ytchannel.sandbox.resources.places import REGIONS
from ytchannel.sandbox.resources.text import LANGUAGES, plain, units
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.owners import Owner

_SETTABLE = (
    "description",
    "keywords",
    "country",
    "defaultLanguage",
    "unsubscribedTrailer",
    "trackingAnalyticsAccountId",
)

_DESCRIPTION = 1000  # characters
_KEYWORDS = 500  # characters

_WRITABLE = {"brandingSettings", "localizations", "status"}


def update(call: Call) -> Json:
    """channels.update: one part a request, replaced as a whole; the title stays, and so does a banner left out."""
    named = set(call.parts) - {"id"}
    if named - _WRITABLE or not named:
        message = f"The part parameter may name one of {', '.join(sorted(_WRITABLE))}."
        raise Refused(400, "unexpectedPart", message, where="part", domain="youtube.part")
    if len(named) > 1:
        raise Refused(400, "invalidPart", "These parts cannot be written at once.", where="part", domain="youtube.part")
    owner = _owner(call)
    row = channel.kept(call, owner)
    body = dict(row.body)
    match named.pop():
        case "brandingSettings":
            body |= _branding(call, owner, call.body.get("brandingSettings", {}))
        case "localizations":
            body["localizations"] = _localizations(call.body.get("localizations", {}), body["channel"])
        case _:
            given = call.body.get("status", {})
            body["status"] = {name: given[name] for name in ("selfDeclaredMadeForKids",) if name in given}
    call.store.put(replace(row, body=body))
    return channel.shown(call, owner)


def _owner(call: Call) -> Owner:
    """The channel that the update is aimed at. Raises Refused 400, 403 or 404."""
    id_ = call.body.get("id", "")
    if not id_:
        raise Refused(400, "required", "Required: id", where="body.id")
    owner = owners.find(call.settings, id_)
    if owner is None:
        raise _refused("channelNotFound", "id", "The channel specified in the id cannot be found.", 404)
    if not call.owns(owner.id):
        raise _refused("channelForbidden", "id", "The request is not properly authorized.", 403)
    return owner


def _branding(call: Call, owner: Owner, given: Json) -> Json:
    """The settings of the channel, and its banner if one is named. Raises Refused 400."""
    wish: Json = given.get("channel", {})
    if wish.get("title", owner.title) != owner.title:
        message = "The title has to be the channel's current one, or left out."
        raise _refused("channelTitleUpdateForbidden", "brandingSettings.channel.title", message)
    kept = {name: wish[name] for name in _SETTABLE if wish.get(name)}
    if units(kept.get("keywords", "")) > _KEYWORDS:
        raise Refused(400, "badRequest", "Request contains an invalid argument.")
    for name, fits in (
        ("description", units(kept.get("description", "")) <= _DESCRIPTION),
        ("country", kept.get("country", "VN") in REGIONS),
        ("defaultLanguage", kept.get("defaultLanguage", "vi") in LANGUAGES),
        ("unsubscribedTrailer", _is_trailer(call, owner, kept.get("unsubscribedTrailer", ""))),
    ):
        if not fits:
            raise _refused("brandingValidationError", f"brandingSettings.channel.{name}", f"The {name} is not valid.")
    banner = given.get("image", {}).get("bannerExternalUrl")
    if banner and not banners.is_of(call, owner, banner):
        where = "brandingSettings.image.bannerExternalUrl"
        raise _refused("brandingValidationError", where, "The URL is not one that channelBanners.insert returned.")
    return {"channel": kept, **({"banner": banner} if banner else {})}


def _is_trailer(call: Call, owner: Owner, video: str) -> bool:
    """Whether a video is a public or unlisted one of the channel; none is one too."""
    row = call.store.get("video", video) if video else None
    return not video or (row is not None and row.parent == owner.uploads and statistics.visible(row.body, call.now))


def _localizations(given: Mapping[str, Json], settings: Json) -> Json:
    """Titles and descriptions by language. Raises Refused 400."""
    if given and not settings.get("defaultLanguage"):
        message = "The defaultLanguage must be set to update localizations."
        raise _refused("defaultLanguageNotSetError", "brandingSettings.channel.defaultLanguage", message)
    for language, texts in given.items():
        title, description = texts.get("title", ""), texts.get("description", "")
        fits = title.strip() and plain(title, "channel") and units(description) <= _DESCRIPTION
        if language not in LANGUAGES or not fits:
            where = f"localizations.{language}"
            raise _refused("localizationValidationError", where, "One of the localizations is not valid.")
    return dict(given)


def _refused(reason: str, where: str, message: str, status: int = 400) -> Refused:
    return Refused(status, reason, message, where=f"body.{where}", domain="youtube.channel")


METHODS = {"youtube.channels.update": update}
