"""Files that people keep are edited where a value changes, and nowhere else."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ytchannel.config.document import Document
from ytchannel.config.editing import EditedYaml
from ytchannel.config.styling import Noted
from ytchannel.errors import FilesError, Place

ROOT = Path(__file__).parent.parent.parent

LIST = """\
# Danh sách của Phòng Tuyên truyền
videos:
  # tháng 11
  - video: abcdefghijk   # đã duyệt
    title: "Bản tin số 1"   # theo công văn
    description: >-
      Dòng một
      dòng hai.
    sections: [tin-co-so]

  # tháng 12
  - video: bcdefghijkl
    title: Bản tin số 2
    # sections: [theo-guong-bac]

# hết
"""


def read(text: str, tmp_path: Path) -> Any:
    """The values of a file, as every command reads them."""
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    document = Document.read(file, None, "manifest", "videos")
    document.finish()
    return document.value


def differing(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that are only in the one and only in the other."""
    before, after = old.splitlines(), new.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.mark.parametrize("text", ["", "\n", LIST, "videos: []\n", (ROOT / "playlists.yaml").read_text("utf-8")])
def test_a_file_that_nobody_edits_stays_to_the_letter(text: str) -> None:
    assert EditedYaml(text).text == text


def test_only_the_line_of_a_changed_value_changes() -> None:
    file = EditedYaml(LIST)
    file.edit_item("videos", 0, lambda item: item.update(title="Bản tin số 1: Đổi mới"))
    old, new = differing(LIST, file.text)
    assert old == ['    title: "Bản tin số 1"   # theo công văn']
    assert new == ['    title: "Bản tin số 1: Đổi mới"   # theo công văn']


def test_a_new_text_of_several_lines_is_one_line_by_line(tmp_path: Path) -> None:
    text = "Một\n\n  hai: ba # bốn\n- năm"
    file = EditedYaml(LIST)
    file.edit_item("videos", 0, lambda item: item.update(description=text))
    assert "description: |-\n      Một\n\n        hai: ba # bốn\n      - năm\n" in file.text
    assert read(file.text, tmp_path)["videos"][0]["description"] == text


def test_a_key_that_is_taken_out_leaves_the_others_and_their_comments() -> None:
    file = EditedYaml(LIST)
    file.edit_item("videos", 0, lambda item: item.pop("description"))
    old, new = differing(LIST, file.text)
    assert (old, new) == (["    description: >-", "      Dòng một", "      dòng hai."], [])


def test_an_item_goes_with_the_comments_right_above_it_and_no_others() -> None:
    file = EditedYaml(LIST)
    file.remove_item("videos", 0)
    assert file.text == (
        "# Danh sách của Phòng Tuyên truyền\nvideos:\n  # tháng 12\n  - video: bcdefghijkl\n    title: Bản tin số 2\n"
        "    # sections: [theo-guong-bac]\n\n# hết\n"
    )


def test_a_list_whose_items_all_go_is_an_empty_one(tmp_path: Path) -> None:
    file = EditedYaml(LIST)
    file.remove_item("videos", 0)
    file.remove_item("videos", 1)
    assert read(file.text, tmp_path) == {"videos": []}
    assert file.text.endswith("# hết\n")


def test_new_items_come_behind_the_last_one_in_its_style(tmp_path: Path) -> None:
    file = EditedYaml(LIST)
    file.append("videos", [{"video": Noted("cdefghijklm", "Ảnh: #1\u2028 x"), "tags": ["a", "b"]}])
    tail = file.text.partition("    # sections: [theo-guong-bac]\n")[2]
    assert tail == "\n  - video: cdefghijklm  # Ảnh: #1 x\n    tags: [a, b]\n\n# hết\n"
    assert read(file.text, tmp_path)["videos"][2] == {"video": "cdefghijklm", "tags": ["a", "b"]}


def test_dashes_at_the_margin_stay_there(tmp_path: Path) -> None:
    text = "videos:\n- video: abcdefghijk\n- \n  video: bcdefghijkl\n  title: x\n# hết\n"
    file = EditedYaml(text)
    file.edit_item("videos", 1, lambda item: item.update(title="y"))
    file.append("videos", [{"video": "cdefghijklm", "title": "z"}])
    assert file.text == text.replace("title: x\n", "title: y\n- video: cdefghijklm\n  title: z\n")
    file = EditedYaml(text)
    file.remove_item("videos", 0)
    assert file.text == text.replace("- video: abcdefghijk\n", "")


def test_a_list_in_brackets_stays_in_brackets() -> None:
    text = "videos: [{video: abcdefghijk, title: Một}, {video: bcdefghijkl}]  # hai\n"
    assert EditedYaml(text).text == text
    file = EditedYaml(text)
    file.edit_item("videos", 1, lambda item: item.update(title="Hai, ba"))
    file.append("videos", [{"video": "cdefghijklm", "title": "Bốn"}])
    assert file.text == text.replace("bcdefghijkl}", "bcdefghijkl, title: 'Hai, ba'}, {video: cdefghijklm, title: Bốn}")


def test_an_empty_list_in_brackets_takes_items(tmp_path: Path) -> None:
    file = EditedYaml("videos: []\n# hết\n")
    file.append("videos", [{"video": "abcdefghijk"}])
    assert file.text == "videos:\n  - video: abcdefghijk\n# hết\n"


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    text = "\ufeff" + LIST.replace("\n", "\r\n")
    file = EditedYaml(text)
    file.edit_item("videos", 1, lambda item: item.update(title="Một\nhai"))
    assert file.text.startswith("\ufeff#")
    assert "\n" not in file.text.replace("\r\n", "")


def test_top_level_keys_are_made_changed_and_taken_out(tmp_path: Path) -> None:
    text = (ROOT / "playlists.yaml").read_text("utf-8")
    file = EditedYaml(text)
    file.edit("channel", lambda about: about.update(language="en"))
    file.set("shelves", [{"type": "recentUploads"}])
    old, new = differing(text, file.text)
    assert (old, new[0]) == (["  language: vi"], "  language: en")
    assert file.text.endswith("\n\nshelves:\n  - type: recentUploads\n")
    again = EditedYaml(file.text)
    again.set("shelves", None)
    assert "shelves" not in again.text
    assert again.text.rstrip() == file.text.partition("\n\nshelves:")[0].rstrip()


TEXTS = (
    "description: |-\n      Một\n\n      hai\n\n\n      ba\n      #HaiPhong #DangUy",
    "description: >-\n      Một\n      hai\n\n      ba",
    'description: "Một\n\n      hai"',
    "description: |+\n      Một\n\n    tags: [a]",
)


@pytest.mark.parametrize("old", TEXTS)
def test_texts_beside_an_edited_value_stay_to_the_letter(tmp_path: Path, old: str) -> None:
    """Blank lines are part of a text, and a hashtag at its end is no comment."""
    text = f"videos:\n  - video: abcdefghijk\n    title: A\n    {old}\n  - video: bcdefghijkl\n    title: B\n"
    before = read(text, tmp_path)["videos"][0]["description"]
    file = EditedYaml(text)
    file.edit_item("videos", 0, lambda item: item.update(title="Á"))
    file.remove_item("videos", 1)
    assert read(file.text, tmp_path)["videos"] == [{**read(text, tmp_path)["videos"][0], "title": "Á"}]
    assert read(file.text, tmp_path)["videos"][0]["description"] == before


def test_the_last_item_goes_and_another_comes(tmp_path: Path) -> None:
    file = EditedYaml("videos:\n  - key: a\n  - key: b\n    title: B\n\nx: 1\n")
    file.remove_item("videos", 1)
    file.append("videos", [{"key": "c", "title": "C"}])
    assert read(file.text, tmp_path) == {"videos": [{"key": "a"}, {"key": "c", "title": "C"}], "x": "1"}


@pytest.mark.parametrize(
    "text",
    [
        '{"videos": [{"key": "a", "title": "A"}], "channel": {"timezone": "x"}}\n',
        "videos:\n  - key: a\n    title: A\n    more: TRUE\n",
        "videos:\n  - key: z\n    more: &m [x]\n  - key: a\n    title: A\n    more: *m\n",
        "videos:\n  - key: a\n    title: A\n    more: 1__0\n",
    ],
)
def test_what_other_readers_of_yaml_take_otherwise_stays_to_the_letter(text: str) -> None:
    file = EditedYaml(text, "videos.yaml")
    file.edit_item("videos", text.count("key: z"), lambda item: item.update(title="B"))
    assert file.text == text.replace("title: A", "title: B").replace('"title": "A"', '"title": "B"')


def test_a_changed_title_is_one_line_of_the_difference() -> None:
    """Beside indents, blanks, quotes and line ends of all kinds."""
    text = (
        "videos:\r\n    -   video:   abcdefghijk\n        title: 'Một'  # tên\r\n        tags: [ a,b ]\n"
        '        localizations: { en: {title: "One"} }\r\n        description: >-\n            dài\n\n\n    - title: x'
    )
    file = EditedYaml(text)
    file.edit_item("videos", 0, lambda item: item.update(title="Hai: ba"))
    assert file.text == text.replace("'Một'", "'Hai: ba'")
    assert [len(lines) for lines in differing(text, file.text)] == [1, 1]


def test_a_text_keeps_its_style() -> None:
    old = (
        "videos:\n  - title: |  # theo công văn\n        Một\n        hai\n    description: >-\n      Một hai ba bốn\n"
        '      năm.\n    tags: ["a", b]\n    note: "Một\\nhai"\n    date: 2026\n    x: true\n'
    )
    file = EditedYaml(old)
    new = {"title": "Hai\n ba", "description": "Một hai ba bốn, năm sáu bảy.", "tags": ["c", "b"], "note": "Hai\nba"}
    file.edit_item("videos", 0, lambda item: item.update(new | {"date": "2027", "x": False}))
    assert file.text == (
        "videos:\n  - title: |-  # theo công văn\n        Hai\n         ba\n    description: >-\n      Một hai ba\n"
        "      bốn, năm sáu\n      bảy.\n"
        '    tags: ["c", b]\n    note: "Hai\\nba"\n    date: 2027\n    x: false\n'
    )


def test_new_lines_stand_in_as_far_as_those_beside_them() -> None:
    text = "channel:\n    branding:\n        country: VN\nvideos:\n-   video: a\n    title: A\n"
    file = EditedYaml(text)
    file.edit_item("videos", 0, lambda item: item.update(localizations={"en": {"title": "A: b"}}, description="a\nb"))
    file.append("videos", [{"video": "b", "order": [Noted("x", "X")]}])
    assert file.text == text + (
        "    localizations:\n        en:\n            title: 'A: b'\n    description: |-\n        a\n        b\n"
        "\n-   video: b\n    order:\n    -   x  # X\n"
    )


def test_a_key_comes_behind_the_last_one_and_the_comments_of_that() -> None:
    text = "videos:\n  - video: a\n    order:\n      - x\n      # - y\n    # title: z\n\n  # hai\n  - video: b"
    file = EditedYaml(text)
    file.edit_item("videos", 0, lambda item: item.update(privacy="public"))
    file.edit_item("videos", 1, lambda item: item.update(privacy="public"))
    assert file.text == text.replace("title: z\n", "title: z\n    privacy: public\n") + "\n    privacy: public"


def test_the_first_key_goes_and_the_dash_stays() -> None:
    text = "videos:\n  - video: a  # một\n    # hai\n    title: A\n  - video: b\n    title: B\n"
    file = EditedYaml(text)
    for number in (0, 1):
        file.edit_item("videos", number, lambda item: item.pop("video"))
    assert file.text == "videos:\n  -\n    # hai\n    title: A\n  - title: B\n"


def test_lists_in_brackets_and_lines_keep_their_comments() -> None:
    text = "videos:\n  - tags: [\n      a, # một\n      b, # hai\n      # ba\n      c # bốn\n    ]\n"
    file = EditedYaml(text)
    file.edit_item("videos", 0, lambda item: item.update(tags=["a", "c", "d", "e"]))
    assert file.text == text.replace("      b, # hai\n", "").replace("c # bốn\n", "c, # bốn\n      d,\n      e\n")


def test_json_stays_in_its_lines() -> None:
    text = (
        '{\n  "videos": [\n    {\n      "video": "a",\n      "shelf": true\n    }\n  ],\n  "defaults": {"x":"y"}\n}\n'
    )
    file = EditedYaml(text)
    file.edit_item("videos", 0, lambda item: item.update(shelf=False, title='Một "hai"\nba'))
    file.append("videos", [{"video": "b", "tags": ["c"]}])
    file.edit("defaults", lambda defaults: defaults.update(x="z"))
    assert file.text == (
        '{\n  "videos": [\n    {\n      "video": "a",\n      "shelf": false,\n'
        '      "title": "Một \\"hai\\"\\nba"\n    },\n'
        '    {"video": "b", "tags": ["c"]}\n  ],\n  "defaults": {"x":"z"}\n}\n'
    )


@pytest.mark.parametrize("text", ["{}", "x: 1", "{x: 1}\n", "# một\n", "x:\n  - a\n# hai\n"])
def test_a_file_whose_keys_all_go_takes_others(text: str, tmp_path: Path) -> None:
    file = EditedYaml(text)
    file.set("x", None)
    file.append("videos", [{"video": "a"}, {"video": "b", "title": "- B"}])
    assert read(file.text, tmp_path) == {"videos": [{"video": "a"}, {"video": "b", "title": "- B"}]}
    assert [line for line in text.splitlines() if line.startswith("#")] == file.text.splitlines()[: text.count("#")][
        -1:
    ]


def test_a_comment_is_not_taken_into_a_text_that_comes_before_it() -> None:
    file = EditedYaml("videos:\n  -\n    tags: []  # không\n  - video: b  # hai\n    # ba\n    tags: [x]\n")
    file.edit_item("videos", 0, lambda item: (item.clear(), item.update(description="a\nb")))
    file.edit_item("videos", 1, lambda item: item.update(video="a\nb"))
    assert file.text == (
        "videos:\n  - description: |-\n      a\n      b\n"
        "  - video: |-  # hai\n      a\n      b\n    # ba\n    tags: [x]\n"
    )


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_used_elsewhere_too_is_not_changed(number: int) -> None:
    file = EditedYaml("videos:\n  - video: a\n    tags: &t [x]\n  - video: b\n    tags: *t\n", "videos.yaml")
    file.edit_item("videos", number, lambda item: item.update(tags=["y"]))
    with pytest.raises(FilesError) as refused:
        assert file.text
    problems = [(problem.code, problem.place) for problem in refused.value.problems]
    assert problems == [("yaml-alias", Place("videos.yaml", 3, 11))]


def test_a_file_whose_form_allows_no_edit_is_refused() -> None:
    file = EditedYaml("videos:\n  - video: a\n    ? title\n    : A\n", "videos.yaml")
    file.edit_item("videos", 0, lambda item: item.pop("title"))
    with pytest.raises(FilesError) as refused:
        assert file.text
    assert [problem.code for problem in refused.value.problems] == ["file-uneditable"]


letters = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"
)
texts = st.text(letters | st.sampled_from("\n\n  -#:'\"[]{}&*!|>%@`,?=~ắệịđƯ"), max_size=60).map(str.strip)


@settings(max_examples=400, deadline=None)
@given(texts, texts, st.lists(texts, max_size=4))
def test_whatever_is_written_is_read_as_it_was(tmp_path_factory: Any, title: str, text: str, tags: list[str]) -> None:
    wish = {"title": title, "description": text, "tags": tags}
    file = EditedYaml(LIST)
    file.edit_item("videos", 0, lambda item: item.update(wish))
    file.append("videos", [{"video": Noted("cdefghijklm", title), **wish}])
    folder = tmp_path_factory.getbasetemp()
    found = read(file.text, folder)["videos"]
    clean = {
        name: unicodedata.normalize("NFC", value) if isinstance(value, str)
        else [unicodedata.normalize("NFC", each) for each in value]
        for name, value in wish.items()
    }  # fmt: skip
    assert {name: found[0][name] for name in wish} == clean
    assert found[2] == {"video": "cdefghijklm", **clean}
    assert found[1] == read(LIST, folder)["videos"][1]


def test_a_list_keeps_the_comments_of_people_behind_its_items(tmp_path: Path) -> None:
    order = "      - abcdefghijk  # phải đứng đầu!\n      - bcdefghijkl\n      - cdefghijklm  # ba\n"
    text = f"videos:\n  - key: a\n    order:\n{order}"
    file = EditedYaml(text)
    new = [Noted("cdefghijklm", "Bản tin 3"), Noted("bcdefghijkl", "Bản tin 2"), Noted("abcdefghijk", "Bản tin 1")]
    file.edit_item("videos", 0, lambda item: item.update(order=new))
    lines = [line.split() for line in file.text.splitlines()[3:]]
    assert lines == [
        ["-", "cdefghijklm", "#", "ba"],
        ["-", "bcdefghijkl"],
        ["-", "abcdefghijk", "#", "phải", "đứng", "đầu!"],
    ]
    assert read(file.text, tmp_path)["videos"][0]["order"] == ["cdefghijklm", "bcdefghijkl", "abcdefghijk"]


def test_a_block_that_is_emptied_is_an_empty_text(tmp_path: Path) -> None:
    file = EditedYaml("videos:\n  - key: a\n    description: |\n      một\n      hai\n    note: |\n      một\n")
    file.edit_item("videos", 0, lambda item: item.update(description=""))
    assert file.text == "videos:\n  - key: a\n    description: ''\n    note: |\n      một\n"


def test_a_list_is_put_together_anew_of_the_lines_that_were_there(tmp_path: Path) -> None:
    text = (
        "videos:\n  # một\n  - {key: a, title: A}   # x\n  - key: b\n    # trong b\n    title: B\n  - key: c\n\nx: 1\n"
    )
    file = EditedYaml(text)
    file.arrange("videos", [1, {"key": "d"}, 0])
    assert file.text == (
        "videos:\n  - key: b\n    # trong b\n    title: B\n  - key: d\n  # một\n  - {key: a, title: A}   # x\n\nx: 1\n"
    )
