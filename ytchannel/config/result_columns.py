"""The columns into which results go, of a workbook's own list or of a list beside it.

Whoever reads a manifest passes over them; whoever writes results finds or adds them.
"""

from __future__ import annotations

# What a column holds -> its heading in English and in Vietnamese, compared without regard to case.
RESULT_COLUMNS = {
    "id": ("Result: video id", "Kết quả: mã video"),
    "link": ("Result: link", "Kết quả: liên kết"),
    "state": ("Result: state", "Kết quả: trạng thái"),
    "when": ("Result: time", "Kết quả: thời điểm"),
    "note": ("Result: note", "Kết quả: ghi chú"),
}
