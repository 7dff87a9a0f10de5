"""Problems of the files that entries and sections name: videos, pictures, captions."""

from __future__ import annotations

from ytchannel.words import N_

MEDIA: dict[str, tuple[str, str]] = {
    # Videos and pictures
    "video-file-empty": (N_("{file} is empty (0 bytes)"), N_("copy the video once more.")),
    "video-file-too-big": (
        N_("{file} has {size_bytes}, and YouTube takes {max_bytes}"),
        N_("export the video with a lower bit rate."),
    ),
    "cover-not-square": (
        N_("{file} is {shape}, and YouTube takes a square as a cover"),
        N_("write `cover: {right}` to cut out its middle, or `fit: pad` to keep all of it."),
    ),
    "bad-fit": (N_("“{value}” is no way to make a picture fit"), N_("write one of: {known}.")),
    "bad-fit/near": (N_("“{value}” is no way to make a picture fit"), N_("write {near}.")),
    "picture-moving": (
        N_("{file} is a picture that moves, and YouTube takes one that stands still"),
        N_("write {right}, which takes what it begins with."),
    ),
    "thumbnail-small": (
        N_("{file} is {width} points wide, and YouTube takes a thumbnail from {limit} on"),
        N_("save it larger, best with 1280 × 720 points, or write `thumbnail: {right}`, which enlarges it."),
    ),
    "picture-broken": (N_("{file} is damaged, or not all there"), N_("copy it once more, or save it anew.")),
    "picture-vast": (
        N_("{file} has too many points to work with"),
        N_("save it smaller: 2048 × 2048 points are plenty."),
    ),
    "not-a-picture/any": (
        N_("{file} is no picture in JPEG, PNG, WebP, GIF or BMP"),
        N_("save it as JPEG or PNG."),
    ),
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
    "video-unfinished": (
        N_("{file} is still on its way: names of unfinished downloads and copies end with {value}"),
        N_("wait until it is there, and write the name that it has then."),
    ),
    "video-growing": (
        N_("{file} is still being written: it has just changed"),
        N_("wait until it is copied or exported, and run this again."),
    ),
    "video-file-zeros": (
        N_("{file} has no content but zeros, as a copy that went wrong"),
        N_("copy the video once more."),
    ),
    "video-not-whole": (
        N_("{file} is not all there: its end is missing"),
        N_("wait until it is copied, or copy it once more."),
    ),
    "video-not-whole/index": (
        N_("{file} is not all there: it has no index (moov), as when copying or recording broke off"),
        N_("wait until it is copied, or copy or export it once more."),
    ),
    "not-a-video": (N_("{file} is no video, whatever its name says"), N_("write the name of the video.")),
    "not-a-video/text": (N_("{file} is no video, but a text"), N_("write the name of the video.")),
    "not-a-video/image": (N_("{file} is no video, but a picture"), N_("write the name of the video.")),
    "not-a-video/audio": (
        N_("{file} has sound alone, and YouTube takes videos only"),
        N_("make a video of it, with a picture that stands still, in any video editor."),
    ),
    "video-too-long": (
        N_("{file} is over {hours} hours long, and YouTube takes {limit}"),
        N_("cut it into parts."),
    ),
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
