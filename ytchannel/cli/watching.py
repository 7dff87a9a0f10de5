"""upload --watch: round after round, until somebody ends it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel import words
from ytchannel.cli.options import Setting, zone
from ytchannel.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.errors import Problem
    from ytchannel.policy import Action
    from ytchannel.workflows.connecting import Time
    from ytchannel.workflows.watching import Failed, Inbox

WatchFolder = Annotated[
    Path | None,
    typer.Option(
        "--watch",
        metavar="DIR",
        show_default=False,
        help=_("Keep uploading the files that come into this folder, once they are finished; needs --yes."),
    ),
]

# Nothing that comes into the folder mends a defect, the command line, or a login.
_ENDS = (1, 2, 4)
_SPENT = 5


Upload = Callable[[Callable[[Path], bool], Callable[[Sequence["Problem"]], object]], None]


def watch(setting: Setting, folder: Path, upload: Upload, *, yes: bool, asked: Collection[Action] = ()) -> None:
    """Upload what is finished in the folder, again and again.

    `upload` takes what tells whether a file is, and what wants to know of problems in files.

    Ends by Ctrl-C, and by what no file can mend. Raises UsageError, FilesError, and GuardError when the actions that
    are `asked` for by its options are not for who runs this.
    """
    from ytchannel.errors import AnswerNeededError, UsageError
    from ytchannel.render.screen import plain
    from ytchannel.workflows import watching
    from ytchannel.workflows.connecting import Time
    from ytchannel.workflows.permitting import permission

    if setting.screen.as_json:
        raise UsageError("watch-json")
    if not folder.is_dir():
        raise UsageError("watch-folder", file=folder)
    if not yes:
        raise AnswerNeededError
    channel = setting.channel()
    permission(channel.folder, setting.profile, asked).require()
    inbox, time, place = watching.Inbox(folder), Time(), zone(channel)
    screen = setting.screen
    screen.say(_("Watching {folder}. Ctrl-C ends it.").format(folder=plain(folder)))

    def tell(again: datetime) -> None:
        screen.say(_("Going on at {time}.").format(time=words.when(again, place)), "yellow")

    watching.watch(inbox, time, lambda: _rounds(setting, time, inbox, upload), tell)


def _rounds(setting: Setting, time: Time, inbox: Inbox, upload: Upload) -> Failed | None:
    """Upload, and once more without the files that something is wrong with, as long as there are others."""
    while True:
        aside: list[bool] = []
        failed = _round(
            setting,
            time,
            lambda: upload(inbox.is_finished, lambda problems: aside.append(inbox.set_aside(problems))),  # noqa: B023
        )
        if not any(aside) or not inbox.finished:
            return failed


def _round(setting: Setting, time: Time, upload: Callable[[], None]) -> Failed | None:
    """One upload. Raises Exit for what no file can mend."""
    from ytchannel.errors import ChannelToolError
    from ytchannel.quota import resets_at
    from ytchannel.render import errors
    from ytchannel.workflows.watching import Failed

    try:
        upload()
    except typer.Exit as end:
        code = end.exit_code
    except ChannelToolError as error:
        errors.show(error, setting.screen)
        code = error.exit_code
    else:
        return None
    if code in _ENDS:
        raise typer.Exit(code)
    if code == _SPENT:
        return Failed(resets_at(time.now()) + timedelta(minutes=1))
    return Failed() if code else None
