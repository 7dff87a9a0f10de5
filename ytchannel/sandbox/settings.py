"""What can be set: latency, bandwidth, budgets, the clock, the channels, and how YouTube behaves where nobody knows.

Each setting stands with its default, what it may be, and what it does; for behaviour that Google's pages leave open, or
that only users report, `open_` names the question. docs/sandbox-coverage.md is made of this.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.sandbox.store import Store

APIS = ("youtube", "youtubeAnalytics", "youtubereporting")
"""The APIs, each of which a project has to enable."""

DATA_BUCKETS = {"default": 10_000, "videos.insert": 100, "search.list": 100, "videos.batchGetStats": 10_000}
"""The daily budgets of the Data API that a new project has (determine_quota_cost), in units."""

BUCKETS = {**DATA_BUCKETS, "analytics": 100_000, "reporting": 100_000}
"""All budgets; those of the other two APIs are not published."""


def _setting(default: Any, check: Callable[[Any], bool], about: str, open_: str = "") -> Any:  # noqa: ANN401 - of any type
    """A field of the settings. A default that is a mapping is copied for each."""
    metadata = {"check": check, "about": about, "open": open_}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


def _amount(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _count(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _limit(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return value is None or _count(value)


def _flag(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, bool)


def _one_of(*names: str) -> Callable[[Any], bool]:
    return lambda value: value in names


def _time(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if value is None:
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _budgets(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, dict) and set(value) <= set(BUCKETS) and all(map(_count, value.values()))


def _processing(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if value == "immediate":
        return True
    return (
        isinstance(value, dict) and len(value) == 1 and set(value) <= {"reads", "seconds"} and _count(*value.values())
    )


def _channel(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return (
        isinstance(value, dict)
        and set(value) <= {"title", "handle", "account"}
        and all(isinstance(each, str) and each for each in value.values())
    )


def _channels(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, list | tuple) and all(
        _channel(each) and {"title", "handle"} <= set(each) for each in value
    )


def _switches(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, dict) and set(value) <= set(APIS) and all(map(_flag, value.values()))


def _day(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _names(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


@dataclass(frozen=True)
class Settings:
    """The settings. Every one can be set by `PUT /_sandbox/settings`; those left out stay."""

    latency_ms: float = _setting(
        0, _amount, "Each API request waits so long before its answer; the control plane does not."
    )
    bandwidth: float = _setting(0, _amount, "Bytes a second at which media are taken in; 0 = no limit.")
    quota: Mapping[str, int] = _setting(BUCKETS, _budgets, "Units a day by budget.")
    now: str | None = _setting(
        None, _time, "The sandbox's time, standing still, as ISO 8601 with a zone; null = the time of the machine."
    )
    strict_auth: bool = _setting(False, _flag, "Only tokens that were granted, or stand in `tokens`, are taken.")
    tokens: tuple[str, ...] = _setting((), _names, "Bearer tokens of the first channel's owner.")
    processing: str | Mapping[str, int] = _setting(
        "immediate",
        _processing,
        '"immediate", or {"reads": N}: a video is processed after N answers that showed it; or {"seconds": N}.',
    )
    stale_reads: int = _setting(0, _count, "So many lists of a kind miss its newest write.")
    duplicates: str = _setting(
        "accept",
        _one_of("accept", "refuse"),
        "What playlistItems.insert does with a video that the playlist has already.",
        "The error pages list 409 videoAlreadyInPlaylist, the method's page does not, and reports are split.",
    )
    channel: Mapping[str, str] = _setting(
        {"title": "Kênh thử nghiệm", "handle": "@kenhthunghiem"},
        _channel,
        "The first channel, which every token acts on that is not another's: title, handle, and perhaps its account.",
    )
    channels: tuple[Mapping[str, str], ...] = _setting(
        (), _channels, "Further channels, each like `channel`; the consent page lets those of one account be chosen."
    )
    keep_media: int = _setting(
        8 << 20, _count, "Bytes up to which uploaded videos are kept whole; of larger ones the size and the hash are."
    )
    same_file: str = _setting(
        "reject",
        _one_of("reject", "accept"),
        "What becomes of a video whose bytes the channel has already as a good one.",
        "Users report that it ends as rejected, reason duplicate; no page says when.",
    )
    unseen_inserts: int = _setting(
        0,
        _count,
        "For a video that is uploaded from now on, so many playlistItems.insert answer 404 videoNotFound.",
    )
    unseen_adds: bool = _setting(False, _flag, "Those that answer videoNotFound add the entry all the same.")
    retry_after: int | None = _setting(
        None, _limit, "503 comes with the header Retry-After of so many seconds; null = without it."
    )
    playlists_a_day: int | None = _setting(
        10,
        _limit,
        "New playlists of a channel in a Pacific day, beyond which 429 says that they are too many; null = no limit.",
        "Users report about 10; no page has the number, or says when the day begins.",
    )
    playlists_at_most: int | None = _setting(
        None,
        _limit,
        "Playlists of a channel, beyond which 400 maxPlaylistExceeded; null = no limit.",
        "The error is documented, the number is not; users speak of about 1000.",
    )
    uploads_a_day: int | None = _setting(
        100,
        _limit,
        "Uploads of a channel in 24 hours, beyond which 400 uploadLimitExceeded; null = no limit.",
        "Users report from 4 a day for new channels to 100 for old ones.",
    )
    duplicate_reason: str = _setting(
        "videoAlreadyInPlaylist",
        _one_of("videoAlreadyInPlaylist", "duplicate"),
        "The reason of the 409 for a video that the playlist has already, where duplicates are refused.",
        "The error pages list it among those of the reason duplicate.",
    )
    section_contents: str = _setting(
        "replace",
        _one_of("replace", "keep"),
        "What channelSections.update does to the contents of a section when its part is not named.",
        "Nobody has tried part=snippet alone; everywhere else what is not named stays.",
    )
    section_contents_at_most: int | None = _setting(
        None,
        _limit,
        "Playlists, or channels, of a section that the API takes; null = no limit. Studio can make larger ones.",
        "maxPlaylistExceeded and maxChannelsExceeded are documented, their numbers are not.",
    )
    publish_at_after: str = _setting(
        "absent",
        _one_of("absent", "kept"),
        "Whether status.publishAt is still shown when the video has been published by it.",
        "No page says what publishAt reads as after publication.",
    )
    publish_at_ahead: int = _setting(
        0,
        _count,
        "A publishAt that is to come, but in fewer seconds, answers 400 invalidPublishAt.",
        "Whether times only seconds ahead are taken is not known.",
    )
    reschedule: str = _setting(
        "refuse",
        _one_of("refuse", "hide"),
        "What a publishAt does to a video that was public before: 400 invalidPublishAt, or private until then.",
        "The page allows it for videos never published; a user saw a public one go offline.",
    )
    omitted_status: str = _setting(
        "reset",
        _one_of("reset", "keep"),
        "What an update does to the flags of a status that it leaves out; a publishAt left out goes in any case.",
        "Users report that embeddable and publicStatsViewable become false; which others do is not known, nor whether "
        "podcastStatus does.",
    )
    read_only_fields: str = _setting(
        "ignore",
        _one_of("ignore", "refuse"),
        "What videos.update does with fields that cannot be written: nothing, or 400 invalidVideoMetadata.",
        "Users report that sending them back can give 400; not which ones do.",
    )
    paid_placement: str = _setting(
        "writable",
        _one_of("writable", "readOnly"),
        "Whether paidProductPlacementDetails are kept when they are sent.",
        "The part can be named in writes; one tool says that it is read only.",
    )
    private_uploads: str = _setting(
        "never",
        _one_of("never", "unasked", "always"),
        "Which uploads are private whatever the rules say: those without a privacyStatus, or all, for good.",
        "Lifted for unverified projects on 2 November 2026; a creator's own settings may still do it.",
    )
    title_counting: str = _setting(
        "utf16",
        _one_of("utf16", "codePoints"),
        "What a character of a title, a tag or a note is.",
        "Whether 100 emoji are a title of 100 characters or of 200 is not known.",
    )
    playlist_description: str = _setting(
        "bytes",
        _one_of("bytes", "characters"),
        "What the 5000 of a playlist's description are.",
        "For videos it is bytes; for playlists the page says characters.",
    )
    podcast_needs_image: bool = _setting(
        False,
        _flag,
        "podcastStatus enabled answers 400 failedPrecondition while the playlist has no image.",
        "Studio wants a square picture first; whether the API does is not known.",
    )
    if_match: str = _setting(
        "honour",
        _one_of("honour", "ignore"),
        "What If-Match does to an update or a deletion: 412 when the resource has changed since, or nothing.",
        "The guide describes it for all resources; nobody has reported a 412 of playlists or videos.",
    )
    charge_not_modified: bool = _setting(
        True,
        _flag,
        "An answer 304 costs what the list costs.",
        "Every request costs at least 1; of 304 nothing is said.",
    )
    session_days: float = _setting(
        7,
        _amount,
        "Days after which an upload session is gone, and answers 404.",
        "Its life is finite, without a figure; a week is that of other services of Google.",
    )
    upload_status: int = _setting(
        200,
        lambda value: value in (200, 201),
        "The status with which a resumable upload ends well: 200 or 201.",
        "The guide says 201 Created; clients take both, as both are seen.",
    )
    session_needs_token: bool = _setting(
        False,
        _flag,
        "Requests of an upload session need the header Authorization as well.",
        "The address of a session opens it alone, as far as is known.",
    )
    phone_verified: bool = _setting(
        True,
        _flag,
        "The channels may set pictures and upload long videos; else setting a picture answers 403.",
    )
    thumbnail_shape: str = _setting(
        "wide",
        _one_of("any", "wide", "exact"),
        "Which pictures thumbnails.set takes: any, those at least 640 wide, or of these only 16:9; else invalidImage.",
        "Help asks for 16:9 and 640 or more; the page of the API says that others are scaled, with black bars.",
    )
    thumbnails_a_day: int | None = _setting(
        None,
        _limit,
        "Thumbnails of a channel in a Pacific day, beyond which 429 uploadRateLimitExceeded; null = no limit.",
        "The error is documented, the number is not; users wait for about 24 hours.",
    )
    second_playlist_image: str = _setting(
        "replace",
        _one_of("replace", "refuse"),
        "What playlistImages.insert does for a playlist that has an image: that of update, or 409.",
        "The id is made of the playlist and the type, so there cannot be two; the page has no errors.",
    )
    caption_without_name: str = _setting(
        "accept",
        _one_of("accept", "refuse"),
        "What captions.insert does with an empty name; one that is missing is refused in any case.",
        "The name is required, and tracks made in Studio have an empty one.",
    )
    accounts: tuple[str, ...] = _setting(
        (),
        lambda value: _names(value) and all(value),
        "Google accounts beside those that channels name; they can log in, and have no channel.",
    )
    consent: str = _setting(
        "production",
        _one_of("production", "testing"),
        "The state of the OAuth consent screen; a login that begins in testing ends after 7 days.",
    )
    access_token_seconds: int = _setting(3600, _count, "So long an access token is good.")
    apis_enabled: Mapping[str, bool] = _setting(
        dict.fromkeys(APIS, True), _switches, "The APIs of the project; 403 accessNotConfigured for the others."
    )
    hidden_subscribers: bool = _setting(False, _flag, "The channels do not show how many subscribers they have.")
    analytics_lag_hours: float = _setting(
        60,
        _amount,
        "Hours after the end of a Pacific day until reports.query knows it.",
        "The pages say 48 to 72 hours; that its days are Pacific is said of the bulk reports only.",
    )
    views_count_starts_since: str = _setting(
        "2026-08-27",
        _day,
        "The day from which views of all formats count starts, and engagedViews are fewer than views.",
        "The revision history names 27 Aug 2026; one tool saw the break on 24 Aug.",
    )
    playlist_time_unit: str = _setting(
        "minutes",
        _one_of("minutes", "seconds"),
        "The unit of averageTimeInPlaylist.",
        "The pages say minutes, one tool says seconds.",
    )
    thumbnail_ctr: str = _setting(
        "ratio",
        _one_of("ratio", "percent"),
        "How the bulk reports show video_thumbnail_impressions_ctr: from 0 to 1, or to 100.",
        "No page says; programs that read the reports are prepared for both.",
    )
    reports_made_again: int = _setting(
        14, _count, "Each so manieth day, a bulk report is incomplete and made again two days later; 0 = never."
    )
    search_lag_seconds: float = _setting(
        3600,
        _amount,
        "So long after its publication (or upload, for forMine) search.list begins to find a video or a playlist.",
        "Users see that the index lags; nobody says by how much.",
    )
    search_escapes: bool = _setting(
        True,
        _flag,
        "search.list answers titles and descriptions with HTML entities, such as `&amp;` and `&#39;`.",
        "No page says so; users report it of titles.",
    )
    comment_originals: bool = _setting(
        True,
        _flag,
        "Comments have textOriginal for everybody.",
        "The page of comments says that only the author gets it; recorded answers have it for everybody.",
    )

    def time(self, clock: Callable[[], datetime]) -> datetime:
        """The sandbox's time, in UTC."""
        return (datetime.fromisoformat(self.now) if self.now else clock()).astimezone(UTC)

    @property
    def reads_to_process(self) -> int:
        """After how many answers an uploaded video is processed."""
        return 0 if isinstance(self.processing, str) else self.processing.get("reads", 0)

    @property
    def seconds_to_process(self) -> int:
        """How long after its last byte an uploaded video is processed."""
        return 0 if isinstance(self.processing, str) else self.processing.get("seconds", 0)


_FIELDS = {each.name: each for each in fields(Settings)}
_TUPLES = tuple(name for name, each in _FIELDS.items() if isinstance(each.default, tuple))


def load(store: Store) -> Settings:
    """The settings as they are."""
    return read(store.raw_note("settings"))


@lru_cache(maxsize=64)
def read(text: str | None) -> Settings:
    """The settings in a text. Every request asks for them, and they seldom change."""
    kept = {name: value for name, value in orjson.loads(text or "{}").items() if name in _FIELDS}
    return Settings(**{**kept, **{name: tuple(kept.get(name, ())) for name in _TUPLES}})


def change(store: Store, wish: Json) -> Settings:
    """Check and keep some settings; mappings are merged by key. Raises Refused 400."""
    for name, value in wish.items():
        if name not in _FIELDS:
            raise Refused(400, "unknownSetting", f"There is no setting {name!r}; there are {', '.join(_FIELDS)}.")
        if not _FIELDS[name].metadata["check"](value):
            raise Refused(400, "invalidSetting", f"{name} cannot be {value!r}.", where=f"body.{name}")
    with store.transaction():
        now = asdict(load(store))
        merged = {name: {**now[name], **wish[name]} for name in ("quota", "channel", "apis_enabled") if name in wish}
        store.keep_note("settings", {**now, **wish, **merged})
        store.keep_note("stale", wish.get("stale_reads", now["stale_reads"]))
        return load(store)


def described() -> list[tuple[str, object, str, str]]:
    """Name, default, what it does, and the open question of every setting."""
    default = asdict(Settings())
    return [(name, default[name], each.metadata["about"], each.metadata["open"]) for name, each in _FIELDS.items()]
