"""Branding: what the channel says of itself (channels, part brandingSettings); only updated, never made or deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ytchannel import plan, quota
from ytchannel.kinds.text import tidy
from ytchannel.plan import Call, Change, Item, Json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.kinds import Resolve
    from ytchannel.model import Channel

_UPDATE = "youtube.channels.update"

_NAMES = {"description": "description", "keywords": "keywords", "language": "defaultLanguage", "country": "country"}

# The part is replaced as a whole (channels.update), so all of these are carried.
_WRITABLE = (*_NAMES.values(), "unsubscribedTrailer", "trackingAnalyticsAccountId")


class Branding:
    """The channel's description, keywords, language and country."""

    name = "branding"
    update_price = quota.price(_UPDATE)

    def wanted(self, channel: Channel, title: str) -> Item | None:
        """What is declared, None when nothing is."""
        about = channel.branding
        declared = {
            "description": None if about.description is None else tidy(about.description),
            "keywords": None if about.keywords is None else tuple(map(tidy, about.keywords)),
            "language": about.language,
            "country": about.country,
        }
        fields = {name: value for name, value in declared.items() if value is not None}
        return Item(self.name, "channel", title, fields) if fields else None

    def seen(self, resource: Json) -> Item:
        """The live channel, read with its part brandingSettings."""
        now = _settings(resource)
        fields: dict[str, Any] = {name: now.get(property_) for name, property_ in _NAMES.items()}
        fields |= {"description": tidy(now.get("description")), "keywords": read_keywords(now.get("keywords", ""))}
        return Item(self.name, "channel", resource["snippet"]["title"], fields, resource["id"], resource)

    def plan(self, wanted: Item | None, seen: Item) -> plan.Plan:
        """The one update that is due, if any is."""
        fields = plan.differences(wanted, seen) if wanted else {}
        if not wanted or not fields:
            return plan.Plan()
        return plan.Plan((Change("update", wanted, seen, fields, self.update_price),))

    def call(self, change: Change, resolve: Resolve) -> Call:  # noqa: ARG002 - the channel refers to nothing
        """The update, carrying every other writable property of the part, the banner included."""
        if change.seen is None:
            raise ValueError(change.key)  # a channel is not made here
        now = _settings(change.seen.source)
        carried = {name: now[name] for name in _WRITABLE if now.get(name)}
        new = {_NAMES[name]: _written(each.new) for name, each in change.fields.items()}
        body: Json = {"channel": {name: value for name, value in (carried | new).items() if value}}
        if banner := change.seen.source.get("brandingSettings", {}).get("image", {}).get("bannerExternalUrl"):
            body["image"] = {"bannerExternalUrl": banner}
        return Call(_UPDATE, {"part": "brandingSettings"}, {"id": change.seen.id, "brandingSettings": body})

    def raw(self, resource: Mapping[str, Any], field: str) -> Any:  # noqa: ANN401 - of any field
        """The value of a field as it stands in the resource."""
        return _settings(resource).get(_NAMES[field])

    def is_told(self, resource: Mapping[str, Any], field: str) -> bool:  # noqa: ARG002 - one part has them all
        """Whether a resource was read with the part that a field stands in."""
        return "brandingSettings" in resource


def read_keywords(text: str) -> tuple[str, ...]:
    """The keywords of a channel: words, and phrases in quotes, between spaces."""
    words = (tidy(quoted or word) for quoted, word in re.findall(r'"([^"]*)"|(\S+)', text))
    return tuple(word for word in words if word)


def _written(value: Any) -> Any:  # noqa: ANN401 - of any field
    if isinstance(value, tuple):
        return " ".join(f'"{word}"' if re.search(r"\s", word) else word for word in value)
    return value


def _settings(resource: Mapping[str, Any]) -> Json:
    found: Json = resource.get("brandingSettings", {}).get("channel", {})
    return found


BRANDING = Branding()
