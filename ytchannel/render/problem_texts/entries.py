"""Problems of sections, entries of a list, and what only the channel shows."""

from __future__ import annotations

from ytchannel.render.problem_texts.media import MEDIA
from ytchannel.words import N_

ENTRIES: dict[str, tuple[str, str]] = {
    **MEDIA,
    # Sections
    "same-section-key": (N_("The section in line {line} has the key “{value}” already"), N_("write another key.")),
    "same-section-title": (
        N_("The section in line {line} has the title “{value}” already"),
        N_("write another title, or give both the `id` of their playlists."),
    ),
    "same-section-id": (N_("The section in line {line} has the playlist {value} already"), N_("write another id.")),
    "private-shelf": (
        N_("YouTube does not show a private playlist on a shelf"),
        N_("write `privacy: public`, or `shelf: false`."),
    ),
    "too-many-shelves": (
        N_("YouTube has room for {limit} shelves, and this is one more"),
        N_("write `shelf: false` in a section that can do without."),
    ),
    # Entries of a manifest
    "file-and-video": (
        N_("An entry is either a `file` to upload or a `video` that is on the channel"),
        N_("keep one of the two lines."),
    ),
    "neither-file-nor-video": (
        N_("The entry does not say which video it is about"),
        N_("add `file: …` to upload one, or `video: …` with the id of one that is on the channel."),
    ),
    "too-many-entries": (
        N_("The list has more than {limit} videos"),
        N_("split it: an older part can stand in a file of its own."),
    ),
    "unknown-section": (N_("There is no section with the key “{value}”"), N_("write one of: {known}.")),
    "unknown-section/near": (N_("There is no section with the key “{value}”"), N_("write {near}.")),
    "unknown-section/none": (
        N_("There is no section with the key “{value}”"),
        N_("declare it in playlists.yaml, which has no section now."),
    ),
    "no-such-file": (N_("There is no file {file}"), N_("check its name (the path begins at the folder of this file).")),
    "no-such-file/near": (N_("There is no file {file}"), N_("check its name: there is “{near}”.")),
    "no-such-file/backslash": (N_("There is no file {file}"), N_("write / between folders, not \\.")),
    "same-file": (N_("{value} is the file of the entry in line {line} already"), N_("keep one of the two entries.")),
    "same-video": (N_("{value} is the video of the entry in line {line} already"), N_("keep one of the two entries.")),
    "same-in-order": (N_("{value} stands in line {line} already"), N_("take one of them out.")),
    "same-content": (
        N_("{file} has the same content as {other} of the entry in line {line}"),
        N_("keep one of the two entries."),
    ),
    # Only the channel shows these
    "title-ambiguous": (
        N_("The channel has several playlists with the title “{title}”: {ids}"),
        N_("say which one by a line `id: PL…` in the section."),
    ),
    "playlist-missing": (
        N_("The channel has no playlist {id}"),
        N_("mend the line `id`, or delete it to find the playlist by its title."),
    ),
    "shelves-full": (
        N_("The channel's page has {live} shelves, and {new} more would exceed the {limit} that YouTube allows"),
        N_("remove some in YouTube Studio, or write `shelf: false` in some sections."),
    ),
    "video-missing": (
        N_("The channel has no video {video}"),
        N_("mend the id, or delete the entry if the video was deleted."),
    ),
    "video-needs-phone": (
        N_("{file} is over {minutes} minutes long, and YouTube takes {limit} from a channel without a phone number"),
        N_("verify a number at youtube.com/verify, and run this again."),
    ),
    "section-not-synced": (
        N_("The section “{section}” has no playlist on the channel yet"),
        N_("run `ytchannel sync` first."),
    ),
}
