"""`ytchannel` and `python -m ytchannel`: the language first, since help is said in it too; then the command."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line of this process and exit with the code that the contract gives to the outcome."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:  # answered before anything is imported
        from ytchannel import __version__

        sys.stdout.write(f"ytchannel {__version__}\n")
        return
    # Loading the libraries makes half a million objects and no garbage: looking for some takes a sixth of the start.
    gc.set_threshold(200_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used, and looking for them reads the disk
    from ytchannel import redaction, words

    words.use(words.choose(arguments, os.environ))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a letter that the terminal lacks must not end a run
    redaction.guard()  # to the very end, for what threads and the interpreter still say
    from ytchannel.cli import run

    code = run(arguments)
    gc.freeze()  # or the collection at exit would walk through all that the libraries have made: a third of a short run
    sys.exit(code)


if __name__ == "__main__":
    main()
