"""The sentences for problems in the user's files: what is wrong, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from ytchannel.errors import Problem

_LONGEST = 80  # characters of a user's text that a sentence repeats

# By code, or by code and variant where the remedy depends on the facts: what is wrong; what to write instead.
SENTENCES: dict[str, tuple[str, str]] = {
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
    "manifest-form": (
        N_("Lists in the form {form} are not available in this version yet"),
        N_("write the list as YAML, in videos.yaml."),
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
    # Keys and kinds of values
    "empty-value": (
        N_("“{key}” has no value"),
        N_("write one, or delete the line (a text that begins with # needs quotes)."),
    ),
    "empty-item": (
        N_("An item of the list is empty"),
        N_("write its value, or delete the line (a text that begins with # needs quotes)."),
    ),
    "missing-key": (N_("“{name}” is missing"), N_("add a line `{name}: …`.")),
    "missing-key/timezone": (
        N_("“{name}” is missing"),
        N_("add the time zone that dates are read in, such as `timezone: Asia/Ho_Chi_Minh`."),
    ),
    "missing-key/title": (N_("A video that is uploaded needs a title"), N_("add a line `title: …`.")),
    "unknown-key": (N_("The key “{value}” is not known here"), N_("write one of: {known}.")),
    "unknown-key/near": (N_("The key “{value}” is not known here"), N_("write `{near}`.")),
    "not-yet": (
        N_("“{name}” comes in a later version, and this one can do nothing with it"),
        N_("take it out for now, with all that belongs to it."),
    ),
    "wants-text": (N_("“{name}” takes a text"), N_('write it in quotes: "…".')),
    "wants-text/list": (
        N_("“{name}” takes a text, and this is a list"),
        N_('put a text with [ ] or - at its beginning in quotes: "…".'),
    ),
    "wants-text/mapping": (
        N_("“{name}” takes a text, and keys stand here"),
        N_('put a text with a colon or braces in it in quotes: "…".'),
    ),
    "wants-list": (
        N_("“{name}” takes a list"),
        N_("write each item on a line of its own, after a hyphen and a space."),
    ),
    "wants-list/right": (N_("“{name}” takes a list"), N_("write it in brackets: [{value}].")),
    "wants-mapping": (N_("“{name}” takes lines of the form `key: value`"), N_("write them indented below it.")),
    "wants-flag": (N_("“{name}” takes only true or false"), N_("write true for yes, false for no.")),
    "wants-count": (N_("“{name}” takes a whole number from 0"), N_("write digits only, such as 10000.")),
    "text-empty": (N_("“{name}” is empty"), N_("write a text, or delete the line.")),
    "bad-value": (
        N_("The value of “{name}” is not right ({reason})"),
        N_("compare it with the example in the README."),
    ),
    # Texts
    "title-empty": (N_("The title is empty"), N_("write 1 to {limit} characters.")),
    "title-too-long": (
        N_("The title has {length} characters, and YouTube takes {limit}"),
        N_("shorten it (an emoji counts as two)."),
    ),
    "description-too-long": (
        N_("The description has {length} bytes, and YouTube takes {limit}"),
        N_("shorten it (a Vietnamese letter with marks counts as two or three)."),
    ),
    "angle-bracket": (N_("YouTube does not take {character} in “{name}”"), N_("write ‹ › or ( ), or use a word.")),
    "control-character": (
        N_("The invisible character {character} is not allowed in “{name}”"),
        N_("delete it, and write the text in one line."),
    ),
    "tag-empty": (N_("A tag is empty"), N_("write a word, or delete it.")),
    "tag-comma": (N_("A comma separates tags, so “{value}” cannot be one"), N_("write them one by one: [{right}].")),
    "tags-too-long": (
        N_("The tags have {length} characters together, and YouTube takes {limit}"),
        N_("leave some out (commas count, a tag with a space counts 2 more, and the tags of the sections are added)."),
    ),
    # Names that are fixed
    "bad-key": (
        N_("“{value}” cannot be the key of a section"),
        N_("use at most {limit} of the characters a-z, 0-9 and -."),
    ),
    "bad-key/near": (N_("“{value}” cannot be the key of a section"), N_("write {near}, in a-z, 0-9 and - only.")),
    "bad-privacy": (N_("“{value}” is not how it is written who may see it"), N_("write one of: {known}.")),
    "bad-privacy/near": (N_("“{value}” is not how it is written who may see it"), N_("write {near}.")),
    "bad-order": (N_("“{value}” is no order of entries"), N_("write one of: {known}.")),
    "bad-order/near": (N_("“{value}” is no order of entries"), N_("write {near}.")),
    "order-form": (N_("This is no order of entries"), N_("write one word, or a list with the ids of videos.")),
    "text-too-long": (N_("This has {length} characters, and YouTube takes {limit}"), N_("shorten it.")),
    "bad-shelf-type": (N_("“{value}” is no type of shelf"), N_("write one of: {known}.")),
    "bad-shelf-type/near": (N_("“{value}” is no type of shelf"), N_("write {near}.")),
    "same-shelf": (N_("The shelf “{value}” is there twice"), N_("take one of them out.")),
    "shelf-section-or-type": (
        N_("A shelf shows either one section or something of a type"),
        N_("write `section:` with its key, or `type:`."),
    ),
    "shelf-empty": (N_("`{name}` of the shelf is empty"), N_("write what it shows, or take the shelf out.")),
    "same-channel": (N_("The shelf shows the channel {value} twice"), N_("take one of them out.")),
    "own-channel": (
        N_("{value} is this channel itself, which YouTube shows on no shelf of its own"),
        N_("take it out."),
    ),
    "shelf-takes-no": (N_("A shelf of `{type}` takes no `{name}`"), N_("take it out.")),
    "localizations-need-language": (
        N_("`localizations` need to know which language they are translated from"),
        N_("write it as `language:` of the section, such as vi."),
    ),
    "keyword-quote": (N_("The keyword “{value}” has a quotation mark in it"), N_("write it without.")),
    "bad-country": (N_("“{value}” is not the code of a country"), N_("write its two letters, such as VN.")),
    "collect-nothing": (
        N_("`collect` does not say which videos it gathers"),
        N_("write one or more of `tags`, `title`, `from` and `to` under it."),
    ),
    "bad-category": (N_("YouTube has no category “{value}”"), N_("write one of: {known}.")),
    "bad-category/near": (N_("YouTube has no category “{value}”"), N_("write {near}.")),
    "bad-language": (N_("“{value}” is not the code of a language"), N_("write one such as vi, en or zh-Hant.")),
    "bad-language/near": (N_("“{value}” is not the code of a language"), N_("write {near}.")),
    "bad-timezone": (N_("There is no time zone “{value}”"), N_("write a region and a city, such as Asia/Ho_Chi_Minh.")),
    "bad-timezone/near": (N_("There is no time zone “{value}”"), N_("write {near}.")),
    "bad-handle": (
        N_("“{value}” is not the handle of a channel"),
        N_('write it in quotes and with its @, such as "@tenkenh".'),
    ),
    "bad-handle/near": (N_("“{value}” is not the handle of a channel"), N_('write "{near}".')),
    "bad-channel-id": (
        N_("“{value}” is not the id of a channel"),
        N_("copy the one that begins with UC from YouTube Studio, Settings, Channel, Advanced settings."),
    ),
    "bad-channel-id/near": (N_("“{value}” is not the id of a channel"), N_("write {near}.")),
    "bad-other-channel-id": (
        N_("“{value}” is not the id of a channel"),
        N_("open its page on YouTube, choose “Share channel”, “Copy channel ID”, and write that: it begins with UC."),
    ),
    "bad-other-channel-id/near": (N_("“{value}” is not the id of a channel"), N_("write {near}.")),
    "bad-playlist-id": (
        N_("“{value}” is not the id of a playlist"),
        N_("copy what follows `list=` in its address: it begins with PL."),
    ),
    "bad-playlist-id/near": (N_("“{value}” is not the id of a playlist"), N_("write {near}.")),
    "bad-video-id": (
        N_("“{value}” is not the id of a video"),
        N_("copy the 11 characters that follow `v=` in its address."),
    ),
    "bad-video-id/near": (N_("“{value}” is not the id of a video"), N_("write {near}.")),
    # Times
    "bad-date": (N_("“{value}” is not a date and time as they are written here"), N_("write {right}.")),
    "bad-day": (N_("“{value}” is not a day as it is written here"), N_("write {right}.")),
    "days-reversed": (
        N_("The day {since} of `from` is after the day {until} of `to`"),
        N_("write the earlier one as `from`."),
    ),
    "date-without-time": (N_("“{value}” has no hour"), N_("write {right}.")),
    "no-such-date": (N_("There is no such date or hour as “{value}”"), N_("check the calendar and the clock.")),
    "time-twice": (
        N_("“{value}” comes twice in {zone}, when the clocks are put back"),
        N_("write {first} or {second}."),
    ),
    "time-skipped": (
        N_("“{value}” does not exist in {zone}, where the clocks are put forward then"),
        N_("write {right}."),
    ),
    "publish-in-past": (
        N_("{value} has passed, and YouTube would publish the video at once"),
        N_("write a later time, or delete the line and set `privacy: public`."),
    ),
    "publish-needs-private": (
        N_("A video that is published later stays private until then, and cannot be {value} now"),
        N_("delete the line `privacy`, or the line `publish_at`."),
    ),
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
    "not-a-picture": (N_("{file} is neither a JPEG nor a PNG picture"), N_("save it as JPEG or PNG.")),
    "picture-too-big": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes} of a thumbnail"),
        N_("save it smaller: 1280 × 720 points are enough."),
    ),
    "picture-too-big/cover": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes} of a cover"),
        N_("save it smaller: 2048 × 2048 points are plenty."),
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


def sentence(problem: Problem) -> str:
    """What is wrong; what to write instead. Without the place."""
    variant = f"{problem.code}/{problem.facts.get('variant')}"
    what, remedy = SENTENCES.get(variant) or SENTENCES.get(problem.code) or (problem.code, "")
    facts = _Facts({name: _said(name, value) for name, value in problem.facts.items()})
    return "; ".join(_(part).format_map(facts) for part in (what, remedy) if part)


def line(problem: Problem) -> str:
    """FILE:LINE:COLUMN: what is wrong; what to write instead."""
    place = f"{plain(str(problem.place))}: " if problem.place else ""
    return place + sentence(problem)


class _Facts(dict[str, str]):
    """A fact that is lacking must not hide the problem."""

    def __missing__(self, name: str) -> str:
        return "?"


def _said(name: str, value: object) -> str:
    """A fact as the sentence shows it. Texts come from users' files: they are data, and may be long."""
    if isinstance(value, int):
        if name.endswith("_bytes"):
            return words.size(value)
        return str(value) if name == "line" else words.number(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_said("", each) for each in value)
    text = plain(str(value))
    # What is to be written instead is of use only as a whole.
    return text if len(text) <= _LONGEST or name == "right" else text[: _LONGEST - 1] + "…"
