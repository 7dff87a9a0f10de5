"""The demo: the real commands, typed one after the other in a temporary folder, with a word before and after each."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ytchannel import words
from ytchannel.words import _
from ytchannel.workflows.connecting import Target
from ytchannel.workflows.steering import steer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ytchannel.render.screen import Screen

_PARTS = Path(__file__).parent.parent / "demo"
_VIDEOS = ("hoi-nghi.mp4", "co-so.mp4", "phong-su.mp4")
_SANDBOX = Target("embedded")
_CUT_AFTER = 10_000  # bytes of the first file
_RATE = 20_000  # bytes a second, so that the progress can be seen
_UPLOAD = "youtube.videos.insert"


def tell(config: Path, screen: Screen) -> None:
    """Tell the story with the channel file `config`, or with the example that comes along where there is none.

    Ends with the exit code of a command that did not end as the story goes.
    """
    source = (config if config.exists() else _PARTS / "playlists.yaml").absolute()
    folder = Path(tempfile.mkdtemp(prefix="ytchannel-"))
    called = _called(Path.cwd())
    with _inside(folder):
        shutil.copy(source, folder / "playlists.yaml")
        _Story(folder, screen, called).tell()
    shutil.rmtree(folder)  # kept when something went wrong: its log is in there


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before, variables = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.pop("YTCHANNEL_CONFIG", None)
    os.environ["YTCHANNEL_SANDBOX"] = "1"
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(variables)


class _Story:
    def __init__(self, folder: Path, screen: Screen, called: str) -> None:
        self._folder, self._screen, self._called = folder, screen, called

    def tell(self) -> None:
        self._say(_("This is ytchannel on a local YouTube. Nothing leaves this machine; no account is needed."))
        self._say(_("1. An empty channel, and playlists.yaml with its sections. What would be done, at what price?"))
        self._type("sync", "--dry-run")
        self._say(_("2. The same, applied. Everything that is done is remembered, so a crash would cost nothing."))
        self._type("sync", "--yes")
        self._say(_("3. Once more: the channel is as declared, so nothing is written."))
        self._type("sync", "--yes")
        self._say(_("4. Three videos and their list, videos.yaml. The line will break in the middle of the first one."))
        self._list_videos()
        self._steer("PUT", "settings", {"bandwidth": _RATE})
        self._steer("POST", "faults", {"method": _UPLOAD, "faults": [f"drop-after-{_CUT_AFTER}"]})
        self._steer("DELETE", "journal")
        self._type("upload", "--yes")
        self._tell_of_the_break()
        self._say(
            _("5. The report remembers today's figures; then a week goes by on the local YouTube, and people watch.")
        )
        self._type("stats", "--quiet")
        today = datetime.now(UTC)
        self._steer("PUT", "settings", {"now": f"{today + timedelta(days=7):%Y-%m-%dT%H:%M:%SZ}"})
        self._type("stats", "--from", f"{today:%Y-%m-%d}", "--to", f"{today + timedelta(days=6):%Y-%m-%d}")
        self._say(_("6. What all this has cost today:"))
        self._type("quota")
        self._say_what_next()

    def _say(self, text: str) -> None:
        self._screen.say("\n" + text, "bold")

    def _type(self, *arguments: str) -> None:
        from ytchannel.cli import run

        self._screen.say("$ ytchannel " + " ".join(arguments), "cyan")
        if code := run(arguments):
            raise typer.Exit(code)

    def _steer(self, verb: str, what: str, wish: object = None) -> dict[str, object]:
        return steer(self._folder, _SANDBOX, verb, what, wish)

    def _list_videos(self) -> None:
        """Write a manifest of the three videos for the first sections of the channel file."""
        from ytchannel.config import load_channel

        sections = load_channel(self._folder / "playlists.yaml").sections
        shutil.copy(_PARTS / "anh.jpg", self._folder)
        (self._folder / "video").mkdir()
        lines = ["videos:"]
        for number, file in enumerate(_VIDEOS):
            section = sections[number % len(sections)]
            shutil.copy(_PARTS / file, self._folder / "video")
            lines += [
                f"  - file: video/{file}",
                f'    title: "{section.title} {number + 1}"',
                f"    sections: [{section.key}]",
                "    privacy: public",
                *(["    thumbnail: anh.jpg"] if number == 0 else []),
            ]
        text = "\n".join(lines) + "\n"
        (self._folder / "videos.yaml").write_text(text, encoding="utf-8")
        self._screen.say(text, "dim")

    def _tell_of_the_break(self) -> None:
        """Say what the journal of the local YouTube has on the upload that was cut."""
        requests = self._steer("GET", "journal")["requests"]
        sent = [r["bytes"] for r in requests if r["method"] == _UPLOAD and r["bytes"]]  # type: ignore[attr-defined]
        text = _("The line broke after {kept} bytes; the other {rest} were sent after asking. No byte went up twice.")
        self._screen.say(text.format(kept=words.number(sent[0]), rest=words.number(sent[1])))

    def _say_what_next(self) -> None:
        self._say(_("What to type next:"))
        command = self._called
        for line, meaning in (
            (f"{command} sync --sandbox", _("the same in your own folder: edit playlists.yaml, run it, see the plan")),
            (f"{command} check", _("find every mistake in your files; nothing is sent")),
            (f"{command} auth login", _("the real channel; credentials/README.md tells what it needs")),
            (f"{command} --help", _("everything else")),
        ):
            self._screen.say(f"  {line:<{len(command) + 15}}  {meaning}")


def _called(folder: Path) -> str:
    """How the command is called in `folder`: by its name where it is on the path, else by where it lies."""
    if shutil.which("ytchannel"):
        return "ytchannel"
    beside = Path(sys.executable).with_name("ytchannel")
    return str(beside.relative_to(folder)) if beside.is_relative_to(folder) else str(beside)
