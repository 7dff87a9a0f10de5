"""Lists of videos from somebody who means harm, or from a broken disk: told as problems, in bounded memory and time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.config.hostile_files import sparse, texts, workbooks, yamls

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).parent.parent.parent
MOST = 500 * 1024  # kilobytes of memory, of the whole process
CHILD = """
import contextlib, io, json, resource, sys, time
from pathlib import Path
from ytchannel.cli import run
def peak():
    # What resource tells has the peak of the parent in it, which has made the files.
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
results = {}
for name in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    begun = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["check", name, "--json", "--lang", "en"])
    results[name] = [code, out.getvalue(), err.getvalue(), peak(), time.perf_counter() - begun]
print(json.dumps(results))
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `check` says of each file, all in one process, whose peak only grows."""
    folder = tmp_path_factory.mktemp("channel")
    shutil.copy(ROOT / "playlists.yaml", folder)
    files = sparse(folder)
    for form, contents in (("xlsx", workbooks()), ("csv", texts()), ("yaml", yamls())):
        for name, content in contents.items():
            file = folder / f"{name}.{form}"
            file.write_bytes(content)
            files.append(file)
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "folder.xlsx").mkdir()
    (folder / "passwd.tsv").symlink_to("/etc/passwd")
    files += [folder / "loop.csv", folder / "folder.xlsx", folder / "passwd.tsv"]
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=folder,
        input=json.dumps([file.name for file in files]),
        capture_output=True,
        text=True,
        timeout=300,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# These are lists all the same.
HARMLESS = {"merged.xlsx", "merged-many.xlsx", "long.csv"}


def test_every_hostile_list_is_refused_with_a_sentence(results: dict[str, Any]) -> None:
    assert len(results) > 60
    for name, (code, out, err, _, _) in results.items():
        assert code == (0 if name in HARMLESS else 3), (name, err[-500:])
        assert "Traceback" not in err, name
        document = json.loads(out)
        assert code == 0 or all(problem["message"] for problem in document["problems"]), name


def test_no_list_takes_much_memory_or_time(results: dict[str, Any]) -> None:
    assert {name: peak for name, (_, _, _, peak, _) in results.items() if peak > MOST} == {}


def test_what_stands_in_a_list_steers_no_terminal(results: dict[str, Any]) -> None:
    for name, (_, out, err, _, _) in results.items():
        assert not set(out + err) & set("\x1b\x07\u202e"), name
    assert "\\x1b[31m" in results["heading.csv"][2]
    assert "[red]" in results["heading.csv"][2]


def test_other_peoples_files_are_named_and_not_shown(results: dict[str, Any]) -> None:
    assert "root:" not in "".join(out + err for _, out, err, _, _ in results.values())
