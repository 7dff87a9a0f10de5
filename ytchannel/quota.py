"""What a request costs, of which daily budget, and when the budgets are full again. Pure.

Prices of 2026-11 by developers.google.com/youtube/data/determine_quota_cost; budgets are Google's defaults for a
project and can be declared otherwise (`channel.quota` in playlists.yaml), since real limits differ per project.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

POOL = "default"
UPLOADS = "videos.insert"
SEARCHES = "search.list"
STATS = "videos.batchGetStats"

DEFAULT_LIMITS: Mapping[str, int] = {POOL: 10_000, UPLOADS: 100, SEARCHES: 100, STATS: 10_000}

_OWN_BUCKET = {f"youtube.{bucket}": bucket for bucket in (UPLOADS, SEARCHES, STATS)}
_EXCEPTIONS = {
    "youtube.captions.list": 50,
    "youtube.captions.insert": 400,
    "youtube.captions.update": 450,
    "youtube.videos.getRating": 1,
}
PACIFIC = "America/Los_Angeles"
"""The time zone that budgets are daily in. It is loaded when it is needed: a machine may lack it."""


@dataclass(frozen=True)
class Price:
    """`units` of the daily budget `bucket`."""

    bucket: str
    units: int


def price(method: str) -> Price:
    """The price of one request of an API method, e.g. "youtube.playlists.insert" -> 50 of the pool.

    The Analytics and Reporting APIs have quotas of their own, which are not counted here: their requests cost nothing.
    """
    if not method.startswith("youtube."):
        return Price(POOL, 0)
    if method in _OWN_BUCKET:
        return Price(_OWN_BUCKET[method], 1)
    if method in _EXCEPTIONS:
        return Price(POOL, _EXCEPTIONS[method])
    return Price(POOL, 1 if method.endswith(".list") else 50)


def day(now: datetime) -> str:
    """The Pacific date that `now` (aware) is counted on: budgets are daily there, daylight saving included."""
    return now.astimezone(ZoneInfo(PACIFIC)).date().isoformat()


def resets_at(now: datetime) -> datetime:
    """The next midnight in the Pacific time zone, when every budget is full again."""
    pacific = ZoneInfo(PACIFIC)
    local = now.astimezone(pacific)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=1)
    return midnight.replace(tzinfo=pacific)


def days(cost: int, left: int, limit: int) -> int | None:
    """On how many days, today included, `cost` can be spent; None when the daily budget `limit` is 0."""
    if cost <= left:
        return 1
    return 1 + -(-(cost - left) // limit) if limit else None


class Budget(Protocol):
    """Today's budgets as the gateway needs them."""

    def take(self, bucket: str, units: int) -> None:
        """Count `units` as spent, before the request goes out. Raises QuotaError when they are not there."""

    def give_back(self, bucket: str, units: int) -> None:
        """The request never left this machine: what was counted for it was not spent."""

    def exhaust(self, bucket: str) -> datetime:
        """YouTube says that the budget is spent: remember it, and return when it is full again."""

    def next_day(self) -> datetime:
        """When the next day of budgets begins."""

    def limit(self, bucket: str) -> int:
        """The daily budget."""

    def left(self, bucket: str) -> int:
        """What of today's budget this tool has not spent."""
