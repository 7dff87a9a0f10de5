"""What people say about a video: as many comments as its counter tells, each said when the counter reached it.

Everything follows from the video's id and the number of the comment, so nothing is kept.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ytchannel.sandbox import base64url
from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.resources import statistics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ytchannel.sandbox.store import Row

# Some of this is what breaks programs: markup, formulas, entities, marks that turn the line, letters in two pieces.
_TEXTS = (
    "Video rất hay và ý nghĩa, cảm ơn ban biên tập!",
    "Chúc mừng Đảng ủy Khối. Mong có thêm nhiều phóng sự như thế này.",
    "Xem ở 1:05 mới thấy các đồng chí vất vả thế nào 👏👏👏",
    "Quê hương mình đổi mới từng ngày 🇻🇳❤️",
    "Âm thanh hơi nhỏ, ban biên tập xem lại giúp ạ.",
    "Cho em hỏi nghị quyết này áp dụng từ khi nào?\nEm cảm ơn.",
    "Tuyệt vời",
    "Nguồn: https://haiphong.gov.vn/tin-tuc?id=28&loai=1",
    "<b>Rất hay</b> & bổ ích",
    "<script>alert('xin chào')</script>",
    '=HYPERLINK("https://example.com","Bấm vào đây")',
    "=1+1",
    "+84 912 345 678 liên hệ em nhé",
    "-5 điểm vì nhạc nền to quá",
    "@banbientap cho xin link bài hát với",
    "Ai cũng nói \"hay\", tôi thì thấy 'rất hay' &amp; đúng",
    "Ba\u0300i phóng sự viết ba\u0300ng dấu tổ hợp đây",
    "Không\u200bcó\u200bdấu\u200bcách và \u202eđảo chiều\u202c",
    "\tThụt đầu dòng, có | gạch, có ; chấm phẩy, có , phẩy",
    "Hay quá đi mấtttttttttttttttttttttttttttttttttttttttttttttttttttt",
    "Trường học của con tôi cũng ở đây, nhớ thầy cô quá.",
    "Đề nghị phát lại vào buổi tối cho bà con đi làm về xem.",
    "ĐỒNG Ý VỚI Ý KIẾN NÀY!!!",
    "Nội dung 10/10, phụ đề nên to hơn.",
)
_ANSWERS = (
    "Cảm ơn bạn đã theo dõi kênh!",
    "Đồng ý với bạn 👍",
    "Ban biên tập ghi nhận ý kiến, xin cảm ơn.",
    "Mình cũng nghĩ vậy.",
    "Bạn xem lại <i>phút 3</i> nhé",
    "Từ 01/01/2027 bạn ạ.",
    "Haha, chuẩn luôn 😂",
    "Không đồng ý & không hiểu ý bạn.",
)
_PEOPLE = (
    "nguyenvanan", "tranthibich", "lehoangcuong", "phamthuydung", "hoangminhduc", "vuthigiang", "dangquochai",
    "buithilan", "doanhmai", "ngothanhnam", "duongthioanh", "lythuphuong", "maivanquan", "trinhxuanson",
)  # fmt: skip

_REPLIES = 100  # of 256 comments
_OWNERS = 60  # of 256 replies


@dataclass(frozen=True)
class Comment:
    """Comment `number` on a video, which counts from 1; a reply belongs to the thread of comment `top`."""

    video: Row
    number: int
    top: int

    @property
    def is_reply(self) -> bool:
        """Whether it answers another."""
        return self.top != self.number

    @property
    def id(self) -> str:
        """Its id, in which the video and the number stand; that of a reply begins with that of its thread."""
        thread = f"Ugx{base64url.pack(base64url.unpack(self.video.id) + _hidden(self.top))}4AaABAg"
        if not self.is_reply:
            return thread
        return f"{thread}.{token(f'{self.video.id}-{self.number}', 12)}{base64url.pack(_hidden(self.number))}"

    @property
    def text(self) -> str:
        """What it says. The texts come in turn, so that two dozen comments have them all."""
        texts = _ANSWERS if self.is_reply else _TEXTS
        return texts[(self.number + _chance(self.video.id, 0)[0]) % len(texts)]

    @property
    def author(self) -> str:
        """The handle of who says it, without @; "" for the owner of the video, who only replies."""
        if self.is_reply and self._chance[3] < _OWNERS:
            return ""
        return f"{_PEOPLE[self._chance[4] % len(_PEOPLE)]}{int.from_bytes(self._chance[5:7]) % 900 + 100}"

    @property
    def likes(self) -> int:
        """How many like it."""
        return self._chance[7] ** 2 // 1500

    @property
    def _chance(self) -> bytes:
        return _chance(self.video.id, self.number)

    def said(self, now: datetime) -> datetime:
        """When the counter reached its number, to the second."""
        since = statistics.public_since(self.video.body, now) or now
        seconds = range(int((now - since).total_seconds()) + 1)
        return since + timedelta(
            seconds=bisect_left(seconds, self.number, key=lambda age: count(self.video, since + timedelta(seconds=age)))
        )


def count(video: Row, at: datetime) -> int:
    """How many comments a video has at a time: none while it is not public."""
    return int(statistics.figures(video.id, video.body, at)["commentCount"])


def threads(video: Row, now: datetime) -> Iterator[Comment]:
    """The comments that answer no other, newest first."""
    for number in range(count(video, now), 0, -1):
        if _top(video.id, number) == number:
            yield Comment(video, number, number)


def replies(thread: Comment, now: datetime) -> list[Comment]:
    """The replies to a comment, newest first."""
    video, top = thread.video, thread.number
    numbers = (number for number in range(count(video, now), top, -1) if _top(video.id, number) == top)
    return [Comment(video, number, top) for number in numbers]


def parse(id_: str) -> tuple[str, int]:
    """The video and the number in the id of a comment; ("", 0) for no such id."""
    try:
        raw = base64url.unpack(id_[3:19])
        number = raw[8:] if "." not in id_ else base64url.unpack(id_[-6:])
    except ValueError:
        return "", 0
    return base64url.pack(raw[:8]), int.from_bytes(number) * pow(_FACTOR, -1, 2**32) % 2**32


def of(video: Row, number: int) -> Comment:
    """A comment on a video by its number."""
    return Comment(video, number, _top(video.id, number))


_FACTOR = 0x9E3779B1  # odd, so that all of 32 bits stay apart


def _hidden(number: int) -> bytes:
    return (number * _FACTOR % 2**32).to_bytes(4)


@lru_cache(maxsize=1 << 16)
def _chance(video: str, number: int) -> bytes:
    """Bytes that belong to a comment."""
    return hashlib.sha256(f"{video}-comment-{number}".encode()).digest()


def _top(video: str, number: int) -> int:
    """The comment whose thread a comment belongs to: its own, or an early one, since those gather the answers."""
    chance = _chance(video, number)
    if number == 1 or chance[0] >= _REPLIES:
        return number
    return _top(video, 1 + chance[1] % max(1, number.bit_length() // 2))
