"""Any file in any style, any edit: it says what it is to say, and only what changes is written anew."""

from __future__ import annotations

import copy
import difflib
import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ytchannel.config.document import Document
from ytchannel.config.editing import EditedYaml

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = ("video", "title", "description", "tags", "sections", "localizations", "captions", "privacy")
WORDS = ("Tin cơ sở", "a: b", "# c", "😀 x", "it's", 'nói "a"', "true", "2026", "", "- gạch", "a, b", "[x", "&y", "null",
         "x\ty", "Đổi mới ", " b", "~", "tên:", "e\u0301", "\u2028", "a\\n")  # fmt: skip
word = st.sampled_from(WORDS)
letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff")
line = word | st.text(letters | st.sampled_from(" :#-'\"{}[],&*!|>%@`?\\"), max_size=30)
text = line | st.lists(line, min_size=2, max_size=4).map("\n".join)
texts = st.lists(line, min_size=1, max_size=4)
# What stands in a file at first must be such that every style can say it.
plain = st.from_regex(r"[A-Za-zđĐắ😀]([a-zà-ỹ ]{0,12}[a-zẤỹ0-9])?", fullmatch=True).filter(
    lambda value: value not in ("null", "Null")
)
value = {"tags": texts, "sections": texts, "description": text, "localizations": st.dictionaries(
    st.sampled_from(["en", "fr", "no"]), st.fixed_dictionaries({"title": line}, optional={"description": text}), min_size=1
), "captions": st.lists(st.fixed_dictionaries({"file": line, "language": line}), min_size=1, max_size=3)}  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """An entry as a file may have it at first."""
    made: dict[str, Any] = {}
    for field in draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True)):
        match field:
            case "tags" | "sections":
                made[field] = draw(st.lists(plain, max_size=4))
            case "localizations":
                made[field] = {"en": {"title": draw(plain)}, "fr": {"title": draw(plain), "description": draw(plain)}}
            case "captions":
                made[field] = [{"file": draw(plain), "language": "vi"} for _ in range(draw(st.integers(1, 2)))]
            case "description":
                made[field] = "\n".join(draw(st.lists(plain, min_size=1, max_size=3)))
            case _:
                made[field] = draw(plain)
    return made


class Writer:
    """Writes values as people do, each time in another style. Lines are counted from the column of what they are in."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.step = draw(st.sampled_from([2, 3, 4]))
        self.offset = draw(st.sampled_from([0, 2, 4]))
        self.gap = draw(st.sampled_from([2, 2, 4]))
        self.quiet = draw(st.booleans())

    def one(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def comment(self) -> str:
        return "" if self.quiet else self.one("", "", "", "  # ghi chú: - x", " # [a")

    def above(self) -> list[str]:
        return [] if self.quiet else self.one([], [], [], ["# việc: - cần"], [""], ["", "# một", "# hai"])

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{name}: {self.flow(each)}" for name, each in value.items()) + self.one("}", " }")
        if isinstance(value, list):
            return self.one("[", "[ ") + self.one(", ", " , ").join(map(self.flow, value)) + "]"
        return self.quoted(value) if "\n" in value else self.one(value, f"'{value}'", self.quoted(value))

    def quoted(self, value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    def value(self, value: Any, *, dash: bool) -> tuple[str, list[str]]:
        """What stands behind a key or dash, and the lines below."""
        step = self.gap if dash else self.step
        if isinstance(value, str):
            return self.text(value, step)
        if not value or self.one(True, False, False):
            return self.flow(value) + self.comment(), []
        lines = self.mapping(value) if isinstance(value, dict) else self.sequence(value)
        step = step if isinstance(value, dict) or dash else self.offset
        if dash and lines[0] and not lines[0].startswith("#"):
            return lines[0], shifted(lines[1:], step)
        return self.comment(), shifted(lines, step)

    def text(self, value: str, step: int) -> tuple[str, list[str]]:
        style = self.one("|", ">", '"') if "\n" in value else self.one("", "'", '"', "|", ">")
        if style in ("|", ">"):
            between = "\n" if style == "|" else "\n\n"
            return f"{style}-" + self.comment(), shifted(between.join(value.split("\n")).split("\n"), step)
        return {"": value, "'": f"'{value}'", '"': self.quoted(value)}[style] + self.comment(), []

    def mapping(self, value: dict[str, Any]) -> list[str]:
        lines: list[str] = []
        for number, (name, each) in enumerate(value.items()):
            inline, below = self.value(each, dash=False)
            lines += [*(self.above() if number else []), f"{name}:{' ' if inline.strip() else ''}{inline}", *below]
        return lines

    def sequence(self, value: list[Any]) -> list[str]:
        lines: list[str] = []
        for each in value:
            inline, below = self.value(each, dash=True)
            lines += [*self.above(), "-" + " " * (self.gap - 1) + inline, *below]
        return lines


def shifted(lines: list[str], columns: int) -> list[str]:
    return [" " * columns + line if line else "" for line in lines]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A file, and what it says."""
    says: dict[str, Any] = {
        "channel": {"timezone": draw(plain), "branding": {"description": draw(plain)}},
        "videos": draw(st.lists(entries(), max_size=4)),
    }
    if draw(st.booleans()):
        says["note"] = draw(plain)
    kind = draw(st.sampled_from(["block", "block", "block", "json", "json lines"]))
    if kind != "block":
        return json.dumps(says, ensure_ascii=False, indent=2 if kind == "json lines" else None), says
    writer = Writer(draw)
    lines = shifted([*writer.above(), *writer.mapping(says), *writer.above()], draw(st.sampled_from([0, 0, 0, 2])))
    usual = draw(st.sampled_from(["\n", "\r\n"]))
    mixed = draw(st.booleans())
    ends = [draw(st.sampled_from(["\n", "\r\n"])) if mixed else usual for _ in lines]
    if draw(st.booleans()):
        ends[-1] = ""
    return draw(st.sampled_from(["", "\ufeff"])) + "".join(a + b for a, b in zip(lines, ends, strict=True)), says


@st.composite
def changes(draw: st.DrawFn, entry: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Some fields set, taken out, or changed within."""
    fields = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True))
    wish = copy.deepcopy(entry)
    for field in fields:
        old = wish.get(field)
        if old is not None and len(wish) > 1 and draw(st.booleans()):
            del wish[field]
        elif isinstance(old, list) and old and draw(st.booleans()):
            new = draw(st.permutations(old))
            wish[field] = [*new[: draw(st.integers(1, len(new)))], *(draw(texts) if isinstance(old[0], str) else [])]
        elif isinstance(old, dict) and draw(st.booleans()):
            old["fr"] = {"description": draw(text)}
        else:
            wish[field] = draw(value.get(field, line))

    def change(item: dict[str, Any]) -> None:
        for field in fields:
            if field in wish:
                item[field] = wish[field]
            else:
                item.pop(field, None)

    return change


def clean(each: Any) -> Any:
    if isinstance(each, dict):
        return {name: clean(one) for name, one in each.items()}
    return [clean(one) for one in each] if isinstance(each, list) else unicodedata.normalize("NFC", each)


def read(text: str) -> Any:
    document = Document.read(Path("x.yaml"), "x.yaml", "manifest", "videos", text=text)
    document.finish()
    return document.value


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_what_is_edited_is_read_again_and_nothing_else_changes(data: st.DataObject) -> None:
    old, says = data.draw(files())
    assert read(old) == clean(says)
    file = EditedYaml(old)
    wish = copy.deepcopy(says)
    numbers = list(range(len(says["videos"])))
    edited = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    for number in edited:
        change = data.draw(changes(says["videos"][number]))
        file.edit_item("videos", number, change)
        change(wish["videos"][number])
    gone = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    for number in gone:
        file.remove_item("videos", number)
    new = [{"video": "x", **data.draw(st.fixed_dictionaries({}, optional={"title": line, "description": text}))}
           for _ in range(data.draw(st.integers(0, 2)))]  # fmt: skip
    file.append("videos", new)
    wish["videos"] = [each for number, each in enumerate(wish["videos"]) if number not in gone] + new
    match data.draw(st.sampled_from(["", "note", "shelves", "branding"])):
        case "note" if "note" in wish:
            file.set("note", None)
            del wish["note"]
        case "shelves":
            wish["shelves"] = [{"type": "recentUploads"}]
            file.set("shelves", wish["shelves"])
        case "branding":
            about = data.draw(text)
            file.edit("channel", lambda channel: channel["branding"].update(description=about))
            wish["channel"]["branding"]["description"] = about
    result = file.text
    assert read(result) == clean(wish)
    if read(old) == clean(wish):
        assert result == old
    untouched = [number for number in numbers if number not in (*edited, *gone)]
    assert kept_entries(old, untouched) <= kept_entries(result, range(len(wish["videos"])))


def kept_entries(text: str, numbers: Any) -> set[str]:
    """The entries of a file to the letter, with their line ends."""
    from ytchannel.config.composing import compose
    from ytchannel.config.reading import Source

    text = text.removeprefix("\ufeff")
    root: Any = compose(Source(Path(), "", text))
    videos = next(each for name, each in root.value if name.value == "videos")
    nodes = [videos.value[number] for number in numbers]
    return {text[node.start_mark.index : node.end_mark.index].rstrip() for node in nodes}
