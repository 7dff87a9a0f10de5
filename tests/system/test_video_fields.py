"""Everything that can be said of a video: sent with its upload, kept by updates, changed alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.system.conftest import Folder

MP4 = Path(__file__).parent.parent.parent / "ytchannel" / "demo" / "hoi-nghi.mp4"
EVERYTHING = """\
videos:
  - file: hội nghị.mp4
    title: Hội nghị giao ban
    description: Toàn cảnh.
    sections: [tin-co-so]
    tags: [hội nghị]
    category: Education
    language: vi
    audio_language: vi
    privacy: unlisted
    made_for_kids: true
    synthetic_media: true
    license: creativeCommon
    embeddable: false
    public_stats: false
    recording_date: 2026-11-20
    localizations:
      en: {title: Briefing, description: All of it.}
      fr: {title: Réunion}
"""
PARTS = "snippet,status,recordingDetails,localizations"


@pytest.fixture
def ready(folder: Folder) -> Folder:
    """A synced channel, a video file and a manifest that declares all there is."""
    folder.sync()
    shutil.copy(MP4, folder.path / "hội nghị.mp4")
    folder.write("videos.yaml", EVERYTHING)
    return folder


def writable(video: dict[str, Any]) -> dict[str, Any]:
    """What can be written of a video."""
    names = ("title", "description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage")
    snippet = {name: value for name, value in video["snippet"].items() if name in names}
    status = {name: value for name, value in video["status"].items() if name not in ("uploadStatus", "madeForKids")}
    return {"snippet": snippet, "status": status, **{part: video.get(part) for part in PARTS.split(",")[2:]}}


def test_an_upload_says_everything(ready: Folder) -> None:
    assert ready.upload().code == 0
    (video,) = ready.videos(PARTS)
    assert writable(video) == {
        "snippet": {
            "title": "Hội nghị giao ban",
            "description": "Toàn cảnh.",
            "tags": ["hội nghị"],
            "categoryId": "27",
            "defaultLanguage": "vi",
            "defaultAudioLanguage": "vi",
        },
        "status": {
            "privacyStatus": "unlisted",
            "license": "creativeCommon",
            "embeddable": False,
            "publicStatsViewable": False,
            "selfDeclaredMadeForKids": True,
            "containsSyntheticMedia": True,
        },
        "recordingDetails": {"recordingDate": "2026-11-20T00:00:00Z"},
        "localizations": {"en": {"title": "Briefing", "description": "All of it."}, "fr": {"title": "Réunion"}},
    }
    assert ready.upload().json["changes"] == []


@pytest.mark.parametrize(
    ("old", "new", "path", "value"),
    [
        ("license: creativeCommon", "license: youtube", ("status", "license"), "youtube"),
        ("embeddable: false", "embeddable: true", ("status", "embeddable"), True),
        ("public_stats: false", "public_stats: true", ("status", "publicStatsViewable"), True),
        ("synthetic_media: true", "synthetic_media: false", ("status", "containsSyntheticMedia"), False),
        ("audio_language: vi", "audio_language: en", ("snippet", "defaultAudioLanguage"), "en"),
        ("recording_date: 2026-11-20", "recording_date: 2026-11-21",
         ("recordingDetails", "recordingDate"), "2026-11-21T00:00:00Z"),
        ("title: Réunion", "title: Séance", ("localizations", "fr"), {"title": "Séance"}),
    ],
)  # fmt: skip
def test_a_changed_field_is_changed_alone(
    ready: Folder, old: str, new: str, path: tuple[str, str], value: object
) -> None:
    """videos.update replaces each part that it names: everything else of that part is carried."""
    ready.upload()
    (before,) = ready.videos(PARTS)
    ready.replace(old, new, "videos.yaml")
    planned = ready.upload().json
    assert [each["units"] for each in planned["changes"]] == [50]
    (after,) = ready.videos(PARTS)
    wanted = writable(before)
    wanted[path[0]][path[1]] = value
    assert writable(after) == wanted
    assert ready.upload().json["changes"] == []


def test_what_an_entry_does_not_say_stays(ready: Folder) -> None:
    ready.upload()
    (before,) = ready.videos(PARTS)
    ready.write("videos.yaml", f"videos:\n  - video: {before['id']}\n    localizations: {{de: {{title: Sitzung}}}}\n")
    assert ready.upload().code == 0
    (after,) = ready.videos(PARTS)
    assert writable(after) == writable(before) | {
        "localizations": {**before["localizations"], "de": {"title": "Sitzung"}}
    }


def test_texts_in_other_languages_need_one_to_be_translated_from(ready: Folder) -> None:
    """videos.insert: defaultLanguageNotSet. The channel's own language serves, where there is one."""
    ready.replace("language: vi\n    audio_language", "audio_language", "videos.yaml")
    assert ready.upload().code == 0
    ready.replace("  language: vi\n", "")
    ready.write("videos.yaml", EVERYTHING.replace("    language: vi\n", ""))
    result = ready.run("check", "--json")
    assert result.code == 3
    assert [(each["line"], each["code"]) for each in result.json["problems"]] == [(16, "localizations-need-language")]


def test_texts_for_a_video_without_a_language_are_a_problem_before_anything_is_sent(ready: Folder) -> None:
    ready.replace("  language: vi\n", "")
    ready.write("videos.yaml", "videos:\n  - {file: hội nghị.mp4, title: A}\n")
    ready.upload()
    (video,) = ready.videos()
    ready.write("videos.yaml", f"videos:\n  - video: {video['id']}\n    localizations: {{en: {{title: B}}}}\n")
    ready.steer("DELETE", "journal")
    result = ready.upload()
    assert (result.code, result.json["problems"][0]["code"]) == (3, "localizations-need-language")
    assert all(".list" in request["method"] for request in ready.journal())


def test_a_place_in_a_section(ready: Folder) -> None:
    """Where an entry is put in; what comes later may move it on."""
    for name in "bcd":
        (ready.path / f"{name}.mp4").write_bytes(MP4.read_bytes() + name.encode())
    ready.write(
        "videos.yaml",
        "videos:\n" + "".join(f"  - {{file: {n}.mp4, title: {n}, sections: [tin-co-so]}}\n" for n in "bc"),
    )
    ready.upload()
    ready.write("videos.yaml", "videos:\n  - {file: d.mp4, title: d, sections: [tin-co-so: 1, theo-guong-bac]}\n")
    assert ready.upload().code == 0
    titles = {video["id"]: video["snippet"]["title"] for video in ready.videos()}
    (playlist,) = [each["id"] for each in ready.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    assert [titles[each] for each in ready.entries(playlist)] == ["d", "b", "c"]


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        ("[tin-co-so: 0]", "wants-place"),
        ("[tin-co-so: x]", "wants-count"),
        ("[{tin-co-so: 1, theo-guong-bac: 2}]", "section-form"),
        ("[tin-co-soo: 1]", "unknown-section"),
    ],
)
def test_what_is_no_place(ready: Folder, sections: str, code: str) -> None:
    ready.write("videos.yaml", f"videos:\n  - {{file: hội nghị.mp4, title: A, sections: {sections}}}\n")
    result = ready.run("check", "--json")
    assert [each["code"] for each in result.json["problems"]] == [code]


def test_a_place_in_a_section_with_an_order_of_its_own(ready: Folder) -> None:
    ready.replace("    shelf: true\n\n  - key: bao-ve", "    shelf: true\n    order: newest\n\n  - key: bao-ve")
    ready.write("videos.yaml", "videos:\n  - {file: hội nghị.mp4, title: A, sections: [tin-co-so: 1]}\n")
    result = ready.run("check", "--json")
    assert [each["code"] for each in result.json["problems"]] == ["position-in-order"]
