"""What a client can ask for: the scopes of the three APIs, and those that only tell who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = "https://www.googleapis.com/auth/"

# Short names, and what answers call them.
_NAMES = {"email": f"{_ROOT}userinfo.email", "profile": f"{_ROOT}userinfo.profile"}

OPENID = "openid"
EMAIL = _NAMES["email"]
SIGN_IN = frozenset({OPENID, *_NAMES.values()})
"""These are granted together or not at all."""

YOUTUBE = (
    "youtube",
    "youtube.readonly",
    "youtube.force-ssl",
    "youtube.upload",
    "youtube.channel-memberships.creator",
    "youtubepartner",
    "youtubepartner-channel-audit",
    "yt-analytics.readonly",
    "yt-analytics-monetary.readonly",
)
"""The scopes of the three discovery documents, without the beginning that they share."""

KNOWN = SIGN_IN | {_ROOT + name for name in YOUTUBE}

DEVICE = SIGN_IN | {_ROOT + "youtube", _ROOT + "youtube.readonly"}
"""What a device without a keyboard may ask for (live/guides/auth/devices)."""


def split(text: str) -> tuple[str, ...]:
    """The scopes of a parameter, each once, under their whole names."""
    return tuple(dict.fromkeys(_NAMES.get(each, each) for each in text.split()))


def unknown(scopes: Iterable[str], among: frozenset[str] = KNOWN) -> list[str]:
    """The scopes that there are not."""
    return [each for each in scopes if each not in among]


def short(scope: str) -> str:
    """The end of a scope, which tells it from others."""
    return scope.removeprefix(_ROOT)


def choosable(scopes: Iterable[str]) -> tuple[str, ...]:
    """The scopes that the consent page lets be unticked: those beyond signing in, unless one is all that is asked for.

    That is the table of oauth2/resources/granular-permissions.
    """
    asked = tuple(scopes)
    beyond = tuple(each for each in asked if each not in SIGN_IN)
    return () if len(asked) == 1 else beyond
