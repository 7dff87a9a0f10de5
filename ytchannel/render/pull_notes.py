"""What a pull has noticed: what files say and the channel does not, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render.screen import plain

if TYPE_CHECKING:
    from ytchannel.plan import Note


def sentence(noticed: Note) -> str:
    """What was noticed, and what comes of it. The code is one of `workflows.pull`."""
    count, names = noticed.count, ", ".join(plain(name) for name in noticed.names)
    match noticed.code:
        case "pull-draft":
            return words.plural(
                "{count} section was never on the channel, as far as is known; `ytchannel sync` makes it: {names}",
                "{count} sections were never on the channel, as far as is known; `ytchannel sync` makes them: {names}",
                count,
                names=names,
            )
        case "pull-order":
            return words.plural(
                "{count} section stands otherwise than in its order; `ytchannel sync` puts it right: {names}",
                "{count} sections stand otherwise than in their order; `ytchannel sync` puts them right: {names}",
                count,
                names=names,
            )
        case "pull-collect":
            return words.plural(
                "{count} section lacks videos that it gathers; `ytchannel sync` puts them in: {names}",
                "{count} sections lack videos that they gather; `ytchannel sync` puts them in: {names}",
                count,
                names=names,
            )
        case "pull-cover":
            return words.plural(
                "{count} cover may be another picture than the one on YouTube; `ytchannel sync` sets it: {names}",
                "{count} covers may be other pictures than those on YouTube; `ytchannel sync` sets them: {names}",
                count,
                names=names,
            )
        case "pull-contrary":
            return words.plural(
                "{count} video is otherwise than its entry with its defaults; `ytchannel upload` changes it: {names}",
                "{count} videos are otherwise than their entries with their defaults; `ytchannel upload` changes them: "
                "{names}",
                count,
                names=names,
            )
        case "pull-gone":
            return words.plural(
                "{count} uploaded video is not on the channel any more; its file stays in the list: {names}",
                "{count} uploaded videos are not on the channel any more; their files stay in the list: {names}",
                count,
                names=names,
            )
        case "pull-shelves":
            return words.plural(
                "{count} shelf of the page cannot be declared and stays as it is: {names}",
                "{count} shelves of the page cannot be declared and stay as they are: {names}",
                count,
                names=names,
            )
    return _left_out(noticed.code, count, names)


def _left_out(code: str, count: int, names: str) -> str:
    """What goes from the files, or does not come into them."""
    match code:
        case "pull-lost":
            return words.plural(
                "{count} section is taken out, since its playlist is not on the channel any more: {names}",
                "{count} sections are taken out, since their playlists are not on the channel any more: {names}",
                count,
                names=names,
            )
        case "pull-removed":
            return words.plural(
                "{count} video is taken out of the list, since it is not on YouTube any more: {names}",
                "{count} videos are taken out of the list, since they are not on YouTube any more: {names}",
                count,
                names=names,
            )
        case "pull-pictures":
            return words.plural(
                "{count} picture of a playlist could not be fetched, and is not declared: {names}",
                "{count} pictures of playlists could not be fetched, and are not declared: {names}",
                count,
                names=names,
            )
        case "pull-nameless":
            return words.plural(
                "{count} playlist has a title that no file may have, and is left out: {names}",
                "{count} playlists have titles that no file may have, and are left out: {names}",
                count,
                names=names,
            )
    return words.plural(
        "{count} text or value breaks a rule of the files and is not declared, so it stays as it is: {names}",
        "{count} texts or values break a rule of the files and are not declared, so they stay as they are: {names}",
        count,
        names=names,
    )
