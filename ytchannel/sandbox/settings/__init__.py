"""What can be set: latency, bandwidth, budgets, the clock, the channels, and how YouTube behaves where nobody knows.

Each setting stands with its default, what it may be, and what it does; for behaviour that Google's pages leave open, or
that only users report, it names the question. docs/sandbox-coverage.md is made of this.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from ytchannel.sandbox.settings.questions import Questions
from ytchannel.sandbox.settings.steering import APIS, BUCKETS, DATA_BUCKETS, Steering
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from ytchannel.sandbox.store import Store

__all__ = ["APIS", "BUCKETS", "DATA_BUCKETS", "Settings", "change", "described", "load", "read"]


@dataclass(frozen=True)
class Settings(Questions, Steering):
    """The settings. Every one can be set by `PUT /_sandbox/settings`; those left out stay."""


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
            near = get_close_matches(name, _FIELDS, 1)
            hint = f"Did you mean {near[0]}?" if near else "GET /_sandbox/settings has them all."
            raise Refused(400, "unknownSetting", f"There is no setting {name!r}. {hint}", where=f"body.{name}")
        if not _FIELDS[name].metadata["check"](value):
            told = f"{name} cannot be {value!r}. {_FIELDS[name].metadata['about']}"
            raise Refused(400, "invalidSetting", told, where=f"body.{name}")
    with store.transaction():
        now = asdict(load(store))
        merged = {
            name: {**now[name], **wish[name]} for name in ("quota", "channel", "apis_enabled", "prices") if name in wish
        }
        store.keep_note("settings", {**now, **wish, **merged})
        store.keep_note("stale", wish.get("stale_reads", now["stale_reads"]))
        return load(store)


def described() -> list[tuple[str, object, str, str]]:
    """Name, default, what it does, and the open question of every setting."""
    default = asdict(Settings())
    return [(name, default[name], each.metadata["about"], each.metadata["open"]) for name, each in _FIELDS.items()]
