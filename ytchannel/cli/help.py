"""Help in the language in use: what the command-line library says in English only is said here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer


class Command(TyperCommand):
    """A command."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - the library's own types are private
        """`--help` with its description in the language in use."""
        return _described(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """The line of usage."""
        _write_usage(self, ctx, formatter)


class Group(TyperGroup):
    """A command that has commands below it."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """`--help` with its description in the language in use."""
        return _described(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """The line of usage."""
        _write_usage(self, ctx, formatter)


def add(app: typer.Typer, name: str, help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:  # noqa: A002
    """Register a command of `app`."""
    return app.command(name, cls=Command, help=help)


def _described(option: Any) -> Any:  # noqa: ANN401 - as above
    if option is not None:
        option.help = _("Show this help and exit.")
    return option


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))
