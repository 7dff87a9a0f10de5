"""init: the first files of a channel folder, and lists to fill in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel import words
from ytchannel.cli.options import Setting, common
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.render.screen import Screen
    from ytchannel.workflows.starting import Beginning


class Form(StrEnum):
    """The form of a list of videos."""

    xlsx = "xlsx"
    csv = "csv"
    yaml = "yaml"


_SUFFIXES = {Form.xlsx: (".xlsx",), Form.csv: (".csv",), Form.yaml: (".yaml", ".yml")}


@common
def init(
    setting: Setting,
    handle: Annotated[
        str | None, typer.Option("--handle", metavar="@NAME", show_default=False, help=_("The channel's handle."))
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="TITLE", show_default=False, help=_("A section's title; can be repeated.")),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option("--timezone", metavar="NAME", show_default=False, help=_("Of the channel; else this machine's.")),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="CODE", show_default=False, help=_("Of the videos; else the one spoken.")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Ask nothing; leave out what is not given."))] = False,
    manifest: Annotated[
        Form | None,
        typer.Option("--manifest", metavar="xlsx|csv|yaml", show_default=False, help=_("Write a list to fill in.")),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", show_default=False, help=_("Write the list to this file.")),
    ] = None,
) -> None:
    """Start a channel folder, or a list of videos."""
    from ytchannel.errors import UsageError
    from ytchannel.workflows.starting import refuse_if_there

    if output is not None and (manifest is None or output.suffix.lower() not in _SUFFIXES[manifest]):
        raise UsageError("list-form", file=output)
    starts = manifest is None or handle is not None or bool(section)
    written: list[Path] = []
    kept: list[Path] = []
    if starts:
        refuse_if_there(setting.config)  # before anybody answers questions for nothing
        _start(setting, _beginning(setting.screen, handle, timezone, language, section, yes=yes), written, kept)
    if manifest is not None:
        written.append(_blank(setting, manifest, output))
    for file in written:
        setting.screen.say(_("Written: {file}").format(file=_shown(file)), "green")
    for file in kept:
        setting.screen.say(_("There already, and kept: {file}").format(file=_shown(file)))
    _next(setting.screen, written[-1] if manifest else None)
    setting.screen.document({"written": written, "kept": kept})


def _start(setting: Setting, beginning: Beginning, written: list[Path], kept: list[Path]) -> None:
    from ytchannel.render import blanks, first_files
    from ytchannel.workflows.starting import SECRETS, start

    named = list(zip(beginning.keys, beginning.sections, strict=True))
    more = {f"{SECRETS}/README.md": first_files.credentials(), "videos.example.yaml": blanks.content("yaml", named)}
    started = start(setting.config, first_files.playlists(beginning), more)
    written += started.written
    kept += started.kept


def _blank(setting: Setting, form: Form, output: Path | None) -> Path:
    """Write a list to fill in; returns its file."""
    from ytchannel.config import find_manifest
    from ytchannel.render import blanks
    from ytchannel.workflows.starting import refuse_if_there, write_new

    channel = setting.channel()
    there = find_manifest(channel.folder) if output is None else None
    file = output or channel.folder / f"videos.{form}"
    refuse_if_there(there or file)  # two lists beside the channel file would be one too many
    write_new(file, blanks.content(form, [(section.key, section.title) for section in channel.sections]))
    return file


def _next(screen: Screen, made: Path | None) -> None:
    """What to do with it."""
    if made is not None:
        told = _("Fill it in, then look at what it would do: ytchannel upload {file} --dry-run")
        screen.say(told.format(file=_shown(made)))
        return
    screen.say(_("Look at playlists.yaml, then try it on the local YouTube: ytchannel sync --sandbox"))
    screen.say(_("A list of videos for Excel: ytchannel init --manifest xlsx"))
    screen.say(_("credentials/README.md tells how to come by the login for the real channel."))


def _beginning(
    screen: Screen,
    handle: str | None,
    timezone: str | None,
    language: str | None,
    sections: list[str] | None,
    *,
    yes: bool,
) -> Beginning:
    """What is given, checked, and the answers to what is not. Raises UsageError."""
    from ytchannel.config import rules, timezone_or_local
    from ytchannel.config.times import timezone as named
    from ytchannel.errors import UsageError
    from ytchannel.workflows.starting import Beginning

    given = {"--handle": handle, "--timezone": timezone, "--language": language}
    checks = {"--handle": rules.handle, "--timezone": named, "--language": rules.language}
    known = {flag: _checked(flag, value, checks[flag]) for flag, value in given.items() if value is not None}
    titles = [_checked("--section", title, rules.playlist_title) for title in sections or ()]
    usual = {"--handle": "", "--timezone": timezone_or_local(timezone), "--language": words.current()}
    if yes:
        known = usual | known
    elif not screen.interactive:
        if lacking := [*(["--handle"] if handle is None else ()), *([] if titles else ["--section"])]:
            raise UsageError("flags-lacking", flags=", ".join(lacking))
        known = usual | known
    else:
        questions = {
            "--handle": _("The channel's handle, with its @ (Enter leaves it out):"),
            "--timezone": _("Its time zone [{usual}]:").format(usual=usual["--timezone"]),
            "--language": _("The language of its videos [{usual}]:").format(usual=usual["--language"]),
        }
        for flag, question in questions.items():
            if flag not in known:
                known[flag] = _answer(screen, question, checks[flag]) or usual[flag]
        while not sections and (title := _answer(screen, _more(titles), rules.playlist_title)):
            titles.append(title)
    return Beginning(known["--handle"] or None, known["--timezone"], known["--language"], tuple(titles))


def _more(titles: list[str]) -> str:
    if not titles:
        return _("The title of the first section (Enter if there is none):")
    return _("The title of the next one (Enter if that was all):")


def _answer(screen: Screen, question: str, check: Callable[[str], str]) -> str:
    """An answer that is right, or empty; a wrong one is asked for again."""
    from ytchannel.config.rules import RuleError

    while text := screen.answer(question):
        try:
            return check(text)
        except RuleError as error:
            screen.warn(_told(error))
    return ""


def _checked(flag: str, value: str, check: Callable[[str], str]) -> str:
    """The value of an option, in NFC. Raises UsageError."""
    import unicodedata

    from ytchannel.config.rules import RuleError
    from ytchannel.errors import UsageError

    try:
        return check(unicodedata.normalize("NFC", value))
    except RuleError as error:
        raise UsageError("option-value", flag=flag, problem=_told(error)) from None


def _told(error: Exception) -> str:
    from ytchannel.config.rules import RuleError
    from ytchannel.errors import Problem
    from ytchannel.render import problems

    return problems.sentence(Problem(error.code, None, error.facts)) if isinstance(error, RuleError) else ""


def _shown(file: Path) -> str:
    from ytchannel.config.reading import shown_path
    from ytchannel.render.screen import plain

    return plain(shown_path(file))
