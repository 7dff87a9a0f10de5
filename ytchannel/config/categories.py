"""The categories that a video can be given, with the names that YouTube shows in English and Vietnamese."""

from __future__ import annotations

from ytchannel.config.rules import RuleError, suggestion

UNDECLARED = "22"  # what YouTube gives an upload that names none

# The ids that videoCategories.list marks as assignable; they are the same in every region that has them.
_NAMES = {
    "1": ("Film & Animation", "Phim và hoạt hình"),
    "2": ("Autos & Vehicles", "Ô tô và xe cộ"),
    "10": ("Music", "Âm nhạc"),
    "15": ("Pets & Animals", "Thú cưng và động vật"),
    "17": ("Sports", "Thể thao"),
    "19": ("Travel & Events", "Du lịch và sự kiện"),
    "20": ("Gaming", "Trò chơi"),
    "22": ("People & Blogs", "Mọi người và blog"),
    "23": ("Comedy", "Hài kịch"),
    "24": ("Entertainment", "Giải trí"),
    "25": ("News & Politics", "Tin tức và chính trị"),
    "26": ("Howto & Style", "Hướng dẫn và phong cách"),
    "27": ("Education", "Giáo dục"),
    "28": ("Science & Technology", "Khoa học và công nghệ"),
    "29": ("Nonprofits & Activism", "Phi lợi nhuận và hoạt động xã hội"),
}


def _folded(name: str) -> str:
    """The name without what people write differently: letter case, spaces, and the word for "and"."""
    return " ".join("&" if word in ("and", "và") else word for word in name.casefold().split())


_IDS = {_folded(name): id_ for id_, names in _NAMES.items() for name in names}


def category(text: str) -> str:
    """The id of a category that is given by name or id. Raises RuleError."""
    if text in _NAMES:
        return text
    if found := _IDS.get(_folded(text)):
        return found
    english = [names[0] for names in _NAMES.values()]
    every = english + [names[1] for names in _NAMES.values()]
    raise RuleError("bad-category", **(suggestion(text, every) | {"known": english}))


def name_of(id_: str) -> str:
    """The English name of a category, the id of one that nobody can choose."""
    return _NAMES.get(id_, (id_,))[0]


def names(language: str) -> list[str]:
    """The categories as they are called in English or, with "vi", in Vietnamese."""
    return [each[language == "vi"] for each in _NAMES.values()]
