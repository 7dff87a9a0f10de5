"""How long a user waits for a command, as a ratio to a baseline measured in the same run.

The baseline is `python -c "import typer"`. Machines drift, so the runs alternate and medians are compared.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 9
YTCHANNEL = [sys.executable, "-m", "ytchannel"]
BASELINE = [sys.executable, "-c", "import typer"]


def seconds(command: list[str], folder: Path) -> float:
    """The wall time of one whole process, which has to end well."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def ratio(name: str, command: list[str], baseline: list[str], folder: Path, bound: float | None = None) -> bool:
    """Print the ratio of medians, runs in turn after one that is not counted; False when it is over its bound."""
    seconds(command, folder), seconds(baseline, folder)
    pairs = [(seconds(command, folder), seconds(baseline, folder)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    limit = f"  (at most {bound:.0f})" if bound else ""
    print(f"{name:<44} {ours * 1000:7.0f} ms  {ours / theirs:5.2f} x import typer{limit}")
    return bound is None or ours / theirs <= bound


def run() -> bool:
    """Run all; False when a bound is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "playlists.yaml", folder)
        os.environ["PYTHONPATH"] = str(ROOT)
        sync = [*YTCHANNEL, "sync", "--sandbox", "--yes"]
        seconds(sync, folder)
        good = [
            ratio("ytchannel --version", [*YTCHANNEL, "--version"], BASELINE, folder),
            ratio("ytchannel --help", [*YTCHANNEL, "--help"], BASELINE, folder, 3),
            ratio("ytchannel check", [*YTCHANNEL, "check"], BASELINE, folder),
            ratio("ytchannel sync, nothing to change, embedded", sync, BASELINE, folder, 10),
        ]
    return all(good)
