"""The columns of a list to fill in: what heads them, what goes into them, and what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from ytchannel import words
from ytchannel.config.categories import names
from ytchannel.config.rules import DESCRIPTION, TAGS, VIDEO_TITLE
from ytchannel.config.shapes import EntryShape
from ytchannel.words import N_, _

# By column in its customary order: the heading in Vietnamese (in English it is the key), and what is told of it.
_COLUMNS: dict[str, tuple[str, str]] = {
    "file": (
        "Tệp",
        N_("The file to upload, its path counted from the folder of this list, e.g. video/hoi-nghi.mp4."),
    ),
    "title": ("Tiêu đề", N_("One line of at most {title} characters, without < and >.")),
    "description": (
        "Mô tả",
        N_(
            "At most {description} bytes, about 3,000 Vietnamese letters, without < and >. Alt+Enter begins a new line."
        ),
    ),
    "sections": ("Chuyên mục", N_("Choose a section. To name several, write ; between them.")),
    "tags": ("Thẻ", N_("Words that people search for, with ; between them, at most {tags} characters in all.")),
    "privacy": ("Quyền riêng tư", N_("Who may see the video. Left empty: as playlists.yaml says, else private.")),
    "category": ("Thể loại", N_("What YouTube sorts the video under. Left empty: as playlists.yaml says.")),
    "publish_at": (
        "Ngày đăng",
        N_("When the video becomes public, in the channel's time zone: 2026-12-01 07:00. Until then it is private."),
    ),
    "thumbnail": ("Ảnh thu nhỏ", N_("A JPEG or PNG picture, best 1280 × 720, e.g. anh/hoi-nghi.jpg.")),
    "captions": (
        "Phụ đề",
        N_("Files of captions with their language in the name, e.g. phu-de/hoi-nghi.vi.srt; write ; between several."),
    ),
    "recording_date": ("Ngày quay", N_("The day on which it was recorded: 2026-11-20.")),
    "language": ("Ngôn ngữ", N_("The language of title and description: vi, en …")),
    "audio_language": ("Ngôn ngữ âm thanh", N_("The language that is spoken: vi, en …")),
    "made_for_kids": ("Dành cho trẻ em", N_("Whether the video is made for children.")),
    "synthetic_media": (
        "Nội dung tổng hợp (AI)",
        N_("Whether it shows as real what was altered or generated, by AI for example."),
    ),
    "license": ("Giấy phép", N_("YouTube's own licence, or Creative Commons.")),
    "embeddable": ("Cho phép nhúng", N_("Whether other sites may show the video.")),
    "public_stats": ("Hiện thống kê", N_("Whether everybody sees how many like it.")),
    "notify_subscribers": ("Thông báo người đăng ký", N_("Whether subscribers are told of the upload.")),
    "video": (
        "Mã video",
        N_("Instead of a file: the id of a video that is on the channel already, e.g. dQw4w9WgXcQ."),
    ),
}
_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "privacy": {"en": ("public", "unlisted", "private"), "vi": ("công khai", "không công khai", "riêng tư")},
    "license": {"en": ("youtube", "creativeCommon"), "vi": ("Giấy phép YouTube chuẩn", "Creative Commons")},
}
_FLAG = {"en": ("yes", "no"), "vi": ("có", "không")}
_FLAGS = ("made_for_kids", "synthetic_media", "embeddable", "public_stats", "notify_subscribers")
_WIDTHS = {"file": 34, "title": 46, "description": 60, "sections": 32, "tags": 30, "category": 24, "publish_at": 18,
           "thumbnail": 24, "captions": 28}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column. `width` is in characters; `choices` are what its cells may be, if that is known beforehand."""

    key: str
    heading: str
    hint: str
    width: int
    choices: tuple[str, ...] = ()


def columns() -> list[Column]:
    """Those that an entry can have, in the language in use."""
    return [
        Column(key, _heading(key), hint(key), max(_WIDTHS.get(key, 16), len(_heading(key)) + 2), _choices(key))
        for key in _COLUMNS
        if key in EntryShape.model_fields
    ]


def hint(key: str) -> str:
    """What goes into a column."""
    limits = {"title": VIDEO_TITLE, "description": DESCRIPTION, "tags": TAGS}
    return _(_COLUMNS[key][1]).format(**{name: words.number(limit) for name, limit in limits.items()})


def _heading(key: str) -> str:
    return _COLUMNS[key][0] if words.current() == "vi" else key


def _choices(key: str) -> tuple[str, ...]:
    language = words.current()
    if key in _FLAGS:
        return _FLAG[language]
    if key == "category":
        return tuple(names(language))
    return _CHOICES[key][language] if key in _CHOICES else ()
