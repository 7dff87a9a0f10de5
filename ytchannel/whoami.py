"""Who runs this program, as the system knows it."""

from __future__ import annotations

import getpass
import os


def system_user() -> str:
    """The name of the user of the system; "?" where there is none, as in a container.

    It comes from no environment variable, which anybody can set, where the system can tell: everywhere but on Windows.
    """
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        pass
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "?"
