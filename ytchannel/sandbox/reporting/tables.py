"""The rows of a report: streams counted by subject, by span of time, and by what viewers have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import add, sub
from typing import TYPE_CHECKING

from ytchannel.sandbox.reporting import measures, supported
from ytchannel.sandbox.reporting.measures import COUNTS, METRICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.sandbox.reporting.audience import Filters
    from ytchannel.sandbox.reporting.measures import Metric, Number
    from ytchannel.sandbox.reporting.query import Query
    from ytchannel.sandbox.reporting.streams import Stream

Key = tuple[str, ...]
Row = list["str | Number"]

# Sums for each of the spans: by count, by what they are of.
Sums = dict[Key, dict[str, list[int]]]


@dataclass(frozen=True)
class Plan:
    """How a query is answered: its dimensions by kind, the filters of viewers, its metrics and what those count."""

    dimensions: tuple[str, ...]
    viewers: tuple[str, ...]
    filters: Filters
    metrics: tuple[Metric, ...]

    @property
    def counts(self) -> tuple[str, ...]:
        """The names of all that is counted."""
        return tuple(dict.fromkeys(name for metric in self.metrics for name in metric.counts))


def plan(query: Query, *, time_in_seconds: bool) -> Plan:
    """How a query is answered."""
    made = {**METRICS, "averageTimeInPlaylist": measures.TIME_IN_SECONDS} if time_in_seconds else METRICS
    viewers = tuple(name for name in query.dimensions if name in supported.AUDIENCE)
    names = sorted(supported.AUDIENCE & set(query.filters))
    filters = tuple((name, frozenset(query.filters[name])) for name in names)
    return Plan(query.dimensions, viewers, filters, tuple(made[name] for name in query.metrics))


def tally(plan: Plan, streams: Iterable[tuple[Mapping[str, str], Stream]], spans: int) -> Sums:
    """The sums of streams over spans of time, by what each is and by what viewers have in the dimensions."""
    sums: Sums = defaultdict(dict)
    names = tuple(name for name in plan.dimensions if name not in plan.viewers and name not in ("day", "month"))
    for subject, stream in streams:
        key = tuple(subject[name] for name in names)
        for name in plan.counts:
            count = COUNTS[name]
            worth = getattr(stream.traits, count.worth) if count.worth else 1
            for cell, numbers in stream.parts(count, plan.viewers, plan.filters).items():
                gained: Iterable[int] = map(sub, numbers[1:], numbers)
                if worth != 1:
                    gained = [worth * number for number in gained]
                total = sums[key + cell].setdefault(name, [0] * spans)
                span = slice(stream.at, stream.at + len(numbers) - 1)
                total[span] = map(add, total[span], gained)
    return sums


def rows(plan: Plan, sums: Sums, labels: Sequence[str]) -> list[Row]:
    """The rows of the sums, in the order of their dimensions; what has nothing but zeros is missing.

    `labels` are the spans of time, as the time dimension shows them.
    """
    names = [name for name in plan.dimensions if name not in plan.viewers and name not in ("day", "month")]
    places = {name: place for place, name in enumerate([*names, *plan.viewers])}
    found: list[tuple[Key, Row]] = []
    for key, counts in sums.items():
        for at, label in enumerate(labels):
            given = {name: numbers[at] for name, numbers in counts.items()}
            if not any(given.values()):
                continue
            shown = tuple(label if name in ("day", "month") else key[places[name]] for name in plan.dimensions)
            values = [metric.make([given.get(name, 0) for name in metric.counts]) for metric in plan.metrics]
            found.append((shown, [*shown, *values]))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def shares(plan: Plan, found: Sequence[Row]) -> list[Row]:
    """Views as percentages of all viewers, which add up to 100 for each value of what is neither age nor gender."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in found:
        others = (
            value for name, value in zip(plan.dimensions, row, strict=False) if name not in ("ageGroup", "gender")
        )
        groups[tuple(map(str, others))].append(row)
    for group in groups.values():
        for row, tenths in zip(group, apportioned(1000, [int(each[-1]) for each in group]), strict=True):
            row[-1] = tenths / 10
    return [row for row in found if row[-1]]


def apportioned(whole: int, weights: Sequence[int]) -> list[int]:
    """A whole in proportion to weights, by the largest remainder."""
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    left = whole - sum(parts)
    order = sorted(range(len(weights)), key=lambda at: (-(whole * weights[at] % total), at))
    for at in order[:left]:
        parts[at] += 1
    return parts


def arranged(query: Query, found: list[Row]) -> list[Row]:
    """The rows sorted as the query asks, and of those the ones that it asks for."""
    columns = {name: place for place, name in enumerate((*query.dimensions, *query.metrics))}
    for name, downwards in reversed(query.sort):
        place = columns[name]
        found.sort(key=lambda row: row[place], reverse=downwards)
    first = query.start - 1
    return found[first : None if query.most is None else first + query.most]
