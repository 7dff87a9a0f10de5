"""What can be set: latency, bandwidth, budgets, the clock, the channels, and how YouTube behaves where nobody knows.

Each setting stands with its default, what it may be, and what it does; for behaviour that Google's pages leave open, or
that only users report, `open_` names the question. docs/sandbox-coverage.md is made of this.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.sandbox.store import Store

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
    """Check and keep some settings; budgets and the channel are merged by key. Raises Refused 400."""
    for name, value in wish.items():
        if name not in _FIELDS:
            raise Refused(400, "unknownSetting", f"There is no setting {name!r}; there are {', '.join(_FIELDS)}.")
        if not _FIELDS[name].metadata["check"](value):
            raise Refused(400, "invalidSetting", f"{name} cannot be {value!r}.", where=f"body.{name}")
    with store.transaction():
        now = asdict(load(store))
        merged = {name: {**now[name], **wish[name]} for name in ("quota", "channel") if name in wish}
        store.keep_note("settings", {**now, **wish, **merged})
        store.keep_note("stale", wish.get("stale_reads", now["stale_reads"]))
        return load(store)


def described() -> list[tuple[str, object, str, str]]:
    """Name, default, what it does, and the open question of every setting."""
    default = asdict(Settings())
    return [(name, default[name], each.metadata["about"], each.metadata["open"]) for name, each in _FIELDS.items()]
