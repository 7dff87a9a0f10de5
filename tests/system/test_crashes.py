"""The process is killed before and after each single request of a sync; the next run completes it."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.transport import EmbeddedTransport

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.conftest import Folder

ENTRIES = 46


@pytest.fixture
def base(folder: Folder) -> Folder:
    """A channel folder whose sync makes 60 changes: seven playlists, seven shelves, 46 entries."""
    folder.steer("PUT", "settings", {"quota": {"default": 1_000_000}})
    folder.steer("POST", "seed", {"videos": ENTRIES, "playlists": 0, "seed": 5})
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    keys = [line.split(":")[1].strip() for line in text.splitlines() if line.startswith("  - key:")]
    text = text.replace("  timezone:", "  quota: {default: 1000000}\n  timezone:")
    folder.write("playlists.yaml", text.replace("    shelf: true", "    shelf: true\n    order: newest"))
    rows = [f'  - video: "{video}"\n    sections: [{keys[place % 7]}]' for place, video in enumerate(folder.uploads())]
    folder.write("videos.yaml", "videos:\n" + "\n".join(rows) + "\n")
    folder.steer("DELETE", "journal")
    return folder


def at(folder: Folder, path: Path) -> Folder:
    """The same channel folder copied to another place, where one is now."""
    shutil.copytree(folder.path, path, ignore=shutil.ignore_patterns("whole", "killed"))
    os.chdir(path)
    return type(folder)(path, folder._capsys)


def killed(folder: Folder, request: int, *, answered: bool) -> None:
    """Run the sync in a process of its own that dies at a request: before it is sent, or before its answer is read."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        return
    send, count = EmbeddedTransport.send, 0

    def dying(self: EmbeddedTransport, *sent: Any) -> Any:
        nonlocal count
        here, count = count == request, count + 1
        if here and answered:
            send(self, *sent)
        if here:
            os.kill(os.getpid(), signal.SIGKILL)
        return send(self, *sent)

    EmbeddedTransport.send = dying  # type: ignore[method-assign]
    from ytchannel.cli import run

    run(["sync", "--sandbox", "--yes", "--quiet"])
    os._exit(0)


def writes(folder: Folder) -> list[str]:
    return [
        each["method"] for each in folder.journal() if each["status"] == 200 and not each["method"].endswith(".list")
    ]


def state(folder: Folder) -> Any:
    """All playlists with their entries, and the shelves, by title."""
    playlists = {each["id"]: each["snippet"]["title"] for each in folder.playlists()}
    sections = folder.items("channelSections?part=snippet,contentDetails&mine=true")
    shelves = [playlists[each["contentDetails"]["playlists"][0]] for each in sections]
    return Counter(playlists.values()), {title: folder.entries(id_) for id_, title in playlists.items()}, shelves


@pytest.mark.timeout(300)
@pytest.mark.parametrize("answered", [False, True], ids=["before", "after"])
def test_a_sync_that_is_killed_at_any_request_is_completed_by_the_next(
    base: Folder, tmp_path: Path, answered: bool
) -> None:
    whole = at(base, tmp_path / "whole")
    assert whole.sync().json["applied"] == 14 + ENTRIES
    asked = [each["method"] for each in whole.journal()]
    wanted = state(whole)
    needed = Counter(writes(whole))
    assert sum(needed.values()) == 14 + ENTRIES
    for request in range(len(asked)):
        folder = at(base, tmp_path / "killed")
        killed(folder, request, answered=answered)
        assert folder.sync().code == 0
        assert state(folder) == wanted, (request, asked[request])
        assert Counter(writes(folder)) - needed <= Counter([asked[request]])
        os.chdir(base.path)
        shutil.rmtree(folder.path)
