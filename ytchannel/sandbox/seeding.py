"""A channel with history, the same for the same wish and the same day: videos of the past 400 days, in playlists."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox.base64url import token
from ytchannel.sandbox.call import stamp
from ytchannel.sandbox.resources import items, metadata
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ytchannel.sandbox.owners import Owner
    from ytchannel.sandbox.store import Store

_MOST = {"videos": 200_000, "playlists": 1_000, "items_per_playlist": 5_000, "seed": 2**63}
_DAYS = 400

_WHAT = (
    "Bản tin", "Phóng sự", "Phỏng vấn", "Trực tiếp", "Ký sự", "Tọa đàm", "Toàn cảnh", "Nhìn lại", "Hướng dẫn",
    "Câu chuyện", "Điểm báo", "Góc nhìn", "Giới thiệu", "Tổng kết", "Lễ khai mạc", "Đối thoại", "Chuyên đề",
)  # fmt: skip
_ABOUT = (
    "hội nghị cán bộ", "đại hội chi bộ", "chuyển đổi số", "văn hóa đọc", "an toàn giao thông", "tuổi trẻ tình nguyện",
    "người tốt việc tốt", "khởi nghiệp sáng tạo", "đổi mới giáo dục", "y tế cơ sở", "nông thôn mới", "lễ hội mùa xuân",
    "bảo vệ môi trường", "phòng chống thiên tai", "nghề truyền thống", "kỹ năng mềm", "quỹ vì người nghèo",
    "thể thao phong trào", "cựu chiến binh", "sữa học đường", "nhớ ơn thầy cô", "rừng ngập mặn", "cầu vượt biển",
)  # fmt: skip
_WHERE = (
    "ở Hải Phòng", "tại Đồ Sơn", "quận Lê Chân", "huyện Vĩnh Bảo", "đảo Cát Bà", "phường Máy Tơ", "xã Kỳ Sơn",
    "bến Bính", "vùng ven biển", "khối doanh nghiệp", "trường Ngô Quyền", "chợ Sắt", "huyện Tiên Lãng",
)  # fmt: skip
_TAGS = ("tin tức", "phóng sự", "sự kiện", "Hải Phòng", "đời sống", "giáo dục", "y tế", "văn hóa", "kinh tế", "xã hội")
_SHELVES = (
    "Thời sự", "Đời sống cơ sở", "Gương người tốt", "Văn hóa – Nghệ thuật", "Học tập suốt đời", "Sức khỏe cộng đồng",
    "Kinh tế biển", "Tuổi trẻ", "Quê hương", "Kỹ thuật và công nghệ",
)  # fmt: skip


def seed(store: Store, owner: Owner, now: datetime, wish: Json) -> Json:
    """Replace all content by that of one channel; budgets, journal, faults and settings stay. Raises Refused 400.

    A playlist has `items_per_playlist` different videos, or all if there are fewer. Returns what there is.
    """
    numbers = {name: wish.get(name, 0) for name in _MOST}
    for name, value in wish.items():
        if name not in _MOST:
            told = f"{name!r} cannot be seeded; there are {', '.join(_MOST)}."
            raise Refused(400, "invalidSeed", told, where=f"body.{name}")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST[name]:
            told = f"{name} cannot be {value!r}; it is a whole number from 0 to {_MOST[name]}."
            raise Refused(400, "invalidSeed", told, where=f"body.{name}")
    chance = random.Random(numbers["seed"])  # noqa: S311 - history, not a secret
    for table in ("resource", "newest", "media", "upload"):
        store.db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    videos = list(_videos(chance, owner, now, numbers["videos"], numbers["seed"]))
    store.add(videos)
    playlists = list(_playlists(chance, owner, now, numbers["playlists"], numbers["seed"]))
    store.add(playlists)
    count = min(numbers["items_per_playlist"], len(videos))
    first = store.note("ids-playlistItem", 0) + 1
    for place, playlist in enumerate(playlists):
        store.add(_items(playlist, chance.sample(videos, count), first + place * count))
    store.keep_note("ids-playlistItem", first + len(playlists) * count)
    store.keep_note("playlists", len(playlists))
    return {"videos": len(videos), "playlists": len(playlists), "items": len(playlists) * count}


def _videos(chance: random.Random, owner: Owner, now: datetime, count: int, seed: int) -> Iterator[Row]:
    """Videos with growing dates: mostly public, some unlisted, some private."""
    ages = sorted((chance.uniform(0.5, _DAYS) for _ in range(count)), reverse=True)
    for number, age in enumerate(ages):
        when = now - timedelta(days=age)
        privacy = chance.choices(("public", "unlisted", "private"), (92, 4, 4))[0]
        about = chance.choice(_ABOUT)
        title = f"{chance.choice(_WHAT)}: {about} {chance.choice(_WHERE)} – số {number + 1}"
        body = {
            "snippet": {
                "title": title,
                "description": f"{title}\nNgày {when:%d/%m/%Y}.",
                "tags": [about, *chance.sample(_TAGS, 3)],
                "categoryId": chance.choice(("25", "27", "29", "22")),
                "defaultLanguage": "vi",
            },
            "status": {**metadata.NEW_STATUS, "privacyStatus": privacy, "selfDeclaredMadeForKids": False},
            "localizations": {},
            "recordingDetails": {},
            "paidProductPlacementDetails": {},
            "fileName": f"{when:%Y-%m-%d}-{number + 1:05}.mp4",
            "size": chance.randrange(5_000_000, 900_000_000),
            "uploadedAt": stamp(when),
            "publicSince": stamp(when) if privacy == "public" else None,
            "processing": {"left": 0, "ends": "processed", "why": ""},
        }
        yield Row("video", token(f"seed-{seed}-video-{number}", 8), owner.uploads, int(when.timestamp()), body)


def _playlists(chance: random.Random, owner: Owner, now: datetime, count: int, seed: int) -> Iterator[Row]:
    for number in range(count):
        name = _SHELVES[number % len(_SHELVES)]
        title = name if number < len(_SHELVES) else f"{name} {number // len(_SHELVES) + 1}"
        body = {
            "snippet": {"title": title, "description": f"Chuyên mục {title}: {chance.choice(_ABOUT)}."},
            "status": {"privacyStatus": "public"},
            "localizations": {},
            "publishedAt": stamp(now - timedelta(days=_DAYS + count - number)),
        }
        yield Row("playlist", "PL" + token(f"seed-{seed}-playlist-{number}", 24), owner.id, number + 1, body)


def _items(playlist: Row, videos: list[Row], first: int) -> Iterator[Row]:
    for position, video in enumerate(videos):
        body = {"publishedAt": video.body["uploadedAt"], "contentDetails": {}}
        id_ = items.item_id(playlist.id, first + position)
        yield Row("playlistItem", id_, playlist.id, position, body, video.id)
