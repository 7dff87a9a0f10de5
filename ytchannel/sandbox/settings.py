"""What can be set: latency, bandwidth, budgets, the clock, how videos are processed, the channel's name."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.sandbox.store import Store

BUCKETS = {"default": 10_000, "videos.insert": 100, "search.list": 100, "videos.batchGetStats": 10_000}
"""The daily budgets that a new project has (determine_quota_cost), in units."""


@dataclass(frozen=True)
class Settings:
    """The settings. Every one can be set by `PUT /_sandbox/settings`; those left out stay.

    latency_ms   each API request waits so long before its answer; the control plane does not
    bandwidth    bytes a second at which media are taken in; 0 = no limit
    quota        units a day by budget
    now          the sandbox's time, standing still, as ISO 8601 with a zone; null = the time of the machine
    strict_auth  only the bearer tokens in `tokens` are the owner
    processing   "immediate", or {"reads": N}: an uploaded video is processed after N answers that showed it
    stale_reads  so many lists of a kind miss its newest write
    duplicates   "accept" or "refuse" a video that the playlist has already
    channel      {"title": ..., "handle": ...}
    """

    latency_ms: float = 0
    bandwidth: float = 0
    quota: Mapping[str, int] = field(default_factory=lambda: dict(BUCKETS))
    now: str | None = None
    strict_auth: bool = False
    tokens: tuple[str, ...] = ()
    processing: str | Mapping[str, int] = "immediate"
    stale_reads: int = 0
    duplicates: str = "accept"
    channel: Mapping[str, str] = field(default_factory=lambda: {"title": "Kênh thử nghiệm", "handle": "@kenhthunghiem"})

    def time(self, clock: Callable[[], datetime]) -> datetime:
        """The sandbox's time, in UTC."""
        return (datetime.fromisoformat(self.now) if self.now else clock()).astimezone(UTC)

    @property
    def reads_to_process(self) -> int:
        """After how many answers an uploaded video is processed."""
        return 0 if isinstance(self.processing, str) else self.processing["reads"]


def load(store: Store) -> Settings:
    """The settings as they are."""
    kept = store.note("settings", {})
    return Settings(**{**kept, "tokens": tuple(kept.get("tokens", ()))})


def change(store: Store, wish: Json) -> Settings:
    """Check and keep some settings; budgets and the channel are merged by key. Raises Refused 400."""
    for name, value in wish.items():
        if name not in _CHECKS:
            raise Refused(400, "unknownSetting", f"There is no setting {name!r}; there are {', '.join(_CHECKS)}.")
        if not _CHECKS[name](value):
            raise Refused(400, "invalidSetting", f"{name} cannot be {value!r}.", where=f"body.{name}")
    with store.transaction():
        now = asdict(load(store))
        merged = {name: {**now[name], **wish[name]} for name in ("quota", "channel") if name in wish}
        store.keep_note("settings", {**now, **wish, **merged})
        store.keep_note("stale", wish.get("stale_reads", now["stale_reads"]))
        return load(store)


def _amount(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _count(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _time(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if value is None:
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "latency_ms": _amount,
    "bandwidth": _amount,
    "quota": lambda value: isinstance(value, dict) and set(value) <= set(BUCKETS) and all(map(_count, value.values())),
    "now": _time,
    "strict_auth": lambda value: isinstance(value, bool),
    "tokens": lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
    "processing": lambda value: (
        value == "immediate" or (isinstance(value, dict) and set(value) == {"reads"} and _count(value["reads"]))
    ),
    "stale_reads": _count,
    "duplicates": lambda value: value in ("accept", "refuse"),
    "channel": lambda value: (
        isinstance(value, dict)
        and set(value) <= {"title", "handle"}
        and all(isinstance(each, str) and each for each in value.values())
    ),
}

if set(_CHECKS) != {each.name for each in fields(Settings)}:
    raise AssertionError
