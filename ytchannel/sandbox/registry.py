"""The methods that behave as the API's do, and the modules that make them.

A module is loaded when a method of its collection is first asked for: a sync meets few of them, and has to start fast.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.sandbox.call import Call, Raw, Upload
    from ytchannel.sandbox.wire import Json

Handler: TypeAlias = "Callable[[Call], Json | Raw | None]"

# Each of these modules has METHODS, or UPLOADS, or both, by the ids of the methods.
_HOMES = {
    "youtube.captions": ("resources.captions",),
    "youtube.channelBanners": ("resources.banners",),
    "youtube.channelSections": ("resources.sections",),
    "youtube.channels": ("resources.channel", "resources.branding"),
    "youtube.commentThreads": ("resources.comments",),
    "youtube.comments": ("resources.comments",),
    "youtube.i18nLanguages": ("resources.i18n",),
    "youtube.i18nRegions": ("resources.i18n",),
    "youtube.playlistImages": ("resources.playlist_images",),
    "youtube.playlistItems": ("resources.items",),
    "youtube.playlists": ("resources.playlists",),
    "youtube.search": ("resources.search",),
    "youtube.thumbnails": ("resources.thumbnails",),
    "youtube.videoCategories": ("resources.categories",),
    "youtube.videos": ("resources.videos", "resources.ratings"),
    "youtubeAnalytics.groupItems": ("reporting.groups",),
    "youtubeAnalytics.groups": ("reporting.groups",),
    "youtubeAnalytics.reports": ("reporting.analytics",),
    "youtubereporting.jobs": ("reporting.jobs",),
    "youtubereporting.jobs.reports": ("reporting.jobs",),
    "youtubereporting.media": ("reporting.jobs",),
    "youtubereporting.reportTypes": ("reporting.jobs",),
}


def plain(method: str) -> Handler | None:
    """What does a method without media; None for one that cannot do without, or is not modelled."""
    found = _loaded(method.rpartition(".")[0])[0].get(method)
    return found or getattr(upload(method), "plain", None)


def upload(method: str) -> Upload | None:
    """How a method takes media; None for one that takes none, or is not modelled."""
    return _loaded(method.rpartition(".")[0])[1].get(method)


def is_modelled(method: str) -> bool:
    """Whether a method is answered; a good request for any other one gets 501."""
    return plain(method) is not None or upload(method) is not None


def modelled() -> frozenset[str]:
    """All methods that are answered."""
    return frozenset(method for collection in _HOMES for table in _loaded(collection) for method in table)


def about(method: str) -> str:
    """What a modelled method does here, in a line."""
    known = upload(method)
    told = plain(method) or (known and known.complete)
    return (told.__doc__ or "").partition("\n")[0]


@cache
def _loaded(collection: str) -> tuple[dict[str, Handler], dict[str, Upload]]:
    """The methods of the modules of a collection: those without media, and those with."""
    methods: dict[str, Handler] = {}
    uploads: dict[str, Upload] = {}
    for name in _HOMES.get(collection, ()):
        module = import_module(f"ytchannel.sandbox.{name}")
        methods.update(getattr(module, "METHODS", {}))
        uploads.update(getattr(module, "UPLOADS", {}))
    return methods, uploads
