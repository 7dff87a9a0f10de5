"""Commands on the user's files alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ytchannel import words
from ytchannel.cli.options import Setting, common
from ytchannel.words import _

if TYPE_CHECKING:
    from ytchannel.errors import Problem
    from ytchannel.model import Channel, Manifest
    from ytchannel.workflows.connecting import Target

ManifestArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[MANIFEST]",
        show_default=False,
        help=_("The manifest, or a folder of videos; else the videos.yaml, .xlsx or .csv beside the file."),
    ),
]


@common
def check(setting: Setting, manifest: ManifestArgument = None) -> None:
    """Check the channel file and the manifest."""
    from ytchannel.config import find_manifest, load_policy
    from ytchannel.errors import FilesError

    channel: Channel | None = None
    videos: Manifest | None = None
    problems: list[Problem] = []
    try:
        channel = setting.channel(media_here=True)
        file = manifest or find_manifest(channel.folder)
        if file is not None:
            videos = _videos(file, channel, setting.target)
    except FilesError as error:
        problems += error.problems
    try:
        load_policy(setting.config.parent)
    except FilesError as error:
        problems += error.problems
    if problems:
        raise FilesError(problems)
    sections = len(channel.sections) if channel else 0
    text = words.plural("{count} section", "{count} sections", sections)
    if videos:
        text += ", " + words.plural("{count} video", "{count} videos", len(videos.videos))
    setting.screen.say(_("No problems: {what}.").format(what=text), "green")
    if videos and videos.passed:
        from ytchannel.render import notes
        from ytchannel.workflows.jobs import passed_over

        for note in passed_over(videos):
            setting.screen.say(notes.note(note), "yellow")
    setting.screen.document({"problems": [], "sections": sections, "videos": len(videos.videos) if videos else 0})


def _videos(file: Path, channel: Channel, target: Target) -> Manifest:
    """The manifest; what the ledger, if there is one, knows to be up may have dates that have passed."""
    from ytchannel.config import load_manifest
    from ytchannel.workflows.connecting import ledger_file

    memory = ledger_file(channel.folder, target)
    if not memory.exists():
        return load_manifest(file, channel, now=datetime.now(UTC))
    from ytchannel.ledger import open_ledger
    from ytchannel.workflows.jobs import uploaded

    with open_ledger(memory) as ledger:
        return load_manifest(file, channel, now=datetime.now(UTC), uploaded=uploaded(ledger))
