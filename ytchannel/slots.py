"""When the videos of a series are published: days of the week and hours that come again and again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import tzinfo


@dataclass(frozen=True)
class Slots:
    """Every time that is one of `times` on one of `days` (0 is Monday), from the day `first` on where one is given."""

    days: frozenset[int]
    times: tuple[time, ...]
    first: date | None = None

    def after(self, moment: datetime, zone: tzinfo) -> Iterator[datetime]:
        """The slots later than the aware `moment`, without end, in UTC.

        An hour that a day of `zone` skips is taken as if it had not been skipped, so that no day of the series falls
        out. Of one that comes twice the first counts.
        """
        day = max(moment.astimezone(zone).date(), self.first or date.min)
        while True:
            if day.weekday() in self.days:
                for each in sorted(self.times):
                    slot = datetime.combine(day, each, zone).astimezone(UTC)
                    if slot > moment:
                        yield slot
            day += timedelta(days=1)


def assigned(wishes: list[Slots], taken: Collection[datetime], now: datetime, zone: tzinfo) -> list[datetime]:
    """A slot for each of `wishes`, in their order: the next one that nobody has. `taken` are aware."""
    gone = {each.astimezone(UTC) for each in taken}
    found = []
    for slots in wishes:
        slot = next(each for each in slots.after(now, zone) if each not in gone)
        gone.add(slot)
        found.append(slot)
    return found
