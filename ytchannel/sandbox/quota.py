"""What a request costs, and the four daily budgets (developers.google.com/youtube/v3/determine_quota_cost)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox import days
from ytchannel.sandbox.settings import BUCKETS
from ytchannel.sandbox.wire import PROJECT, Refused, error_info

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.settings import Settings
    from ytchannel.sandbox.store import Store

_READS = {"list", "getRating", "batchGetStats", "get", "download"}

# Methods that differ from 1 for reads and 50 for writes. Captions: the table of 2026, which has no download any more.
_COSTS = {
    "youtube.captions.download": 200,
    "youtube.captions.list": 50,
    "youtube.captions.insert": 400,
    "youtube.captions.update": 450,
    "youtube.videos.insert": 1,
}

_METRICS = {
    "videos.insert": ("video_uploads", "VideoInsert"),
    "search.list": ("search_list", "SearchList"),
    "videos.batchGetStats": ("video_stats", "VideoStats"),
    "analytics": ("queries", "Queries"),
    "reporting": ("requests", "Requests"),
}

_SERVICES = {"analytics": "youtubeanalytics.googleapis.com", "reporting": "youtubereporting.googleapis.com"}


EXCEEDED = (
    "The request cannot be completed because you have exceeded your "
    '<a href="/youtube/v3/getting-started#quota">quota</a>.'
)
"""What YouTube says of the empty pool, with its mark-up."""


def price(method: str) -> tuple[int, str]:
    """Units and budget of one request of a method."""
    if method.startswith(("youtubeAnalytics.", "youtubereporting.")):
        return 1, "analytics" if method.startswith("youtubeAnalytics.") else "reporting"
    short = method.removeprefix("youtube.")
    units = _COSTS.get(method, 1 if short.rpartition(".")[2] in _READS else 50)
    return units, short if short in BUCKETS else "default"


def charge(store: Store, settings: Settings, now: datetime, method: str) -> int:
    """Take a request's price from the day's budget; returns the units. Raises Refused when it does not suffice.

    A request that is refused here costs nothing.
    """
    units, bucket = _units(settings, method), price(method)[1]
    limit = settings.quota.get(bucket, BUCKETS[bucket])
    sql = (
        "INSERT INTO spent SELECT :day, :bucket, :units WHERE :units <= :limit "
        "ON CONFLICT (day, bucket) DO UPDATE SET units = units + :units WHERE units + :units <= :limit"
    )
    values = {"day": _day(now), "bucket": bucket, "units": units, "limit": limit}
    if store.db.execute(sql, values).rowcount == 0:
        raise exhausted(bucket, limit)
    return units


def _units(settings: Settings, method: str) -> int:
    return settings.prices.get(method, price(method)[0])


def _day(now: datetime) -> str:
    """Budgets are counted by days of the Pacific coast."""
    return days.of(now).isoformat()


def exhausted(bucket: str, limit: int) -> Refused:
    """The refusal for an empty budget: 403 for the pool, 429 with a daily unit for uploads, searches and statistics."""
    if bucket == "default":
        return Refused(403, "quotaExceeded", EXCEEDED, domain="youtube.quota")
    metric, limit_name = _METRICS[bucket]
    service = _SERVICES.get(bucket, "youtube.googleapis.com")
    return rate_limited(f"{service}/{metric}", f"default{limit_name}PerDayPerProject", "d", limit)


def rate_limited(metric: str, limit_name: str, unit: str, limit: int) -> Refused:
    """A 429; only `quota_unit` tells a day's limit ("1/d/{project}") from a passing one ("1/min/{project}")."""
    span = {"d": "day", "min": "minute"}[unit]
    detail = error_info(
        "RATE_LIMIT_EXCEEDED",
        service=metric.partition("/")[0],
        consumer=f"projects/{PROJECT}",
        quota_metric=metric,
        quota_limit=limit_name,
        quota_unit=f"1/{unit}/{{project}}",
        quota_limit_value=str(limit),
    )
    message = f"Quota exceeded for quota metric '{metric}' and limit '{limit_name}' per {span}."
    return Refused(429, "rateLimitExceeded", message, details=(detail,))


def refund(store: Store, now: datetime, method: str, units: int) -> None:
    """Give back what was charged for a request that was refused for its quota after all."""
    values = (units, _day(now), price(method)[1])
    store.db.execute("UPDATE spent SET units = units - ? WHERE day = ? AND bucket = ?", values)
