"""How YouTube behaves where its pages are silent, or contradict what users report: each default is a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox.settings import checks
from ytchannel.sandbox.settings.checks import setting

if TYPE_CHECKING:
    from collections.abc import Mapping


def _prices(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    from ytchannel.sandbox.discovery.document import method_of

    return isinstance(value, dict) and all(method_of(name) and checks.count(units) for name, units in value.items())


@dataclass(frozen=True)
class Questions:
    """The settings that stand for open questions."""

    prices: Mapping[str, int] = setting(
        {},
        _prices,
        "Units of methods, by their full names, that are to cost something else than the table below says.",
        "captions.download is in no table of 2026, older ones have 200; of playlistImages.list nothing is said.",
    )
    duplicates: str = setting(
        "accept",
        checks.one_of("accept", "refuse"),
        "What playlistItems.insert does with a video that the playlist has already.",
        "The error pages list 409 videoAlreadyInPlaylist, the method's page does not, and reports are split.",
    )
    no_uploads: str = setting(
        "missing",
        checks.one_of("missing", "empty"),
        "What playlistItems.list answers for uploads of a channel without any: 404 playlistNotFound, or no items.",
        "No page says so; users have reported the 404 since December 2020.",
    )
    same_file: str = setting(
        "reject",
        checks.one_of("reject", "accept"),
        "What becomes of a video whose bytes the channel has already as a good one.",
        "Users report that it ends as rejected, reason duplicate; no page says when.",
    )
    playlists_a_day: int | None = setting(
        10,
        checks.limit,
        "New playlists of a channel in a Pacific day, beyond which 429 says that they are too many; null = no limit.",
        "Users report about 10; no page has the number, or says when the day begins.",
    )
    playlists_at_most: int | None = setting(
        None,
        checks.limit,
        "Playlists of a channel, beyond which 400 maxPlaylistExceeded; null = no limit.",
        "The error is documented, the number is not; users speak of about 1000.",
    )
    uploads_a_day: int | None = setting(
        100,
        checks.limit,
        "Uploads of a channel in 24 hours, beyond which 400 uploadLimitExceeded; null = no limit.",
        "Users report from 4 a day for new channels to 100 for old ones.",
    )
    duplicate_reason: str = setting(
        "videoAlreadyInPlaylist",
        checks.one_of("videoAlreadyInPlaylist", "duplicate"),
        "The reason of the 409 for a video that the playlist has already, where duplicates are refused.",
        "The error pages list it among those of the reason duplicate.",
    )
    section_contents: str = setting(
        "replace",
        checks.one_of("replace", "keep"),
        "What channelSections.update does to the contents of a section when its part is not named.",
        "Nobody has tried part=snippet alone; everywhere else what is not named stays.",
    )
    section_contents_at_most: int | None = setting(
        None,
        checks.limit,
        "Playlists, or channels, of a section that the API takes; null = no limit. Studio can make larger ones.",
        "maxPlaylistExceeded and maxChannelsExceeded are documented, their numbers are not.",
    )
    publish_at_after: str = setting(
        "absent",
        checks.one_of("absent", "kept"),
        "Whether status.publishAt is still shown when the video has been published by it.",
        "No page says what publishAt reads as after publication.",
    )
    publish_at_ahead: int = setting(
        0,
        checks.count,
        "A publishAt that is to come, but in fewer seconds, answers 400 invalidPublishAt.",
        "Whether times only seconds ahead are taken is not known.",
    )
    reschedule: str = setting(
        "refuse",
        checks.one_of("refuse", "hide"),
        "What a publishAt does to a video that was public before: 400 invalidPublishAt, or private until then.",
        "The page allows it for videos never published; a user saw a public one go offline.",
    )
    omitted_status: str = setting(
        "reset",
        checks.one_of("reset", "keep"),
        "What an update does to the flags of a status that it leaves out; a publishAt left out goes in any case.",
        "Users report that embeddable and publicStatsViewable become false; which others do is not known, nor whether "
        "podcastStatus does.",
    )
    read_only_fields: str = setting(
        "ignore",
        checks.one_of("ignore", "refuse"),
        "What videos.update does with fields that cannot be written: nothing, or 400 invalidVideoMetadata.",
        "Users report that sending them back can give 400; not which ones do.",
    )
    paid_placement: str = setting(
        "writable",
        checks.one_of("writable", "readOnly"),
        "Whether paidProductPlacementDetails are kept when they are sent.",
        "The part can be named in writes; one tool says that it is read only.",
    )
    private_uploads: str = setting(
        "never",
        checks.one_of("never", "unasked", "always"),
        "Which uploads are private whatever the rules say: those without a privacyStatus, or all, for good.",
        "Lifted for unverified projects on 2 November 2026; a creator's own settings may still do it.",
    )
    title_counting: str = setting(
        "utf16",
        checks.one_of("utf16", "codePoints"),
        "What a character of a title, a tag or a note is.",
        "Whether 100 emoji are a title of 100 characters or of 200 is not known.",
    )
    playlist_description: str = setting(
        "bytes",
        checks.one_of("bytes", "characters"),
        "What the 5000 of a playlist's description are.",
        "For videos it is bytes; for playlists the page says characters.",
    )
    podcast_needs_image: bool = setting(
        False,
        checks.flag,
        "podcastStatus enabled answers 400 failedPrecondition while the playlist has no image.",
        "Studio wants a square picture first; whether the API does is not known.",
    )
    if_match: str = setting(
        "honour",
        checks.one_of("honour", "ignore"),
        "What If-Match does to an update or a deletion: 412 when the resource has changed since, or nothing.",
        "The guide describes it for all resources; nobody has reported a 412 of playlists or videos.",
    )
    charge_not_modified: bool = setting(
        True,
        checks.flag,
        "An answer 304 costs what the list costs.",
        "Every request costs at least 1; of 304 nothing is said.",
    )
    session_days: float = setting(
        7,
        checks.up_to(checks.CENTURY),
        "Days after which an upload session is gone, and answers 404.",
        "Its life is finite, without a figure; a week is that of other services of Google.",
    )
    upload_status: int = setting(
        200,
        lambda value: value in (200, 201),
        "The status with which a resumable upload ends well: 200 or 201.",
        "The guide says 201 Created; clients take both, as both are seen.",
    )
    session_needs_token: bool = setting(
        False,
        checks.flag,
        "Requests of an upload session need the header Authorization as well.",
        "The address of a session opens it alone, as far as is known.",
    )
    thumbnail_shape: str = setting(
        "wide",
        checks.one_of("any", "wide", "exact"),
        "Which pictures thumbnails.set takes: any, those at least 640 wide, or of these only 16:9; else invalidImage.",
        "Help asks for 16:9 and 640 or more; the page of the API says that others are scaled, with black bars.",
    )
    thumbnails_a_day: int | None = setting(
        None,
        checks.limit,
        "Thumbnails of a channel in a Pacific day, beyond which 429 uploadRateLimitExceeded; null = no limit.",
        "The error is documented, the number is not; users wait for about 24 hours.",
    )
    second_playlist_image: str = setting(
        "replace",
        checks.one_of("replace", "refuse"),
        "What playlistImages.insert does for a playlist that has an image: that of update, or 409.",
        "The id is made of the playlist and the type, so there cannot be two; the page has no errors.",
    )
    caption_without_name: str = setting(
        "accept",
        checks.one_of("accept", "refuse"),
        "What captions.insert does with an empty name; one that is missing is refused in any case.",
        "The name is required, and tracks made in Studio have an empty one.",
    )
    analytics_lag_hours: float = setting(
        60,
        checks.up_to(checks.CENTURY * 24),
        "Hours after the end of a Pacific day until reports.query knows it.",
        "The pages say 48 to 72 hours; that its days are Pacific is said of the bulk reports only.",
    )
    views_count_starts_since: str = setting(
        "2026-08-27",
        checks.day,
        "The day from which views of all formats count starts, and engagedViews are fewer than views.",
        "The revision history names 27 Aug 2026; one tool saw the break on 24 Aug.",
    )
    playlist_time_unit: str = setting(
        "minutes",
        checks.one_of("minutes", "seconds"),
        "The unit of averageTimeInPlaylist.",
        "The pages say minutes, one tool says seconds.",
    )
    thumbnail_ctr: str = setting(
        "ratio",
        checks.one_of("ratio", "percent"),
        "How the bulk reports show video_thumbnail_impressions_ctr: from 0 to 1, or to 100.",
        "No page says; programs that read the reports are prepared for both.",
    )
    search_lag_seconds: float = setting(
        3600,
        checks.amount,
        "So long after its publication (or upload, for forMine) search.list begins to find a video or a playlist.",
        "Users see that the index lags; nobody says by how much.",
    )
    search_escapes: bool = setting(
        True,
        checks.flag,
        "search.list answers titles and descriptions with HTML entities, such as `&amp;` and `&#39;`.",
        "No page says so; users report it of titles.",
    )
    comment_originals: bool = setting(
        True,
        checks.flag,
        "Comments have textOriginal for everybody.",
        "The page of comments says that only the author gets it; recorded answers have it for everybody.",
    )
