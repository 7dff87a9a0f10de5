"""Problems of the files that entries and sections name: videos, pictures, captions."""

from __future__ import annotations

from ytchannel.words import N_

MEDIA: dict[str, tuple[str, str]] = {
    # Captions
    "caption-form": (
        N_("{file} is no file of captions that is read here"),
        N_("save the captions as SubRip (.srt) or WebVTT (.vtt)."),
    ),
    "caption-too-big": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes} of captions"),
        N_("check that it is the right file."),
    ),
    "caption-coding": (
        N_("Line {line} of {file} is not UTF-8 text (byte {byte}), and YouTube would show other letters"),
        N_("open it in Notepad, and save it with the encoding UTF-8."),
    ),
    "caption-coding/utf16": (
        N_("{file} is text in {coding}, and YouTube wants UTF-8"),
        N_("open it in Notepad, and save it with the encoding UTF-8."),
    ),
    "caption-empty": (N_("{file} has no text to show"), N_("export the captions once more.")),
    "caption-no-head": (
        N_("Line {line} of {file} is not WEBVTT, with which a WebVTT file begins"),
        N_("export the captions as WebVTT, or let the name end with .srt if they are SubRip."),
    ),
    "caption-no-times": (
        N_("In {file} a text begins in line {line} that has no times"),
        N_("write when it is shown in the line above it, such as {right}, or delete the blank line before it."),
    ),
    "caption-times": (
        N_("Line {line} of {file} has times that cannot be read: {value}"),
        N_("write them like {right}."),
    ),
    "caption-joined": (
        N_("In line {line} of {file} new times stand amid a text"),
        N_("put a blank line before them, and before their number if they have one."),
    ),
    "caption-reversed": (
        N_("In line {line} of {file} the text ends before it begins, or at once"),
        N_("write the later time behind the arrow."),
    ),
    "caption-reversed/sbv": (
        N_("In line {line} of {file} the text ends before it begins, or at once"),
        N_("write the later time behind the comma."),
    ),
    "caption-backwards": (
        N_("In line {line} of {file} the text begins before the one above it"),
        N_("mend the times, or sort the captions by time in a subtitle editor."),
    ),
    "caption-language": (
        N_("It is not said in which language {file} is"),
        N_("let its name end like .vi.srt, or write {right}."),
    ),
    "same-caption": (
        N_("The captions in line {line} have the language {value} already, and no name either"),
        N_("keep one of the two, or give one of them a `name`."),
    ),
    "same-caption/named": (
        N_("The captions in line {line} have the language {value} and the name “{caption}” already"),
        N_("keep one of the two, or give one of them another `name`."),
    ),
}
