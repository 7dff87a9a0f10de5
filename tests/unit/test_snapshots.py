"""The kept figures: exact, small, and readable one by one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from ytchannel import packing
from ytchannel.errors import LedgerError
from ytchannel.ledger import Ledger, open_ledger
from ytchannel.migrations import APPLIED, SNAPSHOT_ROWS, STEPS
from ytchannel.report.figures import Figures, Snapshot
from ytchannel.snapshots import EACH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
COUNT = st.none() | st.integers(0, 2**62)
SMALL = st.none() | st.integers(0, 2**53)  # their sums are kept too
COUNTS = st.tuples(COUNT, COUNT, COUNT)
MANY = st.dictionaries(st.integers(1, 2**40), COUNTS, max_size=30)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def snapshot(day: int, videos: int = 3, subscribers: int | None = 5) -> Snapshot:
    figures = tuple(
        Figures(f"video-{n:05}", n * 100 + day * n, n + day, None if n == 1 else day) for n in range(videos)
    )
    return Snapshot(NOON + timedelta(days=day), subscribers, day, figures)


@given(MANY, MANY)
def test_whatever_is_packed_comes_back(counts: dict[int, packing.Counts], base: dict[int, packing.Counts]) -> None:
    assert packing.unpack(packing.pack(counts, base), base) == counts
    assert packing.unpack(packing.pack(counts, {}), {}) == counts


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(content: bytes) -> None:
    try:
        found = packing.unpack(content, {})
    except packing.DamagedError:
        return
    assert packing.unpack(packing.pack(found, {}), {}) == found


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.text("aA0-_é=", min_size=1, max_size=11), st.tuples(SMALL, SMALL, SMALL), max_size=6),
        max_size=40,
    )
)
def test_any_snapshots_come_back_as_they_were(days: list[dict[str, packing.Counts]]) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    kept = [
        Snapshot(NOON + timedelta(days=number), None, 0, tuple(Figures(name, *each) for name, each in day.items()))
        for number, day in enumerate(days)
    ]
    with TemporaryDirectory() as name, open_ledger(Path(name) / "ledger.db") as ledger:
        for each in kept:
            ledger.snapshots.keep("UC1", each)
        found = list(ledger.snapshots.each("UC1"))
    assert [each.taken_at for each in found] == [each.taken_at for each in kept]
    for one, other in zip(found, kept, strict=True):
        assert set(one.videos) == set(other.videos)


def test_the_nearest_ones_are_found_by_their_moment(ledger: Ledger) -> None:
    assert ledger.snapshots.last("UC1") is None
    for day in (1, 2, 5):
        ledger.snapshots.keep("UC1", snapshot(day))
    ledger.snapshots.keep("UC2", snapshot(9))
    assert ledger.snapshots.last("UC1") == snapshot(5)
    assert ledger.snapshots.before("UC1", NOON + timedelta(days=4)) == snapshot(2)
    assert ledger.snapshots.before("UC1", NOON + timedelta(days=2)) == snapshot(2)
    assert ledger.snapshots.after("UC1", NOON + timedelta(days=3)) == snapshot(5)
    assert ledger.snapshots.before("UC1", NOON) is None
    assert ledger.snapshots.after("UC1", NOON + timedelta(days=6)) is None
    heads = ledger.snapshots.heads("UC1", NOON + timedelta(days=2), NOON + timedelta(days=9))
    assert [(head.taken_at.day, head.videos, head.views, head.likes, head.comments) for head in heads] == [
        (26, 3, 306, 9, 4),
        (29, 3, 315, 18, 10),
    ]


def test_the_same_moment_again_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    ledger.snapshots.keep("UC1", snapshot(0))
    ledger.snapshots.keep("UC1", snapshot(1, videos=5))
    ledger.snapshots.keep("UC1", snapshot(1, videos=2))
    assert list(ledger.snapshots.each("UC1")) == [snapshot(0), snapshot(1, videos=2)]


def test_a_clock_that_stands_still_harms_nothing(ledger: Ledger) -> None:
    for day in (1, 2, 1, 1, 1):
        ledger.snapshots.keep("UC1", snapshot(day))
    assert {each.videos for each in ledger.snapshots.each("UC1")} == {snapshot(1).videos, snapshot(2).videos}
    assert ledger.snapshots.last("UC1") == snapshot(2)


def test_another_process_may_keep_at_the_same_time(tmp_path: Path) -> None:
    """Each has its own memory of what the database has."""
    with open_ledger(tmp_path / "l.db") as one, open_ledger(tmp_path / "l.db") as other:
        one.snapshots.keep("UC1", snapshot(1))
        other.snapshots.keep("UC1", snapshot(1, videos=9))
        one.snapshots.keep("UC1", snapshot(2))
        other.snapshots.keep("UC1", snapshot(3, videos=9))
        found = list(one.snapshots.each("UC1"))
    assert [each.videos for each in found[-2:]] == [snapshot(2).videos, snapshot(3, videos=9).videos]


def test_what_others_are_told_by_stays(ledger: Ledger) -> None:
    """A full snapshot that is replaced would take the figures of those after it along."""
    for day in (1, 2):
        ledger.snapshots.keep("UC1", snapshot(day))
    ledger.snapshots.keep("UC1", snapshot(1, videos=2))
    assert snapshot(2) in list(ledger.snapshots.each("UC1"))
    assert ledger.snapshots.before("UC1", NOON + timedelta(days=1, seconds=1)).videos == snapshot(1, videos=2).videos


def test_they_grow_evenly_and_are_small(tmp_path: Path) -> None:
    """A day of 500 videos costs a fraction of the 30 bytes and more that a row for each would."""
    sizes = [0]
    chance = random.Random(1)
    views = [chance.randrange(20_000) for _ in range(500)]
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for day in range(4 * EACH):
            views = [each + chance.randrange(1 + each // 500) for each in views]
            figures = (Figures(f"video-{n:05}", each, each // 40, each // 200) for n, each in enumerate(views))
            ledger.snapshots.keep("UC1", Snapshot(NOON + timedelta(days=day), 5, day, tuple(figures)))
            if (day + 1) % EACH == 0:
                with ledger._engine.connect() as connection:
                    sizes.append(connection.execute(sa.text("SELECT sum(length(figures)) FROM snapshots")).scalar_one())
    steps = [after - before for before, after in pairwise(sizes)]
    assert max(steps) < 1.2 * min(steps)
    assert max(steps) < EACH * 500 * 5


def test_damaged_figures_are_a_damaged_ledger(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with open_ledger(file) as ledger:
        ledger.snapshots.keep("UC1", snapshot(1))
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE snapshots SET figures = x'0102'"))
    engine.dispose()
    with pytest.raises(LedgerError) as caught, open_ledger(file) as ledger:
        ledger.snapshots.last("UC1")
    assert caught.value.code == "ledger-damaged"


def test_snapshots_of_before_are_packed(tmp_path: Path) -> None:
    """A ledger of the first releases has a row for each video of each snapshot."""
    file = tmp_path / "ledger.db"
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "CREATE TABLE snapshots (id INTEGER PRIMARY KEY, channel VARCHAR(64) NOT NULL, taken_at VARCHAR(40) "
                "NOT NULL, subscribers BIGINT, channel_views BIGINT NOT NULL)"
            )
        )
        SNAPSHOT_ROWS.metadata.tables["migrations"].create(connection)
        for number in range(1, 7):
            connection.execute(sa.insert(APPLIED).values(number=number))
        for table in SNAPSHOT_ROWS.metadata.sorted_tables:
            if table.name not in ("snapshots", "migrations", "video_numbers"):
                table.create(connection, checkfirst=True)
        for number, day in ((1, 1), (2, 3)):
            values = {"i": number, "t": (NOON + timedelta(days=day)).isoformat(), "s": 5, "v": day}
            connection.execute(sa.text("INSERT INTO snapshots VALUES (:i, 'UC1', :t, :s, :v)"), values)
            rows = [
                {"snapshot": number, "video": v.video, "views": v.views, "likes": v.likes, "comments": v.comments or 0}
                for v in snapshot(day).videos
            ]
            connection.execute(sa.insert(SNAPSHOT_ROWS), rows)
    engine.dispose()
    with open_ledger(file) as ledger:
        found = list(ledger.snapshots.each("UC1"))
        ledger.snapshots.keep("UC1", snapshot(4))
        assert ledger.snapshots.last("UC1") == snapshot(4)
    assert [(each.taken_at, each.subscribers, each.channel_views) for each in found] == [
        (NOON + timedelta(days=1), 5, 1),
        (NOON + timedelta(days=3), 5, 3),
    ]
    assert [video.views for video in found[1].videos] == [video.views for video in snapshot(3).videos]
    engine = sa.create_engine(f"sqlite:///{file}")
    assert not sa.inspect(engine).has_table("snapshot_rows")
    assert len(STEPS) >= 7
    engine.dispose()
