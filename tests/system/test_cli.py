"""The command line itself: help, mistakes, JSON, endings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ytchannel import words
from ytchannel.cli import run

if TYPE_CHECKING:
    from tests.system.conftest import Folder

ROOT = Path(__file__).parent.parent.parent
COMMANDS = [
    ["sync"], ["upload"], ["stats"], ["quota"], ["check"], ["demo"], ["auth", "login"], ["auth", "status"],
    ["auth", "logout"], ["sandbox", "serve"], ["sandbox", "reset"], ["sandbox", "seed"], ["sandbox", "fault"],
    ["sandbox", "journal"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_command_has_help_that_fits_80_columns(
    command: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words.use(language)
    assert run([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Usage: ytchannel" if language == "en" else "Cách dùng: ytchannel")
    assert max(len(line) for line in text.splitlines()) <= 80


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`{command[0]}" in readme
        assert command[-1] in readme


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["snyc"], "'sync'"),
        (["sync", "--sandbx"], "--sandbox"),
        (["sandbox", "fault"], "METHOD"),
        (["stats", "--format", "pdf"], "--format"),
        (["stats", "--format"], "--format"),
    ],
)
def test_a_mistake_is_met_with_what_was_meant(
    typed: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 2
    assert expected in capsys.readouterr().err


def test_mistakes_are_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    words.use("vi")
    run(["snyc"])
    assert "Không có lệnh “snyc”. Có phải bạn muốn dùng 'sync'?" in capsys.readouterr().err


def test_help_needs_none_of_the_heavy_libraries() -> None:
    """`--help` stays fast: what a command needs loads when it runs."""
    script = (
        "import sys; from ytchannel.cli import run; run(['--help']);"
        "heavy = {'googleapiclient', 'sqlalchemy', 'pydantic', 'requests', 'yaml', 'rich', 'babel'};"
        "sys.exit(' '.join(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.stderr.strip() == ""


def test_the_version_is_told(folder: Folder) -> None:
    assert folder.run("--version").out.startswith("ytchannel 0.")


@pytest.mark.parametrize("command", ["sync", "upload", "stats"])
def test_without_a_login_it_says_how_to_get_one(folder: Folder, command: str) -> None:
    folder.write("videos.yaml", "videos: []\n")
    result = folder.run(command, *(["--yes"] if command in ("sync", "upload") else []))
    assert result.code == 4
    assert "ytchannel auth login" in result.err


def test_a_missing_channel_file_is_a_problem_of_files(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--config", "nothing.yaml")
    assert result.code == 3
    assert "nothing.yaml" in result.err


BROKEN = """\
channel:
  handle: "@danguykhoidoanhnghiephp"
  timezone: Asia/Hanoi
  language: vi
sections:
  - key: tin-co-so
    titel: Tin cơ sở
    privacy: pubic
  - key: Tin Thời Sự
    title: A <b>
  - key: tin-co-so
    title: Tin cơ sở
"""


def test_all_problems_of_a_file_are_told_at_once_and_nothing_is_requested(folder: Folder) -> None:
    folder.write("playlists.yaml", BROKEN)
    result = folder.sync()
    assert result.code == 3
    lines = [line for line in result.err.splitlines() if line.startswith("playlists.yaml:")]
    assert {line.split(":")[1] for line in lines} >= {"3", "7", "8", "9", "10", "11"}
    assert all("; " in line for line in lines)  # what is wrong; what to write instead
    assert "titel" in result.err
    assert "title" in result.err
    assert not (folder.path / ".ytchannel" / "sandbox.db").exists()
    found = result.json
    assert (found["error"]["exit"], len(found["problems"])) == (3, len(lines))
    assert {"file", "line", "column", "code", "message"} <= found["problems"][0].keys()


def test_problems_are_told_in_vietnamese(folder: Folder) -> None:
    folder.write("playlists.yaml", BROKEN)
    words.use("vi")
    english_words = ("unknown", "write", " is not ", "must")
    result = folder.run("check", "--lang", "vi")
    assert result.code == 3
    assert not [word for word in english_words if word in result.err]


def test_check_of_good_files_ends_0(folder: Folder) -> None:
    assert folder.run("check").out.strip() == "No problems: 7 sections."


def test_check_tells_the_problems_of_the_manifest_even_beside_good_sections(folder: Folder) -> None:
    folder.write("videos.yaml", "videos:\n  - file: nothing.mp4\n    title: A\n    sections: [tin-co-s]\n")
    result = folder.run("check")
    assert result.code == 3
    assert "videos.yaml:2:" in result.err
    assert "tin-co-so" in result.err


def test_a_served_sandbox_that_is_not_there_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", "http://127.0.0.1:9")
    result = folder.run("sync", "--yes")
    assert result.code == 6
    assert "cannot be reached" in result.err


@pytest.mark.parametrize("value", ["maybe", "ftp://host"])
def test_a_wrong_sandbox_variable_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("YTCHANNEL_SANDBOX", value)
    result = folder.run("sync", "--yes")
    assert result.code == 2
    assert value in result.err


def test_a_fault_of_unknown_grammar_is_refused(folder: Folder) -> None:
    assert folder.run("sandbox", "fault", "youtube.playlists.insert", "explode").code == 2
    assert folder.run("sandbox", "fault", "youtube.playlists.explode", "503").code == 2


def test_titles_of_others_cannot_steer_the_terminal(folder: Folder) -> None:
    """Text from YouTube is data: no escape sequence and no markup of it reaches the screen."""
    folder.add_playlist("[bold]\x1b[31mđỏ\u202e[/bold]")
    result = folder.run("sync", "--sandbox", "--yes")
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    assert "[bold]" in result.out


def test_a_defect_of_ours_ends_1_with_a_log_without_secrets(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("https://host/upload?upload_id=AEnB2UqSECRET Bearer ya29.SECRET")

    monkeypatch.setattr("ytchannel.config.load_channel", broken)
    result = folder.run("check")
    assert result.code == 1
    (log,) = (folder.path / ".ytchannel").glob("crash-*.log")
    assert str(log) in result.err
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "SECRET" not in text


def test_quiet_says_nothing_when_all_is_well(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--yes", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_verbose_names_each_request(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--yes", "--verbose")
    assert result.err.count("youtube.playlists.insert  50 default") == 7


def test_stdout_has_one_json_document_and_nothing_else(folder: Folder) -> None:
    for arguments in (["sync", "--yes"], ["stats"], ["quota"], ["check"]):
        sandbox = [] if arguments == ["check"] else ["--sandbox"]
        json.loads(folder.run(*arguments, *sandbox, "--json").out)


def test_an_interruption_ends_130(folder: Folder) -> None:
    """Ctrl-C in the middle of an apply: what is done is committed, and the next run goes on."""
    folder.steer("PUT", "settings", {"latency_ms": 300})
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ytchannel", "sync", "--sandbox", "--yes"]
    process = subprocess.Popen(
        command,
        cwd=folder.path,
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
        stdout=subprocess.PIPE,
        # Who runs the tests in the background has the signal ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - one thread
    )
    assert process.stderr is not None
    process.stderr.readline()  # the first playlist is made
    process.send_signal(2)
    _, err = process.communicate()
    assert process.returncode == 130
    assert "Interrupted" in err
    folder.steer("PUT", "settings", {"latency_ms": 0})
    folder.sync()
    assert len(folder.playlists()) == 7


def test_the_demo_tells_the_story(folder: Folder) -> None:
    result = folder.run("demo")
    assert result.code == 0
    for step in range(1, 7):
        assert f"\n{step}. " in result.out
    assert "700 of the" in result.out
    assert "Nothing to do: the channel is as declared." in result.out
    assert "No byte went up twice." in result.out
    assert "Hải Phòng-Thành phố Hoa Phượng đỏ" in result.out
    assert not (folder.path / ".ytchannel").exists()  # it leaves nothing behind
