"""Problems of keys, and the values of any of them."""

from __future__ import annotations

from ytchannel.words import N_

VALUES: dict[str, tuple[str, str]] = {
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
    "bad-license": (N_("“{value}” is no licence"), N_("write one of: {known}.")),
    "bad-license/near": (N_("“{value}” is no licence"), N_("write {near}.")),
    "wants-place": (N_("“{value}” is no place in a section"), N_("write a whole number from 1, as in “key: 1”.")),
    "section-form": (N_("This is no section"), N_("write its key, or its key and a place, as in “key: 1”.")),
    "position-in-order": (
        N_("Section “{section}” has an order of its own ({order}), so no entry has a fixed place in it"),
        N_("leave the place out, or give the section “order: manual”."),
    ),
    "bad-series": (N_("“{value}” is no schedule of a series"), N_("write it as in “every weekday 07:00”.")),
    "who-form": (N_("This is nobody"), N_("write the name of a user of the system, or {{profile: NAME}}.")),
    "bad-profile": (
        N_("“{value}” is no name of a profile"),
        N_("use letters without accents, digits, - and _."),
    ),
    "publication-form": (
        N_("This is no time of publication"),
        N_("write 2026-12-01 07:00, or for a series “every weekday 07:00”."),
    ),
    "series-of-video": (
        N_("Only what is uploaded takes its place in a series"),
        N_("write the time at which this video is to be published."),
    ),
    "tags-unfit": (
        N_("With the tags that “{file}” has, these are {length} characters, and YouTube takes {limit}"),
        N_("add fewer, or remove some."),
    ),
    "bad-order": (N_("“{value}” is no order of entries"), N_("write one of: {known}.")),
    "bad-order/near": (N_("“{value}” is no order of entries"), N_("write {near}.")),
    "order-form": (N_("This is no order of entries"), N_("write one word, or a list with the ids of videos.")),
    "text-too-long": (N_("This has {length} characters, and YouTube takes {limit}"), N_("shorten it.")),
    "bad-shelf-type": (N_("“{value}” is no type of shelf"), N_("write one of: {known}.")),
    "bad-shelf-type/single": (
        N_("The shelf of one playlist is that of its section"),
        N_("write `section:` with the section's key instead of `type:`."),
    ),
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
}
