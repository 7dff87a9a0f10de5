"""pull: the live channel becomes files, and a sync of them plans nothing."""

from __future__ import annotations

import io
import json
import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from PIL import Image

from ytchannel.sandbox import Request, Sandbox

if TYPE_CHECKING:
    from tests.system.conftest import Folder
    from ytchannel.sandbox import Response

NOW = "2026-11-24T07:00:00Z"
EVERY_LETTER = "Ắn Ằn Ẳn Ẵn Ặn Ấm Ầm Ẩm Ẫm Ậm Đế Đề Để Đễ Đệ Ốc Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ Í Ì Ỉ Ĩ Ị"


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """An empty folder, and a channel with videos and playlists that others have made."""
    folder.steer("PUT", "settings", {"now": NOW, "quota": {"default": 1_000_000}, "playlists_a_day": None})
    folder.steer("POST", "seed", {"videos": 60, "playlists": 4, "items_per_playlist": 12, "seed": 5})
    (folder.path / "playlists.yaml").unlink()
    return folder


def pull(folder: Folder, *more: str) -> Any:
    result = folder.run("pull", "--sandbox", "--json", "--timezone", "Asia/Ho_Chi_Minh", "--yes", *more)
    assert result.code == 0, result.err
    return result.json


def again(folder: Folder, *more: str) -> Any:
    result = folder.run("pull", "--sandbox", "--json", "--yes", *more)
    assert result.code == 0, result.err
    return result.json


def in_step(folder: Folder) -> None:
    """A sync plans nothing, nor does an upload."""
    lift(folder)
    result = folder.run("sync", "--sandbox", "--check", "--json")
    assert (result.code, result.json["changes"]) == (0, []), result.err
    result = folder.run("upload", "--sandbox", "--dry-run", "--json")
    assert (result.code, result.json["changes"]) == (0, []), result.err


def lift(folder: Folder) -> None:
    """The daily budget out of the way."""
    text = (folder.path / "playlists.yaml").read_text("utf-8")
    if "quota:" not in text:
        folder.write("playlists.yaml", text.replace("\nchannel:\n", "\nchannel:\n  quota: {default: 1000000}\n", 1)
                     if not text.startswith("channel:") else
                     text.replace("channel:\n", "channel:\n  quota: {default: 1000000}\n", 1))  # fmt: skip


def files(folder: Folder) -> tuple[Any, Any]:
    """Both files, read by a library that is not ours."""
    return tuple(yaml.safe_load((folder.path / name).read_text("utf-8")) for name in ("playlists.yaml", "videos.yaml"))  # type: ignore[return-value]


def add_section(folder: Folder, type_: str, playlists: list[str] | None = None, title: str = "") -> str:
    """A section of the page, made by somebody else."""
    body: dict[str, Any] = {"snippet": {"type": type_}}
    if title:
        body["snippet"]["title"] = title
    if playlists:
        body["contentDetails"] = {"playlists": playlists}
    return str(folder.request("POST", "channelSections?part=snippet,contentDetails", body)["id"])


FRIENDS = ["UC" + "b" * 22, "UC" + "a" * 22]
REST = ("popularUploads", "allPlaylists", "subscriptions", "liveEvents", "upcomingEvents", "completedEvents")


def add_every_section(folder: Folder, playlists: list[str]) -> None:
    add_section(folder, "recentUploads")
    add_section(folder, "singlePlaylist", [playlists[2]])
    add_section(folder, "multiplePlaylists", [playlists[1], playlists[0]], "Học tập và làm theo")
    body = {"snippet": {"type": "multipleChannels", "title": "Kênh bạn"}, "contentDetails": {"channels": FRIENDS}}
    folder.request("POST", "channelSections?part=snippet,contentDetails", body)
    for kind in REST:
        add_section(folder, kind)


def ids(folder: Folder) -> list[str]:
    return [each["id"] for each in folder.playlists()]


def another_channels_video(folder: Folder) -> str:
    """A public video of another channel, which no request of this one can make: put where it is kept."""
    from ytchannel.sandbox.store import Row

    folder.steer("PUT", "settings", {"channels": [{"title": "Khác", "handle": "@khac", "account": "khac@example.com"}]})
    (other,) = folder.items("channels?part=id&forHandle=@khac")
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        store = sandbox._store
        own = store.get("video", folder.uploads()[0])
        assert own
        body = {**own.body, "status": {"privacyStatus": "public"}}
        store.put(Row("video", "XXXXXXXXXX1", "UU" + other["id"][2:], 0, body))
    return "XXXXXXXXXX1"


def content(folder: Folder) -> dict[str, Any]:
    """The channel as viewers have it, without the ids that YouTube gives."""
    playlists = folder.items("playlists?part=snippet,status,localizations&mine=true&maxResults=50")
    titles = {each["id"]: each["snippet"]["title"] for each in playlists}
    sections = folder.items("channelSections?part=snippet,contentDetails&mine=true")
    (about,) = folder.items("channels?part=brandingSettings&mine=true")
    return {
        "playlists": {
            each["snippet"]["title"]: [
                each["snippet"]["description"], each["snippet"].get("defaultLanguage"), each["status"],
                each.get("localizations", {}), folder.entries(each["id"]),
            ]
            for each in playlists
        },
        "page": [
            [each["snippet"]["type"], each["snippet"].get("title"),
             [titles[one] for one in each.get("contentDetails", {}).get("playlists", ())],
             each.get("contentDetails", {}).get("channels")]
            for each in sorted(sections, key=lambda each: each["snippet"]["position"])
        ],
        "about": about["brandingSettings"]["channel"],
    }  # fmt: skip


def test_an_empty_folder_gets_the_channel_and_a_sync_plans_nothing(channel: Folder) -> None:
    told = pull(channel)
    assert [each["state"] for each in told["files"]] == ["new", "new"]
    declared, listed = files(channel)
    assert declared["channel"]["timezone"] == "Asia/Ho_Chi_Minh"
    assert [each["id"] for each in declared["sections"]] == ids(channel)
    assert [each["video"] for each in listed["videos"]] == channel.uploads()
    in_step(channel)


def test_what_is_read_costs_what_the_lists_cost(channel: Folder) -> None:
    channel.steer("DELETE", "journal")
    told = pull(channel)
    # The channel, its playlists and page; 4 lists of entries; 60 uploads and what is said of them, 50 a unit.
    assert told["units"] == 3 + 4 + 2 + 2
    assert all(request["method"].endswith(".list") for request in channel.journal())


def test_texts_stand_unescaped_and_line_by_line(channel: Folder) -> None:
    video = channel.uploads()[0]
    text = f"{EVERY_LETTER}\n\nDòng “ba”: 😀 # không phải chú thích  \n- gạch"
    snippet = {"title": EVERY_LETTER[:100], "description": text, "categoryId": "25", "tags": ["Đảng ủy Khối", "a: b"]}
    channel.request("PUT", "videos?part=snippet", {"id": video, "snippet": snippet})
    pull(channel)
    raw = (channel.path / "videos.yaml").read_text("utf-8")
    assert EVERY_LETTER in raw
    assert "\n      Dòng “ba”: 😀 # không phải chú thích  \n      - gạch\n" in raw
    assert files(channel)[1]["videos"][0]["description"] == text
    assert files(channel)[1]["videos"][0]["category"] == "News & Politics"
    in_step(channel)


def test_dates_stand_in_the_time_zone_of_the_channel(channel: Folder) -> None:
    video = next(each["id"] for each in channel.videos() if each["status"]["privacyStatus"] == "private")
    status = {"privacyStatus": "private", "publishAt": "2026-12-01T00:00:00Z", "selfDeclaredMadeForKids": False}
    channel.request("PUT", "videos?part=status", {"id": video, "status": status})
    pull(channel)
    (entry,) = [each for each in files(channel)[1]["videos"] if each["video"] == video]
    assert (entry["publish_at"], entry.get("privacy")) == ("2026-12-01 07:00", None)
    in_step(channel)


def test_every_kind_of_shelf_comes_along_in_the_order_of_the_page(channel: Folder) -> None:
    add_every_section(channel, ids(channel))
    pull(channel)
    shelves = files(channel)[0]["shelves"]
    kinds = [each.get("type", each.get("section")) for each in shelves]
    assert kinds[4:] == list(REST)
    assert shelves[3] == {"type": "multipleChannels", "title": "Kênh bạn", "channels": FRIENDS}
    keys = {each["id"]: each["key"] for each in files(channel)[0]["sections"]}
    assert shelves[1] == {"section": keys[ids(channel)[2]]}
    assert shelves[2]["sections"] == [keys[ids(channel)[1]], keys[ids(channel)[0]]]
    in_step(channel)


def test_shelves_of_sections_alone_are_flags_and_the_sections_stand_in_their_order(channel: Folder) -> None:
    wanted = [ids(channel)[2], ids(channel)[0]]
    for playlist in wanted:
        add_section(channel, "singlePlaylist", [playlist])
    pull(channel)
    declared = files(channel)[0]
    assert "shelves" not in declared
    assert [each["id"] for each in declared["sections"] if each.get("shelf")] == wanted
    assert [each["id"] for each in declared["sections"]][:2] == wanted
    in_step(channel)


def test_orders_are_told_by_their_rule_where_there_is_one(channel: Folder) -> None:
    new = {}
    public = [v for v in channel.videos() if v["status"]["privacyStatus"] == "public"][:6]
    for title, videos in {"Mới": public, "Cũ": public[::-1], "Ít": public[:1], "Đôi": public[1::-1]}.items():
        new[title] = channel.add_playlist(title)
        for video in videos:
            resource = {"kind": "youtube#video", "videoId": video["id"]}
            channel.request(
                "POST", "playlistItems?part=snippet", {"snippet": {"playlistId": new[title], "resourceId": resource}}
            )
    pull(channel)
    orders = {each["title"]: each.get("order") for each in files(channel)[0]["sections"]}
    assert (orders["Mới"], orders["Cũ"], orders["Ít"]) == ("newest", "oldest", None)
    assert orders["Đôi"] == [public[1]["id"], public[0]["id"]]
    in_step(channel)


def square(folder: Folder, playlist: str, size: int = 300) -> bytes:
    """A picture that somebody gives a playlist."""
    stream = io.BytesIO()
    Image.new("RGB", (size, size), (200, 20, size % 256)).save(stream, "PNG")
    body = {"snippet": {"playlistId": playlist, "type": "hero"}}
    content = (
        b"--x\r\nContent-Type: application/json\r\n\r\n" + json.dumps(body).encode()
        + b"\r\n--x\r\nContent-Type: image/png\r\n\r\n" + stream.getvalue() + b"\r\n--x--\r\n"
    )  # fmt: skip
    url = "https://youtube.googleapis.com/upload/youtube/v3/playlistImages?part=snippet&uploadType=multipart"
    headers = {"Authorization": "Bearer other", "Content-Type": "multipart/related; boundary=x"}
    assert answer(folder, Request("POST", url, headers, content)).status == 200
    return stream.getvalue()


def answer(folder: Folder, request: Request) -> Response:
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        return sandbox.handle(request)


def pictures(folder: Folder) -> dict[str, bytes]:
    """What a viewer sees of the playlists that have a picture of their own."""
    shown = {each["snippet"]["title"]: each["snippet"]["thumbnails"] for each in folder.playlists()}
    found = {title: answer(folder, Request("GET", each["default"]["url"], {}, b"")) for title, each in shown.items()}
    return {title: each.body for title, each in found.items() if each.status == 200}


def test_pictures_of_playlists_become_files_and_are_not_sent_again(channel: Folder) -> None:
    picture = square(channel, ids(channel)[1])
    channel.steer("DELETE", "journal")
    pull(channel)
    # Playlists that show a video have no picture of their own, so they are not asked.
    assert [each["method"] for each in channel.journal()].count("youtube.playlistImages.list") == 1
    (section,) = [each for each in files(channel)[0]["sections"] if "cover" in each]
    assert (section["id"], section["cover"]) == (ids(channel)[1], f"covers/{section['key']}.png")
    assert (channel.path / section["cover"]).read_bytes() == picture
    in_step(channel)
    assert again(channel)["files"][2:] == []


def test_a_picture_that_was_taken_away_is_declared_no_more(channel: Folder) -> None:
    square(channel, ids(channel)[1])
    pull(channel)
    (image,) = channel.items(f"playlistImages?part=snippet&parent={ids(channel)[1]}")
    channel.request("DELETE", f"playlistImages?id={image['id']}")
    again(channel)
    assert not [each for each in files(channel)[0]["sections"] if "cover" in each]
    in_step(channel)


def test_a_file_of_ones_own_is_not_replaced(channel: Folder) -> None:
    square(channel, ids(channel)[1])
    pull(channel)
    cover = next(each["cover"] for each in files(channel)[0]["sections"] if "cover" in each)
    for name in ("playlists.yaml", "videos.yaml"):
        (channel.path / name).unlink()
    (channel.path / cover).write_bytes(b"mine")
    pull(channel)
    assert (channel.path / cover).read_bytes() == b"mine"
    other = next(each["cover"] for each in files(channel)[0]["sections"] if "cover" in each)
    assert other == cover.replace(".png", "-2.png")
    in_step(channel)


def test_a_podcast_is_declared_as_one(channel: Folder) -> None:
    playlist = channel.playlists()[0]
    snippet = {"title": playlist["snippet"]["title"], "description": ""}
    body = {"id": playlist["id"], "snippet": snippet, "status": {"privacyStatus": "public", "podcastStatus": "enabled"}}
    channel.request("PUT", "playlists?part=snippet,status", body)
    pull(channel)
    told = [(each["id"], each.get("podcast")) for each in files(channel)[0]["sections"]]
    assert told == [(each, True if each == playlist["id"] else None) for each in ids(channel)]
    in_step(channel)


def test_two_playlists_of_one_title_are_told_apart_by_their_ids(channel: Folder) -> None:
    for _ in range(2):
        channel.add_playlist("Tin cơ sở")
    pull(channel)
    same = [each for each in files(channel)[0]["sections"] if each["title"] == "Tin cơ sở"]
    assert sorted(each["key"] for each in same) == ["tin-co-so", "tin-co-so-2"]
    in_step(channel)


def test_a_playlist_without_latin_letters_gets_a_key_all_the_same(channel: Folder) -> None:
    channel.add_playlist("日本語")
    pull(channel)
    assert "playlist" in [each["key"] for each in files(channel)[0]["sections"]]
    in_step(channel)


def test_videos_of_others_are_listed_for_their_place_only(channel: Folder) -> None:
    other = another_channels_video(channel)
    resource = {"kind": "youtube#video", "videoId": other}
    where = ids(channel)[0]
    channel.request("POST", "playlistItems?part=snippet", {"snippet": {"playlistId": where, "resourceId": resource}})
    pull(channel)
    (entry,) = [each for each in files(channel)[1]["videos"] if each["video"] == other]
    assert entry.keys() == {"video", "sections"}
    in_step(channel)


def test_files_that_say_what_the_channel_is_stay_to_the_letter(channel: Folder) -> None:
    pull(channel)
    before = [(channel.path / name).read_bytes() for name in ("playlists.yaml", "videos.yaml")]
    told = again(channel)
    assert [each["state"] for each in told["files"]] == ["same", "same"]
    assert [(channel.path / name).read_bytes() for name in ("playlists.yaml", "videos.yaml")] == before


def test_only_what_differs_changes_in_files_that_people_keep(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    assert folder.sync().code == 0
    text = (folder.path / "playlists.yaml").read_text("utf-8")
    (first, *_rest) = folder.playlists()
    title = first["snippet"]["title"]
    new = {"title": f"{title} (mới)", "description": first["snippet"]["description"], "defaultLanguage": "vi"}
    folder.request("PUT", "playlists?part=snippet", {"id": first["id"], "snippet": new})
    shown = folder.run("pull", "--sandbox", "--dry-run", "--lang", "vi")
    assert f"-    title: {title}" in shown.out
    assert f"+    title: {title} (mới)" in shown.out
    assert (folder.path / "playlists.yaml").read_text("utf-8") == text
    again(folder)
    assert (folder.path / "playlists.yaml").read_text("utf-8") == text.replace(
        f"    title: {title}\n", f"    title: {title} (mới)\n"
    )
    in_step(folder)


def test_a_question_is_asked_before_a_file_changes(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    assert folder.sync().code == 0
    playlist = folder.playlists()[0]["id"]
    folder.request("DELETE", f"playlists?id={playlist}")
    result = folder.run("pull", "--sandbox", "--lang", "en")
    assert (result.code, "--yes" in result.err) == (2, True)
    assert not (folder.path / "videos.yaml").exists()


def test_sections_follow_playlists_that_were_made_and_deleted_by_hand(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    assert folder.sync().code == 0
    gone = next(each for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở")
    folder.request("DELETE", f"playlists?id={gone['id']}")
    folder.add_playlist("Điểm báo")
    told = again(folder)
    keys = [each["key"] for each in files(folder)[0]["sections"]]
    assert keys == ["tin-thoi-su", "bao-ve-nen-tang", "theo-guong-bac", "nghi-quyet-28", "phong-su-tuyen-truyen",
                    "hai-phong-hoa-phuong-do", "diem-bao"]  # fmt: skip
    text = (folder.path / "playlists.yaml").read_text("utf-8")
    assert text.startswith("# Kênh YouTube của Đảng ủy Khối Doanh nghiệp Hải Phòng.\n")
    assert "# Thứ tự ở đây là thứ tự các mục trên trang kênh." in text
    # The shelf of the deleted playlist is not ours to take away.
    assert {each["code"]: each["names"] for each in told["notes"]} == {
        "pull-shelves": ["singlePlaylist"], "pull-lost": ["Tin cơ sở"],
    }  # fmt: skip
    in_step(folder)


def test_a_section_that_was_never_synced_stays_and_is_said(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    assert folder.sync().code == 0
    folder.write(
        "playlists.yaml", (folder.path / "playlists.yaml").read_text("utf-8") + "\n  - key: nhap\n    title: Nháp\n"
    )
    told = again(folder)
    assert [(each["code"], each["names"]) for each in told["notes"]] == [("pull-draft", ["Nháp"])]
    assert files(folder)[0]["sections"][-1] == {"key": "nhap", "title": "Nháp"}


def test_the_page_as_it_was_turned_in_the_studio_is_taken_over(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    assert folder.sync().code == 0
    sections = folder.items("channelSections?part=snippet,contentDetails&mine=true")
    last = max(sections, key=lambda each: each["snippet"]["position"])
    body = {
        "id": last["id"],
        "snippet": {"type": "singlePlaylist", "position": 0},
        "contentDetails": last["contentDetails"],
    }
    folder.request("PUT", "channelSections?part=snippet,contentDetails", body)
    again(folder)
    declared = files(folder)[0]
    assert declared["shelves"][0] == {"section": "hai-phong-hoa-phuong-do"}
    assert len(declared["shelves"]) == 7
    assert not any(each.get("shelf") for each in declared["sections"])
    in_step(folder)


def test_the_list_follows_what_was_done_by_hand(channel: Folder) -> None:
    pull(channel)
    videos = channel.uploads()
    text = (channel.path / "videos.yaml").read_text("utf-8")
    entry = text.partition(f"  - video: {videos[3]}\n")[2].partition("  - video:")[0]
    noted = text.replace(f"- video: {videos[3]}\n", f"- video: {videos[3]}  # xem lại\n", 1)
    channel.write("videos.yaml", noted)
    snippet = {"title": "Đổi tên: số 4", "description": "Mới", "categoryId": "25"}
    channel.request("PUT", "videos?part=snippet", {"id": videos[3], "snippet": snippet})
    channel.request("DELETE", f"videos?id={videos[5]}")
    told = again(channel)
    (change,) = [each for each in told["files"] if each["file"].endswith("videos.yaml")]
    assert "+    title: 'Đổi tên: số 4'" in change["diff"]
    assert f"-  - video: {videos[5]}" in change["diff"]
    after = (channel.path / "videos.yaml").read_text("utf-8")
    assert f"- video: {videos[3]}  # xem lại\n" in after
    assert entry not in after
    assert [each["video"] for each in files(channel)[1]["videos"]] == [v for v in videos if v != videos[5]]
    in_step(channel)


def test_what_the_list_has_not_uploaded_yet_stays(channel: Folder) -> None:
    pull(channel)
    key = files(channel)[0]["sections"][0]["key"]
    text = (channel.path / "videos.yaml").read_text("utf-8")
    channel.write("videos.yaml", text + f"\n  - file: video/moi.mp4\n    title: Mới\n    sections: [{key}]\n")
    assert [each["state"] for each in again(channel)["files"]] == ["same", "same"]


def test_an_entry_that_was_taken_out_of_a_section_by_hand_leaves_it_in_the_list(channel: Folder) -> None:
    pull(channel)
    section = files(channel)[0]["sections"][0]
    (entry,) = channel.items(f"playlistItems?part=snippet&playlistId={section['id']}&maxResults=1")[:1]
    channel.request("DELETE", f"playlistItems?id={entry['id']}")
    again(channel)
    video = entry["snippet"]["resourceId"]["videoId"]
    (item,) = [each for each in files(channel)[1]["videos"] if each["video"] == video]
    assert section["key"] not in item.get("sections", [])
    in_step(channel)


def test_an_order_that_was_changed_by_hand_is_taken_over(channel: Folder) -> None:
    pull(channel)
    section = files(channel)[0]["sections"][0]
    entries = channel.items(f"playlistItems?part=snippet&playlistId={section['id']}&maxResults=50")
    last = entries[-1]
    body = {"playlistId": section["id"], "resourceId": last["snippet"]["resourceId"], "position": 0}
    channel.request("PUT", "playlistItems?part=snippet", {"id": last["id"], "snippet": body})
    again(channel)
    assert files(channel)[0]["sections"][0]["order"] == channel.entries(section["id"])
    in_step(channel)


def test_keys_that_are_known_come_back_when_the_files_are_lost(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    assert folder.sync().code == 0
    before = files_keys(folder)
    (folder.path / "playlists.yaml").unlink()
    pull(folder)
    assert files_keys(folder) == before
    in_step(folder)


def files_keys(folder: Folder) -> list[str]:
    declared = yaml.safe_load((folder.path / "playlists.yaml").read_text("utf-8"))
    return [each["key"] for each in declared["sections"]]


def test_a_time_zone_that_is_none_is_refused_before_anything_is_read(channel: Folder) -> None:
    channel.steer("DELETE", "journal")
    result = channel.run("pull", "--sandbox", "--timezone", "Asia/Haiphong", "--lang", "en")
    assert (result.code, "Asia/Haiphong" in result.err, channel.journal()) == (2, True, [])


def test_problems_in_files_that_are_there_are_told_and_nothing_is_written(channel: Folder) -> None:
    pull(channel)
    channel.write("videos.yaml", "videos:\n  - video: abc\n")
    result = channel.run("pull", "--sandbox", "--yes", "--lang", "en")
    assert (result.code, "videos.yaml:2:12" in result.err) == (3, True)
    assert (channel.path / "videos.yaml").read_text("utf-8") == "videos:\n  - video: abc\n"


def test_a_channel_comes_out_the_same_on_another_one(
    folder: Folder,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Playlists with their texts, entries and order, every kind of shelf, and what the channel says of itself."""
    settings = {"now": NOW, "quota": {"default": 10_000_000}, "playlists_a_day": None}
    folder.steer("PUT", "settings", settings)
    folder.steer("POST", "seed", {"videos": 2000, "playlists": 50, "items_per_playlist": 24, "seed": 6})
    (folder.path / "playlists.yaml").unlink()
    playlists = ids(folder)
    chance = random.Random(6)
    for number, playlist in enumerate(chance.sample(playlists, 12)):
        snippet = {
            "title": f"{number}. {EVERY_LETTER[:60].strip()}",
            "description": f"{EVERY_LETTER}\nsố {number}",
            "defaultLanguage": "vi",
        }
        texts = {"en": {"title": f"Section {number}", "description": "Grassroots"}, "fr": {"title": f"Numéro {number}"}}
        status = {"privacyStatus": ("public", "unlisted", "private")[number % 3]}
        folder.request("PUT", "playlists?part=snippet,status,localizations",
                       {"id": playlist, "snippet": snippet, "status": status, "localizations": texts})  # fmt: skip
    for number, playlist in enumerate(playlists[:3]):
        square(folder, playlist, 240 + number)
    public = [each["id"] for each in folder.playlists() if each["status"]["privacyStatus"] == "public"]
    add_every_section(folder, public)
    branding = {
        "description": f"Kênh của Đảng ủy Khối\n{EVERY_LETTER}",
        "keywords": 'Hải_Phòng "Hoa Phượng đỏ"',
        "country": "VN",
        "defaultLanguage": "vi",
    }
    (about,) = folder.items("channels?part=id&mine=true")
    folder.request(
        "PUT", "channels?part=brandingSettings", {"id": about["id"], "brandingSettings": {"channel": branding}}
    )
    pull(folder)
    in_step(folder)
    before = content(folder)

    other = type(folder)(tmp_path_factory.mktemp("other"), capsys)
    monkeypatch.chdir(other.path)
    other.steer("PUT", "settings", settings)
    other.steer("POST", "seed", {"videos": 2000, "playlists": 0, "seed": 6})
    shutil.copytree(folder.path / "covers", other.path / "covers")
    for name in ("playlists.yaml", "videos.yaml"):
        other.write(name, (folder.path / name).read_text("utf-8"))
    result = other.sync("--force")
    assert result.code == 0, result.err
    after = content(other)
    for name in before["playlists"]:
        assert after["playlists"][name] == before["playlists"][name]
    assert after == before
    assert pictures(other) == pictures(folder)
    assert len(pictures(other)) == 3
    in_step(other)


def test_an_empty_channel_gives_files_that_a_sync_takes(folder: Folder) -> None:
    folder.steer("PUT", "settings", {"now": NOW})
    (folder.path / "playlists.yaml").unlink()
    pull(folder)
    assert (files(folder)[0]["sections"], files(folder)[1]["videos"]) == ([], [])
    in_step(folder)


def test_a_picture_whose_file_is_lost_is_fetched_again(channel: Folder) -> None:
    picture = square(channel, ids(channel)[1])
    pull(channel)
    cover = next(each["cover"] for each in files(channel)[0]["sections"] if "cover" in each)
    (channel.path / cover).unlink()
    assert [each["state"] for each in again(channel)["files"]] == ["same", "same", "new"]
    assert (channel.path / cover).read_bytes() == picture
    in_step(channel)


def test_a_picture_that_is_not_known_to_be_set_is_said(channel: Folder) -> None:
    square(channel, ids(channel)[1])
    pull(channel)
    cover = next(each["cover"] for each in files(channel)[0]["sections"] if "cover" in each)
    mine = io.BytesIO()
    Image.new("RGB", (200, 200)).save(mine, "PNG")
    (channel.path / cover).write_bytes(mine.getvalue())
    told = again(channel)
    assert [each["code"] for each in told["notes"]] == ["pull-cover"]
    assert (channel.path / cover).read_bytes() == mine.getvalue()


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "listed"])
def test_a_rule_stays_the_rule_when_entries_stand_otherwise(channel: Folder, order: str) -> None:
    pull(channel)
    section = files(channel)[0]["sections"][0]
    text = (channel.path / "playlists.yaml").read_text("utf-8")
    block = text.partition("    order:\n")[2].partition("\n\n")[0]
    channel.write("playlists.yaml", text.replace(f"    order:\n{block}", f"    order: {order}  # luôn thế", 1))
    told = again(channel)
    assert [(each["code"], each["names"]) for each in told["notes"]] == [("pull-order", [section["title"]])]
    assert f"    order: {order}  # luôn thế\n" in (channel.path / "playlists.yaml").read_text("utf-8")
    lift(channel)
    result = channel.run("sync", "--sandbox", "--dry-run", "--json")
    assert {each["action"] for each in result.json["changes"]} == {"move"}


def test_a_new_file_says_what_it_is_and_where_dates_are_read(channel: Folder) -> None:
    result = channel.run("pull", "--sandbox", "--timezone", "Asia/Ho_Chi_Minh")
    assert result.code == 0
    assert "Asia/Ho_Chi_Minh" in result.out
    text = (channel.path / "playlists.yaml").read_text("utf-8")
    assert text.startswith("# The YouTube channel Kênh thử nghiệm")
    assert "ytchannel sync" in text.partition("\nchannel:")[0]


def test_shelves_that_are_listed_keep_their_lines_when_another_is_moved(channel: Folder) -> None:
    add_every_section(channel, ids(channel))
    pull(channel)
    text = (channel.path / "playlists.yaml").read_text("utf-8")
    noted = text.replace("  - type: popularUploads\n", "  # xem nhiều\n  - {type: popularUploads}   # giữ\n")
    channel.write("playlists.yaml", noted)
    sections = channel.items("channelSections?part=snippet,contentDetails&mine=true")
    last = max(sections, key=lambda each: each["snippet"]["position"])
    body = {"id": last["id"], "snippet": {"type": last["snippet"]["type"], "position": 0}}
    channel.request("PUT", "channelSections?part=snippet", body)
    again(channel)
    after = (channel.path / "playlists.yaml").read_text("utf-8")
    assert "  # xem nhiều\n  - {type: popularUploads}   # giữ\n" in after
    assert "shelves:\n  - type: completedEvents\n" in after
    in_step(channel)
