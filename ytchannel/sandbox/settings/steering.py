"""What a user of the sandbox steers: time, speed, budgets, the channels and who may log in to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox.settings import checks
from ytchannel.sandbox.settings.checks import setting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

APIS = ("youtube", "youtubeAnalytics", "youtubereporting")
"""The APIs, each of which a project has to enable."""

DATA_BUCKETS = {"default": 10_000, "videos.insert": 100, "search.list": 100, "videos.batchGetStats": 10_000}
"""The daily budgets of the Data API that a new project has (determine_quota_cost), in units."""

BUCKETS = {**DATA_BUCKETS, "analytics": 100_000, "reporting": 100_000}
"""All budgets; those of the other two APIs are not published."""


_LONGEST = checks.CENTURY * 86_400  # seconds


def _budgets(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, dict) and set(value) <= set(BUCKETS) and all(map(checks.count, value.values()))


def _processing(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if value == "immediate":
        return True
    return (
        isinstance(value, dict)
        and len(value) == 1
        and set(value) <= {"reads", "seconds"}
        and all(checks.count(each) and each <= _LONGEST for each in value.values())
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
    return isinstance(value, dict) and set(value) <= set(APIS) and all(map(checks.flag, value.values()))


@dataclass(frozen=True)
class Steering:
    """The settings that leave no question open."""

    latency_ms: float = setting(
        0, checks.amount, "Each API request waits so long before its answer; the control plane does not."
    )
    bandwidth: float = setting(0, checks.amount, "Bytes a second at which media are taken in; 0 = no limit.")
    quota: Mapping[str, int] = setting(BUCKETS, _budgets, "Units a day by budget.")
    now: str | None = setting(
        None,
        checks.time,
        "The sandbox's time, standing still, as ISO 8601 with a zone; null = the time of the machine.",
    )
    strict_auth: bool = setting(False, checks.flag, "Only tokens that were granted, or stand in `tokens`, are taken.")
    tokens: tuple[str, ...] = setting((), checks.names, "Bearer tokens of the first channel's owner.")
    processing: str | Mapping[str, int] = setting(
        "immediate",
        _processing,
        '"immediate", or {"reads": N}: a video is processed after N answers that showed it; or {"seconds": N}.',
    )
    stale_reads: int = setting(0, checks.count, "So many lists of a kind miss its newest write.")
    channel: Mapping[str, str] = setting(
        {"title": "Kênh thử nghiệm", "handle": "@kenhthunghiem"},
        _channel,
        "The first channel, which every token acts on that is not another's: title, handle, and perhaps its account.",
    )
    channels: tuple[Mapping[str, str], ...] = setting(
        (), _channels, "Further channels, each like `channel`; the consent page lets those of one account be chosen."
    )
    keep_media: int = setting(
        8 << 20,
        checks.count,
        "Bytes up to which uploaded videos are kept whole; of larger ones the size and the hash are.",
    )
    unseen_inserts: int = setting(
        0,
        checks.count,
        "For a video that is uploaded from now on, so many playlistItems.insert answer 404 videoNotFound.",
    )
    unseen_adds: bool = setting(False, checks.flag, "Those that answer videoNotFound add the entry all the same.")
    retry_after: int | None = setting(
        None, checks.limit, "503 comes with the header Retry-After of so many seconds; null = without it."
    )
    phone_verified: bool = setting(
        True,
        checks.flag,
        "The channels may set pictures and upload long videos; else setting a picture answers 403.",
    )
    accounts: tuple[str, ...] = setting(
        (),
        lambda value: checks.names(value) and all(value),
        "Google accounts beside those that channels name; they can log in, and have no channel.",
    )
    consent: str = setting(
        "production",
        checks.one_of("production", "testing"),
        "The state of the OAuth consent screen; a login that begins in testing ends after 7 days.",
    )
    access_token_seconds: int = setting(3600, checks.count, "So long an access token is good.")
    apis_enabled: Mapping[str, bool] = setting(
        dict.fromkeys(APIS, True), _switches, "The APIs of the project; 403 accessNotConfigured for the others."
    )
    hidden_subscribers: bool = setting(False, checks.flag, "The channels do not show how many subscribers they have.")
    reports_made_again: int = setting(
        14, checks.count, "Each so manieth day, a bulk report is incomplete and made again two days later; 0 = never."
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
