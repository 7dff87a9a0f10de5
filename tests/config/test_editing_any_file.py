"""Any file in any style, any edit: it says what it is to say, and only what changes is written anew."""

from __future__ import annotations

import copy
import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.config import written_files as written
from ytchannel.config.document import Document
from ytchannel.config.editing import EditedYaml

if TYPE_CHECKING:
    import random

WORDS = ("Tin cơ sở", "a: b", "# c", "😀", "it's", 'nói "a"', "true", "2026", "", "- gạch", "a, b", "[x", "&y", "null",
         "x\ty", "Đổi mới ", " b", "~", "tên:", "e\u0301", "\u2028", "a\\n", "x #y", "<<", "---", "\r")  # fmt: skip
letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff")
lines = st.text(letters | st.sampled_from(" :#-'\"{}[],&*!|>%@`?\\\t"), max_size=30)


class Editing:
    """Edits by chance, done to a file and to what it is to say; `touched` are the values that they change."""

    def __init__(self, file: EditedYaml, says: dict[str, Any], pool: list[str], chance: random.Random) -> None:
        self._file = file
        self._says = says
        self._chance = chance
        self._pool = [*pool, *WORDS, *written.PLAIN]
        self.wish = copy.deepcopy(says)
        self.touched: set[written.Path] = set()

    def line(self) -> str:
        return self._chance.choice(self._pool)

    def text(self) -> str:
        return "\n".join(self.line() for _ in range(self._chance.choice([1, 1, 2, 4])))

    def some(self, field: str) -> Any:
        match field:
            case "tags" | "sections":
                return [self.line() for _ in range(self._chance.randint(0, 3))]
            case "localizations":
                return {name: {"title": self.line()} for name in self._chance.sample(["en", "de", "no"], 2)}
            case "captions":
                return [{"file": self.line(), "language": "no"} for _ in range(self._chance.randint(0, 2))]
            case "description":
                return self.text()
            case _:
                return self.line()

    def edit_entries(self) -> None:
        entries = self.wish["videos"]
        for number in self._chance.sample(range(len(entries)), self._chance.randint(0, len(entries))):
            fields = self._chance.sample(written.FIELDS, self._chance.randint(1, 3))
            item = entries[number]
            for field in fields:
                before = copy.deepcopy(item.get(field))
                self._edit(item, field)
                if item.get(field) != before:
                    self.touched.add(("videos", number, field))
            if next(iter(self._says["videos"][number])) not in item:  # what follows comes behind the dash
                self.touched.add(("videos", number, next(iter(item))))
            if not item.keys() & self._says["videos"][number].keys():
                self.touched.add(("videos", number))
            after = copy.deepcopy(item)
            self._file.edit_item("videos", number, lambda given, fields=fields, after=after: put(given, fields, after))

    def _edit(self, item: dict[str, Any], field: str) -> None:
        old = item.get(field)
        if old is not None and len(item) > 1 and self._chance.random() < 0.3:
            del item[field]
        elif isinstance(old, list) and old and self._chance.random() < 0.7:
            kept = self._chance.sample(old, self._chance.randint(0, len(old)))
            item[field] = [*kept, *self.some(field)]
            if self._chance.random() < 0.5:
                self._chance.shuffle(item[field])
        elif isinstance(old, dict) and self._chance.random() < 0.7:
            old["fr"] = {"description": self.text()}
            if self._chance.random() < 0.5:
                old.pop("en", None)
        else:
            item[field] = self.some(field)

    def arrange(self) -> None:
        numbers = list(range(len(self.wish["videos"])))
        new = [{"video": self.line(), "description": self.text()} for _ in range(self._chance.randint(0, 2))]
        if self._chance.random() < 0.3:
            kept: list[Any] = self._chance.sample(numbers, self._chance.randint(0, len(numbers))) + new
            if self._chance.random() < 0.5:
                self._chance.shuffle(kept)
            self._file.arrange("videos", kept)
            moved = [each for each in kept if isinstance(each, int)] != sorted(
                each for each in kept if isinstance(each, int)
            )
            gone = numbers if moved else [number for number in numbers if number not in kept]
        else:
            gone = self._chance.sample(numbers, self._chance.randint(0, len(numbers)))
            for number in gone:
                self._file.remove_item("videos", number)
            self._file.append("videos", new)
            kept = [number for number in numbers if number not in gone] + new
        self.touched |= {("videos", number) for number in gone}
        if kept != numbers:
            self.touched |= {("videos",)} if not kept or not numbers else {("videos", -1)}
        self.wish["videos"] = [self.wish["videos"][each] if isinstance(each, int) else each for each in kept]

    def edit_top(self) -> None:
        match self._chance.choice(["", "note", "shelves", "branding"]):
            case "note" if "note" in self.wish:
                self._file.set("note", None)
                del self.wish["note"]
                self.touched.add(("note",))
            case "shelves":
                self.wish["shelves"] = [{"type": "recentUploads"}]
                self._file.set("shelves", self.wish["shelves"])
            case "branding":
                about = self.text()
                self._file.edit("channel", lambda channel: channel["branding"].update(description=about))
                self.wish["channel"]["branding"]["description"] = about
                self.touched.add(("channel", "branding", "description"))


def put(item: dict[str, Any], fields: list[str], after: dict[str, Any]) -> None:
    for field in fields:
        if field in after:
            item[field] = after[field]
        else:
            item.pop(field, None)


def clean(each: Any) -> Any:
    if isinstance(each, dict):
        return {name: clean(one) for name, one in each.items()}
    return [clean(one) for one in each] if isinstance(each, list) else unicodedata.normalize("NFC", each)


def read(text: str) -> Any:
    document = Document.read(Path("x.yaml"), "x.yaml", "manifest", "videos", text=text)
    document.finish()
    return document.value


def said(chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {
        "channel": {"timezone": "Asia/Ho_Chi_Minh", "branding": {"description": chance.choice(written.PLAIN)}},
        "videos": [written.entry(chance) for _ in range(chance.randint(0, 4))],
    }
    return made | ({"note": "x"} if chance.random() < 0.5 else {})


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=True), st.lists(lines, min_size=6, max_size=6))
def test_what_is_edited_is_read_again_and_other_lines_stay_to_the_letter(
    chance: random.Random, pool: list[str]
) -> None:
    says = said(chance)
    given_lines = written.file(says, chance)
    old = chance.choice(["", "\ufeff"]) + "".join(line.text + line.end for line in given_lines)
    assert read(old) == clean(says)
    file = EditedYaml(old)
    editing = Editing(file, says, pool, chance)
    editing.edit_entries()
    editing.arrange()
    editing.edit_top()
    result = file.text
    assert read(result) == clean(editing.wish)
    if editing.wish == says:
        assert result == old
    kept = [line.text + line.end for line in given_lines if line.text and not line.is_of(editing.touched)]
    assert_in_order(kept, result.removeprefix("\ufeff"))
    assert result.startswith("\ufeff") == old.startswith("\ufeff")


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=True), st.lists(lines, min_size=6, max_size=6), st.sampled_from([None, 2]))
def test_json_stays_json(chance: random.Random, pool: list[str], indent: int | None) -> None:
    says = said(chance)
    old = json.dumps(says, ensure_ascii=False, indent=indent)
    file = EditedYaml(old)
    editing = Editing(file, says, pool, chance)
    editing.edit_entries()
    editing.arrange()
    editing.edit_top()
    assert clean(json.loads(file.text)) == clean(editing.wish)
    edited = {each[1] for each in editing.touched if len(each) > 1}
    for number, entry in enumerate(says["videos"]) if not indent else ():
        assert number in edited or json.dumps(entry, ensure_ascii=False) in file.text


def assert_in_order(kept: list[str], text: str) -> None:
    """The lines stand in the text in that order; the last one of a file may have no end, before or after."""
    lines = iter(text.splitlines(keepends=True))
    for line in kept:
        bare = line.rstrip("\r\n")
        same = {line, bare} if bare != line else {bare, f"{bare}\n", f"{bare}\r\n"}
        assert any(each in same for each in lines), line
