"""sync, as an admin lives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

TITLES = [
    "Tin thời sự Đảng ủy Khối",
    "Tin cơ sở",
    "Bảo vệ nền tảng tư tưởng của Đảng",
    "Theo gương Bác",
    "Thực hiện Nghị quyết số 28-NQ/TU",
    "Phóng sự tuyên truyền",
    "Hải Phòng-Thành phố Hoa Phượng đỏ",
]


def shelves(folder: Folder) -> list[str]:
    """The titles of the playlists on the channel's page, in its order."""
    names = {playlist["id"]: playlist["snippet"]["title"] for playlist in folder.playlists()}
    page = folder.items("channelSections?part=snippet,contentDetails&mine=true")
    page.sort(key=lambda section: section["snippet"]["position"])
    return [names[section["contentDetails"]["playlists"][0]] for section in page]


def titles(folder: Folder) -> list[str]:
    return [playlist["snippet"]["title"] for playlist in folder.playlists()]


def test_seven_sections_become_playlists_and_shelves_for_700_units(folder: Folder) -> None:
    result = folder.sync()
    assert result.code == 0
    assert (result.json["cost"]["units"], result.json["applied"], result.json["failed"]) == (700, 14, [])
    assert sorted(titles(folder)) == sorted(TITLES)
    assert shelves(folder) == TITLES


def test_a_second_sync_writes_nothing_and_reads_three_units(folder: Folder) -> None:
    folder.sync()
    folder.steer("DELETE", "journal")
    result = folder.sync()
    assert (result.code, result.json["changes"]) == (0, [])
    journal = folder.journal()
    assert {request["method"].rsplit(".", 1)[1] for request in journal} == {"list"}
    assert sum(request["units"] for request in journal) <= 3


def test_without_yes_and_without_a_terminal_nobody_is_asked(folder: Folder) -> None:
    """No prompt hangs a script: code 2 and the flag that answers."""
    result = folder.run("sync", "--sandbox")
    assert result.code == 2
    assert "--yes" in result.err
    assert titles(folder) == []


def test_dry_run_shows_the_price_and_writes_nothing(folder: Folder) -> None:
    result = folder.run("sync", "--sandbox", "--dry-run")
    assert result.code == 0
    assert "700 of the 9,9" in result.out
    assert all(title in result.out for title in TITLES)
    assert titles(folder) == []


def test_an_edited_title_is_one_update_that_keeps_the_rest(folder: Folder) -> None:
    """An update replaces the parts that it names: what they hold besides the title is carried along."""
    folder.sync()
    before = {item["id"]: item for item in folder.playlists()}
    folder.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    result = folder.sync()
    assert [(c["action"], c["kind"], c["units"]) for c in result.json["changes"]] == [("update", "playlist", 50)]
    assert result.json["changes"][0]["fields"] == {"title": {"old": "Tin cơ sở", "new": "Tin từ cơ sở"}}
    for item in folder.playlists():
        old = before[item["id"]]
        assert item["status"]["privacyStatus"] == old["status"]["privacyStatus"]
        for name in ("description", "defaultLanguage"):
            assert item["snippet"][name] == old["snippet"][name]


def test_a_playlist_renamed_by_hand_is_drift(folder: Folder) -> None:
    folder.sync()
    playlist = folder.playlists()[0]
    renamed = {"id": playlist["id"], "snippet": {**playlist["snippet"], "title": "Đổi tay"}}
    folder.request("PUT", "playlists?part=snippet", renamed)
    result = folder.run("sync", "--sandbox", "--check")
    assert result.code == 7
    assert "Đổi tay" in result.out
    assert playlist["snippet"]["title"] in result.out
    folder.sync()
    assert sorted(titles(folder)) == sorted(TITLES)


def test_shelves_in_another_order_are_moved_with_the_fewest_writes(folder: Folder) -> None:
    folder.sync()
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    head, last = text.rsplit("  - key:", 1)
    first = head.index("  - key:")
    folder.write("playlists.yaml", head[:first] + "  - key:" + last.rstrip() + "\n" + head[first:])
    result = folder.sync()
    assert [(c["action"], c["kind"]) for c in result.json["changes"]] == [("move", "shelf")]
    assert shelves(folder) == [TITLES[-1], *TITLES[:-1]]


def test_an_existing_playlist_is_adopted_by_its_title(folder: Folder) -> None:
    """A lost ledger costs a re-read, never a duplicate."""
    folder.sync()
    for file in (folder.path / ".ytchannel").glob("sandbox-ledger.db*"):
        file.unlink()
    assert folder.sync().json["changes"] == []
    assert len(titles(folder)) == 7


def test_two_playlists_of_one_title_are_a_problem_with_both_ids(folder: Folder) -> None:
    """Never a guess: which of the two is meant can only be said by a person."""
    ids = [folder.add_playlist("Tin cơ sở") for _ in range(2)]
    result = folder.sync()
    assert result.code == 3
    assert all(each in result.err for each in ids)
    line = next(
        n
        for n, text in enumerate((folder.path / "playlists.yaml").read_text().splitlines(), 1)
        if "key: tin-co-so" in text
    )
    assert f"playlists.yaml:{line}:" in result.err
    folder.replace("key: tin-co-so\n", f"key: tin-co-so\n    id: {ids[1]}\n")
    assert folder.sync().code == 0
    assert len(titles(folder)) == 8


def test_what_is_not_declared_is_left_alone_and_said(folder: Folder) -> None:
    folder.add_playlist("Của người khác")
    result = folder.run("sync", "--sandbox", "--yes")
    assert result.code == 0
    assert "Của người khác" in result.out
    assert "Của người khác" in titles(folder)


def test_a_lost_answer_to_an_insert_makes_no_second_playlist(folder: Folder) -> None:
    """Inserts have no idempotency key: the list is looked at before anything is sent again."""
    folder.fault("youtube.playlists.insert", "lose")
    assert folder.sync().code == 0
    assert sorted(titles(folder)) == sorted(TITLES)
    assert folder.sync().json["changes"] == []


@pytest.mark.parametrize("fault", ["drop", "503", "lose"])
@pytest.mark.parametrize(
    "method", ["youtube.playlists.insert", "youtube.channelSections.insert", "youtube.playlists.list"]
)
def test_after_any_fault_a_second_sync_ends_in_the_declared_state(folder: Folder, method: str, fault: str) -> None:
    folder.fault(method, fault, fault)
    first = folder.sync()
    assert first.code in (0, 6)
    assert folder.sync().code == 0
    assert shelves(folder) == TITLES
    assert len(titles(folder)) == 7


def test_a_spent_budget_ends_5_and_the_next_run_does_the_rest_only(folder: Folder) -> None:
    """403 quotaExceeded: what is done stays done, and the hour of reset is told in the channel's time zone."""
    folder.sync("--dry-run")
    folder.steer("PUT", "settings", {"now": "2026-11-24T02:00:00Z", "quota": {"default": 3 + 50 * 4 + 3}})
    first = folder.sync()
    assert first.code == 5
    assert first.json["applied"] == 4
    assert first.json["error"]["bucket"] == "default"
    assert "(Asia/Ho_Chi_Minh)" in first.err
    folder.steer("PUT", "settings", {"now": "2026-11-25T09:00:00Z", "quota": {"default": 10000}})
    assert len(titles(folder)) == 4
    folder.steer("DELETE", "journal")
    assert folder.sync().code == 0
    writes = [r["method"] for r in folder.journal() if not r["method"].endswith(".list")]
    assert len(writes) == 10
    assert shelves(folder) == TITLES


def test_quota_refused_in_the_middle(folder: Folder) -> None:
    folder.fault("youtube.channelSections.insert", "403-quotaExceeded")
    first = folder.sync()
    assert (first.code, first.json["applied"]) == (5, 7)
    assert "15:00" in first.err or "14:00" in first.err
    budgets = folder.run("quota", "--sandbox", "--json").json["budgets"]
    assert budgets["default"]["left"] == 0  # YouTube's word, until a request succeeds again
    folder.steer("DELETE", "journal")
    assert folder.sync().code == 0
    writes = [r["method"] for r in folder.journal() if not r["method"].endswith(".list")]
    assert writes == ["youtube.channelSections.insert"] * 7
    assert shelves(folder) == TITLES


def test_more_new_playlists_than_a_day_allows_end_5_and_the_next_day_goes_on(folder: Folder) -> None:
    """About 10 new playlists a day, then 429 RESOURCE_EXHAUSTED: that is the channel's limit, not the project's."""
    more = [f"  - key: muc-{number}\n    title: Mục {number}\n    privacy: public\n" for number in range(5)]
    folder.write("playlists.yaml", (folder.path / "playlists.yaml").read_text(encoding="utf-8") + "".join(more))
    folder.steer("PUT", "settings", {"now": "2026-11-24T02:00:00Z"})
    first = folder.sync()
    assert (first.code, first.json["applied"], first.json["failed"]) == (5, 17, [])
    assert [each["title"] for each in first.json["waiting"]] == ["Mục 3", "Mục 4"]
    assert re.search(r"no more playlists today.* 1[45]:00 \(Asia/Ho_Chi_Minh\)", first.err)
    asked = [each for each in folder.journal() if each["status"] == 429]
    assert [each["method"] for each in asked] == ["youtube.playlists.insert"]
    assert folder.run("quota", "--sandbox", "--json").json["budgets"]["default"]["left"] > 9000
    assert shelves(folder) == TITLES
    folder.steer("PUT", "settings", {"now": "2026-11-24T08:00:01Z"})
    folder.steer("DELETE", "journal")
    assert folder.sync().code == 0
    writes = [r["method"] for r in folder.journal() if not r["method"].endswith(".list")]
    assert writes == ["youtube.playlists.insert"] * 2
    assert len(titles(folder)) == 12


def test_it_speaks_vietnamese(folder: Folder) -> None:
    from ytchannel import words

    words.use("vi")
    result = folder.run("sync", "--sandbox", "--yes", "--lang", "vi")
    assert "tạo danh sách phát" in result.out
    assert "Đã xong: 14 thay đổi, tốn 700 đơn vị." in result.out


def localizations(folder: Folder) -> dict[str, object]:
    (item,) = [
        each
        for each in folder.items("playlists?part=snippet,localizations&mine=true&maxResults=50")
        if each["snippet"]["title"] == "Tin cơ sở"
    ]
    return dict(item.get("localizations", {}))


def test_texts_in_other_languages_are_written_and_those_of_undeclared_ones_carried(folder: Folder) -> None:
    """playlists.update replaces localizations as a whole."""
    texts = "    localizations: {en: {title: Grassroots news, description: From the wards}}\n"
    folder.replace("key: tin-co-so\n", f"key: tin-co-so\n{texts}")
    assert folder.sync().json["cost"]["units"] == 700
    assert localizations(folder) == {"en": {"title": "Grassroots news", "description": "From the wards"}}
    item = next(each for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    added = {"en": {"title": "Grassroots news", "description": "Khác"}, "fr": {"title": "Nouvelles"}}
    body = {"id": item["id"], "snippet": item["snippet"], "localizations": added}
    folder.request("PUT", "playlists?part=snippet,localizations", body)
    result = folder.sync()
    assert list(result.json["changes"][0]["fields"]) == ["description/en"]
    assert localizations(folder)["en"] == {"title": "Grassroots news", "description": "From the wards"}
    assert "fr" in localizations(folder)
    assert folder.sync().json["changes"] == []


def test_a_localization_that_repeats_the_title_goes_on_doing_so(folder: Folder) -> None:
    """Carried as it was, it would bring the old title back in the playlist's own language."""
    assert folder.sync().code == 0
    item = next(each for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    own = {"vi": {"title": "Tin cơ sở", "description": "Mô tả riêng"}}
    body = {"id": item["id"], "snippet": item["snippet"], "localizations": own}
    folder.request("PUT", "playlists?part=snippet,localizations", body)
    folder.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    folder.replace("key: tin-co-so\n", "key: tin-co-so\n    localizations: {en: {title: Grassroots news}}\n")
    assert folder.sync().code == 0
    (now,) = folder.items(f"playlists?part=localizations&id={item['id']}")
    assert now["localizations"]["vi"] == {"title": "Tin từ cơ sở", "description": "Mô tả riêng"}
