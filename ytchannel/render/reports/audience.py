"""YouTube's values of traffic sources, devices and countries, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

# The values of insightTrafficSourceType and deviceType (developers.google.com/youtube/analytics/dimensions).
_SOURCES: Mapping[str, str] = {
    "ADVERTISING": N_("Advertising"),
    "ANNOTATION": N_("Annotations"),
    "CAMPAIGN_CARD": N_("Campaign cards"),
    "END_SCREEN": N_("End screens"),
    "EXT_URL": N_("Other websites and apps"),
    "HASHTAGS": N_("Hashtag pages"),
    "LIVE_REDIRECT": N_("Live redirects"),
    "NO_LINK_EMBEDDED": N_("Embedded players"),
    "NO_LINK_OTHER": N_("Direct or unknown"),
    "NOTIFICATION": N_("Notifications"),
    "PLAYLIST": N_("Playlists"),
    "PRODUCT_PAGE": N_("Product pages"),
    "PROMOTED": N_("Promotion by YouTube"),
    "RELATED_VIDEO": N_("Suggested videos"),
    "SHORTS": N_("Shorts feed"),
    "SOUND_PAGE": N_("Sound pages"),
    "SUBSCRIBER": N_("Home, subscriptions and other browsing"),
    "VIDEO_REMIXES": N_("Remixed videos"),
    "YT_CHANNEL": N_("Channel pages"),
    "YT_OTHER_PAGE": N_("Other pages of YouTube"),
    "YT_PLAYLIST_PAGE": N_("Playlist pages"),
    "YT_SEARCH": N_("YouTube search"),
}
_DEVICES: Mapping[str, str] = {
    "DESKTOP": N_("Computer"),
    "GAME_CONSOLE": N_("Game console"),
    "MOBILE": N_("Mobile phone"),
    "TABLET": N_("Tablet"),
    "TV": N_("Television"),
    "UNKNOWN_PLATFORM": N_("Unknown device"),
}


def name(view: str, key: str) -> str:
    """A value of the view "sources", "countries" or "devices" in words; what is new to us stays as it is."""
    if view == "countries":
        return words.territory(key)
    known = _SOURCES if view == "sources" else _DEVICES
    return _(known[key]) if key in known else key
