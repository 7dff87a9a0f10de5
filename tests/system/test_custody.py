"""What must never happen: a duplicate after a loss, two runs at once, a session or an error that ends nowhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ytchannel import migrations

if TYPE_CHECKING:
    from tests.system.conftest import Folder

ROOT = Path(__file__).parent.parent.parent
INSERT = "youtube.videos.insert"
MP4 = ROOT / "ytchannel" / "demo" / "hoi-nghi.mp4"
ENTRY = "  - file: {file}\n    title: {title}\n    sections: [tin-co-so]\n"


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel and two files."""
    folder.sync()
    for name in ("a.mp4", "b.mp4"):
        (folder.path / name).write_bytes(MP4.read_bytes() + name.encode())
    text = ENTRY.format(file="a.mp4", title="A") + ENTRY.format(file="b.mp4", title="B")
    folder.write("videos.yaml", "videos:\n" + text)
    return folder


def lose_ledger(folder: Folder) -> None:
    for file in (folder.path / ".ytchannel").glob("sandbox-ledger.db*"):
        file.unlink()


def at_once(folder: Folder, *arguments: str) -> list[subprocess.CompletedProcess[str]]:
    """The same command in two processes."""
    command = [sys.executable, "-m", "ytchannel", *arguments]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(
            command, cwd=folder.path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ended = []
    for process in running:
        out, err = process.communicate(timeout=60)
        ended.append(subprocess.CompletedProcess(command, process.returncode, out, err))
    return ended


def test_a_lost_ledger_costs_reads_not_duplicates(ready: Folder) -> None:
    """What is up is recognised among the channel's own uploads by the name and size of its file."""
    ready.upload()
    lose_ledger(ready)
    result = ready.upload()
    assert (result.code, result.json["changes"]) == (0, [])
    assert len(ready.videos()) == 2


def test_two_syncs_at_once_make_nothing_twice(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"latency_ms": 60})
    ended = at_once(folder, "sync", "--sandbox", "--yes")
    assert sorted(each.returncode for each in ended) == [0, 8]
    assert "at work" in "".join(each.stderr for each in ended)
    folder.steer("PUT", "settings", {"latency_ms": 0})
    assert folder.sync().json["changes"] == []
    assert len(folder.playlists()) == 7


def test_two_uploads_at_once_send_a_file_once(ready: Folder) -> None:
    ready.steer("PUT", "settings", {"latency_ms": 60})
    at_once(ready, "upload", "--sandbox", "--yes")
    ready.steer("PUT", "settings", {"latency_ms": 0})
    assert ready.upload().code == 0
    assert len(ready.videos()) == 2


def test_two_first_runs_at_once_make_one_ledger(folder: Folder) -> None:
    for _ in range(3):
        lose_ledger(folder)
        assert [each.stderr for each in at_once(folder, "quota", "--sandbox")] == ["", ""]


def test_an_entry_named_twice_goes_up_once(ready: Folder) -> None:
    assert ready.upload("--only", "a.mp4", "--only", "a.mp4").code == 0
    assert len(ready.videos()) == 1


def test_a_file_and_its_video_in_one_manifest_are_a_problem(ready: Folder) -> None:
    """They would stand twice in a section, and their titles would take turns."""
    ready.upload("--only", "a.mp4")
    (video,) = ready.videos()
    ready.write("videos.yaml", "videos:\n" + ENTRY.format(file="a.mp4", title="A") + f"  - video: {video['id']}\n")
    result = ready.upload()
    assert result.code == 3
    assert "videos.yaml:5:" in result.err


def test_metadata_edited_between_a_break_and_its_resumption_are_what_the_video_gets(ready: Folder) -> None:
    """The session was begun with the old title; what differs is written when the video is there."""
    ready.fault(INSERT, *["503"] * 12, phase="bytes")
    assert ready.upload("--only", "a.mp4").code == 6
    ready.replace("title: A\n", "title: A mới\n", "videos.yaml")
    while ready.steer("GET", "faults")["faults"]:
        ready.upload("--only", "a.mp4")
    assert ready.upload("--only", "a.mp4").code == 0
    (video,) = ready.videos()
    assert video["snippet"]["title"] == "A mới"


def test_a_session_that_ended_with_an_error_does_not_block_its_file_for_ever(ready: Folder) -> None:
    """An ended session repeats its final answer; the next run begins a new one."""
    ready.fault(INSERT, "400-invalidTags", phase="bytes")
    assert ready.upload("--only", "a.mp4").code == 6
    assert ready.upload("--only", "a.mp4").code == 0
    assert len(ready.videos()) == 1


def test_a_scope_missing_in_the_middle_of_an_upload_is_told_as_that(ready: Folder) -> None:
    ready.fault(INSERT, "403-insufficientPermissions", phase="bytes")
    result = ready.upload("--only", "a.mp4")
    assert result.code == 4
    assert "auth login" in result.err


def test_what_a_spent_upload_budget_leaves_is_waiting_not_failed(ready: Folder) -> None:
    ready.fault(INSERT, "429-quota", phase="begin")
    result = ready.upload()
    assert result.code == 5
    assert result.json["failed"] == []
    assert [each["kind"] for each in result.json["waiting"]] == ["video", "entry", "video", "entry"]


def test_an_upload_that_is_begun_needs_no_budget(ready: Folder) -> None:
    """Only the start of a session is charged."""
    ready.fault(INSERT, *["503"] * 6, phase="bytes")
    ready.upload("--only", "b.mp4")
    ready.steer("PUT", "settings", {"quota": {"videos.insert": 1}})
    assert ready.upload().code == 5
    assert [video["snippet"]["title"] for video in ready.videos()] == ["B"]


def test_a_file_that_vanishes_after_the_plan_fails_alone(ready: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(MP4.parent / "anh.jpg", ready.path)
    ready.replace("title: A\n", "title: A\n    thumbnail: anh.jpg\n", "videos.yaml")
    from ytchannel.workflows import upload as workflow

    planned = workflow.plan

    def plan(*arguments: object, **more: object) -> object:
        made = planned(*arguments, **more)  # type: ignore[arg-type]
        (ready.path / "anh.jpg").unlink()
        return made

    monkeypatch.setattr(workflow, "plan", plan)
    result = ready.upload()
    assert (result.code, [each["kind"] for each in result.json["failed"]]) == (6, ["thumbnail"])
    assert len(ready.videos()) == 2


def test_a_touched_or_moved_file_is_still_known(ready: Folder) -> None:
    """Dates of the manifest pass; a file that is up does not become new by its time of change."""
    ready.replace("title: A\n", "title: A\n    publish_at: 2099-12-01 07:00\n", "videos.yaml")
    ready.upload()
    os.utime(ready.path / "a.mp4", (1, 1))
    ready.replace("2099-12-01", "2020-12-01", "videos.yaml")
    assert ready.upload().json["changes"] == []


def test_gone_videos_are_in_the_json_and_a_dry_run_ends_0(ready: Folder) -> None:
    ready.upload()
    video = next(each for each in ready.videos() if each["snippet"]["title"] == "A")
    ready.request("DELETE", f"videos?id={video['id']}")
    result = ready.run("upload", "--sandbox", "--dry-run", "--json")
    assert result.code == 0
    assert [each["key"] for each in result.json["failed"]] == ["a.mp4"]
    assert video["id"] in result.json["failed"][0]["error"]["message"]


def test_a_remembered_playlist_that_another_section_declares_is_not_shared(folder: Folder) -> None:
    """Two sections on one playlist would rename it in turns."""
    folder.sync()
    playlist = next(each for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    folder.write(
        "playlists.yaml",
        f"{text}\n  - key: muc-moi\n    title: Mục mới\n    id: {playlist['id']}\n    privacy: public\n",
    )
    folder.sync()
    assert folder.sync().json["changes"] == []
    assert len(folder.playlists()) == 8


def test_a_folder_with_the_ids_of_the_real_channel_can_be_tried_on_the_sandbox(folder: Folder) -> None:
    folder.replace("channel:\n", "channel:\n  id: UCabcdefghijklmnopqrstuv\n")
    folder.replace("  - key: tin-co-so\n", "  - key: tin-co-so\n    id: PLabcdefghijklmnopqrstuvwxyz012345\n")
    assert folder.sync().code == 0
    assert folder.run("demo").code == 0


def test_a_shelf_for_a_playlist_that_would_be_private_is_a_problem(folder: Folder) -> None:
    """YouTube refuses a private playlist on a shelf, and a playlist without declared privacy is made private."""
    folder.replace("    privacy: public\n    language: vi\n    shelf: true", "    language: vi\n    shelf: true")
    result = folder.sync()
    assert result.code == 3
    assert "privacy: public" in result.err
    assert folder.playlists() == []


@pytest.mark.parametrize("name", ["k?x", "k#%41x", "thư mục có dấu cách"])
def test_the_ledger_stays_in_its_folder_whatever_the_folder_is_called(folder: Folder, name: str) -> None:
    inner = folder.path / name
    inner.mkdir()
    shutil.copy(folder.path / "playlists.yaml", inner)
    assert folder.run("sync", "--sandbox", "--yes", "--config", str(inner / "playlists.yaml")).code == 0
    assert (inner / ".ytchannel" / "sandbox-ledger.db").exists()
    assert sorted(path.name for path in folder.path.iterdir()) == sorted([name, "playlists.yaml"])


def test_a_damaged_ledger_is_told_with_its_remedy(folder: Folder) -> None:
    folder.sync()
    lose_ledger(folder)
    folder.write(".ytchannel/sandbox-ledger.db", "this is no database, and long enough to be read as one " * 50)
    result = folder.sync()
    assert result.code == 3
    assert "Move it away" in result.err
    assert result.json["error"]["exit"] == 3


def test_a_ledger_of_a_later_version_is_left_alone(folder: Folder) -> None:
    import sqlalchemy as sa

    folder.sync()
    engine = sa.create_engine(f"sqlite:///{folder.path / '.ytchannel' / 'sandbox-ledger.db'}")
    with engine.begin() as connection:
        connection.execute(sa.insert(migrations.APPLIED).values(number=99))
    engine.dispose()
    result = folder.sync()
    assert result.code == 3
    assert "later version" in result.err


def test_stats_finds_wrong_use_before_it_spends(folder: Folder) -> None:
    folder.sync()
    folder.steer("DELETE", "journal")
    for arguments in (
        ["-o", "x.txt"],
        ["--json", "--format", "csv"],
        ["--format", "csv", "-o", "no/such/folder/x.csv"],
    ):
        assert folder.run("stats", "--sandbox", *arguments).code == 2
    assert folder.journal() == []
    assert folder.run("stats", "--sandbox", "--json", "--format", "json", "-o", "x.json").code == 0
    assert json.loads((folder.path / "x.json").read_text(encoding="utf-8"))["channel"]["videos"] == 0


def test_json_has_its_document_in_every_ending(folder: Folder) -> None:
    assert folder.run("sync", "--sandbx", "--json").json["error"]["exit"] == 2
    assert folder.run("sync", "--sandbox", "--json").json["error"]["exit"] == 2
    assert folder.run("sync", "--json", "--yes").json["error"]["exit"] == 4


def test_files_are_checked_before_a_login_is_asked_for(folder: Folder) -> None:
    folder.write("videos.yaml", "videos:\n  - file: nothing.mp4\n    title: A\n")
    assert folder.run("upload", "--yes").code == 3
    assert folder.run("quota").code == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1:abc", "http://", "http://host:99999"])
def test_an_address_that_is_none_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", address)
    assert folder.run("sync", "--yes").code == 2


def test_a_profile_is_a_name_not_a_path(folder: Folder) -> None:
    for command in (["auth", "login"], ["auth", "logout"], ["sync"]):
        assert folder.run(*command, "--profile", "../../x").code == 2


def test_an_entry_that_is_there_already_counts_as_done(ready: Folder) -> None:
    """409 videoAlreadyInPlaylist is what was wanted, also while the list does not show it yet."""
    ready.fault("youtube.playlistItems.insert", "409-videoAlreadyInPlaylist")
    assert ready.upload("--only", "a.mp4").code == 0


def test_letters_that_the_terminal_lacks_do_not_end_a_run(folder: Folder) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1", "YTCHANNEL_LANG": "vi"}
    command = [sys.executable, "-m", "ytchannel", "sync", "--sandbox", "--yes"]
    done = subprocess.run(command, cwd=folder.path, env=environ, capture_output=True)
    assert done.returncode == 0
    assert len(folder.playlists()) == 7


def test_data_that_is_no_folder_is_said(folder: Folder) -> None:
    folder.write(".ytchannel", "a file")
    result = folder.sync()
    assert result.code == 3
    assert ".ytchannel" in result.err


def test_a_sandbox_that_is_no_database_is_said(folder: Folder) -> None:
    folder.write(".ytchannel/sandbox.db", "this is no database, and long enough to be read as one " * 50)
    result = folder.sync()
    assert result.code == 3
    assert "sandbox.db" in result.err


@pytest.mark.parametrize(
    ("typed", "code"),
    [([], 2), (["sync", "--lang", "fr"], 2), (["sync", "--profile", "--sandbox"], 2), (["--lang", "vi", "--help"], 0)],
)
def test_what_newcomers_type(typed: list[str], code: int) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "ytchannel", *typed], env=environ, capture_output=True, text=True)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_only_takes_a_section_too(ready: Folder) -> None:
    ready.replace("title: B\n    sections: [tin-co-so]", "title: B\n    sections: [theo-guong-bac]", "videos.yaml")
    ready.upload("--only", "theo-guong-bac")
    assert [video["snippet"]["title"] for video in ready.videos()] == ["B"]


def test_a_shelf_that_nobody_declares_is_named_by_its_playlist(folder: Folder) -> None:
    folder.sync()
    folder.replace("    shelf: true", "    shelf: false")
    result = folder.run("sync", "--sandbox", "--yes")
    assert "1 shelf is not declared and left alone (--prune deletes it, if it was made here): Tin thời sự" in result.out


def test_what_was_spent_counts_retries_too(folder: Folder) -> None:
    folder.sync()
    folder.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    folder.fault("youtube.playlists.update", "503", "503")
    assert "Done: 1 change, 150 units spent." in folder.run("sync", "--sandbox", "--yes").out


def test_each_upload_of_the_channel_is_looked_at_once(ready: Folder) -> None:
    """Recognising files costs reads in proportion to what is new, and the first partial run spoils nothing."""
    ready.upload()
    lose_ledger(ready)
    assert ready.upload("--only", "b.mp4").json["changes"] == []
    ready.steer("DELETE", "journal")
    assert ready.upload().json["changes"] == []
    assert len(ready.videos()) == 2


def test_two_files_of_one_name_and_size_are_told_apart_by_their_titles(ready: Folder) -> None:
    """Adopting the wrong video would give it another one's title, and never upload the other."""
    for number, day in ((1, "Ngày một"), (2, "Ngày hai")):
        (ready.path / str(number)).mkdir()
        (ready.path / str(number) / "clip.mp4").write_bytes(MP4.read_bytes() + day.encode())
    first = ENTRY.format(file="1/clip.mp4", title="Ngày một")
    ready.write("videos.yaml", "videos:\n" + first)
    ready.upload()
    lose_ledger(ready)
    ready.write("videos.yaml", "videos:\n" + first + ENTRY.format(file="2/clip.mp4", title="Ngày hai"))
    result = ready.upload()
    assert [(c["action"], c["kind"], c["title"]) for c in result.json["changes"]][:1] == [
        ("create", "video", "Ngày hai")
    ]
    assert sorted(video["snippet"]["title"] for video in ready.videos()) == ["Ngày hai", "Ngày một"]


def test_a_renamed_key_and_a_new_section_under_the_old_one_do_not_share_a_playlist(folder: Folder) -> None:
    folder.sync()
    folder.replace("key: tin-co-so", "key: tin-tu-co-so")
    folder.sync()
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    folder.write("playlists.yaml", f"{text}\n  - key: tin-co-so\n    title: Mục khác hẳn\n    privacy: public\n")
    assert [(c["action"], c["title"]) for c in folder.sync().json["changes"]] == [("create", "Mục khác hẳn")]
    assert folder.sync().json["changes"] == []


def test_a_copy_of_a_file_that_is_up_is_a_problem_also_when_it_is_chosen_alone(ready: Folder) -> None:
    ready.upload("--only", "a.mp4")
    shutil.copy(ready.path / "a.mp4", ready.path / "copy.mp4")
    text = (ready.path / "videos.yaml").read_text(encoding="utf-8")
    ready.write("videos.yaml", text + ENTRY.format(file="copy.mp4", title="Bản sao"))
    assert ready.upload("--only", "copy.mp4").code == 3


def test_a_reset_waits_for_a_run_that_is_at_work(folder: Folder) -> None:
    from ytchannel.ledger import alone

    folder.sync()
    with alone(folder.path / ".ytchannel" / "sandbox-ledger.db"):
        assert folder.run("sandbox", "reset").code == 8
    assert len(folder.playlists()) == 7


def test_output_that_cannot_be_written_is_said(folder: Folder) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "ytchannel", "quota", "--sandbox", "--json"]
        done = subprocess.run(command, cwd=folder.path, env=environ, stdout=full, stderr=subprocess.PIPE, text=True)
    assert "Traceback" not in done.stderr
