"""Problems of sections, entries of a list, and what only the channel shows."""

from __future__ import annotations

from ytchannel.words import N_

ENTRIES: dict[str, tuple[str, str]] = {
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
    "video-file-empty": (N_("{file} is empty (0 bytes)"), N_("copy the video once more.")),
    "video-file-too-big": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes}"),
        N_("export the video with a lower bit rate."),
    ),
    "cover-not-square": (
        N_("{file} is {shape}, and YouTube takes a square as a cover"),
        N_("write `cover: {right}` to cut out its middle, or `fit: pad` to keep all of it."),
    ),
    "bad-fit": (N_("“{value}” is no way to make a picture square"), N_("write one of: {known}.")),
    "bad-fit/near": (N_("“{value}” is no way to make a picture square"), N_("write {near}.")),
    "picture-broken": (N_("{file} is damaged, or not all there"), N_("copy it once more, or save it anew.")),
    "picture-vast": (
        N_("{file} has too many points to work with"),
        N_("save it smaller: 2048 × 2048 points are plenty."),
    ),
    "not-a-picture/any": (N_("{file} is no JPEG, PNG or WebP picture"), N_("save it as JPEG or PNG.")),
    "not-a-picture/fit": (
        N_("{file} is neither a JPEG nor a PNG picture"),
        N_("save it as JPEG or PNG, or write {right}, which makes one."),
    ),
    "not-a-picture": (N_("{file} is neither a JPEG nor a PNG picture"), N_("save it as JPEG or PNG.")),
    "picture-too-big": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes} of a thumbnail"),
        N_("save it smaller: 1280 × 720 points are enough."),
    ),
    "picture-too-big/cover": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes} of a cover"),
        N_("save it smaller: 2048 × 2048 points are plenty."),
    ),
    # Folders as manifests
    "unknown-folder": (
        N_("The folder is named “{value}”, which is no section"),
        N_("name it after one of: {known}; or move its videos into such a folder."),
    ),
    "unknown-folder/near": (
        N_("The folder is named “{value}”, which is no section"),
        N_("name it {near}."),
    ),
    "folder-without-videos": (N_("There is no video in the folder {file}"), N_("name another folder, or a list.")),
    "same-file/whole": (
        N_("{value} is the same file as one that stands before it"),
        N_("delete one of the two names."),
    ),
    "same-content/whole": (N_("{file} has the same content as {other}"), N_("keep one of the two files.")),
    # Texts with places to fill in
    "template-braces": (
        N_("“{value}” begins a place to fill in that is not one"),
        N_("write {{{{ name }}}} with both pairs of braces, or {{{{{{{{ for two braces in the text itself."),
    ),
    "template-name": (N_("There is nothing with the name “{value}” to fill in"), N_("write one of: {known}.")),
    "template-name/near": (N_("There is nothing with the name “{value}” to fill in"), N_("write {near}.")),
    "template-form": (
        N_("“{value}” is no form of a day"),
        N_("write one of %d, %m, %Y and %y, e.g. {{{{ {fact} | %d/%m/%Y }}}}."),
    ),
    "template-form/number": (N_("“{value}” is no form of a number"), N_("write a zero for each digit, e.g. 00.")),
    "template-form/none": (N_("{fact} has no form to choose"), N_("leave out what stands behind the |.")),
    "template-long": (N_("The text has more than {limit} characters once it is filled in"), N_("shorten it.")),
    "template-long/default": (
        N_("The text has more than {limit} characters once the default for `{key}` is filled in"),
        N_("shorten it."),
    ),
    "template-nothing": (N_("The entry has nothing to fill in for {fact}"), N_("take it out of the text.")),
    "template-nothing/section": (
        N_("The entry has no section to fill in for {fact}"),
        N_("add `sections`, or take it out of the text."),
    ),
    "template-nothing/date": (
        N_("The day of publication is not known before the video gets its place in the series"),
        N_("write a day under `publish_at`, or take {{{{ date }}}} out of the text."),
    ),
    "template-nothing/recording_date": (
        N_("The entry has no recording date to fill in"),
        N_("add `recording_date`, or take it out of the text."),
    ),
    "template-nothing/channel": (
        N_("playlists.yaml does not say the handle of the channel"),
        N_("add `channel: handle:` there, or take it out of the text."),
    ),
    "template-nothing/default": (
        N_("The entry has nothing to fill in for {fact}, which the default for `{key}` wants"),
        N_("declare it, or a `{key}` of its own, or `wrap: false`."),
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
    "section-not-synced": (
        N_("The section “{section}” has no playlist on the channel yet"),
        N_("run `ytchannel sync` first."),
    ),
}
