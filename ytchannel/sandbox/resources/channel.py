"""channels: the caller's own, and the others that are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.reporting import history
from ytchannel.sandbox.resources import statistics
from ytchannel.sandbox.resources.paging import cut, found, listing, one_filter, part
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.owners import Owner

_SINCE = "2016-03-10T02:00:00Z"
_SUBSCRIBERS = 12_400  # before the first view
_FIGURES_SHOWN = 3
_PICTURES = {"default": 88, "medium": 240, "high": 800}  # pixels
_AUDIT = "https://www.googleapis.com/auth/youtubepartner-channel-audit"


def show(call: Call) -> Json:
    """channels.list: the owner's own, by id, or by handle. Another channel is missing without a word."""
    name = one_filter(call, "mine", "id", "forHandle", "forUsername", "managedByMe", "mySubscribers")
    there, told = part(call, list(_named(call, name)))
    if not there:  # the API leaves `items` out when a filter of channels.list finds nothing
        return {key: value for key, value in listing("channel", [], told).items() if key != "items"}
    return listing("channel", [shown(call, each) for each in there], told)


def _named(call: Call, name: str) -> Iterable[Owner]:
    """The channels that a filter finds, each once."""
    match name:
        case "mine":
            yield call.owner
        case "id":
            for id_ in dict.fromkeys(call.query["id"]):
                owner = owners.find(call.settings, id_)
                if owner:
                    yield owner
        case "forHandle":
            wanted = plain(call.query["forHandle"])
            yield from (each for each in owners.owners(call.settings) if plain(each.handle) == wanted)


def plain(handle: str) -> str:
    """A handle without its @, in small letters, as handles are compared."""
    return handle.lstrip("@").lower()


def kept(call: Call, owner: Owner) -> Row:
    """What is kept of a channel, beside what the settings name: what channels.update has written."""
    rows = found(call, "channel", [owner.id])
    new: Json = {"channel": {"country": "VN"}, "localizations": {}, "status": {}}
    return rows[0] if rows else Row("channel", owner.id, owner.account, 0, new)


def shown(call: Call, owner: Owner) -> Json:
    """A channel in the parts that are asked for; what is nobody else's business is shown to its owner only."""
    body = kept(call, owner).body
    return cut(
        call,
        "channel",
        owner.id,
        {
            "snippet": lambda: _snippet(call, owner, body),
            "contentDetails": lambda: {"relatedPlaylists": {"likes": "", "uploads": owner.uploads}},
            "statistics": lambda: _statistics(call, owner),
            "status": lambda: _status(call, owner, body),
            "brandingSettings": lambda: _branding(call, owner, body),
            "localizations": lambda: body["localizations"] or None,
            "contentOwnerDetails": dict,
            "auditDetails": lambda: _audit(call, owner),
        },
    )


def _long_uploads(call: Call) -> str:
    """Videos over 15 minutes are for channels whose phone number is verified; the others could have it verified."""
    return "allowed" if call.settings.phone_verified else "eligible"


def _snippet(call: Call, owner: Owner, body: Json) -> Json:
    own = {"title": owner.title, "description": body["channel"].get("description", "")}
    language = call.query.get("hl", "")
    return {
        **own,
        "customUrl": "@" + plain(owner.handle),
        "publishedAt": _SINCE,
        "thumbnails": {
            name: {
                "url": f"https://yt3.ggpht.com/{owner.id}=s{size}-c-k-c0x00ffffff-no-rj",
                "width": size,
                "height": size,
            }
            for name, size in _PICTURES.items()
        },
        **{name: body["channel"][name] for name in ("defaultLanguage", "country") if name in body["channel"]},
        "localized": {**own, **body["localizations"].get(language, {})},
    }


def _status(call: Call, owner: Owner, body: Json) -> Json:
    kids = body["status"].get("selfDeclaredMadeForKids", False)
    return {
        "privacyStatus": "public",
        "isLinked": True,
        "longUploadsStatus": _long_uploads(call),
        "madeForKids": kids,
        **(body["status"] if call.owns(owner.id) else {}),
    }


def _branding(call: Call, owner: Owner, body: Json) -> Json:
    settings = {"title": owner.title, **body["channel"]}
    if not call.owns(owner.id):
        settings.pop("trackingAnalyticsAccountId", None)
    return {"channel": settings, **({"image": {"bannerExternalUrl": body["banner"]}} if "banner" in body else {})}


def _audit(call: Call, owner: Owner) -> Json:
    """What a network sees that audits the channel. Raises Refused 403 without the scope that is for it alone."""
    if not call.owns(owner.id) or _AUDIT not in (call.caller.scopes or ()):
        message = "The auditDetails part needs the scope youtubepartner-channel-audit."
        raise Refused(403, "insufficientPermissions", message, where="part")
    return dict.fromkeys(
        ("communityGuidelinesGoodStanding", "contentIdClaimsGoodStanding", "copyrightStrikesGoodStanding"), True
    )


def _statistics(call: Call, owner: Owner) -> Json:
    rows = call.store.rows("video", owner.uploads)
    watched = history.watched(rows, call.now)
    views = sum(video.views([call.now.timestamp()])[0] for video in watched)
    hidden = call.settings.hidden_subscribers
    subscribers = 0 if hidden else rounded(_SUBSCRIBERS + history.subscribers(watched, call.now))
    return {
        "viewCount": str(views),
        "subscriberCount": str(subscribers),
        "hiddenSubscriberCount": hidden,
        "videoCount": str(sum(statistics.public_since(row.body, call.now) is not None for row in rows)),
    }


def rounded(number: int) -> int:
    """A number of subscribers as everybody is told it, the owner too: rounded down to three figures."""
    unit: int = 10 ** max(0, len(str(number)) - _FIGURES_SHOWN)
    return number // unit * unit


METHODS = {"youtube.channels.list": show}
