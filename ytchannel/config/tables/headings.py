"""What the headings of a table mean. A path is where the value of a column goes in an entry: ("title",)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from ytchannel.config.result_columns import RESULT_COLUMNS
from ytchannel.config.rules import near
from ytchannel.config.shapes import EntryShape
from ytchannel.config.tables.languages import language_code
from ytchannel.config.tables.sheets import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = tuple[str, ...]

# The hour in a column of its own, beside one with the day.
CLOCK: Path = ("publish_at", "clock")

# The names besides the key itself, the customary one first; compared as `folded` has them.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "file": ("Tệp", "Tệp tin", "Tập tin", "Tệp video", "Tệp tin video", "Tên tệp", "File video", "Tên file",
             "Video file", "Đường dẫn", "Đường dẫn tệp"),
    "video": ("Mã video", "Video id", "Id video", "Mã video YouTube", "YouTube id"),
    "title": ("Tiêu đề", "Tiêu đề video", "Tên video", "Video title"),
    "description": ("Mô tả", "Mô tả video", "Nội dung mô tả"),
    "sections": ("Chuyên mục", "Các chuyên mục", "Section", "Danh sách phát", "Playlist", "Playlists"),
    "tags": ("Thẻ", "Từ khóa", "Các thẻ", "Tag", "Keywords", "Hashtag"),
    "category": ("Thể loại", "Danh mục", "Thể loại YouTube", "Danh mục YouTube"),
    "language": ("Ngôn ngữ", "Ngôn ngữ video", "Ngôn ngữ tiêu đề và mô tả"),
    "audio_language": ("Ngôn ngữ âm thanh", "Ngôn ngữ nói", "Ngôn ngữ lời nói"),
    "privacy": ("Quyền riêng tư", "Chế độ hiển thị", "Chế độ", "Hiển thị", "Trạng thái hiển thị", "Visibility"),
    "made_for_kids": ("Dành cho trẻ em", "Nội dung dành cho trẻ em", "Video dành cho trẻ em"),
    "synthetic_media": ("Nội dung tổng hợp (AI)", "Nội dung tổng hợp", "Nội dung AI", "Altered content",
                        "Nội dung bị chỉnh sửa hoặc tổng hợp", "Có dùng AI"),
    "license": ("Giấy phép", "Licence"),
    "embeddable": ("Cho phép nhúng", "Allow embedding"),
    "public_stats": ("Hiện thống kê", "Hiển thị thống kê", "Thống kê công khai"),
    "recording_date": ("Ngày quay", "Ngày ghi hình"),
    "notify_subscribers": ("Thông báo người đăng ký", "Thông báo cho người đăng ký"),
    "publish_at": ("Ngày đăng", "Lịch đăng", "Ngày giờ đăng", "Thời gian đăng", "Thời điểm đăng", "Ngày phát hành",
                   "Ngày xuất bản", "Schedule"),
    "thumbnail": ("Ảnh thu nhỏ", "Ảnh bìa", "Hình thu nhỏ", "Ảnh đại diện"),
    "number": ("Số thứ tự trong loạt", "Số trong loạt", "Series number"),
    "wrap": ("Thêm phần mặc định", "Theo mẫu mặc định"),
    "captions": ("Phụ đề", "Tệp phụ đề", "File phụ đề", "Subtitles"),
}  # fmt: skip
# What is to be done to the tags that a video has.
_EDITS: Mapping[Path, tuple[str, ...]] = {
    ("tags", "add"): ("Thêm thẻ", "Add tags", "Add tag"),
    ("tags", "remove"): ("Bỏ thẻ", "Xóa thẻ", "Remove tags", "Remove tag"),
}
_CLOCKS = ("Giờ đăng", "Giờ", "Publish time")

# People number their rows and write notes into them. What else is only for them begins with #.
_PASSED = ("STT", "TT", "Số thứ tự", "No", "No.", "Ghi chú", "Note", "Notes")

# What stands behind a heading for those who fill in the list.
_HINT = re.compile(
    r" (bat buoc|khong bat buoc|tuy chon|required|optional|dd mm yyyy|dd mm yyyy hh mm|ngay gio|co khong)$"
)

# title:en, Tiêu đề (en), Tiêu đề (tiếng Anh)
_TRANSLATED = re.compile(r"(.+?)\s*(?::|\(|\[)\s*([^()\[\]:]+?)\s*[\])]?", re.DOTALL)


class Headings:
    """The headings that there are for the keys that an entry has."""

    def __init__(self) -> None:
        keys = [*EntryShape.model_fields, *sorted(EntryShape.LATER)]
        self._meant: dict[str, Path] = {folded(name): CLOCK for name in _CLOCKS}
        self._texts: dict[str, str] = {}
        self.names: list[str] = []  # the customary ones
        for key in keys:
            names = _NAMES.get(key, ())
            self.names.append(self.customary(key))
            for name in (key, *names):
                self._meant[folded(name)] = (key,)
                self._texts[folded(name)] = name
        self._meant |= {folded(name): path for path, names in _EDITS.items() for name in names}
        results = [name for names in RESULT_COLUMNS.values() for name in names]
        self._passed = {folded(name) for name in (*_PASSED, *results)}

    def path(self, text: str) -> Path | None:
        """Where the values below a heading go: () if nowhere, None if that is not known."""
        name = folded(text)
        if text.lstrip().startswith("#") or name in self._passed:
            return ()
        found = self._meant.get(name) or self._meant.get(_HINT.sub("", name))
        return found or self._translation(unicodedata.normalize("NFC", text.strip()))

    @staticmethod
    def customary(key: str) -> str:
        """The heading that a key usually has."""
        return _NAMES.get(key, (key,))[0]

    def near(self, text: str) -> str:
        """The heading that was probably meant, else empty."""
        found = near(folded(text), self._texts)
        return self._texts[found] if found else ""

    def _translation(self, text: str) -> Path | None:
        found = _TRANSLATED.fullmatch(text)
        base = self._meant.get(folded(found[1])) if found else None
        if found and base in (("title",), ("description",)) and (code := language_code(found[2])):
            return ("localizations", code, base[0])
        return None
