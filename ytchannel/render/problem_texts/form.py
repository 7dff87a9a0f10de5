"""Problems of the file as such, and its YAML."""

from __future__ import annotations

from ytchannel.words import N_

FORM: dict[str, tuple[str, str]] = {
    # The file as such
    "file-missing": (N_("There is no file {file}"), N_("check its name and folder.")),
    "file-missing/channel": (
        N_("There is no file {file}"),
        N_("go to the channel's folder, or name the file with --config FILE."),
    ),
    "file-unreadable": (
        N_("{file} cannot be read ({reason})"),
        N_("check that you are allowed to open it, and that the drive it is on is there."),
    ),
    "not-a-file": (
        N_("{file} is a folder or something else that is no file"),
        N_("write the path of the file itself."),
    ),
    "text-too-big": (
        N_("{file} is bigger than {max_bytes}, which no list of videos is"),
        N_("check that it is the right file."),
    ),
    "file-empty": (N_("{file} has no content"), N_("begin it with `{key}:`.")),
    "policy-misnamed": (N_("This file is not read"), N_("name it {name}, or move it away.")),
    "file-uneditable": (
        N_("This file cannot be edited without harm, because of the way in which its YAML is written"),
        N_("pull into an empty folder, and take over from there what is new."),
    ),
    "yaml-alias": (
        N_("What is to change here is used in other places too (by an anchor, &, and an alias, *)"),
        N_("write it out in each place, without & and *, then pull again."),
    ),
    "not-utf8": (N_("The byte {byte} is not UTF-8 text"), N_("save the file with the encoding UTF-8.")),
    # YAML
    "yaml-control": (
        N_("The invisible character {character} is not allowed in YAML"),
        N_("delete it (it often comes along when text is copied)."),
    ),
    "yaml-tab": (N_("The line is indented with a tab"), N_("indent with spaces: YAML allows nothing else.")),
    "yaml-colon": (
        N_("A text with a colon and a space in it stands without quotes"),
        N_('put the whole text in quotes: "…: …".'),
    ),
    "yaml-colon/right": (N_("A text with a colon and a space in it stands without quotes"), N_("write: {right}")),
    "yaml-no-space": (N_("After the colon of a key a space is missing"), N_("write: {right}")),
    "yaml-start": (N_("A text that begins with {character} stands without quotes"), N_('put it in quotes: "…".')),
    "yaml-start/right": (N_("A text that begins with {character} stands without quotes"), N_("write: {right}")),
    "yaml-after": (
        N_("Something follows after the end of a text in quotes or of a list"),
        N_("put the whole text in quotes, or take away what follows."),
    ),
    "yaml-after/right": (N_("Something follows after the end of a text in quotes or of a list"), N_("write: {right}")),
    "yaml-quote": (N_("The quote that opens here is never closed"), N_("close it at the end of the text.")),
    "yaml-escape": (
        N_("A backslash in double quotes begins a special character, but YAML does not know this one"),
        N_("write the text in single quotes: '…'."),
    ),
    "yaml-bracket": (
        N_("The bracket that opens here is not closed, or a comma is missing in it"),
        N_("close it, and separate its parts with commas."),
    ),
    "yaml-indent": (
        N_("The line is indented differently from those that it belongs to"),
        N_("give all keys of one entry the same number of spaces at the beginning."),
    ),
    "yaml-no-colon": (N_("The line has no `key: value`"), N_("write a key, a colon, a space and the value.")),
    "yaml-documents": (
        N_("A second document begins here (---)"),
        N_("delete the line, and keep one document in a file."),
    ),
    "yaml-syntax": (
        N_("The file is not valid YAML here ({reason})"),
        N_("compare the line with the example in the README."),
    ),
    "yaml-deep": (
        N_("The values are nested in more than {limit} levels"),
        N_("check the indentation and the brackets."),
    ),
    "yaml-too-large": (
        N_("Repetitions by * make the file too large"),
        N_("write out what is repeated, or split the file."),
    ),
    "yaml-too-large/values": (N_("The file has more than {limit} values"), N_("split it.")),
    "yaml-too-large/keys": (N_("More than {limit} keys stand together here"), N_("check the indentation.")),
    "yaml-recursion": (N_("The value contains itself by &name and *name"), N_("write out what it is to contain.")),
    "yaml-tag": (N_("The tag {tag} is not used here"), N_("take it away: every value is read as its key wants it.")),
    "yaml-merge": (N_("The merge key << is not used here"), N_("write out the lines that it stands for.")),
    "yaml-key": (N_("A key has to be a word"), N_("write the key, a colon, a space and the value.")),
    "duplicate-key/entry": (
        N_("“{key}” stands in line {line} already, so a new entry seems to begin here"),
        N_("write a dash before it: `- {key}: …`."),
    ),
    "duplicate-key": (N_("“{key}” stands here twice, first in line {line}"), N_("keep one of the two.")),
    "top-not-mapping": (N_("The file does not begin with a key"), N_("begin it with `{key}:`.")),
}
