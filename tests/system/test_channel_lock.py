"""The channel lock: no command writes to another channel than the one that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.clips import clip
from tests.system.offices import MINE, OTHER, SECOND, office  # noqa: F401 - a fixture
from ytchannel.sandbox import owners

if TYPE_CHECKING:
    from tests.system.offices import Office

VIDEOS = "videos:\n  - file: a.mp4\n    title: Bản tin\n    sections: [tin-co-so]\n"
WRITING = (
    ["sync", "--yes"],
    ["sync", "--yes", "--prune", "--force"],
    ["apply", "plan.json", "--yes"],
    ["upload", "--yes"],
    ["upload", "--yes", "--again"],
    ["tag", "--yes"],
    ["tag", "--where", "section=tin-co-so", "--add-tag", "Tết", "--yes"],
    ["undo", "1", "--yes"],
    ["pull", "--yes"],
)
OTHER_ID = owners._owner(1, SECOND).id


@pytest.fixture
def settled(office: Office) -> Office:  # noqa: F811
    """The right channel was synced, a video is up, and a plan is kept; then somebody logged in for another channel."""
    assert office.log_in().code == 0
    folder = office.folder
    folder.write("videos.yaml", VIDEOS)
    (folder.path / "a.mp4").write_bytes(clip("a"))
    assert folder.run("sync", "--yes").code == 0
    assert folder.run("upload", "--yes").code == 0
    folder.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    assert folder.run("sync", "--out", "plan.json").code == 0
    folder.replace("title: Bản tin", "title: Bản tin mới", "videos.yaml")
    office.tube.control("DELETE", "journal")
    return office


def test_a_login_for_another_channel_than_before_is_not_kept(settled: Office) -> None:
    """The file declares a handle alone, which can pass from one channel to another: what it was written to counts."""
    result = settled.log_in(OTHER)
    assert result.code == 4
    assert MINE in result.err
    assert OTHER in result.err
    assert settled.saved()["channel"]["title"] == MINE


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_no_command_writes_to_another_channel_than_before(settled: Office, command: list[str]) -> None:
    """Both names are told, with what to do; nothing is written, and no file is changed."""
    assert settled.log_in(OTHER, "--profile", "lan", "--config", "khac.yaml").code == 0
    before = {file: file.read_bytes() for file in settled.folder.path.glob("[!.]*.*")}
    result = settled.folder.run(*command, "--profile", "lan")
    assert result.code == 4
    assert f"was written to the channel {MINE}" in result.err
    assert f"belongs to {OTHER}" in result.err
    assert settled.writes() == []
    assert {file: file.read_bytes() for file in settled.folder.path.glob("[!.]*.*")} == before


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_no_command_writes_to_another_channel_than_the_declared_one(settled: Office, command: list[str]) -> None:
    settled.folder.replace("channel:\n", "channel:\n  id: UCabcdefghijklmnopqrstuv\n")
    result = settled.folder.run(*command)
    assert result.code == 4
    assert "UCabcdefghijklmnopqrstuv" in result.err
    assert MINE in result.err
    assert settled.writes() == []


def test_watching_a_folder_is_refused_too(settled: Office) -> None:
    settled.folder.replace("channel:\n", "channel:\n  id: UCabcdefghijklmnopqrstuv\n")
    (settled.folder.path / "video").mkdir()
    (settled.folder.path / "video" / "b.mp4").write_bytes(clip("b"))
    assert settled.folder.run("upload", "--yes", "--watch", "video").code == 4
    assert settled.writes() == []


def test_a_file_can_be_given_to_another_channel_by_its_id(settled: Office) -> None:
    """What the file declares decides; from then on that is the channel that it was written to."""
    assert settled.log_in(OTHER, "--profile", "lan", "--config", "khac.yaml").code == 0
    settled.folder.replace("channel:\n", f"channel:\n  id: {OTHER_ID}\n")
    assert settled.folder.run("sync", "--yes", "--profile", "lan").code == 0
    settled.folder.replace(f"  id: {OTHER_ID}\n", "")
    assert settled.folder.run("sync", "--yes", "--profile", "lan").code == 0
    assert settled.folder.run("sync", "--yes").code == 4


def test_two_channels_are_run_from_two_files_with_two_profiles(settled: Office) -> None:
    folder = settled.folder
    folder.write("khac.yaml", (folder.path / "playlists.yaml").read_text(encoding="utf-8"))
    assert settled.log_in(OTHER, "--profile", "lan", "--config", "khac.yaml").code == 0
    assert folder.run("sync", "--yes", "--config", "khac.yaml", "--profile", "lan").code == 0
    assert folder.run("sync", "--yes").code == 0
    assert folder.run("sync", "--yes", "--config", "khac.yaml").code == 4


def test_a_login_that_leads_elsewhere_than_it_was_made_for_is_refused(office: Office) -> None:  # noqa: F811
    assert office.log_in().code == 0
    office.change(channel={"id": "UCabcdefghijklmnopqrstuv", "title": "Kênh đã mất"})
    result = office.folder.run("sync", "--yes")
    assert result.code == 4
    assert "Kênh đã mất (UCabcdefghijklmnopqrstuv)" in result.err
    assert office.writes() == []


def test_a_ledger_from_before_channels_were_kept_locks_by_its_history(settled: Office) -> None:
    import sqlite3

    assert settled.log_in(OTHER, "--profile", "lan", "--config", "khac.yaml").code == 0
    ledger = next(settled.folder.path.glob(".ytchannel/sandbox-127*.db"))
    with sqlite3.connect(ledger) as db:
        db.execute("DELETE FROM channels")
    assert settled.folder.run("sync", "--yes", "--profile", "lan").code == 4
    assert settled.folder.run("sync", "--yes").code == 0
