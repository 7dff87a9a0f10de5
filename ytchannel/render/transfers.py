"""What a plan of uploads will take, said before it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel import quota, words
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from ytchannel.render.screen import Screen
    from ytchannel.workflows.forecast import Forecast

_NAMED = 3  # titles


def show(forecast: Forecast, screen: Screen, zone: tzinfo, now: datetime) -> None:
    """Files, bytes and time, and what has to wait for another day; nothing where no file goes up."""
    if forecast.sizes:
        screen.say(_files(forecast, zone, now))
    if forecast.waiting:
        screen.say(_waiting(forecast, zone, now), "yellow")
    if forecast.incomplete:
        text = words.plural(
            "{count} video of today gets its picture or sections only after {time}.",
            "{count} videos of today get their pictures or sections only after {time}.",
            forecast.incomplete,
            time=words.when(quota.resets_at(now), zone),
        )
        screen.say(text, "yellow")


def _files(forecast: Forecast, zone: tzinfo, now: datetime) -> str:
    size = words.size(sum(forecast.sizes))
    files = words.plural("{count} file goes up: {size}", "{count} files go up: {size}", len(forecast.sizes), size=size)
    if forecast.takes is None:
        return files + _("; how long that takes is known after the first one.")
    facts = {"span": words.span(forecast.takes), "end": words.when(now + forecast.takes, zone)}
    if forecast.limited:
        return files + _("; about {span} within the limit of bandwidth, until {end}.").format(**facts)
    rate = words.size(forecast.rate or 0)
    return files + _("; about {span} at {rate} a second as measured before, until {end}.").format(rate=rate, **facts)


def _waiting(forecast: Forecast, zone: tzinfo, now: datetime) -> str:
    count = len(forecast.waiting)
    names = ", ".join(f"“{plain(change.title)}”" for change in forecast.waiting[:_NAMED])
    if count > _NAMED:
        names += ", …"
    return words.plural(
        "{count} video has to wait until {time}: {names}.",
        "{count} videos have to wait until {time}: {names}.",
        count,
        time=words.when(quota.resets_at(now), zone),
        names=names,
    )


def document(forecast: Forecast) -> dict[str, Any]:
    """The same for machines: bytes, bytes a second, seconds."""
    return {
        "files": len(forecast.sizes),
        "bytes": sum(forecast.sizes),
        "rate": None if forecast.rate is None else round(forecast.rate),
        "seconds": None if forecast.takes is None else round(forecast.takes.total_seconds()),
        "waiting": [change.key for change in forecast.waiting],
        "incomplete": forecast.incomplete,
    }
