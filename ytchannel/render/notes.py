"""What a plan leaves as it is: the resources that nobody declared, and what was noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render import pull_notes
from ytchannel.render.naming import called
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.plan import Item, Note


def kept(items: Sequence[Item]) -> list[str]:
    """Name the resources that nobody declared: they are left as they are."""
    told = []
    if playlists := [item for item in items if item.kind == "playlist"]:
        told.append(
            words.plural(
                "{count} playlist is not declared and left alone: {names}",
                "{count} playlists are not declared and left alone: {names}",
                len(playlists),
                names=_names(playlists),
            )
        )
    if shelves := [item for item in items if item.kind == "shelf"]:
        told.append(
            words.plural(
                "{count} shelf is not declared and left alone (--prune deletes it, if it was made here): {names}",
                "{count} shelves are not declared and left alone (--prune deletes what was made here): {names}",
                len(shelves),
                names=_names(shelves),
            )
        )
    return told


def note(noticed: Note) -> str:
    """What was noticed and is left as it is."""
    count = noticed.count
    where = {"section": noticed.section, "names": ", ".join(plain(name) for name in noticed.names)}
    match noticed.code:
        case "not-up":
            return words.plural(
                "{count} video of the list is not up, as far as is known here; `ytchannel upload` brings it up.",
                "{count} videos of the list are not up, as far as is known here; `ytchannel upload` brings them up.",
                count,
            )
        case "filtered":
            return words.plural("{count} video fits.", "{count} videos fit.", count)
        case "notify-once":
            return words.plural(
                "Subscribers hear of one video of this run; {count} other goes up without a notice "
                "(--notify-each gives each its own): {names}",
                "Subscribers hear of one video of this run; {count} others go up without a notice "
                "(--notify-each gives each its own): {names}",
                count,
                **where,
            )
        case "not-looked-at":
            return words.plural(
                "{count} section was not looked at, since its counts have not changed: {names}",
                "{count} sections were not looked at, since their counts have not changed: {names}",
                count,
                **where,
            )
        case "folder-other":
            return words.plural(
                "{count} file in the folder is no video, and is passed over.",
                "{count} files in the folder are no videos, and are passed over.",
                count,
            )
        case "folder-unfinished":
            return words.plural(
                "{count} file in the folder is not finished yet, and is passed over.",
                "{count} files in the folder are not finished yet, and are passed over.",
                count,
            )
        case "folder-link":
            return words.plural(
                "{count} link in the folder is not followed: put the file itself there.",
                "{count} links in the folder are not followed: put the files themselves there.",
                count,
            )
    if noticed.code.startswith("entry"):
        return _of_entries(noticed)
    return _undone(noticed) if noticed.code.startswith("undo") else pull_notes.sentence(noticed)


def _of_entries(noticed: Note) -> str:
    """What stands in a section, or does not, although the list or its rule says otherwise."""
    count = noticed.count
    where = {"section": noticed.section, "names": ", ".join(plain(name) for name in noticed.names)}
    match noticed.code:
        case "entry-twice":
            return words.plural(
                "{section}: {count} entry shows a video that stands there already, and is left alone: {names}",
                "{section}: {count} entries show videos that stand there already, and are left alone: {names}",
                count,
                **where,
            )
        case "entry-gone":
            return words.plural(
                "{section}: {count} entry of a deleted video is left alone.",
                "{section}: {count} entries of deleted videos are left alone.",
                count,
                **where,
            )
        case "entry-by-hand":
            return words.plural(
                "{section}: {count} entry is neither listed nor gathered, and stays.",
                "{section}: {count} entries are neither listed nor gathered, and stay.",
                count,
                **where,
            )
        case "entry-unsure":
            return words.plural(
                "{section}: {count} entry may be of a video of the list that is not known here to be up, and stays.",
                "{section}: {count} entries may be of videos of the list that are not known here to be up, and stay.",
                count,
                **where,
            )
        case "entry-order":
            return words.plural(
                "{section}: its order names {count} video that is not in it: {names}",
                "{section}: its order names {count} videos that are not in it: {names}",
                count,
                **where,
            )
        case "entry-missing":
            return words.plural(
                "{section}: {count} video of the list is not on YouTube: {names}",
                "{section}: {count} videos of the list are not on YouTube: {names}",
                count,
                **where,
            )
    raise ValueError(noticed.code)


def _undone(noticed: Note) -> str:
    """What does not come back, and why."""
    match noticed.code:
        case "undo-video":
            text = N_("Uploaded videos stay; delete them in YouTube Studio if they are to go: {names}")
        case "undo-thumbnail":
            text = N_("YouTube does not give back the picture that a thumbnail replaced: {names}")
        case "undo-caption":
            text = N_("Captions are not taken back; YouTube Studio deletes them: {names}")
        case "undo-cover":
            text = N_(
                "YouTube does not give back the cover that was replaced or taken away; `ytchannel sync` sets those "
                "that are declared: {names}"
            )
        case "undo-gone":
            text = N_("Not there any more, so there is nothing to take back: {names}")
        case "undo-anew":
            text = N_("Comes back with another id, so that links to the deleted one stay dead: {names}")
        case "undo-filled":
            text = N_("Has entries by now that this run did not put in, so it is left alone: {names}")
        case "undo-changed":
            text = N_("Changed again since, so it is left alone: {names}")
        case "undo-same":
            text = N_("As it was before already: {names}")
        case "undo-unsure":
            text = N_("The run died while it wrote this, and nobody knows whether it happened; look at it: {names}")
        case _:
            text = N_("This cannot be taken back: {names}")
    return _(text).format(names=", ".join(plain(name) for name in noticed.names))


def _names(items: Sequence[Item]) -> str:
    return ", ".join(called(item.kind, item.title or item.fields.get("type") or item.id or "") for item in items)
