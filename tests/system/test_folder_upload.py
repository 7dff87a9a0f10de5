"""A folder of videos goes up as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.system.test_upload import MP4, sections_of

if TYPE_CHECKING:
    from tests.system.conftest import Folder


def put(folder: Folder, *names: str) -> None:
    for name in names:
        file = folder.path / "video" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(MP4.read_bytes() + name.encode())


def test_a_folder_goes_up_once_and_what_is_added_later_alone(folder: Folder) -> None:
    folder.sync()
    put(folder, "Tin cơ sở/2026-11-20-Hội_nghị.mp4", "theo-guong-bac/Gương sáng.mp4", "theo-guong-bac/ghi chú.docx")
    checked = folder.run("check", "video")
    assert (checked.code, "No problems: 7 sections, 2 videos." in checked.out) == (0, True)
    assert "1 file in the folder is no video" in checked.out
    first = folder.upload("video")
    assert first.code == 0, first.err
    assert {video["snippet"]["title"]: sections_of(folder, video["id"]) for video in folder.videos()} == {
        "Hội nghị": ["Tin cơ sở"], "Gương sáng": ["Theo gương Bác"]}  # fmt: skip
    (recorded,) = [each for each in folder.videos("snippet,recordingDetails") if each["snippet"]["title"] == "Hội nghị"]
    assert recorded["recordingDetails"]["recordingDate"].startswith("2026-11-20")

    put(folder, "theo-guong-bac/Mới.mp4")
    second = folder.upload("video/")
    created = [
        each["title"] for each in second.json["changes"] if (each["action"], each["kind"]) == ("create", "video")
    ]
    assert created == ["Mới"]
    assert folder.upload("video").json["changes"] == []


def test_a_renamed_file_is_the_same_video_under_another_title(folder: Folder) -> None:
    folder.sync()
    put(folder, "tin-co-so/Hội nghi.mp4")
    folder.upload("video")
    (folder.path / "video" / "tin-co-so" / "Hội nghi.mp4").rename(folder.path / "video" / "tin-co-so" / "Hội nghị.mp4")
    (change,) = folder.upload("video").json["changes"]
    assert (change["action"], change["fields"]) == ("update", {"title": {"old": "Hội nghi", "new": "Hội nghị"}})


def test_a_sync_takes_the_folder_as_its_list(folder: Folder) -> None:
    folder.sync()
    put(folder, "tin-co-so/a.mp4")
    folder.upload("video")
    (video,) = folder.uploads()
    (playlist,) = [each["id"] for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    (entry,) = folder.items(f"playlistItems?part=snippet&playlistId={playlist}")
    folder.request("DELETE", f"playlistItems?id={entry['id']}")
    assert folder.sync("--manifest", "video").json["changes"][0]["action"] == "create"
    assert folder.entries(playlist) == [video]


def test_a_strange_folder_ends_with_3_before_any_request(folder: Folder) -> None:
    put(folder, "tin co xo/a.mp4")
    result = folder.upload("video")
    assert (result.code, "video/tin co xo: The folder is named" in result.err) == (3, True)
    assert "write" not in result.err or "Tin cơ sở" in result.err


def test_bins_of_network_drives_are_no_videos_to_upload(folder: Folder) -> None:
    folder.sync()
    put(folder, "tin-co-so/a.mp4", "#recycle/tin-co-so/xóa rồi.mp4", "$RECYCLE.BIN/b.mp4", "@eaDir/c.mp4")
    assert folder.upload("video").code == 0
    assert [video["snippet"]["title"] for video in folder.videos()] == ["a"]


def test_folders_of_months_have_results_of_their_own(folder: Folder) -> None:
    folder.sync()
    for month in ("2026.11", "2026.12"):
        put(folder, f"../{month}/tin-co-so/{month}.mp4")
        assert folder.upload(month).code == 0
    assert sorted(each.name for each in folder.path.glob("*.result.*")) == ["2026.11.result.csv", "2026.12.result.csv"]


def test_braces_in_the_name_of_a_file_are_a_part_of_it(folder: Folder) -> None:
    folder.sync()
    put(folder, "tin-co-so/a {{ title }} {{{{ b.mp4")
    assert folder.upload("video").code == 0
    assert [video["snippet"]["title"] for video in folder.videos()] == ["a {{ title }} {{{{ b"]
