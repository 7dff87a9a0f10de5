"""The kinds of bulk reports (developers.google.com/youtube/reporting/v1/reports/channel_reports): their columns."""

from __future__ import annotations

from dataclasses import dataclass

_RATES_OF_ANNOTATIONS = ("annotation_click_through_rate", "annotation_close_rate")
_ANNOTATIONS = (*_RATES_OF_ANNOTATIONS, "annotation_impressions", "annotation_clickable_impressions",
                "annotation_closable_impressions", "annotation_clicks", "annotation_closes")  # fmt: skip
_CARDS = ("card_click_rate", "card_teaser_click_rate", "card_impressions", "card_teaser_impressions", "card_clicks",
          "card_teaser_clicks")  # fmt: skip
_WATCHED = ("engaged_views", "views", "watch_time_minutes", "average_view_duration_seconds",
            "average_view_duration_percentage")  # fmt: skip
_RED = ("red_views", "red_watch_time_minutes")
_ENGAGEMENT = ("comments", "likes", "dislikes", "videos_added_to_playlists", "videos_removed_from_playlists", "shares")
_REACH = ("video_thumbnail_impressions", "video_thumbnail_impressions_ctr")
_IN_PLAYLIST = (*_WATCHED[:4], "playlist_starts", "playlist_saves_added", "playlist_saves_removed")

_VIEWING = ("live_or_on_demand", "subscribed_status", "country_code")
_LOCATION = ("playback_location_type", "playback_location_detail")
_SOURCE = ("traffic_source_type", "traffic_source_detail")
_DEVICE = ("device_type", "operating_system")
_ALL = ("playback_location_type", "traffic_source_type", *_DEVICE)


@dataclass(frozen=True)
class Type:
    """A kind of report: the columns that tell its rows apart, and those of figures. All begin with date and channel.

    Without `modelled` it is listed and no job can be made for it.
    """

    id: str
    name: str
    dimensions: tuple[str, ...]
    metrics: tuple[str, ...]
    modelled: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The header of a report."""
        return ("date", "channel_id", *self.dimensions, *self.metrics)

    @property
    def of_playlists(self) -> bool:
        """Whether the rows are about videos in playlists."""
        return "playlist_id" in self.dimensions


def _channel(
    id_: str,
    name: str,
    dimensions: tuple[str, ...],
    metrics: tuple[str, ...] = (*_WATCHED, *_RED),
    *,
    modelled: bool = True,
) -> Type:
    return Type(f"channel_{id_}", name, ("video_id", *_VIEWING, *dimensions), metrics, modelled)


def _playlist(id_: str, name: str, dimensions: tuple[str, ...]) -> Type:
    return Type(f"playlist_{id_}", name, ("playlist_id", "video_id", *_VIEWING, *dimensions), _IN_PLAYLIST)


_SUBSCRIBERS = ("subscribers_gained", "subscribers_lost")

TYPES = {
    each.id: each
    for each in (
        _channel("annotations_a1", "Annotations", ("annotation_type", "annotation_id"), _ANNOTATIONS),
        _channel(
            "basic_a3", "User activity", (),
            (*_WATCHED[:2], *_ENGAGEMENT, *_WATCHED[2:], *_ANNOTATIONS, *_CARDS, *_SUBSCRIBERS, *_RED),
        ),
        _channel("cards_a1", "Cards", ("card_type", "card_id"), _CARDS),
        _channel("combined_a3", "Combined", _ALL),
        _channel("demographics_a1", "Demographics", ("age_group", "gender"), ("views_percentage",)),
        _channel("device_os_a3", "Device and OS", _DEVICE),
        _channel(
            "end_screens_a1", "End screens", ("end_screen_element_type", "end_screen_element_id"),
            ("end_screen_element_clicks", "end_screen_element_impressions", "end_screen_element_click_rate"),
        ),
        _channel("playback_location_a3", "Playback locations", _LOCATION),
        _channel("province_a3", "Province", ("province_code",), (*_WATCHED, *_ANNOTATIONS, *_CARDS, *_RED)),
        Type("channel_reach_basic_a1", "Reach basic", ("video_id",), _REACH),
        Type("channel_reach_combined_a1", "Reach combined", ("video_id", *_SOURCE, *_DEVICE), _REACH),
        _channel("sharing_service_a1", "Sharing service", ("sharing_service",), ("shares",), modelled=False),
        _channel(
            "subtitles_a3", "Subtitles", ("subtitle_language", "subtitle_language_autotranslated"), modelled=False
        ),
        _channel("traffic_source_a3", "Traffic sources", _SOURCE),
        _playlist("basic_a2", "Playlist user activity", ()),
        _playlist("combined_a2", "Playlist combined", _ALL),
        _playlist("device_os_a2", "Playlist device and OS", _DEVICE),
        _playlist("playback_location_a2", "Playlist playback locations", _LOCATION),
        _playlist("province_a2", "Playlist province", ("province_code",)),
        _playlist("traffic_source_a2", "Playlist traffic sources", _SOURCE),
    )
}  # fmt: skip
"""The present version of each kind, by id."""

WITHDRAWN = "2025-10-31T07:00:00Z"
"""When the versions before the present ones ended."""

OLD = {f"{id_[:-1]}{int(id_[-1]) - 1}": each.name for id_, each in TYPES.items() if not id_.endswith("1")}
"""The names of the versions that have ended, by id."""
