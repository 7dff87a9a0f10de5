"""What can be wrong with folders that are lists, and with texts that have places to fill in."""

from __future__ import annotations

from ytchannel.words import N_

FILLING = {
    # Folders as manifests
    "unknown-folder": (
        N_("The folder is named “{value}”, which is no section"),
        N_("name it after one of: {known}; or move its videos into such a folder."),
    ),
    "unknown-folder/near": (
        N_("The folder is named “{value}”, which is no section"),
        N_("name it {near}."),
    ),
    "manifest-is-video": (
        N_("{file} is a video, not a list of videos"),
        N_("name the folder that it is in, or a list that names it."),
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
}
