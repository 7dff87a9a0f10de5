"""The options that every command on a channel has, and what a command is given for them."""

from __future__ import annotations

import inspect
import logging
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from ytchannel.errors import ChannelToolError, UsageError
from ytchannel.policy import PROFILE
from ytchannel.words import LANGUAGES, _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ytchannel.model import Channel
    from ytchannel.policy import Action
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.connecting import Connection, Target

_SOON = timedelta(days=2)


def _spoken(value: str) -> str:
    if value and value not in LANGUAGES:
        raise typer.BadParameter(_("there are vi and en"))
    return value


Language = Annotated[
    str,
    typer.Option("--lang", metavar="vi|en", show_default=False, callback=_spoken, help=_("The language to speak.")),
]


@dataclass(frozen=True)
class Setting:
    """The common options of one run."""

    config: Path
    profile: str | None
    sandbox: bool
    screen: Screen

    @property
    def target(self) -> Target:
        """Which YouTube. Raises UsageError."""
        from ytchannel.workflows.connecting import target

        return target(self.sandbox, os.environ)

    def channel(self, *, media_here: bool = False) -> Channel:
        """What the channel file declares, its pictures looked at if they have to be here. Raises FilesError."""
        from ytchannel.config import load_channel

        return load_channel(self.config, media_here=media_here)

    @contextmanager
    def connected(
        self, channel: Channel, *, writes: bool = False, asked: Collection[Action] = ()
    ) -> Iterator[Connection]:
        """The connection to the channel; errors inside the block are told in the channel's time zone.

        `asked` are the actions that the options ask for, which have to be for who runs a command that `writes`.
        """
        from ytchannel.workflows.connecting import connect

        opened = connect(channel, self.target, self.profile, writes=writes, asked=asked)
        with told(self.screen, channel), opened as connection:
            try:
                yield connection
            finally:
                self._warn_of_end(connection)

    def _warn_of_end(self, connection: Connection) -> None:
        """Say that the login ends soon, while there is time to log in anew."""
        ends, now = connection.login_ends, connection.time.now()
        if ends and now < ends < now + _SOON:
            from ytchannel.words import when

            told = _("Your login ends at {time}. Run `ytchannel auth login` before that, and no work is held up.")
            self.screen.warn(told.format(time=when(ends, connection.zone)))


@contextmanager
def told(screen: Screen, channel: Channel | None = None) -> Iterator[None]:
    """Say an error of the tree and end with its exit code."""
    try:
        yield
    except ChannelToolError as error:
        from ytchannel.render import errors

        errors.show(error, screen, ZoneInfo(channel.timezone) if channel else None)
        raise typer.Exit(error.exit_code) from None


def zone(channel: Channel) -> ZoneInfo:
    """The channel's time zone."""
    return ZoneInfo(channel.timezone)


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the common options; it receives them as one `Setting`, its first argument."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]

    @wraps(command)
    def with_options(**values: Any) -> None:  # noqa: ANN401 - the options of any command
        from ytchannel.render.screen import Screen

        screen = Screen(as_json=values.pop("as_json"), quiet=values.pop("quiet"))
        _log(verbose=values.pop("verbose"))
        values.pop("lang")  # chosen before the command line was read
        setting = Setting(values.pop("config"), values.pop("profile"), values.pop("sandbox"), screen)
        with told(screen):
            if setting.profile is not None and not PROFILE.fullmatch(setting.profile):
                raise UsageError("profile-name", value=setting.profile)
            command(setting, **values)

    with_options.__signature__ = inspect.Signature([*own, *_common()])  # type: ignore[attr-defined]
    with_options.__annotations__ = {}
    return with_options


def _common() -> list[inspect.Parameter]:
    def option(name: str, kind: Any, default: object, *names: str, **more: Any) -> inspect.Parameter:  # noqa: ANN401
        annotation = Annotated[kind, typer.Option(*names, **more)]
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)

    config = {"envvar": "YTCHANNEL_CONFIG", "help": _("The channel file; everything else is found beside it.")}
    return [
        option("config", Path, Path("playlists.yaml"), "--config", metavar="FILE", **config),
        option(
            "profile", str | None, None, "--profile", metavar="NAME", help=_("Which login, where there are several.")
        ),
        option("sandbox", bool, False, "--sandbox", help=_("Use the local YouTube; nothing leaves this machine.")),
        option("as_json", bool, False, "--json", help=_("One JSON document on stdout, everything else on stderr.")),
        option("quiet", bool, False, "--quiet", help=_("Say only what went wrong.")),
        option("verbose", bool, False, "--verbose", help=_("Name each request on stderr.")),
        inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default="", annotation=Language),
    ]


def _log(*, verbose: bool) -> None:
    logger = logging.getLogger("ytchannel")
    logger.handlers.clear()
    if verbose:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
