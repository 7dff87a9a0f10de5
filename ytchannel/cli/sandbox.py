"""The local YouTube: serve it, steer it, and the demo that runs on it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel import private
from ytchannel.cli.help import Group, add
from ytchannel.cli.options import Language, Setting, common
from ytchannel.errors import UsageError
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.workflows.connecting import Target

app = typer.Typer(help=_("Serve and steer the local YouTube."), cls=Group, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group(lang: Language = "") -> None:
    """The language of the group's own help."""


_HOST = typer.Option("--host", metavar="HOST", help=_("The address to listen on."))


@add(app, "serve", _("Serve the local YouTube over HTTP."))
def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=_("The port; 0 is any that is free."))] = 8080,
    host: Annotated[str, _HOST] = "127.0.0.1",
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help=_("Keep its state in this file; else in memory."))
    ] = None,
    strict_auth: Annotated[
        bool, typer.Option("--strict-auth", help=_("Take only tokens that were granted, or that its settings name."))
    ] = False,
    client_file: Annotated[
        Path | None,
        typer.Option(
            "--client-file", metavar="FILE", help=_("Write the OAuth client of a desktop app into this file.")
        ),
    ] = None,
    tv_client_file: Annotated[
        Path | None,
        typer.Option("--tv-client-file", metavar="FILE", help=_("Write the OAuth client of a TV into this file.")),
    ] = None,
    lang: Language = "",
) -> None:
    """Serve the local YouTube."""
    from ytchannel.cli.options import told
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.connecting import DATA

    with told(Screen()):
        try:
            from ytchannel.sandbox.serve import ClientFileTakenError, DataUnusableError, FileUnusableError
            from ytchannel.sandbox.serve import serve as run
        except ImportError:
            raise UsageError("serve-extra") from None
        try:
            if data is not None and data.absolute().parent.name == DATA:
                private.folder(data.parent)
            run(data, host, port, strict_auth=strict_auth, client_file=client_file, tv_client_file=tv_client_file)
        except FileUnusableError as error:
            codes = {DataUnusableError: "data-unusable", ClientFileTakenError: "client-file-taken"}
            code = codes.get(type(error), "client-file-unwritable")
            raise UsageError(code, file=error.file, reason=error.reason) from None
        except OSError as error:
            # What asyncio puts around the system's words says nothing more; an unknown name's number is below zero.
            reason = os.strerror(error.errno) if error.errno is not None and error.errno > 0 else error.strerror
            raise UsageError("port-taken", host=host, port=port, reason=reason or error) from None


@add(app, "reset", _("Empty the channel and fill the budgets."))
@common
def reset(setting: Setting) -> None:
    """Empty the sandbox."""
    from ytchannel.workflows.steering import reset

    setting.screen.document(reset(_folder(setting), _target(setting)))
    setting.screen.say(_("The sandbox is empty: {place}").format(place=_place(setting)))


@add(app, "seed", _("Fill the channel with videos and playlists."))
@common
def seed(
    setting: Setting,
    videos: Annotated[int, typer.Option("--videos", min=0, help=_("How many videos."))] = 100,
    playlists: Annotated[int, typer.Option("--playlists", min=0, help=_("How many playlists."))] = 7,
    items: Annotated[int, typer.Option("--items-per-playlist", min=0, help=_("How many entries in each."))] = 10,
    seed: Annotated[int, typer.Option("--seed", help=_("The same number gives the same channel."))] = 1,
) -> None:
    """Fill the sandbox."""
    from ytchannel.workflows.steering import steer

    wish = {"videos": videos, "playlists": playlists, "items_per_playlist": items, "seed": seed}
    setting.screen.document(steer(_folder(setting), _target(setting), "POST", "seed", wish))
    told = _("The sandbox has {videos} videos and {playlists} playlists: {place}")
    setting.screen.say(told.format(place=_place(setting), **wish))


@add(app, "fault", _("Queue faults for a method of the API."))
@common
def fault(
    setting: Setting,
    method: Annotated[
        str, typer.Argument(metavar="METHOD", show_default=False, help=_("Such as youtube.playlists.insert."))
    ],
    faults: Annotated[
        list[str],
        typer.Argument(
            metavar="FAULT",
            show_default=False,
            help=_(
                "One a request, in turn: CODE, CODE-reason, CODE-after-N, CODE-done, html-CODE, empty-CODE, drop, "
                "drop-after-N, lose, short-N, expire, slow-T, stale-N, process-fail."
            ),
        ),
    ],
) -> None:
    """Queue faults."""
    from ytchannel.workflows.steering import steer

    # Every API's name begins so; that of the Data API may be left out.
    wish = {"method": method if method.startswith("youtube") else f"youtube.{method}", "faults": faults}
    setting.screen.document(steer(_folder(setting), _target(setting), "POST", "faults", wish))
    setting.screen.say(_("Queued in the sandbox {place}").format(place=_place(setting)))


@add(app, "journal", _("List the requests it has had, with their price."))
@common
def journal(
    setting: Setting,
    clear: Annotated[bool, typer.Option("--clear", help=_("Empty the journal instead."))] = False,
) -> None:
    """List the requests."""
    from ytchannel.render import journals
    from ytchannel.workflows.steering import steer

    if clear:
        setting.screen.document(steer(_folder(setting), _target(setting), "DELETE", "journal"))
        return
    found = steer(_folder(setting), _target(setting), "GET", "journal")
    journals.show(found, setting.screen)
    setting.screen.document(found)


def demo(
    config: Annotated[
        Path, typer.Option("--config", metavar="FILE", help=_("The channel file to tell the story with, if it exists."))
    ] = Path("playlists.yaml"),
    lang: Language = "",
) -> None:
    """Tell the whole story on a local YouTube."""
    from ytchannel.cli.options import told
    from ytchannel.cli.story import tell
    from ytchannel.render.screen import Screen

    screen = Screen()
    with told(screen):
        tell(config, screen)


def _folder(setting: Setting) -> Path:
    return setting.config.absolute().parent


def _place(setting: Setting) -> str:
    """Which sandbox it is that was steered, for people: the address of a served one, or its file."""
    from ytchannel.workflows.connecting import sandbox_file

    return _target(setting).url or str(sandbox_file(_folder(setting)))


def _target(setting: Setting) -> Target:
    """The served sandbox where one is named, else the embedded one."""
    from ytchannel.workflows.connecting import Target

    chosen = setting.target
    return Target("embedded") if chosen.where == "real" else chosen
