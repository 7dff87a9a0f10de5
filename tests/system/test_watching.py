"""upload --watch: what comes into a folder goes up once it is finished, until somebody ends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.system.test_folder_upload import put
from ytchannel.workflows import watching
from ytchannel.workflows.connecting import Time
from ytchannel.workflows.watching import AGAIN, POLL, SETTLED, Failed, Inbox, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.system.conftest import Folder

START = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that every pause moves on; `script` does something at a second, and Ctrl-C comes at `end`."""

    end: float
    script: dict[float, Callable[[], object]] = field(default_factory=dict)
    passed: float = 0.0

    @property
    def time(self) -> Time:
        return Time(now=lambda: START + timedelta(seconds=self.passed), sleep=self.sleep)

    def sleep(self, seconds: float) -> None:
        self.passed += seconds
        for second in [each for each in self.script if each <= self.passed]:
            self.script.pop(second)()
        if self.passed > self.end:
            raise KeyboardInterrupt


def rounds(folder: Path, clock: Clock, outcomes: list[Failed | None] | None = None) -> list[tuple[float, set[str]]]:
    """When it was uploaded, and which files were finished then."""
    inbox, found = Inbox(folder), list[tuple[float, set[str]]]()
    left = outcomes or []

    def upload() -> Failed | None:
        found.append((clock.passed, {path.name for path, _, _ in inbox.finished}))
        return left.pop(0) if left else None

    with pytest.raises(KeyboardInterrupt):
        watch(inbox, clock.time, upload, lambda _when: None)
    return found


def test_a_file_is_finished_when_it_has_stayed_as_it_is(tmp_path: Path) -> None:
    growing = tmp_path / "b.mp4"
    (tmp_path / "a.mp4").write_bytes(b"a")
    script: dict[float, Callable[[], object]] = {
        second: lambda: growing.write_bytes(growing.read_bytes() + b"b" if growing.exists() else b"b")
        for second in (6.0, 15.0, 24.0, 33.0)
    }
    found = rounds(tmp_path, Clock(60, script))
    assert [files for _, files in found] == [{"a.mp4"}, {"a.mp4", "b.mp4"}]
    assert SETTLED <= found[0][0] <= SETTLED + POLL
    assert 33 + SETTLED <= found[1][0] <= 33 + SETTLED + 2 * POLL


def test_what_is_no_video_begins_nothing(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.docx", ".c.mp4", "d.mp4.part", "e.mp4"):
        (tmp_path / name).write_bytes(b"" if name == "e.mp4" else b"x")
    assert rounds(tmp_path, Clock(60)) == []


def test_what_has_failed_is_tried_again_later_and_later(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a")
    found = rounds(tmp_path, Clock(8000), [Failed(), Failed(), Failed()])
    pauses = [later - earlier for (earlier, _), (later, _) in pairwise(found)]
    assert [round(pause / AGAIN.total_seconds()) for pause in pauses] == [1, 2, 4]


def test_a_new_file_does_not_wait_for_what_has_failed_but_for_the_quota(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a")
    later = {30.0: lambda: (tmp_path / "b.mp4").write_bytes(b"b")}
    assert [files for _, files in rounds(tmp_path, Clock(100, dict(later)), [Failed()])] == [
        {"a.mp4"}, {"a.mp4", "b.mp4"}]  # fmt: skip
    (tmp_path / "b.mp4").unlink()
    found = rounds(tmp_path, Clock(1000, dict(later)), [Failed(START + timedelta(seconds=600))])
    assert [files for _, files in found] == [{"a.mp4"}, {"a.mp4", "b.mp4"}]
    assert 600 <= found[1][0] <= 600 + POLL


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens at each pause of the watch; Ctrl-C when nothing is left. Files are finished at once."""
    left: list[Callable[[], object]] = []

    def sleep(seconds: float) -> None:
        if seconds == POLL:
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

    monkeypatch.setattr("time.sleep", sleep)
    monkeypatch.setattr(watching, "SETTLED", 0.0)
    return left


def test_what_comes_goes_up_and_ctrl_c_ends_it(folder: Folder, pauses: list[Callable[[], object]]) -> None:
    folder.sync()
    put(folder, "tin-co-so/Một.mp4")
    pauses += [lambda: None, lambda: put(folder, "theo-guong-bac/Hai.mp4"), lambda: None]
    result = folder.run("upload", "--sandbox", "--yes", "--watch", "video")
    assert result.code == 130
    assert result.out.startswith("Watching video. Ctrl-C ends it.")
    assert result.out.count("Price:") == 2  # each round shows its plan
    assert sorted(video["snippet"]["title"] for video in folder.videos()) == ["Hai", "Một"]


def test_a_spent_budget_is_waited_for(folder: Folder, pauses: list[Callable[[], object]]) -> None:
    folder.sync()
    put(folder, "tin-co-so/Một.mp4")
    folder.fault("youtube.videos.insert", "403-quotaExceeded")
    pauses += [lambda: put(folder, "tin-co-so/Hai.mp4"), lambda: None]
    result = folder.run("upload", "--sandbox", "--yes", "--watch", "video")
    assert (result.code, "Going on at " in result.out) == (130, True)
    assert result.out.count("Price:") == 1
    assert folder.videos() == []


def test_problems_are_told_and_mending_them_is_enough(folder: Folder, pauses: list[Callable[[], object]]) -> None:
    folder.sync()
    put(folder, "khác/Một.mp4")
    pauses += [
        lambda: (folder.path / "video" / "khác").rename(folder.path / "video" / "tin-co-so"),
        lambda: None,
    ]
    result = folder.run("upload", "--sandbox", "--yes", "--watch", "video")
    assert result.code == 130
    assert "video/khác: The folder is named" in result.err
    assert [video["snippet"]["title"] for video in folder.videos()] == ["Một"]


@pytest.mark.parametrize(
    ("flags", "what"),
    [
        (("--watch", "video"), "give --yes"),
        (("--watch", "nichts", "--yes"), "no folder nichts"),
        (("--watch", "video", "--yes", "--json"), "leave out --json"),
        (("--watch", "video", "--dry-run"), "neither a manifest nor --dry-run"),
        (("videos.yaml", "--watch", "video", "--yes"), "neither a manifest nor --dry-run"),
    ],
)
def test_what_cannot_be_is_told(folder: Folder, flags: list[str], what: str) -> None:
    put(folder, "a.mp4")
    result = folder.run("upload", "--sandbox", *flags)
    assert (result.code, what in result.err) == (2, True), result.err


def test_one_bad_file_keeps_no_other_from_going_up(folder: Folder, pauses: list[Callable[[], object]]) -> None:
    folder.sync()
    put(folder, "tin-co-so/Một.mp4")

    def more() -> None:
        put(folder, "tin-co-so/Hai.mp4", "khác/Ba.mp4")
        first = folder.path / "video" / "tin-co-so" / "Một.mp4"
        (first.parent / "Bản sao.mp4").write_bytes(first.read_bytes())  # a copy of what is up
        (first.parent / "hỏng.mp4").write_text("no video at all, but a text of some length\n" * 9, encoding="utf-8")

    pauses += [lambda: None, more, lambda: None]
    result = folder.run("upload", "--sandbox", "--yes", "--watch", "video")
    assert result.code == 130
    assert sorted(video["snippet"]["title"] for video in folder.videos()) == ["Hai", "Một"]
    for name in ("Bản sao.mp4", "hỏng.mp4", "khác"):
        assert name in result.err
