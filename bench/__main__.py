"""All benchmarks, or those named on the command line: commands, figures, manifests, sandbox, stats, sync, uploads."""

from __future__ import annotations

import sys

from bench import commands, figures, manifests, sandbox, stats, sync, uploads

ALL = {
    "commands": commands.run,
    "figures": figures.run,
    "manifests": manifests.run,
    "sandbox": sandbox.run,
    "stats": stats.run,
    "sync": sync.run,
    "uploads": uploads.run,
}


def main(names: list[str]) -> int:
    """Run them; 1 when a bound is broken."""
    unknown = set(names) - set(ALL)
    if unknown:
        sys.stderr.write(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(ALL)}.\n")
        return 2
    good = [ALL[name]() for name in names or ALL]  # all of them, also after one that is over its bound
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
